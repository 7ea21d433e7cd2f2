"""Extraction in parts: the rows of one process, here and on a cluster; what is done stays done, whatever is killed."""

import gzip
import json
import os
import signal
import time

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from test_cache import articles, story

import toolkit
from toolkit.corpus import CorpusError
from toolkit.frames import build, conform
from toolkit.loading import ArticleError, stream_articles
from toolkit.planbook import AgendaError
from toolkit.scaling import FRAMES, ScalingError, agenda_to, extract_to


def records(n):
    return [dict(article_id=f"a{k}", published="2011-05-11", publisher="Wire", text=story(k, "Lima")) for k in range(n)]


def same(one, two):
    for name in FRAMES:
        assert_frame_equal(one.all_frames[name], two.all_frames[name])


@pytest.fixture(scope="module")
def whole():
    return toolkit.extract(articles(10))


# --- reading in pieces


@pytest.mark.parametrize("suffix", [".jsonl", ".csv", ".parquet", ".jsonl.gz"])
def test_a_stream_has_the_rows_of_a_load(tmp_path, suffix):
    path, rows = tmp_path / f"mine{suffix}", pd.DataFrame(records(7))
    if suffix == ".csv":
        rows.to_csv(path, index=False)
    elif suffix == ".parquet":
        rows.to_parquet(path, index=False)
    else:
        lines = "\n".join(json.dumps(r) for r in records(7)).encode()
        path.write_bytes(gzip.compress(lines) if suffix.endswith("gz") else lines)
    parts = list(stream_articles(path, size=3))
    assert [len(p) for p in parts] == [3, 3, 1] and parts[-1].attrs["loss"]["kept"] == 7
    drop = ["duplicate_of"]  # found within a part
    assert_frame_equal(
        pd.concat(parts, ignore_index=True).drop(columns=drop), toolkit.load_articles(path).drop(columns=drop)
    )


def test_a_large_file_is_streamed_and_a_large_line_or_packed_file_is_not(tmp_path):
    path = tmp_path / "mine.jsonl"
    path.write_text("\n".join(json.dumps(r) for r in records(7)))
    with pytest.raises(ArticleError, match="holds more than 1,000 bytes"):
        toolkit.load_articles(path, max_bytes=1000)
    assert sum(map(len, stream_articles(path, max_bytes=1000))) == 7
    with pytest.raises(ArticleError, match="mine.jsonl#1: is a line of more than 100 bytes"):
        list(stream_articles(path, max_bytes=100))
    (tmp_path / "bomb.jsonl.gz").write_bytes(gzip.compress(b"\n" * 50_000_000))
    with pytest.raises(ArticleError, match="holds more than 10,000 bytes"):
        list(stream_articles(tmp_path / "bomb.jsonl.gz", max_bytes=10_000))


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".csv.gz", ".tsv.gz"])
def test_a_packed_file_is_unpacked_as_it_is_read(tmp_path, suffix):
    rows, path = pd.DataFrame(records(300)), tmp_path / f"mine{suffix}"
    if suffix == ".jsonl.gz":
        rows.to_json(path, orient="records", lines=True)
    else:
        rows.to_csv(path, index=False, sep="\t" if "tsv" in suffix else ",")
    size = len(gzip.decompress(path.read_bytes()))
    with pytest.raises(ArticleError, match="holds more than"):
        toolkit.load_articles(path, max_bytes=size - 1)
    parts = list(stream_articles(path, size=100, max_bytes=size - 1, errors="skip"))
    assert 200 < sum(map(len, parts)) < 300 and parts[-1].attrs["loss"]["dropped"] == {"too large": 1}
    assert len(pd.concat(stream_articles(path, size=100, max_bytes=size))) == 300


def test_a_bad_byte_costs_its_line(tmp_path):
    lines = [json.dumps(r).encode() for r in records(3)]
    lines[1] = lines[1].replace(b"Lima", b"L\xffma")
    (tmp_path / "mine.jsonl").write_bytes(b"\n".join(lines))
    for read in (toolkit.load_articles, lambda p, **o: next(stream_articles(p, **o))):
        assert read(tmp_path / "mine.jsonl", errors="skip").article_id.tolist() == ["a0", "a2"]
        with pytest.raises(ArticleError, match="mine.jsonl#000002|mine.jsonl#2"):
            read(tmp_path / "mine.jsonl")


# --- in parts


