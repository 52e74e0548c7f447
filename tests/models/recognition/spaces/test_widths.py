import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.spaces.spaces import with_printed_spaces

EM = 36
"""Columns of the strip."""

Glyph = tuple[str, float, float, float]
"""A character as it is read; its white before the ink, its ink, and its white behind, in ems."""


def _ideograph(character: str) -> Glyph:
    return character, 0.05, 0.9, 0.05


def _letter(character: str) -> Glyph:
    return character, 0.05, 0.45, 0.05


def _reading(*glyphs: Glyph) -> Reading:
    """The reading of a strip in which each character is a bar of ink. Spaces are white."""
    pixels = np.full((48, 4 * EM + sum(round(sum(each[1:]) * EM) for each in glyphs), 3), 255, np.uint8)
    left, spans = float(EM), []
    for character, before, width, behind in glyphs:
        start, end = left + before * EM, left + (before + width) * EM
        if character != " ":
            pixels[7:41, round(start) : round(end)] = 0
        spans.append(((start + end) / 2 - 4, (start + end) / 2 + 4))
        left = end + behind * EM
    characters = tuple(each[0] for each in glyphs)
    ones = np.ones(len(glyphs), np.float32)
    return Reading(
        characters, ones, np.array(spans).reshape(-1, 2), pixels[:, : round(left) + EM], height=48.0
    )


def _text(*glyphs: Glyph) -> str:
    return with_printed_spaces(_reading(*glyphs)).text


FULL_WHITE = [("(", 0.68, 0.06), (")", 0.06, 0.68), (",", 0.1, 0.7), ("?", 0.05, 0.55)]
"""A mark, and the white before and behind it in a full-width square of a Chinese font."""


@pytest.mark.parametrize(("mark", "before", "behind"), FULL_WHITE)
@pytest.mark.parametrize("read", ["half", "full"])
def test_a_mark_that_takes_a_square_is_full_width(mark: str, before: float, behind: float, read: str) -> None:
    full = chr(ord(mark) + 0xFEE0)
    sign = (mark if read == "half" else full, before, 1 - before - behind, behind)

    assert _text(_ideograph("网"), sign, _ideograph("图")) == f"网{full}图"


@pytest.mark.parametrize("mark", ",:;!()[]{}?")
def test_a_narrow_mark_stays_half_width(mark: str) -> None:
    assert _text(_ideograph("网"), (mark, 0.07, 0.2, 0.07), _ideograph("图")) == f"网{mark}图"


def test_a_mark_read_as_full_width_becomes_half_width_beside_digits() -> None:
    glyphs = (_ideograph("第"), _letter("1"), ("：", 0.07, 0.13, 0.07), _letter("2"))

    assert _text(*glyphs) == "第1:2"


def test_a_bracket_without_a_neighbour_is_as_wide_as_its_partner() -> None:
    first, last = ("(", 0.68, 0.26, 0.06), (")", 0.06, 0.26, 0.0)

    assert _text(_ideograph("好"), first, _ideograph("完"), last) == "好（完）"
    assert _text(_ideograph("好"), ("(", 0.09, 0.2, 0.04), _ideograph("完"), last) == "好(完)"


def test_a_space_beside_a_full_width_mark_is_its_own_white() -> None:
    glyphs = (_ideograph("税"), (")", 0.06, 0.26, 0.2), (" ", 0.0, 0.4, 0.08), _letter("9"))

    assert _text(*glyphs) == "税）9"


def test_a_space_beside_a_half_width_mark_stays() -> None:
    glyphs = (_ideograph("税"), (")", 0.06, 0.24, 0.05), (" ", 0.0, 0.25, 0.0), _letter("9"))

    assert _text(*glyphs) == "税) 9"


def test_a_wide_bracket_in_the_middle_of_its_square_is_full_width() -> None:
    glyphs = (_ideograph("存"), ("(", 0.37, 0.34, 0.29), _letter("3"), (")", 0.27, 0.34, 0.0))

    assert _text(*glyphs) == "存（3）"


@pytest.mark.parametrize(("width", "expected"), [(0.9, "～"), (0.47, "~")])
def test_the_width_of_a_tilde_is_that_of_its_ink(width: float, expected: str) -> None:
    assert _text(_ideograph("好"), ("~", 0.05, width, 0.0)) == f"好{expected}"


@pytest.mark.parametrize(("white", "expected"), [(0.14, "％"), (0.04, "%")])
def test_a_percent_sign_with_white_on_both_sides_is_full_width(white: float, expected: str) -> None:
    glyphs = (_ideograph("约"), _letter("9"), ("%", white, 0.72, white), _ideograph("的"))

    assert _text(*glyphs) == f"约9{expected}的"


@pytest.mark.parametrize("mark", "?!")
def test_repeated_marks_are_measured_by_their_distance(mark: str) -> None:
    apart, close = (mark, 0.3, 0.3, 0.4), (mark, 0.1, 0.3, 0.1)

    assert _text(apart, apart, apart) == chr(ord(mark) + 0xFEE0) * 3
    assert _text(close, close, close) == mark * 3


def test_half_width_marks_of_lines_without_ideographs_stay() -> None:
    reading = _reading(_letter("a"), (":", 0.24, 0.12, 0.74), _letter("b"))

    assert with_printed_spaces(reading) is reading


def test_brackets_between_two_spaces_are_half_width() -> None:
    opening, closing = ("（", 0.34, 0.2, 0.34), (")", 0.34, 0.2, 0.0)

    read = _text(_ideograph("保"), _ideograph("存"), opening, _letter("3"), closing)

    assert read.replace(" ", "") == "保存(3)"


def test_a_mark_at_the_end_keeps_its_width_if_the_white_before_it_does_not_say() -> None:
    assert _text(_ideograph("网"), _ideograph("图"), (":", 0.12, 0.12, 0.0)) == "网图:"
    assert _text(_ideograph("网"), _ideograph("图"), ("：", 0.12, 0.12, 0.0)) == "网图："


def test_a_full_width_mark_keeps_its_square_between_ideographs_whatever_its_place_in_it() -> None:
    glyphs = [_ideograph(each) for each in "是的好"]
    mark = ("！", 0.2, 0.15, 0.65)

    assert _text(*glyphs, mark, *glyphs) == "是的好！是的好"
