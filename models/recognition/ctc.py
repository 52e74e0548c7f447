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
    firsts, ends, before = [], [], BLANK
    for step, each in enumerate(classes.tolist()):
        if each != before:
            if before != BLANK:
                ends.append(step)
            if each != BLANK:
                firsts.append(step)
            before = each
    if len(ends) < len(firsts):
        ends.append(len(classes))
    return np.array([firsts, ends], np.int64).T
