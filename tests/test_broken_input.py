"""Folders that are locked, files that vanish, bombs, odd types: an error that names file and cure, or a counted skip."""

import decimal
import gzip
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

import toolkit
from toolkit.loading import ArticleError, stream_articles

STORY = "Foreign Minister Ana Ruiz of Peru will visit Chile next week, an aide said on Tuesday."


def skipped(folder, **options):
    """What is left under errors="skip", read at once and in parts, and what was dropped: the same both ways."""
    whole = toolkit.load_articles(folder, errors="skip", **options)
    parts = list(stream_articles(folder, errors="skip", **options))
    assert [a for p in parts for a in p.article_id] == whole.article_id.tolist()
    assert parts[-1].attrs["loss"]["dropped"] == whole.attrs["loss"]["dropped"]
    assert whole.attrs["loss"]["read"] == len(whole) + sum(whole.attrs["loss"]["dropped"].values())
    toolkit.loss(whole)
    return whole.article_id.tolist(), whole.attrs["loss"]["dropped"]


def refused(folder, words, **options):
    for read in (toolkit.load_articles, lambda *a, **o: list(stream_articles(*a, **o))):
        with pytest.raises(ArticleError, match=words):
            read(folder, **options)


# --- what cannot be read, or is gone


def locked(code, *arguments):
    """Python as somebody whom the rights of files bind: root is bound by none."""
    drop = []
    if os.geteuid() == 0:
        drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]
        if not shutil.which("setpriv") or subprocess.run([*drop, "true"], capture_output=True).returncode:
            pytest.skip("root, and no setpriv to bind it to the rights of files")
    command = [*drop, sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])


LOAD = """
import sys, toolkit
try:
    toolkit.load_articles(sys.argv[1])
except ValueError as error:
    print(error)
try:
    found = toolkit.load_articles(sys.argv[1], errors="skip")
    print(found.article_id.tolist(), found.attrs["loss"]["dropped"])
except ValueError as error:
    print(error)
"""


@pytest.fixture
def press(tmp_path):
    """A folder with a story, one in a folder below, and everything unlocked in the end."""
    (tmp_path / "press" / "secret").mkdir(parents=True)
    (tmp_path / "press" / "a.txt").write_text(STORY)
    (tmp_path / "press" / "secret" / "b.txt").write_text(STORY)
    yield tmp_path / "press"
    for path in (tmp_path / "press", tmp_path / "press" / "secret", tmp_path / "press" / "a.txt"):
        if path.exists():
            path.chmod(0o755)


def test_a_file_that_may_not_be_read(press):
    (press / "a.txt").chmod(0)
    told = locked(LOAD, press).stdout.splitlines()
    assert told[0] == "press/a.txt: cannot be opened: Permission denied"
    assert told[1] == "['b'] {'unreadable': 1}"


@pytest.mark.parametrize("rights", [0o000, 0o300, 0o600])
def test_a_folder_that_may_not_be_listed_or_entered(press, rights):
    (press / "secret").chmod(rights)
    told = locked(LOAD, press).stdout.splitlines()
    assert told[0].startswith("press/secret") and "Permission denied" in told[0]
    assert told[1] == "['a'] {'unreadable': 1}"


def test_a_source_that_may_not_be_listed(press):
    press.chmod(0)
    told = locked(LOAD, press).stdout.splitlines()
    assert told[0] == "press: cannot be listed: Permission denied; make it readable, or move it away"
    assert told[1] == "[] {'unreadable': 1}"
    told = locked(LOAD, press / "secret").stdout.splitlines()
    assert told == [f"{press}/secret: cannot be reached: Permission denied"] * 2


def test_hidden_folders_may_be_locked(press):
    (press / "secret").rename(press / ".git")
    (press / ".git").chmod(0)
    assert locked(LOAD, press).stdout.splitlines()[0] == "['a'] {}"
    (press / ".git").chmod(0o755)


