"""According to whom: statements with their source, cue and content."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Span

from .grammar import grammar_of
from .reporting import QUOTING, Cues, Draft, Reading
from .sources import Source, Sources, noun_kinds

Doc.set_extension("statements", default=(), force=True)

BELIEVED = frozenset({"speech", "belief", "perception", "document"})


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
    pieces: list[tuple[int, int]] = field(
        default_factory=list
    )  # the stretches of a split content, without its reporting clause


@Language.factory("wire_attribution", default_config={"lexicons": None}, assigns=["doc._.statements"])
def make(nlp: Language, name: str, lexicons: str | None):
    """The component: finds the statements of a Doc and puts them into ``doc._.statements`` and ``doc.spans["statements"]``."""
    cues, nouns = Cues(lexicons), noun_kinds(lexicons)

    def attribute(doc: Doc) -> Doc:
        doc._.statements = read(doc, cues, nouns)
        doc.spans["statements"] = [Span(doc, *s.content, label=s.source_kind) for s in doc._.statements]
        return doc

    return attribute


def read(doc: Doc, cues: Cues, nouns: dict[str, str]) -> list[Statement]:
    """All statements of a Doc, in the order of their contents."""
    g = grammar_of(doc)
    reading = Reading(g, cues, nouns)
    drafts = reading.drafts()
    drafts = [d for d in drafts if not within_quotation(reading, d)]
    go_on(drafts)
    continue_quotations(reading, drafts)
    people = Sources(doc, g, nouns)
    cited(reading, drafts, people)
    known: dict[int, Source | None] = {}
    for d in drafts:
        known[id(d)] = people.find(d.source) if d.source is not None else None
    out = []
    for d in drafts:
        source = known[id(d)]
        speech = d.kind in BELIEVED and d.sense == "claim" and not d.negated and source is not None
        relays = [people.find(r, remember=False) for r in d.relays] + [
            r for r in [addressee(reading, people, d)] if r is not None
        ]
        s = Statement(
            (d.pieces[0][0], d.pieces[-1][1]), d.cue, None, is_direct=d.direct, is_speech=speech, pieces=d.pieces
        )
        if source is not None:
            s.source, s.source_name, s.source_kind = (source.start, source.end), source.name, source.kind
            s.source_text = source.name or source.text
        s.relays = [(r.start, r.end) for r in relays]
        s.relayed_by = [r.name or r.text for r in relays]
        out.append(s)
    out.sort(key=lambda s: (s.content, s.cue))
    relayed(out)
    return out


def statement_at(doc: Doc, i: int) -> Statement | None:
    """The innermost statement of speech or belief that token ``i`` stands in; None where it is the author's own word.

    A reporting word belongs to who reports it, not to its own source.
    """
    best = None
    for s in doc._.statements:
        if (
            s.is_speech
            and s.content[0] <= i < s.content[1]
            and any(a <= i < b for a, b in s.pieces)
            and not s.cue[0] <= i < s.cue[1]
        ):
            if best is None or length(s) < length(best):
                best = s
    return best


def length(s: Statement) -> int:
    return sum(b - a for a, b in s.pieces)


def within_quotation(reading: Reading, d: Draft) -> bool:
    """ "We think", "they want" inside quoted words: part of what is said, no statement of its own; "he said that" is one."""
    g = reading.g
    if reading.quote_at[d.head] is None or d.direct:
        return False
    return d.kind != "speech" or d.sense != "claim" or (d.source is not None and g.lower[d.source] in ("i", "we"))


def holds(pieces: list[tuple[int, int]], i: int) -> bool:
    return any(a <= i < b for a, b in pieces)


def go_on(drafts: list[Draft]) -> None:
    """ "..., adding that": the speaker is the one of the nearest statement before it in the sentence."""
    for n, d in enumerate(drafts):
        if d.follows:
            before = next(
                (
                    e
                    for e in reversed(drafts[:n])
                    if e.source is not None and e.kind == "speech" and not e.follows and d.head - e.head < 120
                ),
                None,
            )
            if before is not None and (d.source is None or d.source > before.head):
                d.source = before.source


def cited(reading: Reading, drafts: list[Draft], people: Sources) -> None:
    """ "X reported, quoting Y": the word is Y's, X relays it."""
    g = reading.g
    for d in drafts:
        if d.kind != "speech" or d.sense != "claim" or d.head < 0:
            continue
        for c in g.children[d.head]:
            if g.tag[c] == "VBG" and g.lemma[c] in QUOTING and g.dep[c] in ("advcl", "conj", "dep"):
                inner = g.child(c, "dobj")
                if inner is not None and d.source is not None and people.speaks(inner):
                    d.relays.insert(0, d.source)
                    d.source = inner


def addressee(reading: Reading, people: Sources, d: Draft) -> Source | None:
    """The medium that was told ("told Xinhua"): it relays."""
    g = reading.g
    if d.head < 0 or g.lemma[d.head] != "tell":
        return None
    for c in g.kids(d.head, "dobj", "dative"):
        found = people.find(c, remember=False)
        if found.kind == "media" and any(g.pos[k] == "PROPN" for k in range(found.start, found.end)):
            return found
    return None


def continue_quotations(reading: Reading, drafts: list[Draft]) -> None:
    """A quotation without a cue of its own, of whole sentences, goes on with the speaker of the one before it."""
    g, begins, quote_at = reading.g, reading.begins, reading.quote_at
    speech = [d for d in drafts if d.kind == "speech" and d.sense == "claim"]
    taken = {
        id(quote_at[k])
        for d in speech
        for a, b in d.pieces
        for k in (a, b - 1)
        if quote_at[k] and quote_at[k] is not quote_at[d.head]
    }
    quoting = [d for d in speech if quote_at[d.pieces[-1][1] - 1] is not None and quote_at[d.head] is None]
    for q in reading.quotes:
        if id(q) in taken or q.end - q.start < 5:
            continue
        s0 = g.sentences[g.sentence[q.start]][0]
        if q.start - s0 > 1 or not any(g.is_verb(k) for k in range(q.start, q.end)):
            continue
        d = max((d for d in quoting if last(d) <= q.start), key=last, default=None)
        if d is None:
            continue
        paragraphs = sum(begins[last(d) : q.start + 1])
        if (paragraphs == 0 and g.sentence[q.start] - g.sentence[last(d) - 1] <= 2) or (
            paragraphs == 1 and g.sentence[q.start] - g.sentence[last(d) - 1] <= 1
        ):
            d.pieces.append((q.start, q.end))


def last(d: Draft) -> int:
    """End of a statement, its cue included."""
    return max(d.pieces[-1][1], d.cue[1])


def relayed(statements: list[Statement]) -> None:
    """A statement told inside another one is relayed by the other's source."""
    for s in statements:
        around = [
            t
            for t in statements
            if t is not s
            and t.is_speech
            and t.source is not None
            and t.source_kind == "media"
            and holds(t.pieces, s.cue[0])
        ]
        around.sort(key=length, reverse=True)
        for t in reversed(around):
            for span, name in [
                (t.source, t.source_text),
                *zip(reversed(t.relays), reversed(t.relayed_by), strict=True),
            ]:
                if name not in s.relayed_by and name != s.source_text:
                    s.relays.insert(0, span)
                    s.relayed_by.insert(0, name)
