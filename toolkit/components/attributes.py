"""The model's attribute ruler, asked once for each kind of word: it tries some 180 rules on every word of every text."""

from __future__ import annotations

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

LOOKED_AT = (TAG, DEP, IS_SPACE, LOWER)
SET = (TAG, DEP, POS, LEMMA, MORPH)


@Language.factory(
    "remembered_attribute_ruler", assigns=["token.tag", "token.dep", "token.pos", "token.lemma", "token.morph"]
)
def make(nlp: Language, name: str):
    return RememberedRuler(nlp.get_pipe("attribute_ruler"))


class RememberedRuler:
    """Sets what the ruler sets: from memory where its rules look at one word, by the ruler where they look at more.

    A kind is a tag, a label and a word; words that no rule names are of one kind, so that there are only so many.
    """

    def __init__(self, ruler: AttributeRuler):
        alone = [rule for rule in ruler.patterns if all(map(_looks_at_one_word, rule["patterns"]))]
        self.vocab, self.known = ruler.vocab, {}
        self.alone, self.rest = AttributeRuler(ruler.vocab), AttributeRuler(ruler.vocab)
        self.alone.add_patterns(alone)
        self.rest.add_patterns([rule for rule in ruler.patterns if rule not in alone])
        words = {w for rule in alone for (token,) in rule["patterns"] for w in _words(token)}
        self.words = np.array(sorted(self.vocab.strings.add(w) for w in words), dtype="uint64")

    def __call__(self, doc: Doc) -> Doc:
        if not len(doc):
            return doc
        kinds = doc.to_array(LOOKED_AT)
        kinds[~np.isin(kinds[:, -1], self.words), -1] = 0
        values = doc.to_array(SET)
        for i, kind in enumerate(map(tuple, kinds.tolist())):
            if kind not in self.known:
                self.known[kind] = self._ask(doc[i])
            for column, value in self.known[kind]:
                values[i, column] = value
        doc.from_array(SET, values)
        return self.rest(doc)

    def _ask(self, token) -> list[tuple[int, int]]:
        """What the ruler sets on such a word: (column of `SET`, value)."""
        one = Doc(self.vocab, words=[token.lower_], spaces=[False], tags=[token.tag_], deps=[token.dep_], heads=[0])
        before = one.to_array(SET)[0]
        after = self.alone(one).to_array(SET)[0]
        return [(column, value) for column, value in enumerate(after.tolist()) if value != before[column]]


def _words(token: dict) -> list[str]:
    lower = token.get("LOWER", ())
    return [lower] if isinstance(lower, str) else lower.get("IN", []) if lower else []


def _looks_at_one_word(pattern: list[dict]) -> bool:
    """Whether a pattern is about one word, and only about what makes its kind."""
    if len(pattern) != 1 or not set(pattern[0]) <= {"TAG", "DEP", "IS_SPACE", "LOWER"}:
        return False
    lower = pattern[0].get("LOWER", "")
    return isinstance(lower, str) or set(lower) == {"IN"}
