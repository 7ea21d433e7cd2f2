"""Files of any kind, decoded and taken apart: one record per article, in the order in which the file has them."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import json
import re
import sys
import zlib
from collections import Counter
from functools import partial
from itertools import chain
from pathlib import Path

DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
ENCODING = "give its encoding, e.g. encoding='cp1252'"


class ArticleError(ValueError):
    """A file or record that is no article: the message has the cure, `reason` is what the loss table counts."""

    def __init__(self, message: str, reason: str = "unreadable"):
        super().__init__(message)
        self.reason = reason


def kind(path: Path) -> str | None:
    """The suffix that says how to read a file, without .gz; None where no reader is known."""
    suffixes = [s.lower() for s in path.suffixes]
    if suffixes and suffixes[-1] == ".gz":
        suffixes.pop()
    return suffixes[-1] if suffixes and suffixes[-1] in READERS else None


def stem(path: Path) -> str:
    """The file's name without .gz and the suffix that says how to read it."""
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return printable(name[: -len(kind(path) or "")] or name)


def printable(text: str) -> str:
    """Text that can be written anywhere: what is no Unicode, as in names of files of another encoding, by its number."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def read(path: Path, *, encoding: str | None = None, max_bytes: int, whole: bool = True):
    """The records of a file: (number, fields) each, or (number, ArticleError) where one of many cannot be read.

    The number is the line of JSON Lines, the record of a table or a JSON list, counted from 1, and None for a file that
    is one article. With ``whole=False`` a file of many records is read piece by piece and may be larger than `max_bytes`,
    which then holds for one line; a packed one ends there, since nobody knows how large it will become.

    Raises
    ------
    ArticleError
        Where the whole file cannot be read.
    """
    packed, reader = path.suffix.lower() == ".gz", READERS[kind(path)]
    try:
        with gzip.open(path) if packed else path.open("rb") as file:
            if not whole and reader in STREAMED and not (packed and reader is _parquet):  # whose end is read first
                file = io.BufferedReader(_Unpacked(file, max_bytes)) if packed else file
                yield from STREAMED[reader](file, encoding, max_bytes)
                return
            data = file.read(max_bytes + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise ArticleError(f"cannot be opened: {error.args[-1] if error.args else error}") from error
    if len(data) > max_bytes:
        raise _too_large(max_bytes)
    if reader is _parquet:
        yield from _parquet(io.BytesIO(data), encoding, max_bytes, whole=True)
    else:
        yield from reader(data, encoding)


def _too_large(max_bytes, what="holds"):
    return ArticleError(f"{what} more than {max_bytes:,} bytes; split it, or give a larger max_bytes=", "too large")


class _Unpacked(io.RawIOBase):
    """A packed file as it is unpacked, up to a number of bytes."""

    def __init__(self, file, max_bytes):
        self.file, self.left, self.max_bytes = file, max_bytes, max_bytes

    def readable(self):
        return True

    def readinto(self, buffer):
        data = self.file.read(len(buffer))
        self.left -= len(data)
        if self.left < 0:
            raise _too_large(self.max_bytes)
        buffer[: len(data)] = data
        return len(data)


def decode(data: bytes, encoding: str | None) -> str:
    """Text of bytes: as the caller says, else UTF-16 by its mark, else UTF-8; never by a guess."""
    marks = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    wanted = encoding or ("utf-16" if data.startswith(marks) else "utf-8-sig")
    try:
        text = data.decode(wanted)
    except UnicodeError as error:
        raise ArticleError(f"byte {getattr(error, 'start', 0):,} is not {wanted}; {ENCODING}") from error
    except LookupError as error:
        raise _unknown(encoding) from error
    if "\0" in text:
        raise ArticleError(f"holds NUL characters, so it is no text, or UTF-16 without its mark; {ENCODING}")
    return text


def _text(data, encoding):
    yield None, {"text": decode(data, encoding)}


def _html(data, encoding):
    from lxml import html
    from trafilatura import bare_extraction

    declared = DECLARED.search(data, 0, 2048)
    page = decode(
        data, encoding or (declared[1].decode() if declared and not data.startswith(codecs.BOM_UTF8) else None)
    )
    found = bare_extraction(
        page,
        include_comments=False,
        with_metadata=True,
        # Only dates that the page declares: the extensive search would take one out of any sentence.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or not found.text:
        yield None, {}
        return
    tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    stamps = tree.xpath("//meta[@property='article:published_time' or @itemprop='datePublished']/@content")
    stamps += re.findall(r'"datePublished"\s*:\s*"([^"]+)"', page)
    yield (
        None,
        {
            "text": found.text,
            "title": found.title,
            "published": next((s for s in stamps if s.strip()), found.date),
            "publisher": found.sitename,
            "url": found.url,
            "language": tree.get("lang"),
        },
    )


def _json(data, encoding):
    text = decode(data, encoding)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:  # a ValueError, too, is a number of more digits than Python reads
        raise ArticleError(f"is no JSON: {error}") from error
    if isinstance(found, dict) and not isinstance(found.get("articles"), list):
        yield None, found
        return
    records = found["articles"] if isinstance(found, dict) else found
    if not isinstance(records, list):
        raise ArticleError(f"holds a {type(found).__name__}, not an object or a list of objects")
    for number, record in enumerate(records, 1):
        yield number, record if isinstance(record, dict) else _no_object(record)


def _jsonl(data, encoding):
    if encoding or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        lines = decode(data, encoding).split("\n")
    else:  # line by line, so that a bad byte costs its line and not the file
        lines = data.removeprefix(codecs.BOM_UTF8).split(b"\n")
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, _json_line(line, None)


def _json_lines(file, encoding, max_bytes):
    """JSON Lines from an open file, a line at a time."""
    start = file.peek(3)[:3]
    file.read(3 if start == codecs.BOM_UTF8 else 0)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise ArticleError("is UTF-16, which cannot be read line by line; save it as UTF-8")
    if encoding and _line_feed(encoding) != b"\n":
        raise ArticleError(f"is {encoding}, which cannot be read line by line; save it as UTF-8")
    number = 0
    while line := file.readline(max_bytes + 1):
        number += 1
        if len(line) > max_bytes:
            while line and not line.endswith(b"\n"):
                line = file.readline(max_bytes)
            yield number, _too_large(max_bytes, "is a line of")
        elif line.strip():
            yield number, _json_line(line, encoding)


def _line_feed(encoding):
    try:
        return "\n".encode(encoding)
    except LookupError as error:
        raise _unknown(encoding) from error


def _unknown(encoding):
    return ArticleError(f"unknown encoding {encoding!r}; {ENCODING}")


def _json_line(line, encoding):
    try:
        record = json.loads(decode(line, encoding) if isinstance(line, bytes) else line)
        return record if isinstance(record, dict) else _no_object(record)
    except ArticleError as error:
        return error
    except (ValueError, RecursionError) as error:
        return ArticleError(f"is no JSON: {error}")


def _no_object(record):
    return ArticleError(f"holds a {type(record).__name__}, not an object with a field 'text'")


def table(data: bytes, encoding: str | None, delimiter: str | None = None):
    """The rows of a CSV or TSV file, as `read` gives them."""
    text = decode(data, encoding)
    return _rows(io.StringIO(text, newline=""), text.split("\n", 1)[0], delimiter, len(text) + 1)


def _rows(lines, header, delimiter, longest):
    if delimiter is None:  # spreadsheets set to a decimal comma write semicolons
        delimiter = ";" if ";" in header and "," not in header else ","
    csv.field_size_limit(max(csv.field_size_limit(), min(longest, sys.maxsize)))
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        names = [name.strip() for name in next(reader, [])]
        if not any(names):
            raise ArticleError("has no header line")
        _once(names)
        for number, row in enumerate((row for row in reader if row), 1):
            if len(row) > len(names):
                problem = f"has {len(row)} cells under {len(names)} headings (line {reader.line_num})"
                yield number, ArticleError(f"{problem}; put cells that hold {delimiter!r} into quotes")
            else:
                yield number, dict(zip(names, row))
    except csv.Error as error:
        raise ArticleError(f"line {reader.line_num}: {error}") from error


def _tsv(data, encoding):
    return table(data, encoding, "\t")


def _once(names):
    """Raise where two columns have one name: which of them is meant nobody can tell."""
    counts = Counter(name.strip().lower() for name in names)
    twice = next((name for name, n in counts.items() if name and n > 1), None)
    if twice:
        raise ArticleError(f"has two columns {twice!r}; rename one of them")


def _parquet(file, encoding, max_bytes, whole=False):
    """Parquet from an open file, a thousand rows at a time; a few bytes of it can hold a text a million times."""
    import pyarrow
    from pyarrow import parquet

    number, n_bytes = 0, 0
    try:
        found = parquet.ParquetFile(file)
        _once(found.schema_arrow.names)
        for batch in map(_unshared, found.iter_batches(1000)):
            n_bytes = n_bytes * whole + batch.nbytes
            if n_bytes > max_bytes:
                raise _too_large(max_bytes)
            for row in _plain(batch):
                number += 1
                yield number, row
    except (pyarrow.ArrowException, OSError) as error:
        raise ArticleError(f"is no Parquet file that pyarrow can read: {error}") from error


def _unshared(batch):
    """The batch with each value where it stands, so that its size is that of its rows."""
    import pyarrow

    plain = [f.with_type(f.type.value_type) if pyarrow.types.is_dictionary(f.type) else f for f in batch.schema]
    return batch.cast(pyarrow.schema(plain))


def _plain(batch):
    """The rows of a batch as Python has them; one that Python cannot have (a day of the year 30000) is an error of its own."""
    try:
        yield from batch.to_pylist()
    except (ValueError, OverflowError, LookupError):
        for n in range(len(batch)):
            try:
                yield batch.slice(n, 1).to_pylist()[0]
            except (ValueError, OverflowError, LookupError) as error:
                yield ArticleError(f"holds a value that cannot be read: {error}")


def _table_lines(file, encoding, max_bytes, delimiter=None):
    """CSV or TSV from an open file, a row at a time."""
    try:
        text = io.TextIOWrapper(file, encoding=encoding or "utf-8-sig", newline="")
    except LookupError as error:
        raise _unknown(encoding) from error
    try:
        header = text.readline()
        yield from _rows(chain([header], text), header, delimiter, max_bytes)
    except UnicodeError as error:
        raise ArticleError(f"holds bytes that are not {encoding or 'utf-8-sig'}; {ENCODING}") from error


READERS = {
    ".txt": _text,
    ".html": _html,
    ".htm": _html,
    ".json": _json,
    ".jsonl": _jsonl,
    ".csv": table,
    ".tsv": _tsv,
    ".parquet": _parquet,
}
# Files of many records, read from the open file where they need not fit into memory.
STREAMED = {_jsonl: _json_lines, _parquet: _parquet, table: _table_lines, _tsv: partial(_table_lines, delimiter="\t")}
