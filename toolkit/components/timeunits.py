"""Units of time as phrases: "two weeks ago", "the next three months", "early next week", "the third Monday in May"."""

from __future__ import annotations

from dataclasses import replace

from ..meanings import (
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
from .timedates import DASHES, DatePhrases

SPANNING = frozenset({"in", "over", "during", "for", "within", "throughout", "of"})  # "over the last year": a duration
SIDES = {"past": "last", "previous": "last", "coming": "next", "following": "next"} | {
    w: w for w in ("last", "next", "this")
}
STEPS = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}
VAGUE = {"these": "PRESENT_REF", "coming": "FUTURE_REF", "next": "FUTURE_REF"}  # "in the coming weeks"
UNDATED = Duration | Every | Ref | None


class UnitPhrases(DatePhrases):
    """Reads dates, those that count in units among them."""

    def unit(self, i):
        return self.get(i, "units") or self.get(i, "unit")

    def number(self, i):
        """(n, larger n or None, end): "3", "twenty-five", "two or three", "a", "several" (n is None)."""
        word = self.words[i]
        if word in ("a", "an") and "vague" not in self.kinds[i + 1]:
            return (12, None, i + 2) if self.words[i + 1] == "dozen" else (1, None, i + 1)
        if word == "half" and self.words[i + 1] in ("a", "an"):
            return 0.5, None, i + 2
        i = self.skip(i, "a", "an")
        if "vague" in self.kinds[i]:
            return None, None, self.skip(i + 1, "of")
        n = self.get(i, "number")
        if n is None or "time" in self.kinds[i]:
            return None
        e = i + 1
        ones = self.get(e + 1, "number") or 10
        if 20 <= n < 100 and "digits" not in self.kinds[i] and self.words[e] in DASHES and ones < 10:
            n, e = n + ones, e + 2
        if "scale" in self.kinds[e]:
            n, e = n * self.get(e, "scale"), e + 1
        if [w for w in self.words[e : e + 6] if w not in DASHES][:3] == ["and", "a", "half"]:
            return n + 0.5, None, self.words.index("half", e) + 1
        upto, f = self.get(e + 1, "number"), e + 2
        joined = self.words[e] in ("or", "to") or self.words[e] in DASHES
        if joined and upto and upto > n and (self.unit(f) or self.words[f] in DASHES and self.unit(f + 1)):
            return n, upto, f
        return n, None, e

    def date(self, i):
        """Any date; with its article, where the phrase needs one ("the 1990s", but "the [1991] treaty")."""
        the = self.words[i] == "the"
        j = i + the
        k = self.kinds[j]
        if the and "unit" in k and self.words[j + 1] in ("before", "after", "following", "prior"):
            return self.counted(j, (1, None, j))
        named = self.holiday(j) if "holiday" in k and not the else None  # "May Day" before "May"
        if named:
            return named
        for kind in k:
            for rule in self.RULES.get(kind, ()):
                if not the or rule in self.WITH_ARTICLE:
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
        if unit not in (None, "second", "minute", "hour") and self.words[j + 1] not in ("before", "after", "-"):
            year = self.year(j + 1) if unit == "year" else None
            if year:
                return Day(year[0]), year[1]
            return Shift(unit, 0, "context" if unit == "day" else "published"), j + 1
        year = self.year(i)
        if year and self.words[i + 1] not in self.lists["counted"] and self.words[i + 1] not in DASHES:
            return Day(year[0]), year[1]
        return self.date(i) or (self.date(j) if j > i else None)

    # -- one of several units -----------------------------------------------------------------------------------------

    def nth(self, i, the=False):
        """As in "the third Monday in May", "the first nine months of 2005", "third-quarter"."""
        if "quarters" in self.kinds[i]:  # "Q3 2005"
            year = self.some_year(i + 1) or (None, i + 1)
            return Nth("quarter", self.get(i, "quarters"), Day(year[0]) if year[0] else None), year[1]
        n = self.get(i, "ordinal") or (-1 if self.words[i] == "last" else None)
        if n is None:
            return None
        e, count = self.skip(i + 1, *DASHES), 1
        fiscal = "fiscal" in self.kinds[e]
        e += fiscal
        if "number" in self.kinds[e] and "units" in self.kinds[e + 1] and n in (1, -1):
            count, e = int(self.get(e, "number")), e + 1
        unit, weekday = self.unit(e) or ("half" if self.words[e] == "half" else None), self.get(e, "weekday")
        if unit == "century":
            return (Years("century", (n - 1) * 100), e + 1) if n > 10 else None
        if unit in ("hour", "minute", "second") or not (unit or weekday):
            return None
        if self.words[e + 1] in ("of", "in"):
            inner = self.base(e + 2)
            if inner and not isinstance(inner[0], UNDATED):
                return Nth("weekday" if weekday else unit, n, inner[0], count, weekday), inner[1]
        year = self.some_year(e + 1)
        if unit not in ("quarter", "half") or n not in (1, 2, 3, 4) or count > 1:
            return None
        if year:
            return Nth(unit, n, Day(year[0])), year[1]
        alone = unit == "quarter" or the and self.words[i - 2] in SPANNING
        return (Nth(unit, n, Fiscal() if fiscal else None), e + 1) if alone and self.words[e + 1] != "of" else None

    def which(self, i, the=False):
        """As in "last month", "the next three weeks", "this Friday", "the following day", "every year"."""
        v = self.get(i, "which")
        if self.tags[i].startswith("VB") and v == "last":
            return None
        e = i + 1
        if v in ("this", "these", "that") and self.get(e, "which") in ("past", "last", "coming", "that"):
            v, e = self.get(e, "which"), e + 1
            v = "last" if v == "past" and self.words[e] == "week" else v  # "this past week"
        every, side = v == "each", SIDES.get(v, "")
        if every and self.words[e] == "other":  # "every other day"
            return (Every(Duration(self.unit(e + 1), 2)), e + 2) if self.unit(e + 1) else None
        fiscal = "fiscal" in self.kinds[e]
        e = e + 1 if fiscal or self.words[e] in self.lists["filler"] else e
        k = self.kinds[e]
        if "daypart" in k:
            return self.on_day(v, k["daypart"]), e + 1
        if side or every:
            found = self.named(v, side, every, e)
            if found:
                return found
        number = self.number(e) if self.words[e] not in ("a", "an") else None
        if number and number[0] != 1:
            n, upto, f = number
            f = f + 1 if self.words[f] in self.lists["filler"] else f
            if not self.unit(f) or "units" not in self.kinds[f] and self.prev(f) not in DASHES:
                return None
            return (Every(Duration(self.unit(f), n)) if every else Duration(self.unit(f), n, upto)), f + 1
        e = number[2] if number else e
        k = self.kinds[e]
        if "units" in k:
            return (Ref(VAGUE.get(v, "PAST_REF")), e + 1) if v not in ("this", "that", "each", "following") else None
        unit = k.get("unit")
        if unit in (None, "second", "minute") or self.words[e + 1] in DASHES or v in ("recent", "these", "those"):
            return None
        meaning = Fiscal(Shift("year", STEPS.get(v, 0))) if fiscal else self.one_unit(v, unit, the, i)
        day = self.skip(e + 1, "'s", "on")
        if unit == "week" and "weekday" in self.kinds[day] and isinstance(meaning, Shift):  # "next week on Tuesday"
            return Weekday(self.get(day, "weekday"), week=meaning), day + 1
        return (meaning, e + 1) if meaning else None

    def named(self, v, side, every, e):
        """As in "last Friday", "next May", "this summer", "every Christmas"."""
        k = self.kinds[e]
        if "weekday" in k:
            which = {"following": "after", "previous": "before"}.get(v, side)
            return (Every(f"XXXX-WXX-{k['weekday']}") if every else Weekday(k["weekday"], which)), e + 1
        if "season" in k:
            return (Every(f"XXXX-{k['season']}") if every else Season(k["season"], which=side)), e + 1
        if "month" in k and every:
            return Every(f"XXXX-{k['month']:02}"), e + 1
        found = self.of_month(e) or ("holiday" in k and self.holiday(e))
        if not found:
            return None
        meaning, end = found
        if every:
            return Every("XXXX"), end
        return (meaning if isinstance(meaning, Range) or meaning.year else replace(meaning, which=side)), end

    def one_unit(self, v, unit, the, i):
        """What "last", "next", "that" ... mean with one unit."""
        if v == "each":
            return Every(Duration(unit))
        if unit == "weekend":
            return Weekend(SIDES.get(v, ""))
        if unit == "day" and v == "last":  # "the last day of the summit"
            return None
        spanning = the and self.words[i - 2] in SPANNING and unit not in ("quarter", "day", "century")
        if v == "past" or v in ("last", "next") and (spanning or the and unit == "decade"):
            return Duration(unit)
        if v == "coming":
            return Shift(unit, 1) if unit in ("week", "quarter") else Duration(unit)
        if v in ("that", "following") or unit == "day" and v != "this":
            return Shift(unit, STEPS.get(v, 0), "text")
        told = v == "previous" or v == "next" and the and unit != "century"
        return Shift(unit, STEPS.get(v, 0), "context" if told else "published")

    def on_day(self, v, part):
        """As in "this morning", "last night", "the following evening", "every night"."""
        if v == "each":
            return Every(f"XXXX-XX-XX{part}")
        if v in ("this", "these", "coming", "last", "past"):
            return Clock(part, Shift("day", -1 if v in ("last", "past") else 0))
        return Clock(part, Shift("day", STEPS.get(v, 0), "text"))

    def phase(self, i, the=False):
        """As in "early next week", "mid-November", "later Monday", "the end of the year"."""
        i = self.skip(i, "very")
        if "midunit" in self.kinds[i]:
            return Part(Shift(self.get(i, "midunit"), 0), "mid"), i + 1
        part, edge, e = self.get(i, "phase"), self.get(i, "edge"), i + 1
        if edge:
            f = self.skip(self.skip(self.skip(e, "-", "–"), "of"), "-")
            if f == e and (the or not ("month" in self.kinds[e] or self.year(e))):
                return None
        elif part:
            f = e + 1 if self.words[e] in DASHES else self.skip(e, "in", "on")
            if f == e and self.words[e] in ("hours", "part", "days") and self.words[e + 1] in ("of", "on", "in"):
                f = e + 2
            if f == e and ("daypart" in self.kinds[e] or "unit" in self.kinds[e]):  # "late night", "early day"
                return None
        else:
            return None
        inner = self.base(f)
        if not inner or isinstance(inner[0], UNDATED | Range | Part):
            return None
        inner, end = inner
        if part in ("later", "earlier") and self.words[f] == "the" and isinstance(inner, Shift):
            inner = replace(inner, base="context")  # "later in the month": the month that the text is at
        return Part(inner, part or edge), end

    # -- numbers of units ---------------------------------------------------------------------------------------------

    def counted(self, i, number=None):
        """A number of units, and what it is counted from: "three days", "two weeks ago", "a day before Christmas"."""
        found = number or self.number(i)
        if not found:
            return None
        n, upto, e = found
        while self.words[e] in self.lists["filler"] or self.words[e] == "-":
            e += 1
        unit, plural = self.unit(e), "units" in self.kinds[e]
        if not unit or unit == "second" and not plural:
            return None
        if self.words[i] in ("a", "an") and n == 1 and (unit == "quarter" or plural or self.words[e + 1] in DASHES):
            return None  # "a quarter of", "a months-long standoff"
        if n not in (None, 1) and not plural and self.prev(e) not in DASHES and not self.words[e + 1].isalpha():
            return None
        e += 1
        if self.words[e : e + 3] == ["and", "a", "half"] and n is not None:
            n, e = n + 0.5, e + 3
        bounded = self.prev(i) not in ("than", "over", "least", "well")
        return self.from_there(i, Shift(unit, n, upto=upto, bounded=bounded), e)

    def from_there(self, i, there, e):
        """What follows a number of units, and makes it a date, an age, or leaves it a duration."""
        duration, w = Duration(there.unit, there.n, there.upto), self.words[e]
        back = there if there.n is None else replace(there, n=-there.n, upto=-there.upto if there.upto else None)
        if w in DASHES:
            after = self.words[e + 1]
            return (None, e + 2) if after in ("old", "olds") else (duration, e + 2 if after == "long" else e)
        if w in ("old", "olds") or w == "of" and self.words[e + 1] == "age":
            return None, e + 1
        if w == "ago":
            return (back if there.n is not None else Ref("PAST_REF")), e + 1
        if w == "hence" or w == "from" and self.words[e + 1] in ("now", "today"):
            return there, e + 1 + (w == "from")
        if w in ("'s", "'", "’", "’s") and self.words[e + 1] == "time" and self.prev(i) == "in":
            return there, e + 2
        if w in ("later", "afterwards", "afterward"):
            return replace(there, base="text"), e + 1
        if w in ("earlier", "previously") and self.words[e + 1] != "than":
            return replace(back, base="text"), e + 1
        if w not in ("before", "after", "from", "prior", "ahead", "following"):
            return duration, e
        there = back if w in ("before", "prior", "ahead") else there
        g = self.skip(e + 1, "to", "of")
        if w in ("before", "after") and not self.words[g].isalnum():
            return replace(there, base="text"), e + 1
        inner = self.date(g)
        if inner and not isinstance(inner[0], UNDATED) and self.words[inner[1]] != "'s":
            return replace(there, base=inner[0]), inner[1]
        return (replace(there, base="event") if w != "from" and there.n is not None else duration), e

    def week_of(self, i, the=False):
        """As in "the week of Oct. 6", "the week beginning Monday"."""
        named = self.words[i] == "week" and self.words[i + 1] in ("of", "beginning", "starting")
        inner = self.date(i + 2) if named else None
        if not inner:  # "lost 5 percent for the week,"
            alone = the and self.words[i - 2] in ("for", "during", "in") and not self.words[i + 1].isalnum()
            alone = (
                alone
                and self.words[i] in ("week", "month", "quarter", "year")
                and self.words[i + 1] not in DASHES | {"'s"}
            )
            return (Shift(self.words[i], 0, "context"), i + 1) if alone else None
        dated = inner and (isinstance(inner[0], Weekday) or isinstance(inner[0], Day) and inner[0].day)
        return (Shift("week", 0, inner[0]), inner[1]) if dated else None

    def of_number(self, i, the=False):
        return self.counted(i)

    def deictic(self, i, the=False):
        return Shift("day", self.get(i, "deictic")), i + 1

    def hyphened(self, i, the=False):
        """As in "year-end", "week-long", "weeklong"."""
        unit = self.get(i, "unit")
        if unit and self.words[i + 1 : i + 3] == ["'s", "end"]:  # "by year's end"
            return Part(Shift(unit, 0), "late"), i + 3
        if unit and self.words[i + 1] in DASHES:
            if self.words[i + 2] == "end" and unit in ("year", "month", "week", "quarter"):
                return (Weekend() if unit == "week" else Part(Shift(unit, 0), "late")), i + 3
            if self.words[i + 2] == "long" and self.prev(i) not in DASHES and not the:
                return Duration(unit), i + 3
        return (Duration(self.get(i, "lasting")), i + 1) if "lasting" in self.kinds[i] and not the else None


_of = UnitPhrases
# By the kinds of the first word; those that an article may belong to stand in WITH_ARTICLE, too.
UnitPhrases.RULES = {
    "phase": (_of.phase,), "edge": (_of.phase,), "midunit": (_of.phase,), "very": (_of.phase,),
    "quarters": (_of.nth,), "ordinal": (_of.nth, _of.of_day), "which": (_of.nth, _of.which),
    "month": (_of.of_month,), "weekday": (_of.of_weekday,), "date": (_of.numeric,),
    "digits": (_of.numeric, _of.of_day, _of.of_number, _of.of_year),
    "number": (_of.of_number,), "vague": (_of.of_number,), "deictic": (_of.deictic,),
    "decade": (_of.of_year,), "fiscal": (_of.of_year,), "apostrophe": (_of.of_year,),
    "unit": (_of.of_year, _of.week_of, _of.weekend, _of.hyphened), "lasting": (_of.hyphened,),
    "season": (_of.season,),
}  # fmt: skip
UnitPhrases.WITH_ARTICLE = frozenset(
    {_of.phase, _of.nth, _of.which, _of.week_of, _of.of_day, _of.of_year, _of.season, _of.weekend, _of.hyphened}
)
