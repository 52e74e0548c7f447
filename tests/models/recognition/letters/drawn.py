"""Readings of drawn lines: each character is a box as high and as wide as characters of its kind."""

import numpy as np

from models.page import Image
from models.recognition.reading import Reading

BASELINE, CAPITAL, SMALL, SQUARE, HYPHEN = 38, 24, 18, 30, 11
"""Rows: the baseline, and what characters of each kind are high; of a hyphen, its top over the baseline."""

WIDTH, LETTER_WIDTH, GAP = 16, 22, 6
"""Columns: of most characters, of O, and between two characters."""

LOW = frozenset("aemnrcosuvwxz")


def drawn(printed: str, read: str, score: float = 0.9) -> Reading:
    """Returns the reading of a line in which `printed` is drawn and `read` was recognized."""
    widths = [LETTER_WIDTH if each == "O" else WIDTH for each in printed]
    starts = np.cumsum([GAP, *(width + GAP for width in widths)]).tolist()
    pixels = np.full((48, starts[-1], 3), 255, np.uint8)
    for each, start, width in zip(printed, starts, widths, strict=False):
        _draw(pixels[:, start : start + width], each)
    middles = [start + width / 2 for start, width in zip(starts, widths, strict=False)]
    return Reading(
        characters=tuple(read),
        scores=np.full(len(read), score, np.float32),
        spans=np.array([(middle - 4, middle + 4) for middle in middles]),
        pixels=pixels,
        height=48.0,
    )


def _draw(pixels: Image, character: str) -> None:
    """Draws a box on the columns of a character, and a bar for a hyphen."""
    if character == "-":
        pixels[BASELINE - HYPHEN : BASELINE - HYPHEN + 3] = 0
        return
    height = SMALL if character in LOW else CAPITAL if character.isascii() else SQUARE
    pixels[BASELINE - height : BASELINE] = 0
    pixels[BASELINE - height + 3 : BASELINE - 3, 3:-3] = 255
