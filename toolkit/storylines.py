"""Mentions -> storylines: which mentions tell of one event in the world.

An article is read first by itself; what it tells then meets what earlier articles told. Candidates come from blocks (kind ×
participants × month), never from all pairs, so that the work grows with the number of mentions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from .mentions import AHEAD, NOW, PAST, Mention
from .parties import Party, gathering, matched, refined
from .words import states

CLOSE = 31  # days between reports, or between a report and a window, that may still be one story
LONG = 31  # a window of more days proves little
STAY = 3  # days by which the windows of one visit may miss each other: arrival and stay
MOVED = 7  # days by which two reports of one plan may differ
FULL = 200  # the newest storylines of a block that are looked at


@dataclass(slots=True)
class Storyline:
    """Mentions of one event in the world, in order of publication, and what they say together."""

    mentions: list[Mention]
    actors: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    start: int | None = None
    end: int | None = None
    precision: str | None = None
    place: str | None = None
    place_country: str | None = None
    told: frozenset = frozenset()
    articles: set = field(default_factory=set)
    first: int | None = None
    last: int | None = None

    @classmethod
    def of(cls, mention: Mention) -> Storyline:
        line = cls([])
        line.add(mention)
        return line

    @property
    def head(self) -> Mention:
        return self.mentions[0]

    @property
    def dated(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def tour(self) -> bool:
        return any(m.tour for m in self.mentions)

    @property
    def mode(self) -> str | None:
        return next((m.mode for m in self.mentions if m.mode), None)

    def add(self, mention: Mention) -> None:
        self.mentions.append(mention)
        self.articles.add(mention.article_id)
        for mine, new in ((self.actors, mention.actors), (self.recipients, mention.recipients)):
            for party in new:
                mine[:] = refined(mine, party)
        self.start, self.end, self.precision = narrowed(self, mention)
        if mention.place and (not self.place or not _wider(mention, self)):
            self.place, self.place_country = mention.place, mention.place_country
        self.told = self.told or mention.told
        if mention.published is not None:
            self.first = mention.published if self.first is None else min(self.first, mention.published)
            self.last = mention.published if self.last is None else max(self.last, mention.published)


def narrowed(a, b) -> tuple[int | None, int | None, str | None]:
    """The window of ``a`` cut to that of ``b``; where they do not meet, that of ``b``, the later report."""
    if not b.dated:
        return a.start, a.end, a.precision
    if not a.dated:
        return b.start, b.end, b.precision
    start = max((d for d in (a.start, b.start) if d is not None), default=None)
    end = min((d for d in (a.end, b.end) if d is not None), default=None)
    if start is not None and end is not None and start > end:
        return b.start, b.end, b.precision
    for w in (b, a):
        if (w.start, w.end) == (start, end):
            return start, end, w.precision
    return start, end, "day" if start == end else "range"


# --- who


def _sits(m) -> bool:
    """Whether these are a body's own: nobody beside it but those who attend."""
    return m.mode == "multilateral" or len(m.actors) <= 2 and all(p.kind != "state" for p in m.actors)


def _sides(m) -> int:
    return len(m.actors) + len(m.recipients)


def same_people(m: Mention, line: Storyline, within: bool) -> tuple[int, int] | None:
    """(0 or 1 for a full match, names in common) where the participants agree; None where they do not."""
    again = _again(m, line)
    if m.family not in ("meeting", "visit") and again and 1 in (_sides(m), _sides(line)):
        # the only participant of "the impeachment" may be its actor or whom it meets
        hits, same, rest, others = matched(m.actors + m.recipients, (*line.actors, *line.recipients))
        return None if rest and others or not hits else (int(not rest and not others), same)
    hits, same, rest, others = matched(m.actors, line.actors)
    if m.family == "meeting":
        named = gathering(m.actors) & gathering(line.actors)
        if named and _sits(m) and _sits(line) and "multilateral" in (m.mode, line.mode):
            return 1, 2
        if rest and others or not hits:
            return None
        many = m.mode == "multilateral", line.mode == "multilateral"
        if (rest or others) and (not (within and again) if hits == 1 else same < hits or many[0] != many[1]):
            return None
        kinds = {p.kind for p in (*m.actors, *line.actors)}
        summits = (m.word == "summit") != any(x.word == "summit" for x in line.mentions)
        if summits and ("person" not in kinds or "state" in kinds and not within):
            return None  # leaders meet at summits, ministers do not
        return int(not rest and not others), same
    if rest and others or not hits:
        return None
    if m.family == "visit":
        if m.tour != line.tour or (m.told and line.told and m.told != line.told):
            return None
        if not (m.told and line.told) and not within:
            return None
        return int(not rest and not others), same
    hits2, same2, rest2, others2 = matched(m.recipients, line.recipients)
    if rest2 and others2 or (m.recipients and line.recipients and not hits2):
        return None
    full = not (rest or others or rest2 or others2)
    return (int(full), same + same2) if again or full and hits2 else None


