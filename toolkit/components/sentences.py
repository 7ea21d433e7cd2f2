"""Sentence boundaries of wire copy, set before the parser: glued sentences, datelines, closing quotes, headlines."""

from __future__ import annotations

import numpy as np
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc

CLOSERS = frozenset("\"'”’)]»")
DASHES = frozenset({"-", "--", "–", "—", "_"})
STOPS = frozenset(".!?…")
# Abbreviations after which a capital does not begin a sentence: what the tokenizer leaves with its full stop on.
ABBREVIATIONS = frozenset(
    "mr. mrs. ms. dr. prof. gen. lt. col. maj. capt. sgt. adm. brig. sen. rep. gov. pres. st. rev. hon. jr. sr. no. nos. vs. "
    "jan. feb. mar. apr. jun. jul. aug. sept. sep. oct. nov. dec. mon. tue. wed. thu. fri. sat. sun. u.s. u.k. u.n. e.u.".split()
)

# Words that begin a sentence even after an abbreviation: "... troops of the U.S. The minister ..."
OPENERS = frozenset(
    "the a an he she it they we i this that these those in on at but and his her their its however meanwhile if when after".split()
)


@Language.factory("wire_sentences", assigns=["token.is_sent_start"])
def make(nlp: Language, name: str):
    return mark


def dateline_end(text: list[str]) -> int | None:
    """The token that follows a dateline: "SEOUL (Agency) --", "TOKYO, 22 March -", "ANKARA:"; None where there is none."""
    i = next((k for k, w in enumerate(text) if not w.isspace()), 0)
    for j in range(i + 1, min(i + 16, len(text) - 1)):  # "Quito, Mar 4 (Agency).- The president"
        if text[j].endswith((".-", ".–")) and text[j + 1][:1].isupper():
            return j + 1
    if i >= len(text) or not (text[i].isupper() and len(text[i]) > 2):
        return None
    for j in range(i + 1, min(i + 16, len(text) - 1)):
        word = text[j]
        if word in DASHES or word == ":":
            after = text[j + 1]
            return j + 1 if after[:1].isupper() or after[:1] in "\"“‘'" else None
        if not (word.isupper() or word[:1].isdecimal() or word in (",", "(", ")", "/", ".") or word[:1].isupper()):
            return None
    return None


def mark(doc: Doc) -> Doc:
    """Set the boundaries that the typography proves; leave the rest to the parser.

    A new paragraph begins a sentence; so does what follows a full stop and its closing quote. A closing quote belongs to
    the sentence that it closes, with or without a space before it.
    """
    text = [t.text for t in doc]
    n = len(text)
    # 1 begins a sentence, -1 does not; set at once, since spaCy looks through the whole Doc at each setting.
    starts = doc.to_array([SENT_START]).astype("int64").reshape(n).tolist()
    body = dateline_end(text)
    if body is not None:
        starts[body] = 1
    quote_open = False
    for i in range(n):
        word = text[i]
        if word.isspace() and word.count("\n") >= 1:
            quote_open = False  # quotations are opened anew in every paragraph
        elif word in ('"', "“"):
            quote_open = not quote_open if word == '"' else True
            if word == '"' and not quote_open and i:
                starts[i] = -1  # a closing quote
        elif word == "”":
            quote_open = False
            if i:
                starts[i] = -1
        if not i:
            continue
        before = text[i - 1]
        if before.isspace() and "\n" in before and not word.isspace():
            wrapped = before == "\n" and word[:1].islower()
            starts[i] = -1 if wrapped else 1
        elif before == "-" and i > 1 and not doc[i - 2].whitespace_ or before[-1] == "-" and before[-2:-1].isalnum():
            starts[i] = -1  # a name that the end of a line cut: "al- Samani"
        elif before.lower() in ABBREVIATIONS and word[:1].isupper() and word.lower() not in OPENERS:
            starts[i] = -1
        elif len(before) == 2 and before[1] == "." and before[0].isupper() and word[:1].isupper():
            starts[i] = -1  # an initial
        elif (
            before in STOPS
            and word[:1].isupper()
            and len(text[i - 2] if i > 1 else "") > 1
            and not doc[i - 1].whitespace_
        ):
            starts[i] = 1  # glued: "... he said.The minister ..."
        elif word.isspace() or word in (",", ";", ":", ")", "]"):
            starts[i] = -1
    return doc.from_array([SENT_START], np.array(starts, dtype="int64").reshape(n, 1).view("uint64")) if n else doc
