"""agenda -> side by side: how outlets tell one plan, and where they differ.

A report is a mention of an entry of the agenda in an article. What is shown is what the article says there: where it
gives no day, place or source, it is silent, which is no difference.
"""

from __future__ import annotations

import pandas as pd

from .corpus import Corpus
from .measures import quoted, told
from .words import (
    TYPE_WORDS,
    according_to,
    did_you_mean,
    number,
    readable,
    reported,
    status_words,
    window_words,
)

SIDE = [
    "entry",
    "outlet",
    "published",
    "status",
    "hedge",
    "window",
    "place",
    "source",
    "proof",
]  # the columns for people
_FURTHER = ["told", "label", "line", "trigger", "who", "date_start", "date_end", "place_country", "source_kind"]
_FURTHER += ["agenda_id", "article_id", "event_id"]
REPORTS = [*SIDE, *_FURTHER]
DIFFERENCES = ["entry", "field", "verdict", "said", "agenda_id"]
SEVERAL = ["entry", "n_outlets", "n_articles", "n_reports", "status", "first_reported", "last_reported", "agenda_id"]
UNKNOWN = "(outlet not known)"
COMPARABLE = ["article_a", "article_b", "outlets", "n_entries"]
FORMS = {  # what a meeting is called, by its mode
    "visit": "visit",
    "third-party": "meeting on others' ground",
    "multilateral": "meeting of several",
    "phone": "talks by phone",
}
_FIELDS = {"status": "status", "hedge": "wording", "window": "window", "place": "place", "source": "source"}


def several(agenda, *, n: int | None = None) -> pd.DataFrame:
    """One row per entry of the agenda: which plans do most outlets tell?

    Returns
    -------
    pandas.DataFrame
        entry (str: who, what and when, in words); n_outlets, n_articles, n_reports (Int64: n_reports counts mentions);
        status (str: as last reported, in words); first_reported, last_reported (datetime64); agenda_id (str). Those of
        most outlets first, then of most articles, then of most reports, then in order of the agenda.
    """
    entries, reports = agenda.entries, agenda.reports
    counts = reports.groupby("agenda_id").agg(n_outlets=("publisher", "nunique"), n_reports=("event_id", "nunique"))
    out = entries.assign(entry=[named(e) for e in entries.to_dict("records")])
    out = out.assign(status=[status_words(s, c) for s, c in zip(entries["status"], entries["certainty"])])
    for column in ("n_outlets", "n_reports"):
        out[column] = out["agenda_id"].map(counts[column]).fillna(0).astype("Int64")
    order = ["n_outlets", "n_articles", "n_reports"]
    out = out.sort_values(order, ascending=False, kind="stable", ignore_index=True)[SEVERAL]
    out = out.astype(dict.fromkeys(("entry", "status"), "str"))
    return out if n is None else out.head(n)


def comparable(agenda, *, n: int | None = None) -> pd.DataFrame:
    """One row per two articles that report the same: which could be compared?

    Returns
    -------
    pandas.DataFrame
        article_a, article_b (str), outlets (str: of both, joined by "; "), n_entries (Int64: those that both report). Two
        outlets before one, most entries first, ties by article_id.
    """
    told_in = agenda.reports.drop_duplicates(["agenda_id", "article_id"])[["agenda_id", "article_id", "publisher"]]
    both = told_in.merge(told_in, on="agenda_id", suffixes=("_a", "_b"))
    both = both[both["article_id_a"] < both["article_id_b"]]
    out = both.groupby(["article_id_a", "article_id_b"], as_index=False).agg(
        a=("publisher_a", "first"), b=("publisher_b", "first"), n_entries=("agenda_id", "nunique")
    )
    outlets = [[v for v in dict.fromkeys(pair) if isinstance(v, str)] for pair in zip(out["a"], out["b"])]
    out = out.rename(columns={"article_id_a": "article_a", "article_id_b": "article_b"})
    out = out.assign(outlets=["; ".join(names) for names in outlets], _one=[len(names) < 2 for names in outlets])
    out = out.sort_values(
        ["_one", "n_entries", "article_a", "article_b"], ascending=[True, False, True, True], ignore_index=True
    )
    out = out[COMPARABLE].astype({c: "Int64" if c == "n_entries" else "str" for c in COMPARABLE})
    return out if n is None else out.head(n)


