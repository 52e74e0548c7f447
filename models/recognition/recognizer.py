"""Text recognition: the text of a crop."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.catalog.line_parameters import RecognizerParameters
from models.page import Image
from models.preprocess import scaled_width, strip
from models.recognition.cells import Cell, cells
from models.recognition.ctc import decode, runs
from models.runtimes import Session

WARM_WIDTH = 1280
"""Pixels. The warm-up runs strips up to this width. Wider strips are rare; the first of each width is
slow."""


@dataclass(frozen=True, slots=True)
class RecognizedText:
    """The text of a crop and its score, 0 to 1. `cells` has the cell of each character, if requested."""

    text: str
    score: float
    cells: tuple[Cell, ...] = ()


def strip_width(width: int, height: int, parameters: RecognizerParameters) -> int:
    """The width in pixels of the strip of a crop of that size. It depends on no other crop."""
    widths = parameters.strip_widths
    least = (1 - parameters.squeeze) * scaled_width(width, height, parameters.strip_height)
    return widths[min(bisect_left(widths, least), len(widths) - 1)]


def strip_of(crop: Image, parameters: RecognizerParameters) -> Image:
    """The network's input for an upright crop: uint8 (strip height, strip width, 3) BGR."""
    width = strip_width(crop.shape[1], crop.shape[0], parameters)
    return strip(crop, parameters.strip_height, width)


class Recognizer:
    """Recognizes the text of crops. `batches` maps a strip width to the batch sizes that are used for it."""

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
        """Run once every batch size of every strip width up to WARM_WIDTH."""
        widths, height = self._parameters.strip_widths, self._parameters.strip_height
        for width in widths[: bisect_left(widths, WARM_WIDTH) + 1]:
            for count in self._batches(width):
                self._session(np.zeros((count, height, width, 3), np.uint8))

    def read(self, crops: Sequence[Image], with_cells: Sequence[bool]) -> list[RecognizedText]:
        """Recognize upright crops, each uint8 (height, width, 3) BGR, in one batch.

        with_cells: for each crop, whether its cells are returned. Texts have no leading and trailing spaces.
        Raises ValueError unless all crops have the same strip width.
        """
        strips = [strip_of(crop, self._parameters) for crop in crops]
        outputs = self._session(np.stack(strips))
        return [self._text(*each) for each in zip(crops, with_cells, strips, *outputs, strict=True)]

    def _text(
        self,
        crop: Image,
        with_cells: bool,
        pixels: Image,
        classes: NDArray[np.int32],
        probabilities: NDArray[np.float32],
    ) -> RecognizedText:
        text, score = decode(classes, probabilities, self._charset)
        found = self._cells(crop, pixels, classes, probabilities) if with_cells else ()
        return RecognizedText(text.strip(), score, found)

    def _cells(
        self, crop: Image, pixels: Image, classes: NDArray[np.int32], probabilities: NDArray[np.float32]
    ) -> tuple[Cell, ...]:
        rows, columns = crop.shape[:2]
        line = pixels[:, : scaled_width(columns, rows, self._parameters.strip_height)]  # without the padding
        steps = runs(classes)
        firsts = steps[:, 0]
        peaks = (steps.mean(axis=1) - self._parameters.ctc_lag) * pixels.shape[1] / len(classes)
        characters = [self._charset[i] for i in classes[firsts]]
        height = rows * line.shape[1] / columns
        return _without_outer_spaces(
            cells(characters, probabilities[firsts], peaks, pixels=line, height=height)
        )


def _without_outer_spaces(found: tuple[Cell, ...]) -> tuple[Cell, ...]:
    visible = [i for i, cell in enumerate(found) if cell.text.strip()]
    return found[visible[0] : visible[-1] + 1] if visible else ()
