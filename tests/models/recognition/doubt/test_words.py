import pytest

from models.recognition.charset import is_ideograph
from models.recognition.doubt.alternatives import Alternative
from models.recognition.doubt.words import ideographs, with_known_words, words


def decide(text: str, index: int, other: str, ratio: float) -> str:
    return "".join(with_known_words(text, {index: Alternative(other, ratio)}))


@pytest.mark.parametrize(
    ("text", "index", "other", "expected"),
    [
        ("申核", 0, "审", "审核"),
        ("删余", 1, "除", "删除"),
        ("哲停", 0, "暂", "暂停"),
        ("等待审北", 3, "批", "等待审批"),
    ],
)
def test_an_ideograph_becomes_the_one_that_makes_a_word(
    text: str, index: int, other: str, expected: str
) -> None:
    assert decide(text, index, other, 0.4) == expected


def test_the_network_must_be_undecided() -> None:
    assert decide("申核", 0, "审", 0.051) == "审核"
    assert decide("申核", 0, "审", 0.049) == "申核"


def test_a_word_stays_if_the_alternative_makes_a_word_too() -> None:
    assert decide("暂停", 0, "哲", 0.9) == "暂停"
    assert decide("审核", 0, "申", 0.9) == "审核"


def test_a_character_stays_if_its_neighbour_has_a_word_without_it() -> None:
    """海 makes a word with both neighbours, 西海 and 海波, but only with one at a time."""
    assert {"西海", "海波"} <= words()
    assert decide("曹海波", 0, "西", 0.9) == "曹海波"


def test_both_forms_of_a_traditional_character_make_the_same_words() -> None:
    assert decide("電子", 0, "电", 0.9) == "電子"
    assert decide("申核", 0, "審", 0.9) == "申核"


def test_other_characters_stay() -> None:
    assert decide("a核", 0, "审", 0.9) == "a核"
    assert decide("申核", 0, "a", 0.9) == "申核"


def test_names_that_are_no_words_stay() -> None:
    assert decide("王申哲", 1, "审", 0.9) == "王申哲"


def test_ideographs_have_both_forms() -> None:
    assert {"审", "審"} <= ideographs()
    assert all(map(is_ideograph, ideographs()))
    assert not is_ideograph("a")
