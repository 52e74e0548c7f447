import random
import sys
from collections.abc import Sequence
from types import FrameType

import numpy as np
import pytest

from models.layout.reading_order import in_reading_order
from models.page import TextLine
from tests.models.layout.boxes import line, rotated_line, texts


def _two_columns() -> list[TextLine]:
    """The lines of a page in reading order: a title, two columns of running text, a footer."""
    columns = [
        line(f"第{i}行的文字写到栏边为止", 330 * column, 60 + 30 * i, 300)
        for column in range(2)
        for i in range(8)
    ]
    return [line("两栏之上的标题", 60, 0, 500, 40), *columns, line("第一页", 280, 380, 60)]


def _table() -> list[TextLine]:
    return [line(f"{row}{column}", 160 * column, 40 * row, 70) for row in range(6) for column in range(4)]


@pytest.mark.parametrize("degrees", [0, 1.5, -3, 30, 45, 90, 135, 160, 180, 200, 240, 270, 315])
@pytest.mark.parametrize("page", [_two_columns(), _table()], ids=["columns", "table"])
def test_a_rotated_page_has_the_reading_order_of_the_upright_page(
    page: list[TextLine], degrees: float
) -> None:
    shuffled = [rotated_line(each, degrees) for each in page]
    random.Random(7).shuffle(shuffled)

    assert texts(in_reading_order(shuffled)) == texts(page)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("page", [_two_columns(), _table()], ids=["columns", "table"])
def test_jitter_of_the_corners_does_not_change_the_order(page: list[TextLine], seed: int) -> None:
    """Each corner moves by up to a tenth of the line height."""
    rng = np.random.default_rng(seed)
    jittered = [
        TextLine(each.quad + rng.uniform(-2, 2, (4, 2)).astype(np.float32), each.text, 1.0) for each in page
    ]

    assert texts(in_reading_order(jittered)) == texts(page)


@pytest.mark.parametrize("starts_right", [False, True], ids=["from the top left", "from the top right"])
def test_vertical_lines_are_read_from_right_to_left(starts_right: bool) -> None:
    columns = [line(f"第{i}列竖排", 300 - 40 * i, 5 * (i % 2), 20, 100) for i in range(4)]
    if starts_right:
        columns = [TextLine(np.roll(each.quad, -1, axis=0), each.text, 1.0) for each in columns]

    assert texts(in_reading_order(columns[::-1])) == texts(columns)


def test_a_title_above_vertical_lines_comes_first() -> None:
    """Some of the vertical lines are further right than the title."""
    title = line("横排的标题", 100, 0, 120, 24)
    columns = [line(f"第{i}列很长的竖排文字", 400 - 40 * i, 60, 20, 200) for i in range(10)]

    assert texts(in_reading_order([*columns[::-1], title])) == texts([title, *columns])


def test_a_vertical_block_in_a_horizontal_page_is_read_in_the_row_at_its_top() -> None:
    above, below = line("上面的一行横排文字", 0, 0, 400), line("下面的一行横排文字", 0, 260, 400)
    beside = [line("旁边一行", 0, 60 + 40 * i, 200) for i in range(3)]
    vertical = [line("右边竖排的字", 340, 50, 24, 160), line("左边竖排的字", 300, 50, 24, 160)]

    assert texts(in_reading_order([below, *vertical[::-1], *beside, above])) == texts(
        [above, beside[0], *vertical, *beside[1:], below]
    )


def test_an_upside_down_paragraph_is_read_in_its_own_order() -> None:
    upright = [line(f"正着的第{i}行文字", 0, 40 * i, 400) for i in range(4)]
    inverted = [rotated_line(line(f"倒着的第{i}行", 400, 40 * i, 200), 180) for i in range(3)]

    assert texts(in_reading_order([*inverted[::-1], *upright])) == texts([*upright, *inverted])


def _random_lines(count: int) -> list[TextLine]:
    rng = np.random.default_rng(0)
    places = rng.uniform([0, 0, 10, 8], [3000, 3000, 300, 40], (count, 4))
    return [line("一种不适，我开创了一片天地，", *place) for place in places.tolist()]


def _calls(lines: Sequence[TextLine]) -> int:
    """The number of function calls that sorting these lines takes."""
    calls = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        in_reading_order(lines)
    finally:
        sys.setprofile(None)
    return calls


def test_4000_random_lines_are_sorted_in_at_most_1000_function_calls_a_line() -> None:
    """Measured: 775. A page of 4000 lines is the largest that is read."""
    assert _calls(_random_lines(4000)) <= 1000 * 4000


def test_lines_are_returned_unchanged() -> None:
    page = _two_columns()

    assert {id(each) for each in in_reading_order(page)} == {id(each) for each in page}


def test_an_empty_page_has_an_empty_order() -> None:
    assert in_reading_order([]) == ()
