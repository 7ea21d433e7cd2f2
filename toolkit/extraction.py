"""articles -> Corpus: batches, processes, progress, failures."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import islice

import pandas as pd

from .cache import RowCache
from .components.events import window
from .components.grammar import grammar_of
from .components.times import resolve_all
from .corpus import Corpus
from .dating import deduce
from .frames import CORPUS_FRAMES, build
from .interrupts import noted
from .knowledge import fingerprint, rules
from .model import load_model, prepare
from .readings import freeze

LAYERS = (*CORPUS_FRAMES[1:], "passed", "readings")


class ExtractionError(ValueError):
    """An article that could not be read; the message names it."""


def extract(
    articles: pd.DataFrame,
    *,
    model: str | None = None,
    lexicons: str | None = None,
    n_process: int = 1,
    batch_size: int = 64,
    cache: str | os.PathLike | None = None,
    progress: bool = False,
    errors: str = "raise",
) -> Corpus:
    """A corpus of everything that the articles say: who did, plans, may or will not do what, when, and who says so.

    What comes out of an article depends on its text and day of publication, the model and the lexicons alone: never on
    the articles beside it.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `toolkit.load_articles`: `article_id` and `text` are needed, `published` and `publisher` used.
    model : str, optional
        Any installed spaCy pipeline; without it the small English one.
    lexicons : str, optional
        Folder with your own CSV files, laid over the package's.
    n_process : int
        Processes to use. Rows come back from them, not Docs.
    batch_size : int
        Articles per batch; fewer where that would leave a process idle.
    cache : path, optional
        Folder in which rows are kept by article: a second run reads only what is new or changed, and one that was killed
        goes on where it stopped. Text, day, model, lexicons and rules together decide. Delete the folder to empty it.
    progress : bool
        Show a progress bar.
    errors : {"raise", "skip"}
        What to do with an article that fails: stop, or leave its rows out and count it in ``corpus.info["failures"]``.

    Returns
    -------
    Corpus
        Rows in the order of the articles, then by offset.

    Raises
    ------
    ExtractionError
        Where an article fails under ``errors="raise"``, or `articles` lacks a column.
    ModelMissing
        Where the spaCy pipeline is not installed.
    CacheError
        Where the cache cannot be used. A `CacheWarning` says that what rows depend on has changed.
    """
    if errors not in ("raise", "skip"):
        raise ExtractionError(f"unknown policy errors={errors!r}; allowed are 'raise' and 'skip'")
    for needed in ("article_id", "text"):
        if needed not in articles.columns:
            raise ExtractionError(f"articles need a column {needed!r}; use toolkit.load_articles(folder)")
    nlp = load_model(model, lexicons=lexicons)  # here too, so that a missing model is told before any process starts
    between = articles.attrs.get("between")  # load_articles(between=...): the days that undated articles lie within
    between = tuple(map(date.fromisoformat, between)) if between else None
    basis = basis_of(nlp, model, lexicons)
    kept = RowCache(cache, basis) if cache is not None else None
    parts, failures, days, n_done = _Parts(), {}, {}, 0
    bar = _bar(len(articles), progress)
    size = max(1, min(batch_size, -(-len(articles) // (8 * n_process)))) if n_process > 1 else batch_size
    try:
        with noted() as stopped:
            for results in _run(_batches(articles, size), n_process, kept, model, lexicons, between):
                for article_id, out, problem, deduced in results:
                    if problem is not None:
                        if errors == "raise":
                            raise ExtractionError(
                                f"article {article_id!r}: {problem}; errors='skip' leaves it out and counts it"
                            )
                        failures[article_id] = problem
                        continue
                    if deduced is not None:
                        days[article_id] = deduced
                    parts.add(out)
                n_done += len(results)
                bar.update(len(results))
                if stopped:
                    raise KeyboardInterrupt
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            f"stopped after {n_done:,} of {len(articles):,} articles; "
            + (
                f"they are kept in {cache}: run again to go on"
                if kept
                else "with cache=folder the next run would go on"
            )
        ) from None
    except BrokenProcessPool as error:
        raise ExtractionError(
            f"a process was killed after {n_done:,} of {len(articles):,} articles, as happens where memory ends; use a "
            "smaller n_process=, and cache=folder to go on where it stopped"
        ) from error
    finally:
        bar.close()
        if kept is not None:
            kept.close()
    frames = {"articles": _dated(articles, days), **parts.frames()}
    return Corpus(frames, {**basis, "failures": failures, "loading": _loading(articles)})


class _Parts:
    """Rows as they come, turned into frames a thousand articles at a time: a frame takes a tenth of the memory."""

    SIZE = 1000

    def __init__(self):
        self.done, self.rows, self.n = [], {name: [] for name in LAYERS}, 0

    def add(self, found):
        for name in LAYERS:
            self.rows[name].extend(found[name])
        self.n += 1
        if self.n == self.SIZE:
            self._build()

    def _build(self):
        self.done.append({name: build(name, rows) for name, rows in self.rows.items()})
        self.rows, self.n = {name: [] for name in LAYERS}, 0

    def frames(self) -> dict[str, pd.DataFrame]:
        if self.n or not self.done:
            self._build()
        if len(self.done) == 1:
            return self.done[0]
        return {name: pd.concat([part.pop(name) for part in self.done], ignore_index=True) for name in LAYERS}


def _batches(articles, size):
    for i in range(0, len(articles), size):
        yield _tasks(articles.iloc[i : i + size])


def _tasks(articles):
    columns = {
        c: articles[c] if c in articles.columns else [None] * len(articles)
        for c in ("article_id", "text", "published", "publisher")
    }
    tasks = []
    for article_id, text, published, publisher in zip(*columns.values(), strict=True):
        day = None if pd.isna(published) else pd.Timestamp(published).date()
        tasks.append((article_id, "" if pd.isna(text) else text, day, None if pd.isna(publisher) else publisher))
    return tasks


def _bar(total, progress):
    from tqdm import tqdm

    return tqdm(total=total, unit="article", disable=not progress)


def _run(batches, n_process, kept, *setting):
    """The results batch by batch, in order: from the cache what it has, the rest read here or by other processes."""
    between = setting[-1]
    if n_process <= 1:
        for batch in batches:
            known, keys = _known(kept, batch, between)
            yield _with(kept, batch, keys, known, read([t for t in batch if t[0] not in known], *setting))
        return
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context(
        "fork" if "fork" in methods else "spawn"
    )  # a forked worker has the model already
    with ProcessPoolExecutor(n_process, mp_context=context, initializer=_obey) as pool:

        def start(batch):
            known, keys = _known(kept, batch, between)
            todo = [t for t in batch if t[0] not in known]
            return batch, keys, known, pool.submit(read, todo, *setting) if todo else None

        try:
            waiting = [start(b) for b in islice(batches, 2 * n_process)]
            while waiting:
                batch, keys, known, future = waiting.pop(0)
                yield _with(kept, batch, keys, known, future.result() if future else [])
                waiting.extend(start(b) for b in islice(batches, 1))
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _obey():
    """A worker leaves Ctrl-C to the one who started it, and goes where that one is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: (parent.join(), os._exit(1)), daemon=True).start()


