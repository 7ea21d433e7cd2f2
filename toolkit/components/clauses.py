"""How real a clause says its verb is: auxiliaries, negation, conditions, and the words that govern it."""

from __future__ import annotations

from dataclasses import replace

from .cues import AHEAD, CERTAINTY, IRREALIS, OCCURRED, ONGOING, RANK, REVERSED, SCHEDULED, Cue, Reading, weaken

COPULAS = frozenset({"be", "seem", "look", "appear", "remain"})
NOTHING = frozenset({"nobody", "none", "neither", "nor", "never", "nothing", "no-one"})
ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only", "next"})
FINITE = ("VBD", "VBZ", "VBP")
TEMPORAL = frozenset({"when", "as", "once", "before", "after", "until", "till", "while", "whenever"})


class Clauses:
    """The half of a `Reader` that reads verbs, and the words that govern any event."""

    # -- words that govern --------------------------------------------------------

    def verbal(self, i: int) -> bool:
        return self.g.is_verb(i) and self.g.dep[i] not in ("amod", "compound", "nmod", "aux", "auxpass")

    def said(self, cue: Cue, span: tuple[int, int], not_: int | None = None, tense: str = "") -> Reading:
        """The reading that a cue gives, itself negated or not."""
        status, certainty = cue.status, cue.certainty
        if not_ is not None:
            status = cue.negated
            certainty = 0.3 if status == "possible" else CERTAINTY.get(status, 0.5)
            span = (min(not_, span[0]), max(not_ + 1, span[1])) if abs(not_ - span[0]) < 5 else span
        if not tense:
            tense = "past" if cue.past or status == "occurred" else "present" if status == "ongoing" else "future"
        return Reading(status, certainty, tense, span)

    def negation(self, i: int) -> int | None:
        """The "not", "never" or "no" that reverses a word, also through its copula ("is not likely") or subject."""
        g = self.g
        own = g.negated(i)
        if own is None and g.dep[i] in ("acomp", "attr", "oprd") and g.lemma[g.head[i]] in COPULAS:
            return g.negated(g.head[i])
        if own is not None or not self.verbal(i):
            return own
        for c in g.children[i]:
            dep, word = g.dep[c], g.lower[c]
            if dep in ("nsubj", "nsubjpass", "dobj"):
                no = c if word in NOTHING else next((d for d in g.children[c] if g.lower[d] in ("no", "neither")), None)
                if no is not None:
                    return no
            elif word in NOTHING and dep in ("advmod", "preconj", "cc"):
                return c
            elif word == "longer" and g.lower[c - 1] == "no":
                return c
        return None

    def cue_of(self, head: int, relation: str) -> tuple[Cue, tuple[int, int]] | None:
        """The lexicon's row for a governing word in this relation, and the words that matched."""
        g, lexicon = self.g, self.lexicon
        lower, lemma = g.lower[head], g.lemma[head]
        verb = g.is_verb(head)
        if lower not in lexicon.known and lemma not in lexicon.known:
            if not verb or f"{lemma}e" not in lexicon.known:  # lemmatizers make "hop" of "hoped" and "hoping"
                return None
            lemma = f"{lemma}e"
        for word in (lower,) if lower == lemma else (lower, lemma):
            for words, at, wanted, cue in lexicon.phrases.get(word, ()):
                first = head - at
                if wanted != relation or first < 0 or first + len(words) > g.n:
                    continue
                if all(w in (g.lower[first + k], g.lemma[first + k]) for k, w in enumerate(words)):
                    return cue, (first, first + len(words))
        if verb and lemma in lexicon.multiword:
            for c in g.kids(head, "prt", "prep", "dobj", "advmod", "acomp"):
                cue = lexicon.get(f"{lemma} {g.lower[c]}", "VERB", relation)
                if cue is not None:
                    return cue, (head, c + 1) if head < c < head + 4 else (head, head + 1)
        cue = lexicon.get(lemma, "VERB" if verb else "NOUN" if g.pos[head] in ("NOUN", "PROPN") else "ADJ", relation)
        if cue is None and (not verb or g.tag[head] == "VBN"):
            cue = lexicon.get(lower, "ADJ", relation)
        return None if cue is None else (cue, (head, head + 1))

    def governor(
        self, head: int, relation: str, *, who: int | None = None, plain: bool = False, perfect: bool = False
    ) -> Reading | None:
        """What a governing word makes of its event; None where it is no cue (``plain``: or only carries it)."""
        found = self.cue_of(head, relation)
        if found is None:
            return None
        cue, span = found
        if cue.status not in RANK:
            if plain:
                return None
            if cue.status == "purpose":
                return self.purpose(self.read(head), span)
            if cue.status in ("presupposed", "topic"):
                known, topic = None if who is None else self.known(who), cue.status == "topic"
                if who in self.gone:
                    return OCCURRED
                if known is not None and not (topic and known.status == "ongoing"):
                    return known
                return self.presupposed(head, topic=topic)
            above = self.read(head)
            if cue.status == "underway" and above.status == "occurred" and head not in self.gone:
                return replace(ONGOING, tense="present", cue=span)
            return above
        if perfect and cue.status == "expected":  # "is believed to have met"
            return Reading("possible", 0.6, "past", span)
        reading = self.said(cue, span, self.negation(head))
        if reading.status in ("hypothetical", "planned") and not self.verbal(head):
            granted = self.granted(head)
            if granted is not None:
                return granted
        return weaken(reading, self.read(head, False))

    def granted(self, noun: int) -> Reading | None:
        """A request or an invitation that is accepted makes its event as real as an agreement."""
        g = self.g
        verb = g.head[noun]
        if g.dep[noun] not in ("dobj", "nsubjpass", "pobj"):
            return None
        if g.dep[noun] == "pobj":
            verb = g.head[verb]
        found = self.cue_of(verb, "grants")
        if found is None:
            return None
        return weaken(self.said(*found, self.negation(verb)), self.read(verb, False))

    def purpose(self, above: Reading, span: tuple[int, int]) -> Reading:
        """What somebody sets out to do is planned where the setting out is a fact, else as real as that."""
        if above.status in ("occurred", "ongoing"):
            return Reading("planned", 0.8, "future", above.cue or span, above.condition)
        return above

    def presupposed(self, head: int, *, topic: bool = False) -> Reading:
        """What is real by itself: a fact as topic ("condemn the attack"), a state till it ends ("lift sanctions")."""
        verb = self.g.verb_over(head)
        if verb is None or topic or self.read(verb, False).tense == "past":
            return OCCURRED
        return ONGOING

    # -- verbs --------------------------------------------------------------------

    def verb(self, i: int, negation: bool) -> Reading:
        """What a verb's own clause says, weakened by what stands over it."""
        g = self.g
        aux = g.auxiliaries(i)
        low = {g.lower[a] for a in aux}
        modal = next((a for a in aux if g.tag[a] == "MD"), None)
        finite = i if g.tag[i] in FINITE else next((a for a in aux if g.tag[a] in FINITE), None)
        not_ = self.negation(i) if negation else None
        if modal is None and finite is None:
            reading = self.governed(i, "to" in low)
            if not_ is not None and reading.status not in REVERSED:
                reading = Reading("denied", 0.0, reading.tense, (not_, not_ + 1), reading.condition)
        else:
            condition = self.condition_on(i)
            if modal is not None:
                reading = self.modal(i, modal, low, not_, condition is not None)
            else:
                reading = self.plain(i, finite, not_)
            if condition:
                reading = replace(reading, condition=condition)
            over = self.over_clause(i)
            fact = reading.status in ("occurred", "ongoing")
            if fact and over is not None and over.condition is None and over.status in AHEAD - {"possible"}:
                if g.tag[i] != "VBP" or over.status != "hypothetical":  # "suggested the two sides meet"
                    over = None  # "agreed that it was serious"
            if over is None and reading.tense != "past":
                over = self.within_condition(i)
            reading = weaken(reading, over)
        for c in g.children[i]:
            if g.lower[c] in self.lexicon.adverbs and g.dep[c] == "advmod":
                cue = self.lexicon.get(g.lower[c], "ADV", "adverb")
                return weaken(reading, self.said(cue, (c, c + 1), tense=reading.tense))
        return reading

    def modal(self, i: int, modal: int, low: set[str], not_: int | None, condition: bool) -> Reading:
        """will, would, may, might, could, should, with "have" for the past."""
        g = self.g
        word = g.lower[modal]
        cue = self.lexicon.get(word, "AUX", "auxiliary")
        past = "have" in low or "'ve" in low
        if cue is None:
            return Reading("possible", 0.6, "past" if past else "future", (modal, modal + 1))
        reading = self.said(cue, (modal, modal + 1), not_, "past" if past and word != "will" else "future")
        unreal = condition or (word in ("would", "'d") and (past or self.quoted[i]))
        if not_ is None and cue.status == "scheduled" and unreal:
            return Reading("hypothetical", 0.5, reading.tense, reading.cue)
        return reading

    def plain(self, i: int, finite: int, not_: int | None) -> Reading:
        """A finite verb without a modal: what its tense says."""
        g = self.g
        perfect = finite != i and g.lemma[finite] == "have"
        past = g.tag[finite] == "VBD" or perfect
        if not_ is not None:
            return Reading("denied", 0.0, "past" if past else "present", (not_, not_ + 1))
        if g.tag[i] == "VBG":
            if i in self.ahead and not perfect:
                return SCHEDULED
            return ONGOING if perfect or not past else replace(ONGOING, tense="past")
        if perfect and g.lemma[i] == "be" and g.child(i, "auxpass") is None and g.child(i, "prep") is not None:
            return ONGOING  # "has been in talks"
        if past:
            return OCCURRED
        if i in self.ahead:
            return SCHEDULED
        if self.headline(i):
            return OCCURRED
        when = any(g.lower[c] in TEMPORAL for c in g.kids(i, "mark", "advmod")) or g.lemma[g.head[i]] in ("time", "day")
        above = g.verb_over(g.head[i]) if when and g.dep[i] in ("advcl", "relcl", "acl") else None
        if above is not None and self.read(above, False).status in ("scheduled", "expected"):
            return SCHEDULED  # "when the troops land they will ..."
        return ONGOING

    def headline(self, i: int) -> bool:
        """A short line of its own without a full stop: the simple present there tells what happened."""
        g = self.g
        first, end = g.sentences[g.sentence[i]]
        while end > first and g.text[end - 1].isspace():
            end -= 1
        if end - first > 20 or g.text[end - 1][-1] in ".!?:;\"”'":
            return False
        return end >= g.n or "\n" in g.text[end]

    # -- conditions and governing clauses -------------------------------------------

    def mark(self, i: int) -> int | None:
        """The word that makes a clause a condition: "if", "unless", "whether", an inverted "should"."""
        g = self.g
        marks = self.lexicon.marks
        for c in g.children[i]:
            if g.lower[c] in marks and g.dep[c] in ("mark", "advmod") and (not c or g.lower[c - 1] != "as"):
                return c
        if g.dep[i] == "advcl":
            should = next((a for a in g.kids(i, "aux") if g.lower[a] == "should"), None)
            subject = g.child(i, "nsubj", "nsubjpass")
            if should is not None and subject is not None and should < subject:
                return should
        return None

    def conditional(self, i: int, mark: int) -> Reading:
        """The reading of a verb inside its if-clause."""
        part = self.g.subtree(i)
        cue = self.lexicon.get(self.g.lower[mark], "SCONJ", "condition")
        if cue is not None and cue.status != "hypothetical":
            return self.said(cue, (mark, mark + 1))
        if self.g.dep[i] == "ccomp":  # "asked if they would meet"
            return Reading("possible", 0.5, "future", (mark, mark + 1))
        return Reading("hypothetical", 0.5, "future", (mark, mark + 1), (part[0], part[-1] + 1))

    def condition_on(self, i: int) -> tuple[int, int] | None:
        """The if-clause that hangs on a verb."""
        g = self.g
        for c in g.kids(i, "advcl"):
            mark = self.mark(c)
            if mark is not None and self.conditional(c, mark).status == "hypothetical":
                part = g.subtree(c)
                return part[0], part[-1] + 1
        return None

    def over_clause(self, i: int) -> Reading | None:
        """What stands over a finite clause: its own "if", or a word such as in "denied that", "it is likely that"."""
        g = self.g
        first = g.first_conjunct(i)
        for v in (i, first):
            mark = self.mark(v)
            if mark is not None:
                return self.conditional(v, mark)
        dep, head = g.dep[first], g.head[first]
        if head == first or dep not in ("ccomp", "acl", "csubj", "csubjpass", "advcl"):
            return None
        mark = g.child(first, "mark")
        if dep == "advcl" and mark is not None and g.lower[mark] != "that":
            return None
        if head > first and dep == "ccomp" and self.verbal(head):
            return None  # "he will come, they hope": said after the fact
        if g.lemma[head] == "be":
            told = g.child(head, "acomp", "attr", "oprd")
            head = head if told is None else told
        return self.governor(head, "clause", plain=True)

    def within_condition(self, i: int) -> Reading | None:
        """An if-clause further up: "if the day came on which they could no longer meet"."""
        for h in self.g.up(i):
            mark = self.mark(h) if self.verbal(h) else None
            if mark is not None and self.conditional(h, mark).status == "hypothetical":
                return self.conditional(h, mark)
        return None

    # -- verbs without a tense of their own -------------------------------------------

    def governed(self, i: int, to: bool) -> Reading:
        """Infinitives, participles and gerunds: as real as what governs them lets them be."""
        g = self.g
        dep, head, tag = g.dep[i], g.head[i], g.tag[i]
        if head == i:
            if to:  # a headline: "Bush to visit China"
                at = next(a for a in g.auxiliaries(i) if g.lower[a] == "to")
                return replace(SCHEDULED, cue=(at, at + 1))
            if tag == "VB" and g.child(i, "nsubj", "nsubjpass") is None:  # an order
                return Reading("hypothetical", 0.5, "future")
            return ONGOING if tag == "VBG" else OCCURRED
        mark = self.mark(i)
        if mark is not None:
            return self.conditional(i, mark)
        if dep == "conj" or dep in ("nsubj", "csubj", "nsubjpass", "csubjpass"):
            return self.read(head)
        if dep == "pcomp":
            return self.behind(i, head, gerund=True)
        if dep in ("acl", "relcl") and not self.verbal(head):
            return self.after_noun(i, head, to)
        if tag == "VBG" and not to:
            if dep in ("advcl", "dep"):
                return self.read(head, False) if self.verbal(head) else OCCURRED
            return self.governor(head, "gerund") or self.read(head)
        if tag == "VBN" and any(g.lower[c] == "as" for c in g.kids(i, "mark")):
            return OCCURRED  # "as announced on Monday"
        if tag == "VBN" and not to:
            return (self.governor(head, "object") if dep == "ccomp" else None) or self.read(head)
        if not to and dep == "ccomp":  # the subjunctive of a demand, or a bare infinitive
            found = self.governor(head, "clause", plain=True) or self.governor(head, "object infinitive")
            return found or Reading("hypothetical", 0.5, "future", (head, head + 1))
        return self.infinitive(i, head, to)

    def infinitive(self, i: int, head: int, to: bool) -> Reading:
        """ "plans to visit", "is likely to visit", "urged them to visit", "arrived to visit"."""
        g = self.g
        perfect = any(g.lower[a] == "have" for a in g.auxiliaries(i))
        if g.lemma[head] == "be":
            told = g.child(head, "acomp", "oprd")
            if told is None or told > i:
                return self.is_to(i, head, perfect)
            head = told
        others = g.child(i, "nsubj", "nsubjpass") is not None
        if not others and self.verbal(head):
            controlled = g.child(head, "dobj", "dative")
            others = controlled is not None and controlled < i
        if others and g.dep[i] == "advcl" and g.is_passive(i) and g.lower[g.child(i, "mark") or i] != "for":
            return SCHEDULED  # "weeks before a conference to be held in May", hung on the verb
        relation = "object infinitive" if others else "passive infinitive" if g.is_passive(head) else "infinitive"
        found = self.governor(head, relation, perfect=perfect)
        if found is None and g.dep[i] == "advcl":
            found = self.governor(head, "purpose")
        if found is not None:
            return found
        if to and g.is_passive(i):  # "a declaration, to be signed today"
            return SCHEDULED
        if self.verbal(head):
            order = Reading("hypothetical", 0.5, "future", (head, head + 1))
            return self.purpose(self.read(head), (head, head + 1)) if to else order
        return weaken(Reading("possible", 0.6, "future", (head, head + 1)), self.read(head))

    def is_to(self, i: int, be: int, perfect: bool) -> Reading:
        """ "is to visit", "was to have flown", "the aim is to meet"."""
        g = self.g
        subject = g.child(be, "nsubj")
        told = None if subject is None or g.is_passive(i) else self.cue_of(subject, "infinitive")
        if told is not None and told[0].status in RANK:
            return self.said(*told)
        at = next((a for a in g.auxiliaries(i) if g.lower[a] == "to"), be)
        span = (be, at + 1) if be < at < be + 4 else (be, be + 1)
        above = self.read(be)
        if above.status == "denied":
            return above
        if perfect:
            return Reading("cancelled", 0.1, "past", span, above.condition)
        return weaken(
            Reading("scheduled", 0.9, "future", span, above.condition), above if above.status in IRREALIS else None
        )

    def after_noun(self, i: int, noun: int, to: bool) -> Reading:
        """ "a plan to visit", "troops deployed last month", "a summit to be held", "the first to visit"."""
        g = self.g
        if to:
            if g.lower[noun] in ORDINALS or any(
                g.lower[c] in ORDINALS for c in g.kids(noun, "amod", "advmod", "nummod")
            ):
                return self.read(noun, False)
            found = self.governor(noun, "infinitive")
            if found is not None:
                return found
            at = next(a for a in g.auxiliaries(i) if g.lower[a] == "to")
            if g.is_passive(i) or self.headline(i):
                return replace(SCHEDULED, cue=(at, at + 1))
            found = (
                self.governor(g.head[noun], "purpose") if g.dep[noun] == "dobj" else None
            )  # "staged a sit-in to protest"
            return found or self.purpose(self.position(noun, noun), (at, at + 1))
        if g.tag[i] == "VBG":
            above = self.position(noun, noun)
            if above.status in ("occurred", "ongoing"):
                return OCCURRED if g.text[i - 1] == "," and above.status == "occurred" else ONGOING
            return above
        return SCHEDULED if i in self.ahead else OCCURRED
