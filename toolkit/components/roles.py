"""Who does it to whom, by the pattern of the trigger; and where."""

from __future__ import annotations

from .actors import Mention
from .arguments import AT_PLACE, TO_PLACE, WITH, distinct

LEADING = frozenset({"take", "include", "bring", "lead", "carry"})
BY_PLACE = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})  # what they are done to may be a place
TOPICAL = frozenset({"discuss", "negotiate", "debate", "review"})


def fill(scene, event, before) -> bool:
    """Set actors, recipients and place; False where no political actor takes part, so that there is no row."""
    g = scene.g
    verb = event.verb
    subject = _subject(scene, event)
    preps = tuple(p for p in event.row["preposition"].split("; ") if p)
    if event.root == verb:
        _verb(scene, event, subject, preps)
    else:
        _noun(scene, event, subject, preps)
    _place(scene, event, before)
    if event.pattern == "visit":
        _destination(scene, event, before)
    _recall(scene, event, before)
    if event.pattern in ("mutual", "gathering") and event.type == "CONSULT":
        event.actors = distinct([*event.actors, *event.recipients])
        event.recipients = []
    if event.type == "PROTEST" and any(m.kind == "group" for m in event.actors):
        event.actors = [m for m in event.actors if m.kind == "group"]
    if event.type == "MOBILIZE":  # a state's own forces are no other side
        event.recipients = [m for m in event.recipients if m.country not in {a.country for a in event.actors}]
    event.actors = distinct(event.actors)
    names = {m.name for m in event.actors}
    event.recipients = [m for m in distinct(event.recipients, states=True) if m.name not in names]
    if event.type == "CONSULT":
        event.mode = _mode(scene, event)
    del g
    if event.pattern == "visit" and not event.actors:
        return False
    return bool(event.actors or event.recipients)


def _subject(scene, event):
    """The actors that the clause's subject names, followed through control and coordination."""
    g, verb = scene.g, event.verb
    if verb is None:
        return []
    if g.is_passive(verb):
        agent = g.child(verb, "agent")
        return [m for p in g.kids(agent, "pobj") for m in scene.people(p)] if agent is not None else []
    i = g.subject(verb)
    if i is None or i == event.root:
        return []
    return speaker(scene, event, scene.people(i), i)


def speaker(scene, event, people, i):
    """ "I" and "we" in a quotation are whoever is quoted."""
    g, s = scene.g, event.statement
    if people or i is None or g.lower[i] not in ("i", "we", "us", "me", "our", "my") or s is None or s.source is None:
        return people
    a, b = s.source
    return [m for m in scene.mentions if m.start < b and m.end > a and m.kind in ("person", "state", "body")][:1]


def _verb(scene, event, subject, preps):
    g, verb, pattern = scene.g, event.verb, event.pattern
    passive = g.is_passive(verb)
    if passive:
        patient = g.child(verb, "nsubjpass")
        if patient is None and g.dep[verb] == "acl":
            patient = g.head[verb]
        if patient is None:
            patient = g.subject(verb)
        objects = scene.people(patient)
    else:
        objects = [m for o in g.kids(verb, "dobj", "obj", "dative") for m in scene.people(o)]
    if pattern == "mutual":
        partners = scene.prepositional(verb, preps or WITH)
        for c in g.kids(
            verb, "dobj", "npadvmod", "advmod", "acomp"
        ):  # "meet one-on-one with", "discuss the crisis with"
            partners += scene.prepositional(c, ("with",))
        if event.row["object"] or g.lemma[verb] in TOPICAL and not passive:
            objects = []  # what is signed, exchanged or discussed takes no part
        event.actors = [*subject, *objects, *partners]
    elif pattern == "visit":
        event.actors = objects if passive else subject
        if not passive and g.lemma[verb] not in ("leave", "depart"):
            event.recipients = objects
    elif pattern == "self":
        event.actors = subject or (objects if passive else [])
        event.recipients = scene.prepositional(verb, preps) if preps else []
        if subject and not passive and not preps:
            event.recipients = []
    elif pattern == "toward":
        event.actors = subject
        event.recipients = scene.prepositional(verb, preps) or objects
        if not event.recipients:  # "promised normal ties with Pakistan"
            event.recipients = [m for o in g.objects(verb) for m in scene.prepositional(o, preps)]
    elif pattern == "gathering":
        event.actors = [*subject, *objects]
    else:  # directed, patient, ask
        event.actors = subject
        event.recipients = objects or (scene.prepositional(verb, preps) if preps else [])
        if not event.recipients and pattern == "ask":
            for c in g.kids(verb, "ccomp", "xcomp"):
                inner = g.child(c, "nsubj", "nsubjpass")
                event.recipients = scene.people(inner) if inner is not None else []


