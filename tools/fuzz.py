"""Inputs that nobody thought of, led by which lines of the toolkit they reach: python tools/fuzz.py {times,loader}.

Needs atheris (pip install atheris; Linux, CPython up to 3.13), which nothing else of this project does. `times` builds
sentences of time words, with a parse at random, and has them found and resolved from any day; `loader` writes bytes into a
file of any kind and loads it. A finding is printed once per place and kept in --out as a file; the run goes on. Give such
a file in place of the seconds to see it again: python tools/fuzz.py loader --again out/fuzz/loader/found-1.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import sys
import tempfile
import traceback
import warnings
from datetime import date
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["toolkit"], enable_loader_override=False):
    import toolkit
    from toolkit import dating, frames, intervals, loading, meanings, records  # noqa: F401
    from toolkit.components import times, timewords  # noqa: F401
    from toolkit.knowledge import table
    from toolkit.model import load_model

ROOT = Path(__file__).parents[1]
TAGS = ("NN", "NNS", "NNP", "VBD", "VBZ", "VB", "MD", "IN", "DT", "CD", "JJ", "RB", ",", ".", "TO", "VBN", "_SP")
POS = ("NOUN", "PROPN", "VERB", "AUX", "ADP", "DET", "NUM", "ADJ", "ADV", "PUNCT", "SPACE", "SYM")
DEPS = (
    "nsubj",
    "ROOT",
    "prep",
    "pobj",
    "npadvmod",
    "advmod",
    "aux",
    "det",
    "nummod",
    "compound",
    "punct",
    "advcl",
    "mark",
    "xcomp",
)
SIGNS = (
    ", . - – — ' ’ / : ( ) and or to from of the a an in at on by for since until after before 's said will met".split()
)
NUMBERS = (
    "1 2 5 12 13 15 29 30 31 32 60 97 100 999 1000 1999 2000 2025 2199 2200 9999 10000 0.5 1.5 3rd 1st 21st".split()
)
NUMBERS += "1990s 90s '97 10:30 9.30 24:00 3/4/2025 31.02.2025 13/13/2013 2025-02-30 0300 1,000 mid-2011 two-day 99999999".split()
SUFFIXES = (".txt", ".html", ".htm", ".json", ".jsonl", ".csv", ".tsv", ".parquet")
DATES = (
    "2025 02 31 - / . , T Z + : Mon Feb february 3 3rd 23:40 GMT UTC EST +0900 -05:00 p.m. 0001 9999 W06 at , ".split(
        " "
    )
)


class Finding(Exception):
    """Something that must hold does not."""


def words() -> list[str]:
    """Every word of the lexicons of time, and what stands between them."""
    found = [w for row in table("times", None) for w in row["word"].split()]
    found += [w for row in table("holidays", None) for w in row["holiday"].split()]
    return [*dict.fromkeys(found), *SIGNS, *NUMBERS, "\n", "\n\n", "\u00a0"]


def times_target():
    """Bytes -> a Doc of time words with a parse at random -> found, resolved, and resolved again from another day."""
    from spacy.tokens import Doc

    nlp, known = load_model(), words()
    component = nlp.get_pipe("wire_times")

    def one(data: bytes) -> None:
        source = atheris.FuzzedDataProvider(data)
        day = date.fromordinal(source.ConsumeIntInRange(1, date.max.toordinal())) if source.ConsumeBool() else None
        day = date(2025, 2, 3) if source.ConsumeBool() else day
        text = source.ConsumeUnicodeNoSurrogates(12) if source.ConsumeIntInRange(0, 7) == 0 else ""
        tokens, columns = [], {"tags": [], "pos": [], "deps": [], "heads": []}
        for n in range(source.ConsumeIntInRange(1, 24)):
            pick = source.ConsumeIntInRange(0, len(known))
            word = known[pick] if pick < len(known) else str(source.ConsumeUInt(16))
            tokens.append(word.title() if source.ConsumeBool() else word)
            for name, values in (("tags", TAGS), ("pos", POS), ("deps", DEPS)):
                columns[name].append(source.PickValueInList(list(values)))
            columns["heads"].append(source.ConsumeIntInRange(0, n - 1) if n else 0)
        if text:
            tokens.append(text)
            for name, value in (("tags", "NN"), ("pos", "NOUN"), ("deps", "dep"), ("heads", 0)):
                columns[name].append(value)
        with nlp.memory_zone():
            doc = Doc(nlp.vocab, words=tokens, spaces=[True] * len(tokens), **columns)
            doc._.published = day
            component(doc)
            check(doc)
            times.resolve_all(doc._.times, date(2024, 2, 29))
            check(doc)
            for t in doc._.times:
                for other in (day, date.min, date.max):
                    if other:
                        times.event_window(t, other)
                        times.lasting(t, start=other)
                        times.lasting(t, end=other)
        pieces = [source.PickValueInList(list(DATES)) for _ in range(source.ConsumeIntInRange(0, 8))]
        read_date("".join(pieces) + source.ConsumeUnicodeNoSurrogates(20))

    return one


def check(doc) -> None:
    end = 0
    for t in doc._.times:
        if not (end - 1 <= t.start < t.end <= len(doc)):  # "2001-2005" is one token, and may be two expressions
            raise Finding(f"tokens {t.start} to {t.end} after {end} of {len(doc)}")
        if t.date_start and t.date_end and t.date_start > t.date_end:
            raise Finding(f"{doc[t.start : t.end].text!r}: {t.date_start} to {t.date_end}")
        if t.precision not in (None, *frames.PRECISIONS) or t.anchor not in (None, *frames.ANCHORS):
            raise Finding(f"{doc[t.start : t.end].text!r}: {t.precision}, {t.anchor}")
        if t.timex_type not in frames.TIMEX_TYPES or not t.timex_value:
            raise Finding(f"{doc[t.start : t.end].text!r}: {t.timex_type}, {t.timex_value!r}")
        end = t.end


def read_date(text: str) -> None:
    """A day, or a ValueError that is the reader's own."""
    try:
        day, instant = dating.read_date(text)
    except ValueError as error:
        if "is no day of the calendar" not in str(error):
            raise Finding(f"{text!r}: {error}") from error
        return
    if day is not None and type(day) is not date or instant is not None and instant.tzinfo is None:
        raise Finding(f"{text!r}: {day!r}, {instant!r}")


