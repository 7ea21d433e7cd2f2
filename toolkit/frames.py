"""What every frame holds: column, dtype, meaning, order. The one place that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

STATUSES = (
    "denied",
    "cancelled",
    "hypothetical",
    "possible",
    "expected",
    "planned",
    "scheduled",
    "ongoing",
    "occurred",
)
TYPES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
)
MODES = (
    "visit third-party multilateral phone withdraw release disarm ceasefire access resign assist change yield meet "
    "disapprove investigate allege restrict arrest relations expel territory violence demo riot strike hunger boycott "
    "obstruct vandalize convict discontinue troops weapons police militia seize censor curfew martial-law deport "
    "withhold misinformation cyber abduct beat torture sexual targeted destroy primitive firearms explosives "
    "suicide-attack aerial drone heavy-weapons crowd-control unconventional"
).split()
PRECISIONS = ("day", "range", "week", "month", "quarter", "season", "half", "year", "decade")
TENSES = ("past", "present", "future")
SOURCE_KINDS = ("person", "institution", "anonymous", "media", "author")
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")
LABELS = ("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT")
ROLES = ("actor", "recipient")
KINDS = ("person", "state", "body", "group")
RESOLUTIONS = (
    "name",
    "short name",
    "acronym",
    "state",
    "capital",
    "seat",
    "demonym",
    "office",
    "role",
    "pronoun",
    "group",
)
ANCHORS = ("published", "text", "event", "absolute")
FIELDS = ("trigger", "actor", "recipient", "place", "date", "status", "condition", "source", "relay")
ACTIONS = ("set", "delete", "add")
OUTCOMES = ("applied", "confirmed", "orphan", "conflict")
BASES = ("caller", "metadata", "stamp", "text")

_TEXT, _INT, _FLOAT, _FLAG, DAY = "str", "Int64", "Float64", "boolean", "datetime64[us]"
_INSTANT = "datetime64[us, UTC]"


@dataclass(frozen=True)
class Column:
    """One column of a frame: its name, its dtype, what it means, and, where closed, the values it may take."""

    name: str
    dtype: str
    meaning: str
    values: tuple[str, ...] = ()
    ordered: bool = False

    def pandas_dtype(self):
        import pandas as pd

        if self.values:
            return pd.CategoricalDtype(list(self.values), ordered=self.ordered)
        return self.dtype


def _text(name, meaning):
    return Column(name, _TEXT, meaning)


def _int(name, meaning):
    return Column(name, _INT, meaning)


def _flag(name, meaning):
    return Column(name, _FLAG, meaning)


def _day(name, meaning):
    return Column(name, DAY, meaning)


def _one_of(name, values, meaning, ordered=False):
    return Column(name, "category", meaning, tuple(values), ordered)


ARTICLE_ID = _text("article_id", "key of the article")
SENTENCE = _int("sentence", "number of the sentence in the article, from 0")
EVENT_ID = _text("event_id", "article_id and the offsets of the trigger: article:start-end")
AGENDA_ID = _text(
    "agenda_id", "key of the event in the world, made from its first report: later articles do not change it"
)
PUBLISHED = _day("published", "calendar day of publication, where it was published; empty where not known")
PUBLISHER = _text("publisher", "outlet, from metadata or the text")
DATE_START = _day("date_start", "first day of the window; empty where it is open or not known")
DATE_END = _day("date_end", "last day of the window; empty where it is open or not known")
PRECISION = _one_of("date_precision", PRECISIONS, "how fine the words are: day, range, week, ... decade")
SOURCE = _text("source", "who says so: the canonical name, else the words as written; empty for the author")
SOURCE_KIND = _one_of("source_kind", SOURCE_KINDS, "person (named), institution, anonymous, media, author")
STATUS = _one_of("status", STATUSES, "how real the words say it is; ordered from denied to occurred", ordered=True)
CERTAINTY = Column("certainty", _FLOAT, "0 to 1: how strongly the wording commits to it being real; not a probability")
TYPE = _one_of("type", TYPES, "PLOVER event type, kept whatever the status")
MODE = _one_of("mode", MODES, "PLOVER mode, read from the clause itself; empty where none fits")
PLACE = _text("place", "canonical name of the most specific place that the clause names")
PLACE_COUNTRY = _text("place_country", "ISO 3166 alpha-3 of the place")


def _span(what=""):
    return (
        _int("start_char", f"first character{what}, an offset into the article's text"),
        _int("end_char", f"end{what}, half-open"),
    )


FRAMES: dict[str, tuple[Column, ...]] = {
    "articles": (
        ARTICLE_ID,
        PUBLISHED,
        PUBLISHER,
        _text("title", "headline, from metadata or the text"),
        _text("dateline", "place in the dateline, as written"),
        _text("agency", "news agency credited in the text"),
        _int("n_words", "words in text"),
        _text("language", "ISO 639-1, from metadata; else a guess by stop words"),
        _one_of("published_basis", BASES, "where published comes from: caller, metadata, stamp, text"),
        Column("published_at", _INSTANT, "instant of publication, UTC, where known"),
        _text(
            "duplicate_of",
            "article_id of the first article with the same story, word for word (sha256 is the same) or nearly",
        ),
        _text("url", "address, from metadata"),
        _text("path", "file it was read from, and the line or record in it"),
        _text("text", "the article, a contiguous slice of what was read"),
        _int("text_offset", "character of what was read at which text begins"),
        _text("sha256", "SHA-256 of text, UTF-8"),
    ),
    "sentences": (ARTICLE_ID, SENTENCE, _text("sentence_text", "the sentence as written"), *_span()),
    "entities": (
        ARTICLE_ID,
        SENTENCE,
        _text("mention", "the words as written"),
        _text("name", "canonical name: fullest form in the article, or the state's code"),
        _one_of("label", LABELS, "OntoNotes label"),
        _text("country", "ISO 3166 alpha-3 of the state it is or belongs to"),
        _text("office", "title or office as written beside the name"),
        _flag("is_government", "the word stands for a government"),
        _one_of("resolved_by", RESOLUTIONS, "how name was found"),
        *_span(),
    ),
    "times": (
        ARTICLE_ID,
        SENTENCE,
        _text("expression", "the words as written"),
        _one_of("timex_type", TIMEX_TYPES, "TIMEX3 type"),
        _text("timex_value", "TIMEX3 value"),
        DATE_START,
        DATE_END,
        PRECISION,
        _one_of("anchor", ANCHORS, "what it is counted from: published, text (an earlier date), event, absolute"),
        *_span(),
    ),
    "statements": (
        ARTICLE_ID,
        SENTENCE,
        SOURCE,
        _text("source_name", "canonical name of the source; always empty for an anonymous one"),
        SOURCE_KIND,
        _text("cue", "the reporting words"),
        _text("content", "what is said, from its first to its last word"),
        _flag("is_direct", "all or part of the content stands in quotation marks"),
        _text("relayed_by", "who passes it on, outermost first, joined by '; '"),
        _int("source_start_char", "first character of the source"),
        _int("source_end_char", "end of the source, half-open"),
        _int("cue_start_char", "first character of the cue"),
        _int("cue_end_char", "end of the cue, half-open"),
        *_span(" of the content"),
    ),
    "events": (
        EVENT_ID,
        ARTICLE_ID,
        PUBLISHED,
        PUBLISHER,
        _text("trigger", "the word or phrase that names the event"),
        TYPE,
        MODE,
        _text("actors", "who acts, joined by '; '; compute with participants"),
        _text("recipients", "whom it is directed at, joined by '; '"),
        PLACE,
        PLACE_COUNTRY,
        DATE_START,
        DATE_END,
        PRECISION,
        STATUS,
        CERTAINTY,
        _one_of("tense", TENSES, "the event's own, seen from the article"),
        SOURCE,
        SOURCE_KIND,
        SENTENCE,
    ),
    "participants": (
        EVENT_ID,
        _one_of("role", ROLES, "actor or recipient"),
        _text("name", "canonical name, or the state's code"),
        _one_of("kind", KINDS, "person, state, body or group"),
        _text("country", "ISO 3166 alpha-3 of the state it is or belongs to"),
        _text("office", "office as written in the article"),
    ),
    "evidence": (
        EVENT_ID,
        _one_of("field", FIELDS, "the field of the event that these words support"),
        _text("quote", "the words"),
        *_span(),
    ),
    "passed": (
        ARTICLE_ID,
        SENTENCE,
        _text("trigger", "words of the trigger lexicon that made no row"),
        _text("reason", "why they made none"),
        *_span(),
    ),
    "readings": (
        ARTICLE_ID,
        _text("reading", "what its dates mean, as JSON: from it they resolve again without a parse"),
    ),
    "corrections": (
        ARTICLE_ID,
        *_span(" of the words"),
        _text("quote", "the words at that place"),
        _text("field", "what a coder corrected: a column of events or articles, or name, country, office of a mention"),
        _text("value", "what it should be; empty: no value"),
        _one_of("action", ACTIONS, "set a field, delete the row, add a row"),
        _text("coder", "who says so"),
        _day("date", "when"),
        _text("reason", "why"),
        EVENT_ID,
        _text("machine_value", "what the machine had"),
        _one_of(
            "outcome",
            OUTCOMES,
            "applied; confirmed (the machine says the same); orphan (nothing to correct there); conflict (coders disagree)",
        ),
        _text("note", "why it is an orphan or a conflict"),
    ),
    "verified": (
        EVENT_ID,
        _flag("verified", "a coder corrected, confirmed or added this row"),
        _text("corrected_by", "the coders, joined by '; '"),
    ),
    "entries": (
        AGENDA_ID,
        TYPE,
        MODE,
        _text("participants", "who takes part, joined by '; '"),
        PLACE,
        PLACE_COUNTRY,
        DATE_START,
        DATE_END,
        PRECISION,
        STATUS,
        CERTAINTY,
        _one_of(
            "outcome",
            ("open", "confirmed", "cancelled", "postponed", "denied", "unreported"),
            "what became of it by the as-of date, as this corpus tells it; postponed: in so many words, or to another entry",
        ),
        _day("first_reported", "day of the first report"),
        _day("last_reported", "day of the last report"),
        _int("n_articles", "articles that report it"),
        _int("n_sources", "distinct reports: copies of one story count once, near ones too"),
        _flag("only_anonymous", "a report has an anonymous source and none a named one"),
        _text(
            "conflict",
            "what the reports disagree on (date, place, participants, that it happens at all), and who says which",
        ),
        _text("part_of", "agenda_id of the visit or gathering it belongs to"),
        _text("postponed_to", "agenda_id of the entry it was moved to, where that was told"),
    ),
    "reports": (
        AGENDA_ID,
        EVENT_ID,
        ARTICLE_ID,
        PUBLISHED,
        PUBLISHER,
        STATUS,
        DATE_START,
        DATE_END,
        PLACE,
        SOURCE,
        SOURCE_KIND,
    ),
}

CORPUS_FRAMES = ("articles", "sentences", "entities", "times", "statements", "events", "participants", "evidence")
# Kept, saved and opened with a corpus, beside the eight frames that one works with: words of the lexicon that made no
# row (`toolkit.coverage`), what dates mean, and what coders did to the rows (`toolkit.correct`).
FURTHER_FRAMES = ("passed", "readings", "corrections", "verified")


def columns(frame: str) -> list[str]:
    """Names of a frame's columns, in order."""
    return [column.name for column in FRAMES[frame]]