def _noun(scene, event, subject, preps):
    root, pattern = event.root, event.pattern
    mine = scene.possessors(root)
    by = scene.prepositional(root, ("by",))
    of = scene.prepositional(root, ("of",))
    if pattern in ("mutual", "gathering"):
        partners = scene.prepositional(root, tuple(p for p in preps if p in WITH or p == "to") or WITH)
        if event.verb is not None and event.verb != root:
            partners += scene.prepositional(event.verb, WITH)
        event.actors = [*mine, *of, *by, *partners]
        sides = {m.country or m.name for m in event.actors}
        if len(sides) < 2 or partners and not mine and not of:
            event.actors = [*subject, *event.actors] or event.actors
        if not subject and len(sides) < 2 and (event.type == "CONSULT" or not event.actors):
            event.actors = [*_above(scene, event), *event.actors]
        if any(
            scene.g.tag[c] == "NNS" and scene.g.dep[c] in ("poss", "compound", "nmod") for c in scene.g.children[root]
        ):
            event.actors = [state_of(m) for m in event.actors]  # "a foreign ministers' meeting": the states
        if pattern == "gathering" or event.type == "CONSULT":
            event.actors += _bodies(scene, event)
        if event.type != "CONSULT":
            event.recipients = scene.prepositional(root, ("on", "against"))
    elif pattern == "visit":
        event.actors = (
            by
            or [m for m in mine if m.kind != "place"]
            or [m for m in of if m.kind == "person"]
            or subject
            or _above(scene, event)
        )
    elif pattern == "patient":
        event.recipients = of or mine
        event.actors = by or (mine if of else []) or (subject if event.verb is not None else [])
    else:
        targets = scene.prepositional(root, preps or ("on", "against", "to", "with", "over", "upon"))
        event.actors = by or mine or subject or _above(scene, event)
        event.recipients = targets or ([m for m in of] if by or mine else [])
        if not event.actors and of and not targets:
            event.actors = of


def state_of(m):
    """A ministry stands for its state where ministers meet."""
    return (
        Mention(m.start, m.end, m.root, m.label, "state", m.country, country=m.country)
        if m.kind == "body" and m.country
        else m
    )


def _above(scene, event):
    """The actors of the clause that a bare noun hangs in: "arrived for talks", "including a meeting", "a stay which includes talks"."""
    g, i = scene.g, event.root
    for _ in range(8):
        if g.head[i] == i:
            return []
        if g.dep[i] in ("nsubj", "nsubjpass") and g.is_verb(g.head[i]):
            return []
        i = g.head[i]
        if g.is_verb(i) and g.dep[i] not in ("aux", "auxpass"):
            if g.dep[i] == "relcl":
                i = g.head[i]
                continue
            s = g.subject(i)
            people = speaker(scene, event, scene.people(s), s) if s is not None else []
            if people and event.pattern != "visit":  # "is consulting with the US to arrange a meeting"
                over = i
                while g.dep[over] in ("advcl", "xcomp", "acl") and g.head[over] != over:
                    over = g.head[over]
                    if g.is_verb(over):
                        people = [*people, *scene.prepositional(over, ("with",), deep=False)]
            if people:
                return people
            if s is not None and not g.is_passive(i):
                return []
        elif g.pos[i] == "NOUN":
            people = [m for m in scene.possessors(i) if m.kind in ("person", "state", "body")]
            if people:
                return people
    return []


def _bodies(scene, event):
    """The body whose session it is: "the summit of the Asia-Pacific Economic Cooperation forum", "the APEC summit"."""
    g = scene.g
    out = []
    span = range(event.start, event.end)
    near = [
        *g.kids(event.root, "compound", "nmod", "amod", "poss", "appos"),
        *[x for w, x in g.prepositions(event.root) if w in ("of", "for")],
    ]
    for x in near:
        inner = [x, *g.kids(x, "compound", "poss", "nmod")]
        for y in inner:
            m = scene.at.get(y)
            if m is not None and m.kind in ("event", "body") and m.label:
                out.append(m)
    own = scene.at.get(event.root)
    if own is not None and own.kind == "event" and own.root in span:
        out.append(own)
    return [Mention(m.start, m.end, m.root, m.label, "body", m.name, country=None) for m in out]


def _recall(scene, event, before):
    """A definite event without its participants is the last one of its kind: "the talks", "such talks", "the talks with Rubio"."""
    g, root = scene.g, event.root
    if root == event.verb or event.pattern == "visit":
        return
    actors = distinct(event.actors)
    if len(actors) > 1 or event.recipients:
        return
    words = {g.lower[c] for c in g.children[root]}
    if (
        words & {"a", "an", "another", "other"}
        or not words & {"the", "such", "this", "these", "that", "those", "their", "his", "her"}
        and g.dep[root] != "pobj"
    ):
        return
    names = {m.name for m in actors}
    for e in reversed(before):
        if e.type != event.type or e.pattern == "visit" or e.mode == "phone" and event.mode != "phone":
            continue
        theirs = {m.name for m in e.actors}
        if event.pattern == "gathering":
            bodies = [m for m in e.actors if m.kind == "body"]
            if e.pattern == "gathering" and bodies:
                event.actors = [*event.actors, *bodies]
                return
        elif not names or len(names) == 1 and names < theirs:
            event.actors = e.actors
            event.recipients = e.recipients
            return


