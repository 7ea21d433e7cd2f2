"""The lexicon of reality cues, indexed once: which word, governing an event in which way, says how real it is."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

from ..knowledge import LexiconError, table

STATUSES = (
    "denied",
    "cancelled",
    "hypothetical",
    "possible",
    "expected",
    "planned",
    "scheduled",
    "ongoing",
    "occurred",
)
RANK = {status: n for n, status in enumerate(STATUSES)}
# Besides a status, what a cue can say about its event:
READINGS = ("same", "purpose", "presupposed", "nominal", "ordinal")
CERTAINTY = dict(zip(STATUSES, (0.0, 0.1, 0.5, 0.6, 0.8, 0.9, 0.9, 1.0, 1.0), strict=True))

# A relation that has no row of its own is looked up under these, in order.
FALLBACK = {
    "object infinitive": ("infinitive", "complement", "any"),
    "infinitive": ("complement", "any"),
    "gerund": ("object", "complement", "any"),
    "clause": ("complement", "any"),
    "object": ("any",),
    "modifier": ("any",),
    "predicate": ("any",),
    **dict.fromkeys(
        ("of", "for", "to", "on", "about", "over", "towards", "toward", "at", "regarding"), ("complement", "any")
    ),
}
WORD_CLASS = {"AUX": "VERB", "PROPN": "NOUN"}


@dataclass(frozen=True, slots=True)
class Cue:
    """One row: the words, and what they make of the event that they govern, themselves negated or not."""

    words: tuple[str, ...]
    status: str
    certainty: float
    negated: str
    past: bool


class Cues:
    """Rows by word, word class and relation; phrases by each of their words."""

    def __init__(self, folder: str | None = None):
        self.rows: dict[tuple[str, str, str], Cue] = {}
        self.multiword: set[str] = set()  # first words of "call off", "take part"
        self.phrases: dict[str, list[tuple[tuple[str, ...], int, str, Cue]]] = defaultdict(list)
        for number, row in enumerate(table("cues", folder), 1):
            for column in ("status", "negated_status"):
                if row[column] and row[column] not in RANK and row[column] not in READINGS:
                    raise LexiconError(f"cues.csv, row {number} ({row['cue']}): unknown {column} {row[column]!r}")
            words = tuple(row["cue"].lower().split())
            number_given = float(row["certainty"]) if row["certainty"] else CERTAINTY.get(row["status"], 1.0)
            cue = Cue(
                words, row["status"], number_given, row["negated_status"] or "denied", "past" in row["note"].split()
            )
            if row["pos"] == "PHRASE":
                for at, word in enumerate(words):
                    self.phrases[word].append((words, at, row["relation"], cue))
            else:
                self.rows[row["cue"].lower(), row["pos"], row["relation"]] = cue
                if len(words) > 1:
                    self.multiword.add(words[0])
        for found in self.phrases.values():
            found.sort(key=lambda p: -len(p[0]))

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
