"""Greedy CTC decoding (Graves et al., 2006): merge repeated classes, then drop blanks."""

import numpy as np
from numpy.typing import NDArray

BLANK = 0
"""The class for "no character". The classes of characters start at 1."""


def runs(classes: NDArray[np.int32]) -> NDArray[np.int64]:
    """The steps of each character, from left to right.

    classes: int32 (steps,). Returns int64 (characters, 2): the first step of each character, and the step
    after its last one. All steps of a character have one class.
    """
    changes = np.ones(len(classes), bool)
    changes[1:] = classes[1:] != classes[:-1]
    borders = np.append(np.flatnonzero(changes), len(classes))
    steps: NDArray[np.int64] = np.stack([borders[:-1], borders[1:]], axis=1)
    kept: NDArray[np.bool_] = classes[borders[:-1]] != BLANK
    return steps[kept]
