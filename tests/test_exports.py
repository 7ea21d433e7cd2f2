"""What other programs read: CSV and its codebook, Stata, GEXF, PLOVER, IPTC, BibTeX; and the walk of a stranger's table."""

import json
import re

import networkx as nx
import pandas as pd
import pytest

import toolkit
from toolkit import measures
from toolkit.corpus import CorpusError
from toolkit.exports import codebook, harmless, network
from toolkit.frames import CORPUS_FRAMES, STATUSES, TYPES, columns
from toolkit.standards import OCCURRENCE, QUAD, bibtex, contexts, occurrence, plover

OTHERS = ["articles.bib", "codebook.csv", "events.dta", "iptc.csv", "network.gexf", "participants.dta", "plover.jsonl"]
FILES = sorted([*OTHERS, *(f"{name}.csv" for name in CORPUS_FRAMES)])


@pytest.fixture(scope="module")
def tables(sample, tmp_path_factory):
    return sample.to_tables(tmp_path_factory.mktemp("out") / "tables")


def test_every_file_is_there(tables):
    assert sorted(path.name for path in tables.iterdir()) == FILES


def test_an_empty_corpus_has_tables_without_rows(small, nothing, tmp_path):
    small.to_tables(tmp_path / "t")
    found = sorted(path.name for path in nothing.to_tables(tmp_path / "t").iterdir())
    assert found == [name for name in FILES if not name.endswith(".dta")]  # Stata has no data set without a row
    assert list(pd.read_csv(tmp_path / "t" / "events.csv").columns) == columns("events")


def test_texts_are_left_out_unless_asked_for(small, tmp_path):
    folder = small.to_tables(tmp_path, texts=True)
    (folder / "mine.txt").write_text("keep")
    assert pd.read_csv(folder / "articles.csv").text.tolist() == small.articles.text.tolist()
    assert "She met Bo Lund" in (folder / "plover.jsonl").read_text(encoding="utf-8")
    small.to_tables(folder)
    assert pd.read_csv(folder / "articles.csv").text.isna().all()
    assert "She met Bo Lund" not in (folder / "plover.jsonl").read_text(encoding="utf-8")
    assert (folder / "mine.txt").read_text() == "keep"


def test_a_file_is_no_folder(small, tmp_path):
    (tmp_path / "t").write_text("")
    with pytest.raises(CorpusError, match="is a file; give a folder"):
        small.to_tables(tmp_path / "t")


# -- CSV -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CORPUS_FRAMES)
def test_csv_is_read_back_as_it_was(sample, tables, name):
    assert (tables / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf" + columns(name)[0].encode())
    found = pd.read_csv(tables / f"{name}.csv", dtype=str, keep_default_na=False)
    assert list(found.columns) == columns(name)
    for column in {"event_id", "status", "actors", "trigger", "office", "expression", "cue"} & set(found.columns):
        assert found[column].tolist() == sample.frames[name][column].astype(object).fillna("").tolist()
    for column in {"date_start", "published"} & set(found.columns):
        assert found[column].tolist() == sample.frames[name][column].dt.strftime("%F").fillna("").tolist()


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "－1"])
def test_a_cell_is_no_formula(cell):
    assert harmless(pd.DataFrame({"quote": [cell, f"a{cell}"]})).quote.tolist() == [f"'{cell}", f"a{cell}"]


def test_a_strangers_headline_stays_text_and_numbers_stay_numbers(small, tmp_path):
    small.articles["title"] = ['=HYPERLINK("http://evil.example","x")', "ümlaut, “quote”", 'two\nlines, "quoted"']
    small.articles["text_offset"] = pd.array([-1, 0, None], dtype="Int64")
    found = pd.read_csv(small.to_tables(tmp_path) / "articles.csv")
    assert found.title.tolist() == ["'" + small.articles.title[0], *small.articles.title[1:]]
    assert found.text_offset.tolist()[:2] == [-1, 0]


def test_an_instant_says_its_zone():
    instants = pd.DataFrame({"at": pd.to_datetime(["2025-02-10T23:40Z", None])})
    assert harmless(instants).fillna("")["at"].tolist() == ["2025-02-10T23:40:00Z", ""]


def test_the_codebook_has_a_row_for_every_column_of_every_file(tables):
    found = pd.read_csv(tables / "codebook.csv", keep_default_na=False)
    assert list(found.columns) == ["frame", "column", "dtype", "meaning", "values"]
    for name, rows in found.groupby("frame"):
        assert rows.column.tolist() == list(pd.read_csv(tables / f"{name}.csv", nrows=0).columns)
    assert found.frame.unique().tolist() == list(CORPUS_FRAMES) == codebook().frame.unique().tolist()
    assert (found.meaning != "").all()
    status = found[(found.frame == "events") & (found.column == "status")].iloc[0]
    assert status["values"].split("; ") == list(STATUSES)


