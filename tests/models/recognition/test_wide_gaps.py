"""Wide gaps of lines that are drawn as squares."""

import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.wide_gaps import WideGap, text_ends, wide_gaps

HEIGHT = 48


def _reading(text: str, starts: list[int], width: int) -> Reading:
    """A line of black squares, one for each character that is no space, each `width` columns wide."""
    pixels = np.full((HEIGHT, max(starts) + width + 10, 3), 255, np.uint8)
    for i, start in enumerate(starts):
        if text[i] != " ":
            pixels[8:40, start : start + width] = 0
    spans = np.array([[start, start + width] for start in starts], np.float64)
    return Reading(tuple(text), np.ones(len(text), np.float32), spans, pixels, HEIGHT)


@pytest.mark.parametrize(("gap", "is_wide"), [(14, False), (18, True)])
def test_a_gap_of_text_is_wide_from_a_third_of_a_line_height(gap: int, is_wide: bool) -> None:
    reading = _reading("文字文字", [4, 42, 68 + gap, 106 + gap], 26)

    assert [found.index for found in wide_gaps(reading)] == [2] * is_wide


@pytest.mark.parametrize(("gap", "is_wide"), [(12, False), (16, True)])
def test_a_gap_of_digits_is_wide_a_little_earlier(gap: int, is_wide: bool) -> None:
    reading = _reading("1234", [4, 24, 42 + gap, 62 + gap], 18)

    assert [found.index for found in wide_gaps(reading)] == [2] * is_wide


def test_a_gap_has_the_ends_of_the_ink_as_shares_of_the_line() -> None:
    reading = _reading("文 字", [4, 50, 90], 36)

    assert wide_gaps(reading) == (WideGap(2, 40 / 136, 90 / 136),)


def test_outer_spaces_do_not_count_in_the_index() -> None:
    reading = _reading(" 文字 ", [0, 10, 90, 130], 36)

    assert [gap.index for gap in wide_gaps(reading)] == [1]


def test_ink_that_was_not_read_leaves_no_gap() -> None:
    reading = _reading("文字", [4, 90], 36)
    reading.pixels[8:40, 45:85] = 0

    assert wide_gaps(reading) == ()


def test_text_ends_at_the_edges_of_its_outermost_characters() -> None:
    start, end = text_ends(_reading(" 文字 ", [0, 10, 60, 130], 36))

    assert [start * 176, end * 176] == [pytest.approx(10, abs=5), pytest.approx(96, abs=5)]


def test_a_reading_without_characters_has_the_ends_of_its_strip() -> None:
    assert text_ends(_reading(" ", [4], 36)) == (0, 1)


def test_an_ideograph_that_is_too_pale_to_be_seen_leaves_no_gap() -> None:
    reading = _reading("文字文字", [4, 48, 92, 136], 40)
    reading.pixels[:, 46:90] = 255

    assert wide_gaps(reading) == ()
