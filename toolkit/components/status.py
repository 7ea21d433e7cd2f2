"""How real: status, certainty and tense of any span, with the cue and the condition that decided.

The reading of a word is what its own clause says (auxiliaries, adverbs, modifiers), weakened by what governs it. Governors are
read in the same way, so that a cue counts along the whole path from the trigger upwards, and the nearest one decides.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc, Span

from .cues import CERTAINTY, RANK, Cue, Cues, cues
from .grammar import BE, Grammar, grammar_of

IRREALIS = frozenset({"possible", "hypothetical"})
REVERSED = frozenset({"cancelled", "denied"})
UNREAL = frozenset({"hypothetical", "possible", "expected", "planned", "scheduled"})
# Verbs of which the subject is the event itself: "the meeting is expected to take place".
HAPPEN = frozenset(
    [
        "take",
        "happen",
        "occur",
        "begin",
        "start",
        "open",
        "hold",
        "go",
        "resume",
        "proceed",
        "last",
        "conclude",
        "end",
        "come",
        "continue",
        "be",
        "materialize",
    ]
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
NO = frozenset({"no", "neither"})
FAMILIES = (
    frozenset(
        [
            "visit",
            "trip",
            "tour",
            "stop",
            "stopover",
            "stay",
            "travel",
            "arrive",
            "arrival",
            "fly",
            "come",
            "leave",
            "journey",
        ]
    ),
    frozenset(
        [
            "meet",
            "meeting",
            "talk",
            "talks",
            "summit",
            "conference",
            "negotiation",
            "negotiate",
            "discussion",
            "confer",
            "dialogue",
            "session",
            "gathering",
        ]
    ),
)
ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth", "last", "latest", "only", "next", "one"])


@dataclass(slots=True)
class Assessment:
    """How the words around a span commit to it: the fields of one event row."""

    status: str
    certainty: float
    tense: str
    cue: Span | None = None
    condition: Span | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """An assessment in token numbers (half-open)."""

    status: str
    certainty: float
    tense: str
    cue: tuple[int, int] | None = None
    condition: tuple[int, int] | None = None


OCCURRED = Reading("occurred", 1.0, "past")
ONGOING = Reading("ongoing", 1.0, "present")
PLANNED = Reading("planned", 0.8, "future")
SCHEDULED = Reading("scheduled", 0.9, "future")


def weaken(inner: Reading, outer: Reading | None) -> Reading:
    """The nearest cue decides; a weaker one above it weakens, a stronger one does not strengthen."""
    if outer is None:
        return inner
    condition = inner.condition or outer.condition
    if inner.status in REVERSED and outer.status in IRREALIS:
        # "may cancel the visit", "if they do not meet"
        status = outer.status if outer.status == "hypothetical" else "possible"
        return Reading(status, min(0.5, outer.certainty), inner.tense, outer.cue or inner.cue, condition)
    if RANK[outer.status] < RANK[inner.status]:
        return Reading(
            outer.status, min(inner.certainty, outer.certainty), inner.tense, outer.cue or inner.cue, condition
        )
    return inner if condition == inner.condition else replace(inner, condition=condition)


class Reader:
    """Readings of the words of one Doc, each made once."""

    def __init__(self, doc: Doc, lexicon: Cues):
        self.doc, self.lexicon = doc, lexicon
        self.g: Grammar = grammar_of(doc)
        self.memo: dict[tuple[int, bool], Reading] = {}
        self.mark_quotes()
        self.mark_times()

    def mark_quotes(self):
        """Which tokens stand inside quotation marks: there "would" is a conditional."""
        self.quoted, inside = [], False
        for text in self.g.text:
            if text in ('"', "“", "”", "``", "''"):
                inside = text in ("“", "``") or (text == '"' and not inside)
            elif "\n" in text:
                inside = False
            self.quoted.append(inside)

    def mark_times(self):
        """On which words a time before or after publication hangs, up to the verb of its clause."""
        self.ahead, self.gone = set(), set()
        published = self.doc._.published
        for time in self.doc._.times:
            side = None
            if published and (time.date_start or time.date_end):
                if time.date_start and time.date_start > published:
                    side = self.ahead
                elif time.date_end and time.date_end < published:
                    side = self.gone
            elif time.direction:
                side = self.ahead if time.direction == "future" else self.gone if time.direction == "past" else None
            if side is None:
                continue
            i = time.start
            while time.start <= self.g.head[i] < time.end and self.g.head[i] != i:
                i = self.g.head[i]
            for h in self.g.up(i):
                side.add(h)
                if self.g.is_verb(h):
                    break

    # -- reading a word ---------------------------------------------------------

    def read(self, i: int, negation: bool = True) -> Reading:
        """How real the event is that this word names; ``negation=False`` leaves the word's own "not" out."""
        key = (i, negation)
        found = self.memo.get(key)
        if found is None:
            self.memo[key] = OCCURRED  # a broken tree must not loop
            found = self.memo[key] = self.verb(i, negation) if self.verbal(i) else self.noun(i, negation)
        return found

    def verbal(self, i: int) -> bool:
        return self.g.is_verb(i) and self.g.dep[i] not in ("amod", "compound", "nmod", "aux", "auxpass")

    def said(
        self, cue: Cue, at: int, *, negated: bool = False, span: tuple[int, int] | None = None, tense: str = ""
    ) -> Reading:
        """The reading that a cue gives."""
        status, certainty = cue.status, cue.certainty
        if negated:
            status = cue.negated
            certainty = {"denied": 0.0, "possible": 0.3}.get(status, CERTAINTY.get(status, 0.5))
        if not tense:
            tense = "past" if cue.past or status == "occurred" else "present" if status == "ongoing" else "future"
        return Reading(status, certainty, tense, span or (at, at + 1))

    def negation(self, i: int) -> int | None:
        """The "not", "never" or "no" that reverses a word, also through its copula ("is not likely")."""
        g = self.g
        own = g.negated(i)
        if (
            own is None
            and g.dep[i] in ("acomp", "attr", "oprd")
            and g.lemma[g.head[i]] in ("be", "seem", "look", "appear")
        ):
            own = g.negated(g.head[i])
        if own is None and self.verbal(i):
            for c in g.children[i]:
                if g.dep[c] in ("nsubj", "nsubjpass", "dobj", "advmod", "preconj", "cc") and (
                    g.lower[c] in ("nobody", "none", "neither", "nor", "never", "nothing")
                    or (g.dep[c] in ("nsubj", "nsubjpass") and any(g.lower[d] in NO for d in g.kids(c, "det")))
                ):
                    return c
        return own

    # -- verbs --------------------------------------------------------------------

    def verb(self, i: int, negation: bool) -> Reading:
        g = self.g
        aux = g.auxiliaries(i)
        low = {g.lower[a] for a in aux}
        modal = next((a for a in aux if g.tag[a] == "MD"), None)
        tag = g.tag[i]
        finite = (
            i if tag in ("VBD", "VBZ", "VBP") else next((a for a in aux if g.tag[a] in ("VBD", "VBZ", "VBP")), None)
        )
        not_ = self.negation(i) if negation else None
        if modal is None and finite is None:
            reading = self.governed(i, "to" in low)
            if not_ is not None and reading.status not in REVERSED:
                reading = Reading("denied", 0.0, reading.tense, (not_, not_ + 1), reading.condition)
        else:
            condition = self.condition_on(i)
            reading = self.finite(i, low, modal, finite, not_, condition)
            if condition:
                reading = replace(reading, condition=condition)
            reading = weaken(reading, self.clause(i))
        return weaken(reading, self.adverbs(i, reading))

    def finite(self, i, low, modal, finite, not_, condition) -> Reading:
        """What a finite clause says by itself."""
        g = self.g
        if modal is not None:
            cue = self.lexicon.get(g.lower[modal], "AUX", "auxiliary")
            if cue is not None:
                past = "have" in low or "'ve" in low
                reading = self.said(cue, modal, negated=not_ is not None, tense="past" if past else "future")
                word = g.lower[modal]
                if not_ is not None:
                    return replace(reading, cue=(not_, not_ + 1))
                if cue.status == "scheduled" and (condition or (word in ("would", "'d") and (past or self.quoted[i]))):
                    return Reading("hypothetical", 0.5, reading.tense, reading.cue)
                if word == "should" and past:
                    return Reading("denied", 0.1, "past", reading.cue)
                return reading
        tag = g.tag[finite]
        present = tag in ("VBZ", "VBP")
        perfect = finite != i and g.lemma[finite] == "have"
        progressive = g.tag[i] == "VBG"
        past = not present or perfect
        if not_ is not None:
            return Reading("denied", 0.0, "past" if past else "present", (not_, not_ + 1))
        if progressive:
            if i in self.ahead:
                return SCHEDULED
            return ONGOING if past is False or perfect else Reading("ongoing", 1.0, "past")
        if past:
            return OCCURRED
        if i in self.ahead:
            return SCHEDULED
        if self.headline(i):
            return OCCURRED
        if g.dep[i] == "advcl" and g.child(i, "mark", "advmod") is not None and self.verbal(g.head[i]):
            above = self.read(g.head[i], False)
            if above.status in UNREAL:  # "when the troops land they will ..."
                return Reading("scheduled", 0.9, "future")
        return ONGOING

    def headline(self, i: int) -> bool:
        """A line of its own without a full stop: the simple present there tells what happened."""
        g = self.g
        first, end = g.sentences[g.sentence[i]]
        while end > first and g.text[end - 1].isspace():
            end -= 1
        return (
            end - first < 20
            and g.text[end - 1] not in (".", "!", "?", '"', "”", "'", ":")
            and (end >= g.n or "\n" in g.text[end])
        )

    def condition_on(self, i: int) -> tuple[int, int] | None:
        """The if-clause that hangs on a verb."""
        g = self.g
        for c in g.kids(i, "advcl", "prep"):
            mark = self.mark(c)
            if mark is not None and g.lower[mark] != "whether":
                part = g.subtree(c)
                return part[0], part[-1] + 1
        return None

    def mark(self, i: int) -> int | None:
        """The word that makes a clause a condition: "if", "unless"; an inverted "should"."""
        g = self.g
        for c in g.children[i]:
            if g.dep[c] in ("mark", "advmod") and (g.lower[c], "SCONJ") != ("", "SCONJ"):
                if (
                    self.lexicon.get(g.lower[c], "SCONJ", "condition") is not None
                    and g.lower[c - 1 if c else c] != "as"
                ):
                    return c
        if g.dep[i] == "advcl":
            should = next((a for a in g.kids(i, "aux") if g.lower[a] == "should"), None)
            subject = g.child(i, "nsubj", "nsubjpass")
            if should is not None and subject is not None and should < subject:
                return should
        return None

    def clause(self, i: int) -> Reading | None:
        """What stands over a finite clause: its own "if", or a word that governs it ("denied that", "it is likely that")."""
        g = self.g
        first = g.first_conjunct(i)
        for v in {i, first}:
            mark = self.mark(v)
            if mark is not None:
                part = g.subtree(v)
                cue = self.lexicon.get(g.lower[mark], "SCONJ", "condition")
                if cue is not None and cue.status != "hypothetical":
                    return self.said(cue, mark)
                return Reading("hypothetical", 0.5, "future", (mark, mark + 1), (part[0], part[-1] + 1))
        dep, head = g.dep[first], g.head[first]
        if head == first or dep not in ("ccomp", "acl", "csubj", "csubjpass", "advcl"):
            return None
        if dep == "advcl" and g.child(first, "mark") is not None and g.lower[g.child(first, "mark")] != "that":
            return None
        if g.lemma[head] == "be":
            told = g.child(head, "acomp", "attr", "oprd")
            head = head if told is None else told
        if head > first and dep == "ccomp" and self.verbal(head):
            return None  # "he will come, they hope": an afterthought is reporting
        return self.governor(head, "clause", plain=True)

    def adverbs(self, i: int, reading: Reading) -> Reading | None:
        g = self.g
        for c in g.children[i]:
            if g.dep[c] in ("advmod", "neg", "cc", "preconj"):
                cue = self.lexicon.get(g.lower[c], "ADV", "adverb")
                if cue is not None and g.dep[c] == "advmod":
                    return self.said(cue, c, tense=reading.tense)
        return None

    def governed(self, i: int, to: bool) -> Reading:
        """Infinitives, participles and gerunds: as real as what governs them lets them be."""
        g = self.g
        dep, head, tag = g.dep[i], g.head[i], g.tag[i]
        if head == i:
            if to:  # a headline: "Bush to visit China"
                at = next(a for a in g.auxiliaries(i) if g.lower[a] == "to")
                return replace(SCHEDULED, cue=(at, at + 1))
            return OCCURRED if tag == "VBN" else ONGOING if tag == "VBG" else OCCURRED
        mark = self.mark(i)
        if mark is not None:
            part = g.subtree(i)
            return Reading("hypothetical", 0.5, "future", (mark, mark + 1), (part[0], part[-1] + 1))
        if dep == "conj":
            return self.read(head)
        if dep == "pcomp":
            return self.behind(i, head, gerund=True)
        if dep in ("acl", "relcl") and not self.verbal(head):
            return self.after_noun(i, head, to)
        if dep in ("nsubj", "csubj", "nsubjpass", "csubjpass"):
            return self.read(head)
        if tag == "VBG" and dep != "xcomp":
            if dep in ("advcl", "ccomp", "dep"):
                above = self.read(head, False) if self.verbal(head) else OCCURRED
                return Reading(above.status, above.certainty, above.tense, above.cue, above.condition)
            return self.governor(head, "gerund") or self.read(head)
        if tag == "VBG":
            return self.governor(head, "gerund") or self.read(head)
        if tag == "VBN" and not to:
            return self.governor(head, "object") if dep == "ccomp" else self.read(head)
        if not to and dep == "ccomp":
            return self.governor(head, "clause") or self.governor(head, "object infinitive") or self.read(head)
        return self.infinitive(i, head)

    def infinitive(self, i: int, head: int) -> Reading:
        g = self.g
        perfect = any(g.lower[a] == "have" for a in g.auxiliaries(i))
        if g.lemma[head] == "be" and g.lower[head] in BE | {"be"}:
            told = g.child(head, "acomp", "oprd")
            if told is None or told > i:
                return self.is_to(i, head, perfect)
            head = told
        others = g.child(i, "nsubj", "nsubjpass") is not None
        if not others and g.is_verb(head):
            controlled = g.child(head, "dobj", "dative")
            others = g.is_passive(head) or (controlled is not None and controlled < i)
        found = self.governor(head, "object infinitive" if others else "infinitive", perfect=perfect)
        if found is not None:
            return found
        above = self.read(head)
        if g.dep[i] == "advcl":
            return self.governor(head, "purpose") or self.purpose(above, head)
        if not g.is_verb(head):
            return weaken(Reading("possible", 0.6, "future", (head, head + 1)), above)
        return self.purpose(above, head)

    def is_to(self, i: int, be: int, perfect: bool) -> Reading:
        """ "is to visit", "was to have flown", "the aim is to meet"."""
        g = self.g
        at = next((a for a in g.auxiliaries(i) if g.lower[a] == "to"), i - 1)
        span = (be, at + 1) if be < at < be + 4 else (be, be + 1)
        subject = g.child(be, "nsubj")
        if subject is not None:
            told = self.cue_of(subject, "infinitive")
            if told is not None and told[0].status in RANK:
                return self.said(told[0], subject)
        above = self.read(be)
        if above.status == "denied":
            return above
        if perfect:
            return Reading("cancelled", 0.1, "past", span, above.condition)
        return weaken(
            Reading("scheduled", 0.9, "future", span, above.condition), above if above.status in IRREALIS else None
        )

    def purpose(self, above: Reading, at: int) -> Reading:
        """What somebody sets out to do is planned where the setting out is a fact, else as real as that."""
        if above.status in ("occurred", "ongoing"):
            return Reading("planned", 0.8, "future", above.cue or (at, at + 1), above.condition)
        return replace(above, tense="future") if above.tense == "present" else above

    def after_noun(self, i: int, noun: int, to: bool) -> Reading:
        """ "a plan to visit", "troops deployed last month", "a summit to be held", "the first to visit"."""
        g = self.g
        tag = g.tag[i]
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
                return Reading("scheduled", 0.9, "future", (at, at + 1))
            return self.purpose(self.position(noun), at)
        if tag == "VBG":
            above = self.position(noun)
            if above.status in ("occurred", "ongoing"):
                comma = i and g.text[i - 1] == ","
                return OCCURRED if comma and above.status == "occurred" else Reading("ongoing", 1.0, "present")
            return above
        return SCHEDULED if i in self.ahead else OCCURRED

    # -- what governs ---------------------------------------------------------------

    def cue_of(self, head: int, relation: str) -> tuple[Cue, tuple[int, int]] | None:
        """The lexicon's row for a governing word in this relation, and the words that matched."""
        g, lexicon = self.g, self.lexicon
        for word in {g.lower[head], g.lemma[head]}:
            for words, at, rel, cue in lexicon.phrases.get(word, ()):
                first = head - at
                if (
                    rel == relation
                    and first >= 0
                    and first + len(words) <= g.n
                    and all(w in (g.lower[first + k], g.lemma[first + k]) for k, w in enumerate(words))
                ):
                    return cue, (first, first + len(words))
        lemma = g.lemma[head]
        if g.is_verb(head):
            if lemma in lexicon.multiword:
                for c in g.children[head]:
                    if g.dep[c] in ("prt", "prep", "dobj", "advmod"):
                        cue = lexicon.get(f"{lemma} {g.lower[c]}", "VERB", relation)
                        if cue is not None:
                            return cue, (min(head, c), max(head, c) + 1) if c - head < 4 else (head, head + 1)
            pos = "VERB"
        else:
            pos = "NOUN" if g.pos[head] in ("NOUN", "PROPN") else "ADJ"
        cue = lexicon.get(lemma, pos, relation)
        if cue is None and pos == "ADJ":
            cue = lexicon.get(g.lower[head], "ADJ", relation)
        if cue is None and pos == "VERB" and g.tag[head] in ("VBN", "VBG"):
            cue = lexicon.get(g.lower[head], "ADJ", relation)
        return None if cue is None else (cue, (head, head + 1))

    def governor(self, head: int, relation: str, *, plain: bool = False, perfect: bool = False) -> Reading | None:
        """What a governing word makes of its event; None where it is no cue, or only carries the event."""
        found = self.cue_of(head, relation)
        if found is None:
            return None
        cue, span = found
        status = cue.status
        if status in ("same", "ordinal", "nominal"):
            return None if plain else self.read(head)
        if status == "purpose":
            return self.purpose(self.read(head), head)
        not_ = self.negation(head)
        if status == "presupposed":
            return None if plain else self.presupposed(head, told=True)
        if perfect and status == "expected":
            return Reading("possible", 0.6, "past", span)
        reading = self.said(
            cue, head, negated=not_ is not None, span=span if not_ is None else (min(not_, span[0]), span[1])
        )
        outer = self.read(head, False)
        if reading.status == "possible" and reading.tense == "past":
            return reading
        return weaken(reading, outer if outer.status in RANK else None)

    def presupposed(self, head: int, *, told: bool = False) -> Reading:
        """The reading of what is taken for granted, from the time of the clause that mentions it."""
        g = self.g
        verb = g.verb_over(head)
        if verb is None:
            return OCCURRED
        above = self.read(verb, False)
        if above.tense == "past" and above.status in ("occurred", "denied", "cancelled", "possible"):
            return OCCURRED
        if above.status in ("occurred", "ongoing") and above.tense == "past":
            return OCCURRED
        if told or above.status not in UNREAL:
            return ONGOING
        return Reading(above.status, above.certainty, above.tense, above.cue, above.condition)

    # -- nouns ------------------------------------------------------------------------

    def noun(self, i: int, negation: bool) -> Reading:
        g = self.g
        if g.dep[i] in ("amod", "compound") and g.tag[i] in ("VBG", "VBN"):
            return ONGOING if g.tag[i] == "VBG" else OCCURRED  # "the visiting minister", "the exiled leader"
        no = next((c for c in g.kids(i, "det", "neg") if g.lower[c] in ("no", "neither")), None)
        if no is not None and negation:
            above = self.read(g.verb_over(i), False) if g.verb_over(i) is not None else OCCURRED
            return Reading("denied", 0.0, above.tense, (no, no + 1))
        own = self.modified(i)
        outer = self.position(i)
        if own is None:
            return outer
        if own.status == "cancelled" and outer.status in ("scheduled", "planned") and outer.cue:
            return outer  # "the postponed talks will now begin on Monday"
        return weaken(own, outer)

    def modified(self, i: int) -> Reading | None:
        """What an event's own modifiers say: "possible visit", "a summit planned for May", "talks which will open today"."""
        g = self.g
        for c in reversed(g.children[i]):
            dep = g.dep[c]
            if dep in ("amod", "nmod", "compound", "advmod") and c < i:
                cue = self.lexicon.get(g.lower[c], "ADJ", "modifier")
                if cue is None and g.tag[c] == "VBN":
                    cue = self.lexicon.get(g.lemma[c], "VERB", "object")
                if cue is not None and cue.status in RANK:
                    return self.said(cue, c, negated=self.negation(c) is not None)
            elif dep == "acl" and g.tag[c] == "VBN" and c > i:
                found = self.cue_of(c, "object")
                if found is not None and found[0].status in RANK:
                    return self.said(found[0], c, negated=self.negation(c) is not None, span=found[1])
                inner = g.child(c, "xcomp")
                if found is None and inner is None and g.lemma[c] not in HAPPEN:
                    continue
                if c in self.ahead:
                    return SCHEDULED
            elif dep in ("acl", "relcl") and c > i and g.lemma[c] in HAPPEN:
                subject = g.child(c, "nsubj", "nsubjpass")
                if subject is None or g.tag[subject] in ("WDT", "WP"):
                    return self.read(c)
            elif dep in ("acomp",):
                continue
        return None

    def position(self, i: int) -> Reading:
        """What the place of a noun in its clause says."""
        g = self.g
        dep, head = g.dep[i], g.head[i]
        if head == i:
            to = next((c for c in g.kids(i, "acl", "relcl") if any(g.lower[a] == "to" for a in g.auxiliaries(c))), None)
            return SCHEDULED if to is not None else self.known(i) or OCCURRED
        if dep in ("conj", "appos") and not g.is_verb(head):
            return self.position(head) if dep == "conj" else self.read(head)
        if dep in ("dobj", "obj", "nsubjpass", "dative", "oprd"):
            inner = self.happens(head) if dep == "nsubjpass" else None
            if inner is not None:
                return self.read(inner)
            found = self.governor(head, "object")
            if found is not None:
                return found
            return self.read(head) if not self.definite(i) else self.taken(i, head, told=True)
        if dep == "nsubj":
            return self.subject(i, head)
        if dep == "attr":
            return self.first_such(head)
        if dep == "pobj":
            return self.behind(i, head)
        if dep in ("compound", "nmod", "poss", "amod"):
            found = self.governor(head, "compound")
            if found is not None:
                return found
            return self.read(head) if dep != "poss" else self.taken(i, head)
        if dep in ("acomp", "xcomp", "ccomp", "conj", "advcl", "dep", "appos", "npadvmod", "parataxis", "advmod"):
            return self.read(head)
        return self.taken(i, head)

    def happens(self, head: int) -> int | None:
        """The infinitive in which an event is told to take place: "is expected to be held", "failed to materialise"."""
        g = self.g
        for h in (head, *g.kids(head, "acomp", "oprd", "attr")):
            for c in g.kids(h, "xcomp"):
                if g.lemma[c] in HAPPEN or self.happens(c) is not None:
                    return c
        return None

    def subject(self, i: int, head: int) -> Reading:
        g = self.g
        inner = self.happens(head)
        if inner is not None:
            return self.read(inner)
        if g.lemma[head] in ("be", "seem", "look", "appear", "remain"):
            for told in g.kids(head, "acomp", "attr", "oprd", "advmod", "prep"):
                found = self.cue_of(told, "predicate")
                if found is None and g.dep[told] == "prep":
                    obj = g.child(told, "pobj")
                    found = None if obj is None else self.cue_of(obj, "predicate")
                if found is not None and found[0].status in RANK:
                    not_ = g.negated(head)
                    return weaken(
                        self.said(found[0], told, negated=not_ is not None, span=found[1]), self.read(head, False)
                    )
        found = self.governor(head, "subject")
        if found is not None:
            return found
        return self.taken(i, head)

    def first_such(self, be: int) -> Reading:
        """The predicate of "be": as real as that clause; "in what would be the first trip" as the clause before it."""
        g = self.g
        if g.dep[be] == "pcomp" and self.condition_on(be) is None:
            verb = g.verb_over(g.head[be])
            if verb is not None:
                inner = self.happens_below(verb)
                return self.read(inner)
        return self.read(be)

    def happens_below(self, verb: int) -> int:
        g = self.g
        while True:
            inner = g.child(verb, "xcomp")
            if inner is None:
                told = g.child(verb, "acomp")
                inner = None if told is None else g.child(told, "xcomp")
            if inner is None:
                return verb
            verb = inner

    def behind(self, i: int, prep: int, gerund: bool = False) -> Reading:
        """An event behind a preposition: what the preposition says, then what it hangs on."""
        g = self.g
        words = g.lower[prep]
        while (
            g.dep[prep] in ("prep", "pcomp")
            and g.pos[g.head[prep]] in ("ADP", "ADV", "SCONJ")
            and g.head[prep] == prep - 1
        ):
            prep = g.head[prep]
            words = f"{g.lower[prep]} {words}"
        head = g.head[prep]
        cue = self.lexicon.get(words, "ADP", "preposition")
        if cue is not None:
            if cue.status != "scheduled":
                return self.said(cue, prep)
            return self.coming(i, head, prep, gerund)
        if head == prep:
            return self.known(i) or OCCURRED
        relation = words.rsplit(" ", 1)[-1]
        found = self.governor(head, relation)
        if found is not None:
            return found
        if not self.verbal(head):
            if words in ("after", "during", "since", "following", "in", "at", "amid"):
                return self.taken(i, head)
            return self.read(head) if not self.definite(i) else self.taken(i, head, above=self.read(head))
        if gerund or words in ("on", "in", "by", "via", "with") and not self.definite(i):
            return self.read(head, words in ("by", "on"))
        if words == "for" and not self.definite(i):
            return self.purpose(self.read(head), head)
        return self.taken(i, head)

    def coming(self, i: int, head: int, prep: int, gerund: bool) -> Reading:
        """ "ahead of the summit", "before leaving": still to come, unless the article dates it earlier."""
        g = self.g
        verb = g.verb_over(head)
        if i in self.gone:
            return OCCURRED
        if gerund:
            return OCCURRED if verb is None else self.read(verb, False)
        return self.known(i) or Reading("scheduled", 0.9, "future", (prep, prep + 1))

    def taken(self, i: int, head: int, *, told: bool = False, above: Reading | None = None) -> Reading:
        """A noun that its clause takes for granted: dated, told before, or in the time of the clause."""
        if i in self.gone:
            return OCCURRED
        if i in self.ahead:
            return SCHEDULED
        g = self.g
        verb = head if self.verbal(head) else g.verb_over(head)
        if verb is None:
            return self.known(i) or OCCURRED
        above = above or self.read(verb, False)
        if above.status == "occurred" and above.tense == "past":
            return OCCURRED
        return self.known(i) or (OCCURRED if told and above.status in UNREAL else self.presupposed(verb))

    def definite(self, i: int) -> bool:
        g = self.g
        return any(
            g.dep[c] == "poss" or (g.dep[c] in ("det", "predet") and g.lower[c] in DEFINITE) for c in g.children[i]
        )

    def known(self, i: int) -> Reading | None:
        """What the article said of the same event before: the nearest earlier word of its family, where that was not yet past."""
        g = self.g
        if not self.definite(i):
            return None
        family = next((f for f in FAMILIES if g.lemma[i] in f), frozenset({g.lemma[i]}))
        for j in range(i - 1, -1, -1):
            if (
                g.lemma[j] in family
                and g.sentence[j] < g.sentence[i]
                and (self.verbal(j) or g.pos[j] in ("NOUN", "PROPN"))
            ):
                found = self.memo.get((j, True)) or self.read(j)
                return Reading(found.status, found.certainty, found.tense)
        return None


