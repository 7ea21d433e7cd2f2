"""The actors that a noun belongs to: what stands before it, and behind its "of"."""

from __future__ import annotations

GROUPS = frozenset("movement group organisation organization party faction front militia".split())
LEADING = frozenset({"lead", "head", "run", "command", "control"})


def is_backed(g, c):
    """ "Ethiopian-backed forces", "an Egyptian-brokered truce" are not Ethiopia's or Egypt's; what a state leads is its own."""
    return g.tag[c] == "VBN" and g.text[c - 1] == "-" and g.lemma[c] not in LEADING


def owners(g, by_root, at, i, depth=0):
    """The actors that a noun belongs to: "Turkish leaders", "Seoul's foreign ministry", "the president of Japan"."""
    out = []
    for c in g.children[i]:
        if not depth and is_backed(g, c):
            continue
        if g.lower[c] == "whose":  # "Turkey, whose minister will visit Cairo"
            over = next((g.head[h] for h in (i, *g.up(i)) if g.dep[h] == "relcl"), i)
            out.extend(by_root.get(over) or [at[over]] if over in at else ())
        elif g.dep[c] in ("amod", "compound", "poss", "nmod", "nummod", "det"):
            for x in g.conjuncts(c):
                out.extend(by_root.get(x, ()))
                covering = at.get(x)
                if covering is not None and covering.end <= i:
                    out.append(covering)
            of_somebody = g.dep[c] == "poss" and any(m.kind == "person" and m.label for m in by_root.get(c, ()))
            # "Chilean President Frei's remarks" are his, and not Chile's
            if depth < 3 and not of_somebody and g.dep[c] in ("compound", "poss", "nmod", "amod"):
                out.extend(owners(g, by_root, at, c, depth + 1))
        elif g.dep[c] == "prep" and (g.lower[c] in ("of", "from") or g.lower[c] == "in" and not out and not depth):
            for p in g.kids(c, "pobj"):
                members = (
                    g.kids(p, "appos") if g.lower[c] == "of" and p not in by_root else []
                )  # "the group - Peru, Chile"
                inner = depth < 2 and g.lower[c] == "of" and not members
                if inner and p not in by_root and p not in at:  # "ministers of the SCO member states"
                    out.extend(owners(g, by_root, at, p, depth + 2))
                for x in g.conjuncts(members[0] if members else p):
                    out.extend(
                        m for m in by_root.get(x, ()) if g.lower[c] != "in" or m.label == "GPE" and m.kind == "state"
                    )
                    if g.lower[c] == "of" and g.lower[x] in GROUPS:
                        named = [m for k in g.kids(x, "compound", "nmod") for m in by_root.get(k, ())]
                        out.extend(m for m in named if m.kind == "body")  # "rebels of the Tupac Amaru movement"
    unique = {}
    for m in out:
        unique.setdefault(m.country if m.kind == "state" else m.name, m)
    return list(unique.values())
