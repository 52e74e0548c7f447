"""Buckets: the padded input sizes that batches share."""

from typing import NamedTuple


class Bucket(NamedTuple):
    """A padded input size in pixels. All entries of a batch have the same bucket."""

    width: int
    height: int

    @property
    def pixels(self) -> int:
        """The area in pixels. Inference time grows with it."""
        return self.width * self.height
