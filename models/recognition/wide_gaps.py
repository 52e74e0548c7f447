"""Wide gaps: the places inside a line where the ink leaves room for a column border."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from models.ink import Mask, gaps
from models.recognition.cells import FULL_WIDTH, usual_width
from models.recognition.reading import Reading

MIN_GAP, MIN_GAP_OF_DIGITS = 0.33, 0.3
"""Line heights. A narrower gap is no wide gap. Cells of tables are 8 pixels apart at a font of 14 pixels,
whose lines are 20 to 24 pixels high. The space between two words has 0.2 to 0.3; docs/decisions/0058."""

EM = 0.5
"""Line heights. The least size of the font of a line. The usual one is 0.77. Boxes of short cells are
high."""

USUAL_EM = 0.6
"""Line heights. The width of the ink of a character is this times its usual width. With 0.5 and 0.7 the ends
of texts in rendered tables are 0.05 line heights off."""

PALE_EM = 0.77
"""Line heights. The width of an ideograph whose ink is too pale to be seen: the usual size of a font."""

MIN_STEP = 0.5 * EM + MIN_GAP_OF_DIGITS
"""Line heights. The least distance of the middles of two characters with a wide gap between them."""


class Columns(NamedTuple):
    """A range of columns, from `start` up to `end`."""

    start: float
    end: float


@dataclass(frozen=True, slots=True)
class WideGap:
    """A gap before the character `index` of a text, from `start` to `end`, shares of the line's length."""

    index: int
    start: float
    end: float


def wide_gaps(reading: Reading) -> tuple[WideGap, ...]:
    """The wide gaps between the characters of a reading, from left to right.

    The pixels are only examined where two characters are further apart than their widths explain.
    """
    return tuple(_gaps(reading))


def text_ends(reading: Reading) -> tuple[float, float]:
    """Where the ink of a reading starts and ends, shares of the line's length, by its outermost characters.

    On rendered tables nine of ten ends are within 0.15 line heights. The edges of a detected region are up to
    0.35 line heights away from the ink. (0, 1) without characters.
    """
    visible = [i for i, character in enumerate(reading.characters) if character != " "]
    if not visible:
        return 0.0, 1.0
    (first, last), columns = (visible[0], visible[-1]), reading.pixels.shape[1]
    start, end = (sum(reading.spans[i].tolist()) / 2 for i in (first, last))
    half = USUAL_EM / 2 * reading.height
    start -= half * usual_width(reading.characters[first])
    end += half * usual_width(reading.characters[last])
    return start / columns, end / columns


def _gaps(reading: Reading) -> Iterator[WideGap]:
    columns = reading.pixels.shape[1]
    first = next((i for i, character in enumerate(reading.characters) if character != " "), 0)
    for i, left, right, least in _far_apart(reading):
        start, end = _widest_gap(reading.ink[:, max(left, 0) : max(right, 0)])
        if end - start < least:
            continue
        gap = _beside_pale(reading, i, (left, right), Columns(left + start, left + end))
        if gap.end - gap.start >= least:
            yield WideGap(i - first, gap.start / columns, gap.end / columns)


def _beside_pale(reading: Reading, index: int, middles: tuple[int, int], gap: Columns) -> Columns:
    """The gap before the character `index`, without the widths of ideographs whose ink is not seen.

    middles: those of the characters before and behind the gap. The ink of other characters may end there.
    """
    start, end = gap
    half = PALE_EM / 2 * reading.height
    before = "".join(reading.characters[:index]).rstrip()[-1:]
    if start <= middles[0] and _is_ideograph(before):
        start = middles[0] + half
    if end >= middles[1] and _is_ideograph(reading.characters[index]):
        end = middles[1] - half
    return Columns(start, end)


def _is_ideograph(character: str) -> bool:
    return character.isalpha() and usual_width(character) == FULL_WIDTH


def _far_apart(reading: Reading) -> Iterator[tuple[int, int, int, float]]:
    """The characters that are further from the one before than their widths explain.

    Yields the index of the character, the middles of both, and the least width of a gap, all in columns.
    """
    height = reading.height
    last, before = "", 0.0
    for i, (character, (start, end)) in enumerate(
        zip(reading.characters, reading.spans.tolist(), strict=True)
    ):
        if character == " ":
            continue
        middle = (start + end) / 2
        if last and middle - before > MIN_STEP * height:
            least = (MIN_GAP_OF_DIGITS if last.isdigit() and character.isdigit() else MIN_GAP) * height
            widths = (usual_width(character) + usual_width(last)) / 2
            if middle - before > widths * EM * height + least:
                yield i, int(before), int(middle), least
        last, before = character, middle


def _widest_gap(inked: Mask) -> tuple[int, int]:
    """The longest run of columns without ink: its first column and the one after its last."""
    runs = gaps(np.asarray(inked.any(axis=0), np.bool_))
    if not len(runs):
        return 0, 0
    start, end = runs[(runs[:, 1] - runs[:, 0]).argmax()].tolist()
    return start, end
