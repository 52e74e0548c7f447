"""Boxes: lines of text on a page that is held upright."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line stands, in pixels of the upright page, and what it says.

    `members` are the numbers of the lines it stands for, in their order: one, unless it is a block of lines
    that read another way.
    """

    left: float
    top: float
    right: float
    bottom: float
    text: str
    members: tuple[int, ...]

    @property
    def width(self) -> float:
        """Its extent along the text, in pixels."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its extent across the text, in pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """How far down its middle is, in pixels."""
        return (self.top + self.bottom) / 2
