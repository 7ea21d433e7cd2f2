"""Words have the attributes that the model's own ruler would give them."""

import pytest
from spacy.tokens import Doc

import toolkit


def attributes(token):
    return token.tag_, token.dep_, token.pos_, token.lemma_, str(token.morph)


@pytest.fixture(scope="module")
def nlp():
    return toolkit.load_model()


def test_of_words_alone_and_in_company(nlp):
    words, tags = zip(
        ("There", "EX"), ("is", "VBZ"), ("not", "RB"), ("\n\n", "_SP"), ("Geneva", "NNP"), ("that", "IN"), strict=True
    )
    deps = ("expl", "ROOT", "neg", "dep", "attr", "mark")
    doc = Doc(nlp.vocab, words=words, tags=tags, deps=deps, heads=[1, 1, 1, 1, 1, 1])
    nlp.get_pipe("remembered_attribute_ruler")(doc)
    assert [t.pos_ for t in doc] == ["PRON", "VERB", "PART", "SPACE", "PROPN", "SCONJ"]  # "is" without "there": AUX
    assert [t.lemma_ for t in doc] == ["", "be", "not", "", "", ""]
    assert doc[4].morph.get("Number") == ["Sing"]


def test_as_the_ruler_itself(nlp):
    before = nlp.pipe_names[: nlp.pipe_names.index("remembered_attribute_ruler")]
    texts = [
        *toolkit.load_articles("data/articles")["text"],
        "There ain't nothin' \n\n for y'all; who'd a' come? It's gonna.",
    ]
    with nlp.select_pipes(enable=before):
        docs = list(nlp.pipe(texts))
    remembered, ruler = nlp.get_pipe("remembered_attribute_ruler"), nlp.get_pipe("attribute_ruler")
    for doc in docs:
        assert [*map(attributes, remembered(doc.copy()))] == [*map(attributes, ruler(doc.copy()))]


def test_of_no_word(nlp):
    assert len(nlp.get_pipe("remembered_attribute_ruler")(nlp.make_doc(""))) == 0
