"""Meaning + day of publication -> window. Every expectation was counted on a calendar by hand."""

from datetime import date

import pytest

from toolkit.calendars import easter, nth_weekday
from toolkit.intervals import Resolution, resolve
from toolkit.meanings import (
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
    days,
    lasting,
    timex_type,
)  # fmt: skip


def window(meaning, published, **options):
    found = resolve(meaning, date.fromisoformat(published) if published else None, **options)
    return [str(day) if day else None for day in (found.start, found.end)]


WEEK, MONTH, YEAR = Shift("week"), Shift("month"), Shift("year")
CODEBOOK = [
    # next week, last week, this week: Monday to Sunday; published on a Tuesday, a Sunday, a Monday, over a year's end
    (Shift("week", 1), "2003-07-08", "2003-07-14", "2003-07-20"),
    (Shift("week", 1), "2003-07-13", "2003-07-14", "2003-07-20"),
    (Shift("week", -1), "2003-07-14", "2003-07-07", "2003-07-13"),
    (Shift("week", 1), "2004-12-29", "2005-01-03", "2005-01-09"),
    (WEEK, "2010-01-01", "2009-12-28", "2010-01-03"),
    # early, mid-, late in a week; the weekend
    (Part(Shift("week", 1), "early"), "1999-03-05", "1999-03-08", "1999-03-10"),
    (Part(Shift("week", 1), "early"), "1999-12-31", "2000-01-03", "2000-01-05"),
    (Part(WEEK, "mid"), "1999-03-05", "1999-03-02", "1999-03-04"),
    (Part(Shift("week", -1), "mid"), "2001-01-03", "2000-12-26", "2000-12-28"),
    (Part(Shift("week", 1), "late"), "1999-03-05", "1999-03-11", "1999-03-14"),
    (Part(WEEK, "late"), "2021-02-26", "2021-02-25", "2021-02-28"),
    (Weekend("this"), "1998-05-13", "1998-05-16", "1998-05-17"),
    (Weekend("next"), "1998-05-13", "1998-05-16", "1998-05-17"),
    (Weekend("last"), "1998-05-13", "1998-05-09", "1998-05-10"),
    (Weekend("last"), "1998-05-17", "1998-05-09", "1998-05-10"),
    # early, mid-, late in a month: days 1-10, 11-20, 21-last; leap years
    (Part(Shift("month", -1), "early"), "2006-11-06", "2006-10-01", "2006-10-10"),
    (Part(Day(2001, 9), "early"), "2006-11-06", "2001-09-01", "2001-09-10"),
    (Part(Day(2004, 2), "mid"), "2006-11-06", "2004-02-11", "2004-02-20"),
    (Part(Shift("month", 1), "mid"), "2009-12-24", "2010-01-11", "2010-01-20"),
    (Part(Day(2004, 2), "late"), "2006-11-06", "2004-02-21", "2004-02-29"),
    (Part(Day(2005, 2), "late"), "2006-11-06", "2005-02-21", "2005-02-28"),
    # early, mid-, late in a year: thirds
    (Part(Day(1996), "early"), "2006-11-06", "1996-01-01", "1996-04-30"),
    (Part(Shift("year", 1), "early"), "2006-11-06", "2007-01-01", "2007-04-30"),
    (Part(Day(1996), "mid"), "2006-11-06", "1996-05-01", "1996-08-31"),
    (Part(YEAR, "mid"), "2012-02-29", "2012-05-01", "2012-08-31"),
    (Part(YEAR, "late"), "2012-02-29", "2012-09-01", "2012-12-31"),
    (Part(Shift("year", -1), "late"), "2012-02-29", "2011-09-01", "2011-12-31"),
    # later this, earlier this: from the day after, to the day before publication
    (Part(MONTH, "later"), "2008-02-05", "2008-02-06", "2008-02-29"),
    (Part(MONTH, "later"), "2007-02-27", "2007-02-28", "2007-02-28"),
    (Part(WEEK, "later"), "2007-02-27", "2007-02-28", "2007-03-04"),
    (Part(YEAR, "later"), "2007-12-30", "2007-12-31", "2007-12-31"),
    (Part(WEEK, "earlier"), "2007-03-01", "2007-02-26", "2007-02-28"),
    (Part(YEAR, "earlier"), "2007-03-01", "2007-01-01", "2007-02-28"),
    (Part(Day(2007), "later"), "2007-03-01", "2007-03-02", "2007-12-31"),
    (Part(Day(2007), "later"), "2009-03-01", "2007-01-01", "2007-12-31"),
    # two weeks ago, two months ago, two days ago: that week, that month, that day
    (Shift("week", -2), "2004-03-03", "2004-02-16", "2004-02-22"),
    (Shift("week", -2), "2011-01-08", "2010-12-20", "2010-12-26"),
    (Shift("month", -2), "2004-03-31", "2004-01-01", "2004-01-31"),
    (Shift("month", -2), "2004-01-31", "2003-11-01", "2003-11-30"),
    (Shift("day", -2), "2004-03-01", "2004-02-28", "2004-02-28"),
    (Shift("day", -2), "2005-01-01", "2004-12-30", "2004-12-30"),
    (Shift("year", -3), "2004-02-29", "2001-01-01", "2001-12-31"),
    (Shift("day", 4, upto=5), "2006-10-29", "2006-11-02", "2006-11-03"),
    (Shift("year", -1, bounded=False), "2004-02-29", None, None),
    # a month and its neighbours over a year's end
    (Shift("month", 1), "1999-12-31", "2000-01-01", "2000-01-31"),
    (Shift("month", -1), "2000-01-01", "1999-12-01", "1999-12-31"),
    # quarters, halves, seasons (a winter is named by the year it begins in), decades, centuries
    (Nth("quarter", 3, Day(2002)), None, "2002-07-01", "2002-09-30"),
    (Shift("quarter", -1), "2007-01-18", "2006-10-01", "2006-12-31"),
    (Shift("quarter", 1), "2006-11-30", "2007-01-01", "2007-03-31"),
    (Nth("half", 2, Day(2007)), "2006-11-07", "2007-07-01", "2007-12-31"),
    (Nth("half", 1, Shift("year", 1)), "2006-11-07", "2007-01-01", "2007-06-30"),
    (Season("SU", 1996), None, "1996-06-01", "1996-08-31"),
    (Season("WI", 2003), None, "2003-12-01", "2004-02-29"),
    (Season("SP", Shift("year", 1)), "2005-11-22", "2006-03-01", "2006-05-31"),
    (Season("SU", which="last"), "1997-04-16", "1996-06-01", "1996-08-31"),
    (Season("WI", which="this"), "2006-01-20", "2005-12-01", "2006-02-28"),
    (Years("decade", 1990), None, "1990-01-01", "1999-12-31"),
    (Shift("decade", -1), "2006-01-20", "1990-01-01", "1999-12-31"),
    (Part(Years("decade", 1980), "mid"), None, "1984-01-01", "1986-12-31"),
    (Years("century", 1800), None, "1800-01-01", "1899-12-31"),
    # ranges take days, months and years from each other
    (Range(Day(month=2, day=14), Day(month=2, day=16)), "2025-02-04", "2025-02-14", "2025-02-16"),
    (Range(Day(month=12, day=30), Day(month=1, day=2)), "2002-12-20", "2002-12-30", "2003-01-02"),
    (Range(Day(month=12, day=30), Day(2003, 1, 2)), "2002-11-20", "2002-12-30", "2003-01-02"),
    (Range(Day(2001, 11), Day(month=2)), "2006-11-20", "2001-11-01", "2002-02-28"),
    (Range(Day(1980), Day(1988)), None, "1980-01-01", "1988-12-31"),
    # the n-th of something
    (Nth("weekday", 3, Day(month=5), weekday=1), "2003-05-02", "2003-05-19", "2003-05-19"),
    (Nth("weekday", -1, Day(2004, 2), weekday=7), None, "2004-02-29", "2004-02-29"),
    (Nth("weekday", 5, Day(2003, 2), weekday=1), None, None, None),
    (Nth("week", 1, Day(2015)), None, "2014-12-29", "2015-01-04"),
    (Nth("week", 1, Day(2016)), None, "2016-01-04", "2016-01-10"),
    (Nth("week", -1, Day(2016, 12)), None, "2016-12-26", "2017-01-01"),
    (Nth("day", -1, MONTH), "2008-02-05", "2008-02-29", "2008-02-29"),
    (Nth("month", 1, YEAR, count=9), "2006-11-04", "2006-01-01", "2006-09-30"),
    (Nth("month", -1, YEAR, count=3), "2006-11-04", "2006-10-01", "2006-12-31"),
    # holidays by rule
    (Holiday("Good Friday", easter=-2, year=2005), None, "2005-03-25", "2005-03-25"),
    (Holiday("Thanksgiving", month=11, weekday=4, nth=4), "2006-11-27", "2006-11-23", "2006-11-23"),
    (Holiday("Memorial Day", month=5, weekday=1, nth=-1, year=2004), None, "2004-05-31", "2004-05-31"),
    (Holiday("New Year's Day", month=1, day=1), "2006-12-28", "2007-01-01", "2007-01-01"),
    (Holiday("Lunar New Year", dates=(date(2005, 2, 9), date(2006, 1, 29))), "2006-01-10", "2006-01-29", "2006-01-29"),
    (Holiday("Holy Week", easter=-7, length=7, year=1997), None, "1997-03-23", "1997-03-29"),
    # what has no window
    (Duration("year", 10), "2006-11-04", None, None),
    (Fiscal(2005), "2006-11-04", None, None),
    (Ref("PRESENT_REF"), "2006-11-04", None, None),
    (Clock("T10:30"), "2006-11-04", None, None),
    (Every("XXXX-WXX-5"), "2006-11-04", None, None),
    (Shift("day", -1, "event"), "2006-11-04", None, None),
    (Day(2003, 2, 29), "2006-11-04", None, None),
]


