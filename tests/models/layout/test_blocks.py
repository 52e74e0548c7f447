from collections.abc import Sequence
from random import Random

import pytest

from models.layout.blocks import MAX_GAP, joined
from models.layout.box import Box
from models.layout.columns import in_columns
from tests.models.layout.boxes import box, texts


def _ordered(boxes: Sequence[Box]) -> list[str]:
    """The texts in reading order, with the lines of a block apart."""
    text_of = {each.members: each.text for each in boxes}
    return [text_of[(member,)] for each in in_columns(boxes) for member in each.members]


def _is_joined(boxes: Sequence[Box]) -> bool:
    return len(joined(boxes)) < len(boxes)


def test_a_title_and_its_subtitle_are_one_item_of_a_row() -> None:
    boxes = [
        box("用户", 522, 30, 68, 40),
        box("用户等级", 135, 142, 98, 28),
        box("付费会员", 371, 130, 98, 30),
        box("(SVIP)", 371, 164, 50, 23),
        box("用户管理", 639, 141, 100, 30),
    ]
    assert _ordered(boxes) == ["用户", "用户等级", "付费会员", "(SVIP)", "用户管理"]


def test_two_titles_with_subtitles_beside_one_label_are_two_items() -> None:
    boxes = [
        box("周报", 0, 0, 80, 26),
        box("每周一", 0, 30, 60, 18),
        box("月报", 200, 0, 80, 26),
        box("每月初", 200, 30, 60, 18),
        box("设置", 400, 11, 80, 26),
    ]
    assert _ordered(boxes) == ["周报", "每周一", "月报", "每月初", "设置"]


@pytest.mark.parametrize("height", [20, 26, 29])
def test_two_lines_beside_a_large_number_are_read_together(height: float) -> None:
    """The second line starts further left than the first one, and the number is between them in height."""
    boxes = [
        box("199", 0, 10, 90, 47),
        box("元起", 102, 32 - height, 80, height),
        box("每晚", 100, 35, 80, height),
        box("预订", 300, 20, 60, 26),
    ]
    assert _ordered(boxes) == ["199", "元起", "每晚", "预订"]


@pytest.mark.parametrize("shift", [0, 5, 12, 19])
def test_the_labels_of_a_side_bar_do_not_break_a_description(shift: float) -> None:
    labels = [box(label, 0, 38 * i, 60, 20) for i, label in enumerate(("首页", "订单", "商品", "设置"))]
    words = ("这个应用把所有的订单和商品放在同", "一个地方，你可以随时查看和修改它", "们的状态。")
    description = [box(text, 200, 30 + shift + 23 * i, 16 * len(text), 18) for i, text in enumerate(words)]
    order = _ordered([*labels, *description])
    first = order.index(words[0])
    assert order[first : first + 3] == list(words)
    assert [text for text in order if text not in words] == texts(labels)


def test_two_labels_beside_four_lines_of_a_description_do_not_break_it() -> None:
    """The labels have the same distance to the lines next to them."""
    labels = [box("付费会员", 0, 70, 72, 21), box("优惠活动", 0, 110, 72, 21)]
    description = [box(f"{i}个应用把所有的订单和商品放在同", 170, 67 + 20 * i, 234, 14) for i in range(4)]
    assert _ordered([*labels, *description]) == ["付费会员", "优惠活动", *texts(description)]


def test_text_that_continues_a_wrapped_line_stays_in_its_row() -> None:
    boxes = [
        box("from String to Dictionary by", 123, 268, 611, 62),
        box("@tisfeng", 715, 271, 225, 58),
        box("in", 927, 275, 56, 49),
        box("pull 863", 118, 334, 147, 67),
    ]
    assert _ordered(boxes) == ["from String to Dictionary by", "@tisfeng", "in", "pull 863"]


def test_boxes_that_overlap_by_their_padding_are_beside_each_other() -> None:
    boxes = [
        box("26°", 23, 38, 72, 47),
        box("多云", 92, 43, 51, 16),
        box("东南风", 91, 57, 53, 19),
        box("更多", 200, 51, 52, 17),
    ]
    assert _ordered(boxes) == ["26°", "多云", "东南风", "更多"]


@pytest.mark.parametrize("top", [0, 8, 14])
def test_a_headline_is_not_interleaved_with_a_caption(top: float) -> None:
    headline = [box("城市的夜晚", 0, 0, 200, 40), box("从未入睡", 0, 46, 160, 40)]
    caption = [box(f"摄影{i}", 240, top + 22 * i, 80, 17) for i in range(3)]
    assert _ordered([*headline, *caption]) == ["城市的夜晚", "从未入睡", "摄影0", "摄影1", "摄影2"]


@pytest.mark.parametrize("shift", [-6, 0, 6])
def test_a_table_is_read_row_by_row_although_a_column_is_higher_than_the_others(shift: float) -> None:
    rows = [(box(f"名{i}", 0, 26 * i), box(f"价{i}", 300, 26 * i + shift)) for i in range(6)]
    boxes = [each for row in rows for each in row]
    assert not _is_joined(boxes)
    assert sorted(_ordered(boxes), key=lambda text: text[1]) == _ordered(boxes)


def test_a_table_of_two_rows_is_not_joined_by_the_row_below_it() -> None:
    boxes = [
        box(f"{column}{row}", left, 26 * row) for column, left in (("a", 0), ("b", 300)) for row in (0, 1)
    ]
    below = box("c", 300, 48)
    assert not _is_joined([*boxes, below])


@pytest.mark.parametrize(("gap", "is_block"), [(MAX_GAP - 0.05, True), (MAX_GAP + 0.05, False)])
def test_lines_of_a_block_are_close_to_each_other(gap: float, *, is_block: bool) -> None:
    height = 20
    lower = (1 + gap) * height
    middle = lower / 2
    boxes = [box("上", 0, 0), box("下", 0, lower), box("中", 200, middle)]
    assert _is_joined(boxes) is is_block


@pytest.mark.parametrize(("top", "is_block"), [(14, True), (17, True), (5, False), (2, False)])
def test_a_label_that_is_beside_one_line_belongs_to_that_line(top: float, *, is_block: bool) -> None:
    boxes = [box("标题", 0, 0), box("说明", 0, 28), box("标签", 200, top)]
    assert _is_joined(boxes) is is_block


@pytest.mark.parametrize("seed", range(10))
def test_the_order_of_the_input_does_not_matter(seed: int) -> None:
    boxes = [box("周", 0, 0, 80, 26), box("每周一", 0, 30, 60, 18), box("设置", 400, 11, 80, 26)]
    Random(seed).shuffle(boxes)
    assert _ordered(boxes) == ["周", "每周一", "设置"]


def test_lines_without_neighbours_stay_apart() -> None:
    assert not _is_joined([box("a", 0, 0), box("b", 0, 24), box("c", 0, 48)])
    assert joined([]) == []
