"""Limits: gaps in which no space is printed, whatever the network finds."""

import numpy as np
from numpy.typing import NDArray

from models.recognition.spaces.spacing import Spacing

MIN_GAP = 0.12
"""Ems. The narrowest gap with a space. Fonts have spaces of a fifth of an em and more; blur fills a part."""

DIGIT_ADVANCE = 0.55
"""Ems. The most that the usual distance between the middles of two digits is taken for, so that a line of
digits with spaces between all of them does not set its own measure. Fonts have 0.5 to 0.6 ems."""

MIN_STEP = 1.2
"""Two digits have a space between them only if their middles are so many times the usual distance apart. In
most fonts all digits have one width, so that a 1 has wide gaps on both sides."""

SEPARATORS = frozenset(".,:")
"""Signs that numbers have between two digits, without a space: 1,299.00 and 20:03."""


def can_have_space(spacing: Spacing, characters: tuple[str, ...]) -> NDArray[np.bool_]:
    """Whether a space may stand in each gap: boolean (characters - 1,).

    characters: those of the reading that are no spaces.
    """
    is_digit = np.array([character.isdecimal() for character in characters])
    is_excluded = _are_near(spacing, is_digit) | _beside_separators(characters, is_digit)
    allowed: NDArray[np.bool_] = (spacing.gaps >= MIN_GAP) & ~is_excluded
    return allowed


def _are_near(spacing: Spacing, is_digit: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether two neighbours are digits with the usual distance."""
    lefts = np.concatenate([[spacing.first], spacing.ends])
    rights = np.concatenate([spacing.starts, [spacing.last]])
    distances = np.diff(lefts + rights) / 2
    are_near: NDArray[np.bool_] = is_digit[1:] & is_digit[:-1]
    if are_near.any():
        usual = min(float(np.median(distances[are_near])), DIGIT_ADVANCE * spacing.em)
        are_near &= distances < MIN_STEP * usual
    return are_near


def _beside_separators(characters: tuple[str, ...], is_digit: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether a gap is beside a separator that has a digit on both sides."""
    beside = np.zeros(len(characters) - 1, np.bool_)
    for i in range(1, len(characters) - 1):
        if characters[i] in SEPARATORS and is_digit[i - 1] and is_digit[i + 1]:
            beside[i - 1 : i + 1] = True
    return beside
