"""The agenda, from rows coded by hand: no model runs, and every entry can be counted on paper."""

# ruff: noqa: C408 - rows read better as dict(a=1) than as {"a": 1}

import icalendar
import pandas as pd
import pytest

import toolkit
from toolkit import Corpus
from toolkit.frames import FRAMES, columns
from toolkit.parties import Party, agree, plain

KIND = {"Summit of the Isles": "body", "Inter-Isles Council": "body", "IIC": "body", "marchers": "group"}
SENT_BY = {"Ana Ruiz": "PER", "Otto Vance": "PER", "Ana-Ruiz": "PER", "Ruiz": "PER", "Ines Quispe": "PER"}
SENT_BY |= {"Bo Lund": "NOR", "Kari Moe": "NOR", "Li Wen": "CHN", "Bo Lind": "NOR", "Kristoffer Lund": "NOR"}
SENT_BY |= {"Kristoffer Lind": "NOR", "Foreign Ministry (PER)": "PER"}


def coded(*rows, sentences=False, **articles):
    """A corpus of events: each row says who, whom and what else; ids and order follow the rows."""
    events, people, said, proofs = [], [], [], []
    for n, row in enumerate(rows):
        row = {"article_id": "a", "type": "CONSULT", "trigger": "meet", "status": "scheduled", "certainty": 0.9} | row
        row = {"source_kind": "author", "sentence": n, "event_id": f"{row['article_id']}:{n}"} | row
        row["published"] = row.get("published", "2025-03-03")
        if "day" in row:
            first, last = (row.pop("day").split("/") * 2)[:2]
            row |= {"date_start": first or None, "date_end": last or None, "date_precision": "day"}
        for role, names in (("actor", row.pop("who", ())), ("recipient", row.pop("whom", ()))):
            for name in [names] if isinstance(names, str) else names:
                state = len(name) == 3 and name not in KIND
                kind = "state" if state else KIND.get(name, "body" if "(" in name else "person")
                country = name if state else SENT_BY.get(name)
                people.append(dict(event_id=row["event_id"], role=role, name=name, kind=kind, country=country))
        text, key, row["sentence"] = row.pop("text", f"Sentence {n}."), row["event_id"], row.get("sentence", n)
        place = dict(article_id=row["article_id"], sentence=row["sentence"], start_char=100 * row["sentence"])
        said.append(place | dict(sentence_text=text))
        at = place["start_char"] + max(0, text.find(row["trigger"]))
        proofs.append(dict(event_id=key, field="trigger", quote=row["trigger"], start_char=at))
        if "cue" in row:
            proofs.append(dict(event_id=key, field="status", quote=row.pop("cue"), start_char=at))
        events.append(row)
    frames = {"events": pd.DataFrame(events), "evidence": pd.DataFrame(proofs)}
    if people:
        frames["participants"] = pd.DataFrame(people)
    if sentences:
        frames["sentences"] = pd.DataFrame(said).drop_duplicates(["article_id", "sentence"])
    if articles:
        frames["articles"] = pd.DataFrame([{"article_id": a} | more for a, more in articles.items()])
    return Corpus.from_frames(**frames)


def entries(*rows, as_of=None):
    return toolkit.agenda(coded(*rows), as_of=as_of).entries


def joined(*rows):
    """For each row the number of its entry, numbered in the order of the rows."""
    found = toolkit.agenda(coded(*rows, sentences=True)).reports.set_index("event_id")["agenda_id"]
    ids = [found[f"{row.get('article_id', 'a')}:{n}"] for n, row in enumerate(rows)]
    return [list(dict.fromkeys(ids)).index(i) for i in ids]


VISIT = dict(trigger="visit", mode="visit", who="Ana Ruiz", whom="NOR")
MEET = dict(who=("Ana Ruiz", "Bo Lund"))
LATER = dict(article_id="b", published="2025-03-05")


# --- the frames


@pytest.mark.parametrize("name", ["entries", "reports"])
@pytest.mark.parametrize("rows", [(), (VISIT,)])
def test_every_column_is_there_also_when_empty(name, rows):
    corpus = coded(*rows) if rows else Corpus.from_frames()
    frame = getattr(toolkit.agenda(corpus), name)
    assert frame.columns.tolist() == columns(name) and len(frame) == len(rows)
    assert [str(t) for t in frame.dtypes] == [str(pd.Series([], dtype=c.pandas_dtype()).dtype) for c in FRAMES[name]]


def test_entries_stand_in_order_of_their_windows_and_undated_ones_last():
    rows = [VISIT, VISIT | dict(whom="CHN", day="2025-04-02"), VISIT | dict(whom="JPN", day="2025-04-01")]
    assert entries(*rows)["participants"].tolist() == ["Ana Ruiz; JPN", "Ana Ruiz; CHN", "Ana Ruiz; NOR"]


def test_the_order_of_the_rows_of_other_articles_does_not_matter():
    corpus = coded(VISIT | dict(day="2025-04-01"), VISIT | LATER, MEET | LATER, MEET | dict(article_id="c"))
    turned = Corpus.from_frames(events=corpus.events.iloc[::-1], participants=corpus.participants)
    pd.testing.assert_frame_equal(toolkit.agenda(corpus).entries, toolkit.agenda(turned).entries)


def test_rows_of_another_coder_need_names_only():
    events = pd.DataFrame([dict(event_id=i, article_id="a", type="CONSULT", actors="PER; Bo Lund") for i in "xy"])
    assert toolkit.agenda(Corpus.from_frames(events=events)).entries["participants"].tolist() == ["PER; Bo Lund"]


# --- who


@pytest.mark.parametrize(
    "one, two, same",
    [
        ("Ana Ruiz", "PER", True),
        ("PER", "Foreign Ministry (PER)", True),
        ("Ana Ruiz", "Otto Vance", False),
        ("Ana Ruiz", "NOR", False),
        ("Ana Ruiz", "Foreign Ministry (PER)", False),
        ("Ana Ruiz", "Ana-Ruiz", True),
        ("Ana Ruiz", "Ruiz", True),
        ("Bo Lund", "Bo Lind", False),
        ("Kristoffer Lund", "Kristoffer Lind", True),
        ("PER", "NOR", False),
        ("Foreign Ministry (PER)", "Foreign Ministry (PER)", True),
    ],
)
def test_which_names_can_be_one_side(one, two, same):
    def party(name):
        state = len(name) == 3
        kind = "state" if state else "body" if "(" in name else "person"
        return Party(name, plain(name), kind, name if state else SENT_BY[name])

    assert agree(party(one), party(two)) is same is agree(party(two), party(one))


