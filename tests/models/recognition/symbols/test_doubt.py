import pytest

from models.recognition.symbols.doubt import (
    DOUBTFUL_IDEOGRAPH,
    SURE,
    VERY_DOUBTFUL,
    doubtful_characters,
    may_have_symbols,
)
from tests.models.recognition.symbols.strips import EM, drawn


def _line(text: str, score: float = 0.99) -> tuple[bool, set[int]]:
    """Returns whether a line is examined, and its doubtful characters. The last character has that score."""
    reading = drawn(*[(each, 0.5, 0.1) for each in text])
    reading.scores[-1] = score
    return may_have_symbols(reading), set(doubtful_characters(reading))


@pytest.mark.parametrize("text", ["网1图", "Note", "100", "第二章", "VIP 网", "5kg"])
def test_sure_text_is_not_examined(text: str) -> None:
    assert _line(text) == (False, set())


@pytest.mark.parametrize(
    ("text", "last"), [("网x", VERY_DOUBTFUL), ("网5", VERY_DOUBTFUL), ("网女", DOUBTFUL_IDEOGRAPH)]
)
def test_a_line_with_a_doubtful_character_is_examined(text: str, last: float) -> None:
    assert _line(text, last - 0.01) == (True, {1})
    assert _line(text, last + 0.01)[0] is False


@pytest.mark.parametrize("text", ["网:", "网（", "网 ", "网￥"])
def test_marks_with_low_scores_are_no_doubt(text: str) -> None:
    assert _line(text, 0.3) == (False, set())


def test_a_letter_behind_a_letter_is_no_symbol_unless_it_is_a_roman_numeral() -> None:
    assert _line("goo", 0.3) == (False, set())
    assert _line("xI", 0.3) == (True, {1})


def test_an_ideograph_of_another_shape_than_a_symbol_is_no_reason() -> None:
    assert _line("网图", 0.1)[0] is False


@pytest.mark.parametrize("sign", ["①", "℃", "★", "√"])
def test_signs_that_are_often_others_are_examined_at_any_score(sign: str) -> None:
    assert _line(f"网{sign}") == (True, {1})


@pytest.mark.parametrize(("score", "found"), [(SURE, set()), (SURE - 0.01, {1})])
def test_a_percent_sign_is_doubtful_only_in_a_line_that_is_examined(score: float, found: set[int]) -> None:
    assert _line("5%", score) == (False, found)


@pytest.mark.parametrize(("width", "is_examined"), [(1.05, False), (1.25, True)])
def test_a_percent_sign_that_is_too_wide_is_examined(width: float, is_examined: bool) -> None:
    reading = drawn(("5", 0.5, 0.2), ("%", width * (41 - 7) / EM, 0.1), scores={"%": 1.0})

    assert may_have_symbols(reading) == is_examined
    assert doubtful_characters(reading) == ({1} if is_examined else set())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("N12", {0}),
        ("No.3", {0, 1}),
        ("网No 3", {1, 2}),
        ("5%o", {1, 2}),
        ("第VI章", {1, 2}),
        ("IV X", {0, 1, 2, 3}),
    ],
)
def test_characters_that_are_read_for_one_symbol_are_examined(text: str, found: set[int]) -> None:
    assert _line(text) == (True, found)


def test_letters_in_a_line_with_a_roman_numeral_are_doubtful() -> None:
    assert _line("Ⅲ X") == (True, {0, 2})
