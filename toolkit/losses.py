"""What became of every record on its way into the articles frame."""

from __future__ import annotations

import pandas as pd

from .copies import repeated


def loss(articles: pd.DataFrame) -> pd.DataFrame:
    """What became of every record: read, dropped by reason, kept, undated, word-for-word duplicates, near copies; a row each.

    Parameters
    ----------
    articles : pandas.DataFrame
        From `load_articles`. What the frame itself shows is counted afresh; what only the loading knew is empty where
        pandas has lost ``.attrs["loss"]`` on the way.

    Returns
    -------
    pandas.DataFrame
        Columns `step` (str), `n` (Int64, records; empty: not known) and `example` (str, the first message of a kind).
    """
    known = articles.attrs.get("loss", {})
    rows = [("read", known.get("read"), None)]
    if known:
        rows += [(f"dropped: {r}", n, known["examples"].get(r)) for r, n in sorted(known["dropped"].items())]
    else:
        rows.append(("dropped", None, None))
    if known and known["kept"] != len(articles):
        rows.append(("dropped since", known["kept"] - len(articles), None))
    undated = articles[articles["published"].isna()]
    copies, twice = articles["duplicate_of"].notna(), repeated(articles)
    other = articles[articles["language"].isna() | (articles["language"] != "en")]
    odd = articles[
        (articles["published"] > pd.Timestamp.now() + pd.Timedelta(days=1)) | (articles["published"] == pd.Timestamp(0))
    ]
    rows.append(("kept", len(articles), None))
    parts = {"undated": undated, "duplicates": articles[twice], "near copies": articles[copies & ~twice]}
    for step, part in {**parts, "not known to be English": other}.items():
        rows.append((step, len(part), None if part.empty else str(part["article_id"].iloc[0])))
    if len(odd):  # a clock that was never set, a plan taken for a report
        rows.append(("dated 1970-01-01 or in the future", len(odd), str(odd["article_id"].iloc[0])))
    for step in ("passed_over", "metadata_without_file", "file_without_metadata"):
        if found := known.get(step):
            rows.append((step.replace("_", " "), len(found), found[0]))
    table = pd.DataFrame(rows, columns=["step", "n", "example"])
    return table.astype({"step": "str", "n": "Int64", "example": "str"})
