"""What points back: roles, groups of a state, pronouns, "the two sides" -> the actors they stand for in this article.

Rules only, inside one article: a role goes to the last person who held it, a pronoun to the last actor that fits, a plural to
the last ones named together. Where nothing fits, nothing is made up.
"""

from __future__ import annotations

from .documents import PAPERS, Documents
from .fighters import INSURGENTS
from .gender import fitting
from .institutions import COALITIONS, TOWNS, WEAPONS, Institutions
from .owners import owners
from .plurals import NUMBERS, Plurals

SINGULAR = frozenset({"he", "she", "him", "her", "his", "himself", "herself", "hers"})
PLURAL = frozenset({"they", "them", "their", "themselves", "both"})
THING = frozenset({"it", "its", "itself"})
PANELS = frozenset({"committee", "commission", "panel", "taskforce", "council"})  # bodies without a name
WILLING = frozenset(
    "ready willing prepared able unable determined keen eager reluctant open opposed committed due set".split()
)
COUNTRY_NOUNS = frozenset(
    "kingdom country nation state side government neighbour neighbor ally party rival republic".split()
)


def resolve(scene):
    """Add the mentions that point back; they have no label, for they are no names."""
    resolver = Resolver(scene)
    resolver.run()
    scene.doc.user_data["wire_sides"] = resolver.sides_at


