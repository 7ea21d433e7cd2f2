"""What an event takes from the rest of its article: what a speech act is about, the visit it is part of; and how it is held."""

from __future__ import annotations

from .actors import Mention
from .arguments import distinct
from .fighters import INSURGENTS
from .modes import mode_of
from .names import spelled
from .roles import UNNAMED
from .standing import stands

ARMED = frozenset(
    "rebel militant guerrilla insurgent gunman separatist fighter militiaman militia protester protestor demonstrator rioter"
    " activist settler bomber extremist terrorist radical hijacker kidnapper attacker assailant crowd mob".split()
)
FIRMS = frozenset("company firm bank party newspaper airline".split())
AIRCRAFT = frozenset({"warplane", "plane", "jet", "helicopter", "aircraft"})
COMING_TO = frozenset("come attend meet visit go travel receive talk negotiate join participate".split())
HELP = frozenset(
    "troop peacekeeper aid help assistance support money loan weapon arm relief food asylum soldier".split()
)
VOWS = frozenset({"vow", "pledge", "swear", "promise", "threaten"})
REVENGE = frozenset({"avenge", "retaliate", "punish", "crush", "destroy"})
HOSTILE = frozenset({"ASSAULT", "SANCTION", "COERCE", "PROTEST"})
DEEDS = frozenset({"ASSAULT", "COERCE"})
HARM = frozenset({"kill", "wound", "injure", "hit", "destroy", "maim", "target", "leave"})
SURVIVING = frozenset({"escape", "survive", "evade"})
BLAMING = frozenset({"ACCUSE", "SANCTION", "THREATEN", "PROTEST"})
OWNING = frozenset({"apologize", "apologise", "answer", "atone"})
PENALTIES = frozenset({"sanction", "embargo", "blockade", "ban", "restriction"})
OBJECTING = frozenset({"demand", "insist", "want", "complain"})
DRILLS = frozenset("exercise drill manoeuvre maneuver wargame".split())
BARGAINS = frozenset({"AGREE", "CONCEDE", "RETREAT", "REJECT"})  # rebels agree, declare and refuse, too


