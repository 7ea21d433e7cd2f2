"""Events -> agenda: one entry per event in the world, its reports, and what became of it as of a date."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from html import escape

import pandas as pd

from .corpus import Corpus
from .fitting import gap, same_place
from .frames import build
from .mentions import AHEAD, NOW, PAST, Mention, mentions
from .parties import Party, agree, gathering
from .storylines import Storyline, keys, months, storylines
from .words import according_to, day_words, readable, states, status_words, window_words


class AgendaError(LookupError, ValueError):
    """An entry that the agenda does not have, or a date that is none."""


class Agenda:
    """What is planned, and what became of it, as a corpus tells it by a date. Made by `toolkit.agenda`.

    Attributes
    ----------
    entries : pandas.DataFrame
        One row per event in the world, in order of its window, undated ones last; the columns stand in `toolkit.frames`.
    reports : pandas.DataFrame
        One row per report of an entry, in order of publication.
    as_of : pandas.Timestamp
        The day of which `outcome` speaks; nothing published later was used.
    """

    def __init__(self, entries, reports, as_of, told, coming):
        self.entries, self.reports, self.as_of = entries, reports, as_of
        self._told, self._coming = told, coming  # trigger and sentence by event; the entries that can still be ahead

    def history(self, agenda_id: str) -> pd.DataFrame:
        """The reports of one entry in order of publication, with the words that tell it: how did the plan change?

        Returns
        -------
        pandas.DataFrame
            The columns of `reports`, then `trigger` and `sentence_text`.

        Raises
        ------
        AgendaError
            Where the agenda has no such entry.
        """
        if not (self.entries["agenda_id"] == agenda_id).any():
            raise AgendaError(
                f"no entry {agenda_id!r} in this agenda; entries.agenda_id lists the {len(self.entries):,}"
            )
        found = self.reports[self.reports["agenda_id"] == agenda_id]
        return found.merge(self._told, on="event_id", how="left", validate="one_to_one")

    def ahead(self) -> pd.DataFrame:
        """The entries still to come: open, with a window that has not passed; one without an end, or undated, counts."""
        rows = self.entries
        passed = (rows["date_end"] < self.as_of).fillna(False)
        coming = rows["agenda_id"].isin(self._coming)
        return rows[(rows["outcome"] == "open") & coming & ~passed].reset_index(drop=True)

    def _caption(self) -> str:
        n, outcomes = len(self.entries), self.entries["outcome"].value_counts()
        told = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.items() if count)
        day = f" as of {day_words(self.as_of)}" if pd.notna(self.as_of) else ""
        return f"Agenda{day}: {n:,} {'entry' if n == 1 else 'entries'}" + (f" ({told})" if told else "")

    def __repr__(self) -> str:
        return f"<{self._caption()}>"

    def _repr_html_(self) -> str:
        ahead = self.ahead()
        cells = [
            (
                window_words(r["date_start"], r["date_end"], r["date_precision"]),
                readable(r["participants"]),
                " ".join(v for v in (r["type"], r["mode"], r["place"]) if isinstance(v, str)),
                status_words(r["status"], r["certainty"]),
            )
            for r in ahead.head(20).to_dict("records")
        ]
        rows = "".join(f"<tr>{''.join(f'<td>{escape(v)}</td>' for v in row)}</tr>" for row in cells)
        head = "".join(f"<th>{name}</th>" for name in ("window", "participants", "what", "how sure"))
        caption = (
            f"{self._caption()}. Still to come: {len(ahead):,}{', of which the first 20' if len(ahead) > 20 else ''}"
        )
        return f"<table><caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def agenda(corpus: Corpus, as_of=None) -> Agenda:
    """One entry per event in the world, with its reports and its outcome as of a date: what is planned, what came of it?

    Parameters
    ----------
    corpus : Corpus
        Rows of `toolkit.extract` or of any other coder; `events`, `participants` and `articles` are used.
    as_of : date or str, optional
        Nothing published later is used, nor articles without a date. Without it: everything, as of the last day of publication.

    Returns
    -------
    Agenda

    Raises
    ------
    AgendaError
        Where `as_of` is no date.

    Notes
    -----
    Mentions are joined by type, mode family (visit, phone, meeting), participants, window and place; a minister and the state
    that sent him agree, two ministers of one state do not. Sources are never joined, certainty is never summed: `status` and
    `certainty` are those of the last report. `unreported` says that this corpus tells nothing more, not that nothing happened.
    Known to fail: a participant or date that was read wrongly parts an entry in two; copies that differ in a word count as
    sources of their own; what happened to a body's many members is not told apart.
    """
    stamped = corpus.articles.set_index("article_id")["published"]
    own = corpus.events["published"]
    events = corpus.events.assign(published=own.where(own.notna(), stamped.reindex(corpus.events["article_id"]).array))
    day = pd.concat([stamped, events["published"]]).max()
    if as_of is not None:
        day = pd.to_datetime(as_of, errors="coerce")
        if pd.isna(day):
            raise AgendaError(f"as_of={as_of!r} is no date; give one like '2025-02-10'")
        events = events[(events["published"] <= day).fillna(False)]
    lines = storylines(mentions(corpus, events))
    today = None if pd.isna(day) else day.toordinal()
    ids = [_id(line) for line in lines]
    copies = dict(corpus.articles[["article_id", "duplicate_of"]].dropna().values)
    outcomes = [_outcome(line, today) for line in lines]
    moved, within = _moved(lines, outcomes), _within(lines)
    entries = []
    for n, (line, outcome) in enumerate(zip(lines, outcomes)):
        at = _last(line)
        kinds = {m.source_kind for m in line.mentions} - {"author", None}
        entries.append(
            {
                "agenda_id": ids[n],
                "type": line.head.type,
                "mode": line.mode,
                "participants": "; ".join(dict.fromkeys(p.name for p in (*line.actors, *line.recipients))) or None,
                "place": line.place,
                "place_country": line.place_country,
                "date_start": _day(line.start),
                "date_end": _day(line.end),
                "date_precision": line.precision,
                "status": at.status,
                "certainty": at.certainty,
                "outcome": "postponed" if n in moved else outcome,
                "first_reported": _day(line.first),
                "last_reported": _day(line.last),
                "n_articles": len(line.articles),
                "n_sources": len({copies.get(a, a) for a in line.articles}),
                "only_anonymous": kinds == {"anonymous"},
                "conflict": _conflict(line) or None,
                "part_of": ids[within[n]] if n in within else None,
                "postponed_to": ids[moved[n]] if n in moved else None,
            }
        )
    reports = [
        {
            **{
                c: getattr(m, c)
                for c in ("event_id", "article_id", "publisher", "status", "place", "source", "source_kind")
            },
            **{"agenda_id": ids[n], "published": _day(m.published)},
            **{"date_start": _day(m.start), "date_end": _day(m.end)},
        }
        for n, line in enumerate(lines)
        for m in line.mentions
    ]
    order = {m.event_id: n for n, m in enumerate(m for line in lines for m in line.mentions)}
    entries = build("entries", entries).sort_values(["date_start", "date_end", "first_reported", "agenda_id"])
    reports = build("reports", reports)
    reports = reports.sort_values(["published", "event_id"], key=lambda c: c.map(order) if c.name == "event_id" else c)
    told = events[["event_id", "article_id", "sentence", "trigger"]].merge(
        corpus.sentences[["article_id", "sentence", "sentence_text"]], on=["article_id", "sentence"], how="left"
    )[["event_id", "trigger", "sentence_text"]]
    coming = {ids[n] for n, line in enumerate(lines) if any(m.phase == AHEAD or _wished(m) for m in line.mentions)}
    return Agenda(entries.reset_index(drop=True), reports.reset_index(drop=True), day, told, coming)


# --- what became of it

_RANK = {PAST: 4, NOW: 4, "cancelled": 3, "denied": 2, AHEAD: 1}  # what decides among the mentions of one article


def _wished(m: Mention) -> bool:
    return m.status == "hypothetical" and m.tense != "past"


def _says(m: Mention) -> str | None:
    return m.status if m.status in ("cancelled", "denied") else m.phase


def _by_article(line: Storyline) -> list[Mention]:
    """The mention of each article that decides, in order of publication; of equals, the first in the text."""
    best: dict[str, Mention] = {}
    for m in line.mentions:
        old = best.get(m.article_id)
        if old is None or _RANK.get(_says(m), 0) > _RANK.get(_says(old), 0):
            best[m.article_id] = m
    return sorted(best.values(), key=lambda m: (m.published is None, m.published or 0))


def _last(line: Storyline) -> Mention:
    return _by_article(line)[-1]


def _outcome(line: Storyline, today: int | None) -> str:
    """What the last decisive report says; a plan that nobody dropped is open until its window has passed."""
    outcome = "open"
    for m in _by_article(line):
        said = _says(m)
        if said in (PAST, NOW):
            outcome = "confirmed"
        elif said in ("cancelled", "denied"):
            outcome = said
        elif said == AHEAD and outcome in ("cancelled", "denied"):
            outcome = "open"  # taken up again
    plan = any(m.phase for m in line.mentions)
    if outcome == "open" and plan and line.end is not None and today is not None and line.end < today:
        return "unreported"
    return outcome


def _moved(lines: list[Storyline], outcomes: list[str]) -> dict[int, int]:
    """Of a plan that was called off: the entry of the same people, later, first told with the cancellation or after it."""
    blocks = defaultdict(list)
    for n, line in enumerate(lines):
        for key in keys(line):
            blocks[key].append(n)
    out = {}
    for n, line in enumerate(lines):
        if outcomes[n] != "cancelled":
            continue
        off = next(m for m in reversed(line.mentions) if m.status == "cancelled")
        for other in sorted({o for key in keys(line) for o in blocks[key]}):
            new = lines[other]
            told = new.first is not None and off.published is not None and 0 <= new.first - off.published <= 31
            told = told or off.article_id in new.articles
            later = new.start is not None and (line.end is None or new.start > line.end)
            later = later and (off.published is None or new.start > off.published)
            if other != n and told and later and new.head.phase == AHEAD and _same(line.actors, new.actors):
                out[n] = other
                break
    return out


def _same(a: list[Party], b: list[Party]) -> bool:
    return bool(a) and all(any(agree(p, q) for q in b) for p in a)


def _within(lines: list[Storyline]) -> dict[int, int]:
    """What meetings and legs belong to: the gathering on whose sidelines, the visit during which, or the tour."""
    visits, gatherings = defaultdict(list), defaultdict(list)
    for n, line in enumerate(lines):
        if line.head.family == "visit" and not line.head.several:
            for p in line.actors:
                for key in {(p.country or p.plain, c, month) for c in line.told for month in months(line)}:
                    visits[key].append(n)
        elif line.mode == "multilateral" and gathering(line.actors):
            for article in line.articles:
                gatherings[article].append(n)
    out = {}
    for n, line in enumerate(lines):
        if line.head.family not in ("visit", "meeting") or line.head.several or n in gatherings[line.head.article_id]:
            continue
        leg = line.head.family == "visit"
        where = line.told if leg else {line.place_country, *(p.country for p in line.actors)}
        pairs = {(p.country or p.plain, country) for p in line.actors for country in where - {p.country, None}}
        near = {v for pair in pairs for month in months(line) for v in visits.get((*pair, month), ())}
        found = {(1, -v) for v in near if _during(line, lines[v], leg)}
        if line.mode == "third-party":
            sides = {g for a in line.articles for g in gatherings[a] if same_place(lines[g], line) is not False}
            found |= {(2, -g) for g in sides if not gap(lines[g], line)}
        if found:
            out[n] = -max(found)[1]
    return out


def _during(line: Storyline, visit: Storyline, leg: bool) -> bool:
    """Whether a meeting, or the leg of a tour, falls into a visit: in its window, or told beside it of the same person."""
    if line is visit or leg and len(visit.told) <= len(line.told):
        return False
    if line.place_country and line.place_country not in visit.told:
        return False
    if line.dated and visit.dated and gap(line, visit):
        return False
    if line.dated and visit.dated and line.start is not None and line.end is not None and line.end - line.start < 31:
        return any(agree(p, q) for p in line.actors for q in visit.actors)
    named = {p.plain for p in line.actors if p.kind == "person"}
    return bool(line.articles & visit.articles) and any(p.plain in named for p in visit.actors)


# --- words


def _conflict(line: Storyline) -> str:
    """What the reports disagree on, and who says which: windows of which neither holds the other, places, a denial."""
    dated = [m for m in line.mentions if m.dated]
    windows = {(m.start, m.end): m for m in reversed(dated)}
    clash = [w for w in windows if any(_clash(windows[w], windows[v]) for v in windows)]
    parts = [("date", [(_window(windows[w]), windows[w]) for w in reversed(clash)])]
    towns = {}
    for m in line.mentions:
        if m.place and m.place_country == line.place_country and states().get(m.place_country) != m.place:
            towns.setdefault(m.place, m)
    parts.append(("place", list(towns.items()) if len(towns) > 1 else []))
    for a in {m.article_id: m for m in line.mentions}:
        claims = {m.status: m for m in reversed(line.mentions) if m.article_id == a and m.status}
        if "denied" in claims and {PAST, NOW, AHEAD} & {m.phase for m in claims.values()}:
            parts.append(("status", [(s, m) for s, m in reversed(claims.items())]))
            break
    return "; ".join(
        f"{what}: " + " / ".join(f"{words} [{_word_of(m)}]" for words, m in said) for what, said in parts if said
    )


def _clash(a: Mention, b: Mention) -> bool:
    """Whether neither window holds the other."""
    if None in (a.start, a.end, b.start, b.end):
        return gap(a, b) > 0  # "by Friday" narrows
    return not (a.start <= b.start and b.end <= a.end) and not (b.start <= a.start and a.end <= b.end)


def _word_of(m: Mention) -> str:
    """Whose word it is, and where it was reported."""
    source = according_to(m.source, m.source_kind) if m.source else None
    return ", ".join(v for v in (source, m.publisher or m.article_id, day_words(_day(m.published))) if v)


def _window(m: Mention) -> str:
    return window_words(_day(m.start), _day(m.end), m.precision)


def _id(line: Storyline) -> str:
    """A key that later articles do not change."""
    return hashlib.sha256(line.head.event_id.encode()).hexdigest()[:12]


def _day(ordinal: int | None):
    return pd.NaT if ordinal is None else pd.Timestamp.fromordinal(ordinal)
