"""Lexicons: read once, with a person's own laid over them; who held which office when."""

from datetime import date

import pytest

import toolkit
from toolkit.frames import build
from toolkit.knowledge import LexiconError, fingerprint, holders, table


def own(tmp_path, name, text):
    (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return str(tmp_path)


def test_own_rows_are_added(tmp_path):
    folder = own(tmp_path, "light_verbs", "# mine\nverb,preposition,effect\nclinch,,light\n")
    assert len(table("light_verbs", folder)) == len(table("light_verbs")) + 1
    assert table("light_verbs", folder)[-1] == {
        "verb": "clinch",
        "preposition": "",
        "effect": "light",
        "phase": "",
        "note": "",
    }


def test_own_rows_override_and_remove_those_of_the_same_word(tmp_path):
    folder = own(tmp_path, "light_verbs", "verb,effect,phase,action\nhold,light,end,override\npay,,,remove\n")
    rows = table("light_verbs", folder)
    assert [r["phase"] for r in rows if r["verb"] == "hold"] == ["end"]
    assert not [r for r in rows if r["verb"] == "pay"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "verb,colour\nhold,red\n",
            "columns must be among verb, preposition, effect, phase, note, action; found verb, colour",
        ),
        ("verb,action\nhold,delete\n", "row 2: unknown action 'delete'; allowed are add, override, remove"),
        ("", "the file has no header line"),
    ],
)
def test_a_file_that_does_not_fit_is_named(tmp_path, text, message):
    folder = own(tmp_path, "light_verbs", text)
    with pytest.raises(LexiconError, match=message) as error:
        table("light_verbs", folder)
    assert "light_verbs.csv" in str(error.value)


def test_a_folder_that_is_not_there_is_told():
    with pytest.raises(LexiconError, match="no such folder"):
        table("light_verbs", "nowhere")


def test_own_words_change_what_is_read_and_the_fingerprint(tmp_path):
    folder = own(tmp_path, "triggers", "trigger,pos,type,pattern\nsojourn,VERB,CONSULT,visit\n")
    text = "Danish Prime Minister Poul Rasmussen will sojourn in Lisbon on Friday."
    article = build("articles", [{"article_id": "a", "published": "1998-03-10", "text": text}])
    assert toolkit.extract(article).events.empty
    corpus = toolkit.extract(article, lexicons=folder)
    assert corpus.events[["trigger", "actors", "recipients", "status"]].values.tolist() == [
        ["sojourn", "Poul Rasmussen", "PRT", "scheduled"]
    ]
    assert corpus.info["lexicons"] == fingerprint(folder) != fingerprint()


@pytest.mark.parametrize(
    ("office", "country", "day", "expected"),
    [
        ("secretary of state", "USA", date(2006, 11, 1), ("Condoleezza Rice",)),
        ("president", "FRA", date(2001, 1, 1), ("Jacques Chirac",)),
        ("foreign minister", "RUS", date(2010, 5, 5), ("Sergei Lavrov",)),
        ("prime minister", "GBR", date(1997, 4, 1), ("John Major",)),
        ("president", "FRA", date(2090, 1, 1), None),  # after the last day that was checked
        ("president", "FRA", date(1950, 1, 1), None),  # before the first
        ("president", "XXX", date(2001, 1, 1), None),
    ],
)
def test_the_holder_of_an_office_is_named_or_not_known(office, country, day, expected):
    found = holders(office, day, country=country)
    assert found == expected or (expected and found and expected[0].split()[-1] in found[0])
