"""Who acts in the clauses that a noun hangs in: "arrived for talks", "in talks to arrange a meeting"; and who is "I" and "we"."""

from __future__ import annotations

from .actors import Mention

ARRANGING = frozenset("arrange prepare organise organize broker mediate rescue save".split())
DEFINITE = frozenset("the such this these that those their his her its".split())
ASKING = frozenset({"request", "offer", "invitation", "call", "appeal", "proposal", "demand"})


def speaker(scene, event, people, i):
    """ "I" and "we" in a quotation are whoever is quoted."""
    g, s = scene.g, event.statement
    if people or i is None or g.lower[i] not in ("i", "we", "us", "me", "our", "my") or s is None or s.source is None:
        return people
    a, b = s.source
    said = [m for m in scene.mentions if m.start < b and m.end > a and m.kind in ("person", "state", "body")]
    said = ([m for m in said if m.kind == "person"] or said)[:1]
    if said and said[0].kind == "person" and "spokes" in (said[0].office or "").lower():
        body, country = speaks_for(scene, said[0]), said[0].country
        if body is not None:  # a spokesman's "we" is the body or the state
            return [Mention(i, i + 1, i, "", body.kind, body.name, country=body.country)]
        if country:
            return [Mention(i, i + 1, i, "", "state", country, country=country)]
    return said


def speaks_for(scene, person):
    """ "Fatah spokesman Ahmed Assaf", "a Hamas spokesman, Khalil Nofal": the body named right before who speaks for it."""
    g = scene.g
    for m in scene.mentions:
        if m.name == person.name and m.label:
            for j in range(max(m.start - 4, 0), m.start):
                body = scene.at.get(j)
                if body is not None and body.kind == "body" and body.label and body.end <= m.start:
                    if any(g.lemma[k].startswith("spokes") for k in range(body.end, m.start)):
                        return body
    return None


def arranged_with(scene, i):
    """ "is consulting with the US to arrange a meeting", "is in talks with Washington to hold": the other side."""
    g, out = scene.g, []
    while g.dep[i] in ("advcl", "xcomp", "acl") and g.head[i] != i:
        i = g.head[i]
        if g.is_verb(i) or g.pos[i] == "NOUN":
            out += scene.prepositional(i, ("with",), deep=False)
    return out


def arranges(scene, event, verb, people):
    """Those who take part of whom a verb says that they arrange a meeting: who is no side of the story only arranges."""
    if scene.g.lemma[verb] not in ARRANGING or event.type != "CONSULT":
        return people
    ours = {x.country for x in scene.dyad(event.root)}
    return [m for m in people if not ours or m.country in ours]


def above(scene, event):
    """The actors of the clause that a bare noun hangs in: "arrived for talks", "including a meeting", "a stay which includes talks"."""
    g, i = scene.g, event.root
    if event.pattern == "gathering" and g.dep[i] == "pobj" and g.lower[g.head[i]] == "of":
        return []  # "on the sidelines of a summit"
    for _ in range(8):
        if g.head[i] == i or g.dep[i] in ("nsubj", "nsubjpass") and g.is_verb(g.head[i]):
            return []
        new = i == event.root and event.pattern == "mutual" and not {g.lower[c] for c in g.children[i]} & DEFINITE
        if g.dep[i] == "pobj" and g.lower[g.head[i]] in ("before", "since", "ahead", "despite") and not new:
            return []
        below, i = g.lower[i], g.head[i]
        if g.is_verb(i) and g.dep[i] not in ("aux", "auxpass"):
            if g.dep[i] == "relcl":
                who = g.child(i, "nsubj")
                i = g.head[i]
                people = scene.people(i) if who is not None and g.lower[who] == "who" else []
                if people:  # "Kalonda, who spent a day in Lusaka on a visit"
                    return people
                continue
            if g.tag[i] == "VBN" and g.dep[i] == "acl" and below in ("after", "during", "following"):
                return []  # "monitor a deal clinched after talks"
            s = g.subject(i)
            people = speaker(scene, event, scene.people(s, deep=g.tag[s] != "NN"), s) if s is not None else []
            people = arranges(scene, event, i, people)
            if people and g.lemma[i] == "invite" and event.pattern != "visit":  # "invited the guerrillas to talks"
                people = [*people, *(m for o in g.objects(i) for m in scene.people(o))]
            said = event.statement
            during = g.dep[event.root] == "pobj" and g.head[g.head[event.root]] == i and event.status != "hypothetical"
            if said is not None and said.cue[0] <= i < said.cue[1] and not during:
                return []  # whoever says it need not take part; who "said in a meeting" did
            if people and event.pattern != "visit":
                people = [*people, *arranged_with(scene, i)]
            if people or s is not None and not g.is_passive(i):
                return people
        elif g.pos[i] == "NOUN":
            people = [m for m in scene.possessors(i) if m.kind in ("person", "state", "body")]
            people += [m for m in scene.prepositional(i, ("with",), deep=False) if people and event.type == "CONSULT"]
            if people and g.lemma[i] in ASKING and event.type == "CONSULT" and event.pattern != "visit":
                asked = _subject_of(scene, event, i)  # "accepted Levy's request for a meeting"
                return [*people, *asked]
            if people:
                return people
    return []


def _subject_of(scene, event, i):
    g = scene.g
    verb = g.verb_over(i)
    s = g.subject(verb) if verb is not None and g.dep[i] in ("dobj", "nsubjpass") else None
    return speaker(scene, event, scene.people(s), s) if s is not None else []