def test_a_state_and_its_minister_are_one_side_and_two_ministers_are_two():
    day = dict(day="2025-03-10")
    assert joined(dict(who=("PER", "NOR")) | day, MEET | day, dict(who=("Otto Vance", "NOR")) | day) == [0, 0, 1]


def test_states_without_a_common_day_may_have_sent_others():
    assert joined(MEET, LATER | dict(who=("PER", "NOR"))) == [0, 1]
    april = dict(day="2025-04-01/2025-04-30")
    assert joined(MEET | april, LATER | april | dict(who=("PER", "NOR"))) == [0, 1]


def test_fewer_participants_join_where_the_same_word_goes_on_in_the_article():
    assert joined(MEET | dict(trigger="meeting"), dict(who="Ana Ruiz", trigger="meeting")) == [0, 0]
    assert joined(MEET | dict(trigger="meeting"), dict(who="Ana Ruiz", trigger="dinner")) == [0, 1]
    assert joined(MEET | dict(trigger="meeting"), LATER | dict(who="Ana Ruiz", trigger="meeting")) == [0, 1]


def test_visitor_and_host_are_not_exchanged():
    assert joined(VISIT, VISIT | dict(who="Bo Lund", whom="PER")) == [0, 1]
    hit = dict(type="ASSAULT", trigger="attack")
    assert joined(hit | dict(who="PER", whom="NOR"), hit | dict(who="NOR", whom="PER")) == [0, 1]


def test_who_was_killed_is_not_who_killed():
    killed = dict(type="ASSAULT", trigger="killed", status="occurred")
    assert joined(killed | dict(who="PER", whom="NOR"), killed | dict(whom="PER")) == [0, 1]
    assert joined(killed | dict(who="PER", whom="NOR"), killed | dict(whom="NOR")) == [0, 0]


def test_a_meeting_of_three_is_none_of_two():
    three = dict(who=("PER", "NOR", "CHN"), mode="multilateral", trigger="meeting")
    assert joined(three, dict(who=("PER", "NOR"), trigger="meeting")) == [0, 1]


def test_one_participant_alone_joins_nothing_in_another_article():
    assert joined(dict(who="PER", trigger="talks"), LATER | dict(who="PER", trigger="talks")) == [0, 1]


def test_a_body_s_gathering_is_one_whoever_attends():
    summit = dict(mode="multilateral", trigger="summit", day="2025-05-01/2025-05-02")
    first, second = ("Ana Ruiz", "IIC"), ("Bo Lund", "Inter-Isles Council")
    assert joined(summit | dict(who=first), summit | LATER | dict(who=second)) == [0, 0]
    first = ("Ana Ruiz", "Summit of the Isles")
    assert joined(summit | dict(who=first), summit | LATER | dict(who=("Bo Lund", "Summit of the Isles"))) == [0, 0]


def test_a_summit_is_no_meeting_of_ministers():
    states = dict(who=("PER", "NOR", "CHN"), mode="multilateral")
    assert joined(states | dict(trigger="summit"), states | dict(trigger="meeting")) == [0, 1]


def test_events_without_participants_are_entries_of_their_own():
    assert joined(dict(trigger="talks"), dict(trigger="talks")) == [0, 1]


# --- what


def test_visit_call_and_meeting_are_three():
    pair = dict(who=("Ana Ruiz", "Bo Lund"))
    modes = [dict(mode=m) if m else {} for m in (None, "third-party", "phone")]
    assert joined(*(pair | m for m in modes), VISIT) == [0, 0, 1, 2]


def test_a_call_is_one_whoever_rings():
    call = dict(mode="phone", trigger="call")
    ring = call | dict(who="Ana Ruiz", whom="Bo Lund", day="2025-03-02", status="occurred")
    assert joined(ring, call | dict(who=("Bo Lund", "Ana Ruiz"), status="occurred")) == [0, 0]
    assert joined(ring, call | dict(who="Ana Ruiz", whom="Li Wen", status="occurred")) == [0, 1]


def test_what_goes_on_is_expected_to_last():
    talks = dict(who=("PER", "NOR"), trigger="talks")
    opened = talks | dict(status="occurred", day="2025-03-02", text="Peru and Norway opened talks.")
    assert joined(opened, talks | dict(status="expected", text="The talks are expected to last a week.")) == [0, 0]
    assert joined(opened, talks | dict(status="expected", text="New talks are expected.")) == [0, 1]


def test_a_deed_that_was_announced_is_told_as_done():
    leave = dict(type="RETREAT", mode="withdraw", trigger="withdraw", who="PER", whom="NOR")
    assert joined(leave | dict(day="/2025-03-31"), leave | LATER | dict(status="occurred")) == [0, 0]
    assert joined(leave | dict(status="occurred"), leave | LATER | dict(status="occurred")) == [0, 1]


def test_who_attends_the_summit_is_of_the_summit():
    isles = dict(mode="multilateral", trigger="summit", who="Summit of the Isles")
    attends = dict(trigger="summit", who="Ana Ruiz", text="Ruiz will attend the summit.")
    assert joined(isles, attends) == [0, 0]
    assert joined(isles, attends | dict(text="Ruiz called for a summit.")) == [0, 1]
    assert joined(isles, attends | dict(text="Ruiz will host the next summit.")) == [0, 1]


def test_arrived_for_a_visit_is_one_visit():
    came = VISIT | dict(
        trigger="arrived", status="occurred", day="2025-03-02", text="Ruiz arrived for an official visit."
    )
    purpose = VISIT | dict(trigger="visit", status="planned", text=came["text"])
    assert joined(came | dict(sentence=0), purpose | dict(sentence=0)) == [0, 0]


def test_one_person_s_visits_to_two_states_are_a_tour_and_two_persons_visits_are_several():
    tour = VISIT | dict(trigger="tour", whom=("NOR", "CHN"))
    assert joined(tour, tour | dict(trigger="state visits"), tour | dict(trigger="visits")) == [0, 0, 0]
    assert joined(VISIT, VISIT | dict(trigger="visits", who=("Ana Ruiz", "Otto Vance"))) == [0, 1]


def test_a_bigger_party_shares_a_name():
    assert joined(VISIT, VISIT | dict(who=("PER", "CHN"))) == [0, 1]
    assert joined(VISIT, VISIT | dict(who=("Ana Ruiz", "Li Wen"))) == [0, 0]


