"""How real the wording says an event is: a table of wire sentences, written for this test, read by hand."""

from datetime import date

import pytest

from toolkit.components.cues import Cues, Reading, weaken
from toolkit.components.status import Reader, assess, assess_token
from toolkit.knowledge import LexiconError
from toolkit.model import load_model, prepare

PUBLISHED = date(1998, 6, 17)  # a Wednesday

# text; the words asked about (their last place in it); status; tense; words of the cue; words of the condition
PLAIN = [
    ("Kenyan President Daniel arap Moi met Ugandan rebels on Monday.", "met", "occurred", "past", None, None),
    ("The envoy has visited Freetown twice since May.", "visited", "occurred", "past", None, None),
    ("Police arrested 40 students and closed the campus.", "arrested", "occurred", "past", None, None),
    ("Two soldiers were killed in the ambush.", "killed", "occurred", "past", None, None),
    ("The talks were held behind closed doors in Oslo.", "talks", "occurred", "past", None, None),
    ("The minister paid a brief visit to Lima on Monday.", "visit", "occurred", "past", None, None),
    ("Troops deployed along the river in May came home.", "deployed", "occurred", "past", None, None),
    ("After meeting the bishops, the premier flew home.", "meeting", "occurred", "past", None, None),
    ("He resigned before meeting the auditors.", "meeting", "occurred", "past", None, None),
    ("During their meeting the two touched on grain exports.", "meeting", "occurred", "past", None, None),
    (
        "The strike has cost the port millions since the president's resignation.",
        "resignation",
        "occurred",
        "past",
        None,
        None,
    ),
    ("Parliament will debate the treaty signed in March.", "signed", "occurred", "past", None, None),
    ("She became the first Chilean president to visit Hanoi.", "visit", "occurred", "past", None, None),
    ("The generals will discuss Ankara's troop withdrawal.", "withdrawal", "occurred", "past", None, None),
    ("Brazil condemned the attack.", "attack", "occurred", "past", None, None),
    ("The army is fighting guerrillas near the border.", "fighting", "ongoing", "present", None, None),
    ("Unions have been boycotting the assembly for a month.", "boycotting", "ongoing", "present", None, None),
    ("Ghana and Togo are in talks on the dam.", "talks", "ongoing", "present", None, None),
    ("The two sides have been engaged in talks for weeks.", "talks", "ongoing", "present", "engaged", None),
    ("The king is on a four-day visit to Oman.", "visit", "ongoing", "present", None, None),
    ("The visiting minister praised the harvest.", "visiting", "ongoing", "present", None, None),
    ("The chancellor kicked off a two-day visit to Ottawa.", "visit", "ongoing", "present", "kicked off", None),
    ("Peru accuses Ecuador of moving the border stones.", "accuses", "ongoing", "present", None, None),
    ("It is the first visit by a Danish premier since the war.", "visit", "ongoing", "present", None, None),
]
AHEAD_OF_US = [
    ("Mandela will visit Jakarta in July.", "visit", "scheduled", "future", "will", None),
    ("Mandela will visit Jakarta and meet rebel leaders.", "meet", "scheduled", "future", "will", None),
    ("The two presidents are to sign the accord in Quito.", "sign", "scheduled", "future", "are to", None),
    ("Officials said the premier would hold talks with bankers.", "talks", "scheduled", "future", "would", None),
    ("The mission is due to leave Rabat at dawn.", "leave", "scheduled", "future", "due", None),
    ("The court is scheduled to question the general.", "question", "scheduled", "future", "scheduled", None),
    ("The summit is set to open in Cartagena.", "summit", "scheduled", "future", "set", None),
    ("Envoys arrived for a summit to be held in Dakar.", "summit", "scheduled", "future", "to", None),
    ("Annan to visit Baghdad", "visit", "scheduled", "future", "to", None),
    ("On July 3 they meet in Geneva.", "meet", "scheduled", "future", None, None),
    ("The pair are meeting on Friday in Doha.", "meeting", "scheduled", "future", None, None),
    ("He flies to Bonn ahead of the ministers' conference.", "conference", "scheduled", "future", "ahead of", None),
    ("The delegation will fly to Minsk for talks.", "talks", "scheduled", "future", "will", None),
    ("The upcoming talks were the only topic.", "talks", "scheduled", "future", "upcoming", None),
    ("The two are going to meet again.", "meet", "scheduled", "future", "going", None),
    ("Zambia plans to withdraw its battalion.", "withdraw", "planned", "future", "plans", None),
    ("Nigeria announced plans to release the editors.", "release", "planned", "future", "plans", None),
    ("The two agreed to meet in Lusaka.", "meet", "planned", "future", "agreed", None),
    ("The sides agreed on a ceasefire.", "ceasefire", "planned", "future", "agreed", None),
    ("Syria has vowed to expel the envoy.", "expel", "planned", "future", "vowed", None),
    ("She hopes to visit Tirana.", "visit", "planned", "future", "hopes", None),
    ("Cuba is preparing a summit of its allies.", "summit", "planned", "future", "preparing", None),
    ("The king was invited to visit Prague.", "visit", "planned", "future", "invited", None),
    ("The pope accepted an invitation to visit Cuba.", "visit", "planned", "future", "accepted", None),
    ("The rebels accepted a request for talks.", "talks", "planned", "future", "accepted", None),
    ("Norway is working to arrange a meeting of the factions.", "meeting", "planned", "future", "arrange", None),
    ("The minister arrived for talks with bankers.", "talks", "planned", "future", "arrived", None),
    ("The general left for Lagos to attend the funeral.", "attend", "planned", "future", "left", None),
    ("They discussed the planned visit at length.", "visit", "planned", "future", "planned", None),
    ("A meeting is planned for the autumn.", "meeting", "planned", "future", "planned", None),
    ("Officials set a date for the talks.", "talks", "planned", "future", "date", None),
    ("Talks to arrange a meeting between the two began.", "meeting", "planned", "future", "arrange", None),
    ("Blair is expected to meet union leaders.", "meet", "expected", "future", "expected", None),
    ("The fleet is likely to leave the gulf and return home.", "return", "expected", "future", "likely", None),
    ("Talks will probably resume in May.", "Talks", "expected", "future", "probably", None),
    ("Traders fretted over the likely visit of the auditors.", "visit", "expected", "future", "likely", None),
    ("A visit is likely this year.", "visit", "expected", "future", "likely", None),
    ("The talks are expected to resume.", "talks", "expected", "future", "expected", None),
]
UNCERTAIN = [
    ("Moscow may send troops to the valley.", "send", "possible", "future", "may", None),
    ("The rebels might release the pilots.", "release", "possible", "future", "might", None),
    ("Iran could recall its envoy.", "recall", "possible", "future", "could", None),
    ("Officials spoke of a possible two-day visit to Amman.", "visit", "possible", "future", "possible", None),
    ("The cabinet is considering sending a frigate.", "sending", "possible", "future", "considering", None),
    ("There is a possibility of talks next month.", "talks", "possible", "future", "possibility", None),
    ("A summit remains possible.", "summit", "possible", "future", "possible", None),
    ("The premier is unlikely to visit Athens.", "visit", "possible", "future", "unlikely", None),
    ("The premier is not expected to attend the funeral.", "attend", "possible", "future", "not expected", None),
    ("France may agree to host a conference.", "conference", "possible", "future", "may", None),
    ("Rebels threatened to attack the convoy.", "attack", "possible", "future", "threatened", None),
    ("The guards allegedly beat the prisoner.", "beat", "possible", "past", "allegedly", None),
    ("Troops reportedly attacked two villages.", "attacked", "possible", "past", "reportedly", None),
    ("Chad accused Libya of attacking a garrison.", "attacking", "possible", "past", "accused", None),
    ("The militia claimed to have captured the town.", "captured", "possible", "past", "claimed", None),
    ("Both were charged with killing a judge.", "killing", "possible", "past", "charged", None),
    ("The alleged attack took place at night.", "attack", "possible", "past", "alleged", None),
    ("The commander may have fled to Goma.", "fled", "possible", "past", "may", None),
    ("The government did not rule out a meeting.", "meeting", "possible", "future", "not rule out", None),
    ("The party may cancel its congress.", "congress", "possible", "future", "may", None),
    ("Hungary urged Belgrade to lift the blockade.", "lift", "hypothetical", "future", "urged", None),
    ("The bishops called on both sides to stop shelling.", "stop", "hypothetical", "future", "called on", None),
    ("Bishops demanded that the army withdraw from the port.", "withdraw", "hypothetical", "future", "demanded", None),
    ("Senegal called for talks.", "talks", "hypothetical", "future", "called", None),
    ("A call for talks went unheard.", "talks", "hypothetical", "future", "call", None),
    ("Bolivia wants Chile to withdraw its patrols.", "withdraw", "hypothetical", "future", "wants", None),
    ("Aid groups hope that the army will release them.", "release", "hypothetical", "future", "hope", None),
    ("Japan asked the envoy to visit the camp.", "visit", "hypothetical", "future", "asked", None),
    ("If rebels attack the dam, many must flee.", "attack", "hypothetical", "future", "If", "If rebels attack the dam"),
    ("If the army leaves, rebels will disarm.", "disarm", "hypothetical", "future", "will", "If the army leaves"),
    ("Unless they withdraw, we will attack.", "withdraw", "hypothetical", "future", "Unless", "Unless they withdraw"),
    (
        "If realised, the premier is expected to hold talks with Cuban leaders.",
        "talks", "expected", "future", "expected", "If realised",
    ),
    ("If the vote is lost, the premier may resign.", "resign", "possible", "future", "may", "If the vote is lost"),
    ("The rebels would have attacked, he said.", "attacked", "hypothetical", "past", "would", None),
]  # fmt: skip
NOT_REAL = [
    ("The two leaders did not meet in Harare.", "meet", "denied", "past", "not", None),
    ("The premier will not visit Cyprus.", "visit", "denied", "future", "will not", None),
    ("The ministry has no plans to recall the envoy.", "recall", "denied", "future", "no plans", None),
    ("Warsaw denied that it had expelled the attache.", "expelled", "denied", "past", "denied", None),
    ("The general denied attacking the village.", "attacking", "denied", "past", "denied", None),
    ("Lisbon ruled out a meeting with the rebels.", "meeting", "denied", "future", "ruled out", None),
    ("The tribe refused to release the hostages.", "release", "denied", "future", "refused", None),
    ("The sides failed to reach agreement.", "agreement", "denied", "future", "failed", None),
    ("The marchers dispersed without attacking the bank.", "attacking", "denied", "future", "without", None),
    ("No talks were held.", "talks", "denied", "past", "No", None),
    ("The premier does not want to meet the clerics.", "meet", "denied", "future", "not want", None),
    ("Monitors were prevented from visiting the jail.", "visiting", "denied", "future", "prevented", None),
    ("Neither side attended the meeting.", "attended", "denied", "past", "Neither", None),
    ("The minister has yet to visit the flooded province.", "visit", "denied", "future", "has yet", None),
    ("The queen cancelled a visit to Nairobi.", "visit", "cancelled", "future", "cancelled", None),
    ("The talks were called off on Sunday.", "talks", "cancelled", "future", "called off", None),
    ("His planned trip to Seoul has been postponed.", "trip", "cancelled", "future", "postponed", None),
    ("The summit was put off until May.", "summit", "cancelled", "future", "put off", None),
    ("The postponement of the talks angered Dublin.", "talks", "cancelled", "future", "postponement", None),
    ("The premier was to have flown to Basra for talks.", "flown", "cancelled", "past", "was to", None),
    ("The premier was to have flown to Basra for talks.", "talks", "cancelled", "past", "was to", None),
]
CARRIED = [
    (
        "Mubarak will also meet exiles while the amir, who arrived on Sunday, may visit Tyre.",
        "visit",
        "possible",
        "future",
        "may",
        None,
    ),
    ("Estonia is likely to host a meeting of the Baltic premiers.", "meeting", "expected", "future", "likely", None),
    ("The premier is in Vienna for talks.", "talks", "planned", "future", "is", None),
    ("He denied plans to dissolve parliament.", "dissolve", "denied", "future", "denied", None),
    ("The expected release of the editor was delayed.", "release", "cancelled", "future", "delayed", None),
    ("Talks on the border are under way in Asmara.", "Talks", "ongoing", "present", "under way", None),
    ("The visit is unlikely.", "visit", "possible", "future", "unlikely", None),
    ("The visit is not likely.", "visit", "possible", "future", "not likely", None),
    ("The premier said on Monday his visit would help refugees.", "visit", "scheduled", "future", "would", None),
    ("The convoy was attacked, killing six.", "killing", "occurred", "past", None, None),
    ("Sudan will arrest and deport the bishops.", "deport", "scheduled", "future", "will", None),
    ("The king arrived on a visit to Tunis.", "visit", "occurred", "past", None, None),
    ("Before meeting Kohl, he will call at the Bundestag.", "meeting", "scheduled", "future", "will", None),
    ("The plan calls for elections.", "elections", "hypothetical", "future", "calls", None),
    ("The mayor managed to visit the camp.", "visit", "occurred", "past", None, None),
    ("Workers began to strike at noon.", "strike", "ongoing", "present", "began", None),
    ("The junta continues to hold talks with the monks.", "talks", "ongoing", "present", None, None),
    ("Kuwait lifted the sanctions.", "sanctions", "occurred", "past", None, None),
    ("Kuwait urged the council to lift the sanctions.", "sanctions", "ongoing", "present", None, None),
]
CONDITIONS = [
    (
        "Should the rebels attack, the garrison will withdraw.",
        "withdraw",
        "hypothetical",
        "future",
        "will",
        "Should the rebels attack",
    ),
    (
        "Provided that the senate agrees, Oslo will send medics.",
        "send",
        "hypothetical",
        "future",
        "will",
        "Provided that the senate agrees",
    ),
    ("The general would attack if provoked, he warned.", "attack", "hypothetical", "future", "would", "if provoked"),
    ("He said he would resign if the bill failed.", "resign", "hypothetical", "future", "would", "if the bill failed"),
    ("Rebels promised to free the nuns if the army left.", "free", "planned", "future", "promised", "if the army left"),
    ("If the talks fail, the mediators may leave.", "talks", "ongoing", "present", None, None),
    ("Reporters asked if the two would meet.", "meet", "possible", "future", "if", None),
    ("It is not clear whether they will meet.", "meet", "possible", "future", "whether", None),
]
MORE = [
    ("The visit was rescheduled for August.", "visit", "planned", "future", "rescheduled", None),
    ("The postponed visit will now take place in August.", "visit", "scheduled", "future", "will", None),
    ("The summit, originally planned for May, was held in June.", "summit", "occurred", "past", None, None),
    ("It is unlikely that the two will meet.", "meet", "possible", "future", "unlikely", None),
    ("There were no plans for a meeting, an aide said.", "meeting", "denied", "future", "no plans", None),
    ("Jakarta rejected a proposal for talks.", "proposal", "occurred", "past", None, None),
    ("Jakarta rejected a proposal for talks.", "talks", "denied", "future", "rejected", None),
    ("Peking declined to confirm the visit.", "visit", "possible", "future", "confirm", None),
    ("The cabinet decided not to impose sanctions.", "impose", "denied", "future", "not", None),
    ("They could no longer meet in public.", "meet", "denied", "future", "could no longer", None),
    ("Monrovia will release no prisoners.", "release", "denied", "future", "will release no", None),
    ("The envoy urged Israel to withdraw and to free the prisoners.", "free", "hypothetical", "future", "urged", None),
    ("Troops would be deployed in a week, the ministry said.", "deployed", "scheduled", "future", "would", None),
    ('"We would welcome them and open talks," he said.', "open", "hypothetical", "future", "would", None),
    ("The accord paves the way for the release of prisoners.", "release", "planned", "future", "paves the way", None),
    ("The visit has been in doubt since the coup.", "visit", "possible", "future", "in doubt", None),
    ("She is the third minister to resign this year.", "resign", "occurred", "past", None, None),
    ("The two leaders are believed to have met in secret.", "met", "possible", "past", "believed", None),
    ("The premier, on a tour of the Gulf, met the emir.", "tour", "ongoing", "present", None, None),
    ("Poland is the venue of the summit.", "summit", "ongoing", "present", None, None),
    ("Envoys arrived for talks, including a meeting with the queen.", "meeting", "planned", "future", "arrived", None),
    ("Bolivian president visits Havana", "visits", "occurred", "past", None, None),
    ("Rebels to free hostages", "free", "scheduled", "future", "to", None),
    ("The minister arrived for a three-day visit.", "visit", "occurred", "past", None, None),
    ("The minister, who arrives in Lome on Friday, is a lawyer.", "arrives", "scheduled", "future", None, None),
    ("The delegates meet the pope when they visit Rome in July.", "visit", "scheduled", "future", None, None),
    (
        "The president will visit Quito in August. The visit is the first since 1979.",
        "visit",
        "scheduled",
        "future",
        None,
        None,
    ),
    ("The king visited Bern in May. The visit is the first since 1979.", "visit", "occurred", "past", None, None),
    ("The queen hopes that the president's visit will help.", "visit", "scheduled", "future", "will", None),
    ("The general looks set to win the vote.", "win", "expected", "future", "looks set", None),
    ("The army opened the road so that refugees would return.", "return", "possible", "future", "so that", None),
    ("It was not a meeting of equals.", "meeting", "denied", "past", "not", None),
    ("The camps were yet to be inspected.", "inspected", "denied", "future", "were yet", None),
    ("Chad arrested six pilots and accused them of spying.", "spying", "possible", "past", "accused", None),
    ("Envoys will meet in Bari on the sidelines of a fisheries summit.", "summit", "scheduled", "future", "will", None),
    ("The king was speaking ahead of talks with his Danish hosts.", "talks", "scheduled", "future", "ahead of", None),
    ("The premier accepted the king's invitation to dine.", "invitation", "occurred", "past", None, None),
    ("He crossed a zone currently occupied by rebels.", "occupied", "ongoing", "present", None, None),
    ("Ankara will brief allies on the raid.", "raid", "occurred", "past", None, None),
    (
        "A spokesman said the visit, if it goes ahead, would last a day.",
        "visit",
        "hypothetical",
        "future",
        "would",
        "if it goes ahead",
    ),
    ("No date has been set for the talks.", "talks", "denied", "future", "No date has been set", None),
    ("The minister said the raid on the depot had failed.", "raid", "occurred", "past", None, None),
]
TABLE = [*PLAIN, *AHEAD_OF_US, *UNCERTAIN, *NOT_REAL, *CARRIED, *CONDITIONS, *MORE]  # fmt: skip


