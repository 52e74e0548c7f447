"""Splits the lines of a page into segments, each a value with its label if it has one.

A label that is alone in its line is moved to the value beside or below it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from models.contacts.fields.label_matching import split_at_labels
from models.contacts.fields.labels import Field, Label
from models.contacts.text.script import normalized
from models.page import Page, TextLine

SAME_ROW = 0.5
"""Minimum vertical overlap of two rectangles in one row, as a share of the smaller height."""

MAX_OVERLAP, MAX_GAP = 0.3, 1.7
"""Maximum overlap of a label and the value below it, and maximum gap between them, in label heights."""


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


@dataclass(frozen=True, slots=True)
class Segment:
    """A value within one line, and its label.

    `raw` is the original text, `text` the normalized text of equal length. `margin` is the left edge of the
    line in pixels. `label_text` is the label as printed. `starts_line`: the segment or its label is the first
    text of the line. `ends_line`: the segment is the last text of the line.
    """

    raw: str
    text: str
    rect: Rect
    margin: float
    label: Label | None = None
    label_text: str = ""
    starts_line: bool = True
    ends_line: bool = True


def page_segments(page: Page) -> list[Segment]:
    """Returns the segments of a page in reading order, after labels were moved to their values."""
    return _with_moved_labels([one for line in page.lines if line.text.strip() for one in _split(line)])


def _split(line: TextLine) -> Iterator[Segment]:
    low, high = line.quad.min(axis=0), line.quad.max(axis=0)
    rect = Rect(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    text = normalized(line.text)
    x_of = _positions(text, rect)
    for span in split_at_labels(text):
        start, end = span.value, span.end
        yield Segment(
            raw=line.text[start:end],
            text=text[start:end],
            rect=replace(rect, left=x_of(start) if start < end else rect.left, right=x_of(end)),
            margin=rect.left,
            label=span.label,
            label_text=text[span.start : start].strip(" :"),
            starts_line=span.start == 0,
            ends_line=end == len(text),
        )


def _positions(text: str, rect: Rect) -> Callable[[int], float]:
    """Returns a function that maps the index of a character to its left edge in pixels.

    Ideographs count as twice as wide as ASCII characters.
    """
    widths = [0.0]
    for character in text:
        widths.append(widths[-1] + (1.0 if character.isascii() else 2.0))
    return lambda index: rect.left + (rect.right - rect.left) * widths[index] / widths[-1]


def _with_moved_labels(segments: list[Segment]) -> list[Segment]:
    """Moves each label that is alone in its segment to its value, or drops it if it has none.

    The label of a party stays where it is.
    """
    kept = dict(enumerate(segments))
    for index, segment in enumerate(segments):
        if segment.label is None or segment.text.strip() or segment.label.field == Field.PARTY:
            continue
        value = _value_of(segment, kept)
        if value is not None:
            kept[value] = replace(kept[value], label=segment.label, label_text=segment.label_text)
        del kept[index]
    return [kept[index] for index in sorted(kept)]


def _value_of(label: Segment, segments: dict[int, Segment]) -> int | None:
    """Returns the index of the value: the nearest segment to the right in the row, else the nearest below.

    Returns None if there is no such segment, or if it has a label itself.
    """
    right = [index for index, one in segments.items() if _is_right_of(one.rect, label.rect)]
    below = [index for index, one in segments.items() if _is_below(one.rect, label.rect)]
    nearest = min(right, key=lambda index: segments[index].rect.left, default=None)
    if nearest is None:
        nearest = min(below, key=lambda index: segments[index].rect.top, default=None)
    return nearest if nearest is not None and segments[nearest].label is None else None


def _is_right_of(rect: Rect, label: Rect) -> bool:
    return rect.in_row_with(label) and rect.left >= label.right - 1


def _is_below(rect: Rect, label: Rect) -> bool:
    """Whether a rectangle is just below a label and aligned with its left edge or centre.

    A title is not aligned with the text below it.
    """
    is_near = -MAX_OVERLAP * label.height <= rect.top - label.bottom <= MAX_GAP * label.height
    from_left = abs(rect.left - label.left)
    from_centre = abs(rect.left + rect.right - label.left - label.right) / 2
    return is_near and min(from_left, from_centre) <= label.height