def test_a_person_is_found_whose_country_one_article_does_not_tell():
    SENT_BY["Ida Moss"] = "NOR"
    first = MEET | dict(who=("Ana Ruiz", "Ida Moss"), day="2025-03-10")
    corpus = coded(first, first | LATER)
    people = corpus.participants
    unknown = (people["name"] == "Ida Moss") & (people["event_id"] == "b:1")
    people = people.assign(country=people["country"].mask(unknown))
    corpus = Corpus.from_frames(events=corpus.events, participants=people)
    assert toolkit.agenda(corpus).entries["n_articles"].tolist() == [2]


def test_a_visit_without_its_country_joins_by_its_days_or_by_the_trip():
    dated = VISIT | dict(day="2025-03-10")
    fiji = LATER | dict(trigger="visit", mode="visit", who="Ana Ruiz")
    assert joined(dated, fiji | dict(day="2025-03-10")) == [0, 0]
    assert joined(dated, fiji | dict(text="Her visit was prepared.")) == [0, 0]
    assert joined(dated, fiji | dict(text="Ruiz will visit an island.")) == [0, 1]
    assert joined(VISIT | dict(day="2025-04-01/2025-04-30"), fiji | dict(day="2025-04-09")) == [0, 1]


def test_a_plan_with_an_end_is_a_plan_until_then():
    leave = dict(type="RETREAT", mode="withdraw", trigger="withdraw", who="PER", whom="NOR", status="scheduled")
    later = dict(article_id="b", published="2025-06-20", status="cancelled")
    assert joined(leave | dict(day="/2025-08-31"), leave | later) == [0, 0]
    assert joined(leave | dict(day="/2025-04-30"), leave | later) == [0, 1]


def test_strikers_are_found_by_the_word_for_what_they_do():
    strike = dict(type="PROTEST", mode="strike", trigger="strike", day="2025-03-10")
    off = strike | LATER | dict(who=("union", "marchers"), status="cancelled")
    KIND["union"] = "group"
    assert joined(strike | dict(who="marchers"), off) == [0, 0]


def test_several_events_in_one_word_are_an_entry_of_their_own():
    assert joined(MEET | dict(trigger="meeting"), MEET | dict(trigger="meetings")) == [0, 1]


def test_talks_about_a_meeting_do_not_join_it():
    going_on = dict(who=("PER", "NOR"), trigger="talks", status="ongoing")
    assert joined(going_on, dict(who=("PER", "NOR"), trigger="meeting", status="planned")) == [0, 1]


def test_other_types_join_by_one_word_or_one_day():
    hit = dict(type="ASSAULT", who="PER", whom="NOR", status="occurred")
    assert joined(hit | dict(trigger="attacked"), hit | dict(trigger="attack"), hit | dict(trigger="shelled")) == [
        0,
        0,
        1,
    ]
    march = dict(type="PROTEST", mode="demo", who="marchers", status="occurred")
    assert joined(march | dict(trigger="marched"), march | dict(trigger="rally"), march | dict(mode="riot")) == [
        0,
        0,
        1,
    ]
    day = dict(day="2025-03-02")
    assert joined(hit | dict(trigger="attacked") | day, hit | dict(trigger="shelled") | day) == [0, 0]


def test_undated_acts_of_states_stay_in_their_article_and_acts_on_a_person_do_not():
    hit = dict(type="ASSAULT", trigger="attack", who="PER", whom="NOR", status="occurred")
    assert joined(hit, hit | LATER) == [0, 1]
    trial = dict(type="ACCUSE", trigger="impeachment", who="PER", whom="Ana Ruiz", status="occurred")
    assert joined(trial, trial | LATER) == [0, 0]


# --- when


def test_a_window_narrows_as_reports_come_in():
    rows = [
        VISIT | dict(day="2025-04-01/2025-04-30"),
        VISIT | LATER | dict(day="2025-04-07/2025-04-13"),
        VISIT | dict(article_id="c", published="2025-03-20", day="2025-04-09"),
    ]
    entry = entries(*rows).iloc[0]
    assert (entry["date_start"], entry["date_end"]) == (pd.Timestamp("2025-04-09"),) * 2
    assert entry["date_precision"] == "day" and pd.isna(entry["conflict"]) and entry["n_articles"] == 3


def test_a_bound_narrows_and_is_no_conflict():
    entry = entries(MEET | dict(day="2025-04-07/2025-04-13"), MEET | dict(day="/2025-04-10")).iloc[0]
    assert (entry["date_start"], entry["date_end"]) == (pd.Timestamp("2025-04-07"), pd.Timestamp("2025-04-10"))
    assert pd.isna(entry["conflict"])


def test_two_visits_a_month_apart_are_two():
    assert joined(VISIT | dict(day="2025-04-01"), VISIT | LATER | dict(day="2025-05-02")) == [0, 1]


def test_an_undated_mention_joins_what_was_told_shortly_before():
    assert joined(VISIT | dict(day="2025-03-10"), VISIT | LATER) == [0, 0]
    assert joined(VISIT, VISIT | dict(article_id="b", published="2025-06-20")) == [0, 1]


def test_what_has_happened_is_not_still_to_come():
    met = MEET | dict(status="occurred")
    assert joined(met, MEET) == [0, 1]
    assert joined(met, MEET | LATER) == [0, 1]
    assert joined(MEET, met | LATER) == [0, 0]


def test_two_windows_of_which_neither_holds_the_other_are_a_conflict_and_the_last_report_wins():
    rows = [
        VISIT | dict(day="2025-03-10/2025-03-12", source="an aide", source_kind="anonymous", publisher="Gazette"),
        VISIT | dict(day="2025-03-09/2025-03-10", source="Bo Lund", source_kind="person", publisher="Gazette"),
    ]
    entry = entries(*rows).iloc[0]
    assert entry["conflict"] == (
        "date: 10–12 Mar 2025 [an aide (unnamed), Gazette, 3 Mar 2025] / 9–10 Mar 2025 [Bo Lund, Gazette, 3 Mar 2025]"
    )
    moved = entries(MEET | dict(day="2025-03-12"), MEET | LATER | dict(day="2025-03-13")).iloc[0]
    assert moved["date_start"] == pd.Timestamp("2025-03-13") and "12 Mar 2025" in moved["conflict"]


def test_a_visit_told_as_past_and_one_announced_are_two_and_the_visit_may_be_either():
    came = VISIT | dict(trigger="visited", text="Ruiz visited Oslo.", status="occurred")
    coming = VISIT | dict(text="Ruiz will visit Norway again.")
    assert joined(came, coming) == joined(coming, came) == [0, 1]
    assert joined(came, VISIT | dict(text="An aide had said the visit would be short.")) == [0, 0]


