"""Who says what: each reporting word with its source's head and the stretches of its content, before anybody is named."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..knowledge import table
from .quotations import paragraph_starts, quotations

FRAME = frozenset(
    {"aux", "auxpass", "neg", "prt", "advmod", "npadvmod", "nsubj", "nsubjpass", "dative", "agent", "expl", "prep"}
)
CONTENT = frozenset({"ccomp", "xcomp"})
EDGE = frozenset({",", ";", ":", ".", "-", "--", "–", "—", "..."})
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
        self.first_words = frozenset(p[0] for p in self.phrases)


class Reading:
    """One Doc while its statements are looked for."""

    def __init__(self, g, cues: Cues):
        self.g, self.cues = g, cues
        self.begins = paragraph_starts(g)
        self.quotes = quotations(g, self.begins)
        self.quote_at = [None] * g.n
        for q in self.quotes:
            for i in range(q.start, min(q.end, g.n)):
                self.quote_at[i] = q
        self.spans: dict[int, tuple[int, int]] = {}

    # -- small helpers ----------------------------------------------------------

    def span(self, i: int) -> tuple[int, int]:
        """First token and end of all that hangs on a token."""
        found = self.spans.get(i)
        if found is None:
            tree = self.g.subtree(i)
            found = self.spans[i] = (tree[0], tree[-1] + 1)
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
        for c in g.children[v]:
            if c > v and g.dep[c] in ("prep", "prt", "agent", "advmod", "dative"):
                row = verbs.get(f"{g.lemma[v]} {g.lower[c]}")
                if row:
                    return row, c
                for d in g.children[c]:  # "lash out at"
                    if g.dep[d] == "prep" and (row := verbs.get(f"{g.lemma[v]} {g.lower[c]} {g.lower[d]}")):
                        return row, d
        row = verbs.get(g.lemma[v])
        return (row, None) if row else None

    def left_edge(self, v: int) -> int:
        """First token of a reporting clause: its verb, auxiliaries and the subject before it."""
        g, lo = self.g, v
        for c in g.children[v]:
            if c < v and g.dep[c] in ("aux", "auxpass", "neg", "nsubj", "nsubjpass", "expl", "advmod"):
                a, b = self.span(c)
                if b > v:
                    continue
                for k in range(b - 1, a - 1, -1):  # a parse that draws the quotation into the subject
                    if self.closes(k) and self.quote_at[k].start < lo and (k + 1 == b or self.quote_at[k].start <= a):
                        a = k + 1
                        break
                lo = min(lo, a)
        return lo

    def right_edge(self, v: int) -> int:
        """End of a reporting clause: what follows the verb and is no content (time, place, addressee, subject)."""
        g, hi = self.g, v + 1
        for c in g.children[v]:
            if (
                c > v
                and c >= hi
                and (g.dep[c] in FRAME or (g.dep[c] == "dobj" and g.lemma[v] in ("tell", "inform", "brief")))
            ):
                a, b = self.span(c)
                if any(g.text[k] in (",", ":") or self.opens(k) for k in range(hi, a)):
                    break
                hi = max(hi, b)
        return hi

    def inverted_subject(self, v: int) -> int | None:
        """The noun after a reporting verb, where what is said stands before it ("..., said Awwad")."""
        g = self.g
        if g.tag[v] not in ("VBD", "VBZ", "VBP", "VBN"):
            return None
        for c in g.children[v]:
            if (
                c > v
                and g.dep[c] in ("nsubj", "nsubjpass", "dobj", "attr", "oprd", "npadvmod", "dep", "appos", "ccomp")
                and g.pos[c] in NOMINAL
            ):
                if g.dep[c] != "npadvmod" or g.ent[c] not in ("DATE", "TIME"):
                    return c
        return None

    def source(self, v: int, inverted: bool) -> tuple[int | None, list[int]]:
        """Head word of the source of a verb, and those who relay it."""
        g = self.g
        if g.dep[v] == "pcomp" and g.lower[g.head[v]] == "as":  # "quoted X as saying"
            q = g.head[g.head[v]]
            if g.is_verb(q) and g.lemma[q] in QUOTING | {"report", "describe"}:
                if g.is_passive(q):
                    agent = next((x for w, x in g.prepositions(q) if w == "by"), None)
                    return g.subject(q), [] if agent is None else [agent]
                said = g.child(q, "dobj")
                relay = g.subject(q)
                return said, [] if relay is None else [relay]
        if g.is_passive(v):
            return next((x for w, x in g.prepositions(v) if w == "by"), None), []
        if inverted:
            after = self.inverted_subject(v)
            if after is not None:
                return after, []
        return g.subject(v), []

    # -- content ------------------------------------------------------------------

    def verb(self, v: int) -> list[Draft]:
        g = self.g
        found = self.cue_of(v)
        if found is None:
            return []
        row, particle = found
        if g.dep[v] in ("amod", "compound", "aux", "auxpass") or (g.lemma[v] in QUOTING and self.quoting(v)):
            return []
        s0, s1 = self.bounds(v)
        own = g.child(v, "nsubj", "nsubjpass", "csubj", "expl")
        lo, hi = self.left_edge(v), self.right_edge(v)
        before = self.back(lo)
        left = None
        if (
            row["clause"]
            and before >= s0
            and (g.text[before] in (",", "?", "!", "--", "–", "—", "-") or self.closes(before))
            and g.tag[v] != "VBG"
        ):
            left = self.left_content(v, s0, before)
        elif (
            row["clause"]
            and before < s0
            and before >= 0
            and self.closes(before)
            and not self.begins[lo]
            and g.tag[v] != "VBG"
        ):
            left = (self.quote_at[before].start, before + 1)  # the parser began a sentence with the reporting clause
        inverted = left is not None and (own is None or own > v)
        if inverted:
            subject = self.inverted_subject(v)
            if subject is not None:
                hi = max(hi, self.name_end(subject))
        right = self.right_content(v, row, hi, s1, left is not None)
        kind, sense = row["kind"], ""
        if left is not None:
            stretches = [left]
            sense = row["clause"]
            rest = self.after_report(v, left, hi, s1)
            if right and right[0] == "clause" and (self.closes(before) or right[1] < lo):
                rest = (max(right[1], hi), right[2])
            if rest:
                stretches.append(rest)
        elif right:
            role, a, b = right
            stretches, sense = [(a, b)], row["clause" if role in ("clause", "quote") else role]
            if a < lo and b > hi:  # "The visit, he said, would ..."
                stretches = [(a, lo), (hi, b)]
        else:
            obj = self.object_content(v, row, particle)
            if obj is None:
                return []
            stretches, sense = [obj], row["object"]
        source, relays = self.source(v, inverted)
        if source is not None and (any(a <= source < b for a, b in stretches) or source == v):
            source = None if left is None else self.inverted_subject(v)
        pieces = self.pieces(*stretches)
        if not pieces or not sense:
            return []
        cue = (v, particle + 1 if particle is not None and particle - v <= 2 else v + 1)
        negated = g.negated(v) is not None and g.lemma[v] not in ("deny",)
        up = g.head[v] if g.dep[v] == "xcomp" else None
        if up is not None and g.lemma[up] in ("decline", "refuse", "fail"):
            negated = True
        if (
            source is not None
            and g.lower[source] in ("nobody", "none")
            or (source is not None and g.lower[source] == "one" and g.negated(source) is not None)
        ):
            negated = True
        follows = row["continues"] == "yes" and g.tag[v] == "VBG" and own is None and g.dep[v] != "pcomp"
        return [Draft(cue, pieces, source, kind, sense, negated, self.is_direct(pieces), v, follows, relays)]

    def name_end(self, i: int) -> int:
        """End of a noun phrase without relative clauses and appositions."""
        g, hi = self.g, i + 1
        for c in g.children[i]:
            if c > i and c <= hi and g.dep[c] in ("prep", "advmod", "compound", "case", "flat", "cc", "conj", "nummod"):
                hi = max(hi, self.span(c)[1])
        return hi

    def left_content(self, v: int, s0: int, before: int) -> tuple[int, int] | None:
        """What stands before a reporting clause that follows its content, if it is content."""
        g = self.g
        if self.closes(before):
            q = self.quote_at[before]
            if q.start <= s0 or not any(g.is_verb(k) for k in range(s0, q.start)):
                return q.start, before + 1
            return s0, before + 1
        inner = self.back(before)
        if self.closes(inner) and self.quote_at[inner].start <= s0:
            return self.quote_at[inner].start, inner + 1
        for k in range(s0, before):
            h = g.head[k]
            if not (s0 <= h < before) and g.is_verb(k) and g.dep[k] != "advcl":
                return self.after_dateline(s0, before), before
            if h == v and g.dep[k] in CONTENT:
                return self.after_dateline(s0, before), before
            if g.dep[v] in ("parataxis", "ccomp") and h == k:
                return self.after_dateline(s0, before), before
        # "The visit, he said, would ...": the clause goes on after the reporting clause
        h = g.head[v]
        if (
            h > v
            and g.dep[v] in ("parataxis", "ccomp", "dep")
            and any(s0 <= c < before and g.dep[c] in ("nsubj", "nsubjpass") for c in g.children[h])
        ):
            return s0, before
        return None

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
        if g.lower[k] in ("in", "at", "during", "after") and k + 1 < s1 and g.lower[k + 1] in ("what", "which"):
            return k, s1
        top = k
        for h in g.up(k):
            if not hi <= h < s1:
                break
            top = h
        if left[0] <= g.head[top] < left[1] or (g.head[v] == top and g.dep[v] in ("parataxis", "ccomp", "dep")):
            return k, s1
        return None

    def right_content(self, v: int, row, hi: int, s1: int, has_left: bool) -> tuple[str, int, int] | None:
        """The clause, infinitive or quotation that follows a cue: (role, first, end)."""
        g = self.g
        for c in g.children[v]:
            if c > v and g.dep[c] in CONTENT and (g.is_verb(c) or g.dep[c] == "ccomp"):
                a, b = self.span(c)
                bare = (
                    g.dep[c] == "xcomp"
                    or any(g.tag[x] == "TO" for x in g.kids(c, "aux"))
                    or (g.tag[c] == "VBG" and g.child(c, "nsubj", "aux") is None)
                )
                role = "infinitive" if bare else "clause"
                if not row[role] and not (role == "clause" and self.opens(max(a, hi))):
                    continue
                if (
                    role == "infinitive"
                    and a > v
                    and (obj := g.child(v, "dobj")) is not None
                    and obj < c
                    and row["infinitive"]
                ):
                    a = min(a, self.span(obj)[0]) if g.lemma[v] in ("want", "expect", "believe", "need", "like") else a
                return role, a, self.content_end(v, a, b, s1)
        k = hi
        while k < s1 and g.text[k] in (",", ":"):
            k += 1
        if row["clause"] and k < g.n:
            if self.opens(k):
                return "quote", k, self.quote_at[k].end
            if g.text[hi : hi + 1] == [":"] and k < s1 and not has_left:
                return "quote", k, s1
            if (
                k < s1
                and g.lower[k] == "that"
                and not has_left
                and g.dep[k] in ("mark", "nsubj", "det", "pobj", "dobj")
            ):
                return "clause", k, s1
            nxt = k
            while nxt < g.n and g.text[nxt].isspace():
                nxt += 1
            if g.text[hi : hi + 1] == [":"] and nxt < g.n and self.opens(nxt) and not has_left:
                return "quote", nxt, self.quote_at[nxt].end
        return None

    def content_end(self, v: int, a: int, b: int, s1: int) -> int:
        """A content that opens a quotation ends with it; a participle that goes on with the speaker's words ends the content."""
        g = self.g
        q = next((self.quote_at[k] for k in range(a, b) if self.opens(k)), None)
        last = self.quote_at[b - 1]
        if last is not None and last.start > v and last.end > b:
            b = last.end
        elif q is not None and b < g.n and self.closes(b):
            b += 1
        for k in range(a + 1, min(b, s1)):
            if (
                g.tag[k] == "VBG"
                and g.text[k - 1] == ","
                and (g.lemma[k] in QUOTING or self.cues.verbs.get(g.lemma[k], {}).get("continues") == "yes")
            ):
                return k - 1
        return b

    def object_content(self, v: int, row, particle: int | None) -> tuple[int, int] | None:
        if not row["object"]:
            return None
        g = self.g
        if particle is not None:
            inner = next((c for c in g.children[particle] if g.dep[c] in ("pobj", "pcomp")), None)
            if inner is None and g.dep[particle] == "prt":
                inner = g.child(v, "dobj")
        else:
            inner = g.child(v, "nsubjpass") if g.child(v, "nsubjpass") is not None else g.child(v, "dobj")
        if inner is None or g.pos[inner] == "PRON":
            return None
        return self.span(inner)

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

    def drafts(self) -> list[Draft]:
        """Every reporting word of the Doc with its content, in order."""
        g, cues, out = self.g, self.cues, []
        for i in range(g.n):
            pos = g.pos[i]
            if pos == "VERB" or (pos == "AUX" and g.lemma[i] in ("say", "tell")):
                if g.lemma[i] == "accord":
                    continue
                out.extend(self.verb(i))
            elif pos == "NOUN" and g.lemma[i] in cues.nouns:
                if (d := self.noun(i)) is not None:
                    out.append(d)
            elif pos == "ADJ" and g.lower[i] in cues.adjectives and (d := self.adjective(i)) is not None:
                out.append(d)
        for i in range(g.n):
            if g.lower[i] in cues.first_words and (d := self.phrase(i)) is not None:
                out.append(d)
        return sorted(out, key=lambda d: d.head)
