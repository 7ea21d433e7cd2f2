"""What a reviewer asks: was it checked, how right is it, and a methods paragraph to paste."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from .corpus import Corpus
from .validation import ValidationError, errors, score
from .words import number

MEASURE_WORDS = {
    "precision": "rows that are events (precision)",
    "recall": "events that have a row (recall)",
    "F1": "F1 of both",
    "usable": "events whose row is usable",
    "type": "type, of the rows found",
    "mode": "mode, where there is one",
    "status": "status",
    "who": "participants",
    "when": "both ends of the date",
    "place": "place, where there is one",
    "source_kind": "kind of source",
}


@dataclass(frozen=True)
class Check:
    """What coders say of a corpus: the figures, the errors, and a sentence; empty frames where nothing was coded."""

    figures: pd.DataFrame
    errors: pd.DataFrame
    words: str


def checked(corpus: Corpus, coded=None) -> Check:
    """The figures and errors of a corpus by a sheet, gold or corrections; said in words where none belong to it.

    Raises
    ------
    ValidationError, SheetError, CorrectionError
        Where `coded` cannot be read. That nothing in it is about these articles is no error.
    """
    none = pd.DataFrame({c: [] for c in ("measure", "n", "value", "low", "high")}), pd.DataFrame({"kind": []})
    advice = "Draw a sheet with toolkit.coding_sheet(corpus), fill it in, and give it as `coded`."
    if coded is None:
        return Check(*none, f"These rows were not checked by anybody. {advice}")
    try:
        figures, found = score(corpus, coded), errors(corpus, coded)
    except ValidationError as error:
        if "in the corpus" not in str(error):
            raise
        return Check(*none, f"These rows were not checked: what was coded is about other articles. {advice}")
    counts = found["kind"].value_counts()
    told = ", ".join(f"{counts[k]:,} {k}" for k in ("missed", "false", "wrong") if k in counts)
    n = number(int(figures["n"].max()), "event")
    return Check(figures, found, f"Coded by hand: {n}. Errors, one by one below: {told or 'none'}.")


def methods(corpus: Corpus, coded=None) -> str:
    """A paragraph to paste into a paper: versions and hashes, what was read and dropped, what coders did, how right it is.

    Parameters
    ----------
    corpus : Corpus
    coded : path or pandas.DataFrame, optional
        A coding sheet, gold or corrections, as for `toolkit.score`: its figures go into the paragraph. Without one the
        paragraph says that the rows were not checked.

    Returns
    -------
    str
        Plain text, three to eight sentences. Every number in it is computed.

    Raises
    ------
    ValidationError, SheetError, CorrectionError
        Where `coded` does not fit the corpus.
    """
    info = corpus.info
    if "spacy" in info:
        rules, lexicons = str(info.get("rules"))[:12], info["lexicons"][:12]
        text = (
            f"Events were coded by wire-daybook {info.get('toolkit') or '(version not known)'} with spaCy {info['spacy']} "
            f"and its pipeline {info['model']} {info['model_version']} (SHA-256 of the rules {rules}, of the lexicons "
            f"{lexicons}), after PLOVER (Halterman et al., 2023); each row is one mention of an event, with the status that "
            "its wording gives it."
        )
    else:
        text = "Events were taken over from another coder's rows and checked for their columns and values only."
    return " ".join([text, _read(corpus), _people(corpus), _right(corpus, coded)])


def _read(corpus) -> str:
    from .measures import period

    told = f"The corpus holds {period(corpus.articles)}, and {number(len(corpus.events), 'event')}"
    told += f" in {number(int(corpus.events['article_id'].nunique()), 'article')}."
    known = corpus.info.get("loading") or {}
    if known.get("dropped"):
        parts = ", ".join(f"{number(n, 'record')} ({reason})" for reason, n in sorted(known["dropped"].items()))
        told += f" Of {known['read']:,} records read these were dropped: {parts}."
    elif known:
        told += f" Nothing of the {known['read']:,} records read was dropped."
    copies = int(corpus.articles["duplicate_of"].notna().sum())
    told += f" {number(copies, 'article')} repeat an earlier one." if copies else ""
    failures = corpus.info.get("failures") or {}
    return told + (f" {number(len(failures), 'article')} could not be read and have no rows." if failures else "")


def _people(corpus) -> str:
    verified, done = len(corpus.verified), corpus.corrections
    if not len(done):
        return "No row was corrected by hand."
    coders = done["coder"].dropna().nunique()
    changed = int((done["outcome"] == "applied").sum())
    return (
        f"{number(coders, 'coder')} checked {number(verified, 'row')} by hand ({number(changed, 'correction')} made, "
        f"{int((done['outcome'] == 'orphan').sum()):,} found nothing to correct)."
    )


def _right(corpus, coded) -> str:
    if coded is None:
        return (
            "The rows were not checked against a coded sample: treat counts and shares as machine-coded and unverified."
        )
    figures = score(corpus, coded).dropna(subset=["value"]).set_index("measure")

    def told(measure, words):
        row = figures.loc[measure]
        return f"{words} {row.value:.0%} (95 % CI {row.low:.0%} to {row.high:.0%})".replace("%", " %").replace(
            "  ", " "
        )

    whole = {
        "precision": "precision",
        "recall": "recall",
        "usable": "events with a row that is right in type, mode, status, participants, dates and kind of source",
    }
    fields = {"status": "status", "who": "participants", "when": "dates", "source_kind": "kind of source"}
    parts = [told(m, words) for m, words in (whole | fields).items() if m in figures.index]
    n = int(figures["n"].max())
    return f"Against {number(n, 'event')} coded by hand: {'; '.join(parts)}."
