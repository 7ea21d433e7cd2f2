import re
from html.parser import HTMLParser

import matplotlib
import pandas as pd
import pytest

import toolkit
from toolkit import display, measures, plots
from toolkit.display import Mark, Note, Picture, Table, marked


class Reader(HTMLParser):
    """What a browser would make of it: tags, text, and whether every tag is closed."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.text = [], [], ""
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data


def plain(html):
    reader = Reader(html)
    assert not reader.open
    return reader.text


def test_the_text_survives_its_marks(small):
    for article_id, text in zip(small.articles.article_id, small.articles.text):
        shown = toolkit.show(small, article_id)
        bare = [Mark(m.start, m.end, m.layer, m.told) for m in shown.marks]
        assert plain(marked(text, bare)) == text


def test_layers_stand_where_they_belong(small):
    html = marked(small.articles.text[0], toolkit.show(small, "a").marks)
    about = r"title='visit, Lima \(CONSULT visit\); Ana Ruiz → Peru; 4 Mar 2025'"
    assert re.search(rf"<b class='event ahead' {about}>visit</b><sup>scheduled</sup>", html)
    assert re.search(r"<u class='time' title='4 Mar 2025'>Tuesday</u>", html)
    assert re.search(r"<i class='source' title='anonymous'>an aide</i>", html)
    assert re.search(r"<span class='actor' title='Ana Ruiz; Foreign Minister'>Ana Ruiz</span>", html)
    assert re.search(r"<b class='event happened'.*?>met</b><sup>occurred</sup>", html)


def test_what_overlaps_carries_both_marks():
    found = [Mark(0, 6, "content"), Mark(3, 9, "actor"), Mark(4, 5, "event", "ahead", "planned")]
    html = marked("abcdefghij", found)
    assert plain(html) == "abcdeplannedfghij"
    assert "<span class='content'><span class='actor'>d</span></span>" in html
    assert (
        "<span class='content'><span class='actor'><b class='event ahead'>e</b><sup>planned</sup></span></span>" in html
    )
    assert "<span class='actor'>ghi</span>j" in html


def test_a_status_stands_once_behind_its_event():
    html = marked("agreed to talks", [Mark(0, 9, "event", "happened", "occurred"), Mark(7, 15, "content")])
    assert html.count("<sup>") == 1 and plain(html) == "agreed tooccurred talks"


def test_a_mark_outside_the_text_is_left_out():
    assert marked("abc", [Mark(2, 9, "actor"), Mark(-1, 2, "time"), Mark(2, 2, "event")]) == "abc"


def test_nothing_from_an_article_is_run(small):
    shown = toolkit.show(small, "b")
    for html in (shown._repr_html_(), shown.html, toolkit.show(small, "a").html):
        tags = Reader(html).tags
        assert not [
            t for t, attrs in tags if t in ("script", "img", "iframe", "link") or any(a.startswith("on") for a in attrs)
        ]
    assert "<script>alert('x')</script>" in plain(shown.html)
    assert "&lt;img src=x onerror=" in shown.html
    assert "Ruiz &amp; Lund &lt;b&gt;" in toolkit.show(small, "a").html


def test_a_page_fetches_nothing_and_is_the_same_twice(small, tmp_path):
    page = toolkit.show(small, "a").save(tmp_path / "made" / "a.html")
    html = page.read_text(encoding="utf-8")
    assert "http://" not in html and "https://" not in html and "default-src 'none'" in html
    assert html == toolkit.show(small, "a").html and plain(html)


def test_printed_it_lists_events_in_their_sentence(small):
    text = repr(toolkit.show(small, "a"))
    assert "scheduled | visit, Lima (CONSULT visit) | Ana Ruiz → Peru | 4 Mar 2025 | says an aide (unnamed)" in text
    assert "    Foreign Minister Ana Ruiz **will** **visit** Lima on **Tuesday**, an aide said." in text


def test_an_unknown_article_is_an_error_with_a_hint(small):
    with pytest.raises(LookupError, match="no article 'z' in this corpus; there is a, b, c"):
        toolkit.show(small, "z")


def test_the_example_is_the_article_with_the_most_of_the_events(small, nothing):
    assert display.example(small, small.events).article["article_id"] == "a"
    assert "no article to show" in repr(display.example(nothing, nothing.events))


def test_a_table_shows_whole_cells_and_escapes_them():
    frame = pd.DataFrame(
        {"proof": ["<i>**will**</i> go"], "n": [12345], "published": [pd.Timestamp("2025-01-03")], "none": [None]}
    )
    table = Table(frame, "One <row>.")
    html = table._repr_html_()
    assert (
        "&lt;i&gt;<b>will</b>&lt;/i&gt; go" in html
        and "<td class='n' data-of='n'>12,345</td>" in html
        and "<td class='d' data-of='published'>3 Jan 2025</td>" in html
    )
    assert "One &lt;row&gt;." in html and "<td class='t' data-of='none'></td>" in html and plain(html)
    assert repr(table).splitlines()[1].split() == ["proof", "n", "published", "none"]


def test_a_table_with_sentences_becomes_blocks_on_a_phone():
    narrow, wide = pd.DataFrame({"a": ["x"], "b": [""]}), pd.DataFrame({"a": ["x"], "proof": ["y"]})
    assert "tex2jax_ignore wide'" in Table(wide)._repr_html_() and "tex2jax_ignore'" in Table(narrow)._repr_html_()


def test_a_table_says_what_it_does_not_show():
    assert repr(Table(pd.DataFrame({"a": range(50)}), "Numbers.")).startswith("Numbers. The first 40 of 50 rows.")
    assert repr(Table(pd.DataFrame({"a": []}), empty="None at all.")) == "None at all."
    assert Table(pd.DataFrame({"a": []}), empty="<none>")._repr_html_() == "<p>&lt;none&gt;</p>"


def test_a_note_is_text_and_escaped():
    assert repr(Note("1 < 2")) == "1 < 2" and Note("1 < 2")._repr_html_() == "<p>1 &lt; 2</p>"


def test_a_picture_has_words_and_closes_its_figure(small):
    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    picture = Picture(plots.coverage(small.articles, source=measures.period(small.articles)))
    data, metadata = picture._repr_mimebundle_()
    assert not plt.get_fignums() and picture.png.startswith(b"\x89PNG")
    assert data["text/plain"].startswith("[picture] Articles in 2 of 2 weeks. Source: 3 articles from 2 outlets")
    assert metadata["image/png"]["alt"] in data["text/plain"]


def test_a_page_lets_nothing_run_and_nothing_be_fetched():
    page = display.page("<T>", "<p>words</p>")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)[1]
    assert sorted(policy.split("; ")) == [
        *("base-uri 'none'", "default-src 'none'", "form-action 'none'", "img-src data:", "style-src 'unsafe-inline'"),
    ]
    assert page.index("Content-Security-Policy") < page.index("<title>&lt;T&gt;</title>") < page.index("<style>")
