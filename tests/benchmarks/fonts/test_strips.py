from concurrent.futures import Future
from pathlib import Path
from typing import cast

import cv2
import numpy as np
import pytest

from benchmarks.fonts.strips import crop_lines, overlap, padded, read_strips, strip, write_strips
from models.page import Page, Quad, TextLine
from service.engine.engine import Engine
from service.request import ReadRequest


def _quad(left: float, top: float, right: float, bottom: float) -> Quad:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


class OneLineEngine:
    """An engine that detects one line."""

    def __init__(self, quad: Quad) -> None:
        self._page = Page(200, 100, (TextLine(quad, "x", 0.9),))

    def submit(self, request: ReadRequest) -> "Future[Page]":
        answer: Future[Page] = Future()
        answer.set_result(self._page)
        return answer


def _picture(folder: Path) -> Path:
    """Writes a picture: red at the top, blue at the bottom."""
    picture = np.zeros((100, 200, 3), np.uint8)
    picture[:50, :, 2], picture[50:, :, 0] = 255, 255
    cv2.imwrite(str(folder / "a.png"), picture)
    return folder / "a.png"


def test_a_detected_line_is_cropped_along_the_detected_quad(tmp_path: Path) -> None:
    engine = cast(Engine, OneLineEngine(_quad(8, 8, 112, 32)))
    ((pixels, is_detected),) = crop_lines(engine, _picture(tmp_path), [_quad(10, 10, 110, 30)])

    assert is_detected
    assert pixels.shape == (48, round(104 * 48 / 24), 3)
    assert (pixels == (0, 0, 255)).all()


def test_an_undetected_line_is_cropped_along_its_padded_box(tmp_path: Path) -> None:
    engine = cast(Engine, OneLineEngine(_quad(8, 8, 112, 32)))
    ((pixels, is_detected),) = crop_lines(engine, _picture(tmp_path), [_quad(10, 60, 110, 85)])

    assert not is_detected
    assert pixels.shape == (48, round(104 * 48 / 29), 3)
    assert (pixels == (255, 0, 0)).all()


@pytest.mark.parametrize(
    ("other", "share"),
    [((0, 0, 10, 10), 1), ((10, 0, 20, 10), 0), ((5, 0, 15, 10), 1 / 3), ((0, 0, 10, 5), 0.5)],
)
def test_overlap_is_intersection_over_union(other: tuple[float, float, float, float], share: float) -> None:
    assert overlap(_quad(0, 0, 10, 10), _quad(*other)) == pytest.approx(share)


def test_a_box_is_padded_by_a_share_of_its_height() -> None:
    assert padded(_quad(10, 20, 90, 45)).tolist() == _quad(8, 18, 92, 47).tolist()


def test_a_strip_keeps_the_shape_of_its_quad() -> None:
    assert strip(np.zeros((100, 300, 3), np.uint8), _quad(0, 0, 240, 24)).shape == (48, 480, 3)


def test_written_strips_are_read_back(tmp_path: Path) -> None:
    strips = [np.full((48, width, 3), width, np.uint8) for width in (30, 200, 77)]
    write_strips(tmp_path, strips)

    assert all(map(np.array_equal, read_strips(tmp_path), strips))
