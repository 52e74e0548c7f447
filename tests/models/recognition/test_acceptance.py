import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.page import TextLine
from models.recognition.acceptance import is_accepted

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters.acceptance

QUAD = np.array([[0, 0], [90, 0], [90, 20], [0, 20]], np.float32)


def _line(text: str, score: float) -> TextLine:
    return TextLine(QUAD, text, score, ())


def test_a_line_without_a_character_is_no_text() -> None:
    assert not is_accepted(_line("", 1.0), 1.0, PARAMETERS)


@pytest.mark.parametrize(
    ("text", "lowest"),
    [
        ("X", 0.98),
        ("品", 0.98),
        ("32", 0.85),
        ("五折", 0.85),
        ("1389", 0.85),
        ("双肩包特价", 0.7),
        ("XXXXX", 0.98),
        ("本本水水本水", 0.85),
        ("★", 0.99),
        ("**", 0.99),
    ],
)
def test_the_less_a_line_says_the_surer_it_must_be(text: str, lowest: float) -> None:
    assert is_accepted(_line(text, lowest), 0.8, PARAMETERS)
    assert not is_accepted(_line(text, lowest - 0.001), 1.0, PARAMETERS)


def test_a_price_is_no_line_of_signs_alone() -> None:
    assert is_accepted(_line("￥9.9", 0.9), 0.5, PARAMETERS)


@pytest.mark.parametrize("text", ["X", "品", "7", "XXX", "★", "***"])
def test_what_says_little_must_be_surer_where_the_detector_was_not(text: str) -> None:
    assert is_accepted(_line(text, 0.998), 0.79, PARAMETERS)
    assert not is_accepted(_line(text, 0.997), 0.79, PARAMETERS)


def test_words_are_taken_wherever_they_were_seen() -> None:
    assert is_accepted(_line("十一", 0.85), 0.46, PARAMETERS)
    assert is_accepted(_line("双肩包特价", 0.7), 0.46, PARAMETERS)
