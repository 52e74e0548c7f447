"""Characters of a page that are in the wrong script."""

import pytest

from models.script.consistency import Read, corrected, doubtful_characters

TRADITIONAL = "無線電廣播的發明"


def test_simplified_characters_of_a_traditional_page_are_doubtful() -> None:
    assert doubtful_characters([TRADITIONAL, "遠方的声音", "學會"]) == [(), (3,), ()]


def test_a_simplified_page_has_no_doubtful_characters() -> None:
    assert doubtful_characters(["无线电广播的发明", "远方的聲音", "學會"]) == [(), (), ()]


def test_a_traditional_line_of_a_simplified_page_is_made_consistent() -> None:
    page = ["无线电广播的发明", "远方的声音可以传进千家万户", "無線電廣播的发明"]

    assert doubtful_characters(page) == [(), (), (6,)]


@pytest.mark.parametrize(("line", "expected"), [("语电话声", ()), ("语电", (0, 1)), ("语电话聲", (0, 1, 2))])
def test_a_simplified_line_of_a_traditional_page_is_a_quotation(line: str, expected: tuple[int, ...]) -> None:
    assert doubtful_characters([TRADITIONAL * 3, line])[1] == expected


def test_characters_of_both_scripts_are_not_doubtful() -> None:
    assert doubtful_characters([TRADITIONAL, "皇后面里干台"]) == [(), ()]


def test_japanese_pages_mix_both_forms() -> None:
    assert doubtful_characters(["東京駅の時間と国際線", "カタログを見る", "無線電話"]) == [(), (), ()]


@pytest.mark.parametrize(("score", "expected"), [(0.94, "聲"), (0.96, "声")])
def test_a_character_that_is_read_once_with_certainty_stays(score: float, expected: str) -> None:
    assert corrected("声", 0.6, [[Read("声", score)], [Read("声", 0.5)]]) == expected
    assert corrected("声", score, []) == expected


def test_a_reading_of_the_traditional_form_is_taken() -> None:
    assert corrected("发", 0.99, [[Read("的", 0.9), Read("髮", 0.4)], [Read("发", 0.99)]]) == "髮"


def test_a_character_with_several_traditional_forms_stays_if_none_was_read() -> None:
    assert corrected("发", 0.5, [[Read("的", 0.9)], []]) == "发"
