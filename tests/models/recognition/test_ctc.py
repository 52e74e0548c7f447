from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.recognition.ctc import runs


def _runs(*classes: int) -> list[list[int]]:
    found: list[list[int]] = runs(np.array(classes, np.int32)).tolist()
    return found


def test_repeats_are_merged_and_blanks_dropped() -> None:
    assert _runs(0, 1, 1, 0, 2, 3, 0) == [[1, 3], [4, 5], [5, 6]]


def test_equal_characters_with_a_blank_between_them_are_not_merged() -> None:
    assert _runs(1, 0, 1) == [[0, 1], [2, 3]]


def test_a_character_has_the_steps_of_its_run() -> None:
    assert _runs(0, 1, 1, 0, 1, 2, 2, 2) == [[1, 3], [4, 5], [5, 8]]


@pytest.mark.parametrize("classes", [(), (0, 0, 0)], ids=["no steps", "blanks"])
def test_without_characters_there_are_no_runs(classes: tuple[int, ...]) -> None:
    assert _runs(*classes) == []


@given(st.lists(st.integers(0, 3), max_size=30))
def test_every_merged_class_but_the_blank_has_one_run(classes: list[int]) -> None:
    merged = [each for each, _ in groupby(classes) if each]

    assert [classes[first] for first, _ in _runs(*classes)] == merged
