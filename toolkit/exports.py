"""Corpus -> files that other programs read: CSV with a codebook, Stata, GEXF, PLOVER's JSON Lines, IPTC codes, BibTeX."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path

import pandas as pd

from .corpus import Corpus, CorpusError
from .frames import CORPUS_FRAMES, FRAMES
from .parts import writing
from .publishing import without_texts
from .standards import bibtex, occurrence, plover
from .words import GROUP, TOLD, readable

_FORMULA = re.compile("[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def to_tables(corpus: Corpus, folder: str | os.PathLike, *, texts: bool = False) -> Path:
    """Write a corpus as tables for other programs; returns the folder.

    ======================  ==========================================================================================
    articles.csv ...        the eight frames, one file each (Excel, R, Calc; read the Notes)
    codebook.csv            a row per frame and column: frame, column, dtype, meaning, values
    events.dta              Stata 14 or newer, as `participants.dta`: days as %td, categories as value labels (from 0, in
                            the codebook's order), what the columns mean as variable labels; none where there is no row
    network.gexf            who deals with whom (Gephi), see `network`
    plover.jsonl            PLOVER's JSON Lines, an object per event, see `toolkit.standards.plover`
    iptc.csv                an IPTC event occurrence status per event, see `toolkit.standards.occurrence`
    articles.bib            BibTeX, an entry per article, see `toolkit.standards.bibtex`
    ======================  ==========================================================================================

    Parameters
    ----------
    corpus : Corpus
    folder : path
        Made where there is none. Files of these names are replaced, all or none; others are left alone.
    texts : bool
        Keep texts, sentences and what was said. Without them, as in ``corpus.save(folder, texts=False)``, no cell has more
        than 25 words of an article.

    Raises
    ------
    CorpusError
        Where `folder` is a file.

    Notes
    -----
    CSV is UTF-8 with a byte order mark, without which Excel shows "São" as "SÃ£o"; pandas and readr skip it, base R wants
    ``fileEncoding="UTF-8-BOM"``. Days are written 2025-01-31, instants 2025-01-31T09:30:00Z, what is empty as nothing.
    Words of a stranger can be a formula to a spreadsheet: a cell that begins with ``= + - @``, a tab or a line break (or the
    full-width forms) gets an apostrophe before it, as OWASP advises ("CSV Injection"); numbers stay numbers. Excel
    reads an id like 0012 or 1E5 as a number whatever the file says: import such columns as text, or use Parquet.
    """
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise CorpusError(f"{folder}: is a file; give a folder")
    corpus = corpus if texts else without_texts(corpus)
    tables = {**corpus.frames, "codebook": codebook(), "iptc": occurrence(corpus.events)}
    with writing(folder, CorpusError):
        _tables(corpus, tables, folder)
    return folder


def _tables(corpus, tables, folder) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".tables-", dir=folder) as made:
        made = Path(made)
        for name, data in tables.items():
            harmless(data).to_csv(made / f"{name}.csv", index=False, encoding="utf-8-sig", lineterminator="\n")
        for name in ("events", "participants"):
            if len(corpus.frames[name]):
                _stata(name, corpus.frames[name], made / f"{name}.dta")
        _write(made / "network.gexf", _gexf(network(corpus)))
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in plover(corpus))
        _write(made / "plover.jsonl", "".join(lines))
        _write(made / "articles.bib", bibtex(corpus.articles))
        for path in sorted(made.iterdir()):
            os.replace(path, folder / path.name)
    for name in ("events", "participants"):  # no file of an earlier corpus beside those of this one
        if not len(corpus.frames[name]):
            (folder / f"{name}.dta").unlink(missing_ok=True)


def codebook() -> pd.DataFrame:
    """One row per frame and column: frame, column, dtype, meaning, values (joined by '; ' where the list is closed)."""
    rows = [(n, c.name, c.dtype, c.meaning, "; ".join(c.values)) for n in CORPUS_FRAMES for c in FRAMES[n]]
    return pd.DataFrame(rows, columns=["frame", "column", "dtype", "meaning", "values"])


def harmless(data: pd.DataFrame) -> pd.DataFrame:
    """A frame whose cells no spreadsheet takes for a formula; days and instants as ISO 8601 text.

    Examples
    --------
    >>> harmless(pd.DataFrame({"quote": ["=1+1", "no = sign in front"], "n": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['no = sign in front', 2]]
    """
    out = data.copy()
    for name in out.columns:
        cells = out[name]
        if isinstance(cells.dtype, pd.DatetimeTZDtype):
            out[name] = cells.dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif pd.api.types.is_datetime64_any_dtype(cells):
            out[name] = cells.dt.strftime("%Y-%m-%d")
        elif not pd.api.types.is_numeric_dtype(cells):
            out[name] = cells.astype(object).map(lambda v: f"'{v}" if isinstance(v, str) and _FORMULA.match(v) else v)
    return out


def network(corpus: Corpus):
    """Who deals with whom: an undirected graph of participants, two of whom are tied by the events they both take part in.

    Returns
    -------
    networkx.Graph
        Node: the name, with label (a state's name for its code), kind, country (empty where not known) and n_events. Edge:
        weight, the number of events, and of these happened, ahead, open and off (`toolkit.words.TOLD`: the nine statuses
        in four groups).

    Notes
    -----
    Events are mentions: what three articles tell is three. Those who act together are tied as well as actor and recipient.
    """
    import networkx as nx

    people = corpus.participants.dropna(subset="name").drop_duplicates(["event_id", "name"])
    graph = nx.Graph()
    for name, rows in people.groupby("name"):
        facts = {c: rows[c].dropna().astype(str).mode() for c in ("kind", "country")}
        facts = {c: v.iloc[0] if len(v) else "" for c, v in facts.items()}
        graph.add_node(name, label=readable(name), **facts, n_events=len(rows))
    told = dict(zip(corpus.events["event_id"], corpus.events["status"].astype(object).map(GROUP)))
    ties: dict[tuple[str, str], Counter] = {}
    for event_id, names in people.groupby("event_id")["name"]:
        for pair in combinations(sorted(names), 2):
            ties.setdefault(pair, Counter()).update(["weight", told[event_id]])
    for pair in sorted(ties):
        graph.add_edge(*pair, **{key: ties[pair][key] for key in ("weight", *TOLD)})
    return graph


def _stata(name: str, data: pd.DataFrame, path: Path) -> None:
    days, labels, out = {}, {}, data.copy()
    for column in FRAMES[name]:
        labels[column.name] = column.meaning[:80]
        if column.dtype == "str":  # pandas refuses a column that is all empty
            out[column.name] = out[column.name].astype(object).where(out[column.name].notna(), "")
        elif column.dtype.startswith("datetime"):
            days[column.name] = "td"
    out.to_stata(path, version=118, write_index=False, convert_dates=days, variable_labels=labels)


def _gexf(graph) -> str:
    import networkx as nx

    clean = nx.relabel_nodes(graph, {name: _NO_XML.sub("", name) for name in graph})
    text = "\n".join(nx.generate_gexf(clean))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + re.sub(r' lastmodifieddate="[^"]*"', "", text) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
