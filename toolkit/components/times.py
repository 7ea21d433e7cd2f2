"""Time expressions: found in the Doc, resolved in `toolkit.intervals`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from .. import meanings
from ..calendars import CLOCK, held, period, step
from ..intervals import resolve
from ..meanings import Day, Duration, Every, Holiday, Range, Shift, Weekday, timex_type
from .grammar import Grammar, grammar_of
from .timedirection import REPORTING, facing
from .timephrases import TimePhrases
from .timewords import TimeWords

Doc.set_extension("published", default=None, force=True)  # datetime.date of publication, local; None where not known
Doc.set_extension("title", default=None, force=True)
Doc.set_extension("times", default=(), force=True)


@dataclass(slots=True)
class Time:
    """One time expression: tokens ``start`` to ``end`` (half-open), what it means, and, where resolved, its window.

    ``direction`` is where a bare weekday or month is looked for (past, future, None); ``firm`` whether that is certain.
    """

    start: int
    end: int
    timex_type: str
    timex_value: str | None = None
    meaning: object = None
    direction: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    precision: str | None = None
    anchor: str | None = None
    firm: bool = True


@Language.factory("wire_times", default_config={"lexicons": None}, assigns=["doc._.times"])
def make(nlp: Language, name: str, lexicons: str | None):
    return Times(lexicons)


def resolve_all(times, published: date | None) -> None:
    """Set the windows and values of a text's expressions, in their order, for a day of publication.

    "The following day", "two days later" count from the last date before them that fits. Needs no new parse: call it
    again where the day of publication has been corrected.
    """
    before = []
    for time in times:
        found = resolve(time.meaning, published, before=before, direction=time.direction, firm=time.firm)
        time.date_start, time.date_end, time.precision, time.timex_value, time.anchor = found
        if found.start:
            before.append(found)
        else:
            time.precision = time.anchor = None


def days(time: Time) -> int | None:
    """How many whole days a duration lasts ("a two-day visit"); None where it is vague, or counted in months."""
    return meanings.days(time.meaning)


def lasting(time: Time, *, start: date | None = None, end: date | None = None) -> tuple[date, date] | None:
    """First and last day of a duration that begins on ``start`` or ends on ``end``; None where it is vague."""
    return meanings.lasting(time.meaning, start=start, end=end)


def event_window(time: Time, dated: date) -> tuple[date, date] | None:
    """When the event falls that "one day before the summit" counts from, where what it dates falls on ``dated``."""
    m = time.meaning
    if not isinstance(m, Shift) or m.base != "event" or not m.n or m.upto or m.unit in CLOCK:
        return None
    try:
        found = period(m.unit, step(m.unit, dated, -m.n))
    except (OverflowError, ValueError):  # before or after all that a calendar holds
        return None
    return found if held(*found) else None


BOUNDS = {
    "until": "until", "till": "until", "through": "until", "by": "until", "since": "since", "starting": "since",
    "beginning": "since", "commencing": "since", "from": "since", "effective": "since", "onwards": "since",
    "before": "before", "after": "after", "following": "after",
}  # fmt: skip
TRANSPARENT = frozenset({"the", "around", "about", "on", "late", "early", "at", "least"})


def bound(grammar: Grammar, time: Time) -> str:
    """How the words before an expression bound what it dates: exact, until, since, before or after.

    "by Friday", "until May 5", "no later than ...": until. "since 2003", "from Monday", "beginning Sunday", "no earlier
    than ...", "as of ...": since. "before", "ahead of", "prior to": before. "after": after. "as early as ...": exact.
    """
    if isinstance(time.meaning, Range | Duration | Every):
        return "exact"
    i = time.start - 1
    while i >= 0 and grammar.lower[i] in TRANSPARENT:
        i -= 1
    if i < 0:
        return "exact"
    word, before = grammar.lower[i], grammar.lower[i - 1] if i else ""
    if word in ("of", "to") and before in ("ahead", "prior", "as"):
        return "before" if before != "as" else "since" if time.direction == "future" else "exact"
    if word == "than" and before in ("later", "earlier"):
        return "until" if before == "later" else "since"
    if time.end < grammar.n and grammar.lower[time.end] in ("onward", "onwards"):
        return "since"
    return BOUNDS.get(word, "exact")


# -- finding --------------------------------------------------------------------------------------------------------

# Months that are other words too, and what stands before them where they are dates.
AMBIGUOUS = frozenset({"may", "march", "mar", "jan", "august", "april", "june", "jun"})
LEADS = frozenset(
    {"in", "of", "last", "next", "this", "early", "mid", "late", "since", "until", "till", "by", "from", "to", "and",
     "or", "through", "during", "between", "before", "after", "for", "-", "–", "every", "each", "previous", "following",
     "on", "past", "coming"}
)  # fmt: skip
RANKS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "last", "only"})


class Times:
    """The component: lexicons read once, then Doc by Doc."""

    def __init__(self, lexicons: str | None = None):
        self.lexicon = TimeWords(lexicons)

    def __call__(self, doc: Doc) -> Doc:
        g = grammar_of(doc)
        words, kinds, tokens = self.lexicon.atoms(g)
        phrases = TimePhrases(words, kinds, [g.tag[t] for t in tokens], self.lexicon)
        times, end, n = [], 0, len(words)
        for i in [i for i, kind in enumerate(kinds) if kind]:
            if i < end or "article" in kinds[i] and (i + 1 == n or not kinds[i + 1]):
                continue
            found = phrases.expression(i)
            if found is None:
                continue
            meaning, first, last = found[0], tokens[i], tokens[found[1] - 1] + 1
            if meaning is not None and not self.is_time(g, meaning, first, last):
                continue
            end = found[1]
            if meaning is not None:
                direction, firm = facing(g, first, last)
                meaning = counted_from_now(g, meaning, first, direction, times)
                times.append(Time(first, last, timex_type(meaning), meaning=meaning, direction=direction, firm=firm))
        resolve_all(times, doc._.published)
        doc._.times = times
        doc.spans["times"] = [Span(doc, t.start, t.end, label=t.timex_type) for t in times]
        return doc

    def is_time(self, g: Grammar, meaning, start: int, end: int) -> bool:
        """Whether what reads like a time expression is one: not a modal, a surname, a newspaper, a rate."""
        word, before, after = g.lower[start], g.lower[start - 1] if start else "", g.lower[end] if end < g.n else ""
        alone, capital = end - start == 1, g.text[start][:1].isupper()
        paper = after in self.lexicon.lists["paper"]
        if isinstance(meaning, Weekday) and alone:
            return capital and before not in self.lexicon.lists["named"] and not (paper and g.text[end][:1].isupper())
        if isinstance(meaning, Day) and meaning.month and not meaning.day and alone:
            if g.ent[start] == "PERSON" or not capital and "-" not in word:
                return False
            dated = g.pos[start] not in ("AUX", "VERB") and (before in LEADS or g.ent[start] == "DATE")
            return dated or word not in AMBIGUOUS
        if isinstance(meaning, Day | Range):
            return not any(g.lower[k] in ("may", "march") and g.text[k].islower() for k in range(start, end))
        if isinstance(meaning, Holiday):
            name = end < g.n and g.pos[end] == "PROPN" and g.head[end - 1] in range(end, end + 3)  # "Easter Island"
            return not name and any(g.text[k][:1].isupper() or g.text[k][:1].isdecimal() for k in range(start, end))
        if isinstance(meaning, Every) and alone and not word.endswith("days"):  # "the daily", "the Daily Star"
            noun = g.pos[start] in ("NOUN", "PROPN") and word != "everyday" or g.pos[start - 1] == "PROPN"
            return not (noun or paper or word == "daily" and end < g.n and g.pos[end] in ("PROPN", "PUNCT"))
        if isinstance(meaning, Duration) and word in ("a", "an"):
            rate = g.pos[start - 1] in ("NOUN", "NUM", "SYM", "PROPN") or before in ("%", "$", "per", "half")
            return after not in ("when", "that", "where") and before != "on" and not (start and rate)
        if isinstance(meaning, Shift) and alone and word in ("tomorrow", "today"):
            name = capital and start and g.pos[start - 1] == "PROPN"  # "Russia Today"
            return not name and not g.kids(start, "amod", "det")  # "a better tomorrow"
        return True


def counted_from_now(g: Grammar, meaning, start: int, direction: str | None, times: list[Time]):
    """A date for "will visit in two weeks"; "rebuilt in two weeks", "the first visit in ten years" stay durations.

    It counts from the day of publication; where the words are dated ("said on May 3 that"), from that day.
    """
    if not isinstance(meaning, Duration) or direction != "future" or meaning.n is None or not start:
        return meaning
    if g.lower[start - 1] != "in" or g.lower[start] in ("the", "this"):
        return meaning
    for k in range(start - 1, -1, -1):
        if g.tag[k] in ("JJS", "RBS") or g.lower[k] in RANKS:
            return meaning
        if g.tag[k] in (",", ".", ":"):
            break
    words = next((h for h in g.up(start) if g.lemma[h] in REPORTING), None)
    dated = words is not None and any(t.timex_type == "DATE" and g.verb_over(t.start) == words for t in times)
    return Shift(meaning.unit, meaning.n, "text" if dated else "published", meaning.upto)
