"""The agenda of more events than fit into memory: what may be one event is brought together, block by block.

Blocking by the rarest token is the prefix filtering of set-similarity joins (Chaudhuri, Ganti & Kaushik 2006): of "USA, KOR"
and "USA, KOR, JPN" the rarest country is seldom another one, and a block of the rarest holds less than one of the commonest.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections import Counter
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from .corpus import Corpus
from .frames import FURTHER_FRAMES, build, conform
from .knowledge import rules
from .mentions import Mention, homes_told, leaders_told, mentions
from .parties import Party, gathering
from .parts import ScalingError, bar, mark, marked, opened, placed, run
from .planbook import dated, joined
from .storylines import Storyline, told_in_one
from .words import heir

DONE = "blocks"  # the folder of marks
COMPUTED = ("family", "phase", "several", "told", "word")  # what a mention works out of the rest
NEEDED = {
    "articles": ["published", "duplicate_of"],
    "sentences": ["sentence", "sentence_text", "start_char", "end_char"],
    "entities": ["name", "label", "office"],
    **dict.fromkeys(("times", "statements", *FURTHER_FRAMES), []),
}


def agenda_to(
    folder: str | os.PathLike, out: str | os.PathLike, client=None, *, as_of=None, size: int = 200_000, progress=False
) -> pd.DataFrame:
    """The agenda of a corpus in parts, as Parquet parts: ``pd.read_parquet(out + "/entries")`` and ``"/reports"``.

    Parameters
    ----------
    folder : path
        Of `extract_to`.
    out : path
        New, or of an earlier run, which then goes on.
    client : dask.distributed.Client, optional
        Of any Dask cluster whose workers can read `folder` and write to `out`. Without one all is done here.
    as_of : date or str, optional
        As for `toolkit.agenda`.
    size : int
        Mentions in a block, about; one worker has to hold a block (some 3 GB a million), and of a much-told country more.
    progress : bool
        Show a progress bar.

    Returns
    -------
    pandas.DataFrame
        One row per block: part, n_mentions, n_entries (Int64), outcome (str: done, kept).

    Raises
    ------
    ScalingError
        Where `folder` has no parts, `out` holds something else, or a part failed on the cluster more than three times.
    AgendaError
        Where `as_of` is no date.

    Notes
    -----
    Every event stands in ``reports`` once, as with `toolkit.agenda`. What an article tells of one event is joined first; it then
    goes to the block of the rarest of its countries (of a gathering, of its body; without either, of its first name), where it
    meets what other articles told. So two reports may stay apart that `toolkit.agenda` would join: those whose rarest countries
    differ, since one names a side more. `part_of` and `postponed_to` are found within a block. benchmarks/README.md says how
    often. Near copies count once within a part of the corpus.
    """
    source = Path(folder).resolve()
    files = sorted((source / "events").glob("part-*.parquet"))
    types = {"part": "Int64", "n_mentions": "Int64", "n_entries": "Int64", "outcome": "str"}
    if not files and (source / "parts").is_dir():  # a corpus of no article
        return pd.DataFrame(columns=list(types)).astype(types)
    if not files:
        raise ScalingError(f"{source}: has no parts of events; give a folder that toolkit.scaling.extract_to wrote")
    out = opened(out, DONE, "an agenda")
    stat = [(f.name, f.stat().st_size, f.stat().st_mtime_ns) for f in files]
    key = hashlib.sha256(json.dumps([stat, str(as_of), size, rules()]).encode()).hexdigest()
    told = mark(out / DONE, "whole")
    if told.get("key") != key:
        for name in ("entries", "reports", "mentions", DONE):
            shutil.rmtree(out / name, ignore_errors=True)
        told = {"key": key, **_surveyed(client, source, len(files), as_of, size)}
        marked(out / DONE, "whole", told)
    done = {n: mark(out / DONE, f"block-{n:05d}") for n in range(told["n_blocks"])}
    rows = [{"part": n, **counts, "outcome": "kept"} for n, counts in done.items() if counts]
    blocks = [(n,) for n, counts in done.items() if not counts]
    shown = bar(progress)
    if blocks:
        parts = [(n,) for n in range(len(files)) if not mark(out / DONE, f"mentions-{n:05d}")]
        for _ in run(client, _part_told, parts, str(source), str(out), str(out / DONE / "whole.json"), as_of):
            shown.update(1)
        for number, counts in run(client, _block_joined, blocks, str(out), told["day"]):
            rows.append({"part": number, **counts, "outcome": "done"})
            shown.update(1)
        for path in (out / DONE).glob("mentions-*.json"):
            path.unlink()
        shutil.rmtree(out / "mentions", ignore_errors=True)
    shown.close()
    return pd.DataFrame(rows, columns=list(types)).astype(types).sort_values("part", ignore_index=True)


def _surveyed(client, source: Path, n_parts: int, as_of, size: int) -> dict:
    """What every part has to know of all: the last day, whose country is which, who leads, how often a country takes part."""
    homes: dict[str, set] = {}
    leaders: set[str] = set()
    weights: Counter = Counter()
    days, n = [], 0
    for _, found in run(client, _part_surveyed, ((k,) for k in range(n_parts)), str(source), as_of):
        for name, codes in found["homes"].items():
            homes.setdefault(name, set()).update(codes)
        leaders.update(found["leaders"])
        weights.update(found["weights"])
        days += [found["day"]] * (found["day"] is not None)
        n += found["n"]
    one = {name: min(codes) for name, codes in sorted(homes.items()) if len(codes) == 1}
    about = {"homes": one, "leaders": sorted(leaders), "weights": dict(weights)}
    return {"day": max(days, default=None), "n_blocks": max(1, -(-n // size)), **about}


def _part(source: str, number: int, as_of):
    """One part of a corpus, its events by the day asked for, and that day."""
    file = f"part-{number:05d}.parquet"
    frames = {}
    for name in ("articles", "sentences", "entities", "times", "statements", "events", "participants", "evidence"):
        asked = NEEDED.get(name)
        keys = [] if asked is None else ["article_id", *asked]
        path = Path(source) / name / file
        frames[name] = build(name, []) if asked == [] else conform(name, pd.read_parquet(path, columns=keys or None))
    corpus = Corpus(frames)
    return corpus, *dated(corpus, as_of)


def _part_surveyed(number: int, source: str, as_of) -> dict:
    corpus, events, day = _part(source, number, as_of)
    people = corpus.participants
    people = people[people["event_id"].isin(set(events["event_id"]))]
    weights = people["country"].dropna().map(heir).value_counts().to_dict()
    told = {"homes": homes_told(corpus, events), "leaders": sorted(leaders_told(corpus, events))}
    return {**told, "weights": weights, "n": len(events), "day": None if pd.isna(day) else str(day.date())}


def _part_told(number: int, source: str, out: str, known: str, as_of) -> None:
    """The mentions of one part with the block that each belongs to, one row group a block."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    about = json.loads(Path(known).read_text(encoding="utf-8"))
    corpus, events, _ = _part(source, number, as_of)
    articles: dict[str, list[Mention]] = {}
    for m in mentions(corpus, events, about["homes"], set(about["leaders"])):
        articles.setdefault(m.article_id, []).append(m)
    buildings = set(corpus.entities.loc[corpus.entities["label"] == "FAC", "name"])
    copies = dict(corpus.articles[["article_id", "duplicate_of"]].dropna().values)
    rows: dict[int, list[tuple]] = {}
    for told in articles.values():
        for group in told_in_one(told):
            block = _block(_rarest(group, about["weights"]), about["n_blocks"])
            for m in group.mentions:
                fields = {k: v for k, v in asdict(m).items() if k not in COMPUTED}
                row = block, copies.get(m.article_id), m.place in buildings, json.dumps(fields, ensure_ascii=False)
                rows.setdefault(block, []).append(row)
    names = {"block": pa.int32(), "copy_of": pa.string(), "building": pa.bool_(), "mention": pa.string()}
    schema = pa.schema(list(names.items()))

    def write(path):
        with pq.ParquetWriter(path, schema, compression="zstd") as writer:
            for block in sorted(rows):
                writer.write_table(pa.table([pa.array(c) for c in zip(*rows[block])], schema=schema))

    placed(Path(out) / "mentions" / f"part-{number:05d}.parquet", write)
    marked(Path(out) / DONE, f"mentions-{number:05d}", {"n_mentions": len(events)})


