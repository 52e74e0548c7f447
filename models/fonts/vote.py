"""Vote of a page: lines that look alike support the same fonts; docs/decisions/0046."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

STRENGTH: Final = 4.0
"""Characters. In a line of this length the page counts as much as the line itself, in a shorter one more.

With 1, 2, 4 and 8 the class of fonts outside the gallery is right for 61.3, 63.0, 64.9 and 66.4 % of 2,720
drawn lines. On pages whose lines all have another family, the family is right for 56.9, 57.0, 56.6 and
56.0 %, and for 56.6 % without votes.
"""

MAX_LENGTH: Final = 8
"""Characters. A longer line counts like one of this length, in its own result and in its votes."""

SHARPNESS: Final = 3.0
"""The votes of a line count exp(SHARPNESS × (cosine of the two embeddings - 1)) in another line."""

HEIGHT_SCALE: Final = 0.5
"""Natural logarithm. The votes fall by a factor of e for this difference of the heights of two lines."""

AGREEMENT_POWER: Final = 3
"""The votes count this power of their agreement, 0 to 1.

With 0, 1, 2, 3 and 4 the family is right for 49.4, 54.3, 56.0, 56.6 and 56.9 % of the lines on pages whose
lines all have another family, and for 67.9, 69.6, 69.4, 67.6 and 65.7 % on pages with a random family for
each line.
"""

SATURATION: Final = 1.0
"""Votes. With this sum of votes the page counts half as much as with very many."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Looks:
    """The lines of one page: heights in pixels, and numbers of characters without blanks, each (lines,)."""

    heights: Floats
    lengths: Floats

    @classmethod
    def of(cls, heights: Sequence[float], texts: Sequence[str]) -> "Looks":
        """From the height and the text of each line."""
        lengths = [min(max(len("".join(text.split())), 1), MAX_LENGTH) for text in texts]
        return cls(np.maximum(np.array(heights, np.float32), 1), np.array(lengths, np.float32))


def voted(cosines: Floats, embeddings: Floats, looks: Looks) -> Floats:
    """The similarity of each line to each family, (lines, families), with the votes of all lines of a page.

    `cosines`: (lines, families), without votes. `embeddings`: unit vectors (lines, 128). The page's mean
    similarities, less their maximum, are added to those of a line: the family that the page prefers stays as
    it is, and the others lose.
    """
    votes = _votes(embeddings, looks)
    sums = np.maximum(votes.sum(axis=1, keepdims=True), np.finfo(np.float32).tiny)
    shares = votes / sums
    page = shares @ cosines
    best = page.max(axis=1, keepdims=True)
    strength = STRENGTH / looks.lengths[:, np.newaxis] * sums / (sums + SATURATION)
    agreement = _agreement(best - page.mean(axis=1, keepdims=True), shares, cosines)
    result: Floats = cosines + strength * agreement**AGREEMENT_POWER * (page - best)
    return result


def _votes(embeddings: Floats, looks: Looks) -> Floats:
    """The votes that each line, a row, gets from each other line: (lines, lines)."""
    heights = np.log(looks.heights)
    differences = np.abs(heights[:, np.newaxis] - heights) / HEIGHT_SCALE
    votes: Floats = looks.lengths * np.exp(SHARPNESS * (embeddings @ embeddings.T - 1) - differences)
    np.fill_diagonal(votes, 0)
    return votes


def _agreement(contrast: Floats, shares: Floats, cosines: Floats) -> Floats:
    """How much the lines that vote prefer the same family: (lines, 1), 0 to 1.

    It is the contrast of their mean similarities, divided by the mean of their contrasts. The contrast is the
    difference of the best family to the mean of all.
    """
    contrasts = cosines.max(axis=1, keepdims=True) - cosines.mean(axis=1, keepdims=True)
    agreement: Floats = np.clip(contrast / np.maximum(shares @ contrasts, 1e-6), 0, 1)
    return agreement