# --- where


def _wider(a, b) -> bool:
    """Whether the place of ``a`` is but the country of ``b``'s."""
    return a.place_country == b.place_country and states().get(a.place_country) == a.place


def same_place(m: Mention, line: Storyline) -> bool | None:
    """True for one place or a place and its country, None where either is not told, False for two places."""
    if m.place and m.place == line.place:
        return True
    known = m.place_country and line.place_country
    return (_wider(m, line) or _wider(line, m)) if known else None


# --- when


class _Window(NamedTuple):
    start: int | None
    end: int | None


def _length(w) -> int:
    return w.end - w.start + 1 if w.start is not None and w.end is not None else 10_000


def gap(a, b) -> int:
    """Days by which two windows miss each other; 0 where they meet. A side that is open reaches any day."""
    low = max((d for d in (a.start, b.start) if d is not None), default=None)
    high = min((d for d in (a.end, b.end) if d is not None), default=None)
    return max(0, low - high) if low is not None and high is not None else 0


def same_time(m: Mention, line: Storyline, within: bool) -> int | None:
    """How well the windows agree: 2 where both are told and meet, 1 where one is not told, 0 moved; None: not one event."""
    phases = {x.phase for x in line.mentions if x.article_id == m.article_id}
    if within and m.status == "cancelled" and phases & {PAST, NOW}:
        return None
    if within and m.phase in (PAST, NOW) and any(x.status == "cancelled" for x in line.mentions):
        return None
    if m.dated and line.dated:
        apart = gap(m, line)
        if not apart:
            tight = min(_length(m), _length(line)) <= LONG
            return 2 if tight or within or _close(m, line) else None
        if m.family == "visit":
            return 0 if apart <= (1 if within else STAY) else None
        told_off = within or m.phase != AHEAD or any(x.phase in (PAST, NOW) for x in line.mentions)
        return None if told_off or apart > MOVED else 0
    if within:
        if not _order(m, line):
            return None
        if m.family == "visit" or not m.phase:
            return 1
        clash = {AHEAD: {PAST, NOW}, PAST: {AHEAD}, NOW: {AHEAD}}[m.phase]
        return None if phases & clash and not phases & {m.phase} else 1
    return 1 if _close(m, line) and _order(m, line) and not _over(m, line) else None


def _close(m: Mention, line: Storyline) -> bool:
    """Whether the mention was published near the storyline's reports or its window."""
    if m.published is None or line.last is None:
        return False
    if m.published - line.last <= CLOSE:
        return True
    return any(d is not None and abs(m.published - d) <= CLOSE for d in (line.start, line.end))


def _order(m: Mention, line: Storyline) -> bool:
    """Whether a mention without a date can be of that window: what is past does not lie ahead of its report, and so on."""
    day = m.published
    if day is None or not m.phase:
        return True
    if m.phase == PAST:
        return line.start is None or line.start <= day + 1
    if m.phase == AHEAD:
        return line.end is None or line.end >= day - 1
    return gap(line, _Window(day - STAY, day + STAY)) == 0


def _over(m: Mention, line: Storyline) -> bool:
    """Whether earlier reports tell as past what this one says is still to come."""
    return m.phase == AHEAD and any(
        x.phase in (PAST, NOW) and x.published is not None and x.published < m.published - 1 for x in line.mentions
    )


# --- joining


def fits(m: Mention, line: Storyline, within: bool) -> tuple | None:
    """How well a mention fits a storyline, to be compared; None where it does not."""
    if m.several != line.head.several:
        return None
    people = same_people(m, line, within)
    if people is None:
        return None
    time = same_time(m, line, within)
    if time is None:
        return None
    place, (full, same) = same_place(m, line), people
    if place is False:  # two venues of one meeting, or two stops
        if m.family != "meeting" or within or time < 2 or not full or m.place_country != line.place_country:
            return None
    if m.type != "CONSULT" and time < 2 and not _again(m, line):
        return None
    if not within and time < 2 and not _known(m, line, place, full, same):
        return None
    if not within and not same and min(_length(m), _length(line)) > 7:
        return None  # two states may have sent others
    real = any((x.phase in (PAST, NOW)) == (m.phase in (PAST, NOW)) for x in line.mentions)
    return time == 2, real, place is True, full, same


