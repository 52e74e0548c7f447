"""The runs of ink of a strip, and which characters of its reading explain them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from unicodedata import east_asian_width

import cv2
import numpy as np
from numpy.typing import NDArray

from models.ink import gaps
from models.recognition.reading import Reading

INK_HEIGHT = 0.95
"""Ems. The usual height of the ink of a line."""

LEAST_EM, QUICK_EM, MOST_EM = 0.6, 0.77, 0.85
"""Line heights. The smallest and the largest size of a font matter where a line has low signs only. The size
for the quick check is a large one, so that few lines without lost characters pass it."""

FULL, WIDE, NARROW, OTHER = 1.0, 0.9, 0.35, 0.62
"""Ems. The widths of full-width characters, of m and the like, of i and the like, and of all others."""

WIDTHS: Mapping[str, float] = dict.fromkeys("mwMWOQ@%G—…", WIDE) | dict.fromkeys(
    "fijlrtI.,:;'!|()[]`\"/-1 °·‘’", NARROW
)
"""Character → its width in ems, if it is not FULL or OTHER."""

SYMBOLS_FROM = "Ā"
"""Signs from this code point on, if they are not full-width, are as wide as WIDE."""

TOLERANCE = 0.08
"""Ems. A character explains the ink up to this distance from its sides: the steps of CTC are coarse."""

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

SAMPLE_STEP, INKED, MIN_CONTRAST = 4, 0.4, 12.0
"""Rows; a share of the largest difference from the ground; levels. For the quick check, every fourth row is
looked at, and a column has ink if it differs from the ground by more than both."""


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
    borders = gaps(np.logical_not(columns))
    visible = [i for i, each in enumerate(reading.characters) if each != " "]
    owners = _owners(reading, visible, borders, OWN_TOLERANCE * em)
    if cuts := _cuts(borders, owners, em):
        borders = _cut(borders, cuts)
        owners = _owners(reading, visible, borders, OWN_TOLERANCE * em)
    free = np.append(0, np.cumsum(columns & ~explained_columns(reading, em)))
    least = np.maximum(UNEXPLAINED * (borders[:, 1] - borders[:, 0]), LEAST_WIDTH * em)
    is_free = free[borders[:, 1]] - free[borders[:, 0]] >= least
    is_crowded = [_is_crowded(reading, own, *each) for own, each in zip(owners, borders / em, strict=True)]
    beside = [any(is_crowded[max(i - 1, 0) : i + 2]) for i in range(len(borders))]
    unexplained = tuple(
        bool(each) and not own and not near for each, own, near in zip(is_free, owners, beside, strict=True)
    )
    return InkRuns(borders=borders, owners=owners, is_unexplained=unexplained, em=em)


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
    return len(own) > 1 and end - start < CROWDED * sum(_width(reading.characters[i]) for i in own)


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


def may_lack_characters(reading: Reading) -> bool:
    """Whether a few rows of a strip have ink that no character explains. It is faster than `ink`."""
    sample = np.ascontiguousarray(reading.pixels[SAMPLE_STEP // 2 :: SAMPLE_STEP])
    luma = cv2.cvtColor(sample, cv2.COLOR_BGR2GRAY)
    levels = luma[:, ::SAMPLE_STEP].ravel()
    ground = float(np.partition(levels, levels.size // 2)[levels.size // 2])
    darkest = cv2.absdiff(luma, np.array([ground, 0, 0, 0])).max(axis=0)
    least = max(INKED * float(darkest.max()), MIN_CONTRAST)
    free = (darkest > least) & ~explained_columns(reading, QUICK_EM * reading.height)
    return bool(np.count_nonzero(free) >= LEAST_WIDTH * reading.height)


def explained_columns(reading: Reading, em: float) -> NDArray[np.bool_]:
    """Which columns lie within the usual width of a character: boolean (columns,)."""
    columns = reading.pixels.shape[1]
    widths = np.array([_width(each) for each in reading.characters])
    reach, middles = (widths / 2 + TOLERANCE) * em, reading.middles
    starts = np.minimum(np.maximum(middles - reach, 0), columns).astype(np.intp)
    ends = np.minimum(np.maximum(middles + reach + 1, 0), columns).astype(np.intp)
    changes = np.bincount(starts, minlength=columns + 1) - np.bincount(ends, minlength=columns + 1)
    explained: NDArray[np.bool_] = np.cumsum(changes[:columns]) > 0
    return explained


@cache
def _width(character: str) -> float:
    if character == " ":
        return -2 * TOLERANCE
    if east_asian_width(character[0]) in "WF":
        return FULL
    return WIDTHS.get(character, WIDE if character >= SYMBOLS_FROM else OTHER)
