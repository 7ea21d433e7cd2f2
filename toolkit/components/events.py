"""What is done, by whom to whom: one event per trigger."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

Doc.set_extension("events", default=(), force=True)


@Language.factory("wire_events", default_config={"lexicons": None}, assigns=["doc._.events"])
def make(nlp: Language, name: str, lexicons: str | None):
    return lambda doc: doc
