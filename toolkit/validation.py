"""How far the rows can be trusted: agreement of coders, scores with intervals, errors one by one, shares set right."""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pandas as pd

from .corpus import Corpus
from .correctionfile import read_corrections
from .judging import USABLE, judged, ratio
from .sheets import FIELDS, read_sheet

MEASURES = ("precision", "recall", "F1", "usable", "type", "mode", "status", "who", "when", "place", "source_kind")


class ValidationError(ValueError):
    """A sheet, gold or corrections that do not fit the corpus; the message says why."""


# -- what was coded, whatever it came as ---------------------------------------------------------------------------


def _machine(corpus: Corpus) -> pd.DataFrame:
    """The rows with their places and plain values: names in lists, days as text."""
    events = corpus.events
    ends = events["event_id"].str.extract(r":(\d+)-(\d+)$").astype("Int64")
    out = pd.DataFrame({"start_char": ends[0], "end_char": ends[1]})
    for column in ("event_id", "article_id", "trigger", "sentence", *FIELDS):
        out[column] = events[column].astype(object).where(events[column].notna(), None)
    for column in ("actors", "recipients"):
        out[column] = pd.Series([v.split("; ") if v else [] for v in out[column]], index=out.index, dtype=object)
    for column in ("date_start", "date_end"):
        days = [None if v is None else f"{v:%Y-%m-%d}" for v in out[column]]
        out[column] = pd.Series(days, index=out.index, dtype=object)  # else pandas makes None a float
    return out


def read_gold(file: str | os.PathLike) -> list[dict]:
    """Gold in JSON: a list of {doc_id, events: [{start, end, trigger, type, ..., core}]}, as data/gold/README.md tells."""
    path = Path(file)
    if not path.is_file():
        raise ValidationError(f"{path}: no such file")
    try:
        texts = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise ValidationError(f"{path}: no JSON: {error}") from error
    needed = ("start", "end", "type", "status")
    for text in texts if isinstance(texts, list) else [{}]:
        if not isinstance(text, dict) or "doc_id" not in text or not isinstance(text.get("events"), list):
            raise ValidationError(f"{path}: gold is a list of {{doc_id, events: [...]}}; see data/gold/README.md")
        for event in text["events"]:
            lacking = [k for k in needed if k not in event]
            if lacking:
                raise ValidationError(f"{path}, {text['doc_id']}: an event without {lacking[0]!r}")
    return texts


def _pairs(corpus: Corpus, gold: list[dict]) -> pd.DataFrame:
    """One row per gold event and per row of the machine: what stands on what, and which fields are right.

    A row and a gold event belong together where their words overlap, each once, the larger overlap first. A row on words
    that gold marks as borderline (core: false) is neither right nor wrong; a gold event in an article that the corpus does
    not have is not asked for.
    """
    rows = {key: data.to_dict("records") for key, data in _machine(corpus).groupby("article_id", sort=False)}
    there, out = set(corpus.articles["article_id"]), []
    for text in gold:
        if text["doc_id"] not in there:
            continue
        found = rows.get(text["doc_id"], [])
        overlap = sorted(
            (-lap, not e.get("core", True), i, j)
            for i, e in enumerate(text["events"])
            for j, r in enumerate(found)
            if (lap := min(e["end"], r["end_char"]) - max(e["start"], r["start_char"])) > 0
        )
        of_gold, of_row = {}, {}
        for _, _, i, j in overlap:
            if i not in of_gold and j not in of_row:
                of_gold[i], of_row[j] = j, i
        for i, e in enumerate(text["events"]):
            if e.get("core", True):
                row = found[of_gold[i]] if i in of_gold else None
                right = judged(e, row) if row else {}
                kind = "missed" if row is None else "right" if right["usable"] else "wrong"
                out.append({"article_id": text["doc_id"], "kind": kind, "gold": e, "row": row, **right})
        out += [
            {"article_id": text["doc_id"], "kind": "false", "gold": None, "row": row}
            for j, row in enumerate(found)
            if j not in of_row
        ]
    if gold and not there & {text["doc_id"] for text in gold}:
        raise ValidationError(f"no article of the gold is in the corpus; the first is {gold[0]['doc_id']!r}")
    return pd.DataFrame(out, columns=["article_id", "kind", "gold", "row", *USABLE, "place", "usable"])


