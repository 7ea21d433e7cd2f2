"""Whose word it is: the head of a source phrase → its words, its canonical name, and what kind of source it is."""

from __future__ import annotations

from dataclasses import dataclass

from ..knowledge import table

HE = frozenset({"he", "she", "him", "her", "i", "me", "himself", "herself"})
IT = frozenset({"it", "itself"})
THEY = frozenset({"they", "we", "them", "us", "themselves", "both"})
KIND_OF_MENTION = {
    "person": "person",
    "state": "institution",
    "body": "institution",
    "group": "institution",
    "media": "media",
    "place": "institution",
}
KIND_OF_NOUN = {
    "institution": "institution",
    "document": "institution",
    "media": "media",
    "office": "person",
    "spokesperson": "institution",
}
AGENCY_WORDS = (
    "news agency",
    "television",
    "newspaper",
    "radio",
    "daily",
    "times",
    "post",
    "news",
    "xinhua",
    "yonhap",
    "afp",
    "reuters",
)
KEEP = frozenset({"prep", "advmod", "compound", "case", "cc", "conj", "nummod", "flat", "poss", "amod", "det", "nmod"})


@dataclass(slots=True)
class Source:
    """Who a statement is credited to: tokens, words as written, canonical name (None for an anonymous one), kind."""

    start: int
    end: int
    text: str
    name: str | None
    kind: str
    nouns: tuple[str, ...] = ()  # lemmas of its head, where that is a common noun, or of the roles beside a name


