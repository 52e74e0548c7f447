import numpy as np

from models.ctc import decode

CHARSET = ("", "网", "图", " ")


def _decoded(classes: list[int], probabilities: list[float]) -> tuple[str, float]:
    return decode(np.array(classes, np.int32), np.array(probabilities, np.float32), CHARSET)


def test_repeats_merge_and_blanks_fall_out() -> None:
    assert _decoded([0, 1, 1, 0, 2, 3, 0], [1.0] * 7)[0] == "网图 "


def test_a_blank_between_two_equal_characters_keeps_both() -> None:
    assert _decoded([1, 0, 1], [1.0] * 3)[0] == "网网"


def test_the_score_is_the_mean_over_the_characters_alone() -> None:
    assert _decoded([0, 1, 1, 2], [0.1, 0.9, 0.2, 0.5])[1] == np.float32((0.9 + 0.5) / 2)


def test_nothing_but_blanks_is_no_text() -> None:
    assert _decoded([0, 0], [0.9, 0.9]) == ("", 0.0)


def test_no_steps_are_no_text() -> None:
    assert _decoded([], []) == ("", 0.0)
