"""Joining pictures into strips, and reading them."""

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from benchmarks.strips import IDLE, Labelled, joinable, latencies, read, write_strip
from models.page import Page, TextLine
from service.engine.engine import Engine
from service.request import ReadRequest
from tests.harness.labels import Label, LabelledImage


def _quad(left: float, top: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[left, top], [left + 9, top], [left + 9, top + 5], [left, top + 5]])


def _labelled(folder: Path, name: str, width: int, height: int, shade: int) -> Labelled:
    """Write a grey picture labelled with one line, its own name, at (3, 2)."""
    cv2.imwrite(str(folder / name), np.full((height, width, 3), shade, np.uint8))
    return folder / name, LabelledImage(name, width, height, "phone", (Label(_quad(3, 2), name),))


def _names(groups: Sequence[Sequence[Labelled]]) -> list[list[str]]:
    return [[path.name for path, _ in group] for group in groups]


def _rows(folder: Path) -> list[Labelled]:
    return [
        _labelled(folder, "a.png", 40, 60, 10),
        _labelled(folder, "b.png", 50, 60, 20),
        _labelled(folder, "c.png", 40, 30, 30),
        _labelled(folder, "d.png", 40, 20, 40),
    ]


def test_pictures_of_one_width_are_grouped_up_to_the_given_length(tmp_path: Path) -> None:
    rows = _rows(tmp_path)

    assert _names(joinable(rows, 90, axis=0)) == [["a.png", "c.png"], ["d.png"]]
    assert _names(joinable(rows, 50, axis=0)) == [["c.png", "d.png"]]
    assert _names(joinable(rows, 90, axis=1)) == [["a.png", "b.png"]]


def test_a_strip_has_the_pixels_and_the_moved_labels_of_its_pictures(tmp_path: Path) -> None:
    a, b, c, _ = _rows(tmp_path)
    path, tall = write_strip([a, c], tmp_path / "tall.png", axis=0)
    image = cv2.imread(str(path))
    _, wide = write_strip([a, b], tmp_path / "wide.png", axis=1)

    assert image is not None
    assert image.shape == (90, 40, 3)
    assert (image[59, 0, 0], image[60, 0, 0]) == (10, 30)
    assert (tall.image, tall.width, tall.height) == ("tall.png", 40, 90)
    assert (wide.width, wide.height) == (90, 60)
    assert [line.text for line in tall.lines] == ["a.png", "c.png"]
    np.testing.assert_array_equal([line.quad[0] for line in tall.lines], [[3, 2], [3, 62]])
    np.testing.assert_array_equal([line.quad[0] for line in wide.lines], [[3, 2], [43, 2]])


class FakeEngine:
    """Finds the same line in every picture. Answers the strip after `others` other pictures."""

    def __init__(self, strip: bytes = b"", others: int = 0) -> None:
        self._strip = strip
        self._others = others
        self._strip_answer: Future[Page] | None = None
        self._page = Page(40, 60, (TextLine(_quad(3, 2).astype(np.float32), "a.png", 1.0),))

    def submit(self, request: ReadRequest) -> "Future[Page]":
        answer: Future[Page] = Future()
        if request.data == self._strip:
            self._strip_answer = answer
            return answer
        answer.set_result(self._page)
        if self._strip_answer is not None:
            self._others -= 1
            if self._others == 0:
                self._strip_answer.set_result(self._page)
        return answer


def test_pictures_are_scored_and_their_pixels_counted(tmp_path: Path) -> None:
    rows = [_labelled(tmp_path, name, 40, 60, 9) for name in ("a.png", "b.png")]
    result = read(cast(Engine, FakeEngine()), rows)

    assert (result.score.true, result.score.matched, result.score.exact_groups) == (10, 9, 1)
    assert result.pixels == 2 * 40 * 60
    assert min(result.seconds, result.processor) > 0


def test_a_picture_is_read_repeatedly_until_the_strip_is_read(tmp_path: Path) -> None:
    small, _ = _labelled(tmp_path, "small.png", 40, 60, 9)
    strip, _ = _labelled(tmp_path, "strip.png", 40, 600, 9)
    times = latencies(cast(Engine, FakeEngine(strip.read_bytes(), others=3)), small.read_bytes(), strip)

    assert len(times.idle) == IDLE
    assert len(times.loaded) == 3
