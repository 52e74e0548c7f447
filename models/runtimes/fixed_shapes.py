"""A session that sees few shapes, and each of them before it is used."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from models.runtimes import Arrays, Session

Counts = Mapping[tuple[int, int], Sequence[int]]
"""Width and height of the inputs → how many of them a batch may have, ascending."""


class FiniteSession:
    """For devices that prepare every shape when it first comes: all have come once when this is made."""

    def __init__(self, session: Session, counts: Counts) -> None:
        self._session = session
        self._counts = counts
        for (width, height), each in counts.items():
            for count in each:
                session(np.zeros((count, height, width, 3), np.uint8))

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Run one batch, with blank inputs up to the next count; see `Session`.

        Raises KeyError where the inputs have another size, IndexError where they are more than any count.
        """
        have, height, width, _ = batch.shape
        counts = self._counts[width, height]
        blank = np.zeros((counts[bisect_left(counts, have)] - have, *batch.shape[1:]), np.uint8)
        answers = self._session(np.concatenate([batch, blank]) if len(blank) else batch)
        return tuple(answer[:have] for answer in answers)
