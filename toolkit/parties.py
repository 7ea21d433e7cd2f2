"""Who takes part, and when two names are one side: a person in two spellings, a state and the minister it sent."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from .words import heir

# "The assembly" and "parliament" of one state are one.
LEGISLATURE = re.compile(r"(national )?(parliament|assembly|congress|knesset|duma|diet|senate)( [a-z]{3})?")


@dataclass(frozen=True, slots=True)
class Party:
    """A participant: its name as in the frame, the name without what spellings differ in, its kind and country."""

    name: str
    plain: str
    kind: str
    country: str | None
    leads: bool = field(default=False, compare=False)  # a head of state or government: where states meet, they do


LEADER = re.compile(
    r"(?<!vice )(?<!vice-)(?<!deputy )(?<!former )\b(?:presidents?|prime ministers?|premier|chancellor|king|emir|emperor|taoiseach)$",
    re.IGNORECASE,
)


@lru_cache(maxsize=100_000)
def plain(name: str) -> str:
    """A name without accents, hyphens, initials and case: "Ban Ki-moon" and "Ban Ki Moon" are one."""
    name = unicodedata.normalize("NFKD", name)
    name = "".join(c for c in name if not unicodedata.combining(c))
    words = [w for w in re.split(r"[\s.,]+", name) if len(w) > 1 or not w.isupper()]
    return re.sub(r"[^a-z0-9 ]", "", " ".join(words).lower().replace("-", " "))


def agree(a: Party, b: Party) -> bool:
    """Whether two names can be one side: one person in two spellings, or a state and whom it sent."""
    if a.plain == b.plain:
        return True
    if "state" in (a.kind, b.kind):
        return a.country is not None and heir(a.country) == heir(b.country)
    if LEGISLATURE.fullmatch(a.plain) and LEGISLATURE.fullmatch(b.plain):
        return None in (a.country, b.country) or a.country == b.country
    if a.kind == b.kind == "group" and a.name.islower() and b.name.islower():
        return True  # "demonstrators", "protesters"
    if a.kind != "person" or b.kind != "person":
        return False
    one, two = a.plain.replace(" ", ""), b.plain.replace(" ", "")
    if one == two:
        return True
    if a.country is None or a.country != b.country:
        return False
    x, y = sorted((a.plain.split(), b.plain.split()), key=len)
    if len(x) == 1 < len(y):
        return x[0] in (y[0], y[-1])
    return len(one) == len(two) >= 10 and sum(c != d for c, d in zip(one, two)) == 1


def refined(mine: list[Party], new: Party) -> list[Party]:
    """The parties with one more: a person stands for the state that sent them, one spelling for the others."""
    for n, old in enumerate(mine):
        if agree(old, new):
            better = old.kind == "state" != new.kind and new not in mine
            return mine[:n] + [new] + mine[n + 1 :] if better else mine
    return [*mine, new]


def matched(a, b) -> tuple[int, int, int, int]:
    """How many parties of ``a`` agree with one of ``b``, and under one name; how many of either do not."""
    same = hits = 0
    seen = set()
    for p in a:
        best = next((q for q in b if p.plain == q.plain), None) or next((q for q in b if agree(p, q)), None)
        if best is not None:
            hits += 1
            same += best.kind != "state" and p.kind != "state" or p.name == best.name
            seen.update(q for q in b if agree(p, q))
    return hits, same, len(a) - hits, sum(q not in seen for q in b)


def gathering(parties) -> set[str]:
    """Bodies of no one state, by their initials: "APEC" is the Asia-Pacific Economic Cooperation."""
    return {_initials(p.plain) for p in parties if p.kind == "body" and p.country is None}


@lru_cache(maxsize=10_000)
def _initials(name: str) -> str:
    words = [w for w in name.split() if w not in ("of", "the", "and", "for", "on", "in", "forum", "summit")]
    return "".join(w[0] for w in words) if len(words) > 2 else name
