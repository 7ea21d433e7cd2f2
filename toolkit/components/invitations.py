"""Who invites and asks whom: "accepted an invitation to visit Rabat", "his invitation to the king", "no request had come"."""

from __future__ import annotations

GIVING = frozenset("extend issue send give offer deliver renew repeat".split())
TAKING = frozenset("accept decline reject refuse receive consider get welcome have".split())


def invited(scene, event, host):
    """ "accepted an invitation to visit Rabat": whoever accepts it is asked, by the host or by whoever rules there."""
    g, root = scene.g, event.root
    if g.dep[root] == "pobj" and g.lower[g.head[root]] in ("at", "on"):  # "came at the invitation of"
        verb = g.verb_over(root)
        patient = None if verb is None else g.child(verb, "nsubjpass")
        guest = [] if verb is None else scene.people(g.subject(verb) if patient is None else patient)
        event.actors = host
        event.recipients = [m for m in guest if m.name not in {x.name for x in host}]
        return
    verb = g.verb_over(root) if g.dep[root] in ("dobj", "nsubjpass") else None
    guest = scene.prepositional(root, ("for",))
    guest = guest or [m for m in scene.prepositional(root, ("to",)) if m.kind == "person" or m.office]
    if not guest and verb is not None and g.lemma[verb] in TAKING:
        guest = scene.people(g.subject(verb))
    if not host and verb is not None and g.lemma[verb] in GIVING:
        host = scene.people(g.subject(verb))
        guest = guest or scene.prepositional(verb, ("to",)) + [
            m for c in g.kids(verb, "dative") for m in scene.people(c)
        ]
    if not host:
        trips = [c for c in g.kids(root, "acl") if g.lemma[c] in ("visit", "come", "travel")]
        goals = [p for c in trips for o in g.objects(c) for p in scene.place_at(o)]
        given = [c for x in (root, *g.subtree(root)) for c in g.kids(x, "relcl") if g.lemma[c] in GIVING]
        host = [m for c in given for m in scene.people(g.subject(c))][:1]
        goals += [p for x in (root, *trips) for w, y in g.prepositions(x) if w == "to" for p in scene.place_at(y)]
        host = host or [m for m in goals if m.country][:1]
    event.actors = host
    event.recipients = [m for m in guest if m.name not in {x.name for x in host}]


def comes_from(scene, event, spoken):
    """ "No request had come from Delhi": whose it is; it comes to whoever tells of it."""
    g, verb = scene.g, scene.g.head[event.root]
    if event.type not in spoken or g.dep[event.root] != "nsubj" or g.lemma[verb] not in ("come", "arrive"):
        return []
    whose = scene.prepositional(verb, ("from",))
    said = event.statement
    if whose and not event.recipients and said is not None and said.source is not None:
        a, b = said.source
        told = [m for m in scene.mentions if a <= m.start < b and m.country]
        event.told_to = [m for m in told if m.country != whose[0].country][:1]
    return whose
