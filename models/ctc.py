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
    starts = np.ones(len(classes), bool)
    starts[1:] = classes[1:] != classes[:-1]
    kept = starts & (classes != BLANK)
    if not kept.any():
        return "", 0.0
    return "".join(charset[i] for i in classes[kept]), float(probabilities[kept].mean())
