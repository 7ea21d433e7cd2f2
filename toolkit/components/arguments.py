"""Who takes part in an event, where, and when: the words around its trigger, read off the parse."""

from __future__ import annotations

from .references import owners

WITH = ("with", "between", "among", "alongside")
TO_PLACE = ("to", "in", "at", "for", "into", "on", "through", "via", "across", "around")
AT_PLACE = ("in", "at", "near", "outside", "inside", "on", "around", "across", "over", "off")
FROM_DATE = frozenset({"begin", "start", "open", "commence"})
NOT_ACTORS = frozenset({"media", "event"})


class Scene:
    """What the layers before say about one Doc, by token number."""

    def __init__(self, doc, g):
        self.doc, self.g = doc, g
        self.mentions = doc._.actors
        self.by_root: dict[int, list] = {}
        self.at: dict[int, object] = {}
        for m in self.mentions:
            self.by_root.setdefault(m.root, []).append(m)
            for i in range(m.start, m.end):
                self.at.setdefault(i, m)
        self.times_on: dict[int, list[int]] = {}
        for n, t in enumerate(doc._.times):
            self.times_on.setdefault(self.hook(t), []).append(n)

    def hook(self, t) -> int:
        """The word that a time expression hangs on."""
        g = self.g
        i = next((j for j in range(t.end - 1, t.start - 1, -1) if not t.start <= g.head[j] < t.end), t.end - 1)
        for _ in range(6):
            h = g.head[i]
            if h == i:
                return i
            if (
                g.pos[h] in ("ADP", "SCONJ", "PART")
                or t.start <= h < t.end
                or g.dep[h] in ("advmod", "npadvmod")
                and g.pos[h] in ("ADV",)
            ):
                i = h
                continue
            return h
        return i

    # -- who ---------------------------------------------------------------------

    def people(self, i: int | None, *, deep: bool = True) -> list:
        """The actors that a word names: itself, what is coordinated with it, else those that it belongs to."""
        if i is None:
            return []
        g, out = self.g, []
        for x in g.conjuncts(i):
            found = [m for m in self.by_root.get(x, ()) if m.kind not in NOT_ACTORS]
            if not found and x in self.at and self.at[x].kind not in NOT_ACTORS and self.at[x].label:
                found = [self.at[x]]
            if found and all(m.kind == "group" and not m.label for m in found):
                owned = [m for m in owners(g, self.by_root, self.at, x) if m.kind == "body"]
                found = owned or found
            if not found:
                found = [m for c in g.kids(x, "appos") for m in self.by_root.get(c, ()) if m.kind not in NOT_ACTORS]
            if not found and deep and g.pos[x] in ("NOUN", "PROPN", "ADJ"):
                found = [m for m in owners(g, self.by_root, self.at, x) if m.kind not in NOT_ACTORS]
            if not found and g.tag[x] in ("WDT", "WP") and g.dep[g.head[x]] == "relcl":
                found = [m for m in self.by_root.get(g.head[g.head[x]], ()) if m.kind not in NOT_ACTORS]
            out.extend(found)
        return out

    def prepositional(self, i: int, words, *, deep: bool = True) -> list:
        """The actors in prepositional phrases on a word."""
        g = self.g
        return [m for w, x in self.g.prepositions(i) if w in words for m in self._one(x, deep) if g.dep[x] != "pcomp"]

    def _one(self, x, deep):
        found = [m for m in self.by_root.get(x, ()) if m.kind not in NOT_ACTORS]
        if not found and x in self.at and self.at[x].kind not in NOT_ACTORS and self.at[x].label:
            found = [self.at[x]]
        if not found:
            found = [m for c in self.g.kids(x, "appos") for m in self.by_root.get(c, ()) if m.kind not in NOT_ACTORS]
        if not found and deep and self.g.pos[x] in ("NOUN", "PROPN"):
            found = [m for m in owners(self.g, self.by_root, self.at, x) if m.kind not in NOT_ACTORS]
        return found

    def possessors(self, i: int) -> list:
        """ "Blinken's visit", "their talks", "US-Japan talks", "Turkish condemnation"."""
        g, out = self.g, []
        for c in g.children[i]:
            if g.dep[c] == "poss" or g.dep[c] in ("compound", "amod", "nmod") and c < i:
                out.extend(self.people(c, deep=g.dep[c] == "poss" or g.tag[c] in ("NNS", "NN")))
        return out

    # -- where --------------------------------------------------------------------

    def places(self, i: int, words) -> list:
        """Places in prepositional phrases on a word, in order."""
        out = []
        for w, x in self.g.prepositions(i):
            if w.split()[-1] in words or w.split()[0] in words:
                out.extend(self.place_at(x))
        return out

    def place_at(self, x: int) -> list:
        found = [
            m
            for m in (*self.by_root.get(x, ()), *([self.at[x]] if x in self.at else []))
            if m.place and m.label in ("GPE", "LOC", "FAC", "ORG")
        ]
        if found:
            return found[:1]
        for c in self.g.kids(x, "appos", "prep"):
            inner = (
                [c] if self.g.dep[c] == "appos" else self.g.kids(c, "pobj") if self.g.lower[c] in ("of", "in") else []
            )
            for y in inner:
                more = self.place_at(y)
                if more:
                    return more
        return [m for c in self.g.kids(x, "compound") for m in self.by_root.get(c, ()) if m.place and m.label == "GPE"][
            :1
        ]


def distinct(mentions, *, states: bool = False) -> list:
    """Each actor once, in order; with ``states`` a place counts as its state."""
    from .actors import Mention

    seen, out = set(), []
    for m in mentions:
        if m.kind in ("place", "state"):
            if not m.country:
                if m.kind == "place" and not states:
                    continue
                if m.label == "LOC":
                    continue
            code = m.country or m.name
            if m.kind == "place" or m.name != code:
                m = Mention(
                    m.start,
                    m.end,
                    m.root,
                    m.label,
                    "state",
                    code,
                    country=m.country,
                    resolved_by=m.resolved_by,
                    place=m.place,
                )
        if m.name not in seen:
            seen.add(m.name)
            out.append(m)
    return out
