"""One row per act: which of two words for one deed stands for it, and which verb lends a noun its clause."""

from __future__ import annotations

OPENING = frozenset({"schedule", "set", "slate", "due", "plan", "expect"})  # ... to be held
HAPPENING = OPENING | {
    "begin",
    "start",
    "take",
    "open",
    "end",
    "last",
    "hold",
    "reschedule",
    "fix",
    "resume",
    "continue",
    "collapse",
    "adjourn",
    "reconvene",
    "complete",
    "conclude",
    "finish",
    "stall",
}
MEALS = frozenset({"dinner", "lunch", "luncheon", "breakfast", "banquet", "reception"})
LEGS = frozenset({"leg", "stage", "stop"})
ASKING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN"})
SPEECH = frozenset({"AGREE", "REQUEST", "REJECT", "ACCUSE", "THREATEN"})


class Acts:
    """What joins the words of one act, for `Triggers`."""

    def one_per_act(self, scene, events):
        """ "hold talks", "attend a meeting", "arrive on a visit": the noun; "meet for talks", "impose sanctions": the verb."""
        g = scene.g
        by_root = {e.root: e for e in events}
        dropped = set()
        for e in events:
            if e.verb is not None:
                continue
            if g.dep[e.root] == "pobj" and g.lower[g.head[e.root]] == "of":  # "a meeting of the forum"
                over = by_root.get(g.head[g.head[e.root]])
                if over is not None and over.type == "SUPPORT" and e.type == "AGREE":  # "the signing of a deal"
                    dropped.add(id(e))
                    continue
                if (
                    over is not None
                    and over.verb != over.root
                    and over.type == e.type == "CONSULT"
                    and e.pattern == "gathering"
                ):
                    dropped.add(id(e))
                    continue
            verb, word = governor(g, e.root)
            if verb is None:
                continue
            over = by_root.get(verb)
            spoken = over is not None and over.type != e.type  # "accepted talks", "welcomed their offer": both
            owned = (
                g.lemma[e.root] == "invitation"
                or scene.possessors(e.root)
                or scene.prepositional(e.root, ("by", "from"))
            )
            about = over is not None and over.type in ASKING and e.type not in SPEECH  # "is seeking asylum"
            spoken = spoken and (e.type == "CONSULT" or about or e.type in SPEECH and owned)
            beaten = (
                over is not None and e.type == "PROTEST" and over.type in ("ASSAULT", "COERCE")
            )  # "broke up a march"
            if over is not None and not (spoken or beaten) and over.row["object"] in (g.lemma[e.root], g.lower[e.root]):
                dropped.add(id(e))  # the lexicon's row is for the verb with this very object
                continue
            if over is not None and over.type == e.type == "AID" and over.row["object"]:
                dropped.add(id(e))  # "gave 20 million in aid", "delivered a shipment of arms"
                continue
            if over is not None and over.type == e.type in ("AGREE", "PROTEST", "COERCE"):  # "agreed upon a pact"
                dropped.add(id(e))
                continue
            if over is not None and over.pattern == e.pattern == "visit" and g.lemma[g.head[g.head[e.root]]] in LEGS:
                continue  # "arrived on the last leg of a tour": two
            meal = g.lemma[e.root] in MEALS and word in ("at", "over", "during", "for")
            if meal and over is not None and over.type == "CONSULT" and over.pattern != "visit":
                dropped.add(id(e))  # "met him at a dinner"
                continue
            be = word == "" and g.dep[e.root] == "nsubj" and g.lemma[verb] == "be"
            happens = self.happens(g, verb) if be else None
            verb = verb if happens is None else happens  # "a conference is to open on May 1"
            phase = None if g.child(verb, "ccomp") else self.lends(g, verb, word)  # "the forum concluded that"
            if phase is not None and over is not None and over.pattern == "visit" != e.pattern:
                phase = None  # "arrived for talks" is two
            if phase is not None:
                happening = g.lemma[verb] in OPENING and g.dep[e.root] == "nsubjpass"  # "was scheduled to start in"
                e.verb, e.phase = (self.happens(g, verb) if happening else None) or verb, phase
                if over is not None and over.type == e.type:
                    dropped.add(id(over))
                    e.told_by = over.root if e.pattern == over.pattern == "visit" else None
            elif over is not None and over.type == e.type == "CONSULT":
                if e.pattern == over.pattern == "visit" and word in ("on", "for", "in"):
                    e.verb = e.told_by = verb
                    dropped.add(id(over))
                elif over.pattern == e.pattern == "mutual" and word in ("for", "in"):
                    dropped.add(id(e))
            if e.verb is None and g.dep[e.root] in ("nsubj", "nsubjpass"):
                e.verb = self.happens(g, verb)
        return [e for e in events if id(e) not in dropped]

    def lends(self, g, verb, word):
        """The phase of a light verb over a noun with this preposition ("", begin, continue, end); None where it is none."""
        near = {g.lower[c] for c in g.children[verb]}
        for particles, preposition, phase in self.light.get(g.lemma[verb], ()):
            if preposition == word and near.issuperset(particles):
                return phase
        return None

    def happens(self, g, verb):
        """The verb of taking place that a subject leads to: "is due to be held", "will open"; None for any other."""
        while True:
            open_ = g.lemma[verb] not in HAPPENING or g.lemma[verb] in OPENING
            deeper = g.child(verb, "xcomp", "acomp") if open_ else None
            if deeper is None:
                return verb if g.lemma[verb] in HAPPENING or g.lemma[verb] in self.light else None
            verb = deeper

    @staticmethod
    def _calls_at(scene, i):
        """ "called on the prime minister that day" is a visit; with an infinitive or "for" it is a request."""
        g = scene.g
        whom = [x for w, x in g.prepositions(i) if w in ("on", "upon")] or g.objects(i)
        asks = any(g.dep[c] in ("xcomp", "advcl", "ccomp") for c in g.children[i]) or any(
            g.dep[c] in ("acl", "relcl") and g.tag[c] == "VB" for x in whom for c in g.children[x]
        )
        named = any(m.kind == "person" for x in whom for m in scene.people(x, deep=False))
        return named and not asks and all(w != "for" for w, _ in g.prepositions(i))


def governor(g, i):
    """The verb that a noun hangs on, and the preposition between them ("" for none)."""
    i = g.first_conjunct(i)
    dep, head = g.dep[i], g.head[i]
    if dep in ("dobj", "nsubjpass", "nsubj", "attr", "oprd") and g.is_verb(head):
        return head, ""
    if dep == "pobj":
        over = g.head[head]
        # "arrived here Tuesday for", "arrived on the same day on"
        while (
            not g.is_verb(over)
            and g.head[over] != over
            and (g.dep[over] in ("npadvmod", "advmod") or g.ent[over] == "DATE")
        ):
            over = g.head[over]
        if g.is_verb(over):
            return over, g.lower[head]
        if (
            (g.lower[head] == "of" or g.lower[head] == "in" and g.ent[over] == "MONEY")  # "$2 billion in aid"
            and g.pos[over] in ("NOUN", "PROPN", "NUM")
            and g.dep[over] in ("dobj", "pobj", "nsubj", "nsubjpass")
        ):
            return governor(g, over)  # "a round of talks"
    return None, None
