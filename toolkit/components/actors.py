"""Who is named: persons, states, bodies, groups, media and places, each with a canonical name inside the article."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..knowledge import table
from . import references
from .gazetteer import Gazetteer
from .grammar import grammar_of
from .names import Register, is_name_token, name_end, parts, spelled, surname

Doc.set_extension("actors", default=(), force=True)

LABELS = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"})
KIND_OF_LABEL = {
    "PERSON": "person",
    "ORG": "body",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
    "EVENT": "event",
}
BODY_WORDS = frozenset(
    {"Front", "Party", "Movement", "Army", "Union", "League", "Alliance", "Council", "Brigades", "Coalition"}
)
NAMED_EVENTS = frozenset({"conference", "summit", "forum", "expo", "olympics", "festival", "games"})
PLACE_PREPOSITIONS = frozenset(
    "in at from near outside inside into through across around to via over toward towards off on".split()
)
JOINERS = frozenset("of the for on and in to 's ' ’s ’ - – &".split())


@dataclass(slots=True)
class Mention:
    """One mention: tokens ``start`` to ``end`` (half-open), its syntactic head, and what it stands for."""

    start: int
    end: int
    root: int
    label: str  # OntoNotes: PERSON ORG GPE LOC FAC NORP EVENT; "" for a pronoun, a role or a group noun
    kind: str  # person, state, body, group, place, media, event
    name: str  # canonical: fullest name in the article, or ISO 3166 alpha-3 for a state
    country: str | None = None
    office: str | None = None
    is_government: bool = False
    resolved_by: str = "name"
    place: str | None = None  # canonical name as a place ("Seoul", "South Korea"), where the word can be one


@Language.factory("wire_actors", default_config={"lexicons": None}, assigns=["doc._.actors"])
def make(nlp: Language, name: str, lexicons: str | None):
    return ActorReader(nlp, lexicons)


class ActorReader:
    """The component: lexicons and their indexes, made once."""

    def __init__(self, nlp: Language, folder: str | None):
        self.proper = Gazetteer(nlp, {"agencies": "name", "bodies": "name", "names": "name"}, folder)
        self.titles = Gazetteer(nlp, {"titles": "title"}, folder, proper=False)
        self.groups = Gazetteer(nlp, {"groups": "noun"}, folder, proper=False)
        self.states = {row["country"]: row["name"] for row in table("countries", folder)}
        self.capitals: dict[str, str] = {}
        for row in table("names", folder):
            if row["kind"] == "capital":
                self.capitals.setdefault(row["country"], row["place"] or row["name"])
        self.known_holders = Gazetteer(nlp, {"offices": "holder"}, folder)
        self.holders: dict[tuple[str, ...], dict] = {}
        for row in table("offices", folder):
            self.holders.setdefault(parts(row["holder"]), row)

    def __call__(self, doc: Doc) -> Doc:
        free_names(grammar_of(doc), doc._.times)
        scene = Scene(doc, self)
        scene.known_names()
        scene.persons()
        scene.bodies()
        scene.acronyms()
        scene.model_names()
        scene.short_names()
        scene.standing()
        references.resolve(scene)
        doc._.actors = sorted(scene.mentions, key=lambda m: (m.start, m.end, m.name))
        doc.spans["actors"] = [Span(doc, m.start, m.end, label=m.label or m.kind.upper()) for m in doc._.actors]
        return doc


def free_names(g, times):
    """ "met President Lee Wednesday": a name that the parser took for a part of the date is the verb's object."""
    for t in times:
        for i in range(t.start, t.end):
            for c in [
                c for c in g.children[i] if c < t.start and g.dep[c] in ("compound", "nmod") and g.pos[c] == "PROPN"
            ]:
                over = g.head[i]
                if g.is_verb(over) and c > over:
                    g.reattach(c, over, "dobj" if g.child(over, "dobj") is None else "dep")
                elif g.is_verb(over) and g.child(over, "nsubj") is None:
                    g.reattach(c, over, "nsubj")


