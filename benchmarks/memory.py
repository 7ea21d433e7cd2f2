"""Peak memory against the number of articles, read in parts: python benchmarks/memory.py [SOURCE] [--articles N].

The source is repeated as often as needed; every copy tells of people that no other names, so that nothing is known before.
"""

import argparse
import json
import random
import resource
import tempfile
import threading
from pathlib import Path

import pandas as pd

import toolkit
from toolkit.scaling import extract_to

SYLLABLES = "ba ce di fo gu ka le mi no pu ra se ti vo zu sha tro kli".split()
PLATFORM_KB = 1 / 1000  # ru_maxrss is in KiB on Linux


def written(articles: pd.DataFrame, n: int, path: Path) -> Path:
    """JSON Lines of n articles, each with a sentence on a minister whose name stands nowhere else."""
    draw = random.Random(0)
    with path.open("w", encoding="utf-8") as file:
        for number in range(n):
            row = articles.iloc[number % len(articles)]
            first, last = ("".join(draw.choices(SYLLABLES, k=4)).title() for _ in range(2))
            text = f"{row['text']}\n\nForeign Minister {first} {last} of Peru will visit Chile next week, an aide said."
            day = None if pd.isna(row["published"]) else str(row["published"].date())
            record = {"article_id": str(number), "published": day, "publisher": row["publisher"], "text": text}
            file.write(json.dumps(record) + "\n")
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", default="data/articles", help="what toolkit.load_articles takes")
    parser.add_argument("--articles", type=int, default=4000)
    parser.add_argument("--size", type=int, default=1000, help="articles in a part")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = written(toolkit.load_articles(options.source), options.articles, Path(folder) / "many.jsonl")
        out, ended, peaks = Path(folder) / "out", threading.Event(), {}

        def watch():
            while not ended.wait(0.2):
                done = len(list((out / "parts").glob("*.json")))
                if done and done not in peaks:
                    peaks[done] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PLATFORM_KB
                    print(f"{done * options.size:,} articles: peak {peaks[done]:.0f} MB", flush=True)

        watcher = threading.Thread(target=watch)
        watcher.start()
        told = extract_to(path, out, size=options.size)
        ended.set()
        watcher.join()
        n = int(told["n_articles"].sum())
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PLATFORM_KB
        print(f"{n:,} articles, {told['n_events'].sum():,} events: peak {peak:.0f} MB")
        after = [done for done in peaks if done * options.size >= 2000]
        if len(after) > 1:
            first, last = after[0], after[-1]
            rise = (peaks[last] - peaks[first]) / ((last - first) * options.size / 1000)
            more = peak + rise * (10_000_000 - n) / 1000
            print(
                f"after the first {first * options.size:,}: {rise:+.1f} MB a thousand articles; at ten million: {more:,.0f} MB"
            )


if __name__ == "__main__":
    main()
