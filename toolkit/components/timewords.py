"""The words of time: the lexicons read once, and a Doc's words cut into the atoms that the grammar of time reads."""

from __future__ import annotations

import re
from datetime import date

from ..knowledge import table
from ..meanings import Holiday, Ref
from .grammar import Grammar

NOTHING: dict = {}
# Kinds that are lists of words around an expression, and begin none.
LISTS = ("counted", "numbered", "moved", "named", "paper", "filler")
PIECES = re.compile(r"\d+:\d\d|\d+(?:st|nd|rd|th|s\b)|\d+|[a-z]+\.?|[^\sa-z\d]")
ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
DECADE = re.compile(r"(\d{2}|\d{3}0)'?s")
TIME = re.compile(r"([01]?\d|2[0-3])[:.h]([0-5]\d)(?::[0-5]\d)?")
SLASHED = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})")
LONGEST = 20  # of a number: what is longer counts no days
NUMBER = re.compile(r"\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+")


class TimeWords:
    """What the lexicons say of words.

    Attributes
    ----------
    kinds : dict
        Word -> its kinds with their values: ``{"ordinal": 2, "unit": "second"}``.
    lists : dict
        Kind -> the words that stand around expressions.
    refs, holidays : dict
        First word -> list of (rest of the words, meaning), longest first.
    events : dict
        (month, day, word after it) -> year: "the September 11 attacks".
    """

    def __init__(self, lexicons: str | None = None):
        self.kinds: dict[str, dict] = {}
        self.refs: dict[str, list] = {}
        self.holidays: dict[str, list] = {}
        self.events: dict[tuple, int] = {}
        lists: dict[str, set] = {kind: set() for kind in LISTS}
        for row in table("times", lexicons):
            word, kind, value = row["word"], row["kind"], row["value"]
            if kind in lists:
                lists[kind].add(word)
            elif kind == "ref":
                self._phrase(self.refs, word.split(), kind, Ref(value))
            else:
                self.kinds.setdefault(word, {})[kind] = int(value) if value.lstrip("-").isdecimal() else value
        self.lists = {kind: frozenset(words) for kind, words in lists.items()}
        for row in table("holidays", lexicons):
            rule = {k: int(v) for k, v in row.items() if k not in ("holiday", "dates") and v}
            listed = tuple(date.fromisoformat(d) for d in row["dates"].split())
            if "year" in rule and row["holiday"][0].isalpha():
                self.events[rule["month"], rule["day"], row["holiday"].split()[-1]] = rule["year"]
                continue
            name = row["holiday"].lower().replace("'s", " 's").replace("s' ", "s ' ")
            self._phrase(self.holidays, name.split(), "holiday", Holiday(row["holiday"], **rule, dates=listed))

    def _phrase(self, phrases: dict, words: list[str], kind: str, meaning) -> None:
        first, *rest = words
        self.kinds.setdefault(first, {})[kind] = True
        phrases.setdefault(first, []).append((tuple(rest), meaning))
        phrases[first].sort(key=lambda found: -len(found[0]))

    def atoms(self, g: Grammar) -> tuple[list[str], list[dict], list[int]]:
        """The words, cut where a token holds several ("mid-2011"), with their kinds and the token of each.

        Spaces are left out; an empty line stays, since no expression runs over it.
        """
        known = self.kinds
        words, tokens = list(g.lower), list(range(g.n))
        kinds = [known.get(word) or NOTHING for word in words]
        odd = [
            i
            for i, w in enumerate(words)
            if not w.isalpha() and kinds[i] is NOTHING and (len(w) > 1 or w.isdecimal() or w == "\n")
        ]
        for i in reversed(odd):
            word = words[i]
            if word[0].isspace():
                if word.count("\n") < 2:
                    del words[i], kinds[i], tokens[i]
                continue
            digits = any(c.isdecimal() for c in word)
            found = numeric(word) if digits else None
            if found is not None:
                kinds[i] = found
            elif digits or len(word) > 3 and ("-" in word or "–" in word):
                pieces = PIECES.findall(word)
                read = [known.get(p) or p[0].isdecimal() and numeric(p) or NOTHING for p in pieces]
                if any(read):
                    words[i : i + 1], kinds[i : i + 1], tokens[i : i + 1] = pieces, read, [i] * len(pieces)
        return words, kinds, tokens


def numeric(word: str) -> dict | None:
    """What a word with digits can be; None where it should be cut into pieces."""
    if len(word) > LONGEST:
        return NOTHING
    if word.isdecimal():
        return {"digits": word, "number": int(word)}
    if m := ORDINAL.fullmatch(word):
        return {"digits": m[1], "ordinal": int(m[1])}
    if m := TIME.fullmatch(word):
        kinds = {"time": f"{int(m[1]):02}:{m[2]}"}
        return kinds | {"number": float(word)} if "." in word else kinds
    if NUMBER.fullmatch(word):
        return {"number": float(word.replace(",", ""))}
    if m := DECADE.fullmatch(word):
        return {"decade": int(m[1]) if len(m[1]) == 4 else 1900 + int(m[1])}
    if m := SLASHED.fullmatch(word):
        a, b = int(m[1]), int(m[3])
        month, day = (b, a) if a > 12 or m[2] == "." else (a, b)
        return {"date": (int(m[4]), month, day)} if 1 <= month <= 12 and 1 <= day <= 31 else NOTHING
    return None
