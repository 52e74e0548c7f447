"""Texts that go on over several lines: bubbles of a chat, addresses too long for their line."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.contacts.fields.labels import Field, Label
from models.contacts.fields.segments import Box, Piece
from models.contacts.text.phones import phones
from models.contacts.text.tokens import BREAK

WIDEST_GAP = 0.9
"""Lines of one text stand apart by at most so much of their height."""

SAME_EDGE = 0.8
"""Lines of one text begin at the same place, give or take so much of their height."""

TALLEST, TALLEST_SHORT = 1.35, 1.6
LOWEST_DIGITS = 0.55
"""How much higher the next line of a text may be.

Digits alone are lower than ideographs, and detectors draw wider boxes around one or two characters.
"""

FULL_LINE = 1.6
"""A line that goes on is at most so many heights shorter than what follows."""

ONE_LINE = frozenset({Field.NAME, Field.PROVINCE, Field.CITY, Field.DISTRICT, Field.OTHER})


@dataclass(frozen=True, slots=True, eq=False)
class Flow:
    """One text with its label: raw and folded, of one length, a `BREAK` where a line ends; its box.

    `margin` is where its first line begins, the label included.
    """

    raw: str
    text: str
    box: Box
    margin: float
    line_height: float
    label: Label | None = None
    said: str = ""

    @property
    def field(self) -> Field | None:
        """What its label announces."""
        return self.label.field if self.label else None

    def lines_to(self, other: "Flow") -> float:
        """How many lines apart two texts stand, from edge to edge; 0 in one row."""
        if self is other or self.box.in_row_with(other.box):
            return 0.0
        above, below = sorted((self.box, other.box), key=lambda box: box.top)
        apart = max(0.0, below.top - above.bottom)
        return 0.5 + apart / max(min(self.line_height, other.line_height), 1.0)


def flows(pieces: Sequence[Piece]) -> list[Flow]:
    """The texts of a page, in the order of their beginnings."""
    chains: list[list[Piece]] = []
    for piece in pieces:
        before = [chain for chain in chains if _goes_on(chain, piece)]
        if before:
            min(before, key=lambda chain: piece.box.top - chain[-1].box.bottom).append(piece)
        else:
            chains.append([piece])
    return [_flow(chain) for chain in chains]


def _goes_on(chain: Sequence[Piece], piece: Piece) -> bool:
    last, height = chain[-1], chain[-1].box.height
    if piece.label or not piece.begins or not last.ends:
        return False
    gap = piece.box.top - last.box.bottom
    edges = (chain[0].box.left, last.box.left, chain[0].margin)
    return (
        -0.5 * height <= gap <= WIDEST_GAP * height
        and any(abs(piece.box.left - edge) <= SAME_EDGE * height for edge in edges)
        and piece.box.right <= last.box.right + FULL_LINE * height
        and _is_as_high(piece, height)
        and _may_be_long(last, piece)
        and not (phones(piece.text) and any(phones(one.text) for one in chain))
    )


def _is_as_high(piece: Piece, height: float) -> bool:
    """Whether a piece may be of one text with lines of a height."""
    lowest = LOWEST_DIGITS if piece.text.isascii() else 1 / TALLEST
    return lowest <= piece.box.height / height <= (TALLEST_SHORT if len(piece.text) < 3 else TALLEST)


def _may_be_long(last: Piece, piece: Piece) -> bool:
    """Whether a value of its kind goes on: a number only while it is no whole one, with digits."""
    if last.label and last.label.field == Field.PHONE:
        return not phones(last.text, said=True) and not piece.text.strip("0123456789 -")
    return last.label is None or last.label.field not in ONE_LINE


def _flow(chain: Sequence[Piece]) -> Flow:
    raw, text, box = chain[0].raw, chain[0].text, chain[0].box
    for piece in chain[1:]:
        joint = _joint(text, piece.text)
        raw, text, box = raw + joint + piece.raw, text + joint + piece.text, box.with_box(piece.box)
    return Flow(raw, text, box, chain[0].margin, chain[0].box.height, chain[0].label, chain[0].said)


def _joint(above: str, below: str) -> str:
    """What joins two lines: nothing where a number goes over the break."""
    broken = above.rstrip(" -")[-1:].isdigit() and below[:1].isdigit() and not phones(below)
    together = phones(above[-15:] + below[:15])
    return "" if broken and len(together) == 1 and not phones(above[-15:]) else BREAK
