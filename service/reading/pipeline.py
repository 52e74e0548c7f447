"""Reading a picture: decode it, detect and recognize its lines, correct their orientation, and sort them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from models.acceptance.acceptance import accepted
from models.catalog.line_parameters import RecognizerParameters
from models.detection.cut import tiled
from models.detection.line_ends import with_marks
from models.detection.search import Search
from models.geometry import clipped, crop_size, side_lengths, with_line_margin
from models.layout.reading_order import in_reading_order
from models.orientation.lines import first_quarters
from models.orientation.rotation import Rotation
from models.page import Image, Page, Quad, Region, TextLine
from models.recognition.recognizer import RecognizedText
from service.batching.page_job import PageJob
from service.batching.workers import Workers
from service.errors import UnreadableImage
from service.imaging.picture import Picture
from service.reading.crop import Crop
from service.reading.fonts import CustomFonts, with_fonts
from service.reading.lines.column_split import ReadRegion, split_at_columns
from service.reading.lines.line_orientation import RecognizedCrop, oriented_lines
from service.reading.lines.long_lines import with_long_lines
from service.reading.lines.narrow_characters import with_narrow_characters
from service.reading.lines.script import in_one_script
from service.reading.lines.small_cells import with_small_cells
from service.reading.page_rotation import direction_search, page_rotation
from service.reading.page_stages import PageStages
from service.reading.stages import Stages
from service.request import ReadOptions

MAX_LINES = 8000
"""The largest number of regions of a page of one tile. A page of 3840 x 2160 pixels full of text in 10 pixels
has 4,300. A page with more is noise, and would take minutes."""

MANY_LINES = 600
"""Regions of a page that may be texture. Some of its lines are read first; docs/decisions/0065."""

SAMPLED_LINES = 200
"""Lines that are read first, spread over all lengths. If none is text, the page is refused."""

MAX_LINES_PER_TILE = 250
"""The number of regions that every further tile adds to MAX_LINES. A tile of 750 x 1500 pixels has 75 rows of
small print."""


class Pipeline:
    """Reads pictures. The calling thread only waits; the workers' threads run the stages."""

    def __init__(
        self, stages: Stages, workers: Workers, fonts: CustomFonts, parameters: RecognizerParameters
    ) -> None:
        self._stages = stages
        self._workers = workers
        self._fonts = fonts
        self._parameters = parameters

    def warm(self) -> None:
        """Run every model once at its common shapes, see `Stages.warm`."""
        self._stages.warm()

    def read(self, picture: Picture, options: ReadOptions, job: PageJob) -> Page:
        """Read a picture whose job was admitted.

        Raises UnsupportedFormat, ImageSizeInvalid, UnreadableImage, DeadlineExceeded, EngineUnavailable, or
        CallerGone if the job was cancelled.
        """
        stages = PageStages(self._stages, self._workers, job)
        image = stages.decode(picture)
        height, width = image.shape[:2]
        lines = [_clipped(line, width, height) for line in self._ordered(image, options, stages)]
        return Page(width, height, tuple(lines))

    def _ordered(self, image: Image, options: ReadOptions, stages: PageStages) -> Sequence[TextLine]:
        """The lines of a page in reading order, in coordinates of the image."""
        rotation = self._rotation(image, stages) if options.any_angle else None
        if rotation:
            image = rotation.to_upright(image)
        lines = in_reading_order(self._lines(image, self._regions(image, stages), options, stages))
        return [_moved(line, rotation.to_original) for line in lines] if rotation else lines

    def _rotation(self, image: Image, stages: PageStages) -> Rotation | None:
        """The rotation that makes the page upright. None if it is upright."""
        (found,) = self._searched([direction_search(self._stages.first_search(image))], stages)
        return page_rotation(image, [region.quad for region in found], stages, self._parameters)

    def _regions(self, image: Image, stages: PageStages) -> list[Region]:
        """The regions of the lines. Each tile of a long page is searched like a small page."""
        cut = tiled(image)
        regions = cut.merged(self._found(cut.pictures(image), stages))
        if len(regions) > MAX_LINES + MAX_LINES_PER_TILE * (len(cut.parts) - 1):
            raise UnreadableImage
        return regions

    def _found(self, pictures: Sequence[Image], stages: PageStages) -> list[list[Region]]:
        """The regions of each picture: those of its second pass if the first one found small lines."""
        first = [self._stages.first_search(picture) for picture in pictures]
        found = self._searched(first, stages)
        second = {
            i: search
            for i, each in enumerate(zip(first, found, strict=True))
            if (search := self._stages.second_search(*each))
        }
        for i, regions in zip(second, self._searched([*second.values()], stages), strict=True):
            found[i] = regions
        return found

    def _searched(self, searches: Sequence[Search], stages: PageStages) -> list[list[Region]]:
        """The regions of each search. The views of all searches wait in the queue together."""
        views = [view for search in searches for view in search.views]
        found = iter(stages.detect(views))
        return [search.merged([next(found) for _ in search.views]) for search in searches]

    def _lines(
        self, image: Image, regions: Sequence[Region], options: ReadOptions, stages: PageStages
    ) -> list[TextLine]:
        """The accepted lines of the regions. Long lines are queued first, so that none of them ends last."""
        longest_first = sorted(regions, key=lambda region: -max(side_lengths(region.quad)))
        quads = with_marks(image, [region.quad for region in longest_first])
        crops = _crops(image, quads, options, self._parameters.line_margin)
        texts = with_long_lines(
            crops, self._texts(crops, longest_first, options, stages), stages, self._parameters
        )
        found = split_at_columns([*map(ReadRegion, longest_first, crops, texts)], stages)
        lines = [each.crop.to_line(each.text) for each in found]
        if options.any_direction:
            candidates = [RecognizedCrop(each.crop, line) for each, line in zip(found, lines, strict=True)]
            lines = oriented_lines(candidates, stages, self._parameters)
            lines = with_narrow_characters([each.crop for each in found], lines, stages)
        lines = self._accepted(lines, [each.region for each in found])
        if not lines and len(regions) >= MANY_LINES:
            raise UnreadableImage
        lines = with_small_cells(image, lines, stages, characters=options.characters)
        lines = in_one_script(image, lines, stages, self._parameters.line_margin)
        if options.fonts:
            lines = with_fonts(image, lines, self._fonts.gallery(), stages.embed)
        return lines if options.characters else [replace(line, characters=()) for line in lines]

    def _texts(
        self, crops: Sequence[Crop], regions: Sequence[Region], options: ReadOptions, stages: PageStages
    ) -> list[RecognizedText]:
        """The text of each crop. Raises UnreadableImage if a page of many lines has none in its sample."""
        if len(crops) < MANY_LINES:
            return stages.recognize_all_lines(crops)
        step = -(-len(crops) // SAMPLED_LINES)
        sample = stages.recognize(crops[::step])
        lines = [crop.to_line(text) for crop, text in zip(crops[::step], sample, strict=True)]
        if options.any_direction:
            candidates = [RecognizedCrop(*each) for each in zip(crops[::step], lines, strict=True)]
            lines = oriented_lines(candidates, stages, self._parameters)
        if not self._accepted(lines, regions[::step]):
            raise UnreadableImage
        rest = iter(stages.recognize_all_lines([crop for i, crop in enumerate(crops) if i % step]))
        return [next(rest) if i % step else sample[i // step] for i in range(len(crops))]

    def _accepted(self, lines: Sequence[TextLine], regions: Sequence[Region]) -> list[TextLine]:
        """The lines that are text, without their scores."""
        scores = [region.score for region in regions]
        are_text = accepted(lines, scores, self._parameters.acceptance)
        return [replace(line, scores=()) for line, is_text in zip(lines, are_text, strict=True) if is_text]


def _crops(image: Image, quads: Sequence[Quad], options: ReadOptions, margin: float) -> list[Crop]:
    """The crops of lines at their first rotation. `margin` is a share of the height of each line."""
    with_margin = with_line_margin(np.reshape(quads, (-1, 4, 2)), margin)
    return [_crop(image, *each, options) for each in zip(quads, with_margin, strict=True)]


def _crop(image: Image, quad: Quad, quad_with_margin: Quad, options: ReadOptions) -> Crop:
    height, width = image.shape[:2]
    across, down = crop_size(quad, width, height)
    quarters = first_quarters(down, across) if options.any_direction else 0
    with_characters = options.characters or quarters == 1  # a column is found by its characters
    return Crop(
        page=image,
        quad=quad,
        quarters=quarters,
        with_characters=with_characters,
        quad_with_margin=quad_with_margin,
    )


def _clipped(line: TextLine, width: int, height: int) -> TextLine:
    return _moved(line, partial(clipped, width=width, height=height))


def _moved(line: TextLine, move: Callable[[Quad], Quad]) -> TextLine:
    characters = tuple(replace(each, quad=move(each.quad)) for each in line.characters)
    return replace(line, quad=move(line.quad), characters=characters)
