"""A rectangular part of a picture."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A rectangle in pixels. `right` and `bottom` are the first column and the first row outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """In pixels."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """In pixels."""
        return self.bottom - self.top
