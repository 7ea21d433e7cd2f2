"""How the agenda's time and memory grow with the mentions, in one piece and block by block: python benchmarks/agenda.py.

The storylines are made up, a few states in most of them. Block by block, the blocks are of a tenth of the mentions.
"""

import argparse
import json
import os
import resource
import tempfile
import time
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd

import toolkit
from toolkit.scaling import agenda_to
from toolkit.words import states

KINDS = [("CONSULT", "visit", "visit"), ("CONSULT", None, "meet"), ("CONSULT", "phone", "call")]
KINDS += [("ASSAULT", "aerial", "air raid"), ("REQUEST", "yield", "urged"), ("AGREE", None, "agreed")]
STATUS = ["possible", "expected", "planned", "scheduled", "occurred", "cancelled"]
START = pd.Timestamp("2010-01-01")


def made_up(n: int, seed: int = 0) -> toolkit.Corpus:
    """A corpus of n mentions: a storyline has five on average, an article ten; 270 mentions a day; five officials a state."""
    draw = np.random.default_rng(seed)
    codes = np.array([code for code in states() if len(code) == 3])
    weight = 1 / np.arange(1, len(codes) + 1)
    n_lines, days = n // 5, max(31, n // 270)
    side = draw.choice(len(codes), size=(n_lines, 2), p=weight / weight.sum())
    side[:, 1] = np.where(side[:, 0] == side[:, 1], (side[:, 1] + 1) % len(codes), side[:, 1])
    person, kind, day = (
        draw.integers(0, 8, (n_lines, 2)),
        draw.integers(0, len(KINDS), n_lines),
        draw.integers(0, days, n_lines),
    )
    line = draw.integers(0, n_lines, n)
    told = day[line] + draw.integers(-10, 3, n)
    event = day[line].astype(float)
    event[draw.random(n) < 0.4] = np.nan
    status = np.where(told >= day[line], 4, draw.choice([0, 1, 2, 3, 3, 5], n))
    article = [f"{t:06d}-{a:03d}" for t, a in zip(told + 100, draw.integers(0, 27, n))]
    ids = [f"{a}:{m}" for m, a in enumerate(article)]
    when = START + pd.to_timedelta(event, unit="D")
    events = pd.DataFrame(
        {
            **{"event_id": ids, "article_id": article, "published": START + pd.to_timedelta(told, unit="D")},
            **dict(zip(("type", "mode", "trigger"), zip(*(KINDS[k] for k in kind[line])))),
            **{"date_start": when, "date_end": when, "status": np.array(STATUS)[status], "sentence": np.arange(n) % 10},
        }
    )
    people = []
    for role, s in (("actor", 0), ("recipient", 1)):
        code, number = codes[side[line, s]], person[line, s]
        named = (number < 5) & ~((kind[line] == 0) & (s == 1))  # a visit goes to a country
        name = np.where(named, [f"{'ABCDEFGH'[p] * 5} of {c}" for p, c in zip(number, code)], code)
        kinds = np.where(named, "person", "state")
        people.append(pd.DataFrame({"event_id": ids, "role": role, "name": name, "kind": kinds, "country": code}))
    return toolkit.Corpus.from_frames(events=events, participants=pd.concat(people))


def in_parts(corpus: toolkit.Corpus, folder: Path, size: int = 50_000) -> int:
    """Write the corpus as `toolkit.scaling.extract_to` would, an article in one part; how many parts there are."""
    first = corpus.events.drop_duplicates("article_id").reset_index(drop=True)
    part = dict(zip(first["article_id"], first.index * 10 // size))  # an article has ten mentions
    for name, data in corpus.all_frames.items():
        key = data["article_id"] if "article_id" in data else data["event_id"].str.split(":").str[0]
        (folder / name).mkdir(parents=True)
        for number in range(max(part.values()) + 1):
            rows = data[key.map(part) == number]
            rows.to_parquet(folder / name / f"part-{number:05d}.parquet", index=False)
    (folder / "parts").mkdir()
    (folder / "corpus.json").write_text(json.dumps({"texts": True}))
    return max(part.values()) + 1


def measured(what: str, n: int, run, unit: str = "entries") -> None:
    """Run it in a process of its own, and print how long it took and the most memory it had."""
    pid = os.fork()
    if pid:
        assert os.waitpid(pid, 0)[1] == 0
        return
    start, cpu = time.perf_counter(), time.process_time()
    found = run()
    seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{n:,} mentions {what}, {found:,} {unit}: {seconds:.0f} s ({cpu:.0f} s of work), "
        f"{1e6 * cpu / n:.0f} µs a mention, peak {peak:.1f} GB",
        flush=True,
    )
    os._exit(0)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, nargs="*", default=[100_000, 300_000, 1_000_000])
    for n in parser.parse_args().mentions:
        with tempfile.TemporaryDirectory() as folder:
            made, out = Path(folder) / "corpus", Path(folder) / "agenda"
            measured("made up", n, lambda n=n, made=made: in_parts(made_up(n), made), "parts")
            measured("in one piece", n, lambda made=made: len(toolkit.agenda(toolkit.Corpus.open(made)).entries))
            blocks = partial(agenda_to, made, out, size=max(1, n // 10))
            measured("block by block", n, lambda blocks=blocks: int(blocks()["n_entries"].sum()))


if __name__ == "__main__":
    main()
