"""A time expression's meaning + an anchor date -> first and last day. Pure: no spaCy, no text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .calendars import (
    CLOCK,
    LONGEST,
    MONTHS,
    add_months,
    easter,
    held,
    label,
    nth_weekday,
    period,
    season,
    step,
    third,
)  # fmt: skip
from .meanings import (
    Clock,
    Day,
    Duration,
    Every,
    Fiscal,
    Holiday,
    Nth,
    Part,
    Range,
    Ref,
    Season,
    Shift,
    Weekday,
    Weekend,
    Years,
)  # fmt: skip


class Resolution(NamedTuple):
    """First and last day of the window, how fine it is, the TIMEX3 value, and what it was counted from."""

    start: date | None = None
    end: date | None = None
    precision: str | None = None
    value: str | None = None
    anchor: str | None = None


class Anchors(NamedTuple):
    """What an expression can be counted from, and where its clause looks."""

    published: date | None
    before: Sequence[Resolution]
    direction: str | None
    firm: bool


LETTERS = {"day": "D", "week": "W", "month": "M", "year": "Y", "hour": "H", "minute": "M", "second": "S"}
# What TIMEX3 has no letter for is counted in what it has.
COUNTED_IN = {
    "fortnight": ("week", 2), "quarter": ("month", 3), "half": ("month", 6), "decade": ("year", 10),
    "century": ("year", 100), "weekend": ("day", 2),
}  # fmt: skip
PRECISIONS = {
    "weekend": "range",
    "century": "range",
    "fortnight": "week",
}  # of units that are no precision of their own
ONE = timedelta(1)
NEAR, FAR = 3, 20


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
        One of the dataclasses of `toolkit.meanings`.
    anchor : datetime.date, optional
        Day of publication. Without it only what names its year is resolved, and what hangs on such a date.
    before : sequence of Resolution
        What was resolved earlier in the text, in its order: "the following day" counts from the last that fits.
    direction : {"past", "future"}, optional
        Where a bare weekday, month or date is looked for; without it, the nearest is taken.
    firm : bool
        Whether the direction is certain. Where it is not, a date nearby on the other side wins over one far off.

    Returns
    -------
    Resolution
        Without a window where the expression has none, or one before or after all that a calendar holds ("5,000 years
        ago"); its TIMEX3 value has X for what is not known.
    """
    try:
        found = _RULES[type(meaning)](meaning, Anchors(anchor, before, direction, firm))
    except (OverflowError, ValueError):  # datetime.date begins with year 1 and ends with 9999
        return Resolution(value="XXXX")
    return found if held(found.start, found.end) else Resolution(value=found.value)


def _again(meaning, at: Anchors) -> Resolution:
    return _RULES[type(meaning)](meaning, at)


def _window(unit: str, day: date, anchor: str) -> Resolution:
    return Resolution(*period(unit, day), PRECISIONS.get(unit, unit), label(unit, day), anchor)


def _year(year, at: Anchors) -> tuple[int | None, str]:
    """A year as a number, and what it was counted from."""
    if year is None or isinstance(year, int):
        return year, "absolute"
    found = _again(year, at)
    return (found.start.year if found.start else None), found.anchor or "published"


def _nearest(windows, at: Anchors, which: str = "", doubt: int = FAR):
    """The one of several windows, in order, that the direction means.

    ``doubt``: how many times farther off the window on the right side may be before the one on the wrong side is taken.
    A day without its year is seldom most of a year away, whatever the tense; a month can be.
    """
    windows, today = [w for w in windows if w], at.published
    if which == "next":
        return next((w for w in windows if w[0] > today), None)
    if which == "last":
        return next((w for w in reversed(windows) if w[1] < today), None)
    past = next((w for w in reversed(windows) if w[0] <= today), None)
    future = next((w for w in windows if w[1] >= today), None)
    if past is None or future is None or past == future:
        return past or future
    if at.firm and (at.direction == "future" or at.direction and doubt == FAR):
        return past if at.direction == "past" else future
    back, ahead = (today - past[1]).days, (future[0] - today).days
    doubt = FAR if at.firm else doubt
    back, ahead = back * (doubt if at.direction == "future" else 1), ahead * (doubt if at.direction == "past" else 1)
    return past if back <= ahead else future


