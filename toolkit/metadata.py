"""What stands about an article beside its text: fields under any of their usual names, and metadata.csv."""

from __future__ import annotations

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
        raise ArticleError(
            f"has no field 'text', only {', '.join(map(str, record))}; name it with columns={{'...': 'text'}}",
            "no text",
        )
    if not isinstance(text, str):
        raise ArticleError(f"its text is a {type(text).__name__}, not a string", "no text")
    if re.search("[\ud800-\udfff]", text):
        raise ArticleError("its text holds half a surrogate pair; write it anew as UTF-8")
    return text


def language_of(given: str | None, words: list[str]) -> str | None:
    """ISO 639-1 code of the language given; else "en" where enough English stop words stand in the text."""
    name = (given or "").lower()
    if name in LANGUAGES:
        return LANGUAGES[name]
    if re.fullmatch(r"[a-z]{2}(?:[-_].*)?", name):
        return name[:2]
    sample = [w.lower() for w in words[:400]]
    return "en" if len(sample) >= 20 and sum(w in STOP_WORDS for w in sample) / len(sample) >= 0.2 else None


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
            for number, record in read(file, **self.reading) if file.is_file() else ():
                if isinstance(record, ArticleError):
                    raise ArticleError(f"{file.name}#{number}: {record}", record.reason) from record
                fields = self.names.fields(record)
                name = word(fields.pop("file", None)) or word(fields.get("article_id"))
                if not name or name in rows:
                    what = f"names {name!r} again" if name else "names no file"
                    raise ArticleError(f"{file.name}#{number}: {what}; its column 'file' must name each file once")
                rows[name] = fields
        return self.tables[file]

    def unmatched(self) -> dict[str, list[str]]:
        """Rows without a file and files without a row: no error, but worth a look."""
        given = [(table.parent, name) for table, rows in self.tables.items() for name in rows]
        return {
            "metadata_without_file": [name for folder, name in given if (folder, name) not in self.used],
            "file_without_metadata": self.bare,
        }
