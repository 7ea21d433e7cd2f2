"""Five events between Peru, Chile and Kenya, coded by hand: every count can be checked on paper."""

# ruff: noqa: C408 - rows read better as dict(a=1) than as {"a": 1}

import re
from html import unescape
from itertools import combinations

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import toolkit
from toolkit import Corpus, dyads, networks
from toolkit.frames import TYPES
from toolkit.parameters import ReportError
from toolkit.reporting import resolve

EVENTS = [  # type, mode, status, published, actors, recipients
    ("CONSULT", None, "occurred", "2012-03-02", "Ana Ruiz; Bo Lund", None),
    ("CONSULT", "visit", "scheduled", "2012-03-05", "Ana Ruiz", "CHL"),
    ("ACCUSE", None, "occurred", "2012-04-01", "PER; KEN", "CHL"),
    ("ASSAULT", None, "possible", "2025-01-07", "rebels", "KEN"),
    ("AID", None, "cancelled", "2025-01-07", "CHL", "KEN"),
    ("CONSULT", None, "occurred", None, "Ana Ruiz; PER", None),
]
COUNTRY = {"Ana Ruiz": "PER", "Bo Lund": "CHL", "PER": "PER", "CHL": "CHL", "KEN": "KEN"}


@pytest.fixture(autouse=True)
def closed():
    matplotlib.use("agg")
    yield
    plt.close("all")


@pytest.fixture
def corpus():
    rows, people = [], []
    for n, (kind, mode, status, published, actors, recipients) in enumerate(EVENTS):
        key = {"event_id": f"{n}:0-1", "article_id": f"a{n}"}
        rows.append({**key, "type": kind, "mode": mode, "status": status, "published": published})
        for role, names in (("actor", actors), ("recipient", recipients)):
            for name in (names or "").split("; "):
                if name:
                    people.append(
                        {"event_id": key["event_id"], "role": role, "name": name, "country": COUNTRY.get(name)}
                    )
    return Corpus.from_frames(events=pd.DataFrame(rows), participants=pd.DataFrame(people))


def test_what_is_mutual_pairs_all_and_what_is_directed_each_with_each(corpus):
    found = dyads.pairs(corpus)
    assert list(zip(found.event_id, found.side_a, found.side_b)) == [
        ("0:0-1", "CHL", "PER"),
        ("1:0-1", "CHL", "PER"),
        ("2:0-1", "CHL", "KEN"),  # not Kenya with Peru, who accuse together
        ("2:0-1", "CHL", "PER"),
        ("4:0-1", "CHL", "KEN"),
    ]


def test_one_row_per_pair_of_states_with_its_counts(corpus):
    chile_peru, chile_kenya = dyads.dyads(corpus).to_dict("records")
    assert chile_peru == {
        **dict(side_a="Chile", side_b="Peru", n_events=3, n_articles=3, happened=2, ahead=1, open=0, off=0),
        **dict(n_meetings=2, verbal_cooperation=2, material_cooperation=0, verbal_conflict=1, material_conflict=0),
        **dict(first_told=pd.Timestamp("2012-03-02"), last_told=pd.Timestamp("2012-04-01")),
    }
    assert chile_kenya["side_b"] == "Kenya" and chile_kenya["material_cooperation"] == 1
    assert (chile_kenya["n_articles"], chile_kenya["off"], chile_kenya["n_meetings"]) == (2, 1, 0)


def test_a_pair_within_one_state_counts_by_name_only(corpus):
    rows = dyads.dyads(corpus, "name")
    assert ["Ana Ruiz", "Peru"] in rows[["side_a", "side_b"]].values.tolist()
    assert ["Kenya", "rebels"] in rows[["side_a", "side_b"]].values.tolist()
    assert len(rows) == 6 and rows.n_events.sum() == 7 and rows.n_events[0] == 2


def test_what_one_does_to_ones_own_state_makes_no_pair_of_states():
    events = pd.DataFrame([{"event_id": "a:0-1", "article_id": "a", "type": "ACCUSE", "status": "occurred"}])
    people = [("actor", "Ana Ruiz", "PER"), ("recipient", "PER", "PER"), ("recipient", "CHL", "CHL")]
    people = pd.DataFrame(people, columns=["role", "name", "country"]).assign(event_id="a:0-1")
    corpus = Corpus.from_frames(events=events, participants=people)
    assert dyads.pairs(corpus)[["side_a", "side_b"]].values.tolist() == [["CHL", "PER"]]
    assert len(dyads.pairs(corpus, "name")) == 2


