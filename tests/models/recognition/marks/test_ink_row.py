import numpy as np
import pytest

from models.recognition.marks.ink_row import are_equal, ink_row, inks_of, overlap
from tests.models.recognition.marks import drawn
from tests.models.recognition.marks.drawn import reading_of


def test_equal_marks_at_equal_distances_are_a_row() -> None:
    reading = reading_of("", [drawn.equals] * 3, 30)

    row = ink_row(reading.ink, reading.height)

    assert row is not None
    assert row.borders.tolist() == [[16, 38], [46, 68], [76, 98]]
    assert row.aspect == pytest.approx(2)
    assert row.width == pytest.approx(22 / 30)
    assert row.height == pytest.approx(11 / 30)
    assert row.share == pytest.approx(11 / 48)
    assert row.fill == pytest.approx(6 / 11)
    assert row.parts.tolist() == [
        [0, pytest.approx(3 / 11), 1],
        [pytest.approx(8 / 11), pytest.approx(3 / 11), 1],
    ]
    assert not row.has_hole
    assert row.rise == pytest.approx(0)


def test_a_strip_that_is_stretched_gives_the_same_shape() -> None:
    reading = reading_of("", [drawn.equals] * 3, 30)

    row = ink_row(np.repeat(reading.ink, 2, axis=1), 2 * reading.height)

    assert row is not None
    assert row.aspect == pytest.approx(2)
    assert row.height == pytest.approx(11 / 30)


def test_a_ring_has_a_hole_and_a_wave_rises() -> None:
    rings, waves = (reading_of("", [mark] * 2, 32) for mark in (drawn.ring, drawn.wave))

    ring, wave = (ink_row(each.ink, each.height) for each in (rings, waves))

    assert ring is not None
    assert ring.has_hole
    assert wave is not None
    assert wave.rise > 0.3


@pytest.mark.parametrize(
    "marks",
    [
        [drawn.dot, drawn.dot, drawn.equals],
        [drawn.dot, drawn.dot, lambda pixels: None, drawn.dot],
        [drawn.stroke, drawn.bar_above_dot, drawn.dot],
    ],
    ids=["other width", "a gap", "other ink"],
)
def test_other_ink_is_no_row(marks: list[drawn.Draw]) -> None:
    reading = reading_of("", marks, 30)

    assert ink_row(reading.ink, reading.height) is None


def test_a_single_mark_is_as_far_from_others_as_it_is_wide() -> None:
    reading = reading_of("", [drawn.equals], 30)

    row = ink_row(reading.ink, reading.height)

    assert row is not None
    assert row.width == 1
    assert row.height == pytest.approx(0.5)
    assert ink_row(reading.ink, reading.height, least=2) is None


def test_mirrored_shapes_of_one_size_are_no_row() -> None:
    def half(pixels: drawn.Pixels) -> None:
        pixels[10:12, 4:24] = pixels[12:40, 4:8] = 0

    reading = reading_of("", [half, lambda pixels: half(pixels[:, ::-1])], 28)

    assert ink_row(reading.ink, reading.height) is None


def test_a_strip_without_ink_is_no_row() -> None:
    assert ink_row(np.zeros((48, 90), bool), 48) is None


def test_values_are_equal_within_a_share_of_the_median_or_the_least() -> None:
    assert are_equal(np.array([10.0, 12.0, 10.0]), 0.2)
    assert not are_equal(np.array([10.0, 12.1, 10.0]), 0.2)
    assert are_equal(np.array([10.0, 12.1, 10.0]), 0.2, 3)


def test_the_ink_of_runs_is_counted_and_compared() -> None:
    mask = np.zeros((4, 8), bool)
    mask[1:3, 1:3] = mask[:, 5:7] = True
    runs = np.array([[1, 3], [5, 7]])

    assert inks_of(mask, runs).tolist() == [4, 8]
    assert overlap(mask, *runs) == 0.5
