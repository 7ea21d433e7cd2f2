"""Whose word: events and statements coded by hand, so that every count can be checked on paper."""

# ruff: noqa: C408 - rows read better as dict(a=1) than as {"a": 1}

from html import unescape

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest

import toolkit
from toolkit import Corpus, plots, voices
from toolkit.frames import STATUSES

A, B, C = "a", "b", "c"
OUTLET = {A: "Gazette", B: "Herald", C: "Herald"}
SENTENCES = {
    (A, 0): "President Ruiz will visit Chile on 4 March, a diplomat said.",
    (A, 1): "Kenya may send police to Haiti, an aide said.",
    (B, 0): "President Ruiz may visit Chile on 4 March, another diplomat said.",
    (B, 1): "Kenya will send police to Haiti, Bo Lund told reporters.",
    (C, 0): "President Ruiz is on a visit to Chile.",
    (C, 1): "The Gazette, citing a diplomat, reported unrest.",
}
TEXT = {a: " ".join(s for (b, _), s in SENTENCES.items() if a == b) for a in OUTLET}


def event(article, sentence, trigger, status, source=None, kind="author", **more):
    start = TEXT[article].index(SENTENCES[article, sentence]) + SENTENCES[article, sentence].index(trigger)
    key = dict(event_id=f"{article}:{start}-{start + len(trigger)}", article_id=article, sentence=sentence)
    key |= dict(published=f"2025-03-0{' abc'.index(article)}", publisher=OUTLET[article], certainty=0.9)
    return {**key, "trigger": trigger, "status": status, "source": source, "source_kind": kind, **more}


VISIT = dict(type="CONSULT", mode="visit", actors="Ana Ruiz", recipients="CHL", place="Chile", place_country="CHL")
VISIT |= dict(date_start="2025-03-04", date_end="2025-03-04", date_precision="day", tense="future")
POLICE = dict(type="MOBILIZE", mode="police", actors="KEN", recipients="HTI", tense="future")


def corpus_of(*events):
    said = [  # article, sentence, source, name, kind, relayed by
        (A, 0, "a diplomat", None, "anonymous", None),
        (A, 1, "an aide", None, "anonymous", None),
        (B, 0, "another diplomat", None, "anonymous", None),
        (B, 1, "Bo Lund", "Bo Lund", "person", None),
        (B, 1, "Bo Lund; KEN", "Bo Lund; KEN", "person", "reporters; Herald"),
        (C, 1, "a diplomat", None, "anonymous", "Gazette"),
        (C, 1, "Gazette", "Gazette", "media", "the Herald"),
    ]
    names = ("article_id", "sentence", "source", "source_name", "source_kind", "relayed_by")
    return Corpus.from_frames(
        articles=pd.DataFrame(
            {"article_id": a, "publisher": o, "text": TEXT[a], "published": f"2025-03-0{' abc'.index(a)}"}
            for a, o in OUTLET.items()
        ),
        sentences=pd.DataFrame(
            dict(
                article_id=a,
                sentence=n,
                sentence_text=s,
                start_char=TEXT[a].index(s),
                end_char=TEXT[a].index(s) + len(s),
            )
            for (a, n), s in SENTENCES.items()
        ),
        entities=pd.DataFrame([dict(article_id=C, name="Gazette"), dict(article_id=B, name="Bo Lund")]),
        statements=pd.DataFrame(said, columns=names),
        events=pd.DataFrame(list(events)) if events else None,
    )


@pytest.fixture
def corpus():
    return corpus_of(
        event(A, 0, "visit", "scheduled", "a diplomat", "anonymous", **VISIT),
        event(A, 1, "send", "possible", "an aide", "anonymous", **POLICE),
        event(B, 0, "visit", "possible", "another diplomat", "anonymous", **VISIT),
        event(B, 1, "send", "scheduled", "Bo Lund", "person", **POLICE),
    )


def test_kinds_of_source_by_outlet(corpus):
    table = voices.mix(corpus.events, "publisher", smallest=1)
    assert table.fillna(0).values.tolist() == [["Gazette", 0, 0, 2, 0, 0, 2], ["Herald", 1, 0, 1, 0, 0, 2]]


def test_small_counts_are_not_shown(corpus):
    table = voices.mix(corpus.events, "publisher", smallest=2)
    assert table.anonymous.isna().tolist() == [False, True] and table.person.isna().all()
    shown = voices.in_words(table, smallest=2)
    assert shown["unnamed source"].tolist() == ["2", "<2"] and shown["named person"].tolist() == ["<2", "<2"]
    assert shown.n_events.tolist() == [2, 2]
    assert set(voices.in_words(voices.mix(corpus.events, "publisher"))["unnamed source"]) == {"<3"}


def test_statuses_stand_from_what_happened_to_what_is_denied():
    events = [event(A, 0, "visit", status, **VISIT) for status in STATUSES]
    events = corpus_of(*({**e, "event_id": f"a:{n}-{n}"} for n, e in enumerate(events))).events
    shown = voices.in_words(voices.mix(events, "status"))
    assert shown.status.tolist()[0] == "has happened" and shown.status.tolist()[-1] == "denied"


def test_an_event_without_a_source_is_the_articles_own(corpus):
    events = corpus.events.assign(
        source_kind=pd.Series([None] * 4, dtype=corpus.events.source_kind.dtype), publisher=None
    )
    assert voices.mix(events, "publisher", smallest=1)[["publisher", "author"]].values.tolist() == [["(not known)", 4]]


