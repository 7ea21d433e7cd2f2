"""Agenda -> frame: what came of plans, how early they are told, and what is ahead in words a reader can check."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import pandas as pd

from .frames import SOURCE_KINDS, STATUSES
from .words import (
    GROUP,
    SOURCE_WORDS,
    STATUS_WORDS,
    according_to,
    day_words,
    number,
    readable,
    reported,
    states,
    status_words,
    what,
    window_words,
)

if TYPE_CHECKING:
    from .planbook import Agenda

PLANS = ("hypothetical", "possible", "expected", "planned", "scheduled")  # told as not yet real, nor as off
DECIDED = ("confirmed", "cancelled", "postponed", "denied")
OUTCOMES = (*DECIDED, "unreported", "open")
SMALL = 30  # decided plans; of fewer, a share says next to nothing
Z = 1.959964  # 95 % of a normal distribution lie within so many standard deviations
AHEAD = ["window", "what", "who", "status", "according_to", "conflict", "n_sources", "agenda_id"]
READER = [*AHEAD[:6], "proof"]  # the columns for people


def plans(agenda: Agenda) -> pd.DataFrame:
    """One row per entry that was told as a plan before it was told as anything else: agenda_id, told_on, status, source_kind.

    `told_on` is the day, `status` and `source_kind` are those of the first report. What was first told on the day on which
    it was also told as a fact, as off or as denied is none: its outcome was known when the corpus began to speak of it.
    """
    reports = agenda.reports
    plan = reports["status"].isin(PLANS)
    first = reports[plan].drop_duplicates("agenda_id").set_index("agenda_id")
    other = reports[~plan & reports["status"].notna()].groupby("agenda_id")["published"].min().reindex(first.index)
    first = first[(other.isna() | (first["published"] < other)).fillna(False)]
    return first.reset_index()[["agenda_id", "published", "status", "source_kind"]].rename(
        columns={"published": "told_on"}
    )


def outcomes(agenda: Agenda, *, by: str = "status") -> pd.DataFrame:
    """What came of plans, one row per way in which they were first told: of what is told as expected, how much is confirmed?

    Parameters
    ----------
    agenda : Agenda
    by : {"status", "source_kind"}
        The status, or the kind of source, of the first report of a plan.

    Returns
    -------
    pandas.DataFrame
        The column asked for; n_plans; confirmed, cancelled, postponed, denied, unreported, open (Int64, entries by outcome);
        n_decided (the first four); share_confirmed of them, with share_low and share_high (Float64, 0 to 1; empty where
        nothing is decided). In the order of the statuses or kinds.

    Raises
    ------
    ValueError
        For another column.

    Notes
    -----
    The share says what this corpus tells of plans whose outcome it tells: `unreported` is no failure and stands apart. The
    interval is Wilson's (1927), Probable inference, the law of succession, and statistical inference:
    (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n) with z = 1.96; Brown, Cai and DasGupta (2001) advise it for small n.
    Plans of one summit hang together, so that the true uncertainty is larger.
    """
    if by not in ("status", "source_kind"):
        raise ValueError(f"by={by!r}: allowed are 'status' and 'source_kind'")
    told = plans(agenda)[["agenda_id", by]].merge(agenda.entries[["agenda_id", "outcome"]], on="agenda_id")
    rows = []
    for value in (v for v in (STATUSES if by == "status" else SOURCE_KINDS) if (told[by] == v).any()):
        counts = told.loc[told[by] == value, "outcome"].value_counts()
        n = {name: int(counts.get(name, 0)) for name in OUTCOMES}
        decided = sum(n[name] for name in DECIDED)
        low, high = wilson(n["confirmed"], decided)
        share = n["confirmed"] / decided if decided else None
        rows.append((value, sum(n.values()), *n.values(), decided, share, low, high))
    counts, shares = ["n_plans", *OUTCOMES, "n_decided"], ["share_confirmed", "share_low", "share_high"]
    types = {by: "str", **dict.fromkeys(counts, "Int64"), **dict.fromkeys(shares, "Float64")}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def shares(table: pd.DataFrame) -> pd.DataFrame:
    """The shares of `outcomes` for `plots.intervals`: measure (in words), n (decided plans), value, low, high."""
    words = {**STATUS_WORDS, **SOURCE_WORDS}
    columns = {"n_decided": "n", "share_confirmed": "value", "share_low": "low", "share_high": "high"}
    out = table.rename(columns=columns)[list(columns.values())]
    return out.assign(measure=[words.get(v, v) for v in table.iloc[:, 0]])


def finding(table: pd.DataFrame) -> str:
    """What a picture of `shares` shows, in a line."""
    confirmed, decided = (int(table[c].sum()) for c in ("confirmed", "n_decided"))
    return f"{confirmed:,} of {number(decided, 'decided plan')} confirmed" if decided else "No plan's end is told"


def counts(table: pd.DataFrame) -> list[str]:
    """The columns of `outcomes` that hold counts, and the first."""
    return [c for c in table.columns if not c.startswith("share")]


def wilson(k: int, n: int) -> tuple[float | None, float | None]:
    """Wilson's 95 % interval for k of n; nothing where n is 0.

    Examples
    --------
    >>> [round(share, 3) for share in wilson(8, 10)]
    [0.49, 0.943]
    """
    if not n:
        return None, None
    p, z2 = k / n, Z * Z
    middle, reach = p + z2 / (2 * n), Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    return max(0.0, (middle - reach) / (1 + z2 / n)), min(1.0, (middle + reach) / (1 + z2 / n))


def lead_time(agenda: Agenda) -> pd.DataFrame:
    """How early an event was told, one row per confirmed entry.

    Returns
    -------
    pandas.DataFrame
        agenda_id, participants, type, mode; first_reported and date_start (days); lead_days (Int64): from the one to the
        other, negative where the first report came later, empty where no first day is told; window_days (Int64): the length
        of the window, by which lead_days may be too small, empty where it is half-open; announced (boolean): told as a plan
        before it was told as a fact. The earliest told first.
    """
    rows = agenda.entries[agenda.entries["outcome"] == "confirmed"]
    columns = ["agenda_id", "participants", "type", "mode", "first_reported", "date_start"]
    out = rows[columns].assign(
        lead_days=(rows["date_start"] - rows["first_reported"]).dt.days.astype("Int64"),
        window_days=((rows["date_end"] - rows["date_start"]).dt.days + 1).astype("Int64"),
        announced=rows["agenda_id"].isin(plans(agenda)["agenda_id"]).astype("boolean"),
    )
    return out.sort_values(["lead_days", "agenda_id"], ascending=[False, True], ignore_index=True)


def ahead_table(agenda: Agenda, *, actor: str = "", horizon: int = 0, fresh: int = 365) -> pd.DataFrame:
    """What is to come, one row per entry of `agenda.ahead()`, in words that a reader can check.

    Parameters
    ----------
    agenda : Agenda
    actor : str
        Only entries in which this participant takes part: a name in full, or a state.
    horizon : int
        Only entries that may begin within so many days of the as-of date; 0: no limit. Undated ones always stay.
    fresh : int
        Leave out undated entries, and windows without an end, that were last told more than so many days before; 0: no limit.

    Returns
    -------
    pandas.DataFrame
        window (in words; "not dated" without one), what (the word used last, place, type), who, status (in words, with the
        strength of its wording; not a probability), according_to (whose word that is, with outlet and day of the report),
        conflict (what reports disagree on, and who says which), n_sources, agenda_id, proof (the sentence of that report);
        and, to draw them: line, trigger, told, source_kind, published (of that report), date_start, date_end. In order of the window.
    """
    rows = _told(agenda, agenda.ahead(), actor)
    if horizon:
        rows = rows[~(rows["date_start"] > agenda.as_of + pd.Timedelta(days=horizon)).fillna(False)]
    if fresh:
        old = rows["published"] < agenda.as_of - pd.Timedelta(days=fresh)
        rows = rows[~(old & rows["date_end"].isna()).fillna(False)]
    return rows.reset_index(drop=True)


def silent_table(agenda: Agenda, *, actor: str = "") -> pd.DataFrame:
    """Plans whose window has passed and of which the corpus says nothing more: one row per entry, as `ahead_table`.

    Silence is not failure: the articles that told of it may be others.
    """
    return _told(agenda, agenda.entries[agenda.entries["outcome"] == "unreported"], actor)


def ended(agenda: Agenda, *, actor: str = "") -> pd.DataFrame:
    """Plans that were called off, put off or denied: one row per entry, as `ahead_table`."""
    off = agenda.entries["outcome"].isin(["cancelled", "postponed", "denied"])
    return _told(agenda, agenda.entries[off & agenda.entries["agenda_id"].isin(plans(agenda)["agenda_id"])], actor)


def _told(agenda, entries, actor) -> pd.DataFrame:
    reports = agenda.reports[agenda.reports["agenda_id"].isin(set(entries["agenda_id"]))].merge(
        agenda.words, on="event_id"
    )
    last = {key: rows.to_dict("records") for key, rows in reports.groupby("agenda_id")}
    wanted, rows = {n.casefold() for n in (actor, *(c for c, name in states().items() if name == actor)) if n}, []
    for entry in entries.to_dict("records"):
        names = entry["participants"].split("; ") if isinstance(entry["participants"], str) else []
        if wanted and not wanted & {n.casefold() for n in (*names, *map(readable, names))}:
            continue
        same = [r for r in last[entry["agenda_id"]] if r["status"] == entry["status"]]
        report = (same or last[entry["agenda_id"]])[-1]
        window = window_words(entry["date_start"], entry["date_end"], entry["date_precision"])
        by = (according_to(report["source"], report["source_kind"]), reported(report))
        sentence = report["sentence_text"] if isinstance(report["sentence_text"], str) else ""
        rows.append(
            {
                **{c: entry[c] for c in ("n_sources", "agenda_id", "date_start", "date_end")},
                **{c: report[c] for c in ("trigger", "source_kind", "published", "event_id")},
                "window": window or "not dated",
                "what": what({**entry, "trigger": report["trigger"]}),
                "who": readable(entry["participants"]),
                "status": status_words(entry["status"], entry["certainty"]),
                "according_to": "; ".join(v for v in by if v),
                "conflict": entry["conflict"] if isinstance(entry["conflict"], str) else "",
                "proof": " ".join(sentence.split()),
                "told": GROUP.get(entry["status"]),
                "line": f"{report['trigger']}: {readable(entry['participants'])}"
                + (" (unnamed source)" if report["source_kind"] == "anonymous" else ""),
            }
        )
    days = ["published", "date_start", "date_end"]
    out = pd.DataFrame(rows, columns=[*AHEAD, "proof", "trigger", "told", "line", "source_kind", *days, "event_id"])
    return out.astype(
        {c: "datetime64[us]" if c in days else "Int64" if c == "n_sources" else "str" for c in out.columns}
    )


def headline(table: pd.DataFrame) -> str:
    """What a picture of `ahead_table` shows: how many plans, and how many of these are no more than possible."""
    n, open_ = len(table), int((table["told"] == "open").sum())
    return f"{number(n, 'plan')} ahead" + (f", {open_:,} of them only possible or conditional" if n else "")


def in_short(agenda: Agenda) -> str:
    """What an agenda holds, in two sentences: entries by outcome, and of which day that speaks."""
    counts = agenda.entries["outcome"].value_counts()
    told = ", ".join(
        f"{counts[o]:,} {o}"
        for o in ("confirmed", "cancelled", "postponed", "denied", "unreported", "open")
        if counts.get(o)
    )
    day = day_words(agenda.as_of) if pd.notna(agenda.as_of) else "a day that is not known"
    text = f"As of {day} the corpus tells of {number(len(agenda.entries), 'event')} in the world: {told or 'none'}."
    return f"{text} {number(len(agenda.ahead()), 'entry')} may still come."


def record(agenda: Agenda) -> str:
    """What came of plans, in words: how many were decided, how many were not, and whether that is enough to say anything."""
    table = outcomes(agenda)
    n, decided, confirmed = (int(table[c].sum()) for c in ("n_plans", "n_decided", "confirmed"))
    if not n:
        return "No event was told as a plan before it was told as anything else, so there is nothing to follow."
    text = f"Of {number(n, 'plan')} the corpus tells what became of {decided:,}: {confirmed:,} confirmed"
    text += "".join(f", {int(table[o].sum()):,} {o}" for o in ("cancelled", "postponed", "denied")) + "."
    text += f" {int(table['unreported'].sum()):,} passed without another word, {int(table['open'].sum()):,} are open."
    if decided < SMALL:
        text += " These numbers are too small for a rate: read the plans, do not compare the shares."
    return text