def test_metadata_that_may_not_be_read_end_the_run_by_name(press):
    (press / "metadata.csv").write_text("file,title\na.txt,One\n")
    (press / "metadata.csv").chmod(0)
    told = locked(LOAD, press).stdout.splitlines()
    assert told == ["metadata.csv: cannot be opened: Permission denied"] * 2
    (press / "metadata.csv").write_bytes(b"file,title\na.txt,L\xffma\n")
    with pytest.raises(ArticleError, match="metadata.csv: byte 18 is not utf-8"):
        toolkit.load_articles(press, errors="skip")


def test_a_file_that_vanishes_between_listing_and_reading(tmp_path):
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(f"{STORY} {name}")
    parts = stream_articles(tmp_path, size=1)
    assert next(parts).article_id.tolist() == ["a"]
    (tmp_path / "b.txt").unlink()
    with pytest.raises(ArticleError, match="b.txt: cannot be opened: No such file or directory"):
        next(parts)
    (tmp_path / "b.txt").write_text(STORY)
    parts = stream_articles(tmp_path, size=1, errors="skip")
    next(parts)
    (tmp_path / "b.txt").unlink()
    (tmp_path / "b.txt").mkdir()
    last = list(parts)[-1]
    assert last.article_id.tolist() == ["c"] and last.attrs["loss"]["dropped"] == {"unreadable": 1}


def test_metadata_that_vanish_are_no_metadata(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    (tmp_path / "z").mkdir()
    (tmp_path / "z" / "b.txt").write_text(f"{STORY} b")
    (tmp_path / "z" / "metadata.csv").write_text("file,title\nb.txt,Two\n")
    parts = stream_articles(tmp_path, size=1)
    next(parts)
    (tmp_path / "z" / "metadata.csv").unlink()
    assert next(parts).title.isna().all()


def test_links_are_read_as_files_and_what_leads_nowhere_is_told(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "far.txt").write_text(STORY)
    press = tmp_path / "press"
    press.mkdir()
    (press / "near.txt").symlink_to(tmp_path / "outside" / "far.txt")
    (press / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (press / "folder").symlink_to(tmp_path / "outside", target_is_directory=True)
    os.mkfifo(press / "pipe.txt")
    found = toolkit.load_articles(press)
    assert found.article_id.tolist() == ["near"] and found.path.tolist() == ["press/near.txt"]
    assert found.attrs["loss"]["passed_over"] == ["press/folder", "press/gone.txt", "press/pipe.txt"]


def test_nothing_to_read_is_told(tmp_path):
    (tmp_path / ".hidden.txt").write_text(STORY)
    (tmp_path / ".git").mkdir()
    for source in (tmp_path, tmp_path / ".git", [], str(tmp_path / "*.nothing"), "x" * 5000, "~nobody-of-that-name/x"):
        with pytest.raises(ArticleError, match="holds no|no such file|cannot be reached"):
            toolkit.load_articles(source, errors="skip")


def test_a_name_of_another_encoding_is_told_by_its_bytes(tmp_path):
    path = tmp_path / os.fsdecode(b"L\xe1ma.txt")
    path.write_text(STORY)
    assert skipped(tmp_path) == (["L\\udce1ma"], {})


# --- how large, how deep


def test_a_million_characters_are_no_article(tmp_path):
    (tmp_path / "a.txt").write_text("a " * 600_000)
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "b" * 1_200_000}) + "\n" + json.dumps({"text": STORY}))
    refused(tmp_path, "a.txt: its text has 1,200,000 characters; one article has at most 1,000,000: split it")
    assert skipped(tmp_path) == (["b-000002"], {"too large": 2})


def test_a_text_longer_than_spacy_reads_has_a_cure(tmp_path):
    from toolkit.extraction import ExtractionError
    from toolkit.frames import build

    rows = build("articles", [dict(article_id="long", text="a " * 600_000), dict(article_id="short", text=STORY)])
    with pytest.raises(ExtractionError, match="article 'long': .*1,200,000 characters.* split it"):
        toolkit.extract(rows)
    corpus = toolkit.extract(rows, errors="skip")
    assert list(corpus.info["failures"]) == ["long"] and set(corpus.sentences.article_id) == {"short"}


