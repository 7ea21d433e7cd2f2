"""How real a clause says its verb is: its tense, its auxiliaries, and what a verb without a tense hangs on."""

from __future__ import annotations

from dataclasses import replace

from .cues import AHEAD, IRREALIS, OCCURRED, ONGOING, RANK, REVERSED, SCHEDULED, Reading, weaken
from .nominals import VISITS

ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "last", "latest", "only", "next"})
FINITE = ("VBD", "VBZ", "VBP")
WRITTEN = frozenset(
    "resolution ruling statement letter law bill verdict report message decree declaration communique article note".split()
)
TEMPORAL = frozenset({"when", "as", "once", "before", "after", "until", "till"})


class Clauses:
    """The part of a `Reader` that reads verbs."""

    def verb(self, i: int, negation: bool) -> Reading:
        """What a verb's own clause says, weakened by what stands over it."""
        g = self.g
        aux = g.auxiliaries(i)
        low = {g.lower[a] for a in aux}
        modal = next((a for a in aux if g.tag[a] == "MD"), None)
        finite = i if g.tag[i] in FINITE else next((a for a in aux if g.tag[a] in FINITE), None)
        not_ = self.negation(i) if negation else None
        condition = self.condition_on(i)
        if modal is not None:
            reading = self.modal(i, modal, low, not_, condition is not None)
        elif finite is not None:
            reading = self.plain(i, finite, not_)
        else:
            reading = self.governed(i, "to" in low)
            if not_ is not None and reading.status not in REVERSED:
                reading = Reading("denied", 0.0, reading.tense, (not_, not_ + 1), reading.condition)
        if condition is not None and reading.tense != "past":
            reading = replace(reading, condition=condition)
        if modal is not None or finite is not None:
            reading = weaken(reading, self.over(i, reading))
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
        if (
            perfect
            and g.tag[finite] != "VBD"
            and g.lemma[i] == "be"
            and any(g.lower[p] == "in" for p in g.kids(i, "prep"))
        ):
            return ONGOING  # "has been in talks"
        if g.lemma[i] == "expect" and g.is_passive(i) and not_ is None and g.child(i, "ccomp", "xcomp") is None:
            return Reading("expected", 0.8, "future", (i, i + 1))  # "is expected in Caracas"
        if g.lemma[i] == "be" and any(g.lower[c] == "due" for c in g.kids(i, "acomp")):
            return SCHEDULED  # "is due in Hanoi"
        if past:
            return OCCURRED
        if i in self.ahead:
            return SCHEDULED
        if self.headline(i):
            return OCCURRED
        if any(g.lower[c] in ("until", "till") for c in g.kids(i, "mark", "advmod")):
            return Reading("hypothetical", 0.5, "future", (i, i + 1))  # "no talks until they disarm"
        when = any(g.lower[c] in TEMPORAL for c in g.kids(i, "mark", "advmod")) or g.lemma[g.head[i]] in ("time", "day")
        above = g.verb_over(g.head[i]) if when and g.dep[i] in ("advcl", "relcl", "acl") else None
        if above is not None and self.read(above, False).status in AHEAD:  # "when the troops land they will ..."
            return replace(self.read(above, False), cue=None, condition=None)
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

    def over(self, i: int, reading: Reading) -> Reading | None:
        """What stands over a finite clause: its own "if", or a word such as in "denied that", "it is likely that"."""
        over = self.over_clause(i)
        fact = reading.status in ("occurred", "ongoing")
        if fact and over is not None and over.condition is None and over.status in AHEAD - {"possible"}:
            meant = self.g.tag[i] == "VBP" and over.status == "hypothetical"  # "suggested the two sides meet"
            over = over if meant else None  # "agreed that it was serious"
        return self.within_condition(i) if over is None and reading.tense != "past" else over

    def over_clause(self, i: int) -> Reading | None:
        """The reading of that word."""
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
        goal = self.cue_of(mark, "condition") if dep == "advcl" and mark is not None else None
        if goal is not None:
            return self.said(*goal)  # "so that they would leave"
        if dep == "advcl" and mark is not None and g.lower[mark] != "that":
            return None
        if head > first and dep == "ccomp" and self.verbal(head):
            return None  # "he will come, they hope": said after the fact
        told = g.child(head, "acomp", "attr", "oprd") if g.lemma[head] == "be" else None
        return self.governor(head if told is None else told, "clause", plain=True)

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
        if dep in ("pcomp", "pobj"):
            return self.behind(i, head, gerund=True)
        if dep in ("acl", "relcl") and not self.verbal(head):
            return self.after_noun(i, head, to)
        if tag == "VBG" and not to:
            if dep in ("advcl", "dep"):
                near = head < i < head + 3 and g.text[i - 1] != ","  # "ruled out retaliating"
                found = self.governor(head, "gerund") if near else None
                return found or (self.read(head, False) if self.verbal(head) else OCCURRED)
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
            told = g.child(head, "acomp", "oprd", "attr")
            if told is None or told > i:
                return self.is_to(i, head, perfect)
            if g.dep[told] == "attr":
                return self.after_noun(i, told, to)
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
        told = self.cue_of(be, "infinitive")  # "is yet to be held"
        if told is None and subject is not None and not g.is_passive(i):
            told = self.cue_of(subject, "infinitive")
        if told is not None and told[0].status in RANK:
            return self.said(*told)
        at = next((a for a in g.auxiliaries(i) if g.lower[a] == "to"), be)
        span = (be, at + 1) if be < at < be + 4 else (be, be + 1)
        above = self.read(be)
        if above.status == "denied":
            return above
        if perfect:
            return Reading("cancelled", 0.1, "past", span, above.condition)
        reading = Reading("scheduled", 0.9, "future", span, above.condition)
        return weaken(reading, above) if above.status in IRREALIS else reading

    def after_noun(self, i: int, noun: int, to: bool) -> Reading:
        """ "a plan to visit", "troops deployed last month", "a summit to be held", "the first to visit"."""
        g = self.g
        if to:
            if g.lower[noun] in ORDINALS or any(g.lower[c] in ORDINALS for c in g.kids(noun, "amod", "advmod")):
                above = self.read(noun, False)
                if any(g.lower[a] == "have" for a in g.auxiliaries(i)):
                    return OCCURRED
                return OCCURRED if above.status == "ongoing" and g.lemma[i] not in VISITS else above
            found = self.governor(noun, "infinitive")
            if found is not None:
                return found
            at = next(a for a in g.auxiliaries(i) if g.lower[a] == "to")
            if g.is_passive(i) or self.headline(i):
                return replace(SCHEDULED, cue=(at, at + 1))
            # "staged a sit-in to protest"
            same = self.governor(g.head[noun], "purpose") if g.dep[noun] == "dobj" else None
            return same or self.purpose(self.position(noun, noun), (at, at + 1))
        if g.tag[i] == "VBG":
            above = self.position(noun, noun)
            if g.lemma[noun] in WRITTEN and above.status in ("occurred", "ongoing", "denied"):
                return OCCURRED  # "passed a resolution slapping sanctions on it"
            if (
                g.dep[noun] == "nsubj"
                and above.status == "scheduled"
                and i not in self.ahead
                and noun not in self.ahead
            ):
                return ONGOING  # "judges probing the affair will question him"
            if above.status in ("occurred", "ongoing"):
                return OCCURRED if g.text[i - 1] == "," and above.status == "occurred" else ONGOING
            return above
        if any(g.lower[c] in ("currently", "now", "still") for c in g.kids(i, "advmod")):
            return ONGOING
        return SCHEDULED if i in self.ahead else OCCURRED
