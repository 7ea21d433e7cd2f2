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


FITS = {"event_id": ["1", "2"], "article_id": ["x", "y"], "type": ["CONSULT", "AID"]}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({"article_id": ["x"], "type": ["CONSULT"]}, "every row needs 'event_id'"),
        ({"event_id": ["1"], "article_id": ["x"], "type": ["MEET"]}, "unknown value 'MEET'; allowed are AGREE"),
        ({"event_id": ["1", "1"], "article_id": ["x", "y"]}, "'1' stands on more than one row"),
        ({"event_id": ["1"], "article_id": ["x"], "date_start": ["soon"]}, "date_start: cannot be read as datetime64"),
        ({**FITS, "date_start": ["2025-01-01", "soon"]}, r"datetime64\[us\]: 'soon' in events.iloc\[1\]"),
        (
            {**FITS, "published": [20250103, 20250104]},
            r"20250103 is a number; give days like .* column.astype\(str\)",
        ),
        ({**FITS, "sentence": ["1", "one"]}, r"events.sentence: cannot be read as Int64: 'one' in events.iloc\[1\]"),
        (
            {**FITS, "status": ["planned", "firm"]},
            r"'firm'; allowed are denied, .* \(first in events.iloc\[1\]; .map\(\)",
        ),
        ({**FITS, "actor": ["PER", "CHL"]}, "column 'actor' is not one of ours; rename it to 'actors', or drop it"),
        ({**FITS, "Status": ["planned", "planned"]}, "column 'Status' is not one of ours; rename it to 'status'"),
        (
            {**FITS, "actors": ["PER", ["CHL", "PER"]]},
            r"events.iloc\[1\]: 'actors' is a list; join its names with '; '",
        ),
        ({**FITS, "certainty": [1.0, 90]}, r"events.iloc\[1\]: 'certainty' lies outside 0 to 1"),
        (
            {**FITS, "date_start": ["2025-01-02"] * 2, "date_end": ["2025-01-03", "2025-01-01"]},
            r"events.iloc\[1\]: the window ends",
        ),
        ({**FITS, "article_id": ["x", None]}, r"events.iloc\[1\]: every row needs 'article_id', and here it is empty"),
        ({**FITS, "type": ["CONSULT", None]}, r"events.iloc\[1\]: every row needs 'type', one of AGREE, CONSULT"),
        (
            {**FITS, "article_id": "x", "published": ["2025-01-02", "2025-01-03"]},
            r"events.iloc\[1\]: a second 'published' of one",
        ),
    ],
)
def test_rows_that_do_not_fit_are_refused_with_what_is_wrong(rows, message):
    with pytest.raises(CorpusError, match=message):
        toolkit.Corpus.from_frames(events=pd.DataFrame(rows))


@pytest.mark.parametrize(
    ("frames", "message"),
    [
        (
            {"articles": {"article_id": ["x"]}},
            r"events.iloc\[1\]: its article_id has no row in articles; .*leave `articles` out",
        ),
        (
            {"articles": {"article_id": ["x", "y", "x"]}},
            r"articles.iloc\[2\]: article_id 'x' stands on more than one row",
        ),
        ({"participants": {"event_id": ["1", "3"]}}, r"participants.iloc\[1\]: its event_id has no row in events"),
        ({"evidence": {"event_id": ["9"]}}, r"evidence.iloc\[0\]: its event_id has no row in events"),
        (
            {"sentences": {"article_id": ["x"], "start_char": [9], "end_char": [3]}},
            r"sentences.iloc\[0\]: the span ends before",
        ),
    ],
)
def test_frames_that_do_not_join_are_refused(frames, message):
    frames = {name: pd.DataFrame(rows) for name, rows in frames.items()}
    with pytest.raises(CorpusError, match=message):
        toolkit.Corpus.from_frames(events=pd.DataFrame(FITS), **frames)


