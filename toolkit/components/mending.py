"""What a small parser gets wrong time and again, mended on the parse before anything is read off it."""

from __future__ import annotations

from . import attachments

FINITE = frozenset({"VBD", "VBZ", "VBP"})
NOMINAL = frozenset({"NOUN", "PROPN"})
SUBJECTS = frozenset({"nsubj", "nsubjpass"})
GUESTS = frozenset(
    "president premier minister chancellor king secretary envoy chairman speaker diplomat leader official delegation".split()
)
SAYING = frozenset({"say", "tell", "add", "report", "announce"})

ALIKE = frozenset("lay put set cut quit let shut hit read split halt".split())  # past tense and base form look alike
DEMANDS = frozenset("demand insist urge ask propose suggest recommend request order require".split())
SPEAKING = DEMANDS | frozenset("call appeal agree decide vow pledge promise warn threaten".split())
SITTINGS = frozenset("session meeting summit conference rally briefing dinner ceremony talk".split())
TOGETHER = frozenset(
    "meet speak talk discuss attend sign represent address participate appear announce present raise".split()
)


def mend(g) -> None:
    """Mend a `Grammar` in place."""
    done: set[int] = set()
    for i in range(g.n):
        attachments.capitals_and_origins(g, i)
        if g.head[i] == i and g.pos[i] in NOMINAL:
            _subject_as_root(g, i)
        elif g.lower[i] == "following" and g.tag[i] == "VBG":
            attachments.following(g, i)
        elif g.tag[i] == "VB" and g.dep[i] in ("acl", "relcl"):
            attachments.asked_to(g, i)
        elif g.tag[i] == "VBN" and (
            g.dep[i] == "acl" and g.lower[g.head[i]] in attachments.OTHERS or g.lower[i - 1] in attachments.OTHERS
        ):
            attachments.others_passive(g, i)
        elif g.tag[i] == "VBG" and g.dep[i] == "acl" and g.ent[g.head[i]] == "DATE":
            attachments.participle_of_a_day(g, i)
        elif g.lower[i] == "visiting" and g.dep[i] not in ("amod", "compound"):
            _guest_as_clause(g, i)
        elif g.dep[i] == "appos":
            _list_as_apposition(g, i)
            attachments.name_behind_role(g, i)
        elif g.dep[i] in ("prep", "npadvmod") and i < g.head[i] and g.lemma[i - 1] in SAYING | SPEAKING:
            attachments.beside_the_report(g, i)
        elif g.lower[i] == "of" and g.child(i, "pcomp") is not None:
            attachments.charged_with(g, i)
        elif g.dep[i] == "mark" and g.lower[i] == "for":
            attachments.destination_as_subject(g, i)
        elif g.tag[i] in FINITE and g.lemma[i] in SAYING and g.dep[i] == "relcl":
            _report_as_relative(g, i)
        elif g.dep[i] == "relcl" and g.ent[g.head[i]] == "PERSON":
            attachments.relative_of_a_person(g, i)
        elif g.dep[i] == "conj" and (g.tag[i] in FINITE or g.tag[i] == "VBN" and not g.auxiliaries(i)):
            _finite_after_infinitive(g, i)
        elif g.tag[i] in FINITE and g.lemma[i] in SAYING and g.child(i, *SUBJECTS) is None:
            _speaker_at_the_end(g, i)
        elif g.dep[i] == "pobj" and g.lower[g.head[i]] in ("after", "before", "since", "until"):
            _subject_of_what_follows(g, i)
        elif g.dep[i] == "ccomp" and g.pos[i] in NOMINAL:
            attachments.object_as_clause(g, i)
        elif g.dep[i] in ("prep", "advcl") and g.lemma[g.head[i]] in SAYING and i < g.head[i]:
            _before_the_source(g, i)
        elif g.dep[i] == "conj" and g.lemma[i] in SITTINGS and g.child(i, "poss") is not None:
            _both_possess(g, i)
        elif g.dep[i] == "conj":
            _person_beside_state(g, i)
        elif g.dep[i] == "ccomp" and g.tag[i] == "VBD" and g.lower[i] in ALIKE and g.lemma[g.head[i]] in DEMANDS:
            g.tag[i], g.lemma[i] = "VB", g.lower[i]  # "demanded that they lay down their arms"
        elif g.lower[i] in ("at", "during") and g.dep[i] == "prep" and i not in done:
            done.update(_asked_at(g, i))
        elif g.dep[i] in SUBJECTS and g.dep[g.head[i]] in ("aux", "auxpass") and g.is_verb(g.head[g.head[i]]):
            g.reattach(i, g.head[g.head[i]], g.dep[i])  # "Peru has, meanwhile, expelled"
        elif g.dep[i] in SUBJECTS and g.pos[i] == "PROPN" and _object_as_subject(g, i):
            pass
        elif g.lower[i] == "lay" and g.lemma[i] == "lie" and g.child(i, "dobj") is not None:
            g.lemma[i] = "lay"  # "lay down their arms"
        elif g.head[i] == i and g.is_verb(i) and g.pos[g.sentences[g.sentence[i]][0]] in ("ADP", "ADV"):
            _subject_in_opening(g, i)
        elif g.dep[i] == "prt" and g.child(i, "pobj") is not None:
            g.dep[i] = "prep"  # "call on Mr Lee"
        elif g.dep[i] == "amod" and g.tag[i] == "VBD" and g.child(i, "nsubj") is not None:
            _past_as_adjective(g, i)
        elif g.dep[i] == "amod" and g.tag[i] == "VBN":
            _perfect_as_adjective(g, i)
            attachments.subject_as_number(g, i)
        elif g.lower[i] in ("last", "first", "next") and g.dep[i] in SUBJECTS:
            attachments.number_before_adverb(g, i)