# -- Stata ---------------------------------------------------------------------------------------------


def test_stata_has_days_labels_and_meanings(sample, tables):
    with pd.io.stata.StataReader(tables / "events.dta", convert_dates=False, convert_categoricals=False) as reader:
        raw, labels = reader.read(), reader.variable_labels()
        assert reader.value_labels()["status"] == dict(enumerate(STATUSES))
        assert reader._fmtlist[columns("events").index("published")] == "%td"
    assert list(raw.columns) == columns("events")
    assert raw.published[0] == (pd.Timestamp("2012-03-23") - pd.Timestamp("1960-01-01")).days
    assert labels["certainty"].startswith("0 to 1: how strongly the wording commits")
    assert all(0 < len(label) <= 80 for label in labels.values())
    found = pd.read_stata(tables / "events.dta")
    assert found.status.astype(str).tolist() == sample.events.status.astype(str).tolist()
    assert found.date_start.isna().tolist() == sample.events.date_start.isna().tolist()
    people = pd.read_stata(tables / "participants.dta")
    assert people.name.tolist() == sample.participants.name.tolist()


def test_stata_takes_long_strings_and_empty_columns(tmp_path):
    names = "; ".join(f"São Tomé {n}" for n in range(400))
    rows = pd.DataFrame({"event_id": ["1", "2"], "article_id": "x", "type": "CONSULT", "actors": [names, None]})
    folder = toolkit.Corpus.from_frames(events=rows).to_tables(tmp_path, texts=True)
    found = pd.read_stata(folder / "events.dta")
    assert len(names) > 2045
    assert found.actors.tolist() == [names, ""]
    assert found.place.tolist() == ["", ""] and found.date_start.isna().all() and found.status.isna().all()


# -- who deals with whom -------------------------------------------------------------------------------


def test_the_network_counts_events_per_pair_and_status(small, tmp_path):
    graph = nx.read_gexf(small.to_tables(tmp_path) / "network.gexf")
    # a:31-36 Ana Ruiz visits PER, scheduled; a:72-75 Ana Ruiz met Bo Lund; b and c: Ana Ruiz alone, cancelled
    assert {frozenset(edge) for edge in graph.edges} == {
        frozenset(("Ana Ruiz", "PER")),
        frozenset(("Ana Ruiz", "Bo Lund")),
    }
    visit, met = graph.edges["Ana Ruiz", "PER"], graph.edges["Ana Ruiz", "Bo Lund"]
    assert [visit[k] for k in ("weight", "happened", "ahead", "open", "off")] == [1, 0, 1, 0, 0]
    assert [met[k] for k in ("weight", "happened", "ahead", "open", "off")] == [1, 1, 0, 0, 0]
    assert graph.nodes["Ana Ruiz"]["n_events"] == 4
    peru = graph.nodes["PER"]
    assert (peru["label"], peru["kind"], peru["country"]) == ("Peru", "state", "PER")


def test_a_name_that_xml_forbids_is_written_without_what_is_forbidden(tmp_path):
    rows = pd.DataFrame({"event_id": ["1"], "article_id": "x", "type": "AID", "actors": ["A\x0b<&>; B"]})
    corpus = toolkit.Corpus.from_frames(events=rows)
    graph = nx.read_gexf(corpus.to_tables(tmp_path) / "network.gexf")
    assert sorted(graph.nodes) == ["A<&>", "B"]
    assert network(corpus).edges["A\x0b<&>", "B"]["weight"] == 1


# -- PLOVER and IPTC -----------------------------------------------------------------------------------


def test_plover_has_its_own_field_names(small):
    small.articles["url"] = "https://gazette.example/1"
    visit, met, off, _ = plover(small)
    assert (visit["id"], visit["date"], visit["enddate"]) == ("a:31-36", "2025-03-04", "2025-03-04")
    assert (visit["event"], visit["mode"], visit["context"], visit["quad_code"]) == (
        ["CONSULT"],
        ["visit"],
        ["future"],
        1,
    )
    nobody = {"code": None, "identifier_id": None, "office": None}
    assert visit["source"] == [{"identifier_text": "Ana Ruiz", "kind": None, **nobody}]
    assert visit["recipient"] == [
        {"code": "PER", "identifier_text": "PER", "identifier_id": "Q419", "office": None, "kind": "state"}
    ]
    assert visit["event_loc"] == {"name": "Lima", "country code": None, "cc3": None}
    assert visit["event_text"] == ["visit"] and visit["text"].startswith("Foreign Minister Ana Ruiz")
    assert visit["text_info"] == {"sequence": 0, "start": 31, "end": 36}
    cited = visit["cite_info"]
    assert (cited["publication"], cited["title"], cited["url"]) == (
        "Gazette",
        "Ruiz & Lund <b>",
        "https://gazette.example/1",
    )
    assert visit["attribution"] == {"name": "an aide", "kind": "anonymous"}
    assert (visit["published"], visit["eventoccurstatus"]) == ("2025-03-02", "eocstat:eos5")
    assert (met["mode"], met["context"], met["recipient"]) == ([], [], [])
    assert [p["identifier_text"] for p in met["source"]] == ["Ana Ruiz", "Bo Lund"]
    assert (off["date"], off["enddate"], off["context"]) == (None, None, ["negation"])  # never the day of publication


