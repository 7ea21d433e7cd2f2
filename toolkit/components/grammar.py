"""What the parse says about a clause: who is its subject, what hangs on it, which time its verb is in.

Reading a token's attributes through spaCy costs more than the rules themselves, so they are taken out once per Doc into
plain lists (`Grammar`), and every component works on token numbers.
"""

from __future__ import annotations

from functools import lru_cache

from spacy.attrs import DEP, ENT_TYPE, HEAD, IDX, LEMMA, ORTH, POS, TAG
from spacy.tokens import Doc

from ..knowledge import table
from .attachments import OTHERS
from .mending import mend

STRINGS = (ORTH, LEMMA, TAG, POS, DEP, ENT_TYPE)
NUMBERS = (IDX, HEAD)  # HEAD as spaCy has it: how far away
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
OBJECTS = frozenset({"dobj", "obj", "dative", "iobj"})
# What has no subject of its own and takes that of the word above it
SHARING = frozenset({"conj", "advcl", "pcomp", "ccomp", "dep", "parataxis", "prep", "acomp", "attr", "pobj", "dobj"})
OF_OTHERS = frozenset("accuse suspect convict acquit warn blame charge clear stop prevent keep bar ban".split())
USING = frozenset("use take seize exploit promise".split())  # "used the visit to urge": the user urges
DASHES = frozenset({"-", "--", "–", "—"})


