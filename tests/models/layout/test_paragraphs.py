import pytest

from models.layout.paragraphs import is_running_text, paragraphs
from tests.models.layout.boxes import box, texts

PROSE = [
    "就从这里开始外面正在下雨我望着枫树",
    "有几片叶子已呈黄色鹦鹉在自言自语",
    "雨水轻轻敲打着窗子几周以来第一次",
    "独处",
]


def test_full_lines_are_a_paragraph_with_and_without_an_indent() -> None:
    lines = [box(text, 40 if i == 0 else 0, 30 * i, 340 - 40 * (i == 0)) for i, text in enumerate(PROSE[:3])]
    lines.append(box(PROSE[3], 0, 90, 40))

    assert [texts(each) for each in paragraphs(reversed(lines))] == [PROSE]


def test_lines_of_a_poem_that_each_end_a_clause_are_running_text() -> None:
    verses = ["到处都悬着露水，", "像无数儿童的眼睛。", "在湿湿的霞光里，"]

    assert is_running_text([box(verse, 0, 30 * i, 20 * len(verse)) for i, verse in enumerate(verses)])


@pytest.mark.parametrize(
    ("rows", "widths"),
    [
        (["姓名：张三", "电话：13800000000", "地址"], [100, 180, 40]),
        (["2023-01-01 12:00:00", "2023-01-02 12:00:00", "2023-01-03 12:00:00"], [220, 220, 220]),
        (["纯棉短袖上衣夏季新款宽松", "显瘦百搭潮流"], [240, 240]),
        (["首页", "分类", "购物车"], [40, 40, 60]),
    ],
    ids=["form", "dates", "title of two lines", "menu"],
)
def test_forms_tables_titles_and_menus_are_not_running_text(rows: list[str], widths: list[float]) -> None:
    lines = (box(row, 0, 30 * i, width) for i, (row, width) in enumerate(zip(rows, widths, strict=True)))
    assert paragraphs(lines) == []


def test_a_larger_gap_or_another_line_height_starts_a_new_stack() -> None:
    first = [box(f"{text}，", 0, 30 * i, 340) for i, text in enumerate(PROSE[:3])]
    apart = [box(f"{text}，", 0, 150 + 30 * i, 340) for i, text in enumerate(PROSE[:3])]
    large = [box(f"{text}，", 0, 250 + 60 * i, 340, 40) for i, text in enumerate(PROSE[:3])]

    assert [len(each) for each in paragraphs([*first, *apart, *large])] == [3, 3, 3]