def _coded_rows(corpus: Corpus, sheet: pd.DataFrame) -> pd.DataFrame:
    """The units of a coding sheet, with which fields of the corpus' rows are right."""
    rows = _machine(corpus).set_index("event_id", drop=False)
    asked = sheet["event_id"] != ""
    gone = sorted(set(sheet.loc[asked, "event_id"]) - set(rows.index))
    if gone:
        raise ValidationError(
            f"{len(gone)} rows of the sheet are not in the corpus (first: {gone[0]}); a sample says something about the "
            "corpus that it was drawn from: score that one (corpus.save keeps it), or turn the sheet into corrections"
        )
    out = []
    for unit in sheet.to_dict("records"):
        if not unit["event_id"]:
            out.append({**unit, "kind": "silent", "row": None, "gold": None})
            continue
        row = rows.loc[unit["event_id"]].to_dict()
        gold = {**unit, "date": (unit["date_start"], unit["date_end"])}
        gold |= {c: [n for n in (unit[c] or "").split("; ") if n] for c in ("actors", "recipients")}
        right = judged(gold, row) if unit["is_event"] else {}
        kind = "false" if not unit["is_event"] else "right" if right["usable"] else "wrong"
        out.append(
            {
                **{c: unit[c] for c in ("article_id", "probability", "missed")},
                "kind": kind,
                "gold": gold,
                "row": row,
                **right,
            }
        )
    return pd.DataFrame(out).reindex(
        columns=["article_id", "probability", "missed", "kind", "gold", "row", *USABLE, "place", "usable"]
    )


# -- the figures ---------------------------------------------------------------------------------------------------


def score(corpus: Corpus, coded) -> pd.DataFrame:
    """How right the rows are by what people coded: precision, recall, and every field, with 95 % intervals.

    Parameters
    ----------
    corpus : Corpus
    coded : path or pandas.DataFrame
        A coding sheet that was filled in (`toolkit.coding_sheet`; .csv or .xlsx), gold in JSON (``data/gold/README.md``),
        or a file of corrections.

    Returns
    -------
    pandas.DataFrame
        One row per measure: measure (str); n (Int64, what it was judged on); value, low, high (Float64, 0 to 1).
        precision: rows that are events; recall: events that have a row; F1 of both; usable: events whose row is right in
        type, mode, status, participants, both ends of the date and kind of source; then, of the rows found, the share that
        is right in each field. By corrections there is no precision, recall or usable: nobody drew them at random.

    Raises
    ------
    ValidationError, SheetError, CorrectionError
        Where the file is missing, of no known kind, or not of this corpus.

    Notes
    -----
    Rows of a sheet count by one over their probability of being drawn. Intervals are Korn and Graubard's (1998),
    clustered by article; that of F1 is a bootstrap over articles.
    """
    kind, data = _told(corpus, coded)
    if kind == "corrections":
        return _by_corrections(data)
    weight = 1 / data["probability"].astype(float) if kind == "sheet" else pd.Series(1.0, index=data.index)
    missed = data["missed"].fillna(0).astype(float) if kind == "sheet" else (data["kind"] == "missed").astype(float)
    found = data["kind"].isin(["right", "wrong"]).astype(float)
    false = (data["kind"] == "false").astype(float)
    cluster = data["article_id"].to_numpy()
    rows = {
        "precision": (found, found + false),
        "recall": (found, found + missed),
        "usable": ((data["kind"] == "right").astype(float), found + missed),
    }
    for field in ("type", "mode", "status", "who", "when", "place", "source_kind"):
        asked = found * _asked(data, field)
        rows[field] = (data[field].astype("boolean").fillna(False).astype(float) * asked, asked)
    out = {m: (int(d.sum()), *ratio(y, d, weight, cluster)) for m, (y, d) in rows.items()}
    out["F1"] = (out["recall"][0], *_f1(weight * found, weight * false, weight * missed, cluster))
    return _figures(out)


def _asked(data, field) -> pd.Series:
    """A mode or place that the coder does not give cannot be wrong, and is not counted as right."""
    if field not in ("mode", "place"):
        return pd.Series(1.0, index=data.index)
    return data["gold"].map(lambda g: float(bool(g) and bool(g.get(field)))).astype(float)


def _f1(found, false, missed, cluster):
    def f1(sums):
        return 2 * sums[..., 0] / np.maximum(2 * sums[..., 0] + sums[..., 1] + sums[..., 2], 1e-12)

    per = pd.DataFrame({"found": found, "false": false, "missed": missed}).groupby(cluster).sum().to_numpy()
    if not per.sum():
        return np.nan, np.nan, np.nan
    rng = np.random.default_rng(0)
    drawn = f1(per[rng.integers(len(per), size=(1000, len(per)))].sum(axis=1))
    return float(f1(per.sum(axis=0))), *map(float, np.quantile(drawn, [0.025, 0.975]))


