"""The direction of a page: how far its text is turned."""

from collections.abc import Sequence

import numpy as np

from models.page import TextLine

LONGEST = 500
"""The longest lines decide; more would change nothing but the time."""

ASTRAY = 10.0
"""A line that leaves a direction by this many degrees or by more has another one."""

SQUARE = 0.05
"""What a pixel along a line counts at least, as along a lone square character, which may stand any way."""


def page_direction(lines: Sequence[TextLine]) -> float:
    """How far the page has to be turned against the clock to read it, in degrees.

    The angle of the line with the least sum of angles to the others, weighted by length and each no more than
    ASTRAY: the median of the most common direction. Rounded to 4 decimals; 0 or more and below 360; 0 for a
    page without lines.
    """
    if not lines:
        return 0.0
    quads = np.stack([line.quad for line in lines]).astype(np.float64)
    along = (quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]) / 2
    lengths = np.linalg.norm(along, axis=1)
    heights = np.linalg.norm(quads[:, 3] - quads[:, 0] + quads[:, 2] - quads[:, 1], axis=1) / 2
    weights = np.maximum(lengths - heights, SQUARE * lengths)
    longest = np.argsort(-weights, kind="stable")[:LONGEST]
    angles = np.degrees(np.arctan2(along[longest, 1], along[longest, 0]))
    apart = np.abs((angles[:, np.newaxis] - angles + 180) % 360 - 180)
    likeliest = np.argmin(np.minimum(apart, ASTRAY) @ weights[longest])
    return round(float(angles[likeliest]) % 360.0, 4) % 360.0
