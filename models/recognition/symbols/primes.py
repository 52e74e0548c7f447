"""Minutes and seconds of angles: a recognizer reads their primes as straight quotation marks."""

import re
from collections.abc import Mapping

import numpy as np

from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import InkRuns, ink_runs

ANGLE = re.compile(r"\d°\d{1,2}(['’′])(?:\d{1,2}(?:\.\d+)?([\"”″]))?")
"""An angle, with the marks of minutes and of seconds as its groups."""

PRIMES: Mapping[str, str] = {"'": "′", "’": "′", '"': "″", "”": "″"}
"""Quotation mark → the prime that it is read for."""

MIN_SLANT = 0.06
"""Columns a row. Primes lean to the right: 0.07 to 0.46 in 11 of 15 fonts with 14 to 28 pixels. Straight
quotation marks have -0.07 to 0.03, and 0.15 in one font with 14 pixels."""


def with_primes(reading: Reading) -> Reading:
    """The reading, in which the marks of an angle are primes if one was read or they lean to the right."""
    if "°" not in reading.characters:
        return reading
    characters = list(reading.characters)
    for found in ANGLE.finditer("".join(characters)):
        marks = [found.start(group) for group in (1, 2) if found[group]]
        if _are_primes(reading, marks):
            for i in marks:
                characters[i] = PRIMES.get(characters[i], characters[i])
    return reading if characters == list(reading.characters) else reading.revised(characters)


def _are_primes(reading: Reading, marks: list[int]) -> bool:
    """Whether one of the marks of an angle was read as a prime, or they lean to the right."""
    if any(reading.characters[i] in PRIMES.values() for i in marks):
        return True
    runs = ink_runs(reading)
    return sum(_slant(reading, runs, i) for i in marks) >= MIN_SLANT * len(marks)


def _slant(reading: Reading, runs: InkRuns, index: int) -> float:
    """By how many columns the ink nearest to a character moves to the right on each row upwards."""
    start, end = runs.borders[runs.nearest(reading.middles[index])].tolist()
    rows = np.flatnonzero(reading.ink[:, start:end].any(axis=1))
    weights = reading.difference[rows, start:end].astype(np.float64)
    centres = (weights * np.arange(end - start)).sum(axis=1) / weights.sum(axis=1)
    return -float(np.polyfit(rows, centres, 1)[0]) if len(rows) > 1 else 0.0
