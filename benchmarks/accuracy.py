"""How right the rows are, on the sample corpus and on stories kept apart, by their annotation: python benchmarks/accuracy.py."""

import json
import tempfile
from pathlib import Path

import toolkit

HERE, DATA = Path(__file__).parent / "unseen", Path(__file__).parents[1] / "data"
SETS = {
    "sample, first half, written beside the rules": (DATA / "articles", DATA / "gold" / "sample.events.json", ("2024", "2025")),
    "sample, second half, written after them, its errors read since": (
        DATA / "articles", DATA / "gold" / "sample.events.json", ("2012", "2013"),
    ),
    "six stories, errors read": (HERE / "read.jsonl", HERE / "read.events.json", None),
    "six stories that nobody who writes rules has read": (HERE / "unread.jsonl", HERE / "unread.events.json", None),
}  # fmt: skip


def main():
    for name, (source, gold, years) in SETS.items():
        corpus = toolkit.extract(toolkit.load_articles(source))
        part = [t for t in json.loads(gold.read_text(encoding="utf-8")) if not years or t["published"][:4] in years]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "gold.json"
            path.write_text(json.dumps(part), encoding="utf-8")
            found = toolkit.score(corpus, path)
        print(f"{name}: {len(part)} articles")
        print(found.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
