"""One visit told by three outlets, and a call told by two of them, coded by hand."""

# ruff: noqa: C408 - rows read better as dict(a=1) than as {"a": 1}

from html import unescape
from types import SimpleNamespace

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import toolkit
from toolkit import Corpus, plots, telling
from toolkit.frames import conform

OUTLET = {"a": "Gazette", "b": "Herald", "c": "Courier", "d": "Herald"}
TEXT = {
    "a": "President Ruiz will visit Santiago on 4 March, a diplomat said. She will phone Lund on 3 March.",
    "b": "President Ruiz may visit Chile in early March, an aide said. Ruiz will phone Lund on 3 March.",
    "c": "President Ruiz visits on 5 March, Bo Lund said.",
    "d": "Rain is expected.",
}
VISIT = dict(trigger="visit", type="CONSULT", mode="visit", actors="Ana Ruiz", recipients="CHL", place_country="CHL")
CALL = dict(
    trigger="phone", type="CONSULT", mode="phone", actors="Ana Ruiz; Bo Lund", status="scheduled", certainty=0.9
)
CALL |= dict(date_start="2025-03-03", date_end="2025-03-03", date_precision="day", source_kind="author", sentence=1)


def event(article, day, start, end, **more):
    at = TEXT[article].index(more["trigger"])
    key = dict(event_id=f"{article}:{at}-{at + 5}", article_id=article, published=f"2025-03-0{day}", tense="future")
    return {**key, "publisher": OUTLET[article], "date_start": start, "date_end": end, "sentence": 0, **more}


def evidence(article, field, *quotes):
    at = TEXT[article].index("visit")
    return [
        dict(event_id=f"{article}:{at}-{at + 5}", field=field, quote=q, start_char=(s := TEXT[article].index(q)), end_char=s + len(q))
        for q in quotes
    ]  # fmt: skip


@pytest.fixture
def corpus():
    said = dict(source="a diplomat", source_kind="anonymous")
    events = [
        event("a", 1, "2025-03-04", "2025-03-04", **VISIT, **said, place="Santiago", status="scheduled", certainty=0.9),
        {**event("a", 1, None, None, **CALL), **CALL},
        event("b", 2, "2025-03-01", "2025-03-10", **VISIT, **{**said, "source": "an aide"}, place="Chile", status="possible", certainty=0.7),
        {**event("b", 2, None, None, **CALL), **CALL},
        event("c", 2, "2025-03-05", "2025-03-05", **VISIT, source="Bo Lund", source_kind="person", status="scheduled", certainty=0.9),
    ]  # fmt: skip
    proofs = [*evidence("a", "status", "will"), *evidence("b", "status", "may"), *evidence("a", "date", "4 March")]
    proofs += [p for article in "abc" for p in evidence(article, "trigger", "visit")]
    cut = {a: TEXT[a].index(". ") + 1 for a in "ab"}
    sentences = [
        dict(article_id=a, sentence=0, sentence_text=TEXT[a][: cut.get(a)], start_char=0, end_char=0) for a in TEXT
    ]
    return Corpus.from_frames(
        articles=pd.DataFrame(
            dict(article_id=a, publisher=o, text=TEXT[a], published=f"2025-03-0{min(n, 2)}") for n, (a, o) in enumerate(OUTLET.items(), 1)
        ),
        sentences=pd.DataFrame(sentences),
        events=pd.DataFrame(events),
        evidence=pd.DataFrame(proofs),
    )  # fmt: skip


@pytest.fixture
def agenda(corpus):
    """The two entries joined by hand: which reports belong together is the agenda's affair, not tested here."""
    key = {"visit": "v", "phone": "p"}
    head = corpus.events.drop_duplicates("trigger").assign(participants=["Ana Ruiz; CHL", "Ana Ruiz; Bo Lund"])
    head = head.assign(agenda_id=head.trigger.map(key), n_articles=[3, 2], outcome="open")
    reports = corpus.events.assign(agenda_id=corpus.events.trigger.map(key))
    reports = reports.sort_values("published", kind="stable")
    return SimpleNamespace(entries=conform("entries", head), reports=conform("reports", reports))


@pytest.fixture
def visit():
    return "v"


@pytest.fixture
def rows(corpus, agenda, visit):
    return telling.reports(corpus, agenda, [visit])


