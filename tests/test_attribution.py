"""Who is reported to say what: one sentence, or a few, per case; the expectations were written by hand."""

from __future__ import annotations

import pytest

from toolkit.components.attribution import statement_at
from toolkit.model import load_model


@pytest.fixture(scope="module")
def nlp():
    return load_model()


def told(doc):
    """The statements of speech and belief as (source, kind, cue, content, direct)."""
    return [
        (
            s.source_text,
            s.source_kind,
            doc[s.cue[0] : s.cue[1]].text,
            " ... ".join(doc[a:b].text for a, b in s.pieces),
            s.is_direct,
        )
        for s in doc._.statements
        if s.is_speech
    ]


ONE = [
    # indirect speech
    (
        "Officials said the two ministers would meet in Oslo.",
        ("Officials", "anonymous", "said", "the two ministers would meet in Oslo", False),
    ),
    (
        "The envoy Maria Lindqvist announced that talks had resumed.",
        ("Maria Lindqvist", "person", "announced", "that talks had resumed", False),
    ),
    (
        "Diplomats here said both delegations had left the hall.",
        ("Diplomats here", "anonymous", "said", "both delegations had left the hall", False),
    ),
    (
        "The rebels claim to have captured the airport.",
        ("The rebels", "institution", "claim", "to have captured the airport", False),
    ),
    # the reporting clause behind
    (
        "The president will fly to Lima on Sunday, a palace official said.",
        ("a palace official", "anonymous", "said", "The president will fly to Lima on Sunday", False),
    ),
    (
        "Three people were hurt in the blast, hospital sources told Reuters.",
        ("hospital sources", "anonymous", "told", "Three people were hurt in the blast", False),
    ),
    (
        "The two sides signed a protocol, the statement said.",
        ("the statement", "institution", "said", "The two sides signed a protocol", False),
    ),
    (
        "The truce is holding, said witnesses reached by telephone.",
        ("witnesses reached by telephone", "anonymous", "said", "The truce is holding", False),
    ),
    (
        "The border was reopened on Monday, reports the Anatolia news agency.",
        ("Anadolu Agency", "media", "reports", "The border was reopened on Monday", False),
    ),
    (
        "The minister cancelled his trip, a newspaper reported on Tuesday.",
        ("a newspaper", "media", "reported", "The minister cancelled his trip", False),
    ),
    # direct speech
    (
        '"We will not sign," President Pedro Alcantara said.',
        ("Pedro Alcantara", "person", "said", '"We will not sign,"', True),
    ),
    (
        "“The door is open,” said Foreign Minister Anna Novotna.",
        ("Anna Novotna", "person", "said", "“The door is open,”", True),
    ),
    (
        '"We are looking at all options, " a source said.',
        ("a source", "anonymous", "said", '"We are looking at all options, "', True),
    ),
    (
        '"The road is closed," the police said. "It will stay closed for a week."',
        ("the police", "institution", "said", '"The road is closed," ... "It will stay closed for a week."', True),
    ),
    (
        '"The talks," a negotiator said, "have gone nowhere."',
        ("a negotiator", "anonymous", "said", '"The talks," ... "have gone nowhere."', True),
    ),
    (
        'Envoy Carl Brandt told the council: "Nothing was agreed."',
        ("Carl Brandt", "person", "told", '"Nothing was agreed."', True),
    ),
    (
        '"The dam is full. The gates must open," engineers said.',
        ("engineers", "anonymous", "said", '"The dam is full. The gates must open,"', True),
    ),
    # the reporting clause in the middle
    (
        "The visit, she said, would go ahead as planned.",
        ("she", "person", "said", "The visit ... would go ahead as planned", False),
    ),
    (
        "In Cairo, the spokesman said, both sides would meet again.",
        ("the spokesman", "institution", "said", "In Cairo ... both sides would meet again", False),
    ),
    # apostrophes are no quotation marks
    (
        "The foreign ministers' meeting ended, and the U.S.' offer stands, an aide said.",
        ("an aide", "anonymous", "said", "The foreign ministers' meeting ended, and the U.S.' offer stands", False),
    ),
    # "according to"
    (
        "According to the interior ministry, the suspects have been released.",
        ("the interior ministry", "institution", "According to", "the suspects have been released", False),
    ),
    (
        "The convoy reached Goma on Friday, according to aid workers.",
        ("aid workers", "anonymous", "according to", "The convoy reached Goma on Friday", False),
    ),
    (
        "The king, according to a schedule issued on Monday, is to open parliament.",
        ("a schedule", "institution", "according to", "The king ... is to open parliament", False),
    ),
    # documents and statements
    (
        'The embassy\'s statement read: "All staff are safe."',
        ("The embassy's statement", "institution", "read", '"All staff are safe."', True),
    ),
    (
        "In a statement, the union said it would strike on Monday.",
        ("the union", "institution", "said", "it would strike on Monday", False),
    ),
    (
        "A United Nations report says that thousands have fled.",
        ("A United Nations report", "institution", "says", "that thousands have fled", False),
    ),
    # who speaks for a body
    (
        "A spokeswoman for the commission said the plan was dead.",
        ("A spokeswoman for the commission", "institution", "said", "the plan was dead", False),
    ),
    (
        "Government spokesman Peter Varga said the plan was dead.",
        ("Peter Varga", "person", "said", "the plan was dead", False),
    ),
    (
        "Peter Varga, a government spokesman, said the plan was dead.",
        ("Peter Varga", "person", "said", "the plan was dead", False),
    ),
    (
        "A senior official, Peter Varga, said the plan was dead.",
        ("Peter Varga", "person", "said", "the plan was dead", False),
    ),
    (
        "A foreign ministry official, who asked not to be named, said the plan was dead.",
        ("A foreign ministry official", "anonymous", "said", "the plan was dead", False),
    ),
    (
        "A person familiar with the matter said the plan was dead.",
        ("A person familiar with the matter", "anonymous", "said", "the plan was dead", False),
    ),
    # belief, denial, accusation
    (
        "Analysts believe that the coalition will collapse.",
        ("Analysts", "anonymous", "believe", "that the coalition will collapse", False),
    ),
    (
        "Colonel Rashid Amin denied that his men had opened fire.",
        ("Rashid Amin", "person", "denied", "that his men had opened fire", False),
    ),
    (
        "Witnesses accused the soldiers of looting shops.",
        ("Witnesses", "anonymous", "accused", "the soldiers of looting shops", False),
    ),
    (
        "The opposition leader Tomas Kovac announced a rally in the capital.",
        ("Tomas Kovac", "person", "announced", "a rally in the capital", False),
    ),
    # passive and quoted
    (
        "The general was quoted as saying that the war was over.",
        ("The general", "person", "saying", "that the war was over", False),
    ),
    # headlines, transcripts, signatures
    (
        "No talks with rebels, army will fight on: general",
        ("general", "person", ":", "No talks with rebels, army will fight on", False),
    ),
    ("Minister: no new taxes this year", ("Minister", "person", ":", "no new taxes this year", False)),
    (
        '"They never asked us what we wanted." - Rosa Delgado, teacher',
        ("Rosa Delgado", "person", "-", '"They never asked us what we wanted."', True),
    ),
]


