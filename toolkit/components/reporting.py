"""Who says what: each reporting word with its source's head and the stretches of its content, before anybody is named."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..knowledge import table
from .quotations import paragraph_starts, quotations

FRAME = frozenset(
    {"aux", "auxpass", "neg", "prt", "advmod", "npadvmod", "nsubj", "nsubjpass", "dative", "agent", "expl", "prep"}
)
CONTENT = frozenset({"ccomp", "xcomp"})
EDGE = frozenset({",", ";", ":", ".", "-", "--", "–", "—", "―", "..."})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CONDITIONS = frozenset({"if", "unless", "because", "when", "since", "until", "though", "although", "so", "provided"})
AFTER = frozenset({"nsubj", "nsubjpass", "dobj", "attr", "oprd", "npadvmod", "dep", "appos", "ccomp"})
TELLING = frozenset({"tell", "inform", "brief", "assure", "remind", "notify"})
NAMING = frozenset({"call", "label", "dub", "brand", "term"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
QUOTING = frozenset({"quote", "cite"})
ISSUING = frozenset({"issue", "release", "publish", "make", "give", "send", "write", "post", "broadcast", "circulate"})


@dataclass(slots=True)
class Draft:
    """A statement whose source is known only as the number of its head word."""

    cue: tuple[int, int]
    pieces: list[tuple[int, int]]
    source: int | None
    kind: str
    sense: str  # claim, aim, topic
    negated: bool = False
    direct: bool = False
    head: int = -1  # the cue's own token
    follows: bool = False  # "..., adding that": goes on with the words of the sentence's speaker
    relays: list[int] = field(default_factory=list)


class Cues:
    """The cue lexicon by part of speech, read once."""

    def __init__(self, folder: str | None):
        self.by_pos: dict[str, dict[str, dict[str, str]]] = {"verb": {}, "noun": {}, "adjective": {}, "phrase": {}}
        for row in table("speech", folder):
            self.by_pos[row["pos"]][row["cue"].lower()] = row
        self.verbs, self.nouns, self.adjectives = (self.by_pos[p] for p in ("verb", "noun", "adjective"))
        self.phrases = sorted((tuple(p.split()) for p in self.by_pos["phrase"]), key=len, reverse=True)
        self.stems = frozenset(c.split()[0] for c in self.verbs)
        self.first_words = frozenset(p[0] for p in self.phrases)


class Reading:
    """One Doc while its statements are looked for."""

    def __init__(self, g, cues: Cues, nouns: dict[str, str]):
        self.g, self.cues, self.nouns = g, cues, nouns
        self.begins = paragraph_starts(g)
        self.quotes = quotations(g, self.begins)
        self.quote_at = [None] * g.n
        for q in self.quotes:
            for i in range(q.start, min(q.end, g.n)):
                self.quote_at[i] = q
        self.known: dict[int, tuple[int, int]] = {}
        self.cuts: dict[int, int] = {}  # where the content of a verb ends before another one of the same speaker

    # -- small helpers ----------------------------------------------------------

    def span(self, i: int) -> tuple[int, int]:
        """First token and end of all that hangs on a token."""
        found = self.known.get(i)
        if found is None:
            tree = self.g.subtree(i)
            found = self.known[i] = (tree[0], tree[-1] + 1)
        return found

    def bounds(self, i: int) -> tuple[int, int]:
        return self.g.sentences[self.g.sentence[i]]

    def back(self, i: int) -> int:
        """The token before, white space passed over; -1 at the beginning."""
        i -= 1
        while i >= 0 and self.g.text[i].isspace():
            i -= 1
        return i

    def closes(self, i: int) -> bool:
        q = self.quote_at[i] if i >= 0 else None
        return q is not None and q.end - 1 == i

    def opens(self, i: int) -> bool:
        q = self.quote_at[i] if i < self.g.n else None
        return q is not None and q.start == i

    def trim(self, a: int, b: int) -> tuple[int, int] | None:
        """The stretch without commas, full stops and space at its ends; quotation marks stay with their words."""
        text = self.g.text
        while a < b and (text[a].isspace() or text[a] in EDGE or self.closes(a)):
            a += 1
        while b > a and (text[b - 1].isspace() or text[b - 1] in EDGE or (self.opens(b - 1))):
            b -= 1
        return (a, b) if b > a else None

    def pieces(self, *stretches: tuple[int, int]) -> list[tuple[int, int]]:
        out = [p for p in (self.trim(a, b) for a, b in stretches) if p]
        return sorted(out)

    # -- the reporting clause -----------------------------------------------------

    def cue_of(self, v: int) -> tuple[dict[str, str], int | None] | None:
        """The lexicon row of a verb, and the preposition or particle that is part of it."""
        g, verbs = self.g, self.cues.verbs
        lemma = g.lemma[v]
        if lemma not in self.cues.stems:
            return None
        for c in g.children[v]:
            if c > v and g.dep[c] in ("prep", "prt", "agent", "advmod", "dative"):
                row = verbs.get(f"{lemma} {g.lower[c]}")
                if row and not any(g.ent[d] in ("DATE", "TIME") for d in g.children[c]):
                    return row, c
                for d in g.children[c]:  # "lash out at"
                    if g.dep[d] == "prep" and (row := verbs.get(f"{lemma} {g.lower[c]} {g.lower[d]}")):
                        return row, d
        row = verbs.get(lemma)
        return (row, None) if row else None

    def plain_report(self, v: int) -> bool:
        """Whether a verb can stand in a reporting clause after its content: a finite verb of speech or belief."""
        g = self.g
        row = self.cues.verbs.get(g.lemma[v])
        return bool(row and row["clause"] == "claim" and row["kind"] != "intention") and (
            g.tag[v] in ("VBD", "VBZ", "VBP")
            or (g.tag[v] == "VBN" and g.child(v, "aux") is not None)
            or g.dep[v] == "acl"
        )

    def before_subject(self, v: int, s0: int) -> int | None:
        """The comma, dash or closing quotation mark before "X said", X being what stands between; None where there is none.

        Read off the words: at the end of a long sentence the parse of "..., sources told Xinhua" is often wrong.
        """
        g = self.g
        subject = next((c for c in g.kids(v, "nsubj", "nsubjpass") if c < v), None)
        if subject is not None and (self.mark_before(v) < 0 or not any(c > v for c in g.kids(v, "nsubj", "nsubjpass"))):
            lo = self.span(subject)[0]
            k = self.back(lo)
            named = any(g.dep[c] == "appos" for c in g.children[subject])
            if k >= s0 and self.is_mark(k) and (named or not any(g.text[x] == "," for x in range(lo, subject))):
                return k
            if subject < self.mark_before(v) and any(
                c > subject and g.dep[c] in ("relcl", "appos", "acl", "prep") for c in g.children[subject]
            ):
                return None  # "Han, who has left, said"
        k = v - 1
        if g.pos[k] == "CCONJ":
            return None
        while k >= s0 - 1 and k >= 0:
            if self.is_mark(k):
                return k if k == v - 1 or g.pos[k + 1] not in ("ADP", "CCONJ", "SCONJ") or g.ent[k + 1] else None
            if k < s0 or g.lower[k] in (
                "who",
                "which",
                "that",
                "whom",
                "whose",
                "when",
                "where",
                "while",
                "if",
                "as",
                "because",
            ):
                return None
            if g.pos[k] in ("VERB", "AUX") and g.head[k] != v and g.tag[k] not in ("VBG", "VBN"):
                return None
            k -= 1
        return None

    def left_edge(self, v: int) -> int:
        """First token of a reporting clause: its subject, auxiliaries and verb."""
        g = self.g
        return min([v, *(self.span(c)[0] for c in g.kids(v, "nsubj", "nsubjpass", "aux", "auxpass") if c < v)])

    def mark_before(self, v: int) -> int:
        k = self.back(v)
        return k if k >= 0 and self.is_mark(k) else -1

    def is_mark(self, k: int) -> bool:
        """Whether a reporting clause can begin after this token."""
        if self.closes(k) and k and self.g.text[k - 1] == "." and k + 1 < self.g.n and self.g.text[k + 1][:1].isupper():
            return False  # the sentence ends with the quotation
        return self.g.text[k] in (",", "?", "!", "--", "–", "—", "-") and not self.joins(k) or self.closes(k)

    def joins(self, k: int) -> bool:
        """A hyphen inside a word ("well-informed")."""
        g = self.g
        return g.text[k] == "-" and k > 0 and k + 1 < g.n and g.start[k] == g.end[k - 1] and g.start[k + 1] == g.end[k]

    def right_edge(self, v: int) -> int:
        """End of a reporting clause: what follows the verb and is no content (time, place, addressee, subject)."""
        g, hi = self.g, v + 1
        for c in g.children[v]:
            if c > v and (g.dep[c] in FRAME or (g.dep[c] == "dobj" and g.lemma[v] in TELLING)):
                a, b = self.span(c)
                if a > hi or any(g.text[k] in (",", ":") or self.opens(k) for k in range(hi, a)):
                    break
                stop = next((k for k in range(a, b) if g.text[k] in (",", ":") or self.opens(k)), b)
                hi = max(hi, stop)
        while hi < g.n and (
            g.ent[hi] in ("DATE", "TIME") or (g.lower[hi] == "on" and hi + 1 < g.n and g.ent[hi + 1] == "DATE")
        ):
            hi += 1
        return hi

    def inverted_subject(self, v: int) -> int | None:
        """The noun after a reporting verb, where what is said stands before it ("..., said Awwad")."""
        g = self.g
        if g.tag[v] not in ("VBD", "VBZ", "VBP", "VBN"):
            return None
        for c in g.children[v]:
            if c > v and g.dep[c] in AFTER and g.pos[c] in NOMINAL and g.ent[c] not in ("DATE", "TIME"):
                return c
        k = v + 1
        while k < g.n and g.pos[k] in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
            k += 1
        return (
            k - 1 if k > v + 1 and g.pos[k - 1] in ("NOUN", "PROPN") and g.ent[k - 1] not in ("DATE", "TIME") else None
        )

    def source(self, v: int, mark: int | None) -> tuple[int | None, list[int]]:
        """Head word of the source of a verb, and those who relay it; ``mark`` is what parts it from a content before it."""
        g = self.g
        if g.dep[v] == "pcomp" and g.lower[g.head[v]] == "as":  # "quoted X as saying"
            q = g.head[g.head[v]]
            if g.is_verb(q) and g.lemma[q] in QUOTING | {"report", "describe"}:
                if g.is_passive(q):
                    agent = next((x for w, x in g.prepositions(q) if w == "by"), None)
                    return g.subject(q), [] if agent is None else [agent]
                relay = g.subject(q)
                return g.child(q, "dobj"), [] if relay is None else [relay]
        if g.is_passive(v) and not (mark is not None and g.dep[v] == "acl"):
            return next((x for w, x in g.prepositions(v) if w == "by"), None), []
        if mark is not None:
            if self.back(v) == mark:
                return self.inverted_subject(v), []
            own = g.child(v, "nsubj", "nsubjpass")
            if own is not None and mark < own < v and g.tag[own] not in ("WP", "WDT"):
                return own, []
            nouns = [k for k in range(mark + 1, v) if g.pos[k] in ("NOUN", "PROPN", "PRON")]
            return (nouns[-1] if nouns else None), []
        own = g.child(v, "nsubj", "nsubjpass")
        if own is not None and (g.tag[own] in ("WP", "WDT") or g.lower[own] == "that"):
            return own, []
        if g.tag[v] in ("VBD", "VBZ", "VBP") and g.dep[v] == "conj" and g.child(v, "nsubj", "nsubjpass") is None:
            h = v  # "opposes a bid to join and accuses": the finite verb it is coordinated with
            while g.dep[h] in ("conj", "xcomp", "acl", "dobj", "advcl", "prep", "pobj") and (
                h == v or g.tag[h] not in ("VBD", "VBZ", "VBP")
            ):
                h = g.head[h]
            if g.is_verb(h) and h != v:
                return self.outer_subject(v, h), []
        return g.subject(v), []

    def outer_subject(self, v: int, h: int) -> int | None:
        """ "said his movement had named someone and confirmed that ...": who said also confirmed, where the tenses part."""
        g = self.g
        if (
            g.dep[h] == "ccomp"
            and g.kids(h, "aux")
            and not g.kids(v, "aux")
            and (u := g.head[h]) < h
            and self.plain_report(u)
        ):
            self.cuts[u] = next((k for k in range(v - 1, h, -1) if g.dep[k] == "cc"), v)
            return g.subject(u)
        return g.subject(h)

    # -- content ------------------------------------------------------------------

    def verb(self, v: int) -> Draft | None:
        """The statement that a verb makes, if it makes one."""
        g = self.g
        found = self.cue_of(v)
        if (
            found is None
            or g.dep[v] in ("amod", "compound", "aux", "auxpass")
            or (g.lemma[v] in QUOTING and self.quoting(v))
        ):
            return None
        row, particle = found
        s0, s1 = self.bounds(v)
        hi = self.right_edge(v)
        mark = self.before_subject(v, s0) if self.plain_report(v) else None
        right = self.right_content(v, row, hi, s1)
        left = None
        if mark is not None and not row["clause"]:
            row, particle = self.cues.verbs[g.lemma[v]], None  # "..., he said of the plan"
        if mark is not None and (right is None or right[1] < v or self.closes(mark) or self.closes(mark - 1)):
            left = self.left_content(v, s0, mark, right is None or right[1] < v)
        if left is not None and (right is None or right[0] != "clause"):
            inner = g.child(v, "dobj")  # "On Friday, the army reported progress"
            if (
                inner is not None
                and inner > v
                and g.lemma[v] not in TELLING
                and self.back(v) != mark
                and not self.closes(mark)
                and not self.closes(mark - 1)
            ):
                left = None
        if left is not None and self.back(v) == mark and (subject := self.inverted_subject(v)) is not None:
            hi = max(hi, self.name_end(subject))
        if left is not None:
            stretches, sense = [left], row["clause"]
            rest = self.after_report(v, left, hi, s1)
            if right and right[0] == "clause" and right[1] >= v:
                rest = (max(right[1], hi), right[2])
            if rest:
                stretches.append(rest)
        elif right and not (right[1] < v and right[2] <= v):
            role, a, b = right
            stretches, sense = [(a, b)], row["infinitive" if role == "infinitive" else "clause"]
            if a < v:  # "The visit, he said, would ..."
                stretches = [(a, self.left_edge(v)), (hi, b)]
            elif (
                role == "quote"
                and mark is not None
                and g.text[self.back(a)] == ","
                and a + 1 < g.n
                and g.text[a + 1][:1].islower()
            ):
                first = self.left_content(v, s0, mark, True)  # "When it came, she said, "we were ready" "
                stretches += [first] if first else []
        else:
            mark = None
            stretches = self.object_content(v, row, particle)
            sense = row["object"]
        pieces = self.pieces(*stretches)
        if not pieces or not sense:
            return None
        source, relays = self.source(v, mark if left is not None or pieces[0][0] < v else None)
        if source is not None and (source == v or any(a <= source < b for a, b in pieces)):
            source = None
        end = particle + 1 if particle is not None and particle - v <= 2 else v + 1
        follows = (
            row["continues"] == "yes" and g.tag[v] == "VBG" and g.dep[v] != "pcomp" and g.child(v, "nsubj") is None
        )
        return Draft(
            (v, end),
            pieces,
            source,
            row["kind"],
            sense,
            self.negated(v, source),
            self.is_direct(pieces),
            v,
            follows,
            relays,
        )

    def negated(self, v: int, source: int | None) -> bool:
        """ "did not say", "declined to say", "nobody said": nothing is claimed."""
        g = self.g
        if g.negated(v) is not None or (g.dep[v] == "xcomp" and g.lemma[g.head[v]] in ("decline", "refuse", "fail")):
            return True
        return source is not None and (
            g.lower[source] in ("nobody", "none") or (g.lower[source] == "one" and g.negated(source) is not None)
        )

    def name_end(self, i: int) -> int:
        """End of a noun phrase without relative clauses and appositions."""
        g, hi = self.g, i + 1
        for c in g.children[i]:
            if c > i and c <= hi and g.dep[c] in ("prep", "advmod", "compound", "case", "flat", "cc", "conj", "nummod"):
                hi = max(hi, self.span(c)[1])
        return hi

    def left_content(self, v: int, s0: int, mark: int, alone: bool) -> tuple[int, int] | None:
        """What stands before a reporting clause that follows its content, if it is content."""
        g = self.g
        closing = next((k for k in (mark, self.back(mark)) if k >= 0 and self.closes(k)), None)
        if closing is not None:
            q = self.quote_at[closing]
            if not alone and not any(g.tag[k] in FINITE for k in range(q.start, closing)):
                return None  # "In 'Today', he said that": a title
            if (
                q.start <= s0
                or g.text[self.back(q.start)] == ":"
                or not any(g.is_verb(k) for k in range(s0, q.start))
                or not alone
            ):
                return q.start, closing + 1
            return self.after_dateline(s0, mark), mark
        if not alone:
            return None
        finite = [k for k in range(s0, mark) if g.tag[k] in FINITE]
        if finite and not all(g.dep[k] == "advcl" and g.head[k] == v for k in map(self.clause_of, finite)):
            return self.after_dateline(s0, mark), mark
        # "The visit, he said, would ...": the clause goes on after the reporting clause
        h = g.head[v]
        if (
            h > v
            and g.dep[v] in ("parataxis", "ccomp", "dep")
            and any(s0 <= c < mark and g.dep[c] in ("nsubj", "nsubjpass") for c in g.children[h])
        ):
            return s0, mark
        return None

    def clause_of(self, k: int) -> int:
        """The verb of the clause that an auxiliary belongs to."""
        return self.g.head[k] if self.g.dep[k] in ("aux", "auxpass") else k

    def after_dateline(self, a: int, b: int) -> int:
        """Where the story begins after "SEOUL:" or "BEIJING, Nov. 13 (Xinhua) --"."""
        g = self.g
        if not self.begins[a]:
            return a
        for k in range(a, min(a + 14, b)):
            if (
                g.text[k] in (":", "--", "—", "–", "-")
                and g.text[a].isupper()
                and len(g.text[a]) > 2
                and (g.text[k] != ":" or k - a <= 3)
            ):
                return k + 1
        return a

    def after_report(self, v: int, left: tuple[int, int], hi: int, s1: int) -> tuple[int, int] | None:
        """What goes on after a reporting clause in the middle: a quotation, or what hangs on the words before it."""
        g = self.g
        k = hi
        while k < s1 and (g.text[k].isspace() or g.text[k] in (",", ".", ":", ";", "--", "–", "—")):
            k += 1
        if k >= s1 or (k == hi and not self.opens(k)):
            return None
        if self.opens(k):
            return k, self.quote_at[k].end
        if g.lower[k] in ("and", "but", "or") and k + 1 < s1 and self.opens(k + 1):
            return k, self.quote_at[k + 1].end
        if g.lower[k] in ("in", "at") and k + 1 < s1 and g.lower[k + 1] == "what":
            return k, s1
        if any(self.plain_report(x) and (self.mark_before(x) >= 0 or self.back(x) == k) for x in range(k, s1)) or any(
            self.plain_report(x) and x + 1 < s1 and g.text[x + 1] in (",", ".") for x in range(k, s1)
        ):
            return None  # another reporting clause
        top = k + 1 if g.pos[k] == "CCONJ" and k + 1 < s1 else k
        for h in g.up(top):
            if not hi <= h < s1:
                break
            top = h
        if left[0] <= g.head[top] < left[1] or (g.head[v] == top and g.dep[v] in ("parataxis", "ccomp", "dep")):
            return k, s1
        if (
            g.dep[top] == "conj"
            and g.head[top] == v
            and g.child(top, "nsubj", "nsubjpass") is not None
            and self.cue_of(top) is None
        ):
            return k, s1  # "A, police said, and B"
        return None

    def right_content(self, v: int, row, hi: int, s1: int) -> tuple[str, int, int] | None:
        """The clause, infinitive or quotation that follows a cue: (role, first, end)."""
        g = self.g
        for c in g.children[v]:
            if g.dep[c] in CONTENT and (c > v or self.span(c)[1] > v):
                a, b = self.span(c)
                bare = g.dep[c] == "xcomp" or any(g.tag[x] == "TO" for x in g.kids(c, "aux"))
                bare = bare or (g.tag[c] == "VBG" and g.child(c, "nsubj", "aux") is None)
                role = "infinitive" if bare else "clause"
                if not row[role]:
                    continue
                if role == "infinitive" and (obj := g.child(v, "dobj")) is not None and v < obj < c:
                    a = min(a, self.span(obj)[0])  # "urged Moscow to withdraw"
                elif a > v:
                    a = max(a, min(hi, c))
                    b = max([b, *(self.span(x)[1] for x in g.kids(v, "ccomp") if x > c)])
                if a > v + 1 and self.opens(a - 1):
                    a -= 1
                return role, a, self.content_end(v, a, b, s1)
        if not row["clause"]:
            return None
        k = hi
        while k < g.n and (g.text[k] in (",", ":") or g.text[k].isspace()):
            k += 1
        if k < g.n and self.opens(k) and (k < s1 or g.text[hi] == ":") and not self.plain_report(self.after_quote(k)):
            end = self.quote_at[k].end
            if k > hi or any(g.tag[x] in FINITE for x in range(k, end)):
                return "quote", k, end
        if hi < s1 and g.text[hi] == ":" and k < s1:
            return "quote", k, s1
        if k < s1 and g.lower[k] == "that" and g.dep[k] in ("mark", "nsubj", "det", "pobj", "dobj") and k == hi:
            return "clause", k, s1
        return None

    def after_quote(self, k: int) -> int:
        """The verb of a reporting clause that follows a quotation, else the quotation's first token."""
        g, end = self.g, self.quote_at[k].end
        return next((x for x in range(end, min(end + 12, g.n)) if g.pos[x] == "VERB" and not self.begins[x]), k)

    def content_end(self, v: int, a: int, b: int, s1: int) -> int:
        """Where a content ends: with the quotation that it opens, before a participle that goes on with the speaker's words."""
        g = self.g
        last = self.quote_at[b - 1]
        if last is not None and last.start > v and last.end > b:
            b = last.end
        elif b < g.n and self.closes(b):
            b += 1
        if b < s1 and g.text[b] == ":":
            b = s1
        for c in g.children[v]:  # what the parse hangs on the reporting verb, though it is said
            if c >= b and b <= self.span(c)[0] <= b + 2 and self.span(c)[1] <= s1:
                mark = next((x for x in g.children[c] if g.dep[x] in ("mark", "advmod") and x < c), None)
                if g.dep[c] == "advcl" and mark is not None and g.lower[mark] in CONDITIONS:
                    b = self.span(c)[1]
                elif (
                    g.dep[c] == "conj"
                    and g.child(c, "nsubj", "nsubjpass") is None
                    and g.kids(c, "aux")
                    and self.cue_of(c) is None
                ):
                    b = self.span(c)[1]  # "said they had doubts but could not refuse"
        if v in self.cuts:
            b = min(b, self.cuts[v])
        for k in range(a + 1, min(b, s1)):
            if g.tag[k] == "VBG" and g.text[k - 1] == ",":
                if g.lemma[k] in QUOTING or self.cues.verbs.get(g.lemma[k], {}).get("continues") == "yes":
                    return k - 1
        return b

    def object_content(self, v: int, row, particle: int | None) -> list[tuple[int, int]]:
        """The noun that stands for the content: "announced a visit", "accused it of spying", "called it a mistake"."""
        g = self.g
        if not row["object"]:
            return []
        passive = g.child(v, "nsubjpass")
        obj = g.child(v, "dobj")
        first, end = None, 0
        if particle is not None:
            inner = next(
                (c for c in g.children[particle] if g.dep[c] in ("pobj", "pcomp")),
                obj if g.dep[particle] == "prt" else None,
            )
            if inner is None:
                return []
            first, end = self.span(inner)
        if obj is not None and obj > v and g.dep[obj] == "dobj":
            a, b = self.span(obj)
            if g.pos[obj] == "PRON" and end == 0 and row["cue"] not in NAMING:
                return []
            first, end = (a, max(b, end)) if first is None or a < first else (first, max(b, end))
        if passive is not None and g.tag[passive] not in ("WP", "WDT"):
            return [self.span(passive), (first, end)] if first is not None else [self.span(passive)]
        if first is None:
            clause = g.child(v, "ccomp", "xcomp") if row["cue"] in NAMING else None
            return [] if clause is None else [self.span(clause)]
        for c in g.children[v]:
            if c > v and (
                g.dep[c] in ("oprd", "xcomp") or (g.dep[c] == "prep" and g.lower[c] in ("for", "as", "of", "to"))
            ):
                if self.span(c)[0] <= end + 1:
                    end = max(end, self.span(c)[1])
        if (
            row["object"] == "claim" and end < g.n and g.text[end] == ","
        ):  # "accused it of attacking ..., sending troops"
            c = next(
                (c for c in g.kids(v, "advcl") if c == end + 1 and g.tag[c] == "VBG" and self.cue_of(c) is None), None
            )
            end = self.span(c)[1] if c is not None else end
        return [(first, end)]

    def is_direct(self, pieces) -> bool:
        return bool(pieces) and self.opens(pieces[0][0]) and self.quote_at[pieces[0][0]].end >= pieces[0][1]

    def quoting(self, v: int) -> bool:
        """Whether "quoted X as saying" or "quoting X" leaves the content to another cue."""
        g = self.g
        if any(g.lower[p] == "as" and any(g.dep[c] == "pcomp" for c in g.children[p]) for p in g.kids(v, "prep")):
            return True
        return g.tag[v] == "VBG"

    # -- nouns, phrases, colons -----------------------------------------------------

    def phrase(self, i: int) -> Draft | None:
        """ "according to X": the clause that it stands in."""
        g = self.g
        match = next((p for p in self.cues.phrases if tuple(g.lower[i : i + len(p)]) == p), None)
        if match is None:
            return None
        end = i + len(match)
        last = end - 1
        head = next((c for c in g.children[last] if g.dep[c] in ("pobj", "pcomp") and c > last), None)
        if head is None:
            head = next(
                (k for k in range(end, min(end + 8, g.n)) if g.pos[k] in ("NOUN", "PROPN") and g.dep[k] != "compound"),
                None,
            )
        if head is None:
            return None
        s0, s1 = self.bounds(i)
        a, b = min(i, self.span(i)[0]), max(self.span(head)[1], end)
        b = min(b, s1)
        h = g.head[i]
        clause = next(
            (
                x
                for x in (h, *g.up(h))
                if g.is_verb(x) and g.dep[x] in ("ROOT", "ccomp", "conj", "relcl", "advcl", "parataxis")
            ),
            None,
        )
        lo, hi = s0, s1
        if (
            clause is not None
            and g.dep[clause] in ("ccomp", "conj", "relcl")
            and g.child(clause, "nsubj", "nsubjpass") is not None
        ):
            x, y = self.span(clause)
            if any(x <= k < y for k in (a - 1, b)):
                lo, hi = x, y
        if b >= hi - 1 or not any(g.is_verb(k) for k in range(b, hi)):
            stretches = [(self.after_dateline(lo, a), a)]
        elif a <= lo:
            stretches = [(b, hi)]
        else:
            stretches = [(self.after_dateline(lo, a), a), (b, hi)]
        first = stretches[0]
        inner = self.back(first[1])
        inner = self.back(inner) if inner >= 0 and self.g.text[inner] == "," else inner
        if self.closes(inner) and self.quote_at[inner].start < first[0]:
            stretches[0] = (self.quote_at[inner].start, first[1])
        pieces = self.pieces(*stretches)
        if not pieces:
            return None
        return Draft((i, end), pieces, head, "speech", "claim", False, self.is_direct(pieces), i)

    def noun(self, i: int) -> Draft | None:
        """ "the claim that ...", "its call for ...": only where somebody's name stands with it."""
        g = self.g
        row = self.cues.nouns.get(g.lemma[i])
        clause = next(
            (
                c
                for c in g.kids(i, "acl", "ccomp", "relcl")
                if c > i and any(g.lower[x] == "that" and g.dep[x] == "mark" for x in g.children[c])
            ),
            None,
        )
        infinitive = next(
            (c for c in g.kids(i, "acl") if c > i and any(g.tag[x] == "TO" for x in g.kids(c, "aux"))), None
        )
        if row and clause is not None and row["clause"]:
            content, sense = self.span(clause), row["clause"]
        elif row and infinitive is not None and row["infinitive"]:
            content, sense = self.span(infinitive), row["infinitive"]
        else:
            return None
        owner = self.owner(i)
        pieces = self.pieces(content)
        return (
            Draft((i, i + 1), pieces, owner, row["kind"], sense, g.negated(i) is not None, False, i) if pieces else None
        )

    def owner(self, i: int) -> int | None:
        """Whose claim, statement or call it is: "Moscow's", "by the ministry", or who makes it."""
        g = self.g
        poss = g.child(i, "poss")
        if poss is not None:
            return poss
        for w, x in g.prepositions(i):
            if w in ("by", "from"):
                return x
        for c in g.kids(i, "acl"):
            if g.tag[c] == "VBN":
                for w, x in g.prepositions(c):
                    if w == "by":
                        return x
        if (
            g.dep[i] in ("dobj", "attr")
            and g.is_verb(g.head[i])
            and g.lemma[g.head[i]] not in ("reject", "deny", "dismiss", "refute", "accept", "hear", "be")
        ):
            return g.subject(g.head[i])
        return None

    def adjective(self, i: int) -> Draft | None:
        """ "is confident that", "is willing to"."""
        g = self.g
        row = self.cues.adjectives.get(g.lower[i])
        if not row or g.dep[i] != "acomp":
            return None
        for c in g.kids(i, "ccomp", "xcomp"):
            role = "infinitive" if any(g.tag[x] == "TO" for x in g.kids(c, "aux")) else "clause"
            if row[role] and c > i:
                pieces = self.pieces(self.span(c))
                if pieces:
                    return Draft(
                        (i, i + 1),
                        pieces,
                        g.subject(g.head[i]),
                        row["kind"],
                        row[role],
                        g.negated(g.head[i]) is not None,
                        False,
                        i,
                    )
        return None

    def typography(self) -> list[Draft]:
        """What a colon or a dash credits: "Minister: no talks", "Talks are off: official", a quotation and " - Name"."""
        g, out = self.g, []
        firsts = [i for i in range(g.n) if self.begins[i]]
        for first, after in zip(firsts, [*firsts[1:], g.n], strict=True):
            end = after
            while end > first and g.text[end - 1].isspace():
                end -= 1
            start = first + 1 if self.opens(first) and self.quote_at[first].end > end else first
            colon = next((k for k in range(start + 1, min(start + 8, end - 1)) if g.text[k] == ":"), None)
            if (
                colon is not None
                and self.names_source(start, colon)
                and not (first == firsts[0] and g.ent[start] == "GPE")
            ):
                pieces = self.pieces((colon + 1, end))
                if pieces:
                    out.append(
                        Draft(
                            (colon, colon + 1),
                            pieces,
                            self.last_noun(start, colon),
                            "speech",
                            "claim",
                            False,
                            self.is_direct(pieces),
                            colon,
                        )
                    )
                continue
            colon = next((k for k in range(end - 2, max(start, end - 9), -1) if g.text[k] == ":"), None)
            if colon is not None and g.text[end - 1] not in (".", "?", "!") and self.names_source(colon + 1, end):
                if any(g.is_verb(k) for k in range(start, colon)):
                    out.append(
                        Draft(
                            (colon, colon + 1),
                            self.pieces((start, colon)),
                            self.last_noun(colon + 1, end),
                            "speech",
                            "claim",
                            False,
                            False,
                            colon,
                        )
                    )
                continue
            if self.opens(first) and (q := self.quote_at[first]).end < end - 1 and end - q.end < 20:
                dash = q.end
                name = next((k for k in range(dash + 1, end) if g.pos[k] == "PROPN"), None)
                if (
                    g.text[dash] in ("-", "--", "–", "—", "―")
                    and name is not None
                    and not any(g.tag[k] in FINITE for k in range(dash, end))
                ):
                    while name + 1 < end and g.pos[name + 1] == "PROPN":
                        name += 1
                    out.append(Draft((dash, dash + 1), [(q.start, q.end)], name, "speech", "claim", False, True, dash))
        return out

    def names_source(self, a: int, b: int) -> bool:
        """Whether the words before or after a colon can be somebody who speaks."""
        g = self.g
        if b <= a or any(
            g.pos[k] in ("VERB", "AUX", "NUM", "PUNCT") and g.text[k] not in (".", "-", "'s") for k in range(a, b)
        ):
            return False
        k = self.last_noun(a, b)
        return k is not None and (
            g.ent[k] in ("PERSON", "ORG", "NORP") or g.lemma[k] in self.nouns or g.text[k].isupper()
        )

    def last_noun(self, a: int, b: int) -> int | None:
        return next((k for k in range(b - 1, a - 1, -1) if self.g.pos[k] in ("NOUN", "PROPN")), None)

    def drafts(self) -> list[Draft]:
        """Every reporting word of the Doc with its content, in order."""
        g, cues, out = self.g, self.cues, []
        for i in range(g.n):
            pos = g.pos[i]
            if pos == "VERB" or (pos == "AUX" and g.lemma[i] in ("say", "tell")):
                if g.lemma[i] == "accord":
                    continue
                if (d := self.verb(i)) is not None:
                    out.append(d)
            elif pos == "NOUN" and g.lemma[i] in cues.nouns:
                if (d := self.noun(i)) is not None:
                    out.append(d)
            elif pos == "ADJ" and g.lower[i] in cues.adjectives and (d := self.adjective(i)) is not None:
                out.append(d)
        for i in range(g.n):
            if g.lower[i] in cues.first_words and (d := self.phrase(i)) is not None:
                out.append(d)
        return sorted([*out, *self.typography()], key=lambda d: d.head)