def test_parts_make_the_same_corpus(whole, tmp_path):
    told = extract_to(articles(10), tmp_path / "out", size=4)
    assert told.n_articles.tolist() == [4, 4, 2] and set(told.outcome) == {"done"}
    same(toolkit.Corpus.open(tmp_path / "out"), whole)
    again = extract_to(articles(10), tmp_path / "out", size=4)
    assert set(again.outcome) == {"kept"} and again.n_events.sum() == len(whole.events)
    count = f"select count(*) from '{tmp_path}/out/events/*.parquet' where status = 'expected'"
    assert duckdb.sql(count).fetchall()[0][0] == (whole.events.status == "expected").sum()


def test_a_changed_article_does_its_part_anew_and_a_shorter_source_leaves_nothing_behind(tmp_path):
    extract_to(articles(10), tmp_path / "out", size=4)
    changed = articles(7)
    changed.loc[5, "published"] = pd.NaT
    told = extract_to(changed, tmp_path / "out", size=4)
    assert told.outcome.tolist() == ["kept", "done"]
    same(toolkit.Corpus.open(tmp_path / "out"), toolkit.extract(changed))


def test_a_part_without_its_mark_is_done_again(whole, tmp_path):
    extract_to(articles(10), tmp_path / "out", size=4)
    (tmp_path / "out" / "parts" / "part-00001.json").unlink()
    (tmp_path / "out" / "events" / "part-00001.parquet").write_bytes(b"half a file")
    assert extract_to(articles(10), tmp_path / "out", size=4).outcome.tolist() == ["kept", "done", "kept"]
    same(toolkit.Corpus.open(tmp_path / "out"), whole)


def test_failures_are_kept_by_article(tmp_path, monkeypatch):
    from toolkit import extraction

    real = extraction._rows_of
    monkeypatch.setattr(extraction, "_rows_of", lambda task, *rest: real(task, *rest) if task[0] != "a3" else 1 / 0)
    told = extract_to(articles(6), tmp_path / "out", size=4)
    assert told.n_failed.tolist() == [1, 0]
    assert "ZeroDivisionError" in toolkit.Corpus.open(tmp_path / "out").info["failures"]["a3"]


def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ScalingError, match="no parts of a corpus"):
        extract_to(articles(1), tmp_path)
    with pytest.raises(ScalingError, match="size=0"):
        extract_to(articles(1), tmp_path / "out", size=0)


def test_only_what_is_asked_for_is_opened(tmp_path):
    rows = articles(8)
    rows.loc[4:, "published"] = pd.Timestamp("2012-05-11")
    extract_to(rows, tmp_path / "out", size=3)
    late = toolkit.Corpus.open(tmp_path / "out", between=("2012-01-01", "2012-12-31"))
    assert late.articles.article_id.tolist() == ["a4", "a5", "a6", "a7"] == sorted(set(late.events.article_id))
    assert set(late.sentences.article_id) == set(late.events.article_id)
    assert set(late.participants.event_id) <= set(late.events.event_id)
    slim = toolkit.Corpus.open(tmp_path / "out", columns={"articles": ["published"], "times": []})
    assert slim.articles.text.isna().all() and slim.articles.published.notna().all() and slim.times.empty
    assert len(slim.events) == len(toolkit.Corpus.open(tmp_path / "out").events)
    with pytest.raises(CorpusError, match="articles has no 'body'"):
        toolkit.Corpus.open(tmp_path / "out", columns={"articles": ["body"]})


# --- on a cluster


@pytest.fixture(scope="module")
def client():
    distributed = pytest.importorskip("dask.distributed", reason="needs the extra `scale`")
    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def test_a_cluster_makes_the_same_corpus(whole, client, tmp_path):
    told = extract_to(articles(10), tmp_path / "out", client, size=2)
    assert told.part.tolist() == [0, 1, 2, 3, 4] and set(told.outcome) == {"done"}
    same(toolkit.Corpus.open(tmp_path / "out"), whole)
    assert set(extract_to(articles(10), tmp_path / "out", client, size=2).outcome) == {"kept"}


