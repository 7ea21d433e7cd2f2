"""Reports and JupyterLab in a real browser: what a reader sees, that nothing runs, and that a correction gets written."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

import toolkit
from toolkit import reporting

sync_api = pytest.importorskip("playwright.sync_api", reason="needs the extra `browser`: pip install -e '.[browser]'")
CHROME = next((p for n in ("chromium", "chromium-browser", "google-chrome", "chrome") if (p := shutil.which(n))), None)
pytestmark = pytest.mark.skipif(CHROME is None, reason="no Chromium on this machine: apt-get install chromium")

ROOT = Path(__file__).parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
PAYLOADS = [
    "<script>window.hit=1;alert(1)</script>",
    "<img src=x onerror='window.hit=1;alert(1)'>",
    "<svg/onload=window.hit=1>",
    "<a href='javascript:window.hit=1'>click</a>",
    "</style><iframe srcdoc='<script>parent.hit=1</script>'>",
    "'><b onmouseover=window.hit=1>",
]


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROME, args=FLAGS)
        yield browser
        browser.close()


def opened(browser, path: Path, width: int):
    """A page with what went wrong on it: errors of the console, dialogs, requests beyond the file."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.wrong = []
    page.on("console", lambda m: page.wrong.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: page.wrong.append(str(e)))
    page.on("dialog", lambda d: (page.wrong.append(f"dialog {d.message}"), d.dismiss()))
    page.on("request", lambda r: page.wrong.append(r.url) if not r.url.startswith(("file:", "data:")) else None)
    page.goto(path.as_uri())
    return page


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    out = tmp_path_factory.mktemp("reports")
    assert reporting.report_all(out=out) == {}
    return out


@pytest.mark.parametrize("width", [400, 1400])
def test_index_and_reports_are_whole_at_every_width(browser, reports, width):
    pages = sorted(reports.glob("*.html"))
    assert len(pages) == len(reporting.notebooks()) + 1
    for path in pages:
        page = opened(browser, path, width)
        assert page.wrong == [], path.name
        broken = page.evaluate("[...document.images].filter(i => !i.complete || !i.naturalWidth || !i.alt).length")
        assert broken == 0, path.name
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert over <= 1, f"{path.name} is {over} pixels too wide at {width}"
        assert page.evaluate("document.querySelectorAll('h1').length") == 1, path.name
        page.close()


def test_links_of_the_index_lead_to_reports_and_tables_can_be_downloaded(browser, reports):
    page = opened(browser, reports / "index.html", 1000)
    for link in page.locator("h2 a").all():
        assert (reports / link.get_attribute("href")).exists()
    page.goto((reports / "01-what-is-in-the-corpus.html").as_uri())
    with page.expect_download() as download:
        page.locator("a.csv").first.click()
    assert download.value.suggested_filename == "table.csv"
    assert Path(download.value.path()).read_text(encoding="utf-8-sig").startswith("step,n,example")


def hostile(path: Path) -> Path:
    """A file of stories with each payload wherever an article can have one."""
    stories = [
        {
            "article_id": f"{n}{payload}",
            "title": payload,
            "publisher": payload,
            "url": f"https://example.org/{payload}",
            "published": "2025-03-01",
            "text": f"Foreign Minister Ana Ruiz of Peru will visit Chile next week, {payload} an aide said on Tuesday. {payload}",
        }
        for n, payload in enumerate(PAYLOADS)
    ]
    path.write_text(json.dumps(stories), encoding="utf-8")
    return path


def test_nothing_of_an_article_runs(browser, tmp_path):
    hostile(tmp_path / "mine.json")
    assert reporting.report_all(out=tmp_path / "out", articles=tmp_path / "mine.json") == {}
    corpus = toolkit.extract(toolkit.load_articles(tmp_path / "mine.json"))
    for n, article_id in enumerate(corpus.articles.article_id):
        toolkit.show(corpus, article_id).save(tmp_path / "out" / f"story-{n}.html")
    pages = sorted((tmp_path / "out").glob("*.html"))
    assert len(pages) > len(PAYLOADS)
    for path in pages:
        page = opened(browser, path, 1000)
        page.mouse.move(300, 300)
        assert page.wrong == [] and page.evaluate("window.hit === undefined"), path.name
        assert page.locator("script, iframe, svg[onload], [onerror], [onmouseover], a[href^='javascript']").count() == 0
        page.close()


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the project's notebooks and data."""
    home = tmp_path_factory.mktemp("lab")
    for name in ("notebooks", "data"):
        shutil.copytree(ROOT / name, home / name)
    shutil.copy(ROOT / "pyproject.toml", home)
    port = free_port()
    options = ["--no-browser", f"--port={port}", "--IdentityProvider.token=", "--ServerApp.password=", "--allow-root"]
    settings = {"JUPYTER_CONFIG_DIR": str(home / "config"), "JUPYTER_RUNTIME_DIR": str(home / "run")}
    settings |= {"JUPYTERLAB_SETTINGS_DIR": str(home / "settings"), "JUPYTERLAB_WORKSPACES_DIR": str(home / "spaces")}
    settings |= {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options], cwd=home, env=os.environ | settings,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5)
            break
        except OSError:
            time.sleep(0.5)
    yield home, f"http://127.0.0.1:{port}/lab/tree/notebooks/start.ipynb"
    process.terminate()
    process.wait(30)


