"""Roles, arms and towns of a state that are not named: whose "the minister", "the troops" and "the capital" are."""

from __future__ import annotations

from .fighters import INSURGENTS, Fighters
from .owners import is_backed

TOWNS = frozenset("capital city town port resort".split())
WEAPONS = frozenset(
    "missile rocket tank warplane jet helicopter ship warship boat vessel aircraft plane drone submarine".split()
)
BREAKAWAY = frozenset(
    "serb croat ethnic rebel renegade mutinous separatist insurgent dissident guerrilla communist militant".split()
)
STATE_NOUNS = frozenset({"country", "nation", "kingdom", "republic", "state"})
PROTESTS = frozenset("march demonstration rally protest strike riot vigil boycott sit-in".split())
AREAS = TOWNS | frozenset("region republic province territory enclave movement area zone stronghold".split())
BODY_NOUNS = frozenset("body bloc alliance organisation organization grouping agency council commission union".split())
OF_STATES = frozenset(
    "regional world global international african european asian member nation".split()
)  # "the world body"
GOVERNING = frozenset("government regime junta authority administration cabinet leadership".split())
CHIEF_DIPLOMAT = frozenset({"top diplomat", "foreign minister", "secretary of state"})
HEADS = frozenset(
    {"president", "prime minister", "premier", "chancellor", "king", "queen", "emir", "sultan", "acting president"}
)
FOREIGN = frozenset("foreign international multinational allied".split())
COALITIONS = frozenset({"coalition", "alliance", "front"})
ENVOYS = frozenset("delegation team government capital".split())
KEEPING = frozenset("have keep send deploy withdraw pull station maintain contribute dispatch commit lose".split())
IRREGULARS = frozenset("fighter militia guerrilla man".split())
FORCES = frozenset({"army", "military", "police", "guard"})
QUOTATION = frozenset({'"', "'", "``", "''", "“", "”", "‘", "’"})
INDEFINITE = frozenset("embassy ministry government cabinet consulate mission".split())
FIGHTERS = frozenset("force troop soldier army fighter militia guerrilla man policeman peacekeeper".split())


