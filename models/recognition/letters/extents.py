"""Extents: the rows and columns of the ink of each character of a reading."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.ink import inked_runs
from models.recognition.reading import Reading

Numbers = NDArray[np.float64]

MOST_OUTSIDE = 0.15
"""Heights of the strip. A run of ink belongs to a character whose middle lies at most so far outside."""


@dataclass(frozen=True, slots=True, eq=False)
class Extents:
    """The ink of each character: float64 (characters,), columns and rows, the latter from the top.

    is_alone: whether the ink is that of one character. is_own: whether it is that of one character, or of
    several equal ones that touch. is_alike: whether it is that of one or several equal letters in any case.
    """

    left: Numbers
    right: Numbers
    top: Numbers
    bottom: Numbers
    is_alone: NDArray[np.bool_]
    is_own: NDArray[np.bool_]
    is_alike: NDArray[np.bool_]


def extents(reading: Reading) -> Extents | None:
    """The extents of all characters. None without ink. `top` and `bottom` are rows of `reading.pixels`."""
    mask = reading.ink
    borders = inked_runs(np.asarray(mask.any(axis=0)))
    visible = [i for i, each in enumerate(reading.characters) if each != " "]
    if not len(borders) or not visible:
        return None
    starts, ends = borders[:, 0], borders[:, 1]
    outside = np.maximum(borders[:, :1] - reading.middles, reading.middles - borders[:, 1:])
    runs = outside.argmin(axis=0)
    inked = np.logical_or.reduceat(mask, borders.ravel()[:-1], axis=1)[:, ::2]
    tops, bottoms = inked.argmax(axis=0), len(mask) - inked[::-1].argmax(axis=0)
    is_near = outside.min(axis=0) <= MOST_OUTSIDE * len(mask)
    is_alone, is_own, is_alike = is_near & _ownership(reading.characters, visible, runs)
    return Extents(
        left=starts[runs].astype(np.float64),
        right=ends[runs].astype(np.float64),
        top=tops[runs].astype(np.float64),
        bottom=bottoms[runs].astype(np.float64),
        is_alone=is_alone,
        is_own=is_own,
        is_alike=is_alike,
    )


def _ownership(
    characters: Sequence[str], visible: Sequence[int], runs: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Whether the run of each character has one only, equal ones, and equal letters: (3, characters).

    The first is False beside a run of different characters: one of them may belong here.
    """
    owners: dict[int, list[int]] = {}
    for i in visible:
        owners.setdefault(int(runs[i]), []).append(i)
    texts = {run: {characters[i].casefold() for i in own} for run, own in owners.items()}
    found = np.zeros((3, len(runs)), np.bool_)
    for run, own in owners.items():
        is_alone = len(own) == 1 and all(len(texts.get(each, ())) < 2 for each in (run - 1, run + 1))
        found[:, own] = [[is_alone], [len({characters[i] for i in own}) == 1], [len(texts[run]) == 1]]
    return found
