"""Corpus + a person's corrections -> Corpus.

A correction is keyed on a place and its words, not on a row number: a later version of the rules, which finds more rows or
fewer, finds the corrected ones again, and says so where it does not.
"""

from __future__ import annotations

import os
import re
import warnings

import pandas as pd

from .checking import people_of
from .corpus import Corpus
from .correctionfile import ARTICLE_FIELDS, EVENT_FIELDS, MENTION_FIELDS, read_corrections
from .frames import CORPUS_FRAMES, build, conform

_PROOF_OF = {"actors": "actor", "recipients": "recipient", "place": "place", "date_start": "date", "date_end": "date",
             "status": "status", "source": "source", "source_kind": "source"}  # fmt: skip


class CorrectionWarning(UserWarning):
    """Corrections that found nothing to correct, or that contradict each other."""


def correct(corpus: Corpus, file: str | os.PathLike | pd.DataFrame) -> Corpus:
    """A corpus with a person's corrections laid over it: rows set right, deleted and added, and marked as verified.

    Parameters
    ----------
    corpus : Corpus
        From `toolkit.extract`, `Corpus.open` or `Corpus.from_frames`; it is not changed.
    file : path or pandas.DataFrame
        CSV (UTF-8) with one row per corrected field: article_id; start_char, end_char, quote (the trigger's place in the
        article's text, and its words there); field; value (empty: none); action (set, delete, add); coder, date, reason.

    Returns
    -------
    Corpus
        With two more frames. ``corrections``, one row per row of the file: its columns, event_id (str), machine_value
        (str), outcome (category: applied, confirmed, orphan, conflict), note (str). ``verified``, one row per event that
        a coder touched: event_id (str), verified (boolean), corrected_by (str).

    Raises
    ------
    CorrectionError
        Where the file is missing, lacks a column, or a row names no place, an unknown field, action or value.

    Warns
    -----
    CorrectionWarning
        Where corrections are orphans (nothing is at their place any more) or in conflict (two values for one field); these
        change nothing.

    Notes
    -----
    *Fields.* Of an event: its columns, by name; ``delete`` takes the field ``row``; ``add`` needs at least ``type`` and
    ``status`` at one place. Of an article (no place needed): `published`, `publisher`, `title`, ...; a corrected day of
    publication resolves the article's dates again, without a new parse (their windows; status and tense stay). Of a
    mention (its place and words): `name`, `country`, `office`, which hold for that name in the whole article.

    *Matching.* The trigger at the very place, else the one that overlaps it most; the words must still be there. Where a
    coder changed his mind, the later date decides; two coders who disagree are a conflict.

    A status set by a coder has no number of certainty, unless that is set, too; words that proved the machine's value are
    no longer given as evidence.
    """
    rows = read_corrections(file)
    rows = rows.assign(event_id=None, machine_value=None, outcome=None, note=None).astype(object)
    frames = {name: data.copy() for name, data in corpus.all_frames.items()}
    _contradictions(rows)
    for step in (_articles, _mentions, _events):
        step(frames, rows)
    done = conform("corrections", rows.where(rows.notna(), None))
    frames["corrections"] = pd.concat([frames["corrections"], done], ignore_index=True) if len(done) else done
    frames["verified"] = _verified(frames)
    for name in (*CORPUS_FRAMES, "corrections"):
        frames[name] = conform(name, frames[name])
    lost = done[done["outcome"].isin(["orphan", "conflict"])]
    if len(lost):
        counts = ", ".join(f"{n} {outcome}" for outcome, n in lost["outcome"].value_counts().items() if n)
        told = f"{lost.iloc[0]['article_id']}: {lost.iloc[0]['note']}"
        warnings.warn(
            f"{counts} of {len(done)} corrections changed nothing (first: {told}); all stand in corpus.corrections",
            CorrectionWarning,
            stacklevel=2,
        )
    return Corpus(frames, {**corpus.info, "corrections": len(frames["corrections"])})


