"""Tiles: the overlapping parts in which a long page is searched."""

from models.detection.part import Part

LONG_ASPECT = 3.5
"""A page is long when it is more times as long as wide than this. Screens and printed pages are not."""

MAX_WHOLE_PIXELS = 700_000
"""Pixels. A long page up to this size is not cut. The first pass searches it at three quarters of its own
scale or more."""

TILE_ASPECT = 2.0
"""A tile is so many times as long as wide, like a phone screen, and is searched at the scale of a screen. A
tile of a narrow page is longer, up to MAX_WHOLE_PIXELS; docs/decisions/0017."""

MAX_TILE_PIXELS = 3_000_000
"""Pixels. Tiles of a broad page are shorter to stay below this, down to squares, because one long inference
would block other pages."""

OVERLAP = 1 / 8
"""The share of its greatest length that a tile has in common with the next."""


def tiles(width: int, height: int) -> tuple[Part, ...]:
    """The tiles of a page of that size in pixels, from its upper or left end. A page that is not long is one.

    The tiles cover the page and have one size. Only neighbours overlap, by at least `tile_overlap`.
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
    """The starts and the length of as few tiles as possible. All have one length, so they share a canvas."""
    count = -(-(longer - overlap) // (max_length - overlap))
    length = -(-(longer + (count - 1) * overlap) // count)
    return [i * (longer - length) // (count - 1) for i in range(count)], length