def _rarest(group: Storyline, weights: dict[str, int]) -> str:
    """What a storyline is filed under: the body of a gathering, the rarest country, else the first name."""
    parties = (*group.actors, *group.recipients)
    bodies, countries = sorted(gathering(parties)), {heir(p.country) for p in parties if p.country}
    if bodies and (group.mode == "multilateral" or not countries):
        return bodies[0]
    if countries:
        return min(countries, key=lambda c: (weights.get(c, 0), c))
    return min((p.plain for p in parties), default=group.head.word)


def _block(name: str, n_blocks: int) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) % n_blocks


def _place_in_line(m: Mention) -> tuple:
    """Order of publication and text, as `mentions` has it; what is not known comes last."""
    late = float("inf")
    return m.published or late, m.article_id, late if m.sentence is None else m.sentence


def _block_joined(number: int, out: str, day: str | None) -> dict:
    """The entries and reports of one block, written; and how many there are."""
    files = sorted((Path(out) / "mentions").glob("part-*.parquet"))
    rows = pd.read_parquet(files, filters=[("block", "==", number)])
    told = []
    for text in rows["mention"]:
        fields = json.loads(text)
        people = {side: tuple(Party(**p) for p in fields.pop(side)) for side in ("actors", "recipients")}
        told.append(Mention(**fields, **people))
    copies = {m.article_id: first for m, first in zip(told, rows["copy_of"]) if isinstance(first, str)}
    buildings = {m.place for m, inside in zip(told, rows["building"]) if inside}
    told.sort(key=_place_in_line)
    _, entries, reports = joined(told, pd.NaT if day is None else pd.Timestamp(day), buildings, copies)
    name = f"part-{number:05d}.parquet"
    placed(Path(out) / "entries" / name, lambda path: entries.to_parquet(path, index=False))
    placed(Path(out) / "reports" / name, lambda path: reports.to_parquet(path, index=False))
    counts = {"n_mentions": len(reports), "n_entries": len(entries)}
    marked(Path(out) / DONE, f"block-{number:05d}", counts)
    return counts