@pytest.mark.parametrize("suffix", [".txt", ".html", ".json", ".jsonl", ".csv", ".parquet"])
def test_a_bomb_is_not_unpacked(tmp_path, suffix):
    (tmp_path / f"bomb{suffix}.gz").write_bytes(gzip.compress(b"a" * 20_000_000, 9))
    refused(tmp_path, "holds more than 1,000,000 bytes; split it, or give a larger max_bytes=", max_bytes=1_000_000)
    assert skipped(tmp_path, max_bytes=1_000_000) == ([], {"too large": 1})


def test_a_small_parquet_file_that_holds_much_is_not_unpacked(tmp_path):
    rows = pa.table({"text": pa.array(["word " * 2000] * 20_000).dictionary_encode()})
    parquet.write_table(rows, tmp_path / "bomb.parquet", compression="zstd")
    assert (tmp_path / "bomb.parquet").stat().st_size < 100_000
    with pytest.raises(ArticleError, match="holds more than 10,000,000 bytes"):
        toolkit.load_articles(tmp_path, max_bytes=10_000_000)


def test_json_too_deep_or_with_a_number_too_long(tmp_path):
    (tmp_path / "deep.json").write_text("[" * 200_000)
    (tmp_path / "long.json").write_text('{"text": "x", "id": ' + "9" * 5000 + "}")
    (tmp_path / "rows.jsonl").write_text(
        '{"a":' * 100_000 + "\n" + json.dumps({"text": STORY}) + '\n{"text": "x", "id": ' + "9" * 5000 + "}"
    )
    refused(tmp_path, "deep.json: is no JSON: maximum recursion depth")
    refused(tmp_path / "long.json", "long.json: is no JSON: Exceeds the limit")
    assert skipped(tmp_path) == (["rows-000002"], {"unreadable": 4})


def test_one_bad_line_in_ten_thousand(tmp_path):
    lines = [json.dumps({"id": f"a{n}", "text": f"Peru met Chile {n}."}) for n in range(10_000)]
    lines[7311] = lines[7311][:20]
    (tmp_path / "mine.jsonl").write_text("\n".join(lines))
    refused(tmp_path, "mine.jsonl#7312: is no JSON")
    found = toolkit.load_articles(tmp_path, errors="skip")
    assert len(found) == 9_999 and found.attrs["loss"]["dropped"] == {"unreadable": 1}


PAGE = f"<article>{'<p>' + STORY + '</p>'}{'<p>The foreign ministry in Lima did not say whom she would meet there.</p>'}</article>"


def test_pages_that_are_bombs(tmp_path):
    (tmp_path / "deep.html").write_text("<html><body>" + "<div>" * 100_000 + PAGE + "</div>" * 100_000)
    names = ["<!ENTITY a 'aaaaaaaaaa'>", *(f"<!ENTITY a{n} '{f'&a{n - 1 if n else str()};' * 10}'>" for n in range(9))]
    head = f"<?xml version='1.0'?><!DOCTYPE html [{''.join(names)}<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
    (tmp_path / "entities.html").write_text(f"{head}<html><body>{PAGE.replace('Peru', 'Peru &a8; &e;')}</body></html>")
    found = toolkit.load_articles(tmp_path, errors="skip")
    assert found.attrs["loss"]["read"] == 2
    assert all(len(text) < 1000 and "root:" not in text for text in found.text)


# --- tables


def test_two_columns_of_one_name_are_an_error(tmp_path):
    (tmp_path / "a.csv").write_text(f"text,Text ,title,,\n{STORY},other,T,,\n")
    parquet.write_table(pa.table([[STORY], ["other"]], names=["text", "text"]), tmp_path / "b.parquet")
    refused(tmp_path / "a.csv", "a.csv: has two columns 'text'; rename one of them")
    refused(tmp_path / "b.parquet", "b.parquet: has two columns 'text'; rename one of them")
    assert skipped(tmp_path) == ([], {"unreadable": 2})


