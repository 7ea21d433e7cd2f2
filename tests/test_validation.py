"""Coding sheets, scores with intervals, agreement, and shares set right: against figures worked out by hand, and a simulation."""

import importlib.util
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import toolkit
from toolkit import measures
from toolkit.frames import build
from toolkit.judging import judged, ratio
from toolkit.provenance import methods
from toolkit.sheets import NO_ROW, SheetError, read_sheet
from toolkit.validation import ValidationError, errors

GOLD = Path(__file__).parents[1] / "data" / "gold" / "sample.events.json"
SCORER = Path(__file__).parents[2] / "shared" / "score" / "score_events.py"
TALKS = dict(type="CONSULT", mode=None, status="scheduled", actors=["Ana Ruiz", "Bo Lund"], recipients=[], place="Lima",
             date_start="2025-03-04", date_end="2025-03-04", source_kind="author")  # fmt: skip


def gold(**fields):
    return {**TALKS, "date": ["2025-03-04", "2025-03-04"], **fields}


def right(expected, **fields):
    return [f for f, v in judged(gold(**expected), {**TALKS, **fields}).items() if not v]


# --- one row


@pytest.mark.parametrize(("expected", "row", "wrong"), [
    ({}, {}, []),
    ({}, {"status": "planned"}, ["status", "usable"]),
    ({"alt": {"status": "planned"}}, {"status": "planned"}, []),
    ({}, {"actors": ["Bo Lund"], "recipients": ["Ana Ruiz"]}, []),  # talks: one group
    ({"mode": "visit"}, {"mode": "visit", "actors": ["Bo Lund"], "recipients": ["Ana Ruiz"]}, ["who", "usable"]),
    ({}, {"actors": ["Ana Ruiz"]}, ["who", "usable"]),
    ({}, {"actors": ["Ana Maria Ruiz", "Bo Lund"]}, []),  # a fuller name
    ({}, {"actors": ["Ruiz", "Bo Lund"]}, ["who", "usable"]),  # a shorter one
    ({"actors": ["ARG"], "type": "COERCE"}, {"actors": ["Police (ARG)"], "type": "COERCE"}, []),
    ({"actors": ["Police (ARG)"], "type": "COERCE"}, {"actors": ["Police (PER)"], "type": "COERCE"}, ["who", "usable"]),
    ({}, {"date_end": None}, ["when", "usable"]),
    ({"date": None}, {"date_start": None, "date_end": None}, []),
    ({}, {"mode": "multilateral"}, []),  # no mode asked
    ({"mode": "multilateral"}, {}, ["mode", "usable"]),
    ({}, {"place": None}, ["place"]),
    ({}, {"source_kind": "anonymous"}, ["source_kind", "usable"]),
])  # fmt: skip
def test_a_row_is_judged_field_by_field(expected, row, wrong):
    assert right(expected, **row) == wrong


def test_the_interval_is_clopper_and_pearsons_where_rows_are_independent():
    value, low, high = ratio(
        [1] * 8 + [0] * 2, [1] * 10
    )  # 44.4 to 97.5 in the tables; linearised n is 10 * 9/10, so wider
    assert value == 0.8 and 0.40 < low < 0.444 and 0.975 < high < 0.99
    value, low, high = ratio([1] * 10, [1] * 10)
    assert (value, round(low, 4), high) == (1, 0.6915, 1)
    assert all(np.isnan(v) for v in ratio([], []))


