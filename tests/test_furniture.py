"""What is cut around a story, and what its edges say."""

from datetime import date

import pytest

from toolkit.furniture import credits, cut

LEAD = "Norway's foreign minister will travel to Ottawa next week, her office said."
MORE = "She is to meet her counterpart there on Tuesday."


def story(text, **known):
    found = cut(text, **known)
    return text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD}\n\n{MORE}",
        f"Minister off to Ottawa\nBy Ingrid Vale\nMarch 4, 2025\n\n{LEAD}",
        f"2025-03-04\n{LEAD}",
        f"Published: 4 March 2025, 10:15 GMT\n{LEAD}",
        "Share prices fell in Oslo as talks began.\nPrint and radio workers were on strike.",
        f"{LEAD}\nRead more\n{MORE}",
        f"{LEAD}\nIngrid Vale",
        f"{LEAD}\nReuters",
        "+ 5 degrees were measured in Tromsø.",
        "A-level results were published.",
        "A- ratings were confirmed in Oslo.",
        f"⚡ {LEAD}",
    ],
)
def test_what_may_be_the_story_stays(text):
    assert story(text) == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date 2025-03-04 + ↺ − 16 px\n\n", ""),
        (" date 2025-03-04 + ↺ − 16 px ", ""),
        ("A- A A+ 🔊 Listen | Share\n", ""),
        ("Share\nTweet\nPrint\n", "\n\nShare | Facebook Twitter Email\n12 comments"),
        ("Advertisement\r\n\r\n", "\r\n\r\nAdvertisement\r\n"),
        ("We use cookies to make this page better.\n", "\n\nRead more: Talks put off again\n"),
        ("", "\n\nNordpost.No"),
        ("", "\n\n(END)\nwww.nordpost.example\n© 2025 Nordpost. All rights reserved\n"),
        ("***\n", "\n---\n"),
    ],
)
def test_furniture_is_cut_at_both_ends_and_the_slice_is_contiguous(before, after):
    text = f"{before}{LEAD}\n{MORE}{after}"
    found = cut(text)
    assert text[found.start : found.end] == f"{LEAD}\n{MORE}"
    assert found.start == len(before)


def test_controls_in_front_of_the_first_line_end_where_the_story_begins():
    assert story("↺ − 16 px Share prices fell in Oslo.") == "Share prices fell in Oslo."


def test_a_lone_name_on_the_last_line_is_cut_where_metadata_know_it():
    text = f"{LEAD}\n\nThe Harbour Post"
    assert story(text) == text
    assert story(text, publisher="Harbour Post") == LEAD
    assert story(text, url="https://www.harbourpost.example/2025/ottawa") == LEAD
    assert cut(f"{LEAD}\n\nNordpost.No").site == "Nordpost.No"
    assert cut(f"{LEAD}\n\nThe Guardian").site == "The Guardian"


def test_a_page_of_furniture_alone_holds_no_story():
    assert story("Share\nTweet\n\n16 px") == ""
    assert story(" \n") == ""


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("date 2025-03-04 + ↺ − 16 px", date(2025, 3, 4)),
        ("2025-03-04", date(2025, 3, 4)),
        ("Tuesday, March 4, 2025 10:15 am KST", date(2025, 3, 4)),
        ("Updated: 5 March 2025 | Published: 4 March 2025", date(2025, 3, 4)),
        ("Minister off to Ottawa\nBy Ingrid Vale | 4 Mar. 2025", date(2025, 3, 4)),
        ("03/04/2025", None),
        ("March 4", None),
        ("She has been in office since March 4, 2025.", None),
    ],
)
def test_a_stamp_is_a_day_of_one_year_in_a_line_of_its_own(header, day):
    assert cut(f"{header}\n{LEAD}").stamp == day


def test_a_joining_word_alone_makes_no_furniture():
    story = cut("on 2/15")
    assert (story.start, story.end) == (0, 7)


def test_a_stamp_with_an_impossible_day_is_an_error():
    with pytest.raises(ValueError, match="2025-02-30"):
        cut(f"date 2025-02-30 + ↺ 16 px\n{LEAD}").stamp  # noqa: B018 - read where the day is needed


@pytest.mark.parametrize(
    ("opening", "place", "agency"),
    [
        ("OSLO: ", "OSLO", None),
        ("OSLO (Reuters) - ", "OSLO", "Reuters"),
        ("BEIJING, Nov. 13 (Xinhua) -- ", "BEIJING", "Xinhua News Agency"),
        ("WASHINGTON — ", "WASHINGTON", None),
        ("BERGEN, Norway — ", "BERGEN, Norway", None),
        ("Seoul, 4 Feb. (Yonhap) -- ", "Seoul", "Yonhap News Agency"),
        ("UNITED NATIONS/OSLO, March 4 (Reuters) - ", "UNITED NATIONS/OSLO", "Reuters"),
        ("PORT-AU-PRINCE, Haiti-- ", "PORT-AU-PRINCE, Haiti", None),
        ("(Reuters) - ", None, "Reuters"),
        ("Minister off to Ottawa\nBy Ingrid Vale\nOSLO — ", "OSLO", None),
        ("BREAKING: ", None, None),
        ("NATO: what now?\n", None, None),
        ("NATO (the alliance) ", None, None),
        ("Foreign Ministry, March 4 ", None, None),
        ("", None, None),
    ],
)
def test_dateline_and_agency(opening, place, agency):
    found = credits(opening + LEAD)
    assert (found.dateline, found.agency) == (place, agency)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"{LEAD[:-1]}, reports Yonhap news agency.", "Yonhap News Agency"),
        (f"{LEAD[:-1]}, Nordpost.no reports, citing Yonhap.", "Yonhap News Agency"),
        (f"{LEAD[:-1]}, News.Az reports, citing Yonhap.", "Yonhap News Agency"),
        (f"{LEAD}\n{MORE} (Xinhua)", "Xinhua News Agency"),
        (f"{LEAD}\nReuters", "Reuters"),
        (f"By Ingrid Vale\nReuters\n{LEAD}", "Reuters"),
        (f"{LEAD} Her aide told Reuters that no date was set.", None),
        (f"{LEAD} Staff of Yonhap were on strike.", None),
    ],
)
def test_an_agency_is_credited_not_only_named(text, agency):
    assert credits(text).agency == agency


def test_a_site_that_reports_is_the_publisher():
    assert credits(f"{LEAD[:-1]}, Nordpost.no reports.").publisher == "Nordpost.no"
    assert credits("The trip was put off on Friday.Officials reports were vague.").publisher is None