def _contradictions(rows) -> None:
    """Of two values for one field the later day decides where the coder is the same; else neither is followed."""
    place = ["article_id", "start_char", "end_char"]
    for _, same in rows.groupby([*place, "field"], dropna=False, sort=False):
        if same["value"].nunique() < 2 or same["action"].eq("delete").all():
            continue
        last = same["date"].map(lambda d: pd.Timestamp.min if pd.isna(d) else d)
        one = same["coder"].nunique() == 1 and (last == last.max()).sum() == 1
        for i in same.index:
            if not one or last[i] != last.max():
                rows.at[i, "outcome"] = "conflict"
                rows.at[i, "note"] = "a later value of the same coder" if one else _others(same, i)
    events = rows[~rows["field"].isin(ARTICLE_FIELDS + MENTION_FIELDS)]
    for _, same in events.groupby(place, sort=False):
        if same["action"].eq("delete").any() and not same["action"].eq("delete").all():
            rows.loc[same.index, "outcome"] = "conflict"
            rows.loc[same.index, "note"] = "the row is deleted and set"


def _others(same, i):
    said = [f"{r.coder or 'somebody'}: {r.value or 'none'}" for r in same.itertuples() if r.Index != i]
    return "another value is given by " + "; ".join(said)


def _outcome(rows, i, old, new, event_id=None):
    rows.at[i, "machine_value"] = None if pd.isna(old) else str(old)
    rows.at[i, "outcome"] = "confirmed" if rows.at[i, "machine_value"] == new else "applied"
    rows.at[i, "event_id"] = event_id


def _orphan(rows, i, note):
    rows.at[i, "outcome"], rows.at[i, "note"] = "orphan", note


def _todo(rows, fields):
    return rows[rows["outcome"].isna() & rows["field"].isin(fields)]


def _articles(frames, rows) -> None:
    articles = frames["articles"]
    at = dict(zip(articles["article_id"], articles.index))
    for i in rows.index[rows["outcome"].isna() & ~rows["article_id"].isin(list(at))]:
        _orphan(rows, i, "no such article in the corpus")
    for i, row in _todo(rows, ARTICLE_FIELDS).iterrows():
        here, field, value = at[row["article_id"]], row["field"], row["value"] or None
        old = articles.at[here, field]
        if field != "published":
            _outcome(rows, i, old, value)
            articles.at[here, field] = value
            if field == "publisher":
                frames["events"].loc[frames["events"]["article_id"] == row["article_id"], field] = value
            continue
        _outcome(rows, i, None if pd.isna(old) else f"{old:%Y-%m-%d}", value)
        if rows.at[i, "outcome"] == "applied":
            day = pd.Timestamp(value) if value else pd.NaT
            articles.at[here, "published"] = day
            articles.at[here, "published_basis"] = "caller" if value else None
            _again(frames, row["article_id"], day)


def _again(frames, article_id, day) -> None:
    """The dates of an article, resolved for another day of publication."""
    from .readings import resolve

    events, times = frames["events"], frames["times"]
    events.loc[events["article_id"] == article_id, "published"] = day
    kept = frames["readings"].loc[frames["readings"]["article_id"] == article_id, "reading"]
    if not len(kept):
        return
    found, windows = resolve(kept.iloc[0], None if pd.isna(day) else day.date())
    for i, start in times.loc[times["article_id"] == article_id, "start_char"].items():
        t = found[start]
        value = {"timex_value": t.timex_value, "date_start": t.date_start, "date_end": t.date_end}
        for column, v in {**value, "date_precision": t.precision, "anchor": t.anchor}.items():
            times.at[i, column] = pd.Timestamp(v) if column in ("date_start", "date_end") else v
    for i, key in events.loc[events["article_id"] == article_id, "event_id"].items():
        first, last, precision = windows.get(key, (None, None, None))
        events.at[i, "date_start"], events.at[i, "date_end"] = pd.Timestamp(first), pd.Timestamp(last)
        events.at[i, "date_precision"] = precision


