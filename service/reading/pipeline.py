"""read(): decode, detect, recognize, and look again at what is doubtful; a picture goes in, a page out."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from models.catalog.parameters import RecognizerParameters
from models.detection.merging import sewn
from models.detection.tiles import Tile, tiles
from models.geometry import crop_size, heightened, side_lengths, within
from models.layout.reading_order import in_reading_order
from models.orientation.lines import first_quarters
from models.orientation.rotation import Rotation
from models.page import Image, Page, Quad, Region, TextLine
from models.recognition.acceptance import is_accepted
from service.batching.page_job import PageJob
from service.batching.waiting import results
from service.batching.workers import Workers
from service.errors import UnreadableImage
from service.imaging.picture import Picture
from service.reading.crop import Crop
from service.reading.fonts import OwnFonts, with_fonts
from service.reading.second_look import looked_again
from service.reading.stages import Stages
from service.reading.upright import glance, page_rotation
from service.request import ReadOptions

MOST_LINES = 4000
"""A picture that seems to hold more is noise, and reading it would take minutes."""

MORE_LINES = 250
"""Of a long page, for every further tile: one of 750 x 1500 has room for 75 rows of small print."""


class Pipeline:
    """Leads pages through the stages; the thread that calls it only waits, while the workers work."""

    def __init__(
        self, stages: Stages, workers: Workers, fonts: OwnFonts, parameters: RecognizerParameters
    ) -> None:
        self._stages = stages
        self._workers = workers
        self._fonts = fonts
        self._parameters = parameters

    def warm(self) -> None:
        """Let no picture pay for being the first; see `Stages.warm`."""
        self._stages.warm()

    def read(self, picture: Picture, options: ReadOptions, job: PageJob) -> Page:
        """Read a picture that was let in.

        Raises UnsupportedFormat, ImageSizeInvalid, UnreadableImage, DeadlineExceeded, CallerGone where the
        job was cancelled, or EngineUnavailable.
        """
        (image,) = self._results(job, "decode", [picture])
        height, width = image.shape[:2]
        lines = [_held_within(line, width, height) for line in self._ordered(image, options, job)]
        return Page(width, height, tuple(lines))

    def _ordered(self, image: Image, options: ReadOptions, job: PageJob) -> Sequence[TextLine]:
        """The lines of a page, in their order on it when it is upright, where they are on it as it is."""
        if rotation := self._rotation(image, job) if options.any_angle else None:
            image = rotation.to_upright(image)
        ordered = in_reading_order(self._lines(image, self._regions(image, job), options, job))
        return [_moved(line, rotation.to_original) for line in ordered] if rotation else ordered

    def _rotation(self, image: Image, job: PageJob) -> Rotation | None:
        """How to hold a page upright, as far as a glance at it as a whole tells that."""
        (found,) = self._results(job, "detect", [glance(self._stages.view(image))])
        quads = [region.quad for region in found]
        return page_rotation(image, quads, partial(self._results, job), self._parameters)

    def _regions(self, image: Image, job: PageJob) -> list[Region]:
        """Where lines stand; the tiles of a long page wait like so many small pages."""
        parts = tiles(image.shape[1], image.shape[0])
        regions = sewn(parts, self._found([_part(image, tile) for tile in parts], job))
        if len(regions) > MOST_LINES + MORE_LINES * (len(parts) - 1):
            raise UnreadableImage
        return regions

    def _found(self, pictures: Sequence[Image], job: PageJob) -> list[list[Region]]:
        """The regions of each; those of a closer look where the first found small ones."""
        views = [self._stages.view(picture) for picture in pictures]
        found: list[list[Region]] = self._results(job, "detect", views)
        closer = {
            i: bands
            for i, seen in enumerate(zip(views, found, strict=True))
            if (bands := self._stages.closer(*seen))
        }
        further = [view for each in closer.values() for view in each.views]
        again = iter(self._results(job, "detect", further) if further else ())
        for i, each in closer.items():
            found[i] = each.regions([next(again) for _ in each.views])
        return found

    def _lines(
        self, image: Image, regions: Sequence[Region], options: ReadOptions, job: PageJob
    ) -> list[TextLine]:
        """The likeliest readings, where they are text; the longest lines first: so the last is read last."""
        longest_first = sorted(regions, key=lambda region: -max(side_lengths(region.quad)))
        quads = [region.quad for region in longest_first]
        crops = _first_crops(image, quads, options, self._parameters.line_margin)
        futures = self._workers.submit(job, "recognize", self._orders("recognize", crops))
        self._workers.lines_submitted(job)
        read = results(futures, job.deadline)
        lines = [crop.line(reading) for crop, reading in zip(crops, read, strict=True)]
        if options.any_direction:
            lines = looked_again(crops, lines, partial(self._results, job), self._parameters)
        seen = zip(lines, longest_first, strict=True)
        thresholds = self._parameters.acceptance
        lines = [line for line, region in seen if is_accepted(line, region.score, thresholds)]
        if options.fonts:
            lines = with_fonts(image, lines, self._fonts.gallery(), partial(self._results, job))
        return lines if options.characters else [replace(line, characters=()) for line in lines]

    def _results(self, job: PageJob, stage: str, items: Sequence[Any]) -> list[Any]:
        futures = self._workers.submit(job, stage, self._orders(stage, items))
        return results(futures, job.deadline)

    def _orders(self, stage: str, items: Sequence[Any]) -> list[tuple[Any, Any]]:
        return [(self._stages.bucket(stage, item), item) for item in items]


def _part(image: Image, tile: Tile) -> Image:
    return image[tile.top : tile.bottom, tile.left : tile.right]


def _first_crops(image: Image, quads: Sequence[Quad], options: ReadOptions, line_margin: float) -> list[Crop]:
    seen = heightened(np.reshape(quads, (-1, 4, 2)), line_margin)
    return [_first_crop(image, *each, options) for each in zip(quads, seen, strict=True)]


def _first_crop(image: Image, quad: Quad, seen: Quad, options: ReadOptions) -> Crop:
    height, width = image.shape[:2]
    across, down = crop_size(quad, width, height)
    quarters = first_quarters(down, across) if options.any_direction else 0
    return Crop(image, quad, quarters, options.characters or quarters == 1, seen)


def _held_within(line: TextLine, width: int, height: int) -> TextLine:
    return _moved(line, partial(within, width=width, height=height))


def _moved(line: TextLine, move: Callable[[Quad], Quad]) -> TextLine:
    characters = tuple(replace(each, quad=move(each.quad)) for each in line.characters)
    return replace(line, quad=move(line.quad), characters=characters)
