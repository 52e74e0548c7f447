"""Evidence for spaces: what the ink and the recognizer say about each two neighbouring characters."""

import numpy as np

from models.recognition.spaces.glyphs import KINDS
from models.recognition.spaces.network import Kinds, Numbers
from models.recognition.spaces.spacing import Spacing, low_third

INPUTS = (
    *("excess", "gap", "pitch", "excess before", "excess behind", "width", "width of the next", "full-width"),
    *(
        "next is full-width",
        "low excess",
        "hint",
        "step",
        "em of ideographs",
        "largest excess",
        "hint before",
    ),
    *("hint behind", "length"),
)

LEAST = np.array((-0.3, 0, -0.5, -1, -1, 0, 0, 0, 0, -0.1, 0, -0.5, 0, 0, 0, 0, 0))
MOST = np.array((1.5, 1.5, 1, 1, 1, 1.2, 1.2, 1, 1, 0.5, 2, 1.5, 1, 1, 2, 2, 1))
"""The least and the largest value of each input."""

NOTHING_BEYOND = -1.0
"""The gap before the first character and behind the last one."""

EDGE = 0.05
"""Ems. The usual white on each side of a glyph."""

MOST_WHITE = 0.45
"""Ems. The most white that a full-width mark has on the side of its ink."""

MIDDLE_KINDS = ("slash", "bar", "dash", "operator", "hash", "money", "percent", "middle dot", "underscore")
IN_THE_MIDDLE = np.array([kind in MIDDLE_KINDS for kind in KINDS])
"""By kind: whether the ink of a full-width mark is in the middle of its square."""

OPENING, DIGIT = KINDS.index("opening"), KINDS.index("digit")

DIGIT_ADVANCE = 0.55
"""Ems. The most that the usual distance of the middles of two digits is taken for, so that a line of digits
with spaces between all of them does not set its own measure. Fonts have 0.5 to 0.6 ems."""

LONG = 20
"""Characters. The length of longer lines says no more."""


def evidence(spacing: Spacing) -> tuple[Numbers, Kinds]:
    """The evidence on all neighbours.

    Returns float64 (characters - 1, INPUTS) in ems, and int64 (characters - 1, 2), the kinds of both.
    """
    shapes = spacing.shapes
    squares, advances = shapes[:, 0], shapes[:, 1]
    kinds, gaps, widths, distances, hints = (
        *(spacing.kinds, spacing.gaps, spacing.widths),
        *(spacing.distances, spacing.hints),
    )
    white = _white(spacing, shapes[:, 2:], kinds, gaps, widths)
    around = np.full(len(gaps) + 2, NOTHING_BEYOND)
    around[1:-1] = excess = gaps - white[:-1, 1] - white[1:, 0]
    near = np.zeros(len(gaps) + 2)
    near[1:-1] = hints
    columns = np.empty((len(INPUTS), len(gaps)))
    columns[0], columns[1] = excess, gaps
    columns[2] = distances - (advances[1:] + advances[:-1]) / 2
    columns[3], columns[4] = around[:-2], around[2:]
    columns[5], columns[6], columns[7], columns[8] = widths[:-1], widths[1:], squares[:-1], squares[1:]
    columns[9] = low_third(excess, ~spacing.has_space)
    columns[10], columns[11], columns[12] = hints, steps(kinds, distances), spacing.is_pitched
    columns[13], columns[14], columns[15] = excess.max(), near[:-2], near[2:]
    columns[16] = len(spacing.glyphs) / LONG
    numbers = np.minimum(np.maximum(columns.T, LEAST), MOST)
    return numbers, np.array([kinds[:-1], kinds[1:] + len(KINDS)]).T


def steps(kinds: Kinds, distances: Numbers) -> Numbers:
    """How much further than usual two digits are apart, as a share of the usual: float64 (characters - 1,).

    0 for all others.
    """
    is_digit = kinds == DIGIT
    both = is_digit[1:] & is_digit[:-1]
    chosen = sorted(distances[both].tolist())
    if not chosen:
        return np.zeros(len(distances))
    usual = min(chosen[(len(chosen) - 1) // 2], DIGIT_ADVANCE)
    steps: Numbers = both * (distances / usual - 1)
    return steps


def _white(spacing: Spacing, usual: Numbers, kinds: Kinds, gaps: Numbers, widths: Numbers) -> Numbers:
    """The white on the left and right of each glyph beyond the usual: float64 (characters, 2).

    That of full-width marks is what their ink leaves of a square. The narrower side is measured.
    """
    places = [i for i, each in enumerate(spacing.glyphs) if each.mark >= 0 and each.shape[0]]
    if not places:
        return usual
    at, sides = np.array(places), np.full(len(gaps) + 2, EDGE)
    sides[1:-1] = gaps
    room = np.maximum(1 - widths[at], 0)
    left, right = (np.minimum(np.clip(sides[at + i] - EDGE, 0, MOST_WHITE), room) for i in (0, 1))
    is_opening = kinds[at] == OPENING
    left = np.where(IN_THE_MIDDLE[kinds[at]], room / 2, np.where(is_opening, room - right, left))
    white = usual.copy()
    white[at, 0] = np.where(left > EDGE, left - EDGE, left)
    white[at, 1] = np.maximum(room - left - EDGE, 0)
    return white
