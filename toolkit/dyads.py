"""corpus -> pairs: who deals with whom, in which quad class, how it is told, and when.

A dyad is an unordered pair of states, or of names. What is mutual pairs all who act; what is directed pairs each who
acts with each whom it is directed at. Counts are mentions, as everywhere.
"""

from __future__ import annotations

from itertools import combinations, product

import pandas as pd

from .corpus import Corpus
from .knowledge import table
from .measures import told
from .parameters import CHOICES
from .words import TOLD, TOLD_WORDS, number, readable, states

QUAD = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
QUADS = [q.replace(" ", "_") for q in QUAD]
TALKS = {"visit": "visit", "third-party": "third_party", "multilateral": "multilateral", "phone": "phone"}
DYADS = ["side_a", "side_b", "n_events", "n_articles", *TOLD, "n_meetings", *QUADS, "first_told", "last_told"]
MEETINGS = ["side_a", "side_b", "n_meetings", "two_sided", *TALKS.values(), *TOLD]
_KINDS = {"country": "state", "name": "participant"}
_UNITS = {"week": "W", "month": "M", "year": "Y"}


def quad(events: pd.DataFrame) -> pd.Series:
    """The quad class of each event by its type: verbal or material, cooperation or conflict."""
    classes = {row["type"]: row["quad"] for row in table("quad")}
    return events["type"].astype(object).map(classes).astype(pd.CategoricalDtype(list(QUAD))).rename("quad")


def pairs(corpus: Corpus, by: str = "country", *, actor: str = "") -> pd.DataFrame:
    """One row per event and pair of sides in it: what every dyad counts.

    Parameters
    ----------
    corpus : Corpus
    by : {"country", "name"}
        What a side is: the state that a participant is or belongs to, or the participant itself.
    actor : str
        Pairs with this one only, which is side_a in them; none where it is in no pair. Empty: all pairs.

    Returns
    -------
    pandas.DataFrame
        side_a, side_b (str: state codes or names, in the alphabetical order of what they are called), then the columns
        of ``corpus.events``. In order of the events.

    Raises
    ------
    ValueError
        Where `by` is neither.

    Notes
    -----
    An event with recipients pairs each actor with each recipient, and not the actors with each other; one without pairs
    all of its actors. By country, who belongs to no state (the UN, rebels) is in no pair, and neither are two of one state.
    Known to fail: a joint act against someone whom the clause does not name ("Seoul and Tokyo condemned the launch") pairs
    those who act, as if they had condemned each other.
    """
    if by not in CHOICES["by"]:
        raise ValueError(f"by={by!r} is no choice; give {' or '.join(map(repr, CHOICES['by']))}")
    sides: dict[str, dict[str, set]] = {}
    people = corpus.participants
    for event_id, role, side in zip(people["event_id"], people["role"], people[by]):
        if isinstance(side, str) and side:
            sides.setdefault(event_id, {"actor": set(), "recipient": set()})[str(role)].add(side)
    directed = set(people.loc[people["role"] == "recipient", "event_id"])
    rows = []
    for event_id, of in sides.items():
        met = product(of["actor"], of["recipient"]) if event_id in directed else combinations(of["actor"], 2)
        rows += [(event_id, a, b) for a, b in sorted({tuple(sorted(pair, key=_called)) for pair in met}) if a != b]
    found = pd.DataFrame(rows, columns=["event_id", "side_a", "side_b"], dtype="str")
    out = corpus.events.merge(found, on="event_id", how="inner")
    out = out[["side_a", "side_b", *corpus.events.columns]]
    if not actor:
        return out
    wanted = matching(out, actor)
    turned = out["side_b"] == wanted
    other = out["side_a"].where(turned, out["side_b"])
    return out.assign(side_a=wanted, side_b=other).astype({"side_a": "str"})[turned | (out["side_a"] == wanted)]


def events(corpus: Corpus, by: str = "country", *, actor: str = "") -> pd.DataFrame:
    """The events that have a pair, or a pair with an actor, each once; the columns and order of ``corpus.events``."""
    found = pairs(corpus, by, actor=actor)["event_id"]
    return corpus.events[corpus.events["event_id"].isin(found)].reset_index(drop=True)


