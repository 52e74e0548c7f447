"""Spacing: the gaps between the characters of a reading, measured in its ink."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ink import Mask, gaps
from models.recognition.reading import Reading
from models.recognition.spaces.glyphs import Glyph, glyph

Numbers = NDArray[np.float64]

OTHER_EM = 0.7
"""Heights of the crop. The em of a line without letters and digits."""


@dataclass(frozen=True, slots=True, eq=False)
class Spacing:
    """The characters of a reading that are no spaces, and the gaps between neighbours of them.

    indices: int64 (characters,), their places in the reading. em: the size of the font, in columns. starts,
    ends: float64 (characters - 1,), the columns of the widest gap between each two; equal if their ink
    touches. first, last: the columns where the ink starts and ends.
    """

    indices: NDArray[np.int64]
    glyphs: tuple[Glyph, ...]
    em: float
    starts: Numbers
    ends: Numbers
    first: int
    last: int

    @property
    def gaps(self) -> Numbers:
        """The widths of the gaps in ems: float64 (characters - 1,)."""
        widths: Numbers = (self.ends - self.starts) / self.em
        return widths


def spacing_of(reading: Reading) -> Spacing | None:
    """The gaps of a reading. None without ink, or without two characters that are no spaces."""
    indices = np.flatnonzero([character != " " for character in reading.characters])
    mask = reading.ink
    columns: Mask = np.any(mask, axis=0)
    inked = np.flatnonzero(columns)
    if len(indices) < 2 or not inked.size:
        return None
    glyphs = tuple(glyph(reading.characters[i]) for i in indices.tolist())
    starts, ends = _widest(gaps(columns), reading.middles[indices])
    return Spacing(
        indices=indices,
        glyphs=glyphs,
        em=em_of(glyphs, mask, reading.height),
        starts=starts,
        ends=ends,
        first=int(inked[0]),
        last=int(inked[-1]) + 1,
    )


def em_of(glyphs: tuple[Glyph, ...], mask: Mask, height: float) -> float:
    """The size of the font in columns: the height of the ink by what these characters have of an em.

    It is 0.96 to 1.14 of the true size on nine of ten rendered lines. `height` is the crop's, in columns.
    """
    extent = max(each.top for each in glyphs) - min(each.bottom for each in glyphs)
    if extent <= 0:
        return OTHER_EM * height
    rows = np.flatnonzero(mask.any(axis=1))
    return float((rows[-1] - rows[0] + 1) * height / len(mask) / extent)


def _widest(found: NDArray[np.intp], middles: Numbers) -> tuple[Numbers, Numbers]:
    """The first column of the widest gap between each two characters, and the one after its last.

    A gap belongs to the two characters between whose middles its own middle lies. Without any, both columns
    are midway between the characters.
    """
    midway = (middles[1:] + middles[:-1]) / 2
    starts, ends = midway.copy(), midway.copy()
    slots = np.searchsorted(middles, found.mean(axis=1)) - 1
    inner = np.flatnonzero((slots >= 0) & (slots < len(midway)))
    widest_last = inner[np.argsort(found[inner, 1] - found[inner, 0], kind="stable")]
    starts[slots[widest_last]], ends[slots[widest_last]] = found[widest_last].T
    return starts, ends
