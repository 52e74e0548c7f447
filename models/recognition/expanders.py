"""Expanders: arrows and boxes that are drawn before the icon of a label, as in trees; docs/decisions/0044."""

from dataclasses import replace

from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import InkRuns, ink_runs
from models.symbols.symbols import SHAPES

EXPANDERS = SHAPES | frozenset("☐☑☒□＋+-−>∨v")
"""What the arrows and boxes of trees are read as."""

LEAST_ICON, LEAST_GAP = 0.5, 0.15
"""Ems. The least width of the ink of an icon that was not read, and of the gaps on both sides of it."""


def without_expander(reading: Reading) -> Reading:
    """The reading without a first mark that is separated from the label by an icon that was not read.

    A printed mark stands directly before its text.
    """
    characters = reading.characters
    if len(characters) < 2 or characters[0] not in EXPANDERS:
        return reading
    label = 1 if characters[1] != " " else 2
    if not "".join(characters[label:])[:1].isalnum() or not _has_icon(ink_runs(reading), label):
        return reading
    return replace(
        reading,
        characters=characters[label:],
        scores=reading.scores[label:],
        spans=reading.spans[label:],
    )


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
