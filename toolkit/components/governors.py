"""What governs an event: the cue above it, its negation, the condition it hangs on; read alike for verbs and nouns."""

from __future__ import annotations

from dataclasses import replace

from .cues import CERTAINTY, OCCURRED, ONGOING, RANK, SCHEDULED, Cue, Reading, weaken

COPULAS = frozenset({"be", "seem", "look", "appear", "remain"})
# What is over as soon as it is done, and cannot go on.
DEEDS = frozenset(
    "murder killing assassination attack bombing arrest abduction kidnapping coup shooting massacre raid execution slaying"
    " expulsion resignation detention invasion annexation clash fighting violence riot protest demonstration war battle strike"
    " offensive".split()
)
NOTHING = frozenset({"nobody", "none", "neither", "nor", "never", "nothing", "no-one"})


class Governors:
    """The part of a `Reader` that looks upwards."""

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
            elif word in NOTHING and dep in ("advmod", "preconj", "cc") or word == "longer" and g.lower[c - 1] == "no":
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
                inner = g.child(c, "pobj") if cue is None else None
                if inner == c + 1:  # "was put on hold"
                    cue = lexicon.get(f"{lemma} {g.lower[c]} {g.lower[inner]}", "VERB", relation)
                if cue is not None:
                    return cue, (head, c + 1) if head < c < head + 4 else (head, head + 1)
        if verb and relation == "object" and any(g.lower[a] in ("would", "'d") for a in g.auxiliaries(head)):
            cue = lexicon.get(lemma, "VERB", "would")  # "would welcome a visit"
            if cue is not None:
                return cue, (head, head + 1)
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
            above = self.read(head)
            if cue.status == "purpose":
                known = self.known(who) if who is not None and self.g.lemma[who] in DEEDS else None
                return known or self.purpose(above, span)  # "left the hospital for the protest"
            if above.status == "denied" and cue.negated == "possible":
                return Reading("possible", 0.4, "future", span)  # "declined to confirm the visit"
            if cue.status in ("presupposed", "topic"):
                known, topic = None if who is None else self.known(who), cue.status == "topic"
                if who in self.gone:
                    return OCCURRED
                if known is None and who in self.ahead:
                    return SCHEDULED
                if known is not None and not (topic and known.status == "ongoing"):
                    return known
                return self.presupposed(head, topic=topic)
            begun = all(self.g.lower[c] not in ("when", "once", "after") for c in self.g.kids(head, "advmod", "mark"))
            if cue.status == "underway" and above.status == "occurred" and head not in self.gone and begun:
                return replace(ONGOING, tense="present", cue=span)
            return above
        if perfect and cue.status in ("expected", "possible"):  # "is believed to have met"
            return Reading("possible", 0.6, "past", span)
        reading = self.said(cue, span, self.negation(head))
        if reading.status in ("hypothetical", "planned") and not self.verbal(head):
            granted = self.granted(head)
            if granted is not None:
                return granted
        reading = weaken(reading, self.read(head, False))
        above = self.g.head[head]
        if self.g.dep[head] in ("acomp", "oprd") and self.g.lemma[above] in ("look", "seem", "appear"):
            reading = weaken(reading, Reading("expected", 0.7, "future", (above, span[1])))  # "looks set to"
        return reading

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

    # -- conditions ---------------------------------------------------------------

    def mark(self, i: int) -> int | None:
        """The word that makes a clause a condition: "if", "unless", "whether", an inverted "should"."""
        g = self.g
        marks = self.lexicon.marks
        for c in g.children[i]:
            if g.lower[c] in marks and g.dep[c] in ("mark", "advmod") and (not c or g.lower[c - 1] != "as"):
                return c
        head = g.head[i]
        if g.dep[i] == "ccomp" and g.lower[head] in marks and g.dep[head] in ("advcl", "prep"):
            return head  # "provided that they agree"
        if g.dep[i] == "advcl":
            should = next((a for a in g.kids(i, "aux") if g.lower[a] == "should"), None)
            subject = g.child(i, "nsubj", "nsubjpass")
            if should is not None and subject is not None and should < subject:
                return should
        return None

    def conditional(self, i: int, mark: int) -> Reading:
        """The reading of a verb inside its if-clause."""
        part = self.g.subtree(mark if mark == self.g.head[i] else i)
        cue = self.lexicon.get(self.g.lower[mark], "SCONJ", "condition")
        if cue is not None and cue.status != "hypothetical":
            return self.said(cue, (mark, mark + 1))
        if self.g.dep[i] == "ccomp" and mark != self.g.head[i]:  # "asked if they would meet"
            return Reading("possible", 0.5, "future", (mark, mark + 1))
        condition = None if self.g.head[i] == i else (part[0], part[-1] + 1)
        return Reading("hypothetical", 0.5, "future", (mark, mark + 1), condition)

    def condition_on(self, i: int) -> tuple[int, int] | None:
        """The if-clause that hangs on a verb."""
        g = self.g
        for c in g.kids(i, "advcl", "prep"):
            mark = self.mark(c)
            held = g.lower[c] in self.lexicon.marks  # "provided that ..."
            if held or (mark is not None and self.conditional(c, mark).status == "hypothetical"):
                part = g.subtree(c)
                return part[0], part[-1] + 1
        return None

    def within_condition(self, i: int) -> Reading | None:
        """An if-clause further up: "if the day came on which they could no longer meet"."""
        for h in self.g.up(i):
            mark = self.mark(h) if self.verbal(h) else None
            if mark is not None and self.conditional(h, mark).status == "hypothetical":
                return self.conditional(h, mark)
        return None
