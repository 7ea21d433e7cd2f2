"""browse(): what is chosen, what is shown of it, and what the buttons write; the widgets are the real ones."""

import pandas as pd
import pytest

import toolkit
from toolkit.browser import _Widgets
from toolkit.correctionfile import CorrectionError


@pytest.fixture
def browser(small, tmp_path):
    return toolkit.browse(small, corrections=tmp_path / "mine.csv", coder="ab")


def ids(browser):
    return browser.rows.event_id.tolist()


@pytest.mark.parametrize(("choice", "expected"), [
    ({}, ["a:31-36", "a:72-75", "b:20-25", "c:20-25"]),
    ({"article_id": "a"}, ["a:31-36", "a:72-75"]),
    ({"actor": "Bo Lund"}, ["a:72-75"]),
    ({"actor": "Nobody"}, []),
    ({"status": "cancelled"}, ["b:20-25", "c:20-25"]),
    ({"source_kind": "anonymous"}, ["a:31-36"]),
    ({"type": "CONSULT", "first_day": "2025-03-01"}, ["a:31-36"]),
    ({"last_day": "2025-03-01"}, ["a:72-75"]),
    ({"least_certain": True}, ["a:31-36", "b:20-25", "c:20-25", "a:72-75"]),
])  # fmt: skip
def test_events_are_chosen_by_what_they_are(browser, choice, expected):
    browser.filter(**choice)
    assert ids(browser) == expected
    assert browser.event_id == (expected[0] if expected else None)


def test_the_chosen_event_is_outlined_in_its_article_and_nothing_runs(browser):
    assert "class='event ahead chosen'" in browser.article() and "will</b> <b>visit</b>" in browser.article()
    browser.choose("b:20-25")
    html = browser.article()
    assert "class='event off chosen'" in html
    assert "<script" not in html and "onerror='" not in html.replace("onerror=&#x27;", "")
    browser.filter(actor="Nobody")
    assert browser.article() == "<p>No event fits.</p>"


def test_right_wrong_and_fix_are_corrections(browser, small):
    browser.right()
    browser.choose("a:72-75")
    browser.fix("place", "Quito", reason="the sentence before")
    browser.choose("c:20-25")
    assert "no event" in browser.wrong()
    found = toolkit.correct(small, browser.path)
    assert found.corrections.outcome.value_counts().to_dict() == {
        "confirmed": 14,
        "applied": 2,
        "orphan": 0,
        "conflict": 0,
    }
    assert found.events.set_index("event_id").place["a:72-75"] == "Quito"
    assert "c:20-25" not in set(found.events.event_id)
    assert set(found.corrections.coder) == {"ab"} and "the sentence before" in set(found.corrections.reason)


def test_a_value_that_is_not_allowed_is_not_written(browser):
    with pytest.raises(CorrectionError, match="status 'maybe' is not known"):
        browser.fix("status", "maybe")
    with pytest.raises(CorrectionError, match="unknown field"):
        browser.fix("colour", "red")
    assert not browser.path.exists()


def test_a_file_of_something_else_is_not_appended_to(small, tmp_path):
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    with pytest.raises(CorrectionError, match="no column 'article_id'"):
        toolkit.browse(small, corrections=tmp_path / "notes.csv")


def test_the_widgets_follow_the_choice_and_write(browser, small):
    widgets = _Widgets(browser)
    widgets.fields["status"].value = "cancelled"
    assert [event for _, event in widgets.list.options] == ["b:20-25", "c:20-25"]
    widgets.list.value = "c:20-25"
    assert browser.event_id == "c:20-25" and "called off" in widgets.article.value
    widgets.wrong.click()
    assert "Written to mine.csv: c:20-25" in widgets.note.value
    assert widgets.list.options[1][0].startswith("[no event] visit") and widgets.list.value == "c:20-25"
    widgets.field.value = "type"
    assert "CONSULT" in widgets.value.options
    widgets.value.value = "PARTY"
    widgets.fix.click()
    assert "Not written" in widgets.note.value and "PARTY" in widgets.note.value
    widgets.fields["status"].value = "denied"
    widgets.right.click()
    assert widgets.note.value == "<p>No event is chosen.</p>"
    assert len(pd.read_csv(browser.path)) == 1


def test_without_widgets_the_article_is_shown(browser, monkeypatch):
    import sys

    assert "application/vnd.jupyter.widget-view+json" in browser._repr_mimebundle_()
    plain = toolkit.browse(browser.corpus, corrections=browser.path)
    monkeypatch.setitem(sys.modules, "ipywidgets", None)
    shown = plain._repr_mimebundle_()
    assert set(shown) == {"text/plain", "text/html"} and "Ruiz &amp; Lund" in shown["text/html"]
    assert repr(plain) == "4 events to browse; corrections go to mine.csv"


def test_an_empty_corpus_has_nothing_to_browse(nothing, tmp_path):
    empty = toolkit.browse(nothing, corrections=tmp_path / "x.csv")
    assert empty.article() == "<p>No event fits.</p>" and empty.options() == []
