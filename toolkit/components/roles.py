"""Who does it to whom, by the pattern of the trigger; and how."""

from __future__ import annotations

from .above import above, arranged_with, arranges, speaker
from .actors import Mention
from .arguments import WITH
from .doers import accused, addressed, by_whom
from .invitations import comes_from, invited
from .patients import VOICING
from .places import TOPICAL, find_place
from .recall import recall, recall_visit, same_paper, sides, taking_place
from .sides import HOSTING

SPOKEN = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "COOPERATE", "AID"})
BRINGING = frozenset({"involve", "include", "group", "comprise", "bring", "gather", "unite"})
ATTENDING = frozenset({"attend", "join", "host", "chair", "lead", "mediate", "broker", "sponsor"})
SENDING = frozenset({"send", "dispatch", "deliver", "ship", "fly", "airlift"})  # what is sent is the sender's
UNNAMED = frozenset({"PROTEST", "ASSAULT", "COERCE"})  # may be told without anybody named


def fill(scene, event, before, triggers):
    """Set actors, recipients, place and mode from the trigger's own clause and from what was told before."""
    preps = tuple(p for p in event.row["preposition"].split("; ") if p)
    subject = _subject(scene, event)
    if event.row["needs"] == "it":
        taking_place(event, before)
    elif event.root == event.verb:
        _verb(scene, event, subject, preps)
    else:
        _noun(scene, event, subject, preps)
    if event.type == "SUPPORT" and not event.actors and event.root == event.verb:
        same_paper(scene, event, before)
    find_place(scene, event, before, triggers)
    if event.pattern == "visit":
        recall_visit(scene, event, before)
    else:
        recall(scene, event, before)
        sides(scene, event)


# -- the trigger's own clause ------------------------------------------------------------


def _subject(scene, event):
    """The actors that the clause's subject names, followed through control and coordination."""
    g, verb = scene.g, event.verb
    if verb is None:
        return []
    if g.is_passive(verb):
        agent = g.agent(verb)
        if agent is not None:
            return [m for p in g.kids(agent, "pobj") for m in scene.people(p)]
        if event.mode in ("expel", "deport"):  # "expelled from Kampala": by whoever rules there
            return [m for w, x in g.prepositions(verb) if w == "from" for m in scene.people(x, deep=False)]
        return []
    i = g.subject(verb)
    if i is None or i == event.root:
        return []
    if g.dep[verb] == "acl" and g.tag[verb] == "VBG" and event.pattern == "mutual":
        i = g.first_conjunct(i)  # "saw the rebels and the government meeting"
    people = speaker(scene, event, scene.people(i), i)
    people = people if event.root == verb else arranges(scene, event, verb, people)
    own = people and (
        event.type != "PROTEST" or people[0].root in (i, *(x for w, x in g.prepositions(i) if w == "of"), i - 1)
    )
    if not own and event.type != "CONSULT" and g.tag[i] == "NNS" and g.dep[i] in ("nsubj", "nsubjpass"):
        people = _unnamed(scene, event, i) or people
    return people


def _unnamed(scene, event, i):
    """ "Lawmakers voted", "thousands of people protested": those who act without a name, as written."""
    g = scene.g
    inner = next((x for w, x in g.prepositions(i) if w == "of" and g.tag[x] == "NNS"), i)
    title = scene.is_role(inner)
    crowd = event.type == "PROTEST" and event.root == event.verb and g.tag[inner] == "NNS" and not scene.by_root.get(i)
    if event.type in UNNAMED and g.lemma[inner] in ("people", "person", "man", "woman") or title or crowd:
        near = [c for c in g.children[inner] if c < inner and g.dep[c] in ("amod", "compound")]
        first = min([inner, *near])
        words = " ".join(g.text[first : inner + 1])
        return [Mention(first, inner + 1, inner, "", "group", words if g.ent[first] else words[0].lower() + words[1:])]
    return []


