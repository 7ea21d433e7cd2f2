"""What a notebook or a report shows: an article with its layers marked, tables, pictures, sentences.

Each object has a plain `__repr__`, which a test can compare, and HTML in which everything that came from an article is
escaped. There are no scripts, no random ids and nothing from a network; no meaning rests on colour alone.
"""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path

import pandas as pd

from . import measures, words
from .parts import placed
from .words import did_you_mean

# layer: HTML element (it stays where a site strips the styles), what the legend says
LAYERS = {
    "content": ("span", "what a source is reported to say"),
    "source": ("i", "source"),
    "actor": ("span", "actor or place"),
    "time": ("u", "time"),
    "event": ("b", "event, with its status"),
}
STORY_CSS = """
.wire{color:#222;font:16px/1.6 Georgia,'Times New Roman',serif;max-width:46em}
.wire h3{font-size:1.25em;line-height:1.3;margin:.2em 0}
.wire .by,.wire .key,.wire table,.wire figcaption{font-family:system-ui,sans-serif;font-size:.82em;color:#444}
.wire .story{white-space:pre-wrap;overflow-wrap:anywhere;margin:1em 0}
.wire .actor{background:#e3eef7}
.wire .source{background:#fbe9c6;font-style:italic}
.wire .time{text-decoration:none;border-bottom:2px dotted #222}
.wire .content{box-shadow:inset 0 -1px 0 #999}
.wire .event{font-weight:bold;border:solid #222;border-width:1px 0}
.wire .event.happened{background:#0072b2;color:#fff}
.wire .event.ahead{background:#e69f00;color:#000}
.wire .event.open{background:#fff;border-style:dashed}
.wire .event.off{background:#ddd;text-decoration:line-through}
.wire sup{font:600 .62em/1 system-ui,sans-serif;margin:0 .15em;letter-spacing:.02em}
.wire .key span,.wire .key i,.wire .key u,.wire .key sup{margin-right:1.2em}
.wire .key{max-width:none}
.wire .key b{padding:0 .3em}
""".strip()
TABLE_CSS = """
.wire-table{border-collapse:collapse;font:14px/1.4 system-ui,sans-serif;color:#222;max-width:100%}
.wire-table caption{text-align:left;padding:.3em .5em;color:#444}
.wire-table th,.wire-table td{border-bottom:1px solid #ccc;padding:.3em .55em}
.wire-table th,.wire-table td{text-align:left;vertical-align:top;overflow-wrap:break-word}
.wire-table th{border-bottom:2px solid #222;white-space:nowrap}
.wire-table .n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.wire-table .d{white-space:nowrap}
.wire-table .proof{min-width:20em}
.wire-table .t{min-width:5.5em}
.wire-scroll{overflow-x:auto}
@media (max-width:40em){
.wide thead{position:absolute;left:-999em}
.wide,.wide tbody,.wide tr,.wide td,.wide caption{display:block;text-align:left}
.wide tr{border-bottom:2px solid #222;padding:.4em 0}
.wire-table.wide td{border:0;padding:.1em .5em;text-align:left;white-space:normal}
.wire-table.wide td:empty{display:none}
.wide td::before{content:attr(data-of) ": ";color:#555}
}
""".strip()


@dataclass(frozen=True)
class Mark:
    """A stretch of an article's text and what it is: a layer, a group of statuses (events only), a label, a tooltip."""

    start: int
    end: int
    layer: str
    told: str = ""
    label: str = ""
    about: str = ""


def show(corpus, article_id: str) -> Shown:
    """An article with its layers marked: actors, times, sources with what they say, events by status.

    Parameters
    ----------
    corpus : Corpus
    article_id : str
        A key of ``corpus.articles``.

    Returns
    -------
    Shown
        Shows itself in a notebook; printed, it lists the events in their context. ``.html`` is a page of its own,
        ``.save(path)`` writes that page.

    Raises
    ------
    LookupError
        Where the corpus has no such article, the message names the nearest; where it has no text of it, what to do.
    """
    found = corpus.articles[corpus.articles["article_id"] == article_id]
    if not len(found):
        ids = corpus.articles["article_id"].astype(str).tolist()
        raise LookupError(f"no article {article_id!r} in this corpus{did_you_mean(article_id, ids)}")
    article = found.iloc[0]
    if not isinstance(article["text"], str):
        cure = "toolkit.Corpus.open(folder, articles=toolkit.load_articles(...)) puts your own copy of the texts back"
        raise LookupError(f"article {article_id!r} has no text in this corpus; {cure}")
    events = corpus.events[corpus.events["article_id"] == article_id]
    return Shown(article.to_dict(), marks(corpus, article_id), events, measures.quoted(corpus, events))


