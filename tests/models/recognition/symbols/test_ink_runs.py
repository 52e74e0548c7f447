from dataclasses import replace

import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import ink_runs
from tests.models.recognition.symbols.strips import EM, HEIGHT, drawn


def test_each_character_owns_the_run_of_its_middle() -> None:
    runs = ink_runs(drawn(("网", 0.9, 0.1), ("1", 0.4, 0.1), ("图", 0.9, 0.1)))

    assert runs.owners == ((0,), (1,), (2,))
    assert runs.is_unexplained == (False, False, False)
    assert runs.em == pytest.approx(EM, abs=1)


def test_ink_that_was_not_read_is_unexplained() -> None:
    reading = drawn(("5", 0.45, 0.1), ("0", 0.45, 0.1), ("", 0.9, 0.1))

    assert ink_runs(reading).is_unexplained == (False, False, True)


def test_the_parts_of_an_ideograph_are_explained() -> None:
    reading = drawn(("小", 0.9, 0.1), ("川", 0.9, 0.1))
    reading.pixels[:, EM + 10 : EM + 13] = 230

    assert ink_runs(reading).is_unexplained == (False, False, False)


def test_a_speck_is_explained() -> None:
    reading = drawn(("网", 0.9, 0.5), ("", 0.02, 0.5), ("图", 0.9, 0.1))

    assert not any(ink_runs(reading).is_unexplained)


def test_a_character_beside_its_run_owns_it_if_it_is_near() -> None:
    reading = drawn(("网", 0.9, 0.1))
    beside = Reading(
        characters=("网", "图"),
        scores=np.ones(2, np.float32),
        spans=np.array([[EM + 14.0, EM + 18.0], [EM * 2.0, EM * 2.0 + 4]]),
        pixels=reading.pixels,
        height=float(HEIGHT),
    )

    assert ink_runs(beside).owners == ((0, 1),)


def test_a_strip_without_ink_has_no_runs() -> None:
    blank = Reading((), np.ones(0, np.float32), np.zeros((0, 2)), np.full((48, 90, 3), 200, np.uint8), 48.0)

    assert len(ink_runs(blank).borders) == 0


def test_a_strip_without_characters_lacks_them_if_it_has_ink() -> None:
    reading = drawn(("", 0.9, 0.1))

    assert ink_runs(reading).is_unexplained == (True,)


def test_symbols_that_touch_each_other_are_cut_into_equal_parts() -> None:
    runs = ink_runs(drawn(("①", 0.9, 0), ("②", 0.9, 0), ("③", 0.9, 0.1)))
    widths = (runs.borders[:, 1] - runs.borders[:, 0]).tolist()

    assert runs.owners == ((0,), (1,), (2,))
    assert max(widths) - min(widths) <= 1


def test_letters_that_touch_each_other_are_not_cut() -> None:
    assert ink_runs(drawn(("a", 0.5, 0), ("b", 0.5, 0.1))).owners == ((0, 1),)


def test_ink_beside_two_characters_without_room_is_explained() -> None:
    reading = drawn(("1", 0.2, 0.2), ("1", 0.2, 0.2), ("7", 0.5, 0.1))
    shifted = replace(reading, spans=reading.spans + np.array([[0.4 * EM], [0.0], [0.0]]))

    assert ink_runs(shifted).owners == ((), (0, 1), (2,))
    assert not any(ink_runs(shifted).is_unexplained)
