"""Buckets: the padded input sizes that batches share, chosen out of finite tables."""

from collections.abc import Sequence
from typing import NamedTuple


class Bucket(NamedTuple):
    """A padded input size in pixels; entries of one batch all have the same."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """The area, which is what a network's time grows with."""
        return self.width * self.height


def canvas_bucket(width: int, height: int, canvases: Sequence[Bucket]) -> Bucket:
    """The smallest canvas that holds a page of that size, or else the one that shrinks it least."""
    return max(canvases, key=lambda canvas: (_scale(width, height, canvas), -canvas.pixels))


def _scale(width: int, height: int, canvas: Bucket) -> float:
    """By how much the page must shrink to lie on the canvas: 1 where it fits."""
    return min(1.0, canvas.width / width, canvas.height / height)
