"""frame -> frame: the counts that notebooks show.

Functions take the frame (or the corpus) first, return a new frame and change nothing. Rows have a defined order: ties
are broken by name or id. Certainty is never summed or averaged, and anonymous sources are never told apart or joined.
"""

from __future__ import annotations

import difflib

import pandas as pd

from .copies import repeated
from .corpus import Corpus
from .words import (
    GROUP,
    SOURCE_WORDS,
    TOLD,
    TOLD_WORDS,
    TYPE_WORDS,
    according_to,
    day_words,
    number,
    readable,
    reported,
    states,
    status_words,
    what,
    who,
    window_words,
)

READER = ["window", "what", "who", "status", "according_to", "proof"]  # the columns for people
_FURTHER = ["trigger", "type", "date_start", "date_end", "published", "source_kind", "article_id", "event_id"]
DOSSIER = [*READER, "told", *_FURTHER]
ARTICLE = ["published", "published_basis", "publisher", "title", "n_words", "n_events", "article_id"]
_PROOF = ("trigger", "status", "date", "condition")
_SPAN = ("start_char", "end_char")
_AROUND = 160
HANDFUL = 30  # fewer articles than this are anecdote


def select(corpus: Corpus, *, first_day=None, last_day=None, copies: bool = False) -> Corpus:
    """The part of a corpus that was published between two days, without exact copies of one text.

    Parameters
    ----------
    corpus : Corpus
    first_day, last_day : date or str, optional
        First and last day of publication, both included. Where either is given, articles without a date are left out.
    copies : bool
        Keep articles that repeat an earlier one word for word. Near copies (`duplicate_of` is set, `sha256` differs) are
        kept in any case: a correction says what the first story did not, and a cut one is what its readers read.
    """
    articles = corpus.articles
    keep = pd.Series(True, index=articles.index)
    if not copies:
        keep &= ~repeated(articles)
    if first_day is not None:
        keep &= (articles["published"] >= pd.Timestamp(first_day)).fillna(False)
    if last_day is not None:
        keep &= (articles["published"] <= pd.Timestamp(last_day)).fillna(False)
    ids = set(articles.loc[keep, "article_id"])
    parts = corpus.all_frames
    frames = {n: f[f["article_id"].isin(ids)] for n, f in parts.items() if "article_id" in f.columns}
    events = set(frames["events"]["event_id"])
    frames |= {n: f[f["event_id"].isin(events)] for n, f in parts.items() if n not in frames}
    return Corpus({n: frames[n].reset_index(drop=True) for n in parts}, corpus.info)


def summary(corpus: Corpus) -> str:
    """What a corpus holds, in two or three sentences: articles, outlets, days, events by how they are told."""
    counts = told(corpus.events).value_counts(sort=False)
    text = f"{period(corpus.articles)}, tell of {number(len(corpus.events), 'event')}"
    text = text[:1].upper() + text[1:]
    parts = ", ".join(f"{n:,} {TOLD_WORDS[group]}" for group, n in counts.items() if n)
    text += f": {parts}." if parts else "."
    failures = corpus.info.get("failures") or {}
    if failures:
        text += f" {number(len(failures), 'article')} could not be read: {', '.join(sorted(failures)[:5])}."
    checked = int(corpus.verified["verified"].fillna(False).sum())
    text += (
        f" Machine-coded; a coder verified {number(checked, 'row')}." if checked else " Machine-coded, not verified."
    )
    if len(corpus.articles) < HANDFUL:
        text += " So few articles are anecdote, not measurement: read them, and do not compute shares."
    return text


