"""What holds for every text, however odd: hypothesis looks for one for which it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import toolkit
from toolkit.extraction import LAYERS
from toolkit.frames import FRAMES, build

ROOT = Path(__file__).parents[1]
WORDS = (
    'Peru Chile Lima the minister Ana Ruiz will may not visit met meet talks with on Monday next week said , . " ( ) - '
    "sources a diplomat expected to if postponed called off 5 May 2011 troops attacked Foreign President he they its \n "
    "\n\n and or who \u2019s ' “ ” — \u00a0 \u200b 😀 العربية 東京 é \x0b ] [ ; : ? ! 0 31 February $ %"
).split(" ")
TEXT = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join) | st.text(max_size=200)
ODD = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def extracted(texts, **options):
    rows = [dict(article_id=f"a{n}", published="2011-05-11", text=text) for n, text in enumerate(texts)]
    return toolkit.extract(build("articles", rows), **options)


@ODD
@given(TEXT)
def test_offsets_slice_the_text_and_values_keep_to_their_columns(text):
    corpus = extracted([text])
    for frame, words in (
        ("sentences", "sentence_text"),
        ("entities", "mention"),
        ("times", "expression"),
        ("statements", "content"),
    ):
        for row in corpus.frames[frame].to_dict("records"):
            assert text[row["start_char"] : row["end_char"]] == row[words] != ""
    for row in corpus.evidence.to_dict("records"):
        assert text[row["start_char"] : row["end_char"]] == row["quote"] != ""
    for name in LAYERS:
        data = corpus.all_frames[name]
        assert list(data.columns) == [c.name for c in FRAMES[name]]
        assert [str(d) for d in data.dtypes] == ["category" if c.values else c.dtype for c in FRAMES[name]]
    events = corpus.events
    triggers = set(corpus.evidence.loc[corpus.evidence.field == "trigger", "event_id"])
    assert events.event_id.is_unique and set(events.event_id) == triggers
    assert events.certainty.between(0, 1).all() and events.status.notna().all() and events.type.notna().all()
    assert (
        not (events.date_start > events.date_end).any() and not (corpus.times.date_start > corpus.times.date_end).any()
    )
    anonymous = corpus.statements.source_kind == "anonymous"
    assert corpus.statements.loc[anonymous, "source_name"].isna().all()


@settings(ODD, max_examples=10)
@given(st.lists(TEXT, min_size=2, max_size=5))
def test_neither_order_nor_batch_changes_the_rows(texts):
    forth, back = extracted(texts), extracted(texts[::-1], batch_size=1)
    ids = {f"a{n}": f"a{len(texts) - 1 - n}" for n in range(len(texts))}
    for name in ("entities", "times", "statements"):
        one, two = (c.frames[name] for c in (forth, back))
        two = two.assign(article_id=two.article_id.map(ids)).sort_values("article_id", kind="stable", ignore_index=True)
        pd.testing.assert_frame_equal(one, two)
    assert len(forth.events) == len(back.events)


@ODD
@given(st.lists(st.tuples(TEXT, st.sampled_from(["2011-05-11", "1970-01-01", "2999-12-31", None])), max_size=4))
def test_an_agenda_holds_every_event_once_and_is_as_of_its_day(rows):
    data = [dict(article_id=f"a{n}", published=day, text=text) for n, (text, day) in enumerate(rows)]
    corpus = toolkit.extract(build("articles", data))
    agenda = toolkit.agenda(corpus)
    assert agenda.reports.event_id.is_unique and set(agenda.reports.event_id) == set(corpus.events.event_id)
    assert set(agenda.reports.agenda_id) == set(agenda.entries.agenda_id)
    assert not (agenda.entries.date_start > agenda.entries.date_end).any()


CODE = """
import hashlib, toolkit
corpus = toolkit.extract(toolkit.load_articles("data/articles/january-talks.jsonl"))
agenda = toolkit.agenda(corpus)
frames = {**corpus.all_frames, "entries": agenda.entries, "reports": agenda.reports}
told = "".join(f.to_csv(index=False) for f in frames.values())
print(hashlib.sha256(told.encode()).hexdigest(), len(corpus.events))
"""


def printed(prefix=(), **environment):
    command = [*prefix, sys.executable, "-c", CODE]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_locale_zone_and_hash_seed_change_nothing():
    first = printed(PYTHONHASHSEED="1", TZ="Asia/Seoul", LC_ALL="C")
    assert int(first.split()[1]) > 10
    assert first == printed(PYTHONHASHSEED="2", TZ="America/Lima", LC_ALL="C.UTF-8")


def test_nothing_is_sent_anywhere():
    shut = ["unshare", "--net", "--map-root-user"]
    if subprocess.run([*shut, "true"], capture_output=True).returncode:
        pytest.skip("this machine lets nobody make a network namespace")
    assert printed(shut) == printed()
