from dataclasses import replace

import pytest

from models.recognition.reading import Reading
from models.recognition.symbols.pieces import Piece
from models.recognition.symbols.surroundings import is_in_number, is_in_word, is_whole_numeral
from tests.models.recognition.symbols.strips import EM, drawn


def _at(text: str, first: int, count: int = 1, score: float = 0.99) -> tuple[Reading, Piece]:
    """Returns a line, and the piece of some of its characters, which have that score."""
    reading = drawn(*[(each, 0.5, 0.05) for each in text])
    reading.scores[first : first + count] = score
    middles = reading.middles[first : first + count]
    piece = Piece(
        runs=(first, first + count - 1),
        start=int(middles[0] - EM / 4),
        end=int(middles[-1] + EM / 4),
        characters=tuple(range(first, first + count)),
        is_unexplained=False,
    )
    return reading, piece


@pytest.mark.parametrize(("text", "expected"), [("96", True), ("99", False), ("9网", False), ("9.60", True)])
def test_a_digit_with_a_different_digit_is_in_a_number(text: str, expected: bool) -> None:
    assert is_in_number(*_at(text, 0)) == expected


def test_a_letter_behind_a_letter_is_in_a_word() -> None:
    assert is_in_word(*_at("an", 1, score=0.3))
    assert not is_in_word(*_at("5n", 1, score=0.3))


@pytest.mark.parametrize(("score", "expected"), [(0.99, True), (0.5, False)])
def test_a_letter_before_a_letter_is_in_a_word_if_it_is_sure(score: float, expected: bool) -> None:
    assert is_in_word(*_at("cache", 0, score=score)) == expected


def test_a_numeral_is_whole_if_no_letter_of_it_is_left_beside_it() -> None:
    assert is_whole_numeral(*_at("VI 网", 0, 2), "Ⅵ")
    assert not is_whole_numeral(*_at("VII", 0, 2), "Ⅵ")


def test_a_numeral_is_no_part_of_a_row_of_letters() -> None:
    reading, piece = _at("I..I", 0)
    row = drawn(*[("I", 0.2, 1.0)] * 4)

    assert is_whole_numeral(reading, piece, "Ⅰ")
    assert not is_whole_numeral(row, replace(piece, end=piece.start + EM // 5), "Ⅰ")


def test_a_numeral_in_letters_is_no_other_numeral() -> None:
    assert not is_whole_numeral(*_at("IIII", 0, 4), "Ⅲ")
    assert is_whole_numeral(*_at("∨", 0), "Ⅴ")
