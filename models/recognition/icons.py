"""Icons at the ends of a line: an icon beside a label is often read as one or two characters of the label."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import log2
from statistics import fmean

import cv2
import numpy as np

from models.ink import Mask, gaps
from models.recognition.certainty import certainty
from models.recognition.charset import is_ideograph
from models.recognition.reading import Reading

MAX_CHARACTERS = 2
"""The largest number of characters that an icon is read as."""

SURE_SCORE = 0.97
"""Characters with at least this mean probability are text."""

SURE_IDEOGRAPH = 0.8
"""Ideographs with at least this mean probability are text, unless all are of SIMPLE_IDEOGRAPHS. Rare names
stand beside numbers and are often less sure; docs/decisions/0044."""

SIMPLE_IDEOGRAPHS = frozenset(
    "口回田曰日目吕三四十王工土品山凸凹囗巳己二一八入人个门中干于川卜下上了臼皿圆圓"
)
"""Ideographs of few strokes, as which boxes, bars, circles and arrows are read."""

MIN_LOG_ODDS = 1.5
"""Natural logarithm of the odds from which an end is an icon. On rendered pages with icons of other sets than
those of the fit, this finds 15 of 29 icons, and takes 2 of 156 doubtful ends of text for icons;
docs/decisions/0044."""

BIAS, CERTAINTY_OF_ICON, CERTAINTY_OF_LABEL = -2.96, -2.55, 0.86
GAP, TALLER, LOWER_TOP, LOWER_BOTTOM, COLOUR, SQUARE = 5.3, -1.45, -5.03, 15.87, 8.72, 0.94
CHARACTERS, LABEL_CHARACTERS, SIGNS = -1.15, 0.25, -1.96
"""The weights of a logistic regression on 1,211 doubtful ends of rendered lines, 277 of them icons;
docs/decisions/0044. `_End.log_odds` has the quantities that they multiply."""

NUMBER = frozenset("0123456789.,:%/+-")
"""Characters of numbers. A number is never cut between two of them: blurred digits are no icons."""

LARGEST_GAP, LONGEST_LABEL = 1.5, 6
"""Line heights; characters. Wider gaps and longer labels count as these."""


@dataclass(frozen=True, eq=False)
class _End:
    """The first characters of a line, which may be an icon, and the others, the label.

    icon, label: indices of the visible characters. gap: the columns without ink between both, first and end.
    """

    reading: Reading
    mask: Mask
    icon: list[int]
    label: list[int]
    gap: tuple[int, int]

    @cached_property
    def log_odds(self) -> float:
        """The natural logarithm of the odds that the first characters are an icon."""
        return self._log_odds_of_scores() + self._log_odds_of_text() + self._log_odds_of_ink()

    def _log_odds_of_scores(self) -> float:
        scores = self.reading.scores
        icon, label = float(scores[self.icon].mean()), float(scores[self.label].mean())
        return BIAS + CERTAINTY_OF_ICON * certainty(icon) + CERTAINTY_OF_LABEL * certainty(label)

    def _log_odds_of_text(self) -> float:
        signs = sum(not self.reading.characters[i].isalnum() for i in self.icon) / len(self.icon)
        length = min(len(self.label), LONGEST_LABEL)
        return SIGNS * signs + CHARACTERS * len(self.icon) + LABEL_CHARACTERS * length

    def _log_odds_of_ink(self) -> float:
        start, end = self.gap
        mask, rows, pixels = self.mask.view(np.uint8), len(self.mask), self.reading.pixels
        icon, label = mask[:, :start], mask[:, end:]
        _, top, columns, height = cv2.boundingRect(icon)
        _, label_top, _, label_height = cv2.boundingRect(label)
        colours = np.subtract(cv2.mean(pixels[:, :start], icon), cv2.mean(pixels[:, end:], label))
        width = columns * rows / self.reading.height
        return (
            GAP * min((end - start) / self.reading.height, LARGEST_GAP)
            + TALLER * log2(height / label_height)
            + LOWER_TOP * (top - label_top) / rows
            + LOWER_BOTTOM * (top + height - label_top - label_height) / rows
            + COLOUR * float(np.abs(colours).max()) / 255
            + SQUARE * (abs(log2(width / height)) < 0.4)
        )


def without_icons(reading: Reading) -> Reading:
    """The reading without the characters that an icon at its start or at its end was read as.

    The pixels stay as they are, so the place of the line includes the icon.
    """
    if min(reading.probabilities, default=1.0) >= SURE_SCORE:
        return reading
    if not (_splits(reading.characters, reading.probabilities) or _last_splits(reading)):
        return reading
    reading, mask = _without_first_icon(reading, reading.ink)
    if not _last_splits(reading):
        return reading
    mirrored, _ = _without_first_icon(_mirrored(reading), cv2.flip(mask.view(np.uint8), 1).view(np.bool_))
    count = len(mirrored.characters)
    if count == len(reading.characters):
        return reading
    return reading.revised(reading.characters[:count], reading.scores[:count], reading.spans[:count])


def _last_splits(reading: Reading) -> list[tuple[list[int], list[int]]]:
    """The splits of the characters from right to left."""
    return _splits(reading.characters[::-1], reading.probabilities[::-1])


def _splits(characters: Sequence[str], scores: Sequence[float]) -> list[tuple[list[int], list[int]]]:
    """The indices of first visible characters that may be an icon, by text and scores, and of the others."""
    visible = [i for i, character in enumerate(characters) if character.strip()]
    splits = []
    for count in _doubtful_counts([scores[i] for i in visible]):
        icon, label = visible[:count], visible[count:]
        if NUMBER.issuperset((characters[icon[-1]], characters[label[0]])):
            continue
        if not _are_sure_ideographs([characters[i] for i in icon], [scores[i] for i in icon]):
            splits.append((icon, label))
    return splits


def _doubtful_counts(scores: Sequence[float]) -> list[int]:
    """The numbers of first characters that may be an icon: doubtful ones, less sure than the others."""
    counts = range(1, min(MAX_CHARACTERS + 1, len(scores)))
    return [count for count in counts if fmean(scores[:count]) < min(SURE_SCORE, fmean(scores[count:]))]


def _without_first_icon(reading: Reading, mask: Mask) -> tuple[Reading, Mask]:
    """The reading without an icon at its start, and the mask without the ink of that icon."""
    likeliest = max(_ends(reading, mask), key=lambda end: end.log_odds, default=None)
    if likeliest is None or likeliest.log_odds < MIN_LOG_ODDS:
        return reading, mask
    rest = mask.copy()
    rest[:, : likeliest.gap[0]] = False
    return _from(reading, likeliest.label[0]), rest


def _ends(reading: Reading, mask: Mask) -> list[_End]:
    """The ends that may be an icon, and are separated from their label by a gap."""
    splits = _splits(reading.characters, reading.probabilities)
    if not splits:
        return []
    columns = np.asarray(mask.any(axis=0))
    inner = [(start, end) for start, end in gaps(columns).tolist() if start and end < len(columns)]
    middles, found = reading.middles.tolist(), []
    for icon, label in splits:
        if gap := _widest(inner, middles[icon[-1]], middles[label[0]]):
            found.append(_End(reading=reading, mask=mask, icon=icon, label=label, gap=gap))
    return found


def _are_sure_ideographs(characters: Sequence[str], scores: Sequence[float]) -> bool:
    return (
        fmean(scores) >= SURE_IDEOGRAPH
        and all(map(is_ideograph, characters))
        and not SIMPLE_IDEOGRAPHS.issuperset(characters)
    )


def _widest(every: Sequence[tuple[int, int]], start: float, end: float) -> tuple[int, int] | None:
    """The widest gap that has a column between two columns."""
    inside = [(first, last) for first, last in every if last > start and first < end]
    return max(inside, key=lambda gap: gap[1] - gap[0], default=None)


def _from(reading: Reading, first: int) -> Reading:
    """The reading from a character on."""
    return reading.revised(reading.characters[first:], reading.scores[first:], reading.spans[first:])


def _mirrored(reading: Reading) -> Reading:
    """The reading from right to left, on mirrored pixels."""
    return replace(
        reading,
        characters=reading.characters[::-1],
        scores=reading.scores[::-1],
        spans=reading.pixels.shape[1] - reading.spans[::-1, ::-1],
        pixels=cv2.flip(reading.pixels, 1).astype(np.uint8, copy=False),
        spaces=reading.spaces[::-1],
    )
