"""Whose word it is: the head of a source phrase, its words, its canonical name, and what kind of source that is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..knowledge import table

HE = frozenset({"he", "she", "him", "her", "i", "me", "himself", "herself"})
IT = frozenset({"it", "itself"})
KIND_OF_MENTION = {
    "person": "person",
    "media": "media",
    **dict.fromkeys(("state", "body", "group", "place"), "institution"),
}
KIND_OF_NOUN = {
    "institution": "institution",
    "document": "institution",
    "office": "person",
    "spokesperson": "institution",
}
INSTITUTIONS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC"})
TIMES = frozenset({"DATE", "TIME"})
DEFINITE = frozenset({"the", "his", "her", "its", "their", "that", "this"})
AFTER_HEAD = frozenset(
    {"prep", "advmod", "compound", "case", "cc", "conj", "nummod", "flat", "poss", "amod", "det", "nmod", "acl"}
)
BEFORE_HEAD = frozenset({"punct", "cc", "mark", "relcl", "appos", "acl"})


@dataclass(slots=True)
class Source:
    """Who a statement is credited to: tokens, words as written, canonical name (None for an anonymous one), kind."""

    start: int
    end: int
    text: str
    name: str | None
    kind: str
    roles: tuple[
        str, ...
    ] = ()  # lemma of its head, where that is a common noun, and the roles that stand beside a name
    at: int = 0  # its head


class Sources:
    """The sources of one Doc in order, so that "he", "the official" and "it" find the one before."""

    def __init__(self, doc, g, nouns: dict[str, str]):
        self.doc, self.g, self.nouns = doc, g, nouns
        self.mentions: dict[int, list] = {}
        for m in doc._.actors:
            for i in range(m.start, m.end):
                self.mentions.setdefault(i, []).append(m)
        self.history: list[Source] = []

    def mention(self, i: int):
        """What the actors layer says about a token: the mention whose head it is, else one that covers it."""
        found = self.mentions.get(i)
        return next((m for m in found if m.root == i), found[-1]) if found else None

    def find(self, i: int, start: int | None = None, cue: int = -1, remember: bool = True) -> Source:
        """The source whose head is token ``i``, of a statement that begins at ``start`` and has its cue at ``cue``."""
        source = self.resolve(i, i if start is None else min(i, start))
        source.at = i
        if source.start <= cue < source.end:  # a parse that hangs the reporting verb on its subject
            source.start, source.end = (source.start, cue) if i < cue else (cue + 1, source.end)
            source.text = " ".join(self.doc[source.start : source.end].text.split())
        if remember:
            self.name_earlier(source)
            self.history.append(source)
        return source

    def speaks(self, i: int) -> bool:
        """Whether a noun names somebody who can be cited: "citing officials", not "citing the weather"."""
        m = self.mention(i)
        if m is not None:
            return m.kind in KIND_OF_MENTION
        return self.g.ent[i] in ("PERSON", "ORG") or self.noun_kind(i) is not None

    def hands_on(self, inner: int, outer: int) -> bool:
        """Whether "X said, citing Y" makes it Y's word: a person who cites papers still speaks for himself."""
        return self.speaks(inner) and (
            self.noun_kind(inner) != "document" or self.resolve(outer, outer).kind == "media"
        )

    # -- the words ---------------------------------------------------------------------

    def phrase(self, i: int) -> tuple[int, int]:
        """The noun phrase around a head without relative clauses, appositions and brackets."""
        g, hi = self.g, i + 1
        lo = min([i, *(g.subtree(c)[0] for c in g.children[i] if c < i and g.dep[c] not in BEFORE_HEAD)])
        for c in g.children[i]:
            if c > i and g.dep[c] in AFTER_HEAD:
                tree = g.subtree(c)
                where = g.child(c, "pobj")
                if tree[0] > hi or (g.lower[c] == "in" and where is not None and self.noun_kind(where) == "document"):
                    break  # "the ministry in a statement"
                cut = next(
                    (
                        k
                        for k in tree
                        if g.ent[k] in TIMES or g.text[k] == "(" or (g.text[k] == "," and g.dep[c] != "conj")
                    ),
                    None,
                )
                if cut is None:
                    hi = max(hi, tree[-1] + 1)
                    continue
                if g.dep[c] != "acl":
                    hi = max(hi, cut - 1 if g.pos[cut - 1] == "ADP" else cut)
                break
        while hi > i + 1 and g.text[hi - 1] in ("'s", "’s", "'", ","):
            hi -= 1
        return lo, hi

    def noun_kind(self, i: int) -> str | None:
        """The lexicon's word on a head, with the word before it first ("news agency", "press secretary")."""
        g, nouns = self.g, self.nouns
        pair = nouns.get(f"{g.lower[i - 1]} {g.lower[i]}") or nouns.get(f"{g.lower[i - 1]} {g.lemma[i]}") if i else None
        kind = pair or nouns.get(g.lower[i]) or nouns.get(g.lemma[i])
        return None if kind == "desk" else kind  # a desk's word stands before a headline; as a subject it says nothing

    def written(self, i: int) -> str:
        """The name around a token, as the model marks it."""
        g, a, b = self.g, i, i + 1
        while a > 0 and g.ent[a - 1] == g.ent[i] != "" and g.pos[a - 1] == "PROPN":
            a -= 1
        while b < g.n and g.ent[b] == g.ent[i] != "" and g.pos[b] == "PROPN":
            b += 1
        return self.doc[a:b].text

    def roles(self, i: int) -> tuple[str, ...]:
        """The common nouns beside a name: "spokesman Lee", "Lee, the spokesman"."""
        g, m = self.g, self.mention(i)
        words = [g.lower[c] for c in g.kids(i, "compound", "nmod", "appos", "amod")]
        words += m.office.lower().split() if m is not None and m.office else []
        return tuple(w for w in words if w in self.nouns)

    # -- who it is -----------------------------------------------------------------------

    def resolve(self, i: int, start: int) -> Source:
        g = self.g
        if g.tag[i] in ("WP", "WDT") or (g.lower[i] == "that" and g.dep[i] in ("nsubj", "nsubjpass")):
            clause = next((h for h in g.up(i) if g.dep[h] == "relcl"), None)
            if clause is not None:  # "the envoy, who said": the words are "who", the source the envoy
                return replace(self.resolve(g.head[clause], start), start=i, end=i + 1)
        a, b = self.phrase(i)
        source = Source(a, b, " ".join(self.doc[a:b].text.split()), None, "anonymous")
        if g.pos[i] == "PRON":
            return self.pronoun(source, i, start)
        proper = g.pos[i] == "PROPN"
        listed = self.noun_kind(i)
        if not proper:
            source.roles = (g.lemma[i],)
        for c in g.kids(i, "appos"):  # "the adviser, Paul Stern"
            m = self.mention(c)
            if g.subtree(c)[0] > b + 1:
                break
            if (m.kind == "person") if m is not None else g.ent[c] == "PERSON":
                return replace(
                    source, name=self.written(c) if m is None else m.name, kind="person", roles=(g.lemma[i],)
                )
        if listed in ("office", "spokesperson") and (name := self.name_behind(b)) is not None:
            return replace(source, name=name, kind="person", roles=(g.lemma[i],))
        m = self.mention(i)
        number = any(g.pos[k] == "NUM" or g.lower[k] == "both" for k in range(max(a, i - 4), i))
        counted = (
            number and g.tag[i] == "NNS" and m is not None and m.root == i
        )  # "the two leaders", not "two officials"
        counted = counted and any(g.lower[k] in ("the", "both") for k in range(a, i))
        if m is not None and m.kind in KIND_OF_MENTION and (counted or self.trusts(m, listed, i)):
            return self.named(source, i, m, proper)
        if proper and g.ent[i] == "PERSON":
            return replace(source, name=self.written(i), kind="person", roles=self.roles(i))
        paper = self.paper(i) if listed == "document" else None
        if paper is not None:  # "a report in the Mainichi Shimbun daily"
            return replace(source, name=paper.name, kind="media")
        if listed:
            return self.common(source, i, listed)
        if proper:
            return replace(source, name=self.written(i), kind="institution" if g.ent[i] in INSTITUTIONS else "person")
        return self.common(source, i, listed)

    def paper(self, i: int):
        """The medium that a document appeared in."""
        inside = (x for w, x in self.g.prepositions(i) if w in ("in", "by", "from", "on"))
        found = (self.mention(y) for x in inside for y in (x, *self.g.kids(x, "compound", "nmod")))
        return next((m for m in found if m is not None and m.kind == "media"), None)

    def name_behind(self, end: int) -> str | None:
        """ "Spokesman of the UN mission Ada Moss": the name that stands after the office and what it is of.

        "A spokesman for President Duarte" has no such name: before Duarte stands a title.
        """
        g, m = self.g, self.mention(end - 1)
        if m is None or m.kind != "person" or m.end != end:
            return None
        k = m.start - 1
        title = self.nouns.get(g.lower[k]) in ("office", "spokesperson")
        return m.name if k > 0 and not title and (g.ent[k] in INSTITUTIONS or g.pos[k] in ("NOUN", "PUNCT")) else None

    def trusts(self, m, listed: str | None, i: int) -> bool:
        """Whether a source is who the actors layer takes it for: nobody who asked not to be named gets a name."""
        if self.g.pos[i] == "PROPN" and (m.root == i or not listed):
            return True
        if listed in ("spokesperson", "office"):
            return m.kind == "person"
        if listed == "media":
            return m.kind == "media"
        return m.root == i and (listed == "institution" or (listed is None and m.kind != "group"))

    def named(self, source: Source, i: int, m, proper: bool) -> Source:
        if m.kind == "group" and not proper:
            return replace(source, kind="institution")  # "the rebels", "the union": as written
        names = [x.name for x in self.mentions[i] if (x.start, x.end) == (m.start, m.end)]
        for c in self.g.conjuncts(i)[1:]:
            other = self.mention(c)
            if other is not None and other.kind == m.kind:
                names.append(other.name)
        roles = self.roles(i) if proper else source.roles
        return replace(source, name="; ".join(dict.fromkeys(names)), kind=KIND_OF_MENTION[m.kind], roles=roles)

    def common(self, source: Source, i: int, listed: str | None) -> Source:
        """A common noun: "the official" is the last one, "another source" a new one."""
        g, noun = self.g, self.g.lemma[i]
        definite = any(g.lower[k] in DEFINITE for k in range(source.start, i))
        if definite:
            bare = i - source.start == 1
            for old in reversed(self.history):
                if noun in old.roles and (bare or old.kind == "person"):
                    return replace(source, name=old.name, kind=old.kind, roles=old.roles)
        kind = KIND_OF_NOUN.get(listed, listed or "anonymous")
        if listed == "office" and (g.tag[i] in ("NNS", "NNPS") or (not definite and g.child(i, "det") is not None)):
            kind = "anonymous"
        return replace(source, kind=kind)

    def pronoun(self, source: Source, i: int, start: int) -> Source:
        """Who spoke last, if that was in this sentence or the one before; else whom the actors layer takes it for."""
        g, word = self.g, self.g.lower[i]
        m = self.mention(i)
        old = next((s for s in reversed(self.history) if self.fits(word, s)), None)
        if old is not None and (m is None or g.sentence[old.at] >= g.sentence[start] - 1):
            return replace(
                source, name=old.name, kind=old.kind, roles=old.roles, text=source.text if old.name else old.text
            )
        if m is not None and m.kind in KIND_OF_MENTION:
            return self.named(source, i, m, True)
        return replace(source, kind="person" if word in HE else "institution" if word in IT else "anonymous")

    def fits(self, word: str, s: Source) -> bool:
        if word in HE:
            one = self.g.tag[s.at] not in ("NNS", "NNPS")
            return s.kind == "person" or (
                one and any(self.nouns.get(r) in ("anonymous", "spokesperson") for r in s.roles)
            )
        if word in IT:
            return s.kind in ("institution", "media")
        return s.kind in ("anonymous", "institution") or ";" in (s.name or "")

    def name_earlier(self, source: Source) -> None:
        """A role told without a name and named in the next breath was that person all along.

        "... , the president's adviser said. The adviser, Paul Stern, said": also "the Danish foreign minister said.
        Nils Krag told reporters", where the name comes without a role of its own.
        """
        last = self.history[-1] if self.history else None
        if last is None or source.kind != "person" or source.name is None or last.name is not None or not last.roles:
            return
        g, role = self.g, last.roles[0]
        definite = any(g.lower[k] in DEFINITE or g.tag[k] == "POS" for k in range(last.start, last.at))
        unnamed = self.nouns.get(role) == "office" and not source.roles and " " in source.text
        if definite and g.tag[last.at] in ("NN", "NNP") and (role in source.roles or unnamed):
            last.name, last.kind = source.name, "person"


def noun_kinds(folder: str | None) -> dict[str, str]:
    """The lexicon of source nouns: noun → anonymous, institution, document, media, spokesperson or office."""
    return {row["noun"].lower(): row["kind"] for row in table("sources", folder)}
