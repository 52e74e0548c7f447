import numpy as np
import pytest
from PIL import Image

from benchmarks.stability import CHANGES, Kept, inner, kept, table_rows
from models.page import TextLine


def _line(text: str, left: float = 10, right: float = 90) -> TextLine:
    quad = np.array([[left, 10], [right, 10], [right, 30], [left, 30]], np.float32)
    return TextLine(quad, text, 1.0)


def test_every_change_keeps_the_picture_nearly_as_large() -> None:
    sizes = {name: change(Image.new("RGB", (200, 100))).size for name, change in CHANGES.items()}

    assert sizes["crop 1 px"] == (198, 98)
    assert sizes["crop 4 px"] == (192, 92)
    assert (sizes["scale 0.9"], sizes["scale 1.1"]) == ((180, 90), (220, 110))


def test_equal_lines_are_matched_one_to_one() -> None:
    before = [_line("编辑"), _line("编辑"), _line("共 3 条"), _line("1")]

    assert kept(before, [_line("编辑"), _line("共3条"), _line("l"), _line("Q")]) == Kept(4, 1, 2)


@pytest.mark.parametrize(("left", "right", "counted"), [(4, 96, True), (3, 96, False), (4, 97, False)])
def test_lines_that_a_crop_reaches_are_not_counted(left: float, right: float, counted: bool) -> None:
    assert bool(inner([_line("a", left, right)], 100, 100)) is counted


def test_the_table_has_a_row_for_each_change_and_two_sums() -> None:
    page = {name: Kept(10, 8, 9) for name in CHANGES}
    rows = list(table_rows("screens", [page, page]))

    assert [row[1] for row in rows] == [*CHANGES, "all crops", "all scales"]
    assert rows[0][2:] == ("20", "0.8000", "0.9000")
    assert rows[-1][2:] == ("80", "0.8000", "0.9000")