def test_a_plan_dated_anew_is_an_entry_of_its_own_where_the_old_one_was_called_off():
    off = VISIT | dict(status="cancelled", day="2025-03-10")
    assert joined(off, VISIT | dict(status="planned", day="2025-03-11")) == [0, 1]
    assert joined(VISIT | dict(day="2025-03-10"), off) == [0, 0]


def test_leaders_are_not_the_minister_met_in_the_same_sentence():
    talks = dict(who=("Ana Ruiz", "NOR"), trigger="talks", text="Ruiz comes for talks with leaders, also a meeting.")
    with_lund = MEET | dict(trigger="meeting", text=talks["text"])
    assert joined(talks | dict(sentence=0), with_lund | dict(sentence=0)) == [0, 1]
    assert joined(talks, with_lund) == [0, 0]


def test_what_has_not_happened_yet_is_no_denial_of_what_is_to_come():
    not_met = MEET | dict(trigger="met", text="They have not met since.", status="denied", tense="past")
    assert joined(MEET | dict(text="They will meet."), not_met) == [0, 1]
    planned = MEET | dict(text="They were to meet.", day="2025-02-20")
    assert joined(planned, not_met) == [0, 0]


def test_one_voice_does_not_tell_and_deny_one_thing():
    assert joined(VISIT | dict(status="occurred"), VISIT | dict(status="denied")) == [0, 1]
    told = VISIT | dict(status="occurred", source="Bo Lund", source_kind="person")
    assert joined(told, VISIT | dict(status="denied")) == [0, 0]


def test_what_was_done_to_a_person_is_told_of_for_months_and_a_meeting_is_not():
    arrest = dict(type="COERCE", mode="arrest", trigger="arrest", who="PER", whom="Ana Ruiz", status="occurred")
    urged = arrest | dict(type="REQUEST", mode="yield", trigger="urged")
    may = dict(article_id="b", published="2025-05-02")
    assert joined(arrest, arrest | may) == [0, 0]
    assert joined(urged, urged | may) == [0, 1]
    assert joined(MEET | dict(status="occurred"), MEET | may | dict(status="occurred")) == [0, 1]
    assert joined(
        arrest, dict(trigger="arrested", whom="Ana Ruiz", **{k: arrest[k] for k in ("type", "mode", "status")}) | may
    ) == [0, 0]


def test_the_days_of_a_stay_are_no_conflict_and_make_its_window():
    rows = [VISIT | dict(status="occurred", day="2025-03-01"), VISIT | dict(status="occurred", day="2025-03-02")]
    entry = entries(*rows).iloc[0]
    assert (entry["date_start"], entry["date_end"]) == (pd.Timestamp("2025-03-01"), pd.Timestamp("2025-03-02"))
    assert pd.isna(entry["conflict"])


def test_a_conference_opens_and_closes_and_sessions_of_a_body_are_many():
    isles = dict(mode="multilateral", trigger="Summit of the Isles", who="Summit of the Isles", status="occurred")
    assert joined(isles | dict(day="2025-03-01"), isles | LATER | dict(day="2025-03-03")) == [0, 0]
    talks = dict(mode="multilateral", trigger="talks", who="Inter-Isles Council")
    assert joined(talks, talks | LATER) == [0, 1]
    assert joined(talks | dict(trigger="summit"), talks | LATER | dict(trigger="summit")) == [0, 0]


# --- where


def test_a_town_lies_in_its_country_and_two_towns_are_two_stops():
    oslo, norway = dict(place="Oslo", place_country="NOR"), dict(place="Norway", place_country="NOR")
    assert joined(VISIT | oslo, VISIT | norway, VISIT | dict(place="Bergen", place_country="NOR")) == [0, 0, 1]
    assert entries(VISIT | norway, VISIT | oslo, VISIT | norway)["place"].tolist() == ["Oslo"]


def test_two_venues_of_one_dated_meeting_are_a_conflict():
    day = dict(day="2025-03-10", place_country="NOR", publisher="Gazette")
    found = entries(MEET | day | dict(place="Oslo"), MEET | day | LATER | dict(place="Bergen"))
    assert found["conflict"].tolist() == ["place: Oslo [Gazette, 3 Mar 2025] / Bergen [Gazette, 5 Mar 2025]"]
    assert found["place"].tolist() == ["Bergen"]


def test_a_plan_whose_place_was_changed_says_so():
    isles = dict(mode="multilateral", trigger="summit", who="Summit of the Isles", publisher="Gazette")
    for plan in (MEET, dict(who=("Ana Ruiz", "Bo Lund", "Li Wen"), mode="multilateral"), isles):
        first = plan | dict(day="2025-05-05", place="Oslo", place_country="NOR", publisher="Gazette")
        moved = plan | LATER | dict(day="2025-05-05", place="Beijing", place_country="CHN", publisher="Gazette")
        found = entries(first, moved)
        assert found["conflict"].tolist() == ["place: Oslo [Gazette, 3 Mar 2025] / Beijing [Gazette, 5 Mar 2025]"]
        assert found["place"].tolist() == ["Beijing"]
    met = dict(status="occurred", day="2025-03-01")
    assert joined(
        MEET | met | dict(place="Oslo", place_country="NOR"),
        MEET | met | LATER | dict(place="Beijing", place_country="CHN"),
    ) == [0, 1]


def test_a_hall_in_a_town_is_no_second_place():
    day = dict(day="2025-03-10", place_country="NOR")
    corpus = coded(MEET | day | dict(place="Oslo"), MEET | day | LATER | dict(place="City Hall"))
    halls = pd.DataFrame([dict(article_id="b", mention="City Hall", name="City Hall", label="FAC")])
    corpus = Corpus.from_frames(**{n: f for n, f in corpus.frames.items() if len(f)} | {"entities": halls})
    assert toolkit.agenda(corpus).entries["conflict"].isna().all()


def test_the_province_and_the_town_of_what_is_off_are_one():
    off = VISIT | dict(status="cancelled", place_country="NOR")
    assert joined(off | dict(place="Oslo"), off | dict(place="Viken")) == [0, 0]
    assert joined(off | dict(place="Oslo"), off | LATER | dict(place="Viken")) == [0, 1]


def test_a_state_that_went_on_under_another_code_is_one_place():
    announced = VISIT | dict(whom="YUG", place="Yugoslavia", place_country="YUG", day="2025-03-10")
    came = VISIT | LATER | dict(whom="SRB", place="Belgrade", place_country="SRB", day="2025-03-10")
    assert joined(announced, came) == [0, 0] and entries(announced, came)["conflict"].isna().all()
    assert joined(announced, came | dict(whom="HRV", place="Zagreb", place_country="HRV")) == [0, 1]


