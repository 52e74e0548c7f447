"""read(): decode, detect, recognize, and look again at what is doubtful; a picture goes in, a page out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from models.geometry import between, crop_size, side_lengths, within
from models.orientation import SURE, first_turn, further_turns, likeliest
from models.page import Character, Image, Page, Quad, TextLine
from models.reading_order import in_reading_order
from models.recognizer import Reading
from models.seams import sewn
from models.tiles import Tile, tiles
from service.batching.permit import Permit
from service.batching.waiting import results
from service.batching.workers import Workers
from service.engine.crop import Crop
from service.engine.entry import ReadOptions
from service.engine.imaging.picture import Picture
from service.engine.stages import Stages
from service.errors import UnreadableImage

LOWEST_SCORE = 0.5
"""Lines read with less than this are texture, not text."""

LOWEST_SCORE_ALONE = 0.95
"""A line of one character has no word to vouch for it: four of five that are less sure than this are icons,
on screens as on receipts, and one in five is text."""

MOST_LINES = 4000
"""A picture that seems to hold more is noise, and reading it would take minutes."""

MORE_LINES = 250
"""Of a long page, for every further tile: one of 750 x 1500 has room for 75 rows of small print."""


class Pipeline:
    """Leads pages through the stages; the thread that calls it only waits, while the workers work."""

    def __init__(self, stages: Stages, workers: Workers) -> None:
        self._stages = stages
        self._workers = workers

    def warm(self) -> None:
        """Let no picture pay for being the first; see `Stages.warm`."""
        self._stages.warm()

    def read(self, picture: Picture, options: ReadOptions, permit: Permit) -> Page:
        """Read a picture that was let in.

        Raises UnsupportedFormat, ImageSizeInvalid, UnreadableImage, DeadlineExceeded, CallerGone where the
        permit was cancelled, or EngineUnavailable.
        """
        (image,) = self._results(permit, "decode", [picture])
        height, width = image.shape[:2]
        quads = self._quads(image, permit)
        lines = [_held_within(line, width, height) for line in self._lines(image, quads, options, permit)]
        return Page(width, height, in_reading_order([line for line in lines if _is_text(line)]))

    def _quads(self, image: Image, permit: Permit) -> list[Quad]:
        """Where lines stand; the tiles of a long page wait like so many small pages."""
        parts = tiles(image.shape[1], image.shape[0])
        quads = sewn(parts, self._found([_part(image, tile) for tile in parts], permit))
        if len(quads) > MOST_LINES + MORE_LINES * (len(parts) - 1):
            raise UnreadableImage
        return quads

    def _found(self, pictures: Sequence[Image], permit: Permit) -> list[list[Quad]]:
        """The quads of each; those of a closer look where the first found small ones."""
        views = [self._stages.view(picture) for picture in pictures]
        found = self._results(permit, "detect", views)
        closer = {
            i: view
            for i, seen in enumerate(zip(views, found, strict=True))
            if (view := self._stages.closer(*seen))
        }
        again = self._results(permit, "detect", list(closer.values())) if closer else []
        for i, quads in zip(closer, again, strict=True):
            found[i] = quads
        return found

    def _lines(
        self, image: Image, quads: Sequence[Quad], options: ReadOptions, permit: Permit
    ) -> list[TextLine]:
        """Every quad's likeliest reading, the longest lines first: so the last is the last to be read."""
        longest_first = sorted(quads, key=lambda quad: -max(side_lengths(quad)))
        crops = [_first_crop(image, quad, options) for quad in longest_first]
        futures = self._workers.submit(permit, "recognize", self._orders("recognize", crops))
        self._workers.lines_known(permit)
        lines = list(map(_line, crops, results(futures, permit.deadline)))
        doubtful = [i for i, line in enumerate(lines) if options.any_direction and line.score < SURE]
        others = self._turned_otherwise([crops[i] for i in doubtful], permit)
        for i, further in zip(doubtful, others, strict=True):
            lines[i] = likeliest([lines[i], *further])
        return lines

    def _turned_otherwise(self, crops: Sequence[Crop], permit: Permit) -> list[list[TextLine]]:
        """The further readings of each crop that was doubtful when it was first read."""
        upside_down = self._results(permit, "classify", crops)
        turned = [_further_crops(*each) for each in zip(crops, upside_down, strict=True)]
        flat = [crop for each in turned for crop in each]
        lines = map(_line, flat, self._results(permit, "recognize", flat))
        return [[next(lines) for _ in each] for each in turned]

    def _results(self, permit: Permit, stage: str, items: Sequence[Any]) -> list[Any]:
        futures = self._workers.submit(permit, stage, self._orders(stage, items))
        return results(futures, permit.deadline)

    def _orders(self, stage: str, items: Sequence[Any]) -> list[tuple[Any, Any]]:
        return [(self._stages.bucket(stage, item), item) for item in items]


def _part(image: Image, tile: Tile) -> Image:
    return image[tile.top : tile.bottom, tile.left : tile.right]


def _is_text(line: TextLine) -> bool:
    return bool(line.text) and line.score >= (LOWEST_SCORE_ALONE if len(line.text) == 1 else LOWEST_SCORE)


def _first_crop(image: Image, quad: Quad, options: ReadOptions) -> Crop:
    height, width = image.shape[:2]
    across, down = crop_size(quad, width, height)
    turn = first_turn(down, across) if options.any_direction else 0
    return Crop(image, quad, turn, options.characters)


def _further_crops(crop: Crop, upside_down: bool) -> list[Crop]:
    width, height = crop.size
    return [replace(crop, turn=turn) for turn in further_turns(height, width, upside_down=upside_down)]


def _line(crop: Crop, reading: Reading) -> TextLine:
    own = crop.outline
    characters = (
        Character(cell.text, between(own, cell.start, cell.end), cell.score) for cell in reading.cells
    )
    return TextLine(own, reading.text, reading.score, tuple(characters))


def _held_within(line: TextLine, width: int, height: int) -> TextLine:
    characters = (replace(each, quad=within(each.quad, width, height)) for each in line.characters)
    return replace(line, quad=within(line.quad, width, height), characters=tuple(characters))
