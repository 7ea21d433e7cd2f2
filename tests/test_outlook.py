"""What came of plans: counted on paper from a handful of rows."""

# ruff: noqa: C408 - rows read better as dict(a=1) than as {"a": 1}

import pandas as pd
import pytest

import toolkit
from toolkit import Corpus, outlook

TOLD = dict(
    type="CONSULT", trigger="visit", mode="visit", source_kind="author", published="2025-03-03", publisher="Gazette"
)
NORWAY, CHINA, JAPAN, KENYA = "NOR", "CHN", "JPN", "KEN"


def agenda(*rows, as_of="2025-04-30"):
    """Visits of Peru's to other states: each row says whither, when, how sure and who says so."""
    events, people = [], []
    for n, row in enumerate(rows):
        row = {**TOLD, "article_id": f"a{n}", "certainty": 0.9, "sentence": 0} | row
        row["event_id"] = f"{row['article_id']}:{n}"
        row["date_start"] = row["date_end"] = row.pop("day", None)
        for role, name in (("actor", "PER"), ("recipient", row.pop("to", NORWAY))):
            people.append(dict(event_id=row["event_id"], role=role, name=name, kind="state", country=name))
        events.append(row)
    corpus = Corpus.from_frames(events=pd.DataFrame(events), participants=pd.DataFrame(people))
    return toolkit.agenda(corpus, as_of=as_of)


LATER = dict(published="2025-03-20")
KEPT = [
    dict(status="expected", day="2025-03-18", source="an aide", source_kind="anonymous"),
    LATER | dict(status="occurred", day="2025-03-18"),
]
OFF = [
    dict(status="expected", to=CHINA, day="2025-04-02", source_kind="person", source="Ana Ruiz"),
    LATER | dict(status="cancelled", to=CHINA, day="2025-04-02"),
]
SILENT = [dict(status="planned", to=JAPAN, day="2025-03-25", source="an aide", source_kind="anonymous")]
COMING = [dict(status="possible", to=KENYA, day="2025-06-01", certainty=0.6)]
PAST = [dict(status="occurred", to="ZAF", day="2025-03-01")]
ALL = [*KEPT, *OFF, *SILENT, *COMING, *PAST]


def test_outcomes_by_the_status_told_first():
    table = outlook.outcomes(agenda(*ALL))
    assert table["status"].tolist() == ["possible", "expected", "planned"]
    counts = table.set_index("status")[["n_plans", *outlook.OUTCOMES, "n_decided"]]
    assert counts.loc["expected"].tolist() == [2, 1, 1, 0, 0, 0, 0, 2]
    assert counts.loc["planned"].tolist() == [1, 0, 0, 0, 0, 1, 0, 0]
    assert counts.loc["possible"].tolist() == [1, 0, 0, 0, 0, 0, 1, 0]
    shares = table.set_index("status")[["share_confirmed", "share_low", "share_high"]]
    assert shares.loc["expected"].round(3).tolist() == [0.5, 0.095, 0.905]
    assert shares.loc["planned"].isna().all()


def test_outcomes_by_the_kind_of_source():
    table = outlook.outcomes(agenda(*ALL), by="source_kind").set_index("source_kind")
    assert table.index.tolist() == ["person", "anonymous", "author"]
    assert table.loc["anonymous", ["confirmed", "unreported"]].tolist() == [1, 1]
    assert table.loc["person", "cancelled"] == 1


