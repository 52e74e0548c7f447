"""Lines with gaps, and which gaps of text are wide."""

from dataclasses import dataclass
from typing import NamedTuple

MIN_TEXT_GAP = 0.6
"""Line heights. Text must be at least this far apart. The gap of columns that are one character apart has
0.7 to 1.1 line heights in rendered print."""

MIN_BORDER = 1.05
"""Line heights. A wider gap separates texts without any neighbouring row, as in the bar of a page. A space of
full width between two words has up to 0.98 in rendered print."""

FULL_WIDTH_MARKS = frozenset("，。、；：！？）》」』”（《「『“〈〉［］｛｝〔〕【】")

WHITE = {
    **dict.fromkeys(FULL_WIDTH_MARKS, 0.4),
    **dict.fromkeys(".,:;!|'()", 0.2),
}
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
        """Whether the gap is wide in a line of text of that height."""
        return self.clear_width(height) >= MIN_TEXT_GAP * height

    def is_border_alone(self, height: float) -> bool:
        """Whether the gap is too wide for a blank in a line of text of that height."""
        return self.clear_width(height) >= MIN_BORDER * height

    @property
    def has_white_of_mark(self) -> bool:
        """Whether a full-width mark is beside the gap."""
        return not FULL_WIDTH_MARKS.isdisjoint((self.before[-1:], self.after[:1]))

    def clear_width(self, height: float) -> float:
        """The width in a line of that height, without the white that the characters beside it have."""
        ends = (self.before[-1:], self.after[:1])
        white = sum(WHITE.get(end, WHITE_OF_LETTERS * end.isascii()) for end in ends)
        return self.span.width - white * height


@dataclass(frozen=True, slots=True)
class GappedLine:
    """A horizontal line on the upright page, and its gaps from left to right.

    left, right: where its ink starts and ends, in pixels. top, bottom: those of its box.
    """

    left: float
    top: float
    right: float
    bottom: float
    gaps: tuple[Gap, ...] = ()

    @property
    def height(self) -> float:
        """The height of the box in pixels."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """The vertical coordinate of the middle."""
        return (self.top + self.bottom) / 2

    def length_after(self, gap: Gap) -> float:
        """The length of the text between one of its gaps and the next one, or the end, in pixels."""
        ends = (other.span.start for other in self.gaps if other.span.start > gap.span.start)
        return min([self.right, *ends]) - gap.span.end
