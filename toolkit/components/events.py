"""What is done, by whom to whom: one event per trigger.

The words that name events, with their types, modes and patterns, stand in ``triggers.csv`` (PLOVER's categories; Halterman et
al., "PLOVER and POLECAT", 2023); what is read here is which of a sentence's words name one, and who, where and when it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..knowledge import table
from .actors import Mention
from .arguments import Scene
from .attribution import statement_at
from .grammar import grammar_of
from .names import spelled
from .roles import fill
from .status import assess_token
from .times import bound, days

Doc.set_extension("events", default=(), force=True)

REMOTE = frozenset("phone telephone video videolink videoconference teleconference hotline".split())
MANY_SIDES = frozenset(
    "multilateral trilateral quadrilateral three-way four-way five-way six-way three-party four-party five-party six-party tripartite".split()
)
SIDELINES = frozenset({"sideline", "sidelines", "margin", "margins"})
GATHERINGS = frozenset("summit conference forum congress assembly convention symposium".split())
HAPPENING = frozenset("schedule set slate due plan begin start take open end last hold".split())


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
    actors: list = field(default_factory=list)
    recipients: list = field(default_factory=list)
    place: object = None
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
    return EventReader(nlp, lexicons)


class EventReader:
    """The component: the trigger lexicon by first word, made once."""

    def __init__(self, nlp: Language, folder: str | None):
        # first word and part of speech -> [(words, {object: row}, rows for any object)], longest first
        self.triggers: dict[tuple[str, str], list] = {}
        for row in table("triggers", folder):
            words = tuple(row["trigger"].split())
            known = self.triggers.setdefault((words[0], row["pos"]), [])
            entry = next((e for e in known if e[0] == words), None)
            if entry is None:
                entry = (words, {}, [])
                known.append(entry)
            if row["object"]:
                entry[1].setdefault(row["object"].split()[-1], row)
            else:
                entry[2].append(row)
        for known in self.triggers.values():
            known.sort(key=lambda e: -len(e[0]))
        self.light = {}
        for row in table("light_verbs", folder):
            self.light.setdefault(row["verb"].split()[0], []).append((row["verb"].split()[1:], row["preposition"]))

    def __call__(self, doc: Doc) -> Doc:
        g = grammar_of(doc)
        scene = Scene(doc, g)
        found = []
        i = 0
        taken = set()
        for i in range(g.n):
            if i in taken:
                continue
            event = self._at(scene, i)
            if event is not None:
                found.append(event)
                taken.update(range(event.start, event.end))
        found = self._one_per_act(scene, found)
        scene.heads = {e.root for e in found}
        events = []
        for event in found:
            status = assess_token(doc, event.root)
            event.status, event.certainty, event.tense = status.status, status.certainty, status.tense
            event.cue, event.condition = status.cue, status.condition
            event.statement = statement_at(doc, event.root)
            if fill(scene, event, events):
                self._when(scene, event, events)
                events.append(event)
        doc._.events = events
        doc.spans["events"] = [Span(doc, e.start, e.end, label=e.type) for e in events]
        return doc

    # -- which words ---------------------------------------------------------------

    def _at(self, scene, i):
        g = scene.g
        pos = g.pos[i]
        if pos in ("VERB", "AUX") and g.dep[i] not in ("aux", "auxpass") and (g.dep[i] != "amod" or g.tag[i] == "VBG"):
            if g.dep[i] == "amod":
                return None
            for words, by_object, plain in self.triggers.get((g.lemma[i], "VERB"), ()):
                end = self._phrase(scene, i, words)
                if end is None:
                    continue
                objects = self._objects(g, i)
                near = self._named(g, i, objects) if by_object else ()
                row = self._by_object(g, near, by_object) or next(
                    (r for r in plain if self._wanted(scene, i, objects, r)), None
                )
                if row is not None and not row["type"]:
                    return None  # the lexicon knows this reading, and that it is no event
                if row is not None:
                    return Event(i, end, i, row["type"], row["mode"] or None, row["pattern"], row, verb=i)
            return None
        if pos in ("NOUN", "PROPN", "ADJ"):
            mention = scene.at.get(i)
            if mention is not None and mention.label and mention.kind != "event":
                return None
            if mention is not None and mention.kind == "event" and mention.label and i == mention.start:
                return self._conference(scene, mention)
            if pos == "PROPN" and g.tag[i] == "NNP":
                event = self._proper_gathering(scene, i)
                if event is not None or any(g.pos[c] == "PROPN" and g.dep[c] == "compound" for c in g.children[i]):
                    return event
            for words, by_object, plain in self.triggers.get((g.lemma[i], "NOUN"), ()) or self.triggers.get(
                (g.lower[i], "NOUN"), ()
            ):
                end = i + len(words)
                if (
                    pos == "ADJ"
                    and len(words) == 1
                    or end > g.n
                    or any(w not in (g.lemma[j], g.lower[j]) for w, j in zip(words, range(i, end), strict=False))
                ):
                    continue
                root = end - 1
                if g.dep[root] in ("compound", "nmod") and g.head[root] != root and len(words) == 1:
                    continue
                near = (
                    [x for _, x in g.prepositions(root)] + g.kids(root, "compound", "amod", "poss") if by_object else []
                )
                row = self._by_object(g, near, by_object) or next(
                    (r for r in plain if self._noun_wanted(g, root, r)), None
                )
                if row is not None and not row["type"]:
                    return None
                if row is not None:
                    return Event(i, end, root, row["type"], row["mode"] or None, row["pattern"], row)
        return None

    def _proper_gathering(self, scene, i):
        """ "the World Summit on the Information Society": a capitalised gathering under a verb of holding or attending."""
        g = scene.g
        if g.lemma[i].lower() not in GATHERINGS:
            return None
        start, end = i, i + 1
        while (
            start > 0
            and g.text[start - 1][0].isupper()
            and g.pos[start - 1] in ("PROPN", "ADJ")
            and g.sentence[start - 1] == g.sentence[i]
        ):
            start -= 1
        if end < g.n and g.lower[end] in ("of", "on", "for"):
            j = end + 1
            while j < g.n and (
                g.text[j][0].isupper()
                and g.pos[j] in ("PROPN", "NOUN", "ADJ")
                or g.lower[j] in ("the", "and", "of")
                and j < end + 6
            ):
                j += 1
                if g.text[j - 1][0].isupper():
                    end = j
        if end - start < 2:
            return None
        mention = Mention(start, end, i, "EVENT", "event", spelled(g, start, end))
        event = self._conference(scene, mention)
        if event is not None:
            scene.by_root.setdefault(i, []).append(mention)
            for j in range(start, end):
                scene.at[j] = mention
        return event

    def _conference(self, scene, mention):
        """A named conference is an event where the sentence says that it takes place, opens, is held, hosted or attended."""
        g, root = scene.g, mention.root
        head = g.head[root]
        verb = head if g.is_verb(head) else None
        if verb is None and g.dep[root] == "pobj":
            over = g.head[head]
            verb = over if g.is_verb(over) else None
        if verb is not None and g.dep[root] in ("nsubj", "nsubjpass"):
            verb = self._happens(g, verb)
        lemma = g.lemma[verb] if verb is not None else ""
        if lemma in self.light or lemma in ("take", "begin", "open", "attend", "address", "gather"):
            row = {
                "type": "CONSULT",
                "mode": "multilateral",
                "pattern": "gathering",
                "preposition": "",
                "needs": "",
                "object": "",
            }
            return Event(mention.start, mention.end, root, "CONSULT", "multilateral", "gathering", row, verb=verb)
        return None

    @staticmethod
    def _phrase(scene, i, words):
        """End of the trigger's own words; for "call on" the particle need not touch the verb. None where a word is missing."""
        g = scene.g
        if len(words) == 1:
            return i + 1
        j, end = i + 1, i + 1
        for word in words[1:]:
            while j < min(i + 7, g.n) and word not in (g.lower[j], g.lemma[j]):
                j += 1
            if j >= min(i + 7, g.n) or not (g.head[j] == i or g.head[g.head[j]] == i or j == end):
                return None
            if any(c in scene.timed for c in g.kids(j, "pobj")):  # "agreed on Monday"
                return None
            if j == end:
                end = j + 1
            j += 1
        return end

    @staticmethod
    def _objects(g, i):
        """What a verb is done to: its objects, or the subject of its passive."""
        if g.is_passive(i):
            patient = g.child(i, "nsubjpass")
            return g.conjuncts(patient) if patient is not None else [g.head[i]] if g.dep[i] == "acl" else []
        return g.objects(i)

    @staticmethod
    def _named(g, i, objects):
        """The words that may decide the reading of a verb: objects ("a raft of sanctions"), infinitives, prepositional objects."""
        return [
            *objects,
            *(x for o in objects for w, x in g.prepositions(o) if w == "of"),
            *g.kids(i, "xcomp"),
            *(x for _, x in g.prepositions(i)),
        ]

    @staticmethod
    def _by_object(g, near, by_object):
        return next((by_object[w] for o in near for w in (g.lemma[o], g.lower[o]) if w in by_object), None)

    @staticmethod
    def _wanted(scene, i, objects, row):
        g, needs = scene.g, row["needs"]
        if needs == "actor":
            return any(scene.people(o) for o in objects) or bool(
                scene.prepositional(i, (row["preposition"] or "against").split("; "))
            )
        if needs == "clause":
            return any(g.dep[c] in ("xcomp", "ccomp", "pcomp") for c in g.children[i]) or any(
                g.dep[x] == "pcomp" for _, x in g.prepositions(i)
            )
        if needs in ("subject", "intransitive"):
            if needs == "intransitive" and (objects or g.child(i, "ccomp") is not None):
                return False
            return bool(scene.people(g.subject(i)))
        return needs != "object"

    def _noun_wanted(self, g, root, row):
        plural = g.tag[root] in ("NNS", "NNPS")
        if row["number"] and (row["number"] == "plural") != plural:
            return False
        if row["needs"] == "clause":
            return any(g.dep[c] in ("acl", "ccomp", "relcl") for c in g.children[root])
        if row["needs"] == "light":
            verb, _ = self._governor(g, root)
            return verb is not None and g.lemma[verb] in self.light
        return row["needs"] != "object"

    # -- one row per act -----------------------------------------------------------------

    def _one_per_act(self, scene, events):
        """ "hold talks", "attend a meeting", "arrive on a visit": the noun; "meet for talks": the verb."""
        g = scene.g
        by_root = {e.root: e for e in events}
        dropped = set()
        for e in events:
            if e.verb is not None:
                continue
            over = (
                by_root.get(g.head[g.head[e.root]])
                if g.dep[e.root] == "pobj" and g.lower[g.head[e.root]] == "of"
                else None
            )
            if over is not None and over.verb is None and over.type == e.type == "CONSULT" and e.pattern == "gathering":
                dropped.add(id(e))
                continue
            verb, word = self._governor(g, e.root)
            if verb is None:
                continue
            light = any(
                prep == word
                for particles, prep in self.light.get(g.lemma[verb], ())
                if all(p in [g.lower[c] for c in g.children[verb]] for p in particles)
            )
            over = by_root.get(verb)
            if light and over is not None and over.pattern == "visit" != e.pattern:
                light = False  # "arrived for talks" is two
            if light:
                e.verb = verb
                if over is not None and over.type == e.type:
                    dropped.add(id(over))
            elif over is not None and over.type == e.type == "CONSULT":
                if e.pattern == "visit" and over.pattern == "visit" and word in ("on", "for", "in"):
                    e.verb = verb
                    dropped.add(id(over))
                elif over.pattern == e.pattern == "mutual" and word in ("for", "in"):
                    dropped.add(id(e))
            if (
                e.verb is None
                and g.dep[e.root] in ("nsubj", "nsubjpass")
                and g.lemma[verb] in ("take", "hold", "open", "begin", "start", "resume", "occur", "schedule", "host")
            ):
                e.verb = verb
        return [e for e in events if id(e) not in dropped]

    def _happens(self, g, verb):
        """The verb of taking place that a subject leads to: "is due to be held", "will open"; None for any other."""
        while True:
            deeper = (
                g.child(verb, "xcomp", "acomp")
                if g.lemma[verb] not in HAPPENING or g.lemma[verb] in ("schedule", "set", "slate", "due", "plan")
                else None
            )
            if deeper is None:
                return verb if g.lemma[verb] in HAPPENING or g.lemma[verb] in self.light else None
            verb = deeper

    @staticmethod
    def _governor(g, i):
        """The verb that a noun hangs on, and the preposition between them ("" for none)."""
        i = g.first_conjunct(i)
        dep, head = g.dep[i], g.head[i]
        if dep in ("dobj", "nsubjpass", "nsubj", "attr", "oprd") and g.is_verb(head):
            return head, ""
        if dep == "pobj":
            over = g.head[head]
            if g.is_verb(over):
                return over, g.lower[head]
            if (
                g.lower[head] == "of" and g.pos[over] == "NOUN" and g.dep[over] in ("dobj", "pobj")
            ):  # "a round of talks"
                return EventReader._governor(g, over)
        return None, None

    def _around(self, scene, event, before):
        """ "before the Munich conference": (the other event, before or after), where the article dates that one."""
        g = scene.g
        anchors = [a for a in dict.fromkeys((event.root, event.verb)) if a is not None]
        while g.dep[anchors[-1]] in ("xcomp", "acomp") and g.head[anchors[-1]] != anchors[-1]:
            anchors.append(g.head[anchors[-1]])
        for anchor in anchors:
            for p in g.kids(anchor, "prep"):
                word = g.lower[p]
                side = "before" if word in ("before", "ahead") else "after" if word in ("after", "following") else None
                if side is None or word == "ahead" and not g.kids(p, "prep"):
                    continue
                tree = set(g.subtree(p))
                other = next((e for e in before if e.root in tree), None)
                if other is None:
                    names = {m.name for x in tree for m in scene.by_root.get(x, ())} | {
                        m.place for x in tree for m in scene.by_root.get(x, ()) if m.place
                    }
                    other = next(
                        (
                            e
                            for e in reversed(before)
                            if e.pattern == "gathering"
                            and e.times
                            and names & {*(m.name for m in e.actors), e.place.place if e.place else ""}
                        ),
                        None,
                    )
                if other is not None and not other.times:
                    who = {m.name for m in other.actors}
                    other = next(
                        (
                            e
                            for e in reversed(before)
                            if e.pattern == other.pattern and e.times and who & {m.name for m in e.actors}
                        ),
                        None,
                    )
                if other is not None and other.times:
                    return other, side
        return None

    # -- when ----------------------------------------------------------------------------

    def _when(self, scene, event, before):
        """The dates that hang on the trigger, its verb, or a word that it hangs on in the same clause."""
        g, doc = scene.g, scene.doc
        anchors = [event.root]
        if event.verb is not None and event.verb != event.root:
            anchors.append(event.verb)
        below = [c for c in g.kids(event.root, "acl", "relcl", "prep")]
        below += [c for w, x in g.prepositions(event.root) if w == "of" for c in g.kids(x, "acl", "relcl")]
        for c in below:
            if g.lemma[c] in self.light or g.lemma[c] in HAPPENING:
                anchors.append(c)
                anchors.extend(g.kids(c, "xcomp"))
        got = self._dated(scene, anchors, event) or self._beside(scene, event)
        if not got:
            i = event.verb if event.verb is not None else event.root
            for _ in range(8):
                head = g.head[i]
                if head == i or g.dep[i] in ("relcl",) and g.is_verb(i) or g.dep[i] in ("ccomp", "parataxis", "appos"):
                    break
                if g.dep[i] == "pobj" and g.lower[head] in (
                    "since",
                    "after",
                    "before",
                    "despite",
                    "following",
                    "over",
                    "about",
                    "of",
                    "from",
                ):
                    break
                if g.dep[i] in ("nsubj", "nsubjpass", "poss"):
                    break
                i = head
                if statement_at(doc, i) is not event.statement:
                    break
                got = self._dated(scene, [i], event)
                if got and event.root != event.verb and self._another_between(scene, event, got[0][0]):
                    got = []
                if got:
                    break
        event.times = got
        if (
            event.verb is not None
            and g.lemma[event.verb] in ("start", "begin", "kick")
            and event.pattern == "visit"
            and len(got) == 1
        ):
            event.times = [(got[0][0], "since" if got[0][1] == "exact" else got[0][1])]
        if not got:
            event.around = self._around(scene, event, before)

    def _beside(self, scene, event):
        """A date right behind a noun dates it, whatever the parser hung it on: "his martial law attempt early last month"."""
        g = scene.g
        if event.root == event.verb:
            return []
        end = event.end
        while end < g.n and g.dep[end - 1] == "compound" and g.head[end - 1] >= end:
            end += 1
        for n, t in enumerate(scene.doc._.times):
            if (
                t.timex_type == "DATE"
                and 0 <= t.start - end <= 1
                and (t.start == end or g.pos[end] == "ADP" and g.lower[end] in ("on", "in", "from", "during", "at"))
            ):
                hook = scene.hook(t)
                if not (g.is_verb(hook) and g.lemma[hook] in ("say", "tell", "report", "announce", "add")):
                    return [(n, bound(g, t))]
        return []

    @staticmethod
    def _another_between(scene, event, n):
        """Another event noun between this one and the date, which it rather belongs to."""
        first = scene.doc._.times[n].start
        return any(event.root < r < first and not scene.g.is_verb(r) for r in scene.heads)

    def _dated(self, scene, anchors, event):
        g, times, out = scene.g, scene.doc._.times, []
        for a in anchors:
            for n in scene.times_on.get(a, ()):
                t = times[n]
                if t.timex_type == "DURATION":
                    event.length = event.length or days(t)
                elif t.timex_type == "DATE" or t.date_start is not None:
                    if all(n != m for m, _ in out):
                        out.append(
                            (
                                n,
                                "since"
                                if g.lemma[a] in ("begin", "start") and a != event.verb and g.tag[a] == "VBG"
                                else bound(g, t),
                            )
                        )
        if len(out) > 1:
            windowed = [o for o in out if times[o[0]].date_start or times[o[0]].date_end]
            out = (windowed or out)[:1] if not any(b in ("since", "until") for _, b in windowed) else windowed[:2]
        return out


def window(event: Event, times) -> tuple[date | None, date | None, str | None]:
    """First and last day of the window in which an event falls, and how fine the words are."""
    first = last = precision = None
    for n, side in event.times:
        t = times[n]
        if side in ("exact",):
            first, last, precision = t.date_start, t.date_end, t.precision
        elif side == "since":
            first, precision = t.date_start, precision or t.precision
        elif side == "until":
            last, precision = t.date_end, precision or t.precision
        elif side == "before" and t.date_start:
            last, precision = t.date_start - timedelta(days=1), precision or t.precision
        elif side == "after" and t.date_end:
            first, precision = t.date_end + timedelta(days=1), precision or t.precision
    if not event.times and event.around:
        other, side = event.around
        begin, end, _ = window(other, times)
        if side == "before" and begin:
            return None, begin - timedelta(days=1), "day"
        if side == "after" and end:
            return end + timedelta(days=1), None, "day"
    if event.length and event.length > 1:
        begins = any(side == "since" for _, side in event.times)
        if first and (begins or first == last):
            last, precision = first + timedelta(days=event.length - 1), "range"
    if first is None and last is None:
        return None, None, None
    if first and last and first > last:
        return None, None, None
    return first, last, precision
