"""Shares that know that the machine errs: the arithmetic behind `toolkit.measures.share`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .sheets import FIELDS, read_sheet
from .validation import ValidationError


def corrected_shares(events: pd.DataFrame, column: str, values: list, by: str | None, coded) -> pd.DataFrame:
    """What `toolkit.measures.share` returns."""
    from scipy.special import stdtrit

    if column not in FIELDS:
        raise ValueError(f"no sheet asks for {column!r}; it asks for {', '.join(FIELDS)}")
    machine = events[column].astype(object)
    machine = machine.map(lambda v: f"{v:%Y-%m-%d}" if hasattr(v, "strftime") and not pd.isna(v) else v)
    group = (
        events[by].astype(object).where(events[by].notna(), "(none)") if by else pd.Series("all", index=events.index)
    )
    has = machine.isin(values).to_numpy(float)
    event, looked = np.ones(len(events)), np.zeros(len(events), bool)
    truth, weight, true_group = has.copy(), np.zeros(len(events)), group.to_numpy(object).copy()
    if coded is not None:
        units = read_sheet(coded)
        units = units[units["event_id"] != ""].set_index("event_id")
        at = pd.Series(np.arange(len(events)), index=events["event_id"]).reindex(units.index).dropna().astype(int)
        if len(units) and at.empty:
            raise ValidationError("no row of the sheet is among these events; it was drawn from another reading")
        units = units.loc[at.index]
        looked[at] = True
        weight[at] = 1 / units["probability"].astype(float)
        event[at] = units["is_event"].astype(float)
        truth[at] = units[column].isin(values).astype(float) * event[at]
        if by in FIELDS:
            true_group[at] = units[by].where(units[by].notna(), "(none)")
    rows = []
    for name in sorted({*group}):
        inside, really = (group == name).to_numpy(float), (true_group == name).astype(float)
        # the machine's row, and what the sample says it gets wrong there, once for the events and once for those with it
        total = inside + weight * looked * (event * really - inside)
        hits = has * inside + weight * looked * (truth * really - has * inside)
        n, k = int(inside.sum()), int((looked * np.maximum(inside, really)).sum())
        naive = (has * inside).sum() / n if n else None
        if not k or total.sum() <= 0:
            rows.append((name, n, naive, k, None, None, None))
            continue
        value = hits.sum() / total.sum()
        per = pd.Series(hits - value * total).groupby(events["article_id"].to_numpy()).sum().to_numpy()
        m = len(per)
        half = stdtrit(max(m - 1, 1), 0.975) * np.sqrt(m / max(m - 1, 1) * (per**2).sum()) / total.sum()
        rows.append((name, n, naive, k, *(float(np.clip(x, 0, 1)) for x in (value, value - half, value + half))))
    types = {
        "n_rows": "Int64",
        "naive": "Float64",
        "n_coded": "Int64",
        **dict.fromkeys(("share", "low", "high"), "Float64"),
    }
    out = pd.DataFrame(rows, columns=[by or "all", *types]).astype(types)
    return out if by else out.drop(columns="all")
