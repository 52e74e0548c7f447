from itertools import chain

import pytest

from models.layout.box import Box
from models.layout.columns import in_columns
from tests.models.layout.boxes import box, texts


def _column(name: str, left: float, top: float, lines: int, pitch: float = 30) -> list[Box]:
    """Lines of running text, each 300 pixels wide."""
    return [box(f"{name} 第{i}行的文字一直写到栏边", left, top + pitch * i, 300) for i in range(lines)]


def _card(name: str, left: float, top: float) -> list[Box]:
    """The boxes of a card: a title of two lines, and a price."""
    title = [box("纯棉短袖上衣夏季新款宽松显瘦", left, top + 26 * i, 290) for i in range(2)]
    return [*title, box(f"¥{name}9", left, top + 60, 60)]


def test_columns_of_running_text_are_read_one_after_the_other() -> None:
    left, right = _column("甲", 0, 0, 8), _column("乙", 330, 3, 8, pitch=29)

    assert in_columns([*right, *left]) == [*left, *right]


@pytest.mark.parametrize("count", [2, 3, 4])
def test_two_to_four_columns_are_read_from_left_to_right(count: int) -> None:
    columns = [_column("甲乙丙丁"[i], 330 * i, 0, 6) for i in range(count)]

    assert in_columns([*chain(*reversed(columns))]) == [*chain(*columns)]


def test_a_title_across_both_columns_comes_first_and_a_footer_last() -> None:
    title, footer = box("标题在两栏之上", 100, -60, 430, 40), box("12", 310, 330, 20)
    left, right = _column("甲", 0, 0, 8), _column("乙", 330, 0, 8)

    assert in_columns([footer, *right, *left, title]) == [title, *left, *right, footer]


def test_a_heading_across_both_columns_ends_them() -> None:
    heading = box("中间的标题横跨两栏", 0, 190, 630)
    parts = [
        _column("甲", 0, 0, 6),
        _column("乙", 330, 0, 6),
        _column("丙", 0, 220, 6),
        _column("丁", 330, 220, 6),
    ]
    ordered = [*parts[0], *parts[1], heading, *parts[2], *parts[3]]

    assert in_columns(sorted(ordered, key=lambda each: each.top)) == ordered


def test_a_footer_with_boxes_on_both_sides_is_read_after_the_columns() -> None:
    left, right = _column("甲", 0, 0, 8), _column("乙", 330, 0, 8)
    footer = [box("2024年5月13日", 0, 255, 90), box("第七页", 560, 255, 70)]

    assert in_columns([*footer, *right, *left]) == [*left, *right, *footer]


def test_empty_stripes_of_pictures_do_not_end_columns() -> None:
    """The text below the pictures does not start in one row."""
    left = [*_column("甲", 0, 0, 4), *_column("甲", 0, 300, 5)]
    right = [*_column("乙", 330, 0, 5), *_column("丙", 330, 285, 5)]

    assert in_columns([*right, *left]) == [*left, *right]


def test_text_directly_above_one_column_is_read_with_it() -> None:
    """The formula is above the right column. Above the left one is a picture, which has no box."""
    formula = box("a = b", 400, -40, 100)
    left, right = _column("甲", 0, 120, 8), _column("乙", 330, 0, 12)

    assert in_columns([formula, *left, *right]) == [*left, formula, *right]


def test_a_heading_within_a_column_is_read_with_it() -> None:
    heading = box("小节", 0, 100, 60)
    left, right = [*_column("甲", 0, 0, 3), heading, *_column("乙", 0, 140, 5)], _column("丙", 330, 0, 10)

    assert in_columns([*right, *left]) == [*left, *right]


def test_cards_with_titles_of_two_lines_are_read_row_by_row() -> None:
    grid = [_card(f"{row}{column}", 330 * column, 200 * row) for row in range(3) for column in range(2)]

    order = texts(in_columns([*chain(*grid)]))

    prices = [text for text in order if text.startswith("¥")]
    assert prices == ["¥009", "¥019", "¥109", "¥119", "¥209", "¥219"]


def test_cards_with_a_paragraph_each_are_read_card_by_card_and_row_by_row() -> None:
    cards = [_column("甲乙丙丁"[i], 330 * (i % 2), 300 * (i // 2), 4) for i in range(4)]

    assert in_columns(sorted(chain(*cards), key=lambda each: (each.top, each.left))) == [*chain(*cards)]


@pytest.mark.parametrize("width", [90, 280])
def test_labels_are_read_beside_their_values(width: float) -> None:
    """Values of different lengths are not running text, whatever the length of the labels."""
    rows = [
        (
            box(f"字段{i}", 0, 30 * i, width - 15 * (i % 4) * (width > 90)),
            box(f"值{i}", 330, 30 * i, 40 + 60 * (i % 3)),
        )
        for i in range(9)
    ]

    assert in_columns([each for pair in reversed(rows) for each in pair]) == [
        each for pair in rows for each in pair
    ]


def test_a_table_with_a_few_lines_of_running_text_is_read_row_by_row() -> None:
    """Less than half of the text on either side is running text."""
    remarks = [*zip(_column("甲", 0, 0, 3), _column("乙", 330, 0, 3), strict=True)]
    cells = [(box(f"字段{i}", 60, 30 * i, 200), box(f"{i}元", 400, 30 * i, 200)) for i in range(3, 13)]
    rows = [*chain(*remarks), *chain(*cells)]

    assert in_columns(rows[::-1]) == rows


def test_paragraphs_that_overlap_by_two_lines_are_not_columns() -> None:
    left, right = _column("甲", 0, 0, 6), _column("乙", 330, 120, 6)

    assert in_columns([*right, *left]) == [*left[:5], right[0], left[5], *right[1:]]
