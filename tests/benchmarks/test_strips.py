from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from benchmarks.strips import IDLE, Labelled, joinable, read, wait, written
from models.page import Page, TextLine
from service.engine.engine import Engine
from service.request import ReadRequest
from tests.harness.labels import Label, LabelledImage


def _quad(left: float, top: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    return np.array([[left, top], [left + 9, top], [left + 9, top + 5], [left, top + 5]])


def _labelled(folder: Path, name: str, width: int, height: int, shade: int) -> Labelled:
    """A grey picture with one line, which says the picture's name, at (3, 2)."""
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


def test_pictures_of_one_width_are_joined_as_long_as_the_strip_is_not_too_long(tmp_path: Path) -> None:
    rows = _rows(tmp_path)

    assert _names(joinable(rows, 90, axis=0)) == [["a.png", "c.png"], ["d.png"]]
    assert _names(joinable(rows, 50, axis=0)) == [["c.png", "d.png"]]
    assert _names(joinable(rows, 90, axis=1)) == [["a.png", "b.png"]]


def test_a_strip_shows_its_pictures_and_its_labels_lie_where_they_do(tmp_path: Path) -> None:
    a, b, c, _ = _rows(tmp_path)
    path, tall = written([a, c], tmp_path / "tall.png", axis=0)
    image = cv2.imread(str(path))
    _, wide = written([a, b], tmp_path / "wide.png", axis=1)

    assert image is not None
    assert image.shape == (90, 40, 3)
    assert (image[59, 0, 0], image[60, 0, 0]) == (10, 30)
    assert (tall.image, tall.width, tall.height) == ("tall.png", 40, 90)
    assert (wide.width, wide.height) == (90, 60)
    assert [line.text for line in tall.lines] == ["a.png", "c.png"]
    np.testing.assert_array_equal([line.quad[0] for line in tall.lines], [[3, 2], [3, 62]])
    np.testing.assert_array_equal([line.quad[0] for line in wide.lines], [[3, 2], [43, 2]])


class FakeEngine:
    """Finds the same line in every picture; the answer about a strip comes after so many others."""

    def __init__(self, strip: bytes = b"", others: int = 0) -> None:
        self._strip = strip
        self._others = others
        self._late: Future[Page] | None = None
        self._page = Page(40, 60, (TextLine(_quad(3, 2).astype(np.float32), "a.png", 1.0),))

    def submit(self, entry: ReadRequest) -> "Future[Page]":
        answer: Future[Page] = Future()
        if entry.data == self._strip:
            self._late = answer
            return answer
        answer.set_result(self._page)
        if self._late is not None:
            self._others -= 1
            if self._others == 0:
                self._late.set_result(self._page)
        return answer


def test_what_is_read_is_scored_and_its_pixels_are_counted(tmp_path: Path) -> None:
    rows = [_labelled(tmp_path, name, 40, 60, 9) for name in ("a.png", "b.png")]
    reading = read(cast(Engine, FakeEngine()), rows)

    assert (reading.score.true, reading.score.matched, reading.score.exact_groups) == (10, 9, 1)
    assert reading.pixels == 2 * 40 * 60
    assert min(reading.seconds, reading.processor) > 0


def test_a_picture_is_sent_until_the_strip_is_read(tmp_path: Path) -> None:
    small, _ = _labelled(tmp_path, "small.png", 40, 60, 9)
    strip, _ = _labelled(tmp_path, "strip.png", 40, 600, 9)
    waits = wait(cast(Engine, FakeEngine(strip.read_bytes(), others=3)), small.read_bytes(), strip)

    assert len(waits.idle) == IDLE
    assert len(waits.beside) == 3
