"""Events that point back: "the talks", "such a trip", "their visits" -> who took part in the one told before."""

from __future__ import annotations

from .above import DEFINITE
from .arguments import WITH, distinct
from .mending import SAYING
from .sides import MEDIATING

LEADERS = frozenset({"summit"})  # held by persons rather than by states
NO_OFFICE = frozenset("business opposition community industry religious church union student tribal rebel".split())
TALKS = frozenset({"talk", "negotiation", "discussion", "dialogue", "round"})
DEEDS = frozenset("attack assault raid killing violence bloodshed massacre incident strike".split())
BATTLES = frozenset({"clash", "fighting", "battle"})


def recall(scene, event, before):
    """A definite event without its participants is the last one of its kind: "the talks", "such talks", "the talks with Rubio"."""
    g, root = scene.g, event.root
    if event.type == "CONSULT":
        _add_host(scene, event, before)
        _add_guest(scene, event, before)
    if root == event.verb:
        return
    actors = distinct(event.actors)
    if len(actors) > 1 or event.recipients or event.session:
        return
    words = {g.lower[c] for c in g.children[root]}
    if (
        words & {"a", "an", "another", "other"}
        and "such" not in words
        or not words & DEFINITE
        and (g.dep[root] != "pobj" or g.lower[g.head[root]] == "for")
        and (actors or event.type != "CONSULT" or event.pattern != "mutual")
    ):
        return
    new = g.dep[root] != "pobj" or g.kids(root, "compound", "amod")
    same = any(e.type == "CONSULT" and len(e.actors) > 1 and g.sentence[e.root] == g.sentence[root] for e in before)
    if new and not words & DEFINITE and not actors and event.type == "CONSULT" and scene.dyad(root) and not same:
        return  # "Trade talks begin in May": rather of the two sides than those told before
    names = set() if _only_reports(g, root, actors) else {m.name for m in actors}
    told = before[::-1]
    if g.lemma[root] in TALKS:  # "the talks" are no summit told since
        told.sort(key=lambda e: g.lemma[e.root] not in TALKS or e.session)
    elif event.pattern == "gathering":  # "the summit" is rather the summit told before than a meeting told since
        told.sort(key=lambda e: g.lemma[e.root] != g.lemma[root])
    for e in told:
        if e.type != event.type or e.pattern == "visit" or e.mode == "phone" and event.mode != "phone":
            continue
        if g.lemma[e.root] in MEDIATING:
            continue  # who mediates is no side of the talks
        deed = g.lemma[root] in DEEDS or g.lemma[root] in BATTLES and words & DEFINITE
        alike = g.lemma[e.root] == g.lemma[root] or event.mode and e.mode == event.mode or deed
        if event.type != "CONSULT" and not alike:
            continue  # "the clashes" are the clashes, but "the talks" may be a meeting, "the arrests" who was detained
        theirs = {m.name for m in e.actors}
        if e.session and len(theirs) == 1 and g.lemma[root] in TALKS and event.pattern == "mutual":
            continue  # a body's session is a meeting, but no talks
        if event.pattern == "gathering":
            there, here = (x.place.country if x.place is not None else None for x in (e, event))
            if there and here and there != here:
                continue  # "the Bamako summit" is none that was held elsewhere
            if g.lemma[e.root] == g.lemma[root] and len(theirs) > 1 and not e.session and not names:
                event.actors = e.actors
                return
            held = [m for m in e.actors if m.kind == "body" and m.label in ("EVENT", "ORG")]
            if e.session and held:
                event.actors, event.session = [*event.actors, *held], True
                return
        elif theirs and (not names or len(names) == 1 and names < theirs):
            event.actors, event.recipients, event.session = e.actors, e.recipients, e.session
            if event.type == "ASSAULT" and event.pattern == "mutual":  # "the clashes" are those of both
                event.actors, event.recipients = distinct([*e.actors, *e.recipients]), []
            return
    pair = scene.dyad(root, "person") if names and event.type == "CONSULT" and event.pattern == "mutual" else []
    if names < {m.name for m in pair}:  # "At the meeting, Hu called on ..." after "Hu told visiting President Kibaki"
        event.actors = pair


def _only_reports(g, root, actors):
    """ "the spokesman told reporters after the meeting": who tells of it is not for that one who took part."""
    if g.dep[root] != "pobj" or g.lower[g.head[root]] not in ("after", "following"):
        return False
    verb = g.head[g.head[root]]
    return g.lemma[verb] in SAYING and [m.root for m in actors] == [g.subject(verb)]


def sides(scene, event):
    """ "Talks resume on Monday", "the summit": of the two sides that the article is about, where it names nobody."""
    g = scene.g
    if event.type != "CONSULT" or event.root == event.verb or event.actors or event.recipients or event.session:
        return
    proper = any(g.tag[c] == "NNP" and g.dep[c] in ("compound", "amod", "nmod") for c in g.children[event.root])
    lemma = g.lemma[event.root]
    if (event.pattern == "mutual" or lemma in LEADERS) and not proper:
        event.actors = scene.dyad(event.root, "person") if lemma in LEADERS else []
        event.actors = event.actors or scene.dyad(event.root)
        where = event.place.country if event.place is not None and lemma in LEADERS else None
        if where and where not in {m.country for m in event.actors}:
            event.actors = []  # "the summit in Japan" is none of two others


