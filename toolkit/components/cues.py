"""The lexicon of reality cues, indexed once: which word, governing an event in which way, says how real it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

from ..frames import STATUSES
from ..knowledge import LexiconError, table

RANK = {status: n for n, status in enumerate(STATUSES)}
CERTAINTY = dict(zip(STATUSES, (0.0, 0.1, 0.5, 0.6, 0.8, 0.9, 0.9, 1.0, 1.0), strict=True))
IRREALIS = frozenset({"possible", "hypothetical"})
REVERSED = frozenset({"cancelled", "denied"})
AHEAD = frozenset({"hypothetical", "possible", "expected", "planned", "scheduled"})
# What a cue can say about its event instead of a status; the lexicon's own comment explains each.
READINGS = ("same", "underway", "purpose", "presupposed", "topic")

# A relation without a row of its own is looked up under these, in order.
PREPOSITIONS = ("of", "for", "to", "on", "about", "over", "towards", "toward", "regarding")
FALLBACK = {
    "object infinitive": ("infinitive", "complement", "any"),
    "passive infinitive": ("object infinitive", "infinitive", "complement", "any"),
    "infinitive": ("complement", "any"),
    "gerund": ("object", "complement", "any"),
    "clause": ("complement", "any"),
    "object": ("any",),
    "modifier": ("any",),
    "predicate": ("any",),
    **dict.fromkeys(PREPOSITIONS, ("complement",)),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """How real an event is, the deciding words in token numbers (half-open)."""

    status: str
    certainty: float
    tense: str
    cue: tuple[int, int] | None = None
    condition: tuple[int, int] | None = None


OCCURRED = Reading("occurred", 1.0, "past")
ONGOING = Reading("ongoing", 1.0, "present")
SCHEDULED = Reading("scheduled", 0.9, "future")


def weaken(inner: Reading, outer: Reading | None) -> Reading:
    """The nearest cue decides; a weaker one above it weakens, a stronger one does not strengthen.

    A reversal that is itself not real reverses nothing: "may cancel the visit" leaves it possible.
    """
    if outer is None:
        return inner
    condition = inner.condition or outer.condition
    supposed = inner.tense == "present" or (outer.condition is not None and inner.status == "occurred")
    tense = outer.tense if supposed else inner.tense
    if inner.status in REVERSED and outer.status in IRREALIS:
        return Reading(outer.status, min(0.5, outer.certainty), tense, outer.cue or inner.cue, condition)
    if RANK[outer.status] < RANK[inner.status] and outer.status != "ongoing":
        certainty = min(inner.certainty, outer.certainty)
        return Reading(outer.status, certainty, tense, outer.cue or inner.cue, condition)
    return inner if condition == inner.condition else replace(inner, condition=condition)


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: what the word makes of the event that it governs, and what it does where it is negated itself."""

    status: str
    certainty: float
    negated: str
    past: bool


class Cues:
    """Rows by word, word class and relation; phrases by each of their words."""

    def __init__(self, folder: str | None = None):
        self.rows: dict[tuple[str, str, str], Cue] = {}
        self.multiword: set[str] = set()  # first words of "call off", "take part"
        self.known: set[str] = set()  # every word of every cue: most words are none, and are left at once
        self.phrases: dict[str, list[tuple[tuple[str, ...], int, str, Cue]]] = defaultdict(list)
        for number, row in enumerate(table("cues", folder), 1):
            for column in ("status", "negated_status"):
                if row[column] and row[column] not in RANK and row[column] not in READINGS:
                    allowed = ", ".join((*STATUSES, *READINGS))
                    raise LexiconError(
                        f"cues.csv, row {number} ({row['cue']}): unknown {column} {row[column]!r}; allowed: {allowed}"
                    )
            certainty = float(row["certainty"]) if row["certainty"] else CERTAINTY.get(row["status"], 1.0)
            cue = Cue(row["status"], certainty, row["negated_status"] or "denied", row["tense"] == "past")
            words = tuple(row["cue"].lower().split())
            self.known.update(words)
            if row["pos"] == "PHRASE":
                for at, word in enumerate(words):
                    self.phrases[word].append((words, at, row["relation"], cue))
            else:
                self.rows[" ".join(words), row["pos"], row["relation"]] = cue
                if len(words) > 1:
                    self.multiword.add(words[0])
        self.marks = frozenset(word for word, pos, _ in self.rows if pos == "SCONJ")
        self.adverbs = frozenset(word for word, pos, _ in self.rows if pos == "ADV")
        for found in self.phrases.values():
            found.sort(key=lambda phrase: -len(phrase[0]))

    def get(self, word: str, pos: str, relation: str) -> Cue | None:
        """The row for a word that governs an event in this relation."""
        found = self.rows.get((word, pos, relation))
        if found is None:
            for other in FALLBACK.get(relation, ()):
                found = self.rows.get((word, pos, other))
                if found is not None:
                    break
        return found


@lru_cache(maxsize=4)
def cues(folder: str | None = None) -> Cues:
    """The lexicon with a person's own folder laid over it, read once per process."""
    return Cues(folder)
