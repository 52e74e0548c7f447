"""Conversion of samples to the pixels that a viewer shows."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from service.imaging.pixels import oriented, to_bytes


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        (np.array([[0, 257, 32896, 65535]], np.uint16), [0, 1, 128, 255]),
        (np.array([[0, 12, 255]], np.int32), [0, 12, 255]),
        (np.array([[0, 257, 65535]], np.int32), [0, 1, 255]),
        (np.array([[0, 2**31, 2**32 - 1]], np.uint32), [0, 128, 255]),
        (np.array([[-100, 20, 100]], np.int32), [0, 153, 255]),
        (np.array([[0.0, 0.5, 1.0]], np.float32), [0, 128, 255]),
        (np.array([[0.0, 100.0, 200.0]], np.float32), [0, 100, 200]),
        (np.array([[-1.0, 0.2, 1.0]], np.float32), [0, 153, 255]),
        (np.array([[np.nan, -np.inf, 0.5, np.inf]], np.float32), [0, 0, 128, 255]),
        (np.full((1, 2), np.nan, np.float32), [0, 0]),
        (np.full((1, 2), -7, np.int32), [0, 0]),
    ],
)
def test_samples_are_scaled_over_their_range(samples: NDArray[Any], expected: list[int]) -> None:
    assert to_bytes(samples)[0].tolist() == expected


def test_a_tall_picture_is_scaled_in_row_slices_without_a_seam() -> None:
    samples = np.arange(3000 * 1000, dtype=np.uint32).reshape(3000, 1000) % 60000
    assert np.array_equal(to_bytes(samples), np.round(samples / 257.0).astype(np.uint8))


F = np.array([[1, 1, 1], [1, 0, 0], [1, 1, 0], [1, 0, 0]], np.uint8)
STORED = {
    1: F,
    2: F[:, ::-1],
    3: F[::-1, ::-1],
    4: F[::-1],
    5: F.T,
    6: np.rot90(F),
    7: F[::-1, ::-1].T,
    8: np.rot90(F, -1),
}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_makes_a_letter_upright(orientation: int) -> None:
    """EXIF 6, for instance, means that the top of the scene is at the right of the stored picture."""
    stored = np.ascontiguousarray(np.dstack([STORED[orientation]] * 3))
    image = oriented(stored, orientation)
    assert np.array_equal(image[..., 0], F)
    assert image.flags.c_contiguous