def presence(corpus: Corpus, actor: str) -> str:
    """Whether an actor occurs, in how many events and articles, and which names like it were not counted."""
    name = matching(corpus, actor)
    others = [n for n in nearest(corpus, actor) if n not in (name, readable(name))]
    if name is None:
        text = f"{actor!r} takes part in no event of this corpus ({period(corpus.articles)})."
        return text + (f" Nearest in it: {', '.join(others)}." if others else " No name in it comes near.")
    events = involving(corpus, name)
    counts = told(events).value_counts(sort=False)
    where = number(events["article_id"].nunique(), "article")
    text = f"{readable(name)} takes part in {number(len(events), 'event')} in {where}: "
    text += ", ".join(f"{n:,} {TOLD_WORDS[group]}" for group, n in counts.items() if n) + "."
    return text + (f" Names like it that are not counted here: {', '.join(others)}." if others else "")


def by_article(corpus: Corpus) -> pd.DataFrame:
    """One row per article: its columns `ARTICLE`, and duplicate_of; in order of publication, undated ones last."""
    counts = corpus.events.groupby("article_id").size()
    n_events = corpus.articles["article_id"].map(counts).fillna(0).astype("Int64")
    out = corpus.articles.assign(n_events=n_events)[[*ARTICLE, "duplicate_of"]]
    return out.sort_values(["published", "article_id"], na_position="last", ignore_index=True)


def by_publisher(corpus: Corpus) -> pd.DataFrame:
    """One row per outlet: publisher, n_articles, first, last (days), n_words, n_events; the largest first."""
    data = by_article(corpus).assign(publisher=lambda f: f["publisher"].fillna("(not known)"))
    out = data.groupby("publisher", as_index=False).agg(
        n_articles=("article_id", "size"),
        first=("published", "min"),
        last=("published", "max"),
        n_words=("n_words", "sum"),
        n_events=("n_events", "sum"),
    )
    return out.sort_values(["n_articles", "publisher"], ascending=[False, True], ignore_index=True)


def told(events: pd.DataFrame) -> pd.Series:
    """How each event is told, in four groups of statuses: happened, ahead, open, off."""
    groups = events["status"].astype(object).map(GROUP)
    return groups.astype(pd.CategoricalDtype(list(TOLD), ordered=True)).rename("told")


def told_by(events: pd.DataFrame, column: str, *, n: int | None = None) -> pd.DataFrame:
    """One row per value of a column (type, source_kind, publisher ...): happened, ahead, open, off, n_events.

    Parameters
    ----------
    events : pandas.DataFrame
        The events of a corpus.
    column : str
        Any column of it.
    n : int, optional
        Keep the n largest rows.
    """
    values = events[column].astype(object).where(events[column].notna(), "(none)").astype(str)
    out = pd.crosstab(values, told(events)).reindex(columns=list(TOLD), fill_value=0)
    out.columns = list(out.columns)
    out = out.assign(n_events=out.sum(axis=1)).rename_axis(column).reset_index()
    out = out.sort_values(["n_events", column], ascending=[False, True], ignore_index=True)
    return out if n is None else out.head(n)


def in_words(table: pd.DataFrame) -> pd.DataFrame:
    """A table by type or source_kind with its first column in words: ``anonymous`` as ``an unnamed source``."""
    column = table.columns[0]
    words = {"source_kind": SOURCE_WORDS, "type": {t: f"{t} ({w})" for t, w in TYPE_WORDS.items()}}.get(column, {})
    return table.assign(**{column: table[column].map(lambda value: words.get(value, value))})


def dated(events: pd.DataFrame) -> pd.DataFrame:
    """One row per way of telling: told, n_events, n_dated (events with a first or last day), share_dated (0 to 1)."""
    has = events["date_start"].notna() | events["date_end"].notna()
    out = has.groupby(told(events), observed=False).agg(n_events="size", n_dated="sum").reset_index()
    return out.assign(share_dated=(out["n_dated"] / out["n_events"].where(out["n_events"] > 0)).astype("Float64"))