# text; the words asked about; how strongly they commit
CERTAINTY = [
    ("The minister visited Bern.", "visited", 1.0),
    ("The minister will visit Bern.", "visit", 0.9),
    ("The minister plans to visit Bern.", "visit", 0.9),
    ("The minister is scheduled to visit Bern.", "visit", 0.9),
    ("The minister is expected to visit Bern.", "visit", 0.8),
    ("The minister is likely to visit Bern.", "visit", 0.8),
    ("The minister may visit Bern.", "visit", 0.7),
    ("The minister could visit Bern.", "visit", 0.7),
    ("The minister might visit Bern.", "visit", 0.6),
    ("The minister hopes to visit Bern.", "visit", 0.6),
    ("Papers wrote of a possible visit to Bern.", "visit", 0.6),
    ("If the minister visits Bern, he will see the bears.", "visits", 0.5),
    ("The minister is unlikely to visit Bern.", "visit", 0.3),
    ("The minister cancelled a visit to Bern.", "visit", 0.1),
    ("The minister will not visit Bern.", "visit", 0.0),
    ("The minister may agree to visit Bern.", "visit", 0.7),
]


@pytest.fixture(scope="module")
def nlp():
    return load_model()


def read(nlp, text, words):
    doc = nlp(prepare(nlp, text, PUBLISHED))
    at = text.rindex(words)
    return assess(doc, at, at + len(words))


