"""Files and folders of every kind -> the articles frame, and the loss table."""

import gzip
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

import toolkit
from toolkit.frames import columns
from toolkit.records import ArticleError

ROOT = Path(__file__).parents[1]
REAL = ROOT.parent / "shared" / "articles"
LEAD = (
    "The foreign minister of Norway will travel to Ottawa next week for talks on the Arctic, her office said on Friday."
)
MORE = "It is to be the first visit of a minister to the city in two years, and she will meet her counterpart there."


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty folder `press` in the working directory, so that paths are relative as a person would give them."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "press").mkdir()
    return Path("press")


def write(path, content, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        with path.open("w", newline="", encoding="utf-8", **options) as file:
            file.write(content)
    return path


def load_one(path, **options):
    articles = toolkit.load_articles(path, **options)
    assert len(articles) == 1
    return articles.iloc[0]


def lines(*records):
    return "".join(json.dumps(r) + "\n" for r in records)


def counts(articles):
    return toolkit.loss(articles).set_index("step")["n"].dropna().to_dict()


# --- kinds of files


def test_a_folder_is_read_in_the_order_of_its_paths(folder):
    write(folder / "b.txt", f"{LEAD}\r\n{MORE}\r\n")
    write(folder / "a" / "z.jsonl", "\n" + lines({"text": LEAD, "title": "One"}, {"article_id": "own", "text": MORE}))
    write(folder / "a" / "c.json", json.dumps({"articles": [{"text": "Third."}, {"text": "Fourth."}]}))
    write(folder / "a" / "d.json", json.dumps({"text": "Fifth."}))
    write(folder / ".hidden.txt", "No.")
    write(folder / ".git" / "x.txt", "No.")
    write(folder / "notes.docx", b"No.")
    articles = toolkit.load_articles(folder)
    assert list(articles.columns) == columns("articles")
    assert list(articles["article_id"]) == ["c-000001", "c-000002", "d", "z-000002", "own", "b"]
    assert list(articles["path"]) == [
        *("press/a/c.json#1", "press/a/c.json#2", "press/a/d.json", "press/a/z.jsonl#2", "press/a/z.jsonl#3"),
        "press/b.txt",
    ]
    assert articles["text"].iloc[-1] == f"{LEAD}\r\n{MORE}"
    assert counts(articles)["passed over"] == 1


TABLE = [{"headline": "Off to Ottawa", "body": LEAD, "date": "2025-03-07"}, {"headline": "", "body": MORE, "date": ""}]


@pytest.mark.parametrize("kind", ["csv", "tsv", "semicolons", "parquet", "json", "jsonl", "csv.gz", "parquet.gz"])
def test_every_kind_of_table_gives_the_same_rows(folder, kind):
    frame = pd.DataFrame(TABLE)
    path = folder / f"t.{'csv' if kind == 'semicolons' else kind}"
    match kind:
        case "csv" | "csv.gz":
            frame.to_csv(path, index=False)
        case "tsv":
            frame.to_csv(path, index=False, sep="\t")
        case "semicolons":
            frame.to_csv(path, index=False, sep=";")
        case "parquet":
            frame.to_parquet(path)
        case "parquet.gz":
            frame.to_parquet(folder / "t.parquet")
            write(path, gzip.compress((folder / "t.parquet").read_bytes()))
        case "json":
            write(path, json.dumps(TABLE))
        case "jsonl":
            write(path, lines(*TABLE))
    articles = toolkit.load_articles(path)
    assert list(articles["text"]) == [LEAD, MORE]
    assert list(articles["article_id"]) == ["t-000001", "t-000002"]
    assert articles["title"].fillna("").tolist() == ["Off to Ottawa", ""]
    assert articles["published"].iloc[0] == pd.Timestamp("2025-03-07") and pd.isna(articles["published"].iloc[1])


def test_html_gives_its_main_text_and_what_the_page_declares(folder):
    page = f"""<html lang="en-GB"><head><title>Off to Ottawa - Nordpost</title><meta charset="utf-8">
    <meta property="article:published_time" content="2025-03-07T23:40:00-05:00">
    <meta property="og:site_name" content="Nordpost"></head><body><nav>Home | World</nav><article><h1>Off to Ottawa</h1>
    <p>{LEAD}</p><p>{MORE}</p></article><div id="comments"><p>First comment here!</p></div></body></html>"""
    row = load_one(write(folder / "n.html", page))
    assert row["text"].endswith(f"{LEAD}\n{MORE}") and "comment" not in row["text"]
    assert (row["title"], row["publisher"], row["language"]) == ("Off to Ottawa", "Nordpost", "en")
    assert (row["published"], row["published_basis"]) == (pd.Timestamp("2025-03-07"), "metadata")
    assert row["published_at"] == pd.Timestamp("2025-03-08T04:40Z")


def test_an_html_page_in_the_encoding_that_it_declares(folder):
    page = (
        f'<html><head><meta charset="windows-1252"></head><body><article><p>{LEAD} – said Støre.</p></article></body>'
    )
    assert load_one(write(folder / "n.htm", page.encode("cp1252")))["text"].endswith("– said Støre.")


@pytest.mark.parametrize(
    ("record", "publisher", "day"),
    [
        (
            {"maintext": LEAD, "date_publish": "2025-03-07 17:03:00", "source_domain": "n.example"},
            "n.example",
            "2025-03-07",
        ),
        ({"text": LEAD, "seendate": "20250307T101500Z", "domain": "n.example"}, "n.example", "2025-03-07"),
        ({"story_text": LEAD, "publish_date": "2025-03-07", "media_name": "Nordpost"}, "Nordpost", "2025-03-07"),
    ],
    ids=["news-please", "GDELT DOC", "Media Cloud"],
)
def test_known_names_of_fields(folder, record, publisher, day):
    row = load_one(write(folder / "r.json", json.dumps(record)))
    assert (row["text"], row["publisher"], row["published"]) == (LEAD, publisher, pd.Timestamp(day))


def test_columns_renames_and_goes_before_the_usual_names(folder):
    path = write(folder / "r.json", json.dumps({"Artikel": LEAD, "text": "teaser", "title": "T"}))
    assert load_one(path, columns={"artikel": "text"})["text"] == LEAD
    with pytest.raises(ArticleError, match="no record has a field 'artikl'; found are artikel, text, title"):
        toolkit.load_articles(path, columns={"artikl": "text"})
    with pytest.raises(ArticleError, match="Did you mean 'publisher'"):
        toolkit.load_articles(path, columns={"paper": "publsher"})


def test_a_line_of_json_ends_at_a_line_feed_only(folder):
    text = "Oslo.\u2028Ottawa.\x85"
    assert (
        load_one(write(folder / "r.jsonl", json.dumps({"text": text}, ensure_ascii=False) + "\r\n"))["text"]
        == text[:-1]
    )


# --- ids, metadata, duplicates


def test_files_of_one_name_get_their_folders_into_the_id(folder):
    for name in ("a/x.txt", "b/x.txt", "b/y.txt", "y.html.txt", "z.txt", "z.json"):
        write(folder / name, json.dumps({"text": name}))
    ids = list(toolkit.load_articles(folder)["article_id"])
    assert ids == ["a/x", "b/x", "y", "y.html", "press/z.json", "press/z.txt"]


def test_an_id_given_twice_is_an_error_that_names_both_places(folder):
    path = write(folder / "r.jsonl", lines({"id": 7, "text": LEAD}, {"id": "7", "text": MORE}))
    with pytest.raises(ArticleError, match="r.jsonl#2: article_id '7' is used in press/r.jsonl#1"):
        toolkit.load_articles(path)
    articles = toolkit.load_articles(path, errors="skip")
    assert list(articles["text"]) == [LEAD] and counts(articles)["dropped: id used twice"] == 1


def test_metadata_csv_speaks_of_the_files_beside_and_below_it(folder):
    write(folder / "a.txt", LEAD)
    write(folder / "sub" / "b.txt", MORE)
    write(folder / "c.txt", "Third.")
    write(
        folder / "metadata.csv",
        "file,title,date,outlet,id\na.txt,Off to Ottawa,2025-03-07,Nordpost,first\nsub/b,,2025-03-08T23:40+09:00,,\n"
        "gone.txt,,,,\n",
    )
    articles = toolkit.load_articles(folder).set_index("article_id")
    assert articles.loc["first", ["title", "publisher"]].tolist() == ["Off to Ottawa", "Nordpost"]
    assert articles.loc["b", "published"] == pd.Timestamp("2025-03-08")
    assert articles.loc["b", "published_at"] == pd.Timestamp("2025-03-08T14:40Z")
    assert counts(articles.reset_index())["metadata without file"] == 1
    assert counts(articles.reset_index())["file without metadata"] == 1


def test_metadata_that_name_a_file_twice_are_an_error(folder):
    write(folder / "a.txt", LEAD)
    write(folder / "metadata.csv", "file,title\na.txt,One\na.txt,Two\n")
    with pytest.raises(ArticleError, match="metadata.csv#2: names 'a.txt' again"):
        toolkit.load_articles(folder, errors="skip")


def test_a_copy_names_the_first_article_with_its_text(folder):
    records = [{"id": i, "text": t} for i, t in (("a", LEAD), ("b", MORE), ("c", f"\n{LEAD}"), ("d", LEAD))]
    articles = toolkit.load_articles(write(folder / "r.jsonl", lines(*records)))
    assert articles["duplicate_of"].fillna("").tolist() == ["", "", "a", "a"]
    assert articles["sha256"].nunique() == 2 and articles["text_offset"].tolist() == [0, 0, 1, 0]


# Twelve paragraphs that share no run of four words.
PARAGRAPHS = [
    f"Minister {n} said harvest {n} of town {n} had failed; farmers there want {n} lorries of seed by May."
    for n in range(12)
]
STORY = "\n\n".join(PARAGRAPHS)


def copies(folder, *stories):
    """For each (id, text, date) its duplicate_of, read in the order given and in the order turned."""
    records = [{"id": i, "text": text, "date": day} for i, text, day in stories]
    found = [
        toolkit.load_articles(write(folder / "r.jsonl", lines(*order))).set_index("article_id")["duplicate_of"]
        for order in (records, records[::-1])
    ]
    assert found[0].fillna("").to_dict() == found[1].fillna("").to_dict()
    return found[0].fillna("").to_dict()


@pytest.mark.parametrize(
    ("copy", "is_one"),
    [
        (f"LIMA (Agencia Sur) - {STORY}", True),  # another outlet
        ("\n\n".join(PARAGRAPHS[:9]), True),  # cut
        ("\n\n".join(PARAGRAPHS[:4]), True),  # cut to a third
        (STORY.replace("by May", "by June", 1), True),  # corrected
        (STORY.upper().replace(";", ","), True),  # typed otherwise
        ("\n\n".join(PARAGRAPHS[:4] + [p.replace("harvest", "road") for p in PARAGRAPHS[:8]]), False),  # background
        ("\n\n".join(p.replace(" said", " told us that his own") for p in PARAGRAPHS), False),
        ("Kort.", False),
    ],
)
def test_a_near_copy_is_told_from_another_story(folder, copy, is_one):
    found = copies(folder, ("whole", STORY, "2011-05-02"), ("copy", copy, "2011-05-03"))
    assert found == {"whole": "", "copy": "whole" if is_one else ""}


def test_the_first_is_the_earliest_then_the_longest_then_that_of_the_smaller_id(folder):
    cut = "\n\n".join(PARAGRAPHS[:9])
    assert copies(folder, ("a", STORY, "2011-05-03"), ("b", cut, "2011-05-02")) == {"a": "b", "b": ""}
    assert copies(folder, ("a", cut, "2011-05-02"), ("b", STORY, "2011-05-02")) == {"a": "b", "b": ""}
    assert copies(folder, ("b", STORY, "2011-05-02"), ("a", STORY, "2011-05-02")) == {"a": "", "b": "a"}
    assert copies(folder, ("a", STORY, None), ("b", cut, "2011-05-02")) == {"a": "b", "b": ""}


def test_a_copy_of_a_copy_names_the_first(folder):
    cut = "\n\n".join(PARAGRAPHS[:9])
    stories = [("a", STORY, "2011-05-02"), ("b", cut, "2011-05-03"), ("c", cut, "2011-05-04")]
    assert copies(folder, *stories) == {"a": "", "b": "a", "c": "a"}


def test_a_story_told_on_and_on_does_not_end_as_a_copy_of_its_beginning(folder):
    more = [PARAGRAPHS[n].replace("Minister", "Governor") for n in range(12)]
    text = PARAGRAPHS + more
    stories = [(f"s{n}", "\n\n".join(text[n : n + 10]), f"2011-05-0{n + 1}") for n in (0, 1, 2, 4)]
    assert copies(folder, *stories) == {"s0": "", "s1": "s0", "s2": "s0", "s4": ""}


def test_near_copies_are_counted_apart_from_duplicates(folder):
    cut = "\n\n".join(PARAGRAPHS[:9])
    path = write(folder / "r.jsonl", lines({"text": STORY}, {"text": STORY}, {"text": cut}, {"text": cut}))
    articles = toolkit.load_articles(path)
    assert articles["duplicate_of"].notna().sum() == 3
    found = counts(articles)
    assert (found["duplicates"], found["near copies"]) == (2, 1)


# --- days of publication


def test_the_caller_goes_before_metadata_and_metadata_before_a_stamp(folder):
    text = f"date 2025-03-01 + ↺ − 16 px\n{LEAD}"
    path = write(folder / "r.jsonl", lines({"id": "a", "text": text}, {"id": "b", "text": text, "date": "2025-03-02"}))

    def dated(**options):
        frame = toolkit.load_articles(path, **options)
        return [(str(p)[:10], b) for p, b in zip(frame["published"], frame["published_basis"])]

    assert dated() == [("2025-03-01", "stamp"), ("2025-03-02", "metadata")]
    assert dated(published="2025-03-03") == [("2025-03-03", "caller")] * 2
    assert dated(published=pd.Series({"b": date(2025, 3, 3)})) == [("2025-03-01", "stamp"), ("2025-03-03", "caller")]
    with pytest.raises(ArticleError, match="none of its keys is an article_id"):
        dated(published={"x": "2025-03-03"})


@pytest.mark.parametrize(
    ("written", "zone", "day", "instant"),
    [
        ("2025-02-03T23:40Z", None, "2025-02-03", "2025-02-03T23:40Z"),
        ("2025-02-03T23:40Z", "Asia/Seoul", "2025-02-04", "2025-02-03T23:40Z"),
        ("Mon, 03 Feb 2025 23:40:00 +0900", None, "2025-02-03", "2025-02-03T14:40Z"),
        ("2025-02-03 23:40", None, "2025-02-03", None),
        ("2025-02-03 23:40", "Asia/Seoul", "2025-02-03", "2025-02-03T14:40Z"),
        ("2025-02-03", "Asia/Seoul", "2025-02-03", None),
        ("2025-02-03T00:00:00", "Asia/Seoul", "2025-02-03", None),
        (20250203, None, "2025-02-03", None),
        ("Monday, Feb. 3, 2025", None, "2025-02-03", None),
        ("", None, None, None),
    ],
)
def test_the_day_is_that_of_where_it_was_published(folder, written, zone, day, instant):
    path = write(folder / "r.json", json.dumps({"text": LEAD, "published": written}))
    row = load_one(path, timezone=zone)
    assert row["published"] == pd.Timestamp(day) if day else pd.isna(row["published"])
    assert row["published_at"] == pd.Timestamp(instant) if instant else pd.isna(row["published_at"])


def test_an_instant_alone_gives_the_day(folder):
    row = load_one(write(folder / "r.json", json.dumps({"text": LEAD, "published_at": "2025-02-03T23:40+09:00"})))
    assert (row["published"], row["published_at"]) == (pd.Timestamp("2025-02-03"), pd.Timestamp("2025-02-03T14:40Z"))


def test_a_record_may_say_its_own_zone(folder):
    record = {"text": LEAD, "published": "2025-02-03T23:40Z", "timezone": "Asia/Seoul"}
    assert load_one(write(folder / "r.json", json.dumps(record)))["published"] == pd.Timestamp("2025-02-04")


def test_timestamps_of_a_parquet_file(folder):
    instant = datetime(2025, 2, 3, 23, 40, tzinfo=UTC)
    pd.DataFrame({"text": [LEAD], "date": [instant]}).to_parquet(folder / "r.parquet")
    assert load_one(folder / "r.parquet", timezone="Asia/Seoul")["published"] == pd.Timestamp("2025-02-04")


@pytest.mark.parametrize(
    "written", ["2025-02-31", "31 February 2025", "03/04/2025", "last week", "Sat, 31 Feb 2025 10:00 GMT"]
)
def test_a_day_that_is_none_or_could_be_two_is_an_error_with_file_field_and_cure(folder, written):
    path = write(folder / "r.jsonl", lines({"text": LEAD, "published": written}))
    with pytest.raises(ArticleError, match=r"press/r.jsonl#1: published: .*write it as 2025-01-31"):
        toolkit.load_articles(path)


def test_an_impossible_stamp_names_its_file(folder):
    path = write(folder / "a.txt", f"date 2025-02-30 + ↺ − 16 px\n{LEAD}")
    with pytest.raises(ArticleError, match=r"press/a.txt: date stamp: '2025-02-30' is no day .*published="):
        toolkit.load_articles(path)


def test_an_impossible_stamp_matters_only_where_the_day_is_not_known_otherwise(folder):
    path = write(folder / "a.txt", f"date 2025-02-30 + ↺ − 16 px\n{LEAD}")
    assert load_one(path, published="2025-02-27")["published_basis"] == "caller"
    path = write(folder / "b.jsonl", lines({"text": f"30 February 2025\n{LEAD}", "published": "2025-02-28"}))
    assert load_one(path)["published"] == pd.Timestamp("2025-02-28")


def test_between_leaves_out_what_is_dated_outside_and_keeps_what_is_undated(folder):
    records = [{"id": d or "none", "text": f"{LEAD} {d}", "date": d} for d in ("2025-01-31", "2025-02-01", "")]
    path = write(folder / "r.jsonl", lines(*records))
    articles = toolkit.load_articles(path, between=("2025-02-01", "2025-02-28"), max_loss=0)
    assert list(articles["article_id"]) == ["2025-02-01", "none"]
    assert articles.attrs["between"] == ["2025-02-01", "2025-02-28"]
    assert counts(articles)["dropped: outside between"] == 1
    assert len(toolkit.load_articles(path, between=(None, "2025-01-31"))) == 2
    with pytest.raises(ArticleError, match="is no pair"):
        toolkit.load_articles(path, between="2025")
    with pytest.raises(ArticleError, match="is after"):
        toolkit.load_articles(path, between=("2025-02-28", "2025-02-01"))


def test_an_unknown_zone_is_told_with_a_near_one(folder):
    with pytest.raises(ArticleError, match="Did you mean 'Asia/Seoul'"):
        toolkit.load_articles(write(folder / "a.txt", LEAD), timezone="Asia/Soul")


# --- what cannot be read, and the loss table


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.txt", b"", "press/a.txt: holds no text"),
        ("a.txt", b"Share\nTweet\n", "press/a.txt: holds no text"),
        ("a.txt", "Støre".encode("cp1252"), r"press/a.txt: byte 2 is not utf-8-sig; .*encoding='cp1252'"),
        ("a.txt", "Oslo".encode("utf-16-le"), "NUL characters"),
        ("a.json", b'{"text": ', "press/a.json: is no JSON: .*line 1"),
        ("a.json", b'"text"', "press/a.json: holds a str"),
        ("a.json", b'{"titel": "x"}', r"has no field 'text', only titel; name it with columns="),
        ("a.json", b'{"text": ["x"]}', "its text is a list"),
        ("a.json", b'{"text": "\\ud83d"}', "surrogate"),
        ("a.jsonl", b'{"text": "Oslo"}\n[1]\n', "press/a.jsonl#2: holds a list"),
        ("a.csv", b"text,title\nHe left, she stayed,x\n", r"press/a.csv#1: has 3 cells under 2 headings \(line 2\)"),
        ("a.csv", b'text\n"He left\n', "press/a.csv: line"),
        ("a.csv", b"", "has no header line"),
        ("a.parquet", b"text", "press/a.parquet: is no Parquet file"),
        ("a.txt.gz", b"text", "press/a.txt.gz: cannot be opened"),
        ("a.xlsx", b"", r"is none of .txt"),
    ],
)
def test_errors_name_the_file_and_the_cure(folder, name, content, message):
    with pytest.raises(ArticleError, match=message):
        toolkit.load_articles(write(folder / name, content))


