"""How real: status, certainty and tense of any span, with the cue and the condition that decided."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span


@dataclass(slots=True)
class Assessment:
    """How the words around a span commit to it: the fields of one event row."""

    status: str
    certainty: float
    tense: str
    cue: Span | None = None
    condition: Span | None = None


@Language.factory("wire_status", default_config={"lexicons": None})
def make(nlp: Language, name: str, lexicons: str | None):
    return lambda doc: doc


def assess(doc: Doc, start_char: int, end_char: int) -> Assessment:
    """How real the wording around a span says it is."""
    raise NotImplementedError
