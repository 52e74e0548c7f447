"""How a page is turned is told from quads and from answers that are given here, without a model."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.detection.search import Search
from models.detection.view import View
from models.page import Quad
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop
from service.reading.upright import READERS, VOTERS, half_size, page_rotation

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
PAGE = np.zeros((800, 800, 3), np.uint8)
CENTRE = (400, 400)


def _lines(degrees: float, count: int = 12) -> list[Quad]:
    """Lines of text that runs in that direction with the clock, from corners as a detector gives them."""
    rotation = cv2.getRotationMatrix2D(CENTRE, -degrees, 1.0)
    tops = 200 + 30 * np.arange(count)
    upright = [np.array([[200, y], [500, y], [500, y + 20], [200, y + 20]], np.float32) for y in tops]
    return [
        np.roll(cv2.transform(quad[np.newaxis], rotation)[0], 2, axis=0).astype(np.float32)
        for quad in upright
    ]


class Reader:
    """Sees lines that run `degrees` with the clock; `misled` makes its classifier wrong.

    `column` says that they are columns of upright characters, which it reads as lines that run downwards.
    """

    def __init__(self, degrees: float, *, misled: bool = False, column: bool = False) -> None:
        self._degrees = degrees
        self._misled = misled
        self._column = column
        self.asked: list[str] = []

    def __call__(self, stage: str, items: Sequence[Any]) -> list[Any]:
        self.asked += [stage] * len(items)
        if stage == "classify":
            return [self._is_astray(crop) != self._misled for crop in items]
        return [self._reading(item) for item in items]

    def _reading(self, item: Any) -> RecognizedText:
        if not isinstance(item, Crop):
            return RecognizedText("清蒸鲈鱼" if self._column else "ロト", 1.0)
        cells = tuple(Cell(text, i / 4, i / 4 + 0.25, 1.0) for i, text in enumerate("清蒸鲈鱼"))
        return RecognizedText("清蒸鲈鱼", 0.5 if self._is_astray(item) else 0.99, cells)

    def _is_astray(self, crop: Crop) -> bool:
        along = crop.outline[1] - crop.outline[0]
        angle = np.degrees(np.arctan2(along[1], along[0]))
        return bool(abs((angle - self._degrees + 180) % 360 - 180) > 90)


def _upright_angle(degrees: float, reader: Reader) -> float | None:
    """By how much the page is turned against the clock to stand upright."""
    rotation = page_rotation(PAGE, _lines(degrees), reader, PARAMETERS)
    if rotation is None:
        return None
    along = rotation.to_original(np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32))
    edge = along[1] - along[0]
    return float(np.degrees(np.arctan2(edge[1], edge[0])))


@pytest.mark.parametrize("misled", [False, True])
@pytest.mark.parametrize("degrees", [-150, -90, -45, 30, 90, 135, 160, 180])
def test_a_page_is_turned_as_its_lines_run(degrees: float, misled: bool) -> None:
    """Also where the classifier errs, for the readings show it."""
    found = _upright_angle(degrees, Reader(degrees, misled=misled))

    assert found is not None
    assert abs((found - degrees + 180) % 360 - 180) < 0.2


@pytest.mark.parametrize("degrees", [0, 1.5, -1.5])
def test_an_upright_page_is_taken_as_it_is(degrees: float) -> None:
    assert _upright_angle(degrees, Reader(degrees)) is None


@pytest.mark.parametrize("degrees", [30, 90, 180, -60])
def test_a_page_of_columns_is_turned_as_their_characters_stand(degrees: float) -> None:
    """Its lines are read a quarter further than they stand."""
    found = _upright_angle(degrees + 90, Reader(degrees + 90, column=True))

    assert found is not None
    assert abs((found - degrees + 180) % 360 - 180) < 0.2


def test_an_upright_page_of_columns_is_taken_as_it_is() -> None:
    assert _upright_angle(90, Reader(90, column=True)) is None


def test_a_page_costs_few_readings_however_many_lines_it_has() -> None:
    reader = Reader(180)
    page_rotation(PAGE, _lines(180, count=18), reader, PARAMETERS)

    assert reader.asked == ["classify"] * VOTERS + ["recognize"] * 2 * READERS


@pytest.mark.parametrize("quads", [[], [np.array([[5, 5], [30, 5], [30, 25], [5, 25]], np.float32)]])
def test_a_page_without_a_line_is_taken_as_it_is(quads: list[Quad]) -> None:
    assert page_rotation(PAGE, quads, Reader(0), PARAMETERS) is None


def test_the_search_for_a_direction_has_half_the_pixels_in_the_shape_of_the_page() -> None:
    first = View.of_all(np.zeros((1334, 750, 3), np.uint8), (480, 832))
    (view,) = half_size(Search.of(first, (first.part,))).views

    assert view.size[0] * view.size[1] == pytest.approx(480 * 832 / 2, rel=0.15)
    assert view.size[1] / view.size[0] == pytest.approx(1334 / 750, rel=0.15)