def _verb(scene, event, subject, preps):
    g, verb, pattern = scene.g, event.verb, event.pattern
    passive = g.is_passive(verb)
    if passive:
        patient = g.child(verb, "nsubjpass")
        patient = patient if patient is not None else g.head[verb] if g.dep[verb] == "acl" else g.subject(verb)
        objects = scene.people(patient)
        if (
            event.row["object"] and event.type in ("SANCTION", "CONCEDE") and not event.mode
        ):  # "UN sanctions imposed on Iran"
            subject, objects = subject or objects, []
    else:
        said = event.row["object"] and g.lemma[verb] in VOICING  # "voiced Oslo's support": whose it is supports
        objects = [] if said else [m for o in g.kids(verb, "dobj", "obj", "dative") for m in scene.people(o)]
        if event.row["object"] and event.type in ("AGREE", "REJECT"):  # "accepted it": an offer, nobody
            objects = [m for m in objects if g.lower[m.root] not in ("it", "them")]
    if pattern == "mutual":
        partners = scene.prepositional(verb, preps or WITH)
        for c in g.kids(
            verb, "dobj", "npadvmod", "advmod", "acomp"
        ):  # "meet one-on-one with", "discuss the crisis with"
            partners += scene.prepositional(c, ("with",))
        for x in (c for j in range(event.start + 1, event.end) for c in (j, *g.kids(j, "pobj"))):
            partners += scene.prepositional(x, ("with",))  # "spoke by telephone with"
        done = event.row["object"] or event.row.get("alike")
        if done:  # "resume flights to Asmara"
            written = [x for o in g.objects(verb) for x in (o, *(y for w, y in g.prepositions(o) if w == "of"))]
            partners += [m for x in written for m in scene.prepositional(x, preps or WITH)]  # "memorandum of ... with"
        if done or g.lemma[verb] in TOPICAL:
            objects = []  # what is signed, exchanged or discussed takes no part
        if g.dep[verb] in ("relcl", "acl") and len(subject) == 1 and not objects and not partners:
            both = scene.people(g.first_conjunct(g.head[verb]))  # "A and B, who met in Havana"
            subject = both if len(both) > 1 else subject
        event.actors = [*subject, *objects, *partners]
    elif pattern == "visit":
        event.actors = objects if passive else subject
        if not passive and g.lemma[verb] not in ("leave", "depart"):
            event.recipients = objects
            if event.row["object"] or event.row.get("alike"):  # "sent Ron Dermer to Rome": it is he who travels
                gone = [m for m in objects if m.kind == "person"]
                event.actors, event.recipients = [*subject, *gone], [m for m in objects if m not in gone]
        for o in g.objects(verb):  # "sent a delegation led by the minister"
            for c in g.kids(o, "acl", "relcl"):
                if g.lemma[c] in ("lead", "head"):
                    event.actors = [
                        *event.actors,
                        *(m for a in g.kids(c, "agent") for p in g.kids(a, "pobj") for m in scene.people(p)),
                    ]
    elif pattern == "gathering":
        event.actors = [*subject, *objects]
    else:
        if passive and not subject and (event.type == "MOBILIZE" or event.type == "AID" and g.lemma[verb] in SENDING):
            if not any(m.label for m in scene.by_root.get(patient, ())):  # "doctors were sent", "put on alert"
                subject, objects = objects, []
        event.actors = subject or (objects if passive and pattern == "self" else [])
        event.recipients = scene.prepositional(verb, preps) if preps else []
        if (
            passive and (event.row["object"] or event.row.get("alike")) and not subject
        ):  # "flights between the neighbours were suspended"
            sides = [m for w, x in g.prepositions(patient) if w == "between" for m in scene.people(x, deep=False)]
            event.actors, objects = (sides, []) if sides else (event.actors, objects)
        of_thing = (event.row["object"] or event.row.get("alike")) and event.type != "ACCUSE"  # whose envoy is summoned
        if of_thing and not passive:  # "lifted sanctions on Iran", "improve India's relations with Pakistan"
            words = preps or ("on", "against", "with", "to")
            event.recipients = event.recipients or [
                m
                for o in g.objects(verb)
                if not any(x.label for x in scene.by_root.get(o, ()))  # "recalled its envoy from Chad"
                for m in scene.prepositional(o, words)
            ]
            objects = [] if event.recipients else objects
        if event.type == "MOBILIZE":  # forces that are sent are nobody's target
            objects = [m for m in objects if m.label]
        if event.type in ("ASSAULT", "MOBILIZE", "COERCE"):  # "attacking its western province": the state, once
            places = [p for o in g.objects(verb) for p in scene.place_at(o) if p.country]
            near = {m.country for m in objects}  # "stormed the home of the Japanese envoy in Lima": not Lima
            places = (
                places if not objects or any(p.country in near or p.root in g.objects(verb) for p in places) else []
            )
            objects = places if places and not any(m.kind in ("person", "group") for m in objects) else objects
        if pattern not in ("self", "toward") or not event.recipients and pattern == "toward":
            event.recipients = objects or event.recipients
        if not event.recipients:  # "promised normal ties with Pakistan", "proposed talks with the North"
            words = preps or ("with", "on", "against", "from", "to", "for")
            event.recipients = [m for o in g.objects(verb) for m in scene.prepositional(o, words)]
        if not event.recipients and event.type == "ACCUSE":  # "condemned what it called Chinese provocations"
            named = (c for c in g.kids(verb, "ccomp") if g.lemma[c] in ("call", "describe"))
            called = [
                x for c in named for x in (*g.kids(c, "oprd", "dobj", "xcomp"), *(y for _, y in g.prepositions(c)))
            ]
            event.recipients = [m for x in called for m in scene.possessors(x) or scene.people(x)]
        if not event.recipients and (pattern == "ask" or event.type == "THREATEN"):  # "warned that Taiwan would pay"
            inner = [s for c in g.kids(verb, "ccomp", "xcomp") for s in g.kids(c, "nsubj", "nsubjpass")]
            event.recipients = [
                m for s in inner for m in scene.people(s) if m.name not in {a.name for a in event.actors}
            ]


