"""What a small parser gets wrong, mended: on Docs parsed by hand."""

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from toolkit.components.grammar import grammar_of


def parsed(*rows):
    """A Doc from (word, tag, part of speech, head, dependency)."""
    words, tags, pos, heads, deps = zip(*(r.split() for r in rows), strict=True)
    return Doc(Vocab(), words=words, tags=tags, pos=pos, heads=[int(h) for h in heads], deps=deps, lemmas=words)


def test_a_finite_verb_hung_on_its_subject_becomes_the_root():
    g = grammar_of(
        parsed("Brandt NNP PROPN 0 ROOT", ", , PUNCT 0 punct", "chairman NN NOUN 0 appos", ", , PUNCT 0 punct",
               "called VBD VERB 0 acl", "on IN ADP 4 prep", "them PRP PRON 5 pobj", ". . PUNCT 0 punct")
    )  # fmt: skip
    assert (g.head[4], g.dep[4], g.head[0], g.dep[0]) == (4, "ROOT", 4, "nsubj")
    assert g.subject(4) == 0


def test_names_in_a_row_that_ends_in_and_are_no_apposition():
    g = grammar_of(
        parsed("of IN ADP 0 ROOT", "Chad NNP PROPN 0 pobj", ", , PUNCT 1 punct", "Mali NNP PROPN 1 appos",
               "and CC CCONJ 3 cc", "Togo NNP PROPN 3 conj")
    )  # fmt: skip
    assert g.conjuncts(1) == [1, 3, 5]


def test_an_apposition_stays_one():
    g = grammar_of(
        parsed("to IN ADP 0 ROOT", "Bonn NNP PROPN 0 pobj", ", , PUNCT 1 punct", "Germany NNP PROPN 1 appos")
    )
    assert g.conjuncts(1) == [1]


@pytest.mark.parametrize("tag", ["VBD", "VBN"])
def test_a_past_tense_does_not_go_on_with_an_infinitive(tag):
    g = grammar_of(
        parsed("Police NNS NOUN 1 nsubj", "fired VBD VERB 1 ROOT", "gas NN NOUN 1 dobj", "to TO PART 4 aux",
               "disperse VB VERB 1 advcl", "crowds NNS NOUN 4 dobj", "and CC CCONJ 4 cc", f"arrested {tag} VERB 4 conj",
               "20 CD NUM 7 dobj")
    )  # fmt: skip
    assert (g.head[7], g.tag[7]) == (1, "VBD")
    assert g.subject(7) == 0


def test_two_verbs_in_one_breath_share_what_follows():
    g = grammar_of(
        parsed("He PRP PRON 2 nsubjpass", "was VBD AUX 2 auxpass", "shot VBN VERB 2 ROOT", "and CC CCONJ 2 cc",
               "wounded VBN VERB 2 conj", "by IN ADP 4 agent", "rebels NNS NOUN 5 pobj", "in IN ADP 4 prep", "Dili NNP PROPN 7 pobj")
    )  # fmt: skip
    assert g.agent(2) == g.agent(4) == 5
    assert ("in", 8) in g.prepositions(2)


def test_nobody_is_the_subject_of_there_will_be():
    g = grammar_of(
        parsed("Talks NNS NOUN 1 nsubj", "failed VBD VERB 1 ROOT", "there EX PRON 4 expl", "will MD AUX 4 aux",
               "be VB AUX 1 ccomp", "none NN NOUN 4 attr")
    )  # fmt: skip
    assert g.subject(4) is None
