"""A person's corrections: found again by their words, laid over the rows, and never lost in silence."""

import pandas as pd
import pytest

import toolkit
from toolkit.correctionfile import COLUMNS, CorrectionError, confirmed
from toolkit.corrections import CorrectionWarning, correct
from toolkit.frames import CORPUS_FRAMES, build

VISIT = dict(article_id="a", start_char=31, end_char=36, quote="visit")
MET = dict(article_id="a", start_char=72, end_char=75, quote="met")
CODER = dict(action="set", coder="ab", date="2025-03-10", reason="the aide said so")


def file(*rows):
    return pd.DataFrame(rows).reindex(columns=COLUMNS)


def event(corpus, event_id):
    return corpus.events.set_index("event_id").loc[event_id]


def outcomes(corpus):
    return corpus.corrections["outcome"].tolist()


def test_a_field_is_set_and_the_row_marked(small, tmp_path):
    path = tmp_path / "corrections.csv"
    file(dict(VISIT, field="status", value="planned", **CODER)).to_csv(path, index=False)
    found = toolkit.correct(small, path)
    assert event(found, "a:31-36").status == "planned"
    assert event(small, "a:31-36").status == "scheduled"
    assert found.verified.to_dict("records") == [{"event_id": "a:31-36", "verified": True, "corrected_by": "ab"}]
    told = found.corrections.iloc[0]
    assert (told.machine_value, told.outcome, told.reason) == ("scheduled", "applied", "the aide said so")
    assert "status" not in set(found.evidence.query("event_id == 'a:31-36'").field)
    assert pd.isna(event(found, "a:31-36").certainty)


def test_dates_are_days_and_an_empty_value_takes_one_away(small):
    found = correct(
        small,
        file(
            dict(VISIT, field="date_end", value="2025-03-06", **CODER), dict(MET, field="place", value="Quito", **CODER)
        ),
    )
    row = event(found, "a:31-36")
    assert (str(row.date_start.date()), str(row.date_end.date()), row.date_precision) == (
        "2025-03-04",
        "2025-03-06",
        "range",
    )
    assert event(found, "a:72-75").place == "Quito"
    found = correct(
        small, file(dict(VISIT, field="date_start", value="", **CODER), dict(VISIT, field="date_end", **CODER))
    )
    row = event(found, "a:31-36")
    assert pd.isna(row.date_start) and pd.isna(row.date_end) and pd.isna(row.date_precision)


def test_who_takes_part_follows_in_participants(small):
    found = correct(small, file(dict(MET, field="actors", value="Ana Ruiz; PER", **CODER)))
    people = found.participants.query("event_id == 'a:72-75'")
    assert people[["role", "name", "kind", "country"]].astype(object).where(people[["role", "name", "kind", "country"]].notna(), None).values.tolist() == [
        ["actor", "Ana Ruiz", "person", None], ["actor", "PER", "state", "PER"]]  # fmt: skip


def test_a_row_is_deleted_everywhere(small):
    found = correct(small, file(dict(MET, field="row", value="", **CODER | dict(action="delete"))))
    assert "a:72-75" not in set(found.events.event_id) | set(found.participants.event_id) | set(found.evidence.event_id)
    assert outcomes(found) == ["applied"] and found.verified.empty


def test_a_row_is_added_in_its_place(small):
    said = dict(article_id="a", start_char=62, end_char=66, quote="said")
    add = CODER | dict(action="add")
    found = correct(small, file(*(dict(said, field=f, value=v, **add) for f, v in
        [("type", "AGREE"), ("status", "occurred"), ("actors", "Ana Ruiz"), ("date_start", "2025-03-01")])))  # fmt: skip
    assert found.events.event_id.tolist() == ["a:31-36", "a:62-66", "a:72-75", "b:20-25", "c:20-25"]
    row = event(found, "a:62-66")
    assert (row.type, row.status, row.trigger, row.publisher, row.sentence) == (
        "AGREE",
        "occurred",
        "said",
        "Gazette",
        0,
    )
    assert found.participants.query("event_id == 'a:62-66'").name.tolist() == ["Ana Ruiz"]
    with pytest.warns(CorrectionWarning, match="at least a type and a status"):
        correct(small, file(dict(said, field="type", value="AGREE", **add)))


