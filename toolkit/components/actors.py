"""Who is named: persons, states, bodies, groups, media and places, each with a canonical name inside the article."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from ..knowledge import table
from . import references
from .bodies import NAMED_EVENTS, Bodies
from .gazetteer import Gazetteer
from .gender import women
from .grammar import dateline, grammar_of
from .institutions import TOWNS
from .mending import free_names
from .names import CONNECTORS, Register, is_name_token, joined, parts, spelled, without_number
from .persons import Persons

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
CONTINENTS = frozenset({"Africa", "Asia", "Europe", "Latin America", "the West", "Arab world"})
SPELLED_OUT = frozenset({"UN", "EU", "AU"})  # read as words: "the U.N." is the United Nations, but NATO is NATO
# Whose capital it was, to the end of which year; the codes as in countries.csv.
FORMERLY = {"RUS": ("SUN", 1991), "CZE": ("CSK", 1992), "SRB": ("YUG", 2002)}
PAPERS = frozenset({"daily", "newspaper", "weekly", "magazine"})
PLACE_PREPOSITIONS = frozenset(
    "in at from near outside inside into through across around to via over toward towards off on".split()
)


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
        self.women = women(folder)
        self.known_holders = Gazetteer(nlp, {"offices": "holder"}, folder)
        self.holders: dict[tuple[str, ...], dict] = {}
        for row in table("offices", folder):
            names = parts(row["holder"])
            self.holders.setdefault(names, row)
            self.holders.setdefault(names[:2], row)  # "Salva Kiir" for Salva Kiir Mayardit
            self.holders.setdefault((names[0], names[-1]), row)  # "Gloria Arroyo" for Gloria Macapagal Arroyo

    def __call__(self, doc: Doc) -> Doc:
        free_names(grammar_of(doc), doc._.times)
        scene = Scene(doc, self)
        scene.known_names()
        scene.join_lists()
        scene.persons()
        scene.bodies()
        scene.acronyms()
        scene.model_names()
        scene.parts_of_bodies()
        scene.short_names()
        scene.standing()
        references.resolve(scene)
        doc._.actors = sorted(scene.mentions, key=lambda m: (m.start, m.end, m.name))
        doc.spans["actors"] = [Span(doc, m.start, m.end, label=m.label or m.kind.upper()) for m in doc._.actors]
        return doc


class Scene(Persons, Bodies):
    """One article while it is read: its mentions, which tokens they take, and its register of persons."""

    def __init__(self, doc: Doc, reader: ActorReader):
        self.doc, self.reader, self.g = doc, reader, grammar_of(doc)
        self.mentions: list[Mention] = []
        self.at: dict[int, Mention] = {}  # token -> the mention that takes it
        self.register = Register()
        self.papers: set[str] = set()  # letters that stand for a treaty
        self.titles: list = []  # matches of the title lexicon
        self.titled: set[int] = set()  # title tokens that stand before or after a person's name
        # "Riot police fired": no person's name
        names = [e for e in doc.ents if e.end - e.start > 1 or not reader.groups.at(self.g, e.start)]
        for e in [
            e for e in names if e.label_ in ("PERSON", "ORG", "GPE") and e.start and self.g.lower[e.start - 1] in PAPERS
        ]:
            self.add(e.start, e.end, "ORG", "media", e.text)  # "the daily Sabah"
        lead = dateline(self.g)  # "NAIROBI, March 22 (Savanna Herald) -" names an agency, and no person
        names = [e for e in names if e.start >= lead or "(" not in self.g.text[: e.start]]
        self.named = [e for e in names if e.label_ in LABELS]
        self.person_spans = [(e.start, e.end) for e in names if e.label_ == "PERSON"]

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
        later, bare = [], []
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
                shared = row["kind"] in ("state organ", "party") and (
                    not row["country"] or "other states" in row["note"]
                )
                owner = self._country_before(m.start) if shared else None
                if owner and owner != row["country"]:
                    self.add(m.start, m.end, "ORG", "body", f"{row['body']} ({owner})", country=owner)
                    continue
                kind = "event" if row["kind"] == "conference" else "body"
                label = "EVENT" if kind == "event" else "ORG"
                end = max([m.end, *longer.get(m.start, ())]) if row["kind"] == "company" else m.end  # "Apple Inc."
                self.add(m.start, end, label, kind, row["body"], country=row["country"] or None,
                         resolved_by="acronym" if g.text[m.start].isupper() and m.end - m.start == 1 else "name")  # fmt: skip
                bare += [self.mentions[-1]] if shared and row["country"] and not owner else []
            elif not (row["kind"] == "site" and g.text[m.start].islower()):
                self.add(m.start, m.end, "ORG", "media", row["outlet"], country=row["country"] or None)
        written: dict[str, str] = {}  # the fullest form of a body's name that the article itself has
        for m in self.mentions:
            if m.kind in ("body", "event") and not m.name.endswith(")"):
                form = spelled(self.g, m.start, m.end)
                written[m.name] = max(written.get(m.name, ""), form, key=len)
        for m in self.mentions:
            form = written.get(m.name, m.name) if m.kind in ("body", "event") else m.name
            m.name = m.name if form.replace(".", "") in SPELLED_OUT else form
        self._peoples()
        known = {m.country for m in self.mentions}
        self._of_the_state_at_hand(bare)
        for m, row in later:  # "the North" where North or South Korea is named, too; "six-party" where the six are
            if len(m.rows) > 2 and row["kind"] == "pair" and len({r["country"] for r in m.rows} - known) > 1:
                continue
            if row["context"] in known or {"PRK": "KOR", "KOR": "PRK"}.get(row["context"]) in known:
                self._states(m, row)

    def _plural(self, i):
        return self.g.tag[i] in ("NNS", "NNPS") and self.g.dep[i] not in ("compound", "amod", "nmod")

    def join_lists(self):
        """ "The Democratic Republic of Congo, Chad and Mali": what is joined to the last word of a name is joined to the name."""
        g = self.g
        for m in self.mentions:
            for i in range(m.start, m.end):
                if i != m.root and m.end - m.start > 1:
                    for c in [c for c in g.children[i] if c >= m.end and g.dep[c] in ("conj", "cc", "appos")]:
                        g.reattach(c, m.root, g.dep[c])

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
        titled = self.reader.titles.at(g, m.start - 1) if m.start and g.text[m.start - 1][0].isupper() else None
        if titled is not None and m.end < g.n and g.ent[m.end] == "PERSON" and m.end - m.start == 1:
            return not self.reader.titles.at(g, m.end)  # "Trade Minister German Gref"
        if row["kind"] in ("demonym", "people", "seat") or m.end - m.start > 1 or m.start not in person_token:
            return False
        after = m.end < g.n and m.end in person_token and is_name_token(g, m.end)
        before = m.start > 0 and m.start - 1 in person_token and is_name_token(g, m.start - 1)
        if after and self.reader.titles.at(g, m.end):
            return False
        return after or before and not self.reader.proper.at(g, m.start - 1)

    def _country(self, m, row):
        kind, code = row["kind"], row["country"] or None
        if kind in ("capital", "seat") and code in FORMERLY and self.doc._.published:  # "Moscow" in 1989
            before, last = FORMERLY[code]
            code = before if self.doc._.published.year <= last else code
        how = {"capital": "capital", "seat": "seat", "demonym": "demonym", "people": "demonym", "state": "state"}.get(
            kind, "name"
        )
        if kind in ("demonym", "people") and m.start and self.g.lower[m.start - 1] == "ethnic":
            self.add(m.start - 1, m.end, "", "group", spelled(self.g, m.start - 1, m.end))
        elif kind in ("demonym", "people") and not code and row["place"] not in CONTINENTS and self._plural(m.end - 1):
            self._people(m, how)
        elif kind in ("demonym", "people"):
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

    # -- what the model adds ------------------------------------------------------------

    def model_names(self):
        g = self.g
        for ent in self.named:
            a, b, label = ent.start, ent.end, ent.label_
            if g.lower[a] in ("anti", "pro") or g.lower[a].startswith(("anti-", "pro-")):
                continue  # "anti-Syrian" is nobody
            if any(i in self.at for i in range(a, b)) or self._is_role(a, b) or ent.text in self.papers:
                continue
            while a < b and (g.lower[a] in ("the", "a", "an") or g.text[a].isspace() or not g.text[a][0].isalnum()):
                a += 1
            if a + 3 < b and g.text[a + 1] == "-" and g.lower[a + 2] in ("based", "led", "backed", "run"):
                a += 3  # "the Nairobi-based Horn Relief Council"
            while b > a and (
                g.text[b - 1] in ("'s", "’s", "(", ",", ".") or not any(c.isalnum() for c in g.text[b - 1])
            ):
                b -= 1
            if (
                a == b
                or all(i in self.titled for i in range(a, b))
                or not any(t[0].isupper() or t[0].isdecimal() for t in g.text[a:b])
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
            particle = any(g.lower[i] in CONNECTORS and g.text[i].islower() for i in range(a + 1, b - 1))
            if label == "ORG" and particle and g.text[a - 1] in ("'s", "’s"):  # "Italy's Carlo de Santis"
                label = "PERSON"
            if label == "ORG" and g.lower[b - 1] in NAMED_EVENTS:
                label = "EVENT"
            if label == "PERSON":
                person = self.register.add(spelled(g, a, b), a)
                self.add(a, b, label, "person", person.name)
            else:
                kind = KIND_OF_LABEL[label]
                if label in ("ORG", "EVENT"):
                    whole = joined(g, a, g.sentences[g.sentence[a]][0])
                    a = whole if not any(j in self.at for j in range(whole, a)) else a
                a = without_number(g, a, b) if label == "EVENT" else a
                name = spelled(g, a, b)
                self.add(a, b, label, kind, name, place=name if kind == "place" else None)

    def _is_role(self, a, b):
        """ "China's Defence Ministry": an arm of that state and no name of its own."""
        found = self.reader.groups.at(self.g, a)
        return (
            found is not None
            and found.end == b
            and found.rows[0]["kind"] == "force"
            and self.g.text[a - 1] in ("'s", "’s", "'")
        )

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
        if dep == "appos" and g.lemma[head] in TOWNS:
            return False
        if dep == "pobj":
            word = g.lower[head]
            return word not in PLACE_PREPOSITIONS and word != "of"
        if dep in ("compound", "nmod", "amod"):
            return g.pos[head] in ("NOUN", "PROPN")
        return dep in ("attr", "dep", "appos")