def test_the_entry_that_most_outlets_tell_comes_first(agenda, visit):
    table = telling.several(agenda)
    assert table[["agenda_id", "n_outlets", "n_articles", "n_reports"]].values.tolist()[0] == [visit, 3, 3, 3]
    assert table.n_outlets.tolist() == [3, 2] and table.entry[1] == "Ana Ruiz, Bo Lund: talks by phone, 3 Mar 2025"
    assert telling.chosen(agenda) == [visit]


def test_an_entry_is_taken_by_its_key_and_nothing_by_another(agenda):
    call = telling.several(agenda).agenda_id[1]
    assert telling.chosen(agenda, call) == [call] and telling.chosen(agenda, "x") == []


def test_two_articles_are_compared_in_what_both_report(corpus, agenda, visit):
    both = telling.chosen(agenda, article_a="b", article_b="a")
    assert len(both) == 2 and telling.chosen(agenda, visit, "a", "b") == [visit]
    rows = telling.reports(corpus, agenda, both, article_a="b", article_b="a")
    assert sorted(rows.article_id) == ["a", "a", "b", "b"]
    assert telling.chosen(agenda, article_a="a", article_b="c") == [visit]
    for a, b in (("a", ""), ("a", "a"), ("a", "d"), ("a", "zz")):
        assert telling.chosen(agenda, article_a=a, article_b=b) == []


def test_each_report_says_when_where_how_surely_and_on_whose_word(rows):
    assert rows.outlet.tolist() == ["Gazette", "Herald", "Courier"]
    first, second, third = rows.to_dict("records")
    assert first["status"] == "is scheduled (firm)" and first["hedge"] == "“will”" and first["window"] == "4 Mar 2025"
    assert first["place"] == "Santiago" and first["source"] == "a diplomat (unnamed)" and first["told"] == "ahead"
    assert first["proof"] == "President Ruiz **will** **visit** Santiago on **4 March**, a diplomat said."
    assert second["hedge"] == "“may”" and second["window"] == "1–10 Mar 2025" and second["told"] == "open"
    assert third["hedge"] == "" and third["place"] == "" and third["source"] == "Bo Lund"
    assert first["line"] == "Gazette, 1 Mar 2025: visit"


def test_a_window_without_days_stands_in_its_words(corpus, agenda, visit):
    agenda.reports.loc[:, ["date_start", "date_end"]] = pd.NaT
    assert telling.reports(corpus, agenda, [visit]).window.tolist() == ["“4 March”", "", ""]


def test_what_differs_is_marked_in_words(rows):
    table = telling.differences(rows).set_index("field")
    assert table.verdict.to_dict() == {
        "status": "differs",
        "wording": "differs",
        "window": "differs",
        "place": "more or less exact",
        "source": "differs",
    }
    assert (
        table.said["wording"]
        == "**“will”** [Gazette, 1 Mar 2025] / **“may”** [Herald, 2 Mar 2025] / not said [Courier, 2 Mar 2025]"
    )
    assert table.said["status"] == (
        "**is scheduled (firm)** [Gazette, 1 Mar 2025; Courier, 2 Mar 2025] / **may happen (likely)** [Herald, 2 Mar 2025]"
    )


def test_a_day_in_a_week_and_a_town_in_its_state_do_not_contradict(rows):
    table = telling.differences(rows[:2]).set_index("field")
    assert table.verdict["window"] == table.verdict["place"] == "more or less exact"
    half_open = rows[:2].assign(date_end=[pd.Timestamp("2025-03-04"), pd.NaT])
    assert telling.differences(half_open).set_index("field").verdict["window"] == "more or less exact"
    apart = rows[:2].assign(place=["Santiago", "Valparaiso"])
    assert telling.differences(apart).set_index("field").verdict["place"] == "differs"


def test_unnamed_sources_are_neither_the_same_nor_different(rows):
    assert telling.differences(rows[:2]).set_index("field").verdict["source"] == "not to be told"
    alike = rows[:2].assign(source="a diplomat (unnamed)")
    assert telling.differences(alike).set_index("field").verdict["source"] == "not to be told"


def test_silence_is_no_difference(rows):
    table = telling.differences(rows.iloc[[0, 2]].assign(hedge="", source_kind="author")).set_index("field")
    assert table.verdict[["wording", "source", "place"]].tolist() == ["not said", "not said", "one says"]
    assert table.said["place"] == "**Santiago** [Gazette, 1 Mar 2025] / not said [Courier, 2 Mar 2025]"
    assert table.verdict["status"] == "same"


