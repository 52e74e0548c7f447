"""Reading of rotated pictures."""

from concurrent.futures import Future
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest

from benchmarks.angles import ANGLES, measure, on_upright_page
from models.page import Page, TextLine
from service.engine.engine import Engine
from service.request import ReadOptions, ReadRequest
from tests.harness.labels import Label, LabelledImage
from tests.harness.rotated import rotated_picture, rotation_matrix

QUAD = np.array([[10, 20], [50, 20], [50, 30], [10, 30]], np.float32)


class FakeEngine:
    """Finds the bar of a picture rotated by `degrees`. Its quad starts at the corner `first` of the bar."""

    def __init__(self, degrees: float, first: int) -> None:
        self._matrix = rotation_matrix(80, 60, degrees)
        self._first = first
        self.options: list[ReadOptions] = []
        self.sizes: list[tuple[int, ...]] = []

    def submit(self, request: ReadRequest) -> Future[Page]:
        """Returns the bar as a line "bar"."""
        self.options.append(request.options)
        image = cv2.imdecode(np.frombuffer(request.data, np.uint8), cv2.IMREAD_COLOR)
        assert image is not None
        self.sizes.append(image.shape)
        quad = np.roll(cv2.transform(QUAD[np.newaxis], self._matrix)[0], -self._first, axis=0)
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
def test_a_rotated_picture_is_complete_and_agrees_with_its_matrix(degrees: float) -> None:
    matrix = rotation_matrix(80, 60, degrees)
    rotated = rotated_picture(_picture(), matrix)
    dark = np.argwhere(rotated[:, :, 0] < 128)[:, ::-1] + 0.5
    expected = cv2.transform(QUAD[np.newaxis], matrix)[0].mean(axis=0)

    np.testing.assert_allclose(dark.mean(axis=0), expected, atol=0.5)
    assert len(dark) == pytest.approx(400, abs=25)
    assert rotated[0, 0].min() > 200


def test_a_rotation_by_90_degrees_is_clockwise_and_exact() -> None:
    rotated = rotated_picture(_picture(), rotation_matrix(80, 60, 90))

    np.testing.assert_array_equal(rotated, np.rot90(_picture(), -1))


@pytest.mark.parametrize("degrees", ANGLES)
def test_lines_are_mapped_back_to_the_upright_page(degrees: float) -> None:
    matrix = rotation_matrix(80, 60, degrees)
    rotated = cv2.transform(QUAD[np.newaxis], matrix)[0].astype(np.float32)
    (upright,) = on_upright_page([TextLine(rotated, "bar", 1.0)], matrix)

    np.testing.assert_allclose(upright.quad, QUAD, atol=1e-3)
    assert upright.text == "bar"


@pytest.mark.parametrize(("first", "right"), [(0, 1.0), (2, 0.0)], ids=["upright", "upside down"])
def test_rotated_pictures_are_read_with_the_options_and_scored_on_the_upright_page(
    tmp_path: Path, first: int, right: float
) -> None:
    cv2.imwrite(str(tmp_path / "a.png"), _picture())
    truth = LabelledImage("a.png", 80, 60, "", (Label(QUAD.astype(np.float64), "bar"),))
    engine, options = FakeEngine(135, first), ReadOptions(any_angle=True)
    result = measure(cast(Engine, engine), [(tmp_path / "a.png", truth)], 135, options)

    assert engine.options == [options]
    assert engine.sizes == [(99, 99, 3)]
    assert (result.score.f1, result.score.first_corner) == (1.0, right)
    assert result.seconds > 0
