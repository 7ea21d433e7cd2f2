"""Stories told on over several articles, from their words to what became of the plans. The texts are this project's own."""

import pandas as pd
import pytest

import toolkit

# (article_id, published, text): a letter for the story, a number for the report
STORIES = [
    # a visit and a meeting that come about
    (
        *("a1", "1998-05-11"),
        "LUSAKA - Zambian Foreign Minister Keli Walubita will visit Namibia next week, a senior diplomat said Monday. "
        "He is expected to meet his Namibian counterpart Theo-Ben Gurirab in Windhoek on May 20.",
    ),
    (
        *("a2", "1998-05-18"),
        "LUSAKA - Zambian Foreign Minister Keli Walubita leaves on Tuesday for a three-day visit to Namibia, the foreign "
        "ministry said. He will hold talks with Foreign Minister Theo-Ben Gurirab on Wednesday.",
    ),
    (
        *("a3", "1998-05-21"),
        "WINDHOEK - Zambian Foreign Minister Keli Walubita met Namibian Foreign Minister Theo-Ben Gurirab here on "
        "Wednesday. Walubita arrived in Windhoek on Tuesday and returns home on Friday.",
    ),
    # called off
    (
        *("b1", "2011-09-05"),
        "BOGOTA - Colombian President Juan Manuel Santos plans to travel to Quito on September 20 for talks with Ecuadorean "
        "President Rafael Correa, the presidency said Monday.",
    ),
    (
        *("b2", "2011-09-16"),
        "QUITO - Colombian President Juan Manuel Santos has called off his visit to Ecuador, scheduled for September 20, "
        "because of the floods at home, officials in Bogota said Friday.",
    ),
    # put off, then held
    (
        *("c1", "2003-02-10"),
        "NAIROBI - Kenyan President Mwai Kibaki will pay a state visit to Tanzania from February 24 to 26, his office said "
        "on Monday.",
    ),
    (
        *("c2", "2003-02-21"),
        "NAIROBI - Kenyan President Mwai Kibaki has postponed a state visit to Tanzania that was due to begin on Monday, his "
        "spokesman said Friday. The visit will now take place in late March, he said.",
    ),
    (
        *("c3", "2003-03-25"),
        "DAR ES SALAAM - Kenyan President Mwai Kibaki arrived in Tanzania on Tuesday for a state visit.",
    ),
    # held elsewhere
    (
        *("d1", "1989-10-02"),
        "RABAT - The Arab League will hold a summit in Tunis on November 20, Secretary-General Chedli Klibi said on Monday.",
    ),
    (
        *("d2", "1989-10-30"),
        "RABAT - The summit of the Arab League on November 20 will be held in Casablanca instead of Tunis, Moroccan Foreign "
        "Minister Abdellatif Filali said on Monday.",
    ),
    (*("d3", "1989-11-21"), "CASABLANCA - Leaders of the Arab League opened a summit in Casablanca on Monday."),
    # never spoken of again
    (
        *("e1", "2008-01-07"),
        "ROME - Italian Foreign Minister Massimo D'Alema may visit Montenegro in February, a diplomatic source said Monday.",
    ),
    (
        *("e2", "2008-03-17"),
        "ROME - Italian Foreign Minister Massimo D'Alema met his Spanish counterpart Miguel Angel Moratinos in Madrid on "
        "Sunday.",
    ),
    # twice in a month
    (
        *("f1", "1985-03-04"),
        "HARARE - Zimbabwean Prime Minister Robert Mugabe visited Mozambique on Saturday. He will visit Mozambique again on "
        "March 29.",
    ),
    (
        *("f2", "1985-03-30"),
        "MAPUTO - Zimbabwean Prime Minister Robert Mugabe arrived in Mozambique on Friday.",
    ),
    # two ministers of one state
    (
        *("g1", "2016-10-03"),
        "BANGKOK - Thai Foreign Minister Don Pramudwinai will visit Laos on October 12, a spokesman said Monday. Thai "
        "Defence Minister Prawit Wongsuwan will visit Laos on October 13.",
    ),
    (
        *("g2", "2016-10-13"),
        "VIENTIANE - Thai Defence Minister Prawit Wongsuwan arrived in Laos on Thursday for a one-day visit.",
    ),
    # unnamed sources, and a minister who says another day
    (
        *("h1", "2019-11-04"),
        "COLOMBO - Indian Foreign Minister Subrahmanyam Jaishankar is likely to visit Sri Lanka later this month, a source "
        "familiar with the plans said Monday.",
    ),
    (
        *("h2", "2019-11-08"),
        "COLOMBO - Indian Foreign Minister Subrahmanyam Jaishankar will visit Sri Lanka on November 19, another source said "
        "Friday. Sri Lankan Foreign Minister Tilak Marapana said the visit would take place on November 20.",
    ),
    # who comes is in dispute
    (
        *("i1", "2002-06-10"),
        "MONTEVIDEO - The presidents of Argentina, Brazil, Paraguay and Uruguay will meet in Montevideo on July 4, the "
        "Uruguayan foreign ministry said on Monday.",
    ),
    (
        *("i2", "2002-06-18"),
        "BRASILIA - The presidents of Argentina, Brazil, Paraguay, Uruguay and Chile will meet in Montevideo on July 4, "
        "Brazilian Foreign Minister Celso Lafer said on Tuesday.",
    ),
    # denied
    (
        *("j1", "1991-02-04"),
        "AMMAN - Syrian Foreign Minister Farouk al-Sharaa will hold talks with Jordanian Foreign Minister Taher al-Masri in "
        "Amman on Thursday, an Arab diplomat said on Monday.",
    ),
    (
        *("j2", "1991-02-05"),
        "DAMASCUS - Syrian Foreign Minister Farouk al-Sharaa has no plans to meet Jordanian Foreign Minister Taher al-Masri, "
        "a spokesman said on Tuesday.",
    ),
    # a tour, and what is held during it
    (
        *("k1", "2009-07-27"),
        "OTTAWA - Canadian Foreign Minister Lawrence Cannon will tour Chile, Peru and Brazil from August 9 to 13, his office "
        "said Monday. Cannon will visit Peru on August 11 and meet Peruvian Foreign Minister Jose Antonio Garcia Belaunde.",
    ),
    (
        *("k2", "2009-08-12"),
        "LIMA - Canadian Foreign Minister Lawrence Cannon met Peruvian Foreign Minister Jose Antonio Garcia Belaunde in Lima "
        "on Tuesday.",
    ),
    # the same story in another outlet, without its last sentence
    (
        *("l1", "1977-06-06"),
        "ISLAMABAD - Turkish Foreign Minister Ihsan Caglayangil will arrive in Pakistan on June 14 for a visit of two days, "
        "officials said here on Monday. He will hold talks with Foreign Minister Aziz Ahmed on trade and on the road that "
        "the two countries want to build through Iran. The road was agreed on in Izmir last year but no work has been done "
        "since.",
    ),
    (
        *("l2", "1977-06-06"),
        "ISLAMABAD - Turkish Foreign Minister Ihsan Caglayangil will arrive in Pakistan on June 14 for a visit of two days, "
        "officials said here on Monday. He will hold talks with Foreign Minister Aziz Ahmed on trade and on the road that "
        "the two countries want to build through Iran.",
    ),
]


