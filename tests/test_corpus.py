"""The eight frames: their columns and dtypes, also when empty; saved, opened, made from anyone's rows; and what users do with them."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import toolkit
from toolkit.corpus import CorpusError
from toolkit.frames import CORPUS_FRAMES, FRAMES, STATUSES, build, columns, conform

STORIES = [
    {"article_id": "a", "published": "2006-03-14", "publisher": "Courier", "text": (
        "Chilean President Michelle Bachelet will visit Peru next week, a diplomatic source said Tuesday. "
        "She is expected to hold talks with Peruvian Foreign Minister Oscar Maurtua in Lima on March 21.")},
    {"article_id": "b", "published": "2006-03-22", "publisher": "Wire", "text": (
        "Chilean President Michelle Bachelet met Peruvian Foreign Minister Oscar Maurtua in Lima on Tuesday. "
        "Bolivia condemned the accord.")},
]  # fmt: skip


@pytest.fixture(scope="module")
def corpus():
    return toolkit.extract(build("articles", STORIES))


@pytest.mark.parametrize("name", CORPUS_FRAMES)
def test_frames_have_their_columns_and_dtypes_full_or_empty(corpus, name):
    empty = toolkit.extract(build("articles", []))
    for frame in (corpus.frames[name], empty.frames[name]):
        assert list(frame.columns) == columns(name)
        assert [str(d) for d in frame.dtypes] == ["category" if c.values else c.dtype for c in FRAMES[name]]
    assert empty.frames[name].empty


def test_events_have_at_most_twenty_columns():
    assert len(columns("events")) <= 20


def test_a_corpus_opens_as_it_was_saved(corpus, tmp_path):
    corpus.save(tmp_path / "c")
    again = toolkit.Corpus.open(tmp_path / "c")
    for name in CORPUS_FRAMES:
        assert_frame_equal(again.frames[name], corpus.frames[name])
    assert again.info == corpus.info
    assert_frame_equal(again.passed, corpus.passed)


def test_saving_replaces_a_corpus_and_nothing_else(corpus, tmp_path):
    corpus.save(tmp_path / "c")
    corpus.save(tmp_path / "c")
    with pytest.raises(CorpusError, match="overwrite=True"):
        corpus.save(tmp_path / "c", overwrite=False)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")
    with pytest.raises(CorpusError, match="no corpus"):
        corpus.save(tmp_path / "mine")
    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["c", "mine"]


def test_a_folder_that_is_no_corpus_is_told(tmp_path):
    with pytest.raises(CorpusError, match="no corpus.json here"):
        toolkit.Corpus.open(tmp_path)


def test_rows_of_another_coder_make_a_corpus():
    rows = pd.DataFrame({"event_id": ["1", "2"], "article_id": ["x", "y"], "type": ["CONSULT", "ASSAULT"],
                         "status": ["planned", "occurred"], "actors": ["KOR; Ban Ki Moon", "RUS"], "recipients": [None, "UKR"]})  # fmt: skip
    corpus = toolkit.Corpus.from_frames(events=rows)
    assert corpus.events.status.tolist() == ["planned", "occurred"]
    assert corpus.articles.article_id.tolist() == ["x", "y"]
    assert corpus.participants[["event_id", "role", "name", "country"]].values.tolist() == [
        ["1", "actor", "KOR", "KOR"], ["1", "actor", "Ban Ki Moon", pytest.approx(float("nan"), nan_ok=True)],
        ["2", "actor", "RUS", "RUS"], ["2", "recipient", "UKR", "UKR"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"article_id": ["x"], "type": ["CONSULT"]}, "every row needs 'event_id'"),
        ({"event_id": ["1"], "article_id": ["x"], "type": ["MEET"]}, "unknown value 'MEET'; allowed are AGREE"),
        ({"event_id": ["1", "1"], "article_id": ["x", "y"]}, "'1' stands on more than one row"),
        ({"event_id": ["1"], "article_id": ["x"], "date_start": ["soon"]}, "date_start: cannot be read as datetime64"),
    ],
)
def test_rows_that_do_not_fit_are_refused_with_what_is_wrong(rows, message):
    with pytest.raises(CorpusError, match=message):
        toolkit.Corpus.from_frames(events=pd.DataFrame(rows))


def test_an_unknown_frame_is_refused():
    with pytest.raises(CorpusError, match="unknown frame 'event'"):
        toolkit.Corpus.from_frames(event=pd.DataFrame())


def test_conform_leaves_its_input_alone():
    rows = pd.DataFrame({"article_id": ["a"], "sentence": [0]})
    before = rows.copy()
    conform("sentences", rows)
    assert_frame_equal(rows, before)


# -- the one-liners of the design ------------------------------------------------------------------


def test_who_what_when_how_sure_stand_in_the_head(corpus):
    first = corpus.events.head(1).iloc[0]
    assert (first.actors, first.recipients, first.type, first["mode"]) == (
        "Michelle Bachelet",
        "PER",
        "CONSULT",
        "visit",
    )
    assert (first.status, first.certainty, first.source_kind) == ("scheduled", 0.9, "anonymous")
    assert (f"{first.date_start:%F}", f"{first.date_end:%F}") == ("2006-03-20", "2006-03-26")


def test_status_is_ordered(corpus):
    events = corpus.events
    assert events[events.status >= "planned"].trigger.tolist() == ["visit", "met", "condemned"]
    assert list(events.status.cat.categories) == list(STATUSES)


def test_sources_by_outlet(corpus):
    table = pd.crosstab(corpus.events.publisher, corpus.events.source_kind)
    assert table.loc["Courier", "anonymous"] == 1
    assert table.loc["Wire", "author"] == 2


def test_events_of_a_person(corpus):
    mine = corpus.participants.query("name == 'Oscar Maurtua'").merge(corpus.events, on="event_id")
    assert mine.trigger.tolist() == ["talks", "met"]


def test_dyads(corpus):
    p = corpus.participants
    pairs = p.merge(p, on="event_id").query("country_x < country_y")
    count = pairs.groupby(["country_x", "country_y"]).event_id.nunique()
    assert count["CHL", "PER"] == 3


def test_weeks_and_lead_times(corpus):
    events = corpus.events
    weeks = events.groupby([pd.Grouper(key="published", freq="W"), "status"], observed=True).size().unstack()
    assert weeks.sum().sum() == len(events)
    assert (events.date_start - events.published).dt.days.dropna().tolist()[0] == 6


def test_stata_takes_the_events(corpus, tmp_path):
    corpus.events.to_stata(tmp_path / "e.dta", version=118)
    assert len(pd.read_stata(tmp_path / "e.dta")) == len(corpus.events)


def test_no_two_frames_share_a_column_but_keys_and_columns_of_one_meaning(corpus):
    both = corpus.events.merge(corpus.articles, on="article_id")
    assert {c for c in both.columns if c.endswith("_x")} == {"published_x", "publisher_x"}
