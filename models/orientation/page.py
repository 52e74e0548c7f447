"""The direction of a page: how far its text is turned."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.geometry import lying, rotated_corners
from models.page import Quad, TextLine

LONGEST = 500
"""The longest lines decide; more would change nothing but the time."""

ASTRAY = 10.0
"""A line that leaves a direction by this many degrees or by more has another one."""

SHORT = 1.5
"""The shape of a line that is no longer than this many times its height does not tell which way it runs."""

SQUARE = 0.05
"""What a pixel along a line counts at least, as along a lone square character, which may stand any way."""

Numbers = NDArray[np.float64]


def page_direction(lines: Sequence[TextLine]) -> float:
    """How far the page has to be turned against the clock to read it, in degrees.

    The median of the most common direction of its lines, weighted by length. Rounded to 4 decimals; 0 or more
    and below 360; 0 for a page without lines.
    """
    return round(_most_common([line.quad for line in lines], 360.0), 4) % 360.0


def page_axis(quads: Sequence[Quad]) -> float:
    """Along which axis most text runs, forth or back, before it is read: that of the quads' longer sides.

    In degrees, growing with the clock from 0, to the right; 0 or more and below 180; 0 where nothing stands.
    """
    return _most_common([lying(quad) for quad in quads], 180.0)


def along(quads: Sequence[Quad], degrees: float) -> list[Quad]:
    """The quads whose longer sides point that way, or back, longest first: as if their text ran that way."""
    if not quads:
        return []
    lain = [lying(quad) for quad in quads]
    edges, weights = _edges(np.stack(lain).astype(np.float64))
    apart = _apart(_angles(edges), degrees, 360.0)
    order = np.argsort(-weights, kind="stable")
    aligned = [i for i in order.tolist() if min(apart[i], 180.0 - apart[i]) < ASTRAY]
    return [rotated_corners(lain[i], 2) if apart[i] > 90.0 else lain[i] for i in aligned]


def _most_common(quads: Sequence[Quad], period: float) -> float:
    """The angle of the quad with the least sum of angles to the others, each no more than ASTRAY."""
    if not quads:
        return 0.0
    edges, weights = _edges(np.stack(quads).astype(np.float64))
    longest = np.argsort(-weights, kind="stable")[:LONGEST]
    angles = _angles(edges[longest])
    apart = _apart(angles[:, np.newaxis], angles, period)
    likeliest = np.argmin(np.minimum(apart, ASTRAY) @ weights[longest])
    return float(angles[likeliest]) % period % period


def _edges(quads: Numbers) -> tuple[Numbers, Numbers]:
    """Each quad's first side as a vector, and how much it counts; float64 (n, 2) and (n,)."""
    edges = (quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]) / 2
    lengths = np.linalg.norm(edges, axis=1)
    heights = np.linalg.norm(quads[:, 3] - quads[:, 0] + quads[:, 2] - quads[:, 1], axis=1) / 2
    return edges, np.maximum(lengths - SHORT * heights, SQUARE * lengths)


def _angles(edges: Numbers) -> Numbers:
    angles: Numbers = np.degrees(np.arctan2(edges[:, 1], edges[:, 0]))
    return angles


def _apart(one: Numbers, other: Numbers | float, period: float) -> Numbers:
    half = period / 2
    apart: Numbers = np.abs((one - other + half) % period - half)
    return apart
