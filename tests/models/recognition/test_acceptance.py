import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.page import TextLine
from models.recognition.acceptance import is_accepted

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters.acceptance

QUAD = np.array([[0, 0], [90, 0], [90, 20], [0, 20]], np.float32)


def _line(text: str, score: float) -> TextLine:
    return TextLine(QUAD, text, score, ())


def test_an_empty_line_is_not_accepted() -> None:
    assert not is_accepted(_line("", 1.0), 1.0, PARAMETERS)


@pytest.mark.parametrize(
    ("text", "min_score"),
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
def test_fewer_different_characters_need_a_higher_score(text: str, min_score: float) -> None:
    assert is_accepted(_line(text, min_score), 0.8, PARAMETERS)
    assert not is_accepted(_line(text, min_score - 0.001), 1.0, PARAMETERS)


def test_a_price_is_not_a_line_of_symbols() -> None:
    assert is_accepted(_line("￥9.9", 0.9), 0.5, PARAMETERS)


@pytest.mark.parametrize("text", ["X", "品", "7", "XXX", "★", "***"])
def test_single_characters_and_symbols_need_a_higher_score_where_the_detector_is_not_sure(text: str) -> None:
    assert is_accepted(_line(text, 0.998), 0.79, PARAMETERS)
    assert not is_accepted(_line(text, 0.997), 0.79, PARAMETERS)


def test_words_are_accepted_at_any_score_of_the_detector() -> None:
    assert is_accepted(_line("十一", 0.85), 0.46, PARAMETERS)
    assert is_accepted(_line("双肩包特价", 0.7), 0.46, PARAMETERS)
