"""The values that reading a picture produces, from pixels to a page."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""Decoded pixels: uint8 (height, width, 3), BGR, C-contiguous."""

Size = tuple[int, int]
"""Width and height in pixels."""

Quad = NDArray[np.float32]
"""Four corners: float32 (4, 2), x then y in pixels, clockwise. The first is the text's own top left."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """A detected line: its place, and the detector's confidence (0 to 1)."""

    quad: Quad
    score: float


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a line, which may be a space: its place, and the recognizer's confidence (0 to 1)."""

    text: str
    quad: Quad
    score: float


@dataclass(frozen=True, slots=True)
class Font:
    """A font that a line resembles, and the probability that the line is set in its family (0 to 1)."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text: its place, its text, and the recognizer's confidence (0 to 1).

    `characters` are those of the text, in its order. `fonts` are the likeliest fonts of different families,
    the likeliest first. Each is empty unless the request asks for it. `scores` has the recognizer's
    confidence in each visible character. It is empty once the line is accepted.
    """

    quad: Quad
    text: str
    score: float
    characters: tuple[Character, ...] = ()
    fonts: tuple[Font, ...] = ()
    scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """One person's name, telephone number and address. A field that the page does not give is empty."""

    name: str = ""
    phone: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    detail_address: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A picture that was read: its size in pixels, and its lines in reading order.

    `contact` is the person that the page names. It is None unless the request asks for it.
    """

    width: int
    height: int
    lines: tuple[TextLine, ...]
    contact: Contact | None = None
