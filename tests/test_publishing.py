"""What may leave the house: citations, and a corpus without texts. 25 words of an article, and no more, stand anywhere."""

import hashlib
import json
import re

import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import toolkit
from toolkit import display, measures
from toolkit.corpus import CorpusError
from toolkit.frames import CORPUS_FRAMES
from toolkit.publishing import excerpt, without_texts

LONG = (
    "Costa Rican mediators who had shuttled between the two capitals since the ceasefire collapsed in early autumn will "
    "meet both presidents in San Jose on Friday, officials said, if the border town of Upala, which was shelled again on "
    "Monday night by units that neither government admits to commanding, is quiet by then and the roads to it are open."
)
AT = LONG.index("meet")


def words(text):
    return re.findall(r"\w+", text.lower())


def longest_run(cell, texts, limit=25):
    """A run of more than ``limit`` words that a cell shares with a text, or None."""
    found = words(cell)
    return next((r for n in range(len(found) - limit) if (r := tuple(found[n : n + limit + 1])) in texts), None)


@pytest.fixture
def long():
    span = {"article_id": "r", "sentence": 0, "start_char": 0, "end_char": len(LONG)}
    condition = LONG.index("if the border")
    evidence = [
        {"event_id": f"r:{AT}-{AT + 4}", "field": "trigger", "quote": "meet", "start_char": AT, "end_char": AT + 4},
        {"event_id": f"r:{AT}-{AT + 4}", "field": "condition", "quote": LONG[condition:-1], "start_char": condition, "end_char": len(LONG) - 1},
    ]  # fmt: skip
    event = dict(
        event_id=f"r:{AT}-{AT + 4}", article_id="r", sentence=0, type="CONSULT", trigger="meet", status="scheduled"
    )
    event |= dict(
        actors="CRI", source="officials", source_kind="anonymous", date_start="1998-10-16", date_end="1998-10-16"
    )
    article = dict(article_id="r", text=LONG, title="Talks set", publisher="Istmo", published="1998-10-14", n_words=60)
    article |= dict(path="/home/someone/wire/r.txt", url="https://istmo.example/r")
    statement = dict(source="officials", source_kind="anonymous", content=LONG, **span)
    frames = dict(articles=[article], sentences=[dict(sentence_text=LONG, **span)], statements=[statement])
    frames |= dict(events=[event], evidence=evidence)
    return toolkit.Corpus.from_frames(
        info={"model": "/home/someone/models/big", "failures": {"q": "ValueError: 'We will never' is no day"}},
        **{name: pd.DataFrame(rows) for name, rows in frames.items()},
    )


# -- the excerpt ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "at", "n", "expected"),
    [
        ("They will meet.", "meet", 25, "They will meet."),
        ("a b c d e f g", "d", 3, "…c d e…"),
        ("a b c d e f g", "a", 3, "a b c…"),
        ("a b c d e f g", "g", 3, "…e f g"),
        ("a b c d e f g", "c d e f", 2, "…c d…"),
        ("one\n two\tthree", "two", 25, "one two three"),
        ("Cho Tae-yul's visit ends", "visit", 3, "…visit ends"),  # "Tae-yul's" is three words, one too many
        ("on – and – on", "and", 2, "…– and…"),
        ("", "", 25, ""),
    ],
)
def test_an_excerpt_keeps_its_stretch_and_counts_strictly(text, at, n, expected):
    start = text.index(at)
    assert excerpt(text, start, start + len(at), words=n) == expected


@given(st.lists(st.from_regex(r"[a-z’'–-]{1,12}", fullmatch=True), min_size=1, max_size=80), st.data())
def test_an_excerpt_holds_at_most_25_words_and_the_trigger(found, data):
    text, n = " ".join(found), data.draw(st.integers(0, len(found) - 1))
    start = len(" ".join(found[:n])) + (n > 0)
    cut = excerpt(text, start, start + len(found[n]))
    assert len(words(cut)) <= 25 and len(cut.split()) <= 25
    assert cut.strip("…") in text and found[n] in cut


# -- citations -----------------------------------------------------------------------------------------


