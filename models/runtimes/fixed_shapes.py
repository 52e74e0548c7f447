"""Pads batches to a fixed set of shapes, for devices on which a new shape is slow (docs/decisions/0018)."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.runtimes import Arrays, Session

BatchSizes = Mapping[tuple[int, int], Sequence[int]]
"""Width and height of the inputs in pixels → the allowed batch sizes, ascending."""


class FixedShapeSession:
    """A session that runs only the given shapes. The constructor runs each shape once."""

    def __init__(self, session: Session, batch_sizes: BatchSizes) -> None:
        self._session = session
        self._batch_sizes = batch_sizes
        for (width, height), sizes in batch_sizes.items():
            for size in sizes:
                session(np.zeros((size, height, width, 3), np.uint8))

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Runs one batch, padded with blank inputs to the next allowed size. See `Session`.

        Raises KeyError for another width or height, IndexError for a batch above the largest size.
        """
        count, height, width, _ = batch.shape
        sizes = self._batch_sizes[width, height]
        padding = np.zeros((sizes[bisect_left(sizes, count)] - count, *batch.shape[1:]), np.uint8)
        outputs = self._session(np.concatenate([batch, padding]) if len(padding) else batch)
        return tuple(output[:count] for output in outputs)
