from concurrent.futures import Future
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest

from benchmarks.angles import ANGLES, held_upright, measure
from models.page import Page, TextLine
from service.engine.engine import Engine
from service.request import ReadOptions, ReadRequest
from tests.harness.labels import Label, LabelledImage
from tests.harness.rotated import rotated_picture, rotation_matrix

QUAD = np.array([[10, 20], [50, 20], [50, 30], [10, 30]], np.float32)


class FakeEngine:
    """Finds a bar where it is in a picture that is turned so far; it starts at the corner of that number."""

    def __init__(self, degrees: float, first: int) -> None:
        self._turn = rotation_matrix(80, 60, degrees)
        self._first = first
        self.options: list[ReadOptions] = []
        self.sizes: list[tuple[int, ...]] = []

    def submit(self, entry: ReadRequest) -> Future[Page]:
        """What the bar says, where the picture was turned to."""
        self.options.append(entry.options)
        image = cv2.imdecode(np.frombuffer(entry.data, np.uint8), cv2.IMREAD_COLOR)
        assert image is not None
        self.sizes.append(image.shape)
        quad = np.roll(cv2.transform(QUAD[np.newaxis], self._turn)[0], -self._first, axis=0)
        answer: Future[Page] = Future()
        answer.set_result(
            Page(image.shape[1], image.shape[0], (TextLine(quad.astype(np.float32), "bar", 1.0),))
        )
        return answer


def _picture() -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    image = np.full((60, 80, 3), 255, np.uint8)
    image[20:30, 10:50] = 0
    return image


@pytest.mark.parametrize("degrees", ANGLES)
def test_a_turned_picture_shows_all_of_itself_where_the_turning_says(degrees: float) -> None:
    turn = rotation_matrix(80, 60, degrees)
    turned = rotated_picture(_picture(), turn)
    dark = np.argwhere(turned[:, :, 0] < 128)[:, ::-1] + 0.5
    expected = cv2.transform(QUAD[np.newaxis], turn)[0].mean(axis=0)

    np.testing.assert_allclose(dark.mean(axis=0), expected, atol=0.5)
    assert len(dark) == pytest.approx(400, abs=25)
    assert turned[0, 0].min() > 200


def test_quarters_are_turned_pixel_for_pixel_with_the_clock() -> None:
    turned = rotated_picture(_picture(), rotation_matrix(80, 60, 90))

    np.testing.assert_array_equal(turned, np.rot90(_picture(), -1))


@pytest.mark.parametrize("degrees", ANGLES)
def test_lines_are_led_back_to_the_upright_page(degrees: float) -> None:
    turn = rotation_matrix(80, 60, degrees)
    there = cv2.transform(QUAD[np.newaxis], turn)[0].astype(np.float32)
    (back,) = held_upright([TextLine(there, "bar", 1.0)], turn)

    np.testing.assert_allclose(back.quad, QUAD, atol=1e-3)
    assert back.text == "bar"


@pytest.mark.parametrize(("first", "right"), [(0, 1.0), (2, 0.0)], ids=["upright", "on its head"])
def test_turned_pictures_are_read_with_the_options_and_scored_on_the_upright_page(
    tmp_path: Path, first: int, right: float
) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), _picture())
    truth = LabelledImage("a.png", 80, 60, "", (Label(QUAD.astype(np.float64), "bar"),))
    engine, options = FakeEngine(135, first), ReadOptions(any_angle=True)
    reading = measure(cast(Engine, engine), [(tmp_path / "a.png", truth)], 135, options)

    assert engine.options == [options]
    assert engine.sizes == [(99, 99, 3)]
    assert (reading.score.f1, reading.score.first_corner) == (1.0, right)
    assert reading.seconds > 0