def _add_guest(scene, event, before):
    """ "A meeting with Minister B is planned for Monday": of whoever the sentence before sends to talks or on a visit."""
    g, root, others = scene.g, event.root, distinct(event.actors)
    if event.pattern != "mutual" or g.dep[root] not in ("nsubj", "nsubjpass") or not others or others[0].start < root:
        return
    if any(w == "between" for w, _ in g.prepositions(root)) or scene.possessors(root):
        return
    for e in reversed(before):
        if g.sentence[root] - g.sentence[e.root] > 1:
            return
        guest = e.actors[0] if e.type == "CONSULT" and e.actors else None
        if guest is not None and guest.kind == "person" and not {guest.name, guest.country} & {m.name for m in others}:
            event.actors = [guest, *event.actors]
            return


def _add_host(scene, event, before):
    """ "He will hold talks with military leaders" after "arrived in Yangon": the host's."""
    g, actors = scene.g, distinct(event.actors)
    if len(actors) != 1 or actors[0].kind != "person":
        return
    anchors = {a for a in (event.root, event.verb) if a is not None}
    partners = [x for a in anchors for w, x in g.prepositions(a) if w in WITH]
    private = {g.lower[c] for x in partners for c in g.kids(x, "amod", "compound")} & NO_OFFICE
    if not partners or private or any(not scene.is_role(x) for x in partners):
        return
    for e in reversed(before):
        if g.sentence[event.root] - g.sentence[e.root] > 2:
            return
        if e.pattern == "visit" and actors[0].name in {m.name for m in e.actors} and len(e.recipients) == 1:
            event.actors = [*event.actors, *e.recipients]
            return


def recall_visit(scene, event, before):
    """Who is visited; a bare "the visit" is the last one told of that visitor."""
    g = scene.g
    event.recipients = [m for m in event.recipients if m.kind != "place" or m.country]
    trips = [e for e in before if e.pattern == "visit" and e.actors]
    trips = [e for e in trips if e.place is None or e.place.country not in {m.country for m in e.actors}]  # not home
    words = {g.lower[c] for c in g.children[event.root]}
    if not event.recipients and event.root != event.verb:
        event.recipients = [
            m for m in scene.possessors(event.root) if m.kind in ("place", "state") and m.country and m.label != "NORP"
        ]
        event.recipients = [m for m in event.recipients if m not in event.actors]
    if "their" in words and g.tag[event.root] == "NNS" and len(trips) > 1:  # "their visits": of the last two visitors
        last = {}
        for e in reversed(trips):
            last.setdefault(e.actors[0].name, e)
        if len(last) > 1:
            second, first = list(last.values())[:2]
            event.actors, event.recipients = [first.actors[0], second.actors[0]], second.recipients
            return
    mine = {m.country for m in event.actors if m.country}
    event.recipients = [m for m in event.recipients if not m.country or m.country not in mine or m.kind == "person"]
    if event.recipients and event.actors:
        return
    names = {m.name for m in event.actors}
    if not names and words & {"a", "an"}:  # "A trip might follow": a new one, of whom the text speaks
        event.actors = _spoken_of(scene, event)
        return
    for e in reversed(trips):
        if not names or names & {m.name for m in e.actors}:
            event.actors = event.actors or e.actors
            if event.place is None or not event.place.country:
                event.recipients = event.recipients or e.recipients
            return
    if not event.recipients and event.place is None:
        event.recipients = _host(scene, event) or _other_side(scene, event)


def _spoken_of(scene, event):
    """The person who was last the subject of a sentence, if not one of the country visited."""
    g = scene.g
    hosts = {m.country for m in event.recipients if m.country}
    for m in reversed([m for m in scene.mentions if m.end <= event.start and m.kind == "person"]):
        if g.sentence[event.root] - g.sentence[m.start] > 2:
            break
        speaks = event.statement is not None and event.statement.cue[0] in g.up(m.root)
        speaks = speaks or "spokes" in (m.office or "").lower()  # who tells of a trip need not make it
        i = g.head[m.root] if g.dep[m.root] == "appos" else m.root
        if g.dep[i] in ("nsubj", "nsubjpass") and m.country not in hosts and not speaks:
            return [m]
    return []


def _host(scene, event):
    """ "arrived here for talks with Turkish leaders": the first state or person of another state in the sentence."""
    mine = {m.country for m in event.actors if m.country}
    number = scene.g.sentence[event.root]
    for m in scene.mentions:
        if (
            m.start > event.root
            and scene.g.sentence[m.start] == number
            and m.kind in ("state", "person", "body")
            and m.country
        ):
            if mine and m.country not in mine and m.label != "NORP":
                return [m if m.kind == "state" else _state(m)]
    return []


def _other_side(scene, event):
    """ "Vorachit's visit will help": to the other of the two states that the article is about."""
    mine = {m.country for m in event.actors}
    two = scene.dyad(event.root)
    apart = len(mine) == 1 and mine < {m.country for m in two}
    return [_state(m) for m in two if m.country not in mine] if apart else []


def _state(m):
    from .actors import Mention

    return Mention(m.start, m.end, m.root, m.label, "state", m.country, country=m.country)


def same_paper(scene, event, before):
    """ "They initialed a treaty. It is to be signed in May": by the same."""
    g = scene.g
    s = g.subject(event.verb)
    if s is None or g.lower[s] != "it" or not g.is_passive(event.verb):
        return
    told = (e for e in reversed(before) if e.type in ("SUPPORT", "AGREE") and len(e.actors) > 1)
    last = next(told, None)
    if last is not None and g.sentence[event.root] - g.sentence[last.root] == 1:
        event.actors = last.actors


def taking_place(event, before):
    """ "It could be held in May": who takes part in the meeting named before."""
    told = next((e for e in reversed(before) if e.type == "CONSULT" and e.pattern == event.pattern), None)
    if told is not None:
        event.actors, event.session = told.actors, told.session
