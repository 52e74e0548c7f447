"""Greedy decoding of a CTC recognizer (Graves et al., 2006): merge repeats, drop blanks."""

import numpy as np
from numpy.typing import NDArray

BLANK = 0
"""The class that means "no character here"; characters count from 1."""


def decode(
    classes: NDArray[np.int32], probabilities: NDArray[np.float32], charset: tuple[str, ...]
) -> tuple[str, float]:
    """The text of one crop and the mean probability of its characters, 0 when there is none.

    classes: int32 (steps,); probabilities: float32 (steps,); charset: the character of class i is charset[i].
    """
    kept = np.flatnonzero(_changes(classes) & (classes != BLANK))
    if not len(kept):
        return "", 0.0
    return "".join(charset[i] for i in classes[kept].tolist()), sum(probabilities[kept].tolist()) / len(kept)


def runs(classes: NDArray[np.int32]) -> NDArray[np.int64]:
    """Where the characters that `decode` keeps stand, in its order.

    classes: int32 (steps,). Returns int64 (characters, 2): the first step of each one's run, and the step
    after the last.
    """
    borders = np.append(np.flatnonzero(_changes(classes)), len(classes))
    steps: NDArray[np.int64] = np.stack([borders[:-1], borders[1:]], axis=1)
    kept: NDArray[np.bool_] = classes[borders[:-1]] != BLANK
    return steps[kept]


def _changes(classes: NDArray[np.int32]) -> NDArray[np.bool_]:
    changes = np.ones(len(classes), bool)
    changes[1:] = classes[1:] != classes[:-1]
    return changes