def _mentions(frames, rows) -> None:
    entities = frames["entities"]
    for i, row in _todo(rows, MENTION_FIELDS).iterrows():
        inside = entities["article_id"] == row["article_id"]
        here = entities[
            inside & (entities["start_char"] == row["start_char"]) & (entities["end_char"] == row["end_char"])
        ]
        here = here[here["mention"] == row["quote"]]
        if here.empty:
            _orphan(rows, i, f"no name {row['quote']!r} is read at that place")
            continue
        field, value, name = row["field"], row["value"] or None, here.iloc[0]["name"]
        _outcome(rows, i, here.iloc[0][field], value)
        entities.loc[inside & (entities["name"] == name), field] = value
        ours = frames["events"].index[frames["events"]["article_id"] == row["article_id"]]
        keys = set(frames["events"].loc[ours, "event_id"])
        people = frames["participants"]
        who = people["event_id"].isin(keys) & (people["name"] == name)
        people.loc[who, field] = value
        if field != "name":
            continue
        for column in ("actors", "recipients"):
            frames["events"].loc[ours, column] = [_renamed(v, name, value) for v in frames["events"].loc[ours, column]]
        for frame, columns in (("events", ("source",)), ("statements", ("source", "source_name"))):
            data = frames[frame]
            for column in columns:
                data.loc[(data["article_id"] == row["article_id"]) & (data[column] == name), column] = value


def _renamed(names, old, new):
    if not isinstance(names, str):
        return None
    return "; ".join(dict.fromkeys(new if n == old else n for n in names.split("; ")))


class _Finder:
    """Where the rows of a corpus stand: by article, the trigger's place, and the row's position in the frame."""

    def __init__(self, frames):
        self.text = dict(zip(frames["articles"]["article_id"], frames["articles"]["text"]))
        self.places: dict[str, list] = {}
        events = frames["events"]
        for i, article_id, key, trigger in zip(
            events.index, events["article_id"], events["event_id"], events["trigger"]
        ):
            ends = re.search(r":(\d+)-(\d+)$", key)
            if ends:
                self.places.setdefault(article_id, []).append((int(ends[1]), int(ends[2]), i, trigger))

    def find(self, row):
        """The position of the row on a correction's words, or None with what stands in the way."""
        text = self.text.get(row["article_id"])
        start, end = row["start_char"], row["end_char"]
        if isinstance(text, str) and text[start:end] != row["quote"]:
            return None, f"the text there reads {text[start:end][:60]!r}, not {row['quote']!r}"
        near = [
            (min(b, end) - max(a, start), -abs(a - start), i) for a, b, i, _ in self.places.get(row["article_id"], ())
        ]
        near = [n for n in near if n[0] > 0]
        return (max(near)[2], None) if near else (None, f"no row stands on {row['quote']!r} any more")


def _events(frames, rows) -> None:
    finder, gone = _Finder(frames), []
    todo = rows[rows["outcome"].isna()]
    for _, same in todo.groupby(["article_id", "start_char", "end_char"], sort=False):
        first = same.iloc[0]
        here, problem = finder.find(first)
        if first["action"] == "delete":
            for i in same.index:
                if here is None and problem.startswith("no row"):
                    rows.at[i, "outcome"], rows.at[i, "note"] = "confirmed", "there is no such row any more"
                elif here is None:
                    _orphan(rows, i, problem)
                else:
                    key = frames["events"].at[here, "event_id"]
                    rows.at[i, "event_id"], rows.at[i, "outcome"] = key, "applied"
                    gone.append(key)
            continue
        if here is None and same["action"].eq("add").any() and problem.startswith("no row"):
            fields = set(same["field"])
            if {"type", "status"} <= fields:
                here = _added(frames, first)
            else:
                problem = "a row to add needs at least a type and a status"
        if here is None:
            for i in same.index:
                _orphan(rows, i, problem)
            continue
        _set(frames, rows, same, here)
    for name in ("events", "participants", "evidence"):
        frames[name] = frames[name][~frames[name]["event_id"].isin(gone)].reset_index(drop=True)
    order = {a: n for n, a in enumerate(frames["articles"]["article_id"])}
    starts = frames["events"]["event_id"].str.extract(r":(\d+)-\d+$")[0].astype("Int64")
    by = pd.DataFrame({"a": frames["events"]["article_id"].map(order), "s": starts})
    if len(rows) and rows["action"].eq("add").any():
        frames["events"] = frames["events"].loc[by.sort_values(["a", "s"], kind="stable").index]


