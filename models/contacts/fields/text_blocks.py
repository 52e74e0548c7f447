"""Joins lines that continue one text, such as a chat bubble or an address over several lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from models.contacts.address.address import has_place_word, is_complete
from models.contacts.fields.broken_values import ADDRESS_WORD, divides_name, ends_region, holds_address
from models.contacts.fields.labels import Field, Label
from models.contacts.fields.rect import Rect
from models.contacts.fields.segments import Segment
from models.contacts.text.phones import find_phones
from models.contacts.text.tokens import LINE_BREAK

MAX_GAP = 1.2
"""Maximum gap between two lines of one text, in line heights."""

MAX_OVERLAP = 0.5
"""Maximum overlap of two lines of one text, in line heights."""

EDGE_TOLERANCE = 0.8
EDGE_TOLERANCE_OF_VALUES = 1.2
"""Maximum difference between the left edges of two lines of one text, in line heights.

The box of a value may reach towards its label.
"""

MAX_HEIGHT_RATIO, MAX_HEIGHT_RATIO_SHORT = 1.35, 1.6
"""Maximum ratio of the heights of two lines of one text.

The second value is for lines of up to four characters, because the detector's boxes around them are higher.
"""

MIN_HEIGHT_RATIO_ASCII = 0.55
"""Minimum height of an ASCII line relative to the line above. Digits are lower than ideographs."""

MAX_OVERHANG = 1.6
"""Maximum length by which a line extends to the right of the line above, in line heights."""

SINGLE_LINE_FIELDS = frozenset({Field.NAME, Field.PROVINCE, Field.CITY, Field.DISTRICT, Field.OTHER})


@dataclass(frozen=True, slots=True, eq=False)
class TextBlock:
    """A text of one or more lines, and its label.

    `raw` is the original text, `text` the normalized text of equal length. Both have a `LINE_BREAK` between
    lines. `margin` is the left edge of the first line, including its label, in pixels. `line_height` is the
    height of the first line in pixels. `label_text` is the label as printed.
    """

    raw: str
    text: str
    rect: Rect
    margin: float
    line_height: float
    label: Label | None = None
    label_text: str = ""

    @property
    def field(self) -> Field | None:
        """The field of the label."""
        return self.label.field if self.label else None

    def lines_apart(self, other: "TextBlock") -> float:
        """Returns the vertical distance to another text in line heights.

        In one row it is 0. In different rows it is the gap between the texts plus 0.5.
        """
        if self is other or self.rect.in_row_with(other.rect):
            return 0.0
        above, below = sorted((self.rect, other.rect), key=lambda rect: rect.top)
        gap = max(0.0, below.top - above.bottom)
        return 0.5 + gap / max(min(self.line_height, other.line_height), 1.0)


def text_blocks(segments: Sequence[Segment]) -> list[TextBlock]:
    """Returns the texts of a page in the order of their first lines."""
    texts: list[list[Segment]] = []
    for segment in segments:
        continued = [lines for lines in texts if _continues(lines, segment)]
        if continued:
            min(continued, key=lambda lines: segment.rect.top - lines[-1].rect.bottom).append(segment)
        else:
            texts.append([segment])
    return [_joined(lines) for lines in texts]


def _continues(lines: Sequence[Segment], segment: Segment) -> bool:
    """Whether a segment is the next line of a text with these lines."""
    last, height = lines[-1], lines[-1].line_height
    if segment.label or not segment.starts_line or not last.ends_line:
        return False
    gap = segment.rect.top - last.rect.bottom
    tolerance = EDGE_TOLERANCE_OF_VALUES if lines[0].label else EDGE_TOLERANCE
    left_edges = (lines[0].rect.left, last.rect.left, lines[0].margin)
    return (
        -MAX_OVERLAP * height <= gap <= MAX_GAP * height
        and any(abs(segment.rect.left - edge) <= tolerance * height for edge in left_edges)
        and (
            segment.rect.right <= last.rect.right + MAX_OVERHANG * height
            or ends_region("".join(line.text for line in lines[-2:]))
            or _continues_place(lines, segment)
        )
        and _has_similar_height(segment, height)
        and _may_continue(last, segment)
        and not (find_phones(segment.text) and any(find_phones(one.text) for one in lines))
    )


def _continues_place(lines: Sequence[Segment], segment: Segment) -> bool:
    """Whether a line is a further place in an address whose last line is complete, however long it is."""
    is_place = has_place_word(segment.text) and not ADDRESS_WORD.search(segment.text)
    return is_place and is_complete(lines[-1].text) and any(ADDRESS_WORD.search(one.text) for one in lines)


def _has_similar_height(segment: Segment, height: float) -> bool:
    """Whether a segment is about as high as the line above it, whose height is given in pixels."""
    minimum = MIN_HEIGHT_RATIO_ASCII if segment.text.isascii() else 1 / MAX_HEIGHT_RATIO
    maximum = MAX_HEIGHT_RATIO_SHORT if len(segment.text) < 5 else MAX_HEIGHT_RATIO
    return minimum <= segment.line_height / height <= maximum


def _may_continue(last: Segment, segment: Segment) -> bool:
    """Whether the field of the last line may have a further line.

    A phone number continues with digits only, and only while it is incomplete. Senders may write an address
    after a labelled name or number.
    """
    if last.label and last.label.field in (Field.PHONE, Field.NAME) and holds_address(last.text):
        return True
    if (
        last.label
        and last.label.field == Field.NAME
        and divides_name(last.text.strip(), segment.text.strip())
    ):
        return True
    if last.label and last.label.field == Field.PHONE:
        is_complete = bool(find_phones(last.text, labelled=True))
        return not is_complete and not segment.text.strip("0123456789 -")
    return last.label is None or last.label.field not in SINGLE_LINE_FIELDS


def _joined(lines: Sequence[Segment]) -> TextBlock:
    first = lines[0]
    raw, text, rect = first.raw, first.text, first.rect
    for segment in lines[1:]:
        separator = _separator(text, segment.text)
        raw, text = raw + separator + segment.raw, text + separator + segment.text
        rect = rect.united_with(segment.rect)
    return TextBlock(
        raw=raw,
        text=text,
        rect=rect,
        margin=first.margin,
        line_height=first.line_height,
        label=first.label,
        label_text=first.label_text,
    )


def _separator(above: str, below: str) -> str:
    """Returns "" if a phone number continues from one line to the next, else a line break."""
    end, start = above[-15:], below[:15]
    if not (end.rstrip(" -")[-1:].isdigit() and start[:1].isdigit()):
        return LINE_BREAK
    spanning = (phone for phone in find_phones(end + start) if phone.start < len(end) < phone.end)
    is_broken = any(spanning) and not any(phone.end == len(end) for phone in find_phones(end))
    return "" if is_broken and not any(phone.start == 0 for phone in find_phones(start)) else LINE_BREAK