def test_plover_is_an_object_a_line(sample, tables):
    lines = (tables / "plover.jsonl").read_text(encoding="utf-8").split("\n")
    records = [json.loads(line) for line in lines if line]
    assert [r["id"] for r in records] == sample.events.event_id.tolist()
    assert all(r["text"] is None for r in records)
    entries = (tables / "articles.bib").read_text(encoding="utf-8")
    assert all(f"@article{{{r['cite_info']['citation']},\n" in entries for r in records)


def test_every_type_has_a_quad_class():
    assert list(QUAD) and set(QUAD) == set(TYPES)


@pytest.mark.parametrize(
    ("status", "tense", "expected"),
    [
        ("occurred", "past", []),
        ("ongoing", "present", []),
        ("scheduled", "future", ["future"]),
        ("expected", None, ["future"]),
        ("planned", "past", ["hypothetical"]),  # "was to have met": nothing says that they did
        ("possible", "future", ["future", "hypothetical"]),
        ("possible", "past", ["hypothetical"]),  # "allegedly"
        ("hypothetical", None, ["hypothetical"]),
        ("cancelled", "future", ["future", "negation"]),
        ("denied", "past", ["negation"]),
        (None, None, []),
    ],
)
def test_special_contexts_come_from_status_and_tense(status, tense, expected):
    assert contexts(status, tense) == expected


def test_iptc_codes_by_status():
    status = [*STATUSES, "possible", None]
    certainty = [0, 0.1, 0.5, 0.7, 0.8, 0.9, 0.9, 1, 1, 0.3, None]
    rows = pd.DataFrame({"event_id": [str(n) for n in range(11)], "article_id": "x", "type": "CONSULT"})
    found = occurrence(toolkit.Corpus.from_frames(events=rows.assign(status=status, certainty=certainty)).events)
    codes = "- eos6 eos2 eos3 eos4 eos1 eos5 eos5 eos5 eos2 -".split()
    assert found.eventoccurstatus.fillna("eocstat:-").tolist() == [f"eocstat:{code}" for code in codes]
    assert found.name.fillna("").tolist() == [OCCURRENCE.get(code, "") for code in codes]
    assert found.uri[1] == "http://cv.iptc.org/newscodes/eventoccurstatus/eos6" and pd.isna(found.uri[0])


# -- BibTeX --------------------------------------------------------------------------------------------


def bib(**articles):
    rows = pd.DataFrame({"article_id": list(articles), "title": list(articles.values())})
    return bibtex(toolkit.Corpus.from_frames(articles=rows).articles)


def test_bibtex_escapes_what_latex_takes_for_its_own():
    assert r"title = {{50\% of R\&D\_costs \#1: \$5 for São {\textbraceleft}" in bib(
        a="50% of R&D_costs #1:\n$5 for São {"
    ).replace(r"\~ao", "ão")
    for title in ("{", "}", "a { b } }", "\\", "\x00", "東京"):
        text = bib(a=title)
        assert text.count("{") == text.count("}"), title


def test_bibtex_keys_are_unique_and_do_not_depend_on_neighbours(tables):
    rows = pd.DataFrame({"article_id": ["x1", "X1", "x 1", "x,1", "{x}", "é", "sub/x.1"]})
    articles = toolkit.Corpus.from_frames(articles=rows).articles
    keys = re.findall(r"@article\{(.*),\n", bibtex(articles))
    assert len({key.lower() for key in keys}) == 7 and keys[0] == "x1" and keys[6] == "sub/x.1"
    assert all(re.fullmatch(r"[a-z0-9_.:/+-]+", key) for key in keys)
    for n, key in enumerate(keys):
        assert re.findall(r"@article\{(.*),\n", bibtex(articles.iloc[[n]])) == [key]
    assert (tables / "articles.bib").read_text(encoding="utf-8").count("@article{") == 19


def test_bibtex_says_what_is_not_known_and_cleans_addresses():
    rows = pd.DataFrame({"article_id": ["a"], "url": ["https://x.example/a b{c}?q=%20&r=ü"]})
    text = bibtex(toolkit.Corpus.from_frames(articles=rows).articles)
    assert "year = {n.d.}" in text and "title = {{(without a headline: a)}}" in text
    assert "url = {https://x.example/a%20b%7Bc%7D?q=%20&r=%C3%BC}" in text


