"""Agenda -> frame: what came of plans, how early they are told, and what is ahead in words a reader can check."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

import pandas as pd

from .frames import SOURCE_KINDS, STATUSES
from .words import according_to, readable, reported, status_words, what, window_words

if TYPE_CHECKING:
    from .planbook import Agenda

PLANS = ("hypothetical", "possible", "expected", "planned", "scheduled")  # told as not yet real, nor as off
DECIDED = ("confirmed", "cancelled", "postponed", "denied")
OUTCOMES = (*DECIDED, "unreported", "open")
Z = 1.959964  # 95 % of a normal distribution lie within so many standard deviations
AHEAD = ["window", "what", "who", "status", "according_to", "conflict", "n_sources", "agenda_id"]


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


def ahead_table(agenda: Agenda) -> pd.DataFrame:
    """What is to come, one row per entry of `agenda.ahead()`, in words that a reader can check.

    Returns
    -------
    pandas.DataFrame
        window (in words; "not dated" without one), what (the word used last, place, type), who, status (in words, with the
        strength of its wording; not a probability), according_to (whose word that is, with outlet and day of the report),
        conflict (what reports disagree on, and who says which), n_sources, agenda_id. In order of the window.
    """
    ahead = agenda.ahead()
    told = agenda.reports[agenda.reports["agenda_id"].isin(set(ahead["agenda_id"]))].merge(agenda.words, on="event_id")
    last = {key: rows.to_dict("records") for key, rows in told.groupby("agenda_id")}
    rows = []
    for entry in ahead.to_dict("records"):
        same = [r for r in last[entry["agenda_id"]] if r["status"] == entry["status"]]
        report = (same or last[entry["agenda_id"]])[-1]
        window = window_words(entry["date_start"], entry["date_end"], entry["date_precision"])
        by = (according_to(report["source"], report["source_kind"]), reported(report))
        rows.append(
            (
                window or "not dated",
                what({**entry, "trigger": report["trigger"]}),
                readable(entry["participants"]),
                status_words(entry["status"], entry["certainty"]),
                "; ".join(v for v in by if v),
                entry["conflict"] if isinstance(entry["conflict"], str) else "",
                entry["n_sources"],
                entry["agenda_id"],
            )
        )
    return pd.DataFrame(rows, columns=AHEAD).astype({c: "Int64" if c == "n_sources" else "str" for c in AHEAD})