def complete(scene, events, modes) -> list:
    """What needs the other events: what a speech act is about, "during his visit", hosts. Drops rows without anybody."""
    g = scene.g
    by_root = {e.root: e for e in events}
    for e in events:
        if e.type in ("REQUEST", "REJECT", "THREATEN", "AGREE"):
            _about(scene, e, by_root, modes)
        elif e.pattern == "directed" and e.root == e.verb or e.type == "CONCEDE" and not e.recipients:
            done = next((by_root[o] for o in g.objects(e.root) if o in by_root), None)
            if done is not None:  # "condemned the killing of": whoever did it, not the victim
                mine = {m.name for m in e.actors}
                e.recipients = [m for m in done.actors if m.name not in mine]
        if e.type in ("SANCTION", "CONCEDE") and not e.recipients and e.row["object"] in PENALTIES:
            e.recipients = _who_objects(scene, e)
        if e.type == "AGREE":
            _vowed(scene, e, by_root, modes)
        if e.type in DEEDS and e.root != e.verb:
            _deed(scene, e, by_root)
        if e.type == "CONSULT" and not e.actors and g.dep[e.root] == "pobj":
            spoken = by_root.get(g.head[g.head[e.root]])  # "no request for a meeting had come from Delhi"
            if spoken is not None and spoken.type in ("REQUEST", "REJECT"):
                e.actors = [*spoken.actors, *spoken.recipients]
                e.status = "hypothetical" if e.status == "denied" else e.status
        first = by_root.get(g.head[e.root]) if g.dep[e.root] == "conj" and e.root == e.verb else None
        if first is not None and first.type == e.type != "CONSULT" and not e.recipients:
            e.recipients = list(first.recipients)  # "broke relations with Peru and recalled its ambassador"
        _during(scene, e, events)
        _within(g, e, by_root)
        if e.type == "ASSAULT" and e.mode in (None, "explosives", "heavy-weapons") and e.root == e.verb:
            subject = g.subject(e.root) if not g.is_passive(e.root) else None
            e.mode = "aerial" if subject is not None and g.lemma[subject] in AIRCRAFT else e.mode
        first = by_root.get(g.head[e.root]) if g.dep[e.root] == "conj" and e.root != e.verb else None
        if (
            first is not None and first.root != first.verb and first.type == e.type
        ):  # "for a meeting and other meetings"
            if e.cue is None:
                e.status, e.certainty, e.tense, e.cue = first.status, first.certainty, first.tense, first.cue
            e.times, e.length = e.times or first.times, e.length or first.length
            e.place = e.place or first.place
        if not e.actors and e.root != e.verb:  # "riots and clashes between police and demonstrators"
            joined = [by_root[c] for c in [*g.kids(e.root, "conj"), g.head[e.root]] if c in by_root and c != e.root]
            near = next(
                (
                    x
                    for x in joined
                    if x.actors and x.type in (e.type, "ASSAULT") and g.dep[max(x.root, e.root)] == "conj"
                ),
                None,
            )
            e.actors = near.actors if near is not None else []
            threat = by_root.get(g.head[g.head[e.root]]) if g.dep[e.root] == "pobj" else None
            if threat is not None and threat.type == "THREATEN":  # "threatened them with sanctions"
                e.actors, e.recipients = threat.actors, e.recipients or threat.recipients
    for e in events:
        tidy(scene, e)
    crowds = {m.root: m for e in events if e.type == "PROTEST" for m in e.actors if m.kind == "group"}
    kept = []
    for e in events:
        if e.type != "CONSULT":  # "Filipinos rallied to demand": the people demand it, not their state
            e.actors = [crowds.get(m.root, m) if m.label == "NORP" else m for m in e.actors]
        if e.type == "REQUEST" and not e.actors and g.dep[e.root] in ("advcl", "xcomp", "acl"):
            over = (x for x in events if g.head[e.root] in (x.root, x.verb) and x.type == "PROTEST")
            e.actors = next((x.actors for x in over), [])  # "marched to demand his resignation"
        e.mode = mode_of(scene, e) if e.type == "CONSULT" else e.mode
        over = (
            g.head[g.head[e.root]] if g.dep[e.root] == "pobj" and g.lower[g.head[e.root]] == "for" else g.head[e.root]
        )
        asked = by_root.get(over) if e.root != e.verb and g.dep[e.root] in ("dobj", "pobj") else None
        if asked is not None and asked.type == "REQUEST" and e.type in ("CONCEDE", "RETREAT") and not e.recipients:
            e.actors = e.actors or list(asked.recipients)  # "rejected a demand for a ceasefire"
        if asked is not None and asked.type == "REQUEST" and e.type == "AID":
            if {m.name for m in e.actors} <= {m.name for m in asked.actors}:  # "is seeking asylum from Kenya"
                e.actors, e.recipients = list(asked.recipients), e.recipients or list(asked.actors)
                e.status = "hypothetical" if e.status == "planned" else e.status
        if stands(scene, e, by_root):
            kept.append(e)
    return kept


def tidy(scene, event):
    if event.type == "CONSULT" and event.pattern != "visit":
        event.actors, event.recipients = [*event.actors, *event.recipients], []
    if event.type == "PROTEST" and event.actors and all(_official(m, event) for m in event.actors):
        blocks = (
            event.mode == "obstruct"
        )  # a state that protests sends a note and no crowd; one that blocks has the means
        event.type, event.mode = ("COERCE", "restrict") if blocks else ("ACCUSE", "disapprove")
        if event.row["mode"] in ("riot", "vandalize"):
            event.type, event.mode, blocks = "ASSAULT", None, True  # "troops stormed the embassy"
        to = scene.prepositional(event.root, ("to", "with", "against"))
        event.recipients = event.recipients or ([] if blocks else to)
    if event.type == "PROTEST":
        event.actors = [_people(scene, m, event.root) for m in event.actors]
        if any(m.kind == "group" for m in event.actors):
            event.actors = [m for m in event.actors if m.kind == "group"]
    elif event.type == "COOPERATE" and scene.g.lemma[event.root] in DRILLS and len(distinct(event.actors)) == 1:
        if not event.recipients and not any(scene.g.lower[c] == "joint" for c in scene.g.children[event.root]):
            event.type, event.mode = "MOBILIZE", "troops"  # held alone, a show of force
    elif event.type not in UNNAMED:
        political = [m for m in event.actors if m.kind != "group" or m.label == "NORP" or _negotiates(m)]
        if event.type not in BARGAINS and not (political and event.type == "CONSULT"):
            event.actors = political
    event.actors = distinct(event.actors)
    if event.type == "MOBILIZE":  # a state's own forces are no other side
        event.recipients = [m for m in event.recipients if m.country not in {a.country for a in event.actors}]
    names = {m.name for m in event.actors}
    others = [_nationals(scene, m) for m in event.recipients]
    event.recipients = [m for m in distinct(others, states=True) if m.name not in names]


