"""What a small parser gets wrong time and again, mended on the parse before anything is read off it."""

from __future__ import annotations

FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
SAYING = frozenset({"say", "tell", "add", "report", "announce"})


def mend(g) -> None:
    """Mend a `Grammar` in place."""
    for i in range(g.n):
        if g.head[i] == i and g.pos[i] in NOMINAL:
            _subject_as_root(g, i)
        elif g.dep[i] == "appos":
            _list_as_apposition(g, i)
        elif g.tag[i] in FINITE and g.lemma[i] in SAYING and g.dep[i] == "relcl":
            _report_as_relative(g, i)
        elif g.dep[i] == "relcl" and g.ent[g.head[i]] == "PERSON":
            _relative_of_a_person(g, i)
        elif g.dep[i] == "conj" and (g.tag[i] in FINITE or g.tag[i] == "VBN" and not g.auxiliaries(i)):
            _finite_after_infinitive(g, i)
        elif g.tag[i] in FINITE and g.lemma[i] in SAYING and g.child(i, *SUBJECTS) is None:
            _speaker_at_the_end(g, i)
        elif g.dep[i] == "pobj" and g.lower[g.head[i]] in ("after", "before", "since", "until"):
            _subject_of_what_follows(g, i)
        elif g.dep[i] == "ccomp" and g.pos[i] in NOMINAL:
            _object_as_clause(g, i)
        elif g.dep[i] == "conj":
            _person_beside_state(g, i)
        elif g.lower[i] in ("last", "first", "next") and g.dep[i] in SUBJECTS:
            _number_before_adverb(g, i)


def _relative_of_a_person(g, verb):
    """ "A visit by Nejat Erkan, which had been expected in May": no person is a which."""
    if all(g.lower[c] != "which" for c in g.kids(verb, "nsubj", "nsubjpass")):
        return
    over = next((h for h in g.up(g.head[verb]) if g.pos[h] == "NOUN" or g.is_verb(h)), None)
    if over is not None and g.pos[over] == "NOUN":
        g.reattach(verb, over, "relcl")


def _finite_after_infinitive(g, verb):
    """ "fired gas to disperse the crowd and arrested 20 people": a finite verb goes on with a finite verb."""
    first = g.head[verb]
    if g.tag[first] != "VB" or g.lower[g.auxiliaries(first)[0] if g.auxiliaries(first) else first] != "to":
        return
    if g.child(verb, "nsubj", "nsubjpass") is not None:
        return
    if g.tag[verb] == "VBN" and g.child(first, "auxpass") is not None:
        return  # "to be tried and convicted"
    tag = g.tag[verb] if g.tag[verb] != "VBN" else "VBD"  # a past tense, for no participle follows an infinitive
    over = next((h for h in g.up(first) if g.tag[h] == tag), None)
    if over is not None and g.sentence[over] == g.sentence[verb]:
        g.tag[verb] = tag
        g.reattach(verb, over, "conj")


def _subject_as_root(g, noun):
    """ "Minister Brandt, chairman of the forum, called on": a finite verb that was hung on its subject is the root."""
    verb = next(
        (c for c in g.kids(noun, "acl", "relcl", "appos", "conj") if g.tag[c] == "VBD" and g.child(c, "nsubj") is None),
        None,
    )
    if (
        verb is None
        or g.text[verb - 1] != ","
        or any(g.head[j] == j and j != noun and g.is_verb(j) for j in _around(g, noun))
    ):
        return
    g.head[verb], g.dep[verb] = verb, "ROOT"
    g.children[noun].remove(verb)
    for c in [c for c in g.children[noun] if c > verb]:
        g.reattach(c, verb, g.dep[c])
    g.head[noun], g.dep[noun] = verb, "nsubj"
    g.children[verb] = sorted([*g.children[verb], noun])


def _around(g, i):
    return range(*g.sentences[g.sentence[i]])


def _list_as_apposition(g, i):
    """ "Kazakhstan, Kyrgyzstan and Turkmenistan": names in a row that ends in "and" are no apposition."""
    head = g.head[i]
    left = g.subtree(i)[0]
    if g.ent[head] == g.ent[i] == "PERSON" and head < left and g.lower[left - 1] == "and":
        g.dep[i] = "conj"  # "A of Fiji and B of Tonga"
    if g.pos[head] == g.pos[i] == "PROPN" and g.text[i - 1] == "," and head < i:
        ends = [c for x in g.conjuncts(i)[1:] for c in g.children[g.head[x]] if g.dep[c] == "cc"]
        if ends and all(g.pos[x] == "PROPN" for x in g.conjuncts(i)):
            g.dep[i] = "conj"


