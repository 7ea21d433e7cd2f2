"""Bodies that no lexicon has: names that end in a word for one, and what letters in brackets stand for."""

from __future__ import annotations

from .names import spelled

BODY_WORDS = frozenset(
    {"Front", "Party", "Movement", "Army", "Union", "League", "Alliance", "Council", "Brigades", "Coalition"}
)
ORGANS = frozenset({"Council", "Commission", "Committee", "Secretariat", "Assembly", "Parliament", "Board", "Court"})
NAMED_EVENTS = frozenset({"conference", "summit", "forum", "expo", "olympics", "festival", "games"})
PAPERS = frozenset(  # what letters in brackets may be short for that is no body: "a free trade area (FTA)"
    "agreement treaty pact accord convention protocol plan programme program status relations area zone memorandum"
    " understanding deal process missile weapon tax".split()
)
BUILDINGS = frozenset("center centre hotel airport stadium palace hall tower building".split())
JOINERS = frozenset("of the for on and in to 's ' ’s ’ - – &".split())


class Bodies:
    """What finds bodies in a `Scene`."""

    def bodies(self):
        """Names that end in a word for a body: "the Khmer Front", "the Union of Tribal Councils"."""
        g = self.g
        for i in range(1, g.n):
            if g.text[i] in BODY_WORDS and g.pos[i] == "PROPN" and g.ent[i] != "PERSON":
                a = i
                while (
                    a > g.sentences[g.sentence[i]][0]
                    and g.text[a - 1][0].isupper()
                    and g.pos[a - 1] in ("PROPN", "ADJ", "NOUN")
                    and not ("-" in g.text[a - 1] and g.text[a - 1].endswith(("based", "led", "backed", "run")))
                ):
                    a -= 1
                while a < i and (g.lower[a] == "the" or a in self.titled):
                    a += 1
                there = self.at.get(i)
                whole = there is not None and there.label == "ORG"
                owned = self.at.get(a)
                if owned is not None and owned.resolved_by == "demonym" and i - a > 1:
                    a = owned.end  # "the Turkish Workers' Party" keeps its state apart
                if (
                    i - a < 1
                    or whole
                    or any(self.at[j].kind in ("person", "media") for j in range(a, i + 1) if j in self.at)
                ):
                    continue
                gone = {id(self.at[j]) for j in range(a, i + 1) if j in self.at}
                self.mentions = [m for m in self.mentions if id(m) not in gone]
                self.at = {j: m for j, m in self.at.items() if id(m) not in gone}
                self.add(a, i + 1, "ORG", "body", spelled(g, a, i + 1))

    def _of_the_state_at_hand(self, bare):
        """ "The Senate" of a story that never speaks of the USA: of the state named last before it, else first of all."""
        states = [m for m in self.mentions if m.kind == "state" and m.country]
        for m in bare:
            if states and all(x.country != m.country for x in states):
                home = next((x for x in reversed(states) if x.start < m.start), states[0]).country
                m.name, m.country = f"{m.name} ({home})", home

    def parts_of_bodies(self):
        """ "the Permanent Council of the Organization of American States": one body, under its full name."""
        g = self.g
        for m in [m for m in self.mentions if m.label == "ORG" and m.kind == "body" and not m.country]:
            j = m.end
            if j + 1 >= g.n or g.lower[j] != "of" or g.text[m.end - 1] not in ORGANS:
                continue
            whole = self.at.get(j + 1 + (g.lower[j + 1] == "the"))
            if whole is None or whole.kind != "body" or whole.country or whole.label != "ORG":
                continue
            a = m.start
            while a > 1 and g.lower[a - 1] == "and" and g.pos[a - 2] == "PROPN" and a - 2 not in self.at:
                a -= 2  # "the Peace and Security Council"
            gone = {id(m), id(whole)}
            self.mentions = [x for x in self.mentions if id(x) not in gone]
            self.at = {i: x for i, x in self.at.items() if id(x) not in gone}
            self.add(a, whole.end, "ORG", "body", f"{spelled(g, a, m.end)} {spelled(g, j, whole.start)} {whole.name}")

    def acronyms(self):
        """ "Lord's Resistance Army (LRA)": the full name, and what the letters stand for from here on."""
        g, short, papers = self.g, {}, {}
        for i in range(1, g.n - 2):
            letters = g.text[i + 1]
            if (
                g.text[i] != "("
                or g.text[i + 2] != ")"
                or not (2 <= len(letters) <= 8 and sum(c.isupper() for c in letters) >= 2)
            ):
                continue
            before = self.at.get(i - 1)
            if g.lower[i - 1] in PAPERS:
                papers[letters] = g.lower[i - 1]
            if before is not None and before.kind in ("body", "event"):
                short[letters] = before
            elif before is None:
                a = self._spelled_out(i, letters) if g.lower[i - 1] not in PAPERS else None
                if g.lower[i - 1] in PAPERS:
                    self.papers.add(letters)
                elif a is not None:
                    covered = {id(self.at[j]) for j in range(a, i) if j in self.at}
                    self.mentions = [m for m in self.mentions if id(m) not in covered]
                    self.at = {j: m for j, m in self.at.items() if id(m) not in covered}
                    last = g.lower[i - 1]
                    label, kind = ("EVENT", "event") if last in NAMED_EVENTS else ("ORG", "body")
                    label, kind = ("FAC", "place") if last in BUILDINGS else (label, kind)
                    short[letters] = self.add(a, i, label, kind, spelled(g, a, i))
        for i in range(g.n):
            g.lemma[i] = papers.get(g.text[i], g.lemma[i])  # "the Lusaka Peace Agreement (LPA)", "signed the LPA"
            full = short.get(g.text[i])
            if full is None:
                continue
            there = self.at.get(i)
            if there is None:
                self.add(i, i + 1, full.label, full.kind, full.name, country=full.country, resolved_by="acronym")
            elif there.end - there.start == 1 and there is not full:
                there.kind, there.name, there.country, there.resolved_by = full.kind, full.name, full.country, "acronym"

    def _spelled_out(self, i, letters):
        """First token of the name before "(LETTERS)" whose capitals give them."""
        g, want = self.g, [c.lower() for c in letters if c.isalpha()]
        got, a, best = [], i - 1, None
        while a >= 0 and i - a <= 12 and (g.text[a][0].isupper() or g.lower[a] in JOINERS or g.text[a] == "-"):
            if g.text[a][0].isupper():
                got.insert(0, g.lower[a][0])
                if got[0] == want[0] and len(got) >= max(2, len(want) - 1) and set(want) <= set(got):
                    best = a
                    if len(got) >= len(want):
                        break
            a -= 1
        return best

    def _people(self, m, how):
        """ "the Kurds", "Iraqi Kurds": people without a state, or a part of one."""
        of = self.at.get(m.start - 1)
        if of is None or of.resolved_by != "demonym" or not of.country or of.end - of.start > 1:
            self.add(m.start, m.end, "NORP", "group", spelled(self.g, m.start, m.end), resolved_by=how)
            return
        self.mentions.remove(of)
        del self.at[of.start]
        name = spelled(self.g, of.start, m.end)
        self.add(of.start, m.end, "NORP", "group", name, country=of.country, resolved_by=how)

    def _peoples(self):
        """ "Serbs" are the "Bosnian Serbs" where these are named; "Serbian" is Serbia's all the same."""
        g = self.g
        whole = [m for m in self.mentions if m.kind == "group" and m.label in ("NORP", "") and m.end - m.start > 1]
        short = {g.lower[m.end - 1].removesuffix("s"): m for m in whole if self._plural(m.end - 1)}
        for m in self.mentions:
            full = short.get(g.lower[m.start].removesuffix("s")) if m.label == "NORP" and m.end - m.start == 1 else None
            if full is not None and m.start > full.start:
                m.kind, m.name, m.country = "group", full.name, None
