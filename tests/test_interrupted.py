"""Ctrl-C, kill -9, folders that cannot be written: no half of anything is taken for whole, and the message says how to go on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbclient.exceptions import DeadKernelError
from pandas.testing import assert_frame_equal
from test_broken_input import STORY, locked
from test_cache import articles, same

import toolkit
from toolkit import extraction, reporting
from toolkit.corpus import CorpusError
from toolkit.scaling import extract_to

ROOT = Path(__file__).parents[1]
EXTRACT = """
import sys, toolkit
sys.path.insert(0, "tests")
from test_cache import articles
print("ready", flush=True)
toolkit.extract(articles(3000), cache=sys.argv[1], n_process=int(sys.argv[2]), batch_size=4)
"""


def started(*command):
    """A process of a group of its own, as a shell starts one: Ctrl-C goes to all of the group."""
    pipes = dict(stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    return subprocess.Popen([sys.executable, *command], cwd=ROOT, start_new_session=True, preexec_fn=heeding, **pipes)


def heeding():
    """Whoever runs the tests in the background may have had Ctrl-C ignored, and children inherit it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def until(true, seconds=120):
    end = time.time() + seconds
    while not true():
        assert time.time() < end
        time.sleep(0.1)


def children(pid):
    return [int(p) for p in subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()]


@pytest.mark.parametrize("n_process", ["1", "2"])
def test_ctrl_c_while_extracting_says_where_to_go_on(tmp_path, n_process):
    process = started("-c", EXTRACT, tmp_path / "c", n_process)
    process.stdout.readline()
    until(lambda: kept(tmp_path / "c"))
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=60)[1]
    last = told.strip().splitlines()[-1]
    assert last.startswith("KeyboardInterrupt: stopped after ") and last.endswith(
        f"{tmp_path / 'c'}: run again to go on"
    )
    assert told.count("Traceback") == 1  # the workers say nothing
    n = kept(tmp_path / "c")
    same(toolkit.extract(articles(n), cache=tmp_path / "c"), toolkit.extract(articles(n)))


def kept(folder):
    import sqlite3

    if not (folder / "rows.sqlite").exists():
        return 0
    with sqlite3.connect(folder / "rows.sqlite") as db:
        try:
            return db.execute("SELECT count(*) FROM rows").fetchone()[0]
        except sqlite3.OperationalError:
            return 0


def test_workers_go_with_the_one_who_started_them_and_a_killed_worker_is_told(tmp_path):
    process = started("-c", EXTRACT, tmp_path / "c", "2")
    until(lambda: kept(tmp_path / "c"))
    workers = children(process.pid)
    assert len(workers) == 2
    process.kill()
    process.wait(30)
    until(lambda: not any(alive(w) for w in workers), 20)
    process = started("-c", EXTRACT, tmp_path / "d", "2")
    until(lambda: kept(tmp_path / "d"))
    os.kill(children(process.pid)[0], signal.SIGKILL)
    told = process.communicate(timeout=60)[1].strip().splitlines()[-1]
    assert "ExtractionError: a process was killed after" in told and "smaller n_process=" in told


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_a_run_in_parts_that_is_broken_off_is_no_corpus_until_it_went_on(tmp_path):
    extract_to(articles(6), tmp_path / "out", size=2)
    code = "import sys\nsys.path.insert(0, 'tests')\nfrom test_cache import articles\nfrom toolkit.scaling import extract_to\n"
    code += "print('ready', flush=True)\nextract_to(articles(4000, '2011-05-12'), sys.argv[1], size=2)"
    process = started("-c", code, tmp_path / "out")
    before = (tmp_path / "out" / "parts" / "part-00000.json").read_bytes()
    until(lambda: (tmp_path / "out" / "parts" / "part-00000.json").read_bytes() != before)
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=60)[1].strip().splitlines()[-1]
    assert told.startswith("KeyboardInterrupt: stopped: ") and told.endswith("/out; run again to go on")
    with pytest.raises(CorpusError, match="extract_to was broken off here; run it again to go on"):
        toolkit.Corpus.open(tmp_path / "out")
    done = extract_to(articles(6, "2011-05-12"), tmp_path / "out", size=2)
    assert done.outcome[0] == "kept"
    assert_frame_equal(toolkit.Corpus.open(tmp_path / "out").events, toolkit.extract(articles(6, "2011-05-12")).events)


