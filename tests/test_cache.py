"""Rows kept by article: equal to fresh ones, read anew where what they depend on changed, whole after a kill."""

import os
import shutil
import signal
import subprocess
import sys
import time
import warnings

import pandas as pd
import pytest
from test_extraction import PROOF

import toolkit
from toolkit.cache import CacheError, CacheWarning
from toolkit.extraction import LAYERS
from toolkit.frames import build
from toolkit.knowledge import PACKAGE

CITIES = "Lima Quito Bogotá Caracas Brasília Asunción Montevideo Santiago Sucre Georgetown Panama Managua".split()


def story(n, city):
    return (
        f"Norwegian Foreign Minister Jonas Gahr Støre will visit {city} next week, an aide said on Tuesday. "
        f"He is expected to meet officials there on May {n + 1}. Talks may follow two days later."
    )


def articles(n=12, day="2011-05-11"):
    rows = [dict(article_id=f"a{k}", published=day, publisher="Wire", text=story(k, CITIES[k % 12])) for k in range(n)]
    return build("articles", rows)


def same(one, two):
    for name in LAYERS:
        pd.testing.assert_frame_equal(one.all_frames[name], two.all_frames[name])


@pytest.fixture(scope="module")
def fresh():
    return toolkit.extract(articles())


def read_anew(monkeypatch):
    """How many articles each call reads, rather than takes from the cache."""
    from toolkit import extraction

    counts, real = [], extraction.read
    monkeypatch.setattr(extraction, "read", lambda batch, *rest: counts.append(len(batch)) or real(batch, *rest))
    return counts


def test_rows_from_the_cache_are_those_of_a_fresh_reading(fresh, tmp_path, monkeypatch):
    counts = read_anew(monkeypatch)
    same(toolkit.extract(articles(), cache=tmp_path / "c", batch_size=5), fresh)
    assert sum(counts) == 12
    counts.clear()
    again = toolkit.extract(articles(), cache=tmp_path / "c")
    assert sum(counts) == 0 and again.info == fresh.info
    same(again, fresh)
    same(toolkit.extract(articles(), cache=tmp_path / "c", n_process=2), fresh)


def test_a_new_article_costs_one_article_and_another_day_is_another_article(tmp_path, monkeypatch):
    toolkit.extract(articles(), cache=tmp_path / "c")
    counts = read_anew(monkeypatch)
    toolkit.extract(articles(13), cache=tmp_path / "c")
    assert sum(counts) == 1
    later = articles()
    later.loc[3, "published"] = pd.Timestamp("2011-05-18")
    found = toolkit.extract(later, cache=tmp_path / "c")
    assert sum(counts) == 2
    same(found, toolkit.extract(later))


def test_an_undated_article_keeps_the_day_that_its_text_proved(tmp_path):
    data = build("articles", [dict(article_id="u", text=PROOF.format(day="13 September"))])
    data.attrs["between"] = ("2006-01-01", "2006-12-31")
    first, again = (toolkit.extract(data, cache=tmp_path / "c") for _ in range(2))
    assert again.articles.published_basis.tolist() == ["text"]
    pd.testing.assert_frame_equal(first.articles, again.articles)
    same(first, again)


def test_a_changed_lexicon_reads_anew_and_says_so(tmp_path, monkeypatch):
    own = tmp_path / "lex"
    own.mkdir()
    shutil.copy(PACKAGE / "agencies.csv", own)
    toolkit.extract(articles(), cache=tmp_path / "c")
    counts = read_anew(monkeypatch)
    with pytest.warns(CacheWarning, match="lexicons changed since it was filled"):
        toolkit.extract(articles(), cache=tmp_path / "c", lexicons=str(own))
    assert sum(counts) == 12
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # back to a known basis: nothing to say, nothing to read
        toolkit.extract(articles(), cache=tmp_path / "c")
    assert sum(counts) == 12


def test_what_failed_is_tried_again(tmp_path, monkeypatch):
    from toolkit import extraction

    real = extraction._rows_of

    def fail(task, doc, between):
        if task[0] == "a3":
            raise RuntimeError("broken")
        return real(task, doc, between)

    monkeypatch.setattr(extraction, "_rows_of", fail)
    found = toolkit.extract(articles(), cache=tmp_path / "c", errors="skip")
    assert list(found.info["failures"]) == ["a3"]
    monkeypatch.undo()
    counts = read_anew(monkeypatch)
    assert not toolkit.extract(articles(), cache=tmp_path / "c").info["failures"] and sum(counts) == 1


def test_a_folder_that_cannot_hold_a_cache_is_refused(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CacheError, match="cannot be used as a cache"):
        toolkit.extract(articles(1), cache=tmp_path / "file")
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "rows.sqlite").write_text("this is no database, but a text of some length" * 50)
    with pytest.raises(CacheError, match="cannot be used as a cache"):
        toolkit.extract(articles(1), cache=tmp_path / "c")


RUN = """
import sys; sys.path.insert(0, {tests!r})
import toolkit
from test_cache import articles
toolkit.extract(articles(400), cache={cache!r}, batch_size=4)
"""


def test_a_run_that_was_killed_goes_on_where_it_stopped(tmp_path, monkeypatch):
    cache = tmp_path / "c"
    code = RUN.format(tests=os.path.dirname(__file__), cache=str(cache))
    process = subprocess.Popen([sys.executable, "-c", code])
    import sqlite3

    def kept():
        try:
            with sqlite3.connect(cache / "rows.sqlite", timeout=10) as db:
                return db.execute("SELECT count(*) FROM rows").fetchone()[0]
        except sqlite3.Error:
            return 0

    for _ in range(1200):
        if (cache / "rows.sqlite").exists() and kept() >= 8:
            break
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    done = kept()
    assert 8 <= done < 400
    counts = read_anew(monkeypatch)
    found = toolkit.extract(articles(400).head(done + 4), cache=cache)
    assert sum(counts) == 4
    same(found, toolkit.extract(articles(400).head(done + 4)))
