"""Pictures of who deals with whom: the network, the matrix of pairs, and quad classes over time.

As in `toolkit.plots`: frame + ax -> ax, each reads in grey, with its finding as title and its source below.
"""

from __future__ import annotations

from itertools import combinations

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.lines import Line2D

from .dyads import QUAD, QUADS
from .plots import _FAINT, _INK, _axes, _below, _empty, _finish, _patch
from .words import MONTHS, number, short

# line, words in the legend: how the events of a pair are told, by the strongest of them
EDGES = {
    "happened": ("-", "at least one told as having happened"),
    "ahead": ((0, (5, 2)), "only ahead, or possible"),
    "off": ((0, (1, 2)), "only called off or denied"),
}
# fill, hatch: cooperation light, conflict dark; what is material is hatched
QUAD_LOOK = {
    "verbal cooperation": ("#9AD0F0", ""),
    "material cooperation": ("#9AD0F0", "///"),
    "verbal conflict": ("#D55E00", ""),
    "material conflict": ("#D55E00", "xxx"),
}
_GREY = ("#FFFFFF", "#EEEEEE", "#D9D9D9", "#C0C0C0", "#A6A6A6")  # light enough for black figures


def network(table: pd.DataFrame, *, ax=None, title: str | None = None, source: str = "", n: int = 25, seed: int = 0):
    """Who shares events with whom, as a network: whatever `dyads.dyads` returns.

    A line is as wide as the pair has events, and bears their number; it is solid where at least one is told as having
    happened, dashed where all are ahead or possible, dotted where all are off. Where a name stands means nothing but
    that it stands near those it deals with.

    Parameters
    ----------
    table : pandas.DataFrame
        side_a, side_b, n_events, happened, ahead, open.
    ax : matplotlib.axes.Axes, optional
    title, source : str, optional
        The finding (without it: the most frequent pair), and what the picture rests on.
    n : int
        How many sides at most: those with the most events.
    seed : int
        Where the layout starts from; the same seed gives the same picture.
    """
    import networkx as nx

    kept, shown = _largest(table, n)
    ax = _axes(ax, 6.2 if len(shown) else 1)
    n_sides = len({*table["side_a"], *table["side_b"]})
    source = "; ".join(
        v for v in (source, f"the {len(kept)} most frequent of {n_sides:,} names" * (n_sides > len(kept))) if v
    )
    if not len(shown):
        return _empty(ax, title or "No pair to show", source)
    graph = nx.Graph()
    graph.add_nodes_from(kept)
    for row in shown.to_dict("records"):
        graph.add_edge(row["side_a"], row["side_b"], n=row["n_events"], how=_told(row))
    at = _layout(graph, seed)
    widest = max(d["n"] for _, _, d in graph.edges(data=True))
    for a, b, d in graph.edges(data=True):
        (x, y), (u, v) = at[a], at[b]
        ax.plot([x, u], [y, v], color="#666666", linestyle=EDGES[d["how"]][0], zorder=1, solid_capstyle="butt",
                linewidth=0.9 + 5 * d["n"] / widest)  # fmt: skip
        ax.text((x + u) / 2, (y + v) / 2, f"{d['n']:,}", fontsize=8, ha="center", va="center", zorder=2, color=_INK,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.6})  # fmt: skip
    box = {"boxstyle": "round,pad=0.3", "facecolor": "white", "edgecolor": _INK, "linewidth": 0.8}
    for name, (x, y) in at.items():
        label = short(name, 26)
        ax.text(x, y, label, fontsize=9.5, ha="center", va="center", zorder=3, color=_INK, bbox=box, parse_math=False)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.margins(0.12, 0.08)
    used = {d["how"] for _, _, d in graph.edges(data=True)}
    handles = [
        Line2D([], [], color="#666666", linewidth=2, linestyle=EDGES[h][0], label=EDGES[h][1])
        for h in EDGES
        if h in used
    ]
    _below(ax, handles, 6)
    top = shown.iloc[0]
    _finish(
        ax, title or f"Most often: {top['side_a']} and {top['side_b']}, {number(int(top['n_events']), 'event')}", source
    )
    return ax


