"""The nouns: what a picture is read into."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""Decoded pixels: uint8, (height, width, 3), BGR, C-contiguous."""

Size = tuple[int, int]
"""Width and height in pixels."""

Quad = NDArray[np.float32]
"""Four points: float32, (4, 2), x then y in pixels, clockwise, the first is the text's own top-left."""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """Where a line seems to stand, and how sure the detector is of it (0 to 1)."""

    quad: Quad
    score: float


@dataclass(frozen=True, slots=True)
class Character:
    """One character of a line, a space too: where it stands, and how sure the recognizer is (0 to 1)."""

    text: str
    quad: Quad
    score: float


@dataclass(frozen=True, slots=True)
class Font:
    """A font that a line resembles, and how likely the line is set in its family (0 to 1)."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text: where it stands, what it says, and how sure the recognizer is (0 to 1).

    `characters` spell the text in its order where they were asked for; else there are none. `fonts` are the
    likeliest of different families, the likeliest first, where they were asked for.
    """

    quad: Quad
    text: str
    score: float
    characters: tuple[Character, ...] = ()
    fonts: tuple[Font, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """One person's name, telephone number and address; "" where the page does not say."""

    name: str = ""
    phone: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    detail_address: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A picture that was read: its size in pixels and its lines in reading order.

    `contact` is whom it tells how to reach, None where that was not asked for.
    """

    width: int
    height: int
    lines: tuple[TextLine, ...]
    contact: Contact | None = None
