"""read(): decode, detect, crop, classify, recognize; a picture goes in, a page comes out."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import numpy as np

from models.classifier import Classifier
from models.detector import Detector
from models.geometry import between, crop, outline, side_lengths, turned, within
from models.orientation import SURE, first_turn, further_turns, likeliest
from models.page import Character, Image, Page, Quad, TextLine
from models.reading_order import in_reading_order
from models.recognizer import Recognizer
from service.engine.entry import ReadOptions
from service.engine.image import ImageLimits, decode
from service.errors import UnreadableImage

LOWEST_SCORE = 0.5
"""Lines read with less than this are texture, not text."""

MOST_LINES = 4000
"""A picture that seems to hold more is noise, and reading it would take minutes."""


class Pipeline:
    """The three models and the threads on which the crops of a page are read side by side."""

    def __init__(
        self, detector: Detector, classifier: Classifier, recognizer: Recognizer, threads: int
    ) -> None:
        self._detector = detector
        self._classifier = classifier
        self._recognizer = recognizer
        self._threads = threads
        self._crops = ThreadPoolExecutor(threads, thread_name_prefix="crop")

    def read(self, data: bytes, options: ReadOptions, limits: ImageLimits) -> Page:
        """Read one picture file. Raises UnsupportedFormat, ImageSizeInvalid or UnreadableImage."""
        return self.read_image(decode(data, limits), options)

    def read_image(self, image: Image, options: ReadOptions) -> Page:
        """Read decoded pixels, uint8 (height, width, 3) BGR. Raises UnreadableImage."""
        height, width = image.shape[:2]
        quads = self._detector.quads(image)
        if len(quads) > MOST_LINES:
            raise UnreadableImage
        # Longest first: they start early, and the short ones fill the gaps at the end.
        quads.sort(key=lambda quad: -max(side_lengths(quad)))
        lines = self._crops.map(lambda quad: self._line(image, quad, options), quads)
        read = [line for line in lines if line.text and line.score >= LOWEST_SCORE]
        return Page(width, height, in_reading_order(read))

    def warm(self) -> None:
        """Run every model on its common shapes, so that no picture pays for being the first."""
        self._detector.warm()
        together = Barrier(self._threads)
        for done in [self._crops.submit(self._warm_crops, together) for _ in range(self._threads)]:
            done.result()

    def close(self) -> None:
        """Stop the threads."""
        self._crops.shutdown(wait=True)

    def _warm_crops(self, together: Barrier) -> None:
        """Runtimes prepare each shape for each thread, so every thread has to come here once."""
        together.wait()
        self._classifier.warm()
        self._recognizer.warm()

    def _line(self, image: Image, quad: Quad, options: ReadOptions) -> TextLine:
        height, width = image.shape[:2]
        line = self._best_reading(crop(image, quad), outline(quad, width, height), options)
        return _held_within(line, width, height)

    def _best_reading(self, pixels: Image, quad: Quad, options: ReadOptions) -> TextLine:
        if not options.any_direction:
            return self._reading(pixels, quad, 0, options)
        height, width = pixels.shape[:2]
        turn = first_turn(height, width)
        first = self._reading(pixels, quad, turn, options)
        if first.score >= SURE:
            return first
        upside_down = self._classifier.is_upside_down(np.rot90(pixels, turn))
        further = further_turns(height, width, upside_down=upside_down)
        return likeliest([first, *(self._reading(pixels, quad, turn, options) for turn in further)])

    def _reading(self, pixels: Image, quad: Quad, turn: int, options: ReadOptions) -> TextLine:
        reading = self._recognizer.read(np.rot90(pixels, turn), spelt=options.characters)
        own = turned(quad, turn)
        characters = (
            Character(cell.text, between(own, cell.start, cell.end), cell.score) for cell in reading.cells
        )
        return TextLine(own, reading.text, reading.score, tuple(characters))


def _held_within(line: TextLine, width: int, height: int) -> TextLine:
    characters = (replace(each, quad=within(each.quad, width, height)) for each in line.characters)
    return replace(line, quad=within(line.quad, width, height), characters=tuple(characters))
