"""An article's publication date: stamp, metadata, what its text proves."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
# A day of one year as pages print it. Days such as 03/04/2025 are not among them: nobody can tell which is the month.
DAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
    r"(?:(?P<y1>\d{4})(?P<sep>[-/.])(?P<m1>\d{1,2})(?P=sep)(?P<d1>\d{1,2})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?P<m2>{_MONTH})\.?,?[\s-](?P<y2>\d{{4}})"
    rf"|(?P<m3>{_MONTH})\.?\s(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y3>\d{{4}}))(?!\d)"
)
CLOCK = (
    r"(?:(?:\s*[,|·-]\s*|\s+(?:at\s+)?|T)\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b\.?)?"
    r"(?:\s?(?:Z|[A-Z]{2,4}|[+-]\d{2}:?\d{2})\b)?)?"
)
_PRINTED = re.compile(DAY + CLOCK, re.IGNORECASE)
_RFC = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}")


def day_of(match: re.Match) -> date:
    """The day that a match of `DAY` names; ValueError where the calendar has none such."""
    year, month, day = next(
        (match[f"y{i}"], match[f"m{i}"], match[f"d{i}"]) for i in "123" if match[f"y{i}"] is not None
    )
    number = int(month) if month.isdecimal() else MONTHS.index(month[:3].lower()) + 1
    try:
        return date(int(year), number, int(day))
    except ValueError:
        raise ValueError(f"{match[0].strip()!r} is no day of the calendar") from None


def read_date(value, timezone: ZoneInfo | None = None) -> tuple[date | None, datetime | None]:
    """The local day of publication that a metadata value names, and the instant in UTC where it tells one.

    A timestamp with a zone has the day of its own zone: 23:40Z is still that day, unless `timezone` says where the
    outlet publishes. A clock time without a zone is taken as local.

    Raises
    ------
    ValueError
        Where the value is no day, or could be two.
    """
    if value is None:
        return None, None
    if not isinstance(value, date):
        value = _parse(str(value).strip())
    if not isinstance(value, datetime):
        return value, None
    try:
        if value.tzinfo is not None:
            local = value.astimezone(timezone) if timezone else value
            return local.date(), value.astimezone(UTC)
        if timezone and value.time() != datetime.min.time():  # midnight without a zone is how tables write a bare day
            return value.date(), value.replace(tzinfo=timezone).astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{str(value)!r} is no day of the calendar in every zone") from None
    return value.date(), None


def _parse(text: str) -> date | datetime:
    if len(text) > 100:
        raise ValueError(f"{text[:60] + ' ...'!r} is no day of the calendar")
    plain = re.sub(r"\s*(?:UTC|GMT)$", "+00:00", text)
    readers = (date.fromisoformat, datetime.fromisoformat, *([parsedate_to_datetime] if _RFC.match(text) else []))
    for read in readers:
        try:
            return read(plain)
        except ValueError:
            pass
    if printed := _PRINTED.fullmatch(text):
        return day_of(printed)
    raise ValueError(f"{text!r} is no day of the calendar, or one that can be read in two ways")


def deduce(doc, between: tuple[date, date] | None = None, lexicons: str | None = None) -> date | None:
    """The one day on which a read Doc can have been published; None where its text proves none, or more than one.

    The day is one of the weekday on which the lead says that somebody said something; no plan may then contradict
    another telling of the same plan, no date told as ahead may lie behind, and "later this month" has a date in that
    month. The years are those in which everybody named with an office held it (``offices.csv``), or ``between``.
    Nothing but the article is looked at. The Doc's times stay unresolved.
    """
    from .components.times import resolve_all

    weekday = _reporting_weekday(doc)
    span = _in_office(doc, lexicons)
    if between is not None:
        span = (max(span[0], between[0]), min(span[1], between[1])) if span else between
    dated = [t for t in doc._.times if re.match(r"XXXX-\d\d-\d\d", t.timex_value or "")]
    if weekday is None or span is None or (span[1] - span[0]).days > 9 * 366 or not dated:
        return None
    day = span[0] + timedelta(days=(weekday - span[0].isoweekday()) % 7)
    fits = []
    while day <= span[1] and len(fits) < 2:
        resolve_all(doc._.times, day)
        if _consistent(doc, day, [t for t in dated if t.direction == "future"]):
            fits.append(day)
        day += timedelta(days=7)
    resolve_all(doc._.times, None)
    return fits[0] if len(fits) == 1 else None


def _reporting_weekday(doc) -> int | None:
    """The weekday that hangs on the first reporting clause of the lead ("said on Tuesday"), 1 = Monday."""
    from .components.grammar import grammar_of
    from .meanings import Weekday

    g = grammar_of(doc)
    cues = {i for s in doc._.statements for i in range(*s.cue)}
    for t in doc._.times:
        if g.sentence[t.start] > 4:
            break
        if isinstance(t.meaning, Weekday) and not t.meaning.which and t.meaning.week is None and t.direction == "past":
            if any(h in cues for h in [t.start, *list(g.up(t.start))[:3]]):
                return t.meaning.weekday
    return None


def _in_office(doc, lexicons) -> tuple[date, date] | None:
    """First and last day on which everybody whom the article names with an office held it."""
    from .components.names import parts
    from .knowledge import table

    canonical = {row["title"]: row["office"] for row in table("titles", lexicons)}
    named = {}
    for m in doc._.actors:
        if m.kind == "person" and m.office:
            office = m.office.lower()
            named.setdefault(parts(m.name), set()).add(canonical.get(office, office))
    first = last = None
    for row in table("offices", lexicons):
        if row["office"] in named.get(parts(row["holder"]), ()):
            start = date.fromisoformat(row["from"])
            end = date.fromisoformat(row["to"] or row["checked_until"])
            first = start if first is None else max(first, start)
            last = end if last is None else min(last, end)
    return (first, last) if first is not None and first <= last else None


PLANNED = frozenset({"possible", "expected", "planned", "scheduled"})


def _consistent(doc, day: date, ahead: list) -> bool:
    """Whether a day of publication lets all that is told as ahead lie ahead, and no plan be told for two times."""
    from .components.timing import window

    if any(t.date_end < day or (t.date_start - day).days > 200 for t in ahead):
        return False
    this_month = any((t.date_start.year, t.date_start.month) == (day.year, day.month) for t in ahead)
    if ahead and not this_month and any(doc[t.start : t.end].text.lower() == "later this month" for t in doc._.times):
        return False
    plans = [(e, *window(e, doc._.times)[:2]) for e in doc._.events if e.status in PLANNED]
    for n, (e, first, last) in enumerate(plans):
        if not (first or last):
            continue
        for other, start, end in plans[:n]:
            apart = start and last and start > last or end and first and end < first
            if apart and (start or end) and _same_plan(e, other):
                return False
    return True


def _same_plan(a, b) -> bool:
    if (a.type, a.pattern) != (b.type, b.pattern) or {m.name for m in a.actors} != {m.name for m in b.actors}:
        return False
    return not a.recipients or bool({m.name for m in a.recipients} & {m.name for m in b.recipients})
