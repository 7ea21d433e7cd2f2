"""The phrases of time: words of a sentence -> what they mean (the dataclasses of `intervals`), by a grammar written by hand.

A `Reader` looks at a row of atoms (words, and pieces of words such as "14" and "16" in "14-16"), each with the kinds that the
lexicon gives it. Every rule takes the number of an atom and gives (meaning, end), or None where the phrase is no such thing.
"""

from __future__ import annotations

from dataclasses import replace

from ..intervals import (
    Clock,
    Day,
    Duration,
    Every,
    Fiscal,
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

NOTHING: dict = {}
DASHES = frozenset("-–—")
JOINERS = frozenset({"-", "–", "—", "to", "through", "thru", "until", "till"})
SPANNING = frozenset(
    {"in", "over", "during", "for", "within", "throughout", "of"}
)  # "over the last year" is a duration
PLACING = frozenset(
    {
        "in",
        "at",
        "by",
        "during",
        "on",
        "since",
        "until",
        "till",
        "through",
        "before",
        "after",
        "from",
        "around",
        "about",
        "near",
        "between",
    }
)
FILLERS = frozenset(
    {
        "more",
        "full",
        "straight",
        "consecutive",
        "whole",
        "additional",
        "other",
        "calendar",
        "working",
        "business",
        "long",
        "successive",
        "short",
    }
)
BEFORE = frozenset({"before", "prior", "ahead", "until", "till", "to"})
AFTER = frozenset({"after", "from", "following", "since", "into", "past"})
MEASURES = frozenset(
    ["percent", "pct", "people", "troops", "soldiers", "km", "kilometers", "kilometres", "meters", "metres", "miles", "feet", "tons", "tonnes", "kg", "dollars", "euros", "pounds", "yen", "yuan", "rupees", "dollar", "euro", "barrels", "hectares", "acres", "mm", "cm", "mw", "kw", "hp", "rpm", "points", "votes", "seats", "times", "per", "million", "billion", "thousand", "hundred", "gmt", "utc", "hours", "hrs", "degrees", "members", "men", "women", "children", "cases", "units", "shares", "families", "homes", "houses", "jobs", "copies"]
)
NUMBERED = frozenset(["no", "no.", "nos", "number", "resolution", "flight", "decree", "article", "order", "law", "boeing", "airbus", "room", "page", "channel", "highway", "route", "act", "$", "us$", "#", "chapter", "section", "about", "around", "some", "nearly", "almost", "over", "than", "least", "approximately", "roughly", "total", "up"])  # fmt: skip
MOVED = frozenset(
    ["postponed", "moved", "delayed", "rescheduled", "changed", "shifted", "deferred", "postpone", "move", "delay", "reschedule", "change", "shift", "defer", "brought", "put"]
)


class Reader:
    """Reads time expressions off a row of atoms.

    Parameters
    ----------
    words : list of str
        The atoms in lower case.
    kinds : list of dict
        For each atom its kinds, with their values: ``{"ordinal": 2, "unit": "second"}``.
    tags : list of str
        Part-of-speech tags (Penn), to tell "2000 troops" from "2000 elections".
    holidays : dict
        First word -> list of (rest of the words, `Holiday`).
    refs : dict
        First word -> list of (rest of the words, TIMEX3 value), longest first.
    """

    def __init__(self, words, kinds, tags, holidays, refs):
        self.n = len(words)
        self.words = [*words, *[""] * 8]
        self.kinds = [*kinds, *[NOTHING] * 8]
        self.tags = [*tags, *[""] * 8]
        self.holidays, self.refs = holidays, refs

    # -- small things -----------------------------------------------------------------------------------------------

    def get(self, i, kind):
        return self.kinds[i].get(kind)

    def prev(self, i):
        return self.words[i - 1] if i > 0 else ""

    def skip(self, i, *words):
        return i + 1 if self.words[i] in words else i

    def number(self, i):
        """(n, larger n or None, end): "3", "twenty-five", "two or three", "a", "several" (n None)."""
        k, w = self.kinds[i], self.words[i]
        if w in ("a", "an"):
            if "vague" in self.kinds[i + 1]:
                return None, None, self.skip(i + 2, "of")
            if self.words[i + 1] == "dozen":
                return 12, None, i + 2
            return 1, None, i + 1
        if w == "half" and self.words[i + 1] in ("a", "an"):
            return 0.5, None, i + 2
        if "vague" in k:
            return None, None, self.skip(i + 1, "of")
        n = k.get("number")
        if n is None or "time" in k:
            return None
        e = i + 1
        if 20 <= n < 100 and "digits" not in k and self.words[e] in DASHES and (self.get(e + 1, "number") or 10) < 10:
            n, e = n + self.get(e + 1, "number"), e + 2
        if "scale" in self.kinds[e]:
            n, e = n * self.get(e, "scale"), e + 1
        rest = [w for w in self.words[e : e + 6] if w not in DASHES][:3]
        if rest == ["and", "a", "half"]:
            while self.words[e] != "half":
                e += 1
            return n + 0.5, None, e + 1
        joined = self.words[e] in ("or", "to") or self.words[e] in DASHES
        if (
            joined
            and self.get(e + 1, "number")
            and self.words[e + 2] not in DASHES | {"or", "to"}
            and self.get(e + 1, "number") > n
        ):
            f = e + 2 if "unit" in self.kinds[e + 2] or "units" in self.kinds[e + 2] else e + 3
            if "unit" in self.kinds[f] or "units" in self.kinds[e + 2]:
                return n, self.get(e + 1, "number"), e + 2
        return n, None, e

    def unit(self, i):
        return self.get(i, "units") or self.get(i, "unit")

    def year(self, i):
        """(year, end) of four digits, whatever stands around them."""
        digits = self.get(i, "digits")
        if digits and len(digits) == 4 and digits.isdigit() and 1000 <= int(digits) < 2200:
            return int(digits), i + 1
        return None

    def some_year(self, i):
        """(year or meaning, end) of what may follow a month or a season: ", 2005", "of last year", "that year"."""
        e = self.skip(i, ",", "of", "in")
        found = self.year(e)
        if found and not (self.words[i] == "," and self.words[found[1]] in MEASURES):
            return found
        e = self.skip(i, "of")
        e = self.skip(e, "the")
        if "which" in self.kinds[e] and self.words[e + 1] == "year" and self.words[e] not in ("each", "every", "past"):
            shift = self.which(e, e > i)
            return shift if shift and isinstance(shift[0], Shift) else None
        if self.words[e] == "year" and self.words[e - 1] == "the" and self.words[e + 1] in ("before", "after"):
            return Shift("year", -1 if self.words[e + 1] == "before" else 1, "text"), e + 2
        return None

    def day(self, i):
        """(day of the month, end): "5", "5th", "fifth"."""
        k = self.kinds[i]
        n = k.get("ordinal") or (k.get("number") if len(k.get("digits", "xxx")) <= 2 else None)
        if n and n == int(n) and 1 <= n <= 31 and "time" not in k:
            after = self.words[i + 1]
            if (
                after in MEASURES
                and after != "seats"
                or "units" in self.kinds[i + 1]
                or "meridiem" in self.kinds[i + 1]
                or after == "%"
            ):
                return None
            return int(n), i + 1
        return None

    # -- dates ------------------------------------------------------------------------------------------------------

    def date(self, i):
        """Any date, with its article."""
        the = self.words[i] == "the"
        j = i + 1 if the else i
        k = self.kinds[j]
        if the and ("unit" in k) and self.words[j + 1] in ("before", "after", "following", "prior"):
            return self.counted(j, (1, None, j))
        if the and "digits" in k and len(k["digits"]) == 4 and self.words[j + 1] in ("'s", "’s"):
            return Years("decade", int(k["digits"])), j + 2
        if not k and self.words[j] not in ("very", "fiscal", "financial", "year", "'", "’"):
            return None
        for rule in self.RULES:
            found = rule(self, j, the)
            if found:
                return found
        return None

    def base(self, i):
        """What "early", "the end of" and "the first week of" may go with."""
        j = self.skip(i, "the")
        unit = self.get(j, "unit")
        if unit == "weekend":
            return Weekend(), j + 1
        if unit in ("day", "week", "month", "year", "decade", "century", "quarter", "fortnight") and self.words[
            j + 1
        ] not in ("before", "after", "-"):
            found = self.some_year(j + 1) if unit == "year" and self.year(j + 1) else None
            return (
                (Day(year=found[0]), found[1])
                if found
                else (Shift(unit, 0, "context" if unit == "day" else "published"), j + 1)
            )
        return self.date(i)

    def of_month(self, i, the):
        """A month and what follows it: "May", "May 5", "May 5-7, 2005", "May last year"."""
        month = self.get(i, "month")
        if not month:
            return None
        e = i + 1
        first = self.day(e)
        if not first:
            year = self.some_year(e)
            if not year and self.words[e] in ("'", "’") and len(self.get(e + 1, "digits") or "") == 2:
                year = _two_digits(self.get(e + 1, "digits")), e + 2
            return (Day(year[0], month), year[1]) if year else (Day(month=month), e)
        start, e = first
        return self.days(i, e, start, month, before=False)

    def days(self, i, e, start, month, before):
        """What may follow a first day: a second one, the month where it comes last, the year."""
        last, f = start, e
        while True:
            g = f + 1
            if self.words[f] == "," and self.words[g] == "and":
                g += 1
            if not (self.words[f] in JOINERS or self.words[f] in ("and", "or", ",", "&")):
                break
            nxt = self.day(self.skip(g, "the"))
            if not nxt or nxt[0] <= last or self.year(g) or "month" in self.kinds[nxt[1]] and not before:
                break
            if self.words[f] == "," and not before and self.words[nxt[1]] not in ("and", ",", "or"):
                break
            if self.words[f] in ("and", "&", ",") and nxt[0] != last + 1:
                break
            last, f = nxt
        if before:
            g = self.skip(f, "of")
            month = self.get(g, "month")
            if not month:
                return None
            f = g + 1
        year = self.some_year(f)
        if year and isinstance(year[0], Shift) and self.words[f] == ",":
            year = None
        year, f = year or (None, f)
        if last == start:
            return Day(year, month, start), f
        return Range(Day(year, month, start), Day(year, month, last)), f

    def of_day(self, i, the):
        """A day before its month: "13 May 2005", "the 13th of May", "13-15 May"; or alone: "on the 15th"."""
        first = self.day(i)
        if not first:
            return None
        found = self.days(i, first[1], first[0], None, before=True)
        if found:
            return found
        alone = the and "digits" in self.kinds[i] and "ordinal" in self.kinds[i] and self.words[i - 2] in PLACING
        return (Day(day=first[0]), first[1]) if alone and not self.words[i + 1].isalpha() else None

    def numeric(self, i, the):
        """2025-01-03, 1/3/2025, 3.1.2025."""
        if "date" in self.kinds[i]:
            return Day(*self.get(i, "date")), i + 1
        year = self.year(i)
        if year and self.words[i + 1] == "-" and self.words[i + 3] == "-":
            month, day = self.get(i + 2, "digits"), self.get(i + 4, "digits")
            if month and day and len(month) == len(day) == 2 and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
                return Day(year[0], int(month), int(day)), i + 5
        return None

    def of_weekday(self, i, the):
        """A weekday with the date or the week it may bring along: "Monday, Nov. 13", "Friday the 13th", "Monday next week"."""
        number = self.get(i, "weekday")
        if not number:
            return None
        e = i + 1
        bracket = self.words[e] == "("
        f = self.skip(e, ",", "(")
        f = self.skip(f, "the")
        found = self.of_month(f, False) or self.of_day(f, False) or self.numeric(f, False)
        if found and isinstance(found[0], Day) and found[0].day:
            end = found[1]
            if not bracket or self.words[end] == ")":
                return replace(found[0], weekday=number), end + bracket
        if self.words[e] == "the" and "ordinal" in self.kinds[e + 1] and "digits" in self.kinds[e + 1]:
            return Day(day=self.get(e + 1, "ordinal"), weekday=number), e + 2
        f = self.skip(e, "of", "in")
        f = self.skip(f, "the")
        if "which" in self.kinds[f] and self.words[f + 1] == "week":
            week = self.which(f, self.words[f - 1] == "the")
            if week and isinstance(week[0], Shift):
                return Weekday(number, week=week[0]), week[1]
        return Weekday(number), e

    def of_unit_in(self, i, the):
        """ "the third Monday in May", "the first nine months of 2005", "the last week of the month", "third-quarter"."""
        n = self.get(i, "ordinal") or (-1 if self.words[i] == "last" else None)
        e = i + 1
        if n is None and self.get(i, "quarters"):
            n = self.get(i, "quarters")
            year = self.some_year(e)
            return Nth(n[0], n[1], Day(year[0]) if year else None), year[1] if year else e
        if n is None:
            return None
        e = e + 1 if self.words[e] in DASHES else e
        fiscal = self.words[e] in ("fiscal", "financial")
        e = e + 1 if fiscal else e
        count = 1
        if "number" in self.kinds[e] and "units" in self.kinds[e + 1] and n in (1, -1):
            count, e = int(self.get(e, "number")), e + 1
        unit, weekday = self.unit(e), self.get(e, "weekday")
        if unit is None and self.words[e] == "half":
            unit = "half"
        if unit is None and weekday is None or unit in ("hour", "minute", "second"):
            return None
        if unit == "century":
            return Years("century", (n - 1) * 100) if n > 10 else None, e + 1
        if self.words[e + 1] in ("of", "in"):
            inner = self.base(e + 2)
            if inner and not isinstance(inner[0], Duration | Every | Ref):
                return Nth("weekday" if weekday else unit, n, inner[0], count, weekday), inner[1]
        if unit in ("quarter", "half") and n in (1, 2, 3, 4) and count == 1:
            year = self.some_year(e + 1)
            if year:
                return Nth(unit, n, Day(year[0])), year[1]
            if unit == "quarter" and self.words[e + 1] != "of":
                return Nth(unit, n, Fiscal() if fiscal else None), e + 1
            if unit == "half" and the and self.prev(i - 1) in SPANNING and self.words[e + 1] != "of":
                return Nth(unit, n), e + 1
        return None

    def which(self, i, the):
        """ "last month", "the next three weeks", "this Friday", "the following day", "every year"."""
        v = self.get(i, "which")
        if not v:
            return None
        e = i + 1
        second = self.get(e, "which")
        if second and (v in ("this", "these", "that", "each") and second in ("past", "last", "coming", "this")):
            v, e = second, e + 1
        if v == "each" and self.words[e] == "other":  # "every other day"
            unit = self.get(e + 1, "unit")
            return (Every(_period(unit, 2)), e + 2) if unit else None
        fiscal = self.words[e] in ("fiscal", "financial")
        e = e + 1 if fiscal or self.words[e] in ("calendar", "full") else e
        if "daypart" in self.kinds[e]:
            return self.on_day(v, self.get(e, "daypart"), the), e + 1
        if "weekday" in self.kinds[e]:
            n = self.get(e, "weekday")
            if v == "each":
                return Every(f"XXXX-WXX-{n}"), e + 1
            w = {
                "past": "last",
                "coming": "next",
                "following": "after",
                "previous": "before",
                "last": "last",
                "next": "next",
                "this": "this",
            }.get(v, "")
            return Weekday(n, w), e + 1
        side = {"past": "last", "coming": "next", "following": "next", "previous": "last"}.get(
            v, v if v in ("last", "next", "this") else ""
        )
        if "month" in self.kinds[e]:
            found = self.of_month(e, False)
            if v == "each":
                return Every(f"XXXX-{self.get(e, 'month'):02}"), e + 1
            return (
                replace(found[0], which=side) if isinstance(found[0], Day) and found[0].year is None else found[0]
            ), found[1]
        if "season" in self.kinds[e]:
            return (
                Every(f"XXXX-{self.get(e, 'season')}") if v == "each" else Season(self.get(e, "season"), which=side)
            ), e + 1
        number = self.number(e)
        if number and self.words[e] not in ("a", "an"):
            n, upto, f = number
            f = f + 1 if self.words[f] in FILLERS or self.words[f] in DASHES else f
            unit = self.unit(f)
            if unit and n != 1 and ("units" in self.kinds[f] or self.words[f - 1] in DASHES):
                if v == "each":
                    return Every(_period(unit, n)), f + 1
                return Duration(unit, n, upto), f + 1
            if n != 1 or not unit:
                return None
            e = f
        if "units" in self.kinds[e]:
            unit = self.get(e, "units")
            value = {"these": "PRESENT_REF", "coming": "FUTURE_REF", "next": "FUTURE_REF", "those": "PAST_REF"}.get(
                v, "PAST_REF"
            )
            return (Ref(value), e + 1) if v not in ("this", "that", "each", "following") else None
        unit = self.get(e, "unit")
        holiday = self.holiday(e, False)
        if holiday:
            return (Every("XXXX") if v == "each" else replace(holiday[0], which=side)), holiday[1]
        if not unit or unit in ("second", "minute") or self.words[e + 1] == "-" or v in ("recent", "these", "those"):
            return None
        if fiscal:
            n = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(v, 0)
            return Fiscal(Shift("year", n)), e + 1
        return self.one_unit(v, unit, the, i), e + 1

    def one_unit(self, v, unit, the, i):
        """What "last", "next", "that" ... mean with one unit."""
        if v == "each":
            return Every(_period(unit, 1))
        if unit == "weekend":
            return Weekend({"past": "last", "coming": "next"}.get(v, v if v in ("last", "next", "this") else ""))
        spanning = the and self.prev(i - 1) in SPANNING
        if v == "past" or (
            v in ("last", "next")
            and (spanning and unit not in ("quarter", "day", "century") or the and unit == "decade")
        ):
            return Duration(unit)
        if v == "coming":
            return Shift(unit, 1) if unit in ("week", "quarter") else Duration(unit)
        if v == "that":
            return Shift(unit, 0, "text")
        n = {"last": -1, "previous": -1, "next": 1, "following": 1}.get(v, 0)
        if (
            v in ("previous", "following")
            or (v == "next" and the and unit != "century")
            or (v in ("last", "next") and unit == "day")
        ):
            return Shift(unit, n, "text")
        return Shift(unit, n)

    def on_day(self, v, part, the):
        """ "this morning", "last night", "the following evening", "every night"."""
        if v == "each":
            return Every(f"XXXX-XX-XX{part}")
        if v in ("this", "these", "coming"):
            return Clock(part, Shift("day", 0))
        if v in ("last", "past"):
            return Clock(part, Shift("day", -1))
        return Clock(part, Shift("day", {"next": 1, "following": 1, "previous": -1}.get(v, 0), "text"))

    def phase(self, i, the):
        """ "early next week", "mid-November", "later Monday", "the end of the year", "the very beginning of 2005"."""
        i = i + 1 if self.words[i] == "very" else i
        part, edge = self.get(i, "phase"), self.get(i, "edge")
        if self.get(i, "midunit"):
            return Part(Shift(self.get(i, "midunit"), 0), "mid"), i + 1
        if not part and not edge:
            return None
        e = i + 1
        if edge:
            f = self.skip(e, "of", "-", "–")
            if self.words[f] == "of":
                f = self.skip(f + 1, "-")
            if f == e and not (the is False and ("month" in self.kinds[e] or self.year(e))):
                return None
            inner = self.base(f)
        else:
            if self.words[e] == "as":
                return None
            f = e + 1 if self.words[e] in DASHES else self.skip(e, "in", "on")
            if (
                f == e
                and self.words[e] in ("hours", "part", "days", "stages")
                and self.words[e + 1] in ("of", "on", "in")
            ):
                f = e + 2
            if f == e and "daypart" in self.kinds[e]:  # "late night", "early morning"
                return None
            if f == e and "unit" in self.kinds[e]:  # "early day": no; "mid-week": yes
                return None
            inner = self.base(f)
        if not inner or isinstance(inner[0], Duration | Every | Ref | Range | Part):
            return None
        return Part(inner[0], part or edge), inner[1]

    def counted(self, i, number=None):
        """A number of units, and what it is counted from: "three days", "two weeks ago", "a day before Christmas"."""
        found = number or self.number(i)
        if not found:
            return None
        n, upto, e = found
        while self.words[e] in FILLERS or self.words[e] in DASHES:
            e += 1
        unit = self.unit(e)
        if not unit or unit == "second" and "units" not in self.kinds[e]:
            return None
        if (
            n is not None
            and n != 1
            and "unit" in self.kinds[e]
            and not (self.words[e - 1] in DASHES or self.words[e + 1] in DASHES or self.words[e + 1].isalpha())
        ):
            return None
        e += 1
        if [self.words[e], self.words[e + 1], self.words[e + 2]] == ["and", "a", "half"] and n is not None:
            n, e = n + 0.5, e + 3
        return self.after_count(i, unit, n, upto, e)

    def after_count(self, i, unit, n, upto, e):
        w, f = self.words[e], e
        if w in DASHES:
            w, f = self.words[e + 1], e + 1
            if w == "long":
                return Duration(unit, n, upto), f + 1
        if w in ("old", "olds"):
            return None, f + 1
        if w == "of" and self.words[e + 1] == "age":
            return None, e + 2
        if f > e:
            return Duration(unit, n, upto), e
        minus = -n if n is not None else None
        less = -upto if upto is not None else None
        bounded = not (self.prev(i) in ("than", "over", "least") or self.prev(i) == "well")
        if w == "ago":
            return (Shift(unit, minus, upto=less, bounded=bounded) if n is not None else Ref("PAST_REF")), e + 1
        if (
            w in ("later", "earlier", "afterwards", "afterward", "previously", "beforehand")
            and self.words[e + 1] != "than"
        ):
            back = w in ("earlier", "previously", "beforehand")
            return Shift(unit, minus if back else n, "text", less if back else upto, bounded), e + 1
        if w == "hence" or (w == "from" and self.words[e + 1] in ("now", "today")):
            return Shift(unit, n, upto=upto, bounded=bounded), e + (1 if w == "hence" else 2)
        if w in ("'s", "'", "’", "’s") and self.words[e + 1] == "time" and self.prev(i) == "in":
            return Shift(unit, n, upto=upto, bounded=bounded), e + 2
        if w in BEFORE | AFTER:
            back = w in BEFORE
            g = e + 2 if self.words[e + 1] in ("to", "of") else e + 1
            if w in ("before", "after") and not self.words[g].isalnum():
                return Shift(unit, minus if back else n, "text", less if back else upto, bounded), e + 1
            inner = self.date(g) if w not in ("until", "till", "to", "since", "into", "past") else None
            if inner and not isinstance(inner[0], Duration | Every | Ref) and self.words[inner[1]] != "'s":
                return Shift(unit, minus if back else n, inner[0], less if back else upto, bounded), inner[1]
            if w in ("before", "after", "prior", "ahead", "following") and n is not None:
                return Shift(unit, minus if back else n, "event", less if back else upto, bounded), e
        return Duration(unit, n, upto), e

    def of_number(self, i, the):
        return self.counted(i) if ("number" in self.kinds[i] or "vague" in self.kinds[i]) else None

    def deictic(self, i, the):
        if "deictic" in self.kinds[i] and not the:
            return Shift("day", self.get(i, "deictic")), i + 1
        return None

    def of_year(self, i, the):
        """ "2005", "1997-2000", "the year 2000", "fiscal 2005", "the 1990s", "'97"."""
        w = self.words[i]
        if w in ("fiscal", "financial"):
            e = self.skip(i + 1, "year")
            year = self.year(e)
            if year:
                return Fiscal(year[0]), year[1]
            return (Fiscal(), e) if e > i + 1 and the else None
        if w == "year":
            year = self.year(i + 1)
            return (Day(year[0]), year[1]) if year else None
        if self.get(i, "decade") is not None:
            decade = self.get(i, "decade")
            return (Years("decade", decade), i + 1) if the or decade >= 1000 and "digits" in self.kinds[i] else None
        if w in ("'", "’"):
            if the and self.get(i + 1, "decade") is not None:
                return Years("decade", self.get(i + 1, "decade")), i + 2
            digits = self.get(i + 1, "digits") or ""
            return (Day(_two_digits(digits)), i + 2) if len(digits) == 2 and self.prev(i) in PLACING | {"of"} else None
        year = self.year(i)
        if not year:
            return None
        year, e = year
        first, after = Day(year), self.get(e + 1, "digits") or ""
        if self.words[e] in DASHES | {"/"} and after and self.words[e + 2] not in DASHES:
            last = int(after) if len(after) == 4 else year // 100 * 100 + int(after) if len(after) == 2 else 0
            if year < last < 2200:
                e += 2
                first = Range(Day(year), Day(last))
        if self.words[e] in ("fiscal", "financial") and self.words[e + 1] == "year":
            return Fiscal(year), e + 2
        return (first, e) if isinstance(first, Range) or self.is_year(i, the) else None

    def is_year(self, i, the):
        """Whether four digits are a year, not "2000 troops", "Resolution 1701" or "0300 GMT"."""
        year, before, after, tag = (
            int(self.words[i]),
            self.prev(i - 1 if the else i),
            self.words[i + 1],
            self.tags[i + 1],
        )
        if after in MEASURES or before in NUMBERED or after == "%" or not 1500 <= year < 2100:
            return False
        if (
            the
            or before in PLACING
            or before in ("of", "(", ",", "to", "and", "between", "late", "early", "mid", "until", "than", "for")
        ):
            return not (tag == "NNS" and year % 100 == 0 and not the and before != "of") and (
                year >= 1900 or before in ("in", "since", "of", "from", "to", "(", "between")
            )
        if self.prev(i) in DASHES | {"/"} or year < 1900:
            return False
        return not (tag == "NNS" and year % 50 == 0)

    def season(self, i, the):
        name = self.get(i, "season")
        if not name:
            return None
        year = self.some_year(i + 1)
        if year:
            return Season(name, year[0]), year[1]
        bare = (
            self.prev(i - 1 if the else i) in PLACING
            and self.words[i + 1] not in ("of", "in")
            and self.tags[i + 1][:2] not in ("NN", "VB")
        )
        return (Season(name), i + 1) if bare else None

    def weekend(self, i, the):
        if self.get(i, "unit") != "weekend" or not (the or self.prev(i) in ("at", "on", "over", "during")):
            return None
        if self.words[i + 1] == "of":
            inner = self.date(i + 2)
            if inner and isinstance(inner[0], Day | Range):
                return Weekend(of=inner[0].first if isinstance(inner[0], Range) else inner[0]), inner[1]
        return Weekend(), i + 1

    def holiday(self, i, the):
        for rest, meaning in self.holidays.get(self.words[i], ()):
            e = i + 1 + len(rest)
            if tuple(self.words[i + 1 : e]) == rest:
                year = self.some_year(e)
                return (replace(meaning, year=year[0]), year[1]) if year else (meaning, e)
        return None

    def end_of_unit(self, i, the):
        """ "year-end", "week-long", "weeklong"."""
        unit = self.get(i, "unit")
        if unit and self.words[i + 1] in DASHES:
            if self.words[i + 2] == "end" and unit in ("year", "month", "week", "quarter"):
                return (Weekend() if unit == "week" else Part(Shift(unit, 0), "late")), i + 3
            if self.words[i + 2] == "long" and self.words[i - 1] not in DASHES:
                return Duration(unit), i + 3
        if self.get(i, "lasting"):
            return Duration(self.get(i, "lasting")), i + 1
        return None

    RULES = (
        phase, of_unit_in, of_month, of_weekday, numeric, of_day, which, of_number, deictic, of_year, season, weekend, holiday, end_of_unit,
    )  # fmt: skip

    # -- times of day, sets, the rest -------------------------------------------------------------------------------

    def clock(self, i):
        """(TIMEX3 time, end): "10:30 a.m.", "3 pm", "0300 GMT", "noon", "seven o'clock"; "in the evening" needs its preposition."""
        k, e = self.kinds[i], i + 1
        time = k.get("time")
        hour = int(k["number"]) if k.get("number") and k["number"] == int(k["number"]) and k["number"] <= 12 else None
        if time or (hour and ("meridiem" in self.kinds[e] or "oclock" in self.kinds[e])):
            h, m = (int(x) for x in time.split(":")) if time else (hour, 0)
            e = e + 1 if "oclock" in self.kinds[e] else e
            if "meridiem" in self.kinds[e]:
                h, e = h % 12 + int(self.get(e, "meridiem")), e + 1
            elif (
                time
                and "zone" not in self.kinds[e]
                and self.prev(i) not in PLACING | {"(", "to", "than"}
                and self.words[e] not in ("local", "hours", "hrs")
            ):
                return None
            return f"T{h:02}:{m:02}", self.zone(e)
        digits = k.get("digits") or ""
        if (
            len(digits) == 4
            and digits.isdigit()
            and int(digits[:2]) < 25
            and int(digits[2:]) < 60
            and ("zone" in self.kinds[e] or self.words[e] in ("hours", "hrs"))
        ):
            return f"T{digits[:2]}:{digits[2:]}", self.zone(e)
        return None

    def zone(self, e):
        e = e + 1 if "zone" in self.kinds[e] or self.words[e] in ("hours", "hrs") else e
        return e + 2 if self.words[e] == "local" and self.words[e + 1] == "time" else e

    def time(self, i):
        """A time of day, with the day that it may bring along: "noon on Friday", "10 p.m. (0200 GMT) Monday"."""
        part = self.get(i, "tonight")
        if part:
            return Clock(part, Shift("day", 0)), i + 1
        j = self.skip(i, "the")
        j = j + 1 if self.get(j, "phase") and "daypart" in self.kinds[j + 1] else j
        found, needs = self.clock(i), False
        if not found and "daypart" in self.kinds[j]:
            found, needs = (self.get(j, "daypart"), j + 1), True
        if not found:
            return None
        time, e = found
        f = self.skip(e, ",") if not needs else e
        f = self.skip(f, "on", "of", "in")
        day = self.date(f)
        if day and not self.is_daylike(day[0]):
            day = None
        if day:
            return Clock(time, day[0]), day[1]
        if needs and self.prev(i) not in PLACING and self.words[j] != "overnight":
            return None
        if needs and (
            self.words[e] in ("of", "session", "prayers", "news", "'s", "-")
            or self.prev(i) in ("on", "about", "between")
        ):
            return None
        return Clock(time), e

    @staticmethod
    def is_daylike(m):
        if isinstance(m, Part):
            m = m.of
        return (
            isinstance(m, Weekday)
            or (isinstance(m, Day) and m.day)
            or (isinstance(m, Shift) and m.unit == "day")
            or (isinstance(m, Nth) and m.weekday)
        )

    def sets(self, i):
        """ "annual", "twice a year", "three times a week", "on Mondays"."""
        if self.get(i, "set"):
            return Every(self.get(i, "set")), i + 1
        if self.get(i, "weekdays"):
            return Every(f"XXXX-WXX-{self.get(i, 'weekdays')}"), i + 1
        e = (
            i + 1
            if self.words[i] in ("once", "twice")
            else i + 2
            if "number" in self.kinds[i] and self.words[i + 1] == "times"
            else i
        )
        if e > i and self.words[e] in ("a", "an", "each", "every", "per") and "unit" in self.kinds[e + 1]:
            return Every(_period(self.get(e + 1, "unit"), 1)), e + 2
        return None

    def ref(self, i):
        for rest, value in self.refs.get(self.words[i], ()):
            e = i + 1 + len(rest)
            if tuple(self.words[i + 1 : e]) == rest:
                return Ref(value), e
        return None

    def bare_units(self, i):
        """ "for months", "days after the vote", "years of war"."""
        unit = self.get(i, "units")
        if not unit or unit in ("second", "quarter", "weekend"):
            return None
        after = self.words[i + 1]
        if after in DASHES and self.words[i + 2] == "long":
            return Duration(unit, None), i + 3
        if after in DASHES and self.words[i + 2] == "old":
            return None, i + 3
        if after == "ago":
            return Ref("PAST_REF"), i + 2
        if after in ("later", "earlier"):
            return Shift(unit, None, "text"), i + 2
        if (
            after in ("after", "before", "of")
            and self.prev(i) not in ("the", "his", "her", "their", "its", "two", "last", "final", "early")
            or self.prev(i) in ("for", "in", "within", "over", "during", "after", "take", "taken", "takes")
        ):
            return Duration(unit, None), i + 1
        return None

    # -- the whole ----------------------------------------------------------------------------------------------------

    def expression(self, i):
        """(meaning, end) of the expression that begins at an atom; the meaning is None for what must be left alone."""
        found = self.ref(i) or self.time(i) or self.sets(i) or self.date(i)
        if found is None:
            found = (self.counted(i) if self.words[i] in ("a", "an", "half") else None) or self.bare_units(i)
        if found is None or found[0] is None:
            return found
        meaning, e = found
        meaning, e = self.joined(i, meaning, e)
        if self.is_daylike(meaning):
            return self.with_time(meaning, e)
        return meaning, e

    def with_time(self, meaning, e):
        """ "Friday morning", "Monday at 10 a.m."."""
        f = e + 1 if self.words[e] in ("at", ",", "in", "around") else e
        f = f + 1 if f > e and self.words[f] in ("around", "about", "the") else f
        part = self.get(f, "daypart") or (f > e and None)
        if part and (f == e or self.words[e] in ("at", "in")) and self.words[f + 1] not in ("session", "prayers"):
            return Clock(part, meaning), f + 1
        if self.words[f] in ("early", "late") and "daypart" in self.kinds[f + 1]:
            return Clock(self.get(f + 1, "daypart"), meaning), f + 2
        time = self.clock(f)
        return (Clock(time[0], meaning), time[1]) if time else (meaning, e)

    def joined(self, i, meaning, e):
        """Ranges: "from Monday to Thursday", "between 1997 and 2000", "Saturday and Sunday"."""
        w = self.words[e]
        between = self.prev(i) == "between" and w == "and"
        near = w in ("and", "or") and not between
        if not (between or near or w in JOINERS) or w in ("until", "till") and self.prev(i) != "from":
            return meaning, e
        if isinstance(meaning, Range | Duration | Every | Ref | Clock):
            return meaning, e
        if any(x in MOVED for x in self.words[max(0, i - 8) : i]):
            return meaning, e
        other = self.date(e + 1)
        if not other or _grain(other[0]) != _grain(meaning):
            return meaning, e
        if near and not _follows(meaning, other[0]):
            return meaning, e
        return Range(meaning, other[0]), other[1]


def _grain(m):
    if isinstance(m, Part):
        m = m.of
    if isinstance(m, Day):
        return "day" if m.day else "month" if m.month else "year"
    if isinstance(m, Weekday) or isinstance(m, Shift) and m.unit == "day":
        return "day"
    if isinstance(m, Shift | Nth | Years):
        return m.unit
    return type(m).__name__


def _follows(a, b):
    """Whether two dates joined by "and" are neighbours, so that they are one stretch."""
    if isinstance(a, Weekday) and isinstance(b, Weekday):
        return b.weekday == a.weekday % 7 + 1 and not b.which
    if isinstance(a, Shift) and isinstance(b, Shift):
        return a.unit == "day" and b.n == a.n + 1 and a.base == b.base == "published"
    return isinstance(a, Day) and isinstance(b, Day) and bool(a.month) and not a.day and b.month == a.month % 12 + 1


def _two_digits(digits):
    return int(digits) + (2000 if int(digits) <= 30 else 1900)


def _period(unit, n):
    from ..intervals import resolve

    return resolve(Duration(unit, n)).value
