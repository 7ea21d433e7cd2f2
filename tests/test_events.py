"""Whole rows: wire stories of our own, annotated by the codebook before any output was seen (data/wire_sentences.jsonl)."""

import json
from pathlib import Path

import pytest

import toolkit
from toolkit.frames import build

STORIES = [
    json.loads(line) for line in (Path(__file__).parent / "data" / "wire_sentences.jsonl").open(encoding="utf-8")
]
# What is still read wrongly, by story: a list to shorten. A story that is read right while it stands here fails, too.
GAPS = {
    line.split()[0]
    for line in (Path(__file__).parent / "data" / "known_gaps.txt").read_text().splitlines()
    if line[:1] == "s"
}


@pytest.fixture(scope="module")
def corpus():
    rows = [{"article_id": s["id"], "published": s["published"], "text": s["text"]} for s in STORIES]
    return toolkit.extract(build("articles", rows))


def day(value):
    return None if value != value or value is None else f"{value:%Y-%m-%d}"


def told(corpus, story):
    """The rows of a story as {trigger offset: fields}, and where each trigger ends."""
    people = corpus.participants.groupby(["event_id", "role"], observed=True)["name"].agg(set)
    out = {}
    for row in corpus.events[corpus.events.article_id == story["id"]].to_dict("records"):
        start, end = map(int, row["event_id"].rsplit(":", 1)[1].split("-"))
        who = {role: people.get((row["event_id"], role), set()) for role in ("actor", "recipient")}
        out[start, end] = {**row, **who}
    return out


def same(gold, mine):
    """The name itself, a fuller one of it ("suspected separatists"), or the body of that state."""
    if gold == mine or mine.endswith(f"({gold})") or gold.endswith(f"({mine})"):
        return True
    a, b = (set(n.lower().replace("-", " ").split()) - {"the", "a"} for n in (gold, mine))
    return a <= b and len(b - a) <= 2 and len(gold) != 3


def agree(gold, mine):
    """Every name of one side has its like on the other."""
    return len(gold) == len(mine) and all(any(same(g, m) for m in mine) for g in gold)


def right(gold, row):
    """Type, mode, status, who, when and kind of source as annotated; of talks the participants are one group."""
    flat = gold["type"] == "CONSULT" and gold.get("mode") != "visit"
    sides = [(gold["actors"], row["actor"]), (gold["recipients"], row["recipient"])]
    if flat:
        sides = [(gold["actors"] + gold["recipients"], row["actor"] | row["recipient"])]
    others = gold.get("alt") or {}
    same_who = all(agree(*side) for side in sides) or agree(others.get("who", [""]), row["actor"] | row["recipient"])
    dates = tuple(gold["date"] or (None, None))
    return (
        same_who
        and row["type"] in (gold["type"], others.get("type"))
        and (not gold.get("mode") or row["mode"] in (gold["mode"], others.get("mode")))
        and row["status"] in (gold["status"], others.get("status"))
        and (day(row["date_start"]), day(row["date_end"])) in (dates, tuple(others.get("date") or dates))
        and row["source_kind"] in (gold["source_kind"] or "author", others.get("source_kind"))
    )


def faults(corpus, story):
    rows, used, wrong = told(corpus, story), set(), []
    for gold in story["events"]:
        at = -1
        for _ in range(gold.get("occurrence", 1)):
            at = story["text"].index(gold["trigger"], at + 1)
        hit = next((k for k in rows if k not in used and k[0] < at + len(gold["trigger"]) and k[1] > at), None)
        if hit is None:
            wrong.append(f"no row for {gold['trigger']!r}")
        else:
            used.add(hit)
            if not right(gold, rows[hit]):
                wrong.append(f"{gold['trigger']!r}: {rows[hit]}")
    border = " ".join(str(b) for b in story.get("borderline", []))
    wrong += [
        f"a row too many: {rows[k]['trigger']!r}" for k in rows if k not in used and rows[k]["trigger"] not in border
    ]
    return wrong


@pytest.mark.parametrize("story", STORIES, ids=[s["id"] for s in STORIES])
def test_a_story_gives_its_rows(corpus, story):
    wrong = faults(corpus, story)
    if story["id"] in GAPS:
        assert wrong, f"{story['id']} is read right now: take it off data/known_gaps.txt"
        pytest.xfail("; ".join(wrong)[:300])
    assert wrong == []


def test_most_stories_are_read_right():
    assert len(GAPS) < len(STORIES) / 2


def test_what_was_passed_over_is_told(corpus):
    gaps = toolkit.coverage(corpus)
    assert set(gaps.what) == {"no row", "no participants", "no date", "no source"}
    assert gaps.reason.notna().all()
    rowless = gaps[gaps.what == "no row"].merge(corpus.events, on=["article_id", "sentence"])
    assert rowless.empty


