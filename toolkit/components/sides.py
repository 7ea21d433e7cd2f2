"""The sides of a story: the two that an article keeps naming together, apart from those who only come in between.

Wire stories are about dyads: two states at odds, two leaders who are to meet. A plural that points back ("both sides",
"the two leaders") means that pair rather than whoever was named last: mediators, hosts and spokesmen are named often, and
are no side. A pair is the more salient the oftener and the closer it stands together (coordinated, subject and object of
one verb, one sentence), as in centering and in dyadic event data.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property

from .grammar import dateline
from .institutions import TOWNS

BETWEEN = frozenset(
    "mediator facilitator broker conciliator rapporteur spokesman spokeswoman spokesperson secretary-general".split()
)
OF_A_BODY = frozenset("envoy representative commissioner".split())  # unless they have a state
HEADS = frozenset("president premier king emir leader sheikh".split())  # who leads a state
JOINING = frozenset({"the", "of", "for", "president", "his", "her", "visiting", "counterpart"})
VENUES = frozenset("in at near from via".split())
MEDIATING = frozenset("mediate broker arbitrate facilitate intercede".split())
HOSTING = MEDIATING | frozenset("host arrange organise organize convene chair".split())
CONSORTS = frozenset({"queen", "princess", "prince", "first lady", "empress"})
HELD = frozenset("talk negotiation meeting summit conference forum session process round agreement accord".split())
TOGETHER, CLAUSE, SENTENCE = 3, 2, 1  # how close two names stand


def _near(named: list, most: int = 40):
    """Every two of a list; of a longer one those that are no farther apart, so that a list of thousands costs no millions."""
    for n, a in enumerate(named):
        for b in named[n + 1 : n + most]:
            yield a, b


class Sides:
    """What a `Resolver` knows about who stands with or against whom."""

    def between(self, m) -> bool:
        """Whether a person only comes in between: a mediator, a spokesman, the officer of an international body."""
        words = set((m.office or "").lower().replace(" - ", "-").split())
        if words & BETWEEN:
            return True
        return m.kind == "person" and not m.country and bool(words & OF_A_BODY)

    def side(self, m) -> str | None:
        """The side that a named mention stands for: its state, or the party or armed group by name."""
        if m.kind in ("state", "person"):
            venue = m.kind == "state" and m.label == "GPE" and not m.is_government and self._venue(m.root)
            if m.kind == "state" and self.g.dep[m.root] in ("amod", "compound", "poss", "nmod", "appos"):
                over = self.g.lemma[self.g.head[m.root]]  # "in the Nigerian capital Abuja", "the Abuja peace talks"
                venue = (
                    venue
                    or over in TOWNS
                    or m.resolved_by == "capital"
                    and over in HELD
                    and self.g.dep[m.root] != "poss"
                )
            return None if venue or self.between(m) else m.country
        if m.kind == "body":  # an armed group stands for itself, also against its own state
            found = self.reader.proper.at(self.g, m.start)
            known = found.rows[0]["kind"] if found is not None else ""
            return m.name if known in ("armed group", "party", "territory") else m.country
        return None

    def _venue(self, i) -> bool:
        i = self.g.first_conjunct(i)
        return self.g.dep[i] == "pobj" and self.g.lower[self.g.head[i]] in VENUES

    def phrase(self, i) -> int:
        """The head of the noun phrase that a name stands in: "Sudan's army" is the army."""
        g = self.g
        while g.dep[i] in ("amod", "compound", "poss", "nmod") and g.pos[g.head[i]] in ("NOUN", "PROPN"):
            i = g.head[i]
        return i

    def joined(self, a, b) -> bool:
        """Whether two names are coordinated, by the parse or by the words: "President A of X and Prime Minister B"."""
        return a.root == b.root or self.row(a.root) == self.row(b.root) or self.beside(a, b)

    def beside(self, a, b) -> bool:
        """Whether but "and" stands between two names, with titles and states: coordinated by the words."""
        g = self.g
        if a.kind != b.kind or not a.end < b.start < a.end + 9:
            return False
        rest = [
            j
            for j in range(a.end, b.start)
            if j not in self.scene.titled and not self._state_at(j) and g.lower[j] not in JOINING
        ]
        return [g.lower[j] for j in rest] in (["and"], [",", "and"])

    def _state_at(self, j) -> bool:
        return j in self.scene.at and self.scene.at[j].kind != "person"

    def is_subject(self, m) -> bool:
        """Whether a mention is the subject of its clause, itself or what it stands beside."""
        g, i = self.g, self.g.first_conjunct(m.root)
        i = g.head[i] if g.dep[i] == "appos" else i
        return g.dep[i] in ("nsubj", "nsubjpass")

    def row(self, i):
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

    def counterparts(self):
        """A leader whose state is not told, beside one of the story's two sides, leads the other one."""
        for _, weight, kind, who in self.pairs:
            known = {m.country for m in who.values()}
            sides = {m.country for m in self.dyad(next(iter(who.values())).start)} if None in known else set()
            offices = [set((m.office or "").lower().split()) for m in who.values()]
            alike = set.intersection(*offices) & HEADS  # two presidents, not a president and his premier
            if kind != "person" or weight < CLAUSE or not alike or len(known & sides) != 1 or len(sides) != 2:
                continue
            (other,) = sides - known
            names = {name for name, m in who.items() if not m.country}
            if any((m.office or "").lower() in CONSORTS for m in who.values()):
                continue  # "King Carlos and Queen Sofia" are of one state
            for m in self.scene.mentions:
                if m.kind == "person" and m.name in names:
                    m.country = other
            for person in self.scene.register.people:
                if person.name in names:
                    person.country = other

    # -- pairs ----------------------------------------------------------------------------

    @cached_property
    def pairs(self):
        """(sentence, weight, kind, {key: mention}) for every two names that stand together somewhere in the article."""
        out = []
        there: dict[int, list] = {}
        lead = dateline(self.g)
        for m in self.scene.mentions:
            if m.label and m.kind in ("state", "person", "body") and m.start >= lead:
                there.setdefault(self.g.sentence[m.start], []).append(m)
        for s, named in there.items():
            best: dict = {}
            for a, b in _near(sorted(named, key=lambda m: m.start)):
                one, two = self.side(a), self.side(b)
                weight = None
                if one and two and one != two:
                    weight = self._closeness(a, b)
                    key = ("state", frozenset((one, two)))
                    if weight > best.get(key, (0,))[0]:
                        best[key] = weight, {one: a, two: b}
                if a.kind == b.kind == "person" and a.name != b.name and not (self.between(a) or self.between(b)):
                    weight = self._closeness(a, b) if weight is None else weight
                    apart = not a.country or not b.country or a.country != b.country
                    key = ("person", frozenset((a.name, b.name)))
                    if apart and weight > max(SENTENCE, best.get(key, (0,))[0]):
                        best[key] = weight, {a.name: a, b.name: b}
            out += [(s, weight, kind, who) for (kind, _), (weight, who) in best.items()]
        return out

    def _closeness(self, a, b) -> int:
        g = self.g
        x, y = self.phrase(a.root), self.phrase(b.root)
        if self.joined(a, b) or x != y and self.row(x) == self.row(y):
            return TOGETHER
        for one, other in ((x, y), (y, x)):  # subject and object of one verb, also of an infinitive's
            verb = g.verb_over(other)
            subject = g.subject(verb) if verb is not None else None
            if subject is not None and subject != other and self.row(subject) == self.row(one):
                return CLAUSE
        return SENTENCE

    def weights(self, i, kind, out):
        """How salient each pair is as read from word ``i``, what comes later counting half; where first; who."""
        s, weights, first, who = self.g.sentence[i], Counter(), {}, {}
        known = [p for p in self.pairs if p[2] == kind and not p[3].keys() & out]
        if kind == "person":  # states stay what they are throughout; who meets whom changes from sentence to sentence
            lately = [p for p in known if s - 2 <= p[0] <= s and all(m.end <= i for m in p[3].values())]
            known = [p for p in lately if p[0] == lately[-1][0]] or known
        for sentence, weight, _, names in known:
            key = frozenset(names)
            weights[key] += weight if sentence <= s else weight / 2
            first.setdefault(key, sentence)
            who.setdefault(key, names)
        for key in weights:  # and how often the less often named is named
            weights[key] += min(self.named_often[k] for k in key)
        return weights, first, who

    @cached_property
    def named_often(self) -> Counter:
        """How often each side and each person is named."""
        named = [m for m in self.scene.mentions if m.label]
        return Counter(self.side(m) for m in named) + Counter(m.name for m in named if m.kind == "person")

    def dyad(self, i, kind="state", out=frozenset()) -> list:
        """The two sides that the article is about."""
        s, (weights, first, who) = self.g.sentence[i], self.weights(i, kind, out)
        told = [key for key in weights if first[key] <= s]
        if not told:
            return []
        best = max(told, key=lambda key: (weights[key], -first[key]))
        return list(who[best].values()) if weights[best] > CLAUSE else []

    def sides_at(self, i, kind="state") -> list:
        """The dyad for later layers: persons as they are, else states."""
        found = self.dyad(i, kind)
        return self._as_states(found) if kind == "state" else found

    def not_meant(self, i) -> frozenset:
        """Who cannot be among those that a plural means: the subject of the verb that it is the object of.

        "The envoy urged both sides", "Peru mediates between the two"; but "their" may be the subject's own.
        """
        g = self.g
        i = g.first_conjunct(i)
        verb = g.head[i] if g.dep[i] in ("dobj", "dative") else None
        if g.dep[i] == "pobj":
            over = g.head[g.head[i]]
            direct = g.lower[g.head[i]] in ("on", "upon", "to") or g.lemma[over] in MEDIATING
            verb = over if g.is_verb(over) and direct else None
            held = g.head[over] if g.dep[over] in ("dobj", "nsubjpass") and not g.is_verb(over) else over
            few = (self.number(i) or 2) == 2  # "Tokyo hosts the three countries" is one of them
            if few and g.lower[g.head[i]] in ("of", "between") and g.lemma[held] in HOSTING:
                verb = held  # "offered to host a meeting of the presidents"
        elif g.dep[i] in ("nsubj", "nsubjpass") and g.dep[g.head[i]] in ("ccomp", "xcomp"):
            over, told = g.head[g.head[i]], g.auxiliaries(g.head[i])
            asked = any(g.lower[a] == "to" for a in told) or g.tag[g.head[i]] == "VB" and not told
            verb = over if asked and g.is_verb(over) else None
        subject = g.subject(verb) if verb is not None and g.is_verb(verb) else None
        if subject is None or subject == i or i in g.subtree(subject):
            return frozenset()
        mine = [m for x in g.conjuncts(subject) for m in self.by_root.get(x, ())]
        pronoun = g.pos[i] == "PRON"  # a president may order his own troops: "them"
        return frozenset(k for m in mine for k in (m.name, m.country) if k and (k == m.name or not pronoun))