def _official(m, event):
    if m.kind == "person" and event.row["trigger"] == "protest" and event.root == event.verb:
        return "minister" in (m.office or "").lower() or "secretary" in (m.office or "").lower()
    return m.is_government and m.label == "GPE" or m.kind in ("state", "body") and m.country and m.resolved_by == "role"


def _negotiates(m):
    """Whether a group is one side of a conflict, whatever word points to it: "the rebels said they would attend"."""
    words = m.name.lower().split()
    return any(w.removesuffix("s") in INSURGENTS for w in words) or words[0] == "opposition"


def _people(scene, m, root):
    """Those who protest are people, not their state: "Haitians"."""
    if m.label == "NORP" and m.country and m.kind != "group":
        g, end = scene.g, m.end
        if g.dep[m.root] in ("amod", "compound", "nmod") and m.root < g.head[m.root] != root:  # "Algerian landowners"
            end = g.head[m.root] + 1
        return Mention(m.start, m.end, m.root, m.label, "group", spelled(g, m.root, end), country=m.country)
    return m


def _nationals(scene, m):
    """Unarmed people whom something is done to count as their state's: "Sudanese nurses"; rebels and crowds do not."""
    if m.kind == "group" and m.country and scene.g.lemma[m.root] not in ARMED | FIRMS:
        return Mention(m.start, m.end, m.root, "", "state", m.country, country=m.country)
    return m


# -- what needs the other events -----------------------------------------------------------


def _about(scene, event, by_root, modes):
    """What is asked, refused, threatened or agreed: it gives the mode, and the other side where none is named."""
    g = scene.g
    inside = g.kids(event.root, "xcomp", "ccomp", "advcl", "acl", "dobj", "nsubjpass")
    inside = [c for x in inside for c in g.conjuncts(x)]
    inside = [c for c in inside if g.dep[c] != "advcl" or g.child(c, "nsubj", "nsubjpass") is None]
    inside += [x for w, x in g.prepositions(event.root) if w in ("for", "to", "on", "of")]
    inside += [c for x in list(inside) for c in g.kids(x, "xcomp", "dobj", "acl")]
    content = next((by_root[c] for c in inside if c in by_root), None)
    if event.mode is None and event.type in ("REQUEST", "REJECT", "THREATEN"):
        if content is not None:
            row = modes[content.type]
            asked = content.mode if content.type == "REQUEST" else row["request_mode"]  # "declined an invitation"
            event.mode = (row["threaten_mode"] if event.type == "THREATEN" else asked) or None
            if event.type == "THREATEN" and content.mode in ("expel", "arrest"):
                event.mode = content.mode
        elif event.type == "REJECT" and any(g.lemma[c] in COMING_TO for c in g.kids(event.root, "xcomp")):
            event.mode = "meet"  # "declined to come"
        elif event.type == "REQUEST":
            near = [event.root, *g.objects(event.root)]
            wanted = {g.lemma[x] for y in near for w, x in g.prepositions(y) if w == "for"} | {
                g.lemma[o] for o in near[1:]
            }
            event.mode = "assist" if wanted & HELP else "change"  # "asked the alliance for troops"
    if content is not None and event.type == "REJECT" and content.type in ("REQUEST", "AGREE"):
        theirs = {m.name for m in content.actors}  # "rejected a proposal": it was made to whoever rejects it
        content.recipients = content.recipients or [m for m in event.actors if theirs and m.name not in theirs]
    if content is not None and event.type == "REQUEST" and content.mode == "release" and content.root != content.verb:
        freed = {m.name for m in content.recipients}  # "demanded the release of prisoners": not of the prisoners
        event.recipients = [m for m in event.recipients if m.name not in freed]
    if event.row["trigger"] == "invite" and not event.actors and content is not None and content.pattern == "visit":
        mine = {m.name for m in event.recipients}  # "was invited to visit Ankara": by whoever is visited
        event.actors = [m for m in distinct(content.recipients, states=True) if m.country and m.name not in mine]
    if event.recipients or content is not None and event.type == "REJECT" and content.mode == "ceasefire":
        return
    mine = {m.name for m in event.actors}
    thing = event.type in ("AGREE", "REJECT") and event.row["object"]
    if (
        content is None and thing and any(g.lower[o] in ("it", "them") for o in g.objects(event.root))
    ):  # "Bashir accepted it"
        told = [e for e in by_root.values() if e.type in ("REQUEST", "AGREE") and e.start < event.start]
        last = max(told, key=lambda e: e.start, default=None)
        if last is not None and g.sentence[event.root] - g.sentence[last.root] <= 1:
            event.recipients = [m for m in last.actors if m.name not in mine]
            return
    if content is not None and event.type == "AGREE" and content.type in ("RETREAT", "MOBILIZE"):
        other = []  # "promised the withdrawal of troops from Iraq"
    elif content is not None:
        other = content.actors if event.type == "REQUEST" else [*content.recipients, *content.actors]
    elif event.type == "REQUEST":
        other = []
    else:  # "refused to admit the inspectors"
        other = [m for c in g.kids(event.root, "xcomp") for o in g.kids(c, "dobj", "dative") for m in scene.people(o)]
    event.recipients = (
        [m for m in other if m.name not in mine][:2] if event.type != "AGREE" or event.pattern != "mutual" else []
    )


