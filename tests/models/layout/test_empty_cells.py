"""Empty cells of tables of lines that are 20 pixels high and 30 pixels apart."""

import numpy as np
import pytest

from models.geometry import Boxes
from models.layout.empty_cells import MOST, empty_cells

ROWS = 6
EDGES = {"left": (200, 260), "right": (140, 200), "middle": (170, 230)}
"""The ends of the widest cell of a column whose edge or middle is at 200."""


def _table(*missing: int, edge: str = "left") -> list[list[float]]:
    """Two columns of names, and one of cells whose width grows with the row, without the `missing` rows."""
    boxes: list[list[float]] = [
        [x, 30.0 * row, x + 60, 30 * row + 20] for row in range(ROWS) for x in (0, 400)
    ]
    for row in range(ROWS):
        top, less = 30.0 * row, 6.0 * (ROWS - row)
        left, right = EDGES[edge]
        start = left + (edge != "left") * less / (1 + (edge == "middle"))
        end = right - (edge != "right") * less / (1 + (edge == "middle"))
        if row not in missing:
            boxes.append([start, top, end, top + 20])
    return boxes


def _found(boxes: list[list[float]], upright: bool = True) -> Boxes:
    return empty_cells(np.array(boxes, np.float32), np.full(len(boxes), upright))


@pytest.mark.parametrize("edge", EDGES)
def test_a_row_without_a_cell_of_a_column_has_an_empty_one(edge: str) -> None:
    (cell,) = _found(_table(2, edge=edge))

    assert cell[[1, 3]].tolist() == [60, 80]
    assert cell[0] < 200 < cell[2]
    assert cell[2] - cell[0] == pytest.approx(40)


def test_a_full_table_has_no_empty_cell() -> None:
    assert len(_found(_table())) == 0


def test_a_column_of_three_cells_is_none() -> None:
    assert len(_found(_table(1, 2, 3))) == 0


def test_the_last_row_may_be_the_one_with_the_empty_cell() -> None:
    (cell,) = _found(_table(ROWS - 1))

    assert cell[1] == 30 * (ROWS - 1)


def test_rows_far_from_the_column_have_no_empty_cell() -> None:
    far: list[list[float]] = [[x, 600, x + 60, 620] for x in (0, 400)]

    assert len(_found([*_table(), *far])) == 0


def test_a_row_of_one_line_is_no_row_of_a_table() -> None:
    boxes = [box for box in _table(2) if not (box[0] == 0 and box[1] == 60)]

    assert len(_found(boxes)) == 0


def test_slanted_lines_are_no_cells() -> None:
    assert len(_found(_table(2), upright=False)) == 0


def test_the_number_of_cells_is_bounded() -> None:
    """A page of print where every other line is indented by another width."""
    rng = np.random.default_rng(1)
    boxes = [[x, y, x + 30, y + 20] for y in range(0, 6000, 30) for x in rng.choice(range(0, 2000, 50), 8)]

    assert len(_found([[float(value) for value in box] for box in boxes])) == MOST


def test_lines_without_height_are_no_cells() -> None:
    assert len(_found([[left, top, left + 10, top] for left, top, *_ in _table()])) == 0
