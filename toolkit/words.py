"""The words in which notebooks and reports say what stands in the frames."""

from __future__ import annotations

import difflib
from functools import lru_cache

import pandas as pd

from .knowledge import table

# Four groups for pictures, from the nine statuses; a legend needs words, not codes.
TOLD = {
    "happened": ("occurred", "ongoing"),
    "ahead": ("scheduled", "planned", "expected"),
    "open": ("possible", "hypothetical"),
    "off": ("cancelled", "denied"),
}
TOLD_WORDS = {
    "happened": "told as having happened or under way",
    "ahead": "as scheduled, planned or expected",
    "open": "as possible or conditional",
    "off": "as cancelled or denied",
}
TYPE_WORDS = {
    "AGREE": "promise, agree to",
    "CONSULT": "meet, visit, talk",
    "SUPPORT": "praise, sign, recognise",
    "CONCEDE": "ease, lift, drop a demand",
    "COOPERATE": "trade, exchange, exercise",
    "AID": "give money, arms, relief",
    "RETREAT": "withdraw, release, resign",
    "REQUEST": "ask, urge, demand",
    "ACCUSE": "criticise, accuse, sue",
    "REJECT": "refuse, rule out",
    "THREATEN": "threaten, warn",
    "PROTEST": "demonstrate, strike",
    "SANCTION": "sanction, expel, break off",
    "MOBILIZE": "deploy, test, alert",
    "COERCE": "arrest, ban, seize",
    "ASSAULT": "attack, kill, fight",
}
STATUS_WORDS = {
    "occurred": "has happened",
    "ongoing": "is under way",
    "scheduled": "is scheduled",
    "planned": "is planned",
    "expected": "is expected",
    "possible": "may happen",
    "hypothetical": "only if or wished for",
    "cancelled": "called off",
    "denied": "denied",
}
SOURCE_WORDS = {
    "person": "a named person",
    "institution": "an institution",
    "anonymous": "an unnamed source",
    "media": "other media",
    "author": "the article itself",
}
GROUP = {status: group for group, statuses in TOLD.items() for status in statuses}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def what(event: dict) -> str:
    """What an event is, in words: its trigger as written, its place, and type and mode."""
    kind = " ".join(str(event[c]) for c in ("type", "mode") if isinstance(event[c], str))
    place = f", {event['place']}" if isinstance(event["place"], str) else ""
    return f"{event['trigger'] if isinstance(event['trigger'], str) else '?'}{place} ({kind})"


def who(event: dict) -> str:
    """Who acts, and on whom: ``"Marco Rubio → South Africa"``; those who meet stand on one side."""
    sides = (readable(event["actors"]), readable(event["recipients"]))
    return " → ".join(side or "?" for side in sides) if sides[1] else sides[0]


def reported(event: dict) -> str:
    """Where and when an event was reported: ``"Peninsula Wire, 6 Jan 2025"``."""
    return ", ".join(v for v in (event["publisher"], day_words(event["published"])) if isinstance(v, str) and v)


def wording(certainty, status) -> str:
    """Strength of wording: firm (.85 and more), likely (.7 and more), open; none for facts and for what is off."""
    if pd.isna(certainty) or status in TOLD["off"] or certainty == 1:
        return ""
    return "firm" if certainty >= 0.85 else "likely" if certainty >= 0.7 else "open"


def status_words(status, certainty) -> str:
    """A status in words, with the strength of its wording: ``"is expected (likely)"``."""
    strength = wording(certainty, status)
    return STATUS_WORDS.get(status, "") + (f" ({strength})" if strength else "")


def according_to(source, kind) -> str:
    """Whose word an event is: the source as named or worded, with its kind where the name does not tell it."""
    if not isinstance(source, str) or not source:
        return SOURCE_WORDS.get(kind, "the article itself")
    return f"{readable(source)} (unnamed)" if kind == "anonymous" else readable(source)


def day_words(day) -> str:
    """A day as ``3 Jan 2025``, whatever the machine's language."""
    if pd.isna(day):
        return ""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def window_words(start, end, precision=None) -> str:
    """A window in words; one without any day is empty.

    Examples
    --------
    >>> window_words(pd.Timestamp("2025-01-06"), pd.Timestamp("2025-01-12"), "week")
    '6–12 Jan 2025'
    >>> window_words(None, pd.Timestamp("2025-12-31"))
    'by 31 Dec 2025'
    """
    if pd.isna(start) and pd.isna(end):
        return ""
    if pd.isna(start):
        return f"by {day_words(end)}"
    if pd.isna(end):
        return f"from {day_words(start)}"
    first, last = day_words(start), day_words(end)
    if first == last:
        return last
    if precision == "year" and (start.day, start.month, end.day, end.month) == (1, 1, 31, 12):
        return f"{start.year}"
    if precision == "month" and start.day == 1 and (end + pd.Timedelta(days=1)).day == 1 and start.month == end.month:
        return last.split(" ", 1)[1]
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{last}"
    return f"{first.rsplit(' ', 1)[0] if start.year == end.year else first} – {last}"


def readable(names: str) -> str:
    """Names in a cell with the states' codes spelled out.

    Examples
    --------
    >>> readable("KOR; Marco Rubio")
    'South Korea; Marco Rubio'
    """
    if not isinstance(names, str):
        return ""
    return "; ".join(dict.fromkeys(states().get(n, n) for n in names.split("; ")))


def number(n: int, noun: str) -> str:
    """A count with its noun.

    Examples
    --------
    >>> number(1, "article"), number(1200, "article"), number(0, "event")
    ('1 article', '1,200 articles', 'no events')
    >>> number(2, "entry")
    '2 entries'
    """
    many = f"{noun[:-1]}ies" if noun.endswith("y") and noun[-2:] not in ("ay", "ey", "oy") else f"{noun}s"
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {many}" if n else f"no {many}"


@lru_cache(maxsize=1)
def states() -> dict[str, str]:
    return {row["country"]: row["name"] for row in table("countries")}


@lru_cache(maxsize=1)
def _heirs() -> dict[str, str]:
    first: dict[str, str] = {}
    rows = [row for row in table("countries") if row["cow"]]
    return {row["country"]: first.setdefault(row["cow"], row["country"]) for row in rows}


def heir(code: str | None) -> str | None:
    """One code for a state that went on under another: those that share a number of the Correlates of War.

    Examples
    --------
    >>> heir("SUN") == heir("RUS"), heir("CSK") == heir("CZE")
    (True, False)
    """
    return _heirs().get(code, code)


def short(text: str, n: int) -> str:
    """A text on one line, of at most ``n`` characters, with an ellipsis where it was cut."""
    text = " ".join(text.split())
    return text if len(text) <= n else text[: n - 1].rstrip() + "…"


def did_you_mean(given: str, known: list[str]) -> str:
    """``"; did you mean 'x'?"`` with the nearest of the known names, and what there is where none is near."""
    near = difflib.get_close_matches(str(given), known, n=1, cutoff=0.5)
    if near:
        return f"; did you mean {near[0]!r}?"
    return (
        f"; there is {', '.join(sorted(known)[:10])}{' ...' if len(known) > 10 else ''}" if known else "; there is none"
    )