def test_a_trigger_that_grew_is_found_by_its_words(small):
    wide = dict(article_id="a", start_char=26, end_char=36, quote="will visit", field="status", value="planned")
    found = correct(small, file(dict(wide, **CODER)))
    assert event(found, "a:31-36").status == "planned"


def test_orphans_are_told_and_change_nothing(small):
    rows = [
        dict(VISIT | dict(quote="voyage"), field="status", value="planned"),
        dict(article_id="a", start_char=62, end_char=66, quote="said", field="status", value="planned"),
        dict(VISIT | dict(article_id="z"), field="status", value="planned"),
        dict(article_id="a", start_char=88, end_char=94, quote="Friday", field="name", value="Freitag"),
    ]
    with pytest.warns(CorrectionWarning, match="4 orphan of 4 corrections"):
        found = correct(small, file(*(r | CODER for r in rows)))
    assert outcomes(found) == ["orphan"] * 4
    notes = found.corrections.note.tolist()
    assert "reads 'visit', not 'voyage'" in notes[0] and "no row stands on 'said'" in notes[1]
    assert notes[2] == "no such article in the corpus" and "no name 'Friday'" in notes[3]
    for name in CORPUS_FRAMES:
        pd.testing.assert_frame_equal(found.frames[name], small.frames[name])


def test_what_the_machine_already_says_is_confirmed(small):
    gone = dict(
        article_id="a", start_char=62, end_char=66, quote="said", field="row", value="", **CODER | dict(action="delete")
    )
    found = correct(small, file(dict(VISIT, field="status", value="scheduled", **CODER), gone))
    assert outcomes(found) == ["confirmed", "confirmed"]
    assert found.verified.event_id.tolist() == ["a:31-36"]


def test_two_coders_who_disagree_are_a_conflict_and_one_who_changed_his_mind_is_not(small):
    first = dict(VISIT, field="status", value="planned", **CODER)
    with pytest.warns(CorrectionWarning, match="2 conflict"):
        found = correct(small, file(first, dict(first, value="expected", coder="cd")))
    assert outcomes(found) == ["conflict", "conflict"] and event(found, "a:31-36").status == "scheduled"
    assert found.corrections.note.iloc[0] == "another value is given by cd: expected"
    with pytest.warns(CorrectionWarning, match="1 conflict"):
        found = correct(small, file(first, dict(first, value="expected", date="2025-03-11")))
    assert event(found, "a:31-36").status == "expected"
    with pytest.warns(CorrectionWarning):
        found = correct(small, file(first, dict(VISIT, field="row", value="", **CODER | dict(action="delete"))))
    assert outcomes(found) == ["conflict", "conflict"] and "a:31-36" in set(found.events.event_id)


def test_a_name_is_corrected_in_the_whole_article(small):
    name = dict(article_id="a", start_char=17, end_char=25, quote="Ana Ruiz", field="name", value="Ana Ruíz Soto")
    found = correct(small, file(dict(name, **CODER)))
    assert found.events.actors.tolist()[:2] == ["Ana Ruíz Soto", "Ana Ruíz Soto; Bo Lund"]
    assert event(found, "b:20-25").actors == "Ana Ruiz"
    assert "Ana Ruíz Soto" in set(found.entities.name) and "Ana Ruíz Soto" in set(found.participants.name)


