"""Who is named, and under which canonical name: wire sentences of our own."""

import datetime

import pytest

from toolkit.model import load_model, prepare

DAY = datetime.date(2006, 3, 14)

# text, words of a mention, the names that it stands for
NAMED = [
    ("Chilean President Michelle Bachelet met Peruvian Foreign Minister Oscar Maurtua. Bachelet praised Maurtua.", "Maurtua", ["Oscar Maurtua"]),
    ("Foreign Minister Song Min-soon said on Monday that Song would fly to Vienna.", "Song", ["Song Min-soon"]),
    ("The envoy, Ibrahim al-Jaafari, left. Al-Jaafari gave no details.", "Al-Jaafari", ["Ibrahim al-Jaafari"]),
    ("President Ricardo Lagos Escobar arrived. Lagos will stay two days.", "Lagos", ["Ricardo Lagos Escobar"]),
    ("Deputy Prime Minister Park Dae- won met reporters. Park declined to comment.", "Park Dae- won", ["Park Dae-won"]),
    ("Prime Minister Theresa May will meet Chancellor Angela Merkel in May.", "Theresa May", ["Theresa May"]),
    ("Former general Ahmet Yildiz, 61, was detained. Yildiz denies the charges.", "Yildiz", ["Ahmet Yildiz"]),
    ("Ankara and Damascus agreed to reopen the crossing.", "Ankara", ["TUR"]),
    ("Ankara and Damascus agreed to reopen the crossing.", "Damascus", ["SYR"]),
    ("The minister will travel to Ankara on Friday.", "Ankara", ["Ankara"]),
    ("The White House said the United States would send an envoy.", "White House", ["USA"]),
    ("South Korea proposed talks, but the North refused to answer.", "the North", ["PRK"]),
    ("Kenyan troops crossed the border, Nairobi said.", "Kenyan troops", ["KEN"]),
    ("Egyptian officials met Sudanese leaders.", "Sudanese leaders", ["SDN"]),
    ("The Economic Community of West African States (ECOWAS) met in Abuja. ECOWAS will send monitors.", "ECOWAS", ["Economic Community of West African States"]),
    ("The Front for Democratic Renewal (FDR) refused. The FDR wants elections.", "FDR", ["Front for Democratic Renewal"]),
    ("Tokyo's foreign ministry protested.", "Tokyo's foreign ministry", ["Foreign Ministry (JPN)"]),
    ("Brazilian police arrested two men.", "Brazilian police", ["Police (BRA)"]),
    ("Demonstrators burned a flag in Karachi.", "Demonstrators", ["demonstrators"]),
    ("Hamas militants fired a rocket.", "Hamas militants", ["Hamas"]),
]  # fmt: skip

# text, pronoun or role, the names that it stands for
POINTING_BACK = [
    ("French President Jacques Chirac met Polish Prime Minister Jerzy Buzek. He promised help.", "He", ["Jacques Chirac"]),
    ("Ethiopian Prime Minister Meles Zenawi arrived in Accra. The prime minister will address parliament.", "The prime minister", ["Meles Zenawi"]),
    ("Vietnamese President Tran Duc Luong flew to Minsk. The Vietnamese president signed three accords.", "The Vietnamese president", ["Tran Duc Luong"]),
    ("India and Nepal resumed negotiations. The two sides will meet again.", "The two sides", ["IND", "NPL"]),
    ("Greece and Bulgaria are arranging a meeting between their foreign ministers.", "their foreign ministers", ["GRC", "BGR"]),
    ("Romania is working with Hungary and Serbia on a meeting of the three countries' leaders.", "the three countries'", ["ROU", "HUN", "SRB"]),
    ("Putin and Blair talked for an hour. They agreed to meet again.", "They", ["Putin", "Blair"]),
    ("Iran accused Iraq of shelling its territory.", "its", ["IRN"]),
    ("Chad and Libya fought again near the Libyan border. Chad lost a plane. Benin and Togo abstained. The council urged both countries to stop.", "both countries", ["TCD", "LBY"]),
    ("Paul Adamu of Benin and John Koffi of Togo met on Monday. Each of them praised the talks.", "them", ["Paul Adamu", "John Koffi"]),
    ("Peru and Ecuador signed a truce. Neither army has left the valley.", "Neither army", ["Army (PER)", "Army (ECU)"]),
    ("Peru and Ecuador signed a truce. The parliaments must ratify it.", "The parliaments", ["Parliament (PER)", "Parliament (ECU)"]),
    ("Serbia and Croatia resumed talks in Geneva. The delegations will return on Monday.", "The delegations", ["SRB", "HRV"]),
    ("Serbia and Croatia are talking. The text was agreed by the chief negotiators, Mirko Babic for Belgrade and Ante Kovac for Zagreb.", "the chief negotiators", ["Mirko Babic", "Ante Kovac"]),
    ("Prime Minister Anil Rao, who had met President Omar Qazi of Iran, left. Rao, who had invited him, was pleased.", "him", ["Omar Qazi"]),
    ("Prime Minister Tadesse Alemu died last week. Tadesse was 57.", "Tadesse", ["Tadesse Alemu"]),
]  # fmt: skip


def names(text, words):
    nlp = load_model()
    doc = nlp(prepare(nlp, text, DAY))
    end = text.rindex(words) + len(words)
    start = end - len(words)
    inside = [m for m in doc._.actors if doc[m.start].idx >= start and doc[m.end - 1].idx + len(doc[m.end - 1]) <= end]
    widest = max((m.end - m.start for m in inside), default=0)
    return [m.name for m in inside if m.end - m.start == widest]


@pytest.mark.parametrize(("text", "words", "expected"), NAMED)
def test_names_are_canonical(text, words, expected):
    assert names(text, words) == expected


@pytest.mark.parametrize(("text", "words", "expected"), POINTING_BACK)
def test_what_points_back_is_resolved(text, words, expected):
    assert sorted(names(text, words)) == sorted(expected)