@pytest.mark.parametrize(("text", "words", "status", "tense", "cue", "condition"), TABLE)
def test_wording(nlp, text, words, status, tense, cue, condition):
    found = read(nlp, text, words)
    assert (found.status, found.tense) == (status, tense)
    assert (found.cue.text if found.cue is not None else None) == cue
    assert (found.condition.text if found.condition is not None else None) == condition


@pytest.mark.parametrize(("text", "words", "certainty"), CERTAINTY)
def test_strength_of_wording(nlp, text, words, certainty):
    assert read(nlp, text, words).certainty == certainty


def test_the_nearest_cue_decides_and_a_weaker_one_above_weakens():
    planned, possible = Reading("planned", 0.9, "future", (3, 4)), Reading("possible", 0.7, "future", (1, 2))
    assert weaken(planned, possible) == Reading("possible", 0.7, "future", (1, 2))
    assert weaken(possible, planned) == possible
    assert weaken(planned, None) == planned


def test_a_reversal_that_is_not_real_reverses_nothing():
    cancelled, possible = Reading("cancelled", 0.1, "future", (3, 4)), Reading("possible", 0.7, "future", (1, 2))
    assert weaken(cancelled, possible).status == "possible"


def test_any_span_can_be_asked_about(nlp):
    text = "Cho is likely to visit Bern, an aide said. The aide left."
    doc = nlp(prepare(nlp, text, PUBLISHED))
    assert assess(doc, 4, 22).status == "expected"  # "is likely to visit"
    assert assess(doc, 17, 22).status == "expected"
    assert assess(doc, text.index("left"), len(text)).status == "occurred"
    with pytest.raises(ValueError, match="no word"):
        assess(doc, 900, 910)


