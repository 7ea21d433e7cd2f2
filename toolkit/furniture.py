"""The page around a story: what is cut at both ends, and what the story's edges say of its origin."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from unicodedata import category
from urllib.parse import urlsplit

from .dating import CLOCK, DAY, day_of
from .knowledge import LexiconError, table

HEADER_LINES = 8  # how far down a title, a byline and a date line reach
HEAD_CHARS = 1500  # how far down "reports NAME" is the credit of this story, not of something told in it
NOTICE_CHARS = 300
ORDINARY = frozenset("|+<>=~^`$€£¥%°§")  # signs by category, but no icons

SITE = re.compile(r"(?:www\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:[a-z]{2,12}|[A-Z][a-z]{1,2}|[A-Z]{2,3})")
SITE_REPORTS = re.compile(r"\b([A-Z0-9][A-Za-z0-9-]{0,40}\.(?:[a-z]{2,12}|[A-Z][a-z]{1,2}))\sreports\b")
MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
CAPITALS = r"[A-ZÀ-Þ](?:[A-ZÀ-Þ'’.]|-(?=[A-ZÀ-Þ]))+(?!\w)"
CAPITALIZED = r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)[A-ZÀ-Þ][\w'’]+(?:-[\w'’]+)*\.?"
REGION = rf"(?:,\s(?!{MONTH}\s){CAPITALIZED}(?:\s{CAPITALIZED}){{0,2}})?"
ON = rf"(?P<on>,?\s(?:{MONTH}\s\d{{1,2}}|\d{{1,2}}\s{MONTH})(?:,?\s\d{{4}})?(?!\w))?"
CREDIT = r"(?:\s?\((?P<credit>[^()\n]{2,40})\))?"
BREAK = r"(?P<break>\s*(?:--+|[—–]|-(?=\s)|:(?=\s)))?"
# "SEOUL:", "MUNICH, Germany (AP) —", "BEIJING, Nov. 13 (Xinhua) --"; in small letters with two of day, agency, dash.
DATELINES = (
    (re.compile(rf"(?P<place>{CAPITALS}(?:[ /]{CAPITALS}){{0,3}}{REGION}){ON}{CREDIT}{BREAK}"), 1),
    (re.compile(rf"(?P<place>{CAPITALIZED}(?:[ /]{CAPITALIZED}){{0,2}}{REGION}){ON}{CREDIT}{BREAK}"), 2),
)
BARE_CREDIT = re.compile(rf"\((?P<credit>[^()\n]{{2,40}})\){BREAK}")


@dataclass(frozen=True, slots=True)
class Slice:
    """Where the story begins and ends in what was read, and what the page around it says."""

    start: int
    end: int
    stamped: re.Match | None = None
    site: str | None = None

    @property
    def stamp(self) -> date | None:
        """The day stamped on the page; ValueError where the calendar has none such. Asked for only where it is needed."""
        return self.stamped and day_of(self.stamped)


@dataclass(frozen=True, slots=True)
class Credits:
    """What the story itself says of its origin; None where it says nothing."""

    dateline: str | None = None
    agency: str | None = None
    publisher: str | None = None


@lru_cache(maxsize=4)
def _words(lexicons: str | None):
    """What a line of furniture is made of, how a notice begins, and what in capitals is no dateline."""
    phrases = {"part": [], "line": [], "stamp": [], "kicker": []}
    for row in table("furniture", lexicons):
        if row["extent"] not in phrases:
            allowed = ", ".join(phrases)
            raise LexiconError(
                f"furniture.csv, {row['phrase']!r}: unknown extent {row['extent']!r}; allowed are {allowed}"
            )
        phrases[row["extent"]].append(row["phrase"].lower())
    part, line, stamp = (_any(phrases[extent]) for extent in ("part", "line", "stamp"))
    item = re.compile(
        rf"(?P<day>(?i:{DAY}{CLOCK}))(?!\w)"
        r"|(?P<size>\d{1,5}\s?(?:px|pt|comments?|shares?|views?|(?:min|minute|minutes)\sread)(?!\w))"
        r"|(?P<font>A[+−-](?!\w)|A(?:\sA)+(?!\w)|Aa(?!\w))"
        rf"|(?P<part>(?i:{part})(?!\w))"
        rf"|(?P<label>(?i:{stamp})(?!\w))"
        r"|(?P<count>\d+(?:[.,]\d+)?[kKmM]?(?!\w))"
        r"|(?P<noise>\W+)"
    )
    return item, re.compile(rf"\s*(?i:{line})"), frozenset(phrases["kicker"])


def _any(phrases) -> str:
    return "|".join(re.escape(p) for p in sorted(phrases, key=lambda p: (-len(p), p))) or r"(?!)"


@lru_cache(maxsize=4)
def _outlets(lexicons: str | None):
    """Agencies' canonical names by the ways to write them; a pattern of their credits; other outlets, squeezed."""
    rows = table("agencies", lexicons)
    # A domain that reports is where the story was found, also where it calls itself an agency.
    agencies = {r["name"]: r["outlet"] for r in rows if r["kind"] == "agency" and not SITE.fullmatch(r["outlet"])}
    credit = re.compile(
        rf"\b(?:reports|citing|quoting|cites|quotes)\s(?:the\s)?(?P<after>{_any(agencies)})\b"
        rf"|\b(?P<before>{_any(agencies)})(?:\snews\sagency)?\sreports\b"
    )
    by_name = {name.lower(): outlet for name, outlet in agencies.items()}
    return by_name, credit, frozenset(_squeezed(r["name"]) for r in rows if r["name"] not in agencies)


