"""The lines of a page cut into labelled pieces, and the labels brought to values beside or below them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from models.contacts.fields.labelled import labelled
from models.contacts.fields.labels import Field, Label
from models.contacts.text.script import folded
from models.page import Page, TextLine

SAME_ROW = 0.5
"""Pieces stand in one row when they share this part of the lower one's height."""

FARTHEST_BELOW = 2.0
"""A value below its label starts at most so many of the label's heights under it."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        """From top to bottom."""
        return self.bottom - self.top

    def in_row_with(self, other: "Box") -> bool:
        """Whether both stand in one row."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > SAME_ROW * min(self.height, other.height)

    def with_box(self, other: "Box") -> "Box":
        """The box around both."""
        low = min(self.left, other.left), min(self.top, other.top)
        return Box(*low, max(self.right, other.right), max(self.bottom, other.bottom))


@dataclass(frozen=True, slots=True)
class Piece:
    """A value of one line with its label; `text` is folded. `begins`, `ends`: it reaches its line's edges.

    `margin` is where the line begins, its label included. `said` is the label's own words.
    """

    raw: str
    text: str
    box: Box
    margin: float
    label: Label | None = None
    said: str = ""
    begins: bool = True
    ends: bool = True


def pieces(page: Page) -> list[Piece]:
    """The pieces of a page in its reading order; labels without a value of their own are brought to one."""
    return _attached([piece for line in page.lines if line.text.strip() for piece in _cut(line)])


def _cut(line: TextLine) -> Iterator[Piece]:
    low, high = line.quad.min(axis=0), line.quad.max(axis=0)
    box = Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    text = folded(line.text)
    widths = [0.0]
    for character in text:
        widths.append(widths[-1] + (1.0 if character.isascii() else 2.0))
    for part in labelled(text):
        value, end = part.value, part.end
        left, right = (box.left + (box.right - box.left) * widths[i] / widths[-1] for i in (value, end))
        yield Piece(
            line.text[value:end],
            text[value:end],
            Box(left if value < end else box.left, box.top, right, box.bottom),
            box.left,
            part.label,
            text[part.start : value].strip(" :"),
            part.start == 0,
            end == len(text),
        )


def _attached(found: list[Piece]) -> list[Piece]:
    """The pieces with each lone label moved to its value; a label of a party alone stays where it is."""
    values = dict(enumerate(found))
    for index, piece in enumerate(found):
        if piece.label is None or piece.text.strip() or piece.label.field == Field.PARTY:
            continue
        place = _value_of(piece, values)
        if place is not None:
            values[place] = replace(values[place], label=piece.label, said=piece.said)
        del values[index]
    return [values[index] for index in sorted(values)]


def _value_of(label: Piece, values: dict[int, Piece]) -> int | None:
    """The nearest piece to the right in the row, else the nearest below; none when it has a label itself."""
    right = [
        i
        for i, one in values.items()
        if one.box.in_row_with(label.box) and one.box.left >= label.box.right - 1
    ]
    below = [i for i, one in values.items() if _is_below(one.box, label.box)]
    for places in (
        sorted(right, key=lambda i: values[i].box.left),
        sorted(below, key=lambda i: values[i].box.top),
    ):
        if places:
            return places[0] if values[places[0]].label is None else None
    return None


def _is_below(box: Box, label: Box) -> bool:
    """Whether a box stands right under a label, at its left edge or its middle; titles have neither."""
    near = 0 <= box.top - label.bottom + 0.3 * label.height <= FARTHEST_BELOW * label.height
    left = abs(box.left - label.left)
    middle = abs(box.left + box.right - label.left - label.right) / 2
    return near and min(left, middle) <= label.height