def _who_objects(scene, event):
    """ "Sudan demanded that the sanctions be lifted": they are on whoever demands an end to them, where nobody else is told."""
    g = scene.g
    for h in g.up(event.root):
        if g.lemma[h] in OBJECTING and g.is_verb(h):
            mine = {m.country or m.name for m in event.actors}
            return [m for m in scene.people(g.subject(h)) if m.kind == "state" and m.country not in mine]
    return []


def _vowed(scene, event, by_root, modes):
    """ "vowed to step up attacks", "pledged to avenge him": a threat, not a promise."""
    g = scene.g
    if g.lemma[event.root] not in VOWS:
        return
    done = [
        c
        for c in g.kids(event.root, "xcomp", "acl")
        if g.lemma[c] not in ("stop", "end", "halt", "cease", "prevent", "avoid") and g.negated(c) is None
    ]
    inside = [x for c in done for x in (c, *g.objects(c), *(p for _, p in g.prepositions(c)))]
    content = next((by_root[x] for x in inside if x in by_root and by_root[x].type in HOSTILE), None)
    if content is None and not any(g.lemma[c] in REVENGE for c in done):
        return
    event.type, event.mode = "THREATEN", "violence"
    if content is not None:
        event.mode = modes[content.type]["threaten_mode"] or None
        event.recipients = event.recipients or [
            m for m in content.recipients if m.name not in {a.name for a in event.actors}
        ]


def _deed(scene, event, by_root):
    """Who did it to whom, where words around a noun say so.

    "broke with Bogota over the raid", "apologised for the raid": whose it was; "a raid that killed 20 rebels", "the shelling
    killed a nurse": whom it hit.
    """
    g, root = scene.g, event.root
    if event.status == "occurred" and event.verb is not None and g.negated(event.verb) is not None:
        own = set(g.subtree(root))  # "did not take part in the U.S.-led invasion"
        event.actors = [m for m in event.actors if m.root in own]
    killing = [c for c in g.kids(root, "relcl", "acl") if g.lemma[c] in HARM and not g.is_passive(c)]
    killing += [g.head[root]] if g.dep[root] == "nsubj" and g.lemma[g.head[root]] in HARM else []
    hit = [m for c in killing for o in g.objects(c) for m in scene.people(o)]
    over = g.head[root]
    if g.dep[root] == "dobj" and g.lemma[over] in SURVIVING:  # "the president escaped a bomb attack"
        hit, event.recipients = scene.people(g.subject(over)) or hit, []
    event.recipients = event.recipients or [m for m in hit if m.name not in {a.name for a in event.actors}]
    verb = g.head[g.head[root]] if g.dep[root] == "pobj" else None
    if event.actors or verb is None or g.lower[g.head[root]] not in ("for", "over"):
        return
    blamed = by_root.get(verb)
    if blamed is not None and blamed.type in BLAMING:
        event.actors = [m for m in blamed.recipients if m.name not in {r.name for r in event.recipients}]
    elif g.lemma[verb] in OWNING:
        event.actors = scene.people(g.subject(verb))


def _within(g, event, by_root):
    """ "killed three soldiers in an attack on Monday": two words for one deed, which share who, where and when."""
    if g.dep[event.root] != "pobj":
        return
    word, deed = g.lower[g.head[event.root]], by_root.get(g.head[g.head[event.root]])
    if deed is None or deed is event or deed.type != event.type != "CONSULT":
        return
    if word != "in" and (word != "during" or event.type == "CONSULT"):
        return
    for a, b in ((event, deed), (deed, event)):
        struck = {m.name for m in a.recipients}  # "a soldier was killed during clashes between troops and rebels"
        a.actors = a.actors or [m for m in b.actors if m.name not in struck]
        a.place, a.mode = a.place or b.place, a.mode or b.mode
        a.recipients = a.recipients or [m for m in b.recipients if m.name not in {x.name for x in a.actors}]
        if not a.times:
            a.times, a.length = b.times, b.length
    for e in (event, deed):
        if e.pattern == "mutual" and not e.actors and len(e.recipients) > 1:  # "rebels and a soldier died in fighting"
            e.actors, e.recipients = e.recipients, []


