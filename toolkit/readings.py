"""What an article's dates mean, kept beside its rows: with another day of publication they resolve again, without a parse."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from types import SimpleNamespace

from . import meanings


def freeze(doc, keys: list[str]) -> str:
    """The time expressions of a read Doc and how its events hang on them, as JSON; ``keys``: the events' ids, in order."""
    key_of = {id(event): key for event, key in zip(doc._.events, keys, strict=True)}
    times = [
        {"at": doc[t.start].idx, "meaning": _plain(t.meaning), "direction": t.direction, "firm": t.firm}
        for t in doc._.times
    ]
    number = {id(t): n for n, t in enumerate(doc._.times)}
    events = {}
    for event, key in zip(doc._.events, keys, strict=True):
        if not event.times and not event.around:
            continue
        events[key] = {"times": event.times, "length": event.length, "phase": event.phase}
        if event.around:
            other, side = event.around
            events[key]["around"] = [key_of[id(other)], side if isinstance(side, str) else number[id(side)]]
    return json.dumps({"times": times, "events": events}, separators=(",", ":"))


def resolve(reading: str, published: date | None):
    """The expressions by first character, and the windows by event_id, for a day of publication.

    Returns
    -------
    dict, dict
        start_char -> `toolkit.components.times.Time`; event_id -> (first day, last day, precision).
    """
    from .components.times import Time, resolve_all
    from .components.timing import window

    kept = json.loads(reading)
    times = []
    for row in kept["times"]:
        meaning = _meaning(row["meaning"])
        kind = meanings.timex_type(meaning)
        times.append(Time(0, 0, kind, meaning=meaning, direction=row["direction"], firm=row["firm"]))
    resolve_all(times, published)
    events = {key: SimpleNamespace(**{**row, "around": None}) for key, row in kept["events"].items()}
    for key, row in kept["events"].items():
        if "around" in row:
            other, side = row["around"]
            events[key].around = (events[other], side if isinstance(side, str) else times[side])
    return (
        {row["at"]: time for row, time in zip(kept["times"], times)},
        {key: window(event, times) for key, event in events.items()},
    )


def _plain(value):
    if is_dataclass(value):
        said = {f.name: getattr(value, f.name) for f in fields(value) if getattr(value, f.name) != f.default}
        return {"is": type(value).__name__, **{name: _plain(v) for name, v in said.items()}}
    if isinstance(value, date):
        return {"is": "date", "day": value.isoformat()}
    return [_plain(v) for v in value] if isinstance(value, tuple | list) else value


def _meaning(value):
    if isinstance(value, list):
        return tuple(_meaning(v) for v in value)
    if not isinstance(value, dict):
        return value
    if value["is"] == "date":
        return date.fromisoformat(value["day"])
    kind = getattr(meanings, value["is"])
    return kind(**{name: _meaning(v) for name, v in value.items() if name != "is"})
