"""The coding sheet: a sample with known probabilities, for a person to code; written, and read back."""

from __future__ import annotations

import os
import re
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd

from .corpus import Corpus
from .frames import FRAMES
from .parts import placed, writing

FIELDS = ("type", "mode", "status", "actors", "recipients", "place", "date_start", "date_end", "source_kind")
HEAD = ["unit", "article_id", "sentence", "event_id", "stratum", "probability", "published", "sentence_text", "trigger"]
CODED = ["coded_event", *(f"coded_{field}" for field in FIELDS), "coded_missed", "coder", "note"]
NO_ROW = "(no row)"  # the stratum of sentences in which the machine found nothing
SILENT = 0.25  # of the units are sentences without a row
_COLUMN = {column.name: column for column in FRAMES["events"]}
YES, NO = ("yes", "y", "1", "true"), ("no", "n", "0", "false")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
NONE = "none"


class SheetError(ValueError):
    """A coding sheet that cannot be drawn or read; the message names the row and the cure."""


def coding_sheet(
    corpus: Corpus,
    n: int = 200,
    *,
    by: str = "status",
    seed: int = 1,
    blind: bool = False,
    path: str | os.PathLike | None = None,
) -> pd.DataFrame:
    """A random sample of rows, and of sentences without a row, for a person to code: what did the machine get wrong?

    Parameters
    ----------
    corpus : Corpus
    n : int
        Units to code. A quarter are sentences in which the machine found nothing: without them no recall is known.
    by : str
        Column of `events` to stratify by: each of its values gets an equal number, or all its rows where it has fewer.
    seed : int
        The same seed draws the same sheet.
    blind : bool
        Leave the machine's values out, so that they cannot lead the coder.
    path : path, optional
        Where to write it: .csv or .xlsx.

    Returns
    -------
    pandas.DataFrame
        One row per unit, in random order: unit (str, key); article_id; sentence (Int64); event_id (empty for a sentence);
        stratum (str); probability (float, of having been drawn); published; sentence_text (the trigger between ``**``);
        trigger; the machine's fields (unless blind); and, to be filled in: ``coded_event`` (yes, no: is it an event by the
        codebook?), ``coded_type`` ... (empty: the machine is right; "none": there is none; in a blind sheet empty is
        none), ``coded_missed`` (how many events of this sentence have no row; where it is prefilled with "-" it is asked
        on another unit), coder, note.

    Raises
    ------
    SheetError
        Where `n` is below 2, `by` is no column, the file is neither .csv nor .xlsx, or there is nothing to draw from.
    """
    events, sentences = corpus.events, corpus.sentences
    if by not in events.columns:
        raise SheetError(f"no column {by!r} in events to stratify by; it has {', '.join(events.columns)}")
    if n < 2 or events.empty and sentences.empty:
        raise SheetError(f"nothing to draw: n={n}, {len(events)} events, {len(sentences)} sentences")
    key = ["article_id", "sentence"]
    told = pd.MultiIndex.from_frame(events[key])
    silent = sentences[~pd.MultiIndex.from_frame(sentences[key]).isin(told)]
    rng = np.random.default_rng(seed)
    n_silent = min(len(silent), round(n * SILENT) if len(events) else n)
    strata = events[by].astype(object).where(events[by].notna(), "(none)").astype(str)
    drawn = []
    for stratum, k in _shares(strata.value_counts().sort_index(), n - n_silent).items():
        rows = events[strata == stratum]
        chosen = np.sort(rng.choice(len(rows), size=k, replace=False))
        drawn.append(rows.iloc[chosen].assign(stratum=stratum, probability=k / len(rows)))
    chosen = np.sort(rng.choice(len(silent), size=n_silent, replace=False)) if n_silent else []
    drawn.append(silent.iloc[chosen][key].assign(stratum=NO_ROW, probability=n_silent / max(len(silent), 1)))
    sheet = pd.concat([d for d in drawn if len(d)], ignore_index=True)
    sheet = sheet.reindex(columns=[*events.columns, "stratum", "probability"]).astype({"event_id": object})
    first = set(events.drop_duplicates(key)["event_id"])
    sheet["sentence_text"] = _marked(corpus, sheet)
    number = sheet["article_id"] + "#" + sheet["sentence"].astype(str)
    sheet["unit"] = sheet["event_id"].where(sheet["event_id"].notna(), number)
    fields = [] if blind else [f for f in FIELDS if f in sheet.columns]
    sheet = sheet.reindex(columns=[*HEAD, *fields]).assign(**dict.fromkeys(CODED, ""))
    sheet.loc[sheet["event_id"].notna() & ~sheet["event_id"].isin(first), "coded_missed"] = "-"
    sheet.loc[sheet["event_id"].isna(), "coded_event"] = "-"
    sheet = sheet.iloc[rng.permutation(len(sheet))].reset_index(drop=True)
    if path is not None:
        _write(sheet, Path(path))
    return sheet


