"""Many reports at once: each by itself, failures told, what is done left alone."""

import json
from pathlib import Path

import pytest

import toolkit
from toolkit.parameters import ReportError

STORY = "Foreign Minister Ana Ruiz of Peru will visit Chile on 4 March 2025, her office said."


@pytest.fixture
def mine(tmp_path):
    story = {"text": STORY, "published": "2025-03-01", "publisher": "Gazette"}
    (tmp_path / "mine.json").write_text(json.dumps([story]), encoding="utf-8")
    return tmp_path


def run(folder, *actors, **more):
    return toolkit.report_each(
        "05-one-actor",
        over="actor",
        values=actors,
        out=folder / "out",
        articles=folder / "mine.json",
        progress=False,
        **more,
    )


def test_what_is_done_is_left_alone_until_something_changes(mine):
    first = run(mine, "Ana Ruiz", "Chile")
    assert first.outcome.tolist() == ["made", "made"] and first.path.nunique() == 2
    assert "Ana Ruiz takes part in" in Path(first.path[0]).read_text(encoding="utf-8")
    assert run(mine, "Ana Ruiz").outcome.tolist() == ["unchanged"]
    (mine / "mine.json").write_text(json.dumps([{"text": STORY, "published": "2025-03-02"}]), encoding="utf-8")
    assert run(mine, "Ana Ruiz").outcome.tolist() == ["made"]


def test_one_that_fails_does_not_stop_the_rest(mine):
    (mine / "empty").mkdir()
    (mine / "empty" / "x.png").write_bytes(b"")
    (mine / "jobs.yaml").write_text(
        f"- notebook: 01-what-is-in-the-corpus\n  articles: {mine / 'empty'}\n"
        f"- notebook: 01-what-is-in-the-corpus\n  articles: {mine / 'mine.json'}\n",
        encoding="utf-8",
    )
    found = toolkit.report_each(mine / "jobs.yaml", out=mine / "out", progress=False)
    assert found.outcome.tolist() == ["failed", "made"]
    assert "ArticleError" in found.reason[0] and found.path.isna().tolist() == [True, False]


@pytest.mark.parametrize(("text", "said"), [
    ("a: 1", "needs a list"),
    ("[]", "needs a list"),
    ("- actor: Japan", "entry 1: names no notebook"),
    ("- notebook: 05-one-actor\n  actr: Japan", "has no parameter 'actr'; did you mean 'actor'"),
    ("- notebook: ../etc/passwd", "no notebook"),
    ("- !!python/object/apply:os.system ['echo hi']", "cannot be read as YAML"),
    ("- [", "cannot be read as YAML"),
])  # fmt: skip
def test_a_list_that_cannot_be_run_is_an_error_before_anything_runs(mine, text, said):
    (mine / "jobs.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(ReportError, match=said):
        toolkit.report_each(mine / "jobs.yaml", out=mine / "out", progress=False)
    assert not (mine / "out").exists()


def test_values_are_asked_for(mine):
    with pytest.raises(ReportError, match="over which parameter"):
        toolkit.report_each("05-one-actor", out=mine / "out")
    with pytest.raises(ReportError, match="nothing to run"):
        run(mine)
    with pytest.raises(ReportError, match="no parameter 'actr'"):
        toolkit.report_each("05-one-actor", over="actr", values=["x"], out=mine / "out")
