import numpy as np
import pytest
from numpy.typing import NDArray

from models.catalog.catalog import model_sets
from models.page import Quad
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText, Recognizer
from models.runtimes import Arrays
from service.reading.crop import Crop, JoinedCrops

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
PAGE = np.arange(100 * 200 * 3, dtype=np.uint32).reshape(100, 200, 3).astype(np.uint8)
UPRIGHT = np.array([[10, 20], [170, 20], [170, 50], [10, 50]], np.float32)
SLANTED = np.array([[10, 20], [160, 40], [156, 70], [6, 50]], np.float32)


class FakeSession:
    """Recognizes no text. Records the shape of the batch."""

    def __init__(self) -> None:
        self.shape: tuple[int, ...] = ()

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.shape = batch.shape
        return np.zeros((1, 3), np.int32), np.zeros((1, 3), np.float32), np.zeros((1, 3), np.float32)


@pytest.mark.parametrize("with_margin", [None, SLANTED - 4])
@pytest.mark.parametrize("quarters", range(4))
@pytest.mark.parametrize("quad", [UPRIGHT, SLANTED], ids=["sliced", "warped"])
def test_the_bucket_of_a_crop_is_the_size_of_its_strip(
    quad: Quad, quarters: int, with_margin: Quad | None
) -> None:
    crop = Crop(PAGE, quad, quarters, False, quad_with_margin=with_margin)
    session = FakeSession()
    Recognizer(session, ("",), PARAMETERS).read([crop.pixels], [False])
    bucket = crop.bucket(PARAMETERS)

    assert session.shape == (1, bucket.height, bucket.width, 3)


def test_the_outline_of_a_rotated_crop_starts_at_its_top_left() -> None:
    crop = Crop(PAGE, UPRIGHT, 1, False)

    assert crop.size == (160, 30)
    assert crop.pixels.shape == (160, 30, 3)
    np.testing.assert_array_equal(crop.pixels[0, 0], PAGE[20, 169])
    np.testing.assert_array_equal(crop.outline[0], UPRIGHT[1])


def test_a_crop_with_a_margin_shows_more_than_its_outline() -> None:
    with_margin = UPRIGHT + np.array([[0, -5], [0, -5], [0, 5], [0, 5]], np.float32)
    crop = Crop(PAGE, UPRIGHT, 0, False, quad_with_margin=with_margin)

    assert crop.size == (160, 30)
    np.testing.assert_array_equal(crop.pixels, PAGE[15:55, 10:170])
    np.testing.assert_array_equal(crop.outline, UPRIGHT)


def test_the_text_of_a_rotated_crop_has_its_place_on_the_page() -> None:
    """A crop that is rotated by 90° counterclockwise starts at the top right of its quad."""
    line = Crop(PAGE, UPRIGHT, 1, True).to_line(
        RecognizedText("字句", 0.9, (Cell("字", 0.0, 0.5, 0.8), Cell("句", 0.5, 1.0, 0.7)))
    )

    assert (line.text, line.score) == ("字句", 0.9)
    assert [(each.text, each.score) for each in line.characters] == [("字", 0.8), ("句", 0.7)]
    np.testing.assert_array_equal(line.quad, [[170, 20], [170, 50], [10, 50], [10, 20]])
    np.testing.assert_array_equal(line.characters[0].quad, [[170, 20], [170, 35], [10, 35], [10, 20]])


def test_joined_crops_are_side_by_side_at_one_height() -> None:
    low, high = UPRIGHT, np.array([[20, 10], [30, 10], [30, 90], [20, 90]], np.float32)
    joined = JoinedCrops(PAGE, (low, high), 48)
    pixels = joined.pixels

    assert pixels.shape == (48, 256 + 6, 3)
    np.testing.assert_array_equal(pixels[0, 0], PAGE[20, 10])


@pytest.mark.parametrize("quads", [(UPRIGHT,), (SLANTED, UPRIGHT, SLANTED)])
def test_the_bucket_of_joined_crops_is_the_size_of_their_strip(quads: tuple[Quad, ...]) -> None:
    joined, session = JoinedCrops(PAGE, quads, 48), FakeSession()
    Recognizer(session, ("",), PARAMETERS).read([joined.pixels], [joined.with_characters])
    bucket = joined.bucket(PARAMETERS)

    assert session.shape == (1, bucket.height, bucket.width, 3)
