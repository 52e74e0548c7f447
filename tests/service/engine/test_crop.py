import numpy as np
import pytest
from numpy.typing import NDArray

from models.page import Quad
from models.recognizer import Recognizer
from models.runtimes import Arrays
from service.engine.crop import Crop

PAGE = np.arange(100 * 200 * 3, dtype=np.uint32).reshape(100, 200, 3).astype(np.uint8)
LYING = np.array([[10, 20], [170, 20], [170, 50], [10, 50]], np.float32)
SLANTED = np.array([[10, 20], [160, 40], [156, 70], [6, 50]], np.float32)


class FakeSession:
    """Reads nothing, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: tuple[int, ...] = ()

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.seen = batch.shape
        return np.zeros((1, 3), np.int32), np.zeros((1, 3), np.float32)


@pytest.mark.parametrize("turn", range(4))
@pytest.mark.parametrize("quad", [LYING, SLANTED], ids=["sliced", "warped"])
def test_a_crop_is_queued_by_the_strip_that_it_is_read_as(quad: Quad, turn: int) -> None:
    crop, session = Crop(PAGE, quad, turn, False), FakeSession()
    Recognizer(session, ("",)).read([crop.pixels], [False])

    assert session.seen == (1, crop.bucket.height, crop.bucket.width, 3)


def test_a_turned_crop_starts_at_its_own_first_corner() -> None:
    crop = Crop(PAGE, LYING, 1, False)

    assert crop.size == (160, 30)
    assert crop.pixels.shape == (160, 30, 3)
    np.testing.assert_array_equal(crop.pixels[0, 0], PAGE[20, 169])
    np.testing.assert_array_equal(crop.outline[0], LYING[1])
