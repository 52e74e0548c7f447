"""Cells of tables with one character, such as a dash, that the detector missed; docs/decisions/0079."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from models.geometry import Boxes, boxes_of
from models.ink import Mask, difference_from_ground
from models.layout.empty_cells import empty_cells
from models.page import Image, Quad, TextLine
from models.recognition.cells import Cell
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop
from service.reading.page_stages import LineStages

MIN_CONTRAST = 28
"""Levels (0 to 255). Fainter ink is no character but noise of JPEG. A dash of 4 pixels is that faint."""

MIN_WIDTH, MAX_WIDTH = 0.12, 1.1
"""Line heights. The width of the ink of a dash, a digit or a letter."""

MARGIN = 0.3
"""Line heights. The white on both sides of the ink."""

STROKE, MIDDLE = 0.2, 0.15
"""Line heights. A dash is at most STROKE high, and its middle is within MIDDLE of the middle of the line. It
is at least twice as wide as high."""

DASH, DASHES = "-", frozenset("-—–")
SURE, SURE_LETTER = 0.8, 0.95
"""The least score of a digit, and that of a letter, which is higher because icons are read as letters. A
stroke that is read as something else is a dash with the score SURE."""


class InkedCell(NamedTuple):
    """The place of the ink in a cell, as high as the cell, and whether it is one horizontal stroke."""

    quad: Quad
    is_dash: bool


def with_small_cells(
    image: Image, lines: Sequence[TextLine], stages: LineStages, *, characters: bool
) -> list[TextLine]:
    """The lines, and those in cells of tables that have none. `characters`: whether their places are kept."""
    boxes, upright = boxes_of([line.quad for line in lines]), [_is_horizontal(line.quad) for line in lines]
    inked = _inked(image, empty_cells(boxes, np.array(upright, np.bool_)))
    cells = [cell for cell in inked if not _is_inside(cell.quad, boxes)]
    crops = [Crop(image, cell.quad, quarters=0, with_characters=characters) for cell in cells]
    texts = stages.recognize(crops) if crops else []
    read = [
        crop.to_line(_dashed(text) if cell.is_dash else text)
        for cell, crop, text in zip(cells, crops, texts, strict=True)
    ]
    return [*lines, *(line for line in read if _is_character(line.text, line.score))]


def _dashed(text: RecognizedText) -> RecognizedText:
    """The text of a stroke: a dash, whatever was read."""
    if text.text and set(text.text) <= DASHES:
        return replace(text, score=max(text.score, SURE))
    return RecognizedText(DASH, SURE, (Cell(DASH, 0.0, 1.0, SURE),), scores=(SURE,))


def _is_horizontal(quad: Quad) -> bool:
    """Whether the upper edge of a quad is horizontal, up to a twentieth of its length."""
    (left, top), (right, other), *_ = quad
    return bool(right > left and abs(other - top) <= max(1.0, (right - left) / 20))


def _inked(image: Image, cells: NDArray[np.float32]) -> Iterator[InkedCell]:
    """The cells whose ink is as wide as a character and does not touch the border of the cell."""
    height, width = image.shape[:2]
    for left, top, right, bottom in np.clip(np.rint(cells), 0, [width, height, width, height]).astype(int):
        mask = _mask(image[top:bottom, left:right])
        if mask is None:
            continue
        columns, lines = np.flatnonzero(mask.any(axis=0)), np.flatnonzero(mask.any(axis=1))
        start, end, first, last = int(columns[0]), int(columns[-1]) + 1, int(lines[0]), int(lines[-1]) + 1
        rows = bottom - top
        is_inside = start > 0 and end < right - left and first > 0 and last < rows
        if is_inside and MIN_WIDTH * rows <= end - start <= MAX_WIDTH * rows:
            margin = round(MARGIN * rows)
            quad = _quad(max(left + start - margin, 0), top, min(left + end + margin, width), bottom)
            yield InkedCell(quad, _is_stroke(end - start, first / rows, last / rows, rows))


def _is_inside(quad: Quad, boxes: Boxes) -> bool:
    """Whether the middle of a quad is in one of the boxes."""
    x, y = quad.mean(axis=0)
    inside = (boxes[:, 0] < x) & (x < boxes[:, 2]) & (boxes[:, 1] < y) & (y < boxes[:, 3])
    return bool(inside.any())


def _mask(pixels: Image) -> Mask | None:
    """The ink of a cell without the lines between cells. None if there is none."""
    if not pixels.size:
        return None
    difference = difference_from_ground(pixels)
    is_line = difference.min(axis=0) >= MIN_CONTRAST
    difference[:, is_line] = 0
    highest = difference.max()
    mask: Mask = difference > highest / 2
    return mask if highest >= MIN_CONTRAST else None


def _is_stroke(width: int, top: float, bottom: float, rows: int) -> bool:
    """Whether ink of that width in pixels, between two shares of the height of a cell, is a dash."""
    thickness = bottom - top
    is_flat = thickness <= STROKE and width >= 2 * thickness * rows
    return is_flat and abs((top + bottom) / 2 - 0.5) <= MIDDLE


def _quad(left: int, top: int, right: int, bottom: int) -> Quad:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _is_character(text: str, score: float) -> bool:
    """Whether a reading is a sure dash, digit or letter."""
    if not text or len(set(text)) > 1 or len(text) > 2:
        return False
    if text[0] in DASHES or (text.isascii() and text.isdigit()):
        return score >= SURE
    return text.isascii() and text.isalpha() and score >= SURE_LETTER
