"""Sentence boundaries of wire copy."""

import pytest

from toolkit.model import load_model, prepare

# text, the sentences in it
CASES = [
    ("The talks failed, he said.Officials blamed the rain.", ["The talks failed, he said.", "Officials blamed the rain."]),
    ("U.S. Secretary of State Colin Powell left on Monday.", ["U.S. Secretary of State Colin Powell left on Monday."]),
    ("He flew to the U.S. The visit is his third.", ["He flew to the U.S.", "The visit is his third."]),
    ("Gen. Omar Diallo met Lt. Col. Sall. They spoke.", ["Gen. Omar Diallo met Lt. Col. Sall.", "They spoke."]),
    ("President George W. Bush arrived. He will stay.", ["President George W. Bush arrived.", "He will stay."]),
    ("LUSAKA: Zambia will host the summit.", ["LUSAKA:", "Zambia will host the summit."]),
    ("BEIJING, Nov. 13 (Xinhua) -- China hopes for talks.", ["BEIJING, Nov. 13 (Xinhua) --", "China hopes for talks."]),
    ('"It is possible, " a source said. "We wait. "', ['"It is possible, " a source said.', '"We wait. "']),
    ("Minister to visit Quito\n\nThe minister will fly on Friday.", ["Minister to visit Quito", "The minister will fly on Friday."]),
    ("By Anna Petrov\n\nRiga agreed to the plan.", ["By Anna Petrov", "Riga agreed to the plan."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_sentences_begin_where_the_typography_says(text, expected):
    nlp = load_model()
    doc = nlp(prepare(nlp, text))
    assert [s.text.strip() for s in doc.sents if s.text.strip()] == expected
