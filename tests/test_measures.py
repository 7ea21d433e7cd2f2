import pandas as pd
import pytest

import toolkit
from toolkit import measures, words
from toolkit.frames import STATUSES, build, columns


def test_an_exact_copy_counts_once_unless_asked_for(small):
    assert list(measures.select(small).articles.article_id) == ["a", "b"]
    assert list(measures.select(small).evidence.event_id.str[0].unique()) == ["a", "b"]
    assert len(measures.select(small, copies=True).events) == 4


def test_a_near_copy_counts_again(small):
    hashes = dict(zip("abc", ("one", "two", "two")))
    articles = small.articles.assign(sha256=small.articles["article_id"].map(hashes).astype("str"))
    near = articles.assign(duplicate_of=pd.Series([None, "a", "a"], dtype="str"))
    corpus = toolkit.Corpus({**small.frames, "articles": near}, small.info)
    assert list(measures.select(corpus).articles.article_id) == ["a", "b"]


def test_a_range_of_days_has_both_its_ends_and_leaves_out_the_undated(small):
    assert list(
        measures.select(small, first_day="2025-03-05", last_day="2025-03-05", copies=True).articles.article_id
    ) == ["b"]
    assert list(measures.select(small, last_day="2025-03-04").events.trigger) == ["visit", "met"]
    assert len(measures.select(small, first_day="2026-01-01").participants) == 0


def test_what_was_passed_over_is_selected_and_counted(small):
    row = {"trigger": "talks", "reason": "nobody acts", "sentence": 1}
    small.passed = build("passed", [{"article_id": "b", **row}, {"article_id": "c", **row}])
    assert list(measures.select(small).passed.article_id) == ["b"]
    assert measures.gaps(small).query("what == 'no row'").values.tolist() == [["no row", "nobody acts", 2]]


def test_selecting_changes_nothing(small):
    before = small.events.copy()
    measures.select(small, first_day="2025-03-05")
    pd.testing.assert_frame_equal(small.events, before)


def test_every_status_belongs_to_one_group_and_has_words():
    assert sorted(s for group in words.TOLD.values() for s in group) == sorted(STATUSES)
    assert set(words.STATUS_WORDS) == set(STATUSES)


def test_articles_and_outlets_are_counted(small):
    table = measures.by_article(small)
    assert list(table.article_id) == ["a", "b", "c"] and list(table.n_events) == [2, 1, 1]
    outlets = measures.by_publisher(small)
    assert outlets[["publisher", "n_articles", "n_events"]].values.tolist() == [["Herald", 2, 2], ["Gazette", 1, 2]]


def test_how_events_are_told(small):
    table = measures.told_by(measures.select(small).events, "type")
    assert table.to_dict("records") == [
        {"type": "CONSULT", "happened": 1, "ahead": 1, "open": 0, "off": 1, "n_events": 3}
    ]
    assert list(measures.in_words(measures.told_by(small.events, "source_kind")).source_kind) == [
        "the article itself",
        "an unnamed source",
    ]


def test_what_has_a_day(small):
    table = measures.dated(small.events).set_index("told")
    assert list(table.n_dated) == [1, 1, 0, 0] and list(table.n_events) == [1, 1, 0, 2]
    assert table.share_dated["ahead"] == 1.0 and pd.isna(table.share_dated["open"])


def test_who_takes_part(small):
    table = measures.participants(measures.select(small))
    assert table[["name", "n_events", "n_articles"]].values.tolist() == [
        ["Ana Ruiz", 3, 2],
        ["Bo Lund", 1, 1],
        ["Peru", 1, 1],
    ]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("Ana Ruiz", "Ana Ruiz"),
        ("  ana   RUIZ ", "Ana Ruiz"),
        ("Peru", "PER"),
        ("per", "PER"),
        ("Ruiz", None),
        ("", None),
    ],
)
def test_an_actor_must_agree_in_full(small, asked, found):
    assert measures.matching(small, asked) == found


def test_who_is_not_there_is_said_with_the_nearest_names(small):
    assert measures.nearest(small, "Ruiz") == ["Ana Ruiz"]
    assert "takes part in no event" in measures.presence(small, "Ruiz") and "Ana Ruiz" in measures.presence(
        small, "Ruiz"
    )
    assert "No name in it comes near" in measures.presence(small, "Xq")
    assert measures.presence(measures.select(small), "ana ruiz").startswith(
        "Ana Ruiz takes part in 3 events in 2 articles: 1 told as having"
    )


