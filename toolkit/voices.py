"""corpus -> sources: on whose word events rest, who is cited, and who passes it on.

Anonymous sources are counted by their kind, and never told apart or joined: "a diplomat" in two articles may be one or
two people. Counts below ``smallest`` are left empty, because a difference of one or two rows measures nothing.
"""

from __future__ import annotations

import pandas as pd

from .corpus import Corpus
from .frames import SOURCE_KINDS, STATUSES
from .measures import quoted
from .words import (
    STATUS_WORDS,
    TYPE_WORDS,
    according_to,
    number,
    readable,
    reported,
    short,
    states,
    status_words,
    what,
    who,
    window_words,
)

MIX = [*SOURCE_KINDS, "n_events"]
KIND_WORDS = {
    "person": "named person",
    "institution": "institution",
    "anonymous": "unnamed source",
    "media": "other media",
    "author": "article itself",
}
CITED = ["name", "kind", "n_statements", "n_articles", "n_outlets"]
RELAYS = ["publisher", "relay", "cited", "n_statements", "n_articles", "proof"]
SETTLED = ("occurred", "ongoing", "cancelled", "denied")
UNNAMED = ["window", "what", "who", "status", "n_articles", "according_to", "proof", "type", "agenda_id", "event_id"]


def mix(events: pd.DataFrame, by: str, *, smallest: int = 3) -> pd.DataFrame:
    """One row per outlet, status or other column: how many events rest on which kind of source?

    Parameters
    ----------
    events : pandas.DataFrame
        The events of a corpus.
    by : str
        A column of it, such as ``"publisher"``, ``"status"``, ``"type"``.
    smallest : int
        Counts below it are empty; 1 or less shows all.

    Returns
    -------
    pandas.DataFrame
        The column `by` (str; ``"(not known)"`` where it is empty); person, institution, anonymous, media, author (Int64,
        empty below `smallest`); n_events (Int64, always there). The largest first, ties by name; by status, from
        occurred down to denied.

    Notes
    -----
    An event with no source is the article's own word, and counts as author.
    """
    values = events[by].astype(object).where(events[by].notna(), "(not known)").astype(str).rename(by)
    kinds = events["source_kind"].astype(object).where(events["source_kind"].notna(), "author")
    counts = pd.crosstab(values, kinds).reindex(columns=list(SOURCE_KINDS), fill_value=0).astype("Int64")
    counts.columns = list(SOURCE_KINDS)
    out = counts.where(counts >= smallest).assign(n_events=counts.sum(axis=1).astype("Int64")).reset_index()
    if by == "status":
        order = {status: n for n, status in enumerate(reversed(STATUSES))}
        return out.sort_values(by, key=lambda c: c.map(order), ignore_index=True)
    return out.sort_values(["n_events", by], ascending=[False, True], ignore_index=True)


def in_words(table: pd.DataFrame, *, smallest: int = 3) -> pd.DataFrame:
    """A table of counts for readers: columns and statuses in words, what is empty because it is small as ``<3``."""
    counts = [c for c in table.columns if c in SOURCE_KINDS or c in ("n_statements", "n_articles", "n_outlets")]
    out = table.assign(**{c: _seen(table[c], smallest) for c in counts})
    if "status" in out:
        out = out.assign(status=out["status"].map(lambda s: STATUS_WORDS.get(s, s)))
    return out.rename(columns=KIND_WORDS)


def cited(corpus: Corpus, *, smallest: int = 3) -> pd.DataFrame:
    """One row per named source that is cited at least `smallest` times: whose word is passed on most?

    Returns
    -------
    pandas.DataFrame
        name (str: states by their name); kind (str: of source, in words); n_statements, n_articles, n_outlets
        (Int64). The most cited first, ties by name. Anonymous sources are in no row.
    """
    named = corpus.statements[
        corpus.statements["source_name"].notna() & (corpus.statements["source_kind"] != "anonymous")
    ]
    rows = named.merge(corpus.articles[["article_id", "publisher"]], on="article_id", how="left")
    rows = rows.assign(name=rows["source_name"].str.split("; "), n=range(len(rows))).explode("name")
    kinds = rows["source_kind"].astype(object).map(KIND_WORDS)
    rows = rows.assign(name=rows["name"].map(readable).astype("str"), kind=kinds.astype("str"))
    out = rows.groupby("name", as_index=False).agg(
        kind=("kind", "first"),
        n_statements=("n", "nunique"),
        n_articles=("article_id", "nunique"),
        n_outlets=("publisher", "nunique"),
    )
    out = out[out["n_statements"] >= smallest].astype(dict.fromkeys(CITED[2:], "Int64"))
    return out.sort_values(["n_statements", "n_articles", "name"], ascending=[False, False, True], ignore_index=True)[
        CITED
    ]