def matrix(table: pd.DataFrame, *, ax=None, title: str | None = None, source: str = "", n: int = 14):
    """The pairs as a table of figures, the darker the more events: whatever `dyads.dyads` returns.

    Parameters
    ----------
    table : pandas.DataFrame
        side_a, side_b, n_events.
    ax : matplotlib.axes.Axes, optional
    title, source : str, optional
        The finding (without it: the side with the most events), and what the picture rests on.
    n : int
        How many sides at most: those with the most events.
    """
    kept, shown = _largest(table, n)
    ax = _axes(ax, 1.6 + 0.36 * len(kept) if len(shown) else 1)
    if not len(shown):
        return _empty(ax, title or "No pair to show", source)
    most, size = int(shown["n_events"].max()), len(kept)
    counts = {frozenset((r["side_a"], r["side_b"])): int(r["n_events"]) for r in shown.to_dict("records")}
    for x, y in combinations(range(size), 2):
        count = counts.get(frozenset((kept[x], kept[y])), 0)
        shade = _GREY[min(int(count / most * len(_GREY)), len(_GREY) - 1)]
        ax.add_patch(plt.Rectangle((x - 0.5, y - 0.5), 1, 1, facecolor=shade, edgecolor=_FAINT, linewidth=0.6))
        if count:
            ax.text(x, y, f"{count:,}", ha="center", va="center", fontsize=9, color=_INK)
    ax.set_xlim(-0.5, size - 1.5)
    ax.set_ylim(size - 0.5, 0.5)
    ax.set_xticks(
        range(size - 1),
        [short(k, 22) for k in kept[:-1]],
        rotation=40,
        ha="right",
        rotation_mode="anchor",
        parse_math=False,
    )
    ax.set_yticks(range(1, size), [short(k, 30) for k in kept[1:]], parse_math=False)
    ax.tick_params(length=0, labelsize=8.5)
    partners = {k: int(((table["side_a"] == k) | (table["side_b"] == k)).sum()) for k in kept}
    top = max(kept, key=lambda k: partners[k])
    left_out = len({*table["side_a"], *table["side_b"]}) - size
    source = "; ".join(
        v for v in (source, f"{number(left_out, 'name')} with fewer events not shown" * (left_out > 0)) if v
    )
    _finish(ax, title or f"Events per pair; with the most partners: {top}, {partners[top]:,}", source)
    for side in ax.spines.values():
        side.set_visible(False)
    return ax


def quads(table: pd.DataFrame, *, ax=None, title: str | None = None, source: str = ""):
    """Cooperation and conflict, verbal and material, as stacked bars over time: whatever `dyads.quad_over_time` returns.

    A dotted line marks where periods without any event are left out, which is not to scale.

    Parameters
    ----------
    table : pandas.DataFrame
        unit, start, the four quad classes, n_events.
    ax : matplotlib.axes.Axes, optional
    title, source : str, optional
        The finding (without it: the most frequent class), and what the picture rests on.
    """
    ax = _axes(ax, 3.6 if len(table) else 1)
    if not len(table):
        return _empty(ax, title or "No event with a day of publication to show", source)
    unit = table["unit"].iloc[0]
    x, breaks = _places(table["start"], unit)
    base = pd.Series(0, index=table.index)
    for name, column in zip(QUAD, QUADS):
        fill, hatch = QUAD_LOOK[name]
        heights = table[column].astype(int)
        ax.bar(x, heights, bottom=base, width=0.78, color=fill, hatch=hatch, edgecolor=_INK, linewidth=0.6)
        base = base + heights
    for at, total in zip(x, table["n_events"]):
        ax.text(at, total, f"{total:,}", ha="center", va="bottom", fontsize=8, color=_INK)
    for at, words in breaks:
        ax.axvline(at, color="#888888", linestyle=":", linewidth=1)
        ax.text(at, base.max() * 1.14, words, ha="center", va="top", fontsize=7, color="#555555",
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})  # fmt: skip
    ax.set_xticks(x, _ticks(table["start"], unit), fontsize=8)
    ax.set_xlim(min(x) - 0.8, max(x) + 0.8)
    ax.set_ylim(0, base.max() * 1.15)
    ax.yaxis.get_major_locator().set_params(integer=True)
    ax.set_ylabel(f"events told per {unit}")
    sums = table[QUADS].sum()
    handles = [_patch(*QUAD_LOOK[q], q) for q, c in zip(QUAD, QUADS) if sums[c]]
    _below(ax, handles, 32)
    top = max(QUADS, key=lambda c: sums[c])
    found = f"{top.replace('_', ' ').capitalize()} in {int(sums[top]):,} of {number(int(sums.sum()), 'event')}"
    _finish(ax, title or found, source)
    ax.grid(axis="y", color=_FAINT, linewidth=0.6)
    ax.set_axisbelow(True)
    return ax


