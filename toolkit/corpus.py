"""Corpus: the eight frames together; saved, opened, checked, made from anyone's rows."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from html import escape
from pathlib import Path

import pandas as pd

from .frames import CORPUS_FRAMES, FURTHER_FRAMES, build, conform


class CorpusError(ValueError):
    """Frames that do not make a corpus, or a folder that does not hold one; the message says what is missing."""


class Corpus:
    """The articles and all that was read out of them: eight flat frames that join on `article_id` and `event_id`.

    Made by `toolkit.extract`, by `Corpus.open` from a saved folder, or by `Corpus.from_frames` from anyone's rows.

    Attributes
    ----------
    articles, sentences, entities, times, statements, events, participants, evidence : pandas.DataFrame
        One row per article, sentence, mention, time expression, attributed content, event mention, participant of an
        event, and field of an event that words support. The columns stand in ``toolkit.frames`` and ``data/README.md``.
    passed, readings, corrections, verified : pandas.DataFrame
        Kept with them: words of the lexicon that made no row, what the dates mean, and what coders did to the rows.
    info : dict
        Provenance: versions, hashes of model and lexicons, failures by article.
    """

    def __init__(self, frames: dict[str, pd.DataFrame], info: dict | None = None):
        for name in CORPUS_FRAMES:
            setattr(self, name, frames[name])
        for name in FURTHER_FRAMES:
            setattr(self, name, frames[name] if name in frames else build(name, []))
        self.info = dict(info or {})

    @property
    def frames(self) -> dict[str, pd.DataFrame]:
        """The eight frames by name, in the order in which an article walks through them."""
        return {name: getattr(self, name) for name in CORPUS_FRAMES}

    @property
    def all_frames(self) -> dict[str, pd.DataFrame]:
        """The eight frames and the further ones that are kept with them."""
        return {name: getattr(self, name) for name in (*CORPUS_FRAMES, *FURTHER_FRAMES)}

    @classmethod
    def from_frames(cls, *, info: dict | None = None, **frames: pd.DataFrame) -> Corpus:
        """A corpus from rows of any coder, checked against ``toolkit.frames``.

        Parameters
        ----------
        info : dict, optional
            Where the rows come from.
        **frames : pandas.DataFrame
            Any of the eight frames by name. Columns that are missing are empty; `participants` is made from the columns
            `actors` and `recipients` of `events` where it is not given; `articles` from the ids that occur.

        Raises
        ------
        CorpusError
            On an unknown frame, a missing key, a key that is not unique, or a value that a column does not allow.
        """
        unknown = sorted(set(frames) - set(CORPUS_FRAMES))
        if unknown:
            raise CorpusError(f"unknown frame {unknown[0]!r}; a corpus has {', '.join(CORPUS_FRAMES)}")
        out = {}
        for name in CORPUS_FRAMES:
            data = frames.get(name)
            if data is None:
                out[name] = build(name, [])
                continue
            key = "event_id" if name in ("participants", "evidence") else "article_id"
            for needed in {key, "event_id"} if name == "events" else {key}:
                if needed not in data.columns or data[needed].isna().any():
                    raise CorpusError(
                        f"{name}: every row needs {needed!r}; the frame has {', '.join(map(str, data.columns))}"
                    )
            try:
                out[name] = conform(name, data)
            except ValueError as error:
                raise CorpusError(str(error)) from error
        if "articles" not in frames:
            ids = pd.unique(pd.concat([out[n]["article_id"] for n in CORPUS_FRAMES if "article_id" in out[n]]))
            out["articles"] = build("articles", [{"article_id": i} for i in ids])
        if "participants" not in frames:
            out["participants"] = build(
                "participants",
                [
                    p
                    for e in out["events"][["event_id", "actors", "recipients"]].to_dict("records")
                    for p in people_of(e)
                ],
            )
        for name, key in (("articles", "article_id"), ("events", "event_id")):
            twice = out[name].loc[out[name][key].duplicated(), key]
            if len(twice):
                raise CorpusError(f"{name}: {key} {twice.iloc[0]!r} stands on more than one row")
        return cls(out, info)

    def save(self, folder: str | os.PathLike, *, overwrite: bool = True) -> Path:
        """Write the frames as Parquet files and `corpus.json` into a folder; whole or not at all.

        Raises
        ------
        CorpusError
            Where the folder holds something else than a corpus, or one that may not be overwritten.
        """
        folder = Path(folder)
        if folder.exists() and any(folder.iterdir()):
            if not (folder / "corpus.json").exists():
                raise CorpusError(f"{folder}: holds files that are no corpus; give an empty or new folder")
            if not overwrite:
                raise CorpusError(f"{folder}: holds a corpus already; give overwrite=True or another folder")
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            for name, data in self.all_frames.items():
                data.to_parquet(made / f"{name}.parquet", index=False)
            (made / "corpus.json").write_text(json.dumps(self.info, indent=1, sort_keys=True), encoding="utf-8")
            if folder.exists():
                old = made.with_name(made.name + "-old")
                os.replace(folder, old)
                os.replace(made, folder)
                shutil.rmtree(old)
            else:
                os.replace(made, folder)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
        return folder

    @classmethod
    def open(cls, folder: str | os.PathLike) -> Corpus:
        """The corpus that `save` wrote: the same frames, column by column.

        Raises
        ------
        CorpusError
            Where the folder is not there, or a file of the corpus is missing.
        """
        folder = Path(folder)
        names = (*CORPUS_FRAMES, *FURTHER_FRAMES)
        for name in ("corpus.json", *(f"{n}.parquet" for n in names)):
            if not (folder / name).exists():
                raise CorpusError(f"{folder}: no {name} here; a corpus is what Corpus.save(folder) writes")
        frames = {n: conform(n, pd.read_parquet(folder / f"{n}.parquet")) for n in names}
        return cls(frames, json.loads((folder / "corpus.json").read_text(encoding="utf-8")))

    def __repr__(self) -> str:
        return f"<Corpus: {', '.join(f'{len(data):,} {name}' for name, data in self.frames.items())}>"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{escape(n)}</th><td>{len(d):,}</td></tr>" for n, d in self.frames.items())
        return f"<table><thead><tr><th>frame</th><th>rows</th></tr></thead><tbody>{rows}</tbody></table>"


def people_of(event: dict) -> list[dict]:
    """The names in a row's `actors` and `recipients` as rows of participants; three capitals are a state."""
    rows = []
    for role, column in (("actor", "actors"), ("recipient", "recipients")):
        names = event[column] if isinstance(event[column], str) else ""
        for name in dict.fromkeys(n.strip() for n in names.split(";") if n.strip()):
            state = len(name) == 3 and name.isupper()
            kind, country = ("state", name) if state else (None, None)
            rows.append({"event_id": event["event_id"], "role": role, "name": name, "kind": kind, "country": country})
    return rows