def _scan(line: str, item) -> tuple[bool, int, list[tuple[str, re.Match]]]:
    """Whether a line is nothing but furniture, where the controls in front of it end, and what is stamped there."""
    at = controls = end = 0
    kinds, days, label = set(), [], ""
    while found := item.match(line, at):
        kind, at = found.lastgroup, found.end()
        if kind == "noise":
            icons = [i for i, c in enumerate(found[0], 1) if category(c) in ("So", "Sm", "Sk") and c not in ORDINARY]
            if not icons:
                continue
            kind = "control"
            end = found.start() + icons[-1]
        elif kind in ("size", "font"):
            kind, end = "control", at
        elif kind == "label":
            label = found[0].lower()
        elif kind == "day":
            days.append((label, found))
        controls += kind == "control"
        kinds.add(kind)
    all_of_it = at == len(line)
    # One sign may belong to the story; a day alone is a date line, which stays.
    furniture = all_of_it and (not kinds or bool(kinds & {"part", "control"}))
    return furniture, end if controls > 1 else 0, days if all_of_it or controls > 1 else []


def _lines(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\r\n]+", text) if m[0].strip()]


def _squeezed(name: str | None) -> str:
    return re.sub(r"^the|[\W_]+", "", (name or "").lower())


def cut(text: str, *, publisher: str | None = None, url: str | None = None, lexicons: str | None = None) -> Slice:
    """The slice of a text that is the story.

    Cut are, at both ends, lines made of controls, share words and notices, the controls in front of a first line, and a
    site's name alone on the last line: a domain, an outlet that is no agency, or the publisher or host that the
    metadata name. What looks like a title, a byline, a date line or an agency's credit stays.
    """
    item, notice, _ = _words(lexicons)
    lines = _lines(text)

    def is_furniture(a, b):
        return _scan(text[a:b], item)[0] or (b - a <= NOTICE_CHARS and notice.match(text, a, b) is not None)

    first, last = 0, len(lines)
    while first < last and is_furniture(*lines[first]):
        first += 1
    while last > first and is_furniture(*lines[last - 1]):
        last -= 1
    host = (urlsplit(url).hostname or "").split(".") if url else ()
    known = _outlets(lexicons)[2] | {_squeezed(name) for name in (publisher, *host) if name}
    site = text[slice(*lines[last - 1])].strip() if last - first > 1 else None
    if site and (SITE.fullmatch(site) or _squeezed(site) in known):
        last -= 1
        while last > first and is_furniture(*lines[last - 1]):
            last -= 1
    else:
        site = None
    if first == last:
        return Slice(len(text), len(text), _stamp(text, lines, item), site)
    start = lines[first][0] + _scan(text[slice(*lines[first])], item)[1]
    end = lines[last - 1][1]
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end = start + len(text[start:end].rstrip())
    return Slice(start, end, _stamp(text, lines, item), site)


def _stamp(text, lines, item) -> re.Match | None:
    """Where the day stands that a stamp, a date line or a byline at the top names: of publication rather than of an update."""
    stamps = []
    for a, b in lines[:HEADER_LINES]:
        line = text[a:b].strip()
        stamps += _scan(line, item)[2]
        if line[:3].lower() == "by " and len(line) < 120:
            stamps += [("", m) for m in re.finditer(DAY, line, re.IGNORECASE)]
    published = [day for label, day in stamps if not label.startswith(("updated", "last", "modified"))]
    return next(iter(published), stamps[0][1] if stamps else None)


def credits(story: str, *, lexicons: str | None = None) -> Credits:
    """Dateline, news agency and publisher that a story names itself."""
    names, credit, _ = _outlets(lexicons)
    kickers = _words(lexicons)[2]
    lines = [story[a:b].strip() for a, b in _lines(story)]
    place = agency = None
    for line in lines[:HEADER_LINES]:
        place, agency = _dateline(line, names, kickers)
        if place or agency:
            break
    if agency is None:
        edges = [*lines[:3], *lines[-1:]]
        edges += re.findall(r"[(\[]([^()\[\]]{2,40})[)\]]\W*$", lines[-1] if lines else "")
        bare = (re.sub(r"^(?:by|source:)\s+|[()\[\]]", "", edge, flags=re.IGNORECASE).lower() for edge in edges)
        agency = next((names[b] for b in bare if b in names), None)
    if agency is None and (found := credit.search(story, 0, HEAD_CHARS)):
        agency = names[(found["after"] or found["before"]).lower()]
    site = SITE_REPORTS.search(story)
    return Credits(place, agency, site[1] if site else None)


def _dateline(line: str, names: dict[str, str], kickers: frozenset[str]) -> tuple[str | None, str | None]:
    if bare := BARE_CREDIT.match(line):
        return None, names.get(bare["credit"].lower()) if bare["break"] else None
    for pattern, needed in DATELINES:
        if found := pattern.match(line):
            agency = names.get((found["credit"] or "").lower())
            evidence = bool(agency) + bool(found["on"]) + bool(found["break"])
            story_follows = evidence > 1 or len(line) - found.end() >= 40
            if evidence >= needed and story_follows and found["place"].lower() not in kickers:
                return found["place"], agency
    return None, None
