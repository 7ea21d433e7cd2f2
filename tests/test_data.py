"""The sample corpus: its papers agree with it, it is read without loss, and its words are our own."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from pathlib import Path

import pandas as pd
import pytest

import toolkit
from toolkit import frames

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
README = (DATA / "README.md").read_text(encoding="utf-8")
GOLD = json.loads((DATA / "gold" / "sample.events.json").read_text(encoding="utf-8"))

# article_id, day of publication, where that stands, publisher, first words, last words
STORIES = [
    ("2012-03-23-savanna-news-service", "2012-03-23", "metadata", "Savanna News Service", "KHARTOUM, ", "nsit fees."),
    ("2012-03-27-nile-crossing-press", "2012-03-27", "metadata", "Nile Crossing Press", "Khartoum/J", "g spreads."),
    ("2012-05-03-rift-gazette", "2012-05-03", "metadata", "The Rift Gazette", "The United", "ial added."),
    ("2012-08-05-nile-crossing-press", "2012-08-05", "metadata", "Nile Crossing Press", "Addis Abab", "such trip."),
    ("2012-09-24-rift-gazette", "2012-09-24", "metadata", "The Rift Gazette", "Omar al-Ba", "dentified."),
    ("2024-12-13-peninsula-wire", "2024-12-13", "metadata", "Peninsula Wire", "SEOUL (Pen", "n Saturday."),
    ("2025-01-03-harbour-courier", "2025-01-03", "metadata", "The Harbour Courier", "Antony Bli", "this year."),
    ("2025-01-03-meridian-dispatch", "2025-01-03", "stamp", "Meridian Dispatch", "Antony Bli", " president."),
    ("2025-02-06-peninsula-wire", "2025-02-06", "metadata", "Peninsula Wire", "SEOUL (Pen", 'any hour."'),
    ("2025-02-11-harbour-courier", "2025-02-11", "metadata", "The Harbour Courier", "A trip to", "proposed."),
    ("2025-02-16-meridian-dispatch", "2025-02-16", "metadata", "Meridian Dispatch", None, "ource said."),
    ("2025-03-22-harbour-courier", "2025-03-22", "metadata", "The Harbour Courier", "TOKYO, 22", "60 days."),
    ("iwaya-corrected", None, None, "The Harbour Courier", "(CORRECTS", "cial said."),
    ("nile-crossing-press-2013-03-13", "2013-03-13", "metadata", "Nile Crossing Press", "Addis Abab", "e January."),
    ("peninsula-wire-2025-01-06", "2025-01-06", "metadata", "Peninsula Wire", "SEOUL (Pen", "announced."),
    ("peninsula-wire-2025-01-13", "2025-01-13", "metadata", "Peninsula Wire", "SEOUL (Pen", "cial said."),
    ("rift-gazette-2012-10-17", "2012-10-17", "metadata", "The Rift Gazette", "Sudan's pa", "urce said."),
    ("savanna-news-service-2012-08-27", "2012-08-27", "metadata", "Savanna News Service", "KHARTOUM, ", "cial said."),
    ("savanna-news-service-2013-01-04", "2013-01-04", "metadata", "Savanna News Service", "ADDIS ABAB", "cial said."),
]
IDS = [story[0] for story in STORIES]


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower().replace("u.s.", "us"))


@pytest.fixture(scope="module")
def articles():
    return toolkit.load_articles(DATA / "articles")


@pytest.fixture(scope="module")
def by_id(articles):
    return articles.set_index("article_id")


def dictionary_module():
    spec = importlib.util.spec_from_file_location("data_dictionary", ROOT / "tools" / "data_dictionary.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- its papers


@pytest.mark.parametrize("frame", [*frames.CORPUS_FRAMES, "entries", "reports"])
def test_the_dictionary_has_every_column_in_order_with_its_type(frame):
    section = README.split(f"\n### {frame}\n")[1].split("\n### ")[0]
    rows = [line.split(" | ")[:2] for line in section.splitlines() if line.startswith("| ")][1:]
    assert [(name.strip("| "), dtype) for name, dtype in rows] == [(c.name, c.dtype) for c in frames.FRAMES[frame]]


def test_the_dictionary_is_what_the_frames_say_today():
    assert dictionary_module().rewritten(README) == README, "run python tools/data_dictionary.py"


def test_every_file_is_listed_with_its_hash():
    listed = {name: digest for digest, name in re.findall(r"^([0-9a-f]{64})  (\S+)$", README, re.M)}
    files = sorted([*(DATA / "articles").iterdir(), DATA / "gold" / "sample.events.json"])
    assert listed == {f.relative_to(DATA).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


# --- it is read without loss


def test_every_story_is_read_and_none_is_dropped(articles):
    assert sorted(articles.article_id) == IDS
    loss = toolkit.loss(articles)
    assert dict(zip(loss.step, loss.n)) == {
        "read": 19,
        "kept": 19,
        "undated": 1,
        "duplicates": 0,
        "near copies": 1,
        "not known to be English": 0,
    }
    assert list(articles.columns) == frames.columns("articles")


@pytest.mark.parametrize(("article", "published", "basis", "publisher", "first", "last"), STORIES, ids=IDS)
def test_a_story_has_its_day_its_outlet_and_no_page_furniture(by_id, article, published, basis, publisher, first, last):
    row = by_id.loc[article]
    assert (
        (row.published, row.publisher) == (pd.Timestamp(published), publisher) if published else pd.isna(row.published)
    )
    assert row.published_basis == basis if basis else pd.isna(row.published_basis)
    assert row.text.startswith(first or "")
    assert row.text.rstrip().endswith(last)
    assert not re.search(r"A- A|Facebook|Copy link|Privacy|Related|subscribe", row.text, re.I)
    assert row.title
    assert row.sha256 == hashlib.sha256(row.text.encode()).hexdigest()


def test_a_text_is_a_slice_of_its_file(by_id):
    for article in IDS:
        if (file := DATA / "articles" / f"{article}.txt").exists():
            raw, row = file.read_text(encoding="utf-8"), by_id.loc[article]
            assert raw[row.text_offset : row.text_offset + len(row.text)] == row.text


def test_a_morning_in_seoul_is_the_evening_before_in_utc(by_id):
    row = by_id.loc["2025-02-11-harbour-courier"]
    assert row.published == pd.Timestamp("2025-02-11")
    assert row.published_at == pd.Timestamp("2025-02-10T23:40Z")


def test_the_near_copy_names_the_whole_story_of_its_day_and_is_no_exact_duplicate(by_id):
    copy, whole = by_id.loc["2025-01-03-harbour-courier"], by_id.loc["2025-01-03-meridian-dispatch"]
    assert whole.text.startswith(copy.text.rstrip())
    assert copy.duplicate_of == whole.name and pd.isna(whole.duplicate_of) and copy.sha256 != whole.sha256
    assert by_id["duplicate_of"].notna().sum() == 1


# --- its annotation


def test_the_annotation_covers_every_story_and_its_offsets_hold(by_id):
    assert sorted(story["doc_id"] for story in GOLD) == IDS
    for story in GOLD:
        row = by_id.loc[story["doc_id"]]
        assert pd.isna(row.published) or story["published"] == str(row.published.date())
        spans = [(event["start"], event["end"]) for event in story["events"]]
        assert spans == sorted(set(spans))
        for event in story["events"]:
            assert row.text[event["start"] : event["end"]] == event["trigger"]


def test_the_annotation_uses_the_values_of_the_frames():
    for event in (event for story in GOLD for event in story["events"]):
        assert event["type"] in frames.TYPES
        assert event["status"] in frames.STATUSES
        assert event["mode"] is None or event["mode"] in frames.MODES
        assert event["source_kind"] in frames.SOURCE_KINDS
        assert (event["source"] is None) == (event["source_kind"] == "author")
        start, end = event["date"] or (None, None)
        assert not (start and end) or start <= end
        assert bool(event.get("agenda")) == event["core"]


# --- its words are our own


def test_stories_are_of_wire_length(articles):
    assert articles.text.str.split().str.len().between(90, 260).all()


def test_no_run_of_nine_words_comes_from_the_articles_it_was_made_beside(articles):
    others = sorted((ROOT.parent / "shared" / "articles").glob("*.txt"))
    if not others:
        pytest.skip("the two articles are no part of the project")
    theirs = set()
    for other in others:
        tokens = words(other.read_text(encoding="utf-8"))
        theirs |= {tuple(tokens[i : i + 9]) for i in range(len(tokens) - 8)}
    for text in articles.text:
        tokens = words(text)
        assert not theirs & {tuple(tokens[i : i + 9]) for i in range(len(tokens) - 8)}
