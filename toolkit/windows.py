"""Windows of days: how long, how far apart, and what two reports of one event leave of them."""

from __future__ import annotations

from typing import NamedTuple

CLOSE = 31  # days between reports, or between a report and a window, that may still be one story
TOLD_OF = 92  # the same for what was done to or by a person: an arrest, an impeachment
LONG = 31  # a window of more days proves little
STAY = (
    3  # days by which the windows of one visit or conference may miss each other: arrival and stay, opening and close
)
MOVED = 7  # days by which two reports of one plan may differ


class Window(NamedTuple):
    start: int | None
    end: int | None


def length(w) -> int:
    return w.end - w.start + 1 if w.start is not None and w.end is not None else 10_000


def gap(a, b) -> int:
    """Days by which two windows miss each other; 0 where they meet. A side that is open reaches any day."""
    low = max((d for d in (a.start, b.start) if d is not None), default=None)
    high = min((d for d in (a.end, b.end) if d is not None), default=None)
    return max(0, low - high) if low is not None and high is not None else 0


def narrowed(a, b, stay: bool = False) -> tuple[int | None, int | None, str | None]:
    """The window of ``a`` cut to that of ``b``; where they do not meet, that of ``b``, the later report.

    Of a stay ("arrived Tuesday", "on Wednesday visited") the days that do not meet are its first and its last.
    """
    if not b.dated:
        return a.start, a.end, a.precision
    if not a.dated:
        return b.start, b.end, b.precision
    start = max((d for d in (a.start, b.start) if d is not None), default=None)
    end = min((d for d in (a.end, b.end) if d is not None), default=None)
    if start is not None and end is not None and start > end:
        if stay and start - end <= STAY and None not in (a.start, a.end, b.start, b.end):
            return min(a.start, b.start), max(a.end, b.end), "range"
        return b.start, b.end, b.precision
    for w in (b, a):
        if (w.start, w.end) == (start, end):
            return start, end, w.precision
    return start, end, "day" if start == end else "range"
