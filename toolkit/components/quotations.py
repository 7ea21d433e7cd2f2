"""Where words stand between quotation marks, as token ranges."""

from __future__ import annotations

from dataclasses import dataclass

OPENING = frozenset({"“", "``", "«", "„"})
CLOSING = frozenset({"”", "»"})
EITHER = frozenset({'"', "''"})
SINGLE = frozenset({"'", "‘", "’"})
MARKS = OPENING | CLOSING | EITHER
BRACKETS = frozenset("([{-–—:")


@dataclass(slots=True)
class Quotation:
    """One quotation: tokens ``start`` to ``end`` (half-open), its marks included."""

    start: int
    end: int


def paragraph_starts(g) -> list[bool]:
    """For each token, whether a new paragraph begins with it; a line that goes on in lower case is only wrapped."""
    out = [False] * g.n
    fresh = True
    for i, word in enumerate(g.text):
        if word.isspace():
            if "\n" in word:
                after = g.text[i + 1] if i + 1 < g.n else ""
                fresh = fresh or not (word == "\n" and after[:1].islower())
            continue
        out[i] = fresh
        fresh = False
    return out


def quotations(g, begins: list[bool]) -> list[Quotation]:
    """All quotations in order; one that is opened anew at each paragraph is one.

    An apostrophe is no mark: single marks count only as a pair whose closing one follows a comma or a full stop, as
    British papers set speech, which keeps the possessive (``ministers'``) and scare quotes out.
    """
    found, opened, single = [], None, None
    for i, word in enumerate(g.text):
        if begins[i]:
            single = None
            if opened is not None:
                if word in OPENING or word in EITHER:
                    continue  # the quotation goes on in this paragraph
                found.append(Quotation(opened, _paragraph_end(g, i)))
                opened = None
        if word in MARKS:
            if opened is None:
                if word in OPENING or (word in EITHER and _may_open(g, i)):
                    opened = i
            elif word in CLOSING or (
                word in EITHER and not (_hugs_next(g, i) and _may_open(g, i) and _gap_before(g, i))
            ):
                found.append(Quotation(opened, i + 1))
                opened = None
            elif word in EITHER or word in OPENING:
                opened = i  # the mark before this one was a stray
        elif word in SINGLE and opened is None:
            if single is None:
                if word != "’" and _gap_before(g, i) and _hugs_next(g, i):
                    single = i
            elif i and g.text[i - 1] in (",", ".", "!", "?") and not _gap_before(g, i):
                found.append(Quotation(single, i + 1))
                single = None
    if opened is not None and begins[opened]:
        found.append(Quotation(opened, _paragraph_end(g, g.n)))
    return sorted(found, key=lambda q: q.start)


def _gap_before(g, i: int) -> bool:
    return i == 0 or g.start[i] > g.end[i - 1] or g.text[i - 1].isspace() or g.text[i - 1][-1] in BRACKETS


def _hugs_next(g, i: int) -> bool:
    return i + 1 < g.n and g.start[i + 1] == g.end[i] and not g.text[i + 1].isspace()


def _may_open(g, i: int) -> bool:
    return _gap_before(g, i) or (_hugs_next(g, i) and g.text[i + 1][0].isalnum())


def _paragraph_end(g, i: int) -> int:
    while i > 0 and g.text[i - 1].isspace():
        i -= 1
    return i
