"""A line of text as the sender wrote it, which a narrow box may have wrapped into several printed lines."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from models.contacts.fields.rect import Rect
from models.contacts.text.codes import blanked
from models.contacts.text.misread_digits import with_digits
from models.contacts.text.script import normalized
from models.contacts.text.separators import separator_spans
from models.page import TextLine

DIGITS_AT_END = re.compile(r"(?<![\d-])(?<![\d-] )\d(?: ?\d){0,9}$")
DIGITS_AT_START = re.compile(r"\d(?: ?\d){0,9}(?! ?[\d-])")
IN_CELLS = re.compile(r"^\d{1,2} \d|\d \d{1,2}$")
MOBILE = re.compile(r"1[3-9]\d{9}")
"""A mobile number, and the digits beside a line break that may be its parts."""

NUMBER_AT_START = re.compile(r"[\d*+][\d* -]{6,}")
NUMBER_AT_END = re.compile(r"[\d*+][\d* -]{6,}$")
"""A phone number beside a line break. The mark between it and other words is lost at the break."""


@dataclass(frozen=True, slots=True)
class LogicalLine:
    """One or several printed lines, as one text.

    `raw` is the original text, `text` the normalized text of equal length. `parts` are the printed lines,
    each with its rectangle and the positions of its text.
    """

    raw: str
    text: str
    parts: tuple[tuple[Rect, int, int], ...]

    @property
    def height(self) -> float:
        """The height of the first printed line, in pixels."""
        return self.parts[0][0].height

    @property
    def left(self) -> float:
        """The left edge of the first printed line, in pixels."""
        return self.parts[0][0].left

    def rect(self, start: int, end: int) -> Rect:
        """Returns the rectangle of a part of the text."""
        rects = [
            _part_of(rect, self.text[first:last], start - first, end - first)
            for rect, first, last in self.parts
            if (first < end and start < last) or first <= start == end <= last
        ]
        united = rects[0] if rects else self.parts[-1][0]
        for rect in rects[1:]:
            united = united.united_with(rect)
        return united


def printed_line(line: TextLine) -> LogicalLine:
    """Returns a printed line of a page as a logical line."""
    (left, top), (right, bottom) = line.quad.min(axis=0), line.quad.max(axis=0)
    if right - left > bottom - top:  # the sides of a slanted line are shorter than its bounds
        top, bottom = line.quad[:2, 1].mean(), line.quad[2:, 1].mean()
    rect = Rect(float(left), float(top), float(right), float(bottom))
    text = with_digits(normalized(line.text))
    raw = "".join(" " if plain == " " else one for one, plain in zip(line.text, text, strict=True))
    spans = separator_spans(text)
    return LogicalLine(blanked(raw, spans), blanked(text, spans), ((rect, 0, len(text)),))


def divides_number(above: str, below: str) -> bool:
    """Whether a line break divides the digits of a mobile number."""
    end, start = DIGITS_AT_END.search(above), DIGITS_AT_START.match(below)
    return bool(end and start and MOBILE.fullmatch((end[0] + start[0]).replace(" ", "")))


def joined_lines(line: LogicalLine, below: LogicalLine, blank: str = "") -> LogicalLine:
    """Returns the line with the next one, with a blank between Latin words and beside a phone number.

    `blank`: what stands between other words.
    """
    is_latin = line.text[-1:].isascii() and below.text[:1].isascii()
    is_number = NUMBER_AT_START.match(below.text) or NUMBER_AT_END.search(line.text)
    is_in_cells = bool(IN_CELLS.search(line.text) or IN_CELLS.match(below.text))
    is_divided = line.text[-1] == "-" or (divides_number(line.text, below.text) and not is_in_cells)
    blank = blank or (" " if (is_latin or is_number) and not is_divided else "")
    start = len(line.text) + len(blank)
    (rect, _, length), *_ = below.parts
    return replace(
        line,
        raw=line.raw + blank + below.raw,
        text=line.text + blank + below.text,
        parts=(*line.parts, (rect, start, start + length)),
    )


def text_width(text: str) -> float:
    """Returns the width of a text, where an ideograph is twice as wide as an ASCII character."""
    return sum(1.0 if character.isascii() else 2.0 for character in text)


def _part_of(rect: Rect, text: str, start: int, end: int) -> Rect:
    x_of = _positions(text, rect)
    start, end = max(start, 0), min(end, len(text))
    return replace(rect, left=x_of(start) if start < end else rect.left, right=x_of(end))


def _positions(text: str, rect: Rect) -> Callable[[int], float]:
    """Returns a function that maps the index of a character to its left edge in pixels."""
    widths = [0.0]
    for character in text:
        widths.append(widths[-1] + (1.0 if character.isascii() else 2.0))
    return lambda index: rect.left + (rect.right - rect.left) * widths[index] / widths[-1]
