"""How people meet: a visit, by phone, in a round of many, on the sidelines or on somebody else's ground."""

from __future__ import annotations

from .arguments import acts
from .conferences import GATHERINGS
from .sides import MEDIATING

REMOTE = frozenset("phone telephone video videolink videoconference teleconference hotline".split())
MANY_SIDES = ("multilateral", "trilateral", "quadrilateral", "tripartite", "three-way", "four-way", "five-way", "six-way",
              "three-party", "four-party", "five-party", "six-party", "four-nation", "three-nation", "six-nation")  # fmt: skip
ATTENDING = frozenset({"attend", "join", "address", "participate", "skip"})
BESIDE = frozenset("sideline sidelines margin margins mediation auspices mediated mediating mediator mediators".split())


def mode_of(scene, event):
    """The mode of a CONSULT, read from its own clause and from how many take part."""
    g = scene.g
    if event.pattern == "visit":
        return event.mode or "visit"
    near = [
        *g.children[event.root],
        *(g.children[event.verb] if event.verb is not None else ()),
        *range(event.start, event.end),
    ]
    near += [x for a in (event.root, event.verb) if a is not None for w, x in g.prepositions(a) if w == "in"]
    words = {g.lower[j] for j in near} | {g.lower[x] for j in near for x in g.children[j]}
    if words & REMOTE or event.mode == "phone":
        return "phone"
    beside = [
        x for a in (event.root, event.verb) if a is not None for w, x in g.prepositions(a) if w in ("at", "during")
    ]
    if words & {"separate", "separately", "bilateral"}:
        return event.mode
    if (
        words & BESIDE
        or g.lemma[event.root] in MEDIATING
        or event.pattern == "mutual"
        and any(g.lemma[x] in GATHERINGS for x in beside)
    ):
        return "third-party"
    first = min(
        [event.start, *(c for c in g.children[event.root] if g.dep[c] in ("amod", "compound", "nmod", "nummod"))]
    )
    first = min(
        [first, *(x for c in g.children[event.root] for x in g.subtree(c) if x < event.start and c > event.start - 6)]
    )
    phrase = "".join(g.lower[first : event.root + 1])
    if any(w in phrase for w in MANY_SIDES) or event.session:
        return "multilateral"
    hosts = [m for m in event.actors if m.kind != "group"]
    attended = event.verb is not None and g.lemma[event.verb] in ATTENDING  # by one, with whoever hosts it
    sided = any(w in ("between", "with") for w, _ in g.prepositions(event.root))
    if (
        event.pattern == "gathering"
        and g.lemma[event.root] in GATHERINGS
        and (len(hosts) < 2 or attended and not sided)
    ):
        return "multilateral"
    own = [m for m in event.actors if m.kind == "body" and not m.country and first <= m.start < event.root]
    if own and "leaders" in g.lower[first : event.root]:
        return "multilateral"  # "the APEC leaders' meeting", whoever is told to attend it
    only = event.actors[0] if len(event.actors) == 1 else None
    if only is not None and only.kind == "body" and not only.country and only.name.rsplit(" ", 1)[-1][0].isupper():
        return "multilateral"  # a body meets: its own session
    sides = {m.country or m.name for m in event.actors if m.kind in ("state", "person")}
    ground = event.place.country if event.place is not None else None
    if g.lemma[event.root] in ("host", "receive"):
        ground = None  # the host is at home
    if len(sides) == 2 == len(event.actors) and ground and all(m.country not in (None, ground) for m in event.actors):
        return "third-party"  # two sides on somebody else's ground
    if len({m.country or m.name for m in scene.prepositional(event.root, ("between",))}) == 2 < len(sides):
        return "third-party"  # "Brazil will host talks between the two": whoever else takes part brings them together
    if len(sides) >= 3 and all(m.country for m in event.actors if acts(m)):
        return "multilateral"
    return event.mode
