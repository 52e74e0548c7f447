import pytest

from models.layout.flow import flow_of
from tests.models.layout.boxes import line, turned_line

PAGE = [line("每一行都很长的文字", 0, 40 * i, 400) for i in range(6)]


@pytest.mark.parametrize("degrees", [0, 2, 33, 90, 135, 180, 271])
def test_the_direction_is_that_of_the_lines(degrees: float) -> None:
    page = [turned_line(each, degrees) for each in PAGE]

    assert flow_of(page).direction(range(6)) % 360 == pytest.approx(degrees, abs=0.01)


def test_a_tremor_of_short_lines_is_no_skew() -> None:
    page = [turned_line(line("短句", 400 * i, 0, 50), 2) for i in range(2)]

    assert flow_of(page).direction(range(2)) % 360 == pytest.approx(0)


def test_a_skew_that_many_short_lines_share_is_believed() -> None:
    page = [turned_line(line("短句", 100 * (i % 9), 40 * (i // 9), 50), 2) for i in range(36)]

    assert flow_of(page).direction(range(36)) % 360 == pytest.approx(2, abs=0.01)


def test_a_page_of_which_a_good_part_is_upright_is_not_turned_over() -> None:
    inverted = [turned_line(each, 180) for each in PAGE]

    assert flow_of([*inverted, *PAGE[:4]]).direction(range(10)) == pytest.approx(0)
    assert flow_of([*inverted, *PAGE[:2]]).direction(range(8)) == pytest.approx(180)


def test_a_column_of_upright_characters_runs_downwards() -> None:
    """Whether its quad starts at its top left, as it stands, or at its top right, as it was read."""
    upright = line("竖排文字", 0, 0, 20, 80)
    flow = flow_of([upright, turned_line(line("竖排文字", 0, 0, 80, 20), 90)])

    assert flow.angles.tolist() == pytest.approx([90, 90])
    assert flow.lengths.tolist() == pytest.approx([80, 80])
    assert [flow.quarter(i, 0) for i in range(2)] == [1, 1]


def test_a_lone_character_shows_no_direction() -> None:
    flow = flow_of([line("1", 0, 0, 10, 30), turned_line(line("人", 0, 0, 20, 20), 90)])

    assert [flow.quarter(i, 0) for i in range(2)] == [0, 0]


def test_boxes_stand_where_the_lines_do_when_the_page_is_upright() -> None:
    """Distances and sizes survive the turn."""
    flow = flow_of([turned_line(each, 120) for each in PAGE[:2]])
    first, second = flow.boxes(range(2), 120)

    assert (first.width, first.height) == pytest.approx((400, 20), abs=0.01)
    assert (second.left - first.left, second.top - first.top) == pytest.approx((0, 40), abs=0.01)


def test_lines_near_one_another_are_one_block() -> None:
    flow = flow_of([line("甲乙", 0, 0), line("丙丁", 0, 300), line("戊己", 0, 40), line("庚辛", 0, 340)])

    assert list(flow.blocks(range(4))) == [[0, 2], [1, 3]]


def test_a_block_is_read_in_the_row_in_which_it_begins() -> None:
    flow = flow_of([line("竖排", 100, 10, 20, 80), line("文字", 70, 10, 20, 80)])
    block = flow.block([0, 1], 0)

    assert (block.left, block.top, block.right, block.bottom) == (70, 10, 120, 30)
    assert (block.text, block.members) == ("竖排文字", (0, 1))
