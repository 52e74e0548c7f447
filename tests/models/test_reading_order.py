import random

import numpy as np
import pytest

from models.page import TextLine
from models.reading_order import in_reading_order


def _line(text: str, left: float, top: float, height: float = 20, width: float = 80) -> TextLine:
    right, bottom = left + width, top + height
    return TextLine(
        np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32), text, 1.0
    )


def _texts(lines: list[TextLine]) -> str:
    return "".join(line.text for line in in_reading_order(lines))


def test_rows_go_from_top_to_bottom_and_lines_from_left_to_right() -> None:
    lines = [_line("d", 200, 50), _line("b", 200, 0), _line("c", 0, 50), _line("a", 0, 0)]

    assert _texts(lines) == "abcd"


@pytest.mark.parametrize("seed", range(5))
def test_jitter_below_half_a_line_changes_nothing(seed: int) -> None:
    shake = random.Random(seed)  # shaking boxes, not keeping secrets
    lines = [
        _line("ab"[i % 2] + str(i // 2), 200 * (i % 2), 40 * (i // 2) + shake.uniform(-4, 4))
        for i in range(8)
    ]

    assert _texts(lines) == "a0b0a1b1a2b2a3b3"


def test_what_a_row_is_grows_with_the_text() -> None:
    small = [_line("a", 0, 0, height=8), _line("b", 200, 9, height=8)]
    large = [_line("b", 200, 0, height=80), _line("a", 0, 9, height=80)]

    assert _texts(small) == "ab"
    assert _texts(large) == "ab"


def test_staggered_columns_do_not_chain_into_one_row() -> None:
    columns = [
        _line("abc"[column] + str(row), 200 * column, 50 * row + 17 * column, 40)
        for column in range(3)
        for row in range(3)
    ]

    assert _texts(columns).index("a1") < _texts(columns).index("c1")
    assert _texts(columns).index("a0") < _texts(columns).index("a1") < _texts(columns).index("a2")
    assert _texts(columns).index("c0") < _texts(columns).index("a2")


def test_an_empty_page_stays_empty() -> None:
    assert in_reading_order([]) == ()
