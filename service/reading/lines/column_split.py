"""Lines that run across two columns are split at the gap and recognized again; docs/decisions/0056."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from models.geometry import between, crop_outline
from models.layout.column_gaps import column_gaps
from models.layout.gapped_line import Gap, GappedLine, Span
from models.page import Region
from models.recognition.recognizer import RecognizedText
from service.reading.crop import Crop
from service.reading.page_stages import LineStages


class ReadRegion(NamedTuple):
    """A detected line, its crop, and the text that was recognized in it."""

    region: Region
    crop: Crop
    text: RecognizedText


def split_at_columns(found: Sequence[ReadRegion], stages: LineStages) -> list[ReadRegion]:
    """The lines of a page, with those that run across columns replaced by their parts.

    A line is kept if one of its parts has no text. Only crops that are not rotated are split.
    """
    if not any(each.text.gaps for each in found):
        return list(found)
    borders = column_gaps([_gapped(each) for each in found])
    parts = [_parts(*each) for each in zip(found, borders, strict=True)]
    texts = iter(stages.recognize([part.crop for split in parts for part in split]))
    split = [[part._replace(text=next(texts)) for part in each] for each in parts]
    chosen = [each if _is_read(each) else [whole] for whole, each in zip(found, split, strict=True)]
    return [line for each in chosen for line in each]


def _is_read(parts: Sequence[ReadRegion]) -> bool:
    return bool(parts) and all(part.text.text for part in parts)


def _gapped(found: ReadRegion) -> GappedLine:
    """The line with its gaps in pixels. A line without text has no height, so that it is no row."""
    xs, ys = zip(*found.crop.outline.tolist(), strict=True)
    left, top, right, bottom = min(xs), min(ys), max(xs), max(ys)
    if found.crop.quarters or not found.text.text:
        return GappedLine(left, top, right, bottom)
    text, gaps = found.text.text, found.text.gaps
    borders = [0, *(gap.index for gap in gaps), len(text)]
    width = right - left
    start, end = (left + share * width for share in found.text.ends)
    spans = [Span(left + gap.start * width, left + gap.end * width) for gap in gaps]
    words = [text[start:end].strip() for start, end in pairwise(borders)]
    found_gaps = tuple(map(Gap, spans, words, words[1:]))
    return GappedLine(left=start, top=top, right=end, bottom=bottom, gaps=found_gaps)


def _parts(found: ReadRegion, borders: Sequence[int]) -> list[ReadRegion]:
    """The parts of a line between the gaps with these indices, without their texts. Empty without a gap."""
    if not borders:
        return []
    gaps = [found.text.gaps[i] for i in borders]
    starts = [0.0, *((gap.start + 3 * gap.end) / 4 for gap in gaps)]
    ends = [*((3 * gap.start + gap.end) / 4 for gap in gaps), 1.0]
    crops = [part_of(found.crop, *each) for each in zip(starts, ends, strict=True)]
    return [found._replace(crop=crop, region=replace(found.region, quad=crop.quad)) for crop in crops]


def part_of(crop: Crop, start: float, end: float) -> Crop:
    """The part of a crop between two shares of its length."""
    height, width = crop.page.shape[:2]
    quad = crop.quad if crop.quad_with_margin is None else crop.quad_with_margin
    return replace(
        crop,
        quad=between(crop_outline(crop.quad, width, height), start, end),
        quad_with_margin=between(crop_outline(quad, width, height), start, end),
    )