def build(frame: str, rows) -> pd.DataFrame:
    """Rows (dicts or tuples in column order) as a frame with every column, in order and dtype, also when empty."""
    import pandas as pd

    names = columns(frame)
    rows = list(rows)
    if rows and isinstance(rows[0], dict):
        rows = [tuple(row.get(name) for name in names) for row in rows]
    return conform(frame, pd.DataFrame.from_records(rows, columns=names))


def conform(frame: str, data: pd.DataFrame) -> pd.DataFrame:
    """A copy of ``data`` with the frame's columns, order and dtypes; columns that are missing are empty.

    Raises
    ------
    ValueError
        Where a column cannot be turned into its dtype, or holds a value that is not allowed.
    """
    import pandas as pd

    out = {}
    for column in FRAMES[frame]:
        if column.name in data.columns:
            values = data[column.name]
        else:
            values = pd.Series([None] * len(data), index=data.index, dtype=object)
        if column.values:
            known = set(column.values)
            bad = sorted({str(v) for v in values.dropna().unique() if v not in known})
            if bad:
                at = values.astype(str).tolist().index(bad[0])
                raise ValueError(
                    f"{frame}.{column.name}: unknown value {bad[0]!r}; allowed are {', '.join(column.values)} "
                    f"(first in {frame}.iloc[{at}]; .map() your codes to these, or leave the column out)"
                )
        if column.dtype == DAY and pd.api.types.is_numeric_dtype(values) and values.notna().any():
            raise ValueError(
                f"{frame}.{column.name}: cannot be read as {column.dtype}: {values.dropna().iloc[0]} is a number; "
                "give days like 20250131 as text: column.astype(str)"
            )
        try:
            out[column.name] = values.astype(column.pandas_dtype())
        except (TypeError, ValueError) as error:
            at = _first_bad(values, column.pandas_dtype())
            raise ValueError(
                f"{frame}.{column.name}: cannot be read as {column.dtype}: {values.iloc[at]!r} in {frame}.iloc[{at}]"
            ) from error
    return pd.DataFrame(out, index=data.index).reset_index(drop=True)


def _first_bad(values: pd.Series, dtype) -> int:
    """The first row with which a column cannot be turned into a dtype."""
    first, last = 0, len(values)  # values[:first] can, values[:last] cannot
    while last - first > 1:
        middle = (first + last) // 2
        try:
            values.iloc[:middle].astype(dtype)
            first = middle
        except (TypeError, ValueError):
            last = middle
    return first
