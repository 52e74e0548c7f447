"""Greedy CTC decoding (Graves et al., 2006): merge repeated classes, then drop blanks."""

import numpy as np
from numpy.typing import NDArray

BLANK = 0
"""The class for "no character". The classes of characters start at 1."""


def decode(
    classes: NDArray[np.int32], probabilities: NDArray[np.float32], charset: tuple[str, ...]
) -> tuple[str, float]:
    """The text of one crop, and the mean probability of its characters (0 if there are none).

    classes: int32 (steps,); probabilities: float32 (steps,); charset: the character of class i is charset[i].
    """
    kept = np.flatnonzero(_changes(classes) & (classes != BLANK))
    if not len(kept):
        return "", 0.0
    return "".join(charset[i] for i in classes[kept].tolist()), sum(probabilities[kept].tolist()) / len(kept)


def runs(classes: NDArray[np.int32]) -> NDArray[np.int64]:
    """The steps of each character that `decode` returns, in the same order.

    classes: int32 (steps,). Returns int64 (characters, 2): the first step of each character, and the step
    after its last one.
    """
    borders = np.append(np.flatnonzero(_changes(classes)), len(classes))
    steps: NDArray[np.int64] = np.stack([borders[:-1], borders[1:]], axis=1)
    kept: NDArray[np.bool_] = classes[borders[:-1]] != BLANK
    return steps[kept]


def _changes(classes: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Whether the class of each step differs from the one before. True for the first step."""
    changes = np.ones(len(classes), bool)
    changes[1:] = classes[1:] != classes[:-1]
    return changes
