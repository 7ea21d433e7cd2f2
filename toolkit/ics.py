"""Agenda -> iCalendar (RFC 5545), for the calendars that newsrooms and their readers use."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from .parts import placed
from .words import day_words, number, readable, states, status_words

STATUS = {"confirmed": "CONFIRMED", "cancelled": "CANCELLED", "postponed": "CANCELLED", "denied": "CANCELLED"}
WORDS = {"visit": "visit", "phone": "call"}


def write_ics(entries: pd.DataFrame, people: dict[str, set[str]], as_of, path, *, persons=False) -> Path:
    """The dated entries of an agenda as an .ics file. Used by `Agenda.to_ics`, where parameters and errors stand.

    ``people`` says of each entry which participants are named persons.
    """
    from icalendar import Calendar, Event

    wanted = None if persons is True else {persons} if isinstance(persons, str) else set(persons or ())
    dated = entries[entries["date_start"].notna() | entries["date_end"].notna()]
    calendar = Calendar()
    calendar.add("prodid", "-//wire-daybook//agenda//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Agenda" + (f" as of {day_words(as_of)}" if pd.notna(as_of) else ""))
    kept = {}
    for entry in dated.to_dict("records"):
        shown = _shown(entry, people.get(entry["agenda_id"], set()), wanted)
        if shown:
            kept[entry["agenda_id"]] = entry, shown
    left_out = f" Named persons' own, left out: {len(dated) - len(kept):,}." if wanted is not None else ""
    calendar.add("x-wr-caldesc", f"What a corpus of news tells, not what is certain.{left_out}")
    for key, (entry, names) in kept.items():
        first, last = (entry[c] if pd.notna(entry[c]) else None for c in ("date_start", "date_end"))
        event = Event()
        event.add("uid", f"{key}@wire-daybook")
        stamp = as_of if pd.notna(as_of) else first or last
        event.add("dtstamp", stamp.tz_localize("UTC").to_pydatetime())
        event.add("dtstart", (first or last).date())
        event.add("dtend", ((last or first) + pd.Timedelta(days=1)).date())  # the first day after it
        event.add("summary", _summary(entry, names))
        event.add("description", _description(entry, first, last, people.get(key, set()) - set(names)))
        event.add("status", STATUS.get(entry["outcome"], "TENTATIVE"))
        event.add("categories", [v for v in (entry["type"], entry["mode"]) if isinstance(v, str)])
        event.add("transp", "TRANSPARENT")
        if isinstance(entry["place"], str):
            event.add("location", entry["place"])
        if entry["part_of"] in kept:
            event.add("related-to", f"{entry['part_of']}@wire-daybook")
        calendar.add_component(event)
    path = Path(path)
    placed(path, lambda new: new.write_bytes(calendar.to_ical()))
    return path


def _shown(entry: dict, people: set[str], wanted: set[str] | None) -> list[str]:
    """The participants to name; none where the entry is a person's own affair and that person was not asked for."""
    names = entry["participants"].split("; ") if isinstance(entry["participants"], str) else []
    if wanted is None or wanted & people:
        return names
    others = [n for n in names if n not in people]
    if not people:
        return others
    # Of a public event the persons who attend are left out: it has a name, or two states are left.
    public = entry["mode"] == "multilateral" and (len(others) > 1 or any(n not in states() for n in others))
    return others if public else []


def _summary(entry: dict, names: list[str]) -> str:
    kind = WORDS.get(entry["mode"], "meeting") if entry["type"] == "CONSULT" else str(entry["type"]).lower()
    where = f", {entry['place']}" if isinstance(entry["place"], str) else ""
    return f"{readable('; '.join(names)).replace('; ', ', ')}: {kind}{where}"


def _description(entry: dict, first, last, hidden: set[str]) -> str:
    told = f"Told as: {status_words(entry['status'], entry['certainty'])}; outcome: {entry['outcome']}."
    if first is None or last is None:
        told += f" {'No first day' if first is None else 'No last day'} is told."
    told += f" {number(entry['n_sources'], 'report')}, the last on {day_words(entry['last_reported'])}."
    if entry["only_anonymous"] is True:
        told += " By unnamed sources only."
    if isinstance(entry["conflict"], str) and not any(name in entry["conflict"] for name in hidden):
        told += f" Reports disagree: {entry['conflict']}."
    return told