def _noun(scene, event, subject, preps):
    g, root, pattern = scene.g, event.root, event.pattern
    mine = scene.possessors(root)
    if not mine and g.dep[root] == "compound":  # "Yoon's martial law decree"
        mine = scene.possessors(g.head[root])
    mine = [m for m in mine if not event.start <= m.start < event.end]  # not the "Beijing" of "the Beijing Summit"
    if event.type in ("ASSAULT", "PROTEST", "CONSULT"):  # "the Tel Aviv bombing", "the Abuja talks" name a place
        towns = [
            m for x in g.kids(root, "compound", "nmod") for m in scene.by_root.get(x, ()) if m.resolved_by == "capital"
        ]
        if len(towns) == 1 and event.pattern != "visit":
            mine = [m for m in mine if m is not towns[0]]
            event.place = towns[0]
    by = by_whom(scene, root, event.type)
    of = [m for m in scene.prepositional(root, ("of",)) if not event.start <= m.start < event.end]
    for c in g.kids(root, "relcl"):  # "a trip that the minister had planned"
        s = g.child(c, "nsubj") if all(g.tag[x] != "WDT" for _, x in g.prepositions(c)) else None  # not "in which"
        if (
            s is not None
            and g.tag[s] not in ("WDT", "WP")
            and (g.dep[root] != "pobj" and event.type not in SPOKEN or g.child(c, "mark") is None)
            and not mine
            and not by
        ):
            by = scene.people(s)
    if pattern in ("mutual", "gathering"):
        # "a round of talks on Monday with", "the resumption of talks in Geneva between"
        words = [j for j in range(event.start, event.end) if g.pos[j] == "NOUN"] or [root]
        if g.dep[root] == "pobj" and g.lower[g.head[root]] == "of" and g.pos[g.head[g.head[root]]] == "NOUN":
            words.append(g.head[g.head[root]])
        words += g.kids(root, "appos")  # "The talks, the second between the two leaders, ..."
        introduced = tuple(p for p in preps if p in (*WITH, "to", "for") or p == "on" and "upon" in preps)
        introduced = introduced or WITH
        partners = [m for j in words for m in scene.prepositional(j, introduced)]
        for j in (*words, *g.kids(root, "acl"), *([] if event.verb is None else [event.verb])):
            honour = [x for _, x in g.prepositions(j) if g.lemma[x] in ("honor", "honour")]  # "a banquet in honor of"
            partners += [m for x in honour for m in scene.prepositional(x, ("of",))]
        if event.verb is not None and event.verb != root:
            partners += scene.prepositional(event.verb, WITH)
            partners += [] if partners else arranged_with(scene, event.verb)
            partners += [
                m for o in g.objects(event.verb) if o not in words for m in scene.people(o)
            ]  # "host them at talks"
        partners += [m for s in g.kids(root, "nsubj") for m in scene.people(s)]  # "saw the two armies meeting"
        if scene.g.lemma[root] == "call":
            partners += scene.prepositional(root, ("from", "to"))
        if not partners and not mine:  # "talks on a treaty between Russia and Japan", "talks on trade with Egypt"
            topics = [x for w, x in g.prepositions(root) if w in ("on", "about", "over")]
            partners += [m for x in topics for m in scene.prepositional(x, ("between", "with"))]
        session = bodies(scene, event) if event.type == "CONSULT" else []
        mine = [m for m in mine if m.kind != "place"]  # "the Johannesburg meeting" is not South Africa's
        own = scene.at.get(root)
        event.session = bool(session) or own is not None and own.kind == "event"
        for c in (
            c for j in words for c in g.kids(j, "relcl", "acl")
        ):  # "talks which involve the two Koreas", "a conference attended by both"
            if g.lemma[c] in BRINGING and not g.is_passive(c):
                partners += [m for o in g.objects(c) for m in scene.people(o, deep=False)]
                partners += scene.prepositional(c, ("in", "together"), deep=False) if g.lemma[c] == "bring" else []
            elif g.lemma[c] in ATTENDING and g.is_passive(c):
                partners += [m for a in g.kids(c, "agent") for p in g.kids(a, "pobj") for m in scene.people(p)]
        event.actors = [*mine, *of, *by, *partners]
        named = {m.country or m.name for m in event.actors}
        mutual = any(w == "between" for j in words for w, _ in g.prepositions(j))
        apart = mutual and len(named) > 1 and event.verb is not None and g.lemma[event.verb] not in HOSTING | ATTENDING
        if (
            len(named) < 2 or partners and not mine and not of
        ) and not apart:  # "seeks to resume talks between A and B"
            event.actors = [*subject, *event.actors]
        wished = event.status == "hypothetical" and not partners and g.lower[g.head[root]] == "for"
        alone = len(named) < 2 and not mutual or event.type == "CONSULT" and not (mine or of or mutual)
        if not subject and alone and not session and not wished and event.type in ("CONSULT", "AGREE"):
            event.actors = [*above(scene, event), *event.actors]
        elif session and not subject and g.dep[root] == "pobj" and g.lower[g.head[root]] in ("for", "to", "at"):
            event.actors = [m for m in above(scene, event) if m.kind == "person"] + event.actors  # who travels to it
        denied = (
            event.type == "AGREE" and g.dep[root] == "dobj" and g.lemma[g.head[root]] in ("deny", "admit", "confirm")
        )
        if denied and len(named) < 2:  # "Ecuador denies any pact with"
            event.actors = [*scene.people(g.subject(g.head[root])), *event.actors]
        if any(g.tag[c] == "NNS" and g.dep[c] in ("poss", "compound", "nmod") for c in g.children[root]):
            event.actors = [state_of(m) for m in event.actors]  # "a foreign ministers' meeting": the states
        event.actors += session
        if event.type != "CONSULT":
            event.recipients = scene.prepositional(root, ("on", "against"))
    elif pattern == "visit":
        if (
            event.status == "cancelled"
            and event.verb is None
            and {g.lower[c] for c in g.children[root]} & {"the", "that"}
        ):
            if not mine and not by and not of:
                return  # "Cairo called off the visit": whoever was to come
        if g.dep[root] == "nsubj":  # "the trip will be his last tour of Asia"
            same = g.child(g.head[root], "attr")
            mine = mine or (scene.possessors(same) if same is not None else [])
        goals = {id(m) for c in g.kids(root, "compound", "nmod") for m in scene.people(c, deep=False)}
        mine = [m for m in mine if id(m) not in goals or m.label not in ("GPE", "LOC")]  # "his China trip"
        event.actors = (
            by
            or [m for m in mine if m.kind != "place"]
            or [m for m in of if m.kind == "person"]
            or subject
            or above(scene, event)
        )
    elif event.type == "MOBILIZE" and of and not by:
        event.actors, event.recipients = of, scene.prepositional(root, ("to", "in"))
    elif event.mode in ("resign", "withdraw"):  # "the withdrawal of Syrian troops from Lebanon"
        event.actors = by or of or mine
        event.recipients = scene.prepositional(root, ("from",))
    elif pattern == "patient":
        own = (
            mine if mine and all(m.kind == "body" and not m.name.endswith(")") for m in mine) else []
        )  # "ETA's last killing"
        event.recipients = of or ([] if own else mine)
        event.actors = by or own or (mine if of else []) or (subject if event.verb is not None else [])
    else:
        targets = scene.prepositional(root, preps or ("on", "against", "to", "with", "over", "upon"))
        if not targets and event.verb is not None:  # "gave Mongolia food aid", "gave aid to Mongolia"
            given = scene.g.kids(event.verb, "dative")
            targets = [m for d in given for m in scene.people(d)] or scene.prepositional(event.verb, ("to", "dative"))
        at = g.dep[root] == "pobj" and g.lower[g.head[root]] == "at"
        if g.lemma[root] == "invitation" or g.lemma[root] == "request" and at:
            invited(scene, event, by or mine or of or scene.prepositional(root, ("from",)))
            return
        if not targets and event.type in ("ACCUSE", "REQUEST"):
            targets = addressed(scene, root)
        event.actors = by or mine or accused(scene, root) or subject or comes_from(scene, event, SPOKEN)
        event.actors = event.actors or (above(scene, event) if event.type in SPOKEN else [])
        event.recipients = (
            [m for m in targets if m not in event.actors]
            or (of if by or mine else [])
            or [state_of(m) for m in event.told_to]
        )
        if not event.actors and of and not targets:
            event.actors = of


