"""Where an event takes place: the most specific place that its clause names, or that the visit it hangs on carries."""

from __future__ import annotations

from .arguments import AT_PLACE, TO_PLACE
from .timing import PREPARING, below

LEADING = frozenset({"take", "include", "bring", "lead", "carry"})
TOPICAL = frozenset({"discuss", "negotiate", "debate", "review"})  # their objects take no part
BEYOND = {"PROTEST": ("through",), "ASSAULT": ("over",)}  # "marched through Bamako", "shot down over Tartus"
BY_PLACE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})  # what they are done to may be a place


def find_place(scene, event, before, triggers):
    """Set the event's place; of a visit, also its destinations as recipients."""
    g = scene.g
    visit = event.pattern == "visit"
    words = TO_PLACE if visit or event.type == "MOBILIZE" else AT_PLACE
    words = (*words, "of") if visit and g.lemma[event.root] == "tour" else words
    words = (*words, *BEYOND.get(event.type, ()))
    phrase = [x for j in range(event.start + 1, event.end) for x in g.kids(j, "pobj")]  # "took to the streets of Kiev"
    twin = None if event.verb is None else g.twin(event.verb)
    for anchor in dict.fromkeys(
        (event.root, *(() if visit else below(g, event.root, triggers)), event.verb, twin, *phrase)
    ):
        if anchor is None:
            continue
        found = scene.places(anchor, words)
        if anchor == event.verb == event.root and (visit or event.type in BY_PLACE):
            found = [p for o in g.objects(anchor) for p in scene.place_at(o)] + found
        if anchor in phrase:
            found = [p for w, x in g.prepositions(anchor) for p in scene.place_at(x)]
        if visit and g.lemma[anchor] in ("leave", "depart"):
            found = [p for w, x in g.prepositions(anchor) if w in ("for", "to") for p in scene.place_at(x)]
        if event.mode in ("expel", "deport", "withdraw"):  # "withdrew from the province"
            away = [p for w, x in g.prepositions(anchor) if w in ("from", "out of") for p in scene.place_at(x)]
            found = away + found
            if event.mode == "withdraw":
                event.recipients = [*event.recipients, *away]
        if event.root == event.verb and g.lemma[event.root] in TOPICAL and g.objects(event.root):
            own = {m.country for m in event.actors}  # "discussed violence in Algeria": of what, if none of theirs
            found = [p for p in found if p.kind != "state" or p.country in own]
        if found:
            event.place = found[0]
            event.recipients = [*event.recipients, *found] if visit else event.recipients
            return
    if visit and g.dep[event.root] == "pobj" and g.lower[g.head[event.root]] == "on":
        found = scene.places(g.head[g.head[event.root]], ("in", "at"))  # "spent a day in Lusaka on a visit"
        if found:
            event.place, event.recipients = found[0], [*event.recipients, found[0]]
            return
    if event.place is not None:
        return
    if visit and event.root != event.verb:
        found = [
            m for c in g.kids(event.root, "compound", "nmod", "amod") for m in scene.place_at(c)
        ]  # "a Middle East tour"
        told = [
            m for c in g.kids(event.root, "relcl", "acl") if g.lemma[c] in LEADING for m in scene.places(c, TO_PLACE)
        ]
        if found or told:
            event.place = (found or told)[0]
            event.recipients = [*event.recipients, *found, *told]
            return
    found = []
    if event.type == "CONSULT":  # "the Johannesburg meeting"
        found = [
            m
            for c in g.kids(event.root, "compound", "nmod")
            for m in scene.place_at(c)
            if m.kind == "place" or not m.is_government
        ]
    if found:
        event.place = found[0]
        return
    if not visit:
        event.place = _from_above(scene, event, before)
        if event.place is None and any(g.lower[c] == "there" and g.dep[c] == "advmod" for c in g.children[event.root]):
            near = [e.place for e in before if e.place is not None and g.sentence[e.root] == g.sentence[event.root]]
            event.place = near[-1] if near else None  # "will address a forum in Davos and meet Mr Lee there"


def _from_above(scene, event, before):
    g = scene.g
    i = event.verb if event.verb is not None else event.root
    for _ in range(6):
        dep = g.dep[i]
        if dep == "relcl" and any(g.lower[c] == "where" for c in g.children[i]):  # "in Johannesburg, where they meet"
            found = scene.place_at(g.head[i])
            return found[0] if found else None
        if dep == "relcl":  # "a stay in Washington, which includes talks"
            trip = next((e for e in before if e.root == g.head[i] and e.pattern == "visit"), None)
            return trip.place if trip is not None else None
        if g.head[i] == i or dep in ("ccomp", "parataxis", "nsubj", "nsubjpass", "appos"):
            return None
        if dep == "advcl" and any(g.dep[c] == "mark" for c in g.children[i]):
            return None
        if dep == "conj" and g.is_verb(i) and g.child(i, "nsubj", "nsubjpass") is not None:
            return None
        if g.lemma[i] in PREPARING and i != event.root:
            return None  # "met in Arica to prepare a summit"
        i = g.head[i]
        over = next((e for e in before if e.root == i or e.pattern == "visit" and e.verb == i), None)
        if over is not None and over.place is not None and (over.pattern == "visit" or dep == "conj"):
            return over.place
        if g.is_verb(i) and (over is None or over.type == event.type):
            found = scene.places(i, AT_PLACE)
            if found:
                return found[0]
    return None
