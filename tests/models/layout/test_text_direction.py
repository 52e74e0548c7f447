import pytest

from models.layout.text_direction import directed_lines
from tests.models.layout.boxes import line, rotated_line

PAGE = [line("每一行都很长的文字", 0, 40 * i, 400) for i in range(6)]


@pytest.mark.parametrize("degrees", [0, 2, 33, 90, 135, 180, 271])
def test_a_page_has_the_direction_of_its_lines(degrees: float) -> None:
    page = [rotated_line(each, degrees) for each in PAGE]

    assert directed_lines(page).direction(range(6)) % 360 == pytest.approx(degrees, abs=0.01)


def test_the_jitter_of_a_few_short_lines_is_not_a_skew() -> None:
    page = [rotated_line(line("短句", 400 * i, 0, 50), 2) for i in range(2)]

    assert directed_lines(page).direction(range(2)) % 360 == pytest.approx(0)


def test_a_skew_that_many_short_lines_share_is_kept() -> None:
    page = [rotated_line(line("短句", 100 * (i % 9), 40 * (i // 9), 50), 2) for i in range(36)]

    assert directed_lines(page).direction(range(36)) % 360 == pytest.approx(2, abs=0.01)


def test_a_page_with_enough_upright_lines_is_not_upside_down() -> None:
    inverted = [rotated_line(each, 180) for each in PAGE]

    assert directed_lines([*inverted, *PAGE[:4]]).direction(range(10)) == pytest.approx(0)
    assert directed_lines([*inverted, *PAGE[:2]]).direction(range(8)) == pytest.approx(180)


def test_a_vertical_line_runs_downwards_whichever_corner_its_quad_starts_at() -> None:
    """The first line starts at its top left, the second one at its top right."""
    upright = line("竖排文字", 0, 0, 20, 80)
    directed = directed_lines([upright, rotated_line(line("竖排文字", 0, 0, 80, 20), 90)])

    assert directed.angles.tolist() == pytest.approx([90, 90])
    assert directed.lengths.tolist() == pytest.approx([80, 80])
    assert [directed.quarters(i, 0) for i in range(2)] == [1, 1]


def test_a_lone_character_shows_no_direction() -> None:
    directed = directed_lines([line("1", 0, 0, 10, 30), rotated_line(line("人", 0, 0, 20, 20), 90)])

    assert [directed.quarters(i, 0) for i in range(2)] == [0, 0]


def test_boxes_have_the_sizes_and_distances_of_the_lines_on_the_upright_page() -> None:
    directed = directed_lines([rotated_line(each, 120) for each in PAGE[:2]])
    first, second = directed.boxes(range(2), 120)

    assert (first.width, first.height) == pytest.approx((400, 20), abs=0.01)
    assert (second.left - first.left, second.top - first.top) == pytest.approx((0, 40), abs=0.01)


def test_neighbouring_lines_form_one_block() -> None:
    directed = directed_lines(
        [line("甲乙", 0, 0), line("丙丁", 0, 300), line("戊己", 0, 40), line("庚辛", 0, 340)]
    )

    assert list(directed.blocks(range(4))) == [[0, 2], [1, 3]]


def test_the_box_of_a_block_is_one_line_high_at_its_top() -> None:
    directed = directed_lines([line("竖排", 100, 10, 20, 80), line("文字", 70, 10, 20, 80)])
    block = directed.block([0, 1], 0)

    assert (block.left, block.top, block.right, block.bottom) == (70, 10, 120, 30)
    assert (block.text, block.members) == ("竖排文字", (0, 1))
