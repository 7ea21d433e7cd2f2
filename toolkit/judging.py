"""One row against what a coder says of it; and a share with its interval, where rows come in clusters."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

LEVEL = 0.95
USABLE = ("type", "mode", "status", "who", "when", "source_kind")  # all of them right: a row one can work with
ENOUGH = 0.8  # of the participants, each in its role


def judged(gold: dict, row: dict) -> dict[str, bool]:
    """Which fields of a row are right: type, mode, status, who, when, place, source_kind, and usable.

    A name is right where it is the coder's, or a fuller form of it. The participants of talks are one group, in all else
    each must stand in its role. No mode asked is no mode wrong.
    """
    right = {field: row.get(field) in _readings(gold, field) for field in ("type", "status")}
    modes = _readings(gold, "mode")
    right["mode"] = not any(modes) or row.get("mode") in modes
    right["who"] = _who(gold, row) >= ENOUGH
    days = (row.get("date_start"), row.get("date_end"))
    right["when"] = any(days == tuple(d or (None, None)) for d in _readings(gold, "date"))
    places = _readings(gold, "place")
    right["place"] = not any(places) or any(_same(p, row.get("place")) for p in places)
    right["source_kind"] = (row.get("source_kind") or "author") in [
        k or "author" for k in _readings(gold, "source_kind")
    ]
    right["usable"] = all(right[field] for field in USABLE)
    return right


def _readings(gold, field) -> list:
    alternatives = gold.get("alt") or {}
    return [gold.get(field), *([alternatives[field]] if field in alternatives else [])]


def _who(gold, row) -> float:
    talks = gold.get("type") == "CONSULT" and gold.get("mode") != "visit"
    best = 0.0
    group = [("", name) for name in (*row["actors"], *row["recipients"])]
    each = [("actor", n) for n in row["actors"]] + [("recipient", n) for n in row["recipients"]]
    told = [("actor", n) for n in gold.get("actors") or ()] + [("recipient", n) for n in gold.get("recipients") or ()]
    best = _overlap([("", n) for _, n in told] if talks else told, group if talks else each)
    if "who" in (gold.get("alt") or {}):
        best = max(best, _overlap([("", n) for n in gold["alt"]["who"]], group))
    return best


def _overlap(gold, found) -> float:
    """F1 of two lists of (role, name)."""
    gold, left = list(dict.fromkeys(gold)), list(dict.fromkeys(found))
    n, hits = len(gold) + len(left), 0
    for role, name in gold:
        hit = next((f for f in left if f[0] == role and _same(name, f[1])), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return 2 * hits / n if n else 1.0


def _same(gold, found) -> bool:
    """The name itself, or a fuller one; a shorter one is wrong. A ministry and its state are the same side."""
    if gold == found or not gold or not found:
        return gold == found
    for a, b in ((gold, found), (found, gold)):
        if re.fullmatch("[A-Z]{3}", a):
            return b.endswith(f"({a})")
    codes = [re.findall(r"\(([A-Z]{3})\)$", name) for name in (gold, found)]
    if all(codes) and codes[0] != codes[1]:
        return False
    short, full = (re.findall(r"\w+", re.sub(r"\(.*?\)|^[Tt]he |['’]s?$", "", n).lower()) for n in (gold, found))
    return bool(short) and (short == full or set(short) <= set(full) and len(full) - len(short) <= 2)


def ratio(right, asked, weight=None, cluster=None) -> tuple[float, float, float]:
    """A weighted share and its 95 % interval, where rows of one article resemble each other.

    Source: Korn and Graubard, "Confidence intervals for proportions with small expected number of positive counts
    estimated from survey data" (Survey Methodology 24, 1998): Clopper and Pearson's interval for the number of
    independent rows that would be as telling; the variance is linearised, clustered by article.
    """
    from scipy.special import betaincinv, stdtrit

    right, asked = np.asarray(right, float), np.asarray(asked, float)
    weight = np.ones_like(asked) if weight is None else np.asarray(weight, float)
    total, n = (weight * asked).sum(), asked.sum()
    if not total:
        return np.nan, np.nan, np.nan
    p = (weight * right).sum() / total
    cluster = np.arange(len(asked)) if cluster is None else np.asarray(cluster)
    used = asked > 0
    per = pd.Series((weight * (right - p * asked))[used]).groupby(cluster[used]).sum().to_numpy()
    kish = total**2 / (weight**2 * asked)[used].sum()
    if len(per) > 1 and 0 < p < 1:
        variance = len(per) / (len(per) - 1) * (per**2).sum() / total**2
        n = min(n, p * (1 - p) / variance) if variance else min(n, kish)
        n *= (stdtrit(max(used.sum() - 1, 1), 0.5 + LEVEL / 2) / stdtrit(len(per) - 1, 0.5 + LEVEL / 2)) ** 2
    else:
        n = min(n, kish)
    tail = (1 - LEVEL) / 2
    low = betaincinv(p * n, n - p * n + 1, tail) if p > 0 else 0.0
    high = betaincinv(p * n + 1, n - p * n, 1 - tail) if p < 1 else 1.0
    return float(p), float(low), float(high)