def _added(frames, row) -> int:
    """A new row of events, with what its place says: article, sentence, trigger."""
    articles, sentences, start = frames["articles"], frames["sentences"], row["start_char"]
    article = articles.loc[articles["article_id"] == row["article_id"]].iloc[0]
    around = sentences[(sentences["article_id"] == row["article_id"]) & (sentences["start_char"] <= start)]
    key = f"{row['article_id']}:{start}-{row['end_char']}"
    new = {
        **{"event_id": key, "article_id": row["article_id"], "trigger": row["quote"], "source_kind": "author"},
        **{"published": article["published"], "publisher": article["publisher"]},
        "sentence": around["sentence"].max() if len(around) else None,
    }
    frames["events"] = pd.concat([frames["events"], build("events", [new])], ignore_index=True)
    proof = {
        "event_id": key,
        "field": "trigger",
        "quote": row["quote"],
        "start_char": start,
        "end_char": row["end_char"],
    }
    frames["evidence"] = pd.concat([frames["evidence"], build("evidence", [proof])], ignore_index=True)
    return frames["events"].index[-1]


def _set(frames, rows, same, here) -> None:
    events = frames["events"]
    key, fields, changed = events.at[here, "event_id"], set(same["field"]), set()
    for i, row in same.iterrows():
        field, value = row["field"], row["value"] or None
        if field not in EVENT_FIELDS:
            _orphan(rows, i, f"{field} is no field of an event")
            continue
        old = events.at[here, field]
        if field in ("date_start", "date_end"):
            old, new = None if pd.isna(old) else f"{old:%Y-%m-%d}", pd.Timestamp(value)
            value = None if value is None else f"{new:%Y-%m-%d}"
        else:
            new = float(value) if field == "certainty" and value else value
            value = str(new) if field == "certainty" and value else value
        _outcome(rows, i, old, value, key)
        if rows.at[i, "outcome"] == "applied":
            events.at[here, field] = new
            changed.add(field)
    if changed & {"actors", "recipients"}:
        _people(frames, here, changed)
    if changed & {"date_start", "date_end"} and "date_precision" not in fields:
        first, last = events.at[here, "date_start"], events.at[here, "date_end"]
        none = pd.isna(first) and pd.isna(last)
        events.at[here, "date_precision"] = None if none else "day" if first == last else "range"
    if "status" in changed and "certainty" not in fields:
        events.at[here, "certainty"] = pd.NA
    untrue = {_PROOF_OF[f] for f in changed if f in _PROOF_OF}
    evidence = frames["evidence"]
    frames["evidence"] = evidence[~((evidence["event_id"] == key) & evidence["field"].isin(untrue))]


def _people(frames, here, changed) -> None:
    """The participants of a corrected row: what the article knows of a name goes with it."""
    events, people, entities = frames["events"], frames["participants"], frames["entities"]
    event = events.loc[here]
    inside = set(events.loc[events["article_id"] == event["article_id"], "event_id"])
    known: dict[str, dict] = {}
    kinds = {"PERSON": "person", "ORG": "body", "GPE": "state", "NORP": "group"}
    mentions = entities[entities["article_id"] == event["article_id"]]
    mentions = mentions.assign(kind=mentions["label"].astype(object).map(kinds))
    for told in (people[people["event_id"].isin(inside)], mentions):
        for row in told[["name", "kind", "country", "office"]].astype(object).to_dict("records"):
            for column, value in row.items():
                if not pd.isna(value):
                    known.setdefault(row["name"], {}).setdefault(column, value)
    roles = {"actors": "actor", "recipients": "recipient"}
    keep = ~((people["event_id"] == event["event_id"]) & people["role"].isin([roles[c] for c in changed if c in roles]))
    new = [
        {**p, **known.get(p["name"], {})}
        for p in people_of(event.to_dict())
        if p["role"] in {roles[c] for c in changed if c in roles}
    ]
    frames["participants"] = pd.concat([people[keep], build("participants", new)], ignore_index=True)


def _verified(frames) -> pd.DataFrame:
    """One row per event that a coder touched: added, set or confirmed."""
    done = frames["corrections"]
    done = done[
        done["outcome"].isin(["applied", "confirmed"]) & done["event_id"].notna() & (done["action"] != "delete")
    ]
    done = done[done["event_id"].isin(frames["events"]["event_id"])]
    rows = [
        {"event_id": key, "verified": True, "corrected_by": "; ".join(sorted(set(c.dropna()) - {""})) or None}
        for key, c in done.groupby("event_id", sort=False)["coder"]
    ]
    return build("verified", rows)
