"""What a time expression means, before it is known from when: one small frozen dataclass per kind.

A `year`, `of` or `base` may itself be a meaning: "the third Monday in May", "November last year". `which` is last, next
or this. `intervals.resolve` turns a meaning and a day of publication into a window.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .calendars import CLOCK, MONTHS, step

CENTURY = 36_525  # days: no visit lasts longer


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date, any part of which may be missing: "2003", "last May", "Nov. 12", "the 15th"."""

    year: object = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    which: str = ""


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (1 = Monday); `which` also after, before (a date in the text); `week`: "Monday next week"."""

    weekday: int
    which: str = ""
    week: object = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit n units from a base: "next week", "two days ago", "three weeks later", "a week before Christmas".

    The base is "published", "text" (the last date before it), "context" (that, else published), "event" (no date) or
    a meaning; ``upto`` the larger number of "four or five days"; ``bounded`` is False for "more than a year ago".
    """

    unit: str
    n: float | None = 0
    base: object = "published"
    upto: float | None = None
    bounded: bool = True


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th unit or weekday (-1: the last) of something, or the nearest: "the last Friday of May"."""

    unit: str
    n: int
    of: object = None
    count: int = 1  # "the first nine months of the year"
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Years:
    """A decade or century, by its first year."""

    unit: str
    first: int


@dataclass(frozen=True, slots=True)
class Season:
    """SP, SU, FA or WI."""

    name: str
    year: object = None
    which: str = ""


@dataclass(frozen=True, slots=True)
class Weekend:
    """A weekend, or the one that a date lies in: "the weekend of June 5"."""

    which: str = ""
    of: object = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that the calendar names, with its rule from the lexicon; ``dates``: listed days, for what no rule gives."""

    name: str
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    nth: int | None = None
    easter: int | None = None
    shift: int = 0
    length: int = 1
    dates: tuple[date, ...] = ()
    year: object = None
    which: str = ""


@dataclass(frozen=True, slots=True)
class Fiscal:
    """A fiscal year, whose first day depends on whose it is: it has a value, but no window."""

    year: object = None


@dataclass(frozen=True, slots=True)
class Part:
    """early, mid, late, later, earlier or rest of something."""

    of: object
    part: str


@dataclass(frozen=True, slots=True)
class Range:
    """From one date to another."""

    first: object
    last: object


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, as TIMEX3 writes it ("T10:30", "TMO"), of a day, or of an unnamed one."""

    time: str
    day: object = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of units (None: "several")."""

    unit: str
    n: float | None = 1
    upto: float | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """What recurs: each `Duration`, or a TIMEX3 value ("XXXX-WXX-5")."""

    value: object


@dataclass(frozen=True, slots=True)
class Ref:
    """PAST_REF, PRESENT_REF, FUTURE_REF: a time that no calendar has."""

    value: str


def timex_type(meaning) -> str:
    """DATE, TIME, DURATION or SET."""
    if isinstance(meaning, Part):
        return timex_type(meaning.of)
    if isinstance(meaning, Every):
        return "SET"
    if isinstance(meaning, Duration) or isinstance(meaning, Nth) and meaning.count > 1:
        return "DURATION"
    if isinstance(meaning, Shift) and meaning.base == "event":  # "two days before the phone is launched"
        return "DURATION"
    return "TIME" if isinstance(meaning, Clock) or isinstance(meaning, Shift) and meaning.unit in CLOCK else "DATE"


def days(meaning) -> int | None:
    """How many whole days a duration lasts; None where it is vague or counted in months."""
    if not isinstance(meaning, Duration) or meaning.n is None or meaning.upto is not None:
        return None
    n = {"day": 1, "week": 7, "fortnight": 14, "weekend": 2, "hour": 1 / 24}.get(meaning.unit, 0) * meaning.n
    return round(n) if 1 <= n <= CENTURY and abs(n - round(n)) < 0.01 else None


def lasting(meaning, *, start: date | None = None, end: date | None = None) -> tuple[date, date] | None:
    """First and last day of a duration that begins on ``start`` or ends on ``end``: "two days from Sunday"."""
    n, unit = days(meaning), "day"
    if n is None and isinstance(meaning, Duration) and meaning.unit in MONTHS and meaning.upto is None:
        n, unit = meaning.n, meaning.unit
    if not n or not (start or end):
        return None
    one = timedelta(1)
    try:
        return (start, step(unit, start, n) - one) if start else (step(unit, end, -n) + one, end)
    except (OverflowError, ValueError):  # before or after all that a calendar holds
        return None
