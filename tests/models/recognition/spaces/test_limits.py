import numpy as np
import pytest

from models.recognition.spaces.evidence import evidence
from models.recognition.spaces.limits import LEAST_IN_WORDS, MIN_GAP, MIN_GAP_WITH_WHITE, limited
from tests.models.recognition.spaces.measures import measured


def _allowed(text: str, widths: list[float], gaps: list[float], hint: float = 0.5) -> list[bool]:
    """Whether a space that the network is sure of stays in each gap."""
    spacing = measured(text, widths, gaps, hint)
    odds = np.full(len(gaps), 5.0)
    return [each > 0 for each in limited(odds, spacing, evidence(spacing)[0], tuple(text.replace(" ", "")))]


def _kept(text: str, widths: list[float], gaps: list[float]) -> list[bool]:
    """Whether a space that the network does not believe in stays in each gap."""
    spacing = measured(text, widths, gaps)
    odds = np.full(len(gaps), -5.0)
    return [each > 0 for each in limited(odds, spacing, evidence(spacing)[0], tuple(text.replace(" ", "")))]


@pytest.mark.parametrize(("gap", "expected"), [(MIN_GAP - 0.01, False), (MIN_GAP + 0.01, True)])
def test_a_new_space_needs_a_gap_of_an_eighth_of_an_em(gap: float, expected: bool) -> None:
    assert _allowed("ab", [0.5, 0.5], [gap]) == [expected]


@pytest.mark.parametrize("text", ["12", "网图"])
@pytest.mark.parametrize(("gap", "expected"), [(MIN_GAP_WITH_WHITE - 0.01, False), (0.25, True)])
def test_a_new_space_between_digits_or_ideographs_needs_a_gap_of_a_fifth(
    text: str, gap: float, expected: bool
) -> None:
    assert _allowed(text, [0.47, 0.47], [gap]) == [expected]


def test_a_narrow_digit_of_the_usual_advance_has_no_space_beside_it() -> None:
    """Every digit advances by 0.6 ems, and the 1 has wide gaps on both sides."""
    assert _allowed("2010", [0.45, 0.45, 0.2, 0.45], [0.15, 0.275, 0.275]) == [False, False, False]


def test_two_groups_of_digits_may_have_a_space_between_them() -> None:
    assert _allowed("2026", [0.45] * 4, [0.15, 0.4, 0.15]) == [False, True, False]


@pytest.mark.parametrize(("gap", "expected"), [(0.32, False), (0.35, True)])
def test_digits_with_a_space_are_a_seventh_further_apart_than_usual(gap: float, expected: bool) -> None:
    assert _allowed("2026", [0.3] * 4, [0.25, gap, 0.25]) == [False, expected, False]


def test_digits_that_all_stand_apart_may_have_spaces() -> None:
    assert _allowed("123", [0.45] * 3, [0.4, 0.4]) == [True, True]


@pytest.mark.parametrize(("hint", "expected"), [(LEAST_IN_WORDS / 2, False), (LEAST_IN_WORDS * 2, True)])
def test_a_gap_inside_a_word_needs_a_probable_space(hint: float, expected: bool) -> None:
    assert _allowed("ab", [0.5, 0.5], [0.3], hint) == [expected]


def test_a_decimal_point_has_no_space_beside_it() -> None:
    assert _allowed("1.2", [0.45, 0.12, 0.45], [0.3, 0.3]) == [False, False]


def test_a_point_behind_a_number_may_have_one() -> None:
    assert _allowed("1.a", [0.45, 0.12, 0.45], [0.1, 0.3]) == [False, True]


def _limited(text: str, gaps: list[float], odds: list[float]) -> list[float]:
    spacing = measured(text, [0.45, 0.12, 0.45], gaps, 0.5)
    return limited(np.array(odds), spacing, evidence(spacing)[0], tuple(text))


def test_a_bar_between_two_like_gaps_has_two_spaces_or_none() -> None:
    assert _limited("网|图", [0.3, 0.35], [5.0, -1.0]) == [2, 2]
    assert _limited("网|图", [0.3, 0.5], [5.0, -1.0]) == [5, -1]


def test_the_colon_of_a_time_has_two_spaces_or_none() -> None:
    assert _limited("1:2", [0.3, 0.5], [5.0, -1.0]) == [-1, -1]
    assert _limited("a:2", [0.3, 0.5], [5.0, -1.0]) == [5, -1]


def test_a_space_that_was_read_stays_between_letters() -> None:
    assert _kept("a b", [0.5, 0.5], [0.3]) == [True]


@pytest.mark.parametrize("text", ["网 （图", "网） 图", "# 图"])
def test_a_space_that_was_read_beside_a_sign_with_white_may_go(text: str) -> None:
    count = len(text) - 1
    assert not all(_kept(text, [0.5] * count, [0.5] * (count - 1)))


def test_a_space_stays_where_the_ink_touches() -> None:
    assert _kept("# i", [0.5, 0.5], [0.0]) == [True]


@pytest.mark.parametrize(("width", "expected"), [(0.05, False), (0.9, True)])
def test_an_ideograph_without_visible_ink_has_no_new_space_beside_it(width: float, expected: bool) -> None:
    assert _allowed("网图", [0.9, width], [0.5]) == [expected]