class Resolver(Plurals, Institutions, Documents):
    def __init__(self, scene):
        self.scene, self.g, self.reader = scene, scene.g, scene.reader
        self.titles = {t.end - 1: t for t in scene.titles if t.start not in scene.titled}
        self.named: list = []  # mentions passed so far, in order of reading
        self.by_root: dict[int, list] = {}
        self._fighting = None  # the armed groups that the article names
        for m in scene.mentions:
            self.by_root.setdefault(m.root, []).append(m)

    def run(self):
        g, scene = self.g, self.scene
        self.counterparts()
        queue = sorted(scene.mentions, key=lambda m: (m.start, m.end))
        k, i = 0, 0
        while i < g.n:
            while k < len(queue) and queue[k].start <= i:
                self.named.append(queue[k])
                k += 1
            mention = scene.at.get(i)
            if mention is not None and mention.start <= i:
                i = max(i + 1, mention.end)
                continue
            word = g.lower[i]
            if word == "others" and g.dep[i] == "nsubjpass" and g.dep[g.head[i]] == "conj":
                first = g.child(g.head[g.head[i]], "nsubjpass")  # "five soldiers were killed and 12 others wounded"
                self.put(self._left(i), i + 1, [self.of(m) for m in self.by_root.get(first, ())][:1], "group")
            elif word == "latter" and g.lower[i - 1] == "the":
                self._latter(i)
            elif word in SINGULAR:
                self.pronoun(i)
            elif (
                word in PLURAL
                and g.pos[i] in ("PRON", "DET")
                and not (word == "both" and g.dep[i] in ("preconj", "det"))
            ):
                self.many(i, i + 1, i)
            elif word in THING and g.dep[i] != "expl":
                self.thing(i)
            elif (
                g.pos[i] == "NUM"
                and word in NUMBERS
                and g.dep[i] in ("nsubj", "pobj", "dobj", "nsubjpass")
                and not any(g.lower[c] == "of" for c in g.kids(i, "prep"))
            ):
                self.many(i, i + 1, i, want=NUMBERS[word])
            elif g.pos[i] in ("NOUN", "PROPN", "ADJ") and word[0].isalpha():
                i = self.noun(i)
            i += 1

    # -- helpers ---------------------------------------------------------------------

    def put(self, start, end, targets, how):
        """One mention of the span per target, with the span's own head."""
        from .actors import Mention  # the dataclass lives with the component

        root = self.scene.root(start, end)
        for t in targets:
            name, kind, country, office = t
            m = Mention(
                start,
                end,
                root,
                "",
                kind,
                name,
                country=country,
                office=office,
                is_government=kind == "state",
                resolved_by=how,
            )
            self.scene.mentions.append(m)
            self.named.append(m)
            self.by_root.setdefault(root, []).append(m)
            for i in range(start, end):
                self.scene.at.setdefault(i, m)

    @staticmethod
    def of(m):
        if m.kind == "state":
            return m.country or m.name, "state", m.country, None
        return m.name, m.kind, m.country, m.office

    def recent(self, kinds, *, same_sentence=None):
        """Mentions passed so far of these kinds, nearest first; the first of each name."""
        seen = set()
        for m in reversed(self.named):
            if m.kind in kinds and (same_sentence is None or self.g.sentence[m.start] == same_sentence):
                key = self.of(m)[0]
                if key not in seen:
                    seen.add(key)
                    yield m

    # -- pronouns ----------------------------------------------------------------------

    def pronoun(self, i):
        """He and she: a subject of this sentence before a bystander, this sentence before the last one."""
        g, s = self.g, self.g.sentence[i]
        # A minister without a name stands for the state, and is still somebody: "Peru's president said he would go".
        people = [m for m in self.named if m.kind == "person" or m.kind == "state" and m.office]
        people = [m for m in people if m.end <= i and s - g.sentence[m.start] <= 3]
        apart = self._clause_mates(i)
        people = fitting(g.lower[i], [m for m in people if m.name not in apart], self.reader.women)
        if not people:
            return
        for verb in g.up(i):  # the subject of a clause that the pronoun stands in, but is not itself of
            if g.is_verb(verb):
                subject = g.child(verb, "nsubj", "nsubjpass")
                ahead = (
                    [m for m in self.by_root.get(subject, ()) if m.kind == "person" and m.label]
                    if subject and subject > i and not any(i in g.subtree(c) for c in g.kids(verb, "ccomp"))
                    else []
                )
                ahead = fitting(g.lower[i], ahead, self.reader.women)
                if ahead and g.dep[i] == "poss" and i not in g.subtree(subject):  # "on his visit, Hu will ..."
                    self.put(i, i + 1, [self.of(ahead[0])], "pronoun")
                    return
                over = next((m for m in people if m.root == subject and subject is not None and subject < i), None)
                if over is not None and g.dep[i] == "poss" and i not in g.subtree(subject):
                    self.put(i, i + 1, [self.of(over)], "pronoun")
                    return
        here = [m for m in people if g.sentence[m.start] == s]
        # "Yoon's impeachment over his attempt": nobody comes between
        if (
            here
            and not any(g.is_verb(j) for j in range(here[-1].end, i))
            and g.dep[i] == "poss"
            and g.head[here[-1].root] != g.head[i]
        ):
            best = here[-1]
        else:
            best = self._subject(here, last=True) or (here[-1] if here else None)
        if best is None:
            for back in range(s - 1, max(s - 4, -1), -1):
                there = [m for m in people if g.sentence[m.start] == back]
                if there:
                    best = self._main(there) or self._subject(there) or there[0]
                    break
        if best is not None:
            self.put(i, i + 1, [self.of(best)], "pronoun")

    def _main(self, mentions):
        """The subject of the sentence's own verb: of "Lima's offer will help, Ruiz said" it is Ruiz."""
        g = self.g
        own = (m for m in mentions if g.dep[m.root] == "nsubj" and g.head[g.head[m.root]] == g.head[m.root])
        return next(own, None)

    def _latter(self, i):
        """ "Abdullah hosted Olmert on the latter's visit": whoever was named last, of this sentence or the one before."""
        near = (
            m
            for m in self.recent(("person", "state", "body"))
            if m.label and self.g.sentence[i] - self.g.sentence[m.start] <= 1
        )
        last = next((m for m in near if self.g.dep[m.root] not in ("amod", "compound", "nmod")), None)
        if last is not None:
            self.put(i - 1, i + 1, [self.of(last)], "pronoun")

    def _clause_mates(self, i):
        """Whom "him" cannot be: the subject of its own verb ("A, who had invited him")."""
        g = self.g
        direct = g.dep[i] in ("dobj", "dative") or g.dep[i] == "pobj" and g.is_verb(g.head[g.head[i]])
        if not direct or g.lower[i].endswith("self"):
            return set()
        verb = g.head[i] if g.is_verb(g.head[i]) else g.head[g.head[i]]
        subject = g.subject(verb) if g.is_verb(verb) else None
        if subject is None:
            return set()
        return {m.name for x in (subject, *g.kids(subject, "appos")) for m in self.by_root.get(x, ())}

    def _subject(self, mentions, last=False):
        g = self.g
        subjects = [
            m
            for m in mentions
            if g.dep[m.root] in ("nsubj", "nsubjpass")
            or g.dep[m.root] == "poss"
            and g.dep[g.head[m.root]] in ("nsubj", "nsubjpass")
        ]
        if not subjects:
            return None
        return subjects[-1] if last else subjects[0]

    def thing(self, i):
        """It: the last government or body that was a subject, else the last one."""
        g, s = self.g, self.g.sentence[i]
        told = g.child(g.head[i], "acomp", "attr") if g.lemma[g.head[i]] == "be" and g.dep[i] == "nsubj" else None
        if told is not None and g.lower[told] not in WILLING:
            return  # "it is good to pay a visit"
        seen = [
            m
            for m in self.named
            if (m.kind == "body" or m.kind == "state" and m.is_government)
            and m.end <= i
            and s - g.sentence[m.start] <= 1
        ]
        if seen:
            here = [m for m in seen if g.sentence[m.start] == s]
            best = self._subject(here, last=True) or (here[-1] if here else self._subject(seen) or seen[-1])
            later = [
                m for m in self.named if best.end <= m.start and m.end <= i and m.kind == "state" and m.label == "GPE"
            ]
            if g.dep[i] == "poss" and best.kind == "body" and not best.country and later:
                best = later[-1]  # "The UN imposed sanctions on North Korea after its test"
            self.put(i, i + 1, [self.of(best)], "pronoun")

    # -- roles and groups ------------------------------------------------------------------

    def noun(self, i):
        """A role ("the minister"), an arm of a state ("Turkish troops"), a group ("the two sides", "gunmen").

        Returns the last token read.
        """
        g = self.g
        if i in self.scene.titled:
            return i
        if g.lemma[i] in COUNTRY_NOUNS and (
            g.lemma[i] != "government" or any(g.lower[c] in NUMBERS for c in g.children[i])
        ):
            self._country_noun(i)
            if g.tag[i] == "NN" and i not in self.scene.at:
                self._epithet(i)
            return i
        pair = g.lemma[i] in ("man", "woman") and any(g.lower[c] in ("two", "both") for c in g.children[i])
        if pair or g.lower[i] in ("pair", "duo") and g.lower[i - 1] == "the":
            self.many(self._left(i), i + 1, i, kinds=("person",))
            return i
        if g.pos[i] == "NOUN" and any(g.lower[c] in ("the", "this") for c in g.children[i]) and self._short_body(i):
            return i
        if g.lemma[i] in PAPERS and i not in self.scene.at and self._paper(i):
            return i
        if g.lemma[i] in COALITIONS and i not in self.scene.at and self._coalition(i):
            return i
        if g.lemma[i] in PANELS and g.tag[i] == "NN" and i not in self.scene.at and not self.owners(i):
            if g.dep[i] in ("nsubj", "nsubjpass") or g.child(i, "relcl") is not None:
                self.put(self._left(i), i + 1, [(self._words(self._left(i), i), "body", None, None)], "role")
            return i
        if g.lemma[i] in TOWNS:
            if g.lemma[i] == "capital" and g.tag[i] == "NNS" and self.number(i) and not self.owners(i):
                self.many(self._left(i), i + 1, i, kinds=("state",))  # "visited both capitals"
            else:
                self._town(i)
            return i
        group = max(
            (m for m in (self.reader.groups.at(g, i), self._lemma_group(i)) if m), key=lambda m: m.end, default=None
        )
        title = self.reader.titles.at(g, i)
        if title is not None and (title.start in self.scene.titled or (group is not None and group.end > title.end)):
            title = None if group is not None else title
        if title is not None and title.start in self.scene.titled:
            return title.end - 1
        plural = lambda j: g.tag[j] in ("NNS", "NNPS")  # noqa: E731
        last = max(title.end if title else 0, group.end if group else 0) - 1
        if last == i and g.pos[i] == "ADJ" and g.lemma[i] not in INSURGENTS:
            return i
        if last < i or g.dep[last] in ("compound", "amod") and not (title and plural(last)):
            if last == i and group is not None and title is None:
                self._adjective(i, group.rows[0])
            return max(i, last)
        for word, x in g.prepositions(last):  # "the prime ministers of the two countries"
            if word in ("of", "between") and g.lemma[x] in COUNTRY_NOUNS and x > last and x not in self.scene.at:
                self._country_noun(x)
        start = self._left(i)
        owners = self.owners(last)
        row = group.rows[0] if group else None
        if title is not None and (group is None or title.end >= group.end) and not plural(last):
            self._role(start, last + 1, last, title, owners)
        elif row is not None and row["kind"] == "group":
            bodies = [o for o in owners if o.kind == "body"] or self._told_group(last, owners)
            country = owners[0].country if owners else None
            people = [o.start for o in owners if o.kind == "person" and o.start < start]
            words = (
                " ".join(self.scene.doc[min(people) : last + 1].text.split()) if people else self._words(start, last)
            )
            targets = [self.of(o) for o in bodies] or [(words, "group", country, None)]
            self.put(start, last + 1, targets, "role")
        elif row is None or row["kind"] == "people" and not plural(last):
            return last
        elif g.lemma[last] in WEAPONS and g.dep[last] not in ("nsubj", "poss"):
            return last  # a missile that is fired is no state
        elif row["kind"] == "force":
            self._force(start, last + 1, last, row, owners)
        else:
            self._plural_role(start, last + 1, last, owners)
        return last

    def _lemma_group(self, i):
        """A group noun in the plural, which the lexicon has in the singular."""
        from .gazetteer import Match

        g = self.g
        for size in (2, 1):
            end = i + size
            if end > g.n:
                continue
            # The capital that opens a sentence makes a name of "Rebels": its lemma is then no singular.
            capital = (
                end - 1 == i and g.sentences[g.sentence[i]][0] == i and g.pos[i] == "PROPN" and g.lower[i].endswith("s")
            )
            if g.tag[end - 1] in ("NNS", "NNPS") or capital:
                key = [*g.lower[i : end - 1], g.lower[i][:-1] if capital else g.lemma[end - 1]]
                for n, low, _, _, name, rows in self.reader.groups.first.get(key[0], ()):
                    if n == size and list(low) == key:
                        return Match(i, end, name, rows)
        return None

    def _left(self, i):
        """Where the noun phrase begins: its determiner or possessor."""
        g, start = self.g, i
        while start > 0 and g.sentence[start - 1] == g.sentence[i]:
            j = start - 1
            if (
                g.pos[j] in ("DET", "ADJ", "NUM")
                or g.tag[j] in ("VBN", "VBG", "POS", "PRP$")
                and start <= g.head[j] <= i + 3
                or g.text[j] == "-"
            ):
                led = g.text[j] == "-" and j > 0 and g.end[j - 1] == g.start[j] and g.tag[j + 1] == "VBN"
                start = j - led  # "Taliban-led rebels"
            elif (
                g.dep[j] in ("amod", "compound", "poss", "nmod", "nummod")
                and start <= g.head[j] <= i + 3
                and j in self.scene.at
            ):
                start = self.scene.at[j].start
            else:
                break
        return start

    def owners(self, i):
        return owners(self.g, self.by_root, self.scene.at, i)