@pytest.mark.parametrize("k, n, low, high", [(0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (8, 10, 0.490, 0.943)])
def test_wilsons_interval(k, n, low, high):
    """Expected values: Newcombe (1998), Two-sided confidence intervals, and by hand."""
    assert outlook.wilson(k, n) == pytest.approx((low, high), abs=0.0006)
    assert outlook.wilson(0, 0) == (None, None)


def test_what_was_told_as_a_fact_from_the_first_day_was_no_plan_of_this_corpus():
    same_day = [dict(status="scheduled", day="2025-03-03"), dict(status="occurred", day="2025-03-03", article_id="z")]
    assert len(outlook.plans(agenda(*same_day))) == 0 and len(outlook.plans(agenda(*PAST))) == 0


def test_lead_time():
    table = outlook.lead_time(agenda(*ALL))
    assert table["participants"].tolist() == ["PER; NOR", "PER; ZAF"]
    assert table["lead_days"].tolist() == [15, -2] and table["window_days"].tolist() == [1, 1]
    assert table["announced"].tolist() == [True, False]
    undated = outlook.lead_time(agenda(dict(status="occurred")))
    assert undated["lead_days"].isna().all() and len(undated) == 1


def test_what_is_ahead_in_words():
    rows = [
        *ALL,
        dict(to=KENYA, status="expected", day="2025-06-03", source="an aide", source_kind="anonymous") | LATER,
        dict(to="ARG", status="planned", source="Ana Ruiz", source_kind="person"),
    ]
    table = outlook.ahead_table(agenda(*rows))
    assert table[outlook.AHEAD[:-1]].values.tolist() == [
        [
            "3 Jun 2025",
            "visit (CONSULT visit)",
            "Peru; Kenya",
            "is expected (firm)",
            "an aide (unnamed); Gazette, 20 Mar 2025",
            "date: 1 Jun 2025 [Gazette, 3 Mar 2025] / 3 Jun 2025 [an aide (unnamed), Gazette, 20 Mar 2025]",
            2,
        ],
        [
            "not dated",
            "visit (CONSULT visit)",
            "Peru; Argentina",
            "is planned (firm)",
            "Ana Ruiz; Gazette, 3 Mar 2025",
            "",
            1,
        ],
    ]


@pytest.mark.parametrize("table", [outlook.outcomes, outlook.lead_time, outlook.ahead_table, outlook.plans])
def test_an_empty_agenda_gives_an_empty_table_of_the_same_columns_and_types(table):
    empty, full = table(toolkit.agenda(Corpus.from_frames())), table(agenda(*ALL))
    assert not len(empty) and empty.dtypes.astype(str).to_dict() == full.dtypes.astype(str).to_dict()


def test_another_column_is_an_error():
    with pytest.raises(ValueError, match="by='type': allowed are 'status' and 'source_kind'"):
        outlook.outcomes(agenda(*ALL), by="type")


def test_what_is_ahead_can_be_narrowed_and_what_passed_in_silence_is_told():
    rows = [*ALL, dict(to=KENYA, status="expected", day="2025-06-03") | LATER]
    whole = outlook.ahead_table(agenda(*rows))
    assert "Peru; Kenya" in set(whole.who) and set(outlook.ahead_table(agenda(*rows), actor="kenya").who) == {
        "Peru; Kenya"
    }
    near = outlook.ahead_table(agenda(*rows), horizon=7)
    assert "Peru; Kenya" not in set(near.who)
    assert outlook.ahead_table(agenda(*rows), actor="Atlantis").empty
    undated = dict(to="ARG", status="planned", published="2023-01-01")
    assert "Peru; Argentina" not in set(outlook.ahead_table(agenda(*rows, undated)).who)
    assert "Peru; Argentina" in set(outlook.ahead_table(agenda(*rows, undated), fresh=0).who)
    made = agenda(*rows)
    silent = outlook.silent_table(made)
    assert len(silent) == (made.entries.outcome == "unreported").sum() > 0
    counts = made.entries.outcome.value_counts()
    assert f"{counts['unreported']} unreported" in outlook.in_short(made)
    assert "too small for a rate" in outlook.record(made)


def test_the_words_tell_every_way_in_which_a_plan_was_decided():
    refused = [
        dict(status="expected", to="EGY", day="2025-04-02", source="an aide", source_kind="anonymous"),
        LATER | dict(status="denied", to="EGY", day="2025-04-02"),
    ]
    told = outlook.record(agenda(*ALL, *refused))
    assert "Of 5 plans the corpus tells what became of 3: 1 confirmed, 1 cancelled, 0 postponed, 1 denied." in told
