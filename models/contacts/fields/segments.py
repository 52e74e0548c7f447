"""Splits the lines of a page into segments, each a value with its label if it has one.

A label that is alone in its line is moved to the value beside or below it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.contacts.fields.label_matching import CODE_VALUE, split_at_labels
from models.contacts.fields.labels import Field, Label
from models.contacts.fields.logical_line import LogicalLine
from models.contacts.fields.rect import Rect
from models.contacts.fields.wrapped_lines import logical_lines
from models.page import Page

MAX_OVERLAP, MAX_GAP = 0.3, 1.7
"""Maximum overlap of a label and the value below it, and maximum gap between them, in label heights."""

MAX_TOUCH = 1.0
"""Maximum overlap of a label and the value beside it, in label heights. Their boxes may touch."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A value within one line or wrapped paragraph, and its label.

    `raw` is the original text, `text` the normalized text of equal length. `margin` is the left edge of the
    line or of its label in pixels, `line_height` the height of a printed line. `label_text` is the label as
    printed.
    `starts_line`: the segment or its label is the first text of the line. `ends_line`: the segment is the
    last text of the line.
    """

    raw: str
    text: str
    rect: Rect
    margin: float
    line_height: float
    label: Label | None = None
    label_text: str = ""
    starts_line: bool = True
    ends_line: bool = True


def page_segments(page: Page) -> list[Segment]:
    """Returns the segments of a page in reading order, after labels were moved to their values."""
    lines = logical_lines(page.lines)
    return _with_moved_labels([segment for line in lines for segment in _split(line)])


def _split(line: LogicalLine) -> Iterator[Segment]:
    for span in split_at_labels(line.text):
        start, end = span.value, span.end
        yield Segment(
            raw=line.raw[start:end],
            text=line.text[start:end],
            rect=line.rect(start, end),
            margin=line.left,
            line_height=line.height,
            label=span.label,
            label_text=line.text[span.start : start].strip(" :"),
            starts_line=span.start == 0,
            ends_line=end == len(line.text),
        )


def _with_moved_labels(segments: list[Segment]) -> list[Segment]:
    """Moves each label that is alone in its segment to its value, or drops it if it has none.

    The label of a party stays where it is.
    """
    kept = dict(enumerate(segments))
    for index, segment in enumerate(segments):
        if segment.label is None or segment.text.strip() or segment.label.field == Field.PARTY:
            continue
        value = _value_of(segment, kept)
        if value is not None and not _is_code_before_words(segment, kept[value].text):
            kept[value] = _labelled(kept[value], segment)
        del kept[index]
    return [kept[index] for index in sorted(kept)]


def _labelled(value: Segment, label: Segment) -> Segment:
    """Returns the value with its label. A value to the right of its label starts where the label ends."""
    rect = value.rect
    if _is_right_of(rect, label.rect):
        rect = replace(rect, left=max(rect.left, label.rect.right))
    return replace(
        value,
        rect=rect,
        label=label.label,
        label_text=label.label_text,
        margin=min(label.margin, value.margin),
    )


def _is_code_before_words(label: Segment, value: str) -> bool:
    """Whether other words follow the number that belongs to a label such as 邮编."""
    code = CODE_VALUE.match(value) if label.label and label.label.field == Field.OTHER else None
    return code is not None and bool(value[code.end() :].strip())


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
    """Whether a rectangle is in the row of a label and begins after it, apart from `MAX_TOUCH`."""
    return rect.in_row_with(label) and rect.left >= label.right - MAX_TOUCH * label.height


def _is_below(rect: Rect, label: Rect) -> bool:
    """Whether a rectangle is just below a label and aligned with its left edge or centre.

    A title is not aligned with the text below it.
    """
    is_near = -MAX_OVERLAP * label.height <= rect.top - label.bottom <= MAX_GAP * label.height
    from_left = abs(rect.left - label.left)
    from_centre = abs(rect.left + rect.right - label.left - label.right) / 2
    return is_near and min(from_left, from_centre) <= label.height
