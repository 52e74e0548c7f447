"""Strips with drawn marks."""

from collections.abc import Callable, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from models.recognition.reading import Reading

BLACK, MARGIN, ROWS = (0, 0, 0), 12, 48

Pixels = NDArray[np.uint8]
Draw = Callable[[Pixels], object]
"""Draws a mark into white pixels: uint8 (48, columns, 3)."""


def dot(pixels: Pixels) -> None:
    """A disc of half the width."""
    width = pixels.shape[1]
    cv2.circle(pixels, (width // 2, 30), width // 4, BLACK, -1)


def ring(pixels: Pixels) -> None:
    """A circle of half the width."""
    width = pixels.shape[1]
    cv2.circle(pixels, (width // 2, 30), width // 4, BLACK, 2)


def disc(pixels: Pixels) -> None:
    """A disc that fills the width but for a sixth."""
    width = pixels.shape[1]
    cv2.circle(pixels, (width // 2, 24), round(width * 0.42), BLACK, -1)


def wave(pixels: Pixels) -> None:
    """A wave that starts low and ends high, like the middle of ~, with its ends."""
    columns = np.arange(4, pixels.shape[1] - 4)
    phase = (columns - columns[0]) / (columns[-1] - columns[0])
    rows = 24 - 5 * np.sin(2 * np.pi * phase)
    points = np.stack([columns, rows], axis=1).round().astype(np.int32)
    cv2.polylines(pixels, [points], isClosed=False, color=BLACK, thickness=3)


def bar_above_dot(pixels: Pixels) -> None:
    """An exclamation mark."""
    middle = pixels.shape[1] // 2
    pixels[6:32, middle - 2 : middle + 3] = 0
    pixels[37:42, middle - 2 : middle + 3] = 0


def dot_above_bar(pixels: Pixels) -> None:
    """The letter i."""
    pixels[:] = cv2.flip(pixels, 0)
    bar_above_dot(pixels)
    pixels[:] = cv2.flip(pixels, 0)


def equals(pixels: Pixels) -> None:
    """Two bars of one length."""
    pixels[20:23, 4:-4] = pixels[28:31, 4:-4] = 0


def two(pixels: Pixels) -> None:
    """Two bars, of which the lower one is longer: the ideograph 二."""
    pixels[20:23, 9:-9] = pixels[30:33, 2:-2] = 0


def asterisk(pixels: Pixels) -> None:
    """Six spokes of 10 pixels."""
    middle = pixels.shape[1] // 2
    for angle in (0, 60, 120):
        along = np.array([np.sin(np.radians(angle)), np.cos(np.radians(angle))]) * 10
        (left, top), (right, bottom) = (
            np.round([middle, 20] + sign * along).astype(int).tolist() for sign in (-1, 1)
        )
        cv2.line(pixels, (left, top), (right, bottom), BLACK, 4)


def cross(pixels: Pixels) -> None:
    """The letter x."""
    width = pixels.shape[1]
    cv2.line(pixels, (5, 15), (width - 6, 38), BLACK, 4)
    cv2.line(pixels, (5, 38), (width - 6, 15), BLACK, 4)


def stroke(pixels: Pixels) -> None:
    """The letter l."""
    middle = pixels.shape[1] // 2
    pixels[8:40, middle - 2 : middle + 3] = 0


def reading_of(text: str, marks: Sequence[Draw], width: int, score: float = 0.5) -> Reading:
    """Returns the reading of marks, each in so many columns. The characters of the text are evenly spread."""
    pixels = np.full((ROWS, width * len(marks) + 2 * MARGIN, 3), 255, np.uint8)
    for i, draw in enumerate(marks):
        cell = np.full((ROWS, width, 3), 255, np.uint8)
        draw(cell)
        pixels[:, MARGIN + i * width : MARGIN + (i + 1) * width] = cell
    edges = np.linspace(MARGIN, pixels.shape[1] - MARGIN, len(text) + 1)
    return Reading(
        characters=tuple(text),
        scores=np.full(len(text), score, np.float32),
        spans=np.stack([edges[:-1], edges[1:]], axis=1),
        pixels=pixels,
        height=float(ROWS),
    )