def rows(text):
    """(type, participants, place) of each event, for what one sentence shows best."""
    corpus = toolkit.extract(build("articles", [{"article_id": "a", "published": "2022-12-08", "text": text}]))
    who = corpus.participants.groupby("event_id")["name"].agg(set)
    plain = corpus.events.astype(object).where(corpus.events.notna(), None)
    return [(r["type"], who.get(r["event_id"], set()), r["place"]) for r in plain.to_dict("records")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Guyana's Foreign Minister Hugh Todd will meet his Surinamese counterpart Albert Ramdin in Paramaribo on Monday.",
            [("CONSULT", {"Hugh Todd", "Albert Ramdin"}, "Paramaribo")],
            id="place behind a name in apposition",
        ),
        pytest.param(
            "Talks between Eritrea and Djibouti due to start in Doha next week have been called off, an official said.",
            [("CONSULT", {"ERI", "DJI"}, "Doha")],
            id="due to start in",
        ),
        pytest.param(
            "Gunmen killed nine villagers in Nigeria's Plateau state overnight.",
            [("ASSAULT", {"gunmen", "villagers"}, "Nigeria")],
            id="a state's province",
        ),
        pytest.param(
            "Peru has, meanwhile, expelled a Chilean diplomat, and several airlines have suspended flights to Santiago.",
            [("SANCTION", {"PER", "CHL"}, None), ("SANCTION", {"CHL"}, None)],
            id="has, meanwhile, expelled",
        ),
        pytest.param(
            "Chilean President Rafael Concha is due in Lima on Monday and is expected in Quito on Tuesday.",
            [("CONSULT", {"Rafael Concha", "PER"}, "Lima"), ("CONSULT", {"Rafael Concha", "ECU"}, "Quito")],
            id="due in, expected in",
        ),
        pytest.param(
            "The rebels vowed to step up attacks.",
            [("THREATEN", {"rebels"}, None), ("ASSAULT", {"rebels"}, None)],
            id="a vow of violence is a threat",
        ),
        pytest.param(
            "Ana Ruiz, the foreign minister of Peru, briefed Canadian Prime Minister Paul Roy on the plan.",
            [("CONSULT", {"Ana Ruiz", "Paul Roy"}, None)],
            id="who is told to hold an office",
        ),
        pytest.param(
            "The Peace and Security Council of the African Union met in Addis Ababa.",
            [("CONSULT", {"Peace and Security Council of the African Union"}, "Addis Ababa")],
            id="a body of a body",
        ),
        pytest.param(
            "President Emil Dragan will attend the summit of the South Asian Association for Regional Cooperation.",
            [("CONSULT", {"Emil Dragan", "South Asian Association for Regional Cooperation"}, None)],
            id="the South is no name inside a name",
        ),
        pytest.param(
            "Ordered by London, two frigates sailed. London ordered two frigates to Aden and told troops to stay.",
            [("MOBILIZE", {"GBR"}, "Aden")],
            id="ships ordered somewhere",
        ),
        pytest.param(
            "The president escaped a bomb attack in Basra that killed a Danish nurse.",
            [("ASSAULT", {"DNK"}, "Basra")],
            id="whom an attack killed",
        ),
        pytest.param(
            "Guerrillas killed eleven soldiers near Lahat on Sunday.",
            [("ASSAULT", {"guerrillas", "soldiers"}, "Lahat")],
            id="a group noun that opens the sentence",
        ),
        pytest.param(
            "Casamance rebels said they would not attend talks in Banjul next week.",
            [("CONSULT", {"Casamance rebels"}, "Banjul")],
            id="rebels at talks",
        ),
        pytest.param(
            "Denmark is considering pulling its 500 troops out of Iraq by August.",
            [("RETREAT", {"DNK", "IRQ"}, "Iraq")],
            id="out of",
        ),
        pytest.param(
            "About 300 demonstrators marched through Bamako on Monday.",
            [("PROTEST", {"demonstrators"}, "Bamako")],
            id="through",
        ),
        pytest.param(
            "Bulgaria and Romania have postponed a joint exercise in the Black Sea.",
            [("COOPERATE", {"BGR", "ROU"}, "Black Sea")],
            id="who postpones",
        ),
        pytest.param(
            "Syria shot down a Turkish jet over Tartus, the state agency said.",
            [("ASSAULT", {"SYR", "TUR"}, "Tartus")],
            id="over",
        ),
        pytest.param(
            "Peru's defence minister said on Monday that he would meet his Chilean counterpart in Arica next week.",
            [("CONSULT", {"PER", "CHL"}, "Arica")],
            id="he is a minister without a name",
        ),
        pytest.param(
            "President Asif Khan extended an invitation to Indian leader Ravi Mehta. Mehta accepted it.",
            [("REQUEST", {"Asif Khan", "Ravi Mehta"}, None), ("AGREE", {"Ravi Mehta", "Asif Khan"}, None)],
            id="what is accepted is the host's",
        ),
        pytest.param(
            "Nepal's king has accepted an invitation to visit Thailand.",
            [
                ("AGREE", {"NPL", "THA"}, None),
                ("REQUEST", {"THA", "NPL"}, None),
                ("CONSULT", {"NPL", "THA"}, "Thailand"),
            ],
            id="an invitation is from whom it leads to",
        ),
        pytest.param(
            "Guinea and Liberia began peace talks in May. Another round will take place in Dakar.",
            [("CONSULT", {"GIN", "LBR"}, None), ("CONSULT", {"GIN", "LBR"}, "Dakar")],
            id="a round of the talks",
        ),
        pytest.param(
            "Guinea and Liberia arranged a meeting. It could still be held in Dakar.",
            [("CONSULT", {"GIN", "LBR"}, None), ("CONSULT", {"GIN", "LBR"}, "Dakar")],
            id="it could be held",
        ),
        pytest.param(
            "Angolan troops had seized the Cabinda oilfield.",
            [("ASSAULT", {"AGO"}, "Cabinda")],
            id="an object of the kind that the verb takes",
        ),
        pytest.param(
            "The island, on which Kenya and Uganda could not agree, is small.",
            [("AGREE", {"KEN", "UGA"}, None)],
            id="on which",
        ),
        pytest.param(
            "In Juba, where teachers demonstrated, shops were closed.",
            [("PROTEST", {"teachers"}, "Juba")],
            id="where",
        ),
        pytest.param(
            "The council threatened Sudan with sanctions.",
            [("THREATEN", {"council", "SDN"}, None), ("SANCTION", {"council", "SDN"}, None)],
            id="threatened with sanctions",
        ),
        pytest.param(
            "Finland protested on Monday after Russian planes crossed the border.",
            [("ACCUSE", {"FIN"}, None)],
            id="a state that protests",
        ),
    ],
)
def test_a_sentence_is_read_as(text, expected):
    assert rows(text) == expected