def test_a_dossier_says_when_what_how_surely_who_says_so_and_proves_it(small):
    rows = measures.dossier(measures.select(small), "Ana Ruiz")
    assert list(rows.window) == ["28 Feb 2025", "4 Mar 2025", "not dated"]
    plan = rows.iloc[1]
    assert plan.what == "visit, Lima (CONSULT visit)" and plan.who == "Ana Ruiz → Peru"
    assert plan.status == "is scheduled (firm)" and plan.according_to == "an aide (unnamed); Gazette, 2 Mar 2025"
    assert plan.proof == "Foreign Minister Ana Ruiz **will** **visit** Lima on **Tuesday**, an aide said."
    assert rows.iloc[0].according_to.startswith("the article itself")
    assert rows.iloc[2].status == "called off" and rows.iloc[2].told == "off"


def test_days_that_could_not_be_told_stand_as_written(small):
    small.events.loc[0, ["date_start", "date_end"]] = pd.NaT
    assert measures.dossier(small, "Ana Ruiz").set_index("event_id").window["a:31-36"] == "not dated: “Tuesday”"


def test_with_whom(small):
    table = measures.counterparts(measures.select(small), "Ana Ruiz")
    assert table[["name", "happened", "ahead", "n_articles"]].values.tolist() == [
        ["Bo Lund", 1, 0, 1],
        ["Peru", 0, 1, 1],
    ]
    twice = toolkit.Corpus.from_frames(events=small.events.iloc[[1, 1]].assign(event_id=["a:1-2", "a:3-4"]))
    table = measures.counterparts(twice, "Ana Ruiz")
    assert table[["name", "n_events", "n_articles"]].values.tolist() == [["Bo Lund", 2, 1]]


def test_a_long_sentence_is_cut_around_its_trigger():
    text = "word " * 60 + "visit" + " word" * 60
    cut = measures._marked(text, [(300, 305, "trigger")])
    assert cut.startswith("…word") and cut.endswith("word…") and "**visit**" in cut and len(cut) < 360


def test_nothing_gives_empty_tables_of_the_same_columns(nothing, small):
    for table in (measures.by_article, measures.by_publisher, measures.participants):
        assert list(table(nothing).columns) == list(table(small).columns) and not len(table(nothing))
    assert list(measures.dossier(nothing, None).columns) == measures.DOSSIER
    assert (
        not len(measures.told_by(nothing.events, "type")) and list(measures.dated(nothing.events).n_events) == [0] * 4
    )
    assert not len(measures.counterparts(nothing, None)) and list(measures.involving(nothing, None).columns) == columns(
        "events"
    )
    assert list(measures.gaps(nothing).columns) == ["what", "reason", "n"]
    assert measures.summary(nothing).startswith("No articles, tell of no events.")


def test_an_article_that_failed_is_named(small):
    small.info["failures"] = {"z": "ValueError: no"}
    assert "1 article could not be read: z." in measures.summary(small)


@pytest.mark.parametrize(
    ("start", "end", "precision", "said"),
    [
        ("2025-01-13", "2025-01-13", "day", "13 Jan 2025"),
        ("2025-01-06", "2025-01-12", "week", "6–12 Jan 2025"),
        ("2025-01-27", "2025-02-02", "week", "27 Jan – 2 Feb 2025"),
        ("2024-12-30", "2025-01-05", "week", "30 Dec 2024 – 5 Jan 2025"),
        ("2025-02-01", "2025-02-28", "month", "Feb 2025"),
        ("2025-02-01", "2025-02-28", "range", "1–28 Feb 2025"),
        ("2025-01-01", "2025-12-31", "year", "2025"),
        (None, "2025-12-31", "year", "by 31 Dec 2025"),
        ("2025-03-01", None, "day", "from 1 Mar 2025"),
        (None, None, None, ""),
    ],
)
def test_windows_in_words(start, end, precision, said):
    assert words.window_words(pd.to_datetime(start), pd.to_datetime(end), precision) == said


@pytest.mark.parametrize(
    ("certainty", "status", "said"),
    [
        (0.9, "scheduled", "is scheduled (firm)"),
        (0.8, "expected", "is expected (likely)"),
        (0.6, "possible", "may happen (open)"),
        (1.0, "occurred", "has happened"),
        (0.0, "denied", "denied"),
        (None, "planned", "is planned"),
    ],
)
def test_strength_of_wording_is_a_word_and_no_number(certainty, status, said):
    assert words.status_words(status, certainty) == said


def test_a_summary_says_whether_a_coder_looked(small):
    assert "Machine-coded, not verified." in measures.summary(small)
    small.verified = build("verified", [{"event_id": "a:31-36", "verified": True, "corrected_by": "ab"}])
    assert "Machine-coded; a coder verified 1 row." in measures.summary(small)
