"""Where a clause looks: whether its bare "Friday" or "May 5" lies behind or ahead."""

from __future__ import annotations

from .grammar import Grammar

REPORTING = frozenset(
    {"say", "tell", "announce", "report", "add", "state", "declare", "note", "confirm", "claim", "write", "quote",
     "disclose", "reveal", "inform"}
)  # fmt: skip
# "was forced to resign on Tuesday": an infinitive whose act the past verb above it has brought about.
DONE = frozenset(
    {"force", "manage", "fail", "begin", "start", "continue", "help", "appear", "seem", "use", "have", "refuse",
     "decline", "get", "cause"}
)  # fmt: skip
PROPOSING = frozenset({"invite", "approach"})  # what they ask for is yet to come
STARTING = frozenset({"beginning", "starting", "commencing", "effective"})
PUT_OFF = frozenset({"postpone", "move", "delay", "reschedule", "defer", "shift", "put", "push", "extend", "adjourn"})
OPENING = frozenset({"open", "start", "begin", "kick", "take"})  # "a summit opening here Saturday"
AHEAD = frozenset(
    {
        "scheduled",
        "slated",
        "due",
        "planned",
        "expected",
        "tentatively",
        "set",
        "likely",
        "unlikely",
        "possible",
        "probable",
    }
)
UPCOMING = frozenset({"scheduled", "planned", "upcoming", "forthcoming", "expected", "proposed", "coming"})
MODALS = frozenset(
    {"will", "would", "shall", "'ll", "wo", "may", "might", "could", "can", "should", "must", "'d", "ca"}
)


def facing(g: Grammar, start: int, end: int) -> tuple[str | None, bool]:
    """Where the clause of an expression looks (past, future or None), and whether that is certain.

    Certain is a date that hangs on the verb itself ("met on Nov. 25"); on a noun ("the Nov. 25 vote") it is likely.
    """
    before, two = g.lower[start - 1] if start else "", g.lower[start - 2] if start > 1 else ""
    if before == "since" or two == "since" and before in ("the", "early", "late", "last"):
        return "past", True
    if before in STARTING:
        return "future", False
    inside = range(start, end)
    i = next((k for k in reversed(inside) if g.head[k] not in inside or g.head[k] == k), end - 1)
    direct, after = g.dep[i] not in ("nsubj", "nsubjpass", "attr", "dobj"), before == "after"
    for _ in range(12):
        if i not in inside:
            word = g.lower[i]
            if word in AHEAD and g.lower[min(i + 1, g.n - 1)] not in ("up", "a", "the", "out"):
                return (None if any(g.lower[a] == "had" for a in g.auxiliaries(i)) else "future"), False
            if any(g.lower[c] in UPCOMING for c in g.kids(i, "amod")):
                return "future", False
            if word == "according":  # "according to reports Thursday"
                return "past", False
            after = after or word in ("after", "following")
            direct = direct and g.pos[i] not in ("NOUN", "PROPN")
        if g.is_verb(i) and g.dep[i] not in ("amod", "compound", "aux", "auxpass"):
            break
        if g.head[i] == i:
            return ("past" if after else nearby(g, start)), False
        i = g.head[i]
    else:
        return None, False
    if before in ("to", "until", "till", "for") and g.lemma[i] in PUT_OFF:
        return "future", False
    if g.lemma[i] in PROPOSING and any(
        g.lower[p] in ("to", "for", "about") and i < p < start for p in g.kids(i, "prep")
    ):
        return "future", False  # "has invited both sides to a meeting on Friday"
    side = side_of(g, i) or ("past" if after else None)
    if two == "as" and before == "of" and not any(g.lower[a] in MODALS for a in g.auxiliaries(i)):
        return "past", False  # "as of February they have ..."
    if side != "past" and (two in ("ahead", "prior") or before == "before"):
        return "future", False
    if not direct and side == "future" and g.tag[i] == "VB" and side_of(g, i, told=True) == "past":
        side = None  # "agreed to build on his October visit"
    return side, direct


def side_of(g: Grammar, verb: int, told: bool = False) -> str | None:
    """Whether a verb tells of what was or of what is to come; ``told``: what the verb over its infinitive tells."""
    for _ in range(8):
        helpers = g.auxiliaries(verb)
        aux, tag = {g.lower[a] for a in helpers}, g.tag[verb]
        if aux & MODALS:
            return "past" if "have" in aux and aux & {"may", "might", "could", "must"} else "future"
        up = next((h for h in g.up(verb) if g.is_verb(h)), None)
        if "to" in aux and "have" in aux:
            return "past"  # "were to have met on Monday"
        if "to" in aux:  # "is to meet", "plans to meet"; but "was forced to resign"
            if up is not None and any(g.lower[a] == "had" for a in g.auxiliaries(up)):
                return None  # "had been expected to resume on Wednesday"
            if up is None or not told and (g.dep[verb] != "xcomp" or g.lemma[up] not in DONE):
                return "future"
        else:
            if g.lemma[verb] == "be" and any(g.lower[c] in AHEAD for c in g.kids(verb, "acomp", "oprd", "attr")):
                return "future"  # "was due in Cairo on Friday"
            finite = {tag, *(g.tag[a] for a in helpers)}
            if "VBD" in finite or aux & {"has", "have", "had", "'ve", "having"}:
                return "past"
            if finite & {"VBZ", "VBP"}:
                return "past" if g.lemma[verb] in REPORTING else "future"
            if tag == "VBN" and g.dep[verb] in ("acl", "relcl", "ROOT"):
                return "past"
            if tag == "VB" and up is None or tag == "VBG" and g.dep[verb] == "acl" and g.lemma[verb] in OPENING:
                return "future"
        if up is None:
            return None if tag == "VBG" else "past"
        verb = up
    return None


def nearby(g: Grammar, start: int) -> str | None:
    """What the last finite verb before an expression says, where the parse has none above it."""
    for k in range(start - 1, g.sentences[g.sentence[start]][0] - 1, -1):
        if g.tag[k] in ("VBD", "VBZ", "VBP", "MD"):
            return "past" if g.tag[k] == "VBD" else "future"
    return None