def test_a_field_of_any_length_and_one_that_is_never_closed(tmp_path):
    (tmp_path / "long.csv").write_text("text,title\n" + '"' + "word " * 100_000 + '",T\n')
    (tmp_path / "open.csv").write_text('text\n"' + STORY)
    refused(tmp_path / "open.csv", "open.csv: line 2: unexpected end of data")
    assert skipped(tmp_path) == (["long-000001"], {"unreadable": 1})


def column(values, type=None):
    return {"text": pa.array([STORY, f"{STORY} b"]), "published": pa.array(values, type)}


@pytest.mark.parametrize(
    ("table", "days"),
    [
        (column([date(2025, 2, 3), None]), ["2025-02-03", ""]),
        (column([1738625400123456789, None], pa.timestamp("ns", tz="Asia/Seoul")), ["2025-02-04", ""]),
        (column([decimal.Decimal("20250203"), None]), ["2025-02-03", ""]),
        (column(pa.array(["2025-02-03", "2025-02-04"]).dictionary_encode()), ["2025-02-03", "2025-02-04"]),
        (column([2**62, 0], pa.timestamp("us")), ["1970-01-01"]),
        (column([2**30, 0], pa.date32()), ["1970-01-01"]),
        (column([0, None], pa.timestamp("us", tz="Mars/Olympus")), [""]),
        (column([[date(2025, 2, 3)], None]), [""]),
        (column([{"day": "2025-02-03"}, None]), [""]),
        (column([b"2025-02-03", None]), [""]),
        (column([3, None], pa.duration("s")), [""]),
    ],
    ids="date nanoseconds decimal dictionary far-instant far-day odd-zone list struct bytes duration".split(),
)
def test_types_of_parquet_columns(tmp_path, table, days):
    parquet.write_table(pa.table(table), tmp_path / "odd.parquet")
    ids, dropped = skipped(tmp_path)
    found = toolkit.load_articles(tmp_path, errors="skip")
    assert ["" if pd.isna(day) else str(day)[:10] for day in found.published] == days
    assert len(ids) + sum(dropped.values()) == 2
    if dropped:
        refused(tmp_path, "odd.parquet#1: (published: |holds a value that cannot be read)")


@pytest.mark.parametrize(
    "text", [[[STORY]], [{"a": STORY}], [STORY.encode()], [7], [None]], ids="list struct bytes number nothing".split()
)
def test_a_text_of_another_type_is_no_text(tmp_path, text):
    parquet.write_table(pa.table({"text": text}), tmp_path / "odd.parquet")
    refused(tmp_path, "odd.parquet#1: (its text is a|holds no text)")
    assert skipped(tmp_path) == ([], {"no text": 1})


def test_parquet_cut_short_or_spoiled(tmp_path):
    whole = tmp_path / "whole.parquet"
    parquet.write_table(
        pa.table({"text": [f"{STORY} {n}" for n in range(50)]}), whole, use_dictionary=False, compression="none"
    )
    data = whole.read_bytes()
    for n, spoiled in enumerate((b"", data[:-20], data[:200], data.replace(b"Tuesday. 25", b"T\xffesday. 25"))):
        (tmp_path / f"{n}.parquet").write_bytes(spoiled)
        refused(tmp_path / f"{n}.parquet", f"{n}.parquet")
    ids, dropped = skipped(tmp_path)
    assert len([i for i in ids if i.startswith("whole-")]) == 50
    assert len([i for i in ids if i.startswith("3-")]) == 49 and dropped == {"unreadable": 4}


def test_half_a_character_in_any_field_is_an_error_that_names_it(tmp_path):
    for field in ("text", "title", "publisher", "url", "id"):
        record = {"text": STORY, field: "x \ud800 y"}
        (tmp_path / "mine.json").write_text(json.dumps(record))
        refused(tmp_path, f"its {'article_id' if field == 'id' else field} holds half a surrogate pair")
        assert skipped(tmp_path) == ([], {"unreadable": 1})
    (tmp_path / "mine.json").write_text(json.dumps({"body \ud800": STORY}))
    refused(tmp_path, r"mine.json: has no field 'text', only body \\ud800")
    assert skipped(tmp_path) == ([], {"no text": 1})


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp12522", "hex"])
@pytest.mark.parametrize("suffix", [".txt", ".jsonl", ".csv"])
def test_an_encoding_that_does_not_fit_is_an_error(tmp_path, encoding, suffix):
    (tmp_path / f"mine{suffix}").write_bytes('{"text": "text\nL\u00e1ma"}'.encode() + b"\xff\xfe\n")
    refused(tmp_path, f"mine{suffix}(#.*)?: ", encoding=encoding)
    assert skipped(tmp_path, encoding=encoding)[0] == []


