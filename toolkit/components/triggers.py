"""Which words name an event: the lexicon of triggers, matched on the parse; one trigger per act."""

from __future__ import annotations

from ..knowledge import table
from .acts import HAPPENING, Acts, governor
from .arguments import QUANTITIES, distinct
from .conferences import Conferences
from .fighters import INSURGENTS
from .institutions import FIGHTERS
from .patients import VOICING, Patients
from .status import COMING

PREFIXES = frozenset({"anti", "post", "pre", "pro", "inter", "non", "ex"})
LESSER = frozenset(
    {"be", "have", "do", "get", "go", "come", "take", "make", "give"}
)  # too common to report as passed over
SENT_TO = frozenset({"to", "into", "toward", "towards"})
WEAPONS = frozenset("bomb blast explosion rocket missile shell grenade mine gunfire shelling".split())
CROWDS = frozenset(
    "people person man woman resident villager citizen parent driver farmer trader teacher nurse doctor lawyer monk fan".split()
)
SPORT = frozenset(
    {"penalties", "midfielder", "striker", "coach", "semi-final", "semifinal", "quarter-final", "scored", "equaliser"}
    | {"tournament", "champions", "cup", "defender", "goalkeeper", "halftime", "innings", "wickets"}
)
GAMES = SPORT | {"goal", "goals", "league", "final"}  # politics has these, too
TALKS = frozenset({"negotiation", "negotiator", "talk", "talks", "dialogue"})
CONTESTS = frozenset({"election", "runoff", "ballot", "voter", "tournament", "candidate"})  # have rounds, too
ARRIVAL = {"type": "MOBILIZE", "mode": "troops", "pattern": "toward", "preposition": "in; at; to; on", "needs": "",
           "object": "", "trigger": "arrive"}  # fmt: skip  # troops pay no visit
RINGING = frozenset({"hold", "have", "receive", "take", "return", "place"})  # ... a call
PHONES = frozenset({"phone", "telephone", "phoned", "telephoned", "hotline", "video"})
LEAVING = {
    **ARRIVAL,
    "mode": "withdraw",
    "type": "RETREAT",
    "pattern": "self",
    "preposition": "from",
    "trigger": "leave",
}
COURTESY = {"type": "CONSULT", "mode": "", "pattern": "mutual", "preposition": "on; upon", "needs": "", "object": ""}


