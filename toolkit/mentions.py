"""Events as mentions: the rows of ``events`` with their participants, and what the joining of mentions asks of each."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

import pandas as pd

from .corpus import Corpus
from .parties import LEADER, Party, plain
from .words import heir

PAST, NOW, AHEAD = "past", "now", "ahead"
PHASE = {"occurred": PAST, "ongoing": NOW, "scheduled": AHEAD, "planned": AHEAD, "expected": AHEAD, "possible": AHEAD}
# "Their meetings" are several events; "visits" may be a verb, so that one of those has to name several sides.
SEVERAL = re.compile(
    r"\b(meeting|summit|conference|session|conversation|dinner|trip|journey|tour|stop)s$", re.IGNORECASE
)
MUTUAL = ("meeting", "phone")
# Of deeds the mode says more than the word: "arrested" and "detained" are one.
MATERIAL = ("RETREAT", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
ARTICLE = re.compile(r"(?:the|this|that|these|those|such)\b", re.IGNORECASE)
OF_WHOM = re.compile(r"[\w\s]{0,20}\b(?:with|between|of|among|by|to)\b", re.IGNORECASE)
PARTICLES = ("on", "to", "with", "out", "off", "by", "for", "at", "in", "up", "down", "over")
# Words by which one deed is told again.
KINDRED = {
    **dict.fromkeys(("clash", "battl", "combat", "skirmish", "hostiliti"), "fight"),
    **dict.fromkeys(("raid", "assault", "incursion"), "attack"),
    **dict.fromkeys(("deal", "accord", "pact"), "agr"),
    **dict.fromkeys(("conclud", "ink"), "sign"),
    **{"met": "meet", "withdrew": "withdraw", "spok": "speak", "fought": "fight", "struck": "strik"},
    **dict.fromkeys(("pass", "pas", "approv"), "ratify"),
    **dict.fromkeys(("ratifi", "ratific"), "ratify"),
}
# "The visit", "their talks", "such a meeting" go back to what was told; "a visit", "will visit", "the next visit" tell it.
DEFINITE = re.compile(
    r"(?:\b(?:the|this|that|these|those|such|his|her|its|their|our|my)|'s?|’s?)"
    r"(?:\s+(?!(?:next|last|previous|earlier|future|other|new)\b)[\w-]+){0,2}\s+$",
    re.IGNORECASE,
)
# A deed is told by verbs more often than a meeting is: of "the rebels have taken" no word may stand between.
DEED = re.compile(r"(?:\b(?:the|this|that|these|those|such|his|her|its|their|our|my)|'s|’s)\s+$", re.IGNORECASE)
PUT_OFF = re.compile(
    r"postpon|put(?:ting)? off|defer|delay|reschedul|push(?:ed|ing)? back|suspend|adjourn", re.IGNORECASE
)


@dataclass(slots=True)
class Mention:
    """One row of ``events``, with days as ordinals (None: open or not known)."""

    event_id: str
    article_id: str
    published: int | None
    trigger: str
    type: str
    mode: str | None
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: str | None
    place_country: str | None
    start: int | None
    end: int | None
    precision: str | None
    status: str | None
    certainty: float | None
    tense: str | None
    source: str | None
    source_kind: str | None
    publisher: str | None
    sentence: int | None = None
    definite: bool | None = None  # whether the words before the trigger go back to what was told; None: no text
    bare: bool = False  # "the talks", and not "the talks with ...": whoever is read with it was told elsewhere
    put_off: bool = False  # called off for now, in so many words
    family: str = ""
    phase: str | None = None
    several: bool = False
    told: frozenset = frozenset()  # countries visited
    word: str = ""

    def __post_init__(self):
        self.family, self.phase = family(self.type, self.mode), PHASE.get(self.status)
        if self.status == "possible" and self.tense == "past":
            self.phase = None  # an alleged act is no plan
        self.word = self.mode if self.mode and self.mode != "restrict" and self.type in MATERIAL else stem(self.trigger)
        if self.family == "visit":
            found = {heir(p.country) or p.plain for p in self.recipients}
            self.told = frozenset(found or ({heir(self.place_country)} if self.place_country else ()))
        crowd = self.trigger.lower().endswith("visits") and len(self.actors) > 1
        self.several = self.type == "CONSULT" and (crowd or SEVERAL.search(self.trigger) is not None)
        if self.family == "visit" and len(self.actors) == 1 and len(self.told) > 1:
            self.several = False  # one person's "visits to Chile and Peru" are a tour
        if self.family in MUTUAL:  # all who take part, on one side
            self.actors, self.recipients = self.actors + self.recipients, ()
        sent = {p.country for p in self.actors if p.kind == "person"}
        self.actors = tuple(dict.fromkeys(p for p in self.actors if p.kind != "state" or p.country not in sent))

    @property
    def dated(self) -> bool:
        return self.start is not None or self.end is not None

    @property
    def fact(self) -> bool:
        return self.phase in (PAST, NOW)

    @property
    def tour(self) -> bool:
        return len(self.told) > 1 or self.word == "tour" and not self.told


def family(type_: str, mode: str | None) -> str:
    """What may be one event: visits, calls and meetings among themselves; of the other types each by itself."""
    if type_ != "CONSULT":
        return type_
    return mode if mode in ("visit", "phone") else "meeting"


def stem(trigger: str) -> str:
    """The last word of a trigger without its ending, so that "arrested" and "arrest", "impeached" and "impeachment" are one word."""
    words = [w for w in trigger.lower().split() if w not in PARTICLES]
    word = (words or [""])[-1]
    word = re.sub(r"(?<=\w{3})((ation|ment|al)?s?|ing|ed|es|e)$", "", word)
    word = re.sub(r"(?<=\w{3})e+$", "", word)
    return KINDRED.get(word, word)


def mentions(corpus: Corpus, events: pd.DataFrame, homes=None, leaders=None) -> list[Mention]:
    """The events as mentions, in order of publication and text; articles without a date last.

    Whose country is which, and who leads a state, is taken from these events unless it is known from more.
    """
    people = defaultdict(lambda: ([], []))
    if homes is None:
        homes = {name: codes[0] for name, codes in homes_told(corpus, events).items() if len(codes) == 1}
    if leaders is None:
        leaders = leaders_told(corpus, events)
    for row in corpus.participants.itertuples(index=False):
        if isinstance(row.name, str):
            country = row.country if isinstance(row.country, str) else homes.get(row.name)
            kind = row.kind if isinstance(row.kind, str) else "state" if row.name == country else "person"
            people[row.event_id][row.role == "recipient"].append(
                Party(row.name, plain(row.name), kind, country, row.name in leaders)
            )
    events = events.sort_values(["published", "article_id", "sentence"], kind="stable")
    columns = (
        "event_id article_id type mode place place_country date_precision status tense source source_kind publisher"
    ).split()
    text = {c: [v if isinstance(v, str) else None for v in events[c]] for c in columns}
    days = {
        c: [None if pd.isna(d) else d.toordinal() for d in events[c]] for c in ("published", "date_start", "date_end")
    }
    definite, put_off = _definite(corpus, events), _put_off(corpus)
    rows = zip(events["event_id"], events["trigger"], events["certainty"], events["sentence"])
    return [
        Mention(
            **{c: text[c][n] for c in columns if c != "date_precision"},
            published=days["published"][n],
            trigger=trigger if isinstance(trigger, str) else "",
            actors=tuple(people[key][0]) if key in people else (),
            recipients=tuple(people[key][1]) if key in people else (),
            start=days["date_start"][n],
            end=days["date_end"][n],
            precision=text["date_precision"][n],
            certainty=None if pd.isna(certainty) else certainty,
            sentence=None if pd.isna(sentence) else int(sentence),
            definite=definite.get(key, (None, False))[0],
            bare=definite.get(key, (None, False))[1],
            put_off=key in put_off,
        )
        for n, (key, trigger, certainty, sentence) in enumerate(rows)
    ]


def homes_told(corpus: Corpus, events: pd.DataFrame) -> dict[str, list[str]]:
    """The countries that the articles tell of a person; of one that is told, other articles need not tell it."""
    rows = corpus.participants
    rows = rows[rows["country"].notna() & (rows["kind"] == "person") & rows["event_id"].isin(set(events["event_id"]))]
    return rows.groupby("name")["country"].unique().map(sorted).to_dict()


def leaders_told(corpus: Corpus, events: pd.DataFrame) -> set[str]:
    """Whom the articles call a head of state or government."""
    rows = corpus.entities[corpus.entities["article_id"].isin(set(events["article_id"]))]
    return set(rows.loc[rows["office"].str.contains(LEADER).fillna(False), "name"])


def _definite(corpus: Corpus, events: pd.DataFrame) -> dict[str, tuple[bool, bool]]:
    """Whether the trigger goes back to something told, and says nothing of whom, by event_id, where the text is known."""
    proofs = corpus.evidence[corpus.evidence["field"] == "trigger"]
    rows = (
        events[["event_id", "article_id", "sentence", "type"]]
        .merge(proofs[["event_id", "start_char", "quote"]], on="event_id")
        .merge(corpus.sentences, on=["article_id", "sentence"], suffixes=("", "_sentence"))
    )
    before = zip(
        rows["event_id"],
        rows["type"],
        rows["quote"],
        rows["sentence_text"],
        rows["start_char"] - rows["start_char_sentence"],
    )
    out = {}
    for key, type_, quote, text, at in before:
        if isinstance(text, str):
            goes_back = DEFINITE if type_ == "CONSULT" else DEED
            verb = type_ != "CONSULT" and str(quote).lower().endswith("ed")
            found = goes_back.search(text[max(0, at - 60) : at])
            named = OF_WHOM.match(text, at + len(quote)) or found and not ARTICLE.match(found.group())
            out[key] = not verb and bool(found), not verb and bool(found) and not named
    return out


def _put_off(corpus: Corpus) -> set[str]:
    """The events of which the words say that they are put off, not dropped."""
    cues = corpus.evidence[corpus.evidence["field"] == "status"]
    return set(cues.loc[cues["quote"].str.contains(PUT_OFF).fillna(False), "event_id"])