def _figures(out: dict) -> pd.DataFrame:
    rows = [(m, *out[m]) for m in MEASURES if m in out]
    types = {"measure": "str", "n": "Int64", "value": "Float64", "low": "Float64", "high": "Float64"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _told(corpus, coded):
    """What a person coded, by what it looks like: ("gold", pairs), ("sheet", units) or ("corrections", rows)."""
    columns = list(coded.columns) if isinstance(coded, pd.DataFrame) else None
    if columns is None:
        path = Path(coded)
        if path.suffix == ".json":
            return "gold", _pairs(corpus, read_gold(path))
        if path.suffix not in (".csv", ".xlsx") or not path.is_file():
            raise ValidationError(
                f"{path}: no such file, or no coding sheet (.csv, .xlsx), gold (.json) or corrections (.csv)"
            )
        columns = list(
            pd.read_excel(path, nrows=0) if path.suffix == ".xlsx" else pd.read_csv(path, nrows=0, encoding="utf-8-sig")
        )
    if "coded_event" in columns:
        return "sheet", _coded_rows(corpus, read_sheet(coded))
    if "action" in columns:
        from .corrections import correct

        return "corrections", correct(corpus, read_corrections(coded)).corrections.tail(len(read_corrections(coded)))
    raise ValidationError(
        f"neither a coding sheet (coded_event) nor corrections (action): {', '.join(map(str, columns))}"
    )


def _by_corrections(rows) -> pd.DataFrame:
    """Of the fields that coders looked at, how many the machine has as they say."""
    rows = rows[rows["outcome"].isin(["applied", "confirmed"]) & (rows["action"] == "set")]
    names = {"actors": "who", "recipients": "who", "date_start": "when", "date_end": "when"}
    out = {}
    for field, data in rows.groupby(rows["field"].replace(names), sort=False):
        right = (data["outcome"] == "confirmed").groupby(data["event_id"]).all()
        where = data.drop_duplicates("event_id").set_index("event_id")["article_id"].reindex(right.index)
        out[field] = (len(right), *ratio(right, np.ones(len(right)), cluster=where.to_numpy()))
    return _figures(out)


def errors(corpus: Corpus, coded) -> pd.DataFrame:
    """The errors one by one: what a coder says against what the machine has.

    Returns
    -------
    pandas.DataFrame
        One row per error: article_id (str); kind (str: missed, false, wrong); fields (str: which are wrong); trigger (str);
        coder_says, machine_says (str: the wrong fields, or what the row would be); sentence_text (str); event_id (str).
        Ordered by article and place. For corrections: one row per correction that changed something.
    """
    columns = ["article_id", "kind", "fields", "trigger", "coder_says", "machine_says", "sentence_text", "event_id"]
    kind, data = _told(corpus, coded)
    if kind == "corrections":
        rows = data[data["outcome"] == "applied"]
        out = rows.assign(kind=rows["action"].astype(str), fields=rows["field"], trigger=rows["quote"], sentence_text=None,
                          coder_says=rows["value"], machine_says=rows["machine_value"])  # fmt: skip
        return out.reindex(columns=columns).reset_index(drop=True)
    out = []
    for case in data[data["kind"].isin(["missed", "false", "wrong"])].to_dict("records"):
        gold, row = case["gold"], case["row"]
        wrong = [f for f in (*USABLE, "place") if case["kind"] == "wrong" and not case[f]]
        told = row or gold
        out.append(
            {
                **{"article_id": case["article_id"], "kind": case["kind"], "fields": ", ".join(wrong)},
                **{"trigger": told["trigger"], "event_id": row["event_id"] if row else None},
                "coder_says": "" if case["kind"] == "false" else _said(gold, wrong),
                "machine_says": _said(row, wrong) if row else "",
                "at": row["start_char"] if row else gold["start"],
            }
        )
    found = pd.DataFrame(out, columns=[*columns, "at"]).sort_values(["article_id", "at"], kind="stable")
    return found.assign(sentence_text=[_sentence(corpus, a, at) for a, at in zip(found["article_id"], found["at"])])[
        columns
    ].reset_index(drop=True)


def _said(told, wrong) -> str:
    """The wrong fields of a reading in words; all that make it out where there is nothing to compare."""
    parts = []
    for field in wrong or ("type", "mode", "status", "who", "when"):
        if field == "who":
            sides = ["; ".join(told.get(c) or ()) for c in ("actors", "recipients")]
            parts.append(" → ".join(s for s in sides if s) or "nobody")
        elif field == "when":
            days = told.get("date") or (told.get("date_start"), told.get("date_end"))
            parts.append("–".join(dict.fromkeys(d or "open" for d in days)) if any(days) else "no date")
        else:
            parts.append(f"{told.get(field) or f'no {field}'}")
    return ", ".join(parts)


def _sentence(corpus, article_id, at) -> str | None:
    rows = corpus.sentences
    rows = rows[(rows["article_id"] == article_id) & (rows["start_char"] <= at) & (rows["end_char"] > at)]
    return (
        " ".join(rows["sentence_text"].iloc[0].split()) if len(rows) and rows["sentence_text"].notna().any() else None
    )


def agreement(sheet_a, sheet_b, *, seed: int = 0, n_boot: int = 200) -> pd.DataFrame:
    """How far two coders of one sheet agree, per field: Krippendorff's alpha with its 95 % interval.

    Parameters
    ----------
    sheet_a, sheet_b : path or pandas.DataFrame
        The same coding sheet, filled in by two people who did not talk about it.
    seed, n_boot : int
        Of the bootstrap over articles that gives the interval.

    Returns
    -------
    pandas.DataFrame
        One row per field: field (str: event, missed, type, ...); level (str: nominal, ordinal); n_units (Int64: units that
        both coded); agree (Float64: share coded alike); alpha, low, high (Float64; empty where nothing varies). The fields
        of an event are compared where both say that it is one.

    Raises
    ------
    SheetError, ValidationError
        Where a sheet cannot be read, or they have no unit in common.

    Notes
    -----
    Source: Krippendorff, "Content Analysis" (4th ed., 2019), by the package krippendorff. Status is ordinal (denied <
    cancelled < ... < occurred); all else is nominal, names and days as one value each.
    """
    a, b = (read_sheet(s).set_index("unit") for s in (sheet_a, sheet_b))
    both = a.index.intersection(b.index)
    if both.empty:
        raise ValidationError("the two sheets have no coded unit in common; give both coders a copy of the same sheet")
    a, b = a.loc[both], b.loc[both]
    events = a["is_event"].eq(True) & b["is_event"].eq(True)
    rows = [_agree("event", a["is_event"], b["is_event"], a["article_id"], seed, n_boot)]
    asked = a["missed"].notna() & b["missed"].notna()
    rows.append(_agree("missed", a["missed"][asked], b["missed"][asked], a["article_id"][asked], seed, n_boot))
    for field in FIELDS:
        one, two = (s.loc[events, field].where(s.loc[events, field].notna(), "none") for s in (a, b))
        rows.append(_agree(field, one, two, a.loc[events, "article_id"], seed, n_boot))
    types = {
        "field": "str",
        "level": "str",
        "n_units": "Int64",
        **dict.fromkeys(("agree", "alpha", "low", "high"), "Float64"),
    }
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def _agree(field, one, two, article, seed, n_boot):
    import krippendorff

    from .frames import STATUSES

    keep = one.notna() & two.notna()
    one, two, article = one[keep], two[keep], article[keep].to_numpy()
    level = "ordinal" if field in ("status", "missed") else "nominal"
    known = list(STATUSES) if field == "status" else sorted({*one, *two}, key=lambda v: (str(type(v)), v))
    code = {value: n for n, value in enumerate(known)}
    data = np.array([[code[v] for v in one], [code[v] for v in two]], float)
    if not data.size:
        return field, level, 0, None, None, None, None

    def alpha(d):
        return krippendorff.alpha(reliability_data=d, level_of_measurement=level) if len(np.unique(d)) > 1 else np.nan

    rng, places = np.random.default_rng(seed), [np.flatnonzero(article == x) for x in sorted(set(article))]
    drawn = [
        alpha(data[:, np.concatenate([places[k] for k in rng.integers(len(places), size=len(places))])])
        for _ in range(n_boot if len(places) > 1 else 0)
    ]
    drawn = [d for d in drawn if not np.isnan(d)]
    low, high = np.quantile(drawn, [0.025, 0.975]) if drawn else (None, None)
    value = alpha(data)
    return field, level, data.shape[1], (data[0] == data[1]).mean(), None if np.isnan(value) else value, low, high