def test_a_continent_does_not_take_the_place_of_a_town():
    rows = [VISIT | dict(place="Oslo", place_country="NOR"), VISIT | dict(place="Europe", trigger="trip")]
    assert entries(*rows)["place"].tolist() == ["Oslo"]


def test_lists_of_participants_that_differ_are_a_conflict():
    three = dict(who=("PER", "NOR", "CHN"), mode="multilateral", day="2025-03-10", publisher="Gazette")
    four = three | LATER | dict(who=("PER", "NOR", "CHN", "JPN"), publisher="Herald")
    assert entries(three, four)["conflict"].tolist() == [
        "participants: Peru; Norway; China [Gazette, 3 Mar 2025] / Peru; Norway; China; Japan [Herald, 5 Mar 2025]"
    ]
    assert entries(three, three | LATER)["conflict"].isna().all()


# --- what belongs to what


def test_a_meeting_is_part_of_the_visit_during_which_it_is_held():
    found = entries(VISIT | dict(day="2025-03-10/2025-03-12"), MEET | dict(day="2025-03-11")).set_index("mode")
    meeting, visit = found[found.index.isna()].iloc[0], found.loc["visit"]
    assert meeting["part_of"] == visit["agenda_id"] and pd.isna(visit["part_of"])
    apart = entries(VISIT | dict(day="2025-03-10/2025-03-12"), MEET | dict(day="2025-03-20"))
    assert apart["part_of"].isna().all()


def test_a_meeting_after_the_day_of_arrival_is_part_of_the_visit():
    came = VISIT | dict(status="occurred", day="2025-03-01")
    found = entries(came, MEET | dict(status="occurred", day="2025-03-02")).set_index("mode")
    assert found[found.index.isna()].iloc[0]["part_of"] == found.loc["visit", "agenda_id"]
    before = entries(came, MEET | dict(status="occurred", day="2025-02-28"))
    assert before["part_of"].isna().all()


def test_a_meeting_with_somebody_of_no_known_country_is_part_of_the_only_visit():
    talks = dict(who=("Ana Ruiz", "Ali Quist"))
    found = entries(VISIT | COMING, talks)
    assert found["part_of"].notna().sum() == 1
    assert entries(VISIT | COMING, VISIT | dict(whom="CHN"), talks)["part_of"].isna().all()
    assert entries(VISIT | COMING, dict(who=("Ana Ruiz", "Otto Vance")))["part_of"].isna().all()


def test_what_was_to_be_held_during_a_visit_has_passed_with_it():
    rows = [VISIT | dict(day="2025-03-10"), MEET]
    assert entries(*rows, as_of="2025-03-20")["outcome"].tolist() == ["unreported"] * 2
    assert entries(*rows, as_of="2025-03-05")["outcome"].tolist() == ["open"] * 2


def test_a_stop_goes_before_its_tour():
    rows = [
        VISIT | dict(trigger="tour", whom=("NOR", "CHN")),
        VISIT | dict(day="2025-03-10"),
        MEET | dict(day="2025-03-10"),
    ]
    found = entries(*rows).set_index("participants")
    assert found.loc["Ana Ruiz; Bo Lund", "part_of"] == found.loc["Ana Ruiz; NOR", "agenda_id"]


def test_a_stop_is_part_of_the_tour():
    tour = VISIT | dict(trigger="tour", whom=("NOR", "CHN"))
    found = entries(tour, VISIT).set_index("participants")
    assert found.loc["Ana Ruiz; NOR", "part_of"] == found.loc["Ana Ruiz; NOR; CHN", "agenda_id"]


def test_a_meeting_on_the_sidelines_is_part_of_the_gathering():
    summit = dict(mode="multilateral", trigger="summit", who="Summit of the Isles", day="2025-05-01/2025-05-02")
    found = entries(summit, MEET | dict(mode="third-party", day="2025-05-02")).set_index("mode")
    assert found.loc["third-party", "part_of"] == found.loc["multilateral", "agenda_id"]


# --- what became of it

PAST_DAY, COMING = dict(day="2025-03-10"), dict(day="2025-04-10")


@pytest.mark.parametrize(
    "statuses, window, outcome",
    [
        (["scheduled"], COMING, "open"),
        (["scheduled"], {}, "open"),
        (["scheduled"], PAST_DAY, "unreported"),
        (["scheduled"], dict(day="2025-03-10/"), "unreported"),
        (["hypothetical"], PAST_DAY, "open"),
        (["planned", "occurred"], PAST_DAY, "confirmed"),
        (["planned", "ongoing"], PAST_DAY, "confirmed"),
        (["planned", "cancelled"], COMING, "cancelled"),
        (["planned", "cancelled", "scheduled"], COMING, "open"),
        (["planned", "denied"], COMING, "denied"),
        (["occurred", "scheduled"], PAST_DAY, "confirmed"),
    ],
)
def test_the_outcome(statuses, window, outcome):
    rows = [
        VISIT | window | dict(article_id=f"a{n}", published=f"2025-03-0{n + 3}", status=s)
        for n, s in enumerate(statuses)
    ]
    if window.get("day", "").endswith("/"):
        rows = [VISIT | dict(article_id="a0", status="scheduled", date_end="2025-03-10")]
    assert entries(*rows, as_of="2025-03-20")["outcome"].tolist() == [outcome]


def test_nothing_published_later_is_used():
    corpus = coded(VISIT | COMING, VISIT | COMING | LATER | dict(status="cancelled"))
    then = toolkit.agenda(corpus, as_of="2025-03-04")
    assert then.entries["outcome"].tolist() == ["open"] and then.reports["article_id"].tolist() == ["a"]
    assert toolkit.agenda(corpus).entries["outcome"].tolist() == ["cancelled"]
    assert toolkit.agenda(corpus).as_of == pd.Timestamp("2025-03-05")


def test_an_article_without_a_date_is_not_used_as_of_a_day():
    corpus = coded(VISIT | dict(published=None))
    assert not len(toolkit.agenda(corpus, as_of="2025-03-04").entries) and len(toolkit.agenda(corpus).entries) == 1


def test_a_postponed_visit_names_the_entry_it_was_moved_to():
    off = VISIT | LATER | dict(status="cancelled", day="2025-03-10")
    rows = [VISIT | dict(day="2025-03-10"), off, VISIT | LATER | dict(status="planned", day="2025-04-21/2025-04-30")]
    found = entries(*rows)
    assert found["outcome"].tolist() == ["postponed", "open"]
    assert found.loc[0, "postponed_to"] == found.loc[1, "agenda_id"]