def _known(kept, batch, between):
    """Results that the cache has, by article; and every article's key."""
    if kept is None:
        return {}, {}
    keys = {task[0]: kept.key(task, between) for task in batch}
    found = kept.get(list(keys.values()))
    return {a: (a, found[k][0], None, found[k][1]) for a, k in keys.items() if k in found}, keys


def _with(kept, batch, keys, known, fresh):
    """A batch's results in the order of its articles; the fresh ones are kept."""
    if kept is not None and fresh:
        kept.put({keys[a]: (rows, deduced) for a, rows, problem, deduced in fresh if problem is None})
    found = known | {result[0]: result for result in fresh}
    return [found[task[0]] for task in batch]


def read(batch, model=None, lexicons=None, between=None):
    """One batch of (article_id, text, published, publisher) -> a list of (article_id, rows, problem, deduced day)."""
    if not batch:
        return []
    nlp = load_model(model, lexicons=lexicons)
    with nlp.memory_zone():  # words seen for the first time are forgotten with the batch
        try:
            docs = nlp.pipe((prepare(nlp, text, day) for _, text, day, _ in batch), batch_size=len(batch))
            return [_rows_of(task, doc, between) for task, doc in zip(batch, docs, strict=True)]
        except Exception:  # one article spoils its batch: read them one by one, so that the error has a name
            return [_read_one(nlp, task, between) for task in batch]


def _read_one(nlp, task, between):
    try:
        return _rows_of(task, nlp(prepare(nlp, task[1], task[2])), between)
    except Exception as error:
        return task[0], None, f"{type(error).__name__}: {error}", None


