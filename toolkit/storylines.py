"""Mentions -> storylines: which mentions tell of one event in the world.

An article is read first by itself; what it tells then meets what earlier articles told. Candidates come from blocks (kind ×
participants × month), never from all pairs, so that the work grows with the number of mentions.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from .parties import Party, gathering, matched, refined
from .words import states

PAST, NOW, AHEAD = "past", "now", "ahead"
PHASE = {"occurred": PAST, "ongoing": NOW, "scheduled": AHEAD, "planned": AHEAD, "expected": AHEAD, "possible": AHEAD}
OFF = ("cancelled", "denied")
# Words of talks that have no singular; any other plural ("their visits") tells of several events.
ONE_IN_PLURAL = {"talks", "negotiations", "discussions", "consultations", "deliberations"}
CLOSE = 31  # days between reports, or between a report and a window, that may still be one story
LONG = 31  # a window of more days proves little
STAY = 3  # days by which the windows of one visit may miss each other: arrival and stay
MOVED = 7  # days by which two reports of one plan may differ
FULL = 200  # the newest storylines of a block that are looked at


@dataclass(slots=True)
class Mention:
    """One row of ``events``, with days as ordinals (None: open or not known)."""

    event_id: str
    article_id: str
    published: int | None
    trigger: str
    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    place_country: str | None
    start: int | None
    end: int | None
    precision: str | None
    status: str | None
    certainty: float | None
    tense: str | None
    source: str | None
    source_kind: str | None
    publisher: str | None
    family: str = ""
    phase: str | None = None
    several: bool = False
    told: frozenset = frozenset()  # countries visited
    word: str = ""

    def __post_init__(self):
        self.family, self.phase = family(self.type, self.mode), PHASE.get(self.status)
        if self.status == "possible" and self.tense == "past":
            self.phase = None  # an alleged act is no plan
        self.word = stem(self.trigger)
        if self.family == "visit":
            found = {p.country or p.plain for p in self.recipients}
            self.told = frozenset(found or ({self.place_country} if self.place_country else ()))
        if self.type == "CONSULT" and self.trigger.endswith("s") and self.trigger not in ONE_IN_PLURAL:
            crowd = len(self.actors) > 1 or len(self.told) > 1
            self.several = crowd if self.family == "visit" else " " not in self.trigger
        if self.family == "meeting":  # all who take part, on one side
            self.actors, self.recipients = self.actors + self.recipients, ()
        sent = {p.country for p in self.actors if p.kind == "person"}
        self.actors = tuple(dict.fromkeys(p for p in self.actors if p.kind != "state" or p.country not in sent))

    @property
    def dated(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def tour(self) -> bool:
        return len(self.told) > 1 or self.word == "tour"


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


def family(type_: str, mode: str | None) -> str:
    """What may be one event: visits, calls and meetings among themselves; of the other types each by itself."""
    if type_ != "CONSULT":
        return type_
    return mode if mode in ("visit", "phone") else "meeting"


def stem(trigger: str) -> str:
    """The last word of a trigger without its ending, so that "arrested" and "arrest" are one word."""
    word = (trigger.lower().split() or [""])[-1]
    return word if word in ONE_IN_PLURAL else re.sub(r"(ing|ed|es|s|e)$", "", word) or word


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


def _sides(m) -> int:
    return len(m.actors) + len(m.recipients)


def same_people(m: Mention, line: Storyline, within: bool) -> tuple[int, int] | None:
    """(0 or 1 for a full match, names in common) where the participants agree; None where they do not."""
    again = any(x.word == m.word for x in line.mentions)
    if m.family not in ("meeting", "visit") and again and 1 in (_sides(m), _sides(line)):
        # the only participant of "the impeachment" may be its actor or whom it meets
        hits, same, rest, others = matched(m.actors + m.recipients, (*line.actors, *line.recipients))
        return None if rest and others or not hits else (int(not rest and not others), same)
    hits, same, rest, others = matched(m.actors, line.actors)
    if m.family == "meeting":
        named = gathering(m.actors) & gathering(line.actors)
        if named and m.mode == "multilateral" and any(x.mode == "multilateral" for x in line.mentions):
            return 1, len(named)
        if rest and others or not hits:
            return None
        if (rest or others) and (not (within and again) if hits == 1 else same < hits):
            return None
        if not any(p.kind == "person" for p in (*m.actors, *line.actors)) and (m.word == "summit") != any(
            x.word == "summit" for x in line.mentions
        ):
            return None
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
    if not full and not within or not (full and hits2) and not again:
        return None
    return int(full), same + same2


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
        if m.family == "visit" or not m.phase:
            return 1
        clash = {AHEAD: {PAST, NOW}, PAST: {AHEAD}, NOW: {AHEAD}}[m.phase]
        return None if phases & clash and not phases & {m.phase} else 1
    return 1 if _close(m, line) and _order(m, line) else None


def _close(m: Mention, line: Storyline) -> bool:
    """Whether the mention was published near the storyline's reports or its window."""
    if m.published is None or line.last is None:
        return False
    if m.published - line.last <= CLOSE:
        return True
    return any(d is not None and abs(m.published - d) <= CLOSE for d in (line.start, line.end))


def _order(m: Mention, line: Storyline) -> bool:
    """What has happened is not still to come, and what is told as past does not lie ahead of its report."""
    day = m.published
    if m.phase == AHEAD:
        past = any(x.phase in (PAST, NOW) and x.published < day - 1 for x in line.mentions if x.published is not None)
        return not past and (line.end is None or line.end >= day - 1)
    if m.phase == PAST:
        return line.start is None or line.start <= day + 1
    return True


# --- joining


def fits(m: Mention, line: Storyline, within: bool) -> tuple | None:
    """How well a mention fits a storyline, to be compared; None where it does not."""
    if m.several != line.head.several or not m.actors and not m.recipients:
        return None
    people = same_people(m, line, within)
    if people is None:
        return None
    time = same_time(m, line, within)
    if time is None:
        return None
    place = same_place(m, line)
    full, same = people
    if place is False and not (m.family == "meeting" and not within and time == 2 and full):
        return None
    if place is False and m.place_country != line.place_country:
        return None
    if not within:
        if not same and not (time == 2 and min(_length(m), _length(line)) <= 7):
            return None  # two states may have sent others
        if m.type != "CONSULT" and time < 2 and not _of_one_person(m):
            return None
    real = any((x.phase in (PAST, NOW)) == (m.phase in (PAST, NOW)) for x in line.mentions)
    return time == 2, real, place is True, full, same


def _of_one_person(m: Mention) -> bool:
    """An act on a named person (arrest, impeachment) or a step of theirs that is not yet taken is told of for weeks."""
    return any(p.kind == "person" for p in m.recipients) or m.phase == AHEAD


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
    return [(kind, a, b) for a in actors or [""] for b in of(m.recipients) or [""]]


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
    best = None
    for n in nearby:
        if n in taken:
            continue
        fit = min((f for m in _telling(group) if (f := fits(m, lines[n], False)) is not None), default=None)
        if fit is not None and (best is None or fit >= best[0]):
            best = (fit, n)
    return best and best[1]


def _telling(group: Storyline) -> list[Mention]:
    """The mentions of a group that say most: one with the most participants, dated ones before others."""
    rank = [(m.dated, len(m.actors) + len(m.recipients), bool(m.place), -n) for n, m in enumerate(group.mentions)]
    return [group.mentions[-max(rank)[3]]]
