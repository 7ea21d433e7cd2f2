"""The reporting clause: its cue, where it begins and ends, and the head word of its source."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..knowledge import table
from .quotations import paragraph_starts, quotations

FRAME = frozenset(
    {"aux", "auxpass", "neg", "prt", "advmod", "npadvmod", "nsubj", "nsubjpass", "dative", "agent", "expl", "prep"}
)
AFTER_VERB = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd", "npadvmod", "dep", "appos", "ccomp"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
FINITE_VERB = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
TIMES = frozenset({"DATE", "TIME"})
DASHES = frozenset({"-", "--", "–", "—", "―"})
EDGE = DASHES | {",", ";", ":", ".", "..."}
OPENERS = frozenset({"who", "which", "that", "whom", "whose", "when", "where", "while", "if", "as", "because"})
TELLING = frozenset({"tell", "inform", "brief", "assure", "remind", "notify"})
QUOTING = frozenset({"quote", "cite"})
REFUSING = frozenset({"decline", "refuse", "fail"})


@dataclass(slots=True)
class Draft:
    """A statement whose source is known only as the number of its head word."""

    head: int  # the cue's own token
    cue: tuple[int, int]
    pieces: list[tuple[int, int]]
    source: int | None
    kind: str = "speech"
    sense: str = "claim"  # claim, aim, topic
    direct: bool = False
    negated: bool = False
    follows: bool = False  # "..., adding that": goes on with the words of the sentence's speaker
    relays: list[int] = field(default_factory=list)

    @property
    def claims(self) -> bool:
        return self.kind == "speech" and self.sense == "claim"

    @property
    def last(self) -> int:
        """End of a statement, its cue included."""
        return max(self.pieces[-1][1], self.cue[1])


class Cues:
    """The cue lexicon by part of speech, read once."""

    def __init__(self, folder: str | None):
        by_pos: dict[str, dict[str, dict[str, str]]] = {"verb": {}, "noun": {}, "phrase": {}}
        for row in table("speech", folder):
            by_pos[row["pos"]][row["cue"].lower()] = row
        self.verbs, self.nouns = by_pos["verb"], by_pos["noun"]
        self.stems = frozenset(c.split()[0] for c in self.verbs)
        self.phrases = sorted((tuple(p.split()) for p in by_pos["phrase"]), key=len, reverse=True)
        self.first_words = frozenset(p[0] for p in self.phrases)


class Clauses:
    """One Doc while its reporting clauses are looked for."""

    def __init__(self, g, cues: Cues, nouns: dict[str, str]):
        self.g, self.cues, self.nouns = g, cues, nouns
        self.begins = paragraph_starts(g)
        self.quotes = quotations(g, self.begins)
        self.quote_at = [None] * g.n
        for q in self.quotes:
            self.quote_at[q.start : q.end] = [q] * (q.end - q.start)
        self.known: dict[int, tuple[int, int]] = {}
        self.cuts: dict[int, int] = {}
        self.find_cuts()

    # -- stretches of tokens ----------------------------------------------------------

    def span(self, i: int) -> tuple[int, int]:
        """First token and end of all that hangs on a token."""
        found = self.known.get(i)
        if found is None:
            tree = self.g.subtree(i)
            found = self.known[i] = (tree[0], tree[-1] + 1)
        return found

    def back(self, i: int) -> int:
        """The token before, white space passed over; -1 at the beginning."""
        i -= 1
        while i >= 0 and self.g.text[i].isspace():
            i -= 1
        return i

    def closes(self, i: int) -> bool:
        return i >= 0 and (q := self.quote_at[i]) is not None and q.end - 1 == i

    def opens(self, i: int) -> bool:
        return i < self.g.n and (q := self.quote_at[i]) is not None and q.start == i

    def subjects(self, v: int) -> list[int]:
        return self.g.kids(v, "nsubj", "nsubjpass")

    def trim(self, a: int, b: int) -> tuple[int, int] | None:
        """The stretch without commas, full stops and space at its ends; quotation marks stay with their words."""
        text = self.g.text
        while a < b and (text[a].isspace() or text[a] in EDGE or self.closes(a)):
            a += 1
        while b > a and (text[b - 1].isspace() or text[b - 1] in EDGE or self.opens(b - 1)):
            b -= 1
        return (a, b) if b > a else None

    def draft(self, head: int, stretches, source: int | None, end: int | None = None, **more) -> Draft | None:
        """A statement with its stretches trimmed and in order; None where nothing is left of them."""
        pieces = sorted(p for p in (self.trim(a, b) for a, b in stretches) if p)
        if not pieces:
            return None
        a, b = pieces[0]
        direct = self.opens(a) and self.quote_at[a].end >= b
        return Draft(head, (head, head + 1 if end is None else end), pieces, source, direct=direct, **more)

    # -- the cue ------------------------------------------------------------------------

    def cue_of(self, v: int) -> tuple[dict[str, str], int | None] | None:
        """The lexicon row of a verb, and the preposition or particle that is part of it."""
        g, verbs, lemma = self.g, self.cues.verbs, self.g.lemma[v]
        if lemma not in self.cues.stems:
            return None
        for c in g.children[v]:
            if c > v and g.dep[c] in ("prep", "prt", "agent", "advmod", "dative"):
                row = verbs.get(f"{lemma} {g.lower[c]}")
                if row and not any(g.ent[d] in TIMES for d in g.children[c]):
                    return row, c
                for d in g.kids(c, "prep"):  # "lash out at"
                    if row := verbs.get(f"{lemma} {g.lower[c]} {g.lower[d]}"):
                        return row, d
        row = verbs.get(lemma)
        return (row, None) if row else None

    def reports(self, v: int) -> bool:
        """Whether a verb can stand in a reporting clause after its content: a finite verb of speech or belief."""
        g = self.g
        row = self.cues.verbs.get(g.lemma[v])
        if not row or row["clause"] != "claim" or row["kind"] == "intention":
            return False
        if g.dep[v] == "acl":
            return g.child(v, "agent") is None
        return g.tag[v] in FINITE_VERB or (g.tag[v] == "VBN" and g.child(v, "aux") is not None)

    def continues(self, v: int) -> bool:
        """Whether a cue goes on with the words of the speaker before it ("adding that")."""
        row = self.cues.verbs.get(self.g.lemma[v])
        return row is not None and row["continues"] == "yes"

    def negated(self, v: int, source: int | None) -> bool:
        """ "did not say", "declined to say", "no one said": nothing is claimed."""
        g = self.g
        if g.negated(v) is not None or (g.dep[v] == "xcomp" and g.lemma[g.head[v]] in REFUSING):
            return True
        return source is not None and (g.lower[source] in ("nobody", "none") or g.negated(source) is not None)

    # -- its edges ------------------------------------------------------------------------

    def is_mark(self, k: int) -> bool:
        """Whether a reporting clause can begin after this token: a comma, a dash, a closing quotation mark."""
        g = self.g
        if self.closes(k):  # after a full stop and its quotation mark a capital begins a new sentence
            return not (g.text[k - 1] == "." and k + 1 < g.n and g.text[k + 1][:1].isupper())
        if g.text[k] == "-":
            return g.start[k] > g.end[k - 1] or (k + 1 < g.n and g.start[k + 1] > g.end[k])
        return g.text[k] in (",", "?", "!") or g.text[k] in DASHES

    def mark_at(self, v: int) -> int:
        """The mark right before a verb, or -1."""
        k = self.back(v)
        return k if k >= 0 and self.is_mark(k) else -1

    def mark_before(self, v: int, s0: int) -> int | None:
        """The mark before "X said", X being what stands between; None where there is none.

        Read off the words: at the end of a long sentence the parse of "..., sources told Xinhua" is often wrong.
        """
        g = self.g
        subjects = self.subjects(v)
        if subjects and subjects[0] < v and (self.mark_at(v) < 0 or subjects[-1] < v):
            subject = subjects[0]
            lo = self.span(subject)[0]
            k = self.back(lo)
            named = g.child(subject, "appos") is not None
            if k >= s0 and self.is_mark(k) and (named or "," not in g.text[lo:subject]):
                return k
            if subject < self.mark_at(v) and any(c > subject for c in g.kids(subject, "relcl", "appos", "acl", "prep")):
                return None  # "Levin, who has left, said"
        k = v - 1
        if k < 0 or g.pos[k] == "CCONJ":
            return None
        while k >= max(s0 - 1, 0):
            if self.is_mark(k):
                return k if k == v - 1 or g.pos[k + 1] not in ("ADP", "CCONJ", "SCONJ") or g.ent[k + 1] else None
            inside = g.tag[k] in ("VBG", "VBN") and g.dep[k] in ("amod", "compound", "acl", "auxpass", "pcomp")
            if k < s0 or (g.is_verb(k) and g.head[k] != v and not inside) or g.lower[k] in OPENERS:
                return None
            k -= 1
        return None

    def left_edge(self, v: int) -> int:
        """First token of a reporting clause: its subject, auxiliaries and verb."""
        g = self.g
        return min([v, *(self.span(c)[0] for c in g.kids(v, "nsubj", "nsubjpass", "aux", "auxpass") if c < v)])

    def right_edge(self, v: int) -> int:
        """End of a reporting clause: what follows the verb and is no content (time, place, addressee, subject)."""
        g, hi = self.g, v + 1
        for c in g.children[v]:
            if c > v and (g.dep[c] in FRAME or (g.dep[c] == "dobj" and g.lemma[v] in TELLING)):
                a, b = self.span(c)
                if a > hi:
                    break
                hi = max(hi, next((k for k in range(a, b) if g.text[k] in (",", ":") or self.opens(k)), b))
        while hi < g.n and (g.ent[hi] in TIMES or (g.lower[hi] == "on" and hi + 1 < g.n and g.ent[hi + 1] == "DATE")):
            hi += 1
        return hi

    def name_end(self, i: int) -> int:
        """End of a noun phrase without relative clauses and appositions."""
        g, hi = self.g, i + 1
        for c in g.kids(i, "prep", "advmod", "compound", "case", "flat", "cc", "conj", "nummod"):
            if i < c <= hi:
                hi = max(hi, self.span(c)[1])
        return hi

    # -- its source -------------------------------------------------------------------------

    def inverted_subject(self, v: int) -> int | None:
        """The noun after a reporting verb, where what is said stands before it ("..., said Haddad")."""
        g = self.g
        if g.tag[v] not in FINITE_VERB and g.tag[v] != "VBN":
            return None
        for c in g.kids(v, *AFTER_VERB):
            if c > v and g.pos[c] in NOMINAL and g.ent[c] not in TIMES:
                return c
        k = v + 1
        while k < g.n and g.pos[k] in NOMINAL and g.pos[k] != "PRON":
            k += 1
        return k - 1 if k > v + 1 and g.pos[k - 1] in ("NOUN", "PROPN") and g.ent[k - 1] not in TIMES else None

    def source(self, v: int, mark: int | None) -> tuple[int | None, list[int]]:
        """Head word of the source of a verb, and who relays it; ``mark`` parts it from a content before it."""
        g = self.g
        q = self.quoting(v)
        if q is not None:
            said, relay = g.child(q, "dobj"), g.subject(q)
            if g.is_passive(q):
                said, relay = relay, self.agent(q) if self.agent(v) is None else self.agent(v)
            return said, [] if relay is None else [relay]
        told = g.child(v, "ccomp") is not None and g.child(v, "auxpass", "nsubjpass") is None
        if g.is_passive(v) and not (g.dep[v] == "acl" and (mark is not None or told)):
            return self.agent(v), []
        own = next((c for c in self.subjects(v) if c < v), None)
        if mark is not None:
            if self.back(v) == mark:
                return self.inverted_subject(v), []
            if own is not None and own > mark:
                return own, []
            nouns = [k for k in range(mark + 1, v) if g.pos[k] in ("NOUN", "PROPN", "PRON")]
            return (nouns[-1] if nouns else None), []
        if own is not None:
            return own, []
        if g.tag[v] in FINITE_VERB and g.dep[v] == "conj":
            h = g.head[v]  # "opposes a bid to join and accuses": the finite verb it is coordinated with
            while g.tag[h] not in FINITE_VERB and g.dep[h] in ("conj", "xcomp", "acl", "dobj", "advcl", "prep", "pobj"):
                h = g.head[h]
            if g.is_verb(h):
                outer = self.outer_verb(v, h)
                return g.subject(h if outer is None else outer), []
        return g.subject(v), []

    def quoting(self, v: int) -> int | None:
        """The verb over "as saying": "quoted X as saying"."""
        g = self.g
        if g.dep[v] != "pcomp" or g.lower[g.head[v]] != "as":
            return None
        q = g.head[g.head[v]]
        return q if g.is_verb(q) and (g.lemma[q] in QUOTING or g.lemma[q] == "report") else None

    def agent(self, v: int) -> int | None:
        return next((x for w, x in self.g.prepositions(v) if w == "by"), None)

    def outer_verb(self, v: int, h: int) -> int | None:
        """The reporting verb over the clause that a second one is coordinated with, where both have one speaker.

        "said that it had named him and confirmed that ...": the tenses part them; "said A and added B": the cue does.
        """
        g, u = self.g, self.g.head[h]
        if g.dep[h] != "ccomp" or u > h or g.kids(v, "aux") or not self.reports(u):
            return None
        return u if g.kids(h, "aux") or self.continues(v) else None

    def find_cuts(self) -> None:
        """Where the content of a verb ends before another reporting verb of the same speaker."""
        g = self.g
        for v in range(g.n):
            if g.dep[v] == "conj" and g.lemma[v] in self.cues.verbs and self.reports(v) and not self.subjects(v):
                u = self.outer_verb(v, g.head[v])
                if u is not None:
                    self.cuts[u] = next((k for k in range(v - 1, u, -1) if g.dep[k] == "cc"), v)