def loader_target():
    """Bytes -> a file of any kind, beside it perhaps metadata -> a frame that keeps to its columns, or an ArticleError."""
    folder = Path(tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else None))
    options = ({}, {"timezone": "Asia/Seoul"}, {"encoding": "cp1252"}, {"encoding": "utf-16"}, {"max_bytes": 200})
    options += ({"between": ("2025-01-01", "2025-12-31")}, {"columns": {"b": "text"}}, {"published": "2025-02-03"})

    def one(data: bytes) -> None:
        if len(data) < 3:
            return
        suffix, given, packed = SUFFIXES[data[0] % len(SUFFIXES)], options[data[1] % len(options)], data[0] >= 128
        errors, load = ("raise", "skip", "skip", "skip")[data[2] // 16 % 4], (whole, streamed)[data[2] // 64 % 2]
        content = data[3:]
        path = folder / f"story{suffix}{'.gz' if packed else ''}"
        beside = folder / "metadata.csv"
        if data[2] % 8 == 1:
            cut = data.find(b"\n\n\n")
            beside.write_bytes(data[3 : max(cut, 3)])
            content = data[max(cut, 3) :]
        path.write_bytes(gzip.compress(content, 1) if packed and data[2] % 2 == 0 else content)
        try:
            load(folder, errors=errors, **given)
        except records.ArticleError as error:
            if not str(error).strip() or errors == "skip" and not concerns_all(error):
                raise Finding(f"ends the run: {error}") from error
        finally:
            path.unlink()
            beside.unlink(missing_ok=True)

    return one


def concerns_all(error) -> bool:
    """Whether an error is of no single record: under errors="skip" nothing else may end a run."""
    return any(word in str(error) for word in ("metadata.csv", "columns", "unknown encoding", "published="))


def whole(folder, **options) -> None:
    keeps(toolkit.load_articles(folder, **options))


def streamed(folder, **options) -> None:
    for part in loading.stream_articles(folder, size=2, **options):
        keeps(part)


def keeps(articles) -> None:
    again = frames.conform("articles", articles)
    if list(again.columns) != frames.columns("articles") or not (again.dtypes == articles.dtypes).all():
        raise Finding(f"columns {articles.dtypes.to_dict()}")
    if not articles.article_id.is_unique or articles.text.isna().any() or (articles.text == "").any():
        raise Finding("an id twice, or no text")
    known = articles.attrs["loss"]
    if known["read"] != known["kept"] + sum(known["dropped"].values()) or known["kept"] < len(articles):
        raise Finding(f"lost in silence: {known}")
    toolkit.loss(articles)


def seeds(folder: Path, target: str) -> None:
    """What to begin with: a small file of every kind, the sample's own, dates as they are written."""
    folder.mkdir(parents=True, exist_ok=True)
    if target == "times":
        for n in range(40):
            (folder / f"seed-{n}").write_bytes(os.urandom(40 + 10 * n))
        return
    rows = [
        {"article_id": "a", "text": "Ana Ruiz will visit Lima.", "published": "2025-02-03T23:40Z", "title": "T"},
        {
            "article_id": "b",
            "text": "She met Bo Lund.",
            "published": "Mon, 03 Feb 2025 23:40:00 +0900",
            "language": "en",
        },
    ]
    page = "<html lang='en'><head><title>T</title><meta property='article:published_time' content='2025-03-07'></head>"
    page += f"<body><article><p>{'Ana Ruiz will visit Lima next week, an aide said. ' * 6}</p></article></body></html>"
    import pandas as pd

    parquet = io.BytesIO()
    pd.DataFrame(rows).to_parquet(parquet)
    table_ = pd.DataFrame(rows)
    contents = {
        ".txt": b"date 2025-01-03\nAna Ruiz will visit Lima.\n",
        ".html": page.encode(),
        ".htm": page.encode(),
        ".json": json.dumps({"articles": rows}).encode(),
        ".jsonl": "\n".join(map(json.dumps, rows)).encode(),
        ".csv": table_.to_csv(index=False).encode(),
        ".tsv": table_.to_csv(index=False, sep="\t").encode(),
        ".parquet": parquet.getvalue(),
    }
    for n, suffix in enumerate(SUFFIXES):
        for option in range(8):
            (folder / f"seed{suffix}-{option}").write_bytes(bytes([n, option, 0]) + contents[suffix])
        (folder / f"seed{suffix}-gz").write_bytes(bytes([n + 128, 0, 0]) + contents[suffix])
        beside = b"file,title,published\nstory,T,2025-02-03\n"
        (folder / f"seed{suffix}-beside").write_bytes(bytes([n, 0, 1]) + beside + b"\n\n\n" + contents[suffix])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("target", choices=("times", "loader"))
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--out", default="out/fuzz")
    parser.add_argument("--again", help="a finding to run once, with its traceback")
    asked = parser.parse_args()
    warnings.simplefilter("ignore")
    target = {"times": times_target, "loader": loader_target}[asked.target]()
    if asked.again:
        target(Path(asked.again).read_bytes())
        return
    out = Path(asked.out) / asked.target
    seeds(out / "corpus", asked.target)
    found = {}

    def one(data: bytes) -> None:
        try:
            target(data)
        except Exception as error:
            steps = traceback.extract_tb(error.__traceback__)
            own = [s for s in steps if "toolkit" in s.filename] or steps
            place = f"{type(error).__name__} at {Path(own[-1].filename).name}:{own[-1].lineno}"
            place += f" in {Path(steps[-1].filename).name}:{steps[-1].lineno}"
            if place not in found:
                found[place] = out / f"found-{len(found) + 1}"
                found[place].write_bytes(data)
                print(f"FOUND {found[place]}: {place}: {str(error)[:300]}", flush=True)

    limits = [
        f"-max_total_time={asked.seconds}",
        "-timeout=60",
        "-rss_limit_mb=6000",
        "-max_len=4096",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *limits, str(out / "corpus")], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
