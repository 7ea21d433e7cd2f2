"""Calendar dates as phrases: months, days, weekdays, years, decades, seasons, holidays."""

from __future__ import annotations

from dataclasses import replace

from ..meanings import Day, Fiscal, Nth, Range, Season, Shift, Weekday, Weekend, Years
from .timewords import NOTHING, TimeWords

DASHES = frozenset("-–—")
JOINERS = frozenset({"-", "–", "—", "to", "through", "thru", "until", "till"})
PLACING = frozenset(
    {"in", "at", "by", "during", "on", "since", "until", "till", "through", "before", "after", "from", "around",
     "about", "near", "between", "throughout"}
)  # fmt: skip


class DatePhrases:
    """Reads calendar dates off a row of atoms.

    Every rule takes the number of an atom, and whether an article stands before it; it gives (meaning, end), or None
    where the phrase is no such thing. (None, end) is what must be left alone.

    Parameters
    ----------
    words : list of str
        The atoms in lower case.
    kinds : list of dict
        For each atom its kinds with their values.
    tags : list of str
        Part-of-speech tags (Penn), to tell "2000 troops" from "2000 elections".
    lexicon : TimeWords
    """

    def __init__(self, words: list[str], kinds: list[dict], tags: list[str], lexicon: TimeWords):
        self.words = [*words, *[""] * 8]
        self.kinds = [*kinds, *[NOTHING] * 8]
        self.tags = [*tags, *[""] * 8]
        self.lists, self.refs, self.holidays, self.events = (
            lexicon.lists,
            lexicon.refs,
            lexicon.holidays,
            lexicon.events,
        )

    def get(self, i, kind):
        return self.kinds[i].get(kind)

    def prev(self, i):
        return self.words[i - 1] if i > 0 else ""

    def skip(self, i, *words):
        return i + 1 if self.words[i] in words else i

    # -- days, months, years ------------------------------------------------------------------------------------------

    def year(self, i):
        """(year, end) of four digits, whatever stands around them."""
        digits = self.get(i, "digits") or ""
        return (int(digits), i + 1) if len(digits) == 4 and "1000" <= digits < "2200" else None

    def short_year(self, i):
        """As in "'97"."""
        digits = self.get(i + 1, "digits") or ""
        if self.words[i] not in ("'", "’") or len(digits) != 2:
            return None
        return int(digits) + (2000 if int(digits) <= 30 else 1900), i + 2

    def some_year(self, i):
        """(year or meaning, end) of what may follow a month or a season: ", 2005", "of last year", "that year"."""
        found = self.year(self.skip(i, ",", "of", "in"))
        if found and not (self.words[i] == "," and self.words[found[1]] in self.lists["counted"]):
            return found
        found = self.short_year(self.skip(i, "of"))
        if found:
            return found
        e = self.skip(self.skip(i, "of"), "the")
        if "which" in self.kinds[e] and self.words[e + 1] == "year":
            found = self.which(e, self.prev(e) == "the")
            return found if found and isinstance(found[0], Shift) else None
        if self.prev(e) == "the" and self.words[e] == "year" and self.words[e + 1] in ("before", "after"):
            return Shift("year", -1 if self.words[e + 1] == "before" else 1, "text"), e + 2
        return None

    def day(self, i):
        """(day of the month, end): "5", "5th", "fifth"."""
        k, after = self.kinds[i], self.kinds[i + 1]
        n = k.get("ordinal") or (k.get("number") if len(k.get("digits", "xxx")) <= 2 else None)
        if (
            not n
            or not 1 <= n <= 31
            or self.words[i + 1] in self.lists["counted"]
            or "units" in after
            or "meridiem" in after
        ):
            return None
        return n, i + 1

    def of_month(self, i, the=False):
        """A month and what follows it: "May", "May 5", "May 5-7, 2005", "May last year", "May '97"."""
        month = self.get(i, "month")
        if not month:
            return None
        if self.words[i + 1] == "." and len(self.words[i]) < 5 and "digits" in self.kinds[i + 2]:  # "NOV. 13"
            i += 1
        first = self.day(i + 1)
        if first:
            return self.days(*first, month)
        year = self.some_year(i + 1)
        return (Day(year[0], month), year[1]) if year else (Day(month=month), i + 1)

    def days(self, first, e, month=None):
        """What may follow a first day: others, the month where it comes last, the year."""
        last, ahead = first, month is None
        while True:
            w, g = self.words[e], e + 1
            g = self.skip(g, "and") if w == "," else g
            found = self.day(self.skip(g, "the")) if w in JOINERS or w in ("and", "or", ",", "&") else None
            if not found or found[0] <= last or "month" in self.kinds[found[1]] and not ahead:
                break
            if w in ("and", "&", ",") and found[0] != last + 1:
                break
            if w == "," and g == e + 1 and not ahead and self.words[found[1]] not in ("and", ",", "or"):
                break
            last, e = found
        if ahead:
            e = self.skip(e, "of")
            month, e = self.get(e, "month"), e + 1
            if not month:
                return None
        year = self.some_year(e)
        if year and isinstance(year[0], Shift) and self.words[e] == ",":
            year = None
        if not year and self.tags[e].startswith("NN"):  # "the December 26 tsunami last year"
            found = self.some_year(e + 1)
            year = (found[0], e) if found and isinstance(found[0], Shift) else None
        known = (self.events.get((month, first, w)) for w in self.words[e : e + 3])  # "the September 11 attacks"
        year, e = year or (next((y for y in known if y), None), e)
        one = Day(year, month, first)
        return (one if last == first else Range(one, replace(one, day=last))), e

    def of_day(self, i, the=False):
        """A day before its month: "13 May 2005", "the 13th of May", "13-15 May"; or alone: "on the 15th"."""
        first = self.day(i)
        if not first:
            return None
        found = self.days(*first)
        if found:
            return found
        inner = self.base(first[1] + 1) if self.words[first[1]] == "of" else None
        if inner and isinstance(inner[0], Shift) and inner[0].unit == "month":  # "the 20th of this month"
            return Nth("day", first[0], inner[0]), inner[1]
        alone = the and self.get(i, "digits") and self.get(i, "ordinal") and self.words[i - 2] in PLACING
        return (Day(day=first[0]), first[1]) if alone and not self.words[i + 1].isalpha() else None

    def numeric(self, i, the=False):
        """2025-01-03, 1/3/2025, 3.1.2025."""
        if "date" in self.kinds[i]:
            return Day(*self.get(i, "date")), i + 1
        year, month, day = self.year(i), self.get(i + 2, "digits") or "", self.get(i + 4, "digits") or ""
        if not year or not self.words[i + 1] == self.words[i + 3] == "-" or not len(month) == len(day) == 2:
            return None
        return (Day(year[0], int(month), int(day)), i + 5) if "01" <= month <= "12" and "01" <= day <= "31" else None

    def of_weekday(self, i, the=False):
        """A weekday with the date or the week that it brings along: "Monday (Nov. 13)", "Monday next week"."""
        number = self.get(i, "weekday")
        if not number:
            return None
        bracket = self.words[i + 1] == "("
        e = self.skip(self.skip(i + 1, ",", "("), "the")
        found = self.of_month(e) or self.of_day(e) or self.numeric(e)
        if found and isinstance(found[0], Day) and found[0].day and (not bracket or self.words[found[1]] == ")"):
            return replace(found[0], weekday=number), found[1] + bracket
        if (self.prev(e) == "the" or e == i + 1) and self.get(e, "ordinal") and self.get(e, "digits"):
            return Day(day=self.get(e, "ordinal"), weekday=number), e + 1
        e = self.skip(self.skip(i + 1, "of", "in"), "the")
        if "which" in self.kinds[e] and self.words[e + 1] == "week":
            week = self.which(e, self.prev(e) == "the")
            if week and isinstance(week[0], Shift):
                return Weekday(number, week=week[0]), week[1]
        return Weekday(number), i + 1

    def of_year(self, i, the=False):
        """As in "2005", "1997-2000", "the year 2000", "fiscal 2005", "the 1990s"; the article is not the year's own."""
        w, decade = self.words[i], self.get(i, "decade")
        if "fiscal" in self.kinds[i]:
            e = self.skip(i + 1, "year")
            year = self.year(e)
            return (Fiscal(year[0]), year[1]) if year else (Fiscal(), e) if e > i + 1 and the else None
        if w == "year":
            year = self.year(self.skip(i + 1, "of"))
            return (Day(year[0]), year[1]) if year else None
        if decade is not None:
            return (Years("decade", decade), i + 1) if the or w[:4].isdecimal() else None
        if (the or self.prev(i) in DASHES) and w in ("'", "’") and self.get(i + 1, "decade") is not None:
            return Years("decade", self.get(i + 1, "decade")), i + 2
        found = self.year(i) or (self.short_year(i) if self.prev(i) in PLACING or self.prev(i) == "of" else None)
        if not found:
            return None
        year, e = found
        if the:  # "the 1990's"
            return (Years("decade", year), e + 1) if self.words[e] in ("'s", "’s") and year % 10 == 0 else None
        after, meaning = self.get(e + 1, "digits") or "", Day(year)
        if self.words[e] in DASHES | {"/"} and len(after) in (2, 4) and self.words[e + 2] not in DASHES:
            last = int(after) if len(after) == 4 else year // 100 * 100 + int(after)
            if year < last < 2200:
                meaning, e = Range(meaning, Day(last)), e + 2
        if "fiscal" in self.kinds[e] and self.words[e + 1] == "year":
            return Fiscal(year), e + 2
        return (meaning, e) if isinstance(meaning, Range) or self.is_year(i, year) else None

    def is_year(self, i, year):
        """Whether four digits are a year, not "2000 troops", "Resolution 1701" or "0300 GMT"."""
        the = self.prev(i) == "the"
        before, after = self.words[i - 2] if the else self.prev(i), self.words[i + 1]
        if after in self.lists["counted"] or before in self.lists["numbered"] or not 1500 <= year < 2100:
            return False
        many = self.tags[i + 1] == "NNS" and not the
        if before in PLACING or before in ("of", "(", "to", "and", "late", "early", "mid", "for", "or"):
            return not (many and year % 100 == 0 and before != "of")
        return year >= 1900 and self.prev(i) not in DASHES | {"/"} and not (many and year % 50 == 0)

    # -- seasons, weekends, holidays ----------------------------------------------------------------------------------

    def season(self, i, the=False):
        """As in "spring 2005", "the summer of last year", "in winter"."""
        name, year = self.get(i, "season"), self.some_year(i + 1)
        if year:
            return Season(name, year[0]), year[1]
        placed = self.words[i - 2 if the else i - 1] in PLACING and self.tags[i + 1][:2] not in ("NN", "VB")
        return (Season(name), i + 1) if placed and self.words[i + 1] not in ("of", "in") else None

    def weekend(self, i, the=False):
        """As in "the weekend", "at the weekend", "the weekend of June 5"."""
        if self.get(i, "unit") != "weekend" or not (the or self.prev(i) in PLACING):
            return None
        inner = self.date(i + 2) if self.words[i + 1] == "of" else None
        if inner and isinstance(inner[0], Day | Range):
            return Weekend(of=inner[0].first if isinstance(inner[0], Range) else inner[0]), inner[1]
        return Weekend(), i + 1

    def holiday(self, i, the=False):
        """As in "Christmas", "Good Friday", "New Year's Day 2005"."""
        for rest, meaning in self.holidays.get(self.words[i], ()):
            e = i + 1 + len(rest)
            if tuple(self.words[i + 1 : e]) == rest:
                year = self.some_year(e)
                return (replace(meaning, year=year[0]), year[1]) if year else (meaning, e)
        return None
