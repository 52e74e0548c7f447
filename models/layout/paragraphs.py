"""Paragraphs: stacks of lines that are running text, as distinct from lists, forms and tables."""

import re
from collections.abc import Iterable, Sequence

from models.layout.box import Box
from models.layout.stacks import stacks

MIN_LINES = 3
"""The least number of lines of a paragraph. Two lines may be the title of a card."""

MAX_PITCH = 2.2
"""Line heights. The largest distance between the centres of two consecutive lines of a paragraph."""

MAX_INDENT = 2.5
"""Line heights. The largest horizontal distance between the starts of two consecutive lines. A common indent
is two characters."""

MIN_HEIGHT_RATIO = 0.65
"""The least ratio of the heights of two consecutive lines. A line with descenders is higher than one
without."""

FULL_LINE = 0.8
"""Share of the width of the paragraph. A line that reaches it is a full line."""

LINES_PER_OUTLIER = 8
"""One line in so many may be wider than the paragraph, such as a heading across two columns."""

MIN_WIDTH, MIN_WIDTH_OF_VERSE = 10.0, 4.0
"""Line heights. The least width of a paragraph of full lines, and of a paragraph whose lines end a clause."""

CLAUSE_END = re.compile(r"[，。；！？、…,.;!?—][”’」』）)\"']*$")

LETTER = re.compile(r"[^\W\d_]")


def paragraphs(boxes: Iterable[Box]) -> list[list[Box]]:
    """The stacks of lines that are running text. A box belongs to one stack at most."""
    from_the_top = sorted(boxes, key=lambda box: box.centre_y)
    return [stack for stack in stacks(from_the_top, _is_near, _continues) if is_running_text(stack)]


def is_running_text(stack: Sequence[Box]) -> bool:
    """Whether most lines of a stack are full, or most lines end a clause, as those of a poem do."""
    left = min(box.left for box in stack)
    right = sorted(box.right for box in stack)[-1 - len(stack) // LINES_PER_OUTLIER]
    width = (right - left) / sorted(box.height for box in stack)[len(stack) // 2]
    full = [box.right >= left + FULL_LINE * (right - left) for box in stack]
    clauses = [bool(CLAUSE_END.search(box.text)) for box in stack]
    is_regular = (width >= MIN_WIDTH and _most(full)) or (width >= MIN_WIDTH_OF_VERSE and _most(clauses))
    return is_regular and len(stack) >= MIN_LINES and _is_lettered(stack)


def _is_near(above: Box, below: Box) -> bool:
    return above.bottom + MAX_PITCH * above.height > below.top


def _continues(above: Box, below: Box) -> bool:
    if abs(below.left - above.left) > MAX_INDENT * below.height:
        return False
    smaller, larger = sorted((above.height, below.height))
    pitch = below.centre_y - above.centre_y
    return smaller >= MIN_HEIGHT_RATIO * larger and larger / 2 < pitch <= MAX_PITCH * larger


def _is_lettered(stack: Sequence[Box]) -> bool:
    """Whether most characters are letters or ideographs, not digits."""
    text = "".join(box.text for box in stack)
    return 2 * len(LETTER.findall(text)) > len(text)


def _most(flags: Sequence[bool]) -> bool:
    return 2 * sum(flags) > len(flags)
