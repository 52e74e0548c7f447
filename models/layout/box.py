"""Boxes: lines of text as axis-aligned rectangles on the upright page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """One line, or one block of lines that run in another direction. All lengths are in pixels.

    `members` are the indices of its lines in reading order.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    members: tuple[int, ...]

    @property
    def width(self) -> float:
        """The extent along the text."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The extent across the text."""
        return self.bottom - self.top

    @property
    def centre_y(self) -> float:
        """The vertical coordinate of the centre."""
        return (self.top + self.bottom) / 2