def test_what_takes_the_place_of_a_plan_is_the_same_plan():
    off = VISIT | LATER | dict(status="cancelled", day="2025-03-10", place="Oslo", place_country="NOR")
    april = dict(day="2025-04-21", status="planned")
    for other in (
        VISIT | dict(place="Bergen", place_country="NOR"),
        VISIT | dict(whom="CHN"),
        VISIT | dict(who="Otto Vance"),
        VISIT | dict(article_id="z", published="2025-02-01"),
    ):
        found = entries(off, LATER | other | april).sort_values("date_start")
        assert found["outcome"].tolist()[0] == "cancelled" and found["postponed_to"].isna().all()


def test_what_was_put_off_may_be_told_again_only_when_it_takes_place():
    off = VISIT | dict(status="cancelled", day="2025-03-10", cue="postponed")
    held = VISIT | dict(article_id="b", published="2025-03-25", status="occurred", day="2025-03-24")
    found = entries(off, held)
    assert found["outcome"].tolist() == ["postponed", "confirmed"]
    assert found.loc[0, "postponed_to"] == found.loc[1, "agenda_id"]
    assert entries(off | dict(cue="called off"), held)["postponed_to"].isna().all()


def test_what_is_put_off_without_a_day_is_postponed_to_nothing():
    found = entries(VISIT | COMING | dict(status="cancelled", cue="postponed"))
    assert found["outcome"].tolist() == ["postponed"] and found["postponed_to"].isna().all()
    assert entries(VISIT | COMING | dict(status="cancelled", cue="called off"))["outcome"].tolist() == ["cancelled"]


def test_what_lies_ahead_of_its_report_is_not_confirmed_by_it():
    rows = [VISIT, VISIT | dict(trigger="trip", status="occurred", text="the trip"), VISIT | COMING]
    found = toolkit.agenda(coded(*rows, sentences=True)).entries
    assert found["n_articles"].tolist() == [1] and found["outcome"].tolist() == ["open"]


def test_a_denial_beside_a_claim_is_told_as_a_conflict():
    row = dict(publisher="Gazette")
    entry = entries(
        VISIT | row | dict(source="Bo Lund", source_kind="person"), VISIT | row | dict(status="denied")
    ).iloc[0]
    assert entry["outcome"] == "denied"
    assert entry["conflict"] == "status: scheduled [Bo Lund, Gazette, 3 Mar 2025] / denied [Gazette, 3 Mar 2025]"


def test_status_and_certainty_are_those_of_the_last_report():
    rows = [VISIT | dict(certainty=0.9), VISIT | LATER | dict(status="possible", certainty=0.6)]
    entry = entries(*rows).iloc[0]
    assert (entry["status"], entry["certainty"]) == ("possible", 0.6)


# --- reports and sources


def test_copies_count_as_one_source():
    rows = [VISIT | dict(article_id=a) for a in "abc"]
    corpus = coded(*rows, a={}, b=dict(duplicate_of="a"), c={})
    entry = toolkit.agenda(corpus).entries.iloc[0]
    assert (entry["n_articles"], entry["n_sources"]) == (3, 2)


@pytest.mark.parametrize(
    "kinds, only", [(["anonymous", "author"], True), (["anonymous", "person"], False), (["author"], False)]
)
def test_only_anonymous(kinds, only):
    rows = [VISIT | dict(source_kind=k) for k in kinds]
    assert entries(*rows)["only_anonymous"].tolist() == [only]


def test_sources_are_neither_joined_nor_a_reason_to_join():
    told = dict(source="a source", source_kind="anonymous")
    rows = [VISIT | told, VISIT | LATER | told | dict(source="a diplomat"), VISIT | LATER | told | dict(whom="CHN")]
    found = toolkit.agenda(coded(*rows))
    assert found.reports["source"].tolist() == ["a source", "a diplomat", "a source"]
    assert joined(*rows) == [0, 0, 1]


def test_ids_stay_when_later_articles_come():
    first = [VISIT | COMING, MEET]
    later = [VISIT | LATER | COMING, dict(who=("Li Wen", "Kari Moe")) | LATER]
    assert set(entries(*first)["agenda_id"]) < set(entries(*first, *later)["agenda_id"])


def test_the_history_is_in_order_of_publication_with_the_words():
    rows = [VISIT | LATER | dict(status="cancelled"), VISIT | COMING, MEET]
    agenda = toolkit.agenda(coded(*rows, sentences=True))
    entry = agenda.entries[agenda.entries["mode"] == "visit"].iloc[0]
    history = agenda.history(entry["agenda_id"])
    assert history.columns.tolist() == [*columns("reports"), "trigger", "sentence_text"]
    assert history["status"].tolist() == ["scheduled", "cancelled"]
    assert history["sentence_text"].tolist() == ["Sentence 1.", "Sentence 0."]


def test_what_is_ahead():
    rows = [
        VISIT | COMING,
        VISIT | dict(whom="CHN", date_start="2025-03-01"),
        VISIT | dict(whom="JPN", day="2025-03-02"),
        VISIT | dict(whom="KOR", status="occurred"),
        VISIT | dict(whom="USA"),
        VISIT | dict(whom="DEU", status="hypothetical", day="2025-03-02"),
        dict(type="ASSAULT", trigger="attack", who="PER", whom="NOR", status="possible", tense="past"),
    ]
    ahead = toolkit.agenda(coded(*rows), as_of="2025-03-04").ahead()
    assert ahead["participants"].tolist() == ["Ana Ruiz; CHN", "Ana Ruiz; NOR", "Ana Ruiz; USA"]


def test_it_shows_itself_with_its_text_escaped():
    agenda = toolkit.agenda(coded(VISIT | COMING | dict(place="<b>"), MEET | dict(status="occurred")))
    assert repr(agenda) == "<Agenda as of 3 Mar 2025: 2 entries (1 open, 1 confirmed)>"
    assert "&lt;b&gt;" in agenda._repr_html_() and "<b>" not in agenda._repr_html_()
    assert repr(toolkit.agenda(Corpus.from_frames())) == "<Agenda: 0 entries>"


def test_an_unknown_entry_and_a_date_that_is_none_are_told():
    agenda = toolkit.agenda(coded(VISIT))
    with pytest.raises(LookupError, match="no entry 'x'"):
        agenda.history("x")
    with pytest.raises(ValueError, match="as_of='soon' is no date"):
        toolkit.agenda(coded(VISIT), as_of="soon")


# --- iCalendar


