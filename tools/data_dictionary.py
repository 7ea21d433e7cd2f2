"""Rewrite the data dictionary in data/README.md from toolkit/frames.py: ``python tools/data_dictionary.py``.

It stands between two HTML comments; all else in that file is written by hand.
"""

from __future__ import annotations

from pathlib import Path

from toolkit.frames import FRAMES, MODES, TYPES, Column

README = Path(__file__).parents[1] / "data" / "README.md"
BEGIN, END = "<!-- dictionary: begin -->", "<!-- dictionary: end -->"
# What one row is. That alone is not said in frames.py.
ROW = {
    "articles": "one row per article read",
    "sentences": "one row per sentence",
    "entities": "one row per mention of a person, organisation, place, nationality or named event",
    "times": "one row per time expression",
    "statements": "one row per content that somebody is reported to say, write, believe, want, order or find",
    "events": "one row per mention of an event",
    "participants": "one row per event and participant",
    "evidence": "one row per words that support one field of an event",
    "corrections": "one row per correction that `toolkit.correct` was given",
    "verified": "one row per event that a coder corrected, confirmed or added",
    "entries": "one row per event in the world, as `toolkit.agenda` joins its mentions",
    "reports": "one row per report of an entry of the agenda",
}
LONG = {tuple(TYPES): "TYPES", tuple(MODES): "MODES"}


def meaning(column: Column) -> str:
    """What the column means, with the values it may take, unless the meaning names them already."""
    if not column.values or all(value in column.meaning for value in column.values):
        return column.meaning
    if column.values in LONG:
        return f"{column.meaning}; one of the {len(column.values)} in `toolkit.frames.{LONG[column.values]}`"
    return f"{column.meaning}. One of: {', '.join(column.values)}"


def dictionary() -> str:
    """The dictionary as Markdown: a heading, what one row is, and a table for every frame of a corpus and of its agenda."""
    parts = []
    for frame in ROW:
        rows = [f"| {c.name} | {c.dtype} | {meaning(c).replace('|', chr(92) + '|')} |" for c in FRAMES[frame]]
        head = [f"### {frame}", "", f"{ROW[frame].capitalize()}.", "", "| column | type | meaning |", "|---|---|---|"]
        parts.append("\n".join(head + rows))
    return "\n\n".join(parts)


def rewritten(text: str) -> str:
    """``text`` with what stands between the two comments replaced by the dictionary of today."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n\n{dictionary()}\n\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