def test_a_worker_that_is_killed_loses_nothing(client, tmp_path):
    import threading

    def kill():
        for _ in range(600):
            if len(list((tmp_path / "out").glob("parts/*.json"))) >= 2:
                break
            time.sleep(0.05)
        os.kill(next(iter(client.run(os.getpid).values())), signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    told = extract_to(articles(60), tmp_path / "out", client, size=3)
    killer.join()
    assert told.n_articles.sum() == 60 and len(told) == 20
    same(toolkit.Corpus.open(tmp_path / "out"), toolkit.extract(articles(60)))


# --- the agenda of a corpus in parts

PLANS = [
    ("p1", "2011-05-09", "Peruvian Foreign Minister Ana Ruiz will visit Chile next week, an aide said Monday. "
     "The talks will be held in Santiago."),
    ("p2", "2011-05-10", "Chilean Foreign Minister Juan Soto is expected to hold talks with his Bolivian counterpart Eva Paz in Lima."),
    ("p3", "2011-05-12", "Chile condemned the bombing of a market in Kenya on Wednesday."),
    ("p4", "2011-05-18", "Peruvian Foreign Minister Ana Ruiz postponed her visit to Chile, her ministry said Wednesday."),
    ("p5", "2011-05-19", "Chilean Foreign Minister Juan Soto met Bolivian Foreign Minister Eva Paz in Lima on Wednesday."),
]  # fmt: skip


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    rows = [dict(zip(("article_id", "published", "text"), row)) for row in PLANS]
    out = tmp_path_factory.mktemp("plans") / "corpus"
    extract_to(build("articles", rows), out, size=2)
    return out


@pytest.mark.parametrize("size", [1000, 2])
def test_an_agenda_in_blocks_is_that_of_the_whole(plans, tmp_path, size):
    told = agenda_to(plans, tmp_path / "out", size=size)
    assert (len(told) > 1) == (size == 2) and set(told.outcome) == {"done"}
    whole = toolkit.agenda(toolkit.Corpus.open(plans))
    for name in ("entries", "reports"):
        key = {"entries": "agenda_id", "reports": "event_id"}[name]
        one, two = (
            conform(name, f).sort_values(key, ignore_index=True)
            for f in (getattr(whole, name), pd.read_parquet(tmp_path / "out" / name))
        )
        assert_frame_equal(one, two)
    trip = whole.entries[(whole.entries["mode"] == "visit") & (whole.entries["participants"] == "Ana Ruiz; CHL")]
    assert trip.n_articles.tolist() == [2] and trip.outcome.tolist() == ["postponed"]


def test_an_agenda_in_blocks_is_as_of_its_day_and_goes_on_where_it_was(plans, tmp_path):
    agenda_to(plans, tmp_path / "out", size=2, as_of="2011-05-12")
    reports = pd.read_parquet(tmp_path / "out" / "reports")
    assert reports.published.max() == pd.Timestamp("2011-05-12") and len(reports) > 3
    again = agenda_to(plans, tmp_path / "out", size=2, as_of="2011-05-12")
    assert set(again.outcome) == {"kept"}
    (tmp_path / "out" / "blocks" / "block-00001.json").unlink()
    (tmp_path / "out" / "entries" / "part-00001.parquet").write_bytes(b"half a file")
    assert agenda_to(plans, tmp_path / "out", size=2, as_of="2011-05-12").outcome.value_counts()["done"] == 1
    assert_frame_equal(pd.read_parquet(tmp_path / "out" / "reports"), reports)
    later = agenda_to(plans, tmp_path / "out", size=2)
    assert set(later.outcome) == {"done"}
    assert pd.read_parquet(tmp_path / "out" / "reports").event_id.nunique() == later.n_mentions.sum()


def test_an_agenda_of_no_parts_or_no_day_is_refused(plans, tmp_path):
    extract_to(build("articles", []), tmp_path / "empty")
    assert agenda_to(tmp_path / "empty", tmp_path / "none").dtypes.astype(str)["n_entries"] == "Int64"
    with pytest.raises(ScalingError, match="has no parts of events"):
        agenda_to(tmp_path, tmp_path / "out")
    with pytest.raises(ScalingError, match="holds files that are no parts of an agenda"):
        agenda_to(plans, plans)
    with pytest.raises(AgendaError, match="as_of='soon' is no date"):
        agenda_to(plans, tmp_path / "out", as_of="soon")


def test_a_cluster_makes_the_same_agenda(plans, client, tmp_path):
    agenda_to(plans, tmp_path / "one", size=2)
    agenda_to(plans, tmp_path / "two", client, size=2)
    for name in ("entries", "reports"):
        assert_frame_equal(pd.read_parquet(tmp_path / "one" / name), pd.read_parquet(tmp_path / "two" / name))