def test_rows_of_one_article_count_for_less():
    apart = ratio([1, 0] * 20, [1] * 40)
    together = ratio([1] * 20 + [0] * 20, [1] * 40, cluster=[n // 10 for n in range(40)])
    assert together[0] == apart[0] == 0.5 and together[2] - together[1] > 1.5 * (apart[2] - apart[1])


def test_the_interval_holds_the_truth_as_often_as_it_says():
    rng, inside = np.random.default_rng(5), 0
    for _ in range(600):  # 40 articles of one to nine rows, whose share right varies from article to article
        sizes = rng.integers(1, 10, 40)
        level = rng.beta(8, 2, 40)
        rows = np.concatenate([rng.random(k) < p for k, p in zip(sizes, level)])
        _, low, high = ratio(rows, np.ones(len(rows)), cluster=np.repeat(np.arange(40), sizes))
        inside += low <= 0.8 <= high
    assert 0.93 <= inside / 600 <= 0.985


# --- gold


def gold_file(tmp_path, *events, doc_id="a"):
    path = tmp_path / "gold.json"
    path.write_text(json.dumps([{"doc_id": doc_id, "published": "2025-03-02", "events": list(events)}]))
    return path


VISIT = dict(start=31, end=36, trigger="visit", type="CONSULT", mode="visit", status="scheduled", actors=["Ana Ruiz"],
             recipients=["PER"], place="Lima", date=["2025-03-04", "2025-03-04"], source_kind="anonymous", core=True)  # fmt: skip
SAID = dict(start=62, end=66, trigger="said", type="AGREE", status="occurred", actors=["an aide"], core=True)
MET = dict(
    start=72, end=75, trigger="met", type="CONSULT", status="occurred", actors=["Ana Ruiz", "Bo Lund"], date=None
)


def test_gold_gives_precision_recall_and_fields(small, tmp_path):
    found = toolkit.score(small, gold_file(tmp_path, VISIT, SAID, MET)).set_index("measure")
    assert found.value.loc[["precision", "usable", "status", "when", "place"]].round(3).tolist() == [
        1,
        0.333,
        1,
        0.5,
        1,
    ]
    assert found.n.loc[["precision", "recall", "when", "place"]].tolist() == [2, 3, 2, 1]
    assert round(found.value["recall"], 3) == 0.667 and round(found.value["F1"], 3) == 0.8
    assert ((found.low <= found.value) & (found.value <= found.high)).all()


def test_borderline_words_are_neither_right_nor_wrong(small, tmp_path):
    found = toolkit.score(small, gold_file(tmp_path, VISIT, MET | dict(core=False))).set_index("measure")
    assert found.n.loc[["precision", "recall"]].tolist() == [1, 1]
    assert toolkit.score(small, gold_file(tmp_path, VISIT)).set_index("measure").value["precision"] == 0.5


def test_errors_stand_one_by_one(small, tmp_path):
    found = errors(small, gold_file(tmp_path, VISIT | dict(status="planned"), SAID))
    assert found[["kind", "fields", "trigger", "coder_says", "machine_says"]].values.tolist() == [
        ["wrong", "status", "visit", "planned", "scheduled"],
        ["missed", "", "said", "AGREE, no mode, occurred, an aide, no date", ""],
        ["false", "", "met", "", "CONSULT, no mode, occurred, Ana Ruiz; Bo Lund, 2025-02-28"],
    ]
    assert found.sentence_text.iloc[2] == "She met Bo Lund on Friday."


def test_gold_that_does_not_fit_is_refused(small, tmp_path):
    with pytest.raises(ValidationError, match="no article of the gold is in the corpus; the first is 'zz'"):
        toolkit.score(small, gold_file(tmp_path, VISIT, doc_id="zz"))
    with pytest.raises(ValidationError, match="an event without 'status'"):
        toolkit.score(small, gold_file(tmp_path, {k: v for k, v in VISIT.items() if k != "status"}))
    (tmp_path / "x.json").write_text("{]")
    with pytest.raises(ValidationError, match="x.json: no JSON"):
        toolkit.score(small, tmp_path / "x.json")
    with pytest.raises(ValidationError, match="neither a coding sheet"):
        toolkit.score(small, pd.DataFrame({"a": [1]}))


@pytest.mark.skipif(
    not SCORER.exists(), reason="the scorer that measures this project lies beside it only in development"
)
def test_the_figures_are_those_of_the_independent_scorer():
    spec = importlib.util.spec_from_file_location("score_events", SCORER)
    other = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(other)
    corpus = toolkit.extract(toolkit.load_articles("data/articles"))
    from toolkit.validation import _machine

    rows = {
        k: d.rename(columns={"start_char": "start", "end_char": "end"}).to_dict("records")
        for k, d in _machine(corpus).groupby("article_id")
    }
    counts = sum(
        (other.score_text(g, rows.get(g["doc_id"], []), []) for g in json.loads(GOLD.read_text())),
        other.collections.Counter(),
    )
    theirs = other.figures(counts)
    ours = (toolkit.score(corpus, GOLD).set_index("measure").value * 100).astype(float).round(1)
    assert ours[["precision", "recall", "F1", "usable"]].tolist() == [
        theirs[k] for k in ("precision", "recall", "F1", "usable_rows")
    ]
    assert ours[["type", "mode", "status", "who", "when", "place", "source_kind"]].to_dict() == {
        k: theirs["of_found"][k] for k in ("type", "mode", "status", "who", "when", "place", "source_kind")}  # fmt: skip


# --- the sheet


@pytest.fixture
def many():
    """Twenty articles of two sentences: a planned visit in each first one, a cancelled one in five, nothing in the last."""
    text = "Ana Ruiz will visit Lima. Rain fell."
    articles = [dict(article_id=f"a{n:02}", published="2025-03-02", publisher="Gazette", text=text) for n in range(20)]
    sentences = [
        dict(article_id=a["article_id"], sentence=k, sentence_text=s, start_char=text.index(s), end_char=text.index(s) + len(s))
        for a in articles for k, s in enumerate(["Ana Ruiz will visit Lima.", "Rain fell."])
    ]  # fmt: skip
    events = [
        dict(event_id=f"{a['article_id']}:14-19", article_id=a["article_id"], trigger="visit", type="CONSULT", mode="visit",
             status="cancelled" if n < 5 else "planned", actors="Ana Ruiz", sentence=0, source_kind="author", publisher="Gazette")
        for n, a in enumerate(articles)
    ]  # fmt: skip
    proof = [dict(event_id=e["event_id"], field="trigger", quote="visit", start_char=14, end_char=19) for e in events]
    frames = dict(articles=articles, sentences=sentences, events=events, evidence=proof)
    return toolkit.Corpus.from_frames(**{k: pd.DataFrame(v) for k, v in frames.items()})


def test_a_sheet_is_stratified_with_known_probabilities_and_has_silent_sentences(many):
    sheet = toolkit.coding_sheet(many, 16)
    counts = sheet.stratum.value_counts()
    assert counts.to_dict() == {"planned": 7, "cancelled": 5, NO_ROW: 4}
    chance = sheet.groupby("stratum").probability.unique().map(list)
    assert chance.to_dict() == {"planned": [7 / 15], "cancelled": [1.0], NO_ROW: [0.2]}
    row = sheet[sheet.event_id.notna()].iloc[0]
    assert row.sentence_text == "Ana Ruiz will **visit** Lima." and row.coded_event == ""
    pd.testing.assert_frame_equal(sheet, toolkit.coding_sheet(many, 16))
    assert sheet.unit.tolist() != toolkit.coding_sheet(many, 16, seed=2).unit.tolist()
    assert "status" not in toolkit.coding_sheet(many, 16, blind=True).columns


def test_a_sheet_that_cannot_be_drawn_is_refused(many, nothing, tmp_path):
    with pytest.raises(SheetError, match="no column 'colour'"):
        toolkit.coding_sheet(many, by="colour")
    with pytest.raises(SheetError, match="nothing to draw"):
        toolkit.coding_sheet(nothing)
    with pytest.raises(SheetError, match="as .csv or .xlsx"):
        toolkit.coding_sheet(many, path=tmp_path / "sheet.ods")


def coded(many, **say):
    """All right, but for what is said of single units."""
    sheet = toolkit.coding_sheet(many, 40)
    sheet = sheet.assign(coded_event=sheet.coded_event.where(sheet.coded_event == "-", "yes"), coded_missed="0")
    for unit, cells in say.items():
        for column, value in cells.items():
            sheet.loc[sheet.unit.str.startswith(unit), column] = value
    return sheet


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_sheet_is_scored_from_its_file(many, tmp_path, suffix):
    path = tmp_path / f"sheet{suffix}"
    toolkit.coding_sheet(many, 40, path=path)
    blank = (
        pd.read_csv(path, dtype=str, keep_default_na=False)
        if suffix == ".csv"
        else pd.read_excel(path, keep_default_na=False)
    )
    with pytest.raises(SheetError, match="nothing is coded"):
        toolkit.score(many, path)
    filled = coded(
        many,
        **{
            "a00:": dict(coded_status="planned"),
            "a01:": dict(coded_event="no"),
            "a02:": dict(coded_missed="1"),
            "a03#": dict(coded_missed="2"),
        },
    )
    assert len(filled) == len(blank)
    (filled.to_csv if suffix == ".csv" else filled.to_excel)(path, index=False)
    found = toolkit.score(many, path).set_index("measure").value.round(4)
    # all 20 rows and 10 of 20 silent sentences were drawn: 19 events found, 1 + 2 * 2 missed where a03's sentence is among them
    drawn = "a03#1" in set(filled.unit)
    missed = 1 + 4 * drawn
    assert found["precision"] == 0.95 and found["status"] == round(18 / 19, 4)
    assert found["recall"] == round(19 / (19 + missed), 4) and found["usable"] == round(18 / (19 + missed), 4)


def test_half_a_sheet_is_a_smaller_sample(many):
    sheet = coded(many)
    part = sheet.assign(coded_event=sheet.coded_event.where((sheet.event_id.isna()) | (sheet.index < 20), ""))
    part.loc[(part.index >= 20), "coded_missed"] = ""
    read = read_sheet(part)
    assert len(read) == 20
    assert (1 / read.probability)[read.event_id != ""].sum() == pytest.approx(20)


@pytest.mark.parametrize(("cells", "message"), [
    (dict(coded_event="perhaps"), "'perhaps' is neither yes nor no"),
    (dict(coded_status="maybe"), "coded_status 'maybe' is not known; allowed are denied"),
    (dict(coded_date_start="soon"), "'soon' is no day"),
    (dict(coded_missed="some"), "'some' is no number"),
    (dict(probability=2.0), "probability 2.0 is not above 0"),
])  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named(many, cells, message):
    sheet = coded(many, **{"a04:": cells})
    line = sheet.index[sheet.unit.str.startswith("a04:")][0] + 2
    with pytest.raises(SheetError, match=f"line {line}: .*{message}"):
        read_sheet(sheet)


def test_a_sheet_of_another_reading_is_refused(many, small):
    with pytest.raises(ValidationError, match="20 rows of the sheet are not in the corpus"):
        toolkit.score(small, coded(many))


def test_corrections_are_gold_for_the_fields_they_name(small):
    from toolkit.correctionfile import COLUMNS, confirmed

    rows = confirmed(small, "a:31-36", coder="ab", date="2025-03-10")
    rows.loc[rows.field == "status", "value"] = "planned"
    found = toolkit.score(small, rows[COLUMNS]).set_index("measure").value
    assert found["status"] == 0 and found["type"] == 1 and found["when"] == 1 and "recall" not in found.index
    assert errors(small, rows)[["fields", "coder_says", "machine_says"]].values.tolist() == [
        ["status", "planned", "scheduled"]
    ]


# --- two coders


def test_agreement_is_krippendorffs_alpha(many):
    one = coded(many)
    two = coded(
        many,
        **{
            "a00:": dict(coded_event="no"),
            "a06:": dict(coded_status="expected"),
            "a07:": dict(coded_status="expected"),
        },
    )
    found = toolkit.agreement(one, two).set_index("field")
    assert found.n_units[["event", "status"]].tolist() == [20, 19]
    assert round(found.agree["event"], 3) == 0.95 and round(found.alpha["event"], 3) == 0.0
    assert round(found.agree["status"], 4) == round(17 / 19, 4) and found.level["status"] == "ordinal"
    # nominal alpha by hand: 1 - (4 / 38) / ((38² - 28² - 8² - 2²) / (38 * 37)) = 0.75; ordinal is higher: expected is near planned
    assert 0.75 < found.alpha["status"] < 1
    assert pd.isna(found.alpha["type"]) and found.agree["type"] == 1  # nothing varies, so nothing is measured


def test_two_sheets_without_a_common_unit_are_refused(many):
    sheet = coded(many)
    with pytest.raises(ValidationError, match="no coded unit in common"):
        toolkit.agreement(sheet.iloc[:15], sheet.iloc[15:])


# --- shares


def test_a_share_is_set_right_by_hand(many):
    sheet = coded(many, **{"a00:": dict(coded_status="planned"), "a01:": dict(coded_event="no")})
    found = measures.share(many.events, "status", ["cancelled", "denied"], coded=sheet).iloc[0]
    assert (found.n_rows, found.n_coded, found.naive) == (20, 20, 0.25)
    assert round(found.share, 4) == round(3 / 19, 4)  # all rows were coded: 19 events, 3 of them cancelled
    assert found.low < found.share < found.high
    naive = measures.share(many.events, "status", "cancelled").iloc[0]
    assert naive.naive == 0.25 and pd.isna(naive.share) and naive.n_coded == 0
    by = measures.share(many.events, "status", "cancelled", by="publisher", coded=sheet)
    assert by.publisher.tolist() == ["Gazette"] and by.share.iloc[0] == found.share
    with pytest.raises(ValueError, match="no sheet asks for 'certainty'"):
        measures.share(many.events, "certainty", "1", coded=sheet)


def test_the_interval_of_a_share_covers_the_truth_in_95_of_100_simulated_corpora():
    """A machine that takes a third of the anonymous for authors and invents one row in ten; the share is known: 30 %."""
    rng, inside, naive_inside, runs = np.random.default_rng(11), 0, 0, 400
    for _ in range(runs):
        n, k = 600, 150
        article = rng.integers(0, 250, n)
        event = rng.random(n) > 0.1
        truth = np.where(rng.random(n) < 0.3, "anonymous", "author")
        machine = np.where((truth == "anonymous") & (rng.random(n) < 1 / 3), "author", truth)
        machine = np.where(~event & (rng.random(n) < 0.5), "anonymous", machine)
        events = pd.DataFrame(
            {
                "event_id": [f"a{a}:{i}-{i + 1}" for i, a in enumerate(article)],
                "article_id": article.astype(str),
                "source_kind": machine,
            }
        )
        drawn = []
        for kind in ("anonymous", "author"):
            rows = np.flatnonzero(machine == kind)
            chosen = rng.choice(rows, k // 2, replace=False)
            drawn += [(i, kind, (k // 2) / len(rows)) for i in chosen]
        sheet = pd.DataFrame([
            dict(unit=events.event_id[i], article_id=events.article_id[i], event_id=events.event_id[i], stratum=s, probability=p, trigger="x",
                 source_kind=machine[i], coded_event="yes" if event[i] else "no", coded_source_kind=truth[i]) for i, s, p in drawn])  # fmt: skip
        found = measures.share(events, "source_kind", "anonymous", coded=sheet).iloc[0]
        inside += found.low <= 0.3 <= found.high
        naive_inside += abs(found.naive - 0.3) < 1.96 * np.sqrt(0.3 * 0.7 / n)
    assert 0.93 <= inside / runs <= 0.97
    assert naive_inside / runs < 0.5  # what the machine counts, taken at its word, misses the truth


# --- the paragraph


def test_the_methods_paragraph_computes_its_numbers(small, tmp_path):
    text = methods(small, gold_file(tmp_path, VISIT, SAID, MET))
    assert "3 articles" in text and "4 events" in text and "recall 67 %" in text and "No row was corrected" in text
    assert "unverified" in methods(small)
    read = toolkit.extract(
        build("articles", [{"article_id": "m", "published": "2011-05-11", "text": "Peru and Chile met."}])
    )
    assert read.info["rules"][:12] in methods(read) and f"spaCy {read.info['spacy']}" in methods(read)
