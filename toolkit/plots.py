"""frame + ax -> ax: pictures that read without colour, each with its finding as title and its source below.

Colours are Okabe and Ito's, which colour-blind readers can tell apart; every group has a hatch or an edge of its own as
well. Nothing here calls ``plt.show`` or changes settings for good.
"""

from __future__ import annotations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.dates import AutoDateLocator, date2num, num2date
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.transforms import ScaledTranslation

from .words import MONTHS, TOLD, number, short

# fill, hatch, words in the legend: dark to light, so that a grey print keeps the order.
LOOK = {
    "happened": ("#0072B2", "", "has happened"),
    "ahead": ("#E69F00", "//", "ahead: scheduled, planned, expected"),
    "open": ("#FFFFFF", "..", "open: possible or conditional"),
    "off": ("#BBBBBB", "xx", "off: cancelled or denied"),
}
_INK, _FAINT = "#222222", "#D9D9D9"


def stacked(table: pd.DataFrame, *, ax=None, title: str | None = None, source: str = "", unit: str = "events"):
    """Horizontal bars, one per row, stacked by how the events are told: whatever `measures.told_by` returns.

    Parameters
    ----------
    table : pandas.DataFrame
        The first column names the bar; happened, ahead, open, off are its parts.
    ax : matplotlib.axes.Axes, optional
    title : str, optional
        The finding. Without it: which bar is the longest.
    source : str
        What the picture rests on, shown small below it: `measures.period`.
    unit : str
        What is counted.
    """
    ax = _axes(ax, 1.6 + 0.34 * len(table) if len(table) else 1)
    names, total = table.iloc[:, 0].astype(str), table[list(TOLD)].sum(axis=1)
    if not len(table):
        return _empty(ax, title or f"No {unit} to show", source)
    left = pd.Series(0, index=table.index)
    for group, (fill, hatch, _) in LOOK.items():
        ax.barh(
            range(len(table)),
            table[group],
            left=left,
            color=fill,
            hatch=hatch,
            edgecolor=_INK,
            linewidth=0.6,
            height=0.68,
        )
        left = left + table[group]
    for y, n in enumerate(total):
        ax.text(n, y, f" {n:,}", va="center", ha="left", fontsize=9, color=_INK)
    ax.set_yticks(range(len(table)), [short(n, 40) for n in names], parse_math=False)
    ax.invert_yaxis()
    ax.set_xlim(0, max(total) * 1.08)
    ax.set_xlabel(f"number of {unit}")
    _legend(ax, [g for g in LOOK if table[g].any()])
    longest = total.idxmax()
    _finish(ax, title or f"Most often: {names[longest]}, {number(int(total[longest]), unit.removesuffix('s'))}", source)
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.tick_params(axis="y", length=0)
    return ax


