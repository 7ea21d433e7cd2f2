"""The knowledge lexicons hold together: complete rows, known codes, one reading a name, offices in order."""

import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from toolkit.knowledge import PACKAGE, table

COLUMNS = {
    "countries": ("country", "name", "iso2", "gwno", "cow", "wikidata", "from", "to", "note"),
    "names": ("name", "country", "kind", "place", "context", "note"),
    "offices": ("country", "body", "office", "holder", "from", "to", "acting", "checked_until"),
    "bodies": ("name", "body", "kind", "country", "note"),
    "agencies": ("name", "outlet", "kind", "country", "note"),
    "titles": ("title", "office", "kind", "note"),
    "groups": ("noun", "kind", "body", "note"),
    "objects": ("noun", "kind", "note"),
    "given_names": ("name", "note"),
}
REQUIRED = {
    "countries": ("country", "name", "iso2"),
    "names": ("name", "kind"),
    "offices": ("office", "holder", "from", "checked_until"),
    "bodies": ("name", "body", "kind"),
    "agencies": ("name", "outlet", "kind", "country"),
    "titles": ("title", "office", "kind"),
    "groups": ("noun", "kind"),
    "objects": ("noun", "kind"),
    "given_names": ("name",),
}
KINDS = {
    "names": ["state", "capital", "seat", "demonym", "people", "city", "territory", "region", "nickname", "pair"],
    "bodies": ["igo", "conference", "party", "armed group", "state organ", "court", "company", "ngo"],
    "agencies": ["agency", "newspaper", "broadcaster", "magazine", "site"],
    "titles": ["political", "diplomatic", "military", "religious", "royal", "civil", "media", "courtesy"],
    "groups": ["group", "force", "people"],
    "objects": [
        "accord",
        "town",
        "troops",
        "arms",
        "captive",
        "fighting",
        "traffic",
        "control",
        "mission",
        "building",
        "crowd",
    ],
}
# what makes a row unique: a pair of states has one row for each
KEYS = {
    "countries": ("country",),
    "names": ("name", "kind", "pair"),
    "bodies": ("name", "kind"),
    "agencies": ("name",),
    "titles": ("title",),
    "groups": ("noun", "kind"),
    "objects": ("noun",),
    "given_names": ("name",),
}


def codes():
    return {row["country"] for row in table("countries")}


def days(row):
    return date.fromisoformat(row["from"]), date.fromisoformat(row["to"]) if row["to"] else date.max