@pytest.mark.parametrize(("meaning", "published", "first", "last"), CODEBOOK)
def test_window(meaning, published, first, last):
    assert window(meaning, published) == [first, last]


DIRECTED = [
    # a bare weekday: published on it, that same day; else the nearest in the direction of its clause
    (Weekday(5), "2003-03-07", "past", "2003-03-07"),
    (Weekday(5), "2003-03-07", "future", "2003-03-07"),
    (Weekday(7), "2003-03-07", "past", "2003-03-02"),
    (Weekday(7), "2003-03-07", "future", "2003-03-09"),
    (Weekday(1), "2001-01-01", "past", "2001-01-01"),
    (Weekday(2), "2001-01-01", "past", "2000-12-26"),
    (Weekday(4), "2003-03-07", None, "2003-03-06"),
    (Weekday(5, "last"), "2003-03-07", "past", "2003-02-28"),
    (Weekday(5, "next"), "2003-03-07", "future", "2003-03-14"),
    (Weekday(2, "this"), "2003-03-07", "past", "2003-03-04"),
    (Weekday(2, week=Shift("week", 1)), "2003-03-07", "future", "2003-03-11"),
    # a month and day without its year
    (Day(month=1, day=13), "2025-01-03", "future", "2025-01-13"),
    (Day(month=1, day=13), "2024-12-03", "future", "2025-01-13"),
    (Day(month=12, day=17), "1997-04-14", "past", "1996-12-17"),
    (Day(month=2, day=29), "2007-05-01", "future", "2008-02-29"),
    (Day(month=2, day=29), "2007-05-01", "past", "2004-02-29"),
    (Day(month=7, day=21, weekday=5), "2018-03-01", "past", "2017-07-21"),
    (Day(day=15), "2006-11-10", "future", "2006-11-15"),
    (Day(day=31), "2006-11-10", "past", "2006-10-31"),
]


