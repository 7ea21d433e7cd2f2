"""The same extraction in parts, on one machine or on a Dask cluster: more articles than fit into memory, or into a day."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from .blocks import agenda_to
from .extraction import LAYERS, basis_of, extract
from .interrupts import noted
from .loading import stream_articles
from .model import load_model
from .parts import ScalingError, bar, mark, marked, opened, placed, run

__all__ = ["ScalingError", "agenda_to", "extract_to"]

FRAMES = ("articles", *LAYERS)
DONE = "parts"  # the folder of marks


def extract_to(
    source,
    out: str | os.PathLike,
    client=None,
    *,
    size: int = 1000,
    model: str | None = None,
    lexicons: str | None = None,
    progress: bool = False,
    **loading,
) -> pd.DataFrame:
    """Articles of any number -> a folder of Parquet parts that `Corpus.open` and DuckDB read; done parts are not done again.

    Parameters
    ----------
    source : path, glob, list of these, or pandas.DataFrame
        As for `toolkit.load_articles`; it is streamed. Or an articles frame.
    out : path
        New, or of an earlier run, which then goes on: ``out/events/part-00007.parquet`` and so on, one folder per frame.
    client : dask.distributed.Client, optional
        Of any Dask cluster (``pip install 'wire-daybook[scale]'``) whose workers can import toolkit and write to `out`.
        Without one the parts are done here, one after the other.
    size : int
        Articles in a part. Another size makes other parts: what was done is done anew.
    model, lexicons
        As for `toolkit.extract`; on every worker.
    progress : bool
        Show a progress bar.
    **loading
        Options of `toolkit.load_articles`; ``errors="skip"`` if not said otherwise: one bad record is not to end a night's work.

    Returns
    -------
    pandas.DataFrame
        One row per part: part (Int64), n_articles, n_events, n_failed (Int64), outcome (str: done, kept). Articles that
        failed stand with their reasons in ``Corpus.open(out).info["failures"]``.

    Raises
    ------
    ScalingError
        Where `out` holds something else, `size` is below 1, or a part failed on the cluster more than three times.
    ArticleError, ModelMissing
        As `toolkit.load_articles` and `toolkit.extract`.

    Notes
    -----
    A part hangs on its articles, the model, the lexicons and the rules. It is written to one side and moved into place, and
    its mark in ``out/parts`` comes last: whatever kills a run, what has a mark is whole. Of at most two parts per worker the
    texts are in memory. `duplicate_of` is found within a part only.
    """
    if size < 1:
        raise ScalingError(f"size={size}: a part has at least one article")
    out = opened(out, DONE, "a corpus")
    basis = basis_of(load_model(model, lexicons=lexicons), model, lexicons)
    parts = _parts(source, size, {"errors": "skip", **loading})
    rows, loss = [], {}

    def todo() -> Iterator[tuple]:
        for number, articles in enumerate(parts):
            loss.update(articles.attrs.get("loss", {}))
            if articles.empty:  # all that was left was dropped, and is counted
                continue
            key = _key(articles, basis)
            known = mark(out / DONE, _name(number))
            if known.get("key") == key:
                rows.append({"part": number, **known["counts"], "outcome": "kept"})
                shown.update(1)
            else:
                (out / "corpus.json").unlink(missing_ok=True)  # until the last part is done, this is no corpus
                yield number, key, articles

    shown = bar(progress)
    try:
        with noted() as stopped:
            for number, counts in run(client, write_part, todo(), str(out), model, lexicons):
                rows.append({"part": number, **counts, "outcome": "done"})
                shown.update(1)
                if stopped:
                    raise KeyboardInterrupt
    except KeyboardInterrupt:
        raise KeyboardInterrupt(f"stopped: {len(rows)} parts are done, in {out}; run again to go on") from None
    finally:
        shown.close()
    _finish(out, len(rows), basis, loss)
    types = {**dict.fromkeys(("part", "n_articles", "n_events", "n_failed"), "Int64"), "outcome": "str"}
    return pd.DataFrame(rows, columns=list(types)).astype(types).sort_values("part", ignore_index=True)


def write_part(
    number: int, key: str, articles: pd.DataFrame, out: str, model: str | None, lexicons: str | None
) -> dict:
    """Read the articles of one part and write its rows: what a worker does. Returns the counts that its mark keeps."""
    corpus = extract(articles, model=model, lexicons=lexicons, errors="skip")
    for name in FRAMES:
        data = corpus.all_frames[name].copy()
        data.attrs = {}  # what was lost in loading, with file names, is no part of a public file
        placed(
            Path(out) / name / f"{_name(number)}.parquet", lambda path, data=data: data.to_parquet(path, index=False)
        )
    failures = corpus.info["failures"]
    counts = {"n_articles": len(articles), "n_events": len(corpus.events), "n_failed": len(failures)}
    marked(Path(out) / DONE, _name(number), {"key": key, "counts": counts, "failures": failures})
    return counts


def _name(number: int) -> str:
    return f"part-{number:05d}"


def _parts(source, size, loading) -> Iterator[pd.DataFrame]:
    if isinstance(source, pd.DataFrame):
        for i in range(0, len(source), size):
            yield source.iloc[i : i + size].reset_index(drop=True)
        return
    yield from stream_articles(source, size=size, **loading)


def _key(articles: pd.DataFrame, basis: dict) -> str:
    """What the rows of a part hang on: its articles as extraction reads them, and the basis of all."""
    digest = hashlib.sha256(json.dumps([basis, articles.attrs.get("between")], sort_keys=True).encode())
    columns = [c for c in ("article_id", "text", "published", "publisher") if c in articles.columns]
    for row in zip(*(articles[c] for c in columns)):
        told = ("" if pd.isna(v) else str(v) for v in row)
        digest.update("\0".join(f"{len(v)}:{v}" for v in told).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _finish(out: Path, n: int, basis: dict, loss: dict) -> None:
    """Parts beyond the last are of an earlier, longer source; `corpus.json` says what a corpus says of itself."""
    for path in out.glob("*/part-*"):
        if int(path.stem.removeprefix("part-")) >= n:
            path.unlink()
    failures = {}
    for path in sorted((out / DONE).glob("part-*.json")):
        failures |= json.loads(path.read_text(encoding="utf-8"))["failures"]
    known = {step: loss[step] for step in ("read", "kept", "dropped") if step in loss}
    info = {**basis, "failures": failures, "loading": known, "parts": n, "texts": True}
    told = json.dumps(info, indent=1, sort_keys=True)
    placed(out / "corpus.json", lambda path: path.write_text(told, encoding="utf-8"))
