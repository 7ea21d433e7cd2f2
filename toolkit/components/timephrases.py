"""Times of day, sets, ranges and vague words, on top of dates and units."""

from __future__ import annotations

from ..meanings import Clock, Day, Duration, Every, Holiday, Nth, Part, Range, Ref, Shift, Weekday, Years
from .timedates import DASHES, JOINERS, PLACING
from .timeunits import UnitPhrases

MORE = frozenset({"number", "vague"})
OWNED = frozenset(
    ["the", "his", "her", "their", "its", "our", "my", "your", "two", "last", "final", "early", "first"]
)  # "the days after", "his days of glory"


class TimePhrases(UnitPhrases):
    """Reads whole time expressions: `expression` is what the component calls."""

    def expression(self, i):
        """(meaning, end) of the expression that begins at an atom; the meaning is None for what must be left alone."""
        found = self.time(i) or self.sets(i) or self.date(i) or ("ref" in self.kinds[i] and self.ref(i)) or None
        if found is None:
            found = (self.counted(i) if self.words[i] in ("a", "an", "half") else None) or self.bare_units(i)
        if found is None or found[0] is None:
            return found
        meaning, e = self.joined(i, *found)
        return self.with_time(meaning, e) if is_daylike(meaning) else (meaning, e)

    def clock(self, i):
        """(TIMEX3 time, end): "10:30 a.m.", "3 pm", "0300 GMT", "seven o'clock"."""
        k, e = self.kinds[i], i + 1
        if "number" not in k and "time" not in k:
            return None
        time, n, digits = k.get("time"), k.get("number"), k.get("digits") or ""
        if time or n in range(1, 13) and ("meridiem" in self.kinds[e] or self.words[e] in ("o'clock", "o’clock")):
            hour, minute = (int(x) for x in time.split(":")) if time else (int(n), 0)
            plain = not time or n is not None  # "9.30" is a time only before "a.m."
            e = self.skip(e, "o'clock", "o’clock")
            if "meridiem" in self.kinds[e]:
                hour, e, plain = hour % 12 + self.get(e, "meridiem"), e + 1, False
            elif time and self.zone(e) == e and (plain or self.prev(i) not in PLACING | {"(", "to", "than"}):
                return None
            return f"T{hour:02}:{minute:02}", self.zone(e)
        if len(digits) == 4 and digits < "2460" and digits[2:] < "60" and self.zone(e) > e:
            return f"T{digits[:2]}:{digits[2:]}", self.zone(e)
        return None

    def zone(self, e):
        e = e + 1 if "zone" in self.kinds[e] or self.words[e] in ("hours", "hrs") else e
        return e + 2 if self.words[e] == "local" and self.words[e + 1] == "time" else e

    def time(self, i):
        """A time of day, with the day that it brings along: "tonight", "noon on Friday", "10 p.m. Monday"."""
        if "tonight" in self.kinds[i]:
            return Clock(self.get(i, "tonight"), Shift("day", 0)), i + 1
        found = self.clock(i)
        if found:
            time, e = found
        else:
            j = self.skip(i, "the")
            j = j + 1 if self.get(j, "phase") and "daypart" in self.kinds[j + 1] else j
            time, e = self.get(j, "daypart"), j + 1
            if not time:
                return None
        f = self.skip(self.skip(e, ","), "on", "of", "in") if found else self.skip(e, "on", "of", "in")
        day = self.date(f)
        if day and is_daylike(day[0]):
            end = day[1] + 1 if found and "daypart" in self.kinds[day[1]] else day[1]  # "8 a.m. Wednesday morning"
            return Clock(time, day[0]), end
        if found:
            return Clock(time), e
        placed = self.prev(i) in PLACING - {"on", "about", "between"} or self.words[j] == "overnight"
        nominal = self.tags[e][:2] in ("NN", "JJ") or self.words[e] in ("of", "'s", "-")  # "an overnight stop"
        return (Clock(time), self.zone(e)) if placed and (not nominal or self.zone(e) > e) else None

    def with_time(self, meaning, e):
        """As in "Friday morning", "Monday at 10 a.m.", "Tuesday at around noon"."""
        f = self.skip(e, "at", ",", "in", "around")
        f = self.skip(f, "around", "about", "the") if f > e else f
        g = f + 1 if self.get(f, "phase") and "daypart" in self.kinds[f + 1] else f
        part = self.get(g, "daypart")
        if part and self.words[e] != "," and self.words[g + 1] not in ("session", "prayers"):
            return Clock(part, meaning), g + 1
        time = self.clock(f)
        return (Clock(time[0], meaning), time[1]) if time else (meaning, e)

    def sets(self, i):
        """As in "annual", "twice a year", "three times a week", "on Mondays"."""
        if self.get(i, "set"):
            return Every(self.get(i, "set")), i + 1
        if self.get(i, "weekdays"):
            return Every(f"XXXX-WXX-{self.get(i, 'weekdays')}"), i + 1
        e = i + 1 if self.words[i] in ("once", "twice") else i + 2 if self.words[i + 1] == "times" else i
        if e > i and self.words[e] in ("a", "an", "each", "every", "per") and "unit" in self.kinds[e + 1]:
            return Every(Duration(self.get(e + 1, "unit"))), e + 2
        return None

    def ref(self, i):
        """As in "now", "in the near future"; but not "in the past six weeks", "as soon as", "soon after"."""
        for rest, meaning in self.refs.get(self.words[i], ()):
            e = i + 1 + len(rest)
            if tuple(self.words[i + 1 : e]) == rest:
                more = self.words[e] in ("as", "after", "before", "than") or not self.kinds[e].keys().isdisjoint(MORE)
                noun = rest and (self.unit(e) or self.tags[e].startswith("NN"))
                return (
                    None
                    if more or noun or self.prev(i) in DASHES or self.prev(i) in ("as", "or", "no", "not")
                    else (meaning, e)
                )
        return None

    def bare_units(self, i):
        """As in "for months", "days after the vote", "years of war"."""
        unit, after = self.get(i, "units"), self.words[i + 1]
        if not unit or unit in ("second", "quarter", "weekend"):
            return None
        if after in DASHES:
            long = self.words[i + 2] == "long"
            return (Duration(unit, None), i + 3) if long else (None, i + 3) if self.words[i + 2] == "old" else None
        if after == "ago":
            return Ref("PAST_REF"), i + 2
        if after in ("later", "earlier"):
            return Shift(unit, None, "text"), i + 2
        if self.prev(i) in ("for", "in", "within", "over", "during", "after", "take", "taken", "takes"):
            return Duration(unit, None), i + 1
        loose = after in ("after", "before", "of") and self.prev(i) not in OWNED
        return (Duration(unit, None), i + 1) if loose else None

    def joined(self, i, meaning, e):
        """Ranges: "from Monday to Thursday", "between 1997 and 2000", "Saturday and Sunday"."""
        w = self.words[e]
        between = self.prev(i) == "between" and w == "and"
        near = w in ("and", "or") and not between
        if not (between or near or w in JOINERS) or w in ("until", "till") and self.prev(i) != "from":
            return meaning, e
        if isinstance(meaning, Range | Duration | Every | Ref | Clock):
            return meaning, e
        if self.lists["moved"].intersection(self.words[max(0, i - 8) : i]):  # "moved from Monday to Thursday"
            return meaning, e
        other = self.date(e + 1)
        if not other or _grain(other[0]) != _grain(meaning) or near and not _follows(meaning, other[0]):
            return meaning, e
        return Range(meaning, other[0]), other[1]


def is_daylike(m):
    """Whether a time of day can go with it."""
    m = m.of if isinstance(m, Part) else m
    if isinstance(m, Day | Nth):
        return bool(m.day if isinstance(m, Day) else m.weekday)
    return isinstance(m, Weekday) or isinstance(m, Shift) and m.unit == "day"


def _grain(m):
    m = m.of if isinstance(m, Part) else m
    if isinstance(m, Day):
        return "day" if m.day else "month" if m.month else "year"
    if isinstance(m, Weekday):
        return "day"
    return m.unit if isinstance(m, Shift | Nth | Years) else type(m).__name__


def _follows(a, b):
    """Whether two dates joined by "and" are neighbours, so that they are one stretch."""
    if isinstance(a, Weekday) and isinstance(b, Weekday):
        return b.weekday == a.weekday % 7 + 1 and not b.which
    if isinstance(a, Holiday) and isinstance(b, Holiday):
        return True
    if isinstance(a, Shift) and isinstance(b, Shift):
        return a.unit == "day" and b.n == a.n + 1 and a.base == b.base == "published"
    return isinstance(a, Day) and isinstance(b, Day) and bool(a.month) and not a.day and b.month == a.month % 12 + 1
