"""Builds pages with lines at given positions, as the OCR engine returns them."""

import numpy as np

from models.page import Page, TextLine

HEIGHT = 24
"""Height of a line in pixels."""


def line(text: str, left: float, top: float, height: float = HEIGHT) -> TextLine:
    """Returns a horizontal line. An ideograph is as wide as high. An ASCII character is half as wide."""
    width = sum(height / 2 if character.isascii() else height for character in text)
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    return TextLine(np.array(corners, np.float32), text, 0.99)


def page(*lines: TextLine) -> Page:
    """Returns a page with the lines."""
    return Page(720, 1280, lines)


def column(*texts: str, left: float = 40, top: float = 100, step: float = 40) -> Page:
    """Returns a page with lines below one another, `step` pixels apart."""
    return page(*(line(text, left, top + index * step) for index, text in enumerate(texts)))