def matching(found: pd.DataFrame, actor: str) -> str | None:
    """The side of `pairs` that an actor is, a state by its name or code, in any case of letters; or None."""
    wanted = " ".join(actor.split()).casefold()
    names = sorted({*found["side_a"], *found["side_b"]})
    return next((n for n in names if wanted and wanted in (n.casefold(), readable(n).casefold())), None)


def dyads(corpus: Corpus, by: str = "country", *, actor: str = "") -> pd.DataFrame:
    """One row per pair of states, or of names, that take part in the same events: who deals with whom, and how?

    Parameters
    ----------
    corpus : Corpus
    by : {"country", "name"}
        What a side is: the state that a participant is or belongs to, or the participant itself.
    actor : str
        Pairs with this one only: a state by its name or code, or, by name, a participant. Empty: all pairs.

    Returns
    -------
    pandas.DataFrame
        side_a, side_b (str: states by their name; the actor, where one is given, is side_a); n_events, n_articles (Int64); happened,
        ahead, open, off (Int64: how the events are told, `measures.told`); n_meetings (Int64: events of type CONSULT);
        verbal_cooperation, material_cooperation, verbal_conflict, material_conflict (Int64: quad class of the type);
        first_told, last_told (datetime64: days of publication). The largest first, ties by name.

    Raises
    ------
    ValueError
        Where `by` is neither.

    Notes
    -----
    What is a pair, and where that fails: `pairs`. The quad classes are those of PLOVER (Open Event Data Alliance, 2018),
    ``lexicons/en/quad.csv``.
    """
    found = pairs(corpus, by, actor=actor)
    data = found.assign(
        quad=quad(found).map(dict(zip(QUAD, QUADS))), told=told(found), _meeting=found["type"] == "CONSULT"
    )
    out = data.groupby(["side_a", "side_b"], as_index=False).agg(
        n_events=("event_id", "nunique"),
        n_articles=("article_id", "nunique"),
        n_meetings=("_meeting", "sum"),
        first_told=("published", "min"),
        last_told=("published", "max"),
    )
    for column, values in (("told", list(TOLD)), ("quad", QUADS)):
        out = _counted(out, data, column, values)
    return _shown(out, DYADS, "n_events")


def meetings(corpus: Corpus, by: str = "country", *, actor: str = "") -> pd.DataFrame:
    """One row per pair that meets, visits, talks or confers (type CONSULT): in which form, and did it happen?

    Parameters
    ----------
    corpus, by, actor
        As in `dyads`.

    Returns
    -------
    pandas.DataFrame
        side_a, side_b (str); n_meetings (Int64), of which two_sided (no mode), visit, third_party, multilateral, phone
        (Int64: by mode); happened, ahead, open, off (Int64: how they are told). The largest first, ties by name.
    """
    found = pairs(corpus, by, actor=actor)
    found = found[found["type"] == "CONSULT"]
    mode = found["mode"].astype(object)
    data = found.assign(mode=mode.map(TALKS).where(mode.notna(), "two_sided"), told=told(found))
    out = data.groupby(["side_a", "side_b"], as_index=False).agg(n_meetings=("event_id", "nunique"))
    for column, values in (("told", list(TOLD)), ("mode", ["two_sided", *TALKS.values()])):
        out = _counted(out, data, column, values)
    return _shown(out, MEETINGS, "n_meetings")


