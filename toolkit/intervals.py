"""A time expression's meaning + an anchor date -> first and last day. Pure: no spaCy, no text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from .calendars import (
    CLOCK,
    GRAINS,
    MONTHS,
    add_months,
    easter,
    label,
    nth_weekday,
    period,
    season,
    step,
    third,
)  # fmt: skip

# -- meanings -------------------------------------------------------------------------------------------------------
# A `year`, `of` or `base` may itself be a meaning: "the third Monday in May", "November last year".


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar date, any part of which may be missing: "2003", "May", "Nov. 12", "Friday, July 21, 2017", "the 15th"."""

    year: object = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    which: str = ""  # last, next, this: "last November"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A weekday (1 = Monday), bare, with last, next, this, after or before; or in a week: "Monday next week"."""

    weekday: int
    which: str = ""
    week: object = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A unit n units from a base: "next week", "two days ago", "three weeks later", "a week before Christmas".

    ``base`` is "published", "text" (the last date before it), "context" (that, else published), "event" (no date) or a meaning;
    ``upto`` the larger number of "four or five days"; ``bounded`` is False for "more than a year ago".
    """

    unit: str
    n: float | None = 0
    base: object = "published"
    upto: float | None = None
    bounded: bool = True


@dataclass(frozen=True, slots=True)
class Nth:
    """The n-th unit (or weekday) of something, or the nearest one: "the third quarter", "the last Friday of May"."""

    unit: str  # a unit, or "weekday"
    n: int  # -1 is the last
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
    name: str  # SP SU FA WI
    year: object = None
    which: str = ""


@dataclass(frozen=True, slots=True)
class Weekend:
    which: str = ""
    of: object = None  # a date in it: "the weekend of June 5"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that the calendar names; its rule comes from the lexicon. ``dates`` are listed days, for what no rule gives."""

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
    """A fiscal year, whose first day depends on whose it is: a value, but no window."""

    year: object = None


@dataclass(frozen=True, slots=True)
class Part:
    """early, mid, late, later, earlier, rest of something."""

    of: object
    part: str


@dataclass(frozen=True, slots=True)
class Range:
    first: object
    last: object


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, as TIMEX3 writes it ("T10:30", "TMO"), of a day, or of an unnamed one."""

    time: str
    day: object = None


@dataclass(frozen=True, slots=True)
class Duration:
    unit: str
    n: float | None = 1  # None: "several"
    upto: float | None = None


@dataclass(frozen=True, slots=True)
class Every:
    """What recurs; ``value`` is already TIMEX3's."""

    value: str


@dataclass(frozen=True, slots=True)
class Ref:
    """PAST_REF, PRESENT_REF, FUTURE_REF: a time that no calendar has."""

    value: str


class Resolution(NamedTuple):
    """First and last day of the window, how fine it is, the TIMEX3 value, and what it was counted from."""

    start: date | None = None
    end: date | None = None
    precision: str | None = None
    value: str | None = None
    anchor: str | None = None


UNRESOLVED = Resolution()
LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "second": "S"}
# What TIMEX3 has no letter for is counted in what it has.
AS_LETTER = {
    "fortnight": ("week", 2),
    "quarter": ("month", 3),
    "half": ("month", 6),
    "decade": ("year", 10),
    "century": ("year", 100),
    "weekend": ("day", 2),
}
NAMED = {
    "weekend": "range",
    "century": "range",
    "fortnight": "week",
}  # precision of units that are no precision of their own


class Anchors(NamedTuple):
    published: date | None
    before: Sequence[Resolution]
    direction: str | None
    firm: bool


def resolve(
    meaning,
    anchor: date | None = None,
    *,
    before: Sequence[Resolution] = (),
    direction: str | None = None,
    firm: bool = True,
) -> Resolution:
    """The window of one expression.

    Parameters
    ----------
    meaning
        One of the dataclasses of this module.
    anchor : datetime.date, optional
        Day of publication. Without it only what names its year is resolved, or what hangs on such a date.
    before : sequence of Resolution
        What was resolved earlier in the text, in its order: "the following day" counts from the last that fits.
    direction : "past", "future" or None
        Where a bare weekday, month or date is looked for; None takes the nearest.
    firm : bool
        Whether the direction is certain. Where it is not, a date nearby on the other side wins over one far off.
    """
    return _RULES[type(meaning)](meaning, Anchors(anchor, before, direction, firm))