class Grammar:
    """The parse of one Doc as lists by token number.

    Attributes
    ----------
    text, lower, lemma, tag, pos, dep, ent : list of str
        spaCy's attributes of the same names (`lemma` in lower case; `ent` the entity label or "").
    head : list of int
        Number of the head; a root is its own head.
    children : list of list of int
        Direct dependents, in order.
    start, end : list of int
        Character offsets of each token.
    sentence : list of int
        Number of the sentence each token stands in; ``sentences[n]`` is its (first, end) token.
    """

    __slots__ = (
        "children", "dep", "end", "ent", "head", "lemma", "lower", "n", "pos", "sentence", "sentences", "start", "tag", "text",
    )  # fmt: skip

    def __init__(self, doc: Doc):
        self.n = len(doc)
        columns = doc.to_array(STRINGS).reshape(self.n, len(STRINGS)).T.tolist()
        string = {key: doc.vocab.strings[key] for key in set().union(*columns)}
        self.text, lemma, self.tag, self.pos, self.dep, self.ent = ([string[key] for key in c] for c in columns)
        self.start, heads = doc.to_array(NUMBERS).reshape(self.n, len(NUMBERS)).astype("int64").T.tolist()
        self.lower = [s.lower() for s in self.text]
        mended = base_forms()
        self.lemma = [mended.get(w) or base.lower() for w, base in zip(self.lower, lemma, strict=True)]
        self.head = [i + offset for i, offset in enumerate(heads)]
        self.end = [a + len(s) for a, s in zip(self.start, self.text, strict=True)]
        self.children = [[] for _ in self.text]
        for i, h in enumerate(self.head):
            if h != i:
                self.children[h].append(i)
        self.sentence = [0] * self.n
        self.sentences = []
        for number, sent in enumerate(doc.sents):
            self.sentences.append((sent.start, sent.end))
            for i in range(sent.start, sent.end):
                self.sentence[i] = number

    def reattach(self, i: int, head: int, dep: str):
        """Hang a word on another head: where a later layer knows better than the parser."""
        self.children[self.head[i]].remove(i)
        self.head[i], self.dep[i] = head, dep
        self.children[head] = sorted([*self.children[head], i])

    # -- moving in the tree ---------------------------------------------------

    def up(self, i: int):
        """The heads above a token, nearest first."""
        seen = 0
        while self.head[i] != i and seen < 200:
            i = self.head[i]
            seen += 1
            yield i

    def subtree(self, i: int) -> list[int]:
        """The token and all that hangs on it, in order; of thousands, a thousand."""
        out, todo = [], [i]
        while todo and len(out) < 1000:
            j = todo.pop()
            out.append(j)
            todo.extend(self.children[j])
        return sorted(out)

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent with one of these labels."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)

    def kids(self, i: int, *deps: str) -> list[int]:
        """All dependents with one of these labels, in order."""
        return [c for c in self.children[i] if self.dep[c] in deps]

    def conjuncts(self, i: int) -> list[int]:
        """The token and what is coordinated after it ("A, B and C" from A)."""
        out, todo = [i], [i]
        while todo:
            for c in self.kids(todo.pop(), "conj"):
                out.append(c)
                todo.append(c)
        return sorted(out)

    def first_conjunct(self, i: int) -> int:
        """The first member of the coordination that the token belongs to."""
        seen = 0
        while self.dep[i] == "conj" and self.head[i] != i and seen < 200:
            i = self.head[i]
            seen += 1
        return i

    # -- clauses --------------------------------------------------------------

    def is_verb(self, i: int) -> bool:
        return self.pos[i] in ("VERB", "AUX")

    def verb_over(self, i: int) -> int | None:
        """The nearest verb at or above the token: the head of its clause."""
        if self.is_verb(i) and self.dep[i] not in ("aux", "auxpass", "amod", "compound"):
            return i
        return next((h for h in self.up(i) if self.is_verb(h)), None)

    def subject(self, verb: int) -> int | None:
        """The subject of a verb, its own or the one it shares: "is expected to visit", "arrived and met", "who met".

        A relative pronoun gives the noun that it stands for; an object control verb ("urged Moscow to lift") its object.
        """
        gerund = self.tag[verb] == "VBG"
        for _ in range(12):
            if self.child(verb, "expl") is not None and not gerund:
                return None  # "there will be no meeting": nobody's; but "there was no question of meeting them"
            mine = self.kids(verb, "nsubj", "nsubjpass", "csubj")
            own = next((c for c in mine[1:] if self.tag[c] == "NNP"), mine[0] if mine else None)  # "the leader of X Y"
            if own is not None:
                if self.tag[own] in ("WP", "WDT") or (self.lower[own] == "that" and self.dep[verb] == "relcl"):
                    if self.dep[verb] != "relcl":
                        return own
                    many = {self.lower[a] for a in (verb, *self.auxiliaries(verb))} & {"were", "are", "have"}
                    head = self.head[verb]
                    if self.dep[head] == "appos" and self.dep[self.head[head]] == "conj":
                        head = self.head[head]  # "A and B, her counterpart, who were to meet": both of them
                    return self.first_conjunct(head) if many and self.tag[head] in ("NNP", "NN") else self.head[verb]
                return own
            dep, head = self.dep[verb], self.head[verb]
            if head == verb:
                # "Nauru on Monday sued ...": a name that the parser left hanging before its verb
                return next(
                    (
                        c
                        for c in self.kids(verb, "intj", "npadvmod", "dep")
                        if c < verb and self.text[c][0].isupper() and self.tag[c] != "CD"
                    ),
                    None,
                )
            if dep in ("xcomp", "advcl") and self.lemma[head] in ("call", "appeal", "plead"):
                asked = next((x for w, x in self.prepositions(head) if w in ("on", "upon", "to")), None)
                if asked is not None:  # "called on both states to meet"
                    return asked
            if dep == "xcomp":
                controlled = self.child(head, "dobj", "dative")
                if controlled is not None and self.is_verb(head) and self.tag[verb] == "VB":
                    if self.lemma[head] not in USING:
                        return controlled
                verb = head
            elif dep in ("acl", "relcl"):
                # "an offer to meet": the offerer; "troops guarding the border": the troops; "he is the first to visit": he
                if self.dep[head] == "attr" and self.is_verb(self.head[head]):
                    verb = self.head[head]
                    continue
                asked = self.head[head] if self.dep[head] == "pobj" else head
                if self.lower[asked] in ("on", "upon", "to") and self.lemma[self.head[asked]] in ("call", "appeal"):
                    return head  # "called on the two states to meet"
                infinitive = self.tag[verb] == "VB" and any(self.lower[a] == "to" for a in self.auxiliaries(verb))
                if self.tag[verb] in ("VBG", "VBN") or dep == "relcl" and not infinitive:
                    return head
                owner = self.child(head, "poss")
                if owner is not None:
                    return owner
                up = self.verb_over(head)
                if up is None or up == verb:
                    return None
                verb = up
            elif dep == "pcomp" and self.lower[head] in ("of", "for", "from") and self.verb_over(head) is not None:
                over = self.verb_over(head)  # "accused troops of attacking": the troops
                patient = self.child(over, "dobj", "nsubjpass")
                if patient is not None and (self.head[head] != patient or self.lemma[over] in OF_OTHERS):
                    return patient
                verb = over  # "has no intention of invading"
            elif dep in SHARING:
                verb = head
            else:
                return None
        return None

    def is_passive(self, verb: int) -> bool:
        """ "was met", "been arrested", and bare participles that follow their noun ("troops deployed")."""
        if self.lemma[verb] == "oppose" and any(self.lower[p] == "to" for p in self.kids(verb, "prep")):
            return False  # "is opposed to the war"
        if self.child(verb, "auxpass", "nsubjpass") is not None:
            return True
        if self.tag[verb] == "VBN" and self.dep[verb] == "conj" and not self.auxiliaries(verb):
            return self.is_passive(self.head[verb])  # "was approved and rejected"
        return self.tag[verb] == "VBN" and self.dep[verb] == "acl" and self.child(verb, "nsubj", "aux") is None

    def objects(self, verb: int, breath: int = 4) -> list[int]:
        """Direct objects with what is coordinated to them; of "attacked and looted the town" the town for both.

        Of a long chain of verbs, the objects of the next few: a text may chain thousands.
        """
        own = self.kids(verb, "dobj", "obj")
        if not own:  # "sent the carrier Nimitz": a receiver without a gift is the object
            own = [c for c in self.kids(verb, "dative") if self.pos[c] in ("NOUN", "PROPN") and c > verb]
        twin = None if own or not breath else self.twin(verb)
        return [c for o in own for c in self.conjuncts(o)] if twin is None else self.objects(twin, breath - 1)

    def twin(self, verb: int) -> int | None:
        """The second of two verbs in one breath, which share what follows them: "was shot and wounded by rebels"."""
        second = verb + 2
        joined = second < self.n and self.dep[second] == "conj" and self.head[second] == verb and self.is_verb(second)
        if joined and self.lower[verb + 1] in ("and", "or"):
            return second
        return None if self._of_others(verb) else next((c for c in self.kids(verb, "conj") if self._of_others(c)), None)

    def _of_others(self, verb: int) -> bool:
        """ "five were killed and 12 others wounded by rebels"."""
        subject = self.child(verb, "nsubjpass") if self.tag[verb] == "VBN" else None
        return subject is not None and self.lower[subject] in OTHERS and not self.auxiliaries(verb)

    def agent(self, verb: int) -> int | None:
        """The "by" of a passive, its own or its twin's."""
        for v in (verb, self.twin(verb), self.head[verb] if self.dep[verb] == "conj" else None):
            found = None if v is None else self.child(v, "agent")
            if found is not None:
                return found
        return None

    def prepositions(self, i: int, breath: int = 4) -> list[tuple[str, int]]:
        """(preposition, its object) for each prepositional phrase on a token; objects with their coordination."""
        twin = self.twin(i) if breath else None
        out = [] if twin is None else self.prepositions(twin, breath - 1)
        for p in self.kids(i, "prep", "agent", "dative"):
            word = self.lower[p]
            todo = [p]
            while todo:
                q = todo.pop()
                for c in self.children[q]:
                    if self.dep[c] in ("pobj", "pcomp"):
                        out.extend((word, x) for x in self.conjuncts(c))
                    elif self.dep[c] == "prep":  # "out of", "according to", "ahead of"
                        word = f"{word} {self.lower[c]}"
                        todo.append(c)
                    elif self.dep[c] == "conj" and self.pos[c] == "ADP":
                        todo.append(c)
        return out

    def auxiliaries(self, verb: int) -> list[int]:
        return self.kids(verb, "aux", "auxpass")

    def negated(self, i: int) -> int | None:
        """The negation that hangs on a token, if any ("not", "never", "no" as determiner)."""
        for c in self.children[i]:
            if self.dep[c] == "neg" or (
                self.lower[c] in ("no", "neither", "never") and self.dep[c] in ("det", "advmod", "preconj")
            ):
                return c
        return None


def dateline(g) -> int:
    """Where the story begins: behind "Addis Ababa, 5 August (Agency) —", else 0."""
    bracket = False
    for k in range(min(24, g.n - 1)):
        bracket = bracket or g.text[k] == ")"
        mark = g.text[k] in DASHES and g.start[k] > g.end[k - 1] and g.start[k + 1] > g.end[k] if k else False
        if mark and (bracket or g.text[0].isupper()):
            return k + 1
        if g.tag[k] in ("VBD", "VBZ", "VBP", "MD"):
            return 0
    return 0


@lru_cache(maxsize=1)
def base_forms() -> dict[str, str]:
    """Words whose base form spaCy's rules for English get wrong ("staged" as "stag")."""
    return {row["word"]: row["lemma"] for row in table("lemmas")}


def grammar_of(doc: Doc) -> Grammar:
    """The Doc's `Grammar`, made on first use."""
    found = doc.user_data.get("wire_grammar")
    if found is None:
        found = doc.user_data["wire_grammar"] = Grammar(doc)
        mend(found)
    return found
