"""What extraction costs: over the bare spaCy model, with two processes, and a second time from the cache.

python benchmarks/speed.py [SOURCE]; set OMP_NUM_THREADS=1, or BLAS threads of several processes get in each other's way.
"""

import argparse
import statistics
import tempfile
import time

import spacy

import toolkit
from toolkit.model import MODELS


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", default="data/articles", help="what toolkit.load_articles takes")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = toolkit.load_articles(options.source)
    texts = list(articles["text"])
    bare = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))
    runs = {"bare model": lambda: list(bare.pipe(texts)), "extraction": lambda: toolkit.extract(articles)}
    for run in runs.values():
        run()  # loads models and lexicons
    pairs = [{name: seconds(run) for name, run in runs.items()} for _ in range(options.rounds)]
    print(
        f"{len(texts)} articles, {articles['n_words'].mean():.0f} words on average, median of {options.rounds} rounds"
    )
    for name in runs:
        print(f"{name}: {1000 * statistics.median(p[name] for p in pairs) / len(texts):.1f} ms an article")
    print(f"ratio: {statistics.median(p['extraction'] / p['bare model'] for p in pairs):.2f}")
    two = [seconds(lambda: toolkit.extract(articles, n_process=2)) for _ in range(options.rounds)]
    once = statistics.median(p["extraction"] for p in pairs)
    print(f"two processes: {once / statistics.median(two):.2f} times one")
    with tempfile.TemporaryDirectory() as cache:
        first, second = (seconds(lambda: toolkit.extract(articles, cache=cache)) for _ in range(2))
    print(f"second run from the cache: {100 * second / first:.1f} % of the first")


if __name__ == "__main__":
    main()
