"""What the parser hangs on the nearest noun, and what belongs to the verb: the rest of the mending of a parse."""

from __future__ import annotations

ASKING = frozenset(
    "ask urge tell order press invite instruct direct warn beg implore exhort persuade encourage advise allow permit force"
    " authorize authorise require remind call".split()
)
THINGS = frozenset(  # "asked permission to leave": what is asked, not who
    "permission time leave chance right help aid money measure step effort move way means plan talk resource fund sanction"
    " power authority mandate action decision opportunity order attempt deal agreement proposal resolution law bill".split()
)
LEAVING = frozenset("leave depart fly head set sail embark go travel return bind".split())

CHARGING = frozenset("accuse suspect convict acquit".split())
TIMING = frozenset("after before when while since".split())
OTHERS = frozenset("others more dozens hundreds scores".split())


def following(g, i):
    """ "following the rape of a girl": a preposition, where the parser has a verb and its object."""
    what = g.child(i, "dobj")
    if what is None or g.auxiliaries(i) or g.dep[i] not in ("acl", "advcl", "prep", "xcomp"):
        return
    over = next((h for h in g.up(i) if g.is_verb(h)), None)
    if over is None:
        return
    g.reattach(i, over, "prep")
    g.dep[what], g.tag[i], g.pos[i], g.lemma[i] = "pobj", "IN", "ADP", "following"
    for c in [c for c in g.children[i] if c != what]:
        g.reattach(c, what, g.dep[c])


def asked_to(g, i):
    """ "asked the mediators and the monitors to clarify": who is asked is to clarify."""
    whom = g.head[i]
    if g.tag[whom] not in ("NNS", "NNP", "NNPS") or g.lemma[whom] in THINGS:
        return
    if not any(g.lower[a] == "to" for a in g.auxiliaries(i)):
        return
    first = g.first_conjunct(whom)
    verb = g.head[first]
    if g.dep[first] in ("dobj", "dative") and g.is_verb(verb) and g.lemma[verb] in ASKING:
        g.reattach(i, verb, "xcomp")


def participle_of_a_day(g, i):
    """ "adopted a resolution on Monday urging": the resolution urges, not the day."""
    verb = next((h for h in g.up(i) if g.is_verb(h)), None)
    what = g.child(verb, "dobj") if verb is not None else None
    if what is not None and verb < what < i:
        g.reattach(i, what, "acl")
    elif verb is not None and verb < i:
        g.reattach(i, verb, "advcl")


def number_before_adverb(g, i):
    """ "The two last met in May": the two are the subject, and last says when."""
    two, verb = next((c for c in g.children[i] if g.dep[c] == "nummod"), None), g.head[i]
    if two == i - 1 and verb > i and g.is_verb(verb):
        g.reattach(two, verb, g.dep[i])
        for c in [c for c in g.children[i] if c < two]:
            g.reattach(c, two, g.dep[c])
        g.dep[i] = "advmod"


def object_as_clause(g, i):
    """ "seized the Kirkuk oilfield": a noun phrase without a verb is the object."""
    verb, name = g.head[i], g.child(i, "nsubj")
    bare = not any(g.is_verb(c) or g.dep[c] in ("aux", "cop", "mark") for c in g.children[i])
    if bare and name == i - 1 and verb < name and g.is_verb(verb) and g.child(verb, "dobj") is None:
        g.dep[i], g.dep[name] = "dobj", "compound"


def beside_the_report(g, i):
    """ "said on Monday it would go", "announced in Lima that": what follows the verb of saying is the report's, before the clause."""
    said, verb = i - 1, g.head[i]
    subject = g.child(verb, "nsubj", "nsubjpass")
    if i and g.is_verb(said) and g.dep[verb] in ("ccomp", "conj") and subject is not None and i < subject:
        g.reattach(i, said, g.dep[i])


def destination_as_subject(g, mark) -> None:
    """ "left Lima for Quito to attend a summit": the summit is attended by who left, not by Quito."""
    verb = g.head[mark]
    over, place = g.head[verb], g.child(verb, "nsubj")
    if g.dep[verb] not in ("advcl", "xcomp", "ccomp") or g.lemma[over] not in LEAVING:
        return
    if place is None or g.pos[place] != "PROPN" or not mark < place < verb:
        return
    g.reattach(mark, over, "prep")
    g.reattach(place, mark, "pobj")
    g.dep[verb] = "advcl"


def capitals_and_origins(g, i):
    """ "quit the bloc ECOWAS on Friday": a name, no verb; "met officials from Chad, Mali and Niger": theirs."""
    over = g.head[i]
    if g.pos[i] == "VERB" and g.text[i].isupper() and g.dep[i] in ("dobj", "pobj", "nsubj", "appos"):
        g.pos[i], g.tag[i] = "PROPN", "NNP"
    if g.lower[i] == "from" and g.dep[i - 1] == "dobj" and g.head[i - 1] == over and g.lemma[over] == "meet":
        g.reattach(i, i - 1, "prep")


def name_behind_role(g, i):
    """ "Prime Minister A and his Laotian counterpart B": B is the counterpart, not A."""
    first = g.subtree(i)[0]
    role, head = first - 1, g.head[i]
    if g.ent[i] != "PERSON" or g.dep[i] != "appos" or head > role or role == head:
        return
    if g.pos[role] == "NOUN" and g.dep[role] == "conj" and head in g.up(role):
        g.reattach(i, role, "appos")


def relative_of_a_person(g, verb):
    """ "A visit by Nejat Erkan, which had been expected in May": no person is a which."""
    if all(g.lower[c] != "which" for c in g.kids(verb, "nsubj", "nsubjpass")):
        return
    over = next((h for h in g.up(g.head[verb]) if g.pos[h] == "NOUN" or g.is_verb(h)), None)
    if over is not None and g.pos[over] == "NOUN":
        g.reattach(verb, over, "relcl")


def charged_with(g, of) -> None:
    """ "accused a rebel group of attacking the convoy": what the group is accused of, not what it consists of."""
    over = g.head[of]
    verb = g.head[over]
    if g.lemma[verb] in CHARGING and g.dep[over] in ("dobj", "nsubjpass"):
        g.reattach(of, verb, "prep")


def subject_as_number(g, verb) -> None:
    """ "after the two held talks": who held them, where the parser has two talks that were held."""
    noun, who = g.head[verb], verb - 1
    after = g.head[noun]
    if (
        g.lower[who] not in ("two", "both")
        or g.head[who] != noun
        or g.dep[noun] != "pobj"
        or g.lower[after] not in TIMING
    ):
        return
    g.tag[verb], g.pos[verb] = "VBD", "VERB"
    g.reattach(verb, after, "pcomp")
    g.reattach(who, verb, "nsubj")
    g.reattach(noun, verb, "dobj")
    for c in [c for c in g.children[noun] if c < who]:
        g.reattach(c, who, g.dep[c])
    for c in [c for c in g.children[noun] if c > noun and g.pos[c] == "ADV"]:  # "held talks here"
        g.reattach(c, verb, g.dep[c])


def others_passive(g, verb):
    """ "five were killed and 12 others wounded": passive like the first, the others being its subject."""
    over = g.head[verb]
    others, first = (over, g.head[over]) if g.dep[verb] == "acl" else (g.child(verb, "nsubj"), over)
    if others is None or g.lower[others] not in OTHERS or g.dep[first] in ("conj", "acl") or g.auxiliaries(verb):
        return
    if g.tag[first] == "VBN" and g.child(first, "auxpass") is not None and g.head[others] in (first, verb):
        g.reattach(verb, first, "conj")
        g.reattach(others, verb, "nsubjpass")
