"""What stands about an article beside its text: fields under any of their usual names, and metadata.csv."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from .records import ArticleError, kind, read, stem

# What a field may be called: our own name first, then the names of news-please, the GDELT DOC API, Media Cloud, and
# what tables of news are commonly headed with. The first that is filled is taken.
FIELDS = {
    "article_id": ("article_id", "doc_id", "stories_id", "id"),
    "text": ("text", "maintext", "story_text", "article_text", "full_text", "body", "content"),
    "title": ("title", "headline"),
    "published": (
        *("published", "publish_date", "date_publish", "publication_date", "date_published", "datepublished"),
        *("pub_date", "pubdate", "date", "seendate"),
    ),
    "published_at": ("published_at",),
    "publisher": ("publisher", "media_name", "outlet", "newspaper", "site_name", "sitename", "source_domain", "domain"),
    "language": ("language", "lang"),
    "url": ("url", "link"),
    "timezone": ("timezone",),
    "file": ("file", "filename", "file_name", "path"),
}
SURROGATE = re.compile("[\ud800-\udfff]")
ENOUGH = 20  # words in which one can tell whether they are English
LONGEST = 1_000_000  # characters of an article; spaCy reads no longer ones
GIVEN = tuple(field for field in FIELDS if field != "file")
LANGUAGES = {
    **{"english": "en", "eng": "en", "french": "fr", "german": "de", "spanish": "es", "portuguese": "pt"},
    **{"italian": "it", "russian": "ru", "arabic": "ar", "chinese": "zh", "japanese": "ja", "korean": "ko"},
}
STOP_WORDS = frozenset(
    "the of and to in a that is for on was with said he it as by at from has have be will".split()  # noqa: SIM905
)


def is_missing(value) -> bool:
    """None, NaN, NaT, pandas.NA or blank text."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or type(value).__name__ in ("NAType", "NaTType") or value != value


def word(value) -> str | None:
    """A value as stripped text; None where it is missing."""
    return None if is_missing(value) else str(value).strip()


class Names:
    """Finds our fields in a record, under a person's own names (`columns`) or the usual ones, in any case."""

    def __init__(self, columns: Mapping[str, str] | None):
        self.own = {str(theirs).strip().lower(): ours for theirs, ours in (columns or {}).items()}
        for theirs, ours in self.own.items():
            if ours not in GIVEN:
                near = get_close_matches(str(ours), GIVEN, 1)
                raise ArticleError(
                    f"columns: {theirs!r} is to be {ours!r}, which is no field; fields are {', '.join(GIVEN)}"
                    + (f". Did you mean {near[0]!r}?" if near else "")
                )
        self.order = {
            ours: (*(t for t, o in self.own.items() if o == ours), *(n for n in usual if n not in self.own))
            for ours, usual in FIELDS.items()
        }
        self.met = set()

    def fields(self, record: dict) -> dict:
        """The fields of a record that are filled, by our names."""
        lower = {str(name).strip().lower(): value for name, value in record.items()}
        self.met.update(lower)
        found = {}
        for ours, names in self.order.items():
            value = next((lower[n] for n in names if n in lower and not is_missing(lower[n])), None)
            if isinstance(value, str) and SURROGATE.search(value):
                raise ArticleError(f"its {ours} holds half a surrogate pair; write it anew as UTF-8")
            if value is not None:
                found[ours] = value
        return found

    def check(self):
        """Raise where a name in `columns` was met in no record."""
        unknown = [theirs for theirs in self.own if self.met and theirs not in self.met]
        if unknown:
            raise ArticleError(
                f"columns: no record has a field {unknown[0]!r}; found are {', '.join(sorted(self.met))}"
            )


