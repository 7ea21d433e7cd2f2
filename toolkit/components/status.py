"""How real: status, certainty and tense of any span, with the cue and the condition that decided.

The reading of a word is what its own clause says (auxiliaries, adverbs, modifiers), weakened by what governs it.
Governors are read in the same way, so a cue counts on the whole path from the trigger upwards, and the nearest decides.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from .clauses import Clauses
from .cues import OCCURRED, Cue, Cues, Reading, cues, weaken
from .governors import Governors
from .grammar import Grammar, grammar_of
from .nominals import Nominals

# Words that tell of a visit and how sure it is at once: "is due in Cairo".
COMING = {
    "due": Cue("scheduled", 0.9, "denied", False),
    "expect": Cue("expected", 0.8, "possible", False),
    "await": Cue("expected", 0.8, "possible", False),
}


@dataclass(slots=True)
class Assessment:
    """How the words around a span commit to it: the fields of one event row."""

    status: str
    certainty: float
    tense: str
    cue: Span | None = None
    condition: Span | None = None


class Reader(Governors, Clauses, Nominals):
    """Readings of the words of one Doc, each made once."""

    def __init__(self, doc: Doc, lexicon: Cues):
        self.lexicon = lexicon
        self.g: Grammar = grammar_of(doc)
        self.memo: dict[tuple[int, bool], Reading] = {}
        self.mentions: dict[str, list[int]] = {}
        self.mark_quotes()
        self.mark_times(doc)

    def read(self, i: int, negation: bool = True) -> Reading:
        """How real the event is that this word names; ``negation=False`` leaves the word's own "not" out."""
        key = (i, negation)
        found = self.memo.get(key)
        if found is None:
            self.memo[key] = OCCURRED  # a circle of words that read each other ends here
            found = self.memo[key] = self.verb(i, negation) if self.verbal(i) else self.noun(i, negation)
        return found

    def event(self, i: int) -> Reading:
        """How real the event is as a row of its own, not as what governs another."""
        return OCCURRED if self.spoken(i) else self.awaited(i) or self.read(i)

    def awaited(self, i: int) -> Reading | None:
        """ "is due in Cairo", "is expected at the summit": the word that tells of a visit says how sure it is, too."""
        g = self.g
        cue = COMING.get(g.lemma[i])
        told = g.dep[i] == "acomp" or self.verbal(i) and g.is_passive(i)
        if (
            cue is None
            or not told
            or g.child(i, "xcomp", "ccomp")
            or all(w not in ("in", "at") for w, _ in g.prepositions(i))
        ):
            return None
        above = self.read(g.head[i] if g.dep[i] == "acomp" else i, False)
        own = self.said(cue, (i, i + 1), self.negation(i), "past" if above.tense == "past" else "future")
        return own if above.status in ("occurred", "ongoing", "scheduled") else weaken(own, above)

    def mark_quotes(self):
        """Which tokens stand inside quotation marks: there "would" is a conditional."""
        self.quoted, inside = [], False
        for text in self.g.text:
            if text in ('"', "“", "”", "``", "''"):
                inside = text in ("“", "``") or (text == '"' and not inside)
            elif "\n" in text:
                inside = False
            self.quoted.append(inside)

    def mark_times(self, doc: Doc):
        """On which words a time before or after publication hangs, up to the verb of its clause."""
        self.ahead: set[int] = set()
        self.gone: set[int] = set()
        published = doc._.published
        for time in doc._.times if published else ():
            if time.timex_type not in ("DATE", "TIME"):
                continue
            later = time.date_start is not None and time.date_start > published
            earlier = time.date_end is not None and time.date_end < published
            if not later and not earlier:
                continue
            side = self.ahead if later else self.gone
            i = time.start
            while time.start <= self.g.head[i] < time.end and self.g.head[i] != i:
                i = self.g.head[i]
            for h in self.g.up(i):
                side.add(h)
                if self.g.is_verb(h):
                    break


def reader_of(doc: Doc) -> Reader:
    """The Doc's `Reader`, made on first use."""
    found = doc.user_data.get("wire_status")
    if found is None:
        found = doc.user_data["wire_status"] = Reader(doc, cues())
    return found


@Language.factory("wire_status", default_config={"lexicons": None})
def make(nlp: Language, name: str, lexicons: str | None):
    lexicon = cues(lexicons)

    def component(doc: Doc) -> Doc:
        doc.user_data["wire_status"] = Reader(doc, lexicon)
        return doc

    return component


def assess_token(doc: Doc, i: int) -> Reading:
    """How real the event is that token number `i` names; cue and condition in token numbers."""
    return reader_of(doc).event(i)


def assess(doc: Doc, start_char: int, end_char: int) -> Assessment:
    """How real the wording around a span says it is.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        Parsed by `toolkit.load_model()`.
    start_char, end_char : int
        Half-open offsets, in characters, of any words of the text: a verb, a noun, a phrase.

    Returns
    -------
    Assessment
        status, certainty (0 to 1, strength of wording), tense, and the spans of the cue and the condition that decided.

    Raises
    ------
    ValueError
        Where the offsets enclose no word.
    """
    g = grammar_of(doc)
    inside = [i for i in range(g.n) if g.start[i] < end_char and g.end[i] > start_char and not g.text[i].isspace()]
    if not inside:
        raise ValueError(f"no word between characters {start_char} and {end_char}; the text has {len(doc.text)}")
    within = set(inside)
    root = next((i for i in inside if g.head[i] not in within or g.head[i] == i), inside[0])
    inner = root
    while inner is not None:  # of "is likely to visit" the last verb
        root = inner
        inner = next((c for c in g.kids(root, "xcomp", "acomp") if c in within and c > root), None)
    found = reader_of(doc).event(root)

    def span(part):
        return None if part is None else doc[part[0] : part[1]]

    return Assessment(found.status, found.certainty, found.tense, span(found.cue), span(found.condition))