def test_the_start_page_runs_in_jupyterlab_and_a_correction_gets_written(browser, lab):
    home, address = lab
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(address)
    page.locator(".jp-NotebookPanel h1", has_text="Start here").wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    wrong = page.get_by_role("button", name="wrong")
    wrong.wait_for(timeout=240_000)
    wrong.scroll_into_view_if_needed()
    page.locator(".wire .event.chosen").first.wait_for(timeout=60_000)
    assert page.locator(".wire .story").count() >= 1
    wrong.click()
    page.get_by_text("Written to corrections.csv").wait_for(timeout=60_000)
    written = (home / "out" / "corrections.csv").read_text(encoding="utf-8")
    assert written.startswith("article_id,start_char") and ",delete," in written
    page.close()


OVER = """document.querySelectorAll('.jp-OutputArea *').forEach(
    e => e.dispatchEvent(new MouseEvent('mouseover', {bubbles: true})))"""
BROWSE = """
import toolkit
from toolkit.display import Table
corpus = toolkit.extract(toolkit.load_articles("notebooks/mine.json"))
corpus.events["actors"] = corpus.events["article_id"].astype("str")
corpus.participants["name"] = corpus.participants["event_id"].astype("str")
corpus.events["place"] = corpus.events["article_id"].astype("str")
import os; os.makedirs("out", exist_ok=True)
toolkit.browse(corpus, corrections="out/mine.csv")
""".strip()
SHOW = """
for article_id in corpus.articles["article_id"]:
    display(toolkit.show(corpus, article_id))
display(Table(corpus.events, "<b onmouseover=window.hit=1>caption</b>"))
display(corpus, toolkit.loss(corpus.articles), corpus.events.head())
open("out/shown", "w").close()
""".strip()


def test_nothing_of_an_article_runs_in_jupyterlab(browser, lab):
    import nbformat

    home, address = lab
    hostile(home / "notebooks" / "mine.json")
    cells = [nbformat.v4.new_code_cell(source) for source in ("%cd -q ..", BROWSE, SHOW)]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    kernel |= {"language_info": {"name": "python"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), home / "notebooks" / "hostile.ipynb")
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.dialogs = []
    page.on("dialog", lambda d: (page.dialogs.append(d.message), d.dismiss()))
    own = address.replace(
        "/lab/tree", "/lab/workspaces/hostile/tree"
    )  # where no other notebook is open, hidden behind it
    page.goto(own.replace("start.ipynb", "hostile.ipynb"))
    page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for(timeout=120_000)
    page.get_by_text("| Idle").wait_for(timeout=120_000)
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    asks = page.locator(".jp-Dialog button.jp-mod-accept")  # which kernel it is to be
    for _ in range(1200):
        if asks.count():
            asks.first.click()
        if (home / "out" / "shown").exists():
            break
        page.wait_for_timeout(100)
    chosen = page.locator(".jp-OutputArea .wire .event.chosen").first
    chosen.wait_for(timeout=60_000)
    events = page.locator(".jp-OutputArea select[size] option")
    assert events.count() >= len(PAYLOADS)
    for n in range(events.count()):
        page.locator(".jp-OutputArea select[size]").select_option(index=n)
        page.wait_for_timeout(300)
        page.evaluate(OVER)
    assert "window.hit=1" in "".join(page.locator(".jp-OutputArea").all_inner_texts())  # as words
    page.get_by_role("button", name="wrong").click()
    page.get_by_text("Written to mine.csv").wait_for(timeout=60_000)
    outputs, seen = page.locator(".jp-OutputArea"), ""
    page.locator(".jp-NotebookPanel").hover()
    for _ in range(40):  # only what is in view is drawn
        page.mouse.wheel(0, 600)
        page.wait_for_timeout(100)
        page.evaluate(OVER)
        seen += "".join(outputs.all_inner_texts())
    assert all(payload in seen for payload in PAYLOADS)
    assert outputs.locator("script, iframe, svg[onload], [onerror], [onmouseover], a[href^='javascript']").count() == 0
    assert page.dialogs == [] and page.evaluate("window.hit === undefined")
    page.close()