def marks(corpus, article_id: str) -> list[Mark]:
    """Everything that was read in an article, in order of offsets; marks may overlap."""

    def of(frame):
        return frame[frame["article_id"] == article_id].to_dict("records")

    out = []
    for row in of(corpus.entities):
        about = "; ".join(str(row[c]) for c in ("name", "office", "country") if isinstance(row[c], str))
        out.append(Mark(row["start_char"], row["end_char"], "actor", about=about))
    for row in of(corpus.times):
        window = words.window_words(row["date_start"], row["date_end"], row["date_precision"])
        out.append(Mark(row["start_char"], row["end_char"], "time", about=window or str(row["timex_type"])))
    for row in of(corpus.statements):
        who = words.according_to(row["source"], row["source_kind"])
        out.append(Mark(row["start_char"], row["end_char"], "content", about=f"said by {who}"))
        if pd.notna(row["source_start_char"]) and pd.notna(row["source_end_char"]):
            out.append(Mark(row["source_start_char"], row["source_end_char"], "source", about=str(row["source_kind"])))
    events = {row["event_id"]: row for row in of(corpus.events)}
    evidence = corpus.evidence[corpus.evidence["event_id"].isin(events)]
    for at in evidence[evidence["field"] == "trigger"].to_dict("records"):
        row = events[at["event_id"]]
        if isinstance(row["status"], str):
            about = "; ".join(v for v in (words.what(row), words.who(row), _window(row)) if v)
            out.append(
                Mark(at["start_char"], at["end_char"], "event", words.GROUP[row["status"]], row["status"], about)
            )
    order = list(LAYERS)
    return sorted(out, key=lambda m: (m.start, -m.end, order.index(m.layer), m.label))


class Shown:
    """An article with its layers marked; made by `toolkit.show`."""

    def __init__(self, article: dict, found: list[Mark], events: pd.DataFrame, proof: dict[str, str]):
        self.article, self.marks, self.events, self.proof = article, found, events, proof

    @property
    def title(self) -> str:
        return self.article["title"] if isinstance(self.article["title"], str) else self.article["article_id"]

    @property
    def html(self) -> str:
        """The article as a page of its own."""
        return page(self.title, self._repr_html_())

    def save(self, path) -> Path:
        """Write the page; its folder is made where there is none."""
        path = Path(path)
        placed(path, lambda new: new.write_text(self.html, encoding="utf-8"))
        return path

    def _by(self) -> str:
        day, outlet = words.day_words(self.article["published"]), self.article["publisher"]
        return ", ".join([outlet if isinstance(outlet, str) else "outlet not known", day or "date not known"])

    def _repr_html_(self) -> str:
        text = self.article["text"] if isinstance(self.article["text"], str) else ""
        head = f"<h3>{escape(self.title)}</h3><p class='by'>{escape(self._by())}. Machine-coded, not verified.</p>"
        story = f"<p class='key'>{legend()}</p><div class='story'>{marked(text, self.marks)}</div>"
        return f"<style>{STORY_CSS}</style><article class='wire'>{head}{story}</article>"

    def __repr__(self) -> str:
        lines = [
            f"{self.title} ({self._by()})",
            f"{words.number(len(self.events), 'event')}; article_id {self.article['article_id']}",
        ]
        for row in self.events.to_dict("records"):
            facts = (row["status"], words.what(row), words.who(row), _window(row))
            who = words.according_to(row["source"], row["source_kind"])
            lines += [
                "",
                " | ".join(str(f) for f in (*facts, f"says {who}") if isinstance(f, str) and f),
                f"    {self.proof[row['event_id']]}",
            ]
        return "\n".join(lines)


def marked(text: str, found: list[Mark]) -> str:
    """The text as HTML with its marks, all of it escaped. Where marks overlap, the stretch they share carries both."""
    found = [m for m in found if 0 <= m.start < m.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in found), *(m.end for m in found)})
    order = list(LAYERS)
    out, live, todo = [], [], list(found)
    for a, b in zip(cuts, cuts[1:]):
        live = [m for m in live if m.end > a]
        while todo and todo[0].start <= a:
            live.append(todo.pop(0))
        piece, here = escape(text[a:b]), {m.layer: m for m in live}  # of two marks of one layer, the inner one
        for layer in sorted(here, key=order.index, reverse=True):
            m, tag = here[layer], LAYERS[layer][0]
            status = f"<sup>{escape(m.label)}</sup>" if m.label and m.end == b else ""
            about = f" title='{escape(m.about)}'" if m.about else ""
            piece = f"<{tag} class='{' '.join((layer, m.told)).strip()}'{about}>{piece}</{tag}>{status}"
        out.append(piece)
    return "".join(out)


def example(corpus, events: pd.DataFrame) -> Shown | Note:
    """The article in which most of these events stand, marked; a sentence where there is none, or no text of it."""
    with_text = corpus.articles.loc[corpus.articles["text"].notna(), "article_id"]
    counts = events.loc[events["article_id"].isin(with_text), "article_id"].value_counts()
    if len(events) and not len(counts):
        return Note("This corpus has no texts, so there is no article to show.")
    if not len(counts):
        return Note("There is no such event, so there is no article to show.")
    return show(corpus, min(counts[counts == counts.max()].index))


