"""What was read once need not be read again: an article's rows, kept by all that they depend on.

One SQLite file in a folder of one's choice. A batch of articles is one transaction: whatever kills a run, the next goes
on with the batch that it was at, and rows are whole or not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import warnings
import zlib
from datetime import date
from pathlib import Path

FILE = "rows.sqlite"


class CacheError(ValueError):
    """A folder that cannot hold a cache, or a file in it that is none."""


class CacheWarning(UserWarning):
    """Rows are read anew, since what they depend on has changed."""


class RowCache:
    """Rows by article, under one model, one set of lexicons and one version of the rules.

    Parameters
    ----------
    folder : path
        Made where there is none.
    basis : dict
        What all rows depend on: model, model_version, lexicons, rules.

    Raises
    ------
    CacheError
        Where the folder is a file, cannot be written, or holds a file of that name that is no cache.

    Warns
    -----
    CacheWarning
        Where the cache has rows, but none for this basis; the message names what changed.
    """

    def __init__(self, folder: str | os.PathLike, basis: dict):
        self.path = Path(folder) / FILE
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.db = sqlite3.connect(self.path, timeout=60)
            self.db.execute("CREATE TABLE IF NOT EXISTS basis (id TEXT PRIMARY KEY, told TEXT)")
            self.db.execute("CREATE TABLE IF NOT EXISTS rows (key BLOB PRIMARY KEY, found BLOB) WITHOUT ROWID")
        except (OSError, sqlite3.Error) as error:
            raise CacheError(
                f"{folder}: cannot be used as a cache ({error}); give a folder that can be written"
            ) from error
        told = json.dumps(basis, sort_keys=True)
        self.basis = hashlib.sha256(told.encode()).hexdigest()
        before = [json.loads(t) for (t,) in self.db.execute("SELECT told FROM basis ORDER BY rowid")]
        if before and basis not in before:
            changed = [k for k in basis if before[-1].get(k) != basis[k]]
            warnings.warn(
                f"{self.path.parent}: {', '.join(changed)} changed since it was filled; all articles are read anew",
                CacheWarning,
                stacklevel=3,
            )
        with self.db:
            self.db.execute("INSERT OR IGNORE INTO basis VALUES (?, ?)", (self.basis, told))

    def key(self, task, between) -> bytes:
        """The key of an article: its id, text, day and outlet, and the days that undated ones lie within."""
        parts = [self.basis, *("" if part is None else str(part) for part in (*task, between))]
        return hashlib.sha256("\0".join(f"{len(p)}:{p}" for p in parts).encode("utf-8", "surrogatepass")).digest()

    def get(self, keys: list[bytes]) -> dict[bytes, tuple]:
        """What is kept under these keys: (rows by frame, deduced day)."""
        found = {}
        for i in range(0, len(keys), 500):
            part = keys[i : i + 500]
            marks = ",".join("?" * len(part))
            for key, value in self.db.execute(f"SELECT key, found FROM rows WHERE key IN ({marks})", part):
                rows, day = json.loads(zlib.decompress(value))
                found[key] = rows, day and date.fromisoformat(day)
        return found

    def put(self, results: dict[bytes, tuple]) -> None:
        """Keep (rows by frame, deduced day) under each key, all or none."""
        values = [
            (key, zlib.compress(json.dumps(list(value), default=date.isoformat, ensure_ascii=False).encode("utf-8", "surrogatepass"), 1))
            for key, value in results.items()
        ]  # fmt: skip
        with self.db:
            self.db.executemany("INSERT OR REPLACE INTO rows VALUES (?, ?)", values)

    def close(self) -> None:
        self.db.close()