def timex_type(meaning) -> str:
    """DATE, TIME, DURATION or SET."""
    if isinstance(meaning, Every):
        return "SET"
    if isinstance(meaning, Clock) or (isinstance(meaning, Shift) and meaning.unit in CLOCK):
        return "TIME"
    if (
        isinstance(meaning, Duration)
        or (isinstance(meaning, Nth) and meaning.count > 1)
        or (isinstance(meaning, Shift) and meaning.base == "event")
    ):
        return "DURATION"
    if isinstance(meaning, Part):
        return timex_type(meaning.of)
    return "DATE"


def days(meaning) -> int | None:
    """How many whole days a duration lasts; None where it is vague or counted in months."""
    if not isinstance(meaning, Duration) or meaning.n is None or meaning.upto is not None:
        return None
    size = {"day": 1, "week": 7, "fortnight": 14, "weekend": 2, "hour": 1 / 24}.get(meaning.unit, 0) * meaning.n
    return int(size) if size >= 1 and size == int(size) else None


def lasting(meaning, *, start: date | None = None, end: date | None = None) -> tuple[date, date] | None:
    """First and last day of a duration that begins on ``start`` or ends on ``end``."""
    n = days(meaning)
    if n is None:
        if not isinstance(meaning, Duration) or meaning.unit not in MONTHS or not meaning.n or meaning.upto is not None:
            return None
        if start:
            return start, step(meaning.unit, start, meaning.n) - timedelta(1)
        return (step(meaning.unit, end, -meaning.n) + timedelta(1), end) if end else None
    if start:
        return start, start + timedelta(n - 1)
    return (end - timedelta(n - 1), end) if end else None


# -- rules, one per kind of meaning ---------------------------------------------------------------------------------


def _year(year, at: Anchors) -> tuple[int | None, str]:
    """A year as a number, and what it was counted from."""
    if year is None or isinstance(year, int):
        return year, "absolute"
    found = resolve(year, at.published, before=at.before)
    return (found.start.year if found.start else None), found.anchor or "published"


def _nearest(windows, at: Anchors, which: str = ""):
    """The one of several windows, in order, that the direction means; first and last day."""
    windows, today = [w for w in windows if w], at.published
    if not windows or today is None:
        return None
    if which == "next":
        return next((w for w in windows if w[0] > today), None)
    if which == "last":
        return next((w for w in reversed(windows) if w[1] < today), None)
    past = next((w for w in reversed(windows) if w[0] <= today), None)
    future = next((w for w in windows if w[1] >= today), None)
    if past is None or future is None or past == future:
        return past or future
    if at.firm and at.direction:
        return past if at.direction == "past" else future
    back, ahead = (today - past[1]).days, (future[0] - today).days
    back, ahead = back * (3 if at.direction == "future" else 1), ahead * (3 if at.direction == "past" else 1)
    return past if back <= ahead else future


def _day(m: Day, at: Anchors) -> Resolution:
    year, anchor = _year(m.year, at)
    unit = "day" if m.day else "month" if m.month else "year"
    if year is not None:
        try:
            first = date(year, m.month or 1, m.day or 1)
        except ValueError:
            return Resolution(value=f"{year:04}-{m.month:02}-{m.day:02}")
        return Resolution(*period(unit, first), unit, label(unit, first), anchor)
    month, day = f"{m.month:02}" if m.month else "XX", f"{m.day:02}" if m.day else ""
    unknown = Resolution(value=f"XXXX-{month}" + (f"-{day}" if day else ""))
    today = at.published
    if today is None or (m.year is not None):
        return unknown
    if m.which == "this" and m.month:
        return _day(replace(m, year=today.year), at)._replace(anchor="published")
    windows = []
    for n in range(-13, 14) if m.month is None else range(-12, 13, 12):
        start = add_months(date(today.year, m.month or today.month, 1), n)
        try:
            first = start.replace(day=m.day or 1)
        except ValueError:
            continue
        windows.append(period(unit, first))
    agreeing = [w for w in windows if w[0].isoweekday() == m.weekday] if m.weekday else []
    chosen = _nearest(agreeing or windows, at, m.which)
    return Resolution(*chosen, unit, label(unit, chosen[0]), "published") if chosen else unknown