def reader_of(doc: Doc) -> Reader:
    """The Doc's `Reader`, made on first use."""
    found = doc.user_data.get("wire_status")
    if found is None:
        found = doc.user_data["wire_status"] = Reader(doc, cues())
    return found


@Language.factory("wire_status", default_config={"lexicons": None})
def make(nlp: Language, name: str, lexicons: str | None):
    lexicon = cues(lexicons)

    def component(doc: Doc) -> Doc:
        doc.user_data["wire_status"] = Reader(doc, lexicon)
        return doc

    return component


def assess_token(doc: Doc, i: int) -> Reading:
    """How real the event is that token number `i` names; cue and condition in token numbers."""
    return reader_of(doc).read(i)


def assess(doc: Doc, start_char: int, end_char: int) -> Assessment:
    """How real the wording around a span says it is.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parsed by `toolkit.load_model()`.
    start_char, end_char : int
        Half-open offsets, in characters, of any words of the text: a verb, a noun, a phrase.

    Returns
    -------
    Assessment
        status, certainty (0 to 1, strength of wording), tense, and the spans of the cue and the condition that decided.

    Raises
    ------
    ValueError
        Where the offsets enclose no word.
    """
    g = grammar_of(doc)
    inside = [i for i in range(g.n) if g.start[i] < end_char and g.end[i] > start_char and not g.text[i].isspace()]
    if not inside:
        raise ValueError(f"no word between characters {start_char} and {end_char}; the text has {len(doc.text)}")
    within = set(inside)
    root = next((i for i in inside if g.head[i] not in within or g.head[i] == i), inside[0])
    inner = root
    while inner is not None:  # "is likely to visit": the last verb of the chain
        root = inner
        inner = next(
            (c for c in g.children[root] if c in within and g.dep[c] in ("xcomp", "acomp") and not c < root), None
        )
    found = reader_of(doc).read(root)

    def span(part):
        return None if part is None else doc[part[0] : part[1]]

    return Assessment(found.status, found.certainty, found.tense, span(found.cue), span(found.condition))