class Sources:
    """The sources of one Doc in order, so that "he", "the official" and "it" find the one before."""

    def __init__(self, doc, g, nouns: dict[str, str]):
        self.doc, self.g, self.nouns = doc, g, nouns
        self.mention = {}
        for m in doc._.actors:
            for i in range(m.start, m.end):
                old = self.mention.get(i)
                if old is None or m.root == i:
                    self.mention[i] = m
        self.history: list[Source] = []

    def phrase(self, i: int) -> tuple[int, int]:
        """The noun phrase around a head without relative clauses, appositions and brackets."""
        g = self.g
        lo, hi = i, i + 1
        for c in reversed(g.children[i]):
            if c < i and g.dep[c] not in ("punct", "cc", "mark", "relcl", "appos", "acl"):
                lo = min(lo, g.subtree(c)[0])
        for c in g.children[i]:
            if c > i and g.dep[c] in KEEP:
                tree = g.subtree(c)
                if tree[0] > hi or (g.dep[c] == "prep" and any(g.ent[d] in ("DATE", "TIME") for d in g.children[c])):
                    break
                cut = next((k for k in tree if g.text[k] in (",", "(") and g.dep[c] != "conj"), tree[-1] + 1)
                hi = max(hi, cut)
        while hi > i + 1 and g.text[hi - 1] in ("'s", "’s", "'", ","):
            hi -= 1
        return lo, hi

    def find(self, i: int, remember: bool = True) -> Source:
        """The source whose head word is token ``i``."""
        source = self._find(i)
        if remember:
            self.history.append(source)
        return source

    def _find(self, i: int) -> Source:
        g = self.g
        if g.tag[i] in ("WP", "WDT") or (g.lower[i] == "that" and g.dep[i] in ("nsubj", "nsubjpass")):
            h = next((h for h in g.up(i) if g.dep[h] == "relcl"), None)
            if h is not None:  # "the envoy, who said": the words are "who", the source the envoy
                found = self._find(g.head[h])
                found.start, found.end = i, i + 1
                return found
        start, end = self.phrase(i)
        text = self.doc[start:end].text.replace("\n", " ")
        word, noun = g.lower[i], g.lemma[i]
        m = self.mention.get(i)
        if g.pos[i] == "PRON" or word in HE | IT | THEY:
            return self.pronoun(i, start, end, text, word, m)
        conj = [c for c in g.conjuncts(i) if c != i]
        proper = g.pos[i] == "PROPN"
        listed = None if proper else self.noun_kind(i, noun)
        # a name in apposition names the role before it ("the adviser, John Nagenda")
        for c in g.kids(i, "appos"):
            other = self.mention.get(c)
            if (other is not None and other.kind == "person") or (other is None and g.ent[c] == "PERSON"):
                name = other.name if other is not None else self.written(c)
                self.name_earlier(noun, name)
                return Source(start, end, text, name, "person", (noun, *self.roles(i)))
        if m is not None and (m.root == i or proper or listed in (None, "office", "spokesperson")):
            kind = KIND_OF_MENTION.get(m.kind, "anonymous")
            if m.kind == "group" and listed not in ("institution",) and not proper:
                kind = "anonymous"
            if not (
                listed in ("anonymous", "document")
                or (listed == "spokesperson" and m.kind != "person")
                or (listed == "media" and kind != "media")
            ):
                names = [m.name]
                if kind == "person":
                    names += [
                        self.mention[c].name for c in conj if c in self.mention and self.mention[c].kind == "person"
                    ]
                    self.name_earlier_titles(i, m.name)
                return Source(
                    start, end, text, None if kind == "anonymous" else "; ".join(names), kind, "" if proper else noun
                )
        if proper and (m is None or m.kind not in KIND_OF_MENTION):
            label = g.ent[i]
            low = text.lower()
            if any(w in low for w in AGENCY_WORDS) and label != "PERSON":
                return Source(start, end, text, text.removeprefix("the ").removeprefix("The "), "media")
            last = self.noun_kind(i, word)
            if last and label not in ("PERSON",):
                return Source(start, end, text, None, KIND_OF_NOUN.get(last, last), (noun,))
            name = self.written(i)
            if label in ("ORG", "GPE", "NORP", "FAC", "LOC"):
                return Source(start, end, text, name, "institution")
            self.name_earlier_titles(i, name)
            return Source(start, end, text, name, "person", self.roles(i))
        return self.common(i, start, end, text, noun, listed)

    def common(self, i, start, end, text, noun, listed) -> Source:
        g = self.g
        definite = any(g.lower[k] in ("the", "his", "her", "its", "that", "this") for k in range(start, i))
        bare = definite and i - start == 1
        if definite:
            for old in reversed(self.history):
                if noun in old.nouns and (bare or old.kind == "person") and (old.kind == "person" or bare):
                    return Source(start, end, text, old.name, old.kind, old.nouns or (noun,))
        kind = KIND_OF_NOUN.get(listed, "anonymous")
        if listed == "office" and (not definite and g.child(i, "det") is not None or g.tag[i] in ("NNS", "NNPS")):
            kind = "anonymous"
        return Source(start, end, text, None, kind, (noun,))

    def speaks(self, i: int) -> bool:
        """Whether a noun names somebody who can be cited: "citing officials", not "citing the weather"."""
        m = self.mention.get(i)
        if m is not None:
            return m.kind in KIND_OF_MENTION
        return self.g.ent[i] in ("PERSON", "ORG") or self.noun_kind(i, self.g.lemma[i]) is not None

    def noun_kind(self, i: int, noun: str) -> str | None:
        """The lexicon's word on a head, with the word before it first ("news agency", "press secretary")."""
        g = self.g
        if i and (kind := self.nouns.get(f"{g.lower[i - 1]} {noun}")):
            return kind
        return self.nouns.get(noun) or self.nouns.get(g.lower[i])

    def pronoun(self, i, start, end, text, word, m) -> Source:
        if m is not None:
            kind = KIND_OF_MENTION.get(m.kind, "anonymous")
            return Source(start, end, text, m.name, kind)
        wanted = ("person",) if word in HE else ("institution", "media") if word in IT else ("anonymous", "institution")
        if word in HE:
            old = next((s for s in reversed(self.history) if s.kind == "person"), None)
            anonymous = next(
                (s for s in reversed(self.history) if s.kind in ("person", "anonymous", "institution")), None
            )
            if (
                anonymous is not None
                and anonymous.kind != "person"
                and anonymous.nouns
                and self.nouns.get(anonymous.nouns[0]) in ("anonymous", "spokesperson")
            ):
                old = anonymous  # "a diplomat said ... He added"
        else:
            old = next((s for s in reversed(self.history) if s.kind in wanted), None)
        if old is not None:
            return Source(start, end, text, old.name, old.kind, old.nouns)
        if word in ("who", "that", "which"):
            return Source(start, end, text, None, "anonymous")
        return Source(start, end, text, None, "person" if word in HE else "institution" if word in IT else "anonymous")

    def roles(self, i: int) -> tuple[str, ...]:
        """The common nouns beside a name: "spokesman Lee", "Lee, the spokesman"."""
        g = self.g
        return tuple(
            g.lemma[c]
            for c in g.children[i]
            if g.dep[c] in ("compound", "nmod", "appos", "amod") and g.pos[c] in ("NOUN", "PROPN", "ADJ")
        )

    def written(self, i: int) -> str:
        """The entity's words around a token, as the model marks them."""
        g = self.g
        a = b = i
        while a > 0 and g.ent[a - 1] == g.ent[i] and g.ent[i] and g.pos[a - 1] == "PROPN":
            a -= 1
        while b + 1 < g.n and g.ent[b + 1] == g.ent[i] and g.ent[i] and g.pos[b + 1] == "PROPN":
            b += 1
        return self.doc[a : b + 1].text

    def name_earlier(self, noun: str, name: str) -> None:
        """A role told without a name, and named in the next breath, was that person all along."""
        if (
            noun
            and self.history
            and noun in self.history[-1].nouns
            and self.history[-1].name is None
            and self.history[-1].kind != "institution"
        ):
            last = self.history[-1]
            if last.text[:1] in "tThH" or "'s" in last.text or "’s" in last.text:
                last.name, last.kind = name, "person"

    def name_earlier_titles(self, i: int, name: str) -> None:
        for c in self.g.kids(i, "compound", "nmod"):
            self.name_earlier(self.g.lemma[c], name)


def noun_kinds(folder: str | None) -> dict[str, str]:
    return {row["noun"].lower(): row["kind"] for row in table("sources", folder)}
