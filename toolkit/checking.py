"""Rows of any coder -> our frames, or an error that names the frame, the column, the row and the cure."""

from __future__ import annotations

import difflib
from functools import lru_cache

import pandas as pd

from .frames import DAY, FRAMES, TYPES, build, columns, conform
from .knowledge import table


class CorpusError(ValueError):
    """Frames that do not make a corpus, or a folder that does not hold one; the message says what is missing."""


def checked(name: str, data: pd.DataFrame) -> pd.DataFrame:
    """One frame with our columns and dtypes.

    Raises
    ------
    CorpusError
        On a missing key, a column that is spelled otherwise, a list in a cell, a value that its column does not allow, a
        window or span that ends before it starts, a certainty outside 0 to 1, a named source that is called anonymous.
    """
    if not isinstance(data, pd.DataFrame):
        raise CorpusError(f"{name}: a {type(data).__name__}; give a pandas.DataFrame")
    data = data.reset_index(drop=True)
    have = [str(column) for column in data.columns]
    if twice := [column for n, column in enumerate(have) if column in have[:n]]:
        raise CorpusError(f"{name}: column {twice[0]!r} stands there twice; drop or rename one")
    missing = [column for column in columns(name) if column not in have]
    for column in (c for c in have if c not in columns(name)):
        near = difflib.get_close_matches(column.strip().lower(), missing, n=1, cutoff=0.85)
        if near:
            raise CorpusError(f"{name}: column {column!r} is not one of ours; rename it to {near[0]!r}, or drop it")
    for key in ("event_id", "article_id"):
        if key in missing:
            raise CorpusError(f"{name}: every row needs {key!r}; the frame has {', '.join(have) or 'no columns'}")
        if key in columns(name):
            _none(data[key].isna(), name, f"every row needs {key!r}, and here it is empty; fill it, or drop the row")
    for column in set(columns(name)) - set(missing):
        if data[column].dtype == object or "list" in str(data[column].dtype):
            lists = data[column].map(pd.api.types.is_list_like)
            _none(lists, name, f"{column!r} is a list; join its names with '; '")
    days = [column.name for column in FRAMES[name] if column.dtype == DAY]
    for column in days:
        if column in data and isinstance(data[column].dtype, pd.DatetimeTZDtype):
            cure = ".dt.tz_convert(the zone where it was published).dt.tz_localize(None) makes it that"
            raise CorpusError(f"{name}.{column}: an instant in {data[column].dt.tz}, not a calendar day; {cure}")
    try:
        out = conform(name, data)
    except ValueError as error:
        raise CorpusError(str(error)) from error
    for column in days:
        out[column] = out[column].dt.normalize()  # a clock would part a day from itself
    if "date_start" in out:
        _none(out["date_end"] < out["date_start"], name, "the window ends before it starts: date_end < date_start")
    if "start_char" in out:
        _none(out["end_char"] < out["start_char"], name, "the span ends before it starts: end_char < start_char")
    if "certainty" in out:
        outside = (out["certainty"] < 0) | (out["certainty"] > 1)
        _none(outside, name, "'certainty' lies outside 0 to 1; rescale it, or leave the column out")
    if "source_name" in out:
        named = (out["source_kind"] == "anonymous") & out["source_name"].notna()
        _none(named, name, "an anonymous source has no name; leave 'source_name' empty, or give another 'source_kind'")
    return out


def joined(given: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Checked frames that join: the missing ones made, keys unique and known, days and outlets passed on.

    Raises
    ------
    CorpusError
        On a key that is not unique or has no row to join, an event without a type, or two days of one article.
    """
    out = dict(given)
    if "events" not in out:
        out["events"] = build("events", [])
    if "articles" not in out:
        ids = pd.concat([data["article_id"] for data in out.values() if "article_id" in data]).unique()
        out["articles"] = build("articles", [{"article_id": i} for i in ids])
    if "participants" not in out:
        out["participants"] = build("participants", _people(out["events"]))
    cure = {"events": "", "articles": ", or leave `articles` out: it is made from the ids that occur"}
    for name, key in (("articles", "article_id"), ("events", "event_id")):
        keys = out[name][key]
        _none(keys.duplicated(), name, lambda at, keys=keys, key=key: f"{key} {keys[at]!r} stands on more than one row")
        for other, data in out.items():
            if key in data:
                said = f"its {key} has no row in {name}; add the row there{cure[name]}"
                _none(~data[key].isin(keys), other, said)
    _none(out["events"]["type"].isna(), "events", f"every row needs 'type', one of {', '.join(TYPES)}")
    for column in ("published", "publisher"):
        _exchange(out["articles"], out["events"], column)
    return out


def _none(bad: pd.Series, name: str, said) -> None:
    """Raises where a row is bad, with its place, as one would ask pandas for it."""
    bad = bad.fillna(False).astype(bool)
    if bad.any():
        at = bad.idxmax()
        raise CorpusError(f"{name}.iloc[{at}]: {said(at) if callable(said) else said}")


def _exchange(articles: pd.DataFrame, events: pd.DataFrame, column: str) -> None:
    """Fills a column that one of the two frames lacks from the other; both frames are our own copies."""
    empty = articles.loc[articles[column].isna(), "article_id"]
    told = events[events["article_id"].isin(empty)].dropna(subset=column).drop_duplicates(["article_id", column])
    _none(told["article_id"].duplicated(), "events", f"a second {column!r} of one article; give it in `articles`")
    found = articles["article_id"].map(dict(zip(told["article_id"], told[column])))
    articles[column] = articles[column].fillna(found.astype(articles[column].dtype))
    if column == "published":
        articles.loc[found.notna(), "published_basis"] = "caller"
    own = events["article_id"].map(dict(zip(articles["article_id"], articles[column])))
    events[column] = events[column].fillna(own.astype(events[column].dtype))


def _people(events: pd.DataFrame) -> list[dict]:
    return [p for e in events[["event_id", "actors", "recipients"]].to_dict("records") for p in people_of(e)]


def people_of(event: dict) -> list[dict]:
    """The names in a row's `actors` and `recipients` as rows of participants; the code of a state is a state."""
    rows = []
    for role, column in (("actor", "actors"), ("recipient", "recipients")):
        names = event[column].split(";") if isinstance(event[column], str) else []
        for name in dict.fromkeys(n.strip() for n in names if n.strip()):
            kind, country = ("state", name) if name in _states() else (None, None)
            rows.append({"event_id": event["event_id"], "role": role, "name": name, "kind": kind, "country": country})
    return rows


@lru_cache(maxsize=1)
def _states() -> frozenset[str]:
    return frozenset(row["country"] for row in table("countries"))