def _day(m: Day, at: Anchors) -> Resolution:
    year, anchor = _year(m.year, at)
    unit, today = "day" if m.day else "month" if m.month else "year", at.published
    if m.which == "this" and m.month and today:
        year, anchor = today.year, "published"
    if year is not None:
        try:
            return _window(unit, date(year, m.month or 1, m.day or 1), anchor)
        except ValueError:  # 30 February
            return Resolution(value=f"{year:04}-{m.month:02}-{m.day:02}")
    unknown = Resolution(value="XXXX-" + (f"{m.month:02}" if m.month else "XX") + (f"-{m.day:02}" if m.day else ""))
    if today is None or m.year is not None:
        return unknown
    windows = []
    for n in range(-48, 49, 12) if m.month else range(-13, 14):
        first = add_months(date(today.year, m.month or today.month, 1), n)
        try:
            windows.append(period(unit, first.replace(day=m.day or 1)))
        except ValueError:
            continue
    agreeing = (
        [w for w in windows if w[0].isoweekday() == m.weekday and abs((w[0] - today).days) < 400] if m.weekday else []
    )
    chosen = _nearest(agreeing or windows, at, m.which, NEAR if m.day else FAR)
    return Resolution(*chosen, unit, label(unit, chosen[0]), "published") if chosen else unknown


def _weekday(m: Weekday, at: Anchors) -> Resolution:
    today, anchor, unknown = at.published, "published", Resolution(value=f"XXXX-WXX-{m.weekday}")
    if m.week is not None:
        week = _again(m.week, at)
        return (
            _window("day", period("week", week.start)[0] + (m.weekday - 1) * ONE, week.anchor)
            if week.start
            else unknown
        )
    if m.which in ("after", "before"):
        base = _last(at, "day")
        today, anchor = (base.end if m.which == "after" else base.start) if base else None, "text"
    if today is None:
        return unknown
    ahead = (m.weekday - today.isoweekday()) % 7
    if m.which == "this":
        ahead = m.weekday - today.isoweekday()
    elif m.which in ("next", "after"):
        ahead = ahead or 7
    elif m.which in ("last", "before") or ahead and (at.direction == "past" or at.direction is None and ahead > 3):
        ahead -= 7
    return _window("day", today + ahead * ONE, anchor)


def _last(at: Anchors, unit: str) -> Resolution | None:
    """The last window before this one in the text from which units of that size can be counted."""
    longest = LONGEST.get(unit, LONGEST["decade"]) * ONE
    return next((r for r in reversed(at.before) if r.start and r.end and r.end - r.start < longest), None)


def _base(m: Shift, at: Anchors) -> Resolution | None:
    published = Resolution(at.published, at.published, "day", None, "published") if at.published else None
    if m.base == "published":
        return published
    if m.base in ("text", "context"):
        found = _last(at, m.unit)
        if m.base == "context" and published and (not found or _elsewhere(found, at)):
            return published
        return found._replace(anchor="text") if found else None
    found = _again(m.base, at) if m.base != "event" else Resolution()
    return found if found.start and found.end else None


def _elsewhere(found: Resolution, at: Anchors) -> bool:
    """Whether a window lies where the clause does not look: "earlier in the day" is no day still to come."""
    if at.direction == "past":
        return found.start > at.published
    return at.direction == "future" and found.end < at.published


def _shift(m: Shift, at: Anchors) -> Resolution:
    if m.base == "event":
        n, upto = (abs(x) if x is not None else None for x in (m.n, m.upto))
        return Resolution(value=_amount(m.unit, n, upto))
    if m.unit in CLOCK:
        return Resolution(value="XXXX-XX-XXTXX:XX")
    base = _base(m, at)
    if m.n is None or base is None:
        return Resolution(value=label(m.unit, None))
    origin = base.start if m.n < 0 else base.end
    near, far = (period(m.unit, step(m.unit, origin, n)) for n in sorted((m.n, m.n if m.upto is None else m.upto)))
    value = label(m.unit, near[0])
    if not m.bounded:  # "more than a year ago" has no first day
        return Resolution(value=value)
    return Resolution(near[0], far[1], "range" if near != far else PRECISIONS.get(m.unit, m.unit), value, base.anchor)