def _known(m: Mention, line: Storyline, place: bool | None, full: int, same: int) -> bool:
    """Whether another article's mention without a date says enough to be of a storyline."""
    if m.type != "CONSULT":  # what is done to a person, and what is not yet done, is told of for weeks
        return bool(full) and (any(p.kind == "person" for p in m.recipients) or m.phase == AHEAD)
    if m.family != "meeting":
        return bool(same)
    if gathering(m.actors):
        return bool(full and same) and (place is True or _again(m, line))
    return bool(full and same) and len(m.actors) > 1


def _again(m: Mention, line: Storyline) -> bool:
    return any(x.word == m.word for x in line.mentions)


def keys(m) -> list[tuple]:
    """The blocks in which a mention or storyline is looked for: its kind with a pair of its participants."""

    def of(parties):
        return sorted({p.country or p.plain for p in parties})[:6]

    kind, actors = m.head.family if isinstance(m, Storyline) else m.family, of(m.actors)
    if kind == "visit":
        return [(kind, a, *sorted(m.told)) for a in actors]
    if kind == "meeting":
        pairs = [(kind, a, b) for n, a in enumerate(actors) for b in actors[n + 1 :]]
        return [*(pairs or [(kind, a) for a in actors]), *((kind, "", b) for b in sorted(gathering(m.actors)))]
    people = sorted(p.plain for p in (*m.actors, *m.recipients) if p.kind == "person")
    return [*((kind, a, b) for a in actors or [""] for b in of(m.recipients) or [""]), *((kind, "", p) for p in people)]


def months(m) -> set[int]:
    """Months, roughly, of the window and of publication."""
    out = set()
    if m.dated and _length(m) <= 3 * LONG:
        out.update(range(m.start // LONG, m.end // LONG + 1))
    else:
        out.update(d // LONG for d in (m.start, m.end) if d is not None)
    days = (m.first, m.last) if isinstance(m, Storyline) else (m.published,)
    return out | {d // LONG for d in days if d is not None}


def storylines(mentions: list[Mention]) -> list[Storyline]:
    """Mentions, in order of publication and text, as storylines, in order of their first mention."""
    articles: dict[str, list[Mention]] = {}
    for m in mentions:
        articles.setdefault(m.article_id, []).append(m)
    lines: list[Storyline] = []
    blocks: dict[tuple, list[int]] = defaultdict(list)
    for told in articles.values():
        taken = set()
        for group in _within(told):
            n = _across(group, lines, blocks, taken)
            if n is None:
                n = len(lines)
                lines.append(group)
            else:
                for m in group.mentions:
                    lines[n].add(m)
            taken.add(n)
            for key in keys(lines[n]):
                for month in months(lines[n]):
                    block = blocks[(*key, month)]
                    if n not in block[-FULL:]:
                        block.append(n)
    return lines


def _within(told: list[Mention]) -> list[Storyline]:
    """The storylines of one article by itself."""
    kinds: dict[str, list[Storyline]] = defaultdict(list)
    out = []
    for m in told:
        found = [(fit, n) for n, line in enumerate(kinds[m.family]) if (fit := fits(m, line, True)) is not None]
        if found:
            kinds[m.family][max(found)[1]].add(m)
        else:
            line = Storyline.of(m)
            kinds[m.family].append(line)
            out.append(line)
    return out


def _across(group: Storyline, lines: list[Storyline], blocks: dict, taken: set) -> int | None:
    """The number of the storyline that an article's own one goes on with. An article's two stay two."""
    near = {month + step for month in months(group) for step in (-1, 0, 1)}
    nearby = sorted({n for key in keys(group) for month in near for n in blocks.get((*key, month), [])[-FULL:]})
    best, telling = None, _telling(group)
    for n in nearby:
        if n in taken:
            continue
        fit = fits(telling, lines[n], False)
        if fit is not None and (best is None or fit >= best[0]):
            best = (fit, n)
    return best and best[1]


def _telling(group: Storyline) -> Mention:
    """The mention that says most: with a date before without, with more participants, with a place; of equals, the first."""
    return max(group.mentions, key=lambda m: (m.dated, _sides(m), bool(m.place)))