@pytest.mark.parametrize(("meaning", "published", "direction", "day"), DIRECTED)
def test_direction(meaning, published, direction, day):
    assert window(meaning, published, direction=direction) == [day, day]


def test_bare_months_follow_their_clause():
    assert window(Day(month=11), "2006-04-08", direction="past") == ["2005-11-01", "2005-11-30"]
    assert window(Day(month=11), "2006-04-08", direction="future") == ["2006-11-01", "2006-11-30"]
    assert window(Day(month=4), "2006-04-20", direction="past") == ["2006-04-01", "2006-04-30"]
    assert window(Day(month=4, which="last"), "2006-04-20", direction="past") == ["2005-04-01", "2005-04-30"]
    assert window(Day(month=4, which="next"), "2006-04-20") == ["2007-04-01", "2007-04-30"]
    assert window(Day(month=4, which="this"), "2006-11-20") == ["2006-04-01", "2006-04-30"]
    assert window(Day(Shift("year", -1), 11), "2006-04-08") == ["2005-11-01", "2005-11-30"]


def test_a_day_nearby_wins_over_a_doubtful_tense():
    """ "They discussed the Nov. 18 meeting", published on Nov. 12, is not about last year's."""
    assert window(Day(month=11, day=18), "2006-11-12", direction="past", firm=False) == ["2006-11-18", "2006-11-18"]
    assert window(Day(month=10, day=9), "2006-12-16", direction="future", firm=False) == ["2006-10-09", "2006-10-09"]


