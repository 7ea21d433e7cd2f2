"""What extraction costs: over the bare spaCy model, with two processes, on a cluster, and a second time from the cache.

python benchmarks/speed.py [SOURCE]; set OMP_NUM_THREADS=1, or BLAS threads of several processes get in each other's way.
"""

import argparse
import multiprocessing
import statistics
import tempfile
import time

import spacy

import toolkit
from toolkit.model import MODELS
from toolkit.scaling import extract_to


def seconds(run):
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def twice(run, texts):
    """Half of the texts in each of two forked processes, and nothing brought back: the most that two can gain here."""
    workers = [multiprocessing.get_context("fork").Process(target=run, args=(texts[n::2],)) for n in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def between(rounds, a, b):
    ratios = [one[a] / one[b] for one in rounds]
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def on_a_cluster(articles, n_workers, rounds):
    """Median seconds for all articles, in parts small enough that no worker waits for long; each worker has the model."""
    from dask.distributed import Client, LocalCluster

    size = max(1, len(articles) // 12)
    with (
        LocalCluster(n_workers=n_workers, threads_per_worker=1, dashboard_address=None) as cluster,
        Client(cluster) as client,
        tempfile.TemporaryDirectory() as out,
    ):
        client.run(toolkit.load_model)
        runs = [seconds(lambda n=n: extract_to(articles, f"{out}/{n}", client, size=size)) for n in range(rounds)]
    return statistics.median(runs)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", nargs="?", default="data/articles", help="what toolkit.load_articles takes")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    articles = toolkit.load_articles(options.source)
    texts = list(articles["text"])
    bare = spacy.load(next(name for name in MODELS if spacy.util.is_package(name)))
    runs = {
        "bare model": lambda: list(bare.pipe(texts)),
        "extraction": lambda: toolkit.extract(articles),
        "bare model, two processes": lambda: twice(lambda half: list(bare.pipe(half)), texts),
        "extraction, two processes": lambda: toolkit.extract(articles, n_process=2),
    }
    for run in list(runs.values())[:2]:
        run()  # loads models and lexicons
    pairs = [{name: seconds(run) for name, run in runs.items()} for _ in range(options.rounds)]
    print(
        f"{len(texts)} articles, {articles['n_words'].mean():.0f} words on average, median of {options.rounds} rounds"
    )
    for name in runs:
        print(f"{name}: {1000 * statistics.median(p[name] for p in pairs) / len(texts):.1f} ms an article")
    print(f"ratio: {between(pairs, 'extraction', 'bare model')}")
    for name in ("extraction", "bare model"):
        print(f"{name}, two processes: {between(pairs, name, f'{name}, two processes')} times one")
    workers = [on_a_cluster(articles, n, options.rounds) for n in (1, 2)]
    print(f"a cluster of two workers: {workers[0] / workers[1]:.2f} times one worker")
    with tempfile.TemporaryDirectory() as cache:
        first, second = (seconds(lambda: toolkit.extract(articles, cache=cache)) for _ in range(2))
    print(f"second run from the cache: {100 * second / first:.1f} % of the first")


if __name__ == "__main__":
    main()
