"""When an event falls: which of a sentence's dates are its own, and the window that they give."""

from __future__ import annotations

from datetime import date, timedelta

from ..meanings import Range
from .attribution import statement_at
from .mending import SAYING
from .times import bound, days, event_window

# Nouns that are no events of the lexicon, and have dates of their own.
OWN_DATE = frozenset(
    "election vote poll referendum ceremony anniversary deadline crisis war coup accident earthquake flood festival match"
    " game trial hearing report statement article letter speech interview resolution year month week period".split()
)
RANKED = frozenset({"first", "second", "third", "highest", "biggest", "largest", "worst", "deadliest"})
SPEAKING = frozenset({"AGREE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})
BARRIERS = frozenset(
    {"since", "after", "before", "despite", "following", "over", "about", "of", "from", "until", "amid"}
)
PREPARING = frozenset({"prepare", "preparation", "arrange", "organise", "organize"})  # what comes before a meeting
PARTS = frozenset({"day", "round", "session", "week", "hour"})  # "a second day of talks on Monday"
NOT_NOW = frozenset({"cancelled", "denied", "hypothetical", "planned", "possible"})


def date_event(scene, event, events, triggers):
    """Set the event's dates: those that hang on it, on its verb, or on a word that it hangs on in the same clause."""
    anchors = [event.root]
    if event.verb is not None and event.verb != event.root and not _calls_off(event):
        anchors.append(event.verb)
    if event.root != event.verb:
        anchors += scene.g.kids(event.root, "poss")  # "the Nov. 18-19 leaders' meeting"
    anchors += below(scene.g, event.root, triggers)
    if event.verb is not None and scene.g.twin(event.verb) is not None:
        anchors.append(scene.g.twin(event.verb))
    if event.root == event.verb:  # "sent a delegation led by the minister to Canberra last week"
        g = scene.g
        anchors += [c for o in g.objects(event.root) for c in g.kids(o, "acl") if g.lemma[c] in ("lead", "head")]
    own = [a for a in dict.fromkeys((event.root, event.verb)) if a in anchors]
    event.times = _opens_and_ends(scene, event, anchors) or _dated(scene, own, event) or _dated(scene, anchors, event)
    event.times = event.times or _beside(scene, event) or _in_clause(scene, event)
    event.times = event.times or _when(scene, event)
    if not event.times:
        event.times = _from_above(scene, event, events)
    else:
        _give_up(scene, event, events)
    if event.root == event.verb and event.type in SPEAKING and event.status == "occurred":
        event.times = [(n, b) for n, b in event.times if not _to_come(scene.doc, n)]  # what is asked for is to come
    if (
        event.phase == "begin"
        and event.pattern == "visit"
        or event.phase == "end"
        and (event.length or event.pattern == "visit")
    ):
        side = "since" if event.phase == "begin" else "until"
        event.times = [(n, side if b == "exact" else b) for n, b in event.times]


def _in_clause(scene, event):
    """A date at the end of the clause that the parser hung on a noun within it: "ratified the treaty with Chad on Monday"."""
    g, times, todo = scene.g, scene.doc._.times, [event.root]
    while todo:
        i = todo.pop(0)
        for c in g.children[i]:
            if c < event.root or g.is_verb(c) or c in scene.heads:
                continue
            if (
                c not in scene.timed
                and g.lemma[c] in OWN_DATE
                or g.lower[c] in BARRIERS
                and g.lower[c] not in ("of", "about", "over")
            ):
                continue
            for n in scene.times_on.get(c, ()):
                t = times[n]
                if t.timex_type == "DATE" and t.start > c and t.date_start and not isinstance(t.meaning, Range):
                    return [] if _first_since(g, event, bound(g, t)) else [(n, bound(g, t))]
            if g.dep[c] in ("prep", "pobj", "dobj", "attr", "dative", "conj", "agent"):
                todo.append(c)
    return []


def _when(scene, event):
    """ "in 1971, when they signed an accord": the date that a "when" goes back to."""
    g, verb = scene.g, event.root if event.verb is None else event.verb
    word = next((c for c in g.children[verb] if g.lower[c] == "when" and c < verb), None)
    before = None if word is None else word - 1 - (g.text[word - 1] == ",")
    return [(n, "exact") for n, t in enumerate(scene.doc._.times) if t.end - 1 == before and t.timex_type == "DATE"]


def _give_up(scene, event, events):
    """ "refused to resume talks on Thursday": a day gone by is that of refusing, not of what was refused."""
    g = scene.g
    asked = event.verb if event.verb is not None and g.dep[event.verb] == "xcomp" else None
    asked = event.root if asked is None and g.dep[event.root] == "dobj" else asked
    over = None if asked is None else next((e for e in events if e.root == g.head[asked]), None)
    if over is None or over.times or over.type not in SPEAKING or event.tense == "past" or event.status not in NOT_NOW:
        return
    last = scene.doc._.times[event.times[-1][0]].date_end
    published = scene.doc._.published
    if last is not None and published is not None and last <= published and event.times[0][1] == "exact":
        over.times, event.times = event.times, []


def below(g, root, triggers):
    """The verbs of taking place under a noun: "talks that were due to open in Nairobi", "a summit to be held in May"."""
    out = []
    if g.is_verb(root):
        return out
    todo = [root]
    while todo:
        i = todo.pop()
        for c in g.children[i]:
            if (
                g.dep[c] in ("acl", "relcl")
                or i == root
                and g.tag[c] == "VBG"
                and g.dep[c] == "prep"
                or g.dep[c] in ("pcomp", "xcomp")
                and g.lower[i] == "due"
            ):
                verb = triggers.happens(g, c)
                if verb is not None:
                    out += [c, verb] if verb != c else [c]
            elif c > root and g.dep[c] in ("prep", "pobj", "appos", "conj", "nmod") and not g.is_verb(c):
                todo.append(c)
            elif c > root and g.lower[c] == "due":
                todo.append(c)
    return out


def _from_above(scene, event, events):
    g, doc = scene.g, scene.doc
    by_root = {e.root: e for e in events}
    i = event.root if event.verb is None or _calls_off(event) else event.verb
    for _ in range(8):
        head, dep = g.head[i], g.dep[i]
        if (
            head == i
            or dep in ("ccomp", "parataxis", "appos", "nsubj", "nsubjpass", "poss")
            or dep == "relcl"
            and g.is_verb(i)
        ):
            return []
        if dep == "pobj" and g.lower[head] in BARRIERS and g.lemma[g.head[head]] not in PARTS:
            return []
        if dep == "advcl" and any(
            (g.dep[c] == "mark" or g.tag[c] == "WRB") and g.lower[c] not in ("as", "while") for c in g.children[i]
        ):
            return []  # "met on Monday after he was elected"
        if dep in ("npadvmod", "dep") and not g.is_verb(i) and i not in scene.timed:
            return []
        if dep == "conj" and g.is_verb(i) and (g.child(i, "nsubj", "nsubjpass") is not None or g.auxiliaries(i)):
            if all(g.lower[c] != "there" for c in g.children[i]):
                return []  # "arrived on Monday and will leave": a clause with a subject or an auxiliary of its own
        if g.lemma[i] in PREPARING and event.root != i:
            return []  # "will meet on Sunday to prepare a summit"
        if i in scene.timed:  # "arrived Tuesday for talks", with "for" hung on the day
            on = [n for n, t in enumerate(doc._.times) if t.start <= i < t.end and t.timex_type == "DATE"]
            if on:
                return [(on[0], "exact")]
        i = head
        if statement_at(doc, i) is not event.statement or (
            g.lemma[i] in ("leave", "depart") and event.pattern != "visit"  # "left on Sunday for talks" on another day
        ):
            return []
        over = by_root.get(i)
        if over is not None and not over.times and over.root != over.verb:
            return []  # "welcomed on Friday their offer to withdraw": what the offer has not
        got = _dated(scene, [i], event)
        if got and event.root != event.verb and _another_between(scene, event, got[0][0]):
            got = []
        if got and _of_the_speech(scene, event, i, by_root.get(i), got):
            got = []
        if got and event.status == "occurred" and _to_come(doc, got[0][0]):
            got = []
        if (
            got
            and event.tense == "future"
            and event.status != "denied"
            and _gone(doc, got[0][0])
            and not (over is not None and over.pattern == "visit")
        ):
            got = []  # "extended the curfew on Monday but promised to hold talks"
        if got:
            return got
    return []


def _to_come(doc, n):
    """Whether a date lies after the day of publication: what has happened was not then ("in a deal brokered by")."""
    first = doc._.times[n].date_start
    return first is not None and doc._.published is not None and first > doc._.published


def _gone(doc, n):
    last = doc._.times[n].date_end
    return last is not None and doc._.published is not None and last < doc._.published


def _calls_off(event):
    """Whether the verb over an event calls it off: its date is then not the event's own."""
    return event.status == "cancelled" and event.cue is not None and event.cue[0] <= event.verb < event.cue[1]


def _of_the_speech(scene, event, i, over, got):
    """Whether a date is that of asking, agreeing or calling off, and not of what is asked, agreed or called off."""
    t = scene.doc._.times[got[0][0]]
    published = scene.doc._.published
    cue = event.cue is not None and event.cue[0] <= i < event.cue[1] and scene.g.lemma[i] != "fail"
    if over is not None and over.pattern == "visit":
        return False  # "arrived on Tuesday for talks"
    if (
        over is not None
        and scene.g.dep[event.root] == "advcl"
        and scene.g.tag[event.root] == "VBG"
        and event.type in SPEAKING
    ):
        return False  # "walked out in March, demanding that"
    if event.status == "occurred" and scene.g.lower[scene.g.head[event.root]] in ("at", "during"):
        return False  # "agreed at a meeting on July 2"
    told = over is not None and over.type == "SUPPORT" and event.type in SPEAKING and event.root != event.verb
    # "welcomed his offer"; but "adopted on Monday a resolution calling for"
    if not (over is not None and over.type in SPEAKING or told or cue and event.status in NOT_NOW):
        return False
    return t.start < event.start or t.date_end is None or published is None or t.date_end <= published


def _opens_and_ends(scene, event, anchors):
    """ "opens on Friday and ends on Sunday": both ends."""
    g = scene.g
    for a in anchors:
        if g.lemma[a] in ("begin", "start", "open"):
            for c in g.kids(a, "conj"):
                if g.lemma[c] in ("end", "close", "conclude", "run"):
                    first, last = _dated(scene, [a], event), _dated(scene, [c], event)
                    if first and last:
                        return [(first[0][0], "since"), (last[0][0], "until")]
    return []


def _beside(scene, event):
    """A date right behind a noun dates it, whatever the parser hung it on: "his martial law attempt early last month"."""
    g = scene.g
    if event.root == event.verb:
        return []
    end = event.end
    while end < g.n and g.dep[end - 1] == "compound" and g.head[end - 1] >= end:
        end += 1
    for n, t in enumerate(scene.doc._.times):
        if t.timex_type == "DATE" and 0 <= t.start - end <= 1:
            if t.start == end or g.pos[end] == "ADP" and g.lower[end] in ("on", "in", "from", "during", "at"):
                hook = scene.hook(t)
                if not (g.is_verb(hook) and g.lemma[hook] in SAYING):
                    return [(n, bound(g, t))]
    return []


def _another_between(scene, event, n):
    """Another event noun between this one and the date, which it rather belongs to."""
    first = scene.doc._.times[n].start
    return any(event.root < r < first and not scene.g.is_verb(r) for r in scene.heads)


def _dated(scene, anchors, event):
    g, times, out = scene.g, scene.doc._.times, []
    for a in anchors:
        for n in scene.times_on.get(a, ()):
            t = times[n]
            if t.timex_type == "DURATION":
                gone = g.lower[t.start - 1] in ("after", "following") if t.start else False  # "after two days of talks"
                event.length = event.length or (None if gone else days(t))
            elif (t.timex_type == "DATE" or t.date_start is not None) and all(n != m for m, _ in out):
                if bound(g, t) == "since" and RANKED & set(
                    g.lower[max(g.sentences[g.sentence[a]][0], t.start - 14) : t.start]
                ):
                    continue  # "the first visit by a minister since 1996"
                begins = g.tag[a] == "VBG" and g.lemma[a] in ("begin", "start", "commence") and a != event.verb
                owned = not g.is_verb(a) and t.end <= a  # "ahead of next week's summit": the summit is next week
                out.append((n, "since" if begins else "exact" if owned else bound(g, t)))
    if len(out) > 1:
        windowed = [o for o in out if times[o[0]].date_start or times[o[0]].date_end]
        both = any(b in ("since", "until") for _, b in windowed)
        return windowed[:2] if both else (windowed or out)[:1]
    return out


def _first_since(g, event, side):
    """ "their first meeting since May": the date is that of another meeting."""
    return side == "since" and any(
        g.lower[c] in ("first", "worst", "biggest", "second") for c in g.children[event.root]
    )


def _steps(scene, event, events):
    """ "arrive on Wednesday, one day before the summit": the summit is dated by the arrival."""
    g = scene.g
    prep = g.head[event.root]
    if g.dep[event.root] != "pobj" or g.lower[prep] not in ("before", "after", "ahead"):
        return None
    step = next((t for t in scene.doc._.times if t.end == prep), None)
    verb = g.verb_over(prep)
    other = next((e for e in events if e is not event and verb in (e.root, e.verb) and e.times), None)
    return (other, step) if step is not None and other is not None else None


def around(scene, event, events):
    """ "before the Munich conference": (the other event, before or after), where the article dates that one; else None."""
    g = scene.g
    if step := _steps(scene, event, events):
        return step
    anchors = [a for a in dict.fromkeys((event.root, event.verb)) if a is not None]
    while g.dep[anchors[-1]] in ("xcomp", "acomp") and g.head[anchors[-1]] != anchors[-1]:
        anchors.append(g.head[anchors[-1]])
    for c in (
        c for a in anchors for c in g.kids(a, "advcl")
    ):  # "walked out after troops had crossed the border on May 3"
        mark = g.child(c, "mark")
        other = next((e for e in events if e.root == c and e.times), None)
        if (
            mark is not None
            and other is not None
            and g.lower[mark] in ("before", "after")
            and mark - 1 not in scene.timed
        ):
            return other, g.lower[mark]
    for p in (p for a in anchors for p in g.kids(a, "prep")):
        word = g.lower[p]
        side = "before" if word in ("before", "ahead") else "after" if word in ("after", "following") else None
        if side is None or word == "ahead" and not g.kids(p, "prep"):
            continue
        tree = set(g.subtree(p))
        other = next((e for e in events if e.root in tree and e is not event), None)
        if other is None:
            other = _gathering_named(scene, tree, events)
        if other is not None and not other.times:
            who = {m.name for m in other.actors}
            told = [e for e in events if e.pattern == other.pattern and e.times and e.start < event.start]
            other = next((e for e in reversed(told) if who & {m.name for m in e.actors}), None)
        if other is not None and other.times and g.lemma[other.root] != "arrival":
            return other, side
    return None


def _gathering_named(scene, tree, events):
    """The gathering that a name in the phrase points back to: "before Munich"."""
    names = {n for x in tree for m in scene.by_root.get(x, ()) for n in (m.name, m.place) if n}
    for e in reversed(events):
        if (
            e.pattern == "gathering"
            and e.times
            and names & {*(m.name for m in e.actors), e.place.place if e.place else ""}
        ):
            return e
    return None


def window(event, times) -> tuple[date | None, date | None, str | None]:
    """First and last day of the window in which an event falls, and how fine the words are."""
    if not event.times and event.around:
        other, side = event.around
        begin, end, _ = window(other, times)
        if not isinstance(side, str):
            dated = event_window(side, begin) if begin and begin == end else None
            return (*dated, "day") if dated else (None, None, None)
        if side == "before":
            return (None, begin - timedelta(days=1), "day") if begin else (None, None, None)
        return (end + timedelta(days=1), None, "day") if end else (None, None, None)
    first = last = precision = None
    for n, side in event.times:
        t = times[n]
        precision = precision or t.precision
        if side == "exact":
            first, last, precision = t.date_start, t.date_end, t.precision
        elif side == "since":
            first = t.date_start
        elif side == "until":
            last = t.date_end
        elif side == "before" and getattr(t.meaning, "part", "") in ("end", "late"):
            last = t.date_end  # "before the end of the month"
        elif side == "before" and t.date_start:
            last = t.date_start - timedelta(days=1)
        elif side == "after" and t.date_end:
            first = t.date_end + timedelta(days=1)
    if event.length and event.length > 1 and event.type not in SPEAKING:
        more = timedelta(days=event.length - 1)
        if event.phase == "end" and last:
            first, precision = last - more, "range"
        elif first and (first == last or last is None):
            last, precision = first + more, "range"
    if first is None and last is None or first and last and first > last:
        return None, None, None
    return first, last, precision
