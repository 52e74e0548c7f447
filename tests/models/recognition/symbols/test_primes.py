import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.symbols.primes import MIN_SLANT, with_primes
from tests.models.recognition.symbols.strips import drawn

TOP, BOTTOM = 10, 30


def _angle(slant: float, minutes: str = "'", seconds: str = '"') -> Reading:
    """Returns an angle whose marks lean to the right by so many columns a row."""
    marks = (minutes, seconds)
    reading = drawn(
        *[(each, 0.3, 0.2) if each in marks else (each, 0.5, 0.2) for each in f"3°12{minutes}31{seconds}"]
    )
    for i, character in enumerate(reading.characters):
        if character in marks:
            middle = int(reading.middles[i])
            reading.pixels[:, middle - 7 : middle + 8] = 230
            for row in range(TOP, BOTTOM):
                column = middle + round(slant * ((TOP + BOTTOM) / 2 - row))
                reading.pixels[row, column - 1 : column + 2] = 20
    return reading


@pytest.mark.parametrize("slant", [MIN_SLANT + 0.05, 0.4])
def test_marks_of_an_angle_that_lean_to_the_right_are_primes(slant: float) -> None:
    assert with_primes(_angle(slant)).text == "3°12′31″"


@pytest.mark.parametrize("slant", [0.0, -0.3])
def test_straight_marks_of_an_angle_stay(slant: float) -> None:
    reading = _angle(slant)

    assert with_primes(reading) is reading


def test_a_prime_that_was_read_makes_the_other_mark_a_prime() -> None:
    assert with_primes(_angle(0.0, minutes="′")).text == "3°12′31″"


def test_marks_outside_an_angle_are_not_measured() -> None:
    reading = drawn(("5", 0.5, 0.2), ("'", 0.3, 0.2), ("°", 0.3, 0.2))

    assert with_primes(reading) is reading


def test_a_reading_has_the_same_scores_with_primes() -> None:
    reading = _angle(0.4)

    assert np.array_equal(with_primes(reading).scores, reading.scores)