def calendar(tmp_path, *rows, **options):
    """The events of the written file by their summaries, and the calendar, read back."""
    path = toolkit.agenda(coded(*rows)).to_ics(tmp_path / "agenda.ics", **options)
    found = icalendar.Calendar.from_ical(path.read_bytes())
    return {str(event["summary"]): event for event in found.walk("VEVENT")}, found


STATES = dict(who=("PER", "NOR"), day="2025-04-10/2025-04-11", place="Oslo", place_country="NOR")
GATHERING = dict(mode="multilateral", trigger="summit", day="2025-05-01/2025-05-02")


def test_an_entry_is_an_event_of_whole_days(tmp_path):
    events, _ = calendar(tmp_path, STATES)
    event = events["Peru, Norway: meeting, Oslo"]
    assert (str(event.decoded("dtstart")), str(event.decoded("dtend"))) == ("2025-04-10", "2025-04-12")
    assert str(event["location"]) == "Oslo" and str(event["uid"]).endswith("@wire-daybook")
    assert "is scheduled" in event["description"] and "1 report" in event["description"]


@pytest.mark.parametrize(
    "status, word",
    [("scheduled", "TENTATIVE"), ("occurred", "CONFIRMED"), ("cancelled", "CANCELLED"), ("denied", "CANCELLED")],
)
def test_the_status_of_an_event(tmp_path, status, word):
    events, _ = calendar(tmp_path, STATES | dict(status=status, day="2025-03-02"))
    assert [str(e["status"]) for e in events.values()] == [word]


def test_persons_movements_are_written_by_choice_only(tmp_path):
    china = dict(who=("CHN", "NOR"), place="Oslo", place_country="NOR") | COMING
    rows = [VISIT | COMING, MEET | COMING, china, GATHERING | dict(who=("Ana Ruiz", "Summit of the Isles"))]
    public = {"China, Norway: meeting, Oslo", "Summit of the Isles: meeting"}
    events, found = calendar(tmp_path, *rows)
    assert set(events) == public and "left out: 2" in str(found["x-wr-caldesc"])
    assert b"Ruiz" not in (tmp_path / "agenda.ics").read_bytes()
    lund, _ = calendar(tmp_path, *rows, persons="Bo Lund")
    assert set(lund) == public | {"Ana Ruiz, Bo Lund: meeting"}
    everybody, _ = calendar(tmp_path, *rows, persons=True)
    assert "Ana Ruiz, Norway: visit" in everybody and "Ana Ruiz, Summit of the Isles: meeting" in everybody


def test_undated_entries_and_deeds_that_nobody_announced_are_no_calendar_events(tmp_path):
    attack = dict(type="ASSAULT", trigger="attack", who="PER", whom="NOR", status="occurred", day="2025-03-02")
    rally = dict(type="PROTEST", mode="demo", trigger="rally", who="marchers", day="2025-04-01")
    events, _ = calendar(tmp_path, dict(who=("PER", "NOR")), attack, rally)
    assert set(events) == {"marchers: protest"}


def test_a_half_open_window_is_the_day_that_is_told(tmp_path):
    events, _ = calendar(tmp_path, STATES | dict(day="/2025-04-10"))
    event = events["Peru, Norway: meeting, Oslo"]
    assert str(event.decoded("dtstart")) == "2025-04-10" and "No first day is told" in event["description"]


def test_a_part_is_related_to_its_whole(tmp_path):
    events, _ = calendar(
        tmp_path, VISIT | dict(day="2025-03-10/2025-03-12"), MEET | dict(day="2025-03-11"), persons=True
    )
    assert events["Ana Ruiz, Bo Lund: meeting"]["related-to"] == events["Ana Ruiz, Norway: visit"]["uid"]


def test_the_file_is_the_same_each_time_and_empty_where_nothing_is_dated(tmp_path):
    first, second = (toolkit.agenda(coded(STATES)).to_ics(tmp_path / name).read_bytes() for name in ("a.ics", "b.ics"))
    assert first == second
    events, _ = calendar(tmp_path, dict(who=("PER", "NOR")))
    assert not events


def test_a_person_nobody_tells_of_is_an_error(tmp_path):
    with pytest.raises(LookupError, match="persons='Bo Lunt': takes part in no entry.*did you mean 'Bo Lund'"):
        toolkit.agenda(coded(MEET)).to_ics(tmp_path / "a.ics", persons=["Bo Lunt"])


# --- rows that were read in part, and deeds told again in other words

RAID = dict(
    type="ASSAULT", trigger="attacked", status="occurred", who="PER", whom="CHN", place="Tacna", place_country="PER"
)
PACT = dict(type="AGREE", trigger="agreed", status="occurred", who=("PER", "NOR"))
PAST = dict(status="occurred", tense="past")
NOWHERE = dict(place=None, place_country=None)


