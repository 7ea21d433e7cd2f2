"""Plurals that point back: "they", "the two", "both sides" -> those last named together."""

from __future__ import annotations

SIDES = frozenset("side party".split())
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "each": 2}


class Plurals:
    """What resolves a plural in a `Resolver`."""

    def many(self, start, end, i, want=2, kinds=None):
        """They, the two, both sides: those last named together, else the last two of a kind."""
        g = self.g
        pronoun = g.lower[i] in ("they", "them", "their", "themselves")
        group = self._together(i, kinds or ("person", "state"), want)
        if not group and not kinds:
            here = [m for m in self.recent(("person",), same_sentence=g.sentence[i]) if m.end <= start]
            both = [*reversed(here)] if pronoun and len(here) == 2 else None  # "Sezer told Ciampi after their talks"
            group = both or self._together(i, ("person", "state", "body", "group"), want)
        if pronoun and kinds is None:  # "arrested four soldiers and accused them"
            near = [
                m
                for m in self.named
                if g.sentence[m.start] == g.sentence[i]
                and m.end <= i
                and not m.label
                and m.resolved_by == "role"
                and g.tag[m.root] == "NNS"
            ]
            if near and not any(g.sentence[m.start] == g.sentence[i] and m.start > near[-1].start for m in group or ()):
                self.put(start, end, [self.of(m) for m in near if m.root == near[-1].root], "pronoun")
                return
        if group:
            self.put(start, end, [self.of(m) for m in group], "group")
            return
        if pronoun:
            last = next(
                (
                    m
                    for m in reversed(self.named)
                    if m.kind == "group" or m.kind == "body" and g.sentence[i] - g.sentence[m.start] <= 1
                ),
                None,
            )
            if last is not None and g.sentence[i] - g.sentence[last.start] <= 1:
                self.put(start, end, [self.of(last)], "pronoun")
                return
        own = g.subject(g.head[i]) if g.dep[i] == "dobj" else None
        mine = set() if own is None else set(g.subtree(own))  # "China urged both nations": not China
        groups = (kinds,) if kinds else (("person",), ("state",))
        any_state = [(kinds, ("GPE", "NORP", ""))] if kinds == ("state",) and g.lemma[i] not in SIDES else []
        for kind, labels in [*((k, ("GPE",)) for k in groups), *any_state]:
            near = []
            for m in self.recent(kind):
                if (
                    g.sentence[i] - g.sentence[m.start] <= 3
                    and m.end <= start
                    and m.start not in mine
                    and (m.kind != "state" or m.label in labels)
                ):
                    near.append(m)
                if len(near) == want:
                    break
            if len(near) == want:
                self.put(start, end, [self.of(m) for m in reversed(near)], "group")
                return

    def _together(self, i, kinds, want=2):
        """The last coordination ("Roh and Bush") or group mention, in this sentence before the word or in the two before it."""
        g, s = self.g, self.g.sentence[i]
        for back in range(s, max(s - 3, -1), -1):
            there = [m for m in self.named if g.sentence[m.start] == back and m.end <= i and m.kind in kinds]
            if kinds == ("state",):
                there = [m for m in there if m.label != "NORP"]
                if want > 2:
                    named = {self.of(m)[0]: m for m in there}
                    if len(named) == want:
                        return list(named.values())
            best = []
            for m in there:
                group = [
                    x
                    for x in there
                    if x.root != m.root and self._row(x.root) == self._row(m.root) or x is m or x.root == m.root
                ]
                names = {}
                for x in group:
                    names.setdefault(self.of(x)[0], x)
                if len(names) > 1 and (want == 2 or len(names) == want):
                    best = list(names.values())
                    if "state" in kinds and m.kind == "state":
                        best = self._and_subject(m, best, there)
                    if g.dep[g.first_conjunct(m.root)] in ("nsubj", "nsubjpass"):
                        return best
            if best:
                return best
        return None

    def _row(self, i):
        """The first of the names that a name is coordinated with; "the region of Abkhazia" counts as the name."""
        g = self.g
        of = g.head[i]
        if (
            g.dep[i] == "pobj"
            and g.lower[of] == "of"
            and g.dep[g.head[of]] == "conj"
            and g.head[of] not in self.by_root
        ):
            i = g.head[of]
        return g.first_conjunct(i)

    def _and_subject(self, m, group, there):
        """ "South Korea is working with China and Japan": the three of them."""
        g, first = self.g, self.g.first_conjunct(m.root)
        if g.dep[first] != "pobj" or g.lower[g.head[first]] not in ("with", "and"):
            return group
        verb = g.verb_over(first)
        subject = g.subject(verb) if verb is not None else None
        extra = [
            x
            for x in there
            if x.root == subject and x.kind == "state" and self.of(x)[0] not in {self.of(y)[0] for y in group}
        ]
        return [*extra[:1], *group]

    def _country_noun(self, i):
        """ "the two sides", "both countries", "the three nations": the states last named together."""
        g = self.g
        number = next((NUMBERS[g.lower[c]] for c in g.children[i] if g.lower[c] in NUMBERS), None)
        plural = g.tag[i] == "NNS"
        if plural and (
            number
            or any(g.lower[c] in ("the", "their") for c in g.children[i])
            and g.lemma[i] in ("side", "ally", "neighbour", "neighbor")
        ):
            everyone = ("state", "person", "body", "group")
            among = [("state",)]
            if g.lemma[i] in SIDES:
                among = [
                    *([everyone] if self._together(i, everyone) else []),
                    ("state",),
                    ("body", "group"),
                    ("person",),
                ]
            for kinds in among:
                if i not in self.scene.at:
                    self.many(self._left(i), i + 1, i, want=number or 2, kinds=kinds)