def _nth(m: Nth, at: Anchors) -> Resolution:
    mark = {"quarter": f"Q{m.n}", "half": f"H{m.n}"}.get(m.unit, "")
    unknown = Resolution(value=f"XXXX-{mark}" if mark else label("day" if m.weekday else m.unit, None))
    if m.of is None:
        if not at.published or not mark:
            return unknown
        starts = [date(at.published.year + y, (m.n - 1) * MONTHS[m.unit] + 1, 1) for y in (-1, 0, 1)]
        told = "last" if at.direction == "past" else ""  # a quarter that is told of is over
        return _window(m.unit, _nearest([period(m.unit, d) for d in starts], at, told)[0], "published")
    outer = _again(m.of, at)
    value = _amount(m.unit, m.count) if m.count > 1 else None
    if not outer.start or not outer.end:
        return Resolution(value=value or (outer.value if isinstance(m.of, Fiscal) else unknown.value))
    if m.weekday:
        edge = outer.start if m.n > 0 else outer.end
        week = outer.precision == "week"
        day = outer.start + (m.weekday - 1) * ONE if week else nth_weekday(edge.year, edge.month, m.weekday, m.n)
        return _window("day", day, outer.anchor) if day else unknown
    first, last = outer.start, outer.end
    if m.unit == "week":  # a week belongs to the month and the year of its Thursday, as ISO 8601 has it
        first, last = first + 3 * ONE, last - 3 * ONE
    edge = period(m.unit, first if m.n > 0 else last)[0]
    start = step(m.unit, edge, m.n - 1 if m.n > 0 else m.n + 2 - m.count)
    one = _window(m.unit, start, outer.anchor)
    return (
        one._replace(end=period(m.unit, step(m.unit, start, m.count - 1))[1], precision="range", value=value)
        if value
        else one
    )


def _season(m: Season, at: Anchors) -> Resolution:
    year, anchor = _year(m.year, at)
    if year is None:
        if not at.published or m.year is not None:
            return Resolution(value=f"XXXX-{m.name}")
        at = at._replace(direction=None) if m.which == "this" else at
        windows = [season(m.name, at.published.year + y) for y in (-2, -1, 0, 1)]
        year, anchor = _nearest(windows, at, m.which)[0].year, "published"
    return Resolution(*season(m.name, year), "season", f"{year:04}-{m.name}", anchor)


def _weekend(m: Weekend, at: Anchors) -> Resolution:
    found = _again(m.of, at) if m.of is not None else Resolution(at.published, anchor="published")
    if not found.start:
        return Resolution(value=label("weekend", None))
    if m.of is None and (m.which != "this" or at.direction == "past"):
        windows = [period("weekend", found.start + d * ONE) for d in (-14, -7, 0, 7, 14)]
        return _window("weekend", _nearest(windows, at, m.which.removeprefix("this"))[0], found.anchor)
    return _window("weekend", found.start, found.anchor)


def _holiday_in(m: Holiday, year: int) -> tuple[date, date] | None:
    if m.dates:
        first = next((d for d in m.dates if d.year == year), None)
    elif m.easter is not None:
        first = easter(year) + m.easter * ONE
    elif m.nth:
        first = nth_weekday(year, m.month, m.weekday, m.nth)
    else:
        first = date(year, m.month, m.day) if m.month and m.day else None
    return (first + m.shift * ONE, first + (m.shift + m.length - 1) * ONE) if first else None