@pytest.mark.parametrize("asked", ["PER", "peru", "  Peru "])
def test_an_actor_stands_first_in_all_its_pairs(corpus, asked):
    rows = dyads.dyads(corpus, actor=asked)
    assert rows[["side_a", "side_b", "n_events"]].values.tolist() == [["Peru", "Chile", 3]]
    assert list(dyads.events(corpus, actor=asked).event_id.str[0]) == ["0", "1", "2"]


def test_an_actor_in_no_pair_gives_nothing_and_a_reason(corpus):
    assert not len(dyads.dyads(corpus, actor="Atlantis")) and not len(dyads.events(corpus, actor="Atlantis"))
    assert dyads.summary(corpus, "country", "Atlantis") == (
        "'Atlantis' is in no pair of states of this corpus. Most often there: Chile, Peru, Kenya."
    )
    assert "set by to 'name'" in dyads.summary(corpus, "country", "ana ruiz")
    assert dyads.summary(corpus, "name", "ana ruiz").startswith(
        "3 of 6 events have a pair of participants with Ana Ruiz"
    )


def test_a_summary_counts(corpus):
    assert dyads.summary(corpus) == (
        "4 of 6 events have a pair of states, 2 pairs in all: 2 told as having happened or under way, "
        "1 as scheduled, planned or expected, 1 as cancelled or denied. "
        "Most often: Chile and Peru, in 3 events (meetings: 2)."
    )


def test_meetings_by_their_form(corpus):
    (row,) = dyads.meetings(corpus).to_dict("records")
    assert (row["n_meetings"], row["two_sided"], row["visit"], row["phone"]) == (2, 1, 1, 0)
    assert (row["happened"], row["ahead"]) == (1, 1)


@pytest.mark.parametrize(
    ("unit", "starts"),
    [
        ("week", ["2012-02-27", "2012-03-05", "2012-03-26", "2025-01-06"]),
        ("month", ["2012-03-01", "2012-04-01", "2025-01-01"]),
        ("year", ["2012-01-01", "2025-01-01"]),
        (None, ["2012-03-01", "2012-04-01", "2025-01-01"]),
    ],
)
def test_quad_classes_by_period_told_without_the_empty_ones(corpus, unit, starts):
    table = dyads.quad_over_time(corpus.events, unit=unit)
    assert list(table.start.astype(str)) == starts and table.n_events.sum() == 5
    assert table[dyads.QUADS].sum().tolist() == [2, 1, 1, 1]


def test_near_days_are_counted_by_week_and_many_months_by_year(corpus):
    assert set(dyads.quad_over_time(corpus.events[:3]).unit) == {"week"}
    months = pd.DataFrame({"published": pd.date_range("2000-01-01", periods=40, freq="MS"), "type": "AID"})
    assert set(dyads.quad_over_time(months).unit) == {"year"}


def test_every_type_has_a_quad_class():
    assert dyads.quad(pd.DataFrame({"type": TYPES})).notna().all()


@pytest.mark.parametrize("measure", [dyads.dyads, dyads.meetings, dyads.pairs])
def test_what_is_no_choice_is_an_error(measure, corpus):
    with pytest.raises(ValueError, match="by='region' is no choice; give 'country' or 'name'"):
        measure(corpus, "region")


def test_what_is_no_choice_is_an_error_before_anything_is_read(corpus):
    with pytest.raises(ReportError, match="parameter 'by': 'region' is no choice; give 'country' or 'name'"):
        resolve(by="region")
    assert resolve(by="name").by == "name"
    with pytest.raises(ValueError, match="unit='day' is no choice"):
        dyads.quad_over_time(corpus.events, unit="day")


def test_nothing_gives_empty_frames_of_the_same_columns_and_types(corpus, nothing):
    for measure in (dyads.dyads, dyads.meetings, dyads.pairs):
        pd.testing.assert_series_equal(measure(nothing).dtypes, measure(corpus).dtypes)
        pd.testing.assert_series_equal(measure(corpus, actor="Atlantis").dtypes, measure(corpus).dtypes)
    pd.testing.assert_series_equal(
        dyads.quad_over_time(nothing.events).dtypes, dyads.quad_over_time(corpus.events).dtypes
    )
    assert dyads.summary(nothing) == "No event in this corpus has two sides that are states."
    assert dyads.summary(nothing, "name", "X").endswith("There is no such pair at all.")


def test_a_report_on_an_actor_in_no_pair_says_so_in_words(tmp_path):
    story = (
        "Ana Ruiz of Peru will visit Chile on 4 March 2025, her office said. <script>alert('x')</script> was left out."
    )
    (tmp_path / "story.txt").write_text(story, encoding="utf-8")
    made = toolkit.report(
        "02-who-deals-with-whom", out=tmp_path / "out", articles=tmp_path / "story.txt", actor="<b>Atlantis</b>"
    )
    html = made.read_text(encoding="utf-8")
    assert "'<b>Atlantis</b>' is in no pair of states of this corpus. Most often there: Chile, Peru." in unescape(html)
    assert "No meeting of two sides." in html and not re.search("<script|<b>Atlantis", html)


