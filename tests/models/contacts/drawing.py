"""Pages of lines at given places, as a reader of pictures would return them."""

import numpy as np

from models.page import Page, TextLine

HEIGHT = 24


def line(text: str, left: float, top: float, height: float = HEIGHT) -> TextLine:
    """A line of upright text; an ideograph is as wide as the line is high, a letter half as wide."""
    width = sum(height / 2 if character.isascii() else height for character in text)
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    return TextLine(np.array(corners, np.float32), text, 0.99)


def page(*lines: TextLine) -> Page:
    """A page with these lines."""
    return Page(720, 1280, lines)


def column(*texts: str, left: float = 40, top: float = 100, step: float = 40) -> Page:
    """A page of lines below one another."""
    return page(*(line(text, left, top + index * step) for index, text in enumerate(texts)))
