"""How real a noun's place in its clause says its event is: modifiers, light verbs, prepositions, presupposition."""

from __future__ import annotations

from bisect import bisect_left

from .cues import AHEAD, OCCURRED, ONGOING, RANK, SCHEDULED, Reading, weaken
from .governors import COPULAS, DEEDS

# Words for one event in an article: a later "the trip" is the "visit" told before.
VISITS = frozenset(
    {"visit", "trip", "tour", "stop", "stopover", "stay", "travel", "arrive", "arrival", "fly", "journey"}
)
MEETINGS = frozenset(
    {"meet", "meeting", "talk", "talks", "summit", "conference", "negotiation", "discussion", "dialogue", "session"}
)
# Verbs of which the event itself is the subject: "the meeting is expected to take place".
HAPPEN = frozenset(
    {"take", "happen", "occur", "begin", "start", "open", "hold", "go", "resume", "proceed", "materialize", "schedule"}
)
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
WHILE = frozenset(
    {"in", "at", "on", "by", "with", "via", "through", "during", "amid", "after", "following", "from", "to"}
)
# What is over once it is announced or accepted.
DONE = {
    "announce": frozenset("agreement accord deal pact treaty settlement".split()),
    "accept": frozenset({"resignation"}),
}
AFTERWARDS = frozenset({"after", "since", "following", "despite", "during"})
GIVING_UP = frozenset({"drop", "abandon", "repeat", "renew", "withdraw", "soften", "modify", "reiterate"})
ALIKE = frozenset({"including", "like", "as"})


