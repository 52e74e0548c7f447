"""The rotation of a page, with fake stages instead of models."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from models.catalog.catalog import model_sets
from models.detection.search import Search
from models.detection.view import View
from models.page import Quad
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop, JoinedCrops
from service.reading.page_rotation import CLASSIFIED_LINES, RECOGNIZED_LINES, direction_search, page_rotation

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters
PAGE = np.zeros((800, 800, 3), np.uint8)
CENTRE = (400, 400)


def _lines(degrees: float, count: int = 12) -> list[Quad]:
    """The quads of lines whose text runs at an angle clockwise. They start at an arbitrary corner."""
    rotation = cv2.getRotationMatrix2D(CENTRE, -degrees, 1.0)
    tops = 200 + 30 * np.arange(count)
    upright = [np.array([[200, y], [500, y], [500, y + 20], [200, y + 20]], np.float32) for y in tops]
    return [
        np.roll(cv2.transform(quad[np.newaxis], rotation)[0], 2, axis=0).astype(np.float32)
        for quad in upright
    ]


class FakeLineStages:
    """Classifies and recognizes lines of a page whose text runs at `degrees` clockwise.

    misled: whether the classifier is wrong. column: whether the lines are columns of upright characters,
    which are recognized as lines that run downwards.
    """

    def __init__(self, degrees: float, *, misled: bool = False, column: bool = False) -> None:
        self._degrees = degrees
        self._misled = misled
        self._column = column
        self.ran: list[str] = []

    def classify(self, crops: Sequence[Crop]) -> list[bool]:
        self.ran += ["classify"] * len(crops)
        return [self._is_inverted(crop) != self._misled for crop in crops]

    def recognize(self, crops: Sequence[Crop | JoinedCrops]) -> list[RecognizedText]:
        self.ran += ["recognize"] * len(crops)
        return [self._text(crop) for crop in crops]

    def _text(self, crop: Crop | JoinedCrops) -> RecognizedText:
        if not isinstance(crop, Crop):
            return RecognizedText("清蒸鲈鱼" if self._column else "ロト", 1.0)
        cells = tuple(Cell(text, i / 4, i / 4 + 0.25, 1.0) for i, text in enumerate("清蒸鲈鱼"))
        return RecognizedText("清蒸鲈鱼", 0.5 if self._is_inverted(crop) else 0.99, cells)

    def _is_inverted(self, crop: Crop) -> bool:
        along = crop.outline[1] - crop.outline[0]
        angle = np.degrees(np.arctan2(along[1], along[0]))
        return bool(abs((angle - self._degrees + 180) % 360 - 180) > 90)


def _upright_angle(degrees: float, stages: FakeLineStages) -> float | None:
    """The angle in degrees by which the page is rotated counterclockwise. None if it is not rotated."""
    rotation = page_rotation(PAGE, _lines(degrees), stages, PARAMETERS)
    if rotation is None:
        return None
    along = rotation.to_original(np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32))
    edge = along[1] - along[0]
    return float(np.degrees(np.arctan2(edge[1], edge[0])))


@pytest.mark.parametrize("misled", [False, True])
@pytest.mark.parametrize("degrees", [-150, -90, -45, 30, 90, 135, 160, 180])
def test_a_page_is_rotated_by_the_angle_of_its_lines(degrees: float, misled: bool) -> None:
    """A wrong result of the classifier is corrected by the scores of the recognizer."""
    found = _upright_angle(degrees, FakeLineStages(degrees, misled=misled))

    assert found is not None
    assert abs((found - degrees + 180) % 360 - 180) < 0.2


@pytest.mark.parametrize("degrees", [0, 1.5, -1.5])
def test_an_upright_page_is_not_rotated(degrees: float) -> None:
    assert _upright_angle(degrees, FakeLineStages(degrees)) is None


@pytest.mark.parametrize("degrees", [30, 90, 180, -60])
def test_a_page_of_columns_is_rotated_by_the_angle_of_its_characters(degrees: float) -> None:
    """The lines run at that angle plus 90°."""
    found = _upright_angle(degrees + 90, FakeLineStages(degrees + 90, column=True))

    assert found is not None
    assert abs((found - degrees + 180) % 360 - 180) < 0.2


def test_an_upright_page_of_columns_is_not_rotated() -> None:
    assert _upright_angle(90, FakeLineStages(90, column=True)) is None


def test_the_number_of_recognized_lines_does_not_grow_with_the_page() -> None:
    stages = FakeLineStages(180)
    page_rotation(PAGE, _lines(180, count=18), stages, PARAMETERS)

    assert stages.ran == ["classify"] * CLASSIFIED_LINES + ["recognize"] * 2 * RECOGNIZED_LINES


@pytest.mark.parametrize("quads", [[], [np.array([[5, 5], [30, 5], [30, 25], [5, 25]], np.float32)]])
def test_a_page_without_long_lines_is_not_rotated(quads: list[Quad]) -> None:
    assert page_rotation(PAGE, quads, FakeLineStages(0), PARAMETERS) is None


def test_the_direction_search_has_half_the_pixels_and_the_aspect_ratio_of_the_page() -> None:
    first = View.whole(np.zeros((1334, 750, 3), np.uint8), (480, 832))
    (view,) = direction_search(Search.of(first, (first.part,))).views

    assert view.size[0] * view.size[1] == pytest.approx(480 * 832 / 2, rel=0.15)
    assert view.size[1] / view.size[0] == pytest.approx(1334 / 750, rel=0.15)
