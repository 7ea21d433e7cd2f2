"""A corpus on disk: each frame read when it is first asked for, and of it only the columns and days that were asked for."""

from __future__ import annotations

import json
from glob import escape
from pathlib import Path

import pandas as pd

from .checking import CorpusError
from .frames import FRAMES, build, columns, conform

MARK = "corpus.json"


def _missing(folder: Path, error: OSError) -> str:
    """Why there is no corpus to open, and the cure."""
    if not isinstance(error, FileNotFoundError):
        return f"its {MARK} cannot be read ({error.strerror})"
    if (folder / "parts").is_dir():
        return "extract_to was broken off here; run it again to go on"
    whole = next((path for path in folder.parent.glob(f".{escape(folder.name)}-*-old") if (path / MARK).exists()), None)
    if whole and not folder.exists():
        return f"a save was broken off here; the corpus before it lies in {whole.name}, and may be renamed"
    return f"no {MARK} here; a corpus is what Corpus.save(folder) writes"


class Store:
    """The Parquet files of one folder, written by `Corpus.save` or, in parts, by `toolkit.scaling.extract_to`.

    Parameters
    ----------
    folder : path
    asked : dict, optional
        Of a frame only these columns, and its keys.
    between : (first, last), optional
        Only what was published between two days.

    Raises
    ------
    CorpusError
        Where the folder holds no corpus, a file of it is missing, or a column is asked for that a frame has not; and when a
        frame is read, where its file cannot be, or another corpus has been written into the folder since.
    """

    def __init__(self, folder: Path, asked: dict[str, list[str]] | None = None, between: tuple | None = None):
        self.folder, self.asked = folder, asked or {}
        try:
            self.told = (folder / MARK).read_bytes()
            self.info = json.loads(self.told)
        except OSError as error:
            raise CorpusError(f"{folder}: {_missing(folder, error)}") from None
        except ValueError as error:
            raise CorpusError(f"{folder / MARK}: is no JSON ({error}); save the corpus again") from error
        self.days = tuple(pd.Timestamp(day) for day in between) if between else None
        for name, wanted in self.asked.items():
            known = columns(name) if name in FRAMES else []
            wrong = [c for c in wanted if c not in known]
            if wrong or not known:
                has = (
                    f"{name} has no {wrong[0]!r}; it has {', '.join(known)}" if known else f"there is no frame {name!r}"
                )
                raise CorpusError(f"columns=: {has}")
        self.done: dict[str, pd.DataFrame] = {}

    def files(self, name: str) -> list[Path]:
        """The file of a frame, or its parts; none where a corpus in parts has no such frame yet."""
        one = self.folder / f"{name}.parquet"
        found = [one] if one.exists() else sorted((self.folder / name).glob("part-*.parquet"))
        if not found and not (self.folder / "parts").is_dir():
            raise CorpusError(f"{self.folder}: no {one.name} here; a corpus is what Corpus.save(folder) writes")
        return found

    def n_rows(self, name: str) -> int:
        """How many rows a frame has; without reading it where all of it was asked for."""
        if self.days is not None or name in self.asked:
            return len(self.frame(name))
        import pyarrow.parquet as pq

        return sum(pq.read_metadata(file).num_rows for file in self.files(name))

    def frame(self, name: str) -> pd.DataFrame:
        """One frame, read once."""
        if name not in self.done:
            self.done[name] = self._read(name)
        return self.done[name]

    def _read(self, name: str) -> pd.DataFrame:
        files, asked = self.files(name), self.asked.get(name)
        try:
            changed = (self.folder / MARK).read_bytes() != self.told
        except OSError:
            changed = True
        if changed:
            raise CorpusError(
                f"{self.folder}: another corpus was written here since this one was opened; open it again"
            )
        if not files or asked == []:
            return build(name, [])
        known = columns(name)
        if asked is not None:
            asked = [
                c for c in known if c in asked or c in ("article_id", "event_id") or self.days and c == "published"
            ]
        rows, key = None, "article_id" if "article_id" in known else "event_id"
        if self.days and "published" in known:
            rows = [("published", ">=", self.days[0]), ("published", "<=", self.days[1])]
        elif self.days:  # its articles, or events, are those of the days
            of = self.frame("articles" if key == "article_id" else "events")
            rows = [(key, "in", of[key].tolist())]
        try:
            return conform(name, pd.read_parquet(files, columns=asked, filters=rows))
        except (OSError, ValueError) as error:
            raise CorpusError(
                f"{files[0]}: cannot be read as the frame {name}: {error}; save the corpus again"
            ) from error
