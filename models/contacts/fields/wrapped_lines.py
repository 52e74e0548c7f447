"""Joins the lines of a paragraph that a narrow box wrapped, such as the lines of a chat bubble."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from models.contacts.address.address import has_place_word, is_complete, is_delivery_request
from models.contacts.fields.broken_words import divides_word
from models.contacts.fields.label_matching import split_at_labels
from models.contacts.fields.logical_line import (
    NUMBER_AT_END,
    LogicalLine,
    joined_lines,
    printed_line,
    text_width,
)
from models.contacts.fields.rect import Rect
from models.contacts.people.surnames import ANY_SURNAME, COURTESY_TITLES, HAN
from models.page import TextLine

MIN_WIDTH = 8
"""Minimum width of a wrapped line in line heights. Shorter lines of equal width are items of a list."""

MIN_FULL_LINES = 2
"""Minimum number of lines that reach the right edge. One alone may just be the longest."""

EDGE = 0.8
"""Maximum difference between the left edges of the lines, in line heights."""

AT_EDGE = 1.2
"""Maximum distance to the right edge, in line heights, of a line without room for an ideograph."""

MAX_GAP, MAX_OVERLAP, MAX_HEIGHT_RATIO = 1.2, 0.5, 1.35
"""Maximum gap and overlap of two lines, in line heights, and maximum ratio of their heights."""

BUTTONS = frozenset({"编辑", "默认", "复制", "修改", "删除"})
MAX_BLANK = 0.8
"""Maximum width of a blank between two pieces of a row, in their heights."""

UNIT = re.compile(r"[!-~]+|.")
"""What a browser never divides: a Latin word or a number, or one ideograph."""

NUMBER_OF_FIELD = re.compile(r"[^\u4e00-\u9fff]*\d{6}|[\d +-]{9}|(?:邮编|邮政编码|P\.C)")
"""A phone number or a post code at the beginning of a line."""

RECIPIENT_LINE = re.compile(
    rf"(?:{ANY_SURNAME}(?:{HAN}{{1,2}}|{HAN}?(?:{COURTESY_TITLES}))(?: *\(?[收启]\)?)?"
    rf"|[^\s\d,]{{1,10}} ?(?:\(亲?[收启]\)|亲启)|[A-Za-z]+ ?收"
    rf"|(?P<word>{HAN}{{2,4}})[,;、] ?(?:联系)?(?:电话|手机号?):?) *(?=[\d(+*]|$)"
    rf"|(?P<alone>{HAN}{{1,2}})$"
)
"""A line with a name, the word for a recipient and a number: 唐炜 收 13658901179."""


def logical_lines(lines: Sequence[TextLine]) -> list[LogicalLine]:
    """Returns the lines of a page in reading order, those of a wrapped paragraph as one."""
    single = list(_in_rows([printed_line(line) for line in lines if line.text.strip()]))
    joined: list[LogicalLine] = []
    for paragraph in _paragraphs(single):
        right = _wrapped_at(paragraph)
        joined.append(paragraph[0])
        for above, below in pairwise(paragraph):
            is_wrapped = right is not None and _is_full(above, below, right)
            is_wrapped = is_wrapped and not (_begins_field(below) or _is_recipient(above, below))
            if is_wrapped or divides_word(above.text, below.text):
                joined[-1] = joined_lines(joined[-1], below)
            else:
                joined.append(below)
    return joined


def _in_rows(lines: Sequence[LogicalLine]) -> Iterator[LogicalLine]:
    """Yields the lines. Pieces of a row that only a blank divides become one line."""
    last: LogicalLine | None = None
    for line in lines:
        if last and line.text not in BUTTONS and _is_beside(last.parts[-1][0], line.parts[0][0]):
            last = joined_lines(last, line, blank=" ")
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


def _is_beside(left: Rect, right: Rect) -> bool:
    """Whether two pieces of text stand in one row with the gap of a blank between them."""
    height = min(left.height, right.height)
    return (
        left.in_row_with(right)
        and 0 < right.left - left.right <= MAX_BLANK * height
        and max(left.height, right.height) <= MAX_HEIGHT_RATIO * height
    )


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


def _begins_field(line: LogicalLine) -> bool:
    """Whether a line begins with a label or a note to the courier."""
    return is_delivery_request(line.text) or split_at_labels(line.text)[0].label is not None


def _is_recipient(above: LogicalLine, below: LogicalLine) -> bool:
    """Whether a line begins with a name and goes on with nothing else or a number, below a whole address."""
    is_complete_above = is_complete(above.text) and not NUMBER_AT_END.search(above.text)
    recipient = RECIPIENT_LINE.match(below.text)
    return (
        is_complete_above
        and recipient is not None
        and not has_place_word(recipient[recipient.lastgroup or 0])
    )


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
    width = text_width(unit[0]) / 2 * rect.height if unit else 0
    return right - rect.right < width + AT_EDGE / 2 * rect.height
