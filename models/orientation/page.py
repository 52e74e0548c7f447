"""The direction of a page: the angle at which most of its text runs."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.geometry import longer_side_first, rotated_corners
from models.page import Quad, TextLine

MAX_LINES = 500
"""The largest number of lines that are compared: the longest ones. The work grows with its square."""

MAX_DEVIATION = 10.0
"""Degrees. Two lines whose angles differ by this or more have different directions."""

SHORT_ASPECT = 1.5
"""Length divided by height. The shape of a line up to this ratio does not show the direction of its text."""

MIN_WEIGHT = 0.05
"""The least weight of a line, as a share of its length. It applies to lone square characters."""

Numbers = NDArray[np.float64]


def page_direction(lines: Sequence[TextLine]) -> float:
    """The angle in degrees by which a page must be rotated counterclockwise to make its text horizontal.

    It is the most common direction of the lines, weighted by length, rounded to 4 decimals, from 0 to below
    360. A page without lines has the direction 0.
    """
    return round(_most_common([line.quad for line in lines], 360.0), 4) % 360.0


def page_axis(quads: Sequence[Quad]) -> float:
    """The angle of the longer sides of most quads. Text may run along it in either direction.

    In degrees clockwise from the horizontal, from 0 to below 180. A page without quads has the axis 0.
    """
    return _most_common([longer_side_first(quad) for quad in quads], 180.0)


def aligned_quads(quads: Sequence[Quad], degrees: float) -> list[Quad]:
    """The quads whose longer sides run along an axis, in either direction. The longest come first.

    The first side of each returned quad points within MAX_DEVIATION of `degrees`, which is counted clockwise
    from the horizontal.
    """
    if not quads:
        return []
    horizontal = [longer_side_first(quad) for quad in quads]
    edges, weights = _edges(np.stack(horizontal).astype(np.float64))
    differences = _differences(_angles(edges), degrees, 360.0)
    order = np.argsort(-weights, kind="stable")
    aligned = [i for i in order.tolist() if min(differences[i], 180.0 - differences[i]) < MAX_DEVIATION]
    return [rotated_corners(horizontal[i], 2) if differences[i] > 90.0 else horizontal[i] for i in aligned]


def _most_common(quads: Sequence[Quad], period: float) -> float:
    """The angle of the quad with the least weighted sum of differences to the others.

    Each difference is capped at MAX_DEVIATION.
    """
    if not quads:
        return 0.0
    edges, weights = _edges(np.stack(quads).astype(np.float64))
    longest = np.argsort(-weights, kind="stable")[:MAX_LINES]
    angles = _angles(edges[longest])
    differences = _differences(angles[:, np.newaxis], angles, period)
    likeliest = np.argmin(np.minimum(differences, MAX_DEVIATION) @ weights[longest])
    return float(angles[likeliest]) % period % period  # -1e-15 % 360.0 is 360.0


def _edges(quads: Numbers) -> tuple[Numbers, Numbers]:
    """The first side of each quad as a vector, and its weight: float64 (n, 2) and (n,)."""
    edges = (quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]) / 2
    lengths = np.linalg.norm(edges, axis=1)
    heights = np.linalg.norm(quads[:, 3] - quads[:, 0] + quads[:, 2] - quads[:, 1], axis=1) / 2
    return edges, np.maximum(lengths - SHORT_ASPECT * heights, MIN_WEIGHT * lengths)


def _angles(edges: Numbers) -> Numbers:
    angles: Numbers = np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))
    return angles


def _differences(angles: Numbers, others: Numbers | float, period: float) -> Numbers:
    """The absolute difference of angles in degrees, modulo `period`. At most half a period."""
    half = period / 2
    differences: Numbers = np.abs((angles - others + half) % period - half)
    return differences
