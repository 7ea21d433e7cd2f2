"""What the reports of one entry disagree on, and who says which."""

from __future__ import annotations

import pandas as pd

from .fitting import LASTING
from .mentions import AHEAD, Mention
from .storylines import Storyline
from .windows import STAY, gap
from .words import according_to, day_words, heir, readable, states, window_words


def conflict(line: Storyline, buildings: set[str] = frozenset()) -> str:
    """The claims that cannot all hold, as ``"date: 5 May 2025 [an aide (unnamed), Gazette, 3 May 2025] / 6 May ..."``.

    date: windows of which neither holds the other. place: two towns (a hall in a town, or a town and its country, are none).
    participants: two full lists of three sides or more, one with a side more. status: a denial beside a claim. Days of one
    stay ("arrived Tuesday", "on Wednesday visited") are no conflict, nor is a plan that was called off and then dated anew.
    """
    parts = [("date", _dates(line)), ("place", _places(line, buildings)), ("participants", _lists(line))]
    parts.append(("status", _denials(line)))
    return "; ".join(
        f"{what}: " + " / ".join(f"{words} [{_word_of(m)}]" for words, m in said) for what, said in parts if said
    )


def _dates(line: Storyline) -> list[tuple[str, Mention]]:
    windows: dict[tuple, Mention] = {}
    for m in line.mentions:
        if m.dated:
            windows.setdefault((m.start, m.end), m)
    claims = list(windows.values())
    stay = line.head.family == "visit" or bool(line.named)
    lasting = line.head.family == "meeting" and bool(LASTING & line.words)
    return [(window(m), m) for m in claims if any(_clash(m, x, stay) and not (lasting and _on(m, x)) for x in claims)]


def _on(a: Mention, b: Mention) -> bool:
    """Whether one article tells of the next day: its talks went on."""
    return a.article_id == b.article_id and gap(a, b) == 1


def _clash(a: Mention, b: Mention, stay: bool) -> bool:
    """Whether neither window holds the other. Two days of one stay, both told as facts, are no disagreement."""
    apart = gap(a, b)
    if stay and a.fact and b.fact and apart <= STAY:
        return False
    if None in (a.start, a.end, b.start, b.end):
        return apart > 0  # "by Friday" narrows
    return not (a.start <= b.start and b.end <= a.end) and not (b.start <= a.start and a.end <= b.end)


def _places(line: Storyline, buildings: set[str]) -> list[tuple[str, Mention]]:
    names = states()
    towns: dict[str, Mention] = {}
    for m in line.mentions:
        if m.place and m.place_country and m.place not in buildings:
            towns.setdefault(m.place, m)
    within = {heir(m.place_country) for place, m in towns.items() if names.get(m.place_country) != place}
    told = [(p, m) for p, m in towns.items() if names.get(m.place_country) != p or heir(m.place_country) not in within]
    if {m.status for _, m in told} == {"cancelled"}:
        return []  # the province and the town of what is off
    return told if len(told) > 1 else []


def _lists(line: Storyline) -> list[tuple[str, Mention]]:
    """Lists of three sides and more that differ; whoever attends a conference is none of its sides."""
    if line.head.family != "meeting" or line.bodies:
        return []
    lists: dict[frozenset, Mention] = {}
    for m in line.mentions:
        if m.event_id not in line.misread and len(m.actors) > 2 and len({p.kind for p in m.actors}) == 1:
            lists.setdefault(frozenset(p.country or p.plain for p in m.actors), m)
    return [(readable("; ".join(p.name for p in m.actors)), m) for m in lists.values()] if len(lists) > 1 else []


def _denials(line: Storyline) -> list[tuple[str, Mention]]:
    """A denial in an article that tells the event as real or planned by another's word."""
    for article in {m.article_id: None for m in line.mentions}:
        claims: dict[str, Mention] = {}
        for m in line.mentions:
            if m.article_id == article and m.status:
                claims.setdefault(m.status, m)
        no = claims.get("denied")
        if no and any((m.fact or m.phase == AHEAD) and m.source != no.source for m in claims.values()):
            return list(claims.items())
    return []


def _word_of(m: Mention) -> str:
    """Whose word it is, and where it was reported."""
    source = according_to(m.source, m.source_kind) if m.source else None
    return ", ".join(v for v in (source, m.publisher or m.article_id, day_words(day(m.published))) if v)


def window(m: Mention) -> str:
    return window_words(day(m.start), day(m.end), m.precision)


def day(ordinal: int | None):
    return pd.NaT if ordinal is None else pd.Timestamp.fromordinal(ordinal)
