"""How storylines hang together: what took whose place, and what is part of what."""

from __future__ import annotations

from collections import defaultdict

from .fitting import same_place
from .mentions import AHEAD, Mention
from .parties import Party, agree, gathering, matched
from .storylines import Storyline, keys, months
from .windows import CLOSE, LONG, STAY, gap
from .words import heir


def moved(lines: list[Storyline], outcomes: list[str]) -> dict[int, int]:
    """Of a plan that was called off: the next one of the same people, there, first told with the cancellation or after it."""
    blocks = defaultdict(set)
    for n, line in enumerate(lines):
        if line.start is not None and line.head.phase:
            for key in keys(line):
                blocks[(*key, line.start // LONG)].add(n)
    out = {}
    for n, line in enumerate(lines):
        if outcomes[n] not in ("cancelled", "postponed"):
            continue
        off = next(m for m in reversed(line.mentions) if m.status == "cancelled")
        after = max((d for d in (line.end if line.dated else None, off.published) if d is not None), default=None)
        if after is None:
            continue
        near = range(after // LONG, after // LONG + 13)
        later = {o for key in keys(line) for month in near for o in blocks.get((*key, month), ())} - {n}
        found = [
            (lines[o].start, o)
            for o in later
            if lines[o].start > after and _follows(off, lines[o]) and _same_plan(line, lines[o])
        ]
        if found:
            out[n] = min(found)[1]
    return out


def _follows(off: Mention, new: Storyline) -> bool:
    """Whether it was told beside or soon after the cancellation: as a plan; of what is put off, what took place counts too."""
    if new.head.phase != AHEAD and not off.put_off:
        return False
    soon = new.first is not None and off.published is not None and 0 <= new.first - off.published <= CLOSE
    return soon or off.article_id in new.articles


def _same_plan(old: Storyline, new: Storyline) -> bool:
    """Whether one plan can have taken the other's place: all who took part, and a visit's country and town."""
    if new.head.type != old.head.type or new.head.several != old.head.several:
        return False
    for a, b in ((old.actors, new.actors), (old.recipients, new.recipients)):
        _, _, rest, others = matched(a, b)
        if rest or others:
            return False
    if old.head.family == "visit":
        return old.told == new.told and same_place(new, old) is not False
    return len(old.actors) + len(old.recipients) > 1 or bool(old.bodies)


def within(lines: list[Storyline]) -> dict[int, int]:
    """What meetings and legs belong to: the gathering on whose sidelines, the visit during which, or the tour."""
    visits, gatherings, travels = defaultdict(list), defaultdict(list), defaultdict(list)
    for n, line in enumerate(lines):
        if line.head.family == "visit" and not line.head.several:
            for p in line.actors:
                for key in {(p.country or p.plain, c, month) for c in line.told for month in months(line)}:
                    visits[key].append(n)
                for article in line.articles if p.kind == "person" else ():
                    travels[(article, p.plain)].append(n)
        elif line.mode == "multilateral" and gathering(line.actors):
            for article in line.articles:
                gatherings[article].append(n)
    out = {}
    for n, line in enumerate(lines):
        if line.head.family not in ("visit", "meeting") or line.head.several or n in gatherings[line.head.article_id]:
            continue
        leg = line.head.family == "visit"
        where = line.told if leg else {heir(c) for c in (line.place_country, *(p.country for p in line.actors))}
        pairs = {(p.country or p.plain, country) for p in line.actors for country in where - {heir(p.country), None}}
        near = {v for pair in pairs for month in months(line) for v in visits.get((*pair, month), ())}
        if not leg:  # with somebody whose country nobody tells
            for p in line.actors:
                beside = {v for a in line.articles for v in travels.get((a, p.plain), ())}
                if line.dated or len(beside) == 1 and _on_the_way(line, lines[min(beside)], p):
                    near |= beside
        found = {
            (1, -len(lines[v].told), -v) for v in near if _during(line, lines[v], leg)
        }  # a stop goes before its tour
        if line.mode == "third-party":
            sides = {g for a in line.articles for g in gatherings[a] if same_place(lines[g], line) is not False}
            found |= {(2, 0, -g) for g in sides if not gap(lines[g], line)}
        if found:
            out[n] = -max(found)[2]
    return out


def _during(line: Storyline, visit: Storyline, leg: bool) -> bool:
    """Whether a meeting, or the leg of a tour, falls into a visit: in its window, or told beside it of the same person."""
    if line is visit or leg and len(visit.told) <= len(line.told):
        return False
    if line.place_country and heir(line.place_country) not in visit.told:
        return False
    if line.dated and visit.dated and (apart := gap(line, visit)):
        arrived = visit.start is not None and visit.start == visit.end and line.start is not None
        return arrived and not leg and visit.start < line.start and apart <= STAY and _with(line, visit)
    if line.dated and visit.dated and line.start is not None and line.end is not None and line.end - line.start < 31:
        return _with(line, visit)
    named = {p.plain for p in line.actors if p.kind == "person"}
    return bool(line.articles & visit.articles) and any(p.plain in named for p in visit.actors)


def _on_the_way(line: Storyline, visit: Storyline, visitor: Party) -> bool:
    """Whether a meeting without a day, told beside the only visit, is with somebody who is none of the visitor's own."""
    others = [p for p in line.actors if not agree(p, visitor)]
    home = {visitor.country} - {None}
    return bool(others) and not any(p.country in home for p in others) and line.facts == visit.facts


def _with(line: Storyline, visit: Storyline) -> bool:
    return any(agree(p, q) for p in line.actors for q in visit.actors)
