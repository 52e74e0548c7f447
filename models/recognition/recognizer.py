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
from models.recognition.ctc import runs
from models.recognition.doubt.alternatives import Candidates, StepOutputs
from models.recognition.doubt.decision import decided, doubtful
from models.recognition.reading import Reading
from models.recognition.refinement import refined
from models.recognition.symbols.correction import with_symbols
from models.recognition.wide_gaps import WideGap, text_ends, wide_gaps
from models.runtimes import Session
from models.symbols.classifier import Symbol, SymbolClassifier

WARM_WIDTH = 1280
"""Pixels. The warm-up runs strips up to this width. Wider strips are rare; the first of each width is
slow."""


@dataclass(frozen=True, slots=True)
class RecognizedText:
    """The text of a crop, its score, 0 to 1, its wide gaps, and the scores of its visible characters.

    `cells` has the cell of each character, if requested. `ends` are where its ink starts and ends, shares of
    the line's length.
    """

    text: str
    score: float
    cells: tuple[Cell, ...] = ()
    gaps: tuple[WideGap, ...] = ()
    scores: tuple[float, ...] = ()
    ends: tuple[float, float] = (0.0, 1.0)


def strip_width(width: int, height: int, parameters: RecognizerParameters) -> int:
    """The width in pixels of the strip of a crop of that size. It depends on no other crop."""
    widths = parameters.strip_widths
    least = (1 - parameters.squeeze) * scaled_width(width, height, parameters.strip_height)
    return widths[min(bisect_left(widths, least), len(widths) - 1)]


def strip_of(crop: Image, parameters: RecognizerParameters) -> Image:
    """The network's input for an upright crop: uint8 (strip height, strip width, 3) BGR."""
    width = strip_width(crop.shape[1], crop.shape[0], parameters)
    return strip(crop, parameters.strip_height, width)


@dataclass(frozen=True, slots=True)
class Checks:
    """What checks a reading. `symbols` tells symbols apart, `candidates` finds alternatives for doubtful
    characters. None leaves them as the network reads them.
    """

    symbols: SymbolClassifier | None = None
    candidates: Candidates | None = None


NO_CHECKS = Checks()


class Recognizer:
    """Recognizes the text of crops.

    batches: maps a strip width to the batch sizes that are used for it.
    """

    def __init__(
        self,
        session: Session,
        charset: tuple[str, ...],
        parameters: RecognizerParameters,
        batches: Callable[[int], Sequence[int]] = lambda _: (1,),
        checks: Checks = NO_CHECKS,
    ) -> None:
        self._session = session
        self._charset = charset
        self._parameters = parameters
        self._batches = batches
        self._symbols = checks.symbols
        self._candidates = checks.candidates

    def warm(self) -> None:
        """Run once every batch size of every strip width up to WARM_WIDTH."""
        widths, height = self._parameters.strip_widths, self._parameters.strip_height
        for width in widths[: bisect_left(widths, WARM_WIDTH) + 1]:
            for count in self._batches(width):
                self._session(np.zeros((count, height, width, 3), np.uint8))
        if self._symbols:
            self._symbols.warm()

    def read(self, crops: Sequence[Image], with_cells: Sequence[bool]) -> list[RecognizedText]:
        """Recognize upright crops, each uint8 (height, width, 3) BGR, in one batch.

        with_cells: for each crop, whether its cells are returned. Texts have no leading and trailing spaces.
        Raises ValueError unless all crops have the same strip width.
        """
        readings = map(self.corrected, self.readings(crops))
        return [text_of(*each) for each in zip(readings, with_cells, strict=True)]

    def readings(self, crops: Sequence[Image]) -> list[Reading]:
        """The readings of crops as the network gives them. Raises ValueError like `read`."""
        strips = [strip_of(crop, self._parameters) for crop in crops]
        outputs = map(StepOutputs, *self._session(np.stack(strips)))
        return [self._reading(*each) for each in zip(crops, strips, outputs, strict=True)]

    def corrected(self, reading: Reading) -> Reading:
        """A reading after all corrections that its pixels call for."""
        if self._symbols:
            reading = with_symbols(reading, self._symbols.classify, self._read_alone)
        return refined(reading)

    def _reading(self, crop: Image, pixels: Image, outputs: StepOutputs) -> Reading:
        """The reading of a strip. `pixels` may have padding on its right."""
        rows, columns = crop.shape[:2]
        line = pixels[:, : scaled_width(columns, rows, self._parameters.strip_height)]
        characters, steps = self._characters(outputs)
        count = len(outputs.classes)
        return Reading(
            characters=characters,
            scores=outputs.probabilities[steps[:, 0]],
            spans=(steps - self._parameters.ctc_lag) * (pixels.shape[1] / count),
            pixels=line,
            height=rows * line.shape[1] / columns,
            spaces=outputs.spaces[np.arange(line.shape[1]) * count // pixels.shape[1]],
        )

    def _characters(self, outputs: StepOutputs) -> tuple[tuple[str, ...], NDArray[np.int64]]:
        """The characters of a strip, doubtful ones by the text around them, and the steps of each."""
        steps = runs(outputs.classes)
        read = tuple(self._charset[i] for i in outputs.classes[steps[:, 0]].tolist())
        unsure = doubtful(read, outputs.probabilities[steps[:, 0]]) if self._candidates else []
        if not (unsure and self._candidates):
            return read, steps
        found = decided(read, self._candidates.alternatives(outputs, steps, unsure))
        return tuple(filter(None, found)), steps[[bool(each) for each in found]]

    def _read_alone(self, picture: Image) -> Symbol:
        """The only character of a picture. Its text is "" if there is none, or more than one."""
        width, height = self._parameters.strip_widths[0], self._parameters.strip_height
        classes, probabilities, *_ = self._session(strip(picture, height, width)[np.newaxis])
        steps = runs(classes[0])
        if len(steps) != 1:
            return Symbol("", is_picture=False, probability=0.0)
        first = steps[0, 0]
        text = self._charset[classes[0, first]]
        return Symbol(text, is_picture=False, probability=float(probabilities[0, first]))


def text_of(reading: Reading, with_cells: bool) -> RecognizedText:
    """The text of a reading, with its cells if requested."""
    found = _cells(reading) if with_cells else ()
    return RecognizedText(
        text=reading.text,
        score=reading.score,
        cells=found,
        gaps=wide_gaps(reading),
        scores=reading.visible_scores,
        ends=text_ends(reading),
    )


def _cells(reading: Reading) -> tuple[Cell, ...]:
    return _without_outer_spaces(
        cells(
            reading.characters,
            reading.scores,
            reading.middles,
            pixels=reading.pixels,
            height=reading.height,
        )
    )


def _without_outer_spaces(found: tuple[Cell, ...]) -> tuple[Cell, ...]:
    visible = [i for i, cell in enumerate(found) if cell.text.strip()]
    return found[visible[0] : visible[-1] + 1] if visible else ()