def state_of(m):
    """A ministry stands for its state where ministers meet."""
    return (
        Mention(m.start, m.end, m.root, m.label, "state", m.country, country=m.country)
        if m.kind == "body" and m.country
        else m
    )


def bodies(scene, event):
    """The body whose session it is: "the summit of the Asia-Pacific Economic Cooperation forum", "a meeting of ministers from the G20"."""
    g, out, todo = scene.g, [], [event.root]
    own = scene.at.get(event.root)
    if own is not None and own.kind == "event" and own.name[0].isupper():  # "six-party talks" is no body
        out.append(own)
    while todo:
        j = todo.pop()
        for c in g.children[j]:
            m = scene.at.get(c)
            if m is not None and event.start <= m.start < event.end:
                continue
            named = m is not None and (m.label or m.resolved_by == "short name")
            if named and m is not own and (m.kind == "event" or m.kind == "body" and not m.country):
                out.append(m)
            elif g.dep[c] == "prep" and g.lower[c] in ("of", "from", "for"):
                todo.append(c)
            elif g.dep[c] in ("pobj", "compound", "nmod", "poss", "amod") and not g.is_verb(c):
                todo.append(c)
    out.sort(key=lambda m: m.start)
    return [Mention(m.start, m.end, m.root, m.label, "body", m.name) for m in out]
