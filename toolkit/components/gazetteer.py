"""Words that the lexicons know, found in a Doc: longest match first, no overlaps."""

from __future__ import annotations

from dataclasses import dataclass

from ..knowledge import table


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens ``start`` to ``end`` (half-open) and the lexicon rows that their words stand for."""

    start: int
    end: int
    table: str
    rows: tuple[dict, ...]


class Gazetteer:
    """The names of some lexicons as token sequences, built once per pipeline.

    Parameters
    ----------
    nlp : spacy.language.Language
        Its tokenizer cuts the names as it will cut the texts.
    tables : dict of str to str
        Lexicon and the column that holds its names; of equal names the earlier lexicon wins.
    folder : str, optional
        A person's own lexicons.
    proper : bool
        Names keep their capitals: "Turkey" is not "turkey", "US" is not "us".
    """

    def __init__(self, nlp, tables: dict[str, str], folder: str | None = None, *, proper: bool = True):
        self.proper = proper
        found: dict[tuple[str, ...], tuple[str, list[dict]]] = {}
        for name, column in tables.items():
            for row in table(name, folder):
                words = tuple(t.text for t in nlp.tokenizer(row[column]))
                if not words:
                    continue
                key = words if proper else tuple(w.lower() for w in words)
                if key not in found:
                    found[key] = (name, [])
                if found[key][0] == name:
                    found[key][1].append(row)
        self.first: dict[str, list] = {}
        for words, (name, rows) in found.items():
            exact = proper and len(words) == 1 and words[0].isupper() and len(words[0]) <= 5
            low = tuple(w.lower() for w in words)
            self.first.setdefault(low[0], []).append((len(words), low, words, exact, name, tuple(rows)))
        for entries in self.first.values():
            entries.sort(key=lambda e: (-e[0], e[2]))

    def at(self, g, i: int, last: int | None = None) -> Match | None:
        """The longest name that begins at a token, and ends by ``last``."""
        for size, low, words, exact, name, rows in self.first.get(g.lower[i], ()):
            end = i + size
            if end > (last or g.n) or (size > 1 and tuple(g.lower[i:end]) != low):
                continue
            if self.proper:
                if i > 1 and g.text[i - 1] == "-" and g.lower[i - 2] in ("anti", "pro", "counter", "non"):
                    continue  # "anti-Syrian groups" are not Syria's
                if (
                    size == 1
                    and i > 1
                    and g.text[i - 1] == "-"
                    and g.end[i - 2] == g.start[i - 1]
                    and g.text[i - 2][0].isupper()
                ):
                    if g.lower[i - 2] not in self.first:  # "Bas-Zaire" is a name of its own
                        continue
                if exact and g.text[i] != words[0]:
                    continue
                if any(w[0].isupper() and not t[0].isupper() for w, t in zip(words, g.text[i:end], strict=True)):
                    continue
            return Match(i, end, name, rows)
        return None

    def find(self, g) -> list[Match]:
        """All names of a Doc, from left to right."""
        out, i = [], 0
        first = self.first
        while i < g.n:
            if g.lower[i] in first:
                match = self.at(g, i)
                if match and g.lower[i] == "the" and match.end < g.n and (inner := self.at(g, i + 1)):
                    match = inner if inner.end > match.end else match  # "the North Koreans" are not "the North"
                if match:
                    out.append(match)
                    i = match.end
                    continue
            i += 1
        return out