def test_days_and_outlets_pass_between_events_and_articles():
    events = pd.DataFrame({**FITS, "published": ["2006-03-14", None], "publisher": [None, "Wire"]})
    articles = pd.DataFrame(
        {"article_id": ["x", "y"], "published": [None, "2006-03-15"], "publisher": ["Courier", None]}
    )
    corpus = toolkit.Corpus.from_frames(events=events, articles=articles)
    for frame in (corpus.events, corpus.articles):
        assert frame.published.dt.strftime("%F").tolist() == ["2006-03-14", "2006-03-15"]
        assert frame.publisher.tolist() == ["Courier", "Wire"]
    assert corpus.articles.published_basis.tolist()[0] == "caller"
    alone = toolkit.Corpus.from_frames(events=events)
    assert alone.articles.published.notna().tolist() == [True, False]
    assert articles.published.isna().tolist() == [True, False]


def test_a_day_has_no_clock_and_no_zone():
    days = pd.Series(pd.to_datetime(["2006-03-14 23:40", "2006-03-15 00:00"]))
    corpus = toolkit.Corpus.from_frames(events=pd.DataFrame({**FITS, "published": days}))
    assert len(toolkit.agenda(corpus, as_of="2006-03-14").entries) == 1
    with pytest.raises(CorpusError, match=r"events.published: an instant in UTC, not a calendar day; .dt.tz_convert"):
        toolkit.Corpus.from_frames(events=pd.DataFrame({**FITS, "published": days.dt.tz_localize("UTC")}))


def test_what_is_no_frame_is_refused():
    with pytest.raises(CorpusError, match="events: a list; give a pandas.DataFrame"):
        toolkit.Corpus.from_frames(events=[FITS])
    rows = pd.DataFrame(FITS)
    with pytest.raises(CorpusError, match="events: column 'type' stands there twice"):
        toolkit.Corpus.from_frames(events=pd.concat([rows, rows[["type"]]], axis=1))


def test_only_a_known_code_is_a_state():
    rows = pd.DataFrame({**FITS, "actors": ["IMF; PER", "USA"], "recipients": ["per", None]})
    found = toolkit.Corpus.from_frames(events=rows).participants.set_index("name")
    assert found.kind.dropna().to_dict() == {"PER": "state", "USA": "state"}


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


# --- opened, and read when asked for


def test_a_frame_is_read_when_it_is_used_and_no_sooner(corpus, tmp_path):
    corpus.save(tmp_path / "c")
    again = toolkit.Corpus.open(tmp_path / "c")
    (tmp_path / "c" / "times.parquet").write_bytes(b"PAR1 and then nothing")
    assert_frame_equal(again.events, corpus.events)
    assert f"{len(corpus.events)} events" in repr(toolkit.Corpus.open(tmp_path / "c", columns={"times": []}))
    with pytest.raises(CorpusError, match=r"times.parquet: cannot be read as the frame times"):
        again.times.head()


def test_frames_of_two_corpora_are_never_mixed(corpus, tmp_path):
    corpus.save(tmp_path / "c")
    again = toolkit.Corpus.open(tmp_path / "c")
    again.events.head()
    toolkit.Corpus.from_frames(events=corpus.events.head(1), info={"made": "since"}).save(tmp_path / "c")
    with pytest.raises(CorpusError, match="another corpus was written here since this one was opened; open it again"):
        again.articles.head()


def test_what_a_corpus_has_not_is_told(corpus, tmp_path):
    corpus.save(tmp_path / "c")
    with pytest.raises(AttributeError, match="has no 'sentence'; its frames are articles, sentences"):
        _ = toolkit.Corpus.open(tmp_path / "c").sentence
    with pytest.raises(CorpusError, match="there is no frame 'event'"):
        toolkit.Corpus.open(tmp_path / "c", columns={"event": ["type"]})
    (tmp_path / "c" / "times.parquet").unlink()
    with pytest.raises(CorpusError, match=r"no times.parquet here"):
        toolkit.Corpus.open(tmp_path / "c")


def test_no_anonymous_source_has_a_name():
    rows = dict(article_id=["x", "y"], source_kind=["person", "anonymous"], source_name=["Ana Ruiz", "Bo Lund"])
    with pytest.raises(CorpusError, match="an anonymous source has no name") as found:
        toolkit.Corpus.from_frames(statements=pd.DataFrame(rows))
    assert "statements.iloc[1]" in str(found.value)
    rows["source_name"] = ["Ana Ruiz", None]
    assert toolkit.Corpus.from_frames(statements=pd.DataFrame(rows)).statements.source_name.notna().tolist() == [
        True,
        False,
    ]
