"""How the agenda's time grows with the mentions: made-up storylines, a few states in most of them: python benchmarks/agenda.py."""

import argparse
import resource
import time

import numpy as np
import pandas as pd

import toolkit
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mentions", type=int, nargs="*", default=[100_000, 300_000, 1_000_000])
    for n in parser.parse_args().mentions:
        corpus = made_up(n)
        start, cpu = time.perf_counter(), time.process_time()
        agenda = toolkit.agenda(corpus)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(
            f"{n:,} mentions, {len(agenda.entries):,} entries: {seconds:.0f} s ({cpu:.0f} s of work), "
            f"{1e6 * cpu / n:.0f} µs a mention, peak {peak:.1f} GB",
            flush=True,
        )


if __name__ == "__main__":
    main()
