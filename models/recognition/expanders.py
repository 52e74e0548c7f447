"""Expanders: arrows and boxes that are drawn before the icon of a label, as in trees; docs/decisions/0044."""

import numpy as np

from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import InkRuns, ink_runs
from models.symbols.symbols import SHAPES

EXPANDERS = SHAPES | frozenset("☐☑☒□＋+-−>∨v")
"""What the arrows and boxes of trees are read as."""

BOXED, FOLDERS = EXPANDERS | frozenset("曰田日"), frozenset("口□☐")
"""What those before a folder are read as, and what folders are read as."""

FIRST = BOXED | FOLDERS
"""What the first icon of a line is read as."""

FOLDER_ASPECT = 1.15
"""The least width of a folder by its height. Drawn ones have 1.23 to 1.33, printed 口, □, ☐ at most 1.04."""

LEAST_ICON, LEAST_GAP = 0.5, 0.15
"""Ems. The least width of the ink of an icon that was not read, and of the gaps on both sides of it."""


def without_expander(reading: Reading) -> Reading:
    """The reading without a first folder, or a first mark that an icon separates from the label.

    The icon was read as a box, or not at all. A printed mark stands directly before its text.
    """
    label = _label(reading)
    if not label:
        return reading
    return reading.revised(
        characters=reading.characters[label:],
        scores=reading.scores[label:],
        spans=reading.spans[label:],
    )


def _label(reading: Reading) -> int:
    """The index of the first character of the label. 0 if there is nothing before it."""
    if not reading.characters or reading.characters[0] not in FIRST:
        return 0
    visible = [i for i, each in enumerate(reading.characters[:6]) if each != " "][:3]
    first = "".join(reading.characters[i] for i in visible)
    if first[:1] in FOLDERS and first[1:2].isalnum() and _is_folder(reading, 0):
        return visible[1]
    if first[1:2] in FOLDERS and first[2:].isalnum() and _is_folder(reading, visible[1]):
        return visible[2]
    if first[0] in EXPANDERS and first[1:2].isalnum() and _has_icon(ink_runs(reading), visible[1]):
        return visible[1]
    return 0


def _is_folder(reading: Reading, index: int) -> bool:
    """Whether the ink of a character is one run that is wider than high."""
    runs = ink_runs(reading)
    if (index,) not in runs.owners:
        return False
    start, end = runs.borders[runs.owners.index((index,))].tolist()
    rows = np.flatnonzero(reading.ink[:, start:end].any(axis=1))
    height = (rows[-1] - rows[0] + 1) / len(reading.ink) * reading.height
    return bool(end - start >= FOLDER_ASPECT * height)


def _has_icon(runs: InkRuns, label: int) -> bool:
    """Whether ink that no character explains stands between the first character and the label, with gaps."""
    owned = [i for i, own in enumerate(runs.owners) if own]
    if len(owned) < 2 or runs.owners[owned[0]] != (0,) or runs.owners[owned[1]][0] != label:
        return False
    between = range(owned[0] + 1, owned[1])
    if not between or not all(runs.is_unexplained[i] for i in between):
        return False
    borders = runs.borders[owned[0] : owned[1] + 1]
    width = borders[-2, 1] - borders[1, 0]
    gaps = borders[1, 0] - borders[0, 1], borders[-1, 0] - borders[-2, 1]
    return bool(width >= LEAST_ICON * runs.em and min(gaps) >= LEAST_GAP * runs.em)