def test_only_names_are_cited(corpus):
    table = voices.cited(corpus, smallest=1)
    assert table.values.tolist() == [
        ["Bo Lund", "named person", 2, 1, 1],
        ["Gazette", "other media", 1, 1, 1],
        ["Kenya", "named person", 1, 1, 1],
    ]
    assert voices.cited(corpus, smallest=2).name.tolist() == ["Bo Lund"]


def test_an_anonymous_source_is_never_named_or_joined(corpus):
    named = corpus.statements.assign(source_name="a diplomat")
    corpus.statements = named[named.source_kind == "anonymous"]
    assert not len(voices.cited(corpus, smallest=1))


def test_relays_pass_on_anothers_word(corpus):
    table = voices.relays(corpus, smallest=1)
    assert table[["publisher", "relay", "cited", "n_statements"]].values.tolist() == [
        ["Herald", "Gazette", "nobody else; unnamed source", 2],
        ["Herald", "(not named)", "named person", 1],
    ]
    assert table.proof[0] == SENTENCES[C, 1]
    assert voices.relays(corpus).n_statements.isna().all()


def test_what_rests_on_unnamed_sources_alone(corpus):
    (row,) = voices.unnamed_only(corpus, toolkit.agenda(corpus)).to_dict("records")  # Kenya's plan has a named source
    assert row["window"] == "4 Mar 2025" and row["who"] == "Ana Ruiz; Chile" and row["n_articles"] == 2
    assert row["status"] == "may happen (firm)" and row["event_id"] == corpus.events.event_id[2]
    assert row["proof"] == "President Ruiz may visit Chile on 4 March, another diplomat said."
    assert row["according_to"] == (
        "a diplomat (unnamed), Gazette, 1 Mar 2025; another diplomat (unnamed), Herald, 2 Mar 2025"
    )
    assert voices.by_type(voices.unnamed_only(corpus, toolkit.agenda(corpus))).values.tolist() == [
        ["CONSULT (meet, visit, talk)", "<3"]
    ]


@pytest.mark.parametrize(("status", "left"), [("ongoing", 0), ("cancelled", 0), ("scheduled", 1)])
def test_what_an_article_tells_as_settled_in_its_own_words_rests_on_them(corpus, status, left):
    told = event(C, 0, "visit", status, **{**VISIT, "tense": "present"})
    both = corpus_of(event(A, 0, "visit", "scheduled", "a diplomat", "anonymous", **VISIT), told)
    assert len(voices.unnamed_only(both, toolkit.agenda(both))) == left


def test_a_summary_counts(corpus):
    assert voices.summary(corpus, smallest=1) == (
        "Of 4 events, none rests on the article's own word, 1 on a named person's, 3 on an unnamed source's. "
        "Of 7 statements, 4 by unnamed sources."
    )
    assert "3 on an unnamed source's, 1 on other kinds of source." in voices.summary(corpus)


def test_nothing_gives_empty_tables_of_the_same_columns_and_types(corpus, nothing):
    agenda, none = toolkit.agenda(corpus), toolkit.agenda(nothing)
    for full, empty in [
        (voices.mix(corpus.events, "publisher"), voices.mix(nothing.events, "publisher")),
        (voices.cited(corpus, smallest=1), voices.cited(nothing)),
        (voices.relays(corpus), voices.relays(nothing)),
        (voices.unnamed_only(corpus, agenda), voices.unnamed_only(nothing, none)),
        (voices.by_type(voices.unnamed_only(corpus, agenda)), voices.by_type(voices.unnamed_only(nothing, none))),
    ]:
        pd.testing.assert_series_equal(full.dtypes, empty.dtypes)
        assert not len(empty) and len(voices.in_words(empty)) == 0
    assert voices.summary(nothing) == "No events were read, so there is nobody to cite."


def test_a_report_on_no_article_says_so_in_words(tmp_path):
    made = toolkit.report("04-who-says-so", out=tmp_path, last_day="1999-12-31", smallest=5)
    html = unescape(made.read_text(encoding="utf-8"))
    assert "there is nobody to cite" in html and "Nothing rests on unnamed sources alone." in html
    assert "Nobody passes on another's word." in html


# --- the picture


@pytest.fixture
def drawn():
    matplotlib.use("agg")
    yield plots.shares
    plt.close("all")


def test_bars_are_a_hundred_per_cent_with_their_numbers(corpus, drawn):
    ax = drawn(voices.mix(corpus.events, "publisher", smallest=2), source="3 articles")
    parts = [round(b.get_width()) for b in ax.patches if b.get_y() < 0.5 and b.get_width()]
    rest = [round(b.get_width()) for b in ax.patches if b.get_y() > 0.5 and b.get_width()]
    assert parts == [100] and rest == [100]  # all of the Gazette's; what is too small of the Herald's is one part
    assert [t.get_text() for t in ax.texts] == ["2", "2", "2"]
    words = [t.get_text() for t in ax.get_legend().get_texts()]
    assert words == ["unnamed source", "kinds with too few to show"]
    assert ax.get_title(loc="left") == "Most on unnamed sources: Gazette, 2 of 2"


def test_no_kind_is_told_by_its_colour_alone():
    assert len({hatch for _, hatch, _ in plots.KINDS.values()} - {""}) == 4
    plain = [fill for fill, hatch, _ in plots.KINDS.values() if not hatch]
    assert sorted(plain) == ["#0072B2", "#FFFFFF"]


def test_nothing_is_said_in_the_picture(nothing, drawn):
    assert any(t.get_text() == "nothing to show" for t in drawn(voices.mix(nothing.events, "publisher")).texts)
