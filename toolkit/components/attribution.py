"""According to whom: statements with their source, cue and content."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate

from spacy.language import Language
from spacy.tokens import Doc, Span

from .grammar import grammar_of
from .sources import Source, Sources, noun_kinds
from .speech import QUOTING, Cues, Draft
from .wording import Reading

Doc.set_extension("statements", default=(), force=True)

BELIEVED = frozenset({"speech", "belief", "document"})
TO_COME = frozenset({"will", "shall", "'ll", "may", "might", "could"})


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
    is_speech: bool = True  # speech or belief; False for mere wanting, planning, demanding, judging
    relays: list[tuple[int, int]] = field(default_factory=list)
    relayed_by: list[str] = field(default_factory=list)  # outermost first
    pieces: list[tuple[int, int]] = field(default_factory=list)  # the content without its reporting clause

    def holds(self, i: int) -> bool:
        """Whether a token stands in the content, the reporting clause left out."""
        return self.content[0] <= i < self.content[1] and any(a <= i < b for a, b in self.pieces)

    @property
    def length(self) -> int:
        return sum(b - a for a, b in self.pieces)


@Language.factory("wire_attribution", default_config={"lexicons": None}, assigns=["doc._.statements"])
def make(nlp: Language, name: str, lexicons: str | None):
    """The component: puts the statements of a Doc into ``doc._.statements`` and ``doc.spans["statements"]``."""
    cues, nouns = Cues(lexicons), noun_kinds(lexicons)

    def attribute(doc: Doc) -> Doc:
        doc._.statements = read(doc, cues, nouns)
        doc.spans["statements"] = [Span(doc, *s.content, label=s.source_kind) for s in doc._.statements]
        return doc

    return attribute


def statement_at(doc: Doc, i: int) -> Statement | None:
    """The innermost statement of speech or belief that token ``i`` stands in; None where it is the author's own word.

    A reporting word belongs to who reports it, not to its own source.
    """
    around = [s for s in doc._.statements if s.is_speech and s.holds(i) and not s.cue[0] <= i < s.cue[1]]
    return min(around, key=lambda s: s.length, default=None)


def read(doc: Doc, cues: Cues, nouns: dict[str, str]) -> list[Statement]:
    """All statements of a Doc, in the order of their contents."""
    reading = Reading(grammar_of(doc), cues, nouns)
    sources = Sources(doc, reading.g, nouns)
    drafts = [d for d in reading.drafts() if d.source is not None and not part_of_quotation(reading, d)]
    go_on(drafts)
    part(drafts)
    continue_quotations(reading, drafts)
    cite(reading, drafts, sources)
    found, inside = [], covered(drafts, len(doc))
    for d in drafts:
        own = d.claims and any(a <= d.head < b for a, b in d.pieces)
        top = inside[d.head] == own  # in no other's claim
        found.append((d, sources.find(d.source, d.pieces[0][0], d.head, remember=d.claims and top)))
    statements = [statement(d, s, sources, reading) for d, s in found]
    statements.sort(key=lambda s: (s.content, s.cue))
    relay(statements)
    return statements


def statement(d: Draft, source: Source, sources: Sources, reading: Reading) -> Statement:
    relays = [sources.find(r, remember=False) for r in d.relays]
    if (medium := addressee(reading, sources, d)) is not None:
        relays.append(medium)
    bare = d.kind == "document" and reading.g.tag[d.head] == "VB"  # "to show that": not shown
    to_come = any(reading.g.lower[a] in TO_COME for a in reading.g.auxiliaries(d.head))  # "will announce": not said yet
    speech = d.kind in BELIEVED and d.sense == "claim" and not d.negated and not bare and not to_come
    speech = speech and (source.kind != "anonymous" or can_speak(d, sources, reading))
    return Statement(
        content=(d.pieces[0][0], d.pieces[-1][1]),
        cue=d.cue,
        source=(source.start, source.end),
        source_text=source.name or source.text,
        source_name=source.name,
        source_kind=source.kind,
        is_direct=d.direct,
        is_speech=speech,
        relays=[(r.start, r.end) for r in relays],
        relayed_by=[r.name or r.text for r in relays],
        pieces=d.pieces,
    )


def can_speak(d: Draft, sources: Sources, reading: Reading) -> bool:
    """ "The bombing showed that", "an attack, which claimed lives": nobody's word."""
    g = reading.g
    return g.lower[d.source] != "which" and (d.kind != "document" or sources.speaks(d.source))


