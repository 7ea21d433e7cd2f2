"""Every way of crediting words: verbs, nouns ("the claim that"), phrases ("according to"), colons and dashes."""

from __future__ import annotations

from .contents import Contents
from .quotations import MARKS
from .speech import DASHES, FINITE, Draft

CLAUSES = frozenset({"ROOT", "ccomp", "conj", "relcl", "advcl", "parataxis"})
MAKING = frozenset({"make", "give", "issue", "express", "voice", "have", "hold", "repeat", "reiterate", "convey"})


class Reading(Contents):
    """One Doc while its statements are looked for."""

    def drafts(self) -> list[Draft]:
        """Every reporting word of the Doc with its content, in order."""
        g, cues, out = self.g, self.cues, self.typography()
        for i in range(g.n):
            pos = g.pos[i]
            if g.lower[i] in cues.first_words and (found := self.phrase(i)):
                out.append(found)
            elif pos == "VERB" or (pos == "AUX" and g.lemma[i] == "say"):
                out.append(self.verb(i))
            elif pos == "NOUN" and g.lemma[i] in cues.nouns:
                out.append(self.noun(i))
        return sorted((d for d in out if d is not None), key=lambda d: d.head)

    # -- "according to" ---------------------------------------------------------------------

    def phrase(self, i: int) -> Draft | None:
        """ "according to X": the clause that it stands in, without the phrase itself."""
        g = self.g
        words = next((p for p in self.cues.phrases if tuple(g.lower[i : i + len(p)]) == p), None)
        if words is None:
            return None
        end = i + len(words)
        s0, s1 = g.sentences[g.sentence[i]]
        head = self.after_preposition(end, s1)
        if head is None:
            return None
        a, b = min(i, self.span(i)[0]), min(max(self.span(head)[1], end), s1)
        lo, hi = s0, s1
        clause = next((x for x in g.up(i) if g.is_verb(x) and g.dep[x] in CLAUSES), None)
        if clause is not None and g.dep[clause] in ("ccomp", "conj", "relcl") and self.subjects(clause):
            x, y = self.span(clause)
            if (x <= a - 1 < y or x <= b < y) and (b < s1 - 1 or g.dep[clause] == "conj"):
                lo, hi = x, y
        lo = self.after_dateline(lo, a)
        closing = next((k for k in (self.back(a), self.back(self.back(a))) if self.closes(k)), None)
        if a > s0 and closing is not None and self.quote_at[closing].start < lo:
            lo = self.quote_at[closing].start
        goes_on = b < hi - 1 and any(g.is_verb(k) for k in range(b, hi))
        return self.draft(i, [(lo, a), (b, hi)] if goes_on else [(lo, a)], head, end)

    def after_preposition(self, k: int, s1: int) -> int | None:
        """Head of the noun phrase that begins at a token: by the parse, else the last noun before it breaks off."""
        g = self.g
        head = next((c for c in g.children[k - 1] if c >= k and g.dep[c] in ("pobj", "pcomp")), None)
        if head is not None and not (head + 1 < s1 and g.text[head + 1] == "-"):
            return head
        last = None
        while k < s1 and g.text[k] not in (",", ".") and g.pos[k] not in ("VERB", "AUX", "ADP"):
            last = k if g.pos[k] in ("NOUN", "PROPN") else last
            k += 1
        return last

    # -- nouns ----------------------------------------------------------------------------

    def noun(self, i: int) -> Draft | None:
        """ "the claim that ...", "its call to ...": only where somebody's name stands with it."""
        g, row = self.g, self.cues.nouns[self.g.lemma[i]]
        for c in g.kids(i, "acl", "ccomp", "relcl"):
            that = any(g.lower[x] == "that" for x in g.kids(c, "mark"))
            sense = (
                row["clause"] if that else row["infinitive"] if any(g.tag[x] == "TO" for x in g.kids(c, "aux")) else ""
            )
            if c > i and sense and (owner := self.owner(i)) is not None:
                return self.draft(
                    i, [self.span(c)], owner, kind=row["kind"], sense=sense, negated=g.negated(i) is not None
                )
        return None

    def owner(self, i: int) -> int | None:
        """Whose claim, statement or call it is: "Moscow's", "by the ministry", or who makes it."""
        g = self.g
        owner = g.child(i, "poss")
        if owner is None:
            owner = next((x for w, x in g.prepositions(i) if w in ("by", "from")), None)
        if owner is None:
            owner = next((x for c in g.kids(i, "acl") if g.tag[c] == "VBN" and (x := self.agent(c)) is not None), None)
        h = g.head[i]
        if owner is None and g.dep[i] == "dobj" and g.is_verb(h) and g.lemma[h] in MAKING:
            owner = g.subject(h)
        return owner

    # -- colons and dashes --------------------------------------------------------------------

    def typography(self) -> list[Draft | None]:
        """What a colon or a dash credits: "Minister: no talks", "Talks are off: official", a quotation "- Name"."""
        g, out = self.g, []
        firsts = [i for i in range(g.n) if self.begins[i]]
        for first, after in zip(firsts, [*firsts[1:], g.n], strict=False):
            end = self.back(after) + 1
            goes_on = g.text[first] in MARKS and (q := self.quote_at[first]) is not None and q.end > end
            start = first + 1 if goes_on else first  # a transcript, each paragraph of it opened anew
            colons = [k for k in range(start + 1, end - 1) if g.text[k] == ":"]
            capitals = g.text[start].isupper() and len(g.text[start]) > 5  # "MUNICH:", which the model may not know
            place = g.ent[start] == "GPE" and (g.text[start].isupper() or end - first > 25)
            dateline = first == firsts[0] and (place or capitals)
            if colons and colons[0] < start + 8 and not dateline and self.speaker(start, colons[0]) is not None:
                k = colons[0]
                out.append(self.draft(k, [(k + 1, end)], self.speaker(start, k)))
            elif colons and colons[-1] > end - 9 and g.text[end - 1] not in (".", "?", "!", '"', "”"):
                k = colons[-1]
                if (source := self.speaker(k + 1, end)) is not None and any(g.is_verb(x) for x in range(start, k)):
                    out.append(self.draft(k, [(start, k)], source))
            elif self.opens(first) and (k := self.quote_at[first].end) < end - 1 < k + 20 and g.text[k] in DASHES:
                names = [x for x in range(k, end) if g.pos[x] == "PROPN" and g.pos[min(x + 1, end - 1)] != "PROPN"]
                if names and not any(g.tag[x] in FINITE for x in range(k, end)):
                    out.append(self.draft(k, [(first, k)], names[0]))
        return out

    def speaker(self, a: int, b: int) -> int | None:
        """The last noun beside a colon, where the words there can be somebody who speaks."""
        g = self.g
        if any(g.pos[k] in ("VERB", "AUX", "NUM", "PUNCT") and g.text[k] not in (".", "-", "'s") for k in range(a, b)):
            return None
        k = next(
            (k for k in range(b - 1, a - 1, -1) if g.pos[k] in ("NOUN", "PROPN") or g.lower[k] in self.nouns), None
        )
        if k is None or self.nouns.get(g.lower[k]) == "desk":
            return None
        return k if g.ent[k] in ("PERSON", "ORG", "NORP") or g.lemma[k] in self.nouns or g.text[k].isupper() else None