def _weekday(m: Weekday, at: Anchors) -> Resolution:
    unknown = Resolution(value=f"XXXX-WXX-{m.weekday}")
    if m.week is not None:
        week = resolve(m.week, at.published, before=at.before)
        if not week.start:
            return unknown
        day = period("week", week.start)[0] + timedelta(m.weekday - 1)
        return Resolution(day, day, "day", label("day", day), week.anchor)
    today, anchor = at.published, "published"
    if m.which in ("after", "before"):
        base = _last(at, "day")
        if base is None:
            return unknown
        today, anchor = base.end if m.which == "after" else base.start, "text"
    if today is None:
        return unknown
    ahead = (m.weekday - today.isoweekday()) % 7
    if m.which == "this":
        ahead = m.weekday - today.isoweekday()
    elif m.which in ("next", "after"):
        ahead = ahead or 7
    elif m.which in ("last", "before") or at.direction != "future":
        ahead = ahead - 7 if ahead or m.which in ("last", "before") else 0
        if not m.which and at.direction is None and ahead < -3:
            ahead += 7
    day = today + timedelta(ahead)
    return Resolution(day, day, "day", label("day", day), anchor)


def _last(at: Anchors, unit: str) -> Resolution | None:
    """The last window before this one in the text from which units of that size can be counted."""
    grain = max(GRAINS.get(unit, 0), 1)
    return next((r for r in reversed(at.before) if r.start and r.end and GRAINS[r.precision] <= grain), None)


def _base(m: Shift, at: Anchors) -> Resolution | None:
    if m.base == "context":
        return _base(replace(m, base="text"), at) or _base(replace(m, base="published"), at)
    if m.base == "published":
        return Resolution(at.published, at.published, "day", None, "published") if at.published else None
    if m.base == "text":
        found = _last(at, m.unit)
        return found._replace(anchor="text") if found else None
    if m.base == "event":
        return None
    found = resolve(m.base, at.published, before=at.before, direction=at.direction, firm=at.firm)
    return found if found.start and found.end else None


def _shift(m: Shift, at: Anchors) -> Resolution:
    if m.unit in CLOCK:
        return Resolution(value="XXXX-XX-XXTXX:XX")
    if m.base == "event":
        return Resolution(value=_amount(m.unit, abs(m.n) if m.n is not None else None, abs(m.upto) if m.upto else None))
    base = _base(m, at)
    if m.n is None or base is None:
        return Resolution(
            value=label(m.unit, None)
            if base is None
            else ("PAST_REF" if m.base == "published" else label(m.unit, None))
        )
    origin = base.start if m.n < 0 else base.end
    windows = [period(m.unit, step(m.unit, origin, n)) for n in sorted({m.n, m.n if m.upto is None else m.upto})]
    start, end = windows[0][0], windows[-1][1]
    value = label(m.unit, windows[0][0])
    if not m.bounded:
        return Resolution(value=value, anchor=base.anchor)
    precision = "range" if m.upto is not None else NAMED.get(m.unit, m.unit)
    return Resolution(start, end, precision, value, base.anchor)


