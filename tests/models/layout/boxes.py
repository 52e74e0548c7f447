"""Makes boxes and lines for the tests of the reading order."""

from collections.abc import Iterable

import numpy as np

from models.layout.box import Box
from models.page import TextLine


def box(text: str, left: float, top: float, width: float = 80, height: float = 20) -> Box:
    """A box of one line. The index of the line is arbitrary, but unique."""
    members = (hash((text, left, top)),)
    return Box(left=left, top=top, right=left + width, bottom=top + height, text=text, members=members)


def line(text: str, left: float, top: float, width: float = 80, height: float = 20) -> TextLine:
    """A horizontal line."""
    right, bottom = left + width, top + height
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)
    return TextLine(corners, text, 1.0)


def rotated_line(one: TextLine, degrees: float) -> TextLine:
    """The line rotated clockwise around the point (300, 300)."""
    cosine, sine = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    corners = (one.quad - 300) @ np.array([[cosine, sine], [-sine, cosine]]) + 300
    return TextLine(corners.astype(np.float32), one.text, one.score)


def texts(ordered: Iterable[Box | TextLine]) -> list[str]:
    """The text of each."""
    return [each.text for each in ordered]