def _told(row: dict) -> str:
    return "happened" if row["happened"] else "ahead" if row["ahead"] or row["open"] else "off"


def _per_side(table: pd.DataFrame) -> dict[str, int]:
    sides = pd.concat([table["side_a"], table["side_b"]])
    return pd.concat([table["n_events"]] * 2).groupby(sides.to_numpy()).sum().to_dict()


def _largest(table: pd.DataFrame, n: int) -> tuple[list[str], pd.DataFrame]:
    """The sides with the most events that still have a partner among them, and their pairs."""
    counts = _per_side(table)
    names = sorted(counts, key=lambda k: (-counts[k], k))[:n]
    shown = table[table["side_a"].isin(names) & table["side_b"].isin(names)]
    paired = {*shown["side_a"], *shown["side_b"]}
    return [k for k in names if k in paired], shown


def _layout(graph, seed: int) -> dict[str, tuple[float, float]]:
    """Places for the names in a square of 1: connected parts side by side, those of up to three names in one column."""
    import networkx as nx

    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    large, small = [p for p in parts if len(p) > 3], [p for p in parts if len(p) <= 3]
    boxes, left, wide = [], 0.0, sum(map(len, large)) + 4 * bool(small)
    for part in large:
        boxes.append((part, left, 0.0, len(part) / wide, 1.0))
        left += len(part) / wide
    high = min(1 / max(len(small), 1), 0.3)
    for k, part in enumerate(small):
        boxes.append((part, left, 1 - (k + 1) * high, 1 - left, high))
    at = {}
    for part, x, y, width, height in boxes:
        inner = graph.subgraph(sorted(part))
        start = nx.spring_layout(inner, seed=seed, weight=None)
        places = nx.kamada_kawai_layout(inner, pos=start, weight=None)
        (us, vs) = zip(*places.values())
        for name, (u, v) in places.items():
            across, up = ((a - min(all_)) / ((max(all_) - min(all_)) or 1) for a, all_ in ((u, us), (v, vs)))
            at[name] = (x + width * (0.1 + 0.8 * across), y + height * (0.1 + 0.8 * up))
    return _apart(at)


def _apart(at: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The places moved until no name covers another: along the axis on which they overlap least."""
    names = sorted(at)
    at = {name: list(at[name]) for name in names}
    for _ in range(300):
        moved = False
        for a, b in combinations(names, 2):
            dx, dy = at[b][0] - at[a][0], at[b][1] - at[a][1]
            wide = 0.007 * (len(short(a, 26)) + len(short(b, 26))) + 0.05  # of the width of the picture, about
            over_x, over_y = wide - abs(dx), 0.09 - abs(dy)
            if over_x <= 0 or over_y <= 0:
                continue
            axis, over, sign = (0, over_x, dx) if over_x < over_y else (1, over_y, dy)
            step = (over / 2 + 0.002) * (1 if sign >= 0 else -1)
            at[a][axis] -= step
            at[b][axis] += step
            moved = True
        if not moved:
            break
    return {name: tuple(place) for name, place in at.items()}


def _places(starts: pd.Series, unit: str) -> tuple[list[float], list[tuple[float, str]]]:
    """Where the bars stand: at their distance in time, but for gaps of more than three periods, which are breaks."""
    code = {"week": "W", "month": "M", "year": "Y"}[unit]
    at, x, breaks, last = 0.0, [], [], None
    for period in starts.dt.to_period(code):
        step = 0 if last is None else period.ordinal - last.ordinal
        if step > 3:
            breaks.append((at + 1.1, f"{number(step - 1, unit)}\nwithout"))
            step = 2.2
        at, last = at + step, period
        x.append(at)
    return x, breaks


def _ticks(starts: pd.Series, unit: str) -> list[str]:
    """Days, months or years in English, the year once under the first of it."""
    labels, year = [], None
    for day in starts:
        words = {"week": f"{day.day} {MONTHS[day.month - 1]}", "month": MONTHS[day.month - 1], "year": f"{day.year}"}[
            unit
        ]
        labels.append(words + (f"\n{day.year}" if unit != "year" and day.year != year else ""))
        year = day.year
    return labels
