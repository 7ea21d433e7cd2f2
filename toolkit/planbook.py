"""Events -> agenda: one entry per event in the world, its reports, and what became of it as of a date."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path

import pandas as pd

from .conflicts import conflict
from .conflicts import day as day_of
from .corpus import Corpus
from .frames import build
from .ics import write_ics
from .links import moved, within
from .mentions import AHEAD, NOW, PAST, Mention, mentions
from .storylines import Storyline, storylines
from .words import day_words, did_you_mean, readable, status_words, window_words


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
    words : pandas.DataFrame
        event_id, trigger and sentence_text of every report.
    as_of : pandas.Timestamp
        The day of which `outcome` speaks; nothing published later was used.
    """

    def __init__(self, entries, reports, words, as_of, coming, people):
        self.entries, self.reports, self.words, self.as_of = entries, reports, words, as_of
        self._coming, self._people = coming, people  # the entries told as to come; the named persons in an entry

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
        return found.merge(self.words, on="event_id", how="left", validate="one_to_one")

    def ahead(self) -> pd.DataFrame:
        """The entries still to come: open, with a window that has not passed; one without an end, or undated, counts."""
        rows = self.entries
        passed = (rows["date_end"] < self.as_of).fillna(False)
        coming = rows["agenda_id"].isin(self._coming)
        return rows[(rows["outcome"] == "open") & coming & ~passed].reset_index(drop=True)

    def to_ics(self, path, *, persons=False) -> Path:
        """An iCalendar file of the dated entries: meetings, visits and calls, and of other types what was told as to come.

        Parameters
        ----------
        path : str or Path
            Where to write; its folder must be there.
        persons : bool, str or list of str
            Whose entries to write beside those of states and public multilateral events: nobody's (as given: a calendar of
            a person's movements is made by choice only), those of the persons named, or with ``True`` everybody's.

        Returns
        -------
        Path
            The file. A VEVENT has STATUS CONFIRMED (told as occurred or under way), CANCELLED (cancelled, postponed, denied)
            or TENTATIVE (open, unreported: however firm the words), whole days, and as UID the `agenda_id`. Of a public
            event the persons who attend are left out. A window without its first or last day is the day that is told.

        Raises
        ------
        AgendaError
            Where a person asked for takes part in nothing here.
        OSError
            Where the file cannot be written.
        """
        asked = [persons] if isinstance(persons, str) else list(persons) if not isinstance(persons, bool) else []
        known = sorted(set().union(*self._people.values())) if self._people else []
        for name in asked:
            if name not in known:
                raise AgendaError(f"persons={name!r}: takes part in no entry of this agenda{did_you_mean(name, known)}")
        rows = self.entries[(self.entries["type"] == "CONSULT") | self.entries["agenda_id"].isin(self._coming)]
        return write_ics(rows, self._people, self.as_of, path, persons=persons if persons is True else asked)

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
        Rows of `toolkit.extract` or of any other coder; `events`, `participants` and `articles` are used, and where they
        are there `sentences` and `evidence` ("the visit" goes back to what was told, "will visit" does not).
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
    that sent him agree, two ministers of one state do not. Within an article a definite noun ("the talks", "the
    fighting") goes back to what was told last of its family, also where fewer people, or others, were read with it; who is
    read with it is then not taken over. Sources are never joined, certainty is never summed: `status` and
    `certainty` are those of the last report. `unreported` says that this corpus tells nothing more, not that nothing happened.

    `agenda_id` is made from the first report of an entry: later articles leave it as it is, an earlier one that is added (or
    a first report that is read otherwise) changes it. `event_id` in `reports` is the key to keep.

    Known to fail: a participant or date that was read wrongly parts an entry in two; a plan that slips by more than a week
    without being called off is two; towns visited in one country are stops or one visit as their words have it; what
    happened to a body's many members is not told apart.
    """
    events, day = dated(corpus, as_of)
    buildings = set(corpus.entities.loc[corpus.entities["label"] == "FAC", "name"])
    copies = dict(corpus.articles[["article_id", "duplicate_of"]].dropna().values)
    lines, entries, reports = joined(mentions(corpus, events), day, buildings, copies)
    ids = [_id(line) for line in lines]
    words = events[["event_id", "article_id", "sentence", "trigger"]].merge(
        corpus.sentences[["article_id", "sentence", "sentence_text"]], on=["article_id", "sentence"], how="left"
    )[["event_id", "trigger", "sentence_text"]]
    coming = {ids[n] for n, line in enumerate(lines) if any(m.phase == AHEAD or _wished(m) for m in line.mentions)}
    people = {
        ids[n]: names
        for n, line in enumerate(lines)
        if (names := {p.name for p in (*line.actors, *line.recipients) if p.kind == "person"})
    }
    return Agenda(entries, reports, words, day, coming, people)


def dated(corpus: Corpus, as_of=None) -> tuple[pd.DataFrame, pd.Timestamp]:
    """The events published by a day, each with its article's day where it has none; and that day."""
    stamped = corpus.articles.set_index("article_id")["published"]
    own = corpus.events["published"]
    events = corpus.events.assign(published=own.where(own.notna(), stamped.reindex(corpus.events["article_id"]).array))
    day = pd.concat([stamped, events["published"]]).max()
    if as_of is not None:
        day = pd.to_datetime(as_of, errors="coerce")
        if pd.isna(day):
            raise AgendaError(f"as_of={as_of!r} is no date; give one like '2025-02-10'")
        events = events[(events["published"] <= day).fillna(False)]
    return events, day


def joined(told_of: list[Mention], day, buildings: set[str], copies: dict[str, str]):
    """Mentions, in order of publication and text -> storylines, and the frames `entries` and `reports`.

    `buildings` are places that stand in a town; `copies` says of an article whose story it repeats.
    """
    lines = storylines(told_of)
    today = None if pd.isna(day) else day.toordinal()
    ids = [_id(line) for line in lines]
    told = [_by_article(line) for line in lines]
    outcomes = [_outcome(line, by_article, today) for line, by_article in zip(lines, told)]
    later, whole = moved(lines, outcomes), within(lines)
    for n, visit in whole.items():  # "during the visit he could meet ...": with the visit its day has passed
        end = lines[visit].end
        if outcomes[n] == "open" and not lines[n].dated and end is not None and today is not None and end < today:
            outcomes[n] = "unreported" if any(m.phase for m in lines[n].mentions) else "open"
    entries = []
    for n, (line, outcome) in enumerate(zip(lines, outcomes)):
        at = told[n][-1]
        kinds = {m.source_kind for m in line.mentions} - {"author", None}
        entries.append(
            {
                "agenda_id": ids[n],
                "type": line.head.type,
                "mode": line.mode,
                "participants": "; ".join(dict.fromkeys(p.name for p in (*line.actors, *line.recipients))) or None,
                "place": line.place,
                "place_country": line.place_country,
                "date_start": day_of(line.start),
                "date_end": day_of(line.end),
                "date_precision": line.precision,
                "status": at.status,
                "certainty": at.certainty,
                "outcome": "postponed" if n in later else outcome,
                "first_reported": day_of(line.first),
                "last_reported": day_of(line.last),
                "n_articles": len(line.articles),
                "n_sources": len({copies.get(a, a) for a in line.articles}),
                "only_anonymous": kinds == {"anonymous"},
                "conflict": conflict(line, buildings) or None,
                "part_of": ids[whole[n]] if n in whole else None,
                "postponed_to": ids[later[n]] if n in later else None,
            }
        )
    reports = [
        {
            **{
                c: getattr(m, c)
                for c in ("event_id", "article_id", "publisher", "status", "place", "source", "source_kind")
            },
            **{"agenda_id": ids[n], "published": day_of(m.published)},
            **{"date_start": day_of(m.start), "date_end": day_of(m.end)},
        }
        for n, line in enumerate(lines)
        for m in line.mentions
    ]
    order = {m.event_id: n for n, m in enumerate(m for line in lines for m in line.mentions)}
    entries = build("entries", entries).sort_values(["date_start", "date_end", "first_reported", "agenda_id"])
    reports = build("reports", reports)
    reports = reports.sort_values(["published", "event_id"], key=lambda c: c.map(order) if c.name == "event_id" else c)
    return lines, entries.reset_index(drop=True), reports.reset_index(drop=True)


# --- what became of it

_RANK = {PAST: 4, NOW: 4, "cancelled": 3, "denied": 2, AHEAD: 1}  # what decides among the mentions of one article


def _wished(m: Mention) -> bool:
    return m.status == "hypothetical" and m.tense != "past"


def _says(m: Mention) -> str | None:
    return m.status if m.status in ("cancelled", "denied") else m.phase


def _by_article(line: Storyline) -> list[Mention]:
    """The mention of each article that decides, in order of publication; of equals, the first in the text.

    What an article dates after its own publication, it cannot tell as past: "the visit" in it was read wrongly then.
    """
    day = {m.article_id: m.published for m in line.mentions}
    coming = {
        m.article_id
        for m in line.mentions
        if m.phase == AHEAD and m.start is not None and day[m.article_id] is not None and m.start > day[m.article_id]
    }
    best: dict[str, Mention] = {}
    for m in line.mentions:
        old = best.get(m.article_id)
        rank = 0 if m.fact and not m.dated and m.article_id in coming else _RANK.get(_says(m), 0)
        if old is None or rank > old[0]:
            best[m.article_id] = rank, m
    return sorted((m for _, m in best.values()), key=lambda m: (m.published is None, m.published or 0))


def _outcome(line: Storyline, told: list[Mention], today: int | None) -> str:
    """What the last decisive report says; a plan that nobody dropped is open until its window has passed."""
    outcome = "open"
    for m in told:
        said = _says(m)
        if said in (PAST, NOW):
            outcome = "confirmed"
        elif said in ("cancelled", "denied"):
            put_off = any(x.put_off for x in line.mentions if x.article_id == m.article_id)
            outcome = "postponed" if said == "cancelled" and put_off else said
        elif said == AHEAD and outcome in ("cancelled", "denied", "postponed"):
            outcome = "open"  # taken up again
    plan = any(m.phase for m in line.mentions)
    if outcome == "open" and plan and line.end is not None and today is not None and line.end < today:
        return "unreported"
    return outcome


def _id(line: Storyline) -> str:
    """A key that later articles do not change."""
    return hashlib.sha256(line.head.event_id.encode()).hexdigest()[:12]
