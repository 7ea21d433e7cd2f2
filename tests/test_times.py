"""Time expressions in sentences of wire copy: what is found, of which type, with which value and window."""

from datetime import date

import pytest

from toolkit.components.grammar import grammar_of
from toolkit.components.times import Times, bound, days, event_window, lasting, resolve_all
from toolkit.model import load_model, prepare


@pytest.fixture(scope="module")
def read():
    nlp = load_model()
    later = [
        name for name in nlp.pipe_names if name.startswith("wire_") and name not in ("wire_sentences", "wire_times")
    ]

    def reading(text, published="2007-03-09"):
        day = date.fromisoformat(published) if published else None
        with nlp.select_pipes(disable=later):
            return nlp(prepare(nlp, text, day))

    return reading


def rows(doc):
    return [
        (doc[t.start : t.end].text, t.timex_type, t.timex_value, str(t.date_start or ""), str(t.date_end or ""))
        for t in doc._.times
    ]


# Published on Friday, 9 March 2007: sentence -> (expression, type, value, first day, last day), ...
FOUND = [
    (
        "The two presidents will meet in Geneva early next month, an aide said Thursday.",
        ("early next month", "DATE", "2007-04", "2007-04-01", "2007-04-10"),
        ("Thursday", "DATE", "2007-03-08", "2007-03-08", "2007-03-08"),
    ),
    (
        "The foreign minister is to begin a four-day tour of the Gulf on Monday.",
        ("four-day", "DURATION", "P4D", "", ""),
        ("Monday", "DATE", "2007-03-12", "2007-03-12", "2007-03-12"),
    ),
    (
        "KHARTOUM, March 9 (Agency) -- The prime minister arrived here Friday for a visit.",
        ("March 9", "DATE", "2007-03-09", "2007-03-09", "2007-03-09"),
        ("Friday", "DATE", "2007-03-09", "2007-03-09", "2007-03-09"),
    ),
    (
        "The envoy left for Amman late Wednesday and was to return the following day.",
        ("late Wednesday", "DATE", "2007-03-07", "2007-03-07", "2007-03-07"),
        ("the following day", "DATE", "2007-03-08", "2007-03-08", "2007-03-08"),
    ),
    (
        "The accord was signed in 1994 and took effect in January last year.",
        ("1994", "DATE", "1994", "1994-01-01", "1994-12-31"),
        ("January last year", "DATE", "2006-01", "2006-01-01", "2006-01-31"),
    ),
    (
        "She had been in office since the mid-1980s and stepped down in the autumn of 2003.",
        ("the mid-1980s", "DATE", "198", "1984-01-01", "1986-12-31"),
        ("the autumn of 2003", "DATE", "2003-FA", "2003-09-01", "2003-11-30"),
    ),
    (
        "The summit is scheduled for the first week of June, or possibly later in the month.",
        ("the first week of June", "DATE", "2007-W23", "2007-06-04", "2007-06-10"),
        ("later in the month", "DATE", "2007-06", "2007-06-11", "2007-06-30"),
    ),
    (
        "A cease-fire was to take effect at midnight Saturday (2100 GMT).",
        ("midnight Saturday", "TIME", "2007-03-10T00:00", "2007-03-10", "2007-03-10"),
        ("2100 GMT", "TIME", "2007-03-10T21:00", "", ""),
    ),
    (
        "The ministers meet twice a year, and the leaders hold an annual summit every October.",
        ("twice a year", "SET", "P1Y", "", ""),
        ("annual", "SET", "P1Y", "", ""),
        ("every October", "SET", "XXXX-10", "", ""),
    ),
    (
        "They signed the accords on June 14 and 15, and again on Sept. 28-Oct. 1, 1999.",
        ("June 14 and 15", "DATE", "2006-06-14/2006-06-15", "2006-06-14", "2006-06-15"),
        ("Sept. 28-Oct. 1, 1999", "DATE", "1999-09-28/1999-10-01", "1999-09-28", "1999-10-01"),
    ),
    (
        "Exports fell in the third quarter of 2002 and grew in the first nine months of last year.",
        ("the third quarter of 2002", "DATE", "2002-Q3", "2002-07-01", "2002-09-30"),
        ("the first nine months of last year", "DURATION", "P9M", "2006-01-01", "2006-09-30"),
    ),
    (
        "He went to Rome a day before the conference and three days after Christmas.",
        ("a day", "DURATION", "P1D", "", ""),
        ("three days after Christmas", "DATE", "2006-12-28", "2006-12-28", "2006-12-28"),
    ),
    (
        "The committee meets from Monday to Thursday.",
        ("Monday to Thursday", "DATE", "2007-03-12/2007-03-15", "2007-03-12", "2007-03-15"),
    ),
    (
        "The talks were moved from Monday to Thursday.",
        ("Monday", "DATE", "2007-03-05", "2007-03-05", "2007-03-05"),
        ("Thursday", "DATE", "2007-03-15", "2007-03-15", "2007-03-15"),
    ),
    (
        "The treaty, ratified in the late 1990s, expires in the coming weeks.",
        ("the late 1990s", "DATE", "199", "1997-01-01", "1999-12-31"),
        ("the coming weeks", "DATE", "FUTURE_REF", "", ""),
    ),
    (
        "The king will travel to Spain in two weeks, his first visit in ten years.",
        ("two weeks", "DATE", "2007-W12", "2007-03-19", "2007-03-25"),
        ("ten years", "DURATION", "P10Y", "", ""),
    ),
    (
        "On Jan. 6 he flew to Oslo. Two days later he met the king; the same week he went home.",
        ("Jan. 6", "DATE", "2007-01-06", "2007-01-06", "2007-01-06"),
        ("Two days later", "DATE", "2007-01-08", "2007-01-08", "2007-01-08"),
        ("the same week", "DATE", "2007-W02", "2007-01-08", "2007-01-14"),
    ),
    (
        "Elections are held every four years, the next on the third Sunday in November.",
        ("every four years", "SET", "P4Y", "", ""),
        ("the third Sunday in November", "DATE", "2007-11-18", "2007-11-18", "2007-11-18"),
    ),
    (
        "The 2004-05 fiscal year was the worst since the 19th century.",
        ("2004-05 fiscal year", "DATE", "FY2004", "", ""),
        ("the 19th century", "DATE", "18", "1800-01-01", "1899-12-31"),
    ),
    (
        "Tuesday's raid came hours before a meeting on Sunday night, and on Friday morning all was quiet.",
        ("Tuesday", "DATE", "2007-03-06", "2007-03-06", "2007-03-06"),
        ("hours", "DURATION", "PTXH", "", ""),
        ("Sunday night", "TIME", "2007-03-04TNI", "2007-03-04", "2007-03-04"),
        ("Friday morning", "TIME", "2007-03-09TMO", "2007-03-09", "2007-03-09"),
    ),
    (
        "The vote is set for Sunday, Nov. 25. The army had seized power on Tuesday (Sept. 19, 2006).",
        ("Sunday, Nov. 25", "DATE", "2007-11-25", "2007-11-25", "2007-11-25"),
        ("Tuesday (Sept. 19, 2006)", "DATE", "2006-09-19", "2006-09-19", "2006-09-19"),
    ),
    (
        "More than a year ago he was ill; two weeks ago he returned, and recently he spoke.",
        ("a year ago", "DATE", "2006", "", ""),
        ("two weeks ago", "DATE", "2007-W08", "2007-02-19", "2007-02-25"),
        ("recently", "DATE", "PAST_REF", "", ""),
    ),
    (
        "The premier said the Lunar New Year, which fell on Feb. 18, had passed quietly.",
        ("Lunar New Year", "DATE", "2007-02-18", "2007-02-18", "2007-02-18"),
        ("Feb. 18", "DATE", "2007-02-18", "2007-02-18", "2007-02-18"),
    ),
    (
        "The official said at that time that the leader would come in four or five days.",
        ("at that time", "DATE", "PAST_REF", "", ""),
        ("four or five days", "DATE", "XXXX-XX-XX", "", ""),
    ),
]