@pytest.mark.parametrize(("text", "expected"), ONE, ids=[t[:50] for t, _ in ONE])
def test_one_statement(nlp, text, expected):
    assert told(nlp(text)) == [expected]


SEVERAL = [
    # a new source and the last one
    (
        "A Western diplomat said the deal was close. Another diplomat said it was not. The diplomat gave no details.",
        [
            ("A Western diplomat", "anonymous", "said", "the deal was close", False),
            ("Another diplomat", "anonymous", "said", "it was not", False),
        ],
    ),
    (
        "A Western diplomat said the deal was close.\n\nThe diplomat added that a date had been set.",
        [
            ("A Western diplomat", "anonymous", "said", "the deal was close", False),
            ("The diplomat", "anonymous", "added", "that a date had been set", False),
        ],
    ),
    # roles and pronouns
    (
        "Presidential spokesman Omar Haddad said the summit was off. The spokesman said no new date was fixed.",
        [
            ("Omar Haddad", "person", "said", "the summit was off", False),
            ("Omar Haddad", "person", "said", "no new date was fixed", False),
        ],
    ),
    (
        "The king's adviser said there would be no pardon.\n\nThe adviser, Lucas Moreau, said the matter was closed.",
        [
            ("Lucas Moreau", "person", "said", "there would be no pardon", False),
            ("Lucas Moreau", "person", "said", "the matter was closed", False),
        ],
    ),
    (
        'Minister Karin Holm met her guests. "It was useful," she said. She said a second round would follow.',
        [
            ("Karin Holm", "person", "said", '"It was useful,"', True),
            ("Karin Holm", "person", "said", "a second round would follow", False),
        ],
    ),
    (
        "The trade ministry said exports had fallen. It blamed the drought, saying that fields were dry.",
        [
            ("The trade ministry", "institution", "said", "exports had fallen", False),
            ("The trade ministry", "institution", "saying", "that fields were dry", False),
        ],
    ),
    # goes on with the same speaker
    (
        "General Ahmed Salim said the town was calm, adding that roads were open.",
        [
            ("Ahmed Salim", "person", "said", "the town was calm", False),
            ("Ahmed Salim", "person", "adding", "that roads were open", False),
        ],
    ),
    (
        "The envoy said the guns were silent and added that aid was moving.",
        [
            ("The envoy", "anonymous", "said", "the guns were silent", False),
            ("The envoy", "anonymous", "added", "that aid was moving", False),
        ],
    ),
    (
        '"We held a vote," Mayor Paul Dube said.\n\n"Nobody was forced to take part."\n\nThe town has two schools.',
        [("Paul Dube", "person", "said", '"We held a vote," ... "Nobody was forced to take part."', True)],
    ),
    # a quotation opened anew at each paragraph is one
    (
        '"The harvest was poor," Governor Luis Prado said. "Prices rose.\n\n"Then the rains came and it got worse."',
        [
            (
                "Luis Prado",
                "person",
                "said",
                '"The harvest was poor," ... "Prices rose.\n\n"Then the rains came and it got worse."',
                True,
            )
        ],
    ),
    (
        "The navy said two boats were lost, while fishermen said three had sunk.",
        [
            ("The navy", "institution", "said", "two boats were lost", False),
            ("fishermen", "anonymous", "said", "three had sunk", False),
        ],
    ),
    # one inside the other
    (
        "Aid workers said the army believed that rebels were hiding in the camp.",
        [
            ("Aid workers", "anonymous", "said", "the army believed that rebels were hiding in the camp", False),
            ("the army", "institution", "believed", "that rebels were hiding in the camp", False),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL, ids=[t[:50] for t, _ in SEVERAL])
def test_several_statements(nlp, text, expected):
    assert told(nlp(text)) == expected


SILENT = [
    "The president plans to visit Lima in May.",
    "Both governments want to reopen the border.",
    "The minister did not say when the talks would begin.",
    "The ministry declined to say whether the envoy had left.",
    "The council urged both sides to lay down their arms.",
    "The premier called on the strikers to return to work.",
    "The general vowed to retake the bridge.",
    "The troops would also search the port.",
    "The inquiry knows that the papers were burned.",
    'The mayor\'s so-called "peace plan" has few friends.',
]


@pytest.mark.parametrize("text", SILENT)
def test_wanting_and_demanding_are_nobodys_claim(nlp, text):
    assert told(nlp(text)) == []


RELAYS = [
    ("Five men were held, a police officer told Xinhua.", "a police officer", ["Xinhua News Agency"]),
    ("The newspaper quoted a guard as saying that five men were held.", "a guard", ["The newspaper"]),
    ("Five men were held, local radio reported, quoting a guard.", "a guard", ["local radio"]),
    ("Five men were held, a guard said, local radio reported.", "a guard", ["local radio"]),
    ("Five men were held, a guard was quoted by local radio as saying.", "a guard", ["local radio"]),
    ("Five men were held, local radio quoted a guard as saying.", "a guard", ["local radio"]),
]


@pytest.mark.parametrize(("text", "source", "relayed_by"), RELAYS, ids=[t for t, _, _ in RELAYS])
def test_the_source_is_the_innermost_and_relays_are_kept(nlp, text, source, relayed_by):
    doc = nlp(text)
    s = statement_at(doc, next(t.i for t in doc if t.text == "held"))
    assert (s.source_text, s.source_kind, s.relayed_by) == (source, "anonymous", relayed_by)


def test_relays_are_told_from_the_outermost(nlp):
    doc = nlp("The port was closed, an officer said, Dnevnik reports, citing Interfax.")
    s = statement_at(doc, next(t.i for t in doc if t.text == "closed"))
    assert s.source_text == "an officer"
    assert s.relayed_by == ["Dnevnik", "Interfax"]


def test_a_speaker_does_not_relay_himself(nlp):
    doc = nlp("A diplomat said he believed the truce would fail. A guide said the tribe believed it was cursed.")
    assert [s.relayed_by for s in doc._.statements if s.is_speech] == [[], [], [], ["A guide"]]


def test_a_word_belongs_to_the_innermost_speaker_and_a_cue_to_who_reports_it(nlp):
    doc = nlp("Witnesses said the army accused the rebels of shelling a school. Shells had hit it before.")
    at = {t.text: statement_at(doc, t.i) for t in doc}
    assert at["shelling"].source_text == "the army"
    assert at["accused"].source_text == "Witnesses"
    assert at["said"] is None
    assert at["hit"] is None


def test_the_reporting_clause_is_no_part_of_the_content(nlp):
    doc = nlp("The visit, she said after landing, would be short.")
    at = {t.text: statement_at(doc, t.i) for t in doc}
    assert at["visit"] is at["short"]
    assert at["landing"] is None
    assert at["visit"] is not None


def test_an_anonymous_source_has_no_name(nlp):
    doc = nlp("Two sources said it. An official close to Prime Minister Rosa Lemaire said the same had been agreed.")
    assert all(s.source_name is None for s in doc._.statements if s.source_kind == "anonymous")


def test_statements_are_a_span_group(nlp):
    doc = nlp("Officials said the road was open.")
    assert [(s.text, s.label_) for s in doc.spans["statements"]] == [("the road was open", "anonymous")]


def test_it_reads_the_empty_and_the_torn(nlp):
    for text in ("", '"', 'He said "', "said", '" " "', "According to", ":", '\n\n"\n\n'):
        assert isinstance(nlp(text)._.statements, list)