@pytest.mark.parametrize(("wrong", "message"), [
    (dict(article_id=""), "line 2: no article_id"),
    (dict(quote=""), "an empty match would fit everywhere"),
    (dict(start_char=""), "an empty match"),
    (dict(start_char="x"), "whole numbers"),
    (dict(start_char="40"), "not before"),
    (dict(field="colour"), "unknown field 'colour'; allowed are type, mode"),
    (dict(action="change"), "unknown action 'change'; allowed are set, delete, add"),
    (dict(value="maybe"), "status 'maybe' is not known; allowed are denied"),
    (dict(value=""), "status cannot be empty"),
    (dict(field="date_start", value="soon"), "'soon' is no day"),
    (dict(field="certainty", value="high"), "between 0 and 1"),
    (dict(action="delete"), "its field is 'row'"),
    (dict(date="yesterday"), "'yesterday' is no day"),
])  # fmt: skip
def test_a_row_that_cannot_be_followed_is_refused_with_its_line(small, tmp_path, wrong, message):
    path = tmp_path / "mine.csv"
    file(dict(VISIT, field="status", value="planned", **CODER) | wrong).to_csv(path, index=False)
    with pytest.raises(CorrectionError, match=message) as error:
        correct(small, path)
    assert "mine.csv" in str(error.value)


def test_a_missing_file_or_column_is_refused(small, tmp_path):
    with pytest.raises(CorrectionError, match="no such file"):
        correct(small, tmp_path / "none.csv")
    with pytest.raises(CorrectionError, match="no column 'field'"):
        correct(small, pd.DataFrame({"article_id": ["a"], "action": ["set"]}))


def test_an_empty_file_changes_nothing(small):
    found = correct(small, file())
    pd.testing.assert_frame_equal(found.events, small.events)
    assert found.corrections.empty and found.verified.empty


def test_corrections_are_saved_with_the_corpus(small, tmp_path):
    found = correct(small, file(dict(VISIT, field="status", value="planned", **CODER)))
    found.save(tmp_path / "c")
    again = toolkit.Corpus.open(tmp_path / "c")
    pd.testing.assert_frame_equal(again.corrections, found.corrections)
    pd.testing.assert_frame_equal(again.verified, found.verified)


def test_what_is_right_can_be_written_down(small):
    rows = confirmed(small, "a:31-36", coder="ab", date="2025-03-10")
    found = correct(small, rows)
    assert set(outcomes(found)) == {"confirmed"} and found.verified.event_id.tolist() == ["a:31-36"]
    with pytest.raises(CorrectionError, match="no event 'a:1-2'"):
        confirmed(small, "a:1-2", coder="ab", date="2025-03-10")


STORY = "President Tabaré Vázquez will visit Asunción next week. His talks with Paraguay opened on May 3. A day later they ended."


def test_a_corrected_day_of_publication_resolves_the_dates_as_a_new_reading_would():
    wrong = build("articles", [{"article_id": "m", "published": "2011-05-11", "text": STORY}])
    right = wrong.assign(published=pd.Timestamp("2011-05-18")).astype({"published": "datetime64[us]"})
    read, anew = toolkit.extract(wrong), toolkit.extract(right)
    assert read.events.date_start.iloc[0] == pd.Timestamp("2011-05-16")
    found = correct(read, file(dict(article_id="m", field="published", value="2011-05-18", **CODER)))
    days = ["date_start", "date_end", "date_precision", "published"]
    pd.testing.assert_frame_equal(found.events[days], anew.events[days])
    assert found.events.date_start.iloc[0] == pd.Timestamp("2011-05-23")
    pd.testing.assert_frame_equal(found.times, anew.times)
    assert found.articles.published_basis.tolist() == ["caller"]


def test_a_row_keeps_its_correction_over_a_second_reading():
    articles = build("articles", [{"article_id": "m", "published": "2011-05-11", "text": STORY}])
    start = STORY.index("visit")
    rows = file(
        dict(
            article_id="m",
            start_char=start,
            end_char=start + 5,
            quote="visit",
            field="status",
            value="planned",
            **CODER,
        )
    )
    for corpus in (toolkit.extract(articles), correct(toolkit.extract(articles), rows)):
        assert correct(corpus, rows).events.status.iloc[0] == "planned"