@pytest.mark.parametrize(("sentence", "expected"), [(s, e) for s, *e in FOUND], ids=[s[:40] for s, *_ in FOUND])
def test_found_and_dated(read, sentence, expected):
    assert rows(read(sentence)) == expected


LEFT_ALONE = [
    "The 45-year-old lawyer, aged 30 when he fled, may run and may win.",
    "General May said troops would march on the capital.",
    "Resolution 1701 was adopted; 2000 soldiers and 1,500 police were sent, and page 1999 is missing.",
    "The Sunday Times said the budget was $2010 per head.",
    "He earns 400 dollars a month and drives 60 kilometers an hour.",
    "The fall of the city came second to the spring of hope, she said.",
    "It won the first round 12:30, and the sun was out as soon as it was over.",
    "A decades-old war and a 75-year-old king were on her mind.",
    "He longs for a better tomorrow, Russia Today said on Easter Island.",
    "The daily Al-Watan and the Bloody Sunday inquiry were cited.",
]


@pytest.mark.parametrize("sentence", LEFT_ALONE)
def test_left_alone(read, sentence):
    assert rows(read(sentence)) == []


def test_direction_follows_the_clause(read):
    """Published on a Wednesday: what was is before it, what is to come after it."""
    cases = {
        "The minister said Friday that talks had failed.": "2003-07-04",
        "The minister said talks would resume Friday.": "2003-07-11",
        "A visit to Lima beginning Friday is being arranged.": "2003-07-11",
        "The minister, who arrived Friday, left at once.": "2003-07-04",
        "The minister is due in Lima on Friday.": "2003-07-11",
        "On Friday he was scheduled to meet the king.": "2003-07-11",
        "They have agreed to meet on Friday.": "2003-07-11",
        "He was forced to resign on Friday.": "2003-07-04",
        "The parties prepared for talks slated for Friday.": "2003-07-11",
        "Since Friday the border has been shut.": "2003-07-04",
        "He commented on remarks made on Friday.": "2003-07-04",
        "The summit opens Friday, the ministry announced.": "2003-07-11",
    }
    got = {text: str(read(text, "2003-07-09")._.times[0].date_start) for text in cases}
    assert got == cases