class Institutions(Fighters):
    """What resolves a noun in a `Resolver` to the person, body, state or place that it points back to."""

    def _coalition(self, i):
        """ "the U.S.-led coalition", "the 'Stop the War' coalition", "the coalition" after these: a body by that name."""
        g, start = self.g, self._left(i)
        name = None
        if g.text[i - 1] in QUOTATION:
            first = next((j for j in range(i - 3, max(i - 9, 0), -1) if g.text[j] in QUOTATION), None)
            if first is not None and g.text[first + 1][0].isupper():
                start, name = first, self.scene.doc[first : i + 1].text
        elif any(g.tag[c] == "VBN" and g.lemma[c] == "lead" and g.text[c - 1] == "-" for c in g.children[i]):
            name = self._words(start, i)
        elif g.lower[i - 1] == "the" and g.tag[i] == "NN" and not any(w == "of" for w, _ in g.prepositions(i)):
            told = (
                m for m in reversed(self.named) if m.kind == "body" and m.root != i and g.lemma[m.root] == g.lemma[i]
            )
            name = next((m.name for m in told), None)
        if name is None:
            return False
        self.put(start, i + 1, [(name, "body", None, None)], "role")
        return True

    def _short_body(self, i):
        """ "the assembly" after "the National Assembly": the last body whose name ends in that word."""
        word = self.g.lower[i]
        for m in reversed(self.named):
            if word in FORCES and self._armed(m):
                continue  # "the army" is the state's, also beside a Liberation Army
            if m.kind == "body" and m.label and m.name.split(" (")[0].lower().endswith(" " + word):
                self.put(self._left(i), i + 1, [self.of(m)], "short name")
                return True
        if word in ("group", "movement", "faction") and self._fighters_again(i):
            return True
        near = (c for c in self.g.children[i] if self.g.dep[c] in ("amod", "compound"))
        if word not in BODY_NOUNS or any(self.g.lower[c] not in OF_STATES for c in near):
            return False
        if any(w == "of" for w, _ in self.g.prepositions(i)):
            return False
        for m in reversed(self.named):  # "the bloc", "the alliance": the last body of states
            if self.g.sentence[i] - self.g.sentence[m.start] > 3:
                return False
            if m.kind == "body" and m.label == "ORG" and not m.country and not m.name.endswith(")"):
                known = self.reader.proper.at(self.g, m.start)
                listed = known is not None and known.table == "bodies" and known.rows[0]["kind"] == "igo"
                if not listed and " of " not in m.name:
                    continue
                self.put(self._left(i), i + 1, [self.of(m)], "short name")
                return True
        return False

    def _town(self, i):
        """ "the US capital", "the German city": a place of that state, the capital or the one named last."""
        from .actors import Mention

        g = self.g
        code = next((o.country for o in self.owners(i) if o.country), None)
        if any(g.dep[c] == "appos" for c in g.children[i]):
            return
        if any(w in ("of", "called") and m.place for w, x in g.prepositions(i) for m in self.by_root.get(x, ())):
            return  # "the resort of Sochi" has its own name
        if code is None:  # "the city": the last one named
            if g.lower[i - 1] not in ("the", "this"):
                return
            told = next(
                (
                    m
                    for m in reversed(self.named)
                    if m.kind == "place" and m.label == "GPE" and g.sentence[i] - g.sentence[m.start] <= 2
                ),
                None,
            )
            if told is None:
                return
            code, name = told.country, told.place
        elif g.lemma[i] == "capital":
            name = self.reader.capitals.get(code)
        else:
            name = next((n for n in map(self._inside(code), reversed(self.named)) if n), None)
        if name:
            m = Mention(self._left(i), i + 1, i, "", "place", name, country=code, resolved_by="role", place=name)
            self.scene.mentions.append(m)
            self.by_root.setdefault(i, []).append(m)
            for j in range(m.start, m.end):
                self.scene.at.setdefault(j, m)

    def _inside(self, code):
        """A mention's place in that state: its own, or the city in a name ("Munich Security Conference")."""

        def place(m):
            if m.kind == "place" and m.country == code:
                return m.place
            if m.kind in ("event", "body"):
                for j in range(m.start, m.end - 1):
                    found = self.reader.proper.at(self.g, j, j + 1) or self.reader.proper.at(self.g, j, j + 2)
                    row = found.rows[0] if found and found.table == "names" else {}
                    if row.get("country") == code and row["kind"] in ("city", "capital"):
                        return row["place"]
            return None

        return place

    def _role(self, start, end, last, title, owners):
        g = self.g
        if any(g.lower[c] in ("a", "an", "another", "any") for c in g.children[last]) and not owners:
            return
        words = " ".join(g.lower[title.start : title.end])
        office = title.rows[0]["office"]
        country = next((o.country for o in owners if o.country), None)
        held = [p for p in self.scene.register.people if any(self._same_office(words, office, o) for o in p.offices)]
        told = self._by_recency(held)
        told += [
            p for p in held if p not in told and start <= p.last <= start + 60
        ]  # "the adviser said", named in the next sentence
        if country:
            told = [p for p in told if p.country == country] or [
                p for p in told if p.country is None and words in p.offices
            ]
        if not told and country and words == "leader":  # "the Italian leader" after "Prime Minister Prodi"
            people = (p for p in self.scene.register.people if p.country == country)
            told = self._by_recency([p for p in people if HEADS & p.offices])
        if country is None and any(o.label == "NORP" for o in owners):
            told = [p for p in told if p.country is None]  # "the Chechen negotiator" is not Russia's
        best = told[0] if told else None
        definite = any(g.lower[c] in ("the", "this", "that") or g.dep[c] == "poss" for c in g.children[last]) or bool(
            owners
        )
        if (
            best is not None
            and definite
            and not any(g.lower[c] in ("a", "an", "another", "former", "first") for c in g.children[last])
        ):
            best.last = max(best.last, start)
            self.put(start, end, [(best.name, "person", best.country, best.office)], "role")
        elif any(g.lower[c] in ("former", "ex", "late") for c in g.children[last]):
            return  # who held the office once is not the state
        elif own := next((o for o in owners if o.kind == "body" and self._armed(o)), None):  # "a leader of the FARC"
            self.put(start, end, [self.of(own)], "role")
        elif country and title.rows[0]["kind"] in ("political", "diplomatic", "royal", "military"):
            self.put(start, end, [(country, "state", country, words)], "role")

    def _by_recency(self, people):
        """Those of some persons who have been named so far, the last one first."""
        names = {p.name: p for p in people}
        return [names[m.name] for m in self.recent(("person",)) if m.name in names]

    def _same_office(self, words, office, held):
        if held == words:
            return True
        other = self.reader.titles.first.get(held.split()[0], ())
        same = {rows[0]["office"] for _, low, _, _, _, rows in other if " ".join(low) == held}
        if office in same or office in CHIEF_DIPLOMAT and same & CHIEF_DIPLOMAT:
            return True
        return held.endswith(" " + words) and not held.startswith(("vice", "deputy", "assistant", "prime"))

    def _words(self, start, last):
        """A group as written, without determiners and numbers: "suspected separatists"."""
        g = self.g
        while start < last and (
            g.pos[start] in ("DET", "NUM", "ADV", "PUNCT")
            or g.lower[start] in ("least", "most")
            or g.dep[start] in ("poss", "det", "nummod", "case")
        ):
            start += 1
        words = " ".join(self.scene.doc[start : last + 1].text.split())
        return (
            words if start in self.scene.at else words[0].lower() + words[1:]
        )  # "Ugandan rebels", "suspected separatists"

    def _force(self, start, end, last, row, owners):
        g = self.g
        near = g.kids(last, "amod", "compound", "nmod")  # "rebel soldiers"; "Syrian-backed forces", "foreign troops"
        whose = any(is_backed(g, c) or g.lower[c] in FOREIGN for c in near) and g.lemma[last] in FIGHTERS
        kind = "body" if whose and g.tag[last] == "NN" else "group"  # "the multinational force"
        if whose and not row["body"] or any(g.lower[c] in BREAKAWAY for c in near):
            self.put(start, end, [(self._words(min([start, *near]), last), kind, None, None)], "role")
            return
        if not owners and g.lemma[last] in INDEFINITE and any(g.lower[c] in ("a", "an") for c in g.children[last]):
            return  # "the first time that an embassy has done so"
        people = [o for o in owners if o.kind == "person"]
        bodies = [o for o in owners if o.kind == "body"]
        country = next((o.country for o in owners if o.country and o.kind in ("state", "place")), None)
        if country is None and people and not row["body"] and (g.lemma[last] not in FIGHTERS or people[0].office):
            country = people[0].country
        if country is None and people and not row["body"]:
            if g.lemma[last] not in FIGHTERS:
                return
            begin = min(start, *(o.start for o in people))  # "Kabila's rebels"
            words = " ".join(self.scene.doc[begin:end].text.split())
            self.put(begin, end, [(words, "group", None, None)], "role")
            return
        if country is None and bodies and g.lemma[last] in GOVERNING - {"leadership"}:  # "the Sandinista Government"
            known = self.reader.proper.at(g, bodies[0].start)
            country = (known.rows[0].get("country") if known is not None else "") or None
        if country is None and bodies:
            self.put(start, end, [self.of(bodies[0])], "role")
            return
        if country is None and not people and row["body"] == "Police":  # "In Managua, policemen with dogs ..."
            country = self._where(last)
        if country is None and any(o.label == "NORP" for o in owners):  # "the Chechen leadership"
            kind = "group" if g.lemma[last] in FIGHTERS else "body"
            self.put(start, end, [(self._words(start, last), kind, None, None)], "role")
            return
        if country is None and (self.number(last) or self._several(last, row) and not people):
            sides = self.meant(last, self.number(last) or 2, ("state",))
            sides = [m for m in sides if m.country or not row["body"]]
            if sides:  # "neither army", "both governments": of the two sides
                body = row["body"]
                meant = [(f"{body} ({m.country})", "body", m.country, None) if body else self.of(m) for m in sides]
                self.put(start, end, meant, "group")
                return
        if country is None and g.dep[last] == "dobj" and g.lemma[g.head[last]] in KEEPING and g.lemma[last] in FIGHTERS:
            subject = g.subject(g.head[last])  # "Australia has 1,400 troops in Iraq"
            country = next((m.country for m in self.by_root.get(subject, ()) if m.country), None)
        if country is None and any(g.lower[c] in ("the", "this") for c in g.children[last]):
            like = FIGHTERS if g.lemma[last] in FIGHTERS else {g.lemma[last]}
            like = like - IRREGULARS if g.lemma[last] == "army" else like
            told = (m for m in reversed(self.named) if m.resolved_by == "role" and g.lemma[m.root] in like)
            told = next((m for m in told if m.country or g.tag[m.root] == "NNS"), None)
            if told is not None:  # "the troops" after "Italian forces"
                self.put(start, end, [self.of(told)], "role")
                return
        if country is None and row["body"]:  # "the ministry" after "Seoul's foreign ministry"
            told = next(
                (m for m in reversed(self.named) if m.kind == "body" and m.name.startswith(row["body"] + " (")), None
            )
            country = told.country if told is not None else None
            if told is not None and row["body"] == "Police":  # the police of where the story has moved to since
                since = [m for m in self.named if m.start > told.start and m.kind == "place" and m.country]
                country = (
                    since[-1].country if since and g.sentence[start] - g.sentence[since[-1].start] <= 1 else country
                )
        if country is None:
            country = self._home(last)
        if country is None:
            if g.lemma[last] in FIGHTERS:
                self.put(start, end, [(self._words(start, last), "group", None, None)], "role")
            return
        if row["body"]:
            several = [o.country for o in owners if o.country and o.kind in ("state", "place")]
            self.put(start, end, [(f"{row['body']} ({c})", "body", c, None) for c in several or [country]], "role")
        elif g.tag[last] in ("NNS", "NNPS") and len([o for o in owners if o.country]) > 1:
            self.put(start, end, [(o.country, "state", o.country, None) for o in owners if o.country], "role")
        else:
            self.put(start, end, [(country, "state", country, None)], "role")

    def _where(self, i):
        """The state of the place where a clause says that its subject acts: "police in Basra", "In Basra, police ..."."""
        g = self.g
        for over in (i, g.head[i]):
            there = [x for w, x in g.prepositions(over) if w in ("in", "near", "outside")]
            code = next((m.country for x in there for m in self.by_root.get(x, ()) if m.country and m.place), None)
            if code:
                return code
        inside = range(*g.sentences[g.sentence[i]])  # "policemen died in clashes with rioters in Almaty"
        there = [x for x in inside if g.dep[x] == "pobj" and g.lower[g.head[x]] in ("in", "near", "outside")]
        codes = {
            m.country for x in there for m in self.by_root.get(x, ()) if m.country and m.place and m.label == "GPE"
        }
        return codes.pop() if len(codes) == 1 else None

    def _several(self, i, row):
        """Whether a plural means one of each side: "the delegations", "the parliaments", but not "police"."""
        plural = self.g.tag[i] == "NNS" and self.g.lemma[i] != self.g.lower[i]
        plural = plural and not self.g.kids(i, "compound")  # "army units" are one army's
        return plural and (row["body"] or self.g.lemma[i] in ENVOYS)

    def _adjective(self, i, row):
        """ "a rebel offer", "the government proposal": whose it is."""
        g, head = self.g, self.g.head[i]
        if self.reader.titles.at(g, head) or self.reader.groups.at(g, head) or g.lemma[head] in AREAS:
            return
        if g.tag[head] not in ("NN", "NNS"):
            return
        if row["kind"] == "group" and g.lemma[i] in INSURGENTS:
            told = self._told(i)
            self.put(i, i + 1, [self.of(told) if told else (f"{g.lemma[i]}s", "group", None, None)], "role")
        elif row["kind"] == "group" and g.lemma[head] in PROTESTS:  # "an opposition march", "a student sit-in"
            self.put(
                i,
                i + 1,
                [(g.lemma[i] if g.lemma[i] == "opposition" else f"{g.lemma[i]}s", "group", None, None)],
                "role",
            )
        elif g.lemma[i] == "government" and not self._with_heads(i) and (home := self._home(i)) is not None:
            self.put(i, i + 1, [(home, "state", home, None)], "role")

    def _with_heads(self, i):
        """ "heads of state and government": those of all, and no government of one."""
        return self.g.lower[max(i - 4, 0) : i - 1] in (["heads", "of", "state"], ["head", "of", "state"])

    def _epithet(self, i):
        """ "the country", "the kingdom"; "Washington pressed the communist state": the state named last, not the one that acts."""
        g, start = self.g, self._left(i)
        if g.lower[start] not in ("the", "this") or g.lemma[i] not in STATE_NOUNS:
            return
        if start < i - 1 and g.dep[i] in ("dobj", "pobj"):
            verb = g.verb_over(i)
            own = g.subject(verb) if verb is not None else None
            mine = {m.country for m in self.by_root.get(own, ())}
            near = (m for m in self.recent(("state",)) if m.label == "GPE" and g.sentence[i] - g.sentence[m.start] <= 2)
            home = next((m.country for m in near if m.country not in mine), None)
        else:
            home = self._home(i) if g.lemma[i] != "state" and start == i - 1 else None
        if home is not None:
            self.put(start, i + 1, [(home, "state", home, None)], "role")

    def _home(self, i):
        """The state that "the government" or "police" belongs to without being named: of this sentence, else of the one before."""
        g, s = self.g, self.g.sentence[i]
        known = [m for m in self.named if m.country and m.kind in ("state", "place", "person", "body")]
        before = [m for m in known if g.dep[m.root] not in ("compound", "nmod")] or known  # not "the Helsinki accord"
        here = [m for m in before if g.sentence[m.start] == s]
        if g.dep[i] == "nsubj" and g.dep[g.head[i]] in ("ROOT", "parataxis"):
            # "Chad shut its border after Libyan troops had crossed it, the ministry said": of whom the sentence speaks.
            spoken_of = [m for m in here if g.dep[m.root] in ("nsubj", "nsubjpass")]
            here = [m for m in spoken_of if g.dep[g.head[m.root]] in ("ROOT", "ccomp", "conj")] or here
        if here:
            return here[-1].country
        later = [m for m in self.scene.mentions if m.start > i and m.label and g.sentence[m.start] == s and m.country]
        if later:
            return later[0].country
        near = [m for m in before if s - g.sentence[m.start] <= 4]
        ours = {m.country for m in self.dyad(i)}  # rather of the sides of the story than of who mediates
        near = [m for m in near if m.country in ours] or near
        return near[-1].country if near else None