@pytest.mark.parametrize(
    "one, two, same",
    [
        # a deed by another word: "the fighting" names nobody, "the incursion" but one side
        (RAID, dict(RAID, trigger="fighting", who=(), whom=(), **NOWHERE, text="The fighting went on."), True),
        (RAID, dict(RAID, trigger="incursion", whom=(), **NOWHERE, text="The incursion failed."), True),
        (RAID, dict(RAID, trigger="offensive", whom=(), **NOWHERE, text="An offensive failed."), False),
        (RAID, dict(RAID, trigger="seized"), True),  # in one town, by the same
        (RAID, dict(RAID, trigger="seized", place="Arica"), False),
        (RAID, dict(RAID, trigger="fighting", mode="aerial", who=(), place="Arica", text="The fighting went on."), False),
        (RAID, dict(RAID, who="NOR", trigger="raids", text="The raids went on."), False),
        # what only looks like one act of pressure
        (
            dict(type="COERCE", mode="restrict", trigger="blocked", status="occurred", who="PER", whom="CHN"),
            dict(type="COERCE", mode="restrict", trigger="tightened", status="occurred", who="PER", whom="CHN"),
            False,
        ),
        # of a meeting: nobody, or the mediator only, or others than those it was told of a sentence before
        (MEET, dict(who=(), trigger="meeting", text="Oil is on the agenda of the meeting."), True),
        (MEET, dict(who="Li Wen", trigger="session", text="Li Wen chairs the session."), True),
        (MEET, dict(who=("CHN", "JPN"), trigger="talks", text="The talks, which China and Japan sponsor, are secret."), True),
        (MEET, dict(who=("CHN", "JPN"), trigger="talks", text="The talks between China and Japan are secret."), False),
        (MEET, dict(who=("CHN", "JPN"), trigger="talks", text="Talks are held that China and Japan sponsor."), False),
        (MEET, dict(who="Li Wen", trigger="session", text="Li Wen chairs a session."), False),
        # more people than were told are others
        (MEET, dict(who=("Ana Ruiz", "Bo Lund", "Li Wen"), trigger="met"), False),
        # delegations, and those who lead the states
        (dict(who=("PER", "NOR"), trigger="talks"), dict(MEET, day="2025-04-01/2025-04-30"), False),
        (MEET, dict(who=("PER", "NOR"), trigger="talks", text="Both sides prepare the talks."), True),
        # days
        (dict(MEET, trigger="talks", day="2025-03-04"), dict(MEET, trigger="talks", day="2025-03-05"), True),
        (dict(MEET, day="2025-03-04"), dict(MEET, day="2025-03-05"), False),
        (dict(MEET, trigger="talks", day="2025-03-04"), dict(MEET, trigger="talks", day="2025-03-06"), False),
        (dict(MEET, day="2025-03-08"), dict(MEET, day="2025-03-04/2025-03-31"), False),  # "and again this month"
        (dict(MEET, day="2025-03-04/2025-03-31"), dict(MEET, day="2025-03-08"), True),
        (dict(MEET, day="2025-02-11", status="cancelled"), dict(MEET, trigger="summit", day="/2025-05-31"), False),
        # "the visit", of which another day is told, or that it will last
        (dict(VISIT, day="2025-04-01/2025-04-10"), dict(VISIT, day="2025-04-21/2025-04-30", text="The visit is late."), True),
        (dict(VISIT, day="2025-04-01/2025-04-10"), dict(VISIT, day="2025-04-21/2025-04-30", text="A visit is due."), False),
        (dict(VISIT, **PAST, day="2025-03-01"), dict(VISIT, text="The visit will last a week."), True),
        (VISIT, dict(VISIT, who="NOR", whom="PER", text="Norway promised aid during the visit."), True),
        (VISIT, dict(VISIT, who="NOR", whom="PER", text="Norway planned a visit."), False),
        (dict(VISIT, **PAST, day="2025-03-01"), dict(VISIT, text="Another visit will follow."), False),
    ],
)  # fmt: skip
def test_one_article_tells_an_event_again_in_fewer_or_other_words(one, two, same):
    assert joined(one, two) == [0, 0 if same else 1]


@pytest.mark.parametrize(
    "one, two, same",
    [
        (PACT, dict(PACT, trigger="deal", day="2025-03-01/2025-03-10"), True),  # reported in its days
        (PACT, dict(PACT, trigger="deal", day="2025-02-01/2025-02-10"), False),
        (PACT, dict(PACT, trigger="deal", who=("PER", "NOR", "CHN"), day="2025-03-01/2025-03-10"), True),  # a mediator
        (PACT, dict(PACT, trigger="deal", who=("PER", "CHN"), day="2025-03-01/2025-03-10"), False),
        (
            dict(PACT, type="SUPPORT", trigger="signed", day="2025-03-01/2025-03-31"),
            dict(PACT, type="SUPPORT", trigger="concluded", who=("Ana Ruiz", "Bo Lund"), day="2025-03-02"),
            True,
        ),
        (
            dict(type="REQUEST", mode="meet", trigger="invited", status="occurred", who="PER", whom="NOR", day="2025-03-01"),
            dict(type="REQUEST", mode="meet", trigger="invitation", status="occurred", who="PER", day="2025-03-01"),
            True,
        ),
        # whose parliament it was, one article does not tell
        (
            dict(type="ACCUSE", mode="allege", trigger="impeach", who="Parliament (PER)", whom="Ana Ruiz", day="2025-03-04"),
            dict(type="ACCUSE", mode="allege", trigger="impeached", who="National Assembly", whom="Ana Ruiz", **PAST),
            True,
        ),
        # ministers talk one day in the month in which presidents may meet
        (dict(MEET, day="2025-04-01/2025-04-30"), dict(who=("PER", "NOR"), trigger="talks", day="2025-04-04"), False),
        # of two meetings the one on the very day
        (dict(MEET, day="2025-03-01"), dict(MEET, day="2025-04-01"), False),
    ],
)  # fmt: skip
def test_another_article_tells_a_deed_again_by_another_word(one, two, same):
    assert joined(one, two | LATER) == [0, 0 if same else 1]


def test_a_person_s_country_may_be_told_by_another_article():
    rows = [dict(who=("Ivo Mann", "Bo Lund"), day="2025-03-10"), VISIT | LATER]
    corpus = coded(*rows, dict(who=("EST", "NOR"), trigger="summit", day="2025-03-10", article_id="c"))
    people = corpus.participants
    known = pd.DataFrame([dict(event_id="b:1", role="actor", name="Ivo Mann", kind="person", country="EST")])
    corpus = Corpus.from_frames(events=corpus.events, participants=pd.concat([people, known]))
    assert toolkit.agenda(corpus).entries["n_articles"].max() == 1
    office = dict(article_id="a", label="PERSON", office="President", start_char=0, end_char=1)
    offices = [office | dict(name=name, mention=n) for n, name in enumerate(("Ivo Mann", "Bo Lund"))]
    led = Corpus.from_frames(events=corpus.events, participants=corpus.participants, entities=pd.DataFrame(offices))
    assert toolkit.agenda(led).entries["n_articles"].max() == 2


def test_what_an_article_tells_of_a_meeting_by_and_by_is_held_against_others_as_one():
    talks = dict(MEET, trigger="talks", place="Bergen", place_country="NOR")
    later = [dict(MEET, day="2025-03-10"), dict(MEET, trigger="meeting", place="Arica", place_country="CHL")]
    later[1]["text"] = "The meeting is held in Arica."
    assert joined(talks, *(row | LATER for row in later)) == [0, 1, 1]


def test_a_second_day_of_talks_is_no_conflict_and_two_days_of_two_articles_are():
    talks = [dict(MEET, trigger="talks", day=day) for day in ("2025-03-04", "2025-03-05")]
    assert pd.isna(entries(*talks)["conflict"].iloc[0])
    assert entries(talks[0], talks[1] | LATER | dict(published="2025-03-03"))["conflict"].str.startswith("date: ").all()


def test_who_is_read_beside_a_bare_noun_takes_no_part():
    talks = dict(who=("CHN", "JPN"), trigger="talks", text="The talks, which China and Japan sponsor, are secret.")
    found = toolkit.agenda(coded(MEET, talks, sentences=True)).entries
    assert found["participants"].tolist() == ["Ana Ruiz; Bo Lund"]
