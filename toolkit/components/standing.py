"""Which of the events found stand as rows: somebody takes part, or the act is told all the same; goals are none."""

from __future__ import annotations

from .acts import ASKING
from .clauses import FINITE
from .institutions import FIGHTERS
from .roles import UNNAMED
from .triggers import WEAPONS

REAL = frozenset({"occurred", "ongoing", "scheduled", "expected"})
# Verbs of these types in an infinitive of purpose tell what something is for, and not that it is done. Who meets, asks or
# protests to some end does so.
AIMS = frozenset(
    {"AGREE", "CONCEDE", "COOPERATE", "AID", "RETREAT", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "SUPPORT"}
)
MEANS = frozenset(
    "bid way means step measure move talk negotiation campaign drive summit meeting conference initiative".split()
)
TRYING = frozenset("effort attempt plan decision order offer proposal threat vow pledge promise demand call".split())
TIES = frozenset({"relation", "tie", "relationship", "friendship", "partnership", "link"})
PREVENTING = frozenset({"prevent", "avert", "avoid", "forestall"})  # what is prevented was not planned and called off
WRITTEN = frozenset({"sign", "ratify", "initial", "ink", "conclude", "finalise", "finalize", "adopt", "approve"})


def stands(scene, e, by_root) -> bool:
    g = scene.g
    if e.pattern == "visit" and (not e.actors or not e.recipients and g.lemma[e.root] in ("return", "lead")):
        return False  # whoever returns home visits nobody
    if g.lemma[e.root] == "lead" and g.tag[e.root] == "VBN":
        return False  # "a delegation led by"
    if e.root == e.verb and g.dep[e.root] == "acl" and g.tag[e.root] == "VBN" and not e.actors:
        if e.type in ("SUPPORT", "ACCUSE", "AID"):
            return False  # "troops backed by tanks", "men accused of theft", "armed with machetes"
    if e.type == "SUPPORT" and g.dep[e.root] == "acl" and g.lemma[e.root] in ("back", "support"):
        agents = [p for a in g.kids(e.root, "agent") for p in g.kids(a, "pobj")]
        if g.lemma[g.head[e.root]] in FIGHTERS and any(g.lemma[p] in FIGHTERS for p in agents):
            return False  # "troops backed by Afghan soldiers" fought side by side
    if e.type == "ASSAULT" and not e.actors and not e.recipients and e.root == e.verb and not g.is_passive(e.root):
        subject = g.child(e.root, "nsubj")
        if subject is not None and g.pos[subject] == "NOUN" and g.lemma[subject] not in WEAPONS:
            return False  # "the report captured the substance"
    if _goal(g, e, by_root) or e.row["object"] in TIES and _benefit(scene, e):
        return False
    nobody = not e.actors and not e.recipients and not e.session
    return not (nobody and not _told_without(g, e, by_root) or not e.actors and g.lemma[e.root] == "invitation")


def _told_without(g, e, by_root):
    """Whether an event in which nobody is named is told all the same: "a truce may begin on Monday", "the accord was signed"."""
    if e.root == e.verb:
        if e.type in UNNAMED:
            return e.status != "hypothetical"
        told = e.type != "CONSULT" and e.status in REAL and g.dep[e.root] not in ("acl", "relcl", "pcomp", "amod")
        finite = g.tag[e.root] in FINITE or any(g.tag[a] in (*FINITE, "MD") for a in g.auxiliaries(e.root))
        return told and finite
    over = g.head[e.root]
    if e.type in UNNAMED and e.place is not None:
        return True
    if e.status in REAL and (
        e.type in ("ASSAULT", "PROTEST") or e.type in ("CONSULT", "RETREAT") and e.verb is not None
    ):
        state = (
            g.lemma[e.root] in ("war", "warfare") or g.lower[over] == "of"
        )  # "damaged in the war", "a letter of protest"
        return not state and (g.dep[e.root] == "conj" or over not in by_root)  # "lifted the curfew": one act
    if e.cue is None or e.status in ("hypothetical", "denied") or g.lemma[e.cue[0]] in PREVENTING:
        return False
    called_off = e.status == "cancelled"
    return e.type in UNNAMED | {"CONSULT", "RETREAT"} and (e.verb is not None or called_off or bool(e.times))


def _benefit(scene, e):
    """ "the visit will improve relations", "contributed to deepening ties": what something leads to."""
    g = scene.g
    first = g.first_conjunct(e.root)
    to = any(g.lower[a] == "to" for a in g.auxiliaries(first))
    if e.type != "SUPPORT" or e.root != e.verb or g.is_passive(e.root):
        return False
    return (
        not e.actors or g.dep[first] == "pcomp" or g.dep[first] == "advcl" and to or not scene.people(g.subject(e.root))
    )


def _goal(g, e, by_root):
    """ "to overthrow the government", "efforts to end the war", "talks aimed at ending it": what something is for."""
    i, told = e.root, by_root.get(g.head[e.root])
    if e.type == "PROTEST" and i != e.verb and g.dep[i] == "pobj" and g.lower[g.head[i]] == "in":
        told = by_root.get(g.head[g.head[i]]) or by_root.get(g.head[g.head[g.head[i]]])
        return told is not None and told.type == "PROTEST"  # "on hunger strike in protest"
    asks = e.type == "REQUEST" and e.status == "hypothetical"
    asks = asks or e.type == "ACCUSE" and told is not None and told.type == "ACCUSE"  # "summoned him to complain"
    if (
        e.type not in AIMS
        and not asks
        or i != e.verb
        or g.lemma[i] in WRITTEN
        or g.child(i, "nsubj", "nsubjpass") is not None
    ):
        return False
    i = g.first_conjunct(i)
    over = g.head[i]
    if g.dep[i] == "pcomp":
        return (g.lower[over], g.lemma[g.head[over]]) in (("at", "aim"), ("for", "condition"), ("of", "aim"))
    to = next((a for a in g.auxiliaries(i) if g.lower[a] == "to"), None)
    if to is None or g.lemma[to - 1] in TRYING:
        return False  # "continued their effort to overthrow him": done, whatever the parse
    if g.dep[i] == "acl":
        return g.lemma[over] in MEANS
    if told is not None and told.type in ASKING:
        return False  # "have sworn to fight", whatever the parse
    return g.dep[i] in ("advcl", "xcomp" if asks else "advcl") and e.status in (
        "planned",
        "hypothetical",
        "possible",
        "denied",
    )
