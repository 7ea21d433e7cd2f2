"""browse(): choose events, see them in their article, and write down which are right."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import pandas as pd

from . import display, measures, words
from .correctionfile import COLUMNS, EVENT_FIELDS, CorrectionError, confirmed, read_corrections
from .frames import FRAMES, SOURCE_KINDS, STATUSES, TYPES
from .parts import writing

ANY = ""
CHOSEN_CSS = ".wire .event.chosen{outline:3px solid #222;outline-offset:2px}"
ALLOWED = {column.name: column.values for column in FRAMES["events"] if column.values}


def browse(corpus, *, corrections: str | os.PathLike = "corrections.csv", coder: str = "", least_certain: bool = False):
    """The events of a corpus to choose from, each shown in its article, with buttons that write corrections.

    Parameters
    ----------
    corpus : Corpus
    corrections : path
        Where the buttons write: a file for `toolkit.correct`, appended to; made when the first one is pressed.
    coder : str
        Who presses them; stands in every row that is written.
    least_certain : bool
        Begin with the rows whose wording commits least either way.

    Returns
    -------
    Browser
        In JupyterLab it shows itself with its widgets; where there are none, as the first article, marked.

    Raises
    ------
    CorrectionError
        Where the file is there already and is none of corrections.
    """
    path = Path(corrections)
    if path.exists():
        read_corrections(path)
    return Browser(corpus, path, coder, least_certain)


class Browser:
    """What `toolkit.browse` returns: a choice of events, one of them chosen, and what a coder says of it.

    Attributes
    ----------
    rows : pandas.DataFrame
        The events that fit the choice, in the order in which they are listed.
    event_id : str or None
        The one that is chosen.
    """

    def __init__(self, corpus, path: Path, coder: str, least_certain: bool):
        self.corpus, self.path, self.coder = corpus, path, coder
        self.proof = measures.quoted(corpus, corpus.events)
        self.said: dict[str, str] = {}  # event_id -> what the coder said of it
        self.filter(least_certain=least_certain)
        self._widget = None

    # -- choosing, which needs no widgets ---------------------------------------------------------------------------

    def filter(
        self,
        *,
        article_id: str = ANY,
        actor: str = ANY,
        type: str = ANY,
        status: str = ANY,
        source_kind: str = ANY,
        first_day=None,
        last_day=None,
        least_certain: bool = False,
    ) -> pd.DataFrame:
        """The events that fit: of an article, with a participant, of a type, told so, on such a word, within days."""
        rows = self.corpus.events
        for column, value in (
            ("article_id", article_id),
            ("type", type),
            ("status", status),
            ("source_kind", source_kind),
        ):
            if value:
                rows = rows[rows[column] == value]
        if actor:
            name = measures.matching(self.corpus, actor)
            rows = rows[rows["event_id"].isin(measures.involving(self.corpus, name)["event_id"])]
        first, last = (None if day is None else pd.Timestamp(day) for day in (first_day, last_day))
        if first is not None or last is not None:
            start, end = rows["date_start"].fillna(rows["date_end"]), rows["date_end"].fillna(rows["date_start"])
            rows = rows[start.notna() & (end >= (first or start.min())) & (start <= (last or end.max()))]
        if least_certain:
            far = (rows["certainty"].astype("Float64") - 0.5).abs().fillna(1)
            rows = rows.loc[far.sort_values(kind="stable").index]
        self.rows = rows.reset_index(drop=True)
        self.event_id = self.rows["event_id"].iloc[0] if len(self.rows) else None
        return self.rows

    def choose(self, event_id: str) -> None:
        """Make one event the chosen one."""
        if event_id not in set(self.corpus.events["event_id"]):
            raise CorrectionError(f"no event {event_id!r} in the corpus")
        self.event_id = event_id

    @property
    def event(self) -> dict:
        return self.corpus.events.loc[self.corpus.events["event_id"] == self.event_id].iloc[0].to_dict()

    # -- saying what is right ---------------------------------------------------------------------------------------

    def right(self) -> str:
        """Write that the chosen row is right in every field, so that a later version of the rules cannot change it unseen."""
        rows = confirmed(self.corpus, self.event_id, coder=self.coder, date=date.today().isoformat())
        return self._write(rows, "right")

    def wrong(self, reason: str = "") -> str:
        """Write that the chosen row is no event."""
        return self._write(self._row("row", "", "delete", reason), "no event")

    def fix(self, field: str, value: str, reason: str = "") -> str:
        """Write what a field of the chosen row should be; nothing, where it should be empty."""
        if field not in EVENT_FIELDS:
            raise CorrectionError(f"unknown field {field!r}; allowed are {', '.join(EVENT_FIELDS)}")
        rows = self._row(field, value, "set", reason)
        read_corrections(rows)  # a value that is not allowed is told before it is written
        return self._write(rows, f"{field} is {value or 'empty'}")

    def _row(self, field, value, action, reason):
        rows = confirmed(self.corpus, self.event_id, coder=self.coder, date=date.today().isoformat(), reason=reason)
        return rows.head(1).assign(field=field, value=value, action=action)

    def _write(self, rows, words_) -> str:
        new = not self.path.exists()
        with writing(self.path, CorrectionError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8", newline="") as file:
                file.write(rows[COLUMNS].to_csv(index=False, header=new))
        self.said[self.event_id] = words_
        return f"Written to {self.path.name}: {self.event_id}, {words_}."

    # -- showing ----------------------------------------------------------------------------------------------------

    def article(self) -> str:
        """The article of the chosen event as HTML: its sentence first, then the whole with the event outlined."""
        if self.event_id is None:
            return "<p>No event fits.</p>"
        event = self.event
        shown = display.show(self.corpus, event["article_id"])
        proof = self.corpus.evidence
        proof = proof[(proof["event_id"] == self.event_id) & (proof["field"] == "trigger")]
        at = {(a, b) for a, b in zip(proof["start_char"], proof["end_char"])}
        shown.marks = [
            replace(m, told=f"{m.told} chosen") if m.layer == "event" and (m.start, m.end) in at else m
            for m in shown.marks
        ]
        return f"<style>{CHOSEN_CSS}</style>{self._head(event)}{shown._repr_html_()}"

    def _head(self, event) -> str:
        facts = {
            "what": words.what(event),
            "who": words.who(event),
            "when": words.window_words(event["date_start"], event["date_end"], event["date_precision"]) or "no date",
            "status": words.status_words(event["status"], event["certainty"]),
            "says": words.according_to(event["source"], event["source_kind"]),
            "coder": self.said.get(self.event_id, ""),
        }
        rows = "".join(f"<tr><th scope='row'>{k}</th><td>{escape(str(v))}</td></tr>" for k, v in facts.items() if v)
        proof = display._bold(escape(self.proof.get(self.event_id, "")))
        return f"<style>{display.TABLE_CSS}</style><table class='wire-table'>{rows}</table><p>{proof}</p>"

    def options(self) -> list[tuple[str, str]]:
        """One line per event that fits, with its id."""
        return [
            (words.short(f"{self._said(r)}{r['trigger']}: {words.who(r)} ({r['status']})", 90), r["event_id"])
            for r in self.rows.to_dict("records")
        ]

    def _said(self, row) -> str:
        said = self.said.get(row["event_id"])
        return f"[{said}] " if said else ""

    def widget(self):
        """The widgets, made once."""
        if self._widget is None:
            self._widget = _Widgets(self).box
        return self._widget

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"text/plain": repr(self), "text/html": self.article()}
        try:
            return data | self.widget()._repr_mimebundle_()
        except ImportError:  # no ipywidgets: the first article, marked
            return data

    def __repr__(self) -> str:
        return f"{words.number(len(self.rows), 'event')} to browse; corrections go to {self.path.name}"


class _Widgets:
    """Controls on the left, the article on the right; what they do is the Browser's."""

    def __init__(self, browser: Browser):
        import ipywidgets as w

        self.browser, corpus = browser, browser.corpus
        articles = measures.by_article(corpus)
        titles = [(words.short(f"{words.day_words(d)} {t if isinstance(t, str) else a}", 60), a)
                  for d, t, a in zip(articles["published"], articles["title"], articles["article_id"])]  # fmt: skip
        names = measures.participants(corpus)["name"].tolist()

        def choice(label, options):
            return w.Dropdown(description=label, options=[("any", ANY), *options], layout={"width": "24em"})

        self.fields = {
            "article_id": choice("article", titles),
            "actor": w.Combobox(description="actor", options=names, placeholder="any", layout={"width": "24em"}),
            "type": choice("type", [(t, t) for t in TYPES]),
            "status": choice("status", [(words.STATUS_WORDS[s], s) for s in STATUSES]),
            "source_kind": choice("source", [(words.SOURCE_WORDS[k], k) for k in SOURCE_KINDS]),
            "first_day": w.DatePicker(description="from", layout={"width": "24em"}),
            "last_day": w.DatePicker(description="to", layout={"width": "24em"}),
            "least_certain": w.Checkbox(description="least certain wording first", indent=False),
        }
        self.list = w.Select(options=browser.options(), rows=14, layout={"width": "24em"})
        self.right = w.Button(description="right", icon="check", tooltip="every field of this row is right")
        self.wrong = w.Button(description="wrong", icon="times", tooltip="this is no event")
        self.fix = w.Button(description="fix", icon="pencil", tooltip="set one field")
        self.field = w.Dropdown(options=EVENT_FIELDS, value="status", layout={"width": "9em"})
        self.value = w.Combobox(placeholder="what it should be", options=ALLOWED["status"], layout={"width": "15em"})
        self.note, self.article = w.HTML(), w.HTML(layout={"width": "100%"})
        small = {"width": "8em"}
        for button in (self.right, self.wrong, self.fix):
            button.layout = small
        left = w.VBox([*self.fields.values(), self.list, w.HBox([self.right, self.wrong, self.fix]),
                       w.HBox([self.field, self.value]), self.note], layout={"flex": "0 0 26em"})  # fmt: skip
        right = w.VBox([self.article], layout={"flex": "1 1 30em", "max_height": "46em", "overflow": "auto"})
        self.box = w.HBox([left, right], layout={"flex_flow": "row wrap"})
        for field in self.fields.values():
            field.observe(self._filtered, "value")
        self.list.observe(self._chosen, "value")
        self.field.observe(lambda change: self.value.set_trait("options", ALLOWED.get(change["new"], ())), "value")
        self.right.on_click(lambda _: self._say(browser.right))
        self.wrong.on_click(lambda _: self._say(browser.wrong))
        self.fix.on_click(lambda _: self._say(lambda: browser.fix(self.field.value, self.value.value)))
        self._draw()

    def _filtered(self, _):
        self.browser.filter(**{name: field.value for name, field in self.fields.items()})
        self._list()
        self._draw()

    def _list(self):
        self.list.unobserve(self._chosen, "value")
        self.list.options = self.browser.options()
        self.list.value = self.browser.event_id
        self.list.observe(self._chosen, "value")

    def _chosen(self, change):
        if change["new"]:
            self.browser.choose(change["new"])
            self._draw()

    def _say(self, speak):
        if self.browser.event_id is None:
            self.note.value = "<p>No event is chosen.</p>"
            return
        try:
            told = speak()
        except CorrectionError as error:
            told = f"Not written: {error}"
        self.note.value = f"<p>{escape(told)}</p>"
        self._list()
        self._draw()

    def _draw(self):
        self.article.value = self.browser.article()