def strata(corpus: Corpus, n: int = 200, **options) -> pd.DataFrame:
    """What a coding sheet of ``n`` units would hold, one row per stratum: stratum, units, probability of being drawn."""
    if corpus.events.empty and corpus.sentences.empty:
        return pd.DataFrame({"stratum": [], "units": [], "probability": []})
    sheet = coding_sheet(corpus, n, **options)
    return sheet.groupby("stratum", as_index=False).agg(units=("stratum", "size"), probability=("probability", "first"))


def _shares(sizes: pd.Series, n: int) -> dict[str, int]:
    """How many to draw from each stratum: equally many, where a small one runs out the others get its rest."""
    out = dict.fromkeys(sizes.index, 0)
    while n > 0 and any(out[s] < sizes[s] for s in out):
        open_ = [s for s in out if out[s] < sizes[s]]
        each = max(1, n // len(open_))
        for s in open_:
            more = min(each, sizes[s] - out[s], n)
            out[s] += int(more)
            n -= more
    return {s: k for s, k in out.items() if k}


def _marked(corpus, sheet) -> list[str]:
    key = ["article_id", "sentence"]
    texts = corpus.sentences.set_index(key)[["sentence_text", "start_char"]].to_dict("index")
    proofs = corpus.evidence[corpus.evidence["field"] == "trigger"].drop_duplicates("event_id").set_index("event_id")
    places = proofs[["start_char", "end_char"]].to_dict("index")
    out = []
    for article_id, sentence, event_id in zip(sheet["article_id"], sheet["sentence"], sheet["event_id"]):
        told = texts.get((article_id, sentence))
        text = told["sentence_text"] if told and isinstance(told["sentence_text"], str) else ""
        if event_id in places and text:
            a, b = (places[event_id][c] - told["start_char"] for c in ("start_char", "end_char"))
            text = f"{text[:a]}**{text[a:b]}**{text[b:]}"
        out.append(" ".join(text.split()))
    return out


def _write(sheet, path) -> None:
    from .exports import harmless

    sheet, made = harmless(sheet), BytesIO()  # no cell that a spreadsheet takes for a formula
    if path.suffix == ".csv":
        sheet.to_csv(made, index=False, encoding="utf-8-sig", mode="wb")  # the mark lets Excel read it as UTF-8
    elif path.suffix == ".xlsx":
        texts = sheet.select_dtypes(exclude="number").columns
        sheet = sheet.assign(**{c: sheet[c].astype(object).map(_written, na_action="ignore") for c in texts})
        sheet.to_excel(made, index=False, engine="openpyxl")
    else:
        raise SheetError(f"{path}: a coding sheet is written as .csv or .xlsx")
    with writing(path, SheetError):
        placed(path, lambda new: new.write_bytes(made.getvalue()))


def _written(value):
    """A cell of Excel: control characters, which no such file can hold, are spaces."""
    return _CONTROL.sub(" ", value) if isinstance(value, str) else value


def read_sheet(sheet: str | os.PathLike | pd.DataFrame) -> pd.DataFrame:
    """A sheet that a person filled in, with what was coded in columns to compute with.

    Returns
    -------
    pandas.DataFrame
        The units that were coded, with: is_event (boolean; empty for sentences without a row); a column per field as the
        coder has it (object; None: none); missed (Int64; empty where it is asked on another unit); probability (float),
        lowered where only a part of a stratum was coded: the sheet is in random order, so that a beginning is a sample.

    Raises
    ------
    SheetError
        Where the file is missing, no sheet, or a cell cannot be read.
    """
    name, data = _cells(sheet)
    missing = [c for c in ("unit", "article_id", "event_id", "probability", "coded_event") if c not in data.columns]
    if missing:
        raise SheetError(f"{name}: no column {missing[0]!r}; a coding sheet is what toolkit.coding_sheet(corpus) draws")
    if data["unit"].duplicated().any():
        raise SheetError(
            f"{name}: unit {data['unit'][data['unit'].duplicated()].iloc[0]!r} stands on more than one row"
        )
    data = data.assign(**{column: "" for column in CODED if column not in data.columns})
    rows = [_coded(name, line, row) for line, row in enumerate(data.to_dict("records"), start=2)]
    out = pd.DataFrame([r for r in rows if r is not None], columns=list(rows[0]) if rows and rows[0] else None)
    if out.empty:
        raise SheetError(f"{name}: nothing is coded in it; fill in coded_event with yes or no")
    done = out["stratum"].map(out["stratum"].value_counts()) / out["stratum"].map(data["stratum"].value_counts())
    return out.assign(probability=out["probability"] * done).reset_index(drop=True)


def _cells(sheet):
    if isinstance(sheet, pd.DataFrame):
        return "coding sheet", sheet.astype(object).where(sheet.notna(), "").map(_text)
    path = Path(sheet)
    if not path.is_file():
        raise SheetError(f"{path}: no such file")
    if path.suffix == ".xlsx":
        data = pd.read_excel(path, dtype=object, keep_default_na=False)
    else:
        data = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    return str(path), data.astype(object).where(data.notna(), "").map(_text)


def _text(value) -> str:
    if isinstance(value, pd.Timestamp) or hasattr(value, "isoformat"):
        return f"{value:%Y-%m-%d}"
    text = str(value).strip()
    return text[1:] if text[:1] == "'" and text[1:2] in ("=", "+", "-", "@") else text  # as `harmless` wrote it


def _coded(name, line, row) -> dict | None:
    """One unit as coded, or None where nobody coded it."""
    silent = not row["event_id"]
    event, missed = row["coded_event"].lower(), row["coded_missed"]
    if (silent and not missed) or (not silent and not event):
        return None
    if not silent and event not in YES + NO:
        raise SheetError(f"{name}, line {line}: coded_event {row['coded_event']!r} is neither yes nor no")
    if missed not in ("", "-") and not missed.removesuffix(".0").isdecimal():
        raise SheetError(f"{name}, line {line}: coded_missed {missed!r} is no number of events")
    try:
        probability = float(row["probability"])
    except ValueError:
        raise SheetError(f"{name}, line {line}: probability {row['probability']!r} is no number") from None
    if not 0 < probability <= 1:
        raise SheetError(f"{name}, line {line}: probability {probability} is not above 0 and at most 1")
    out = {c: row[c] for c in ("unit", "article_id", "event_id", "stratum", "trigger", "coder", "note")}
    out |= {"probability": probability, "is_event": None if silent else event in YES}
    for field in FIELDS:
        out[field] = _field(name, line, row, field)
    out["missed"] = None if missed == "-" else int(float(missed or 0))
    return out


def _field(name, line, row, field):
    said = row[f"coded_{field}"]
    value = row.get(field, "") if not said else None if said.lower() == NONE else said
    column = _COLUMN[field]
    if value and column.values and value not in column.values:
        raise SheetError(
            f"{name}, line {line}: coded_{field} {value!r} is not known; allowed are {', '.join(column.values)}"
        )
    if value and column.dtype.startswith("datetime"):
        day = pd.to_datetime(value, errors="coerce")
        if pd.isna(day):
            raise SheetError(f"{name}, line {line}: coded_{field} {value!r} is no day; write it as 2025-01-31")
        return f"{day:%Y-%m-%d}"
    return value or None
