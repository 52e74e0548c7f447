from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.fonts.lines import FontLine, read_lines, write_lines

LINE = FontLine(
    picture="",
    text="读书",
    script="hans",
    family="思源宋体",
    weight=700,
    held_out=False,
    size=20,
)


def test_written_lines_are_read_back(tmp_path: Path) -> None:
    lines = [LINE.at("images/0000.jpg", (1.5, 2, 41.5, 26)), LINE.at("images/0001.jpg", (0, 0, 9, 9))]
    write_lines(tmp_path, lines)

    assert read_lines(tmp_path) == lines


def test_a_quad_has_the_corners_of_the_box_clockwise() -> None:
    quad = LINE.at("", (1, 2, 30, 40)).quad

    assert quad.dtype == np.float32
    assert quad.tolist() == [[1, 2], [30, 2], [30, 40], [1, 40]]


def test_a_line_of_two_characters_is_a_pair() -> None:
    assert LINE.is_pair
    assert not replace(LINE, text="four").is_pair