def participants(corpus: Corpus, *, n: int | None = None) -> pd.DataFrame:
    """One row per name that takes part in events: name, kind, n_events, n_articles; the most frequent first."""
    data = corpus.participants.merge(corpus.events[["event_id", "article_id"]], on="event_id")
    data = data.assign(kind=data["kind"].astype(object))
    out = data.groupby("name", as_index=False).agg(
        kind=("kind", "first"), n_events=("event_id", "nunique"), n_articles=("article_id", "nunique")
    )
    out = out.sort_values(["n_events", "n_articles", "name"], ascending=[False, False, True], ignore_index=True)
    out = out.assign(name=out["name"].map(readable))
    return out if n is None else out.head(n)


def matching(corpus: Corpus, actor: str) -> str | None:
    """The name under which an actor stands in the corpus, a state also by its name, in any case of letters; or None."""
    wanted = " ".join(actor.split()).casefold()
    names = sorted(corpus.participants["name"].dropna().unique())
    codes = {name.casefold(): code for code, name in states().items()}
    for key in (wanted, codes.get(wanted, "").casefold()):
        found = next((name for name in names if name.casefold() == key), None)
        if key and found:
            return found
    return None


def nearest(corpus: Corpus, actor: str, *, n: int = 5) -> list[str]:
    """Names of the corpus that share a word with the one asked for or are spelled like it; the nearest first."""
    wanted = actor.casefold()
    scored = []
    for name in sorted(corpus.participants["name"].dropna().unique()):
        shown = readable(name)
        known = {w for form in (name, shown) for w in form.casefold().split()}
        score = max(difflib.SequenceMatcher(None, wanted, form.casefold()).ratio() for form in (name, shown))
        scored.append((score + (known & set(wanted.split()) != set()), shown))
    return [name for score, name in sorted(scored, key=lambda s: (-s[0], s[1])) if score >= 0.6][:n]


def involving(corpus: Corpus, name: str | None) -> pd.DataFrame:
    """The events in which a participant of this name takes part, as actor or recipient, in order of publication."""
    ids = corpus.participants.loc[corpus.participants["name"] == name, "event_id"]
    return corpus.events[corpus.events["event_id"].isin(ids)].reset_index(drop=True)


def dossier(corpus: Corpus, name: str | None) -> pd.DataFrame:
    """What an actor does, will, may or will not do, one row per mention, in words that a reader can check.

    Returns
    -------
    pandas.DataFrame
        window (days in words, else the words for them as written), what (trigger, place, type), who (actors →
        recipients), status (in words, with the strength of its wording: firm, likely, open; not a probability),
        according_to (with outlet and day of the report), proof (the sentence, with the words that decided between
        ``**``), and for further work told, trigger, type, date_start, date_end, published, source_kind, article_id,
        event_id. Ordered by window, or by day of publication where there is none, then by event_id.

    Notes
    -----
    Mentions, not events in the world: what two articles tell is two rows here.
    """
    events = involving(corpus, name)
    events = events.assign(_day=events["date_start"].fillna(events["date_end"]).fillna(events["published"]))
    events = events.sort_values(["_day", "published", "event_id"], na_position="last")
    text = quoted(corpus, events)
    dates = corpus.evidence[corpus.evidence["field"] == "date"].drop_duplicates("event_id")
    dates = dict(zip(dates["event_id"], dates["quote"]))
    rows = [
        {
            "window": window_words(e["date_start"], e["date_end"], e["date_precision"])
            or (f"not dated: “{dates[e['event_id']]}”" if e["event_id"] in dates else "not dated"),
            "what": what(e),
            "who": who(e),
            "status": status_words(e["status"], e["certainty"]),
            "according_to": "; ".join(v for v in (according_to(e["source"], e["source_kind"]), reported(e)) if v),
            "proof": text[e["event_id"]],
            "told": GROUP.get(e["status"]),
            **{c: e[c] for c in _FURTHER},
        }
        for e in events.to_dict("records")
    ]
    out = pd.DataFrame(rows, columns=DOSSIER)
    days = {c: out[c].astype("datetime64[us]") for c in ("published", "date_start", "date_end")}
    return out.assign(told=out["told"].astype(pd.CategoricalDtype(list(TOLD), ordered=True)), **days)