def test_a_ministry_that_speaks_is_that_of_whom_the_sentence_speaks():
    text = "Algeria recalled its ambassador to Spain on Tuesday after Moroccan planes crossed the border, the foreign ministry said."
    corpus = toolkit.extract(build("articles", [{"article_id": "a", "published": "2022-12-08", "text": text}]))
    assert set(corpus.events["source"]) == {"Foreign Ministry (DZA)"}


def test_who_leaves_for_a_visit_begins_it_that_day():
    text = (
        "Malian President Alpha Konare left Bamako on Sunday for a three-day official visit to Algeria, officials said."
    )
    corpus = toolkit.extract(build("articles", [{"article_id": "a", "published": "2001-02-13", "text": text}]))
    assert [(day(r.date_start), day(r.date_end)) for r in corpus.events.itertuples()] == [("2001-02-11", "2001-02-13")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Accra, 8 December (Nile Press) — Ghana and Togo have agreed on a treaty, officials said.", None),
        ("Accra, 8 December (Agency) — Ghana and Togo on Tuesday signed a treaty.", "2022-12-06"),
        ("Ghana and Togo were to have met on 3 December.", "2022-12-03"),
        ("It was the first meeting of Ghana and Togo since 27 September.", None),
        ("Ghana's president has invited Mali's leader to talks on Saturday.", None),
    ],
    ids=["dateline", "after a dateline", "perfect infinitive", "since the last", "what is asked for"],
)
def test_an_event_is_dated_by_its_own_words(text, expected):
    corpus = toolkit.extract(build("articles", [{"article_id": "a", "published": "2022-12-08", "text": text}]))
    assert day(corpus.events["date_start"].iloc[0]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The border is due to be discussed next week by the Union's Peace and Security Council, a diplomat in Accra said.", ("anonymous", None)),
        ("King Tupou has accepted an invitation to visit Apia, which his counterpart Sina Tamasese extended by telephone, Tupou's press secretary, Viliami Fonua, said on Tuesday.", ("person", "Viliami Fonua")),
    ],
)  # fmt: skip
def test_a_speaker_at_the_end_of_the_sentence_is_the_source(text, expected):
    corpus = toolkit.extract(build("articles", [{"article_id": "a", "published": "2022-12-08", "text": text}]))
    kind, name = expected
    row = corpus.events.iloc[0]
    assert row["source_kind"] == kind and (name is None or row["source"] == name)
