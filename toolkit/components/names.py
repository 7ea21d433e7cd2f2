"""Names of persons: where they begin and end, which short form means whom.

A statistical model cuts, splits and mistypes the names that it has not seen. What it has not seen stands, in wire copy,
beside a title or an apposition the first time and as a surname after that, and this is what is read here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from ..knowledge import table

CONNECTORS = frozenset(
    "al el bin ibn bint abu ben de da del della dos das di du la le van von der den ten ter ul ur dal dela ould ag zu af abd i y".split()
)
STOPPERS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan feb mar apr jun jul aug sept sep oct nov dec gmt".split()
)
ALSO_NAMES = frozenset({"jan", "april", "june", "august", "mar"})  # first names, where a name follows
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Surnames first: Chinese, Korean and Vietnamese names, when written in their own order
EASTERN_SURNAMES = frozenset(
    "kim lee yi park pak choi choe chung jung jeong cho kang yoon yun jang chang lim im han shin seo suh kwon hwang song ahn an "
    "yoo yu ryu ri hong jeon chun ko koh moon mun son sohn bae paek baek nam noh roh ban ha heo huh yang no ro paik sung kwak "
    "hu wen jiang zhu li wang zhang liu chen zhao wu zhou xu sun ma gao guo he lin luo zheng liang xie tang xi deng zeng "
    "peng cao tian dong yuan pan ye cheng wei jia tsai hsu chiang hsieh lien soong su lai tung tsang leung qian hua bo mao "
    "goh ong teo tan chua ng tay yeo koh toh quek thein "
    "nguyen tran le pham phan vo vu dang bui do ho ngo duong "
    "kong cui hou fu fan fang shi yao shao qin qiu jin lu dai ding feng hao lei luo meng niu qiao qu ren shen tao xiong yan yin zhong "
    "zhu zuo bai cai chai gu kang liao mei pang qi wan xiang xu xue you zhuang zou ouyang situ".split()
)


@dataclass(slots=True)
class Person:
    """One person of an article under the fullest form of the name."""

    tokens: tuple[str, ...]  # words of the name, lower case, connectors and hyphens left out
    name: str
    office: str | None = None
    country: str | None = None
    last: int = -1  # token number of the last mention
    offices: set = field(default_factory=set)
    seen: list = field(default_factory=list)  # token numbers of the mentions read so far


def is_name_token(g, i: int) -> bool:
    """A capitalised word that may be part of a name."""
    word = g.text[i]
    if g.lower[i] in STOPPERS and not (g.lower[i] in ALSO_NAMES and i + 1 < g.n and is_name_token(g, i + 1)):
        return False
    return word[0].isupper() and any(c.isalpha() for c in word) and not word.endswith("'s")


def name_end(g, i: int, limit: int, *, taken=(), most: int = 6) -> int:
    """End of the name that begins at token ``i`` (``i`` itself where none does)."""
    end, j, parts = i, i, 0
    while j < limit and parts < most:
        word, low = g.text[j], g.lower[j]
        if j in taken:
            break
        if word.endswith("-") and len(word) > 1 and word[0].isalpha() and j + 1 < limit and g.text[j + 1][0].isalpha():
            j += 2  # "Moo- hyun"
            end, parts = j, parts + 1
        elif is_name_token(g, j) or (low in SUFFIXES and parts):
            if low in ("the", "a", "an", "in", "on", "at", "and", "but", "he", "she"):
                break
            j += 1
            end, parts = j, parts + 1
        elif low == "may" and parts == 1 and word[0].isupper() and not _number_follows(g, j, limit):
            j += 1
            end, parts = j, parts + 1
        elif word in ("-", "–") and parts and j + 1 < limit and g.end[j - 1] == g.start[j]:
            if g.text[j + 1][0].isalpha() and g.start[j + 1] - g.end[j] <= 1:  # "Tae-yul", "Moo- hyun"
                j += 2
                end = j
            else:
                break
        elif (
            (low in CONNECTORS or low.rstrip("-") in CONNECTORS)
            and j + 1 < limit
            and (parts or low in ("al", "el", "abu", "bin", "ibn", "de", "van", "von"))
        ):
            k = j + 1
            while k < limit and (g.text[k] in "-–" or g.lower[k] in CONNECTORS) and k < j + 4:
                k += 1
            if k < limit and is_name_token(g, k) and k not in taken:
                j = k
            else:
                break
        else:
            break
    while end > i and g.text[end - 1] in ("-", "–"):
        end -= 1
    return end


def _number_follows(g, j, limit):
    return j + 1 < limit and g.text[j + 1][0].isdecimal()


@lru_cache(maxsize=1)
def ordinals() -> frozenset[str]:
    """ "first", "third": from the lexicon of times."""
    return frozenset(row["word"] for row in table("times") if row["kind"] == "ordinal")


def without_number(g, a: int, b: int) -> int:
    """Where the name of a gathering begins behind its number: "the Third Ibero-American Summit", as the fourth has it too."""
    while a < b - 2 and (
        g.lower[a] in ordinals() or g.text[a][0].isdecimal() and g.lower[a][-2:] in ("st", "nd", "rd", "th")
    ):
        a += 1
    return a


def spelled(g, a: int, b: int) -> str:
    """The name as one string: "Roh Moo- hyun" is "Roh Moo-hyun", without a possessive."""
    out = ""
    for i in range(a, b):
        gap = " " if i > a and g.start[i] > g.end[i - 1] else ""
        if out.endswith(("-", "–")):
            gap = ""
        out += gap + g.text[i]
    for tail in ("'s", "’s", "'", "’"):
        out = out.removesuffix(tail)
    return " ".join(out.split())


def parts(name: str) -> tuple[str, ...]:
    """Words of a name by which it is compared: "Imad al-Alami" -> imad, alami; initials dropped."""
    words = name.lower().replace("-", " ").replace("–", " ").replace("’", "'").split()
    kept = tuple(
        w for w in words if w not in CONNECTORS and not (len(w) <= 2 and w.endswith(".")) and w not in SUFFIXES
    )
    return kept or tuple(words)


def surname(tokens: tuple[str, ...]) -> str:
    """The word that stands for a person later on."""
    return tokens[0] if len(tokens) > 1 and tokens[0] in EASTERN_SURNAMES and len(tokens) <= 3 else tokens[-1]


class Register:
    """The persons of one article: full names in, short forms resolved."""

    def __init__(self):
        self.people: list[Person] = []
        self.by_token: dict[str, list[Person]] = {}

    def add(self, name: str, at: int, office: str | None = None, country: str | None = None) -> Person:
        """The person of that name, known or new; a fuller form replaces a shorter one."""
        tokens = parts(name)
        person = self.match(tokens, at)
        if person is None:
            person = Person(tokens, name)
            self.people.append(person)
        elif len(tokens) > len(person.tokens) or (
            len(tokens) == len(person.tokens) and len(name) > len(person.name) and at < 0
        ):
            person.tokens, person.name = tokens, name
        for token in tokens:
            known = self.by_token.setdefault(token, [])
            if person not in known:
                known.append(person)
        if office:
            person.offices.add(office.lower())
            person.office = person.office or office
        person.country = person.country or country
        person.last = max(person.last, at)
        person.seen.append(at)
        return person

    def match(self, tokens: tuple[str, ...], at: int = -1) -> Person | None:
        """The known person whom this name, or a part of it, stands for."""
        candidates = self.by_token.get(tokens[-1], []) or self.by_token.get(tokens[0], [])
        best, best_rank = None, None
        for person in candidates:
            theirs = person.tokens
            if tokens == theirs:
                rank = 3
            elif set(tokens) <= set(theirs) or set(theirs) <= set(tokens):
                if len(tokens) == 1 or len(theirs) == 1:
                    one, full = (tokens[0], theirs) if len(tokens) == 1 else (theirs[0], tokens)
                    # a first name is a poor short form, but the only person who bears it
                    rank = 2 if one == surname(full) or one == full[-1] or one == full[0] and len(full) == 3 else 1
                else:
                    rank = 2.5
            elif len(tokens) > 1 and len(theirs) > 1 and tokens[0] == theirs[0] and tokens[-1] == theirs[-1]:
                rank = 2.5
            else:
                continue
            if rank == 1 and len(tokens) > len(theirs):
                continue
            before = max((p for p in person.seen if p <= at), default=-1)  # of two Kims the one who was named last
            key = (rank, bool(person.offices), before, person.last)  # "Bush" is the president before he is his wife
            if best is None or key > best_rank:
                best, best_rank = person, key
        return best

    def near(self, word: str) -> Person | None:
        """The one person whose surname differs from the word by a single letter: a slip of the pen."""
        if len(word) < 6:
            return None
        close = [
            p
            for p in self.people
            if len(s := surname(p.tokens)) == len(word) and sum(a != b for a, b in zip(s, word, strict=True)) == 1
        ]
        return close[0] if len(close) == 1 else None


def joined(g, start: int, first: int = 0) -> int:
    """Where a name begins that a hyphen parts: at "Asia" for "Africa Forum" in "the Asia-Africa Forum"."""
    while start - 2 >= first and g.text[start - 1] == "-" and g.end[start - 2] == g.start[start - 1]:
        if not g.text[start - 2][0].isupper():
            break
        start -= 2
    return start