def chosen(agenda, agenda_id: str = "", article_a: str = "", article_b: str = "") -> list[str]:
    """The entries to compare: the one asked for, those that two articles both report, or the one that most outlets tell.

    Parameters
    ----------
    agenda : Agenda
    agenda_id : str
        A key of ``agenda.entries``.
    article_a, article_b : str
        Two articles; both or neither. With an agenda_id as well, that entry, where both report it.

    Returns
    -------
    list of str
        Keys of ``agenda.entries``, in its order; empty where there is no such entry, article, or nothing that both report.
    """
    ids = agenda.entries["agenda_id"].tolist()
    if article_a or article_b:
        told_in = agenda.reports.groupby("agenda_id")["article_id"].agg(set).to_dict()
        both = {article_a, article_b}
        ids = [i for i in ids if len(both) == 2 and both <= told_in.get(i, set())]
    elif not agenda_id:
        return several(agenda, n=1)["agenda_id"].tolist()
    return [i for i in ids if agenda_id in ("", i)]


def reports(corpus: Corpus, agenda, wanted: list[str], *, article_a: str = "", article_b: str = "") -> pd.DataFrame:
    """One row per report of the chosen entries: what does each outlet say of it, how surely, on whose word?

    Parameters
    ----------
    corpus : Corpus
    agenda : Agenda
        Of the same corpus.
    wanted : list of str
        Keys of entries: `chosen`.
    article_a, article_b : str
        Reports of these two articles only; empty: all.

    Returns
    -------
    pandas.DataFrame
        entry (who, what, when); outlet; published (day); status (in words, with the strength of its wording); hedge (the
        words that decided the status, quoted); window (days in words, else the words for them as written); place;
        source; proof (the sentence, the words that decided between ``**``); then told (happened, ahead, open, off),
        label (outlet and day), line (the same and the trigger, for pictures), trigger, who, date_start, date_end,
        place_country, source_kind, agenda_id, article_id, event_id. Entry by entry, in order of publication.
    """
    rows = agenda.reports[agenda.reports["agenda_id"].isin(wanted)]
    if article_a or article_b:
        rows = rows[rows["article_id"].isin([article_a, article_b])]
    events = corpus.events[corpus.events["event_id"].isin(rows["event_id"])]
    event = {e["event_id"]: e for e in events.to_dict("records")}
    text, groups = quoted(corpus, events), dict(zip(events["event_id"], told(events)))
    hedges, dates = _words(corpus, events, "status"), _words(corpus, events, "date")
    entries = {e["agenda_id"]: named(e) for e in agenda.entries.to_dict("records")}
    out = []
    for r in rows.to_dict("records"):
        e = event.get(r["event_id"])
        if e is None:
            continue
        outlet = r["publisher"] if isinstance(r["publisher"], str) else UNKNOWN
        label = reported({"publisher": outlet, "published": r["published"]})
        out.append(
            {
                "entry": entries[r["agenda_id"]],
                "outlet": outlet,
                "published": r["published"],
                "status": status_words(r["status"], e["certainty"]),
                "hedge": hedges.get(r["event_id"], ""),
                "window": window_words(r["date_start"], r["date_end"], e["date_precision"])
                or dates.get(r["event_id"], ""),
                "place": r["place"] if isinstance(r["place"], str) else "",
                "source": according_to(r["source"], r["source_kind"]),
                "proof": text[r["event_id"]],
                "told": groups[r["event_id"]],
                "label": label,
                "line": f"{label}: {e['trigger']}",
                "trigger": e["trigger"],
                "who": readable(e["actors"]),
                "place_country": e["place_country"],
                "source_kind": r["source_kind"] if isinstance(r["source_kind"], str) else "author",
                **{c: r[c] for c in ("date_start", "date_end", "agenda_id", "article_id", "event_id")},
            }
        )
    made = pd.DataFrame(out, columns=REPORTS).astype(
        dict.fromkeys(("published", "date_start", "date_end"), "datetime64[us]")
    )
    order = {key: n for n, key in enumerate(wanted)}
    return made.sort_values("agenda_id", key=lambda c: c.map(order), kind="stable", ignore_index=True)


