import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.recognition.ctc import decode, runs

CHARSET = ("", "网", "图", " ")


def _decoded(classes: list[int], probabilities: list[float]) -> tuple[str, float]:
    return decode(np.array(classes, np.int32), np.array(probabilities, np.float32), CHARSET)


def test_repeats_are_merged_and_blanks_dropped() -> None:
    assert _decoded([0, 1, 1, 0, 2, 3, 0], [1.0] * 7)[0] == "网图 "


def test_equal_characters_with_a_blank_between_them_are_not_merged() -> None:
    assert _decoded([1, 0, 1], [1.0] * 3)[0] == "网网"


def test_the_score_is_the_mean_probability_of_the_characters() -> None:
    assert _decoded([0, 1, 1, 2], [0.1, 0.9, 0.2, 0.5])[1] == np.float32((0.9 + 0.5) / 2)


def test_blanks_alone_give_an_empty_text() -> None:
    assert _decoded([0, 0], [0.9, 0.9]) == ("", 0.0)


def test_no_steps_give_an_empty_text() -> None:
    assert _decoded([], []) == ("", 0.0)


def _runs(*classes: int) -> list[list[int]]:
    found: list[list[int]] = runs(np.array(classes, np.int32)).tolist()
    return found


def test_a_character_has_the_steps_of_its_run() -> None:
    assert _runs(0, 1, 1, 0, 1, 2, 2, 2) == [[1, 3], [4, 5], [5, 8]]


@pytest.mark.parametrize("classes", [(), (0, 0, 0)], ids=["no steps", "blanks"])
def test_without_characters_there_are_no_runs(classes: tuple[int, ...]) -> None:
    assert _runs(*classes) == []


@given(st.lists(st.integers(0, 3), max_size=30))
def test_every_character_of_the_text_has_one_run(classes: list[int]) -> None:
    text = _decoded(classes, [1.0] * len(classes))[0]

    assert "".join(CHARSET[classes[first]] for first, _ in _runs(*classes)) == text
