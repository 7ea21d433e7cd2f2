"""Corpus: the eight frames together; saved, opened, checked, made from anyone's rows."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from html import escape
from pathlib import Path

import pandas as pd

from .checking import CorpusError, checked, joined
from .frames import CORPUS_FRAMES, FURTHER_FRAMES, build
from .parts import writing
from .store import MARK, Store

__all__ = ["Corpus", "CorpusError"]


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

    def __getattr__(self, name: str):
        store = self.__dict__.get("_store")
        if store is None or name not in (*CORPUS_FRAMES, *FURTHER_FRAMES):
            raise AttributeError(f"a Corpus has no {name!r}; its frames are {', '.join(CORPUS_FRAMES)}")
        setattr(self, name, store.frame(name))  # of an opened corpus, read when it is first asked for
        return self.__dict__[name]

    def _n_rows(self, name: str) -> int:
        return len(self.__dict__[name]) if name in self.__dict__ else self._store.n_rows(name)

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
            Any of the eight frames by name. `events` needs `event_id`, `article_id` and `type` (map other codes to PLOVER's
            first), every other frame its key; columns that are missing are empty. `participants` is made from the cells
            of `actors` and `recipients` (names joined by "; ") where it is not given, `articles` from the ids that
            occur. Where only one of `events` and `articles` has `published` or `publisher`, the other gets it. Days
            are calendar days: a clock is dropped.

        Raises
        ------
        CorpusError
            On an unknown frame, a missing key, a key that is not unique or has no row to join, a column that is spelled
            otherwise, a value that a column does not allow, a window that ends before it starts. The message names
            the frame, the column, the first row (as ``events.iloc[3]``) and the cure.

        Examples
        --------
        >>> rows = pd.DataFrame({"event_id": ["1"], "article_id": ["x"], "type": ["CONSULT"], "actors": ["PER; Ana Ruiz"]})
        >>> Corpus.from_frames(events=rows).participants[["name", "kind", "country"]].values.tolist()
        [['PER', 'state', 'PER'], ['Ana Ruiz', nan, nan]]
        """
        unknown = sorted(set(frames) - set(CORPUS_FRAMES))
        if unknown:
            raise CorpusError(f"unknown frame {unknown[0]!r}; a corpus has {', '.join(CORPUS_FRAMES)}")
        given = {n: checked(n, frames[n]) for n in CORPUS_FRAMES if frames.get(n) is not None}
        out = joined(given)
        return cls({name: out[name] if name in out else build(name, []) for name in CORPUS_FRAMES}, info)

    def save(self, folder: str | os.PathLike, *, texts: bool = True, overwrite: bool = True) -> Path:
        """Write the frames as Parquet files and `corpus.json` into a folder; whole or not at all.

        Parameters
        ----------
        folder : path
            New, empty, or holding a corpus.
        texts : bool
            False writes a set that may be published: offsets, hashes, addresses and quotes of at most 25 words; no
            texts, no sentences, no contents of statements, no paths. ``Corpus.open(folder, articles=...)`` puts the
            texts back from one's own copy; until then the agenda, which reads "the visit" and "a visit" apart, may
            join otherwise. What may be published is a question of law, too: 25 words are a custom.
        overwrite : bool
            Whether a corpus that lies in the folder may be replaced.

        Raises
        ------
        CorpusError
            Where the folder holds something else than a corpus, or one that may not be overwritten.
        """
        if not texts:
            from .publishing import without_texts

            return without_texts(self).save(folder, overwrite=overwrite)
        folder = Path(folder)
        with writing(folder, CorpusError):
            if folder.exists() and any(folder.iterdir()):
                if not (folder / MARK).exists():
                    raise CorpusError(f"{folder}: holds files that are no corpus; give an empty or new folder")
                if not overwrite:
                    raise CorpusError(f"{folder}: holds a corpus already; give overwrite=True or another folder")
            self._place(folder)
        return folder

    def _place(self, folder: Path) -> None:
        """Written to one side and moved into place; whatever comes between, the earlier corpus is there or goes back."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        old = made.with_name(made.name + "-old")
        try:
            for name, data in self.all_frames.items():
                data.to_parquet(made / f"{name}.parquet", index=False)
            info = {"texts": True, **self.info}
            (made / MARK).write_text(json.dumps(info, indent=1, sort_keys=True), encoding="utf-8")
            if folder.exists():
                os.replace(folder, old)
            os.replace(made, folder)
        except BaseException:
            if old.exists() and not folder.exists():
                os.replace(old, folder)
            shutil.rmtree(made, ignore_errors=True)
            raise
        shutil.rmtree(old, ignore_errors=True)

    @classmethod
    def open(
        cls,
        folder: str | os.PathLike,
        *,
        articles: pd.DataFrame | None = None,
        between: tuple | None = None,
        columns: dict[str, list[str]] | None = None,
    ) -> Corpus:
        """The corpus that `save` or `toolkit.scaling.extract_to` wrote: the same frames, column by column.

        Parameters
        ----------
        folder : path
        articles : pandas.DataFrame, optional
            Of `toolkit.load_articles`: one's own copy of the texts, for a corpus that was saved without. A text is put
            back where its SHA-256 is the one that was read, and with it sentences, quotes and what was said; articles
            that are not in this frame stay without.
        between : (first, last), optional
            Only what was published between two days, both included; of the rest nothing is read into memory. Undated
            articles are left out.
        columns : dict, optional
            Of a frame only these columns, e.g. ``{"articles": ["article_id", "published"]}``; the others are empty. Keys
            are always read, and a frame with no columns asked for (``"times": []``) is empty.

        Raises
        ------
        CorpusError
            Where the folder is not there, a file of the corpus is missing, or a text given is not the one that was read.
            When a frame is used: where its file cannot be read, or the folder has got another corpus since.

        Notes
        -----
        A frame is read when it is first used, so that what nobody asks for costs nothing.
        """
        store = Store(Path(folder), columns, between)
        for name in (*CORPUS_FRAMES, *FURTHER_FRAMES):
            store.files(name)
        corpus = cls.__new__(cls)
        corpus._store, corpus.info = store, store.info
        if corpus.info.get("texts"):
            del corpus.info["texts"]  # said only of a corpus that has none
        if articles is None:
            return corpus
        from .publishing import with_texts

        return with_texts(corpus, articles)

    def to_tables(self, folder: str | os.PathLike, *, texts: bool = False) -> Path:
        """Write tables for other programs into a folder: CSV with a codebook, Stata, GEXF, PLOVER, IPTC, BibTeX.

        See `toolkit.exports.to_tables`, which says what stands in which file. ``texts=True`` keeps texts and sentences.
        """
        from .exports import to_tables

        return to_tables(self, folder, texts=texts)

    def __repr__(self) -> str:
        return f"<Corpus: {', '.join(f'{self._n_rows(name):,} {name}' for name in CORPUS_FRAMES)}>"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th>{escape(n)}</th><td>{self._n_rows(n):,}</td></tr>" for n in CORPUS_FRAMES)
        return f"<table><thead><tr><th>frame</th><th>rows</th></tr></thead><tbody>{rows}</tbody></table>"