def differences(rows: pd.DataFrame) -> pd.DataFrame:
    """One row per entry and field: do the reports agree, and if not, who says which?

    Parameters
    ----------
    rows : pandas.DataFrame
        From `reports`.

    Returns
    -------
    pandas.DataFrame
        entry, field (str: status, wording, window, place, source); verdict (str); said (str: each value, between ``**``, with the
        outlets and days that have it, joined by " / "; who is silent is named last); agenda_id. The verdicts: differs; more or
        less exact (each window holds the next, or a town and its state); same; one says (in one article only); not said;
        not to be told (unnamed sources only: they may be one or several).

    Notes
    -----
    The article's own word counts as no source. A later report may differ because the plan has changed.
    """
    out = []
    for key, group in rows.groupby("agenda_id", sort=False):
        for column, name in _FIELDS.items():
            quiet = (group["source_kind"] == "author") if column == "source" else (group[column] == "")
            said = group[~quiet]
            said = said.assign(_value=said[column].str.lower() if column == "hedge" else said[column])
            parts = [f"**{v}** [{_labels(g)}]" for v, g in said.groupby("_value", sort=False)]
            silent = group[~group["article_id"].isin(said["article_id"])]
            parts += [f"not said [{_labels(silent)}]"] if len(silent) and parts else []
            out.append((group["entry"].iloc[0], name, _verdict(column, said), " / ".join(parts), key))
    return pd.DataFrame(out, columns=DIFFERENCES, dtype="str")


def _verdict(column: str, said: pd.DataFrame) -> str:
    values = set(said["_value"])
    if not values:
        return "not said"
    unnamed = said["source_kind"].isin(["anonymous"])
    if column == "source" and unnamed.all() and len(said) > 1:
        return "not to be told"
    if len(values) > 1:
        near = {"window": _nested, "place": _town_and_state}.get(column)
        return "more or less exact" if near and near(said) else "differs"
    return "same" if said["article_id"].nunique() > 1 else "one says"


def _nested(said: pd.DataFrame) -> bool:
    """Whether of each two windows one holds the other; an end that is not told is open."""
    if (said["date_start"].isna() & said["date_end"].isna()).any():
        return False
    spans = set(
        zip(said["date_start"].fillna(pd.Timestamp(1, 1, 1)), said["date_end"].fillna(pd.Timestamp(9999, 12, 31)))
    )
    return all((a <= c and d <= b) or (c <= a and b <= d) for a, b in spans for c, d in spans)


def _town_and_state(said: pd.DataFrame) -> bool:
    countries = said["place_country"].dropna().unique()
    towns = set(said["_value"]) - {readable(c) for c in countries}
    return len(countries) == 1 and said["place_country"].notna().all() and len(towns) == 1


def summary(agenda, rows: pd.DataFrame, *, agenda_id: str = "", article_a: str = "", article_b: str = "") -> str:
    """What is compared, by how many outlets, and in what the reports differ; or why nothing can be compared."""
    if not len(rows):
        return _nothing(agenda, agenda_id, article_a, article_b)
    found, parts = differences(rows), []
    entries = rows.drop_duplicates("agenda_id")
    if article_a:
        a, b = (rows.loc[rows["article_id"] == article, "label"].iloc[0] for article in (article_a, article_b))
        n = "1 entry" if len(entries) == 1 else f"{len(entries):,} entries"
        parts.append(f"{a}, and {b}, both report {n} of the agenda.")
    for key, name in zip(entries["agenda_id"][:6], entries["entry"]):
        group = rows[rows["agenda_id"] == key]
        n, outlets = group["article_id"].nunique(), group.loc[group["outlet"] != UNKNOWN, "outlet"].nunique()
        of = f" of {number(outlets, 'outlet')}" if outlets else ""
        text = f"{name}: {number(len(group), 'report')} in {number(n, 'article')}{of}."
        if n == 1:
            text += " With one article there is nothing to compare; what differs, differs within it."
        fields = found[found["agenda_id"] == key].groupby("verdict")["field"].agg(list)
        for verdict, words in _SAYS.items():
            text += f" {words} {_and(fields[verdict])}." if verdict in fields else ""
        parts.append(text + ("" if "differs" in fields or n == 1 else " They do not contradict each other."))
    rest = len(entries) - 6
    return "\n\n".join(parts) + (f"\n\n{rest:,} more in the tables below." if rest > 0 else "")


