"""Time expressions: found in the Doc, resolved in `intervals`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc

Doc.set_extension("published", default=None, force=True)  # datetime.date of publication, local; None where not known
Doc.set_extension("title", default=None, force=True)
Doc.set_extension("times", default=(), force=True)


@dataclass(slots=True)
class Time:
    """One time expression: tokens ``start`` to ``end`` (half-open), what it means, and, where resolved, its window."""

    start: int
    end: int
    timex_type: str
    timex_value: str | None = None
    meaning: object = None
    direction: str | None = None
    date_start: date | None = None
    date_end: date | None = None
    precision: str | None = None
    anchor: str | None = None


@Language.factory("wire_times", default_config={"lexicons": None}, assigns=["doc._.times"])
def make(nlp: Language, name: str, lexicons: str | None):
    return lambda doc: doc
