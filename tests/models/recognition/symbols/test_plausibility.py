"""Symbols in the place of characters that look like them."""

import pytest

from models.recognition.symbols.plausibility import MIN_RARE, MIN_SHARE, MIN_UNIT
from models.symbols.classifier import Symbol
from tests.models.recognition.symbols.answers import Answers, symbol, with_symbols
from tests.models.recognition.symbols.strips import drawn


def _alike(text: str, share: float) -> Answers:
    return Answers({9: Symbol(text, is_picture=False, probability=0.97, share=share)})


@pytest.mark.parametrize(("share", "text"), [(MIN_SHARE, "✓网"), (MIN_SHARE - 0.01, "√网")])
def test_a_symbol_replaces_one_that_looks_alike_if_its_share_is_large(share: float, text: str) -> None:
    assert with_symbols(drawn(("√", 0.9, 0.3), ("网", 0.9, 0.1)), _alike("✓", share)).text == text


@pytest.mark.parametrize(("share", "text"), [(0.94, "☐网"), (0.6, "口网")])
def test_an_ideograph_that_looks_like_a_box_is_one_only_if_one_box_is_sure(share: float, text: str) -> None:
    reading = drawn(("口", 0.9, 0.3), ("网", 0.9, 0.1), scores={"口": 0.5})

    assert with_symbols(reading, _alike("☐", share)).text == text


@pytest.mark.parametrize(
    ("score", "probability", "text"),
    [
        (0.6, MIN_RARE, "第Ⅴ章"),
        (0.6, MIN_RARE - 0.01, "第∨章"),
        (0.95, MIN_RARE, "第∨章"),
    ],
)
def test_a_doubtful_sign_is_replaced_at_a_lower_probability(
    score: float, probability: float, text: str
) -> None:
    reading = drawn(("第", 0.9, 0.3), ("∨", 0.6, 0.3), ("章", 0.9, 0.1), scores={"∨": score})

    assert with_symbols(reading, Answers({6: symbol("Ⅴ", probability)})).text == text


@pytest.mark.parametrize(
    ("width", "probability", "text"),
    [
        (0.8, MIN_UNIT, "18㎡"),
        (0.8, MIN_UNIT - 0.01, "182"),
        (0.5, MIN_UNIT, "182"),
    ],
)
def test_a_wide_digit_of_a_number_is_a_unit(width: float, probability: float, text: str) -> None:
    reading = drawn(("1", 0.3, 0.15), ("8", 0.5, 0.15), ("2", width, 0.1), scores={"2": 0.5})

    assert with_symbols(reading, Answers({round(10 * width): symbol("㎡", probability)})).text == text


@pytest.mark.parametrize("mark", ['"', ":", "/", "（"])
def test_marks_are_replaced_by_no_symbol(mark: str) -> None:
    reading = drawn(("网", 0.9, 0.3), (mark, 0.5, 0.3), ("图", 0.9, 0.1), ("★", 0.8, 0.1), scores={mark: 0.3})

    assert with_symbols(reading, Answers({5: symbol("∵")})).text == f"网{mark}图★"


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("No3", "№", "№3"),
        ("No.3", "№", "No.3"),
        ("5kg", "㎏", "5kg"),
    ],
)
def test_letters_become_one_symbol_only_for_numbers(text: str, found: str, expected: str) -> None:
    reading = drawn(*[(each, 0.5, -0.05 if each in "Nk" else 0.2) for each in text], ("★", 0.8, 0.1))

    assert with_symbols(reading, Answers({10: symbol(found), 9: symbol(found)})).text == f"{expected}★"


def test_bullets_and_filled_circles_are_the_same() -> None:
    reading = drawn(("•", 0.5, 0.3), ("网", 0.9, 0.1), scores={"•": 0.4})

    assert with_symbols(reading, Answers({5: symbol("●")})).text == "•网"


def test_no_part_of_a_symbol_that_was_read_is_replaced() -> None:
    reading = drawn(("Ⅲ", 0.2, 0.15), ("", 0.2, 0.15), ("", 0.2, 0.5), ("章", 0.9, 0.1), scores={"Ⅲ": 0.4})
    answers = Answers({9: symbol("Ⅲ"), 6: symbol("Ⅱ")})

    assert with_symbols(reading, answers).text == "Ⅲ章"


def test_a_degree_sign_before_celsius_is_left_out() -> None:
    reading = drawn(("5", 0.5, 0.2), ("°", 0.3, 0.1), ("℃", 0.9, 0.1))

    assert with_symbols(reading, Answers({})).text == "5℃"