def test_a_citation_says_outlet_headline_day_address_and_words(small):
    small.articles["url"] = "https://gazette.example/1"
    assert toolkit.cite(small, "a:31-36") == (
        "Gazette, “Ruiz & Lund <b>”, 2 Mar 2025, https://gazette.example/1: "
        "“Foreign Minister Ana Ruiz will visit Lima on Tuesday, an aide said.”"
    )


def test_what_is_not_known_is_said_or_left_out(small):
    assert toolkit.cite(small, "c:20-25") == "Herald, date not known: “Ruiz called off the visit.”"


def test_a_long_sentence_is_cut_around_the_trigger(long):
    quote = toolkit.cite(long, long.events.event_id[0]).split(": ", 1)[1]
    assert quote == (
        "“…between the two capitals since the ceasefire collapsed in early autumn will meet both presidents in San Jose on "
        "Friday, officials said, if the border…”"
    )
    assert len(words(quote)) == 25


def test_without_texts_a_citation_has_the_words_of_evidence(small):
    assert toolkit.cite(without_texts(small), "a:31-36").endswith(": “Ana Ruiz … will … visit … Tuesday”")


def test_a_coder_without_offsets_is_cited_by_its_trigger():
    rows = pd.DataFrame([dict(event_id="17", article_id="x", type="CONSULT", trigger="met", sentence=0)])
    sentence = pd.DataFrame([dict(article_id="x", sentence=0, sentence_text=" ".join(["so"] * 40) + " they met here.")])
    corpus = toolkit.Corpus.from_frames(events=rows, sentences=sentence)
    assert toolkit.cite(corpus, "17").endswith("so so they met here.”")


@pytest.mark.parametrize(
    ("event_id", "message"),
    [
        ("a:60-66", r"no event 'a:60-66' in this corpus; the nearest of the same article is 'a:72-75' \('met'\)"),
        ("a:1-2", r"the nearest of the same article is 'a:31-36' \('visit'\)"),
        ("aa:31-36", "did you mean 'a:31-36'"),
        ("zzz", "no event 'zzz' in this corpus; there is a:31-36"),
    ],
)
def test_an_unknown_event_is_told_with_the_nearest(small, event_id, message):
    with pytest.raises(LookupError, match=message):
        toolkit.cite(small, event_id)


# -- a corpus that may be published --------------------------------------------------------------------


def shingles(corpus, n=26):
    found = [words(text) for text in corpus.articles.text.dropna()]
    return {tuple(w[i : i + n]) for w in found for i in range(len(w) - n + 1)}


def cells(folder):
    for path in sorted(folder.iterdir()):
        if path.suffix == ".parquet":
            table = pq.read_table(path)
            for name in table.column_names:
                yield from (f"{path.name} {name}", *(str(v) for v in table[name].to_pylist() if v is not None))
            yield " ".join(v.decode("utf-8", "replace") for v in (table.schema.metadata or {}).values())
        else:
            yield path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize("write", [toolkit.Corpus.save, toolkit.Corpus.to_tables])
@pytest.mark.parametrize("which", ["sample", "long"])
def test_no_run_of_more_than_25_words_is_left_in_the_folder(request, which, write, tmp_path):
    corpus = request.getfixturevalue(which)
    texts = shingles(corpus)
    assert any(longest_run(cell, texts) for cell in cells(write(corpus, tmp_path / "full", texts=True)))
    found = list(cells(write(corpus, tmp_path / "public", texts=False)))
    assert not [run for cell in found if (run := longest_run(cell, texts))]
    assert not [cell for cell in found if re.search(r"[/\\](home|root|tmp|work|Users)[/\\]|data/articles", cell)]


