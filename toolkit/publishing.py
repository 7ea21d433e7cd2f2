"""What may be shown to others: a citation, and a corpus with short quotes and hashes in place of the texts.

No more than `WORDS` words of an article stand in one cell. Words are counted as a strict reader would: "Tae-yul's" is three.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

import pandas as pd

from .corpus import Corpus, CorpusError
from .frames import FRAMES, conform
from .words import day_words, did_you_mean

WORDS = 25
KEYS = (
    "article_id",
    "event_id",
    "duplicate_of",
    "url",
    "sha256",
    "reading",
)  # a reading is numbers and codes, no words
EMPTIED = {"articles": ("text", "path"), "sentences": ("sentence_text",), "statements": ("content",)}
# The cells that are a slice of the text, and can be cut out of it again.
SLICES = {
    "sentences": "sentence_text",
    "entities": "mention",
    "times": "expression",
    "statements": "content",
    "evidence": "quote",
    "passed": "trigger",
}


def cite(corpus: Corpus, event_id: str) -> str:
    """One line that a journalist can paste: outlet, headline, day, address, and the words that tell the event.

    Parameters
    ----------
    corpus : Corpus
    event_id : str
        A key of ``corpus.events``.

    Returns
    -------
    str
        At most 25 words of the sentence are quoted, the trigger among them; ``…`` says where it was cut. Where the corpus
        has no text, the words of `evidence` stand in their order. An address or headline that is not known is left out.

    Raises
    ------
    LookupError
        Where the corpus has no such event; the message names the nearest of the same article.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"event_id": ["a:5-10"], "article_id": "a", "type": "CONSULT", "trigger": "visit", "sentence": 0})
    >>> articles = pd.DataFrame({"article_id": ["a"], "publisher": "Courier", "published": "2006-03-14", "text": "Will visit Lima."})
    >>> cite(Corpus.from_frames(events=rows, articles=articles), "a:5-10")
    'Courier, 14 Mar 2006: “Will visit Lima.”'
    """
    found = corpus.events[corpus.events["event_id"] == event_id]
    if not len(found):
        raise LookupError(f"no event {event_id!r} in this corpus{_nearest(corpus.events, str(event_id))}")
    event = found.iloc[0]
    article = corpus.articles[corpus.articles["article_id"] == event["article_id"]].iloc[0]
    title = f"“{' '.join(article['title'].split())}”" if _told(article["title"]) else None
    outlet = event["publisher"] if _told(event["publisher"]) else article["publisher"]
    day = event["published"] if pd.notna(event["published"]) else article["published"]
    facts = [outlet if _told(outlet) else "outlet not known", title, day_words(day) or "date not known", article["url"]]
    return f"{', '.join(f for f in facts if _told(f))}: {_quote(corpus, event, article)}"


def excerpt(text: str, start: int = 0, end: int = 0, *, words: int = WORDS) -> str:
    """The stretch of a text around two offsets, of at most ``words`` words, on one line, with ``…`` where it was cut.

    Examples
    --------
    >>> excerpt("The two sides will meet in Lima on Tuesday.", 14, 18, words=4)
    '…two sides will meet…'
    """
    tokens = [(m.start(), m.end(), max(1, len(re.findall(r"\w+", m[0])))) for m in re.finditer(r"\S+", text)]
    first = last = next((n for n, (_, b, _) in enumerate(tokens) if b > start), len(tokens))
    used = 0

    def fits(n):
        return 0 <= n < len(tokens) and used + tokens[n][2] <= words

    while fits(last) and tokens[last][0] < end:  # the stretch itself, then as much on either side
        used, last = used + tokens[last][2], last + 1
    while fits(last) or fits(first - 1):
        if fits(first - 1):
            used, first = used + tokens[first - 1][2], first - 1
        if fits(last):
            used, last = used + tokens[last][2], last + 1
    if first == last:
        return "…" if tokens else ""
    cut = " ".join(text[tokens[first][0] : tokens[last - 1][1]].split())
    return f"{'…' if first else ''}{cut}{'…' if last < len(tokens) else ''}"


def without_texts(corpus: Corpus) -> Corpus:
    """A corpus that may be published: offsets, hashes, addresses and short quotes, no texts and no paths.

    `articles.text`, `articles.path`, `sentences.sentence_text` and `statements.content` are empty; every other cell with words,
    `evidence.quote` above all, is cut to 25 words. ``info`` loses folders, what failures said, and gets ``texts: False``.
    """
    parts = corpus.all_frames
    frames = {}
    for name, data in parts.items():
        out = {}
        for column in FRAMES[name]:
            cells = data[column.name]
            if column.name in EMPTIED.get(name, ()):
                cells = pd.Series(None, index=data.index, dtype=object)
            elif column.dtype == "str" and column.name not in KEYS:
                cells = cells.map(_shortened, na_action="ignore")
            out[column.name] = cells
        frames[name] = conform(name, pd.DataFrame(out, index=data.index))  # without .attrs: they hold paths
    if (hashes := corpus.articles["sha256"]).isna().any():
        made = corpus.articles["text"].map(_sha256, na_action="ignore")
        frames["articles"]["sha256"] = hashes.where(hashes.notna(), made).reset_index(drop=True)
    info = {**_public(corpus.info), "texts": False}
    if isinstance(failures := corpus.info.get("failures"), dict):
        info["failures"] = {key: str(reason).split(":")[0] for key, reason in failures.items()}
    return Corpus(frames, info)


def with_texts(corpus: Corpus, articles: pd.DataFrame) -> Corpus:
    """The corpus with the texts put back from one's own copy, article by article where the SHA-256 is the same.

    Articles that `articles` does not have stay without a text.

    Raises
    ------
    CorpusError
        Where `articles` has no column `text`, has another text under the same `article_id`, or has none of the texts.
    """
    if "text" not in articles.columns:
        raise CorpusError("articles: no column 'text'; give the frame of toolkit.load_articles(folder)")
    texts = articles["text"].dropna()
    known = dict(zip(texts.map(_sha256), texts))
    own = corpus.articles
    found = own["sha256"].map(known).astype("str")
    ids = set(articles.loc[texts.index, "article_id"].astype(str)) if "article_id" in articles else set()
    other = own.loc[found.isna() & own["sha256"].notna() & own["article_id"].isin(ids), "article_id"]
    if len(other):
        raise CorpusError(
            f"article {other.iloc[0]!r}: the text given is not the one that was read (its SHA-256 differs"
            f"{f'; so do {len(other) - 1:,} more' if len(other) > 1 else ''}); load the same files with the same options, "
            "or leave these articles out"
        )
    if len(own) and found.isna().all():
        raise CorpusError(f"none of the {len(own):,} articles' texts is among the {len(texts):,} given; other files?")
    text = dict(zip(own["article_id"], found.where(found.notna(), own["text"])))
    frames = corpus.all_frames
    frames["articles"] = own.assign(text=own["article_id"].map(text).astype("str"))
    article = dict(zip(corpus.events["event_id"], corpus.events["article_id"]))
    for name, column in SLICES.items():
        data = frames[name]
        whose = data["article_id"] if "article_id" in data else data["event_id"].map(article)
        cells = [
            text[a][i:j] if (not _told(cell) or cell.endswith("…")) and pd.notna(i) and _told(text.get(a)) else cell
            for a, cell, i, j in zip(whose, data[column], data["start_char"], data["end_char"])
        ]
        frames[name] = data.assign(**{column: pd.Series(cells, index=data.index, dtype="str")})
    info = dict(corpus.info)
    if frames["articles"]["text"].notna().all():
        info.pop("texts", None)
    return Corpus(frames, info)


# --- inside


def _told(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _shortened(cell: str) -> str:
    """At most 25 words of a cell; of names joined by '; ', as many whole ones as fit."""
    if len(cell) <= 2 * WORDS:
        return cell
    whole = " ".join(cell.split())
    if excerpt(cell) == whole:
        return cell
    names = cell.split("; ")
    while len(names) > 1:
        names.pop()
        if not excerpt(kept := "; ".join(names)).endswith("…"):
            return f"{kept}; …"
    return excerpt(cell)


def _public(value):
    """Provenance without folders: of a path, its last part stays."""
    if isinstance(value, dict):
        return {k: _public(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_public(v) for v in value]
    if not isinstance(value, str):
        return value
    if re.match(r"(~|\.\.?|[A-Za-z]:)?[/\\]", value):
        return PurePath(value.replace("\\", "/")).name
    return _shortened(re.sub(r"(?<![\w:/])(~|\.\.?|[A-Za-z]:)?[/\\]([^\s/\\]+[/\\])+", "", value))


def _quote(corpus: Corpus, event: pd.Series, article: pd.Series) -> str:
    evidence = corpus.evidence[corpus.evidence["event_id"] == event["event_id"]].sort_values("start_char")
    at = re.fullmatch(r".*:(\d+)-(\d+)", event["event_id"])
    a, b = map(int, at.groups()) if at else (None, None)
    named = evidence[evidence["field"] == "trigger"]
    if len(named) and pd.notna(named["start_char"].iloc[0]):
        a, b = named[["start_char", "end_char"]].iloc[0]
    here = corpus.sentences
    here = here[(here["article_id"] == event["article_id"]) & (here["sentence"] == event["sentence"]).fillna(False)]
    text, offset = (article["text"], 0) if _told(article["text"]) else (None, 0)
    if len(here):
        first, last, sentence = here[["start_char", "end_char", "sentence_text"]].iloc[0]
        if _told(sentence):
            text, offset = sentence, first if pd.notna(first) else None
        elif text and pd.notna(first) and pd.notna(last):
            text, offset = text[first:last], first
    if not text:
        text, offset = " … ".join(dict.fromkeys(q for q in evidence["quote"] if _told(q))) or event["trigger"], None
    if not _told(text):
        return "no words kept"
    trigger = event["trigger"] if _told(event["trigger"]) else ""
    if a is not None and offset is not None and 0 <= a - offset < b - offset <= len(text):
        a, b = a - offset, b - offset
    else:  # a coder without offsets
        a = max(0, text.find(trigger))
        b = a + len(trigger)
    return f"“{excerpt(text, a, b)}”"


def _nearest(events: pd.DataFrame, event_id: str) -> str:
    at = re.fullmatch(r"(.*):(\d+)-(\d+)", event_id)
    same = events.loc[events["article_id"] == at[1]] if at else events.iloc[:0]
    starts = same["event_id"].str.extract(r":(\d+)-\d+$")[0].astype("Int64").dropna()
    if len(starts):
        best = same.loc[(starts - int(at[2])).abs().idxmin()]
        word = f" ({best['trigger']!r})" if _told(best["trigger"]) else ""
        return f"; the nearest of the same article is {best['event_id']!r}{word}"
    return did_you_mean(event_id, events["event_id"].tolist())
