import getpass
import json
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest

import toolkit
from toolkit import parameters, reporting
from toolkit.parameters import ReportError

ROOT = Path(__file__).parents[1]
STORY = "Ana Ruiz of Peru will visit Chile on 4 March 2025, her office said. <script>alert('x')</script> was left out."


@pytest.mark.parametrize(
    "name", ["../notebooks/05-one-actor", "05-one-actor.ipynb", "/etc/passwd", "", ".", "05-one-actor/../05-one-actor"]
)
def test_no_name_leads_out_of_the_folder(name):
    with pytest.raises(ReportError, match="no notebook"):
        toolkit.report(name)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "05-one-acter"}, "did you mean '05-one-actor'"),
        ({"actr": "Ana Ruiz"}, "has no parameter 'actr'; did you mean 'actor'"),
        ({"actor": 5}, "'actor' takes str .*got 5, a int"),
        ({"actor": None}, "'actor' takes str"),
        ({"articles": "no/such/folder"}, "nothing at 'no/such/folder'"),
    ],
)
def test_what_cannot_be_asked_for_is_an_error_before_anything_runs(asked, said, tmp_path):
    with pytest.raises(ReportError, match=said):
        toolkit.report(**{"name": "05-one-actor", "out": tmp_path / "out", **asked})
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("name", reporting.notebooks())
def test_parameters_read_without_running_are_those_that_papermill_sees(name):
    path = parameters.find(name)
    ours = {p.name: (p.type, p.default, p.help) for p in parameters.parameters_of(path)}
    theirs = papermill.inspect_notebook(str(path))
    assert ours == {p: (v["inferred_type_name"], eval(v["default"]), v["help"]) for p, v in theirs.items()}
    assert all(help for _, _, help in ours.values())


@pytest.mark.parametrize(
    ("cell", "said"),
    [("x = 1", "found 'x = 1'"), ("import os", "found 'import os'"), (None, "exactly one cell tagged")],
)
def test_a_parameters_cell_holds_nothing_but_parameters(cell, said, tmp_path):
    cells = [nbformat.v4.new_code_cell(cell, metadata={"tags": ["parameters"]})] if cell else []
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "n.ipynb")
    with pytest.raises(ReportError, match=said):
        parameters.parameters_of(tmp_path / "n.ipynb")


@pytest.mark.parametrize(
    ("value", "kind", "fits"),
    [
        ("x", "str", True),
        (1, "str", False),
        (1, "int", True),
        (True, "int", False),
        (1, "float", True),
        (True, "bool", True),
        (None, "Optional[int]", True),
        ("1", "Optional[int]", False),
        (["a"], "list[str]", True),
        ([1], "list[str]", False),
    ],
)
def test_types(value, kind, fits):
    assert parameters.fits(value, kind) is fits


def test_a_file_name_keeps_two_values_apart():
    assert parameters.slug("Cho Tae-yul") == "cho-tae-yul"
    assert parameters.slug("../../etc/passwd").startswith("etc-passwd-")
    assert len({parameters.slug(v) for v in ("a/b", "a b", "a.b", "à b", "조태열", "王毅")}) == 6


@pytest.mark.parametrize("here", [".", "notebooks", "data"])
def test_paths_are_those_of_the_project_wherever_we_are(here, monkeypatch):
    monkeypatch.chdir(ROOT / here)
    assert reporting.resolve(articles="data/articles").articles == ROOT / "data/articles"


def test_days_are_days():
    given = reporting.resolve(first_day="2025-01-31", last_day="", actor="  Ana   Ruiz ")
    assert given.first_day.isoformat() == "2025-01-31" and given.last_day is None and given.actor == "Ana Ruiz"
    assert given.asked["last_day"] == ""
    with pytest.raises(ReportError, match="'31.1.2025' is no day"):
        reporting.resolve(first_day="31.1.2025")
    with pytest.raises(ReportError, match="lies after"):
        reporting.resolve(first_day="2025-02-01", last_day="2025-01-31")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A report on one undated article, for an actor that does not occur in it."""
    folder = tmp_path_factory.mktemp("reports")
    (folder / "mine").mkdir()
    (folder / "mine" / "story.txt").write_text(STORY, encoding="utf-8")
    here = os.getcwd()
    os.chdir(folder)
    try:
        return toolkit.report("05-one-actor", out=folder / "new" / "out", articles="mine", actor="Anna Ruiz")
    finally:
        os.chdir(here)


def test_a_report_is_a_page_of_its_own_and_a_notebook(made):
    assert re.fullmatch(r"05-one-actor-anna-ruiz-mine-[0-9a-f]{6}\.html", made.name) and made.parent.name == "out"
    html = made.read_text(encoding="utf-8")
    assert not re.search(r"<(script|link|iframe)\b", html) and not re.search(r"(src|href)=['\"]?https?:", html)
    assert "READER" not in html and "Machine-coded, not verified." in html
    notebook = nbformat.read(made.with_suffix(".ipynb"), 4)
    assert "papermill" not in notebook.metadata and 'actor = "Anna Ruiz"' in notebook.cells[2].source


def test_no_path_of_this_machine_is_told(made, tmp_path):
    whole = toolkit.report("01-what-is-in-the-corpus", out=tmp_path, articles=made.parents[2] / "mine" / "story.txt")
    for path in (made, made.with_suffix(".ipynb"), whole, whole.with_suffix(".ipynb")):
        text = path.read_text(encoding="utf-8")
        assert not [place for place in (ROOT, Path.home(), sys.prefix, tmp_path.parent) if f"{place}/" in text]
        assert f"pytest-of-{getpass.getuser()}" not in text and made.parents[2].name not in text
    assert 'articles = "story.txt"' in whole.with_suffix(".ipynb").read_text(encoding="utf-8").replace("\\", "")


def test_an_actor_who_does_not_occur_is_said_in_words(made):
    html = made.read_text(encoding="utf-8")
    assert "Anna Ruiz' takes part in no event of this corpus (1 article" in unescape(html)
    assert "Nothing is told as ahead." in html and "no article to show" in html
    assert "So few articles are anecdote" in html


def run_again(notebooks, articles, folder):
    """Strict nbval on reports' notebooks: these tell of articles outside of the project the last part, the way is put back."""
    for path in notebooks:
        notebook = nbformat.read(path, 4)
        assert f'articles = "{articles.name}"' in notebook.cells[2].source
        whole = notebook.cells[2].source.replace(f'"{articles.name}"', json.dumps(str(articles)))
        notebook.cells[2].source = whole
        nbformat.write(notebook, folder / path.name)
    nbval = ["--nbval", "--nbval-current-env", "--nbval-sanitize-with", "tests/nbval_sanitize.cfg", "-p", "conftest"]
    again = [str(folder / path.name) for path in notebooks]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *nbval, *again]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout


