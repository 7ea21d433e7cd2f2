"""How right the rows are on the sample corpus, by its own annotation, in its two halves: python benchmarks/accuracy.py."""

import json
import tempfile
from pathlib import Path

import toolkit

GOLD = Path(__file__).parents[1] / "data" / "gold" / "sample.events.json"
HALVES = {"first half, written beside the rules": ("2024", "2025"), "second half, written after them": ("2012", "2013")}


def main():
    corpus = toolkit.extract(toolkit.load_articles("data/articles"))
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    for half, years in HALVES.items():
        part = [text for text in gold if text["published"][:4] in years]
        ids = {text["doc_id"] for text in part}
        rows = corpus.events[corpus.events["article_id"].isin(ids)]
        articles = corpus.articles[corpus.articles["article_id"].isin(ids)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "gold.json"
            path.write_text(json.dumps(part), encoding="utf-8")
            found = toolkit.score(toolkit.Corpus.from_frames(articles=articles, events=rows), path)
        print(f"{half}: {len(articles)} articles")
        print(found.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
