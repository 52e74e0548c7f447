import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.symbols.explained import (
    LEAST_LOST,
    TOLERANCE,
    may_lack_characters,
    unexplained_spans,
)
from tests.models.recognition.symbols.strips import EM, HEIGHT, drawn


@pytest.mark.parametrize(
    "reading",
    [
        drawn(("5", 0.45, 0.1), ("0", 0.45, 0.1), ("", 0.9, 0.1)),
        drawn(("", 0.9, 0.1)),
        drawn(("网", 0.9, 0.1), ("", 0.9, 0), (" ", 0, 0.1), ("图", 0.9, 0.1)),
    ],
    ids=["at the end", "alone", "at a space"],
)
def test_a_line_with_ink_that_was_not_read_lacks_characters(reading: Reading) -> None:
    assert may_lack_characters(reading)


@pytest.mark.parametrize(
    "reading",
    [
        drawn(("小", 0.9, 0.1), ("川", 0.9, 0.1)),
        drawn(("网", 0.9, 0.8), (" ", 0, 0.1), ("图", 0.9, 0.1)),
        Reading((), np.ones(0, np.float32), np.zeros((0, 2)), np.full((48, 90, 3), 200, np.uint8), 48.0),
    ],
    ids=["read", "with a wide gap", "blank"],
)
def test_a_line_whose_ink_was_read_lacks_nothing(reading: Reading) -> None:
    assert not may_lack_characters(reading)


@pytest.mark.parametrize(("columns", "is_lost"), [(0.8, False), (1.2, True)])
def test_a_speck_is_no_character(columns: float, is_lost: bool) -> None:
    width = columns * LEAST_LOST * HEIGHT / EM
    reading = drawn(("网", 0.9, 0.6), ("", width, 0.6), ("图", 0.9, 0.1))

    assert may_lack_characters(reading) == is_lost


def test_the_spans_between_characters_are_unexplained() -> None:
    reading = drawn(("网", 0.9, 1.0), ("图", 0.9, 0.1))
    _, (start, end), *_ = unexplained_spans(reading, EM)

    assert start == pytest.approx(1.95 * EM + TOLERANCE * EM, abs=2)
    assert end == pytest.approx(2.77 * EM, abs=2)