def _during(scene, event, events):
    """Place, date and host of the visit that an event is part of: "during his visit to Pakistan he will discuss trade"."""
    g = scene.g
    if event.pattern == "visit" or event.type != "CONSULT":
        return
    anchors = [a for a in dict.fromkeys((event.root, event.verb)) if a is not None]
    while g.dep[anchors[-1]] in ("xcomp", "acomp") and g.head[anchors[-1]] != anchors[-1]:
        anchors.append(g.head[anchors[-1]])
    trip = None
    for c in (c for a in anchors for c in g.children[a]):
        part = g.dep[c] == "prep" and g.lower[c] in ("during", "on", "at", "in")
        if part or g.dep[c] == "advcl" and g.tag[c] == "VBG":
            tree = set(g.subtree(c))
            trip = trip or next((e for e in events if e.pattern == "visit" and e.root in tree), None)
    meeting = _meeting_for(g, event, events) if len(event.actors) < 2 else None
    if meeting is not None:  # "will meet his counterpart to discuss"
        event.actors = meeting.actors
        return
    visitor = _visitor(g, event, events) if len(event.actors) < 2 else None
    if visitor is not None:
        event.actors = [*visitor.actors, *event.actors]
        return
    sent = _sent_for(g, event, events) if len(event.actors) < 2 else None
    if sent is not None:  # "send an envoy to China to reopen talks"
        event.actors = [*event.actors, *sent.recipients]
        return
    if trip is None and g.dep[event.verb if event.verb is not None else event.root] == "conj":
        over = g.head[event.verb if event.verb is not None else event.root]
        trip = next((e for e in events if e.pattern == "visit" and over in (e.root, e.verb)), None)
        host_only = True
    else:
        host_only = False
    if trip is None or not {m.name for m in trip.actors} & {m.name for m in event.actors}:
        return
    event.place = event.place or trip.place
    if not event.times and not host_only:
        event.times, event.length = [(n, b) for n, b in trip.times if b == "exact"], None
    if len(event.actors) == 1:
        event.actors = [*event.actors, *trip.recipients]


def _meeting_for(g, event, events):
    """The meeting whose purpose or content an event is, among the same: "met to discuss", "held talks, discussing"."""
    i = event.verb if event.verb is not None else event.root
    if g.dep[i] not in ("advcl", "xcomp", "acl"):
        return None
    over = g.head[i]
    told = next((e for e in events if e.type == "CONSULT" and e.pattern != "visit" and over in (e.root, e.verb)), None)
    mine = {m.name for m in event.actors}
    return told if told is not None and len(told.actors) > 1 and mine <= {m.name for m in told.actors} else None


def _visitor(g, event, events):
    """The visit whose noun says what for: "a visit by the adviser, Ana Ruiz, to meet Mr Doval"."""
    i = event.verb if event.verb is not None else event.root
    if g.dep[i] not in ("acl", "relcl") or all(g.lower[a] != "to" for a in g.auxiliaries(i)):
        return None
    trip = next((e for e in events if e.pattern == "visit" and e.root in g.up(i) and e.root != e.verb), None)
    mine = {m.name for m in event.actors}
    return trip if trip is not None and not mine & {m.name for m in trip.actors} else None


def _sent_for(g, event, events):
    """The visit whose purpose an event is: "flew to Cairo to hold talks"."""
    i = event.verb if event.verb is not None else event.root
    over = g.head[i]
    if g.dep[i] not in ("advcl", "xcomp", "acl", "relcl") or all(g.lower[a] != "to" for a in g.auxiliaries(i)):
        return None
    over = g.head[over] if g.dep[i] in ("acl", "relcl") else over  # "an envoy to reopen talks"
    while g.pos[over] in ("ADP", "PROPN") and g.head[over] != over:
        over = g.head[over]
    trip = next((e for e in events if e.pattern == "visit" and over in (e.root, e.verb)), None)
    mine = {m.name for m in event.actors}
    return trip if trip is not None and trip.recipients and not mine & {m.name for m in trip.recipients} else None
