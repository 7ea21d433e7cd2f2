"""Who did what a noun tells of, where the words around it say so: "by", "carried out by", "blamed on", "accused of"."""

from __future__ import annotations

from .above import speaks_for
from .actors import Mention

DOING = frozenset(
    "carry claim stage launch mount wage lead call organize organise commit conduct perpetrate execute order impose declare"
    " make issue undertake plan plot inflict direct initiate file bring begin start blame attribute".split()
)
BLAMED = frozenset({"blame", "attribute", "pin"})
SPOKEN = frozenset({"REQUEST", "ACCUSE", "THREATEN", "PROTEST"})
OBJECTS = ("of", "on", "against", "to", "for", "from")
ADMITTING = frozenset({"claim", "admit", "acknowledge", "accept", "take", "assume", "bear"})
ACCUSING = frozenset({"accuse", "blame", "suspect"})


def by_whom(scene, root, kind):
    """ "an attack by rebels", "the arrest of two reporters by the police", "a raid claimed by rebels", "an attack blamed on them"."""
    g = scene.g
    words = ("by", "from") if kind in SPOKEN else ("by",)  # "an appeal from the president"
    out = scene.prepositional(root, words)
    if kind == "PROTEST":  # "protests from landowners and their tenants"
        whom = [x for w, x in g.prepositions(root) if w in words and g.tag[x] == "NNS" and x not in scene.by_root]
        crowd = [Mention(x, x + 1, x, "", "group", g.lower[x]) for x in whom]
        out = sorted([m for m in out if not any(m.root in g.subtree(x) for x in whom)] + crowd, key=lambda m: m.start)
    if not out:  # the parser hangs "by" on the nearest noun
        inner = [x for w, x in g.prepositions(root) if w in OBJECTS and not scene.by_root.get(g.head[x])]
        inner = [x for x in inner if x not in scene.heads]
        out = [m for x in inner for m in scene.prepositional(x, ("by",))]
    for c in g.kids(root, "acl", "relcl"):
        if out or g.lemma[c] not in DOING or not g.is_passive(c):
            continue
        if g.lemma[c] in BLAMED:
            out = scene.prepositional(c, ("on", "to"))
        else:
            agent = g.agent(c)
            out = [m for p in g.kids(agent, "pobj") for m in scene.people(p)] if agent is not None else []
    return out


def accused(scene, noun):
    """ "accused the North of the attack", "blamed rebels for the raid", "claimed responsibility for it": who is said to have done it."""
    g = scene.g
    if g.dep[noun] != "pobj" or g.lower[g.head[noun]] not in ("of", "for", "behind"):
        return []
    over = g.head[g.head[noun]]
    if g.lower[g.head[noun]] == "behind":  # "said rebels were behind the attack"
        return scene.people(g.subject(over)) if g.lemma[over] in ("be", "stand") else []
    if (
        g.lemma[over] == "responsibility"
        and g.dep[over] in ("dobj", "nsubjpass")
        and g.lemma[g.head[over]] in ADMITTING
    ):
        verb = g.head[over]
        if g.dep[over] == "dobj":  # "Fatah spokesman Nasser claimed responsibility": for whom he speaks
            said = scene.people(g.subject(verb))
            return [(speaks_for(scene, m) if m.kind == "person" else None) or m for m in said]
        agent = g.agent(verb)
        return [m for p in g.kids(agent, "pobj") for m in scene.people(p)] if agent is not None else []
    verb = over if g.is_verb(over) else g.head[over]
    if g.lemma[verb] not in ACCUSING:
        return []
    return [m for o in g.objects(verb) for m in scene.people(o)]


def addressed(scene, noun):
    """ "the charge that Eritrea armed them", "a call for Chad to act": who is charged or asked."""
    g = scene.g
    whom = [x for c in g.kids(noun, "acl", "ccomp", "advcl") for x in g.kids(c, "nsubj")]
    if any(g.tag[c] == "VB" for c in g.kids(noun, "advcl", "acl", "relcl")):
        whom += [x for w, x in g.prepositions(noun) if w == "for"]
    return [m for x in whom for m in scene.people(x)]
