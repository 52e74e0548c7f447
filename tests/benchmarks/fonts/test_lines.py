from pathlib import Path

import numpy as np

from benchmarks.fonts.lines import FontLine, read_lines, write_lines

LINE = FontLine("", "读书", "hans", "思源宋体", 700, False, 20)


def test_lines_that_are_written_are_read_again(tmp_path: Path) -> None:
    lines = [LINE.at("images/0000.jpg", (1.5, 2, 41.5, 26)), LINE.at("images/0001.jpg", (0, 0, 9, 9))]
    write_lines(tmp_path, lines)

    assert read_lines(tmp_path) == lines


def test_a_quad_goes_around_the_box_clockwise() -> None:
    quad = LINE.at("", (1, 2, 30, 40)).quad

    assert quad.dtype == np.float32
    assert quad.tolist() == [[1, 2], [30, 2], [30, 40], [1, 40]]


def test_two_characters_are_a_pair() -> None:
    assert LINE.is_pair
    assert not FontLine("", "four", "latin", "Roboto", 400, False, 20).is_pair
