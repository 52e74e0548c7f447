from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from models.recognition.reading import Reading
from models.recognition.runs.underscores import with_counted_underscores

BASELINE, LETTER, BAR, GAP = 36, 20, 20, 4
"""Rows; columns of a letter, of one underscore, and of the white beside a letter. An em is 40 columns."""


def _reading(printed: str, read: str, cut: int = 0) -> Reading:
    """The reading of drawn letters and bars, without the first `cut` columns."""
    pixels = np.full((48, 800, 3), 255, np.uint8)
    column, places = 8, list[tuple[int, int]]()
    for part in printed.replace("_x", "_ x").replace("x_", "x _").split(" "):
        if part[0] == "_":
            width = BAR * len(part)
            pixels[BASELINE + 3 : BASELINE + 6, column : column + width] = 0
        else:
            width = (LETTER + GAP) * len(part) - GAP
            for i in range(len(part)):
                start = column + i * (LETTER + GAP)
                pixels[BASELINE - 21 : BASELINE, start : start + LETTER] = 0
        places.append((column, width))
        column += width + GAP
    spans = list[tuple[float, float]]()
    texts = read.replace("_x", "_ x").replace("x_", "x _").split(" ")
    for text, (start, width) in zip(texts, places, strict=True):
        spans += pairwise(np.linspace(start, start + width, len(text) + 1).tolist())
    return Reading(
        characters=tuple(read),
        scores=np.full(len(read), 0.9, np.float32),
        spans=np.array(spans) - cut,
        pixels=pixels[:, cut : column + 8],
        height=48.0,
    )


@pytest.mark.parametrize(
    ("printed", "read"),
    [("xx__xx", "xx_xx"), ("xx__xx", "xx____xx"), ("xx_xx", "xx___xx"), ("__xx__xx", "_xx____xx")],
    ids=["too few", "too many", "one", "two runs"],
)
def test_underscores_are_as_many_as_their_bar_is_long(printed: str, read: str) -> None:
    assert with_counted_underscores(_reading(printed, read)).text == printed


@pytest.mark.parametrize("text", ["xx_xx", "xx__xx", "__xx__", "xxx"])
def test_what_was_read_in_full_stays(text: str) -> None:
    reading = _reading(text, text)

    assert with_counted_underscores(reading) is reading


def test_a_bar_that_the_edge_cuts_is_as_long_as_the_other_one() -> None:
    assert with_counted_underscores(_reading("__xx__", "_xx__", cut=30)).text == "__xx__"


def test_new_underscores_divide_the_bar_and_score_like_their_run() -> None:
    reading = with_counted_underscores(_reading("xx__xx", "xx_xx"))

    assert reading.spans[2:4].tolist() == [[56, 76], [76, 96]]
    assert reading.scores.tolist() == pytest.approx([0.9] * 6)


def test_underscores_without_a_letter_or_a_bar_stay() -> None:
    alone, faded = _reading("__", "_"), _reading("xx_xx", "xx_xx")
    faded.pixels[BASELINE + 1 :] = 255

    assert with_counted_underscores(alone) is alone
    assert with_counted_underscores(faded) is faded


def test_bars_of_different_length_in_two_rows_keep_what_was_read() -> None:
    reading = _reading("xx__xx", "xx_xx")
    frayed = replace(reading, pixels=reading.pixels.copy())
    frayed.pixels[BASELINE + 4 : BASELINE + 6, 82:96] = 255

    assert with_counted_underscores(frayed).text == "xx_xx"