def test_months_and_days_without_a_year(read):
    cases = {
        "He was elected in November.": "2005-11-01",
        "The vote will be held in November.": "2006-11-01",
        "The crisis began on December 17.": "2005-12-17",
        "The treaty takes effect on January 1.": "2007-01-01",
        "They discussed the April 28-29 summit.": "2006-04-28",
        "The port was hit by the December 26 floods last year.": "2005-12-26",
    }
    got = {text: str(read(text, "2006-04-20")._.times[0].date_start) for text in cases}
    assert got == cases


def test_without_a_day_of_publication_only_absolute_dates(read):
    doc = read(
        "He will arrive on Tuesday. They met on 3 May 2004, and two days later he left; last week he fell ill.", None
    )
    assert rows(doc) == [
        ("Tuesday", "DATE", "XXXX-WXX-2", "", ""),
        ("3 May 2004", "DATE", "2004-05-03", "2004-05-03", "2004-05-03"),
        ("two days later", "DATE", "2004-05-05", "2004-05-05", "2004-05-05"),
        ("last week", "DATE", "XXXX-WXX", "", ""),
    ]
    assert [t.anchor for t in doc._.times] == [None, "absolute", "text", None]


def test_a_corrected_day_of_publication_needs_no_new_parse(read):
    doc = read("The ministers met on Tuesday; the following day they left for Rome.", "2007-03-09")
    assert [str(t.date_start) for t in doc._.times] == ["2007-03-06", "2007-03-07"]
    resolve_all(doc._.times, date(2007, 3, 2))
    assert [str(t.date_start) for t in doc._.times] == ["2007-02-27", "2007-02-28"]
    resolve_all(doc._.times, None)
    assert [t.date_start for t in doc._.times] == [None, None]


def test_bounds(read):
    doc = read(
        "He stays until Friday, from Monday; by May he leaves, no later than June 3, no earlier than April 2; before "
        "Tuesday, ahead of the June 9 vote, after the Sunday talks, since 2003, as early as next week, on Thursday."
    )
    g = grammar_of(doc)
    assert [bound(g, t) for t in doc._.times] == [
        "until", "since", "until", "until", "since", "before", "before", "after", "since", "exact", "exact",
    ]  # fmt: skip


def test_numbers_beyond_every_calendar_are_found_and_undated(read):
    doc = read("The temple was built 5,000 years ago. In 20,000 years it will fall, 99999999999 days after he left.")
    assert [row[0] for row in rows(doc)][0] == "5,000 years ago"
    assert all(row[3:] == ("", "") for row in rows(doc))
    assert event_window(doc._.times[-1], date(2007, 3, 9)) is None
    assert [row[2] for row in rows(read(f"He left {'9' * 5000} days ago."))] == ["PAST_REF"]


def test_durations_in_days(read):
    doc = read("After a two-day visit, a week-long tour, 48 hours of talks and a two-month stay, several days passed.")
    assert [days(t) for t in doc._.times] == [2, 7, 2, None, None]
    monday = date(2007, 3, 12)
    assert lasting(doc._.times[0], start=monday) == (monday, date(2007, 3, 13))
    assert lasting(doc._.times[3], start=monday) == (monday, date(2007, 5, 11))


def test_an_event_that_a_date_is_counted_from(read):
    """He arrives on Wednesday, so that the summit is on Thursday."""
    doc = read("The king will arrive Wednesday, one day before the summit.")
    wednesday, before = doc._.times
    assert event_window(before, wednesday.date_start) == (date(2007, 3, 15), date(2007, 3, 15))
    assert event_window(wednesday, wednesday.date_start) is None


def test_words_that_are_dated_date_what_they_announce(read):
    doc = read("An official said on Feb. 26 that the envoy would arrive in three days.")
    assert [str(t.date_start) for t in doc._.times] == ["2007-02-26", "2007-03-01"]


def test_spans_are_shown(read):
    doc = read("They met on Tuesday and talked for two hours.")
    assert [(s.text, s.label_) for s in doc.spans["times"]] == [("Tuesday", "DATE"), ("two hours", "DURATION")]


def test_own_holidays_are_laid_over_the_packages(read, tmp_path):
    (tmp_path / "holidays.csv").write_text("holiday,month,day\nRevolution Day,9,1\n", encoding="utf-8")
    sentence = "The colonel will speak on Revolution Day, and again on May Day."
    assert rows(read(sentence)) == [("May Day", "DATE", "2007-05-01", "2007-05-01", "2007-05-01")]
    assert [row[2] for row in rows(Times(str(tmp_path))(read(sentence)))] == ["2007-09-01", "2007-05-01"]
