"""Text lines, and the text of several lines in reading order."""

import unicodedata
from collections.abc import Sequence
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

ROW_DRIFT = 0.5
"""Two lines are in one row if their centres differ by less than this share of the smaller height."""


class Line(Protocol):
    """A text line: its quad, shape (4, 2), x then y in pixels, and its text."""

    @property
    def quad(self) -> NDArray[np.floating]: ...
    @property
    def text(self) -> str: ...


AnyLine = TypeVar("AnyLine", bound=Line)


def spaced_text(lines: Sequence[Line], casefold: bool) -> str:
    """Join the texts in rows, in NFKC, with one space between lines and one for each white space in them."""
    joined = " ".join(line.text for line in in_rows(lines))
    return " ".join(unicodedata.normalize("NFKC", joined.casefold() if casefold else joined).split())


def in_rows(lines: Sequence[AnyLine]) -> list[AnyLine]:
    """Returns the lines by rows from top to bottom, each row from left to right."""
    rows: list[list[tuple[float, float, float, int]]] = []
    for place in sorted(_place(line, i) for i, line in enumerate(lines)):
        if rows and place[0] - rows[-1][0][0] < ROW_DRIFT * min(place[2], rows[-1][0][2]):
            rows[-1].append(place)
        else:
            rows.append([place])
    return [lines[place[3]] for row in rows for place in sorted(row, key=lambda p: p[1])]


def _place(line: Line, index: int) -> tuple[float, float, float, int]:
    """Returns (centre y, centre x, height, index)."""
    quad = np.asarray(line.quad, dtype=np.float64)
    (x, y), height = quad.mean(axis=0), np.ptp(quad[:, 1])
    return float(y), float(x), float(height), index


def normalized(text: str) -> str:
    """Returns the text in NFKC and without white space, as it is compared."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if not c.isspace())
