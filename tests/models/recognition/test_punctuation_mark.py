import pytest

from models.recognition.punctuation_mark import full_width, half_width, is_square


@pytest.mark.parametrize(("character", "half"), [("（", "("), ("～", "~"), ("网", "网"), (",", ",")])
def test_the_half_width_form_of_a_character(character: str, half: str) -> None:
    assert half_width(character) == half


@pytest.mark.parametrize("character", ["(", "（"])
def test_the_full_width_form_of_a_character(character: str) -> None:
    assert full_width(character) == "（"


@pytest.mark.parametrize(("character", "expected"), [("网", True), ("か", True), ("（", False), ("a", False)])
def test_ideographs_and_kana_are_squares(character: str, expected: bool) -> None:
    assert is_square(character) is expected