@pytest.mark.parametrize("name", COLUMNS)
def test_the_file_explains_every_column_before_its_header(name):
    lines = (PACKAGE / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    top = "\n".join(line for line in lines if line.startswith("#"))
    header = next(line for line in lines if not line.startswith("#"))
    assert tuple(header.split(",")) == COLUMNS[name]
    assert [c for c in COLUMNS[name] if not re.search(rf"(?m)^# .*\b{c}\b", top)] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_rows_are_as_long_as_the_header_and_cells_have_no_blanks_at_their_ends(name):
    import csv

    with (PACKAGE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(line for line in file if not line.startswith("#")))
    assert [row for row in rows if len(row) != len(COLUMNS[name])] == []
    assert [row for row in rows if any(cell != cell.strip() or "  " in cell for cell in row)] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_required_cells_are_filled(name):
    assert [row for row in table(name) if not all(row[c] for c in REQUIRED[name])] == []


@pytest.mark.parametrize("name", KINDS)
def test_kinds_are_the_ones_explained(name):
    assert {row["kind"] for row in table(name)} == set(KINDS[name])


@pytest.mark.parametrize("name", KEYS)
def test_no_row_says_twice_what_a_name_is(name):
    def key(row):
        pair = row["country"] if row.get("kind") == "pair" else ""
        return tuple(pair if c == "pair" else row[c] for c in KEYS[name])

    assert [k for k, n in Counter(map(key, table(name))).items() if n > 1] == []


@pytest.mark.parametrize("name", ["names", "offices", "bodies", "agencies"])
def test_country_codes_are_in_countries(name):
    assert {row["country"] for row in table(name)} - codes() - {""} == set()


def test_country_codes_are_those_of_iso():
    pycountry = pytest.importorskip("pycountry")
    iso = {c.alpha_3: c.alpha_2 for c in pycountry.countries}
    own = {row["country"]: row["iso2"] for row in table("countries")}
    assert set(iso) <= set(own)
    assert set(own) - set(iso) == {"XKX", "SUN", "YUG", "SCG", "CSK", "DDR"}
    assert {c for c in iso if iso[c] != own[c]} == set()


def test_states_have_numbers_once_and_begin_before_they_end():
    rows = table("countries")
    living = [row for row in rows if not row["to"]]
    for column in ("gwno", "cow", "wikidata", "name"):
        assert [v for v, n in Counter(row[column] for row in living if row[column]).items() if n > 1] == []
    assert [row for row in rows if row["from"] and row["to"] and not row["from"] < row["to"]] == []
    assert [row for row in rows if row["wikidata"] and not re.fullmatch(r"Q\d+", row["wikidata"])] == []


def test_every_state_has_a_name_a_capital_and_a_people():
    kinds = defaultdict(set)
    for row in table("names"):
        kinds[row["country"]].add(row["kind"])
    states = {row["country"] for row in table("countries") if row["gwno"] and not row["to"]}
    lacking = {kind: {c for c in states if kind not in kinds[c]} for kind in ("state", "capital", "people")}
    # city states are their own capital; Congolese and Dominicans are read as those of the larger state
    assert lacking == {"state": set(), "capital": {"MCO", "SGP", "SMR", "NRU"}, "people": {"COG", "DMA"}}


def test_a_name_of_one_state_is_not_that_of_another():
    owners = defaultdict(set)
    for row in table("names"):
        if row["kind"] in ("state", "capital", "demonym", "people", "nickname") and row["country"]:
            owners[row["name"]].add(row["country"])
    assert {name: c for name, c in owners.items() if len(c) > 1} == {}


def test_pairs_are_two_states_or_as_many_as_their_number_says():
    owners = defaultdict(set)
    for row in table("names"):
        if row["kind"] == "pair":
            owners[row["name"]].add(row["country"])
    many = {"six": 6, "four": 4}
    assert {name for name, c in owners.items() if len(c) != many.get(re.split("[- ]", name)[0], 2)} == set()


def test_context_is_a_code_and_states_are_places():
    assert {row["context"] for row in table("names")} - codes() - {""} == set()
    names = {row["country"]: row["name"] for row in table("countries")}
    assert [r for r in table("names") if r["kind"] == "state" and r["place"] != names[r["country"]]] == []
    assert [
        r for r in table("names") if r["kind"] in ("capital", "city", "region", "territory") and not r["place"]
    ] == []


@pytest.mark.parametrize(
    ("name", "kind", "country", "place"),
    [
        ("U.S.", "state", "USA", "United States"),
        ("DPRK", "state", "PRK", "North Korea"),
        ("Zaire", "state", "COD", "Democratic Republic of Congo"),
        ("Burma", "state", "MMR", "Myanmar"),
        ("Peking", "capital", "CHN", "Beijing"),
        ("Kiev", "capital", "UKR", "Kyiv"),
        ("Blue House", "seat", "KOR", "Blue House"),
        ("Turks", "people", "TUR", ""),
        ("Argentinian", "demonym", "ARG", ""),
        ("Pusan", "city", "KOR", "Busan"),
        ("the North", "nickname", "PRK", "North Korea"),
        ("Abkhazia", "territory", "GEO", "Abkhazia"),
        ("Persian Gulf", "region", "", "Persian Gulf"),
    ],
)
def test_names_that_must_be_read_so(name, kind, country, place):
    assert [(r["country"], r["place"]) for r in table("names") if (r["name"], r["kind"]) == (name, kind)] == [
        (country, place)
    ]


def test_ordinary_words_and_first_names_are_no_cities():
    names = {row["name"] for row in table("names") if row["kind"] == "city"}
    assert (
        names & {"Nice", "Mobile", "Reading", "Split", "Victoria", "Lincoln", "Man", "Bath", "Van", "Of", "Most"}
        == set()
    )


def test_the_first_capital_of_a_state_is_todays():
    first = {}
    for row in table("names"):
        if row["kind"] == "capital":
            first.setdefault(row["country"], row["place"])
    expected = {
        "KAZ": "Astana",
        "MMR": "Naypyitaw",
        "DEU": "Berlin",
        "NGA": "Abuja",
        "TZA": "Dodoma",
        "USA": "Washington",
    }
    assert {c: first[c] for c in expected} == expected


def test_offices_begin_before_they_end_and_nobody_is_known_beyond_the_day_checked():
    for row in table("offices"):
        begin, end = days(row)
        checked = date.fromisoformat(row["checked_until"])
        assert begin < end, row
        assert begin <= checked, row
        assert end == date.max or end <= checked, row
        assert row["acting"] in ("", "yes"), row
        assert bool(row["country"]) != bool(row["body"]), row


def test_holders_of_one_office_follow_one_another():
    offices = defaultdict(list)
    for row in table("offices"):
        offices[row["country"], row["body"], row["office"]].append(row)
    for rows in offices.values():
        assert len({row["checked_until"] for row in rows}) == 1, rows[0]
        assert [row["from"] for row in rows] == sorted(row["from"] for row in rows), rows[0]
        regular = [days(row) for row in rows if not row["acting"]]
        for (_, end), (begin, _) in zip(regular, regular[1:], strict=False):
            assert end <= begin, (rows[0], end, begin)


def test_offices_are_those_of_the_titles_and_bodies_those_of_the_bodies():
    assert {row["office"] for row in table("offices")} - {row["office"] for row in table("titles")} == set()
    assert {row["body"] for row in table("offices")} - {row["body"] for row in table("bodies")} - {""} == set()


def test_a_titles_office_is_canonical():
    office = {row["title"]: row["office"] for row in table("titles")}
    assert [t for t, o in office.items() if o in office and office[o] != o] == []
    assert [t for t in (*office, *office.values()) if t != t.lower()] == []


@pytest.mark.parametrize(
    ("country", "office", "day", "holders"),
    [
        ("KOR", "president", "2025-01-03", {"Yoon Suk Yeol", "Choi Sang-mok"}),
        ("KOR", "president", "2025-04-10", {"Han Duck-soo"}),
        ("USA", "secretary of state", "2025-01-10", {"Antony Blinken"}),
        ("USA", "secretary of state", "2025-02-10", {"Marco Rubio"}),
        ("RUS", "prime minister", "1998-09-01", {"Viktor Chernomyrdin"}),
        ("CHN", "prime minister", "2003-01-15", {"Zhu Rongji"}),
        ("GBR", "foreign minister", "2000-06-01", {"Robin Cook"}),
    ],
)
def test_who_held_an_office_on_a_day(country, office, day, holders):
    on = date.fromisoformat(day)
    rows = [r for r in table("offices") if (r["country"], r["office"]) == (country, office)]
    assert {r["holder"] for r in rows if days(r)[0] <= on <= days(r)[1]} == holders


def test_bodies_of_one_state_have_their_state():
    assert [r for r in table("bodies") if r["kind"] in ("party", "state organ") and not r["country"]] == []
    assert [r for r in table("bodies") if r["kind"] in ("igo", "conference") and r["country"]] == []


def test_every_canonical_body_and_outlet_is_written_somewhere():
    bodies = {row["name"] for row in table("bodies")}
    assert {row["body"] for row in table("bodies")} - bodies <= {"National Liberation Army (Colombia)"}


def test_a_body_or_an_outlet_stands_only_with_the_arms_that_have_one():
    assert [r for r in table("groups") if r["body"] and r["kind"] != "force"] == []
    assert [r for r in table("groups") if r["noun"] in ("government", "troop", "authority") and r["body"]] == []
    assert {r["body"] for r in table("groups") if r["noun"] in ("police", "riot police", "police officer")} == {
        "Police"
    }