def counterparts(corpus: Corpus, name: str | None, *, n: int | None = None) -> pd.DataFrame:
    """With whom an actor shares events: name, happened, ahead, open, off, n_events, n_articles."""
    events = involving(corpus, name)
    others = corpus.participants[corpus.participants["name"] != name].drop_duplicates(["event_id", "name"])
    shared = others[["event_id", "name"]].merge(events, on="event_id")
    out = told_by(shared, "name")
    articles = shared.groupby("name")["article_id"].nunique()
    out = out.assign(n_articles=out["name"].map(articles).astype("Int64"), name=out["name"].map(readable))
    return out if n is None else out.head(n)


def quoted(corpus: Corpus, events: pd.DataFrame) -> dict[str, str]:
    """The sentence behind each event by event_id, with the words that decided its fields between ``**``.

    Where the corpus has no texts, these words alone, in their order.
    """
    wanted = events[["event_id", "article_id", "sentence", "trigger"]].merge(
        corpus.sentences, on=["article_id", "sentence"], how="left"
    )
    marks = corpus.evidence[
        corpus.evidence["event_id"].isin(set(events["event_id"])) & corpus.evidence["field"].isin(_PROOF)
    ]
    spans: dict[str, list[tuple[int, int, str]]] = {}
    quotes: dict[str, list[str]] = {}
    marks = marks.sort_values(["start_char", "end_char"], kind="stable").dropna(subset="quote")
    for key, start, end, field, quote in zip(*(marks[c] for c in ("event_id", *_SPAN, "field", "quote"))):
        quotes.setdefault(key, []).append(f"**{quote}**")
        if pd.notna(start) and pd.notna(end):
            spans.setdefault(key, []).append((start, end, field))
    out = {}
    for row in wanted.to_dict("records"):
        if not isinstance(row["sentence_text"], str):
            alone = [f"**{row['trigger']}**"] if isinstance(row["trigger"], str) else []
            out[row["event_id"]] = " … ".join(dict.fromkeys(quotes.get(row["event_id"], alone)))
            continue
        inside = [(a - row["start_char"], b - row["start_char"], f) for a, b, f in spans.get(row["event_id"], ())]
        out[row["event_id"]] = _marked(row["sentence_text"], inside)
    return out


def _marked(sentence: str, spans) -> str:
    spans = sorted((a, b, f) for a, b, f in spans if 0 <= a < b <= len(sentence))
    at = next((a for a, _, f in spans if f == "trigger"), 0)
    first, last = max(0, at - _AROUND), min(len(sentence), at + _AROUND)
    first = 0 if first < 20 else sentence.find(" ", first) + 1
    last = len(sentence) if last > len(sentence) - 20 else sentence.rfind(" ", 0, last)
    out, done = "…" if first else "", first
    for a, b, _ in spans:
        if a >= done and b <= last:
            out += f"{sentence[done:a]}**{sentence[a:b]}**"
            done = b
    return " ".join((out + sentence[done:last] + ("…" if last < len(sentence) else "")).split())


def period(articles: pd.DataFrame) -> str:
    """What a picture or a report rests on: how many articles, from how many outlets, published between which days."""
    days, outlets = articles["published"].dropna(), articles["publisher"].dropna().nunique()
    text = number(len(articles), "article")
    if outlets:
        text += f" from {number(outlets, 'outlet')}"
    if len(days):
        first, last = day_words(days.min()), day_words(days.max())
        text += f", published {first}" + (f" to {last}" if last != first else "")
    undated = len(articles) - len(days)
    return text + (f", {undated:,} undated" if undated else "")