def legend() -> str:
    layers = [f"<{tag} class='{layer}'>{words}</{tag}>" for layer, (tag, words) in LAYERS.items() if layer != "event"]
    events = [f"<b class='event {g}'>{g}</b><sup>{escape(', '.join(s))}</sup> " for g, s in words.TOLD.items()]
    return "Marked: " + " ".join(layers) + "<br>Events: " + " ".join(events)


def _window(row: dict) -> str:
    return words.window_words(row["date_start"], row["date_end"], row["date_precision"])


def page(title: str, body: str, *, css: str = "") -> str:
    """A complete HTML page around a body that is HTML already: no scripts, nothing fetched."""
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
    css = f"body{{margin:1.5em auto;padding:0 1em;max-width:60em}}\n{css}"
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{css}</style></head>\n<body>{body}</body></html>\n"
    )


class Note(str):
    """A sentence whose numbers were computed: prose in a notebook, plain text elsewhere."""

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return "".join(f"<p>{escape(part)}</p>" for part in str(self).split("\n\n"))


class Table:
    """A frame for readers: whole cells, days without a clock, empty cells empty, words between ``**`` bold.

    Parameters
    ----------
    frame : pandas.DataFrame
        At most ``n`` of its rows are shown; the caption says of how many.
    caption : str
        What one row is.
    columns : list of str, optional
        Which columns, in which order.
    n : int
        How many rows at most.
    empty : str
        What to say where there are no rows.
    """

    def __init__(
        self, frame: pd.DataFrame, caption: str = "", *, columns=None, n: int = 40, empty: str = "Nothing to show."
    ):
        self.frame = frame if columns is None else frame[list(columns)]
        self.empty, rest = empty, len(frame) - n
        self.caption = f"{caption} The first {n:,} of {len(frame):,} rows.".strip() if rest > 0 else caption
        self._cells = self.frame.head(n).map(_cell)

    def __repr__(self) -> str:
        if not len(self.frame):
            return self.empty
        rows = [[str(c) for c in self._cells.columns], *self._cells.itertuples(index=False, name=None)]
        rows = [[words.short(cell, 60) for cell in row] for row in rows]
        widths = [max(map(len, column)) for column in zip(*rows)]
        lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in rows]
        return "\n".join([self.caption, *lines] if self.caption else lines)

    def _repr_html_(self) -> str:
        if not len(self.frame):
            return f"<p>{escape(self.empty)}</p>"
        kinds = [_kind(self.frame[c], c) for c in self.frame.columns]
        names = [escape(str(c).replace("_", " ")) for c in self.frame.columns]
        head = "".join(f"<th scope='col' class='{kind}'>{name}</th>" for name, kind in zip(names, kinds))
        rows = [
            "".join(
                f"<td class='{k}' data-of='{name}'>{_bold(escape(v))}</td>" for v, k, name in zip(row, kinds, names)
            )
            for row in self._cells.itertuples(index=False, name=None)
        ]
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        caption = f"<caption>{escape(self.caption)} {self._download()}</caption>"
        wide = " wide" if len(names) > 4 or "proof" in kinds else ""  # on a phone its rows become blocks
        return (
            f"<style>{TABLE_CSS}</style><div class='wire-scroll'><table class='wire-table tex2jax_ignore{wide}'>"
            f"{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _download(self) -> str:
        """All rows as CSV, in the page itself: a report that is sent by mail loses nothing."""
        from .exports import harmless

        data = base64.b64encode(harmless(self.frame).to_csv(index=False).encode("utf-8-sig")).decode()
        return f"<a class='csv' download='table.csv' href='data:text/csv;charset=utf-8;base64,{data}'>CSV</a>"


class Picture:
    """A drawn figure as PNG with a text that says what it shows; the figure is closed."""

    def __init__(self, ax):
        import matplotlib.pyplot as plt

        figure, png = ax.figure, BytesIO()
        self.alt = f"{ax.get_title(loc='left')}. {' '.join(t.get_text() for t in figure.texts)}".strip()
        figure.savefig(
            png, format="png", bbox_inches="tight", pad_inches=0.1, facecolor="white", metadata={"Software": None}
        )
        plt.close(figure)
        self.png, self.width = png.getvalue(), int.from_bytes(png.getvalue()[16:20], "big")

    def save(self, path) -> Path:
        path = Path(path)
        placed(path, lambda new: new.write_bytes(self.png))
        return path

    def __repr__(self) -> str:
        return f"[picture] {self.alt}"

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"image/png": base64.b64encode(self.png).decode(), "text/plain": repr(self)}
        return data, {"image/png": {"alt": self.alt}}


def _cell(value) -> str:
    if isinstance(value, pd.Timestamp):
        return words.day_words(value)
    if value is None or value is pd.NaT or value is pd.NA or value != value:
        return ""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        return f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def _kind(values: pd.Series, name: str) -> str:
    if name == "proof":
        return "proof"
    if name == "window" or pd.api.types.is_datetime64_any_dtype(values):
        return "d"
    return "n" if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values) else "t"


def _bold(html: str) -> str:
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
