"""A corpus of three articles, coded by hand: no model runs, and every expectation can be counted on paper."""

# ruff: noqa: C408 - rows read better as dict(a=1) than as {"a": 1}

from pathlib import Path

import pandas as pd
import pytest

import toolkit
from toolkit import Corpus

ONE = "Foreign Minister Ana Ruiz will visit Lima on Tuesday, an aide said. She met Bo Lund on Friday."
TWO = "Ruiz called off the visit. <script>alert('x')</script> costs $5 and $7."
TEXT = {"a": ONE, "b": TWO, "c": TWO}


def span(article_id, words):
    start = TEXT[article_id].index(words)
    return {"article_id": article_id, "sentence": 0, "start_char": start, "end_char": start + len(words)}


def proofs(event_id, **fields):
    found = [{"field": field, "quote": words, **span(event_id[0], words)} for field, words in fields.items()]
    return [{**row, "event_id": event_id} for row in found]


ARTICLES = [
    dict(article_id="a", published="2025-03-02", publisher="Gazette", title="Ruiz & Lund <b>", text=ONE, n_words=18),
    dict(article_id="b", published="2025-03-05", publisher="Herald", text=TWO, n_words=10),
    dict(article_id="c", publisher="Herald", text=TWO, n_words=10, duplicate_of="b"),
]
SENTENCES = [
    dict(sentence_text=ONE[:67], **span("a", ONE[:67])),
    {**span("a", ONE[68:]), "sentence_text": ONE[68:], "sentence": 1},
    dict(sentence_text=TWO[:26], **span("b", TWO[:26])),
    dict(sentence_text=TWO[:26], **span("c", TWO[:26])),
]
ENTITIES = [
    dict(mention="Ana Ruiz", name="Ana Ruiz", label="PERSON", office="Foreign Minister", **span("a", "Ana Ruiz")),
    dict(mention="Lima", name="Lima", label="GPE", country="PER", **span("a", "Lima")),
    dict(mention="Ruiz", name="<img src=x onerror='alert(1)'>", label="PERSON", **span("b", "Ruiz")),
]
TIMES = [dict(expression="Tuesday", date_start="2025-03-04", date_end="2025-03-04", **span("a", "Tuesday"))]
STATEMENTS = [
    dict(source="an aide", source_kind="anonymous", source_start_char=54, source_end_char=61, **span("a", ONE[:52]))
]
OFF = dict(trigger="visit", type="CONSULT", mode="visit", actors="Ana Ruiz", status="cancelled", certainty=0.1)
EVENTS = [
    dict(
        **dict(event_id="a:31-36", article_id="a", sentence=0, published="2025-03-02", publisher="Gazette"),
        **dict(trigger="visit", type="CONSULT", mode="visit", actors="Ana Ruiz", recipients="PER", place="Lima"),
        **dict(date_start="2025-03-04", date_end="2025-03-04", date_precision="day", status="scheduled", certainty=0.9),
        **dict(source="an aide", source_kind="anonymous"),
    ),
    dict(
        **dict(event_id="a:72-75", article_id="a", sentence=1, published="2025-03-02", publisher="Gazette"),
        **dict(trigger="met", type="CONSULT", actors="Ana Ruiz; Bo Lund", source_kind="author"),
        **dict(date_start="2025-02-28", date_end="2025-02-28", date_precision="day", status="occurred", certainty=1.0),
    ),
    dict(
        event_id="b:20-25",
        published="2025-03-05",
        publisher="Herald",
        source_kind="author",
        **span("b", "visit"),
        **OFF,
    ),
    dict(event_id="c:20-25", publisher="Herald", source_kind="author", **span("c", "visit"), **OFF),
]
EVIDENCE = [
    *proofs("a:31-36", trigger="visit", status="will", date="Tuesday", actor="Ana Ruiz"),
    *proofs("a:72-75", trigger="met"),
    *proofs("b:20-25", trigger="visit"),
    *proofs("c:20-25", trigger="visit"),
]


@pytest.fixture
def small():
    frames = dict(articles=ARTICLES, sentences=SENTENCES, entities=ENTITIES, times=TIMES, statements=STATEMENTS)
    frames |= dict(events=EVENTS, evidence=EVIDENCE)
    return Corpus.from_frames(**{name: pd.DataFrame(rows) for name, rows in frames.items()})


@pytest.fixture(scope="session")
def sample():
    """The sample corpus as `toolkit.extract` reads it, once for all tests: not to be changed."""
    return toolkit.extract(toolkit.load_articles(Path(__file__).parents[1] / "data" / "articles"))


@pytest.fixture
def nothing():
    return Corpus.from_frames()
