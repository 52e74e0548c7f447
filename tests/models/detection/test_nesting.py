from models.detection import nesting
from models.detection.nesting import has_nested
from tests.models.detection.quads import quad_of, rotated_quad

BLOCK = quad_of(0, 0, 400, 300)


def test_a_region_whose_centre_lies_in_a_larger_region_is_nested() -> None:
    assert has_nested([BLOCK, quad_of(350, 100, 449, 140)])
    assert has_nested([quad_of(350, 100, 449, 140), BLOCK])


def test_a_region_whose_centre_lies_outside_is_not_nested() -> None:
    assert not has_nested([BLOCK, quad_of(350, 100, 451, 140)])


def test_lines_whose_edges_overlap_are_not_nested() -> None:
    assert not has_nested([quad_of(0, top, 300, top + 32) for top in range(0, 400, 20)])


def test_slanted_lines_in_each_others_bounding_boxes_are_not_nested() -> None:
    assert not has_nested([rotated_quad(300, 200 + 40 * i, 500, 30, 20) for i in range(4)])


def test_a_nested_region_is_found_among_more_regions_than_a_block_has() -> None:
    lines = [quad_of(0, top, 300, top + 10) for top in range(400, 400 + 20 * nesting.BLOCK, 20)]
    assert not has_nested([*lines, BLOCK])
    assert has_nested([BLOCK, *lines, quad_of(350, 100, 449, 140)])


def test_one_region_or_none_is_not_nested() -> None:
    assert not has_nested([BLOCK])
    assert not has_nested([])
