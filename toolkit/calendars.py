"""Days, weeks, months and the like: which days they cover, what comes n of them later, and how TIMEX3 writes them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
DAYS = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}
CLOCK = frozenset({"hour", "minute", "second"})
SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # the month each begins in; a winter is named by the year it begins in
# A window longer than this is too coarse to count units from: "two days later" does not follow "last month".
LONGEST = {
    "day": 5,
    "week": 7,
    "fortnight": 14,
    "weekend": 7,
    "month": 31,
    "quarter": 92,
    "half": 184,
    "year": 366,
    "decade": 3653,
}
# Thirds of a unit: "early", "mid-" and "late", as first and last month of a year, year of a decade, and so on.
THIRDS = {
    "week": ((0, 2), (1, 3), (3, 6)),
    "month": ((0, 9), (10, 19), (20, 30)),
    "quarter": ((0, 0), (1, 1), (2, 2)),
    "season": ((0, 0), (1, 1), (2, 2)),
    "half": ((0, 1), (2, 3), (4, 5)),
    "year": ((0, 3), (4, 7), (8, 11)),
    "decade": ((0, 3), (4, 6), (7, 9)),
    "century": ((0, 33), (34, 66), (67, 99)),
}


# What a window may reach: a year from either end of what `datetime.date` can say, so that days can be counted from it.
EARLIEST, LATEST = date(2, 1, 1), date(9998, 12, 31)


def held(first: date | None, last: date | None) -> bool:
    """Whether the calendar holds a window, with room for the days before and after it."""
    return all(day is None or EARLIEST <= day <= LATEST for day in (first, last))


def add_months(day: date, n: int) -> date:
    """The same day n months on; where that month is shorter, its last day."""
    month = day.year * 12 + day.month - 1 + n
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def step(unit: str, day: date, n: float) -> date:
    """The day n units on; halves of a unit are counted in the next finer one."""
    if unit in DAYS:
        return day + timedelta(round(DAYS[unit] * n))
    return add_months(day, round(MONTHS[unit] * n))


def period(unit: str, day: date) -> tuple[date, date]:
    """First and last day of the unit that the day lies in; weeks run from Monday to Sunday."""
    if unit == "day":
        return day, day
    if unit in ("week", "fortnight", "weekend"):
        monday = day - timedelta(day.weekday())
        return monday + timedelta(5 if unit == "weekend" else 0), monday + timedelta(6)
    size = MONTHS[unit]
    if unit == "century":  # the 20th century is taken as 1900-1999, as TIMEX3 does
        first = date(day.year // 100 * 100, 1, 1)
    elif unit == "decade":
        first = date(day.year // 10 * 10, 1, 1)
    else:
        first = date(day.year, (day.month - 1) // size * size + 1, 1)
    return first, add_months(first, size) - timedelta(1)


def season(name: str, year: int) -> tuple[date, date]:
    """The three months of a season."""
    first = date(year, SEASONS[name], 1)
    return first, add_months(first, 3) - timedelta(1)


def label(unit: str, day: date | None) -> str:
    """The TIMEX3 value of the unit that the day lies in; with X for what is not known."""
    if day is None:
        return {
            "day": "XXXX-XX-XX", "week": "XXXX-WXX", "fortnight": "XXXX-WXX", "weekend": "XXXX-WXX-WE",
            "month": "XXXX-XX", "quarter": "XXXX-QX", "half": "XXXX-HX", "year": "XXXX",
            "decade": "XXX", "century": "XX",
        }[unit]  # fmt: skip
    if unit in ("week", "weekend", "fortnight"):
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}" + ("-WE" if unit == "weekend" else "")
    return {
        "day": day.isoformat(),
        "month": f"{day.year:04}-{day.month:02}",
        "quarter": f"{day.year:04}-Q{(day.month + 2) // 3}",
        "half": f"{day.year:04}-H{(day.month + 5) // 6}",
        "year": f"{day.year:04}",
        "decade": f"{day.year // 10:03}",
        "century": f"{day.year // 100:02}",
    }[unit]


def third(unit: str, first: date, which: int) -> tuple[date, date]:
    """The early, middle or late part (0, 1, 2) of a unit that begins on ``first``."""
    a, b = THIRDS[unit][which]
    if unit == "week":
        return first + timedelta(a), first + timedelta(b)
    if unit == "month":
        last = period("month", first)[1]
        return first + timedelta(a), min(first + timedelta(b), last)
    size = {"decade": 12, "century": 12}.get(unit, 1)
    return add_months(first, a * size), add_months(first, (b + 1) * size) - timedelta(1)


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date | None:
    """The n-th weekday (1 = Monday) of a month; -1 is the last. None where there is no fifth one."""
    length = monthrange(year, month)[1]
    if n > 0:
        day = 1 + (weekday - date(year, month, 1).isoweekday()) % 7 + 7 * (n - 1)
    else:
        day = length - (date(year, month, length).isoweekday() - weekday) % 7 + 7 * (n + 1)
    return date(year, month, day) if 1 <= day <= length else None


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