def test_the_same_notebook_run_again_gives_the_same(made, tmp_path):
    """Strict nbval on what papermill made, with other parameters than the committed ones and an empty result."""
    run_again([made.with_suffix(".ipynb")], made.parents[2] / "mine", tmp_path)


def test_plain_papermill_runs_from_the_root(tmp_path):
    command = [sys.executable, "-m", "papermill", "notebooks/05-one-actor.ipynb", str(tmp_path / "out.ipynb")]
    command += ["-p", "actor", "Japan", "-p", "last_day", "2025-01-31", "--no-progress-bar", "--log-level", "ERROR"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    shown = [
        o["data"]["text/plain"]
        for c in nbformat.read(tmp_path / "out.ipynb", 4).cells
        for o in c.get("outputs", ())
        if "data" in o
    ]
    assert any(text.startswith("Japan takes part in") for text in shown)


def test_a_report_that_fails_says_why_and_the_others_are_made(tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "picture.png").write_bytes(b"")
    code = reporting.main(
        ["--articles", str(tmp_path / "empty"), "--out", str(tmp_path / "out"), "01-what-is-in-the-corpus"]
    )
    assert code == 1 and "01-what-is-in-the-corpus: ArticleError:" in capsys.readouterr().err
    assert "Failed: 01-what-is-in-the-corpus: ArticleError:" in (tmp_path / "out" / "index.html").read_text(
        encoding="utf-8"
    )
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["index.html"]


def test_asking_for_what_is_not_there_is_another_exit_code(tmp_path, capsys):
    assert reporting.main(["--out", str(tmp_path), "02-no-such"]) == 2
    assert reporting.main(["--out", str(tmp_path), "--actor", "X", "01-what-is-in-the-corpus"]) == 2
    assert "no notebook has a parameter 'actor'" in capsys.readouterr().err


def test_the_index_shows_a_line_and_a_picture_of_each(tmp_path):
    story = {
        "text": STORY,
        "title": "<img src=x onerror=alert(1)>",
        "publisher": "<b>Gazette</b>",
        "published": "2025-03-01",
    }
    (tmp_path / "mine.json").write_text(json.dumps([story]), encoding="utf-8")
    assert (
        reporting.report_all(["01-what-is-in-the-corpus"], out=tmp_path / "out", articles=tmp_path / "mine.json") == {}
    )
    (page,) = (tmp_path / "out").glob("01-*.html")
    shown = page.read_text(encoding="utf-8")
    assert not re.search(r"<script|<img src=x|<b>Gazette", shown) and "<script>alert('x')</script>" in unescape(shown)
    html = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    assert f"<a href='{page.name}'>What is in the corpus?</a>" in html
    assert "Which articles were read" in html and re.search(
        r"<img src='data:image/png;base64,[^']+' alt='Most often", html
    )


def test_rows_of_another_coder_make_reports(tmp_path):
    rows = [
        {"event_id": "1", "article_id": "x", "type": "CONSULT", "mode": "visit", "actors": "Ana Ruiz", "recipients": "CHL",
         "status": "planned", "published": "2025-03-01", "date_start": "2025-03-04", "date_end": "2025-03-04"},
        {"event_id": "2", "article_id": "y", "type": "PROTEST", "actors": "students", "published": "2025-03-02"},
    ]  # fmt: skip
    toolkit.Corpus.from_frames(events=pd.DataFrame(rows)).save(tmp_path / "theirs")
    names = [name for name in reporting.notebooks() if not name.startswith("09")]  # which measures what reading costs
    assert reporting.report_all(names, out=tmp_path / "out", articles=tmp_path / "theirs") == {}
    dossier = toolkit.report("05-one-actor", out=tmp_path / "out", articles=tmp_path / "theirs", actor="Ana Ruiz")
    assert "Ana Ruiz takes part in 1 event in 1 article" in dossier.read_text(encoding="utf-8")


def test_every_notebook_on_one_undated_article_gives_the_same_when_run_again(tmp_path):
    """Strict nbval on what papermill made of other articles than the committed ones: few, undated, next to nothing in them."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "story.txt").write_text(STORY, encoding="utf-8")
    assert reporting.report_all(out=tmp_path / "out", articles=tmp_path / "mine") == {}
    made = sorted((tmp_path / "out").glob("*.ipynb"))
    assert len(made) == len(reporting.notebooks())
    (tmp_path / "again").mkdir()
    run_again(made, tmp_path / "mine", tmp_path / "again")
