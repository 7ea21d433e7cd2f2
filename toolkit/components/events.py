"""What is done, by whom to whom: one event per trigger.

The words that name events, with their types, modes and patterns, stand in ``triggers.csv`` (PLOVER's categories; Halterman et
al., "PLOVER and POLECAT", 2023). `triggers` finds them, `roles` says who and where, `timing` when.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..knowledge import table
from .arguments import Scene
from .attribution import statement_at
from .context import complete, tidy
from .forums import Forums
from .grammar import grammar_of
from .roles import fill
from .status import assess_token
from .timing import around, date_event, window
from .triggers import Triggers

Doc.set_extension("events", default=(), force=True)
Doc.set_extension("passed", default=(), force=True)  # (first token, end, reason) of lexicon words that made no row

__all__ = ["Event", "EventReader", "make", "window"]


@dataclass(slots=True)
class Event:
    """One event: its trigger (tokens, half-open), and what the words around it say."""

    start: int
    end: int
    root: int
    type: str
    mode: str | None
    pattern: str
    row: dict
    verb: int | None = None  # the light verb, or the trigger itself where it is a verb
    told_by: int | None = None  # "arrived on a visit": the verb that says how real the visit is
    phase: str = ""  # begin, continue or end, where the light verb says so
    actors: list = field(default_factory=list)
    recipients: list = field(default_factory=list)
    place: object = None
    session: bool = False  # a body's own
    told_to: list = field(default_factory=list)  # "no request has come": to whoever tells of it
    times: list = field(default_factory=list)  # (number of the Time, bound)
    around: tuple | None = None  # (another event, "before" or "after")
    length: int | None = None  # days, where a duration says so
    status: str = "occurred"
    certainty: float = 1.0
    tense: str = "past"
    cue: tuple[int, int] | None = None  # tokens, half-open
    condition: tuple[int, int] | None = None
    statement: object = None

    def evidence(self, doc):
        """(field, first token, end) for every field that words support."""
        yield "trigger", self.start, self.end
        for name, people in (("actor", self.actors), ("recipient", self.recipients)):
            for m in people:
                if m.end > m.start:
                    yield name, m.start, m.end
        if self.place is not None:
            yield "place", self.place.start, self.place.end
        for n, _ in self.times:
            yield "date", doc._.times[n].start, doc._.times[n].end
        for name, part in (("status", self.cue), ("condition", self.condition)):
            if part is not None:
                yield name, *part
        if self.statement is not None:
            if self.statement.source is not None:
                yield "source", *self.statement.source
            for a, b in self.statement.relays:
                yield "relay", a, b


@Language.factory("wire_events", default_config={"lexicons": None}, assigns=["doc._.events"])
def make(nlp: Language, name: str, lexicons: str | None):
    return EventReader(lexicons)


class EventReader:
    """The component: the lexicons, made once."""

    def __init__(self, folder: str | None):
        self.triggers = Triggers(folder)
        self.modes = {row["type"]: row for row in table("quad", folder)}
        self.forums = Forums(folder)

    def __call__(self, doc: Doc) -> Doc:
        g = grammar_of(doc)
        scene = Scene(doc, g)
        words, passed = self.triggers.find(scene)
        found = [
            Event(start, end, root, row["type"], row["mode"] or None, row["pattern"], row, verb=verb)
            for start, end, root, row, verb in words
        ]
        kept = self.triggers.one_per_act(scene, found)
        passed += [(e.start, e.end, "the same act as another row") for e in _without(found, kept)]
        found = kept
        scene.heads = {e.root for e in found}
        events = []
        for event in found:
            status = assess_token(doc, event.root if event.told_by is None else event.told_by, event.pattern == "visit")
            event.status, event.certainty, event.tense = status.status, status.certainty, status.tense
            event.cue, event.condition = status.cue, status.condition
            if event.type == "CONSULT" and event.status == "occurred" and g.dep[event.root] in ("dobj", "nsubjpass"):
                if g.lemma[g.head[event.root]] in ("suspend", "freeze"):  # what was under way or to be is off
                    event.status, event.certainty = "cancelled", 0.1
            event.statement = statement_at(doc, event.root)
            fill(scene, event, events, self.triggers)
            tidy(scene, event)
            date_event(scene, event, events, self.triggers)
            events.append(event)
        kept = complete(scene, events, self.modes)
        passed += [(e.start, e.end, "nobody who takes part is named") for e in _without(events, kept)]
        events = kept
        self.forums.seat(scene, events, doc._.published)
        for event in events:
            if not event.times:
                event.around = around(scene, event, events)
        doc._.events, doc._.passed = events, sorted(passed)
        doc.spans["events"] = [Span(doc, e.start, e.end, label=e.type) for e in events]
        return doc


def _without(events, kept):
    ids = {id(e) for e in kept}
    return [e for e in events if id(e) not in ids]
