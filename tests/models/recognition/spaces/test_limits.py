import numpy as np
import pytest

from models.recognition.spaces.glyphs import glyph
from models.recognition.spaces.limits import MIN_GAP, can_have_space
from models.recognition.spaces.spacing import Spacing

EM = 40.0


def _spacing(text: str, widths: list[float], gaps: list[float]) -> Spacing:
    """Characters of these widths with these gaps between them, both in columns."""
    steps = np.cumsum([0.0, *[each for pair in zip(widths, [*gaps, 0.0], strict=True) for each in pair]])
    return Spacing(
        indices=np.arange(len(text)),
        glyphs=tuple(map(glyph, text)),
        em=EM,
        starts=steps[1:-2:2],
        ends=steps[2:-1:2],
        first=0,
        last=int(steps[-2]),
    )


def _allowed(text: str, widths: list[float], gaps: list[float]) -> list[bool]:
    allowed: list[bool] = can_have_space(_spacing(text, widths, gaps), tuple(text)).tolist()
    return allowed


@pytest.mark.parametrize(("gap", "expected"), [(MIN_GAP - 0.01, False), (MIN_GAP + 0.01, True)])
def test_a_space_needs_a_gap_of_an_eighth_of_an_em(gap: float, expected: bool) -> None:
    assert _allowed("ab", [20, 20], [gap * EM]) == [expected]


def test_a_narrow_digit_of_the_usual_advance_has_no_space_beside_it() -> None:
    """Every digit advances by 24 columns, and the 1 has wide gaps on both sides."""
    assert _allowed("2010", [18, 18, 8, 18], [6, 11, 11]) == [False, False, False]


def test_two_groups_of_digits_may_have_a_space_between_them() -> None:
    assert _allowed("2026", [18, 18, 18, 18], [6, 16, 6]) == [False, True, False]


def test_digits_that_all_stand_apart_may_have_spaces() -> None:
    assert _allowed("123", [18, 18, 18], [16, 16]) == [True, True]


@pytest.mark.parametrize("separator", [".", ",", ":"])
def test_a_separator_inside_a_number_has_no_space_beside_it(separator: str) -> None:
    assert _allowed(f"1{separator}2", [18, 5, 18], [12, 12]) == [False, False]


@pytest.mark.parametrize("text", ["a:2", "1:a", "1-2"])
def test_other_signs_may_have_spaces_beside_them(text: str) -> None:
    assert _allowed(text, [18, 5, 18], [12, 12]) == [True, True]
