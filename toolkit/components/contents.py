"""What is said: the stretches of a Doc that hang on a reporting verb."""

from __future__ import annotations

from .speech import DASHES, FINITE, QUOTING, TELLING, Clauses, Draft

CONDITIONS = frozenset({"if", "unless", "because", "when", "since", "until", "though", "although", "so", "provided"})
NAMING = frozenset({"call", "label", "dub", "brand", "term"})
PLAIN = frozenset({"say", "add"})
BESIDE = frozenset({"who", "which", "where", "as", "while", "after", "before", "amid", "with", "without", "despite"})
NO_CUE = frozenset({"amod", "compound", "aux", "auxpass"})
EARLIER = frozenset({"after", "before", "since", "until"})


class Contents(Clauses):
    """One Doc while the contents of its reporting verbs are looked for."""

    def verb(self, v: int) -> Draft | None:
        """The statement that a verb makes, if it makes one."""
        g = self.g
        found = self.cue_of(v)
        if found is None or g.dep[v] in NO_CUE or (g.lemma[v] in QUOTING and self.hands_on(v)):
            return None
        row, particle = found
        s0, s1 = g.sentences[g.sentence[v]]
        hi = self.right_edge(v)
        quoted = self.quoting(v)
        mark = self.mark_before(v if quoted is None else quoted, s0) if self.reports(v) or quoted is not None else None
        if mark is not None and not row["clause"]:
            row, particle = self.cues.verbs[g.lemma[v]], None  # "..., he said of the plan"
        right = self.right_content(v, row, hi, s1)
        after = right is not None and right[1] >= v
        left = self.left_content(v, s0, mark, not after) if mark is not None else None
        inserted = (
            left is None and mark is not None and mark > s0 and hi < s1 and g.text[hi] == "," and g.dep[v] != "acl"
        )
        if inserted and self.back(v) != mark and any(g.tag[k] in FINITE for k in range(hi, s1)):
            left, right, after = (s0, mark + 1), ("clause", hi, s1), True  # "In Paris, he said, they would meet"
        if left is not None and not after and self.takes_object(v, mark):
            left = None
        sense = row["clause"]
        if left is not None:
            if self.back(v) == mark and (subject := self.inverted_subject(v)) is not None:
                hi = max(hi, self.name_end(subject))
            rest = self.after_report(v, left, hi, s1)
            if after and right[0] == "clause":
                rest = (max(right[1], hi), right[2])
            stretches = [left, rest] if rest else [left]
        elif right is not None and right[2] > v:
            role, a, b = right
            stretches, sense = [(a, b)], row["infinitive" if role == "infinitive" else "clause"]
            if a < v:  # "The visit, he said, would ..."
                stretches = [(a, self.left_edge(v)), (hi, b)]
            elif role == "quote" and mark is not None and g.text[self.back(a)] == "," and g.text[a + 1][:1].islower():
                first = self.left_content(v, s0, mark, True)  # "When it came, she said, "we were ready" "
                stretches += [first] if first else []
            mark = mark if stretches[-1][0] < v or a < v else None
        else:
            stretches, sense, mark = self.object_content(v, row, particle), row["object"], None
            if not sense and self.hidden_clause(v, hi, s1):
                stretches, sense = [(hi, s1)], "claim"
        source, relays = self.source(v, mark)
        if source is not None and (source == v or any(a <= source < b for a, b in stretches)):
            source = None
        follows = self.continues(v) and g.tag[v] == "VBG" and g.dep[v] != "pcomp" and not self.subjects(v)
        more = {"sense": sense, "negated": self.negated(v, source), "follows": follows, "relays": relays}
        end = v + 2 if particle == v + 1 else v + 1
        return self.draft(v, stretches, source, end, kind=row["kind"], **more) if sense else None

    def hands_on(self, v: int) -> bool:
        """Whether "quoted X as saying" or "quoting X" leaves the content to another cue."""
        g = self.g
        return g.tag[v] == "VBG" or any(
            g.lower[p] == "as" and g.child(p, "pcomp") is not None for p in g.kids(v, "prep")
        )

    def takes_object(self, v: int, mark: int) -> bool:
        """ "On Friday, which was a holiday, the army reported progress": what stands before is no content."""
        g, quoted = self.g, self.closes(mark) or self.closes(self.back(mark))
        obj = g.child(v, "dobj")
        return obj is not None and obj > v and g.lemma[v] not in TELLING and self.back(v) != mark and not quoted

    def hidden_clause(self, v: int, hi: int, s1: int) -> bool:
        """ "He said repairs of the bridge had begun": a clause that the parse takes for a noun."""
        g, plain = self.g, self.g.lemma[v] in PLAIN and self.reports(v) and self.subjects(v)
        return bool(plain) and g.text[min(hi, s1 - 1)] != "," and any(g.tag[k] in FINITE for k in range(hi, s1))

    # -- before the reporting clause -----------------------------------------------------

    def left_content(self, v: int, s0: int, mark: int, alone: bool) -> tuple[int, int] | None:
        """What stands before a reporting clause, if it is content; ``alone``: nothing after the clause could be."""
        g = self.g
        closing = next((k for k in (mark, self.back(mark)) if self.closes(k)), None)
        if closing is not None:
            q = self.quote_at[closing]
            if not alone and not any(g.tag[k] in FINITE for k in range(q.start, closing)):
                return None  # "In 'Today', he said that": a title
            prefaced = not alone or g.text[self.back(q.start)] == ":"
            if prefaced or q.start <= s0 or not any(g.is_verb(k) for k in range(s0, q.start)):
                return q.start, closing + 1
            return self.after_dateline(s0, mark), closing + 1
        if not alone or any(g.lower[c] in EARLIER for c in g.kids(v, "mark")):
            return None  # "he left, a day after he briefed her on it": what he did is not what he said
        finite = [g.head[k] if g.dep[k] in ("aux", "auxpass") else k for k in range(s0, mark) if g.tag[k] in FINITE]
        told = any(c < mark for c in g.kids(v, "ccomp"))
        if told or (finite and not all(g.dep[k] == "advcl" and g.head[k] == v for k in finite)):
            return self.after_dateline(s0, mark), mark
        h = g.head[v]  # "The visit, he said, would ...": the clause goes on after the reporting clause
        inserted = h > v and g.dep[v] in ("parataxis", "ccomp", "dep")
        return (s0, mark + 1) if inserted and any(s0 <= c < mark for c in self.subjects(h)) else None

    def after_dateline(self, a: int, b: int) -> int:
        """Where the story begins after "SEOUL:" or "BEIJING, Nov. 13 (Xinhua) --"."""
        text = self.g.text
        if self.begins[a] and text[a].isupper() and len(text[a]) > 2:
            for k in range(a, min(a + 14, b)):
                if text[k] in DASHES or text[k].endswith("--") or (text[k] == ":" and k - a <= 3):
                    return k + 1
        return a

    def after_report(self, v: int, left: tuple[int, int], hi: int, s1: int) -> tuple[int, int] | None:
        """What goes on after a reporting clause in the middle: a quotation, or what hangs on the words before it."""
        g, k = self.g, hi
        while k < s1 and (g.text[k].isspace() or g.text[k] in (",", ".", ":", ";") or g.text[k] in DASHES):
            k += 1
        if k >= s1 or (k == hi and not self.opens(k)) or g.lower[k] in BESIDE:
            return None
        first = k + 1 if g.pos[k] == "CCONJ" and k + 1 < s1 else k
        if self.opens(first):
            return k, self.quote_at[first].end
        if g.lower[k] in ("in", "at") and k + 1 < s1 and g.lower[k + 1] == "what":
            return k, s1
        for x in range(k, s1):  # another reporting clause: "..., sources said, the agency reports"
            if self.reports(x) and (
                self.mark_at(x) >= 0 or self.back(x) == k or g.text[min(x + 1, s1 - 1)] in (",", ".")
            ):
                return None
        top = first
        for h in g.up(first):
            if not hi <= h < s1:
                break
            top = h
        inserted = g.head[v] == top and g.dep[v] in ("parataxis", "ccomp", "dep")
        also = g.dep[top] == "conj" and g.head[top] == v and self.subjects(top) and self.cue_of(top) is None
        return (k, s1) if left[0] <= g.head[top] < left[1] or inserted or also else None

    # -- after it --------------------------------------------------------------------------

    def right_content(self, v: int, row, hi: int, s1: int) -> tuple[str, int, int] | None:
        """The clause, infinitive or quotation that follows a cue: (role, first, end)."""
        g = self.g
        for c in g.kids(v, "ccomp", "xcomp"):
            a, b = self.span(c)
            if c < v and b <= v:
                continue
            bare = g.dep[c] == "xcomp" or any(g.tag[x] == "TO" for x in g.kids(c, "aux"))
            role = "infinitive" if bare or (g.tag[c] == "VBG" and g.child(c, "nsubj", "aux") is None) else "clause"
            if not row[role]:
                continue
            asked = [x for p in (v, *g.kids(v, "prep")) for x in g.kids(p, "dobj", "pobj") if v < x < c]
            if role == "infinitive" and asked:
                a = min(a, self.span(asked[0])[0])  # "urged Moscow to withdraw", "called on both sides to return"
                b = next((self.back(x) for x in g.kids(c, "conj") if g.tag[x] in FINITE), b)
            elif a > v:
                a = max(a, min(hi, c))
                b = max([b, *(self.span(x)[1] for x in g.kids(v, "ccomp") if x > c)])
            if a > v + 1 and self.opens(a - 1):
                a -= 1
            return role, a, self.content_end(v, a, b, s1)
        if not row["clause"] or g.child(v, "nsubjpass") is not None:
            return None
        k = hi
        while k < g.n and (g.text[k] in (",", ":") or g.text[k].isspace()):
            k += 1
        colon = hi < s1 and g.text[hi] == ":"
        if k < g.n and self.opens(k) and (k < s1 or colon):
            end = self.quote_at[k].end
            verb = next((x for x in range(end, min(end + 12, g.n)) if g.pos[x] == "VERB" or self.begins[x]), k)
            if not self.reports(verb) and (k > hi or any(g.tag[x] in FINITE for x in range(k, end))):
                return "quote", k, end
        if colon and k < s1:
            return "quote", k, s1
        if k == hi < s1 and g.lower[k] == "that" and g.dep[k] in ("mark", "nsubj", "det", "pobj", "dobj"):
            return "clause", k, s1
        for k in range(
            v + 1, min(v + 25, s1)
        ):  # "told the envoy during a visit that ...", hung on the visit by the parse
            if g.tag[k] in FINITE or g.text[k] == ",":
                break
            if (
                g.lower[k] == "that"
                and g.dep[k] == "mark"
                and (g.lemma[v] in TELLING or g.lemma[g.head[g.head[k]]] not in self.cues.nouns)
            ):
                return "clause", k, self.content_end(v, k, self.span(g.head[k])[1], s1)
        return None

    def content_end(self, v: int, a: int, b: int, s1: int) -> int:
        """Where a content ends: with the quotation that it opens, before words that go on with the same speaker."""
        g = self.g
        last = self.quote_at[b - 1]
        if last is not None and last.start > v and last.end > b:
            b = last.end
        elif self.closes(b if b < g.n else -1):
            b += 1
        if b < s1 and g.text[b] == ":":
            b = s1
        for c in g.kids(v, "advcl", "conj"):  # what the parse hangs on the reporting verb, though it is said
            first, end = self.span(c)
            if c >= b and b <= first <= b + 2 and end <= s1:
                marks = {g.lower[x] for x in g.kids(c, "mark", "advmod") if x < c}
                bare = g.dep[c] == "conj" and not self.subjects(c) and g.kids(c, "aux") and self.cue_of(c) is None
                # what is told in the past tense cites, what goes on in the present or the future is cited
                cited = (
                    g.dep[c] == "conj"
                    and g.tag[v] == "VBD"
                    and self.cue_of(c) is None
                    and (
                        g.tag[c] in ("VBZ", "VBP")
                        or any(g.lower[x] in ("will", "has", "have") for x in g.kids(c, "aux"))
                    )
                )
                if bare or cited or (g.dep[c] == "advcl" and marks & CONDITIONS):
                    b = end  # "said they had doubts but could not refuse", "said he would come if asked"
        b = min(b, self.cuts.get(v, b))
        for k in range(a + 1, min(b, s1)):
            if g.text[k - 1] != ",":
                continue
            if g.tag[k] == "VBG" and (g.lemma[k] in QUOTING or self.continues(k)):
                return k - 1
            if g.lower[k] == "while" and self.reports(g.head[k]):
                return k - 1  # "said A, while Israel said B"
        return b

    def object_content(self, v: int, row, particle: int | None) -> list[tuple[int, int]]:
        """The noun that stands for the content: "announced a visit", "accused it of spying", "called it a mistake"."""
        g = self.g
        if not row["object"]:
            return []
        obj = next((c for c in g.kids(v, "dobj") if c > v), None)
        spans = []
        if particle is not None:
            inner = g.child(particle, "pobj", "pcomp")
            inner = obj if inner is None and g.dep[particle] == "prt" else inner
            if inner is None:
                return []
            spans.append(self.span(inner))
        if obj is not None and (spans or g.pos[obj] != "PRON" or row["cue"] in NAMING):
            a, b = self.span(obj)
            whole = all(g.dep[k] in ("dative", "det", "amod", "compound", "nmod") for k in range(v + 1, a))
            spans.append((v + 1 if whole else a, b))
        if passive := [self.span(c) for c in g.kids(v, "nsubjpass") if g.tag[c] not in ("WP", "WDT")]:
            return [*passive, *spans]
        if row["cue"] in NAMING and any(
            g.tag[x] == "TO" for c in g.kids(v, "ccomp", "xcomp") for x in g.kids(c, "aux")
        ):
            return []  # "called both sides to disarm"
        if not spans:
            return [self.span(c) for c in g.kids(v, "ccomp", "xcomp")[:1]] if row["cue"] in NAMING else []
        first, end = min(a for a, _ in spans), max(b for _, b in spans)
        for c in g.kids(v, "oprd", "xcomp", "prep"):
            if v < c and self.span(c)[0] <= end + 1 and (g.dep[c] != "prep" or g.lower[c] in ("for", "as", "of", "to")):
                end = max(end, self.span(c)[1])
        if row["object"] == "claim" and end < g.n and g.text[end] == ",":
            for c in g.kids(v, "advcl"):  # "accused it of attacking ..., sending troops"
                if c == end + 1 and g.tag[c] == "VBG" and self.cue_of(c) is None:
                    end = self.span(c)[1]
        return [(first, end)]