class Scene:
    """One article while it is read: its mentions, which tokens they take, and its register of persons."""

    def __init__(self, doc: Doc, reader: ActorReader):
        self.doc, self.reader, self.g = doc, reader, grammar_of(doc)
        self.mentions: list[Mention] = []
        self.at: dict[int, Mention] = {}  # token -> the mention that takes it
        self.register = Register()
        self.titles: list = []  # matches of the title lexicon
        self.titled: set[int] = set()  # title tokens that stand before or after a person's name
        self.person_spans = [(e.start, e.end) for e in doc.ents if e.label_ == "PERSON"]

    def add(self, start, end, label, kind, name, **more) -> Mention:
        mention = Mention(start, end, self.root(start, end), label, kind, name, **more)
        self.mentions.append(mention)
        for i in range(start, end):
            self.at.setdefault(i, mention)
        return mention

    def root(self, start, end):
        head = self.g.head
        return next((i for i in range(end - 1, start - 1, -1) if not start <= head[i] < end or head[i] == i), end - 1)

    # -- what the lexicons know ----------------------------------------------------

    def known_names(self):
        g = self.g
        person_token = {i for a, b in self.person_spans if b - a > 1 for i in range(a, b)}
        longer: dict[int, list[int]] = {}
        for e in self.doc.ents:
            if e.label_ == "ORG" and g.text[e.end - 1][0].isupper():
                longer.setdefault(e.start + (g.lower[e.start] == "the"), []).append(e.end)
        later = []
        for m in self.reader.proper.find(g):
            row = m.rows[0]
            if m.table == "names":
                row = self._sense(m)
                if row["context"]:
                    later.append((m, row))
                    continue
                if self._in_a_name(m, row, person_token):
                    continue
                self._states(m, row)
            elif m.table == "bodies":
                owner = self._country_before(m.start) if row["kind"] == "state organ" and not row["country"] else None
                if owner:
                    self.add(m.start, m.end, "ORG", "body", f"{row['body']} ({owner})", country=owner)
                    continue
                kind = "event" if row["kind"] == "conference" else "body"
                label = "EVENT" if kind == "event" else "ORG"
                end = max([m.end, *longer.get(m.start, ())]) if row["kind"] == "company" else m.end  # "Apple Inc."
                self.add(m.start, end, label, kind, row["body"], country=row["country"] or None,
                         resolved_by="acronym" if g.text[m.start].isupper() and m.end - m.start == 1 else "name")  # fmt: skip
            elif not (row["kind"] == "site" and g.text[m.start].islower()):
                self.add(m.start, m.end, "ORG", "media", row["outlet"], country=row["country"] or None)
        written: dict[str, str] = {}  # the fullest form of a body's name that the article itself has
        for m in self.mentions:
            if m.kind in ("body", "event") and not m.name.endswith(")"):
                form = spelled(self.g, m.start, m.end)
                written[m.name] = max(written.get(m.name, ""), form, key=len)
        for m in self.mentions:
            m.name = written.get(m.name, m.name) if m.kind in ("body", "event") else m.name
        known = {m.country for m in self.mentions}
        for m, row in later:  # "the North" where North or South Korea is named, too
            if row["context"] in known or {"PRK": "KOR", "KOR": "PRK"}.get(row["context"]) in known:
                self._states(m, row)

    def _states(self, m, row):
        """One mention, or for "the two Koreas" one for each."""
        for r in m.rows if row["kind"] == "pair" else (row,):
            self._country(m, r)

    def _sense(self, m):
        """Of several senses of one word that which its place in the phrase asks for: "Japanese leaders" or "the Japanese"."""
        if len(m.rows) == 1:
            return m.rows[0]
        g, last = self.g, m.end - 1
        adjective = g.pos[last] == "ADJ" or g.dep[last] in ("amod", "compound", "nmod")
        wanted = ("demonym", "state", "capital", "people") if adjective else ("state", "capital", "people", "demonym")
        return min(m.rows, key=lambda r: wanted.index(r["kind"]) if r["kind"] in wanted else 9)

    def _in_a_name(self, m, row, person_token):
        """A place's word inside a person's name: "Israel Katz", "Chris Jordan"."""
        g = self.g
        if m.start and g.lower[m.start - 1] in ("to", "of", "in", "from"):  # "envoy to Zimbabwe Shaharuddin Som"
            return False
        if m.end - m.start == 1 and not row["country"] and row["kind"] == "people":  # "Prime Minister Karen Sargsyan"
            return m.start in person_token
        if row["kind"] in ("demonym", "people", "seat") or m.end - m.start > 1 or m.start not in person_token:
            return False
        after = m.end < g.n and m.end in person_token and is_name_token(g, m.end)
        before = m.start > 0 and m.start - 1 in person_token and is_name_token(g, m.start - 1)
        if after and self.reader.titles.at(g, m.end):
            return False
        return after or before and not self.reader.proper.at(g, m.start - 1)

    def _country(self, m, row):
        kind, code = row["kind"], row["country"] or None
        how = {"capital": "capital", "seat": "seat", "demonym": "demonym", "people": "demonym", "state": "state"}.get(
            kind, "name"
        )
        if kind in ("demonym", "people"):
            self.add(m.start, m.end, "NORP", "state", code or row["name"], country=code, resolved_by=how)
        elif kind == "territory":
            self.add(
                m.start,
                m.end,
                "GPE",
                "body",
                row["place"] or row["name"],
                resolved_by=how,
                place=row["place"] or row["name"],
            )
        elif kind == "region" or not code:
            self.add(m.start, m.end, "LOC", "place", row["place"] or row["name"], place=row["place"] or row["name"])
        elif kind == "seat":
            self.add(
                m.start,
                m.end,
                "ORG",
                "state",
                code,
                country=code,
                resolved_by=how,
                is_government=True,
                place=row["place"] or None,
            )
        else:
            place = row["place"] or (
                self.reader.states.get(code) if kind in ("state", "nickname", "pair") else row["name"]
            )
            self.add(
                m.start,
                m.end,
                "GPE",
                "place" if kind in ("city", "region") else "state",
                place or code,
                country=code,
                resolved_by=how,
                place=place,
            )

    # -- persons -------------------------------------------------------------------

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
            if again is not None:  # "mediator Archbishop Cipriani": the title nearest the name
                i = start
                continue
            if start + 1 < limit and g.lower[start] in (
                "of",
                "to",
            ):  # "Chairman of the Expediency Council Akbar Rafsanjani"
                whose = self.at.get(start + 1 + (g.lower[start + 1] == "the"))
                if whose is not None and whose.kind in ("state", "body") and g.ent[min(whose.end, g.n - 1)] == "PERSON":
                    start = whose.end
            comma = start < limit and g.text[start] == "," and g.pos[i] != "PROPN"
            end = name_end(g, start + comma, limit, taken=self.at) if start + comma < limit else start
            start += comma
            closed = end < limit and g.text[end] in (",", ".", "(")
            if end > start and (not comma or (end - start > 1 or g.ent[start] == "PERSON") and closed):
                row = title.rows[0]
                office = None if row["kind"] in ("courtesy",) else " ".join(g.text[title.start : title.end])
                found[start, end] = (office, self._country_before(title.start), title)
                self.titled.update(range(title.start, title.end))
            i = max(title.end, end) if end > start and not comma else title.end
        taken = {i for a, b in found for i in range(a, b)}
        for a, b in self.person_spans:
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
                found[a, end] = (None, None, None)
                taken.update(range(a, end))
        for m in self.reader.known_holders.find(g):  # who holds or held an office needs no model
            if m.end - m.start > 1 and not any(i in taken or i in self.at for i in range(m.start, m.end)):
                found[m.start, m.end] = (None, None, None)
                taken.update(range(m.start, m.end))
        self._aged(found, taken)
        slips: dict = {}  # spans that are a known surname but for one letter
        spans = sorted(found, key=lambda s: (len(parts(spelled(g, *s))) < 2, s))
        for a, b in spans:
            office, country, _ = found[a, b]
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
        self._appositions()

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
            if person is None or m.end >= g.n or g.text[m.end] != ",":
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

    # -- bodies ----------------------------------------------------------------------

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

    def acronyms(self):
        """ "Lord's Resistance Army (LRA)": the full name, and what the letters stand for from here on."""
        g, short = self.g, {}
        for i in range(1, g.n - 2):
            letters = g.text[i + 1]
            if (
                g.text[i] != "("
                or g.text[i + 2] != ")"
                or not (2 <= len(letters) <= 8 and sum(c.isupper() for c in letters) >= 2)
            ):
                continue
            before = self.at.get(i - 1)
            if before is not None and before.kind in ("body", "event"):
                short[letters] = before
            elif before is None:
                a = self._spelled_out(i, letters)
                if a is not None:
                    covered = {id(self.at[j]) for j in range(a, i) if j in self.at}
                    self.mentions = [m for m in self.mentions if id(m) not in covered]
                    self.at = {j: m for j, m in self.at.items() if id(m) not in covered}
                    event = g.lower[i - 1] in NAMED_EVENTS
                    label, kind = ("EVENT", "event") if event else ("ORG", "body")
                    short[letters] = self.add(a, i, label, kind, spelled(g, a, i))
        for i in range(g.n):
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

    # -- what the model adds ------------------------------------------------------------

    def model_names(self):
        g = self.g
        for ent in self.doc.ents:
            a, b, label = ent.start, ent.end, ent.label_
            if label not in LABELS or any(i in self.at for i in range(a, b)):
                continue
            while a < b and (g.lower[a] in ("the", "a", "an") or g.text[a].isspace() or not g.text[a][0].isalnum()):
                a += 1
            while b > a and (
                g.text[b - 1] in ("'s", "’s", "(", ",", ".") or not any(c.isalnum() for c in g.text[b - 1])
            ):
                b -= 1
            if (
                a == b
                or all(i in self.titled for i in range(a, b))
                or not any(t[0].isupper() or t[0].isdigit() for t in g.text[a:b])
            ):
                continue
            if b - a == 1 and label != "PERSON":
                person = self._short_form(a)
                if person is not None:
                    continue
            title = self.reader.titles.at(g, a)
            if title is not None and title.end >= b or b - a == 1 and g.lower[a] in NAMED_EVENTS:
                continue
            if label == "PERSON" and g.lower[a - 1] == "the":
                label = "ORG"
            if label == "ORG" and g.lower[b - 1] in NAMED_EVENTS:
                label = "EVENT"
            if label == "PERSON":
                person = self.register.add(spelled(g, a, b), a)
                self.add(a, b, label, "person", person.name)
            else:
                kind = KIND_OF_LABEL[label]
                name = spelled(g, a, b)
                self.add(a, b, label, kind, name, place=name if kind == "place" else None)

    def _short_form(self, i):
        """The person whom a single word stands for: by the surname, or the second of three names."""
        word = self.g.lower[i]
        person = self.register.match((word,), i)
        inner = person is not None and len(person.tokens) == 3 and word == person.tokens[1]  # "Ricardo Lagos Escobar"
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

    def standing(self):
        """Which states stand for a government here, and which are places: the same word is both in one article."""
        for m in self.mentions:
            if m.kind != "state" or m.label != "GPE":
                continue
            dateline = (
                m.end < self.g.n
                and self.g.sentence[m.start] == 0
                and self.g.text[m.end] in (":", "(", ",")
                and self.g.text[m.start].isupper()
            )
            m.is_government = not dateline and self._acts(m.root)
            if m.is_government:
                m.name = m.country

    def _acts(self, i: int) -> bool:
        g = self.g
        i = g.first_conjunct(i)
        dep, head = g.dep[i], g.head[i]
        if dep in ("nsubj", "nsubjpass", "agent", "dobj", "dative", "ROOT"):
            return not (dep == "dobj" and g.lemma[head] in ("visit", "leave", "tour", "reach", "enter"))
        if dep == "poss":
            return True
        if dep == "pobj":
            word = g.lower[head]
            return word not in PLACE_PREPOSITIONS and word != "of"
        if dep in ("compound", "nmod", "amod"):
            return g.pos[head] in ("NOUN", "PROPN")
        return dep in ("attr", "dep", "appos")