def _holiday(m: Holiday, at: Anchors) -> Resolution:
    year, anchor = _year(m.year, at)
    chosen = _holiday_in(m, year) if year else None
    if m.year is None and at.published:
        years = (0,) if m.which == "this" else (-1, 0, 1)
        windows = [w for y in years if (w := _holiday_in(m, at.published.year + y))]
        chosen, anchor = _nearest(windows, at, m.which) if windows else None, "published"
    if chosen is None:
        return Resolution(value=f"XXXX-{m.month:02}-{m.day:02}" if m.month and m.day else "XXXX-XX-XX")
    return Resolution(*chosen, "day" if m.length == 1 else "range", label("day", chosen[0]), anchor)


def _fiscal(m: Fiscal, at: Anchors) -> Resolution:
    year = at.published.year if m.year is None and at.published else _year(m.year, at)[0]
    return Resolution(value=f"FY{year:04}" if year else "FYXXXX")


def _part(m: Part, at: Anchors) -> Resolution:
    whole = _again(m.of, at)
    start, end = whole.start, whole.end
    if not start or not end or whole.precision == "day":
        return whole
    if m.part in ("later", "earlier", "rest"):
        told = _last(at, getattr(m.of, "unit", "day")) if whole.anchor == "text" else None
        first, last = told[:2] if told else (at.published, at.published)
        if first and (start < first or last < end) and start <= first and last <= end:
            start, end = (start, max(start, first - ONE)) if m.part == "earlier" else (min(end, last + ONE), end)
        return whole._replace(start=start, end=end, precision="range")
    unit = "century" if isinstance(m.of, Shift | Years) and m.of.unit == "century" else whole.precision
    if unit == "range":
        return whole
    start, end = third(unit, start, ("early", "mid", "late").index(m.part))
    return whole._replace(start=start, end=end, precision="range")


def _range(m: Range, at: Anchors) -> Resolution:
    """Both ends; the end that has no year of its own takes it from the other."""
    if at.direction and at.published and isinstance(m.first, Day) and m.first.year is None:
        now = _range(m, at._replace(direction=None))  # "is here from May 3 to 8", told on May 5
        if now.start and now.start <= at.published <= now.end:
            return now
    first, last = _again(m.first, at), _again(m.last, at)
    if isinstance(m.last, Day) and m.last.year is not None:
        if isinstance(m.first, Day) and m.first.year is None and last.start:
            first = resolve(m.first, last.start, direction="past")._replace(anchor=last.anchor)
    elif first.start and not isinstance(m.last, Shift):
        last = resolve(m.last, first.start, before=at.before, direction="future")
    value = f"{first.value}/{last.value}"
    if not first.start or not last.end or first.start > last.end:
        return Resolution(value=value)
    return Resolution(first.start, last.end, "range", value, first.anchor)


def _clock(m: Clock, at: Anchors) -> Resolution:
    if m.day is None:  # a time of day alone dates nothing; its value takes the day that the text is at
        base = _last(at, "day")
        return Resolution(value=label("day", base.end if base else at.published) + m.time)
    found = _again(m.day, at)
    return found._replace(value=(found.value or "XXXX-XX-XX") + m.time)


def _every(m: Every, at: Anchors) -> Resolution:
    return Resolution(value=_amount(m.value.unit, m.value.n) if isinstance(m.value, Duration) else m.value)


def _amount(unit: str, n: float | None, upto: float | None = None) -> str:
    """The TIMEX3 value of a duration: P2D, PT48H, PXM, P2.5Y."""
    if upto is not None:
        return f"{_amount(unit, n)}/{_amount(unit, upto)}"
    prefix = "PT" if unit in CLOCK else "P"
    unit, size = COUNTED_IN.get(unit, (unit, 1))
    return f"{prefix}{'X' if n is None else f'{n * size:g}'}{LETTERS[unit]}"


_RULES = {
    Day: _day,
    Weekday: _weekday,
    Shift: _shift,
    Nth: _nth,
    Years: lambda m, at: _window(m.unit, date(m.first, 1, 1), "absolute"),
    Season: _season,
    Weekend: _weekend,
    Holiday: _holiday,
    Fiscal: _fiscal,
    Part: _part,
    Range: _range,
    Clock: _clock,
    Duration: lambda m, at: Resolution(value=_amount(m.unit, m.n, m.upto)),
    Every: _every,
    Ref: lambda m, at: Resolution(value=m.value),
}
