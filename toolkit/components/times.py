"""Time expressions: found in the Doc, resolved in `intervals`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..intervals import (
    Day,
    Duration,
    Every,
    Holiday,
    Range,
    Ref,
    Shift,
    Weekday,
    resolve,
    timex_type,
)  # fmt: skip
from ..intervals import (
    days as _days,
)
from ..knowledge import table
from .grammar import Grammar, grammar_of
from .timegrammar import NOTHING, Reader

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
    """Set the windows and values of all expressions of a text, in its order, for a day of publication.

    "The following day", "two days later" count from the last date before them that fits.
    """
    before = []
    for time in times:
        found = resolve(time.meaning, published, before=before, direction=time.direction, firm=time.firm)
        time.date_start, time.date_end, time.precision, time.timex_value, time.anchor = found
        if found.start is None and found.end is None:
            time.precision = time.anchor = None
        else:
            before.append(found)


def days(time: Time) -> int | None:
    """How many whole days a duration lasts ("a two-day visit"); None where it is vague, or counted in months."""
    return _days(time.meaning)


# Words before an expression that make its window half-open, or tell on which side it lies.
UNTIL = frozenset({"until", "till", "through", "by"})
SINCE = frozenset({"since", "starting", "beginning", "from", "effective", "commencing"})
BOUNDS = {"before": "before", "after": "after", "following": "after"}
LATEST = frozenset({"later", "longer"})


def bound(grammar: Grammar, time: Time) -> str:
    """How the words before an expression bound what they date: exact, until, since, before or after.

    "by Friday", "until May 5", "no later than ...": until. "since 2003", "from Monday", "beginning Sunday", "no earlier than
    ...": since. "before", "ahead of", "prior to": before. "after": after. "as early as next month", "around May 5": exact.
    """
    if isinstance(time.meaning, Range):
        return "exact"
    i = time.start - 1
    while i >= 0 and grammar.lower[i] in ("the", "around", "about", "on", "late", "early", "-", "at", "least"):
        i -= 1
    if i < 0:
        return "exact"
    word, before = grammar.lower[i], grammar.lower[i - 1] if i else ""
    if word in UNTIL:
        return "until"
    if word in SINCE:
        return "since"
    if word == "of" and before == "ahead" or word == "to" and before in ("prior", "previous"):
        return "before"
    if word == "of" and before == "as":
        return "since"
    if word in ("than", "as") and before in ("later", "earlier"):
        return "until" if before == "later" else "since"
    if word == "onwards" or (time.end < grammar.n and grammar.lower[time.end] in ("onwards", "onward")):
        return "since"
    return BOUNDS.get(word, "exact")


# -- finding --------------------------------------------------------------------------------------------------------

PIECES = re.compile(r"\d+(?:st|nd|rd|th)?|\d+|[A-Za-z]+\.?|[^\sA-Za-z\d]")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
DECADE = re.compile(r"(\d{2}|\d{3}0)'?s")
TIME = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?::[0-5]\d)?")
SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
NUMBER = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+")
# After a weekday or "daily", these make it a name: "the Sunday Times".
PAPERS = frozenset(
    ["times", "telegraph", "mirror", "herald", "express", "mail", "post", "tribune", "star", "news", "newspaper", "newspapers", "paper", "papers", "tabloid"]
)
AMBIGUOUS = frozenset(
    {"may", "march", "mar", "sun", "sat", "mon", "wed", "jan", "dec", "august", "april", "june", "jun"}
)
LEADS = frozenset(
    ["in", "of", "last", "next", "this", "early", "mid", "late", "since", "until", "till", "by", "from", "to", "and", "through", "during", "between", "before", "after", "-", "every", "each", "for", "previous"]
)


class Times:
    """The component: lexicons read once, then Doc by Doc."""

    def __init__(self, lexicons: str | None = None):
        self.words: dict[str, dict] = {}
        refs: dict[str, list] = {}
        for row in table("times", lexicons):
            word, kind, value = row["word"], row["kind"], row["value"]
            if kind == "ref":
                first, *rest = word.split()
                refs.setdefault(first, []).append((tuple(rest), value))
                self.words.setdefault(first, {})["ref"] = True
                continue
            value = int(value) if value.lstrip("-").isdigit() else value
            self.words.setdefault(word, {})[kind] = value
        self.refs = {k: sorted(v, key=lambda x: -len(x[0])) for k, v in refs.items()}
        self.holidays = {}
        for row in table("holidays", lexicons):
            number = {k: int(v) for k, v in row.items() if k not in ("holiday", "dates") and v}
            meaning = Holiday(
                row["holiday"], **number, dates=tuple(date.fromisoformat(d) for d in row["dates"].split())
            )
            first, *rest = row["holiday"].replace("'s", " 's").replace("s' ", "s ' ").split()
            self.holidays.setdefault(first, []).append((tuple(rest), meaning))
            self.words.setdefault(first, {})["holiday"] = True
        for found in self.holidays.values():
            found.sort(key=lambda x: -len(x[0]))
        for q in (1, 2, 3, 4):
            self.words[f"q{q}"] = {"quarters": ("quarter", q)}
        for word, unit in (
            ("weeklong", "week"),
            ("daylong", "day"),
            ("monthlong", "month"),
            ("yearlong", "year"),
            ("hourlong", "hour"),
        ):
            self.words[word] = {"lasting": unit}

    def __call__(self, doc: Doc) -> Doc:
        g = grammar_of(doc)
        words, kinds, tokens = self.atoms(g)
        reader = Reader(words, kinds, [g.tag[t] for t in tokens], self.holidays, self.refs)
        times, i, n = [], 0, len(words)
        while i < n:
            if not (kinds[i] or words[i] in STARTERS):
                i += 1
                continue
            found = reader.expression(i)
            if found is None:
                i += 1
                continue
            meaning, end = found
            first, last = tokens[i], tokens[end - 1] + 1
            if meaning is not None and self.is_one(g, meaning, first, last):
                direction, firm = facing(g, first, last)
                meaning = counted_on(g, meaning, first, direction)
                times.append(Time(first, last, timex_type(meaning), meaning=meaning, direction=direction, firm=firm))
                i = end
            elif meaning is None:
                i = end
            else:
                i += 1
        resolve_all(times, doc._.published)
        doc._.times = times
        doc.spans["times"] = [Span(doc, t.start, t.end, label=t.timex_type) for t in times]
        return doc

    def atoms(self, g: Grammar):
        """The words, cut where a token holds several ("mid-2011"), with their kinds and the token of each."""
        words, kinds, tokens = [], [], []
        known = self.words
        for i, word in enumerate(g.lower):
            found = known.get(word)
            if found is None and word[:1].isspace():
                if word.count("\n") > 1:
                    words.append("\n")
                    kinds.append(NOTHING)
                    tokens.append(i)
                continue
            if found is None:
                found = NOTHING
                if any(c.isdigit() for c in word):
                    found = _numeric(word)
                if not found and ("-" in word or "–" in word) and len(word) > 3 or found is None:
                    pieces = PIECES.findall(word)
                    read = [known.get(p) or (_numeric(p) if p[0].isdigit() else NOTHING) or NOTHING for p in pieces]
                    if any(read):
                        words += pieces
                        kinds += read
                        tokens += [i] * len(pieces)
                        continue
                    found = NOTHING
            words.append(word)
            kinds.append(found)
            tokens.append(i)
        return words, kinds, tokens

    @staticmethod
    def is_one(g: Grammar, meaning, start: int, end: int) -> bool:
        """Whether what reads like a time expression is one: not a modal, a surname, a newspaper or a rate."""
        first, word = g.text[start], g.lower[start]
        after = g.lower[end] if end < g.n else ""
        before = g.lower[start - 1] if start else ""
        if isinstance(meaning, Weekday) and end - start == 1:
            if after in PAPERS and g.text[end][:1].isupper() or before == "bloody":
                return False
            if not first[0].isupper():
                return False
        if isinstance(meaning, Day) and meaning.month and end - start == 1:
            if not first[0].isupper() and not word.startswith("mid"):
                return False
            if word.rstrip(".") in AMBIGUOUS and (
                g.pos[start] in ("AUX", "VERB")
                or before not in LEADS
                and (g.ent[start] not in ("DATE",) or g.tag[start] == "MD")
            ):
                return False
            if g.ent[start] == "PERSON":
                return False
        if isinstance(meaning, Holiday) and not any(g.text[k][0].isupper() for k in range(start, end)):
            return False
        if isinstance(meaning, Every):
            if (
                g.text[start][0].isupper()
                and start
                and g.pos[start] == "PROPN"
                or after in PAPERS
                or g.pos[start] == "NOUN"
                and end - start == 1
                and "XXXX" not in meaning.value
            ):
                return False
        if isinstance(meaning, Duration) and word in ("a", "an"):
            if g.pos[start - 1] in ("NOUN", "NUM", "SYM", "PROPN") or before in ("%", "$", "per", "half"):
                return start == 0
        if isinstance(meaning, Ref) and word == "now" and after == "that":
            return False
        return True


STARTERS = frozenset({"the", "a", "an", "half", "very", "fiscal", "financial", "year", "'", "’", "once", "twice"})


def _numeric(word: str):
    """What a token with digits can be; None where it should be cut into pieces."""
    if word.isdigit():
        return {"number": int(word), "digits": word}
    if m := ORDINAL.fullmatch(word):
        return {"ordinal": int(m[1]), "digits": m[1]}
    if m := TIME.fullmatch(word):
        kinds = {"time": f"{int(m[1]):02}:{m[2]}"}
        return kinds | {"number": float(word)} if "." in word else kinds
    if NUMBER.fullmatch(word):
        return {"number": float(word.replace(",", "")), "digits": word}
    if m := DECADE.fullmatch(word):
        return {"decade": int(m[1]) if len(m[1]) == 4 else 1900 + int(m[1]), "digits": m[1]}
    if m := SLASHED.fullmatch(word):
        a, b, year = int(m[1]), int(m[3]), int(m[4])
        month, day = (b, a) if a > 12 or m[2] == "." else (a, b)
        return {"date": (year, month, day)} if month <= 12 and day <= 31 else NOTHING
    return None


# -- direction ------------------------------------------------------------------------------------------------------

REPORTING = frozenset(
    ["say", "tell", "announce", "report", "add", "state", "declare", "note", "confirm", "claim", "write", "quote", "disclose", "reveal", "inform"]
)
# "was forced to resign on Tuesday": an infinitive whose act the past verb above it has brought about.
DONE = frozenset(["force", "manage", "fail", "begin", "start", "continue", "help", "appear", "seem", "use", "have", "refuse", "decline", "get", "cause"])
AHEAD = frozenset(
    ["beginning", "starting", "scheduled", "slated", "due", "planned", "upcoming", "forthcoming", "set", "expected", "tentatively", "opening", "effective", "commencing", "proposed"]
)
MODALS = frozenset(
    {"will", "would", "shall", "'ll", "wo", "may", "might", "could", "can", "should", "must", "'d", "ca"}
)


def facing(g: Grammar, start: int, end: int) -> tuple[str | None, bool]:
    """Where the clause looks: (past, future or None; whether that is certain).

    Certain is a date that hangs on the verb itself ("met on Nov. 25"); on a noun ("the Nov. 25 vote") it is only likely.
    """
    before = g.lower[start - 1] if start else ""
    two = g.lower[start - 2] if start > 1 else ""
    if before == "since" or two == "since" and before in ("the", "early", "late", "last"):
        return "past", True
    if before in AHEAD and before not in ("set", "due", "expected"):
        return "future", before in ("beginning", "starting", "commencing") and not _past(g, start - 1)
    root = next((k for k in range(end - 1, start - 1, -1) if not start <= g.head[k] < end or g.head[k] == k), end - 1)
    direct, i = True, root
    for _ in range(12):
        if g.is_verb(i) and g.dep[i] not in ("amod", "compound", "aux", "auxpass"):
            break
        if g.head[i] == i:
            return (None, False) if g.pos[i] not in ("NOUN", "PROPN") else ("past" if _after(before) else None, False)
        if (
            g.lower[i] in AHEAD
            and i < start
            or any(g.lower[c] in AHEAD for c in g.children[i] if c < start and g.dep[c] == "amod")
        ):
            return "future", False
        i = g.head[i]
        if g.pos[i] in ("NOUN", "PROPN") and not start <= i < end:
            direct = False
    else:
        return None, False
    if two in ("ahead", "prior") or before == "before" and not _past(g, i):
        return "future", False
    return side(g, i), direct


def side(g: Grammar, verb: int) -> str | None:
    """Whether a verb tells of what was or of what is to come."""
    for _ in range(8):
        aux = {g.lower[a] for a in g.auxiliaries(verb)}
        if aux & MODALS:
            return "past" if "have" in aux and aux & {"may", "might", "could", "must"} else "future"
        tag = g.tag[verb]
        finite = (
            tag
            if tag in ("VBD", "VBZ", "VBP")
            else next((g.tag[a] for a in g.auxiliaries(verb) if g.tag[a] in ("VBD", "VBZ", "VBP")), "")
        )
        if finite == "VBD" or aux & {"has", "have", "had", "'ve", "having"}:
            return "past"
        if finite:
            return "past" if g.lemma[verb] in REPORTING else "future"
        up = next((h for h in g.up(verb) if g.is_verb(h)), None)
        if tag == "VB" and "to" in aux:
            if up is None or g.lemma[up] not in DONE or g.dep[verb] != "xcomp":
                return "future"
        elif tag == "VBN" and g.dep[verb] in ("acl", "relcl", "ROOT"):
            return "future" if g.lower[verb] in AHEAD else "past"
        elif tag == "VB" and up is None:
            return "future"
        if up is None:
            return None if tag == "VBG" else "past"
        verb = up
    return None


def _past(g: Grammar, i: int) -> bool:
    verb = g.verb_over(i)
    return verb is not None and side(g, verb) == "past"


def _after(word: str) -> bool:
    return word in ("after", "following", "since")


def counted_on(g: Grammar, meaning, start: int, direction: str | None):
    """ "will visit in two weeks" is a date, "rebuilt in two weeks" a duration."""
    if (
        isinstance(meaning, Duration)
        and direction == "future"
        and start
        and g.lower[start - 1] == "in"
        and meaning.n is not None
    ):
        return Shift(meaning.unit, meaning.n, upto=meaning.upto)
    return meaning
