import random

import pytest

from models.layout.rows import in_rows
from tests.models.layout.boxes import box, texts


def test_rows_go_from_top_to_bottom_and_boxes_from_left_to_right() -> None:
    boxes = [box("d", 200, 50), box("b", 200, 0), box("c", 0, 50), box("a", 0, 0)]

    assert texts(in_rows(boxes)) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("seed", range(5))
def test_jitter_below_half_a_line_height_does_not_change_the_rows(seed: int) -> None:
    rng = random.Random(seed)
    boxes = [
        box("ab"[i % 2] + str(i // 2), 200 * (i % 2), 40 * (i // 2) + rng.uniform(-4, 4)) for i in range(8)
    ]

    assert texts(in_rows(boxes)) == ["a0", "b0", "a1", "b1", "a2", "b2", "a3", "b3"]


def test_the_height_of_a_row_scales_with_its_text() -> None:
    small = [box("a", 0, 0, height=8), box("b", 200, -9, height=8)]
    large = [box("a", 0, 0, height=80), box("b", 200, -9, height=80)]

    assert texts(in_rows(small)) == ["b", "a"]
    assert texts(in_rows(large)) == ["a", "b"]


def test_staggered_boxes_do_not_join_several_rows_into_one() -> None:
    boxes = [
        box("abc"[column] + str(row), 200 * column, 50 * row + 17 * column, height=40)
        for column in range(3)
        for row in range(3)
    ]

    order = texts(in_rows(boxes))

    assert order.index("a0") < order.index("a1") < order.index("a2")
    assert order.index("a1") < order.index("c1")
    assert order.index("c0") < order.index("a2")


def test_small_text_beside_a_price_stays_in_its_row() -> None:
    """The centres of the text and of its price differ much. The row has a second price further right."""
    boxes = [
        box("¥", 0, 30, 15),
        box("199", 20, 0, 90, 50),
        box("起", 115, 30, 20),
        box("299", 300, 0, 90, 50),
    ]

    assert texts(in_rows(boxes)) == ["¥", "199", "起", "299"]


def test_lines_stacked_beside_a_large_number_are_read_as_rows_of_their_own() -> None:
    boxes = [
        box("26°", 0, 0, 120, 60),
        box("晴", 140, 5),
        box("湿度", 139, 35),
        box("风", 240, 35),
        box("早", 0, 80),
    ]

    assert texts(in_rows(boxes)) == ["26°", "晴", "湿度", "风", "早"]


def test_no_boxes_give_no_rows() -> None:
    assert in_rows([]) == []