def test_other_encodings(folder):
    assert load_one(write(folder / "a.txt", "Støre".encode("cp1252")), encoding="cp1252")["text"] == "Støre"
    assert load_one(write(folder / "a.txt", "Støre".encode("utf-16")))["text"] == "Støre"
    assert load_one(write(folder / "a.txt", b"\xef\xbb\xbfOslo"))[["text", "text_offset"]].tolist() == ["Oslo", 0]


def test_a_file_that_is_too_large(folder):
    path = write(folder / "a.txt.gz", gzip.compress(b"x" * 1000))
    with pytest.raises(ArticleError, match="holds more than 999 bytes"):
        toolkit.load_articles(path, max_bytes=999)


@pytest.mark.parametrize("source", ["nowhere", "press/*.txt", "press"])
def test_a_source_without_files_is_an_error(folder, source):
    with pytest.raises(ArticleError, match=f"^{source.replace('*', '.')}: "):
        toolkit.load_articles(source)


def test_globs_and_lists_and_absolute_paths(folder):
    for name in ("a.txt", "b.txt", "b.json"):
        write(folder / name, json.dumps({"text": name}))
    assert list(toolkit.load_articles("press/*.txt")["path"]) == ["press/a.txt", "press/b.txt"]
    listed = toolkit.load_articles([folder / "b.json", "press/*.txt", folder / "a.txt"])
    assert list(listed["path"]) == ["press/a.txt", "press/b.json", "press/b.txt"]
    assert list(toolkit.load_articles(folder.resolve() / "a.txt")["path"]) == ["press/a.txt"]


