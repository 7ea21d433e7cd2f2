"""Mentions -> storylines: which mentions tell of one event in the world.

An article is read first by itself; what it tells then meets what earlier articles told. Candidates come from blocks (kind ×
participants × month), never from all pairs, so that the work grows with the number of mentions.
"""

from __future__ import annotations

from collections import defaultdict
from copy import copy
from dataclasses import dataclass, field

from .fitting import LASTING, fits, own_name, sides, told_of, wider
from .mentions import AHEAD, MUTUAL, Mention
from .parties import Party, gathering, refined
from .windows import LONG, TOLD_OF, gap, length, narrowed

FULL = 200  # the newest storylines of a block that are looked at
HALF = 20  # the same where only one side is known


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
    # What many mentions say, kept at hand, so that a mention is never held against every one before it.
    words: set = field(default_factory=set)
    facts: set = field(default_factory=set)  # whether told as past or under way, whether as anything else
    bodies: set = field(default_factory=set)
    named: set = field(default_factory=set)  # conferences by their own names
    misread: set = field(default_factory=set)  # mentions that joined although others are read with them
    over: int | None = None  # the first day of publication on which an article told only of what was past

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

    def add(self, mention: Mention, who: bool = True) -> None:
        """One more mention. ``who`` False: it is of this event by its words, and its participants are not taken over."""
        self.mentions.append(mention)
        self.articles.add(mention.article_id)
        self.words.add(mention.word)
        self.facts.add(mention.fact)
        if who:
            self.bodies |= gathering(mention.actors)
            self.named |= own_name(mention)
        stay = mention.fact and True in self.facts and (mention.family == "visit" or self.named)
        stay = stay or mention.family == "meeting" and LASTING & self.words and gap(mention, self) == 1
        if not who:
            self.misread.add(mention.event_id)
        for mine, new in ((self.actors, mention.actors), (self.recipients, mention.recipients)):
            for party in new if who else ():
                mine[:] = refined(mine, party)
        self.start, self.end, self.precision = narrowed(self, mention, bool(stay))
        if mention.place and (not self.place or mention.place_country and not wider(mention, self)):
            self.place, self.place_country = mention.place, mention.place_country
        self.told = self.told or mention.told
        if mention.published is not None:
            self.first = mention.published if self.first is None else min(self.first, mention.published)
            self.last = mention.published if self.last is None else max(self.last, mention.published)

    def close(self, group: Storyline) -> None:
        """An article has been read: whether it told of this as over."""
        ahead = any(m.phase == AHEAD for m in group.mentions)
        if self.over is None and True in group.facts and not ahead:
            self.over = group.first


def keys(m) -> list[tuple]:
    """The blocks in which a mention or storyline is looked for: its kind with a pair of its participants."""

    def of(parties):
        return sorted({p.country or p.plain for p in parties})[:6]

    head = m.head if isinstance(m, Storyline) else m
    kind, actors = head.family, of(m.actors)
    people = sorted({p.plain for p in m.actors if p.kind == "person"})[:6]  # whose country one article may not tell
    if kind == "visit":
        return [*((kind, a, *sorted(m.told)) for a in {*actors, *people}), *((kind, p) for p in people)]
    if kind in MUTUAL:
        pairs = [(kind, a, b) for names in (actors, people) for n, a in enumerate(names) for b in names[n + 1 :]]
        return [*(pairs or [(kind, a) for a in actors]), *((kind, "", b) for b in sorted(gathering(m.actors)))]
    out = [(kind, a, b) for a in actors or [""] for b in of(m.recipients) or [""]]
    for p in sorted({*m.actors, *m.recipients, *head.actors, *head.recipients}, key=lambda p: p.name):
        if p.kind in ("person", "group"):  # a group is named so vaguely that the word of the deed stands beside it
            out.append((kind, "", p.plain) if p.kind == "person" else (kind, head.word, p.plain))
    return out


def _half(line: Storyline) -> list[tuple]:
    """The blocks of deeds in which one who is told of without the other side looks: by each of its participants."""
    if line.head.type == "CONSULT":
        return []
    return [
        (line.head.family, "*", c) for c in sorted({p.country or p.plain for p in (*line.actors, *line.recipients)})[:6]
    ]


def months(m) -> set[int]:
    """Months, roughly, of the window and of publication."""
    out = set()
    if m.dated and length(m) <= 3 * LONG:
        out.update(range(m.start // LONG, m.end // LONG + 1))
    else:
        out.update(d // LONG for d in (m.start, m.end) if d is not None)
    head, days = (m.head, (m.first, m.last)) if isinstance(m, Storyline) else (m, (m.published,))
    if head.phase == AHEAD and head.type != "CONSULT" and None not in (head.published, m.end):
        out.update(
            range(head.published // LONG, min(m.end // LONG, head.published // LONG + 12) + 1)
        )  # a plan until then
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
        for group in told_in_one(told):
            n = _across(group, lines, blocks, taken)
            if n is None:
                n = len(lines)
                lines.append(group)
            else:
                for m in group.mentions:
                    lines[n].add(m, m.event_id not in group.misread)
            lines[n].close(group)
            taken.add(n)
            for key in (*keys(lines[n]), *_half(lines[n])):
                for month in months(lines[n]):
                    block = blocks[(*key, month)]
                    if n not in block[-FULL:]:
                        block.append(n)
    return lines


def told_in_one(told: list[Mention]) -> list[Storyline]:
    """The storylines of one article by itself."""
    kinds: dict[str, list[Storyline]] = defaultdict(list)
    out = []
    for m in told:
        found = [(fit, n) for n, line in enumerate(kinds[m.family]) if (fit := fits(m, line, True)) is not None]
        if found:
            fit, n = max(found)
            kinds[m.family][n].add(m, who=fit[0])
        else:
            line = Storyline.of(m)
            kinds[m.family].append(line)
            out.append(line)
    return out


def _across(group: Storyline, lines: list[Storyline], blocks: dict, taken: set) -> int | None:
    """The number of the storyline that an article's own one goes on with. An article's two stay two."""
    back = -(-TOLD_OF // LONG) if told_of(group.head) else 1
    near = {month + step for month in months(group) for step in range(-back, 2)}
    nearby = {n for key in keys(group) for month in near for n in blocks.get((*key, month), [])[-FULL:]}
    if not (group.actors and group.recipients):
        nearby |= {n for key in _half(group) for month in near for n in blocks.get((*key, month), [])[-HALF:]}
    nearby = sorted(nearby)
    best, telling = None, _telling(group)
    for n in nearby:
        if n in taken:
            continue
        fit = fits(telling, lines[n], False)
        if fit is not None and (best is None or fit >= best[0]):
            best = (fit, n)
    return best and best[1]


def _telling(group: Storyline) -> Mention:
    """The mention that says most: with a date before without, with more participants, with a place; of equals, the first.

    Where the others tell the place, it has that place.
    """
    most = max(
        (m for m in group.mentions if m.event_id not in group.misread), key=lambda m: (m.dated, sides(m), bool(m.place))
    )
    if not most.place and group.place:
        most = copy(most)
        most.place, most.place_country = group.place, group.place_country
    return most