@pytest.fixture(scope="module")
def agenda(tmp_path_factory):
    path = tmp_path_factory.mktemp("stories") / "stories.jsonl"
    frame = pd.DataFrame(STORIES, columns=["article_id", "published", "text"])
    frame.to_json(path, orient="records", lines=True)
    return toolkit.agenda(toolkit.extract(toolkit.load_articles(path)), as_of="2019-12-31")


@pytest.fixture(scope="module")
def entry(agenda):
    """The entry of the first event of a trigger in an article, as (agenda_id, row)."""
    reports = agenda.reports.merge(agenda.words, on="event_id")
    rows = agenda.entries.set_index("agenda_id")

    def of(told):
        article, trigger = told.split(" ", 1)
        found = reports[(reports["article_id"] == article) & (reports["trigger"] == trigger)]
        assert len(found), (
            f"{article} has no {trigger!r}: {reports[reports['article_id'] == article]['trigger'].tolist()}"
        )
        return rows.loc[found["agenda_id"].iloc[0]]

    return of


@pytest.mark.parametrize(
    ("reports", "outcome"),
    [
        (["a1 visit", "a2 visit", "a3 arrived in"], "confirmed"),
        (["a1 meet", "a2 talks", "a3 met"], "confirmed"),
        (["b1 travel", "b2 visit"], "cancelled"),
        (["c1 state visit", "c2 state visit"], "postponed"),
        (["c2 visit", "c3 state visit"], "confirmed"),
        (["d1 summit", "d2 summit", "d3 summit"], "confirmed"),
        (["e1 visit"], "unreported"),
        (["f1 visited"], "confirmed"),
        (["f1 visit", "f2 arrived in"], "confirmed"),
        (["g1 visit"], "unreported"),
        (["h1 visit", "h2 visit"], "unreported"),
        (["i1 meet", "i2 meet"], "unreported"),
        (["j1 talks", "j2 meet"], "denied"),
        (["k1 meet", "k2 met"], "confirmed"),
        (["l1 talks", "l2 talks"], "unreported"),
    ],
)
def test_what_became_of_it(entry, reports, outcome):
    rows = [entry(told) for told in reports]
    assert len({row.name for row in rows}) == 1 and rows[0]["outcome"] == outcome
    assert rows[0]["n_articles"] == len({told.split()[0] for told in reports})


def test_what_was_put_off_names_what_took_its_place(entry):
    assert entry("c1 state visit")["postponed_to"] == entry("c3 state visit").name


def test_a_changed_place_and_disputed_days_and_sides_are_conflicts(entry):
    assert entry("d1 summit")["conflict"].startswith("place: Tunis [Chedli Klibi, d1, 2 Oct 1989] / Casablanca")
    assert "19 Nov 2019 [another source (unnamed)" in entry("h1 visit")["conflict"]
    assert "20 Nov 2019 [Tilak Marapana" in entry("h1 visit")["conflict"]
    assert entry("i1 meet")["conflict"].startswith("participants: Argentina")


def test_one_person_s_two_visits_and_one_state_s_two_ministers_are_two(entry):
    assert entry("f1 visited").name != entry("f1 visit").name
    assert entry("g1 visit").name != entry("g2 visit").name
    assert entry("g2 visit")["participants"].startswith("Prawit Wongsuwan")


def test_a_meeting_belongs_to_the_visit_during_which_it_is_held(entry):
    assert entry("a3 met")["part_of"] == entry("a3 arrived in").name
    assert entry("k2 met")["part_of"] == entry("k1 visit").name
    assert entry("k1 visit")["part_of"] == entry("k1 tour").name


def test_a_copy_is_an_article_and_no_report_of_its_own(entry):
    row = entry("l1 talks")
    assert (row["n_articles"], row["n_sources"]) == (2, 1)


def test_unnamed_sources_stay_two(agenda, entry):
    told = agenda.history(entry("h1 visit").name)
    assert told["source"].tolist()[:2] == ["a source familiar with the plans", "another source"]
