"""The runs of ink of a strip, and which characters of its reading explain them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ink import inked_runs
from models.recognition.reading import Reading
from models.recognition.symbols.explained import unexplained_spans, width
from models.recognition.symbols.outlines import with_whole_outlines

INK_HEIGHT = 0.95
"""Ems. The usual height of the ink of a line."""

LEAST_EM, MOST_EM = 0.6, 0.85
"""Line heights. The smallest and the largest size of a font matter where a line has low signs only."""

OWN_TOLERANCE = 0.35
"""Ems. A character belongs to the nearest run if its middle lies at most so far outside."""

UNEXPLAINED = 0.55
"""The share of the columns of a run that no character explains, from which on the run is unexplained."""

LEAST_TOUCHING, MOST_TOUCHING = 0.8, 1.1
"""Ems. A run with several characters is cut into as many equal parts if these are so wide: signs in circles
touch each other."""

CROWDED = 0.6
"""A run with several characters is too narrow for them below this share of their usual widths."""

LEAST_WIDTH = 0.05
"""Ems. A narrower run is a speck."""


@dataclass(frozen=True, slots=True, eq=False)
class InkRuns:
    """The runs of columns with ink of a strip, from left to right.

    borders: (runs, 2), the first column of each run and the one after the last. owners: for each run, the
    indices of the characters whose middles lie in it. is_unexplained: for each run, whether no character is
    there. em: the size of the font in columns.
    """

    borders: NDArray[np.intp]
    owners: tuple[tuple[int, ...], ...]
    is_unexplained: tuple[bool, ...]
    em: float

    def nearest(self, column: float) -> int:
        """The index of the run nearest to a column."""
        return int(np.argmin(np.maximum(self.borders[:, 0] - column, column - self.borders[:, 1])))


def ink_runs(reading: Reading) -> InkRuns:
    """The runs of ink of a strip with this reading."""
    mask = reading.ink
    columns = np.asarray(mask.any(axis=0))
    rows = np.flatnonzero(mask.any(axis=1))
    height = (rows[-1] - rows[0] + 1) / len(mask) if rows.size else 1.0
    em = float(np.clip(height / INK_HEIGHT, LEAST_EM, MOST_EM) * reading.height)
    borders = with_whole_outlines(reading, inked_runs(columns), em)
    visible = [i for i, each in enumerate(reading.characters) if each != " "]
    owners = _owners(reading, visible, borders, OWN_TOLERANCE * em)
    if cuts := _cuts(borders, owners, em):
        borders = _cut(borders, cuts)
        owners = _owners(reading, visible, borders, OWN_TOLERANCE * em)
    free = np.append(0, np.cumsum(columns & _is_unexplained(reading, em)))
    least = np.maximum(UNEXPLAINED * (borders[:, 1] - borders[:, 0]), LEAST_WIDTH * em)
    is_free = free[borders[:, 1]] - free[borders[:, 0]] >= least
    is_crowded = [_is_crowded(reading, own, *each) for own, each in zip(owners, borders / em, strict=True)]
    beside = [any(is_crowded[max(i - 1, 0) : i + 2]) for i in range(len(borders))]
    unexplained = tuple(
        bool(each) and not own and not near for each, own, near in zip(is_free, owners, beside, strict=True)
    )
    return InkRuns(borders=borders, owners=owners, is_unexplained=unexplained, em=em)


def _is_unexplained(reading: Reading, em: float) -> NDArray[np.bool_]:
    """Which columns no character explains: boolean (columns,)."""
    is_unexplained = np.zeros(reading.pixels.shape[1], np.bool_)
    for start, end in unexplained_spans(reading, em):
        is_unexplained[start:end] = True
    return is_unexplained


def _owners(
    reading: Reading, visible: list[int], borders: NDArray[np.intp], slack: float
) -> tuple[tuple[int, ...], ...]:
    """For each run, the characters of which it is the nearest one."""
    owners: list[list[int]] = [[] for _ in borders]
    middles = reading.middles[visible]
    outside = np.maximum(borders[:, :1] - middles, middles - borders[:, 1:])
    nearest = outside.argmin(axis=0) if len(borders) else ()
    for i, run in enumerate(nearest):
        if outside[run, i] <= slack:
            owners[run].append(visible[i])
    return tuple(map(tuple, owners))


def _is_crowded(reading: Reading, own: tuple[int, ...], start: float, end: float) -> bool:
    """Whether a run has more characters than it has room for. One of them belongs to a run beside it.

    start, end: the columns of the run, in ems.
    """
    return len(own) > 1 and end - start < CROWDED * sum(width(reading.characters[i]) for i in own)


def _cuts(borders: NDArray[np.intp], owners: tuple[tuple[int, ...], ...], em: float) -> list[int]:
    """The columns at which rows of symbols that touch each other are cut."""
    cuts: list[int] = []
    for (start, end), own in zip(borders.tolist(), owners, strict=True):
        if len(own) > 1 and LEAST_TOUCHING * em <= (end - start) / len(own) <= MOST_TOUCHING * em:
            cuts += np.linspace(start, end, len(own) + 1)[1:-1].round().astype(int).tolist()
    return cuts


def _cut(borders: NDArray[np.intp], cuts: list[int]) -> NDArray[np.intp]:
    """The runs, of which those with a cut inside end there, and the next ones start there."""
    starts, ends = np.append(borders[:, 0], cuts), np.append(borders[:, 1], cuts)
    cut: NDArray[np.intp] = np.stack([np.sort(starts), np.sort(ends)], axis=1)
    return cut