def test_what_the_text_told_before_is_counted_from():
    sunday = Resolution(date(2025, 1, 5), date(2025, 1, 5), "day", "2025-01-05", "published")
    month = Resolution(date(2025, 2, 1), date(2025, 2, 28), "month", "2025-02", "published")
    told = [sunday, month]
    assert window(Shift("day", 1, "text"), "2025-01-03", before=told) == ["2025-01-06", "2025-01-06"]
    assert window(Shift("day", -1, "text"), None, before=told) == ["2025-01-04", "2025-01-04"]
    assert window(Shift("week", 0, "text"), "2025-01-03", before=told) == ["2024-12-30", "2025-01-05"]
    assert window(Shift("month", 1, "text"), "2025-01-03", before=told) == ["2025-03-01", "2025-03-31"]
    assert window(Weekday(1, "after"), "2025-01-03", before=told) == ["2025-01-06", "2025-01-06"]
    assert window(Shift("day", 1, "text"), "2025-01-03") == [None, None]
    assert window(Shift("day", 0, "context"), "2025-01-03") == ["2025-01-03", "2025-01-03"]
    assert window(Shift("day", 0, "context"), "2025-01-03", before=told, direction="past") == [
        "2025-01-03",
        "2025-01-03",
    ]


def test_a_base_may_be_a_meaning():
    christmas = Holiday("Christmas", month=12, day=25)
    assert window(Shift("day", -2, christmas), "2006-12-12") == ["2006-12-23", "2006-12-23"]
    assert window(Shift("week", 1, Shift("day", 1)), "2006-12-29") == ["2007-01-01", "2007-01-07"]
    assert window(Shift("day", 10, Day(1999, 12, 25)), None) == ["2000-01-04", "2000-01-04"]


def test_a_range_of_weekdays():
    monday_to_thursday = Range(Weekday(1), Weekday(4))
    assert window(monday_to_thursday, "2003-03-07", direction="past") == ["2003-03-03", "2003-03-06"]
    assert window(monday_to_thursday, "2003-03-07", direction="future") == ["2003-03-10", "2003-03-13"]


UNDATED = [
    (Weekday(5), "XXXX-WXX-5"),
    (Day(month=11), "XXXX-11"),
    (Day(month=11, day=2), "XXXX-11-02"),
    (Shift("week", 1), "XXXX-WXX"),
    (Shift("month", -1), "XXXX-XX"),
    (Shift("year", 0), "XXXX"),
    (Nth("quarter", 3), "XXXX-Q3"),
    (Season("SU", which="last"), "XXXX-SU"),
    (Weekend("this"), "XXXX-WXX-WE"),
    (Holiday("Christmas", month=12, day=25), "XXXX-12-25"),
    (Clock("T10:30", Weekday(2)), "XXXX-WXX-2T10:30"),
    (Clock("TMO"), "XXXX-XX-XXTMO"),
    (Range(Day(month=2, day=14), Day(month=2, day=16)), "XXXX-02-14/XXXX-02-16"),
]


@pytest.mark.parametrize(("meaning", "value"), UNDATED)
def test_without_a_day_of_publication_nothing_relative_is_dated(meaning, value):
    found = resolve(meaning)
    assert (found.start, found.end, found.value) == (None, None, value)


