"""What a verb is done to: its objects as the lexicon of triggers names them, and nouns of their kind."""

from __future__ import annotations

RELATIVE = frozenset({"that", "which", "who", "whom"})
VOICING = frozenset({"express", "voice", "convey", "extend", "reiterate", "reaffirm", "renew", "repeat"})
WATERS = frozenset("sea ocean water waters coast space orbit".split())


class Patients:
    """Objects of a verb, for `Triggers`."""

    @staticmethod
    def _objects(g, i):
        """What a verb is done to: its objects, or the subject of its passive."""
        if g.is_passive(i):
            patient = g.child(i, "nsubjpass")
            if patient is None and g.dep[i] == "conj":
                patient = g.subject(i)  # "put his hands in the air but was shot"
            kept = g.objects(i)  # "was granted asylum"
            if patient is not None:
                patient = g.head[i] if g.dep[i] == "relcl" and g.lower[patient] in RELATIVE else patient
                return [*kept, *g.conjuncts(patient)]  # "sanctions, which were lifted"
            return [*kept, g.head[i]] if g.dep[i] == "acl" else kept
        objects = g.objects(i)
        if g.dep[i] in ("relcl", "acl") and g.tag[i] != "VBG" and all(g.lower[o] in RELATIVE for o in objects):
            other = any(g.lower[c] in RELATIVE for c in g.kids(i, "nsubj")) or any(
                g.tag[c] == "WRB" or any(g.tag[x] in ("WDT", "WP") for x in g.kids(c, "pobj")) for c in g.children[i]
            )  # "troops that withdrew", "the square where they rallied", "on which they could not agree"
            return objects if other else [g.head[i]]  # "the accord that the two sides signed"
        return objects

    @staticmethod
    def _named(g, i, objects, by_object):
        """The words that may decide the reading of a verb: objects ("a raft of sanctions"), infinitives, prepositional objects.

        "It was signed": the last word before that could be meant.
        """
        subject = g.subject(i) if not objects and g.is_passive(i) else None
        if any(g.lower[o] in ("it", "they", "them") for o in [*objects, *([] if subject is None else [subject])]):
            first = g.sentences[max(g.sentence[i] - 1, 0)][0]
            objects = [
                *objects,
                *(j for j in range(i - 1, first, -1) if g.pos[j] == "NOUN" and g.lemma[j] in by_object),
            ][:2]
        inner = [x for o in objects for w, x in g.prepositions(o) if w == "of" or w == "in" and g.ent[o] == "MONEY"]
        inner += [
            c for o in objects if g.pos[o] == "PROPN" for c in g.kids(o, "compound", "nmod") if g.pos[c] == "NOUN"
        ]
        inner += [x for p in g.kids(i, "advmod") for w, x in g.prepositions(p)]  # "walked away from the talks"
        told = [x for c in g.kids(i, "ccomp") for x in (c, *g.objects(c))] if g.lemma[i] == "warn" else []
        behind = [x for w, x in g.prepositions(i) if w not in ("by", "without")] if g.lemma[i] not in VOICING else []
        return [*objects, *inner, *g.kids(i, "xcomp"), *told, *behind]

    def _alike(self, scene, objects, by_object, end):
        """The row of a noun of the same kind ("seized the oilfield"), where the verb's rows name two of it in one reading."""
        kinds = {k: None for o in objects for k in self._kinds(scene, o)}
        for kind in kinds:
            rows = [row for noun, row in by_object.items() if self.kinds.get(noun) == kind and row["type"]]
            first = rows[0] if rows else None
            if kind == "town" and rows and first["type"] not in ("ASSAULT", "RETREAT"):
                continue  # a base that is closed is not what an office is
            if kind == "accord" and rows and first["type"] == "CONCEDE":
                continue  # a truce is one side's, an accord is not
            if len(rows) > 1 and all(row["type"] == first["type"] for row in rows):
                return {**first, "object": "", "alike": True}, end
        return None

    def _kinds(self, scene, o):
        known = self.kinds.get(scene.g.lemma[o])
        if known is not None:
            return (known,)
        found = scene.by_root.get(o, ())
        if any(m.kind == "person" for m in found):
            return "captive", "mission"
        named = [m for m in found if m.label] if scene.g.pos[o] == "PROPN" else ()
        town = any(m.kind == "place" or m.kind == "state" and m.resolved_by == "capital" for m in named)
        return ("town",) if town else ()

    @staticmethod
    def _at_them(scene, i):
        """ "launched missiles at Israel": at whoever is named."""
        return any(scene.prepositional(j, ("at", "against")) for j in (i, *scene.g.objects(i)))

    @staticmethod
    def _abroad(scene, i):
        """Whether a delegation is led somewhere: "to Beijing", "on a tour"."""
        ways = [(w, x) for j in (i, *scene.g.objects(i)) for w, x in scene.g.prepositions(j)]
        return any(w == "on" or w == "to" and scene.place_at(x) for w, x in ways)

    @staticmethod
    def _at_sea(g, i):
        """ "fired a missile toward the sea", "off its coast", "into space": at nobody."""
        aims = [x for j in (i, *g.objects(i)) for w, x in g.prepositions(j) if w not in ("from", "at")]
        return any(g.lemma[x] in WATERS or g.lower[x] in WATERS for x in aims)
