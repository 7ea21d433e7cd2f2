"""The file of corrections: read, checked line by line, and written for rows that are right."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pandas as pd

from .corpus import Corpus
from .frames import ACTIONS, FRAMES

COLUMNS = ["article_id", "start_char", "end_char", "quote", "field", "value", "action", "coder", "date", "reason"]
NEEDED = ("article_id", "field", "action")
EVENT_FIELDS = (
    "type", "mode", "actors", "recipients", "place", "place_country", "date_start", "date_end", "date_precision",
    "status", "certainty", "tense", "source", "source_kind",
)  # fmt: skip
ARTICLE_FIELDS = ("published", "publisher", "title", "dateline", "agency", "language", "url", "duplicate_of")
MENTION_FIELDS = ("name", "country", "office")
ROW = "row"  # the field of a correction that deletes


class CorrectionError(ValueError):
    """A file of corrections that cannot be followed; the message names the line and the cure."""


def read_corrections(file: str | os.PathLike | pd.DataFrame) -> pd.DataFrame:
    """A file of corrections as a frame of its ten columns, checked; values are text, as written."""
    if isinstance(file, pd.DataFrame):
        name, data = "corrections", file.copy()
    else:
        name = str(file)
        if not Path(file).is_file():
            raise CorrectionError(f"{name}: no such file; corrections are a CSV with the columns {', '.join(COLUMNS)}")
        try:
            data = pd.read_csv(file, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        except (ValueError, pd.errors.ParserError) as error:
            raise CorrectionError(f"{name}: cannot be read as CSV in UTF-8: {error}") from error
    missing = [c for c in NEEDED if c not in data.columns]
    if missing:
        raise CorrectionError(f"{name}: no column {missing[0]!r}; needed are {', '.join(COLUMNS)}")
    data = data.reindex(columns=COLUMNS).astype(object)
    data = data.where(data.notna(), "").map(lambda v: str(v).strip() if not isinstance(v, float) else f"{v:g}")
    for line, row in enumerate(data.to_dict("records"), start=2):
        problem = _problem(row)
        if problem:
            raise CorrectionError(f"{name}, line {line}: {problem}")
    for column in ("start_char", "end_char"):
        data[column] = [int(float(v)) if v else None for v in data[column]]
    data["date"] = pd.to_datetime(data["date"].where(data["date"] != ""), errors="coerce").astype(object)
    return data.reset_index(drop=True)


def _problem(row) -> str | None:
    field, action, value = row["field"], row["action"], row["value"]
    known = [*EVENT_FIELDS, *ARTICLE_FIELDS, *MENTION_FIELDS]
    if not row["article_id"]:
        return "no article_id"
    if action not in ACTIONS:
        return f"unknown action {action!r}; allowed are {', '.join(ACTIONS)}"
    if action == "delete" and field not in (ROW, ""):
        return (
            f"delete takes away a whole row: its field is {ROW!r}, not {field!r}; to empty a field, set it to nothing"
        )
    if action != "delete" and field not in known:
        return f"unknown field {field!r}; allowed are {', '.join(known)}"
    if action == "add" and field not in EVENT_FIELDS:
        return f"{field!r} cannot be added, only set; add takes the fields of an event"
    if field not in ARTICLE_FIELDS:
        if not row["quote"] or not row["start_char"] or not row["end_char"]:
            return "start_char, end_char and quote say where the row stands; an empty match would fit everywhere"
        if not all(re.fullmatch(r"\d+(\.0)?", row[c]) for c in ("start_char", "end_char")):
            return f"start_char and end_char are whole numbers, not {row['start_char']!r} and {row['end_char']!r}"
        if float(row["start_char"]) >= float(row["end_char"]):
            return f"start_char {row['start_char']} is not before end_char {row['end_char']}"
    if row["date"] and pd.isna(pd.to_datetime(row["date"], errors="coerce")):
        return f"date {row['date']!r} is no day; write it as 2025-01-31"
    column = next((c for c in (*FRAMES["events"], *FRAMES["articles"]) if c.name == field), None)
    if not value:
        return f"{field} cannot be empty" if field in ("type", "status", "name") and action != "delete" else None
    if column is not None and column.values and value not in column.values:
        return f"{field} {value!r} is not known; allowed are {', '.join(column.values)}"
    if column is not None and column.dtype.startswith("datetime") and pd.isna(pd.to_datetime(value, errors="coerce")):
        return f"{field} {value!r} is no day; write it as 2025-01-31"
    if field == "certainty" and not re.fullmatch(r"0|1|[01]?\.\d+", value):
        return f"certainty {value!r} is no number between 0 and 1"
    return None


def confirmed(corpus: Corpus, event_id: str, *, coder: str, date: str, reason: str = "") -> pd.DataFrame:
    """A row of the corpus as corrections that say that it is right: one row per field, in the columns of the file.

    Appended to a corrections file they keep the row from changing unseen under later rules.
    """
    event = corpus.events.loc[corpus.events["event_id"] == event_id]
    if event.empty:
        raise CorrectionError(f"no event {event_id!r} in the corpus")
    event = event.iloc[0]
    start, end = re.search(r":(\d+)-(\d+)$", event_id).groups()
    place = {"article_id": event["article_id"], "start_char": start, "end_char": end, "quote": event["trigger"]}
    rows = []
    for field in EVENT_FIELDS:
        value = event[field]
        value = "" if pd.isna(value) else f"{value:%Y-%m-%d}" if field in ("date_start", "date_end") else str(value)
        rows.append(
            {**place, "field": field, "value": value, "action": "set", "coder": coder, "date": date, "reason": reason}
        )
    return pd.DataFrame(rows, columns=COLUMNS)