class Triggers(Acts, Conferences, Patients):
    """The lexicons of triggers and light verbs, indexed by first word; made once per pipeline."""

    def __init__(self, folder: str | None):
        # first word and part of speech -> [(words, {object: row}, rows for any object)], longest first
        self.rows: dict[tuple[str, str], list] = {}
        for row in table("triggers", folder):
            words = tuple(row["trigger"].replace("-", " - ").split())
            known = self.rows.setdefault((words[0], row["pos"]), [])
            entry = next((e for e in known if e[0] == words), None)
            if entry is None:
                entry = (words, {}, [])
                known.append(entry)
            if row["object"]:
                entry[1].setdefault(row["object"].split()[-1], row)
            else:
                entry[2].append(row)
        for known in self.rows.values():
            known.sort(key=lambda e: -len(e[0]))
        self.kinds = {row["noun"]: row["kind"] for row in table("objects", folder)}
        self.light: dict[str, list] = {}
        for row in table("light_verbs", folder):
            verb, *particles = row["verb"].split()
            self.light.setdefault(verb, []).append((particles, row["preposition"], row["phase"]))

    def find(self, scene) -> tuple[list[tuple], list[tuple]]:
        """What names an event, as (start, end, root, lexicon row, verb or None), and what does not, as (start, end, reason)."""
        g = scene.g
        sport = SPORT.intersection(g.lower) and len(GAMES.intersection(g.lower)) > 1
        out, passed, i = [], [], 0
        while i < g.n:
            found = None
            if i not in scene.timed:
                found = self._verb(scene, i) if g.is_verb(i) else self._adjective(scene, i) or self._noun(scene, i)
                found = found or (self._it(scene, i, out) if g.is_verb(i) else None)
            if found is None:
                known = self.rows.get((g.lemma[i], "VERB" if g.is_verb(i) else "NOUN"), ())
                if any(len(words) == 1 for words, _, _ in known) and i not in scene.timed and g.lemma[i] not in LESSER:
                    passed.append((i, i + 1, "not as the lexicon asks"))
                i += 1
                continue
            start, end, _, row, verb = found
            if not row["type"]:
                passed.append((start, end, "the lexicon knows this reading to be no event"))
            elif sport and row["type"] in ("ASSAULT", "CONSULT") and verb == i:
                passed.append((start, end, "a sports report"))
            else:
                out.append(found)
            i = max(end, i + 1) if start == i else i + 1
        return out, passed

    def _it(self, scene, i, out):
        """ "It could be held in May": a verb of taking place, of the meeting named in the sentence before."""
        g = scene.g
        subject = g.subject(i) if g.lemma[i] in HAPPENING else None
        if subject is None or g.lower[subject] != "it" or g.child(i, "xcomp", "acomp", "attr") is not None:
            return None
        if any(g.lower[o] != "place" for o in g.objects(i)):
            return None
        told = [
            f for f in out if f[3]["type"] == "CONSULT" and f[4] is None and 0 <= g.sentence[i] - g.sentence[f[2]] <= 1
        ]
        if not told or told[-1][3]["pattern"] == "visit":
            return None
        return (i, i + 1, i, {**told[-1][3], "needs": "it", "object": "it"}, i)

    # -- verbs -----------------------------------------------------------------------

    def _verb(self, scene, i):
        g = scene.g
        if i > 1 and g.text[i - 1] == "-" and (g.lemma[i - 2], "VERB") in self.rows:  # "test-fired"
            words = (g.lemma[i - 2], "-", g.lemma[i])
            known = next((plain[0] for w, _, plain in self.rows[words[0], "VERB"] if w == words and plain), None)
            if known is not None:
                return (i - 2, i + 1, i, known, i)
        if g.dep[i] in ("aux", "auxpass", "amod") or (g.lemma[i], "VERB") not in self.rows:
            return None
        if (
            g.child(i, "det") is not None
            or g.tag[i] == "VBG"
            and (g.text[i - 1] in ("'s", "’s") or g.pos[i - 1] == "ADJ" and g.text[i - 2] in ("'s", "’s"))
        ):
            return None  # "the accused", "India's premier investigating agency"
        if g.lemma[i] == "welcome" and any(g.lower[a] in ("would", "'d") for a in g.auxiliaries(i)):
            return None  # a wish
        if g.lemma[i] == "lead" and not self._abroad(scene, i):
            return None  # "who leads the negotiating team"
        objects = self._objects(g, i)
        alike = None
        matched = []
        for words, by_object, plain in self.rows[g.lemma[i], "VERB"]:
            end = self._phrase(scene, i, words)
            if end is None:
                continue
            if by_object:
                named = self._named(g, i, objects, by_object)
                if "for" not in words:  # "may stop in Cairo for talks" stops no talks
                    purpose = {x for w, x in g.prepositions(i) if w == "for"}
                    named = [o for o in named if o not in purpose]
                row = next((by_object[w] for o in named for w in (g.lemma[o], g.lower[o]) if w in by_object), None)
                if row is not None and row["mode"] == "heavy-weapons" and self._at_sea(g, i):
                    row = by_object.get("sea", row)
                if row is not None and row["mode"] == "weapons" and g.lemma[i] == "launch" and self._at_them(scene, i):
                    row = by_object.get("rocket", row)
                if (
                    row is not None
                    and g.lemma[i] == "lead"
                    and row["pattern"] == "visit"
                    and not self._abroad(scene, i)
                ):
                    row = None  # "who leads the negotiating team"
                if row is not None and row["type"] == "THREATEN" and any(g.negated(c) for c in g.kids(i, "xcomp")):
                    row = None  # "pledged not to use force"
                if row is not None and not self._commands(g, i, row):
                    if g.lemma[i] in VOICING:  # "expressed deep concern": the noun names the event
                        said = next((o for o in named if g.lemma[o] in by_object or g.lower[o] in by_object), i)
                        end = said + 1 if end <= said < i + 6 else end
                    return (i, end, i, row, i)
                alike = alike or self._alike(scene, objects, by_object, end)
            matched.append((end, plain))
        if alike is not None and not self._commands(g, i, alike[0]):
            return (i, alike[1], i, alike[0], i)
        who = g.subject(i) if g.lemma[i] == "leave" else None
        if who is not None and self.kinds.get(g.lemma[who]) == "troops":
            return (i, i + 1, i, LEAVING, i)  # "demanded that French soldiers leave"
        for end, plain in matched:
            row = next((r for r in plain if self._wanted(scene, i, objects, r)), None)
            if row is not None and row["trigger"] in ("call on", "call upon") and self._calls_at(scene, i):
                row = COURTESY
            if row is not None and row["pattern"] == "visit" and row["trigger"].startswith("arrive"):
                who = g.subject(i)
                row = ARRIVAL if who is not None and self.kinds.get(g.lemma[who]) == "troops" else row
            if row is not None:
                return (i, end, i, row, i)
        return None

    @staticmethod
    def _commands(g, i, row):
        """ "ordered troops to withdraw" asks something of them, "ordered troops to the border" moves them."""
        if row["type"] != "MOBILIZE" or g.lemma[i] != "order":
            return False
        sent = any(w in SENT_TO for j in (i, *g.objects(i)) for w, _ in g.prepositions(j))
        return g.child(i, "xcomp", "ccomp") is not None or row["mode"] == "weapons" and not sent

    def _adjective(self, scene, i):
        """ "is due in Nairobi on Saturday": a visit that is told by an adjective."""
        g = scene.g
        if g.pos[i] != "ADJ" or g.dep[i] != "acomp" or g.child(i, "xcomp", "ccomp") is not None:
            return None
        for words, _, plain in self.rows.get((g.lemma[i], "ADJ"), ()):
            row = next((r for r in plain if len(words) == 1 and self._wanted(scene, i, [], r)), None)
            if row is not None:
                return (i, i + 1, i, row, i)
        return None

    @staticmethod
    def _phrase(scene, i, words):
        """End of the trigger's own words; a particle may follow the object ("turned the offer down"). None where one is missing."""
        g = scene.g
        end = i + 1
        j = before = i + 1
        for word in words[1:]:
            if any(g.lower[p] == word and any(g.tag[x] == "WDT" for x in g.kids(p, "pobj")) for p in g.kids(i, "prep")):
                continue  # "a border on which they could not agree"
            last = min(i + (12 if word in ("by", "phone") else 7), g.n)  # "spoke to a person of many names by phone"
            while j < last and word not in (g.lower[j], g.lemma[j]):
                j += 1
            behind = j < last and (g.head[j] == i and g.dep[j] in ("prt", "prep", "agent") or j == before > end)
            if j >= last or not (j == end or behind):  # "put its forces on alert"
                return None
            if any(c in scene.timed for c in g.kids(j, "pobj")):  # "agreed on Monday"
                return None
            if j == end:
                end = j + 1
            j = before = j + 1
        return end

    def _wanted(self, scene, i, objects, row):
        g, needs = scene.g, row["needs"]
        if g.lemma[i] == "be":  # "Levy would be in Ankara": persons and delegations, not whoever lives there
            who = g.subject(i)
            comes = who is not None and self.kinds.get(g.lemma[who]) == "mission"
            comes = comes or any(m.kind == "person" for m in scene.people(who))
            return comes and bool(scene.places(i, ("in", "at")))
        if (
            needs == "actor" and row["pattern"] == "visit"
        ):  # "left for Hanoi", "is due in Hanoi", "is expected in Hanoi"
            words = row["preposition"].split("; ") if g.lemma[i] != "return" or not objects else []
            there = any(scene.place_at(x) for w, x in g.prepositions(i) if w in words)
            if g.lemma[i] not in COMING:
                return there
            who = g.child(i, "nsubjpass") if g.is_verb(i) else None
            who = g.subject(i) if who is None else who
            goes = any(m.kind in ("person", "group") or not m.label for m in scene.people(who, deep=False))
            return there and goes and g.child(i, "xcomp", "ccomp") is None
        if needs == "actor" and row["pattern"] == "mutual" and len(distinct(scene.people(g.subject(i)))) > 1:
            return True  # "Bonn and Paris agreed to talk"
        if needs == "actor" and row["type"] == "ASSAULT" and not objects and not g.is_passive(i):
            return bool(scene.people(g.subject(i)))  # "rebels attacked at dawn"
        if needs == "actor":
            words = (row["preposition"] or "against").split("; ")
            return any(scene.people(o) for o in objects) or bool(scene.prepositional(i, words))
        if needs == "infinitive":
            inner = g.kids(i, "xcomp", "ccomp", "advcl") if g.objects(i) or g.is_passive(i) else ()
            return any(g.tag[c] == "VB" and any(g.lower[a] == "to" for a in g.auxiliaries(c)) for c in inner)
        if needs == "clause":
            if g.lemma[i] == "ask" and g.dep[i] == "advcl" and g.tag[i] == "VBN" and g.agent(i) is None:
                return False  # "asked to comment, he said"
            if g.lemma[i] == "ask" and any(
                g.lower[m] in ("if", "whether") for c in g.children[i] for m in g.kids(c, "mark")
            ):
                return False
            inner = any(g.dep[c] in ("xcomp", "ccomp", "pcomp", "advcl") for c in g.children[i])
            return inner or any(g.dep[x] == "pcomp" for _, x in g.prepositions(i))
        if (
            needs == "demand"
        ):  # "insisted that Israel (must) withdraw", "suggested meeting"; "insisted that it had" tells
            return any(g.tag[c] == "VBG" for c in g.kids(i, "xcomp")) or any(
                g.tag[c] in ("VB", "VBP", "VBN")
                and (not g.auxiliaries(c) or g.lower[g.auxiliaries(c)[0]] in ("should", "must", "be"))
                for c in g.kids(i, "ccomp")
                if any(g.lower[m] == "that" for m in g.kids(c, "mark"))
            )
        crowd = g.subject(i)
        crowd = (
            crowd is not None
            and g.tag[crowd] == "NNS"
            and (g.lemma[crowd] in QUANTITIES | CROWDS or scene.is_role(crowd))
        )
        if row["type"] == "PROTEST" and needs in ("subject", "intransitive") and crowd:
            return not objects or needs == "subject"  # "thousands of people protested"
        if needs == "subject" and row["trigger"] == "kill" and g.is_passive(i):  # "20 people were killed"
            return True
        if row["type"] == "ASSAULT" and needs == "subject" and g.lemma[g.subject(i) or i] in WEAPONS and objects:
            return True  # "a car bomb killed 12 people"
        if needs in ("subject", "intransitive"):
            if needs == "intransitive" and (objects or g.child(i, "ccomp") is not None):
                return False
            return bool(scene.people(g.subject(i)))
        return needs != "object"

    # -- nouns -----------------------------------------------------------------------

    def _noun(self, scene, i):
        g, pos = scene.g, scene.g.pos[i]
        mention = scene.at.get(i)
        if pos not in ("NOUN", "PROPN", "ADJ") and (mention is None or mention.kind != "event"):
            return None
        if mention is not None and mention.label:
            if mention.kind == "event" and i == mention.start:
                return self._conference(scene, mention)
            return None
        if (
            g.text[i + 1 : i + 2] == ["-"]
            and g.end[i] == g.start[i + 1]
            or i > 1
            and g.text[i - 1] == "-"
            and g.lower[i - 2] in PREFIXES
        ):
            known = [words for words, _, _ in self.rows.get((g.lemma[i], "NOUN"), ()) if "-" in words]
            if not known:
                return None  # "war-torn", "post-war"
        if pos == "PROPN" and g.tag[i] == "NNP":
            found = self._proper_gathering(scene, i)
            if found is not None or any(g.pos[c] == "PROPN" and g.dep[c] == "compound" for c in g.children[i]):
                return found
        for words, by_object, plain in self.rows.get((g.lemma[i], "NOUN")) or self.rows.get((g.lower[i], "NOUN"), ()):
            end, root = i + len(words), i + len(words) - 1
            if end > g.n or pos == "ADJ" and len(words) == 1 or end - i > 1 and g.tag[end - 1] in ("VBD", "VBZ", "VBP"):
                continue  # "missiles struck" is no missile strike
            if any(w not in (g.lemma[j], g.lower[j]) for w, j in zip(words, range(i, end), strict=True)):
                continue
            if g.pos[end - 1] == "ADP" and "-" not in words and end > i + 1 and end in scene.timed:
                continue  # "called a strike on Friday"
            over = g.head[root]
            if "-" in words and (
                over > root and g.pos[over] == "NOUN" or self._is_a(g.lemma[min(end, g.n - 1)], "CONSULT")
            ):
                continue
            if g.dep[root] in ("compound", "nmod", "amod") and over != root:
                if (
                    len(words) == 1 or "-" in words or over > root and self._is_a(g.lemma[over], "CONSULT")
                ):  # "face-to-face talks"
                    continue
            while root > i and g.pos[root] == "ADP":  # "offer of", "demand for"
                root -= 1
            row = None
            if by_object:
                near = [x for _, x in g.prepositions(root)] + g.kids(root, "compound", "amod", "poss")
                row = next((by_object[w] for o in near for w in (g.lemma[o], g.lower[o]) if w in by_object), None)
            row = row or next((r for r in plain if self._noun_wanted(scene, root, r)), None)
            if row is not None and g.lemma[root] == "forum" and self._standing(g, root):
                return None
            if row is not None:
                return (i, end, root, row, None)
        return None

    @staticmethod
    def _standing(g, i):
        """ "APEC is a regional forum", "the APEC forum's summit": a body, not a meeting of it."""
        return g.dep[i] in ("attr", "poss", "appos") or g.dep[i] == "pobj" and g.lower[g.head[i]] in ("as", "of")

    def _is_a(self, lemma, kind):
        return any(row["type"] == kind for _, _, plain in self.rows.get((lemma, "NOUN"), ()) for row in plain)

    def _noun_wanted(self, scene, root, row):
        g = scene.g
        if row["number"] and (row["number"] == "plural") != (g.tag[root] in ("NNS", "NNPS")):
            return False
        if g.dep[root] == "pobj" and g.lower[g.head[root]] == "under":  # "under discussion"
            return False
        if row["needs"] == "clause":
            asked = row["type"] == "REQUEST" and any(w in ("for", "by") for w, _ in g.prepositions(root))
            at = (
                g.dep[root] == "pobj" and g.lower[g.head[root]] == "at" and g.lemma[root] == "request"
            )  # "at his request"
            return asked or at or any(g.dep[c] in ("acl", "ccomp", "relcl") for c in g.children[root])
        if row["needs"] == "armed":
            near = [x for w, x in g.prepositions(root) if w in row["preposition"].split("; ")]
            return any(g.lemma[x] in FIGHTERS | INSURGENTS for x in near)
        if row["needs"] == "talks":
            return (
                TALKS & set(g.lemma)
                and not any(w == "of" for w, _ in g.prepositions(root))
                and not CONTESTS & set(g.lemma[slice(*g.sentences[g.sentence[root]])])
            )
        if row["needs"] == "light":
            verb, _ = governor(g, root)
            over = [verb] if verb is not None else []
            over += [c for c in g.kids(root, "acl", "relcl") if g.tag[c] == "VBN"]  # "an accord reached last month"
            return any(g.lemma[v] in self.light for v in over)
        if row["needs"] == "remote":
            verb, _ = governor(g, root)
            near = {w for w, _ in g.prepositions(root)}
            said = not near & {"for", "on"} and g.child(root, "acl") is None
            first, end = g.sentences[g.sentence[root]]
            rung = verb is not None and g.lemma[verb] in RINGING or near & {"with", "between"}
            return bool(said and (rung or PHONES.intersection(g.lower[first:end])))
        return row["needs"] != "object"