VALUES = [
    (Shift("week", -1), "1998-01-05", "1998-W01"),
    (Shift("week", 0), "2005-01-01", "2004-W53"),
    (Shift("week", 1), "2020-12-31", "2021-W01"),
    (Weekend("last"), "1997-04-07", "1997-W14-WE"),
    (Shift("decade", 0), "2006-01-01", "200"),
    (Years("century", 1900), None, "19"),
    (Nth("half", 2, Day(2007)), None, "2007-H2"),
    (Season("FA", 2001), None, "2001-FA"),
    (Part(Day(2009), "early"), None, "2009"),
    (Clock("TNI", Shift("day", -1)), "2006-01-01", "2005-12-31TNI"),
    (Fiscal(Shift("year", -1)), "2007-01-18", "FY2006"),
    (Duration("week", 2), None, "P2W"),
    (Duration("decade", None), None, "PXY"),
    (Duration("hour", 48), None, "PT48H"),
    (Duration("year", 2.5), None, "P2.5Y"),
    (Duration("month", 2, 3), None, "P2M/P3M"),
    (Every(Duration("year")), None, "P1Y"),
    (Shift("day", -2, "event"), "2006-01-01", "P2D"),
]


@pytest.mark.parametrize(("meaning", "published", "value"), VALUES)
def test_timex3_value(meaning, published, value):
    assert resolve(meaning, date.fromisoformat(published) if published else None).value == value


def test_timex3_type():
    assert timex_type(Part(Clock("TMO"), "early")) == "TIME"
    assert timex_type(Shift("hour", -2)) == "TIME"
    assert timex_type(Shift("day", -2, "event")) == "DURATION"
    assert timex_type(Nth("month", 1, YEAR, count=9)) == "DURATION"
    assert timex_type(Every("P1D")) == "SET"
    assert timex_type(Weekday(1)) == "DATE"


def test_precision_and_anchor():
    assert resolve(Shift("week", 1), date(2005, 3, 1))[2::2] == ("week", "published")
    assert resolve(Part(Shift("week", 1), "early"), date(2005, 3, 1)).precision == "range"
    assert resolve(Day(2001, 9, 11))[2::2] == ("day", "absolute")
    assert resolve(Years("decade", 1990)).precision == "decade"


def test_whole_days_of_a_duration():
    assert days(Duration("day", 2)) == 2
    assert days(Duration("week")) == 7
    assert days(Duration("hour", 48)) == 2
    assert days(Duration("hour", 5)) is None
    assert days(Duration("month", 2)) is None
    assert days(Duration("day", None)) is None
    sunday = date(2025, 1, 5)
    assert lasting(Duration("day", 2), start=sunday) == (sunday, date(2025, 1, 6))
    assert lasting(Duration("week"), end=sunday) == (date(2024, 12, 30), sunday)
    assert lasting(Duration("month"), start=date(2004, 1, 31)) == (date(2004, 1, 31), date(2004, 2, 28))
    assert lasting(Duration("day", None), start=sunday) is None


@pytest.mark.parametrize("published", ["2005-03-01", "0001-01-01", "9999-12-31"])
def test_what_no_calendar_holds_has_no_window(published):
    for n in (-5000, 20_000, 10**30):
        for unit in ("day", "week", "year", "century"):
            found = resolve(Shift(unit, n), date.fromisoformat(published))
            assert found.start is None or 1 < found.start.year < 9999
    assert resolve(Shift("year", -5000), date(2005, 3, 1)) == Resolution(value="XXXX")
    assert resolve(Shift("day", -1), date(1, 1, 1)).start is None
    assert window(Range(Day(2005, 3, 1), Shift("century", 100)), "2005-03-01") == [None, None]
    assert days(Duration("day", 10**30)) is None
    assert lasting(Duration("year", 9000), start=date(2005, 3, 1)) is None


def test_calendar_arithmetic():
    assert [easter(y).isoformat() for y in (1997, 2000, 2008, 2011)] == [
        "1997-03-30",
        "2000-04-23",
        "2008-03-23",
        "2011-04-24",
    ]
    assert nth_weekday(2006, 11, 4, 4) == date(2006, 11, 23)
    assert nth_weekday(2006, 2, 2, -1) == date(2006, 2, 28)