@pytest.fixture
def saved(tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    corpus = toolkit.extract(toolkit.load_articles(tmp_path / "story.txt", published="2011-05-11"))
    corpus.save(tmp_path / "corpus")
    return corpus


def test_ctrl_c_between_the_old_corpus_and_the_new_puts_the_old_one_back(saved, tmp_path, monkeypatch):
    real, calls = os.replace, []

    def replace(*paths):
        calls.append(paths)
        if len(calls) == 2:
            raise KeyboardInterrupt
        real(*paths)

    monkeypatch.setattr("toolkit.corpus.os.replace", replace)
    with pytest.raises(KeyboardInterrupt):
        saved.save(tmp_path / "corpus")
    assert_frame_equal(toolkit.Corpus.open(tmp_path / "corpus").events, saved.events)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["corpus", "story.txt"]


def test_kill_between_the_old_corpus_and_the_new_leaves_word_where_the_old_one_is(saved, tmp_path):
    (tmp_path / "corpus").rename(tmp_path / ".corpus-abc-old")  # what such a kill leaves
    with pytest.raises(CorpusError, match="a save was broken off here; the corpus before it lies in .corpus-abc-old"):
        toolkit.Corpus.open(tmp_path / "corpus")
    saved.save(tmp_path / "corpus")
    assert len(toolkit.Corpus.open(tmp_path / "corpus").events) == len(saved.events)


def test_ctrl_c_while_a_report_is_made_says_what_is_whole(tmp_path):
    out = tmp_path / "reports"
    out.mkdir()
    (out / "02-who-deals-with-whom.html").write_text("an earlier one")
    process = started("-m", "toolkit.reporting", "02-who-deals-with-whom", "--out", out)
    until(lambda: children(process.pid))  # the notebook's own process
    kernels = children(process.pid)
    time.sleep(1)
    os.killpg(process.pid, signal.SIGINT)
    told = process.communicate(timeout=60)[1].strip().splitlines()[-1]
    assert told == f"stopped: 0 of 1 reports are made and whole, in {out}; still to make: 02-who-deals-with-whom"
    assert process.returncode == 130
    assert [p.name for p in out.iterdir()] == ["02-who-deals-with-whom.html"]
    assert (out / "02-who-deals-with-whom.html").read_text() == "an earlier one"
    until(lambda: not any(alive(k) for k in kernels), 20)


def test_a_report_that_is_written_is_whole_or_not_there(tmp_path):
    code = "import sys\nfrom pathlib import Path\nfrom toolkit.reporting import _write\nprint('ready', flush=True)\n"
    code += "while True: _write(Path(sys.argv[1]), 'x' * 5_000_000)"
    process = started("-c", code, tmp_path / "report.html")
    until(lambda: (tmp_path / "report.html").exists())
    process.kill()
    process.wait(30)
    assert (tmp_path / "report.html").stat().st_size == 5_000_000


WRITE = """
import sys, toolkit
from pathlib import Path
from toolkit.scaling import extract_to
corpus, out = toolkit.Corpus.open(sys.argv[1]), Path(sys.argv[2])
browser = toolkit.browse(corpus, corrections=out / "x" / "corrections.csv")
for what in (
    lambda: corpus.save(out / "new"),
    lambda: corpus.to_tables(out / "tables"),
    lambda: extract_to(corpus.articles, out / "parts"),
    lambda: toolkit.extract(corpus.articles, cache=out / "cache"),
    lambda: toolkit.coding_sheet(corpus, n=5, path=out / "sheet.csv"),
    lambda: browser.right(),
    lambda: toolkit.report("01-what-is-in-the-corpus", out=out / "reports"),
    lambda: toolkit.report("01-what-is-in-the-corpus", out=out),
):
    try:
        what()
        print("written")
    except ValueError as error:
        print(type(error).__name__, error)
"""


def test_a_folder_that_cannot_be_written_is_told_with_the_cure(saved, tmp_path):
    (tmp_path / "locked").mkdir()
    (tmp_path / "locked").chmod(0o555)
    found = locked(WRITE, tmp_path / "corpus", tmp_path / "locked")
    (tmp_path / "locked").chmod(0o755)
    told = found.stdout.splitlines()
    assert [line.split()[0] for line in told] == (
        "CorpusError CorpusError ScalingError CacheError SheetError CorrectionError ReportError ReportError".split()
    ), found.stderr
    assert all("Permission denied" in line and "give a folder that can be written" in line for line in told)
    assert list((tmp_path / "locked").iterdir()) == []


def test_a_report_whose_process_is_killed_is_an_error_with_its_cause(tmp_path):
    process = started("-m", "toolkit.reporting", "02-who-deals-with-whom", "--out", tmp_path)
    until(lambda: children(process.pid))
    for kernel in children(process.pid):
        os.kill(kernel, signal.SIGKILL)
    told = process.communicate(timeout=60)[1].strip().splitlines()[-1]
    assert told == "02-who-deals-with-whom: its process was killed, as happens where memory ends"
    assert process.returncode == 1


@pytest.fixture
def heeded():
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield signal.default_int_handler
    assert signal.signal(signal.SIGINT, before) is signal.default_int_handler


def swallowed():
    with pytest.raises(KeyboardInterrupt):
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(1)


def test_ctrl_c_is_told_as_such_where_the_notebooks_process_dies_of_it_first(monkeypatch, heeded):
    def dies(*args, **kwargs):  # a race that cannot be provoked
        swallowed()
        raise DeadKernelError("Kernel died")

    monkeypatch.setattr("papermill.execute_notebook", dies)
    with pytest.raises(KeyboardInterrupt):
        reporting.execute(ROOT / "notebooks" / "start.ipynb", {})


def test_ctrl_c_that_a_library_swallows_stops_the_run_all_the_same(monkeypatch, heeded):
    read = extraction.read

    def swallowing(*args):
        swallowed()
        return read(*args)

    monkeypatch.setattr(extraction, "read", swallowing)
    with pytest.raises(KeyboardInterrupt, match="stopped after 1 of 3 articles"):
        toolkit.extract(articles(3), batch_size=1)