# -- a stranger's table --------------------------------------------------------------------------------

CAMEO = {"042": ("CONSULT", "visit"), "173": ("COERCE", "arrest"), "036": ("CONSULT", None)}
# id, day, actor, its country, code, target, where, address: as coders of the PETRARCH family write them
FOREIGN = [
    (901, 19990412, "KEN", "042", "UGA", "Kampala", "https://wire.example/1"),
    (902, 19990412, "KEN", "036", "UGA", None, "https://wire.example/1"),
    (903, 19990413, "UGA", "173", "Joram Okot", None, "https://wire.example/2"),
    (904, 19990420, "KEN", "042", "UGA", "Kampala", "https://wire.example/3"),
]


def test_the_rows_of_another_coder_walk_the_whole_way(tmp_path):
    table = pd.DataFrame(FOREIGN, columns=["GLOBALEVENTID", "SQLDATE", "a1", "code", "a2", "city", "SOURCEURL"])
    events = pd.DataFrame(
        {
            "event_id": table.GLOBALEVENTID,
            "article_id": table.SOURCEURL.str.rsplit("/").str[-1],
            "published": table.SQLDATE.astype(str),
            "type": table.code.map(lambda code: CAMEO[code][0]),
            "mode": table.code.map(lambda code: CAMEO[code][1]),
            "actors": table.a1,
            "recipients": table.a2,
            "place": table.city,
            "status": ["scheduled", "planned", "occurred", "occurred"],
        }
    )
    corpus = toolkit.Corpus.from_frames(info={"coder": "a stranger"}, events=events)
    assert corpus.events.event_id.tolist() == ["901", "902", "903", "904"]
    assert corpus.articles.published.dt.strftime("%F").tolist() == ["1999-04-12", "1999-04-13", "1999-04-20"]

    agenda = toolkit.agenda(corpus, as_of="1999-05-01")
    visit = agenda.reports[agenda.reports.event_id == "901"].agenda_id.item()
    assert agenda.history(visit).event_id.tolist() == ["901", "904"]
    assert agenda.entries.set_index("agenda_id").outcome[visit] == "confirmed"

    found = measures.dossier(corpus, "KEN").set_index("event_id")
    assert found.who.tolist() == ["Kenya → Uganda"] * 3
    assert (found.what["901"], found.status["901"], found.proof["901"]) == (
        "?, Kampala (CONSULT visit)",
        "is scheduled",
        "",
    )
    assert toolkit.cite(corpus, "901") == "outlet not known, 12 Apr 1999: no words kept"
    with pytest.raises(LookupError, match="article '1' has no text"):
        toolkit.show(corpus, "1")

    again = toolkit.Corpus.open(corpus.save(tmp_path / "c", texts=False))
    pd.testing.assert_frame_equal(again.events, corpus.events)
    assert again.info == {"coder": "a stranger", "texts": False}
    folder = again.to_tables(tmp_path / "t")
    assert sorted(path.name for path in folder.iterdir()) == FILES
    assert pd.read_csv(folder / "events.csv").event_id.tolist() == [901, 902, 903, 904]
    assert pd.read_stata(folder / "events.dta").actors.tolist() == ["KEN", "KEN", "UGA", "KEN"]
    assert nx.read_gexf(folder / "network.gexf").edges["KEN", "UGA"]["weight"] == 3
    first = json.loads((folder / "plover.jsonl").read_text(encoding="utf-8").split("\n")[0])
    assert (first["source"][0]["code"], first["context"], first["coder"]) == ("KEN", ["future"], None)


def test_events_alone_are_enough():
    rows = pd.DataFrame({"event_id": ["1"], "article_id": ["x"], "type": ["CONSULT"]})
    corpus = toolkit.Corpus.from_frames(events=rows)
    assert toolkit.agenda(corpus).entries.outcome.tolist() == ["open"]
    assert measures.dossier(corpus, "KEN").empty
    assert measures.told_by(corpus.events, "type").n_events.sum() == 0  # no status, so it is told in no way
    assert toolkit.coverage(corpus).what.tolist() == ["no date", "no participants"]


def test_an_article_of_another_coder_is_shown_where_its_text_is_there():
    text = "Ugandan police arrested Joram Okot on Tuesday."
    rows = pd.DataFrame([dict(event_id="903", article_id="2", type="COERCE", trigger="arrested", status="occurred")])
    articles = pd.DataFrame([dict(article_id="2", text=text, title="Arrest in Gulu", published="1999-04-13")])
    corpus = toolkit.Corpus.from_frames(events=rows, articles=articles)
    assert text in toolkit.show(corpus, "2").html
    assert (
        toolkit.cite(corpus, "903")
        == "outlet not known, “Arrest in Gulu”, 13 Apr 1999: “Ugandan police arrested Joram Okot on Tuesday.”"
    )
