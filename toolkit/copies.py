"""Which articles are copies of which: the same wire story in two outlets, a cut one, a corrected one.

Shingles of four words; candidates by MinHash LSH, so that not every article is held against every other; then the candidates
by their shingles: alike as wholes (Jaccard), or the shorter one contained in the longer.
"""

from __future__ import annotations

import re
import zlib
from datetime import date

import numpy as np
import pandas as pd

SHINGLE = 4  # words
ALIKE = 0.7  # Jaccard: shared shingles by all shingles
CONTAINED = 0.8  # shared shingles by those of the shorter text
SHORTEST = 20  # shingles; of less text only a word-for-word copy can be told
PERMUTATIONS, BANDS, ROWS = (
    128,
    64,
    2,
)  # a pair of Jaccard .1 is found in 1 case of 2, .2 in 14 of 15, .4 in all but 1 of 70,000


def first_copies(texts: list[str], published: list[date | None], ids: list[str]) -> list[str | None]:
    """For each article the id of the first with the same story, or None for the first itself and for what has no copy.

    The first is the one published earliest (undated ones last); of one day the longest; then the one whose id comes first
    in the alphabet: never the one that was read first. Copies are held against firsts only, so that a story which is told
    on and on, each time a bit newer, does not end as a copy of its beginning.

    Notes
    -----
    Broder (1997), On the resemblance and containment of documents, for shingles, resemblance and containment; thresholds
    are this project's own. Word-for-word copies are found whatever their length. Known to fail: a text of which less than a
    fifth is left may have too little in common to become a candidate; a translation or a rewriting is no copy.
    """
    order = sorted(range(len(ids)), key=lambda n: (published[n] or date.max, -len(texts[n]), ids[n]))
    out: list[str | None] = [None] * len(ids)
    same: dict[str, int] = {}  # the first article with a text
    for n in order:
        first = same.setdefault(texts[n], n)
        if first != n:
            out[n] = ids[first]
    told = [n for n in order if out[n] is None]
    near = _near([shingles(texts[n]) for n in told])
    for m, first in near.items():
        out[told[m]] = ids[told[first]]
    for n in order:
        first = same[texts[n]]
        if first != n:
            out[n] = out[first] or ids[first]
    return out


def repeated(articles: pd.DataFrame) -> pd.Series:
    """Whether an article repeats another of the frame word for word; of a kind all but the first published do.

    Where texts have no `sha256` (rows of another coder), whatever has a `duplicate_of` does.
    """
    known = articles["sha256"].notna()
    again = articles.sort_values(["published", "article_id"]).duplicated("sha256").reindex(articles.index)
    return (again & known) | (articles["duplicate_of"].notna() & ~known)


def shingles(text: str) -> np.ndarray:
    """The text's runs of four words, as sorted numbers without repetition; case and punctuation do not count."""
    words = re.findall(r"\w+", text.lower())
    runs = (" ".join(words[n : n + SHINGLE]) for n in range(len(words) - SHINGLE + 1))
    return np.unique(np.fromiter((zlib.crc32(run.encode()) for run in runs), dtype=np.uint32))


def is_copy(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two texts, as shingles, tell one story."""
    if min(len(a), len(b)) < SHORTEST:
        return False
    shared = len(np.intersect1d(a, b, assume_unique=True))
    return shared >= ALIKE * (len(a) + len(b) - shared) or shared >= CONTAINED * min(len(a), len(b))


def _near(told: list[np.ndarray]) -> dict[int, int]:
    """For each text that is a copy of an earlier one the number of the first; texts in order, the first ones first."""
    told = [s if len(s) >= SHORTEST else None for s in told]
    if sum(s is not None for s in told) < 2:
        return {}
    from datasketch import MinHash, MinHashLSH  # slow to load, and one article needs none

    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, ROWS))
    out = {}
    for n, mine in enumerate(told):
        if mine is None:
            continue
        sketch = MinHash(num_perm=PERMUTATIONS, hashfunc=int)
        sketch.update_batch(mine)
        first = next((m for m in sorted(index.query(sketch)) if is_copy(mine, told[m])), None)
        if first is None:
            index.insert(n, sketch)
        else:
            out[n] = first
    return out
