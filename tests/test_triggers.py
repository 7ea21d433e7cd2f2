"""The event lexicon is what its header says: valid columns, one meaning a row, nothing twice."""

from collections import Counter

import pytest

from toolkit.frames import MODES, TYPES
from toolkit.knowledge import table

TRIGGERS = table("triggers")
LIGHT = table("light_verbs")
QUAD = table("quad")

MODES_OF = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "REJECT": "assist change yield meet",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}
PATTERNS = {"mutual", "visit", "directed", "toward", "patient", "gathering", "self", "ask"}
NEEDS = {
    "",
    "actor",
    "clause",
    "object",
    "subject",
    "intransitive",
    "light",
    "talks",
    "armed",
    "infinitive",
    "remote",
    "demand",
}


def rows(trigger, pos, object_=""):
    return [r for r in TRIGGERS if (r["trigger"], r["pos"], r["object"]) == (trigger, pos, object_)]


def test_columns_hold_only_what_the_header_allows():
    for row in TRIGGERS:
        where = f"{row['trigger']} {row['object']}"
        assert row["pos"] in {"VERB", "NOUN", "ADJ"}, where
        assert row["number"] in ({"", "plural", "singular"} if row["pos"] == "NOUN" else {""}), where
        assert row["needs"] in NEEDS, where
        assert row["trigger"] and row["trigger"] == row["trigger"].lower() == " ".join(row["trigger"].split()), where
        assert row["object"] == row["object"].lower() and " " not in row["object"], where
        if row["type"]:
            assert row["type"] in TYPES, where
            assert row["pattern"] in PATTERNS or row["pos"] == "ADJ", where
            assert (row["needs"] == "object") <= bool(row["object"]), where
        else:
            assert not (row["mode"] or row["pattern"] or row["needs"]), where


def test_a_mode_belongs_to_its_type():
    assert set(" ".join(MODES_OF.values()).split()) == set(MODES)
    for row in TRIGGERS:
        if row["mode"]:
            assert row["mode"] in MODES_OF[row["type"]].split(), row


def test_no_row_stands_twice():
    keys = Counter((r["trigger"], r["pos"], r["object"], r["number"], r["needs"]) for r in TRIGGERS)
    assert [key for key, n in keys.items() if n > 1] == []
    keys = Counter((r["verb"], r["preposition"]) for r in LIGHT)
    assert [key for key, n in keys.items() if n > 1] == []


@pytest.mark.parametrize("type_", TYPES)
def test_every_type_has_verbs_and_nouns(type_):
    for pos in ("VERB", "NOUN"):
        assert len({r["trigger"] for r in TRIGGERS if (r["type"], r["pos"]) == (type_, pos)}) >= 3


def test_a_reading_that_is_no_event_shadows_one_that_is():
    """A row with an empty type that shadows nothing says nothing."""
    live = {r["trigger"] for r in TRIGGERS if r["type"]}
    words = {word for trigger in live for word in trigger.split()}
    for row in TRIGGERS:
        if not row["type"]:
            if row["object"]:
                assert any(r["type"] for r in rows(row["trigger"], row["pos"])), row
            else:
                assert words & set(row["trigger"].split()), row


@pytest.mark.parametrize(
    ("trigger", "pos", "object_", "type_", "mode"),
    [
        ("visit", "VERB", "", "CONSULT", "visit"),
        ("sign", "VERB", "treaty", "SUPPORT", ""),
        ("lift", "VERB", "curfew", "CONCEDE", ""),
        ("declare", "VERB", "ceasefire", "CONCEDE", ""),
        ("sever", "VERB", "relation", "SANCTION", "discontinue"),
        ("expel", "VERB", "diplomat", "SANCTION", "expel"),
        ("expel", "VERB", "migrant", "COERCE", "deport"),
        ("fire", "VERB", "gas", "ASSAULT", "crowd-control"),
        ("martial law", "NOUN", "", "COERCE", "martial-law"),
        ("impeachment", "NOUN", "", "ACCUSE", "allege"),
        ("take to the street", "VERB", "", "PROTEST", "demo"),
        ("missile test", "NOUN", "", "MOBILIZE", "weapons"),
        ("resign", "VERB", "", "RETREAT", "resign"),
        ("meet", "VERB", "deadline", "", ""),
    ],
)
def test_words_that_a_coder_would_look_up(trigger, pos, object_, type_, mode):
    (row,) = rows(trigger, pos, object_)
    assert (row["type"], row["mode"]) == (type_, mode)


def test_every_type_has_its_quad_class():
    assert [row["type"] for row in QUAD] == list(TYPES)
    assert Counter(row["quad"] for row in QUAD) == {
        "verbal cooperation": 4,
        "material cooperation": 3,
        "verbal conflict": 4,
        "material conflict": 5,
    }
    for row in QUAD:
        for column, type_ in (("request_mode", "REQUEST"), ("threaten_mode", "THREATEN")):
            assert row[column] in ["", *MODES_OF[type_].split()]


def test_light_verbs_name_their_phase():
    assert {row["effect"] for row in LIGHT} == {"light"}
    assert {row["phase"] for row in LIGHT} == {"", "begin", "continue", "end"}
    assert {"hold", "pay", "attend", "take part", "embark"} <= {row["verb"] for row in LIGHT}


def test_corrected_base_forms_are_of_words_in_use():
    used = {word for row in TRIGGERS for word in (*row["trigger"].split(), row["object"])}
    used |= {word for row in LIGHT for word in row["verb"].split()} | {row["cue"] for row in table("cues")}
    for row in table("lemmas"):
        assert row["lemma"] in used, row
        assert row["word"] != row["lemma"] and row["word"].startswith(row["lemma"][:3])