def test_what_is_left_out_and_what_stays(long, tmp_path):
    long.articles.attrs["loss"] = {"examples": {"unreadable": "/home/someone/secret.txt"}}
    public = toolkit.Corpus.open(long.save(tmp_path / "c", texts=False))
    for frame, column in (
        ("articles", "text"),
        ("articles", "path"),
        ("sentences", "sentence_text"),
        ("statements", "content"),
    ):
        assert public.frames[frame][column].isna().all(), column
    assert public.articles.sha256.tolist() == [hashlib.sha256(LONG.encode()).hexdigest()]
    assert public.articles[["title", "url"]].values.tolist() == [["Talks set", "https://istmo.example/r"]]
    assert public.evidence.quote.tolist() == [
        "meet",
        "if the border town of Upala, which was shelled again on Monday night by units that neither government admits to "
        "commanding, is quiet by then…",
    ]
    assert public.sentences.end_char.tolist() == [len(LONG)]
    assert_frame_equal(public.events, long.events)
    assert public.info == {"model": "big", "failures": {"q": "ValueError"}, "texts": False}
    assert json.loads((tmp_path / "c" / "corpus.json").read_text())["texts"] is False
    assert b"secret" in (long.save(tmp_path / "full") / "articles.parquet").read_bytes()
    assert b"secret" not in (tmp_path / "c" / "articles.parquet").read_bytes()
    assert long.articles.text[0] == LONG and long.info["model"] == "/home/someone/models/big"


def test_joined_names_are_cut_between_names():
    names = "; ".join(f"Minister Number {n}" for n in range(12))
    rows = pd.DataFrame([dict(event_id="1", article_id="x", type="CONSULT", actors=names)])
    public = without_texts(toolkit.Corpus.from_frames(events=rows))
    assert public.events.actors[0].endswith("Minister Number 7; …")
    assert len(public.participants) == 12


def test_what_needs_no_text_works_without(small, tmp_path):
    public = toolkit.Corpus.open(small.save(tmp_path / "c", texts=False))
    # without the words before it, "the visit" that is called off cannot be told from another visit
    assert (len(toolkit.agenda(small).entries), len(toolkit.agenda(public).entries)) == (3, 4)
    found = measures.dossier(public, "Ana Ruiz")
    assert found.set_index("event_id").proof["a:31-36"] == "**will** … **visit** … **Tuesday**"
    assert toolkit.coverage(public).sentence_text.isna().all()
    with pytest.raises(LookupError, match=r"article 'a' has no text .* articles=toolkit.load_articles"):
        toolkit.show(public, "a")
    assert "no texts" in display.example(public, public.events)


# -- and back ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("which", ["sample", "long"])
def test_texts_are_put_back_from_ones_own_copy(request, which, tmp_path):
    corpus = request.getfixturevalue(which)
    folder = corpus.save(tmp_path / "c", texts=False)
    again = toolkit.Corpus.open(folder, articles=corpus.articles[["article_id", "text"]].iloc[::-1])
    for name in CORPUS_FRAMES:
        left = ["path", "sha256"] if name == "articles" else []
        assert_frame_equal(
            again.frames[name].drop(columns=left), corpus.frames[name].drop(columns=left), check_like=True
        )
    assert "texts" not in again.info
    assert toolkit.show(again, corpus.articles.article_id[0])


def test_texts_are_known_by_their_hash_whatever_they_are_called(small, tmp_path):
    folder = small.save(tmp_path / "c", texts=False)
    mine = pd.DataFrame({"article_id": ["other"], "text": [small.articles.text[0]]})
    again = toolkit.Corpus.open(folder, articles=mine)
    assert again.articles.text.notna().tolist() == [True, False, False]
    assert again.sentences.sentence_text.notna().tolist() == [True, True, False, False]
    assert again.info["texts"] is False


@pytest.mark.parametrize(
    ("mine", "message"),
    [
        ({"article_id": ["a"], "text": ["Quite another story."]}, "article 'a': the text given is not the one"),
        ({"article_id": ["z"], "text": ["Quite another story."]}, "none of the 3 articles' texts is among the 1 given"),
        ({"article_id": ["a"], "body": ["x"]}, "no column 'text'"),
    ],
)
def test_other_texts_are_refused(small, tmp_path, mine, message):
    folder = small.save(tmp_path / "c", texts=False)
    with pytest.raises(CorpusError, match=message):
        toolkit.Corpus.open(folder, articles=pd.DataFrame(mine))
