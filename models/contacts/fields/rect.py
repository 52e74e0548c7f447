"""Axis-aligned rectangles of texts."""

from dataclasses import dataclass

SAME_ROW = 0.5
"""Minimum vertical overlap of two rectangles in one row, as a share of the smaller height."""


@dataclass(frozen=True, slots=True)
class Rect:
    """An axis-aligned rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """The distance from top to bottom."""
        return self.bottom - self.top

    def in_row_with(self, other: "Rect") -> bool:
        """Whether both rectangles are in one row, see `SAME_ROW`."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > SAME_ROW * min(self.height, other.height)

    def united_with(self, other: "Rect") -> "Rect":
        """Returns the smallest rectangle around both."""
        return Rect(
            left=min(self.left, other.left),
            top=min(self.top, other.top),
            right=max(self.right, other.right),
            bottom=max(self.bottom, other.bottom),
        )
