import pytest

from models.recognition.doubt.alternatives import Alternative
from models.recognition.doubt.latin import plain, with_plain_letters


def decided(text: str, index: int, other: str, ratio: float) -> str:
    return "".join(with_plain_letters(text, {index: Alternative(other, ratio)}))


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [("HARDWARÉ", 7, "HARDWARE"), ("Lapängan", 3, "Lapangan"), ("cοver", 1, "cover")],
)
def test_a_doubtful_accent_in_a_plain_word_is_left_out(text: str, index: int, expected: str) -> None:
    assert decided(text, index, expected[index], 0.31) == expected
    assert decided(text, index, expected[index], 0.29) == text


def test_an_accent_stays_beside_other_accents_or_alone() -> None:
    assert decided("Łódź", 3, "z", 0.9) == "Łódź"
    assert decided("à 5", 0, "a", 0.9) == "à 5"


def test_an_accent_becomes_no_other_letter() -> None:
    assert decided("Renée", 3, "i", 0.9) == "Renée"


@pytest.mark.parametrize(("text", "expected"), [("ltem", "Item"), ("Jalan lpoh Batu", "Jalan Ipoh Batu")])
def test_a_doubtful_l_before_a_consonant_becomes_a_capital(text: str, expected: str) -> None:
    index = text.index("l" + expected[expected.index("I") + 1 :][:1])

    assert decided(text, index, "I", 0.41) == expected
    assert decided(text, index, "I", 0.39) == text


@pytest.mark.parametrize("text", ["list", "lbd.com", "llama", "l5x", "ltd"])
def test_other_words_with_l_stay(text: str) -> None:
    assert decided(text, 0, "I", 0.9) == text


def test_the_plain_letter_is_known_for_accents_and_greek_letters() -> None:
    assert [plain(each) for each in "éÜα中a1"] == ["e", "U", "a", "", "", ""]
    assert plain("") == ""
