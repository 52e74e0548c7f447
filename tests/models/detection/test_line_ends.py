import cv2
import numpy as np
import pytest

from models.detection.line_ends import with_marks
from models.geometry import rotated_corners
from models.page import Image, Quad

HEIGHT = 40
LINE = (100, 300)
"""The first and the last column of the line."""


def _quad(left: float, right: float, top: float = 60, bottom: float = 60 + HEIGHT) -> Quad:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _page(*marks: tuple[int, int, int, int]) -> Image:
    """A white page with the letters of a line, and with black marks: left, top, width and height each."""
    page = np.full((160, 500, 3), 255, np.uint8)
    letters = [(left, 68, 12, 24) for left in range(LINE[0] + 4, LINE[1] - 12, 20)]
    for left, top, width, height in (*letters, *marks):
        page[top : top + height, left : left + width] = 0
    return page


def _colon(left: int) -> tuple[tuple[int, int, int, int], ...]:
    return (left, 74, 5, 5), (left, 87, 5, 5)


def _ends(page: Image, *others: Quad) -> tuple[float, float]:
    quad = with_marks(page, [_quad(*LINE), *others])[0]
    return float(quad[:, 0].min()), float(quad[:, 0].max())


def test_a_colon_behind_a_gap_joins_its_line() -> None:
    left, right = _ends(_page(*_colon(315)))

    assert left == LINE[0]
    assert 320 < right < 330


def test_a_quote_before_a_line_joins_it() -> None:
    left, right = _ends(_page((78, 66, 4, 10), (85, 66, 4, 10)))

    assert 70 < left < 78
    assert right == LINE[1]


@pytest.mark.parametrize(
    "marks",
    [
        _colon(340),
        ((315, 68, 5, 24),),
        ((315, 60, 2, 40),),
        ((315, 80, 26, 5),),
        (*_colon(315), (326, 82, 14, 5)),
        ((315, 80, 1, 1),),
        (),
    ],
    ids=["far away", "as high as a letter", "a rule", "wide", "more ink behind it", "one pixel", "no mark"],
)
def test_other_ink_beyond_a_line_stays_outside(marks: tuple[tuple[int, int, int, int], ...]) -> None:
    assert _ends(_page(*marks)) == LINE


def test_a_mark_of_another_region_stays_there() -> None:
    assert _ends(_page(*_colon(315)), _quad(311, 324)) == LINE


def test_the_mark_of_a_rotated_line_joins_it() -> None:
    matrix = cv2.getRotationMatrix2D((200, 80), 20, 1)
    page = cv2.warpAffine(_page(*_colon(315)), matrix, (500, 240), borderValue=(255, 255, 255))
    quad = (_quad(*LINE) @ matrix[:, :2].T + matrix[:, 2]).astype(np.float32)
    (longer,) = with_marks(np.asarray(page, np.uint8), [quad])
    length = np.linalg.norm(longer[1] - longer[0])

    assert longer[0] == pytest.approx(quad[0])
    assert 220 < length < 232


def test_the_quad_of_a_column_keeps_its_first_corner() -> None:
    page = np.ascontiguousarray(np.rot90(_page(*_colon(315)), -1))
    column = np.array([[60, 100], [100, 100], [100, 300], [60, 300]], np.float32)
    (longer,) = with_marks(page, [column])

    assert longer[:2] == pytest.approx(column[:2])
    assert 320 < longer[2, 1] < 330
    assert longer[2, 1] == longer[3, 1]


def test_a_line_at_the_edge_of_the_picture_keeps_its_quad() -> None:
    page = _page()[:, : LINE[1]]

    assert with_marks(page, [_quad(*LINE)])[0].tolist() == _quad(*LINE).tolist()


def test_a_quad_without_a_mark_is_returned_as_it_is() -> None:
    quads = [_quad(*LINE), rotated_corners(_quad(*LINE), 2)]

    assert all(found is quad for found, quad in zip(with_marks(_page(), quads), quads, strict=True))


def test_ink_all_over_the_end_of_a_line_is_no_mark() -> None:
    page = np.full((160, 500, 3), 255, np.uint8)
    page[58:102:2, 50:500] = 0

    assert _ends(page) == LINE


@pytest.mark.parametrize("height", [1, 2, 3, 5])
def test_a_line_of_a_few_pixels_keeps_its_quad(height: int) -> None:
    quad = _quad(*LINE, 74, 74 + height)

    assert with_marks(_page(*_colon(315)), [quad])[0] is quad


def test_a_page_without_quads_has_none() -> None:
    assert with_marks(_page(), []) == []