def coverage(corpus) -> pd.DataFrame:
    """What the reading passed over: one row per word of the trigger lexicon in a sentence without a row, and per gap in a row.

    Parameters
    ----------
    corpus : Corpus
        From `toolkit.extract`.

    Returns
    -------
    pandas.DataFrame
        article_id (str); sentence (Int64); what (str): "no row", "no participants", "no date" or "no source"; reason (str);
        words (str): the trigger; event_id (str): empty where there is no row; sentence_text (str). Ordered by article,
        sentence and word.
    """
    events, passed = corpus.events, corpus.passed
    key = ["article_id", "sentence"]
    told = pd.MultiIndex.from_frame(events[key])
    silent = passed[~pd.MultiIndex.from_frame(passed[key]).isin(told)]
    parts = [
        silent.assign(what="no row", words=silent["trigger"], event_id=None)[
            [*key, "what", "reason", "words", "event_id"]
        ]
    ]
    undated = corpus.articles.set_index("article_id")["published"].isna()
    spoken = corpus.evidence.loc[corpus.evidence["field"] == "date", "event_id"]
    gaps = {
        "no participants": (events["actors"].isna() & events["recipients"].isna(), "nobody is named"),
        "no date": (events["date_start"].isna() & events["date_end"].isna(), "no date in its clause"),
        "no source": (events["source_kind"].isin(["author"]), "the article's own voice"),
    }
    for gap, (missing, reason) in gaps.items():
        rows = events[missing].assign(what=gap, reason=reason, words=lambda f: f["trigger"])
        if gap == "no date":
            rows.loc[rows["event_id"].isin(spoken), "reason"] = "its words give no window"
            rows.loc[rows["article_id"].map(undated).fillna(False).astype(bool), "reason"] = "the article has no date"
        parts.append(rows[[*key, "what", "reason", "words", "event_id"]])
    out = pd.concat(parts, ignore_index=True).sort_values([*key, "what", "words"], kind="stable", ignore_index=True)
    return out.merge(corpus.sentences[[*key, "sentence_text"]], on=key, how="left")


def gaps(corpus: Corpus) -> pd.DataFrame:
    """One row per kind of gap in `coverage`: what, reason, n; the most frequent of each kind first."""
    out = coverage(corpus).groupby(["what", "reason"], as_index=False).size().rename(columns={"size": "n"})
    return out.sort_values(["what", "n", "reason"], ascending=[True, False, True], ignore_index=True)


def share(events: pd.DataFrame, column: str, value, *, by: str | None = None, coded=None) -> pd.DataFrame:
    """The share of events with a value, as the machine counts it and as it is once the machine's errors are taken out.

    Parameters
    ----------
    events : pandas.DataFrame
        The events that a coding sheet was drawn from, or a part of them.
    column : str
        A field that the sheet asks for: `toolkit.sheets.FIELDS`.
    value : str or list of str
        The value, or several that count as one: ``["cancelled", "denied"]``.
    by : str, optional
        A column to break down by, such as `publisher`.
    coded : path or pandas.DataFrame, optional
        A coding sheet that was filled in (`toolkit.coding_sheet`). Without it there is a naive share only.

    Returns
    -------
    pandas.DataFrame
        One row per group, or one in all: the column `by`; n_rows (Int64); naive (Float64: share of the machine's rows);
        n_coded (Int64); share, low, high (Float64: of the rows that are events, with a 95 % interval clustered by article).

    Raises
    ------
    SheetError, ValidationError, ValueError
        Where the sheet cannot be read, is of other articles, or does not ask for the column.

    Notes
    -----
    The machine's value stands in for the coder's where nobody looked, and the coded sample, weighted by the probability of
    being drawn, takes out what that gets wrong on average: the design-based difference estimator of Egami, Hinck, Stewart
    and Wei, "Using imperfect surrogates for downstream inference: design-based supervised learning for social science
    applications of large language models" (NeurIPS 2023), unbiased however bad the machine is. Rows that are no events leave
    the denominator; events without a row are not in it.
    """
    from .shares import corrected_shares

    return corrected_shares(events, column, [value] if isinstance(value, str) else list(value), by, coded)
