"""Joins the lines of a paragraph that a narrow box wrapped, such as the lines of a chat bubble."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from models.contacts.fields.label_matching import split_at_labels
from models.contacts.fields.labels import LABELS
from models.contacts.fields.rect import Rect
from models.contacts.text.script import normalized
from models.page import TextLine

MIN_WIDTH = 8
"""Minimum width of a wrapped line in line heights. Shorter lines of equal width are items of a list."""

MIN_FULL_LINES = 2
"""Minimum number of lines that reach the right edge. One alone may just be the longest."""

EDGE = 0.8
"""Maximum difference between the left edges of the lines, in line heights."""

AT_EDGE = 1.2
"""Maximum distance to the right edge, in line heights, of a line without room for an ideograph."""

NUMBER_AT_START = re.compile(r"[\d*+][\d* -]{6,}")
NUMBER_AT_END = re.compile(r"[\d*+][\d* -]{6,}$")
"""A phone number beside a line break. The mark between it and other words is lost at the break."""

MAX_GAP, MAX_OVERLAP, MAX_HEIGHT_RATIO = 1.05, 0.5, 1.35
"""Maximum gap and overlap of two lines, in line heights, and maximum ratio of their heights."""

UNIT = re.compile(r"[!-~]+|.")
"""What a browser never divides: a Latin word or a number, or one ideograph."""

NUMBER_OF_FIELD = re.compile(r"[^\u4e00-\u9fff]*\d{6}|[\d +-]{9}|(?:邮编|邮政编码|P\.C)")
"""A phone number or a post code at the beginning of a line."""

NUMBER_BEFORE_BREAK = re.compile(r"\d{2}-$|\+ ?86$")
"""The beginning of a phone number, after which a browser may wrap the line."""

BROKEN_LABEL = re.compile(r"[\u4e00-\u9fff]{0,4}(?= ?[:：])")


@dataclass(frozen=True, slots=True)
class LogicalLine:
    """One or several printed lines, as one text.

    `raw` is the original text, `text` the normalized text of equal length. `parts` are the printed lines,
    each with its rectangle and the positions of its text.
    """

    raw: str
    text: str
    parts: tuple[tuple[Rect, int, int], ...]

    @property
    def height(self) -> float:
        """The height of the first printed line, in pixels."""
        return self.parts[0][0].height

    @property
    def left(self) -> float:
        """The left edge of the first printed line, in pixels."""
        return self.parts[0][0].left

    def rect(self, start: int, end: int) -> Rect:
        """Returns the rectangle of a part of the text."""
        rects = [
            _part_of(rect, self.text[first:last], start - first, end - first)
            for rect, first, last in self.parts
            if (first < end and start < last) or first <= start == end <= last
        ]
        united = rects[0] if rects else self.parts[-1][0]
        for rect in rects[1:]:
            united = united.united_with(rect)
        return united


def logical_lines(lines: Sequence[TextLine]) -> list[LogicalLine]:
    """Returns the lines of a page in reading order, those of a wrapped paragraph as one."""
    single = [_single(line) for line in lines if line.text.strip()]
    joined: list[LogicalLine] = []
    for paragraph in _paragraphs(single):
        right = _wrapped_at(paragraph)
        joined.append(paragraph[0])
        for above, below in pairwise(paragraph):
            is_wrapped = right is not None and _is_full(above, below, right)
            is_wrapped = is_wrapped and not _begins_with_label(below)
            if is_wrapped or _divides_word(above.text, below.text):
                joined[-1] = _with_next(joined[-1], below)
            else:
                joined.append(below)
    return joined


def _wrapped_at(paragraph: Sequence[LogicalLine]) -> float | None:
    """Returns the right edge at which the lines of a paragraph were wrapped, None if they were not.

    A long number at the beginning of a line proves nothing: senders give it a line of its own.
    """
    right = max(line.parts[0][0].right for line in paragraph)
    height = paragraph[0].height
    full = sum(
        _is_full(above, below, right)
        for above, below in pairwise(paragraph)
        if not NUMBER_OF_FIELD.match(below.text) or right - above.parts[0][0].right <= AT_EDGE / 2 * height
    )
    return right if full >= MIN_FULL_LINES and right - paragraph[0].left >= MIN_WIDTH * height else None


def _begins_with_label(line: LogicalLine) -> bool:
    return split_at_labels(line.text)[0].label is not None


def _single(line: TextLine) -> LogicalLine:
    low, high = line.quad.min(axis=0), line.quad.max(axis=0)
    rect = Rect(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    return LogicalLine(line.text, normalized(line.text), ((rect, 0, len(line.text)),))


def _paragraphs(lines: Sequence[LogicalLine]) -> Iterator[list[LogicalLine]]:
    """Yields consecutive lines with one left edge, like heights and small gaps."""
    paragraph: list[LogicalLine] = []
    for line in lines:
        if paragraph and not _is_below(paragraph[-1].parts[0][0], line.parts[0][0]):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _is_below(above: Rect, below: Rect) -> bool:
    height = above.height
    return (
        -MAX_OVERLAP * height <= below.top - above.bottom <= MAX_GAP * height
        and abs(above.left - below.left) <= EDGE * height
        and 1 / MAX_HEIGHT_RATIO <= below.height / height <= MAX_HEIGHT_RATIO
    )


def _is_full(line: LogicalLine, below: LogicalLine, right: float) -> bool:
    """Whether the first word of the line below had no room at the end of a line."""
    rect = line.parts[0][0]
    unit = UNIT.match(below.text.lstrip())
    width = _width(unit[0]) / 2 * rect.height if unit else 0
    return right - rect.right < width + AT_EDGE / 2 * rect.height


def _divides_word(above: str, below: str) -> bool:
    """Whether a line break divides a number after its dash, or a label: 联系 before 人: in the next line."""
    if NUMBER_BEFORE_BREAK.search(above) and below[:1].isdigit():
        return True
    rest = BROKEN_LABEL.match(below)
    return rest is not None and any(above[-length:] + rest[0] in LABELS for length in range(1, 6))


def _with_next(line: LogicalLine, below: LogicalLine) -> LogicalLine:
    """Returns the line with the next one, with a blank between Latin words and beside a phone number."""
    is_latin = line.text[-1:].isascii() and below.text[:1].isascii()
    is_number = NUMBER_AT_START.match(below.text) or NUMBER_AT_END.search(line.text)
    blank = " " if (is_latin or is_number) and line.text[-1] != "-" else ""
    start = len(line.text) + len(blank)
    (rect, _, length), *_ = below.parts
    return replace(
        line,
        raw=line.raw + blank + below.raw,
        text=line.text + blank + below.text,
        parts=(*line.parts, (rect, start, start + length)),
    )


def _part_of(rect: Rect, text: str, start: int, end: int) -> Rect:
    x_of = _positions(text, rect)
    start, end = max(start, 0), min(end, len(text))
    return replace(rect, left=x_of(start) if start < end else rect.left, right=x_of(end))


def _width(text: str) -> float:
    """Returns the width of a text, where an ideograph is twice as wide as an ASCII character."""
    return sum(1.0 if character.isascii() else 2.0 for character in text)


def _positions(text: str, rect: Rect) -> Callable[[int], float]:
    """Returns a function that maps the index of a character to its left edge in pixels."""
    widths = [0.0]
    for character in text:
        widths.append(widths[-1] + (1.0 if character.isascii() else 2.0))
    return lambda index: rect.left + (rect.right - rect.left) * widths[index] / widths[-1]