def _nth(m: Nth, at: Anchors) -> Resolution:
    mark = {"quarter": f"Q{m.n}", "half": f"H{m.n}"}.get(m.unit)
    unknown = Resolution(
        value=_amount(m.unit, m.count)
        if m.count > 1
        else f"XXXX-{mark}"
        if mark
        else label("day" if m.unit == "weekday" else m.unit, None)
    )
    if m.of is None:
        if not mark or at.published is None:
            return unknown
        n = m.n if m.n > 0 else MONTHS["year"] // MONTHS[m.unit]
        windows = [period(m.unit, date(at.published.year + y, (n - 1) * MONTHS[m.unit] + 1, 1)) for y in (-1, 0, 1)]
        start, end = _nearest(windows, at)
        return Resolution(start, end, m.unit, label(m.unit, start), "published")
    outer = resolve(m.of, at.published, before=at.before, direction=at.direction, firm=at.firm)
    if not outer.start or not outer.end:
        return unknown if not isinstance(m.of, Fiscal) else Resolution(value=outer.value)
    if m.unit == "weekday":
        return _nth_weekday(m, outer) or unknown
    if m.n > 0:
        first, _ = period(m.unit, outer.start)
        if first < outer.start:  # a week that began before its month is not the month's first
            first = period(m.unit, step(m.unit, first, 1))[0]
        start = step(m.unit, first, m.n - 1)
    else:
        start = step(m.unit, period(m.unit, outer.end)[0], m.n + 2 - m.count - 1)
        if m.unit == "week" and period("week", start)[1] > outer.end and m.of is not None:
            start -= timedelta(7)
    end = period(m.unit, step(m.unit, start, m.count - 1))[1]
    if m.count > 1:
        return Resolution(start, end, "range", _amount(m.unit, m.count), outer.anchor)
    return Resolution(start, end, NAMED.get(m.unit, m.unit), label(m.unit, start), outer.anchor)


def _nth_weekday(m: Nth, outer: Resolution) -> Resolution | None:
    if outer.precision == "week":
        day = outer.start + timedelta(m.weekday - 1)
    else:
        edge = outer.start if m.n > 0 else outer.end
        day = nth_weekday(edge.year, edge.month, m.weekday, m.n)
    return Resolution(day, day, "day", label("day", day), outer.anchor) if day else None


def _season(m: Season, at: Anchors) -> Resolution:
    year, anchor = _year(m.year, at)
    if year is None:
        if at.published is None or m.year is not None:
            return Resolution(value=f"XXXX-{m.name}")
        at = at if m.which != "this" else at._replace(direction=None)
        chosen = _nearest([season(m.name, at.published.year + y) for y in (-2, -1, 0, 1)], at, m.which)
        year, anchor = chosen[0].year, "published"
    return Resolution(*season(m.name, year), "season", f"{year:04}-{m.name}", anchor)


def _weekend(m: Weekend, at: Anchors) -> Resolution:
    if m.of is not None:
        found = resolve(m.of, at.published, before=at.before, direction=at.direction, firm=at.firm)
        if not found.start:
            return Resolution(value=label("weekend", None))
        return Resolution(*period("weekend", found.start), "range", label("weekend", found.start), found.anchor)
    if at.published is None:
        return Resolution(value=label("weekend", None))
    if m.which == "this":
        start, end = period("weekend", at.published)
    else:
        start, end = _nearest(
            [period("weekend", at.published + timedelta(d)) for d in (-14, -7, 0, 7, 14)], at, m.which
        )
    return Resolution(start, end, "range", label("weekend", start), "published")


def _holiday_in(m: Holiday, year: int) -> tuple[date, date] | None:
    if m.dates:
        first = next((d for d in m.dates if d.year == year), None)
    elif m.easter is not None:
        first = easter(year) + timedelta(m.easter)
    elif m.nth:
        first = nth_weekday(year, m.month, m.weekday, m.nth)
    else:
        first = date(year, m.month, m.day) if m.month and m.day else None
    return (first + timedelta(m.shift), first + timedelta(m.shift + m.length - 1)) if first else None


def _holiday(m: Holiday, at: Anchors) -> Resolution:
    year, anchor = _year(m.year, at)
    if year is not None:
        chosen = _holiday_in(m, year)
    elif at.published is None or m.year is not None:
        chosen = None
    elif m.which == "this":
        chosen, anchor = _holiday_in(m, at.published.year), "published"
    else:
        chosen, anchor = _nearest([_holiday_in(m, at.published.year + y) for y in (-1, 0, 1)], at, m.which), "published"
    if chosen is None:
        fixed = m.month and m.day and not m.dates
        return Resolution(
            value=f"XXXX-{m.month:02}-{m.day:02}" if fixed else label("year" if year is None else "day", None)
        )
    start, end = chosen
    return Resolution(start, end, "day" if start == end else "range", label("day", start), anchor)