def part_of_quotation(reading: Reading, d: Draft) -> bool:
    """ "We think", "they want" inside quoted words is part of what is said; "he said that" is a statement too."""
    if reading.quote_at[d.head] is None or d.direct:
        return False
    return not d.claims or (d.source is not None and reading.g.lower[d.source] in ("i", "we", "you"))


def go_on(drafts: list[Draft]) -> None:
    """ "..., adding that": the speaker is the one of the nearest statement before it in the sentence."""
    for n, d in enumerate(drafts):
        if d.follows:
            said = (e for e in reversed(drafts[:n]) if e.source is not None and e.kind == "speech" and not e.follows)
            before = next(said, None)
            if before is not None and d.head - before.head < 120 and (d.source is None or d.source > before.head):
                d.source = before.source


def part(drafts: list[Draft]) -> None:
    """ "X said A, the agency reported": the outer reporting clause is no part of what X said."""
    for outer in drafts:
        first, end = outer.pieces[0]
        if end <= outer.head:
            for d in drafts:
                if (
                    d is not outer
                    and first <= d.head < end < d.pieces[-1][1]
                    and d.pieces[-1][0] < outer.head < d.pieces[-1][1]
                ):
                    d.pieces[-1] = (d.pieces[-1][0], max(end, d.pieces[-1][0] + 1))


def continue_quotations(reading: Reading, drafts: list[Draft]) -> None:
    """A quotation of whole sentences without a cue of its own goes on with the speaker of the one before it."""
    g, begins, quote_at = reading.g, reading.begins, reading.quote_at
    said = [d for d in drafts if d.claims and quote_at[d.head] is None]
    taken = {id(quote_at[k]) for d in said for a, b in d.pieces for k in (a, b - 1)}
    quoting = [d for d in said if quote_at[d.pieces[-1][1] - 1] is not None]
    for q in reading.quotes:
        begins_sentence = q.start - g.sentences[g.sentence[q.start]][0] <= 1
        if (
            id(q) in taken
            or q.end - q.start < 5
            or not begins_sentence
            or not any(map(g.is_verb, range(q.start, q.end)))
        ):
            continue
        d = max((d for d in quoting if d.last <= q.start), key=lambda d: d.last, default=None)
        if d is not None:
            apart = g.sentence[q.start] - g.sentence[d.last - 1]
            paragraphs = sum(begins[d.last : q.start + 1])
            if apart <= (2, 1)[min(paragraphs, 1)] and paragraphs <= 1:
                d.pieces.append((q.start, q.end))


def cite(reading: Reading, drafts: list[Draft], sources: Sources) -> None:
    """ "X reported, quoting Y": the word is Y's, X relays it."""
    g = reading.g
    for d in drafts:
        if d.claims and d.source is not None:
            for c in g.kids(d.head, "advcl", "conj", "dep"):
                inner = g.child(c, "dobj") if g.tag[c] == "VBG" and g.lemma[c] in QUOTING else None
                if inner is not None and sources.hands_on(inner, d.source):
                    d.relays.insert(0, d.source)
                    d.source = inner
                    break


def addressee(reading: Reading, sources: Sources, d: Draft) -> Source | None:
    """The medium that was told ("told Xinhua"): it relays."""
    g = reading.g
    if g.lemma[d.head] == "tell":
        for c in g.kids(d.head, "dobj", "dative"):
            found = sources.find(c, remember=False)
            if found.kind == "media" and any(g.pos[k] == "PROPN" for k in range(found.start, found.end)):
                return found
    return None


def covered(drafts, n: int) -> list[int]:
    """In how many claims each token stands, counted in one pass: an article may have thousands of quotations."""
    steps = [0] * (n + 1)
    for d in drafts:
        if d.claims:
            for a, b in d.pieces:
                steps[a] += 1
                steps[b] -= 1
    return list(accumulate(steps))


DEPTH = 50  # of statements within each other: more are no article's


def relay(statements: list[Statement]) -> None:
    """A statement told inside another one is relayed by whose that is, the outermost first."""
    told = [s for s in statements if s.is_speech]
    waiting, near = sorted(told, key=lambda s: s.content[0], reverse=True), []
    for s in sorted(told, key=lambda s: s.cue[0]):
        while waiting and waiting[-1].content[0] <= s.cue[0]:
            near.append(waiting.pop())
        near = [t for t in near if t.content[1] > s.cue[0]][-DEPTH:]
        for t in sorted((t for t in near if t is not s and t.holds(s.cue[0])), key=lambda t: t.length):
            for span, name in [(t.source, t.source_text), *reversed([*zip(t.relays, t.relayed_by, strict=True)])]:
                if name not in s.relayed_by and name != s.source_text:
                    s.relays.insert(0, span)
                    s.relayed_by.insert(0, name)