def _person_beside_state(g, i):
    """ "Prime Ministers A of Fiji and B of Tonga": B stands beside A, not beside Fiji."""
    state = g.head[i]
    of = g.head[state]
    if g.ent[i] == "PERSON" != g.ent[state] and g.dep[state] == "pobj" and g.lower[of] in ("of", "for", "from"):
        first = g.head[of]
        if g.ent[first] == "PERSON":
            g.reattach(i, first, "conj")


def _number_before_adverb(g, i):
    """ "The two last met in May": the two are the subject, and last says when."""
    two, verb = next((c for c in g.children[i] if g.dep[c] == "nummod"), None), g.head[i]
    if two == i - 1 and verb > i and g.is_verb(verb):
        g.reattach(two, verb, g.dep[i])
        for c in [c for c in g.children[i] if c < two]:
            g.reattach(c, two, g.dep[c])
        g.dep[i] = "advmod"


def _object_as_clause(g, i):
    """ "seized the Kirkuk oilfield": a noun phrase without a verb is the object."""
    verb, name = g.head[i], g.child(i, "nsubj")
    bare = not any(g.is_verb(c) or g.dep[c] in ("aux", "cop", "mark") for c in g.children[i])
    if bare and name == i - 1 and verb < name and g.is_verb(verb) and g.child(verb, "dobj") is None:
        g.dep[i], g.dep[name] = "dobj", "compound"


def _speaker_at_the_end(g, v):
    """ "..., a diplomat in Cairo said", "..., his press secretary, A B, said on Monday": the subject stands before the verb."""
    first = g.sentences[g.sentence[v]][0]
    end = v - 1 if g.text[v - 1] == "," else v  # before it a name in commas
    k = end - 1
    while k > first and g.text[k] not in (",", '"', "”", "''"):
        if g.tag[k] in FINITE or g.tag[k] in ("MD", "WDT", "WP", "WRB"):
            return
        k -= 1
    block = range(k + 1, end)
    if k <= first or not block or g.pos[block[0]] in ("ADP", "CCONJ", "SCONJ", "ADV", "VERB", "AUX", "PUNCT"):
        return
    if end < v and not all(g.pos[j] == "PROPN" or g.text[j] == "-" for j in block):
        return
    head = next(
        (j for j in block if g.pos[j] in NOMINAL and (j + 1 == end or g.pos[j + 1] not in (*NOMINAL, "PART", "PUNCT"))),
        None,
    )
    if head is None or v in (head, *g.up(head)) and g.head[head] == v or head in g.up(v):
        return
    g.reattach(head, v, "nsubj")
    for j in block:  # what the parse hung elsewhere
        if j != head and not block[0] <= g.head[j] < end and g.head[j] != j and j < head:
            g.reattach(j, head, g.dep[j])


def _report_as_relative(g, v):
    """ "..., which he extended by telephone, his secretary, A B, said on Monday": said is what the sentence hangs on."""
    first, end = g.sentences[g.sentence[v]]
    name = v - 2
    while name > first and g.ent[name] == "PERSON":
        name -= 1
    role = name - 1 if g.text[name] == "," and name < v - 2 else -1
    if g.text[v - 1] != "," or role < 0 or g.pos[role] != "NOUN" or any(g.is_verb(j) for j in range(v + 1, end)):
        return
    root, over = next((h for h in g.up(v) if g.head[h] == h), v), g.head[v]
    for c in [c for c in g.children[v] if c < v]:
        g.reattach(c, over, "dep")
    g.children[over].remove(v)
    g.head[v], g.dep[v] = v, "ROOT"
    g.head[root], g.dep[root] = v, "ccomp"
    g.children[v] = sorted([*g.children[v], root])
    g.reattach(v - 2, v, "nsubj")


def _subject_of_what_follows(g, i):
    """ "after fighting broke out": a noun right before a finite verb that has no subject is its subject."""
    prep, verb = g.head[i], i + 1
    if verb < g.n and g.tag[verb] in FINITE and g.is_verb(verb) and prep == i - 1 and verb not in g.up(i):
        if g.child(verb, *SUBJECTS) is None and not g.auxiliaries(verb):
            g.reattach(i, verb, "nsubj")
            g.reattach(prep, verb, "mark")
