"""Blocks: lines of one text that must stay together although other text stands beside them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from models.layout.box import Box
from models.layout.paragraphs import LETTER
from models.layout.stacks import stacks

MAX_GAP = 0.8
"""Heights of the larger line. The largest gap between two lines of a block."""

MAX_SHIFT = 0.5
"""Line heights. The left sides, or the centres, of two lines of a block are at most this far apart."""

MIN_HEIGHT_RATIO = 0.55
"""The least ratio of the heights of two consecutive lines of a block."""

MAX_LINES = 4
"""A block of more lines must be wrapped text. A longer list may be the column of a table."""

MIN_WRAPPED_WIDTH = 8.0
"""Line heights. The least width of wrapped text."""

FULL_LINE = 0.8
"""Share of the width of the block that all its lines but the last reach if the text is wrapped."""

CENTRED = 0.25
"""Line heights. One box beside several lines belongs to all of them if its centre is at most this far from
theirs, and to a line that it is nearer to otherwise."""

SUBTITLE = 0.9
"""The largest height of a subtitle, in heights of the line above it."""

MAX_LABEL = 0.5
"""Share of the width of wrapped text. The largest width of a label of a side bar."""

REGULAR = 0.3
"""Line heights. Several boxes beside as many lines are in their rows if their distances to them differ by at
most this. On a curved page all boxes of a column may be higher than the lines."""


def joined(boxes: Sequence[Box]) -> list[Box]:
    """The boxes, with each block replaced by one box. A block is read as a whole, before what is right of it.

    Lines that stand close together, one below the other, are a block if the boxes beside them are in other
    rows than they are: a headline beside a caption, two small lines beside a label, a description beside the
    labels of a side bar.
    """
    by_centre = sorted(boxes, key=lambda box: box.centre_y)
    blocks = [
        block
        for block in stacks(by_centre, _is_near, _continues)
        if len(block) > 1 and _is_block(block, by_centre)
    ]
    inside = {line.members for block in blocks for line in block}
    return [box for box in boxes if box.members not in inside] + [_union(block) for block in blocks]


def _is_near(above: Box, below: Box) -> bool:
    return below.centre_y - above.bottom <= 2 * above.height


def _continues(above: Box, below: Box) -> bool:
    smaller, larger = sorted((above.height, below.height))
    gap = below.top - above.bottom
    shift = min(abs(below.left - above.left), abs(below.left + below.right - above.left - above.right) / 2)
    is_close = -smaller / 2 < gap <= MAX_GAP * larger and shift <= MAX_SHIFT * smaller
    return is_close and smaller >= MIN_HEIGHT_RATIO * larger


def _is_block(stack: Sequence[Box], by_centre: Sequence[Box]) -> bool:
    """Whether the boxes beside a stack of lines are in other rows than these lines."""
    block, is_wrapped = _union(stack), _is_wrapped(stack)
    beside = _beside(block, by_centre)
    columns = [column for column in _columns(beside) if any(_spans(block, box) for box in column)]
    if not columns or not (is_wrapped or len(stack) <= MAX_LINES):
        return False
    labels = [box for column in columns for box in column if _spans(block, box)]
    is_apart = is_wrapped and _are_few_labels(stack, block, labels)
    is_item = _is_title(stack) and any(_is_centred(stack, block, column) for column in columns)
    return is_apart or is_item or not any(_is_in_rows(stack, block, column) for column in columns)


def _are_few_labels(stack: Sequence[Box], block: Box, labels: Sequence[Box]) -> bool:
    """Whether boxes beside wrapped text are one label, or narrow labels of at most half of its lines.

    A box within a line height of the text may continue one of its lines, so it is no label.
    """
    rows = {_nearest(stack, box).members for box in labels}
    is_narrow = max(box.width for box in labels) <= MAX_LABEL * block.width
    are_apart = all(max(block.left - box.right, box.left - block.right) >= box.height for box in labels)
    return are_apart and (len(rows) == 1 or (is_narrow and 2 * len(rows) <= len(stack)))


def _is_in_rows(stack: Sequence[Box], block: Box, column: Sequence[Box]) -> bool:
    """Whether the boxes of a column are in the rows of the lines that they are nearest to."""
    partners: dict[tuple[int, ...], float] = {}
    for box in sorted(column, key=lambda box: abs(box.centre_y - block.centre_y)):
        line = _nearest(stack, box)
        if line.members not in partners:
            partners[line.members] = (box.centre_y - line.centre_y) / max(box.height, line.height)
        elif _spans(block, box):
            return False
    if len(column) == 1:
        return not _is_centred(stack, block, column)
    return max(partners.values()) - min(partners.values()) <= REGULAR


def _is_centred(stack: Sequence[Box], block: Box, column: Sequence[Box]) -> bool:
    """Whether a column is one box that stands beside the whole stack, and beside none of its lines."""
    box, line = column[0], _nearest(stack, column[0])
    is_beside_line = abs(box.centre_y - line.centre_y) <= CENTRED * min(box.height, line.height)
    is_beside_stack = abs(box.centre_y - block.centre_y) <= CENTRED * box.height
    return len(column) == 1 and is_beside_stack and not is_beside_line


def _is_title(stack: Sequence[Box]) -> bool:
    """Whether a stack is a line with a smaller one below it."""
    return len(stack) == 2 and stack[1].height <= SUBTITLE * stack[0].height


def _spans(block: Box, box: Box) -> bool:
    """Whether the centre of a box is within the height of a block."""
    return block.top < box.centre_y < block.bottom


def _nearest(stack: Sequence[Box], box: Box) -> Box:
    return min(stack, key=lambda line: abs(line.centre_y - box.centre_y))


def _columns(boxes: Iterable[Box]) -> list[list[Box]]:
    """Group boxes into columns. Two columns overlap horizontally by at most half a line height."""
    columns: list[list[Box]] = []
    right = float("-inf")
    for box in sorted(boxes, key=lambda box: box.left):
        if box.left >= right - box.height / 2:
            columns.append([])
        columns[-1].append(box)
        right = max(right, box.right)
    return columns


def _beside(block: Box, by_centre: Sequence[Box]) -> list[Box]:
    """The boxes left and right of a block, or none if a box is inside it.

    The block is half a line higher at both ends, because a skewed row may end below it, and half a line
    narrower, because boxes have padding.
    """
    margin = block.height / (2 * len(block.members))
    first = bisect_right(by_centre, block.top - margin, key=lambda box: box.centre_y)
    last = bisect_left(by_centre, block.bottom + margin, key=lambda box: box.centre_y)
    others = [box for box in by_centre[first:last] if box.members[0] not in block.members]
    left, right = block.left + margin, block.right - margin
    beside = [box for box in others if box.right <= left or box.left >= right]
    return beside if len(beside) == len(others) else []


def _is_wrapped(stack: Sequence[Box]) -> bool:
    """Whether the lines are those of one long text: most of it letters, and all lines full but the last."""
    block = _union(stack)
    full = block.left + FULL_LINE * block.width
    is_wide = block.width >= MIN_WRAPPED_WIDTH * stack[0].height
    return (
        is_wide
        and all(line.right >= full for line in stack[:-1])
        and 2 * len(LETTER.findall(block.text)) > len(block.text)
    )


def _union(stack: Sequence[Box]) -> Box:
    """One box around the lines, with their members in order."""
    return Box(
        left=min(line.left for line in stack),
        top=min(line.top for line in stack),
        right=max(line.right for line in stack),
        bottom=max(line.bottom for line in stack),
        text="".join(line.text for line in stack),
        members=tuple(_members(stack)),
    )


def _members(stack: Iterable[Box]) -> Iterator[int]:
    for line in stack:
        yield from line.members
