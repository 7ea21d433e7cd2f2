"""Files and folders -> the articles frame, and what was lost on the way."""

from __future__ import annotations

import glob
import hashlib
import os
from collections import Counter
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from zoneinfo import ZoneInfo, available_timezones

import pandas as pd
from tqdm import tqdm

from .copies import first_copies, repeated
from .dating import read_date
from .frames import build
from .furniture import credits, cut
from .metadata import Metadata, Names, is_missing, language_of, text_of, word
from .records import READERS, ArticleError, kind, read, stem

PAGES = (".txt", ".html", ".htm")  # what metadata.csv speaks of
KINDS = f"{', '.join(READERS)} (also .gz)"
OUTSIDE = "outside between"  # a choice, no fault: counted under either policy, and no loss to `max_loss`
CURE = "write it as 2025-01-31 or 2025-01-31T09:30+09:00, or give published="


def load_articles(
    source,
    *,
    columns: Mapping[str, str] | None = None,
    published=None,
    publisher: str | None = None,
    language: str | None = None,
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
    ('Peninsula Wire', 'metadata', 'SEOUL')
    """
    if errors not in ("raise", "skip"):
        raise ArticleError(f"unknown policy errors={errors!r}; allowed are 'raise' and 'skip'")
    names = Names(columns)
    files, passed_over = _files(source)
    ids = _ids(files)
    metadata = Metadata(names, encoding=encoding, max_bytes=max_bytes)
    rows = _Rows(published, publisher, language, _zone(timezone), _window(between), lexicons)
    n_read, dropped, examples = 0, Counter(), {}
    for path, shown, root in tqdm(files, unit="file", disable=not progress):
        beside = metadata.of(path, root) if kind(path) in PAGES else {}
        for number, record in _records(path, encoding=encoding, max_bytes=max_bytes):
            n_read += 1
            own_id, place = (ids[path], shown) if number is None else (f"{ids[path]}-{number:06d}", f"{shown}#{number}")
            try:
                if isinstance(record, ArticleError):
                    raise record
                rows.add(record, {**names.fields(record), **beside}, own_id, place)
            except ArticleError as error:
                told = ArticleError(f"{place}: {error}", error.reason)
                if errors == "raise" and error.reason != OUTSIDE:
                    raise told from error
                dropped[error.reason] += 1
                examples.setdefault(error.reason, str(told))
    names.check()
    rows.check()
    n_dropped = sum(dropped.values()) - dropped[OUTSIDE]
    if max_loss is not None and n_dropped > max_loss * n_read:
        most = max(sorted(set(dropped) - {OUTSIDE}), key=dropped.get)
        raise ArticleError(
            f"{n_dropped} of {n_read} records were dropped, more than max_loss={max_loss} allows; most of them: "
            f"{most}, e.g. {examples[most]}"
        )
    articles = build("articles", rows.with_copies())
    # Plain values only: a frame in attrs would break concat and to_parquet.
    articles.attrs["loss"] = {
        **{"read": n_read, "kept": len(articles), "dropped": dict(dropped), "examples": examples},
        **{"passed_over": passed_over, **metadata.unmatched()},
    }
    if rows.window:
        articles.attrs["between"] = [str(day) for day in rows.window]
    return articles


def loss(articles: pd.DataFrame) -> pd.DataFrame:
    """What became of every record: read, dropped by reason, kept, undated, word-for-word duplicates, near copies; a row each.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_articles`. What the frame itself shows is counted afresh; what only the loading knew is empty where
        pandas has lost ``.attrs["loss"]`` on the way.

    Returns
    -------
    pandas.DataFrame
        Columns `step` (str), `n` (Int64, records; empty: not known) and `example` (str, the first message of a kind).
    """
    known = articles.attrs.get("loss", {})
    rows = [("read", known.get("read"), None)]
    if known:
        rows += [(f"dropped: {r}", n, known["examples"].get(r)) for r, n in sorted(known["dropped"].items())]
    else:
        rows.append(("dropped", None, None))
    if known and known["kept"] != len(articles):
        rows.append(("dropped since", known["kept"] - len(articles), None))
    undated = articles[articles["published"].isna()]
    copies, twice = articles["duplicate_of"].notna(), repeated(articles)
    other = articles[articles["language"].isna() | (articles["language"] != "en")]
    rows.append(("kept", len(articles), None))
    parts = {"undated": undated, "duplicates": articles[twice], "near copies": articles[copies & ~twice]}
    for step, part in {**parts, "not known to be English": other}.items():
        rows.append((step, len(part), None if part.empty else str(part["article_id"].iloc[0])))
    for step in ("passed_over", "metadata_without_file", "file_without_metadata"):
        if found := known.get(step):
            rows.append((step.replace("_", " "), len(found), found[0]))
    table = pd.DataFrame(rows, columns=["step", "n", "example"])
    return table.astype({"step": "str", "n": "Int64", "example": "str"})


class _Rows:
    """The rows of the frame as they come, with what options say of all of them."""

    def __init__(self, published, publisher, language, zone, window, lexicons):
        by_id = isinstance(published, (Mapping, pd.Series))
        self.published = None if by_id or is_missing(published) else _day(published, "published=", zone)
        self.published_by_id = {str(k): v for k, v in published.items()} if by_id else {}
        self.publisher, self.language, self.zone = publisher, language, zone
        self.window, self.lexicons = window, lexicons
        self.rows, self.places = [], {}
        credits("", lexicons=lexicons)  # a fault in a person's own lexicons is theirs, not that of the first article

    def add(self, record: dict, fields: dict, own_id: str, place: str):
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
        day, instant, basis = self._published(article_id, fields, story)
        if self.window and day and not self.window[0] <= day <= self.window[1]:
            raise ArticleError(f"published on {day}, which is outside between=", OUTSIDE)
        said = credits(text, lexicons=self.lexicons)
        words = text.split()
        self.rows.append(
            {
                "article_id": article_id,
                "published": day,
                "publisher": publisher or story.site or said.publisher,
                "title": word(fields.get("title")),
                "dateline": said.dateline,
                "agency": said.agency,
                "n_words": len(words),
                "language": language_of(self.language or word(fields.get("language")), words),
                "published_basis": basis,
                "published_at": instant,
                "url": url,
                "path": place,
                "text": text,
                "text_offset": story.start,
                "sha256": hashlib.sha256(text.encode()).hexdigest(),
            }
        )
        self.places[article_id] = place

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

    def with_copies(self) -> list[dict]:
        """The rows, with the first article of the same story where that is another one."""
        columns = ([row[name] for row in self.rows] for name in ("text", "published", "article_id"))
        return [{**row, "duplicate_of": first} for row, first in zip(self.rows, first_copies(*columns))]

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


def _files(source) -> tuple[list[tuple[Path, str, Path]], list[str]]:
    """Every file to read with the path to show for it and the folder it was found from; and what was passed over."""
    sources = [source] if isinstance(source, (str, os.PathLike)) else list(source)
    found, passed_over = {}, []
    for given in sources:
        path = Path(given).expanduser()
        if path.is_dir():
            root, paths = path, [f for f in path.rglob("*") if f.is_file()]
        elif path.is_file():
            root, paths = path.parent, [path]
            if kind(path) is None:
                raise ArticleError(f"{given}: is none of {KINDS}")
        else:
            paths = [Path(f) for f in glob.glob(str(path), recursive=True) if os.path.isfile(f)]
            root = Path(*_until(lambda part: glob.has_magic(part), path.parts))
            if not paths:
                raise ArticleError(f"{given}: no such file or folder, and no file matches it as a pattern")
        shown = {f: _shown(f, root) for f in paths if not any(p.startswith(".") for p in f.relative_to(root).parts)}
        pages = any(kind(f) in PAGES for f in shown)
        for file in sorted(shown, key=shown.get):
            if kind(file) is None:
                passed_over.append(shown[file])
            elif len(paths) == 1 or not (pages and file.name == "metadata.csv"):
                found.setdefault(file.resolve(), (file, shown[file], root))
    if not found:
        raise ArticleError(f"{source}: holds no {KINDS} files")
    return sorted(found.values(), key=lambda file: file[1]), passed_over


def _until(stop, parts):
    for part in parts:
        if stop(part):
            return
        yield part


def _shown(path: Path, root: Path) -> str:
    """The path as given; of an absolute one only what is below the working directory, or below the folder given."""
    if not path.is_absolute():
        return path.as_posix()
    here = Path.cwd()
    return path.relative_to(here if path.is_relative_to(here) else root.parent).as_posix()


def _ids(files) -> dict[Path, str]:
    """An id for each file: its name without suffix; its folders, then its suffix, too where that is not unique."""
    ids = {path: stem(path) for path, _, _ in files}
    for longer in (
        lambda p, shown, root: (p.relative_to(root).parent / stem(p)).as_posix(),
        lambda p, shown, root: shown,
    ):
        used = Counter(ids.values())
        ids |= {file[0]: longer(*file) for file in files if used[ids[file[0]]] > 1}
    return ids


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