def test_no_home_folder_in_the_path(folder, tmp_path, monkeypatch):
    write(folder / "a.txt", LEAD)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert load_one(tmp_path / "press")["path"] == "press/a.txt"


def test_the_loss_table_counts_and_max_loss_raises(folder):
    good = [{"text": LEAD, "date": "2025-03-07"}, {"text": LEAD}, {"text": "Kort."}]
    path = write(folder / "r.jsonl", lines(*good, {"text": " "}, {"text": ""}) + "nonsense\n")
    articles = toolkit.load_articles(path, errors="skip")
    expected = {"read": 6, "dropped: no text": 2, "dropped: unreadable": 1, "kept": 3}
    expected |= {"undated": 2, "duplicates": 1, "near copies": 0, "not known to be English": 1}
    assert counts(articles) == expected
    assert (
        toolkit.loss(articles).set_index("step").loc["dropped: no text", "example"] == "press/r.jsonl#4: holds no text"
    )
    with pytest.raises(ArticleError, match=r"3 of 6 records were dropped, more than max_loss=0.4 .*no text"):
        toolkit.load_articles(path, errors="skip", max_loss=0.4)
    assert counts(articles.head(1))["dropped since"] == 2


def test_the_loss_table_says_what_it_does_not_know(folder):
    articles = toolkit.load_articles(write(folder / "a.txt", LEAD))
    articles.attrs = {}
    table = toolkit.loss(articles).set_index("step")["n"]
    assert table[["read", "dropped"]].isna().all() and table["kept"] == 1 and table["undated"] == 1


