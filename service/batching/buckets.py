"""Buckets: the padded input sizes that batches share."""

from typing import NamedTuple


class Bucket(NamedTuple):
    """A padded input size in pixels; entries of one batch all have the same."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """The area, which is what a network's time grows with."""
        return self.width * self.height