def _fiscal(m: Fiscal, at: Anchors) -> Resolution:
    year, _ = _year(m.year, at)
    if m.year is None and at.published:
        year = at.published.year
    return Resolution(value=f"FY{year:04}" if year else "FYXXXX")


def _part(m: Part, at: Anchors) -> Resolution:
    whole = resolve(m.of, at.published, before=at.before, direction=at.direction, firm=at.firm)
    if not whole.start or not whole.end or whole.precision == "day":
        return whole
    start, end = whole.start, whole.end
    if m.part in ("later", "earlier", "rest"):
        now = at.published
        if whole.anchor == "text":
            now = (_last(at, "day") or whole).end
        if now is not None and start <= now <= end:
            if m.part == "earlier":
                end = max(start, now - timedelta(1))
            else:
                start = min(end, now + timedelta(1))
        return whole._replace(start=start, end=end, precision="range")
    unit = next(
        (u for u in ("week", "month", "quarter", "half", "season", "year", "decade") if whole.precision == u), None
    )
    if unit is None and isinstance(m.of, Shift | Years) and m.of.unit == "century":
        unit = "century"
    if unit is None:
        return whole
    start, end = third(unit, start, {"early": 0, "mid": 1, "late": 2}[m.part])
    return whole._replace(start=start, end=end, precision="range")


def _range(m: Range, at: Anchors) -> Resolution:
    """Both ends; the end that has no year of its own takes it from the other."""
    first, last = (
        resolve(x, at.published, before=at.before, direction=at.direction, firm=at.firm) for x in (m.first, m.last)
    )
    value = f"{first.value}/{last.value}"
    if (
        isinstance(m.last, Day)
        and m.last.year is not None
        and isinstance(m.first, Day)
        and m.first.year is None
        and last.start
    ):
        first = resolve(m.first, last.start, direction="past")
        first = first._replace(anchor=last.anchor)
    elif first.end and not (isinstance(m.last, Day) and m.last.year is not None):
        last = resolve(m.last, first.end, before=at.before, direction="future")
    if not first.start or not last.end:
        return Resolution(value=value)
    if first.start > last.end:
        return Resolution(value=f"{first.value}/{last.value}")
    return Resolution(first.start, last.end, "range", f"{first.value}/{last.value}", first.anchor)


def _clock(m: Clock, at: Anchors) -> Resolution:
    if m.day is None:  # a time of day alone dates nothing; its value takes the day that the text is at
        base = _last(at, "day")
        day = base.end if base else at.published
        return Resolution(value=label("day", day) + m.time)
    found = resolve(m.day, at.published, before=at.before, direction=at.direction, firm=at.firm)
    return found._replace(value=(found.value or "XXXX-XX-XX") + m.time)


def _amount(unit: str, n: float | None, upto: float | None = None) -> str:
    """The TIMEX3 value of a duration: P2D, PT48H, PXM, P2.5Y."""
    unit, size = AS_LETTER.get(unit, (unit, 1))
    prefix = "PT" if unit in CLOCK else "P"
    if upto is not None and n is not None:
        return f"{_amount(unit, n * size)}/{_amount(unit, upto * size)}"
    return f"{prefix}{'X' if n is None else f'{n * size:g}'}{LETTERS[unit]}"


_RULES = {
    Day: _day,
    Weekday: _weekday,
    Shift: _shift,
    Nth: _nth,
    Years: lambda m, at: Resolution(
        *period(m.unit, date(m.first, 1, 1)), NAMED.get(m.unit, m.unit), label(m.unit, date(m.first, 1, 1)), "absolute"
    ),
    Season: _season,
    Weekend: _weekend,
    Holiday: _holiday,
    Fiscal: _fiscal,
    Part: _part,
    Range: _range,
    Clock: _clock,
    Duration: lambda m, at: Resolution(value=_amount(m.unit, m.n, m.upto)),
    Every: lambda m, at: Resolution(value=m.value),
    Ref: lambda m, at: Resolution(value=m.value),
}