def quad_over_time(events: pd.DataFrame, *, unit: str | None = None) -> pd.DataFrame:
    """One row per week, month or year in which events are told: how much of which quad class?

    Parameters
    ----------
    events : pandas.DataFrame
        The events of a corpus; those without a day of publication are left out.
    unit : {"week", "month", "year"}, optional
        Without it: weeks where the events were told within half a year, months where they fill at most 36, else years.

    Returns
    -------
    pandas.DataFrame
        unit (str), start (datetime64: first day of the period), verbal_cooperation, material_cooperation,
        verbal_conflict, material_conflict, n_events (Int64). In order of time; periods without an event have no row.

    Raises
    ------
    ValueError
        Where there is no such unit.
    """
    if unit is not None and unit not in _UNITS:
        raise ValueError(f"unit={unit!r} is no choice; give {', '.join(map(repr, _UNITS))}")
    days = events["published"].dropna()
    if unit is None:
        near = not len(days) or (days.max() - days.min()).days <= 183
        unit = "week" if near else "month" if days.dt.to_period("M").nunique() <= 36 else "year"
    rows = events[events["published"].notna()]
    starts = rows["published"].dt.to_period(_UNITS[unit]).dt.start_time.astype("datetime64[us]").rename("start")
    counts = pd.crosstab(starts, quad(rows).astype(object)).reindex(columns=list(QUAD), fill_value=0)
    counts.columns = QUADS
    out = counts.astype("Int64").assign(n_events=counts.sum(axis=1).astype("Int64")).reset_index()
    out.insert(0, "unit", pd.Series([unit] * len(out), dtype="str"))
    return out.astype({"start": "datetime64[us]"})


def summary(corpus: Corpus, by: str = "country", actor: str = "") -> str:
    """How many pairs there are, which is the most frequent, and what is in no pair; or that the actor is in none."""
    rows, found = dyads(corpus, by, actor=actor), events(corpus, by, actor=actor)
    if actor and not len(rows):
        return _absent(corpus, by, actor)
    if not len(rows):
        return f"No event in this corpus has two sides that are {_KINDS[by]}s."
    top, n = rows.iloc[0], len(found)
    of = f" with {top['side_a']}" if actor else ""
    counts = told(found).value_counts(sort=False)
    text = f"{n:,} of {number(len(corpus.events), 'event')} {'has' if n == 1 else 'have'} a pair of {_KINDS[by]}s{of}, "
    text += f"{number(len(rows), 'pair')} in all: " + ", ".join(
        f"{k:,} {TOLD_WORDS[g]}" for g, k in counts.items() if k
    )
    text += f". Most often: {top['side_a']} and {top['side_b']}, in {number(int(top['n_events']), 'event')}"
    text += f" (meetings: {top['n_meetings']:,})."
    return text


def _absent(corpus: Corpus, by: str, actor: str) -> str:
    text = f"{actor!r} is in no pair of {_KINDS[by]}s of this corpus."
    known = {n.casefold(): n for n in corpus.participants["name"].dropna().unique()}
    if by == "country" and actor.casefold() in known and known[actor.casefold()] not in states():
        return text + " It is the name of a participant; set by to 'name' for pairs of names."
    found = pairs(corpus, by)
    counts = pd.concat([found["side_a"], found["side_b"]]).value_counts()
    most = [readable(n) for n in sorted(counts.index, key=lambda n: (-counts[n], n))[:8]]
    return text + (f" Most often there: {', '.join(most)}." if most else " There is no such pair at all.")


def _called(side: str) -> tuple[str, str]:
    return readable(side), side


def _counted(out: pd.DataFrame, data: pd.DataFrame, column: str, values: list[str]) -> pd.DataFrame:
    keys = [data["side_a"], data["side_b"]]
    counts = pd.crosstab(keys, data[column].astype(object)).reindex(columns=values, fill_value=0)
    counts.columns = list(values)
    return (
        out.merge(counts.reset_index(), on=["side_a", "side_b"], how="left")
        if len(data)
        else out.assign(**dict.fromkeys(values, 0))
    )


def _shown(out: pd.DataFrame, columns: list[str], largest: str) -> pd.DataFrame:
    out = out.assign(side_a=out["side_a"].map(readable).astype("str"), side_b=out["side_b"].map(readable).astype("str"))
    whole = [c for c in columns if c not in ("side_a", "side_b", "first_told", "last_told")]
    out = out.sort_values([largest, "side_a", "side_b"], ascending=[False, True, True], ignore_index=True)
    return out[columns].astype(dict.fromkeys(whole, "Int64"))
