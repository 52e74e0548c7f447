"""Tiles: the overlapping parts in which a long page is searched."""

from models.detection.part import Part

LONG_ASPECT = 3.5
"""Longer side divided by shorter side. A page above this ratio is long. Screens and printed pages are not."""

MAX_WHOLE_PIXELS = 700_000
"""Pixels. A long page up to this size is not cut. The first pass searches it at three quarters of its own
scale or more."""

TILE_ASPECT = 2.0
"""Length of a tile along the page divided by its width. A phone screen has this shape, so a tile is searched
at the scale of a screen. A tile of a narrow page is longer, up to MAX_WHOLE_PIXELS; docs/decisions/0017."""

MAX_TILE_PIXELS = 3_000_000
"""Pixels. A tile of a broad page is shortened to this size, but not below a square, because one long
inference would block other pages."""

OVERLAP = 1 / 8
"""The overlap of two neighbouring tiles, as a share of the greatest length of a tile."""


def tiles(width: int, height: int) -> tuple[Part, ...]:
    """The tiles of a page of that size in pixels, from its upper or left end.

    They cover the page and have one size. Only neighbours overlap, by at least `tile_overlap`. A page that is
    not long, or has few pixels, is one tile.
    """
    shorter, longer = sorted((width, height))
    if longer <= LONG_ASPECT * shorter or width * height <= MAX_WHOLE_PIXELS:
        return (Part(0, 0, width, height),)
    starts, length = _spread(longer, _max_length(shorter), tile_overlap(width, height))
    if height > width:
        return tuple(Part(0, start, width, start + length) for start in starts)
    return tuple(Part(start, 0, start + length, height) for start in starts)


def tile_overlap(width: int, height: int) -> int:
    """The least overlap of two tiles in pixels along the page. Anything shorter lies wholly in one tile."""
    return int(OVERLAP * _max_length(min(width, height)))


def _max_length(shorter: int) -> int:
    length = min(TILE_ASPECT * shorter, MAX_TILE_PIXELS / shorter)
    return int(max(shorter, length, MAX_WHOLE_PIXELS / shorter))


def _spread(longer: int, max_length: int, overlap: int) -> tuple[list[int], int]:
    """The starts and the common length of as few tiles as possible. Equal tiles share a canvas size."""
    count = -(-(longer - overlap) // (max_length - overlap))
    length = -(-(longer + (count - 1) * overlap) // count)
    return [i * (longer - length) // (count - 1) for i in range(count)], length
