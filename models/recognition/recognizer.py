"""Crop to text."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.catalog.parameters import RecognizerParameters
from models.page import Image
from models.preprocess import scaled_width, strip
from models.recognition.cells import Cell, cells
from models.recognition.ctc import decode, runs
from models.runtimes import Session

WARMED = 1280
"""Lines up to this width are common; longer ones may pay for being the first of their width."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a crop says, and how sure that is (0 to 1); `cells` spell the text where they were asked for."""

    text: str
    score: float
    cells: tuple[Cell, ...] = ()


def strip_width(width: int, height: int, parameters: RecognizerParameters) -> int:
    """The width in pixels of a crop's strip. It depends on this crop alone, and so does the text read."""
    widths = parameters.strip_widths
    least = (1 - parameters.squeeze) * scaled_width(width, height, parameters.strip_height)
    return widths[min(bisect_left(widths, least), len(widths) - 1)]


def strip_of(crop: Image, parameters: RecognizerParameters) -> Image:
    """The network's input for an upright crop: uint8 (strip height, strip width, 3) BGR."""
    width = strip_width(crop.shape[1], crop.shape[0], parameters)
    return strip(crop, parameters.strip_height, width)


class Recognizer:
    """A recognition session and the characters that its classes mean.

    `batches` tells how many strips of a width are read together, where it is not always one.
    """

    def __init__(
        self,
        session: Session,
        charset: tuple[str, ...],
        parameters: RecognizerParameters,
        batches: Callable[[int], Sequence[int]] = lambda _: (1,),
    ) -> None:
        self._session = session
        self._charset = charset
        self._parameters = parameters
        self._batches = batches

    def warm(self) -> None:
        """Run once on every batch that is common."""
        widths, height = self._parameters.strip_widths, self._parameters.strip_height
        for width in widths[: bisect_left(widths, WARMED) + 1]:
            for count in self._batches(width):
                self._session(np.zeros((count, height, width, 3), np.uint8))

    def read(self, crops: Sequence[Image], spelt: Sequence[bool]) -> list[Reading]:
        """Read upright crops, uint8 (height, width, 3) BGR; `spelt` says of each whether cells are wanted.

        Spaces at the ends of a text are left out. Raises ValueError unless the crops share one strip width.
        """
        strips = [strip_of(crop, self._parameters) for crop in crops]
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
        shown = pixels[:, : scaled_width(columns, rows, self._parameters.strip_height)]
        steps = runs(classes)
        firsts = steps[:, 0]
        peaks = (steps.mean(axis=1) - self._parameters.ctc_lag) * pixels.shape[1] / len(classes)
        characters = [self._charset[i] for i in classes[firsts]]
        height = rows * shown.shape[1] / columns
        return _without_outer_spaces(cells(characters, probabilities[firsts], peaks, shown, height))


def _without_outer_spaces(found: tuple[Cell, ...]) -> tuple[Cell, ...]:
    inked = [i for i, cell in enumerate(found) if cell.text.strip()]
    return found[inked[0] : inked[-1] + 1] if inked else ()
