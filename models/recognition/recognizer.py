"""Crop to text."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.page import Image
from models.preprocess import scaled_width, strip
from models.recognition.cells import Cell, cells
from models.recognition.ctc import decode, runs
from models.runtimes import Session

HEIGHT = 48
"""The height of the strips that PP-OCR's recognizers take, in pixels."""

WIDTHS: tuple[int, ...] = (
    *range(96, 256, 32),
    *range(256, 640, 64),
    *range(640, 1280, 128),
    *range(1280, 2048, 256),
    *range(2048, 3201, 576),
)
"""The widths of strips. Runtimes keep memory for every one, so steps grow with the width."""

SQUEEZE = 0.15
"""The part of its width that a strip may lose to fit a narrower one, rather than be filled up to a wider one:
an eighth less work, and as much is read. See docs/benchmarks.md."""

WARMED = 1280
"""Lines up to this width are common; longer ones may pay for being the first of their width."""

LAG = 0.1
"""By how many steps the middle of a character's run comes late, in the mean of PP-OCRv6 small (0.2) and
PP-OCRv4 mobile (0), measured on rendered lines."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a crop says, and how sure that is (0 to 1); `cells` spell the text where they were asked for."""

    text: str
    score: float
    cells: tuple[Cell, ...] = ()


def strip_width(width: int, height: int) -> int:
    """The width of a crop's strip: a function of its own size alone, so no other changes its text."""
    least = (1 - SQUEEZE) * scaled_width(width, height, HEIGHT)
    return WIDTHS[min(bisect_left(WIDTHS, least), len(WIDTHS) - 1)]


class Recognizer:
    """A recognition session and the characters that its classes mean.

    `batches` tells how many strips of a width are read together, where it is not always one.
    """

    def __init__(
        self,
        session: Session,
        charset: tuple[str, ...],
        batches: Callable[[int], Sequence[int]] = lambda _: (1,),
    ) -> None:
        self._session = session
        self._charset = charset
        self._batches = batches

    def warm(self) -> None:
        """Run once on every batch that is common."""
        for width in WIDTHS[: bisect_left(WIDTHS, WARMED) + 1]:
            for count in self._batches(width):
                self._session(np.zeros((count, HEIGHT, width, 3), np.uint8))

    def read(self, crops: Sequence[Image], spelt: Sequence[bool]) -> list[Reading]:
        """Read upright crops, uint8 (height, width, 3) BGR; `spelt` says of each whether cells are wanted.

        Spaces at the ends of a text are left out. Raises ValueError unless the crops share one strip width.
        """
        strips = [strip(crop, HEIGHT, strip_width(crop.shape[1], crop.shape[0])) for crop in crops]
        answers = self._session(np.stack(strips))
        return [self._reading(*each) for each in zip(crops, spelt, strips, *answers, strict=True)]

    def _reading(
        self,
        crop: Image,
        spelt: bool,
        pixels: Image,
        classes: NDArray[np.int32],
        probabilities: NDArray[np.float32],
    ) -> Reading:
        text, score = decode(classes, probabilities, self._charset)
        spelling = self._cells(crop, pixels, classes, probabilities) if spelt else ()
        return Reading(text.strip(), score, spelling)

    def _cells(
        self, crop: Image, pixels: Image, classes: NDArray[np.int32], probabilities: NDArray[np.float32]
    ) -> tuple[Cell, ...]:
        rows, columns = crop.shape[:2]
        shown = pixels[:, : scaled_width(columns, rows, HEIGHT)]
        steps = runs(classes)
        firsts = steps[:, 0]
        peaks = (steps.mean(axis=1) - LAG) * pixels.shape[1] / len(classes)
        characters = [self._charset[i] for i in classes[firsts]]
        height = rows * shown.shape[1] / columns
        return _without_outer_spaces(cells(characters, probabilities[firsts], peaks, shown, height))


def _without_outer_spaces(found: tuple[Cell, ...]) -> tuple[Cell, ...]:
    inked = [i for i, cell in enumerate(found) if cell.text.strip()]
    return found[inked[0] : inked[-1] + 1] if inked else ()
