"""Corpus -> what other people's standards ask for: PLOVER's JSON, IPTC's event occurrence status, BibTeX."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import quote

import pandas as pd

from .corpus import Corpus
from .knowledge import table
from .words import TOLD

QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
AHEAD = TOLD["ahead"]
# IPTC NewsCodes, http://cv.iptc.org/newscodes/eventoccurstatus/ (CC BY 4.0)
OCCURRENCE = {
    "eos0": "Unplanned event",
    "eos1": "Planned, occurrence planned only",
    "eos2": "Planned, occurrence highly uncertain",
    "eos3": "Planned, may occur",
    "eos4": "Planned, occurrence highly likely",
    "eos5": "Planned, occurs certainly",
    "eos6": "Planned, then cancelled",
}
OCCURRENCE_OF = {
    "occurred": "eos5",
    "ongoing": "eos5",
    "scheduled": "eos5",
    "expected": "eos4",
    "planned": "eos1",
    "possible": "eos3",  # eos2 where the wording is as weak as "unlikely"
    "hypothetical": "eos2",
    "cancelled": "eos6",
    "denied": None,  # nothing was planned
}
UNLIKELY = 0.3
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_URL = "%/:?#[]@!$&'()*+,;=~-._"
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def occurrence(events: pd.DataFrame) -> pd.DataFrame:
    """One row per event: event_id, status, eventoccurstatus (IPTC code), name, uri; what a newsroom's planning system reads.

    ==========================  ======  =====================================
    status                      code    IPTC's name
    ==========================  ======  =====================================
    occurred, ongoing           eos5    Planned, occurs certainly
    scheduled                   eos5    Planned, occurs certainly
    expected                    eos4    Planned, occurrence highly likely
    planned                     eos1    Planned, occurrence planned only
    possible                    eos3    Planned, may occur
    possible, certainty <= .3   eos2    Planned, occurrence highly uncertain
    hypothetical                eos2    Planned, occurrence highly uncertain
    cancelled                   eos6    Planned, then cancelled
    denied, or no status        none
    ==========================  ======  =====================================

    Notes
    -----
    IPTC NewsCodes, Event Occurrence Status. It is made for planning: it has no code for what is over, and whether an event
    was planned (eos0 says that it was not) no row here knows. `status` beside it is the finer scale.
    """
    codes = events["status"].astype(object).map(OCCURRENCE_OF)
    weak = (events["status"] == "possible") & (events["certainty"] <= UNLIKELY).fillna(False)
    codes = codes.mask(weak, "eos2").astype("str")
    return pd.DataFrame(
        {
            "event_id": events["event_id"],
            "status": events["status"],
            "eventoccurstatus": "eocstat:" + codes,
            "name": codes.map(OCCURRENCE),
            "uri": "http://cv.iptc.org/newscodes/eventoccurstatus/" + codes,
        }
    )


def plover(corpus: Corpus) -> list[dict]:
    """One object per event by PLOVER's field names (PLOVER manual, "Data Fields"), with its special contexts filled.

    ==============  ==================================================================================================
    id              event_id
    has_event       true
    date, enddate   first and last day of the window; null where it is open or not known: the day of publication is never
                    put in its place, although PLOVER wants a date (it stands in `published`)
    source          actors, an object each: code (ISO 3166 alpha-3), identifier_text (canonical name), identifier_id (Wikidata,
                    states only), office; and our kind. Mutual events have all sides here, as PLOVER asks
    recipient       the same of recipients
    event           list of one type (REQUEST is what older drafts call DEMAND)
    mode            list of one mode, or empty
    context         the special contexts only, from status and tense, below; the topical ones are not coded
    quad_code       1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
    event_loc       name, "country code" (alpha-2), cc3 (alpha-3); null where no place is named
    event_text      list of the trigger
    text            the sentence; null where the corpus has no texts
    text_info       sequence (number of the sentence), start, end (of the trigger, in the article's text)
    cite_info       citation (key in articles.bib), url, title, language, publication, coder, codebook
    coder           the program, where known
    our own         published, date_precision, status, tense, certainty, attribution (name, kind) and
                    eventoccurstatus (IPTC)
    ==============  ==================================================================================================

    ``context`` has *negation* for cancelled and denied, *hypothetical* for possible and hypothetical, *future* where the event
    lies ahead (tense future; scheduled, planned or expected without a tense). A plan that lies behind, of which nothing says
    that it came true, is *hypothetical*. Empty: told as occurred or ongoing. *historical* is not coded.

    Notes
    -----
    PLOVER's own coders leave these four out (they are its "auxiliary modes"): Halterman, Bagozzi, Beger, Schrodt and
    Scarborough (2023), PLOVER and POLECAT: A New Political Event Ontology and Dataset, doi:10.31235/osf.io/rm5dw. Field
    names: PLOVER manual, Open Event Data Alliance, https://github.com/openeventdata/PLOVER.
    """
    facts = {row["country"]: row for row in table("countries")}
    known = corpus.articles[["article_id", "published", "publisher", "title", "language", "url"]].astype(object)
    articles = {row["article_id"]: {k: _plain(v) for k, v in row.items()} for row in known.to_dict("records")}
    keys = dict(zip(corpus.articles["article_id"], _keys(corpus.articles["article_id"])))
    sides: dict[tuple[str, str], list] = {}
    for row in corpus.participants.astype(object).to_dict("records"):
        state = facts.get(row["country"], {}) if row["kind"] == "state" else {}
        party = {
            "code": _plain(row["country"]),
            "identifier_text": _plain(row["name"]),
            "identifier_id": state.get("wikidata") or None,
            "office": _plain(row["office"]),
            "kind": _plain(row["kind"]),
        }
        sides.setdefault((row["event_id"], row["role"]), []).append(party)
    triggers = corpus.evidence[corpus.evidence["field"] == "trigger"].drop_duplicates("event_id")
    at = dict(zip(triggers["event_id"], zip(triggers["start_char"], triggers["end_char"])))
    sentences = corpus.sentences
    told = dict(zip(zip(sentences["article_id"], sentences["sentence"]), sentences["sentence_text"]))
    codes = occurrence(corpus.events)["eventoccurstatus"]
    coder = f"wire-daybook {corpus.info['toolkit']}" if corpus.info.get("toolkit") else None
    out = []
    for row, code in zip(corpus.events.astype(object).to_dict("records"), codes):
        row = {key: _plain(value) for key, value in row.items()}
        article = articles[row["article_id"]]
        start, end = at.get(row["event_id"], (None, None))
        place = {"name": row["place"], "country code": None, "cc3": row["place_country"]}
        place["country code"] = facts.get(row["place_country"], {}).get("iso2") or None
        out.append(
            {
                "id": row["event_id"],
                "has_event": True,
                "date": row["date_start"],
                "enddate": row["date_end"],
                "source": sides.get((row["event_id"], "actor"), []),
                "recipient": sides.get((row["event_id"], "recipient"), []),
                "event": [row["type"]],
                "mode": [row["mode"]] if row["mode"] else [],
                "context": contexts(row["status"], row["tense"]),
                "quad_code": QUAD[row["type"]],
                "event_loc": place if row["place"] or row["place_country"] else None,
                "event_text": [row["trigger"]] if row["trigger"] else [],
                "text": _plain(told.get((row["article_id"], row["sentence"]))),
                "text_info": {"sequence": row["sentence"], "start": _plain(start), "end": _plain(end)},
                "cite_info": {
                    "citation": keys[row["article_id"]],
                    **{c: article[c] for c in ("url", "title", "language")},
                    "publication": row["publisher"] or article["publisher"],
                    "coder": coder,
                    "codebook": "PLOVER, Halterman et al. 2023, doi:10.31235/osf.io/rm5dw; status by wire-daybook",
                },
                "coder": coder,
                "published": row["published"] or article["published"],
                **{c: row[c] for c in ("date_precision", "status", "tense", "certainty")},
                "attribution": {"name": row["source"], "kind": row["source_kind"]},
                "eventoccurstatus": _plain(code),
            }
        )
    return out


def contexts(status: str | None, tense: str | None) -> list[str]:
    """PLOVER's special contexts of an event, from how real and when it is told to be.

    Examples
    --------
    >>> contexts("scheduled", "future"), contexts("possible", "future"), contexts("denied", "past"), contexts("occurred", "past")
    (['future'], ['future', 'hypothetical'], ['negation'], [])
    """
    if status in (None, *TOLD["happened"]):
        return []
    out = ["future"] if tense == "future" or tense is None and status in AHEAD else []
    if status in TOLD["off"]:
        out.append("negation")
    elif status in TOLD["open"] or not out:
        out.append("hypothetical")
    return out


def bibtex(articles: pd.DataFrame) -> str:
    """One BibTeX entry per article, in their order: title, journal (the outlet), day, address; LaTeX's own signs escaped.

    The key is the article_id where BibTeX can read it, else what is left of it and eight digits of its SHA-256: it does not
    depend on the other articles.

    Examples
    --------
    >>> rows = pd.DataFrame({"article_id": ["c-7"], "title": ["Oil & gas"], "publisher": ["Courier"], "url": [None]})
    >>> print(bibtex(rows.assign(published=pd.Timestamp("2006-03-14"), agency=None)), end="")
    @article{c-7,
      title = {{Oil \\& gas}},
      journal = {Courier},
      date = {2006-03-14},
      year = {2006},
      month = mar,
    }
    """
    from pylatexenc.latexencode import UnicodeToLatexEncoder

    encode = UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False).unicode_to_latex
    brace = {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"}  # BibTeX counts braces, escaped or not

    def latex(text):
        text = " ".join(_CONTROL.sub("", text).split())
        return "".join(brace.get(part) or encode(part) for part in re.split("([{}])", text))

    entries = []
    for key, row in zip(_keys(articles["article_id"]), articles.astype(object).to_dict("records")):
        title = _plain(row["title"]) or f"(without a headline: {row['article_id']})"
        fields = {"title": f"{{{{{latex(title)}}}}}"}
        if outlet := _plain(row["publisher"]):
            fields["journal"] = f"{{{latex(outlet)}}}"
        if agency := _plain(row["agency"]):
            fields["note"] = f"{{{latex(agency)}}}"
        day = _plain(row["published"])
        fields |= {"date": f"{{{day}}}", "year": f"{{{day[:4]}}}"} if day else {"year": "{n.d.}"}
        if day:
            fields["month"] = _MONTHS[int(day[5:7]) - 1]
        if url := _plain(row["url"]):
            fields["url"] = "{" + quote(url, safe=_URL) + "}"
        lines = "".join(f"  {name} = {value},\n" for name, value in fields.items())
        entries.append(f"@article{{{key},\n{lines}}}\n")
    return "\n".join(entries)


# --- inside


def _keys(ids: pd.Series) -> list[str]:
    out = []
    for article_id in ids:
        key = re.sub(r"[^a-z0-9_.:/+-]+", "-", article_id.lower()).strip("-")
        digest = hashlib.sha256(article_id.encode("utf-8")).hexdigest()[:8]
        out.append(key if key == article_id else f"{key}-{digest}".strip("-"))
    return out


def _plain(value):
    """A cell as JSON has it: days and instants as text, nothing as null."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d") if value.tz is None else value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.item() if hasattr(value, "item") else value
