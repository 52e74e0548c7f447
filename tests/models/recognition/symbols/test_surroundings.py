from dataclasses import replace

import pytest

from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import ink_runs
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


def _is_whole(text: str, count: int, numeral: str, gap: float = 0.1) -> bool:
    reading = drawn(*[(each, 0.3, gap) for each in text])
    _, piece = _at(text, 0, count)
    runs = ink_runs(reading)
    piece = replace(piece, start=int(runs.borders[0, 0]), end=int(runs.borders[count - 1, 1]))
    return is_whole_numeral(reading, runs, piece, numeral)


def test_a_numeral_is_whole_if_no_letter_of_it_is_left_beside_it() -> None:
    assert _is_whole("VI网", 2, "Ⅵ")
    assert not _is_whole("VII", 2, "Ⅵ")
    assert _is_whole("XVI", 1, "Ⅹ", gap=0.5)


def test_a_numeral_is_no_part_of_a_row_of_letters() -> None:
    assert _is_whole("I网", 1, "Ⅰ")
    assert not _is_whole("IIII", 1, "Ⅰ", gap=0.5)
    assert not _is_whole("IIII", 4, "Ⅲ")
    assert _is_whole("∨章", 1, "Ⅴ")
