"""Stacks: lines below each other, grouped from the top down."""

from collections.abc import Callable, Iterable

from models.layout.box import Box

Fits = Callable[[Box, Box], bool]
"""Judges the last box of a stack and a box further down."""


def stacks(from_the_top: Iterable[Box], is_near: Fits, continues: Fits) -> list[list[Box]]:
    """Group boxes, sorted from top to bottom. Each box continues the first stack that fits.

    is_near: whether a box, and so any box further down, may still continue the stack.
    """
    found: list[list[Box]] = []
    open_stacks: list[list[Box]] = []
    for box in from_the_top:
        open_stacks = [stack for stack in open_stacks if is_near(stack[-1], box)]
        stack = next((stack for stack in open_stacks if continues(stack[-1], box)), None)
        if stack is None:
            stack = []
            found.append(stack)
            open_stacks.append(stack)
        stack.append(box)
    return found
