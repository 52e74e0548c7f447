"""Boxes and lines for the tests of the reading order."""

from collections.abc import Iterable

import numpy as np

from models.layout.box import Box
from models.page import TextLine


def box(text: str, left: float, top: float, width: float = 80, height: float = 20) -> Box:
    """A box that stands for one line, whose number does not matter."""
    return Box(left, top, left + width, top + height, text, (hash((text, left, top)),))


def line(text: str, left: float, top: float, width: float = 80, height: float = 20) -> TextLine:
    """An upright line."""
    right, bottom = left + width, top + height
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    return TextLine(corners, text, 1.0)


def turned_line(one: TextLine, degrees: float) -> TextLine:
    """A line of a page that was turned clockwise, around a point somewhere on it."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    corners = (one.quad - 300) @ np.array([[cosine, sine], [-sine, cosine]]) + 300
    return TextLine(corners.astype(np.float32), one.text, one.score)


def texts(ordered: Iterable[Box | TextLine]) -> list[str]:
    """What they say."""
    return [each.text for each in ordered]
