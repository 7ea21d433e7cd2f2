"""The persons of an article: whoever has a title, an age or a known office, and the short forms that stand for them later."""

from __future__ import annotations

from .bodies import BODY_WORDS, JOINERS
from .names import CONNECTORS, EASTERN_SURNAMES, is_name_token, name_end, parts, spelled, surname

PORTFOLIOS = frozenset(
    "trade affairs defense defence finance security education health economy justice industry energy agriculture environment"
    " culture cooperation development transport commerce labor labour planning tourism works information technology".split()
)


class Persons:
    """What finds persons in a `Scene`."""

    def persons(self):
        g = self.g
        found: dict[tuple[int, int], tuple] = {}  # span -> (office, country)
        i = 0
        while i < g.n:
            title = self.reader.titles.at(g, i) if g.lower[i] in self.reader.titles.first and i not in self.at else None
            if title is None:
                i += 1
                continue
            self.titles.append(title)
            limit = g.sentences[g.sentence[i]][1]
            start = title.end
            if start + 1 < limit and g.text[start] in "-–" and g.lower[start + 1] in ("elect", "designate", "general"):
                start += 2
            again = self.reader.titles.at(g, start) if start < limit else None
            if again is not None and not self._first_name(
                start
            ):  # "mediator Archbishop Cipriani": the title nearest the name
                i = start
                continue
            behind = self._behind_portfolio(start, limit)
            start = behind or start
            comma = start < limit and g.text[start] == "," and g.pos[i] != "PROPN"
            end = (
                name_end(g, start + comma, limit, taken=self._fixed(start + comma)) if start + comma < limit else start
            )
            start += comma
            closed = end < limit and g.text[end] in (",", ".", "(")
            if end > start and (not comma or (end - start > 1 or g.ent[start] == "PERSON") and closed):
                row = title.rows[0]
                office = None if row["kind"] in ("courtesy",) else " ".join(g.text[title.start : title.end])
                country = self._country_before(title.start)
                if behind:
                    own = g.lower[title.end] != "for" and title.rows[0]["kind"] != "diplomatic"
                    whose = (self.at[j].country for j in range(title.end, start) if j in self.at and own)
                    country = country or next((c for c in whose if c), None)
                    self._in_place_of(title, start, end)
                found[start, end] = (office, country, title)
                self.titled.update(range(title.start, title.end))
            i = max(title.end, end) if end > start and not comma else title.end
        taken = {i for a, b in found for i in range(a, b)}
        for a, b in self.person_spans:
            if g.lower[a - 1] in EASTERN_SURNAMES and g.dep[a - 1] == "compound" and a <= g.head[a - 1] < b:
                a -= is_name_token(g, a - 1) and a - 1 not in self.at  # the model begins "Han Sung Joo" at "Sung"
            while a < b and (a in taken or a in self.at or not is_name_token(g, a)):
                a += 1
            title = self.reader.titles.at(g, a) if a < b else None
            if title is not None:
                a = title.end
            if a >= b or a in taken or g.lower[a - 1] == "the":  # no person takes an article: "the Beatles"
                continue
            if a == b:
                continue
            end = max(name_end(g, a, g.sentences[g.sentence[a]][1], taken={*self.at, *taken}), a)
            if end > a:
                owner = self.at.get(a - 2) if g.lower[a - 1] in ("'s", "’s") else None  # "Japan's Taro Kono"
                found[a, end] = (None, owner.country if owner is not None and owner.kind == "state" else None, None)
                taken.update(range(a, end))
        for m in self.reader.known_holders.find(g):  # who holds or held an office needs no model
            if m.end - m.start > 1 and not any(i in taken or i in self.at for i in range(m.start, m.end)):
                found[m.start, m.end] = (None, None, None)
                taken.update(range(m.start, m.end))
        self._named_behind(found, taken)
        self._before_office(found, taken)
        self._aged(found, taken)
        slips: dict = {}  # spans that are a known surname but for one letter
        spans = sorted(found, key=lambda s: (len(parts(spelled(g, *s))) < 2, s))
        for a, b in spans:
            office, country, _ = found[a, b]
            beside = a - 1 - (g.text[a - 1] == ",") if a else 0  # "his Tunisian counterpart, Hamed Karoui"
            country = country or (self._country_before(beside) if g.lower[beside] == "counterpart" else None)
            name = spelled(g, a, b)
            slip = (
                self.register.near(name.lower())
                if " " not in name and self.register.match(parts(name), a) is None
                else None
            )
            person = slip or self.register.add(name, a, office, country)
            slips.update({(a, b): slip} if slip else {})
            if person.country is None:
                holder = self.reader.holders.get(person.tokens)
                person.country = holder["country"] or None if holder else None
        for a, b in spans:
            office, country, _ = found[a, b]
            person = slips.get((a, b)) or self.register.match(parts(spelled(g, a, b)), a)
            self.add(a, b, "PERSON", "person", person.name, office=office)
        self._beside_persons()
        self._appositions()

    def _behind_portfolio(self, i, limit):
        """Where the name begins behind what an office is of: "Chairman of the Expediency Council Akbar Rafsanjani"."""
        g = self.g
        if i + 1 >= limit or not (
            g.lower[i] in ("of", "to", "for") or g.lower[i] == "and" and g.text[i - 1][0].isupper()
        ):
            return None  # "Minister of Foreign Affairs and Cooperation A B"
        names = {a for a, b in self.person_spans if b - a > 1}
        for j in range(i + 1, min(i + 16, limit - 1)):
            if self.reader.titles.at(g, j):
                return None  # "aide to President A B"
            if g.text[j][0].isupper() and g.text[j - 1][0].isupper() or j - 1 in self.at:
                before = self.at.get(j - 1)
                named = before is not None and before.kind in ("state", "body") and before.end == j
                named = named or g.lower[j - 1] in PORTFOLIOS and g.lower[j] not in PORTFOLIOS
                if j in names or named and j not in self.at and is_name_token(g, j) and is_name_token(g, j + 1):
                    return j
            if not (g.text[j][0].isupper() or g.lower[j] in JOINERS or g.text[j] == ","):
                return None
        return None

    def _in_place_of(self, title, a, b):
        """ "met Chairman of the Council A and Speaker of the House B": the names stand where the parser has the titles."""
        g = self.g
        t, name = self.root(title.start, title.end), self.root(a, b)
        if g.head[t] == t or g.head[t] in g.subtree(name):
            return
        g.reattach(name, g.head[t], g.dep[t])
        g.reattach(t, name, "compound")
        for c in [c for c in g.kids(t, "conj", "cc", "punct", "appos") if c >= b]:
            g.reattach(c, name, g.dep[c])

    def _beside_persons(self):
        """ "Ministers Arman Hakobyan and Elchin Mammadov": a name joined to a person's is a person's, whatever the model saw."""
        g = self.g
        for m in [m for m in self.mentions if m.kind == "person"]:
            for i in g.conjuncts(m.root):
                first = min([i, *(c for c in g.kids(i, "compound") if g.pos[c] == "PROPN" and c not in self.titled)])
                free = all(j not in self.at and not g.ent[j] and is_name_token(g, j) for j in range(first, i + 1))
                if free and first < i:
                    name = spelled(g, first, i + 1)
                    self.add(first, i + 1, "PERSON", "person", self.register.add(name, first).name)

    def _fixed(self, start):
        """Tokens that no name behind a title runs into; a town in it is a part of it: "Albert del Rosario", "Juan Medina"."""
        g, free = self.g, set()
        for i in range(start + 1, min(start + 6, g.n)):
            m = self.at.get(i)
            town = m is not None and m.end - m.start == 1 and m.label == "GPE" and m.resolved_by in ("name", "capital")
            inside = (
                g.dep[i - 1] == "compound" and g.head[i - 1] == i and is_name_token(g, i - 1) and i - 1 not in self.at
            )
            particle = i > start + 1 and g.lower[i - 1] in CONNECTORS and g.lower[i - 1] not in ("i", "y")
            if town and (particle or inside):
                self.mentions.remove(m)
                free.add(i)
        self.at = {i: m for i, m in self.at.items() if i not in free} if free else self.at
        return self.at

    def _first_name(self, i):
        """ "Defense Minister Amir Peretz": a title that is a first name, too."""
        return (
            self.g.lower[i] in ("amir", "emir", "sultan", "dean", "earl", "duke", "major")
            and (i, i + 2) in self.person_spans
        )

    def _named_behind(self, found, taken):
        """ "The candidate of France's Socialist Party, Ana Ruiz, ...": the name in commas behind an office and whose it is."""
        g, names = self.g, {a: b for a, b in self.person_spans if b - a > 1}
        for title in self.titles:
            t = self.root(title.start, title.end)
            if (
                title.start in self.titled
                or g.tag[t] != "NN"
                or title.end >= g.n
                or g.lower[title.end] not in ("of", "in", "for", "to")
            ):
                continue
            comma = next(
                (j for j in range(title.end, min(title.end + 9, g.n - 1)) if g.text[j] == "," or g.is_verb(j)), 0
            )
            end = names.get(comma + 1, 0)
            if not comma or g.text[comma] != "," or end >= g.n or g.text[end] not in (",", ".", "("):
                continue
            if (comma + 1, end) in found and found[comma + 1, end][0] is None:
                whose = (self.at[j].country for j in range(title.end, comma) if j in self.at)
                country = self._country_before(title.start) or next((c for c in whose if c), None)
                found[comma + 1, end] = (" ".join(g.text[title.start : title.end]), country, title)
                self.titled.update(range(title.start, title.end))
                name = self.root(comma + 1, end)
                if t not in (name, *g.up(t)) and name not in g.up(t) and g.head[name] != name:
                    g.reattach(name, t, "appos")

    def _before_office(self, found, taken):
        """ "Ana Ruiz, the foreign minister of Peru, ...": who is told to hold an office is a person."""
        g = self.g
        for title in self.titles:
            comma = title.start - 1
            while comma > 0 and (g.pos[comma] in ("DET", "ADJ") or comma in self.at or g.text[comma] in ("'s", "’s")):
                comma -= 1
            closed = title.end < g.n and (
                g.lower[title.end] in ("of", ",", "for", "in", "and") or g.text[title.end] == "."
            )
            if title.start in self.titled or comma < 2 or g.text[comma] != "," or not closed:
                continue
            a = comma
            while a > 0 and self._may_name(a - 1, taken) and g.sentence[a - 1] == g.sentence[comma] and comma - a < 4:
                a -= 1
            while a < comma and not g.text[a][0].isupper():
                a += 1
            if comma - a > 1 and not any(g.text[i] in BODY_WORDS for i in range(a, comma)):
                found[a, comma] = (None, None, None)
                taken.update(range(a, comma))

    def _may_name(self, i, taken):
        g = self.g
        free = i not in taken and i not in self.at and g.ent[i] in ("", "PERSON", "ORG", "GPE")
        return free and (g.pos[i] == "PROPN" and is_name_token(g, i) or g.lower[i] in CONNECTORS and i > 0)

    def _aged(self, found, taken):
        """ "Shbair, 60, was ...": whoever has an age is a person."""
        g = self.g
        for i in range(2, g.n - 1):
            if g.tag[i] == "CD" and g.text[i - 1] == "," and g.text[i + 1] == "," and len(g.text[i]) == 2:
                a = i - 2
                while (
                    a > 0
                    and a not in taken
                    and a not in self.at
                    and is_name_token(g, a - 1)
                    and g.start[a] - g.end[a - 1] <= 1
                ):
                    a -= 1
                if a not in taken and a not in self.at and is_name_token(g, a):
                    found[a, i - 1] = (None, None, None)

    def _country_before(self, i: int) -> str | None:
        """The state that a title belongs to: "South Korean foreign minister", "Georgia's Prime Minister"."""
        g = self.g
        for j in range(i - 1, max(i - 6, -1), -1):
            mention = self.at.get(j)
            if mention is not None and mention.kind in ("state", "body") and mention.country:
                return mention.country
            if g.pos[j] in ("ADP", "SCONJ", "CCONJ", "PUNCT", "AUX", "PRON", "SPACE") or g.tag[j] in (
                "VBD",
                "VBZ",
                "VBP",
                "VB",
            ):
                return None
        return None

    def _appositions(self):
        """ "Mohammed Shbair, former president of ...", "Lee, the foreign minister of Singapore"."""
        g = self.g
        starts = {t.start: t for t in self.titles}
        for m in [m for m in self.mentions if m.kind == "person"]:
            person = self.register.match(parts(m.name), m.start)
            if person is None or m.end >= g.n:
                continue
            home = self.at.get(m.end + 1) if g.lower[m.end] == "of" else None  # "President Yusuf of Somalia"
            if home is not None and home.kind == "state" and home.resolved_by == "state":
                person.country = person.country or home.country
            if g.text[m.end] != ",":
                continue
            for j in range(m.end + 1, min(m.end + 7, g.n)):
                title = starts.get(j)
                if title is not None and title.start not in self.titled:
                    person.office = person.office or " ".join(g.text[title.start : title.end])
                    person.offices.add(" ".join(g.lower[title.start : title.end]))
                    self.titled.update(range(title.start, title.end))
                    after = self.at.get(title.end + 1) if title.end < g.n and g.lower[title.end] == "of" else None
                    person.country = (
                        person.country or self._country_before(title.start) or (after.country if after else None)
                    )
                    break
                if g.text[j] in (",", ".") or g.pos[j] == "VERB":
                    break

    def _goes_by_it(self, i, person):
        """Whether a first name alone stands for a person, as Ethiopians, kings and Icelanders are called: it acts by itself."""
        g = self.g
        if g.dep[i] not in ("nsubj", "nsubjpass", "poss") or len(self.register.by_token[g.lower[i]]) > 1:
            return False
        joined = any(g.pos[j] == "PROPN" and abs(i - j) == 1 for j in (*g.children[i], g.head[i]))
        return min(person.seen) < i and not joined

    def _short_form(self, i):
        """The person whom a single word stands for: by the surname, or the second of three names."""
        word = self.g.lower[i]
        person = self.register.match((word,), i)
        inner = person is not None and len(person.tokens) == 3 and word == person.tokens[1]  # "Ricardo Lagos Escobar"
        if (
            person is not None
            and word == person.tokens[0]
            and len(person.tokens) in (2, 3)
            and self._goes_by_it(i, person)
        ):
            return person
        if person is not None and (word in (surname(person.tokens), person.tokens[-1]) or inner):
            return person
        return None

    def short_names(self):
        """Surnames of persons named in full elsewhere in the article, wherever they stand and whatever the model thought."""
        g = self.g
        inside = {
            i
            for e in self.doc.ents
            if e.end - e.start > 2 and e.label_ in ("ORG", "FAC", "WORK_OF_ART", "LAW", "EVENT")
            for i in range(e.start, e.end)
        }
        for m in [
            m for m in self.mentions if (m.kind == "place" or m.resolved_by == "capital") and m.end - m.start == 1
        ]:  # "Lagos will stay two days"
            acts = g.dep[m.root] in ("nsubj", "nsubjpass", "poss", "dobj") or g.lower[g.head[m.root]] in ("with", "by")
            if (
                acts
                and g.lower[m.start] in self.register.by_token
                and len(self.register.by_token[g.lower[m.start]][0].tokens) > 1
            ):
                self.mentions.remove(m)
                del self.at[m.start]
        for i in range(g.n):
            if i in self.at or i in inside or not g.text[i][0].isupper():
                continue
            person = self._short_form(i) if g.lower[i] in self.register.by_token else None
            if person is None and g.tag[i] == "NNP" and g.text[i].isalpha() and i not in self.titled:
                person = self.register.near(g.lower[i])
            if person is not None:
                person.seen.append(i)
                start = i
                if i > 1 and g.text[i - 1] == "-" and g.lower[i - 2] in ("al", "el"):
                    start = i - 2
                end = i + 1
                while (
                    end < g.n
                    and end not in self.at
                    and (
                        g.lower[end] in person.tokens
                        or g.text[end] == "-"
                        and end + 1 < g.n
                        and g.lower[end + 1] in person.tokens
                    )
                ):
                    end += 1
                self.add(start, end, "PERSON", "person", person.name, resolved_by="short name")
        for m in self.mentions:
            if m.kind == "person":
                person = self.register.match(parts(m.name), m.start)
                if person is not None:
                    m.resolved_by = "name" if parts(spelled(g, m.start, m.end)) == person.tokens else "short name"
                    m.name, m.country = person.name, person.country or m.country
                    m.office = m.office or person.office
