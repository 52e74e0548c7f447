"""Lines with wide gaps, and which gaps of text are wide."""

from dataclasses import dataclass
from typing import NamedTuple

EDGE = 0.15
"""Line heights. The box of a detected line extends this much beyond its ink at either end."""

MIN_TEXT_GAP = 0.6
"""Line heights. Text must be at least this far apart. The gap of columns that are one character apart has
0.7 to 1.1 line heights in rendered print."""

WHITE = {**dict.fromkeys("，。、；：！？）》」』”（《「『“", 0.4), **dict.fromkeys(".,:;!|'()", 0.2)}
"""Line heights. The white of a punctuation mark beside its ink."""

WHITE_OF_LETTERS = 0.12
"""Line heights. The share that a letter has of a space beyond the usual one: spaces of code are 0.5 to 0.75
line heights wide."""


class Span(NamedTuple):
    """A horizontal range in pixels."""

    start: float
    end: float

    @property
    def width(self) -> float:
        """The length of the range."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap in pixels, and the texts on both sides of it."""

    span: Span
    before: str
    after: str

    def is_wide(self, height: float) -> bool:
        """Whether the gap is wide in a line of text of that height, without the white beside its marks."""
        ends = (self.before[-1:], self.after[:1])
        white = sum(WHITE.get(end, WHITE_OF_LETTERS * end.isascii()) for end in ends)
        return self.span.width >= (MIN_TEXT_GAP + white) * height


@dataclass(frozen=True, slots=True)
class GappedLine:
    """A horizontal line on the upright page: its box in pixels, and its wide gaps from left to right."""

    left: float
    top: float
    right: float
    bottom: float
    gaps: tuple[Gap, ...] = ()

    @property
    def height(self) -> float:
        """The height in pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The vertical coordinate of the middle."""
        return (self.top + self.bottom) / 2

    @property
    def ink(self) -> Span:
        """The range of the line's ink."""
        return Span(self.left + EDGE * self.height, self.right - EDGE * self.height)