def test_the_order_of_questions_changes_no_answer(nlp):
    text = (
        "Rao will visit Bern in July and may meet bankers. The visit was announced in May. His trip is the second. "
        "During the visit, he is expected to hold talks. The talks will be private. If the talks fail, he will go."
    )
    doc = nlp(prepare(nlp, text, PUBLISHED))
    forwards = [assess_token(doc, i) for i in range(len(doc))]
    doc.user_data["wire_status"] = Reader(doc, Cues())
    backwards = [assess_token(doc, i) for i in reversed(range(len(doc)))]
    assert forwards == backwards[::-1]


def test_a_document_from_a_bare_pipeline_can_be_assessed(nlp):
    with nlp.select_pipes(disable=[name for name in nlp.pipe_names if name.startswith("wire_")]):
        doc = nlp("Rao may visit Bern.")
    assert assess(doc, 8, 13).status == "possible"


def test_own_cues_lie_over_the_package_s(tmp_path):
    (tmp_path / "cues.csv").write_text(
        "cue,pos,status,certainty,relation,action\nmoot,VERB,expected,0.8,infinitive,override\nlikely,,,,,remove\n"
    )
    own = Cues(str(tmp_path))
    assert own.get("moot", "VERB", "infinitive").status == "expected"
    assert own.get("moot", "VERB", "object") is None
    assert own.get("likely", "ADJ", "infinitive") is None
    assert Cues().get("likely", "ADJ", "infinitive").status == "expected"


def test_an_unknown_status_is_refused_with_its_row(tmp_path):
    (tmp_path / "cues.csv").write_text("cue,pos,status,relation\nmoot,VERB,perhaps,infinitive\n")
    with pytest.raises(LexiconError, match="moot.*perhaps.*allowed"):
        Cues(str(tmp_path))
