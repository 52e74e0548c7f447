"""Ink that no character explains and that is no symbol is read again, alone; docs/decisions/0051."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from models.page import Image
from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import InkRuns
from models.recognition.symbols.pieces import Piece
from models.symbols.classifier import Symbol

ReadAlone = Callable[[Image], Symbol]
"""Reads the only character of a picture. Its text is "" if there is none, or more than one."""

LEAST_WIDTH, LEAST_HEIGHT = 0.3, 0.6
"""Ems. Smaller ink is not read again: it is punctuation or a part of a character."""

MIN_DISTANCE = 0.4
"""Ems. Ink whose middle is nearer to that of a character is a part of it. Digits are half an em apart."""

SURE_TEXT = 0.5
"""The probability of ordinary text from which on a piece is read again. Icons have less."""

MARGIN, SCALE = 0.12, 0.8
"""Ems; the size of the piece in its new strip. Of seven rare characters that are lost in a line, none is read
at full size. At this size one is, and no other character in the place of one."""

MIN_SCORE, MOST_READ = 0.85, 4
"""The lowest score of a character that is read alone, and the most pieces of a line that are."""

Choice = tuple[Piece, Symbol]


def with_characters_read_alone(
    reading: Reading, runs: InkRuns, candidates: Sequence[Choice], read: ReadAlone
) -> list[Choice]:
    """The candidates, in which unexplained ordinary text is the character that is read there alone.

    At most MOST_READ pieces are read, the widest ones.
    """
    lost = [each for each in candidates if _is_lost_text(reading, runs, *each)]
    widest = sorted(lost, key=lambda each: each[0].start - each[0].end)[:MOST_READ]
    found = {piece: read(_alone(reading, runs, piece)) for piece, _ in widest}
    sure = {piece: symbol for piece, symbol in found.items() if symbol.probability >= MIN_SCORE}
    return [(piece, sure.get(piece, symbol)) for piece, symbol in candidates]


def _is_lost_text(reading: Reading, runs: InkRuns, piece: Piece, symbol: Symbol) -> bool:
    """Whether a piece is an ordinary character that was not read, between others. Icons are at the ends."""
    is_text = not symbol.text and not symbol.is_picture and symbol.probability >= SURE_TEXT
    is_inside = reading.middles.min(initial=np.inf) < piece.start and piece.end < reading.middles.max(
        initial=0
    )
    is_wide = piece.end - piece.start >= LEAST_WIDTH * runs.em
    if piece.characters or not (is_text and is_inside and is_wide and _has_own_place(reading, runs, piece)):
        return False
    rows = np.flatnonzero(reading.ink[:, piece.start : piece.end].any(axis=1))
    height = (rows[-1] - rows[0] + 1) / len(reading.ink) * reading.height
    return bool(height >= LEAST_HEIGHT * runs.em)


def _has_own_place(reading: Reading, runs: InkRuns, piece: Piece) -> bool:
    """Whether the middle of the piece is far from the middles of all characters that were read."""
    distances = np.abs(reading.middles - (piece.start + piece.end) / 2)
    return bool(distances.min() >= MIN_DISTANCE * runs.em)


def _alone(reading: Reading, runs: InkRuns, piece: Piece) -> Image:
    """The pixels of a piece, smaller, on a ground of the colour of its first corner."""
    margin = int(MARGIN * runs.em)
    pixels = reading.pixels[:, max(piece.start - margin, 0) : piece.end + margin]
    rows, columns = pixels.shape[:2]
    height, width = round(rows * SCALE), max(1, round(columns * SCALE))
    picture = np.empty((rows, width + rows - height, 3), np.uint8)
    picture[:] = pixels[0, 0]
    top = (rows - height) // 2
    picture[top : top + height, top : top + width] = cv2.resize(pixels, (width, height))
    return picture
