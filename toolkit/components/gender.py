"""Whether "he" or "she" may be somebody: by the title, by a first name that only women bear."""

from __future__ import annotations

from ..knowledge import table

SHE = frozenset({"she", "her", "hers", "herself"})
HERS = frozenset(
    "spokeswoman chairwoman congresswoman businesswoman policewoman queen princess empress duchess sheikha mrs ms miss madame lady".split()
)
HIS = frozenset(
    "spokesman chairman congressman king prince emperor emir amir sultan sheikh ayatollah imam pope archbishop cardinal bishop mr"
    " monsignor patriarch mullah rabbi lama".split()
)


def women(folder: str | None) -> frozenset[str]:
    """First names of women, lower case."""
    return frozenset(row["name"].lower() for row in table("given_names", folder))


def female(name: str, words: str, first_names: frozenset[str]) -> bool | None:
    """Whether a person of that name and with these titles is a woman; None where nothing tells."""
    titles = set(words.lower().replace("-", " ").replace(".", "").split())
    if titles & HERS or " " in name and name.split()[0].lower() in first_names:
        return True
    return False if titles & HIS else None


def fitting(word: str, people: list, first_names: frozenset[str]) -> list:
    """Of some mentions of persons those whom "he" or "she" may mean; women before those of whom nothing is known."""
    told = [(m, female(m.name if m.kind == "person" else "", m.office or "", first_names)) for m in people]
    if word not in SHE:
        return [m for m, woman in told if not woman]
    return [m for m, woman in told if woman] or [m for m, woman in told if woman is None]