def _rows_of(task, doc, between):
    article_id, text, published, publisher = task
    deduced = None
    if published is None:
        deduced = published = deduce(doc, between)
        if deduced is not None:
            resolve_all(doc._.times, deduced)
    return article_id, rows(doc, article_id, published, publisher, text), None, deduced


def rows(doc, article_id, published=None, publisher=None, text=None) -> dict[str, list[tuple]]:
    """The rows of one read Doc by frame, each a tuple in the order of its columns; the Doc can be dropped after it."""
    g = grammar_of(doc)
    text = doc.text if text is None else text  # a Doc may hold spaces where the text has line breaks
    start, end, sentence = g.start, g.end, g.sentence

    def span(a, b):
        return start[a], end[b - 1]

    def words(a, b):
        return text[start[a] : end[b - 1]]

    out = {name: [] for name in LAYERS}
    for number, (a, b) in enumerate(g.sentences):
        while a < b and g.text[a].isspace():
            a += 1
        while b > a and g.text[b - 1].isspace():
            b -= 1
        if a < b:
            out["sentences"].append((article_id, number, words(a, b), *span(a, b)))
    for m in doc._.actors:
        if m.label:
            out["entities"].append(
                (article_id, sentence[m.start], words(m.start, m.end), m.name, m.label, m.country, m.office,
                 m.is_government, m.resolved_by, *span(m.start, m.end))
            )  # fmt: skip
    for t in doc._.times:
        out["times"].append(
            (article_id, sentence[t.start], words(t.start, t.end), t.timex_type, t.timex_value, t.date_start, t.date_end,
             t.precision, t.anchor, *span(t.start, t.end))
        )  # fmt: skip
    for s in doc._.statements:
        a, b = s.content
        source = span(*s.source) if s.source else (None, None)
        out["statements"].append(
            (article_id, sentence[a], s.source_text or None, s.source_name, s.source_kind, words(*s.cue), words(a, b), s.is_direct,
             "; ".join(s.relayed_by) or None, *source, *span(*s.cue), *span(a, b))
        )  # fmt: skip
    for a, b, reason in doc._.passed:
        out["passed"].append((article_id, sentence[a], words(a, b), reason, *span(a, b)))
    keys = [f"{article_id}:{start[e.start]}-{end[e.end - 1]}" for e in doc._.events]
    out["readings"].append((article_id, freeze(doc, keys)))
    for key, e in zip(keys, doc._.events):
        first, last, precision = window(e, doc._.times)
        source = (e.statement.source_text or None) if e.statement else None
        kind = e.statement.source_kind if e.statement else "author"
        place, place_country = (e.place.place, e.place.country) if e.place else (None, None)
        out["events"].append(
            (key, article_id, published, publisher, words(e.start, e.end), e.type, e.mode, _joined(e.actors),
             _joined(e.recipients), place, place_country, first, last, precision, e.status, e.certainty, e.tense, source,
             kind, sentence[e.start])
        )  # fmt: skip
        for role, people in (("actor", e.actors), ("recipient", e.recipients)):
            out["participants"].extend((key, role, p.name, p.kind, p.country, p.office) for p in people)
        for field, a, b in e.evidence(doc):
            out["evidence"].append((key, field, words(a, b), *span(a, b)))
    return out


def _joined(people):
    return "; ".join(p.name for p in people) or None


def _dated(articles, days):
    out = articles.copy()  # with its attrs: what was read and dropped
    if days:
        found = out["article_id"].map(days)
        out["published"] = out["published"].fillna(pd.to_datetime(found)).astype("datetime64[us]")
        out["published_basis"] = out["published_basis"].where(found.isna(), "text")
    return out.reset_index(drop=True)


def basis_of(nlp, model, lexicons) -> dict:
    """What rows depend on beside their article: what a report states, and a cache keys on."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        own = version("wire-daybook")
    except PackageNotFoundError:
        own = None
    meta = nlp.meta
    return {
        "toolkit": own,
        "spacy": version("spacy"),
        "model": model or f"{meta['lang']}_{meta['name']}",
        "model_version": meta["version"],
        "lexicons": fingerprint(lexicons),
        "rules": rules(),
    }


def _loading(articles) -> dict:
    known = articles.attrs.get("loss", {})
    return {step: known[step] for step in ("read", "kept", "dropped") if step in known}
