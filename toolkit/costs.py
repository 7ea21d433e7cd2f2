"""What extraction costs on this machine, and what that makes of ten million articles: arithmetic shown, not promised."""

from __future__ import annotations

import time
from collections.abc import Iterable

import pandas as pd

DAY = 86_400


def measured(articles: pd.DataFrame, sizes: Iterable[int] = (5, 10, 20)) -> pd.DataFrame:
    """Seconds that extraction takes here, one row per number of articles; those given are repeated as often as needed.

    Returns
    -------
    pandas.DataFrame
        n_articles (Int64), n_words (Int64), seconds (Float64), ms_per_article (Float64), articles_per_second (Float64).
        One process; the model is loaded before the clock starts. Empty where there is no article.
    """
    from .extraction import extract
    from .model import load_model

    types = {
        "n_articles": "Int64",
        "n_words": "Int64",
        **dict.fromkeys(("seconds", "ms_per_article", "articles_per_second"), "Float64"),
    }
    rows = []
    if len(articles):
        load_model()
        extract(articles.head(1))
    for n in sizes if len(articles) else ():
        many = pd.concat([articles] * -(-n // len(articles)), ignore_index=True).head(n)
        many = many.assign(article_id=[f"{i}" for i in range(n)])
        start = time.perf_counter()
        extract(many)
        seconds = time.perf_counter() - start
        rows.append((n, int(many["n_words"].sum()), seconds, 1000 * seconds / n, n / seconds))
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def projected(
    cost: pd.DataFrame, n_articles: int = 10_000_000, workers: Iterable[int] = (1, 8, 64), *, efficiency: float = 0.85
) -> pd.DataFrame:
    """How long many articles take on more workers like this machine's one process, one row per number of workers.

    Parameters
    ----------
    cost : pandas.DataFrame
        Of `measured`: its largest size counts.
    n_articles : int
    workers : iterable of int
    efficiency : float
        How much of a worker's time is work once there is more than one (0 to 1): the rest waits for others, disk and network.

    Returns
    -------
    pandas.DataFrame
        workers (Int64), n_articles (Int64), ms_per_article (Float64), hours (Float64), days (Float64), arithmetic (str).
    """
    types = {
        "workers": "Int64",
        "n_articles": "Int64",
        **dict.fromkeys(("ms_per_article", "hours", "days"), "Float64"),
        "arithmetic": "str",
    }
    rows = []
    for n in workers if len(cost) else ():
        ms, share = float(cost["ms_per_article"].iloc[-1]), 1.0 if n == 1 else efficiency
        seconds = n_articles * ms / 1000 / (n * share)
        told = f"{n_articles:,} × {ms:.1f} ms / ({n} × {share:g})"
        rows.append((n, n_articles, ms, seconds / 3600, seconds / DAY, told))
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def in_words(table: pd.DataFrame) -> str:
    """What a projection says, in a sentence."""
    if not len(table):
        return "There is no article to measure with."
    parts = [f"{r.days:,.1f} days on {r.workers:,} worker{'s' if r.workers > 1 else ''}" for r in table.itertuples()]
    return f"{int(table['n_articles'].iloc[0]):,} articles of this length would take {', '.join(parts)}."
