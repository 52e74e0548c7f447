"""Evidence for the width of marks: what the ink and the recognizer say about each."""

import numpy as np

from models.recognition.spaces.glyphs import KINDS, NOTHING
from models.recognition.spaces.network import Kinds, Numbers
from models.recognition.spaces.spacing import IDEOGRAPH, Spacing, low_third

INPUTS = (
    *("gap before", "gap behind", "nothing before", "nothing behind", "ink", "extent", "hint before"),
    *("hint behind", "read as full-width", "same before", "same behind", "distance", "has ideographs"),
    *("low excess", "em of ideographs", "smaller gap"),
)

MOST = 1.5, 1.5, 1, 1, 1.2, 2, 2, 2, 1, 1, 1, 1.6, 1, 0.5, 1, 1.5
"""The largest value of each input."""

LEAST_EXCESS = -0.1


def mark_evidence(spacing: Spacing, places: list[int]) -> tuple[Numbers, Kinds]:
    """The evidence on the marks at these places among the visible characters.

    Returns float64 (marks, INPUTS) in ems, and int64 (marks, 3), the kinds of both neighbours and the mark.
    """
    gaps, hints, distances = (
        [beyond, *values.tolist(), beyond]
        for values, beyond in ((spacing.gaps, -1.0), (spacing.hints, 0.0), (spacing.distances, 0.0))
    )
    marks = [-1, *(each.mark for each in spacing.glyphs), -1]
    kinds = [NOTHING, *spacing.kinds.tolist(), NOTHING]
    line = (
        float(IDEOGRAPH in kinds),
        max(low_third(spacing.excess, ~spacing.has_space), LEAST_EXCESS),
        float(spacing.is_pitched),
    )
    numbers, neighbours = [], []
    for i in places:
        before, behind, ink = max(gaps[i], 0.0), max(gaps[i + 1], 0.0), float(spacing.widths[i])
        is_first, is_last = gaps[i] < 0, gaps[i + 1] < 0
        same_before, same_behind = marks[i] == marks[i + 1], marks[i + 2] == marks[i + 1]
        extent = 0.0 if is_first or is_last else before + ink + behind
        distance = distances[i] if same_before else distances[i + 1] * same_behind
        values = (
            *(before, behind, is_first, is_last, ink, extent, hints[i], hints[i + 1]),
            *(spacing.glyphs[i].shape[0], same_before, same_behind, distance, *line, min(before, behind)),
        )
        numbers.append([min(pair) for pair in zip(values, MOST, strict=True)])
        neighbours.append((kinds[i], kinds[i + 2] + len(KINDS), marks[i + 1] + 2 * len(KINDS)))
    return np.array(numbers, np.float64), np.array(neighbours)
