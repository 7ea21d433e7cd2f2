import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text

from toolkit import measures, plots
from toolkit.words import TOLD


@pytest.fixture(autouse=True)
def closed():
    matplotlib.use("agg")
    yield
    plt.close("all")


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_bars_add_up_to_the_counts_and_the_longest_stands_on_top():
    table = pd.DataFrame(
        {"type": ["CONSULT", "AID"], "happened": [2, 1], "ahead": [3, 0], "open": [0, 0], "off": [1, 0]}
    )
    ax = plots.stacked(table, source="2 articles")
    bars = [(bar.get_x(), bar.get_width()) for bar in ax.patches if bar.get_y() < 0.5]
    assert bars == [(0, 2), (2, 3), (5, 0), (5, 1)]
    assert labels(ax) == ["CONSULT", "AID"] and ax.yaxis_inverted()
    assert ax.get_title(loc="left") == "Most often: CONSULT, 6 events"
    assert ax.figure.texts[0].get_text() == "Source: 2 articles. Machine-coded, not verified."
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        plots.LOOK[g][2] for g in ("happened", "ahead", "off")
    ]


def test_no_group_is_told_by_its_colour_alone():
    assert len({hatch for _, hatch, _ in plots.LOOK.values()}) == len(plots.LOOK) and list(plots.LOOK) == list(TOLD)


def test_a_window_is_as_long_as_its_days(small):
    rows = measures.dossier(measures.select(small), "Ana Ruiz")
    ax = plots.timeline(rows)
    assert labels(ax) == ["met: Ana Ruiz; Bo Lund", "visit: Ana Ruiz → Peru"]
    first = matplotlib.dates.num2date(ax.patches[1].get_x()).date()
    assert str(first) == "2025-03-04" and ax.patches[1].get_width() == 1
    assert ax.get_title(loc="left") == "2 dated mentions: 1 happened, 1 ahead"
    assert "1 mention without a date not shown" in plots.timeline(rows, source="x").figure.texts[0].get_text()


def test_an_open_end_has_an_arrow_head():
    row = {"event_id": "a", "trigger": "talks", "who": "A", "told": "ahead", "published": pd.Timestamp("2025-01-02"),
           "date_start": pd.Timestamp("2025-01-10"), "date_end": pd.NaT}  # fmt: skip
    rows = pd.DataFrame([row, {**row, "event_id": "b", "date_start": pd.NaT, "date_end": pd.Timestamp("2025-01-20")}])
    markers = [line.get_marker() for line in plots.timeline(rows).lines]
    assert markers.count(">") == 1 and markers.count("<") == 1


def test_days_are_english_and_the_year_is_named_once(small):
    ax = plots.timeline(measures.dossier(measures.select(small), "Ana Ruiz"))
    ticks = [tick.get_text() for tick in ax.get_xticklabels()]
    assert sum("2025" in tick for tick in ticks) == 1 and any("Mar" in tick for tick in ticks)


def test_weeks_begin_on_monday(small):
    ax = plots.coverage(measures.select(small).articles)
    assert [bar.get_height() for bar in ax.patches] == [1, 1]  # Sunday 2 March and Wednesday 5 March
    assert matplotlib.dates.num2date(ax.patches[0].get_x()).date().isoformat() == "2025-02-24"


def test_a_dollar_sign_is_no_formula():
    table = pd.DataFrame({"name": ["$5 and $7"], "happened": [1], "ahead": [0], "open": [0], "off": [0]})
    ax = plots.stacked(table)
    titles = [child for child in ax.get_children() if isinstance(child, Text) and "$5" in child.get_text()]
    assert titles and not any(title.get_parse_math() for title in titles)
    assert not any(label.get_parse_math() for label in ax.get_yticklabels())


def test_nothing_is_said_in_the_picture(nothing):
    for ax in (
        plots.stacked(measures.told_by(nothing.events, "type")),
        plots.timeline(measures.dossier(nothing, None)),
        plots.coverage(nothing.articles),
    ):
        assert any(text.get_text() == "nothing to show" for text in ax.texts)


def test_a_picture_can_be_drawn_into_axes_of_ones_own(small):
    _, ax = plt.subplots()
    assert plots.coverage(small.articles, ax=ax) is ax


def test_a_window_that_began_years_ago_does_not_press_the_others_into_a_line():
    day = pd.Timestamp
    rows = pd.DataFrame(
        {
            **{
                "event_id": ["a", "b"],
                "trigger": ["pullout", "visit"],
                "who": ["Iceland", "Norway"],
                "told": ["happened", "ahead"],
            },
            **{"date_start": [day("2009-04-01"), day("2013-04-08")], "date_end": [pd.NaT, day("2013-04-10")]},
            "published": [day("2013-04-02")] * 2,
        }
    )
    ax = plots.timeline(rows)
    left, right = (matplotlib.dates.num2date(x).date().isoformat() for x in ax.get_xlim())
    assert left == "2013-03-31" and right == "2013-04-13"
    assert "<" in [line.get_marker() for line in ax.lines]


def test_a_hundred_per_cent_stands_only_where_all_are_right():
    figures = pd.DataFrame(
        {"measure": ["type", "status"], "n": [213, 9], "value": [0.995, 1.0], "low": [0.97, 0.7], "high": [1.0, 1.0]}
    )
    ax = plots.intervals(figures)
    assert [t.get_text() for t in ax.texts][:2] == ["99.5 % of 213", "100 % of 9"]
    assert not any(line.get_clip_on() for line in ax.lines if line.get_marker() == "o")  # whole at the edge, too
