"""An article's publication date: stamp, metadata, what its text proves."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
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
    number = int(month) if month.isdigit() else MONTHS.index(month[:3].lower()) + 1
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
    if value.tzinfo is not None:
        local = value.astimezone(timezone) if timezone else value
        return local.date(), value.astimezone(UTC)
    if timezone and value.time() != datetime.min.time():  # midnight without a zone is how tables write a bare day
        return value.date(), value.replace(tzinfo=timezone).astimezone(UTC)
    return value.date(), None


def _parse(text: str) -> date | datetime:
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


def deduce(doc):
    """The one day on which the text can have been published, or None where it proves none."""
    return None