def test_a_summary_says_in_what_they_differ(agenda, rows):
    assert telling.summary(agenda, rows).endswith(
        "3 reports in 3 articles of 3 outlets. The reports differ in status, wording, window and source. "
        "They are more or less exact in place."
    )
    same = rows.iloc[[0, 2]].assign(status="is scheduled (firm)", window="4 Mar 2025", place="", hedge="")
    same = same.assign(source_kind="author")
    assert telling.summary(agenda, same).endswith("They agree in status and window. They do not contradict each other.")
    assert "nothing to compare; what differs, differs within it" in telling.summary(agenda, rows[:1])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (dict(agenda_id="x"), "No entry 'x' among the 2 of this agenda. The one of most outlets is "),
        (dict(article_a="a"), "One article was asked for, 'a': give article_a and article_b, or neither."),
        (dict(article_a="a", article_b="a"), "article_a and article_b are both 'a'"),
        (dict(article_a="a", article_b="zz"), "No article 'zz' reports an entry of this agenda; there is a, b, c"),
        (dict(agenda_id="x", article_a="a", article_b="b"), "report no entry in common with agenda_id 'x'"),
    ],
)
def test_what_cannot_be_compared_is_said(corpus, agenda, asked, said):
    wanted = telling.chosen(agenda, **asked)
    rows = telling.reports(corpus, agenda, wanted)
    assert said in telling.summary(agenda, rows, **asked) and not len(rows)


def test_articles_that_report_the_same(agenda):
    table = telling.comparable(agenda)
    assert table.values.tolist() == [
        ["a", "b", "Gazette; Herald", 2],
        ["a", "c", "Gazette; Courier", 1],
        ["b", "c", "Herald; Courier", 1],
    ]


def test_two_articles_of_one_outlet_come_last(agenda):
    agenda.reports["publisher"] = agenda.reports["publisher"].replace("Herald", "Gazette")
    assert telling.comparable(agenda).outlets.tolist() == ["Gazette; Courier", "Gazette; Courier", "Gazette"]


def test_an_entry_is_named_once(corpus, agenda, rows):
    assert "entry" not in telling.once(telling.differences(rows))
    both = telling.reports(corpus, agenda, telling.chosen(agenda, article_a="a", article_b="b"))
    assert (telling.once(both).entry != "").sum() == 2


def test_the_picture_has_a_line_per_report_in_their_order(rows):
    matplotlib.use("agg")
    ax = plots.timeline(rows, label="line", title=telling.windows(rows))
    assert [t.get_text() for t in ax.get_yticklabels()] == rows.line.tolist()
    assert ax.get_title(loc="left") == "3 windows in 3 dated reports of one plan"
    assert len({bar.get_hatch() for bar in ax.patches}) == 2
    plt.close("all")


def test_a_report_on_an_entry_that_is_not_there_says_so_in_words(tmp_path):
    (tmp_path / "story.txt").write_text(
        "Peru will host a summit with Chile on 4 March 2025, its ministry said.", encoding="utf-8"
    )
    asked = {"articles": tmp_path / "story.txt", "agenda_id": "<b>x</b>"}
    html = toolkit.report("06-how-outlets-tell-one-plan", out=tmp_path / "out", **asked).read_text(encoding="utf-8")
    assert "No entry '<b>x</b>' among the 1 of this agenda." in unescape(html) and "<b>x" not in html
    assert "Nothing to compare." in html and "No two articles report the same." in html


def test_nothing_gives_empty_tables_of_the_same_columns_and_types(agenda, rows, nothing):
    none = toolkit.agenda(nothing)
    empty = telling.reports(nothing, none, telling.chosen(none))
    assert list(empty.columns) == list(rows.columns) and empty.date_start.dtype == rows.date_start.dtype
    for full, bare in [
        (telling.several(agenda), telling.several(none)),
        (telling.comparable(agenda), telling.comparable(none)),
        (telling.differences(rows), telling.differences(empty)),
    ]:
        pd.testing.assert_series_equal(full.dtypes, bare.dtypes)
    assert telling.summary(none, empty).startswith("This agenda has no entry") and telling.windows(empty) == ""
    assert not len(telling.once(empty)) and not len(telling.once(telling.differences(empty)))