def relays(corpus: Corpus, *, smallest: int = 3) -> pd.DataFrame:
    """One row per outlet and relay: who writes "X reports, citing Y", of whom, and on whose word?

    Returns
    -------
    pandas.DataFrame
        publisher (str); relay (str: who passes it on; ``"(not named)"`` where it is nobody's name); cited (str: the kinds
        of source behind it, in words, joined by "; "; ``"nobody else"`` where a medium is itself the source);
        n_statements, n_articles (Int64, empty below `smallest`); proof (str: the sentence of the first). In order of
        outlets, the most frequent relay first, ties by name.

    Notes
    -----
    Where a chain is longer ("X, citing Y, which quoted Z") each link that passes something on counts. An outlet that
    names itself is no relay.
    """
    said = corpus.statements.merge(corpus.articles[["article_id", "publisher"]], on="article_id", how="left")
    said = said.merge(
        corpus.sentences[["article_id", "sentence", "sentence_text"]], on=["article_id", "sentence"], how="left"
    )
    names = set(zip(corpus.entities["article_id"], corpus.entities["name"]))
    rows = []
    for n, s in enumerate(said.to_dict("records")):
        chain = s["relayed_by"].split("; ") if isinstance(s["relayed_by"], str) else []
        links = [(link, KIND_WORDS.get(s["source_kind"], "not known")) for link in chain]
        if s["source_kind"] == "media" and isinstance(s["source"], str):
            links.append((s["source"], "nobody else"))
        outlet, text = (s[c] if isinstance(s[c], str) else "" for c in ("publisher", "sentence_text"))
        for link, behind in links:
            if link.casefold().removeprefix("the ") != outlet.casefold().removeprefix("the "):
                known = link in states() or (s["article_id"], link) in names
                relay = readable(link) if known else "(not named)"
                rows.append((outlet or "(not known)", relay, behind, n, s["article_id"], short(text, 300)))
    data = pd.DataFrame(rows, columns=["publisher", "relay", "cited", "n", "article_id", "proof"])
    data = data.astype({c: "str" for c in data.columns if c != "n"})
    out = data.groupby(["publisher", "relay"], as_index=False).agg(
        cited=("cited", lambda kinds: "; ".join(sorted(set(kinds)))),
        n_statements=("n", "nunique"),
        n_articles=("article_id", "nunique"),
        proof=("proof", "first"),
    )
    out = out.sort_values(["publisher", "n_statements", "relay"], ascending=[True, False, True], ignore_index=True)
    few = {c: out[c].astype("Int64").where(out[c] >= smallest) for c in ("n_statements", "n_articles")}
    return out.assign(**few)[RELAYS].astype({"cited": "str", "proof": "str"})


