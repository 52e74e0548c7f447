import numpy as np
import pytest

from models.contacts.fields.logical_line import divides_number, joined_lines, printed_line
from models.page import TextLine
from tests.models.contacts.drawing import line


def test_the_height_of_a_slanted_line_is_that_of_its_sides() -> None:
    corners = np.array([(0, 10), (200, 0), (200, 24), (0, 34)], np.float32)

    assert printed_line(TextLine(corners, "金山路88号", 0.99)).height == 24


@pytest.mark.parametrize(
    ("above", "below", "is_divided"),
    [
        ("手机1", "3822334455", True),
        ("138223", "34455地址", True),
        ("七月 1 3", "8 2 2 3 3 4 4 5 5", True),
        ("金山路88", "13822334455", False),
        ("0512-138223", "34455", False),
    ],
)
def test_a_mobile_number_may_be_divided_by_a_line_break(above: str, below: str, is_divided: bool) -> None:
    assert divides_number(above, below) == is_divided


def test_the_digits_of_a_divided_number_are_joined_without_a_blank() -> None:
    above, below = printed_line(line("手机1", 0, 0)), printed_line(line("3822334455", 0, 30))

    assert joined_lines(above, below).text == "手机13822334455"