def text_of(fields: dict, record: dict) -> str:
    """The text of a record, as it stands there."""
    text = fields.get("text")
    if text is None:
        if any(name.lower() in FIELDS["text"] for name in map(str, record)) or not record:
            raise ArticleError("holds no text", "no text")
        names = ", ".join(map(str, record))[:200]
        raise ArticleError(f"has no field 'text', only {names}; name it with columns={{'...': 'text'}}", "no text")
    if not isinstance(text, str):
        raise ArticleError(f"its text is a {type(text).__name__}, not a string", "no text")
    if len(text) > LONGEST:
        raise ArticleError(
            f"its text has {len(text):,} characters; one article has at most {LONGEST:,}: split it, or name the field "
            "that holds one",
            "too large",
        )
    return text


def language_of(given: str | None, words: list[str]) -> str | None:
    """ISO 639-1 code of the language given; else "en" where enough English stop words stand in the text."""
    name = (given or "").lower()
    if name in LANGUAGES:
        return LANGUAGES[name]
    if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", name):
        return name[:2]
    sample = [w.lower() for w in words[:400]]
    return "en" if len(sample) >= ENOUGH and sum(w in STOP_WORDS for w in sample) / len(sample) >= 0.2 else None


def chosen(languages) -> frozenset[str]:
    """The codes of the languages to keep; empty where all are."""
    given = [languages] if isinstance(languages, str) else list(languages or ())
    found = {str(name): language_of(str(name), []) for name in given}
    wrong = next((name for name, code in found.items() if code is None), None)
    if wrong is not None:
        raise ArticleError(f"languages=: {wrong!r} is no code of a language; give two letters each, e.g. ['en']")
    return frozenset(found.values())


def speaks(languages: frozenset[str], language: str | None, words: list[str]) -> bool:
    """Whether an article is in one of these languages, or too short, and in too many Latin letters, to tell."""
    if language:
        return language in languages
    letters = [c for w in words[:ENOUGH] for c in w[:100] if c.isalpha()]
    return len(words) < ENOUGH and 2 * sum(c.isascii() for c in letters) >= len(letters)


class Metadata:
    """What metadata.csv says of the files beside and below it; the nearest one that names a file goes first."""

    def __init__(self, names: Names, **reading):
        self.names, self.reading = names, reading
        self.tables, self.used = {}, set()
        self.bare = []  # files that no table names, though there is one

    def of(self, path: Path, root: Path) -> dict:
        """The fields of one file; empty where no table names it."""
        tables = []
        for folder in path.parents:
            rows = self._table(folder / "metadata.csv")
            relative = path.relative_to(folder)
            for name in (relative.as_posix(), (relative.parent / stem(path)).as_posix()):
                if name in rows:
                    self.used.add((folder, name))
                    return rows[name]
            tables.append(rows)
            if folder == root:
                break
        if any(tables) and kind(path) == ".txt":  # an HTML page says itself what it is
            self.bare.append(path.relative_to(root).as_posix())
        return {}

    def _table(self, file: Path) -> dict:
        if file not in self.tables:
            self.tables[file] = rows = {}
            for number, record in self._rows(file):
                if isinstance(record, ArticleError):
                    raise ArticleError(f"{file.name}#{number}: {record}", record.reason) from record
                fields = self.names.fields(record)
                name = word(fields.pop("file", None)) or word(fields.get("article_id"))
                if not name or name in rows:
                    what = f"names {name!r} again" if name else "names no file"
                    raise ArticleError(f"{file.name}#{number}: {what}; its column 'file' must name each file once")
                rows[name] = fields
        return self.tables[file]

    def _rows(self, file: Path):
        try:
            yield from read(file, **self.reading) if os.path.isfile(file) else ()
        except ArticleError as error:
            raise ArticleError(f"{file.name}: {error}", error.reason) from error

    def unmatched(self) -> dict[str, list[str]]:
        """Rows without a file and files without a row: no error, but worth a look."""
        given = [(table.parent, name) for table, rows in self.tables.items() for name in rows]
        return {
            "metadata_without_file": [name for folder, name in given if (folder, name) not in self.used],
            "file_without_metadata": self.bare,
        }