# -- where -----------------------------------------------------------------------------


def _place(scene, event, before):
    """The most specific place that the clause names, or that the visit it hangs on carries."""
    g = scene.g
    words = TO_PLACE if event.pattern == "visit" or event.type == "MOBILIZE" else AT_PLACE
    for anchor in dict.fromkeys((event.root, event.verb)):
        if anchor is None:
            continue
        found = scene.places(anchor, words)
        if anchor == event.verb == event.root and (event.pattern == "visit" or event.type in BY_PLACE):
            found = [p for o in g.objects(anchor) for p in scene.place_at(o)] + found
        if event.pattern == "visit" and g.lemma[anchor] in ("leave", "depart"):
            found = [p for w, x in g.prepositions(anchor) if w in ("for", "to") for p in scene.place_at(x)]
        if found:
            event.place = found[0]
            event.recipients = [*event.recipients, *found] if event.pattern == "visit" else event.recipients
            return
    if event.pattern == "visit" and event.root != event.verb:
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
    for c in g.kids(event.root, "acl", "relcl"):
        found = scene.places(c, AT_PLACE) + [p for x in g.kids(c, "xcomp") for p in scene.places(x, AT_PLACE)]
        if found:
            event.place = found[0]
            return
    if event.pattern == "visit":
        return
    i = event.verb if event.verb is not None else event.root
    for _ in range(6):
        if g.head[i] == i or g.dep[i] in ("relcl", "ccomp", "parataxis", "nsubj", "nsubjpass") or g.dep[i] == "appos":
            return
        i = g.head[i]
        trip = next((e for e in before if e.root == i or e.pattern == "visit" and e.verb == i), None)
        if trip is not None and trip.place is not None:
            event.place = trip.place
            return
        if g.is_verb(i):
            found = scene.places(i, AT_PLACE)
            if found:
                event.place = found[0]
                return


def _destination(scene, event, before):
    """Who is visited; a bare "the visit" is the last one told of that visitor."""
    g = scene.g
    mine = {m.country for m in event.actors if m.country}
    if not event.recipients:
        hosts = (
            [m for m in scene.possessors(event.root) if m.kind in ("place", "state") and m.country]
            if event.root != event.verb
            else []
        )
        event.recipients = hosts
    trips = [e for e in before if e.pattern == "visit" and e.actors]
    words = {g.lower[c] for c in g.children[event.root]}
    if "their" in words and g.tag[event.root] == "NNS" and len(trips) > 1:  # "their visits": the last two visitors'
        last = {}
        for e in reversed(trips):
            last.setdefault(e.actors[0].name, e)
        pair = list(last.values())[:2][::-1]
        if len(pair) == 2:
            event.actors = [pair[0].actors[0], pair[1].actors[0]]
            event.recipients = pair[-1].recipients
            return
    if (
        "such" in words and len(event.actors) == 1 and event.actors[0].kind == "state"
    ):  # "the first such trip by the top diplomat"
        same = next((e for e in reversed(trips) if e.actors[0].country == event.actors[0].country), None)
        if same is not None:
            event.actors, event.recipients = same.actors, same.recipients
            return
    if event.recipients and event.actors:
        return
    names = {m.name for m in event.actors}
    for e in reversed(before):
        if e.pattern == "visit" and (not names or names & {m.name for m in e.actors}):
            event.actors = event.actors or e.actors
            event.recipients = event.recipients or e.recipients
            return
    if not event.recipients:  # "arrived here for talks with Turkish leaders"
        verb = event.verb if event.verb is not None else event.root
        for j in g.subtree(verb):
            for m in scene.by_root.get(j, ()):
                if m.kind == "state" and m.country and m.country not in mine and g.lower[g.head[j]] in ("with", "by"):
                    event.recipients = [m]
                    return


# -- mode ------------------------------------------------------------------------------


def _mode(scene, event):
    from .events import MANY_SIDES, REMOTE, SIDELINES

    g = scene.g
    if event.mode == "visit" or event.pattern == "visit":
        return event.mode or "visit"
    near = [*g.children[event.root], *(g.children[event.verb] if event.verb is not None else ())]
    words = {g.lower[j] for j in near} | {g.lower[x] for j in near for x in g.children[j]}
    words |= {g.lower[j] for j in range(event.start, event.end)}
    if words & REMOTE:
        return "phone"
    if words & SIDELINES:
        return "third-party"
    if words & MANY_SIDES or any(
        f"{a}-{b}" in MANY_SIDES or f"{a}{b}" in MANY_SIDES for a, b in zip(words, words, strict=True)
    ):
        return "multilateral"
    sides = {m.country or m.name for m in event.actors if m.kind in ("state", "person")}
    if len(sides) >= 3 and all(m.country for m in event.actors):
        return "multilateral"
    if any(m.kind == "body" and not m.country for m in event.actors) and event.pattern == "gathering":
        return "multilateral"
    return event.mode
