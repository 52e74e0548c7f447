"""How each true line of a picture was read: as printed, with other spaces or signs, or not at all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tests.harness.grouping import groups, outline
from tests.harness.labels import LabelledImage
from tests.harness.lines import AnyLine, Line, in_rows

HALF_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."}
)
"""The half-width sign of each full-width one, and plain quotes and dots for typographic ones."""


class Verdict(StrEnum):
    """How a line was read.

    `WIDTH`: only the width of signs is wrong. `SPACES`: spaces are wrong, and perhaps the width of signs.
    `EXTRA`: there is no true line where something was read.
    """

    EXACT = "exact"
    SPACES = "spaces"
    WIDTH = "width"
    WRONG = "wrong"
    MISSING = "missing"
    EXTRA = "extra"


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a true line, or "" for an extra one, what was read at its place, and the verdict."""

    text: str
    read: str
    verdict: Verdict


def readings(truth: LabelledImage, predicted: Iterable[Line]) -> list[Reading]:
    """Returns the readings of all true lines that are not ignored, and of extra lines."""
    found = []
    for true, lines in groups(truth, predicted):
        if not true:
            found += [Reading("", line.text, Verdict.EXTRA) for line in lines]
        for line, read in zip(true, _read_at(true, lines), strict=True):
            found.append(Reading(line.text, read, verdict(line.text, read, truth.casefold)))
    return found


def verdict(text: str, read: str, casefold: bool = False) -> Verdict:
    """Compare a reading with a true text. White space counts as one space, ￥ and ¥ as one sign."""
    if not read:
        return Verdict.MISSING
    true, seen = (_printed(each.casefold() if casefold else each) for each in (text, read))
    if true == seen:
        return Verdict.EXACT
    true, seen = (each.translate(HALF_WIDTH) for each in (true, seen))
    if true == seen:
        return Verdict.WIDTH
    return Verdict.SPACES if true.replace(" ", "") == seen.replace(" ", "") else Verdict.WRONG


def _printed(text: str) -> str:
    return " ".join(text.replace("￥", "¥").split())


def _read_at(true: Sequence[Line], lines: Sequence[AnyLine]) -> list[str]:
    """The text read at each true line of a group.

    A read line belongs to the true line that it overlaps most. A true line without one has the text of the
    read line that overlaps it most.
    """
    if not lines:
        return [""] * len(true)
    areas = [[outline(line).intersection(outline(each)).area for each in true] for line in lines]
    owners = [shared.index(max(shared, default=0)) for shared in areas if shared]
    texts = []
    for place in range(len(true)):
        own = [line for line, owner in zip(lines, owners, strict=True) if owner == place]
        across = max(range(len(lines)), key=lambda index: areas[index][place])
        texts.append(" ".join(line.text for line in in_rows(own or [lines[across]])))
    return texts
