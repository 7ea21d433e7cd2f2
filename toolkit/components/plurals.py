"""Plurals that point back: "they", "the two", "both sides" -> those last named together, else the sides of the story."""

from __future__ import annotations

from .fighters import INSURGENTS
from .sides import HEADS, Sides

SIDES = frozenset("side party".split())
NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "each": 2, "either": 2, "neither": 2}
RANKS = frozenset("chief foreign prime defence defense finance interior top senior".split())
AIDES = frozenset("negotiator spokesman spokeswoman envoy ambassador adviser aide assistant".split())  # no leaders
OFFICES = frozenset({"president", "minister", "premier", "negotiator", "chancellor", "king"})
QUOTES = frozenset({'"', "“", "``"})
EVERYONE = ("person", "state", "body", "group")
NEAREST = 40  # names before a word that may be meant by it


class Plurals(Sides):
    """What resolves a plural in a `Resolver`."""

    def many(self, start, end, i, want=2, kinds=None):
        """They, the two, both sides: put what they mean, if anything does."""
        found = self.meant(i, want, kinds)
        if self.g.lemma[i] in SIDES and {self.side(m) for m in found} == {self.side(m) for m in self.dyad(i)}:
            found = self._as_states(found)
        if found:
            pronoun = self.g.lower[i] in ("they", "them", "their", "themselves") and len(found) == 1
            self.put(start, end, [self.of(m) for m in found], "pronoun" if pronoun else "group")

    def meant(self, i, want=2, kinds=None) -> list:
        """Those whom a plural means, nearest evidence first.

        Those named together in this sentence; those that the sentences before speak of together; the sides that the
        article is about; whoever was named together or last.
        """
        g = self.g
        pronoun = g.lower[i] in ("they", "them", "their", "themselves")
        out = frozenset() if g.dep[i] == "poss" else self.not_meant(i)
        if pronoun and kinds is None and (own := self._ahead(i) or self._own_subject(i) or self._plural_noun(i)):
            return own
        group, near = self._together(i, kinds or EVERYONE, want, out)
        near = near and (pronoun or want != 2 or self._matters(i, group, out))
        if near or group and kinds is None and not pronoun and any(m.kind == "person" or m.office for m in group):
            return group
        here = [m for m in self.recent(("person",), same_sentence=g.sentence[i]) if m.end <= i]
        if pronoun and not kinds and len(here) == 2:
            return here[::-1]  # "Sezer told Ciampi after their talks"
        if want == 2:
            for kind in ("person", "state") if kinds is None else kinds if len(kinds) == 1 else ("state",):
                sides = self.dyad(i, kind, out) if kind in ("person", "state") else []
                if pronoun and group and (kind == "state" or not self._just_told(i, sides)):
                    continue
                if sides and (kinds or kind == "state" and not pronoun or self._fresh(i, sides)):
                    return self._as_states(sides) if kind == "state" else sides
        if group:
            return group
        if pronoun and (last := self._last_group(i)):
            return last
        tries = [(kind, ("GPE",)) for kind in ((kinds,) if kinds else (("person",), ("state",)))]
        if kinds == ("state",) and g.lemma[i] not in SIDES:
            tries.append((kinds, ("GPE", "NORP", "")))
        return next((found for kind, labels in tries if (found := self._last(i, kind, want, out, labels))), [])

    def _ahead(self, i):
        """ "After their talks, President A and Prime Minister B signed": the subject that the phrase stands before."""
        g = self.g
        first = g.sentences[g.sentence[i]][0]
        verb = next((h for h in g.up(i) if g.is_verb(h)), None)
        subject = g.child(verb, "nsubj") if verb is not None and g.dep[i] == "poss" else None
        if subject is None or subject < i or any(g.is_verb(j) for j in range(first, i)):
            return []
        found = {m.name: m for x in g.conjuncts(subject) for m in self.by_root.get(x, ()) if m.label}
        more = {
            m.name: m
            for y in g.conjuncts(subject)
            for x in g.kids(y, "appos")
            for m in self.by_root.get(x, ())
            if m.kind == "person"
        }
        return list((found | more).values()) if len(found | more) > 1 else []

    def _matters(self, i, group, out):
        """Whether two named together in a sentence before are of the story, not just some who abstained."""
        sides = {self.side(m) for m in group}
        if any(self.g.sentence[m.start] == self.g.sentence[i] for m in group) or None in sides or len(sides) != 2:
            return True
        others = {self.side(m) for m in self.dyad(i, "state", out)}
        often = [min((self.named_often[k] for k in keys), default=0) for keys in (sides, others)]
        return 2 * often[0] > often[1]

    def _as_states(self, mentions):
        """Persons and bodies of a state stand for it."""
        from .actors import Mention

        return [
            m
            if not m.country or m.kind == "state" or self.side(m) == m.name
            else Mention(m.start, m.end, m.root, m.label, "state", m.country, country=m.country)
            for m in mentions
        ]

    def _just_told(self, i, sides):
        """Whether both were named in this sentence or the one before, quotations not counted."""
        near = {m.name for m in self.named if m.end <= i and self._apart(m, i) <= 1}
        return bool(sides) and {m.name for m in sides} <= near

    def _apart(self, m, i):
        """How many sentences lie between a mention and a word; a quotation in between is none."""
        g = self.g
        between = range(g.sentence[m.start] + 1, g.sentence[i])
        return g.sentence[i] - g.sentence[m.start] - sum(g.text[g.sentences[s][0]] in QUOTES for s in between)

    def _fresh(self, i, sides):
        """Whether both were spoken of in the last sentences: who are "they" and "the two" without a noun."""
        s = self.g.sentence[i]
        keys = {self.of(m)[0] for m in sides}
        lately = {
            k for m in self.named if m.end <= i and s - self.g.sentence[m.start] <= 3 for k in (m.name, m.country)
        }
        return keys <= lately

    def _own_subject(self, i):
        """ "They began their protest": the subject's own."""
        g = self.g
        verb = g.verb_over(i) if g.dep[i] == "poss" else None
        subject = g.subject(verb) if verb is not None else None
        if (
            subject is None
            or subject >= i
            or g.lower[subject] not in ("they", "both", "two")
            and g.tag[subject] != "NNS"
        ):
            return []
        return [
            m for m in self.by_root.get(subject, ()) if not m.label and m.resolved_by in ("pronoun", "group", "role")
        ]

    def _plural_noun(self, i):
        """ "arrested four soldiers and accused them", of this sentence or, as an object, of the one before."""
        g, s = self.g, self.g.sentence[i]
        out = self.not_meant(i)
        plain = [m for m in self.named if m.end <= i and not m.label and m.resolved_by == "role" and m.name not in out]
        plain = [m for m in plain if g.tag[m.root] == "NNS"]
        near = [m for m in plain if g.sentence[m.start] == s]
        if not near and g.dep[i] == "dobj":
            near = [
                m for m in plain if g.sentence[m.start] == s - 1 and g.dep[m.root] in ("nsubj", "nsubjpass", "dobj")
            ]
        if not near and g.dep[i] == "nsubj":  # "Dozens of veterans staged a sit-in. They ..."
            near = [m for m in plain if g.sentence[m.start] == s - 1 and m.kind == "group" and self._leads(m)][:1]
        if not near:
            return []
        group, here = self._together(i, ("person", "state"), 2, frozenset())
        here = here and g.sentence[group[0].start] == s
        if here and any(m.start > near[-1].start or self.is_subject(m) and g.dep[i] != "dobj" for m in group):
            return []
        return [m for m in near if m.root == near[-1].root]

    def _leads(self, m):
        """Whether a mention is the subject of its sentence's main clause, also as "dozens of veterans"."""
        g, i = self.g, m.root
        if g.dep[i] == "pobj" and g.lower[g.head[i]] == "of":
            i = g.head[g.head[i]]
        return g.dep[i] in ("nsubj", "nsubjpass") and g.dep[g.head[i]] == "ROOT"

    def _last_group(self, i):
        """One group or body that "they" may be."""
        g = self.g
        for m in reversed(self.named):
            if m.kind == "group" or m.kind == "body" and g.sentence[i] - g.sentence[m.start] <= 1:
                return [m] if g.sentence[i] - g.sentence[m.start] <= 1 else []
        return []

    def _last(self, i, kinds, want, out, labels):
        """The last so many of these kinds, whatever they do."""
        g, near = self.g, []
        for m in self.recent(kinds):
            if g.sentence[i] - g.sentence[m.start] <= 3 and m.end <= i and (m.kind != "state" or m.label in labels):
                if m.name not in out and m.country not in out and not self.between(m):
                    near.append(m)
            if len(near) == want:
                return near[::-1]
        return []

    def _together(self, i, kinds, want, out):
        """The last coordination ("Roh and Bush") or group mention before the word, and whether it is near.

        Near: in this sentence, or what one of the two sentences before is about (its subject).
        """
        g, s = self.g, self.g.sentence[i]
        far = None
        for back in range(s, max(s - 3, -1), -1):
            there = [m for m in self.named if g.sentence[m.start] == back and m.end <= i and m.kind in kinds]
            there = there[-NEAREST:]  # each is weighed against the others
            there = [m for m in there if not self.between(m) and not {m.name, m.country} & out]
            if kinds == ("state",):
                there = [m for m in there if m.label != "NORP"]
                if want > 2:
                    named = {self.of(m)[0]: m for m in there}
                    if len(named) == want:
                        return list(named.values()), True
            best, rows = [], {m.root: self.row(m.root) for m in there}
            for m in there:
                group = [
                    x
                    for x in there
                    if rows[x.root] == rows[m.root] or self.beside(*((x, m) if x.start < m.start else (m, x)))
                ]
                names = {}
                for x in group:
                    names.setdefault(self.of(x)[0], x)
                if len(names) > 1 and (want == 2 or len(names) == want):
                    best = list(names.values())
                    if "state" in kinds and m.kind == "state":
                        best = self._and_subject(m, best, there)
                    if self.is_subject(m):
                        return best, True
            if best and back == s:
                return best, True
            far = far or best
        return far or [], False

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

    def number(self, i):
        """How many a noun's own words say: "the two sides", "both armies", "neither side"."""
        g = self.g
        return next((NUMBERS[g.lower[c]] for c in g.children[i] if g.lower[c] in NUMBERS), None)

    def _country_noun(self, i):
        """ "the two sides", "both countries", "the three nations": the states last named together; "his country": his."""
        g, number = self.g, self.number(i)
        whose = g.child(i, "poss") if g.tag[i] == "NN" and g.lemma[i] in ("country", "nation", "state") else None
        home = next((m.country for m in self.by_root.get(whose, ()) if m.kind == "person" and m.country), None)
        if home is None and g.tag[i] == "NN" and g.lemma[i] == "side":  # "the Chinese side"
            home = next((o.country for o in self.owners(i) if o.kind == "state" and o.country), None)
        if home is not None:
            self.put(self._left(i), i + 1, [(home, "state", home, None)], "role")
            return
        plural = g.tag[i] == "NNS"
        if not (
            number
            or plural
            and any(g.lower[c] in ("the", "their") for c in g.children[i])
            and g.lemma[i] in ("side", "ally", "neighbour", "neighbor")
        ):
            return
        among = [("state",)]
        if g.lemma[i] in SIDES:
            among = [EVERYONE, ("state",), ("body", "group"), ("person",)]
            group, near = self._together(i, EVERYONE, 2, self.not_meant(i))
            told = near and not any(m.kind == "person" and self._apart(m, i) > 1 for m in group)
            if self.dyad(i) and not told:
                among = among[1:]
        for kinds in among:
            if i not in self.scene.at:
                self.many(self._left(i), i + 1, i, want=number or 2, kinds=kinds)

    def _plural_role(self, start, end, last, owners):
        """ "the two leaders", "their ministers": the holders where they have just been named, else their states."""
        g = self.g
        near = {w for c in g.kids(last, "amod", "compound", "nmod") for w in (g.lemma[c], g.lower[c])}
        if near & INSURGENTS:  # "Salvadoran guerrilla leaders" lead no state
            told = self._told_group(last, owners)
            self.put(
                start, end, [self.of(told[0]) if told else (self._words(start, last), "group", None, None)], "role"
            )
            return
        if holders := self._listed(last):
            for m in holders:
                m.office = m.office or g.lemma[last]
            self.put(start, end, [self.of(m) for m in holders], "group")
            return
        states = [o for o in owners if o.country and o.kind in ("state", "place")]
        definite = {g.lower[c] for c in g.children[last]} & {"the", "their", *NUMBERS}
        ours = {m.country for m in self.dyad(last)}
        if definite and ours:  # "the presidents in Geneva": not those of Switzerland
            owners = [o for o in owners if o.country in ours or not self._venue(o.root)]
            states = [o for o in states if o in owners]
        if states:
            self.put(start, end, [(o.country, "state", o.country, None) for o in states], "role")
            return
        bodies = [o for o in owners if o.kind in ("body", "event")]
        if bodies:
            self.put(start, end, [self.of(bodies[0])], "role")
            return
        groups = [o for o in owners if o.kind == "state"]
        words = self._words(start, last)
        if groups and " " in words:  # of a people without a state: "Bosnian Serb leaders"
            self.put(start, end, [(words, "body", None, None)], "role")
            return
        determined = {g.lower[c] for c in g.children[last]}
        plain = {g.lower[c] for c in g.kids(last, "amod", "compound")} <= RANKS  # "the military officers" are new
        if groups or not (determined & {"their", *NUMBERS} or plain and "the" in determined):
            return
        told = [] if self.number(last) or "the" not in determined else self._told_roles(last)
        if told:
            self.put(start, end, [self.of(m) for m in told], "role")
            return
        want = self.number(last) or 2
        holders = [] if "their" in determined else self._holders(last, want)
        if g.lemma[last] in OFFICES and any(m.office and g.lemma[last] not in m.office.lower() for m in holders):
            holders = []  # "the presidents", after two ministers
        if g.lemma[last] == "leader" and any(AIDES & set((m.office or "").lower().split()) for m in holders):
            holders = []
        leaders = [] if holders or want != 2 or g.lemma[last] not in OFFICES | {"leader"} else self.dyad(last, "person")
        leaders = [
            m for m in leaders if m.country and set((m.office or "").lower().split()) & (HEADS | {g.lemma[last]})
        ]
        if holders:
            self.put(start, end, [self.of(m) for m in holders], "group")
        elif len({m.country for m in leaders}) == 2:  # those of the two who meet, whoever else is told of
            self.put(start, end, [(m.country, "state", m.country, None) for m in leaders], "group")
        else:
            self.many(start, end, last, want=want, kinds=("state",))

    def _told_roles(self, i):
        """ "the leaders" after "NATO leaders": the same."""
        g = self.g
        alike = [
            m
            for m in self.named
            if m.resolved_by == "role" and g.lemma[m.root] == g.lemma[i] and g.tag[m.root] == "NNS"
        ]
        alike = [m for m in alike if m.root != i and g.sentence[i] - g.sentence[m.start] <= 4]
        return [m for m in alike if m.root == alike[-1].root]

    def _listed(self, i):
        """ "the chief negotiators, A for Serbia and B for Croatia": who they are stands behind."""
        g, out, k = self.g, [], i + 1
        end = g.sentences[g.sentence[i]][1]
        if k < end and g.lower[k] == "of":  # "of the two countries, A and B"
            k = next((j for j in range(k, min(k + 7, end)) if g.text[j] == ","), end)
        if k >= end or g.text[k] != ",":
            return []
        while k < end:
            m = self.scene.at.get(k)
            if m is not None and m.kind == "person" and m.label:
                out.append(m)
            elif m is not None and m.kind == "state" and out and not out[-1].country:
                out[-1].country = m.country  # "A for Serbia"
                person = next((p for p in self.scene.register.people if p.name == out[-1].name), None)
                if person is not None:
                    person.country = m.country
            elif m is None and g.lower[k] not in (",", "and", "for", "of", "from", "the") or m is not None and not out:
                break
            k = m.end if m is not None else k + 1
        return out if len(out) > 1 else []

    def _holders(self, i, want):
        """Persons named in this sentence or the one before who may be "the two leaders"."""
        out = self.not_meant(i)
        near = [
            m for m in self.named if m.kind == "person" and m.end <= i and self._apart(m, i) <= 1 and m.name not in out
        ]
        names = {m.name: m for m in near if not self.between(m)}
        group, here = self._together(i, ("person",), want, out)
        if group and {m.name for m in group} <= set(names):
            return group
        sides = self.dyad(i, "person", out)
        if want == 2 and sides and {m.name for m in sides} <= set(names):
            return sides
        if len(names) == want:
            return list(names.values())
        told = [m for m in self.recent(("person", "state")) if m.kind == "person" or m.office]
        told = [m for m in told if m.end <= i and self._apart(m, i) <= 1 and not self.between(m) and m.name not in out]
        return told[want - 1 :: -1] if len(told) >= want and self.number(i) else []  # one of them without a name