def test_the_loss_survives_parquet_and_concat(folder):
    articles = toolkit.load_articles(write(folder / "a.txt", LEAD))
    articles.to_parquet("a.parquet")
    assert counts(pd.read_parquet("a.parquet"))["read"] == 1
    assert len(pd.concat([articles, articles])) == 2


def test_a_saved_frame_is_loaded_as_it_was(folder):
    record = {"id": "a", "text": f"Share\n{LEAD}", "published": "2025-02-03T23:40+09:00", "publisher": "Nordpost"}
    first = toolkit.load_articles(write(folder / "r.json", json.dumps(record)))
    first.to_parquet("saved.parquet")
    again = toolkit.load_articles("saved.parquet")
    same = ["article_id", "published", "published_at", "publisher", "text", "sha256"]
    pd.testing.assert_frame_equal(first[same], again[same])


def test_an_empty_table_is_an_empty_frame(folder):
    articles = toolkit.load_articles(write(folder / "r.jsonl", ""))
    full = toolkit.load_articles(write(folder / "a.txt", LEAD))
    assert len(articles) == 0 and (articles.dtypes == full.dtypes).all()
    assert counts(articles)["read"] == 0


@pytest.mark.parametrize(
    ("given", "text", "language"),
    [
        (None, f"{LEAD} {MORE}", "en"),
        (None, "Die Ministerin reist in der kommenden Woche nach Ottawa, sagte ein Sprecher am Freitag. " * 3, None),
        (None, "It was on the way to the coast.", None),
        ("English", "She left.", "en"),
        ("en-GB", "She left.", "en"),
        ("de", f"{LEAD} {MORE}", "de"),
    ],
)
def test_language(folder, given, text, language):
    row = load_one(write(folder / "r.json", json.dumps({"text": text, "language": given})))
    assert row["language"] == language if language else pd.isna(row["language"])