_SAYS = {
    "differs": "The reports differ in",
    "more or less exact": "They are more or less exact in",
    "same": "They agree in",
    "not to be told": "Whether their unnamed sources are the same nobody can tell, so they are not compared in",
}


def once(table: pd.DataFrame) -> pd.DataFrame:
    """The table with each entry named on its first row only, and not at all where there is but one: for readers."""
    if table["agenda_id"].nunique() < 2:
        return table.drop(columns=["entry", "agenda_id"])
    return table.assign(entry=table["entry"].mask(table["agenda_id"].duplicated(), "")).drop(columns=["agenda_id"])


def windows(rows: pd.DataFrame) -> str:
    """How many windows the reports give, in words: the title of their picture."""
    dated = rows[rows["date_start"].notna() | rows["date_end"].notna()]
    different = dated[["agenda_id", "date_start", "date_end"]].drop_duplicates()
    n = dated["agenda_id"].nunique()
    what = "one plan" if n == 1 else f"{n:,} plans"
    return f"{number(len(different), 'window')} in {number(len(dated), 'dated report')} of {what}" if n else ""


def named(entry: dict) -> str:
    """An entry of the agenda in words: who, what, where, when."""
    kind = TYPE_WORDS.get(entry["type"], str(entry["type"]))
    if entry["type"] == "CONSULT":
        kind = FORMS.get(entry["mode"], "meeting or talks")
    who = readable(entry["participants"]).replace("; ", ", ") or "nobody named"
    window = window_words(entry["date_start"], entry["date_end"], entry["date_precision"]) or "not dated"
    return f"{who}: " + ", ".join([kind, *([entry["place"]] if isinstance(entry["place"], str) else []), window])


def _nothing(agenda, agenda_id: str, article_a: str, article_b: str) -> str:
    if not len(agenda.entries):
        return "This agenda has no entry: no event of these articles makes one, so there is nothing to compare."
    if article_a or article_b:
        if not (article_a and article_b):
            return f"One article was asked for, {article_a or article_b!r}: give article_a and article_b, or neither."
        if article_a == article_b:
            return f"article_a and article_b are both {article_a!r}: give two articles."
        known = sorted(set(agenda.reports["article_id"]))
        for article in (article_a, article_b):
            if article not in known:
                return (
                    f"No article {article!r} reports an entry of this agenda{did_you_mean(article, known)}. An article "
                    "without events reports none; nor does an exact copy of another, which is left out."
                )
        which = f" with agenda_id {agenda_id!r}" if agenda_id else ""
        return f"The articles {article_a!r} and {article_b!r} report no entry in common{which}."
    first = several(agenda, n=1).iloc[0]
    text = f"No entry {agenda_id!r} among the {len(agenda.entries):,} of this agenda. The one of most outlets is "
    return text + f"{first['agenda_id']} ({first['entry']}): leave agenda_id empty for it, or take one from the table."


def _words(corpus: Corpus, events: pd.DataFrame, field: str) -> dict[str, str]:
    """The words that support a field of each event, quoted, in order of the text."""
    marks = corpus.evidence[corpus.evidence["event_id"].isin(events["event_id"]) & (corpus.evidence["field"] == field)]
    marks = marks.sort_values(["event_id", "start_char"])
    return {key: " … ".join(f"“{quote}”" for quote in group) for key, group in marks.groupby("event_id")["quote"]}


def _labels(group: pd.DataFrame) -> str:
    return "; ".join(dict.fromkeys(group["label"]))


def _and(words: list[str]) -> str:
    return " and ".join(", ".join(words).rsplit(", ", 1))
