"""The lexicons, read once, with a person's own folder laid over them."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from pathlib import Path

PACKAGE = Path(__file__).parent / "lexicons" / "en"
ACTIONS = ("add", "override", "remove")


class LexiconError(ValueError):
    """A lexicon file that cannot be used; the message names the file and the line."""


@lru_cache(maxsize=64)
def table(name: str, folder: str | None = None) -> tuple[dict[str, str], ...]:
    """The rows of one lexicon as dicts of stripped strings, the package's with a person's own laid over them.

    Lines that begin with ``#`` are comments. A person's file has the package's columns, any of which but the first may be
    left out, and `action`: ``add`` (the default), ``override`` (the package's rows with the same first column go) or
    ``remove`` (the same, and nothing comes in their place).

    Raises
    ------
    LexiconError
        Where a file has no header, a column that the package's file lacks, or an unknown action.
    """
    path = PACKAGE / f"{name}.csv"
    rows, header = _read(path)
    if folder is None:
        return tuple(rows)
    own = Path(folder) / f"{name}.csv"
    if not own.exists():
        if not Path(folder).is_dir():
            raise LexiconError(f"{folder}: no such folder of lexicons")
        return tuple(rows)
    key = header[0]
    extra, own_header = _read(own)
    unknown = [c for c in own_header if c not in (*header, "action")]
    if unknown or key not in own_header:
        raise LexiconError(f"{own}: columns must be among {', '.join(header)}, action; found {', '.join(own_header)}")
    gone = set()
    for number, row in enumerate(extra, 2):
        action = row.get("action") or "add"
        if action not in ACTIONS:
            raise LexiconError(f"{own}, row {number}: unknown action {action!r}; allowed are {', '.join(ACTIONS)}")
        if action != "add":
            gone.add(row[key].lower())
    rows = [row for row in rows if row[key].lower() not in gone]
    rows += [{c: row.get(c, "") for c in header} for row in extra if (row.get("action") or "add") != "remove"]
    return tuple(rows)


def _read(path: Path) -> tuple[list[dict[str, str]], list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = (line for line in file if line.strip() and not line.startswith("#"))
        reader = csv.DictReader(lines)
        header = [h.strip() for h in reader.fieldnames or []]
        if not header:
            raise LexiconError(f"{path}: the file has no header line")
        reader.fieldnames = header
        rows = [{k: (v or "").strip() for k, v in row.items() if k is not None} for row in reader]
    return rows, header


def fingerprint(folder: str | None = None) -> str:
    """SHA-256 over all lexicon files in use: what a report states and a cache keys on."""
    import hashlib

    digest = hashlib.sha256()
    for base in (PACKAGE, *([Path(folder)] if folder else [])):
        for path in sorted(base.glob("*.csv")):
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def rules() -> str:
    """SHA-256 over the code that reads an article: with the lexicons and the model it decides what the rows are."""
    import hashlib

    here, digest = Path(__file__).parent, hashlib.sha256()
    names = ("calendars", "dating", "extraction", "frames", "intervals", "knowledge", "meanings", "model")
    for path in (*(here / f"{name}.py" for name in names), *sorted((here / "components").glob("*.py"))):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def holders(
    office: str, day: date, *, country: str = "", body: str = "", folder: str | None = None
) -> tuple[str, ...] | None:
    """Who held an office on a day, by ``offices.csv``; more than one where somebody acted for another.

    Parameters
    ----------
    office : str
        As in the lexicon, lower case: "president", "foreign minister", "secretary-general".
    day : datetime.date
    country, body : str
        Alpha-3 code of the state, or full name of the organisation.

    Returns
    -------
    tuple of str or None
        None where it is not known: before the first row of the office, in a gap, or after the day up to which it was checked.
    """
    rows = [
        r for r in table("offices", folder) if r["office"] == office and (r["country"], r["body"]) == (country, body)
    ]
    if not rows or day.isoformat() > rows[0]["checked_until"]:
        return None
    held = tuple(r["holder"] for r in rows if r["from"] <= day.isoformat() <= (r["to"] or rows[0]["checked_until"]))
    return held or None