def timeline(
    rows: pd.DataFrame, *, ax=None, title: str | None = None, source: str = "", n: int = 25, label: str | None = None
):
    """Windows as bars on a calendar, one line per mention, each with a dot on its day of report: `measures.dossier`.

    A bar spans the first to the last day of the window; an arrow head marks an end that is open, or that lies outside
    the picture, which is drawn for windows of up to 45 days. Rows without any day are left out, and the caption says
    how many; of more than ``n`` the latest are shown.

    Parameters
    ----------
    rows : pandas.DataFrame
        trigger, who, told, published, date_start, date_end, event_id.
    ax : matplotlib.axes.Axes, optional
    title, source : str, optional
        The finding, and what the picture rests on.
    n : int
        How many rows at most.
    label : str, optional
        The column that names the lines, which then stand in the order of the rows. Without it: trigger and who.
    """
    dated = rows[rows["date_start"].notna() | rows["date_end"].notna()]
    first = dated["date_start"].fillna(dated["date_end"])
    shown = dated.tail(n) if label else dated.assign(_first=first).sort_values(["_first", "event_id"]).tail(n)
    ax = _axes(ax, 1.7 + 0.27 * len(shown) if len(shown) else 1)
    without = len(rows) - len(dated)
    notes = [f"{number(without, 'mention')} without a date not shown"] if without else []
    if len(dated) > len(shown):
        notes.append(f"the latest {len(shown):,} of {len(dated):,} shown")
    source = "; ".join(part for part in (source, *notes) if part)
    if not len(shown):
        return _empty(ax, title or "No dated event to show", source)
    left, right = _span(shown)
    for y, row in enumerate(shown.to_dict("records")):
        _bar(ax, y, row, left, right)
    ax.set_xlim(left, right)
    ax.set_yticks(
        range(len(shown)),
        [short(r[label] if label else f"{r['trigger']}: {r['who']}", 46) for r in shown.to_dict("records")],
        fontsize=8,
        parse_math=False,
    )
    ax.set_ylim(len(shown) - 0.4, -0.6)
    _calendar(ax)
    ax.grid(axis="x", color=_FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    _legend(ax, [g for g in LOOK if (shown["told"] == g).any()], dot="day of report")
    counts = shown["told"].value_counts().reindex(list(LOOK), fill_value=0)
    found = ", ".join(f"{counts[g]:,} {g}" for g in LOOK if counts[g])
    _finish(ax, title or f"{number(len(shown), 'dated mention')}: {found}", source)
    ax.tick_params(axis="y", length=0)
    return ax


def _span(shown):
    """The days that the picture covers: every day of report, all short windows, and of half-open ones what lies near those.

    A window that began years ago would press all others into a line; it runs out of the picture instead, with an arrow.
    """
    near = 45
    short = shown[(shown["date_end"] - shown["date_start"]).dt.days.le(near).fillna(False)]
    days = date2num(pd.concat([short["date_start"], short["date_end"], shown["published"]]).dropna())
    ends = date2num(pd.concat([shown["date_start"], shown["date_end"]]).dropna())
    if len(days):
        days = [*days, *(d for d in ends if days.min() - near <= d <= days.max() + near)]
    else:
        days = ends
    pad = max((max(days) - min(days)) * 0.03, 2)
    return min(days) - pad, max(days) + 1 + pad


def _bar(ax, y, row, left, right):
    fill, hatch, _ = LOOK[row["told"]]
    start, end, thin = row["date_start"], row["date_end"], (right - left) * 0.008
    first = left if pd.isna(start) else max(date2num(start), left)
    last = right if pd.isna(end) else min(date2num(end) + 1, right)
    ax.barh(y, max(last - first, thin), left=first, color=fill, hatch=hatch, edgecolor=_INK, linewidth=0.7, height=0.62)
    if first == left:
        ax.plot(left, y, marker="<", color=_INK, markersize=5, clip_on=False)
    if last == right:
        ax.plot(right, y, marker=">", color=_INK, markersize=5, clip_on=False)
    if pd.notna(row["published"]):
        ax.plot(date2num(row["published"]) + 0.5, y, marker="o", color="white", markeredgecolor=_INK, markersize=4)


def coverage(articles: pd.DataFrame, *, ax=None, title: str | None = None, source: str = ""):
    """Articles per week of publication, as bars; per month or year where they lie more than two or six years apart.

    Undated articles are left out, which `measures.period` says.
    """
    ax = _axes(ax, 2.6 if articles["published"].notna().any() else 1)
    days = articles["published"].dropna()
    if not len(days):
        return _empty(ax, title or "No article has a date", source)
    years = (days.max() - days.min()).days / 365
    unit, code, width = next(
        u for u in (("week", "W", 6), ("month", "M", 26), ("year", "Y", 300)) if years <= _REACH[u[0]]
    )
    spans = days.dt.to_period(code)
    counts = spans.value_counts().sort_index()
    starts = counts.index.start_time
    ax.bar(
        date2num(starts),
        counts.to_numpy(),
        width=width,
        align="edge",
        color=LOOK["happened"][0],
        edgecolor=_INK,
        linewidth=0.6,
    )
    _calendar(ax)
    ax.set_ylabel(f"articles per {unit}")
    ax.set_ylim(0, counts.max() * 1.15)
    ax.yaxis.get_major_locator().set_params(integer=True)
    whole = counts.index.max().ordinal - counts.index.min().ordinal + 1
    _finish(ax, title or f"Articles in {len(counts):,} of {number(whole, unit)}", source)
    return ax


_REACH = {"week": 2, "month": 6, "year": float("inf")}  # years that a picture of the unit covers


def intervals(figures: pd.DataFrame, *, ax=None, title: str | None = None, source: str = "", words: dict | None = None):
    """Shares as dots with their 95 % intervals, one line per measure: whatever `toolkit.score` returns.

    Parameters
    ----------
    figures : pandas.DataFrame
        measure, n, value, low, high.
    ax : matplotlib.axes.Axes, optional
    title, source : str, optional
        The finding (without it: the lowest figure), and what the picture rests on.
    words : dict, optional
        What a measure is called in the picture.
    """
    shown = figures.dropna(subset=["value"]).reset_index(drop=True)
    ax = _axes(ax, 1.5 + 0.34 * len(shown) if len(shown) else 1)
    if not len(shown):
        return _empty(ax, title or "No figure: nothing was coded", source)
    names = [(words or {}).get(m, m) for m in shown["measure"]]
    for y, row in enumerate(shown.to_dict("records")):
        low, high, value = (100 * float(row[c]) for c in ("low", "high", "value"))
        share = f"{value:.0f}" if value == 100 or value < 99.5 else f"{value:.1f}"  # 100 only where all are right
        ax.plot([low, high], [y, y], color=_INK, linewidth=1.4, solid_capstyle="butt", clip_on=False)
        ax.plot(value, y, marker="o", color=LOOK["happened"][0], markeredgecolor=_INK, markersize=7, clip_on=False)
        ax.text(103, y, f"{share} % of {row['n']:,}", va="center", ha="left", fontsize=9, color=_INK, clip_on=False)
    ax.set_yticks(range(len(shown)), names, parse_math=False)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    ax.set_xlim(0, 100)
    ax.set_xlabel("per cent, with 95 % interval")
    ax.grid(axis="x", color=_FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ax.tick_params(axis="y", length=0)
    least = shown["value"].astype(float).idxmin()
    _finish(ax, title or f"Lowest: {names[least]}, {100 * float(shown['value'][least]):.0f} %", source)
    return ax


KINDS = {  # fill, hatch, words in the legend: whose word it is, from named to nobody's
    "person": ("#0072B2", "", "named person"),
    "institution": ("#56B4E9", "//", "institution"),
    "anonymous": ("#E69F00", "xx", "unnamed source"),
    "media": ("#F0E442", "..", "other media"),
    "author": ("#FFFFFF", "", "article itself"),
    "rest": ("#BBBBBB", "--", "kinds with too few to show"),
}


def shares(table: pd.DataFrame, *, ax=None, title: str | None = None, source: str = "", unit: str = "events"):
    """Bars of 100 %, one per row, parted by kind of source, each with its number of events: whatever `voices.mix` returns.

    Counts that the table leaves empty, because they are small, are one part together.

    Parameters
    ----------
    table : pandas.DataFrame
        The first column names the bar; person, institution, anonymous, media, author are its parts, n_events all of it.
    ax : matplotlib.axes.Axes, optional
    title, source : str, optional
        The finding (without it: where the unnamed sources have the largest part), and what the picture rests on.
    unit : str
        What is counted.
    """
    table = table[table["n_events"] > 0].reset_index(drop=True)
    ax = _axes(ax, 1.7 + 0.4 * len(table) if len(table) else 1)
    if not len(table):
        return _empty(ax, title or f"No {unit} to show", source)
    counts = table[[k for k in KINDS if k != "rest"]].astype("Float64").fillna(0)
    counts = counts.assign(rest=table["n_events"] - counts.sum(axis=1)).astype(int)
    parts, left = counts.div(table["n_events"].astype(int), axis=0) * 100, pd.Series(0.0, index=table.index)
    for kind, (fill, hatch, _) in KINDS.items():
        look = {"color": fill, "hatch": hatch, "edgecolor": _INK, "linewidth": 0.6, "height": 0.68}
        ax.barh(range(len(table)), parts[kind], left=left, **look)
        for y, (at, wide, n) in enumerate(zip(left, parts[kind], counts[kind])):
            if wide >= 4 and kind != "rest":
                box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
                ax.text(at + wide / 2, y, f"{n:,}", ha="center", va="center", fontsize=8, color=_INK, bbox=box)
        left = left + parts[kind]
    for y, n in enumerate(table["n_events"]):
        ax.text(101, y, f"{n:,}", va="center", ha="left", fontsize=9, color=_INK)
    ax.set_yticks(range(len(table)), [short(str(v), 40) for v in table.iloc[:, 0]], parse_math=False)
    ax.invert_yaxis()
    ax.set_xlim(0, 106)
    ax.set_xticks(range(0, 101, 20))
    ax.set_xlabel(f"per cent of the {unit}; the figures are their numbers")
    _below(ax, [_patch(*KINDS[k]) for k in KINDS if parts[k].any()], 38)
    most = parts["anonymous"].idxmax()
    found = (
        f"Most on unnamed sources: {table.iloc[most, 0]}, {counts['anonymous'][most]:,} of {table['n_events'][most]:,}"
    )
    _finish(ax, title or (found if parts["anonymous"].any() else "Whose word the events rest on"), source)
    ax.tick_params(axis="y", length=0)
    return ax


def cost(table: pd.DataFrame, *, ax=None, title: str | None = None, source: str = ""):
    """Seconds against articles, with the line of equal cost through the largest size: whatever `costs.measured` returns."""
    ax = _axes(ax, 3 if len(table) else 1)
    if not len(table):
        return _empty(ax, title or "Nothing was measured", source)
    n, seconds = table["n_articles"].astype(float), table["seconds"].astype(float)
    ax.plot([0, n.max()], [0, seconds.iloc[-1]], color="#555555", linestyle="--", linewidth=1)
    ax.plot(n, seconds, marker="o", linestyle="", color=LOOK["happened"][0], markeredgecolor=_INK, markersize=7)
    ax.set_xlim(0, n.max() * 1.08)
    ax.set_ylim(0, seconds.max() * 1.15)
    ax.set_xlabel("articles (dashed: every article costs the same)")
    ax.set_ylabel("seconds")
    ax.grid(color=_FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    ms = float(table["ms_per_article"].iloc[-1])
    _finish(ax, title or f"{ms:.0f} ms an article, in one process", source)
    return ax


# -- what all of them share ------------------------------------------------------


def _axes(ax, height):
    if ax is None:
        _, ax = plt.subplots(figsize=(8, min(height, 11)), dpi=110, layout="constrained")
    return ax


def _finish(ax, title, source):
    ax.set_title(title, loc="left", fontsize=10.5, fontweight="bold", color=_INK, wrap=True, parse_math=False)
    for side in ("top", "right", "left") if ax.get_xticks().size else ax.spines:
        ax.spines[side].set_visible(False)
    if source:
        caption = f"Source: {source}. Machine-coded, not verified."
        ax.figure.text(
            0.01, -0.01, caption, ha="left", va="top", fontsize=8, color="#555555", wrap=True, parse_math=False
        )


def _empty(ax, title, source):
    ax.set_xticks([])
    ax.set_yticks([])
    _finish(ax, title, source)
    ax.text(0.5, 0.5, "nothing to show", ha="center", va="center", transform=ax.transAxes, color="#555555")
    return ax


def _legend(ax, groups, dot: str = ""):
    handles = [_patch(*LOOK[g]) for g in groups]
    if dot:
        handles.append(
            Line2D([], [], marker="o", color="white", markeredgecolor=_INK, markersize=4, linestyle="", label=dot)
        )
    _below(ax, handles, 38 if ax.get_xlabel() else 30)


def _patch(fill, hatch, words):
    return Patch(facecolor=fill, hatch=hatch, edgecolor=_INK, linewidth=0.6, label=words)


def _below(ax, handles, points: float):
    """A legend under the axes, at a distance in points, so that it clears the axis whatever the height."""
    at = ax.transAxes + ScaledTranslation(0, -points / 72, ax.figure.dpi_scale_trans)
    ax.legend(
        handles=handles,
        loc="upper left",
        bbox_to_anchor=(0, 0),
        bbox_transform=at,
        borderaxespad=0,
        ncols=2,
        frameon=False,
        fontsize=8,
    )


def _calendar(ax):
    """Days on the axis in English whatever the machine's language; the year under the first label and each January."""
    locator = AutoDateLocator(minticks=3, maxticks=9)
    ax.xaxis.set_major_locator(locator)
    low, high = sorted(ax.get_xlim())
    shown = [num2date(t) for t in locator.tick_values(num2date(low), num2date(high)) if low <= t <= high]
    labels, year = [], None
    for day in shown:
        labels.append(f"{day.day} {MONTHS[day.month - 1]}" + (f"\n{day.year}" if day.year != year else ""))
        year = day.year
    ax.set_xticks(date2num(shown), labels)
