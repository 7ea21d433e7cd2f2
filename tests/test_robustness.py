"""Broken folders, full disks, killed runs: nothing is lost in silence, and no earlier result is harmed."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from test_interrupted import started

import toolkit
from toolkit.loading import ArticleError

STORY = "Foreign Minister Ana Ruiz of Peru will visit Chile next week, an aide said on Tuesday."


def test_a_loop_of_links_ends_and_a_broken_link_is_told(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "story.txt").write_text(STORY)
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a" / "self.txt").symlink_to(tmp_path / "a" / "self.txt")
    (tmp_path / "a" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = toolkit.load_articles(tmp_path / "a", errors="skip")
    assert found.article_id.tolist() == ["story"]


@pytest.mark.parametrize("content", [
    b"", b"   \n\t ", b"\x00\x01\x02\xff\xfe", b"\xef\xbb\xbf", STORY.encode("utf-16-le"), "L\xe1ma".encode("latin-1"),
])  # fmt: skip
def test_what_is_no_text_is_an_error_or_a_counted_skip(tmp_path, content):
    (tmp_path / "bad.txt").write_bytes(content)
    (tmp_path / "good.txt").write_text(STORY)
    with pytest.raises(ArticleError, match="bad.txt: "):
        toolkit.load_articles(tmp_path)
    found = toolkit.load_articles(tmp_path, errors="skip")
    assert found.article_id.tolist() == ["good"] and found.attrs["loss"]["read"] == 2
    assert sum(found.attrs["loss"]["dropped"].values()) == 1


def test_mixed_line_ends_a_mark_and_other_scripts_are_read_as_they_are(tmp_path):
    text = f"{STORY}\r\nשלום 😀\rMojibake: LimÃ¡.\n{STORY}"
    (tmp_path / "odd.txt").write_bytes(b"\xef\xbb\xbf" + text.encode())
    articles = toolkit.load_articles(tmp_path)
    assert articles.text[0] == text
    corpus = toolkit.extract(articles)
    assert (corpus.events.trigger == "visit").sum() == 2
    for row in corpus.evidence.to_dict("records"):
        assert text[row["start_char"] : row["end_char"]] == row["quote"]


def test_ids_cannot_lead_out_of_a_folder(tmp_path):
    (tmp_path / "mine.jsonl").write_text(
        json.dumps({"article_id": "../../etc/x", "text": STORY, "published": "2011-05-11"})
    )
    corpus = toolkit.extract(toolkit.load_articles(tmp_path / "mine.jsonl"))
    corpus.save(tmp_path / "out" / "corpus")
    corpus.save(tmp_path / "out" / "public", texts=False)
    corpus.to_tables(tmp_path / "out" / "tables")
    assert {p.name for p in tmp_path.iterdir()} == {"mine.jsonl", "out"}


RUN = """
import resource, signal, sys, toolkit
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
corpus = toolkit.Corpus.open({corpus!r})
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
{what}
"""


@pytest.mark.parametrize(
    "what",
    [
        "corpus.save({corpus!r})",
        "corpus.to_tables({folder!r} + '/tables')",
    ],
)
def test_a_full_disk_is_an_error_and_harms_nothing(tmp_path, what):
    (tmp_path / "mine").mkdir()
    for n in range(40):
        (tmp_path / "mine" / f"{n}.txt").write_text(STORY.replace("Chile", ["Chile", "Ecuador", "Bolivia"][n % 3]))
    corpus = toolkit.extract(toolkit.load_articles(tmp_path / "mine", published="2011-05-11"))
    corpus.save(tmp_path / "corpus")
    names = {"corpus": str(tmp_path / "corpus"), "folder": str(tmp_path)}
    code = RUN.format(corpus=names["corpus"], what=what.format(**names))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1 and "Error" in done.stderr
    again = toolkit.Corpus.open(tmp_path / "corpus")
    assert_frame_equal(again.events, corpus.events)
    assert not [p.name for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_a_save_that_is_interrupted_leaves_the_earlier_corpus(tmp_path):
    (tmp_path / "story.txt").write_text(STORY)
    corpus = toolkit.extract(toolkit.load_articles(tmp_path / "story.txt", published="2011-05-11"))
    corpus.save(tmp_path / "corpus")
    code = f"import toolkit\nc = toolkit.Corpus.open({str(tmp_path / 'corpus')!r})\nprint('ready', flush=True)\n"
    code += f"while True: c.save({str(tmp_path / 'corpus')!r})"
    process = started("-c", code)
    process.stdout.readline()
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGINT)
    process.wait(30)
    whole = [p for p in tmp_path.iterdir() if (p / "corpus.json").exists()]
    assert whole and any(len(toolkit.Corpus.open(p).events) == len(corpus.events) for p in whole)


def test_no_pickle_is_read():
    code = "\n".join(p.read_text(encoding="utf-8") for p in Path(toolkit.__file__).parent.rglob("*.py"))
    assert "pickle" not in code and "yaml.load(" not in code and "eval(" not in code.replace("literal_eval(", "")


def test_control_characters_do_not_stop_a_sheet(tmp_path):
    (tmp_path / "odd.json").write_text(json.dumps({"text": STORY.replace("Chile", "Chile\x01 \x00"), "title": "\x02"}))
    corpus = toolkit.extract(toolkit.load_articles(tmp_path / "odd.json", published="2011-05-11"))
    for suffix in (".xlsx", ".csv"):
        toolkit.coding_sheet(corpus, n=3, path=tmp_path / f"sheet{suffix}")
        assert (tmp_path / f"sheet{suffix}").stat().st_size > 100
    corpus.to_tables(tmp_path / "tables")


@pytest.mark.parametrize("n", [2, 10])
def test_a_sheet_of_a_corpus_without_a_single_event(tmp_path, n):
    (tmp_path / "dull.txt").write_text("It rained. It snowed. It rained again.")
    sheet = toolkit.coding_sheet(toolkit.extract(toolkit.load_articles(tmp_path)), n)
    assert sheet.coded_event.tolist() == ["-"] * min(n, 3) and sheet.event_id.isna().all()
    assert sheet.sentence_text.str.startswith("It ").all() and "status" in sheet.columns


def test_a_chain_of_thousands_of_verbs_is_read():
    text = "Ten soldiers were " + " and ".join(["shot", "killed", "wounded"] * 400) + " by rebels in Aceh."
    articles = pd.DataFrame([{"article_id": "a", "text": text, "published": pd.Timestamp("2003-01-01")}])
    events = toolkit.extract(articles).events
    assert len(events) > 400
    assert set(events["type"]) == {"ASSAULT"}
