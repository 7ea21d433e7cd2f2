"""Talks that go by the number of their parties: "the six-party talks" are those of all six, whoever is named of them."""

from __future__ import annotations

from datetime import date

from ..knowledge import table
from .above import DEFINITE
from .actors import Mention

TALKS = frozenset({"talk", "negotiation", "round", "meeting", "discussion", "session", "dialogue"})


class Forums:
    """The lexicon of such talks."""

    def __init__(self, folder: str | None):
        self.rows = [(row, row["members"].split("; ")) for row in table("forums", folder)]

    def seat(self, scene, events, published: date | None) -> None:
        """Give the talks of a forum, and "the talks" right after them, all parties."""
        members = None
        for e in events:
            if e.type != "CONSULT" or e.pattern == "visit":
                continue
            words = [c for c in scene.g.children[e.root] if c < e.root]
            goes_on = scene.g.lemma[e.root] in TALKS and any(scene.g.lower[c] in DEFINITE for c in words)
            members = self._members(scene, e, published) or (members if goes_on else None)
            if members and {m.country for m in e.actors if m.root != e.root} <= set(members):
                i = e.root
                e.actors = [Mention(i, i + 1, i, "", "state", code, country=code) for code in members]
                e.mode = "multilateral"

    def _members(self, scene, event, published):
        g = scene.g
        if g.lemma[event.root] not in TALKS:
            return None
        phrase = "".join(g.lower[max(event.start - 4, g.sentences[g.sentence[event.root]][0]) : event.root])
        for row, members in self.rows:
            if row["forum"] not in phrase or row["about"] and all(m.country != row["about"] for m in scene.mentions):
                continue
            first, last = (date.fromisoformat(row[c]) if row[c] else None for c in ("from", "to"))
            if published is None or (first is None or first <= published) and (last is None or published <= last):
                return members
        return None
