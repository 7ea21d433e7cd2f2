"""Who takes part in an event, where, and when: the words around its trigger, read off the parse."""

from __future__ import annotations

from .grammar import dateline
from .owners import is_backed, owners

WITH = ("with", "between", "among", "alongside")
TO_PLACE = ("to", "in", "at", "for", "into", "on", "through", "via", "across", "around")
AT_PLACE = ("in", "at", "near", "outside", "inside", "around", "across", "off")
NEVER_INSIDE = frozenset("by after before since during from about over".split())
NOT_ACTORS = frozenset({"media", "event"})


def acts(m) -> bool:
    """Whether a mention can take part in an event: no medium, no named event, no adjective without a state ("European")."""
    return m.kind not in NOT_ACTORS and (m.label != "NORP" or m.kind == "group" or bool(m.country))


SITES = frozenset(
    "airport city province region border coast embassy base capital village town port island area palace state district".split()
)
QUANTITIES = frozenset(
    "ten dozen score hundred thousand million number group handful majority wave series host range member".split()
)
PHRASES = frozenset("behalf basis condition eve occasion sideline".split())  # "on behalf of" is on nobody
EACH = frozenset("each both either neither none all most some".split())
ROLES = frozenset(
    "lawmaker legislator deputy senator mp parliamentarian prosecutor judge official minister leader general".split()
)


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
        self.dyad = doc.user_data.get("wire_sides") or (lambda i, kind="state": [])  # whose story it is
        self.heads: set[int] = set()  # words that are themselves events: what hangs on them is theirs
        self.timed = {i for t in doc._.times for i in range(t.start, t.end)}
        self.times_on: dict[int, list[int]] = {}
        lead = dateline(g)
        for n, t in enumerate(doc._.times):
            if t.start >= lead:  # a dateline dates the story, and no event
                self.times_on.setdefault(self.hook(t), []).append(n)

    def hook(self, t) -> int:
        """The word that a time expression hangs on; of "the president on Sunday visited", the verb."""
        g = self.g
        i = next((j for j in range(t.end - 1, t.start - 1, -1) if not t.start <= g.head[j] < t.end), t.end - 1)
        on = t.start - 1
        if on >= 0 and g.lower[on] == "on" and g.is_verb(g.head[on]) and not g.children[on] and g.head[i] >= t.end:
            return g.head[on]  # "On Monday Cairo accused", with the day taken for a part of the name
        for _ in range(6):
            h = g.head[i]
            if h == i:
                return i
            adverbial = g.dep[h] in ("advmod", "npadvmod") and g.pos[h] == "ADV"
            if g.pos[h] in ("ADP", "SCONJ", "PART") or t.start <= h < t.end or adverbial:
                i = h
                continue
            if g.dep[h] in ("nsubj", "nsubjpass") and h < t.start < g.head[h] and g.is_verb(g.head[h]):
                return g.head[h]
            return h
        return i

    # -- who ---------------------------------------------------------------------

    def people(self, i: int | None, *, deep: bool = True) -> list:
        """The actors that a word names: itself, what is coordinated with it, else those that it belongs to."""
        if i is None:
            return []
        g, out = self.g, []
        for x in g.conjuncts(i):
            found = self._one(x, deep)
            out.extend(found)
            if found and found[-1].label == "GPE":  # "Tanzania, Kenya and Egypt" read as an apposition
                out.extend(
                    m
                    for c in g.kids(x, "appos")
                    if self.by_root.get(c)
                    for m in self.people(c, deep=False)
                    if m.label == "GPE"
                )
        return out

    def prepositional(self, i: int, words, *, deep: bool = True) -> list:
        """The actors in prepositional phrases on a word."""
        g = self.g
        pairs = [(w, x) for w, x in g.prepositions(i) if g.dep[x] != "pcomp" and g.lemma[x] not in PHRASES]
        return [m for w, x in pairs if w in words for m in self._one(x, deep)]

    def _one(self, x, deep):
        """What one word names: the mention that it heads, an apposition, examples, a partner, else its owners."""
        g = self.g
        for _ in range(3):  # "tens of thousands of students"
            whom = [y for w, y in g.prepositions(x) if w == "of"] if g.lemma[x] in QUANTITIES else []
            if len(whom) > 1:  # "members of parliament and Foreign Minister Ikeda"
                return [m for y in whom for m in self._one(y, deep)]
            x = whom[0] if whom else x
        found = [m for m in self.by_root.get(x, ()) if acts(m)]
        if not found and x in self.at and acts(self.at[x]) and self.at[x].label:
            found = [self.at[x]]
        if found and all(m.kind == "group" and not m.label for m in found):
            found = [m for m in owners(g, self.by_root, self.at, x) if m.kind == "body"] or found
        if (
            found and found[0].kind == "person"
        ):  # "Secretary Paulson and Chairman Bernanke", which the parser took for one
            beside = [
                c for c in g.kids(g.head[x], "nsubj") if c < x and g.child(c, "cc") is not None and g.dep[x] == "nsubj"
            ]
            joined = [m for c in beside for m in self.by_root.get(c, ())] + self._before(x, 2)
            found = [m for m in joined if m.kind == "person"] + found
        elif found and found[0].kind in ("body", "group"):  # "the Sudanese government and SPLM/A"
            found = [m for m in self._before(x, 0) if m.kind in ("state", "body") and not m.label] + found
        if (
            not found
            or g.tag[x] in ("NN", "NNS")
            and all(m.kind in ("state", "group", "person") and not m.label for m in found)
        ):
            # "top legislator Wu Bangguo and Vice President Zeng", "foreign ministers Hakobyan and Mammadov"
            near = [c for c in g.kids(x, "appos") if not any(g.is_verb(j) for j in range(x, c))]
            names = [y for c in near for y in g.conjuncts(c)]
            found = [m for y in names for m in self.by_root.get(y, ()) if acts(m)] or found
        if not found:  # "radical states such as Iran and Syria"
            examples = [
                o for p in g.kids(x, "prep") if g.lower[p] in ("as", "including", "like") for o in g.kids(p, "pobj")
            ]
            found = [m for o in examples for m in self.people(o, deep=False)]
        if not found and g.lower[x] in EACH:  # "each of them", "both of the leaders"
            found = [m for w, y in g.prepositions(x) if w == "of" for m in self.by_root.get(y, ()) if acts(m)]
        if not found and deep and (x not in self.heads or g.dep[x] == "nsubj") and g.pos[x] in ("NOUN", "PROPN", "ADJ"):
            found = [m for m in owners(g, self.by_root, self.at, x) if acts(m)]
            named = [m for m in found if m.root not in g.kids(x, "poss")]
            found = named if named and g.lemma[x] == "counterpart" else found  # "her Chilean counterpart"
        if not found and g.tag[x] in ("WDT", "WP"):  # "the minister, with whom he met"
            clause = next((h for h in g.up(x) if g.dep[h] == "relcl"), None)
            found = [m for m in self.by_root.get(g.head[clause], ()) if acts(m)] if clause is not None else []
        return found

    def _before(self, x, depth):
        """Mentions below a name that an "and" joins to it."""
        g, out = self.g, []
        for c in g.kids(x, "compound", "nmod", "dep"):
            if g.child(c, "cc") is not None:
                out.extend(m for m in self.by_root.get(c, ()) if m.root == c)
            elif depth:
                out.extend(self._before(c, depth - 1))
        return out

    def possessors(self, i: int) -> list:
        """ "Blinken's visit", "their talks", "US-Japan talks", "Turkish condemnation"."""
        g, out = self.g, []
        for c in g.children[i]:
            if is_backed(g, c):
                continue
            if g.dep[c] == "poss" or g.dep[c] in ("compound", "amod", "nmod") and c < i:
                out.extend(
                    m for k in g.children[c] if g.text[k + 1] == "-" for m in self.by_root.get(k, ())
                )  # "Sino-Soviet"
                out.extend(self.people(c, deep=g.dep[c] == "poss" or g.tag[c] in ("NNS", "NN")))
                if g.tag[c] == "VBN":  # "US-led"
                    out.extend(m for k in g.children[c] for m in self.by_root.get(k, ()) if m.label == "GPE")
        return out

    def is_role(self, i: int) -> bool:
        """Whether a word is a role that a person may hold: "lawmakers", "officials"."""
        return self.g.lemma[i] in ROLES

    # -- where --------------------------------------------------------------------

    def places(self, i: int, words) -> list:
        """Places in the prepositional phrases of a phrase, down to the next clause, in order of reading."""
        g, out, todo = self.g, [], [i]
        while todo:
            j = todo.pop()
            for c in g.children[j]:
                dep = g.dep[c]
                if dep in ("prep", "agent", "dative") or g.pos[c] == "ADP" and dep in ("conj", "pcomp"):
                    if g.lower[c] in words:
                        out.extend((x, p) for o in g.kids(c, "pobj") for x in g.conjuncts(o) for p in self.place_at(x))
                    if g.lower[c] not in NEVER_INSIDE:
                        todo.append(c)
                elif dep == "acl" and g.tag[c] == "VBN":  # "a delegation led by the minister to Canberra"
                    todo.append(c)
                elif dep == "appos" and any(m.label == "PERSON" for m in self.by_root.get(c, ())):
                    todo.append(c)  # "her counterpart Ana Ruiz in Quito": where a person's name stands, they meet
                elif (
                    dep in ("pobj", "dobj", "npadvmod", "advmod", "attr")
                    and not g.is_verb(c)
                    and not (c in self.heads and (j == i and dep == "dobj" or self.another(i, c)))
                ):
                    todo.append(c)
        out.sort(key=lambda pair: (pair[0] < i, pair[0]))
        return [p for _, p in out]

    def another(self, i, j) -> bool:
        """Whether an event told under another is somebody else's: "his visit was a follow-up to Meri's trip to Helsinki"."""
        owner = self.g.child(j, "poss")
        return owner is not None and self.g.lower[owner] not in ("his", "her", "its", "their") and j != i

    def place_at(self, x: int) -> list:
        found = [
            m
            for m in (*self.by_root.get(x, ()), *([self.at[x]] if x in self.at else []))
            if m.place and (m.kind == "place" or m.label in ("GPE", "LOC", "FAC", "ORG"))
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
        near = [m for c in self.g.kids(x, "compound") for m in self.by_root.get(c, ()) if m.place and m.label == "GPE"]
        near = [m for m in near if m.kind == "place" or m.resolved_by == "capital" or self.g.lemma[x] in SITES]
        if not near and self.g.lemma[x] in SITES:  # "Ecuador's coastal province"
            near = [m for c in self.g.kids(x, "poss") for m in self.by_root.get(c, ()) if m.place and m.label == "GPE"]
        return near[:1]


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
            if m.kind == "place" and not m.country:
                continue
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