def unnamed_only(corpus: Corpus, agenda) -> pd.DataFrame:
    """One row per plan or event of the agenda that rests on unnamed sources alone: what would fall if they were wrong?

    Parameters
    ----------
    corpus : Corpus
    agenda : Agenda
        Of the same corpus: `toolkit.agenda`.

    Returns
    -------
    pandas.DataFrame
        window, what, who (in words), status (of the last report that cites an unnamed source), n_articles (Int64),
        according_to (the unnamed sources as written, each with outlet and day; never joined), proof (the sentence of
        that last report), type, agenda_id, event_id (of that report). In order of the agenda.

    Notes
    -----
    Alone means: at least one report cites an unnamed source, none a named person, an institution or other media, and no
    article tells in its own words that it happened or was called off. An article may mention such a plan in its own
    words: that is no second source.
    """
    reports = agenda.reports
    settled = reports["status"].isin(SETTLED) & (
        reports["source_kind"].isin(["author"]) | reports["source_kind"].isna()
    )
    entries = agenda.entries[agenda.entries["only_anonymous"].fillna(False).astype(bool)]
    entries = entries[~entries["agenda_id"].isin(reports.loc[settled, "agenda_id"])]
    reports = reports[reports["agenda_id"].isin(entries["agenda_id"]) & (reports["source_kind"] == "anonymous")]
    last = reports.drop_duplicates("agenda_id", keep="last")
    events = corpus.events[corpus.events["event_id"].isin(last["event_id"])]
    text, event = quoted(corpus, events), {e["event_id"]: e for e in events.to_dict("records")}
    proof = {a: event[e] for a, e in zip(last["agenda_id"], last["event_id"]) if e in event}
    words = {key: _words(rows) for key, rows in reports.groupby("agenda_id", sort=False)}
    rows = [
        {
            "window": window_words(e["date_start"], e["date_end"], e["date_precision"]) or "not dated",
            "what": what(proof[e["agenda_id"]]),
            "who": readable(e["participants"]) or who(proof[e["agenda_id"]]),
            "status": status_words(proof[e["agenda_id"]]["status"], proof[e["agenda_id"]]["certainty"]),
            "n_articles": e["n_articles"],
            "according_to": words[e["agenda_id"]],
            "proof": text[proof[e["agenda_id"]]["event_id"]],
            "type": e["type"],
            "agenda_id": e["agenda_id"],
            "event_id": proof[e["agenda_id"]]["event_id"],
        }
        for e in entries.to_dict("records")
        if e["agenda_id"] in proof
    ]
    out = pd.DataFrame(rows, columns=UNNAMED)
    return out.astype({c: "Int64" if c == "n_articles" else "str" for c in UNNAMED})


def by_type(table: pd.DataFrame, *, smallest: int = 3) -> pd.DataFrame:
    """Rows of `unnamed_only` by type, for readers: type (in words), n (str, as ``<3`` where it is small)."""
    counts = table["type"].value_counts()
    names = sorted(counts.index, key=lambda t: (-counts[t], t))
    rows = [
        (f"{t} ({TYPE_WORDS.get(t, t)})", f"{counts[t]:,}" if counts[t] >= smallest else f"<{smallest}") for t in names
    ]
    return pd.DataFrame(rows, columns=["type", "n"], dtype="str")


def summary(corpus: Corpus, *, smallest: int = 3) -> str:
    """How many events rest on whose word, in a sentence or two."""
    n, kinds = len(corpus.events), corpus.events["source_kind"].astype(object).fillna("author").value_counts()
    if not n:
        return "No events were read, so there is nobody to cite."
    seen = [k for k in SOURCE_KINDS if k != "author" and kinds.get(k, 0) >= smallest]
    few = sum(int(kinds.get(k, 0)) for k in SOURCE_KINDS if k != "author" and k not in seen)
    own = int(kinds.get("author", 0))
    text = f"Of {number(n, 'event')}, {f'{own:,}' if own else 'none'} {'rest' if own > 1 else 'rests'} "
    text += "on the article's own word"
    parts = [f"{int(kinds[k]):,} on {_A[k]}" for k in seen]
    text += "".join(f", {part}" for part in parts) + (f", {few:,} on other kinds of source" if few else "") + "."
    unnamed, said = int((corpus.statements["source_kind"] == "anonymous").sum()), len(corpus.statements)
    return text + (
        f" Of {number(said, 'statement')}, {f'{unnamed:,}' if unnamed else 'none'} by unnamed sources." if said else ""
    )


_A = {
    "person": "a named person's",
    "institution": "an institution's",
    "anonymous": "an unnamed source's",
    "media": "other media's",
}


def _seen(values: pd.Series, smallest: int) -> pd.Series:
    return values.map(lambda v: f"<{smallest}" if pd.isna(v) else f"{v:,}").astype("str")


def _words(reports: pd.DataFrame) -> str:
    said = (f"{short(according_to(r['source'], 'anonymous'), 60)}, {reported(r)}" for r in reports.to_dict("records"))
    return "; ".join(dict.fromkeys(said))
