"""Extraction: a pure function of one article, in order, with a policy for failures."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import toolkit
from toolkit import extraction
from toolkit.extraction import ExtractionError
from toolkit.frames import CORPUS_FRAMES, build

TEXTS = [
    "Kenyan President Mwai Kibaki will meet Ugandan President Yoweri Museveni in Kampala on Friday.",
    "Norway's foreign minister has called off a trip to Algiers, the ministry said Monday.",
    "Rain fell on the coast.",
    "",
    "The two sides may resume talks in June, a source said.",
]


def articles(texts=TEXTS, published="2006-03-14"):
    return build("articles", [{"article_id": f"t{i}", "published": published, "text": t} for i, t in enumerate(texts)])


@pytest.fixture(scope="module")
def corpus():
    return toolkit.extract(articles())


def same(left, right, names=CORPUS_FRAMES):
    for name in names:
        assert_frame_equal(left.frames[name].reset_index(drop=True), right.frames[name].reset_index(drop=True))


def test_batches_and_processes_do_not_change_the_rows(corpus):
    same(corpus, toolkit.extract(articles(), batch_size=1))
    same(corpus, toolkit.extract(articles(), batch_size=2, n_process=2))


def test_what_lies_beside_an_article_does_not_change_its_rows(corpus):
    backwards = toolkit.extract(articles().iloc[::-1].reset_index(drop=True))
    for name in CORPUS_FRAMES[1:]:
        key = "event_id" if name in ("participants", "evidence") else "article_id"
        for value in corpus.frames[name][key].unique():
            left, right = (c.frames[name][c.frames[name][key] == value] for c in (corpus, backwards))
            assert_frame_equal(left.reset_index(drop=True), right.reset_index(drop=True))


def test_rows_stand_in_the_order_of_the_articles_and_the_text(corpus):
    offsets = corpus.evidence[corpus.evidence.field == "trigger"].set_index("event_id").loc[corpus.events.event_id]
    order = pd.DataFrame({"a": corpus.events.article_id.values, "s": offsets.start_char.values})
    assert order.equals(order.sort_values(["a", "s"], ignore_index=True))


def test_offsets_slice_the_text(corpus):
    text = corpus.articles.set_index("article_id").text
    for name, words in (
        ("entities", "mention"),
        ("times", "expression"),
        ("statements", "content"),
        ("sentences", "sentence_text"),
    ):
        for row in corpus.frames[name].to_dict("records"):
            assert text[row["article_id"]][row["start_char"] : row["end_char"]] == row[words]
    for row in corpus.evidence.to_dict("records"):
        assert text[row["event_id"].split(":")[0]][row["start_char"] : row["end_char"]] == row["quote"]


def test_the_day_of_publication_is_part_of_what_is_read():
    later = toolkit.extract(articles(published="2007-01-01"))
    assert f"{later.events.date_start.iloc[0]:%F}" == "2007-01-05"


def test_an_article_that_fails_is_named_or_counted(monkeypatch):
    real = extraction.rows

    def failing(doc, article_id, *rest):
        if article_id == "t1":
            raise RuntimeError("torn")
        return real(doc, article_id, *rest)

    monkeypatch.setattr(extraction, "rows", failing)
    with pytest.raises(ExtractionError, match="article 't1': RuntimeError: torn"):
        toolkit.extract(articles())
    kept = toolkit.extract(articles(), errors="skip")
    assert kept.info["failures"] == {"t1": "RuntimeError: torn"}
    assert set(kept.sentences.article_id) == {"t0", "t2", "t4"}


def test_bad_arguments_are_told():
    with pytest.raises(ExtractionError, match="allowed are 'raise' and 'skip'"):
        toolkit.extract(articles(), errors="ignore")
    with pytest.raises(ExtractionError, match="need a column 'text'"):
        toolkit.extract(articles().drop(columns="text"))


def test_lines_broken_at_a_width_are_read_as_one_paragraph():
    text = (
        "The foreign ministers of South Korea, Japan and China met in Tokyo on\nSaturday to prepare a summit of their leaders, "
        "officials in South\nKorea said. It was the first such meeting of the three for a long\ntime, and they did not say when "
        "the leaders would come together or\nwhere. The ministers spoke about trade, the weather and the crossing of\nborders, "
        "and they promised to speak again before the end of the year."
    )
    corpus = toolkit.extract(articles([text]))
    assert set(corpus.participants[corpus.participants.event_id == corpus.events.event_id.iloc[0]].name) == {
        "KOR",
        "JPN",
        "CHN",
    }
    assert "South\nKorea" in corpus.entities.mention.tolist()


def test_an_anonymous_source_has_no_name(corpus):
    unnamed = corpus.statements[corpus.statements.source_kind == "anonymous"]
    assert len(unnamed) and unnamed.source_name.isna().all()


# -- articles without a date -----------------------------------------------------------------------

PROOF = (
    "South Korean Foreign Minister Ban Ki-moon will visit Jakarta next week, a diplomat said on Thursday. Ban, who met "
    "Secretary of State Condoleezza Rice last month, will arrive in Jakarta on {day}."
)


def test_a_text_that_proves_its_day_is_dated():
    rows = [{"article_id": "p", "text": PROOF.format(day="13 September"), "published": None}]
    frame = build("articles", rows)
    frame.attrs["between"] = ("2006-01-01", "2006-12-31")
    found = toolkit.extract(frame).articles.iloc[0]
    assert (f"{found.published:%F}", found.published_basis) == ("2006-09-07", "text")


def test_a_text_that_proves_no_day_stays_undated():
    rows = [{"article_id": "p", "text": PROOF.format(day="13 September"), "published": None}]  # 2005 or 2006
    assert toolkit.extract(build("articles", rows)).articles.published.isna().all()