def test_a_size_that_is_none_is_refused(tmp_path):
    (tmp_path / "a.txt").write_text(STORY)
    for n in (0, -5, 1e6, None):
        refused(tmp_path, "max_bytes=.*give a number of bytes", max_bytes=n)


# --- days and languages


@pytest.mark.parametrize(
    "day", ["0001-01-01", "9999-12-31", "0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00", "2025-02-31", "x" * 100_000]
)
def test_a_day_on_which_nothing_was_printed(tmp_path, day):
    (tmp_path / "mine.json").write_text(json.dumps({"text": STORY, "published": day}))
    refused(tmp_path, "mine.json: published.*(give published=)")
    assert skipped(tmp_path) == ([], {"bad date": 1})


def test_days_to_come_and_clocks_never_set_are_kept_and_told(tmp_path):
    days = ["2150-01-01", "1970-01-01", "1970-01-01T00:00:00Z", "2025-02-03"]
    rows = [json.dumps({"id": f"a{n}", "text": f"{STORY} {n}", "published": day}) for n, day in enumerate(days)]
    (tmp_path / "mine.jsonl").write_text("\n".join(rows))
    articles = toolkit.load_articles(tmp_path)
    assert articles.published.dt.year.tolist() == [2150, 1970, 1970, 2025]
    told = toolkit.loss(articles).set_index("step").loc["dated 1970-01-01 or in the future"]
    assert (told["n"], told["example"]) == (3, "a0")
    corpus = toolkit.extract(articles)
    assert corpus.times.loc[corpus.times.expression == "next week", "date_start"].dt.year.tolist() == [
        2150,
        1970,
        1970,
        2025,
    ]


FRENCH = (
    "Le ministre des affaires du pays a dit mardi que la visite aurait lieu dans la semaine, selon un conseiller. " * 2
)
LONG = f"{STORY} It is to be the first visit of a minister to the city in two years, and she will meet her counterpart there."


def test_articles_in_other_languages_are_kept_and_told_or_left_out_and_counted(tmp_path):
    rows = {
        "long": {"text": LONG},
        "short": {"text": STORY},
        "french": {"text": FRENCH},
        "tagged": {"text": STORY, "language": "fr-CA"},
        "chinese": {"text": "\u5916\u4ea4\u90e8\u957f\u5c06\u4e8e\u4e0b\u5468\u8bbf\u95ee\u667a\u5229\u3002"},
        "said": {"text": FRENCH + "!", "language": "English"},
    }
    (tmp_path / "mine.jsonl").write_text("\n".join(json.dumps({"id": name, **row}) for name, row in rows.items()))
    articles = toolkit.load_articles(tmp_path)
    assert articles.language.fillna("").tolist() == ["en", "", "", "fr", "", "en"]
    told = toolkit.loss(articles).set_index("step")
    assert told.loc["not known to be English", "n"] == 4
    ids, dropped = skipped(tmp_path, languages=["en"])
    assert (ids, dropped) == (["long", "short", "said"], {"other language": 3})
    assert len(toolkit.load_articles(tmp_path, languages="en", max_loss=0.0)) == 3  # a choice, no fault
    assert toolkit.load_articles(tmp_path, languages=("French", "en")).article_id.tolist() == [
        "long",
        "short",
        "tagged",
        "said",
    ]
    with pytest.raises(ArticleError, match="languages=: 'anglais' is no code of a language"):
        toolkit.load_articles(tmp_path, languages=["anglais"])
