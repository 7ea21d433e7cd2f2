"""Who is named: persons, states, bodies, groups, media and places, each with a canonical name inside the article."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

Doc.set_extension("actors", default=(), force=True)


@dataclass(slots=True)
class Mention:
    """One mention: tokens ``start`` to ``end`` (half-open), its syntactic head, and what it stands for."""

    start: int
    end: int
    root: int
    label: str  # OntoNotes: PERSON ORG GPE LOC FAC NORP EVENT; "" for a pronoun, a role or a group noun
    kind: str  # person, state, body, group, place, media
    name: str  # canonical: fullest name in the article, or ISO 3166 alpha-3 for a state
    country: str | None = None
    office: str | None = None
    is_government: bool = False
    resolved_by: str = "name"
    place: str | None = None  # canonical name as a place ("Seoul", "South Korea"), where the word can be one


@Language.factory("wire_actors", default_config={"lexicons": None}, assigns=["doc._.actors"])
def make(nlp: Language, name: str, lexicons: str | None):
    return lambda doc: doc
