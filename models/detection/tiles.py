"""Long pages in parts: which overlapping tiles a page is searched in."""

from dataclasses import dataclass

LONG = 3.5
"""A page that is more times as long as wide is long; screens and printed pages are not."""

SMALL = 700_000
"""Pixels of a picture that is searched at its own scale, or enlarged. So many may be seen as one."""

LENGTH = 2.0
"""How many times as long as wide a tile is, like a screen, so that it is searched at the scale of a screen; a
narrow one is longer, up to SMALL pixels. Screens of half the width, 375, are read no better when enlarged."""

LARGE = 3_000_000
"""Pixels above which tiles are shorter, down to squares, so that none holds others up for long."""

SHARED = 1 / 8
"""The part of its greatest length that a tile shares with the next."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A part of a page, in pixels; right and bottom are the first beyond it."""

    left: int
    top: int
    right: int
    bottom: int


def tiles(width: int, height: int) -> tuple[Tile, ...]:
    """The tiles of a page of that size, from its upper or left end on; the page is its only one unless long.

    They cover the page, all are of one size, and each overlaps its neighbours alone, by `overlap` or more.
    """
    shorter, longer = sorted((width, height))
    if longer <= LONG * shorter or width * height <= SMALL:
        return (Tile(0, 0, width, height),)
    starts, length = _spread(longer, _longest(shorter), overlap(width, height))
    if height > width:
        return tuple(Tile(0, start, width, start + length) for start in starts)
    return tuple(Tile(start, 0, start + length, height) for start in starts)


def overlap(width: int, height: int) -> int:
    """What two tiles of a long page share at least, in pixels along it: a shorter thing is whole in one."""
    return int(SHARED * _longest(min(width, height)))


def _longest(shorter: int) -> int:
    return int(max(shorter, min(LENGTH * shorter, LARGE / shorter), SMALL / shorter))


def _spread(longer: int, longest: int, shared: int) -> tuple[list[int], int]:
    """Where tiles begin and how long all are: as few as may be, and alike, so that they share one canvas."""
    count = -(-(longer - shared) // (longest - shared))
    length = -(-(longer + (count - 1) * shared) // count)
    return [i * (longer - length) // (count - 1) for i in range(count)], length