def _guest_as_clause(g, i):
    """ "held talks with visiting President A", "Visiting Premier B met": an adjective, where the parser has a verb and its object."""
    guest, over, dep = g.child(i, "dobj"), g.head[i], g.dep[i]
    person = guest is not None and (
        g.ent[guest] == "PERSON" or any(g.lemma[c] in GUESTS for c in (guest, *g.kids(guest, "compound")))
    )
    if not person or g.auxiliaries(i) or over == i:
        return
    if dep == "pcomp" and g.lower[over] in ("with", "between", "to", "from", "for"):
        dep = "pobj"
    elif dep in ("csubj", "nsubj") and i < over:
        dep = "nsubj"
    elif dep in ("advcl", "xcomp", "acl", "ccomp") and over == i - 1 and g.child(over, "dobj") is None:
        dep = "dobj"
    elif not (dep == "conj" and g.pos[over] in NOMINAL or dep == "dobj"):
        return
    verb = next((h for h in g.up(i) if g.is_verb(h)), over)
    for c in [c for c in g.children[i] if c > guest]:
        g.reattach(c, verb, g.dep[c])
    g.reattach(guest, over, dep)
    g.reattach(i, guest, "amod")


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
    told = verb is not None and any(
        c < verb for c in g.kids(noun, "acl", "relcl")
    )  # "a paper adopted in May called for"
    if (
        verb is None
        or g.text[verb - 1] != ","
        and not told
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
    later = g.head[head]
    if (
        g.ent[i] == g.ent[later] == "PERSON"
        and g.dep[head] == "compound"
        and later > i
        and g.child(i, "cc") is not None
    ):
        for c in g.kids(i, "conj"):
            g.reattach(c, later, "compound")
        g.reattach(i, g.head[later], g.dep[later])  # "with Prime Minister A and Defence Minister B"
        g.reattach(head, i, "compound")
        g.reattach(later, i, "conj")
        return
    if g.ent[head] == g.ent[i] == "PERSON" and head < left and g.lower[left - 1] == "and":
        g.dep[i] = "conj"  # "A of Fiji and B of Tonga"
    comma = left - 1 if g.ent[head] == g.ent[i] == "PERSON" else i - 1  # "Prime Minister A, Speaker B and President C"
    if g.pos[head] == g.pos[i] == "PROPN" and g.text[comma] == "," and head < i:
        ends = [c for x in g.conjuncts(i)[1:] for c in g.children[g.head[x]] if g.dep[c] == "cc"]
        if ends and g.pos[g.conjuncts(i)[-1]] == "PROPN":
            g.dep[i] = "conj"


def _before_the_source(g, i):
    """ "Bashir left Libya after holding talks there, television said": what stands before the source is of what is said."""
    said = g.head[i]
    told, source = g.child(said, "ccomp"), g.child(said, *SUBJECTS)
    if told is not None and source is not None and told < i < source and g.is_verb(told):
        g.reattach(i, told, g.dep[i])


def _both_possess(g, noun):
    """ "Cohen and Kyuma's talks": of both of them."""
    one, other = g.head[noun], g.child(noun, "poss")
    if g.ent[one] == g.ent[other] == "PERSON" and one < other and g.head[one] != one:
        later = [c for c in g.children[one] if c > noun]
        g.reattach(noun, g.head[one], g.dep[one])
        g.reattach(one, noun, "poss")
        for c in later:
            g.reattach(c, noun, g.dep[c])


def _person_beside_state(g, i):
    """ "Prime Ministers A of Fiji and B of Tonga": B stands beside A, not beside Fiji."""
    state = g.head[i]
    of = g.head[state]
    if g.ent[i] == "PERSON" != g.ent[state] and g.dep[state] == "pobj" and g.lower[of] in ("of", "for", "from"):
        first = g.head[of]
        if g.ent[first] == "PERSON":
            g.reattach(i, first, "conj")


def _perfect_as_adjective(g, verb):
    """ "China has, however, tightened inspections, and agencies have suspended tours": a verb, not an adjective."""
    noun = g.head[verb]
    have = verb - 1
    while have > 0 and (g.text[have] == "," or g.pos[have] == "ADV"):
        have -= 1
    later = g.head[have]
    if g.lower[have] not in ("has", "have", "had") or g.dep[have] != "aux" or later <= noun or not g.is_verb(later):
        return
    subject = next((c for c in g.kids(later, *SUBJECTS) if c < have), None)
    if g.dep[noun] in SUBJECTS and g.head[noun] == later and subject is None:
        subject = next((c for c in g.children[later] if c < have and g.pos[c] in NOMINAL), None)
    g.pos[verb] = "VERB"
    over, dep = (later, "ROOT") if g.head[later] == later else (g.head[later], g.dep[later])
    second = next((c for c in g.kids(noun, "conj") if c > noun), None)
    g.children[noun].remove(verb)
    if dep == "ROOT":
        g.head[verb], g.dep[verb] = verb, "ROOT"
    else:
        g.head[verb], g.dep[verb] = over, dep
        g.children[over] = sorted([*g.children[over], verb])
    for c in [c for c in g.children[later] if c < verb]:
        g.reattach(c, verb, "nsubj" if c == subject and g.dep[c] != "nsubj" else g.dep[c])
    if g.head[noun] == later:
        g.reattach(noun, verb, "dobj")
    else:
        g.dep[noun] = "dobj"
    if dep == "ROOT":
        g.head[later], g.dep[later] = verb, "conj"
        g.children[verb] = sorted([*g.children[verb], later])
    else:
        g.reattach(later, verb, "conj")
    if second is not None:
        g.reattach(second, later, "nsubj")


def _subject_in_opening(g, verb):
    """ "With the signing of a memorandum, the government and rebels agreed": what follows the comma is the subject."""
    first = g.sentences[g.sentence[verb]][0]
    begin = min([verb, *g.auxiliaries(verb)])
    comma = next((j for j in range(begin - 1, first, -1) if g.text[j] == ","), None)
    if (
        comma == begin - 1
    ):  # "Before talks with A and B, Minister C, the envoy to D, met": a name in front of its apposition
        names = (j for j in range(first, comma) if g.ent[j] == "PERSON" and g.dep[j] == "conj" and g.child(j, "appos"))
        name = next(names, None)
        comma = None if name is None else g.subtree(name)[0] - 1
        begin = begin if name is None else name + 1
        comma = comma if comma is not None and g.text[comma] == "," else None
    if comma is None or g.child(verb, *SUBJECTS, "csubj", "expl") is not None or g.tag[verb] in ("VB", "VBG"):
        return
    block = range(comma + 1, begin)
    heads = [j for j in block if g.head[j] not in block and g.dep[j] in ("conj", "appos") and g.pos[j] in NOMINAL]
    if len(heads) == 1 and first <= g.head[heads[0]] < comma and not any(g.is_verb(j) for j in block):
        g.reattach(heads[0], verb, "nsubj")


def _past_as_adjective(g, verb):
    """ "Seoul scrambled jets, and Tokyo put off a visit": what has a subject of its own is a verb, what follows its object."""
    noun = g.head[verb]
    later = g.head[noun]
    if g.dep[noun] not in SUBJECTS or not g.is_verb(later) or g.head[later] != later:
        return
    g.pos[verb] = "VERB"
    g.children[noun].remove(verb)
    g.head[verb], g.dep[verb] = verb, "ROOT"
    second = next((c for c in g.kids(noun, "conj") if c > noun), None)
    for c in [c for c in g.children[later] if c < verb]:
        g.reattach(c, verb, g.dep[c])
    g.reattach(noun, verb, "dobj")
    g.head[later], g.dep[later] = verb, "conj"
    g.children[verb] = sorted([*g.children[verb], later])
    if second is not None:
        g.reattach(second, later, "nsubj")


def _object_as_subject(g, name):
    """ "talks with Ana Ruiz, the ministry said": a name right behind a preposition that lacks its object is that object."""
    first = g.subtree(name)[0]
    said = next((c for c in g.kids(name, "appos") if c > name and g.text[name + 1] == ","), None)
    bare = first > 0 and g.dep[first - 1] == "prep" and g.child(first - 1, "pobj", "pcomp") is None
    if not bare or said is None or g.sentence[first - 1] != g.sentence[name]:
        return False
    verb, dep = g.head[name], g.dep[name]
    g.reattach(said, verb, dep)
    g.reattach(name, first - 1, "pobj")
    return True


def _asked_at(g, prep):
    """ "urged Iraq to free the hostages at a session in Cairo": the session is where it was urged, not where they go free."""
    verb = g.head[prep]
    where = g.child(prep, "pobj")
    if where is None or g.lemma[where] not in SITTINGS or g.tag[verb] != "VB" or g.lemma[verb] in TOGETHER:
        return ()
    over = g.head[verb]
    if g.dep[verb] in ("acl", "relcl") and g.dep[over] == "pobj":  # "called on Iraq to free"
        over = g.head[g.head[over]]
    if g.dep[verb] not in ("xcomp", "acl", "relcl", "advcl", "ccomp") or g.lemma[over] not in SPEAKING:
        return ()
    if g.tag[over] not in FINITE:
        return ()
    later = [c for c in g.children[verb] if c >= prep and g.dep[c] in ("prep", "npadvmod")]
    for c in later:
        g.reattach(c, over, g.dep[c])
    return later


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


def free_names(g, times):
    """ "met President Lee Wednesday", "talks with Lee Wednesday": a name that the parser took for a part of the date."""
    for t in times:
        for i in range(t.start, t.end):
            over = g.head[i]
            name = [c for c in g.children[i] if c < t.start and g.dep[c] in ("compound", "nmod", "amod")]
            behind = g.dep[i] == "pobj" and g.lower[over] not in ("on", "by")
            if not name or not (behind or g.is_verb(over)) or g.pos[name[-1]] != "PROPN":
                continue
            dep = "pobj" if behind else "nsubj" if over > i else "dobj"
            if behind:
                verb = g.verb_over(over)
                g.reattach(i, over if verb is None else verb, "npadvmod")
            if dep != "nsubj" or g.child(over, "nsubj") is None:
                g.reattach(name[-1], over, dep if g.child(over, dep) is None else "dep")
                for c in name[:-1]:
                    g.reattach(c, name[-1], g.dep[c])
