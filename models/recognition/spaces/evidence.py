"""Evidence for spaces: what the ink and the recognizer say about each two neighbouring characters."""

import numpy as np
from numpy.typing import NDArray

from models.recognition.reading import Reading
from models.recognition.spaces.glyphs import KINDS
from models.recognition.spaces.spacing import Numbers, Spacing

NOTHING_BEYOND = -1.0
"""The gap before the first character and after the last one."""

LEAST_PROBABILITY = 1e-6
"""Smaller probabilities of a space count as this one."""

RANGES = (-0.3, 0, -0.5, -1, -1, 0, 0), (1.5, 1.5, 1, 1, 1, 1.2, 1.2)
"""Ems. The least and the largest value of excess, gap, pitch, excess before and after, and both widths."""

INPUTS = 14 + 2 * len(KINDS)
ONE_HOT = np.eye(len(KINDS))


def evidence(spacing: Spacing, probabilities: Numbers) -> Numbers:
    """The evidence on all neighbours: float64 (characters - 1, INPUTS).

    probabilities: of a space between each two, from `space_probabilities`. Gaps and widths are in ems. The
    usual ones of the line leave out gaps with a space.
    """
    shapes = np.array([each.shape for each in spacing.glyphs])
    squares, advances, left, right = shapes.T
    edges = np.empty((len(shapes), 2))
    edges[1:, 0], edges[:-1, 1] = spacing.ends, spacing.starts
    edges[0, 0], edges[-1, 1] = spacing.first, spacing.last
    widths = (edges[:, 1] - edges[:, 0]) / spacing.em
    excess = spacing.gaps - right[:-1] - left[1:]
    pitch = np.diff(edges.sum(axis=1)) / (2 * spacing.em) - (advances[1:] + advances[:-1]) / 2
    around = np.full(len(excess) + 2, NOTHING_BEYOND)
    around[1:-1] = excess
    kinds = np.array([each.kind for each in spacing.glyphs])
    measures = np.stack(
        [excess, spacing.gaps, pitch, around[:-2], around[2:], widths[:-1], widths[1:]], axis=1
    )
    usual = _usual(measures[:, [0, 2]], kinds, np.diff(spacing.indices) == 1)
    hints = (np.log10(np.maximum(probabilities, LEAST_PROBABILITY)) + 6) / 3
    columns = [
        measures.clip(*RANGES),
        np.stack([squares[:-1], squares[1:]], axis=1),
        usual,
        hints[:, np.newaxis],
    ]
    return np.concatenate([*columns, ONE_HOT[kinds[:-1]], ONE_HOT[kinds[1:]]], axis=1)


def space_probabilities(reading: Reading, indices: NDArray[np.int64]) -> Numbers:
    """The largest probability of a space from each character to the next one: float64 (characters - 1,).

    indices: those of the characters.
    """
    if not len(reading.spaces):
        return np.zeros(len(indices) - 1)
    columns = reading.spans[indices].round().astype(np.int64).clip(0, len(reading.spaces) - 1)
    starts, ends = columns[:-1, 0], np.maximum(columns[1:, 1], columns[:-1, 0] + 1)
    borders = np.stack([starts, ends], axis=1).ravel()
    padded = np.append(reading.spaces, 0)
    probabilities: Numbers = np.maximum.reduceat(padded, borders)[::2].astype(np.float64)
    return probabilities


def _usual(measures: Numbers, kinds: NDArray[np.int64], is_unspaced: NDArray[np.bool_]) -> Numbers:
    """The low third of excess and pitch between characters of the same kinds, whether there are two or more
    of them, and the low third of the excess of the line: float64 (characters - 1, 4).
    """
    pairs = kinds[:-1] * len(KINDS) + kinds[1:]
    usual = np.zeros((len(pairs), 4))
    if is_unspaced.any():
        usual[:, 3] = _low_third(measures[is_unspaced])[0].clip(-0.1, 0.5)
    counts = np.bincount(pairs[is_unspaced], minlength=1)
    for pair in np.flatnonzero(counts > 1).tolist():
        chosen = pairs == pair
        low = _low_third(measures[chosen & is_unspaced])
        usual[chosen, :3] = (*low.clip((-0.2, -0.3), 0.6), 1)
    return usual


def _low_third(values: Numbers) -> Numbers:
    third: Numbers = np.sort(values, axis=0)[(len(values) - 1) // 3]
    return third
