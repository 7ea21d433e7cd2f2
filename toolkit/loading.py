"""Files and folders -> the articles frame, and what was lost on the way."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pandas as pd
from tqdm import tqdm

from .copies import first_copies
from .dating import read_date
from .filelist import PAGES, files_of, ids_of
from .frames import build
from .furniture import credits, cut
from .metadata import Metadata, Names, chosen, is_missing, language_of, speaks, text_of, word
from .records import ArticleError, kind, printable, read

# Choices, no faults: counted under either policy, and no loss to `max_loss`.
CHOICES = OUTSIDE, OTHER = "outside between", "other language"
FIRST_YEAR, LAST_YEAR = 1600, 2199
CURE = "write it as 2025-01-31 or 2025-01-31T09:30+09:00, or give published="


def load_articles(
    source,
    *,
    columns: Mapping[str, str] | None = None,
    published=None,
    publisher: str | None = None,
    language: str | None = None,
    languages: Iterable[str] | None = None,
    timezone: str | None = None,
    between: tuple | None = None,
    errors: str = "raise",
    max_loss: float | None = None,
    max_bytes: int = 500_000_000,
    encoding: str | None = None,
    lexicons: str | None = None,
    progress: bool = False,
) -> pd.DataFrame:
    """One row per article, in the order of the files' paths and of the records in them.

    Parameters
    ----------
    source : path, glob, or list of these
        A file, or a folder with everything below it, of .txt, .html, .json, .jsonl, .csv, .tsv or .parquet, each also
        as .gz. Hidden files and files of other kinds are passed over. In a folder with .txt or .html files,
        `metadata.csv` is no table of articles but says of each file (column `file`) what the file does not.
    columns : dict, optional
        Your names of fields to ours, e.g. ``{"body": "text"}``. Ours: article_id, text, title, published, publisher,
        language, url, timezone. The names of news-please, GDELT DOC and Media Cloud are known.
    published : date, str, dict or Series, optional
        Day of publication, for all or by article_id; goes before what metadata and stamps say.
    publisher, language : str, optional
        For all articles; go before metadata. Without either, `language` is "en" where enough English stop words stand
        in the text, and empty otherwise.
    languages : list of str, optional
        Codes of the languages to keep, e.g. ``["en"]``; without it, all. Articles in another one are left out and counted:
        those of which it is said, and, where nobody says it, those whose words are not English. Stories too short to
        tell (under 20 words) are kept. Extraction knows English alone: of others it makes few rows, and wrong ones.
    timezone : str, optional
        Where the articles were published, e.g. "Asia/Seoul": moves timestamps of other zones to the local day. Without
        it a timestamp has the day of the zone it is written in. A field `timezone` of a record goes before it.
    between : (first, last), optional
        Days between which the articles were published. Articles dated outside are left out and counted; the days are
        kept in ``.attrs["between"]`` for those that have no date.
    errors : {"raise", "skip"}
        What to do with a file or record that is no article: stop, or leave it out and count it.
    max_loss : float, optional
        Largest share of records that may be dropped, 0 to 1.
    max_bytes : int
        Largest size of one file, unpacked.
    encoding : str, optional
        Of all files. Without it: UTF-8, UTF-16 where marked, and what an HTML page declares.
    lexicons : str, optional
        Folder with your own `furniture.csv` and `agencies.csv`, laid over the package's.
    progress : bool
        Show a progress bar.

    Returns
    -------
    pandas.DataFrame
        The frame `articles` of ``toolkit.frames``; ``toolkit.loss(articles)`` says what was dropped and why.

    Raises
    ------
    ArticleError
        A ValueError: where nothing matches `source`, an option is unknown, a file or record cannot be read under
        ``errors="raise"``, or more than `max_loss` was dropped.

    Notes
    -----
    `text` is what is left after page furniture was cut at both ends: one slice, beginning at `text_offset` of what was
    read. Ids are given ones, else the file's name without suffix (with its folders where two files share a name), and
    for many articles in one file that name and the record: ``stem-000001``. GDELT's `seendate` is when a page was seen.
    `duplicate_of` names the first article with the same story, in whatever order the files are read: the one published
    earliest, of one day the longest. Copies are those word for word (`sha256` is the same), those of another outlet, cut
    ones and corrections; see `toolkit.copies`.

    Examples
    --------
    >>> first = load_articles("data/articles").iloc[0]
    >>> first["publisher"], first["published_basis"], first["dateline"]
    ('Savanna News Service', 'metadata', 'KHARTOUM')
    """
    options = {"columns": columns, "published": published, "publisher": publisher, "language": language}
    options |= {
        "languages": languages,
        "timezone": timezone,
        "between": between,
        "errors": errors,
        "max_bytes": max_bytes,
    }
    options |= {"encoding": encoding, "lexicons": lexicons, "progress": progress}
    loading = _Loading(source, **options)
    rows = [row for record in loading.records() for row in loading.row(*record)]
    n_dropped = sum(n for reason, n in loading.dropped.items() if reason not in CHOICES)
    if max_loss is not None and n_dropped > max_loss * loading.n_read:
        most = max(sorted(set(loading.dropped) - set(CHOICES)), key=loading.dropped.get)
        raise ArticleError(
            f"{n_dropped} of {loading.n_read} records were dropped, more than max_loss={max_loss} allows; most of them: "
            f"{most}, e.g. {loading.examples[most]}"
        )
    loading.names.check()
    loading.rows.check()
    return loading.frame(with_copies(rows))


def stream_articles(source, *, size: int = 1000, **options) -> Iterator[pd.DataFrame]:
    """The articles frame in parts of at most ``size`` rows, for sources that do not fit into memory.

    JSON Lines, tables and Parquet are read piece by piece, whatever their size (packed ones up to `max_bytes`). What is read is
    what `load_articles` reads, in the same order, and takes its options, but for `max_loss`.

    Parameters
    ----------
    source, **options
        As for `load_articles`.
    size : int
        Articles in a part.

    Yields
    ------
    pandas.DataFrame
        As `load_articles` returns it; ``.attrs["loss"]`` counts from the beginning. `duplicate_of` is found within a part
        only: copies far from each other are not. Where all at the end was dropped, the last part is empty and counts it.

    Raises
    ------
    ArticleError
        As `load_articles`; a fault is told when it is reached.
    """
    if size < 1:
        raise ArticleError(f"size={size}: a part has at least one article")
    loading, rows, told = _Loading(source, whole=False, **options), [], 0
    for record in loading.records():
        rows.extend(loading.row(*record))
        if len(rows) == size:
            yield loading.frame(with_copies(rows))
            rows, told = [], loading.n_read
    loading.names.check()
    loading.rows.check()
    if loading.n_read > told:
        yield loading.frame(with_copies(rows))


class _Loading:
    """One pass over a source: its records, the rows that they make, and what was lost."""

    def __init__(
        self, source, *, columns=None, published=None, publisher=None, language=None, languages=None, timezone=None,
        between=None, errors="raise", max_bytes=500_000_000, encoding=None, lexicons=None, progress=False, whole=True,
    ):  # fmt: skip
        if errors not in ("raise", "skip"):
            raise ArticleError(f"unknown policy errors={errors!r}; allowed are 'raise' and 'skip'")
        self.names, self.errors, self.progress = Names(columns), errors, progress
        if not isinstance(max_bytes, int) or max_bytes < 1:
            raise ArticleError(f"max_bytes={max_bytes!r}: give a number of bytes, e.g. 500_000_000")
        self.files, self.passed_over, self.blocked = files_of(source)
        self.ids = ids_of(self.files)
        self.metadata = Metadata(self.names, encoding=encoding, max_bytes=max_bytes)
        said = language, chosen(languages)
        self.rows = _Rows(published, publisher, *said, _zone(timezone), _window(between), lexicons)
        self.reading = {"encoding": encoding, "max_bytes": max_bytes, "whole": whole}
        self.n_read, self.n_kept, self.dropped, self.examples = 0, 0, Counter(), {}

    def records(self):
        """Every record with what is said of it beside it, its own id and its place."""
        for shown, reason in self.blocked:
            yield ArticleError(f"cannot be listed: {reason}; make it readable, or move it away"), {}, None, shown
        for path, shown, root in tqdm(self.files, unit="file", disable=not self.progress):
            beside = self.metadata.of(path, root) if kind(path) in PAGES else {}
            for number, record in _records(path, **self.reading):
                here = (
                    (self.ids[path], shown)
                    if number is None
                    else (f"{self.ids[path]}-{number:06d}", f"{shown}#{number}")
                )
                yield record, beside, *here

    def row(self, record, beside, own_id, place) -> list[dict]:
        """The row of a record; none where it is dropped, which is counted."""
        self.n_read += 1
        try:
            if isinstance(record, ArticleError):
                raise record
            row = self.rows.row(record, {**self.names.fields(record), **beside}, own_id, place)
        except ArticleError as error:
            told = ArticleError(printable(f"{place}: {error}"), error.reason)
            if self.errors == "raise" and error.reason not in CHOICES:
                raise told from error
            self.dropped[error.reason] += 1
            self.examples.setdefault(error.reason, str(told))
            return []
        self.n_kept += 1
        return [row]

    def frame(self, rows) -> pd.DataFrame:
        articles = build("articles", rows)
        # Plain values only: a frame in attrs would break concat and to_parquet.
        articles.attrs["loss"] = {
            **{"read": self.n_read, "kept": self.n_kept, "dropped": dict(self.dropped), "examples": self.examples},
            **{"passed_over": self.passed_over, **self.metadata.unmatched()},
        }
        if self.rows.window:
            articles.attrs["between"] = [str(day) for day in self.rows.window]
        return articles


def with_copies(rows: list[dict]) -> list[dict]:
    """The rows, with the first article of the same story where that is another one."""
    columns = ([row[name] for row in rows] for name in ("text", "published", "article_id"))
    return [{**row, "duplicate_of": first} for row, first in zip(rows, first_copies(*columns))]


class _Rows:
    """The rows of the frame as they come, with what options say of all of them."""

    def __init__(self, published, publisher, language, languages, zone, window, lexicons):
        by_id = isinstance(published, (Mapping, pd.Series))
        self.published = None if by_id or is_missing(published) else _day(published, "published=", zone)
        self.published_by_id = {str(k): v for k, v in published.items()} if by_id else {}
        self.publisher, self.language, self.zone = publisher, language, zone
        self.window, self.lexicons, self.languages = window, lexicons, languages
        self.places = {}
        credits("", lexicons=lexicons)  # a fault in a person's own lexicons is theirs, not that of the first article

    def row(self, record: dict, fields: dict, own_id: str, place: str) -> dict:
        """The row of a record, checked."""
        article_id = word(fields.get("article_id")) or own_id
        if article_id in self.places:
            other = self.places[article_id]
            raise ArticleError(
                f"article_id {article_id!r} is used in {other} already; ids must differ", "id used twice"
            )
        raw = text_of(fields, record)
        publisher, url = self.publisher or word(fields.get("publisher")), word(fields.get("url"))
        story = cut(raw, publisher=publisher, url=url, lexicons=self.lexicons)
        text = raw[story.start : story.end]
        if not text:
            raise ArticleError("holds no text", "no text")
        day, instant, basis = self._dated(article_id, fields, story)
        if self.window and day and not self.window[0] <= day <= self.window[1]:
            raise ArticleError(f"published on {day}, which is outside between=", OUTSIDE)
        words = text.split()
        spoken = language_of(self.language or word(fields.get("language")), words)
        if self.languages and not speaks(self.languages, spoken, words):
            raise ArticleError(f"is in {spoken or 'no English'}; kept are {', '.join(sorted(self.languages))}", OTHER)
        said = credits(text, lexicons=self.lexicons)
        self.places[article_id] = place
        return {
            "article_id": article_id,
            "published": day,
            "publisher": publisher or story.site or said.publisher,
            "title": word(fields.get("title")),
            "dateline": said.dateline,
            "agency": said.agency,
            "n_words": len(words),
            "language": spoken,
            "published_basis": basis,
            "published_at": instant,
            "url": url,
            "path": place,
            "text": text,
            "text_offset": story.start,
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
        }

    def _published(self, article_id, fields, story):
        """Day, instant and basis: the caller goes before metadata, metadata before a stamp."""
        if self.published:
            return *self.published, "caller"
        zone = _zone(word(fields.get("timezone"))) or self.zone
        if not is_missing(given := self.published_by_id.get(article_id)):
            return *_day(given, "published=", zone), "caller"
        day, instant = _day(fields.get("published"), "published", zone)
        if "published_at" in fields:
            local, instant = _day(fields["published_at"], "published_at", zone)
            day = day or local
        if day:
            return day, instant, "metadata"
        try:
            return story.stamp, None, "stamp" if story.stamp else None
        except ValueError as error:
            raise ArticleError(f"date stamp: {error}; {CURE}", "bad date") from error

    def _dated(self, article_id, fields, story):
        """As `_published`; a day on which nothing was printed, as 0001-01-01 in an empty cell, is none."""
        day, instant, basis = self._published(article_id, fields, story)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ArticleError(
                f"published on {day}: news is of the years {FIRST_YEAR} to {LAST_YEAR}; leave the day empty where it is "
                "not known, or give published=",
                "bad date",
            )
        return day, instant, basis

    def check(self):
        """Raise where dates were given by article_id and none of the ids is there."""
        if self.published_by_id and self.places and not self.published_by_id.keys() & self.places.keys():
            raise ArticleError(
                f"published=: none of its keys is an article_id; they are like {next(iter(self.published_by_id))!r}, "
                f"the ids like {next(iter(self.places))!r}"
            )


def _records(path: Path, **reading):
    """The records of a file; one error where the file as a whole cannot be read."""
    try:
        yield from read(path, **reading)
    except ArticleError as error:
        yield None, error


def _day(value, field: str, zone):
    try:
        return read_date(None if is_missing(value) else value, zone)
    except ValueError as error:
        raise ArticleError(f"{field}: {error}; {CURE}", "bad date") from error


def _window(between) -> tuple[date, date] | None:
    if between is None:
        return None
    if isinstance(between, str) or len(between) != 2:
        raise ArticleError(
            f"between=: {between!r} is no pair; give (first, last), either of them None where it is open"
        )
    days = _day(between[0], "between=", None)[0] or date.min, _day(between[1], "between=", None)[0] or date.max
    if days[0] > days[1]:
        raise ArticleError(f"between=: {days[0]} is after {days[1]}; give the first day first")
    return days


def _zone(name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (KeyError, ValueError, OSError) as error:
        near = get_close_matches(name, sorted(available_timezones()), 1)
        hint = f"Did you mean {near[0]!r}?" if near else "Write it as 'Asia/Seoul'."
        raise ArticleError(f"timezone: unknown zone {name!r}. {hint}", "bad date") from error