def test_a_folder_of_own_lexicons(folder):
    path = write(folder / "a.txt", f"{LEAD}\nNordpost plus")
    write(folder / "own" / "furniture.csv", "phrase,extent\nNordpost plus,part\n")
    assert load_one(path)["text"] != LEAD
    assert load_one(path, lexicons=str(folder / "own"))["text"] == LEAD
    write(folder / "bad" / "furniture.csv", "phrase,extent\nNordpost plus,word\n")
    with pytest.raises(
        ValueError, match="^furniture.csv, 'Nordpost plus': unknown extent 'word'; allowed are part, line"
    ):
        toolkit.load_articles(path, lexicons=str(folder / "bad"))


def test_unknown_policies_are_told(folder):
    with pytest.raises(ArticleError, match="allowed are 'raise' and 'skip'"):
        toolkit.load_articles(write(folder / "a.txt", LEAD), errors="ignore")


@pytest.mark.skipif(not REAL.is_dir(), reason="the two real articles are not part of the project")
def test_the_two_real_articles():
    articles = toolkit.load_articles(REAL).set_index("article_id")
    dated, undated = articles.loc["003_64a48185f7e09455"], articles.loc["000_deda47e8fb720853"]
    raw = (REAL / "003_64a48185f7e09455.txt").read_text(encoding="utf-8")
    assert raw[dated["text_offset"] :].startswith(dated["text"]) and dated["text"].startswith("U.S. Secretary")
    assert dated["text"].endswith("summit.")
    assert (dated["published"], dated["published_basis"]) == (pd.Timestamp("2025-01-03"), "stamp")
    assert (dated["publisher"], dated["agency"]) == ("News.Az", "Yonhap News Agency")
    assert pd.isna(undated["published"]) and undated["text_offset"] == 0
    assert (undated["dateline"], undated["agency"], undated["language"]) == ("SEOUL", "Yonhap News Agency", "en")