# --- pictures


def shown(ax):
    return [text.get_text() for text in ax.texts]


def test_a_line_of_the_network_is_wide_by_its_events_and_broken_where_nothing_happened(corpus):
    table = dyads.dyads(corpus)
    ax = networks.network(table.assign(happened=[2, 0], off=[0, 2]))
    wide, thin = ax.lines
    assert wide.get_linewidth() > thin.get_linewidth() and (wide.get_linestyle(), thin.get_linestyle()) == ("-", "--")
    assert {"Chile", "Peru", "Kenya", "3", "2"} == set(shown(ax))
    assert ax.get_title(loc="left") == "Most often: Chile and Peru, 3 events"
    words = [text.get_text() for text in ax.get_legend().get_texts()]
    assert words == ["at least one told as having happened", "only called off or denied"]


def star(n):
    table = pd.DataFrame(
        {"side_a": ["hub"] * n, "side_b": [f"name {k:02d}" for k in range(n)], "n_events": range(n, 0, -1)}
    )
    return table.assign(happened=1, ahead=0, open=0)


def test_a_network_has_at_most_25_names_and_says_so():
    ax = networks.network(star(40), source="2 articles")
    assert sum(text.startswith(("name", "hub")) for text in shown(ax)) == 25
    assert "the 25 most frequent of 41 names" in ax.figure.texts[0].get_text()


def test_the_same_seed_gives_the_same_network_and_no_name_covers_another():
    places = [[text.get_position() for text in networks.network(star(24), seed=3).texts] for _ in range(2)]
    assert places[0] == places[1]
    names = [f"a name as long as it is {k:02d}" for k in range(18)]
    crowd = pd.DataFrame(list(combinations(names, 2)), columns=["side_a", "side_b"]).assign(n_events=1)
    ax = networks.network(crowd.assign(happened=1, ahead=0, open=0))
    ax.figure.draw_without_rendering()
    boxes = [t.get_window_extent() for t in ax.texts if not t.get_text().isdigit()]
    assert len(boxes) == 18 and not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])


def test_names_at_one_place_are_moved_apart():
    places = networks._apart({"Ana Ruiz": (0.5, 0.5), "Bo Lund": (0.5, 0.5), "Peru": (0.51, 0.5)})
    heights = sorted(y for _, y in places.values())
    assert all(high - low > 0.08 for low, high in zip(heights, heights[1:]))


def test_the_matrix_has_each_pair_once_in_figures(corpus):
    ax = networks.matrix(dyads.dyads(corpus))
    assert shown(ax) == ["3", "2"]
    assert [t.get_text() for t in ax.get_xticklabels()] == ["Chile", "Peru"]
    assert [t.get_text() for t in ax.get_yticklabels()] == ["Peru", "Kenya"]
    assert ax.get_title(loc="left") == "Events per pair; with the most partners: Chile, 2"


def test_a_gap_of_years_is_a_break_and_no_empty_stretch(corpus):
    ax = networks.quads(dyads.quad_over_time(corpus.events))
    assert [t.get_text() for t in ax.get_xticklabels()] == ["Mar\n2012", "Apr", "Jan\n2025"]
    assert [round(b.get_height()) for b in ax.patches if b.get_height()] == [2, 1, 1, 1]
    assert "152 months\nwithout" in shown(ax) and ax.get_xlim()[1] < 6
    assert ax.get_title(loc="left") == "Verbal cooperation in 2 of 5 events"


def test_no_quad_class_is_told_by_its_colour_alone():
    assert len({(fill, hatch) for fill, hatch in networks.QUAD_LOOK.values()}) == 4
    light = [fill for q, (fill, _) in networks.QUAD_LOOK.items() if "cooperation" in q]
    dark = [fill for q, (fill, _) in networks.QUAD_LOOK.items() if "conflict" in q]
    grey = [sum(matplotlib.colors.to_rgb(fill)) / 3 for fill in (*light, *dark)]
    assert min(grey[:2]) - max(grey[2:]) > 0.2 and networks.QUAD_LOOK["verbal conflict"][1] == ""


def test_nothing_is_said_in_the_picture(nothing):
    for draw in (networks.network, networks.matrix):
        assert "nothing to show" in shown(draw(dyads.dyads(nothing), source="no articles"))
    assert "nothing to show" in shown(networks.quads(dyads.quad_over_time(nothing.events)))
