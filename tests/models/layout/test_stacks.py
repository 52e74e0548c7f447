from models.layout.box import Box
from models.layout.stacks import stacks


def _box(left: float, top: float) -> Box:
    return Box(left=left, top=top, right=left + 80, bottom=top + 20, text="文", members=(int(left), int(top)))


def _grouped(*boxes: Box) -> list[list[tuple[int, ...]]]:
    found = stacks(
        boxes, lambda last, box: box.top - last.bottom < 30, lambda last, box: last.left == box.left
    )
    return [[box.members for box in stack] for stack in found]


def test_a_box_continues_the_stack_above_it() -> None:
    assert _grouped(_box(0, 0), _box(100, 0), _box(0, 25)) == [[(0, 0), (0, 25)], [(100, 0)]]


def test_a_stack_ends_at_a_box_that_is_far_below_it() -> None:
    assert _grouped(_box(0, 0), _box(100, 60), _box(0, 25)) == [[(0, 0)], [(100, 60)], [(0, 25)]]


def test_without_boxes_there_are_no_stacks() -> None:
    assert _grouped() == []