class Nominals:
    """The part of a `Reader` that reads nouns."""

    def noun(self, i: int, negation: bool) -> Reading:
        """What a noun's modifiers say, weakened by what its place in the clause says."""
        g = self.g
        if g.dep[i] in ("amod", "compound") and g.tag[i] in ("VBG", "VBN"):
            return ONGOING if g.tag[i] == "VBG" else OCCURRED  # "the visiting minister", "the exiled leader"
        no = next((c for c in g.kids(i, "det", "neg") if g.lower[c] in ("no", "neither", "not")), None)
        if no is not None and negation:
            verb = g.verb_over(i)
            return Reading("denied", 0.0, "past" if verb is None else self.read(verb, False).tense, (no, no + 1))
        mark = self.mark(i)
        if mark is not None:  # a verb that the tagger took for a noun
            return self.conditional(i, mark)
        own, outer = self.modified(i), self.position(i, i)
        if own is None:
            return outer
        kinds = own.status, outer.status
        if outer.cue is None and kinds[0] in ("occurred", "ongoing") or kinds == ("scheduled", "planned"):
            return own  # "the recent visit", "arrived for a summit to be held in May"
        if outer.cue and kinds[0] in ("cancelled", "occurred") and kinds[1] in ("scheduled", "planned", "ongoing"):
            return outer  # "the postponed talks will now begin on Monday", "his last visit will be in May"
        if kinds[0] in ("expected", "planned", "scheduled") and kinds[1] in ("occurred", "ongoing") and self.carried(i):
            return outer  # "the summit, planned for May, was held in June"
        return weaken(own, outer)

    def carried(self, i: int) -> bool:
        """Whether the event is told by its verb: "the summit was held", "paid the planned visit"."""
        relation = {"dobj": "object", "nsubjpass": "object", "nsubj": "subject"}.get(self.g.dep[i])
        found = self.cue_of(self.g.head[i], relation) if relation else None
        return found is not None and found[0].status in ("same", "underway")

    def spoken(self, i: int) -> bool:
        """A request, offer or charge that is granted, rejected or denied was made all the same."""
        g = self.g
        dep, head, relation = g.dep[i], g.head[i], "object"
        if dep == "pobj":
            relation, head = g.lower[head], g.head[head]
        if dep not in ("dobj", "nsubjpass", "pobj") or not self.speech(i):
            return False
        if g.negated(i) is not None:
            return False
        if g.child(i, "poss") is not None and g.child(i, "ccomp", "acl") is not None and g.lemma[head] in GIVING_UP:
            return True  # "if he drops his demand that they disarm"
        found = self.cue_of(head, relation)
        return self.cue_of(head, "grants") is not None or (found is not None and found[0].status == "denied")

    def speech(self, i: int) -> bool:
        """Whether a noun is an act of speech about something else: an offer, a demand, a call."""
        return self.lexicon.get(self.g.lemma[i], "NOUN", "complement") is not None

    def modified(self, i: int) -> Reading | None:
        """What an event's own modifiers say: "possible visit", "a summit set for May", "talks that will open today"."""
        g = self.g
        for c in reversed(g.children[i]):
            dep = g.dep[c]
            if dep in ("amod", "nmod", "compound", "advmod") and c < i:
                cue = self.lexicon.get(g.lower[c], "ADJ", "modifier")
                if cue is not None and cue.status in RANK:
                    return self.said(cue, (c, c + 1), self.negation(c))
            elif dep == "acl" and g.tag[c] == "VBN" and c > i and g.child(c, "nsubj", "nsubjpass", "mark") is None:
                found = self.cue_of(c, "object")
                if found is not None and found[0].status in RANK:
                    return self.said(*found, self.negation(c))
                if c in self.ahead or g.lemma[c] in HAPPEN:
                    return self.read(c)
            elif dep == "acl" and g.tag[c] == "VBG" and self.lexicon.get(g.lower[c], "ADJ", "modifier") is not None:
                return self.said(self.lexicon.get(g.lower[c], "ADJ", "modifier"), (c, c + 1))
            elif dep in ("acl", "relcl") and c > i and g.lemma[c] in HAPPEN:
                subject = g.child(c, "nsubj", "nsubjpass")
                itself = g.is_passive(c) if g.lemma[c] == "hold" else g.child(c, "dobj") is None or g.lemma[c] == "take"
                if itself and (subject is None or g.tag[subject] in ("WDT", "WP")):
                    to = next((a for a in g.auxiliaries(c) if g.lower[a] == "to"), None)
                    return self.read(c) if to is None else Reading("scheduled", 0.9, "future", (to, to + 1))
        return None

    def position(self, i: int, who: int) -> Reading:
        """What the place of a noun in its clause says; ``who`` is the event where `i` only shares its place with it."""
        g = self.g
        dep, head = g.dep[i], g.head[i]
        if head == i:
            to = any(g.lower[a] == "to" for c in g.kids(i, "acl", "relcl") for a in g.auxiliaries(c))
            return SCHEDULED if to else self.known(who) or OCCURRED
        if dep == "conj" and not self.verbal(head):
            return self.position(head, who)
        for c in (
            g.kids(head, "conj") if dep in ("nsubj", "nsubjpass") and g.lemma[head] not in HAPPEN - {"schedule"} else ()
        ):
            later = self.governor(c, "object", who=who) if g.is_passive(c) and g.child(c, "nsubjpass") is None else None
            if later is not None and later.status == "cancelled":
                return later  # "was set for July but was put off"
        if dep in ("dobj", "obj", "nsubjpass", "dative", "oprd"):
            inner = self.happens(head) if dep == "nsubjpass" else None
            if inner is not None:
                return self.read(inner)
            if g.lemma[i] in DONE.get(g.lemma[head], ()):
                return self.read(head)
            if g.lemma[head] == "extend" and self.speech(i) and dep == "dobj":
                return self.read(head)  # "will extend an invitation": not one that goes on
            told = dep == "nsubjpass" and g.child(head, "oprd") is not None  # "is considered a success"
            found = None if told else self.governor(head, "object", who=who)
            if found is not None:
                return found
            if dep == "nsubjpass":
                return self.subject(who, head)
            return self.taken(who, head, told=True) if self.definite(who) else self.read(head)
        if dep == "nsubj":
            return self.subject(who, head)
        if dep == "attr":
            return self.first_such(head)
        if dep == "pobj":
            return self.behind(who, head)
        if dep in ("compound", "nmod", "amod"):
            return self.governor(head, "compound") or self.read(head)
        return self.taken(who, head) if dep == "poss" else self.read(head)

    def happens(self, head: int) -> int | None:
        """The infinitive in which an event is told to take place: "is expected to be held", "failed to materialise"."""
        g = self.g
        for h in (head, *g.kids(head, "acomp", "oprd", "attr")):
            for c in g.kids(h, "xcomp"):
                if g.lemma[c] in HAPPEN or self.happens(c) is not None:
                    return c
        return None

    def subject(self, i: int, head: int) -> Reading:
        """ "the talks will open", "a visit is likely", "the meeting fell through", "the visit raised hopes"."""
        g = self.g
        inner = self.happens(head)
        if inner is not None:
            return self.read(inner)
        if g.lemma[head] in COPULAS:
            if {"would", "have"} <= {g.lower[a] for a in g.auxiliaries(head)} and self.condition_on(head) is None:
                return Reading("cancelled", 0.1, "past", (head - 1, head))  # "the visit would have been the first"
            for told in g.kids(head, "acomp", "attr", "oprd", "advmod", "prep"):
                found = self.cue_of(told, "predicate")
                if found is not None and found[0].status in RANK:
                    return weaken(self.said(*found, g.negated(head)), self.read(head, False))
        if self.definite(i) and (g.lemma[i] in MEETINGS or g.lemma[i] in VISITS) and g.is_passive(head):
            known = self.known(i) if any(g.tag[a] in ("VBP", "VBZ") for a in g.kids(head, "auxpass")) else None
            if known is not None and known.status == "occurred":
                return ONGOING  # "the talks are focused on trade"
        found = self.governor(head, "subject")
        if found is None and self.definite(i):
            modal = next((a for a in g.auxiliaries(head) if g.lower[a] in ("will", "would", "'ll")), None)
            if modal is not None and self.condition_on(head) is None and self.mark(head) is None:
                known = self.known(i)
                if known is not None and known.status in ("ongoing", "occurred"):
                    return known
                return Reading("scheduled", 0.9, "future", (modal, modal + 1))  # "they hope that his visit will help"
        return found or self.taken(i, head)

    def first_such(self, be: int) -> Reading:
        """The predicate of "be" is as real as that clause, "in what would be the first trip" as the one before."""
        g = self.g
        verb = g.verb_over(g.head[be]) if g.dep[be] == "pcomp" and self.condition_on(be) is None else None
        if verb is None:
            return self.read(be)
        while True:
            told = g.child(verb, "acomp")
            inner = g.child(verb if told is None else told, "xcomp", "ccomp")
            if inner is None:
                return self.read(verb)
            verb = inner

    def behind(self, i: int, prep: int, gerund: bool = False) -> Reading:
        """An event behind a preposition: what the preposition says, then what it hangs on."""
        g = self.g
        words, end = g.lower[prep], prep + 1
        while g.head[prep] == prep - 1 and g.pos[prep - 1] in ("ADP", "ADV", "SCONJ"):  # "ahead of", "instead of"
            prep -= 1
            words = f"{g.lower[prep]} {words}"
        head = g.head[prep]
        what = g.child(prep, "pcomp")
        if what is not None and what != i and g.lemma[what] == "be":
            return self.first_such(what)  # "in what will be, if held, the first talks"
        word = words.rsplit(" ", 1)[-1]
        if g.lemma[i] in DEEDS and i not in self.ahead and self.verbal(head) and self.mark(head) is None:
            if word in ("after", "following") or word == "in" and self.definite(i) and g.negated(head) is not None:
                return OCCURRED  # "is due to meet him after clashes", "did not take part in the invasion"
        cue = self.lexicon.get(words, "ADP", "preposition")
        if head != prep:
            aside = not self.verbal(head) or (prep < head and g.text[prep - 1] == ",")
            if aside and word == "on" and g.lemma[i] in VISITS and i not in self.gone and not self.definite(i):
                return ONGOING  # "the minister, on a visit to Cairo, ..."
            told = self.cue_of(head, word) if g.lemma[i] in VISITS and self.verbal(head) else None
            if told is not None and told[0].status == "purpose":
                return self.read(head)  # "arrived for a visit": the arrival is its beginning
            found = None if cue is not None and " " in words else self.governor(head, word, who=i)
            if found is not None:
                return found
        if cue is not None and cue.status == "scheduled":
            return self.coming(i, head, (prep, end), gerund)
        if cue is not None:
            return self.said(cue, (prep, end))
        if head == prep:
            return self.known(i) or OCCURRED
        if g.dep[head] in ("dobj", "nsubjpass") and not self.verbal(head):
            found = self.governor(g.head[head], word, plain=True)  # "accused the army of attacking"
            if found is not None:
                return found
        if word in AFTERWARDS:
            return self.taken(i, head, told=word == "despite", after=word == "since")
        if word in ("at", "during") and self.read(head).status == "denied":  # "failed to agree at talks"
            verbs = [h for h in g.up(head) if g.is_verb(h)]
            return OCCURRED if i in self.gone or any(g.tag[h] == "VBD" for h in verbs) else SCHEDULED
        if not self.verbal(head):
            if word in ALIKE or not self.definite(i):
                return self.read(head)
            return self.known(i) or self.taken(i, head, told=word not in WHILE and word != "of")
        if word in ALIKE and g.pos[prep - 2] in ("NOUN", "PROPN"):
            return self.position(prep - 2, i)  # "for talks, including a meeting"
        if gerund or (word in WHILE and not self.definite(i)):
            return self.read(head, word in ("by", "on"))
        if word == "for" and not self.definite(i) and self.read(head).status in AHEAD:
            return self.read(head)
        return self.taken(i, head, told=word not in WHILE and word != "for")

    def coming(self, i: int, head: int, prep: tuple[int, int], gerund: bool) -> Reading:
        """ "ahead of the summit", "before leaving": still to come, unless the article dates it earlier."""
        if i in self.gone:
            return OCCURRED
        if gerund:
            verb = self.g.verb_over(head)
            return OCCURRED if verb is None else self.read(verb, False)
        known = self.known(i)
        return Reading("scheduled", 0.9, "future", prep) if known is None or known.status in AHEAD else known

    def taken(self, i: int, head: int, *, told: bool = False, after: bool = False) -> Reading:
        """A noun that its clause takes for granted: dated, or in the time of the clause, or told before."""
        g = self.g
        verb = head if self.verbal(head) else g.verb_over(head)
        if after or i in self.gone or verb is None:
            return OCCURRED if after or i in self.gone else self.known(i) or OCCURRED
        above = self.read(verb, False)
        inside = above.condition is not None and above.condition[0] <= i < above.condition[1]
        if (inside or self.mark(verb) is not None) and self.definite(i):
            return self.known(i) or ONGOING  # "if the talks fail"
        dated = i in self.ahead and any(g.ent[c] == "DATE" for c in g.children[i] if c < i)  # "Friday's talks"
        if above.status == "occurred" and above.tense == "past" and not (dated or told and i in self.ahead):
            return OCCURRED
        if i in self.ahead and g.verb_over(i) not in self.gone:
            return SCHEDULED
        if above.status not in AHEAD:
            return self.known(i) or (OCCURRED if above.tense == "past" else ONGOING)
        if self.speech(i) and self.definite(i):
            return OCCURRED  # "will vote against his call for an election"
        if g.lemma[i] in DEEDS and self.definite(i):
            return OCCURRED  # "will discuss the murder of"
        if told:
            return self.known(i) or ONGOING
        if above.condition or above.status in ("scheduled", "expected") or not self.definite(i):
            return above
        ahead = g.lemma[i] in VISITS or g.lemma[i] in MEETINGS
        return self.known(i) or (SCHEDULED if ahead else ONGOING)  # "his visit could mend the ties"

    def definite(self, i: int) -> bool:
        g = self.g
        return any(
            g.dep[c] == "poss" or (g.lower[c] in DEFINITE and g.dep[c] in ("det", "predet")) for c in g.children[i]
        )

    def known(self, i: int) -> Reading | None:
        """What the article said of the same event before: the nearest earlier word of its family, of the same owner."""
        g = self.g
        if not self.definite(i):
            return None
        family = next((f for f in (VISITS, MEETINGS) if g.lemma[i] in f), (g.lemma[i],))
        owner = g.child(i, "poss")
        owner = g.lower[owner] if owner is not None and g.pos[owner] == "PROPN" else None
        mentions = self.mentions.get(g.lemma[i])
        if mentions is None:
            kinds = ("NOUN", "PROPN", "VERB")
            mentions = [j for j in range(g.n) if g.lemma[j] in family and g.pos[j] in kinds]
            self.mentions[g.lemma[i]] = mentions
        before = bisect_left(mentions, g.sentences[g.sentence[i]][0])
        for j in mentions[:before]:
            if (j, True) not in self.memo:
                self.read(j)  # in the order of the text, so that no reading waits for another
        for j in reversed(mentions[:before]):
            reading = self.read(j)
            a, b = g.sentences[g.sentence[j]]
            if reading.status != "hypothetical" and (owner is None or owner in g.lower[a:b]):
                return Reading(reading.status, reading.certainty, reading.tense)
        return None
