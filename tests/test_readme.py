"""What README.md and docs/ say is done here: their Python prints what they show, lexicon rows work, links lead on."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import nbformat
import pandas as pd
import pytest

import toolkit
from toolkit import reporting
from toolkit.frames import CORPUS_FRAMES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(*languages, text=README):
    return re.findall(rf"^```({'|'.join(languages)})\n(.*?)^```$", text, re.M | re.S)


@pytest.mark.parametrize("page", ["README.md", "docs/many-articles.md"])
def test_python_on_a_page_prints_what_the_page_shows(page, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    names, printed = {}, ""
    for language, block in blocks("python", "text", text=(ROOT / page).read_text(encoding="utf-8")):
        if language == "text":
            assert printed == block
            continue
        with redirect_stdout(io.StringIO()) as out:
            exec(block, names)
        printed = out.getvalue()
    if page == "README.md":
        assert "called off" in (tmp_path / "out/cancelled.html").read_text(encoding="utf-8")


def test_rows_in_the_readme_do_what_it_says(tmp_path):
    for name, (_, rows) in zip(("triggers", "cues"), blocks("csv"), strict=True):
        assert f"my-words/{name}.csv" in README
        (tmp_path / f"{name}.csv").write_text(rows, encoding="utf-8")
    text = "President Ruiz will shuttle to Cairo on Tuesday. France and Egypt have earmarked talks for 3 March 2025."
    articles = pd.DataFrame({"article_id": ["a"], "text": [text], "published": [pd.Timestamp("2025-02-10")]})
    events = toolkit.extract(articles, lexicons=str(tmp_path)).events
    assert "shuttle" in set(events.trigger) and "shuttle" not in set(toolkit.extract(articles).events.trigger)
    assert events.set_index("trigger").status["talks"] == "planned"


def test_commands_in_the_readme_are_targets():
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    named = re.findall(r"\bmake ([a-z]+)\b(?=[ `\n]+(?:#|ARTICLES|opens|runs|`|\n))", README)
    assert {"report", "test"} <= set(named) <= set(targets)


PAGES = (
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    ROOT / "benchmarks/README.md",
    ROOT / "data/README.md",
)
LINK = re.compile(r"\]\((?!https?:|#)([^)]+)\)")


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    lost = [
        to for to in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / to.split("#")[0]).exists()
    ]
    assert lost == []


def test_every_notebook_and_every_frame_is_listed():
    listed = re.findall(r"^\| \[([\w-]+)\]\(notebooks/\1\.ipynb\) \| (.+) \|$", README, re.M)
    heads = {
        name: reporting._head(nbformat.read(ROOT / f"notebooks/{name}.ipynb", 4))[1] for name in reporting.notebooks()
    }
    assert dict(listed) == heads
    assert re.findall(r"^\| `(\w+)` \|", README, re.M) == list(CORPUS_FRAMES)
