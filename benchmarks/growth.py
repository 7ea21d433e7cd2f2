"""How time grows with pathological text: seconds at n, 2n and 4n, of spaCy's own parts and of ours, and the ratio per doubling.

python benchmarks/growth.py [KIND ...] [--parts]; 2 is linear, 4 is quadratic. With --parts: which component it is.
"""

import argparse
import time
from collections import Counter
from datetime import date

from toolkit.extraction import rows
from toolkit.model import load_model, prepare

DAY = date(2011, 5, 11)
NAMES = "Peru Chile Ecuador Bolivia Brazil Norway Sweden Finland Japan Kenya Sudan Egypt".split()
PEOPLE = "Ana Ruiz;Bo Lund;Cho Tae-yul;Jan Vik;Eva Holm;Ali Aden;Li Wei;Ivan Petrov;Jo Park;Sam Okoro".split(";")


def each(pattern, n):
    """The pattern n times over, with other names and days."""
    return "".join(
        pattern.format(name=NAMES[k % 12], other=NAMES[(k + 5) % 12], person=PEOPLE[k % 10], n=k % 28 + 1)
        for k in range(n)
    )


# Text of about n tokens, where the odd thing is as many as it can be.
KINDS = {
    "ordinary story": lambda n: each("{person} of {name} will visit {other} on May {n}, an aide said Tuesday. ", n // 15),
    "one sentence": lambda n: "The minister met " + each("{person} of {name} and ", n // 5) + "left.",
    "one sentence of verbs": lambda n: "The minister " + each("met {person} and ", n // 4) + "left.",
    "verbs in one breath": lambda n: "Ten men were " + each("shot and killed and ", n // 4) + "wounded by rebels.",
    "quotations": lambda n: each('"We will visit {name}," {person} said. ', n // 11),
    "quotations never closed": lambda n: each('"We will visit {name}, {person} said. ', n // 10),
    "nested brackets": lambda n: each("{name} (", n // 3) + "left" + ")" * (n // 3),
    "dates": lambda n: each("On May {n}, 2011 {name} left. ", n // 8),
    "dates in one sentence": lambda n: "They left on " + each("May {n}, 2011, ", n // 5) + "it said.",
    "relays": lambda n: each("{person} said that ", n // 4) + "Peru will visit Chile.",
    "relays in other words": lambda n: each("{person}, quoted by {name}, said ", n // 7) + "Peru will visit Chile.",
    "conditions": lambda n: "Peru will visit Chile " + each("if {person} meets {name} ", n // 5) + ".",
    "pronouns": lambda n: each("He said that they had met him and her. ", n // 10),
    "plurals in one sentence": lambda n: "Ana Ruiz of Peru, " + each("and the aides of the envoys who were there ", n // 9) + "left.",
    "one word": lambda n: "visit " * n,
    "commas": lambda n: "," * n,
    "line breaks": lambda n: "\n" * n + "Peru left.",
    "hyphens": lambda n: "-".join(["visit"] * (n // 2)),
}  # fmt: skip


def timed(nlp, text: str) -> Counter:
    """Seconds by part: tokenizer, each component, rows."""
    seconds, start = Counter(), time.process_time()
    doc = prepare(nlp, text, DAY)
    seconds["tokenizer"] = time.process_time() - start
    for name, component in [*nlp.pipeline, ("rows", None)]:
        start = time.process_time()
        doc = component(doc) if component else rows(doc, "a", DAY, None, text) and doc
        seconds[name] = time.process_time() - start
    seconds["tokens"] = len(doc)
    return seconds


def ours(seconds: Counter) -> float:
    return sum(s for name, s in seconds.items() if name.startswith("wire_") or name == "rows")


def theirs(seconds: Counter) -> float:
    return sum(s for name, s in seconds.items() if not name.startswith("wire_") and name not in ("rows", "tokens"))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--tokens", type=int, default=1250, help="n: the largest text has four times as many")
    parser.add_argument("--parts", action="store_true", help="tell the component that takes longest")
    asked = parser.parse_args()
    nlp = load_model()
    timed(nlp, KINDS["ordinary story"](500))
    print(f"{'text':<26}{'tokens':>8} {'spaCy s':>9}{'ours s':>9}   ratio per doubling: spaCy, ours")
    for kind in asked.kinds or KINDS:
        with nlp.memory_zone():
            one, two, four = (timed(nlp, KINDS[kind](asked.tokens * k)) for k in (1, 2, 4))
        ratios = [(of(four) / max(of(one), 1e-9)) ** 0.5 for of in (theirs, ours)]
        line = (
            f"{kind:<26}{four['tokens']:>8}{theirs(four):>10.2f}{ours(four):>9.2f}{ratios[0]:>10.1f}{ratios[1]:>8.1f}"
        )
        if asked.parts:
            top = Counter({n: s for n, s in four.items() if n != "tokens"}).most_common(3)
            line += "   " + ", ".join(f"{n} {s:.2f} (x{(s / max(one[n], 1e-9)) ** 0.5:.1f})" for n, s in top)
        print(line, flush=True)


if __name__ == "__main__":
    main()
