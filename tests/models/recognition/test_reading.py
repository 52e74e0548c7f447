import numpy as np
import pytest

from models.recognition.reading import Reading


def _reading(text: str, *scores: float) -> Reading:
    starts = np.arange(len(text), dtype=np.float64) * 10
    return Reading(
        characters=tuple(text),
        scores=np.array(scores, np.float32),
        spans=np.stack([starts, starts + 4], axis=1),
        pixels=np.zeros((48, 100, 3), np.uint8),
        height=48.0,
    )


def test_the_text_has_inner_spaces_and_no_outer_ones() -> None:
    assert _reading(" 网 图 ", *[1.0] * 5).text == "网 图"


def test_the_score_is_the_mean_probability_of_the_characters() -> None:
    assert _reading("网图", 0.9, 0.5).score == pytest.approx(0.7)


def test_a_reading_without_characters_has_no_text_and_scores_zero() -> None:
    reading = _reading("")

    assert (reading.text, reading.score, reading.middles.shape) == ("", 0.0, (0,))


def test_the_middle_of_a_character_is_the_middle_of_its_run() -> None:
    assert _reading("网图", 0.9, 0.5).middles.tolist() == [2.0, 12.0]


def test_the_ink_is_computed_once() -> None:
    reading = _reading("网图", 0.9, 0.5)

    assert reading.ink is reading.ink
    assert reading.ink.shape == (48, 100)
