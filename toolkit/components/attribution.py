"""According to whom: statements with their source, cue and content."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

Doc.set_extension("statements", default=(), force=True)


@dataclass(slots=True)
class Statement:
    """One attributed content, in token numbers (half-open); ``source`` is None where only the context names it."""

    content: tuple[int, int]
    cue: tuple[int, int]
    source: tuple[int, int] | None
    source_text: str = ""  # as written, or the canonical name
    source_name: str | None = None  # canonical name; None for an anonymous source
    source_kind: str = "author"  # person, institution, anonymous, media
    is_direct: bool = False
    is_speech: bool = True  # speech or belief; False for mere wanting, planning, finding
    relays: list[tuple[int, int]] = field(default_factory=list)
    relayed_by: list[str] = field(default_factory=list)  # outermost first
    pieces: list[tuple[int, int]] = field(default_factory=list)  # the stretches of a split content, without its reporting clause


@Language.factory("wire_attribution", default_config={"lexicons": None}, assigns=["doc._.statements"])
def make(nlp: Language, name: str, lexicons: str | None):
    return lambda doc: doc
