"""Paragraphs: stacks of lines that are running text, told from lists, forms and tables."""

import re
from collections.abc import Iterable, Sequence

from models.layout.box import Box

FEWEST_LINES = 3
"""Two lines may be the title of a card."""

PITCH = 2.2
"""The next line of a paragraph is at most this many heights further down."""

INDENT = 2.5
"""Lines of a paragraph begin at most this many heights apart: an indent is two characters."""

SAME_SIZE = 0.65
"""The least ratio of the heights of two lines of one paragraph; boxes with and without descenders differ."""

FULL = 0.8
"""A line is full when it reaches this part of its paragraph's width; running text breaks where lines are."""

STRAY = 8
"""One line of this many may be wider: a heading across two columns begins where the left one does."""

WIDTH, WIDTH_OF_VERSE = 10.0, 4.0
"""The least width of a paragraph in heights of a line: where lines are full, and where they end a clause."""

CLAUSE_END = re.compile(r"[，。；！？、…,.;!?—][”’」』）)\"']*$")

LETTER = re.compile(r"[^\W\d_]")


def paragraphs(boxes: Iterable[Box]) -> list[list[Box]]:
    """The stacks of at least three lines that are running text; a box is in one at most."""
    return [stack for stack in _stacks(sorted(boxes, key=lambda box: box.middle)) if is_running_text(stack)]


def is_running_text(stack: Sequence[Box]) -> bool:
    """Whether most lines reach the right edge, or end where a clause ends as those of a poem do."""
    left, right = min(box.left for box in stack), sorted(box.right for box in stack)[-1 - len(stack) // STRAY]
    width = (right - left) / sorted(box.height for box in stack)[len(stack) // 2]
    full = [box.right >= left + FULL * (right - left) for box in stack]
    clauses = [bool(CLAUSE_END.search(box.text)) for box in stack]
    runs = (width >= WIDTH and _most(full)) or (width >= WIDTH_OF_VERSE and _most(clauses))
    return runs and len(stack) >= FEWEST_LINES and _is_lettered(stack)


def _stacks(descending: Iterable[Box]) -> list[list[Box]]:
    """Every box below the one that it continues; a box is continued once, by the next one that can."""
    stacks: list[list[Box]] = []
    open_stacks: list[list[Box]] = []
    for box in descending:
        open_stacks = [
            stack for stack in open_stacks if stack[-1].bottom + PITCH * stack[-1].height > box.top
        ]
        stack = next((stack for stack in open_stacks if _continues(stack[-1], box)), None)
        if stack is None:
            stack = []
            stacks.append(stack)
            open_stacks.append(stack)
        stack.append(box)
    return stacks


def _continues(above: Box, below: Box) -> bool:
    if abs(below.left - above.left) > INDENT * below.height:
        return False
    least, most = sorted((above.height, below.height))
    apart = below.middle - above.middle
    return least >= SAME_SIZE * most and most / 2 < apart <= PITCH * most


def _is_lettered(stack: Sequence[Box]) -> bool:
    """Whether it is made of words rather than of figures."""
    text = "".join(box.text for box in stack)
    return 2 * len(LETTER.findall(text)) > len(text)


def _most(marks: Sequence[bool]) -> bool:
    return 2 * sum(marks) > len(marks)
