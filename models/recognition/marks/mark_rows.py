"""Rows of equal marks, such as …, ~~~ and !, that are read as other characters; docs/decisions/0062."""

from collections.abc import Iterator

import numpy as np

from models.recognition.marks.ink_row import InkRow, ink_row
from models.recognition.reading import Reading

SUSPECTS = frozenset("★*2NZzn1ì~～一二ニ=＝iIlí!！·.…大oO0°○。 ")
"""Characters for which rows of marks are often taken with certainty."""

WIDE, NARROW = 1.2, 0.55
"""Line heights. A single character is examined if its crop is at least as wide as the first, as that of ~, or
at most as the second, as that of !. Crops of digits and letters lie between."""

UNREADABLE = 0.6
"""A line with a lower score may be a row of marks, whatever was read, but no single mark: in photographs are
waves."""

WAVE_ASPECT, WAVE_RISE, WAVE_HEIGHT = 2.3, 0.09, 0.4
"""The least width by height of ~, the least difference of the heights of its ends, and its largest height in
distances. Rendered rows have 2.7 to 4, 0.11 to 0.41 and 0.2 to 0.3. A digit 2 has 0.7, 0 and 1.3."""

DOT_ASPECTS, DOT_FILL, DOT_WIDTHS = (0.8, 1.25), 0.66, (0.15, 0.55)
"""The same of a dot, with the least share of ink and the widths in distances. Rendered rows have 0.86 to
1.08, 0.69 to 0.94 and 0.22 to 0.64. Menus have three dots of 0.58 to 0.66, discs have 0.7 and more."""

LOW, LOW_WIDTH = 0.3, 0.66
"""Shares of the strip, and distances. A lower row of dots has room for letters above it. So it is no picture
of dots, and its dots may be wider."""

STOP_WIDTH = 0.42
"""Distances. The largest width of the ring of 。, which takes a whole em. Drawn rows of 。。。 have 0.26 to
0.39, of ooo 0.76 to 0.89."""

BAR_ASPECT, BAR_HEIGHT = 0.4, 0.5
"""The largest width by height of !, and the least height of its bar as a share of it."""

EQUAL_ASPECTS, EQUAL_WIDTH, EQUAL_HEIGHT = (1.3, 2.3), 0.15, 0.6
"""The width by height of =, the largest difference of the widths of its bars, and its largest height in
distances. Rendered rows have 1.58 to 1.92, 0 and 0.42 to 0.53. In 二 the lower bar is longer by 0.3."""

STAR_ASPECTS, STAR_FILL, STAR_WIDTHS = (0.85, 1.2), (0.38, 0.54), (0.6, 0.87)
"""The same of an asterisk, with its share of ink. Rendered rows have 0.93 to 1.11, 0.36 to 0.52 and 0.65 to
0.97. A plus sign has less ink. The ideograph 大 takes more of its distance."""

STAR, STAR_WIDTH = "★", 0.78
"""Distances. The largest width of asterisks that are read as stars. Asterisks have 0.65 to 0.74, spiky stars
0.85."""

SCORE = 0.9
"""The score of a mark that is told by its shape."""


def with_mark_rows(reading: Reading) -> Reading:
    """The reading, or the row of equal marks that its ink shows instead."""
    if not _may_be_marks(reading):
        return reading
    row = ink_row(reading.ink, reading.height, least=2 if reading.score < UNREADABLE else 1)
    mark = next(_marks(row, STAR in reading.characters), None) if row else None
    if row is None or mark is None:
        return reading
    if _is_read(reading, mark, len(row.borders)):
        return reading.revised(scores=np.maximum(reading.scores, np.float32(SCORE)))
    step = 3 if mark == "…" else 1
    count = len(row.borders) // step
    spans = np.stack([row.borders[::step, 0], row.borders[step - 1 :: step, 1]], axis=1)
    scores = np.full(count, max(reading.score, SCORE), np.float32)
    return reading.revised(characters=(mark,) * count, scores=scores, spans=spans.astype(np.float64))


def _may_be_marks(reading: Reading) -> bool:
    """Whether a line has characters that rows of marks are taken for, or is unreadable."""
    if all(each in SUSPECTS for each in reading.characters):
        width = reading.pixels.shape[1] / reading.height
        return len(reading.characters) != 1 or not NARROW < width < WIDE
    return reading.score < UNREADABLE


def _is_read(reading: Reading, mark: str, count: int) -> bool:
    """Whether the marks were read, maybe in another width or at another height of the line."""
    similar = next((each for each in ("~～", "!！", "=＝", ".·…", "*") if mark in each), mark)
    visible = [each for each in reading.characters if each != " "]
    read = sum(3 if each == "…" else 1 for each in visible)
    return read == count and set(visible) <= set(similar)


def _marks(row: InkRow, has_stars: bool) -> Iterator[str]:
    """Yields the mark that a row repeats. has_stars: whether a star was read."""
    if len(row.parts) == 2:
        if _is_exclamation(row):
            yield "!"
        elif _is_equals(row) and len(row.borders) > 1:
            yield "="
    elif len(row.parts) == 1 and row.has_hole:
        if _is_round(row) and row.width <= STOP_WIDTH:
            yield "。"
    elif len(row.parts) == 1:
        if row.aspect >= WAVE_ASPECT and row.rise >= WAVE_RISE and row.height <= WAVE_HEIGHT:
            yield "~"
        elif _is_dot(row) and len(row.borders) > 2:
            yield "…" if len(row.borders) % 3 == 0 else "."
        elif _is_asterisk(row) and (not has_stars or row.width <= STAR_WIDTH):
            yield "*"


def _is_exclamation(row: InkRow) -> bool:
    """Whether the shape is a bar above a dot."""
    (_, bar, _), (_, dot, _) = row.parts.tolist()
    return row.aspect <= BAR_ASPECT and bar >= BAR_HEIGHT and dot < bar / 2


def _is_equals(row: InkRow) -> bool:
    """Whether the shape is two equal bars."""
    (_, _, upper), (_, _, lower) = row.parts.tolist()
    is_flat = EQUAL_ASPECTS[0] <= row.aspect <= EQUAL_ASPECTS[1] and row.height <= EQUAL_HEIGHT
    return is_flat and abs(upper - lower) <= EQUAL_WIDTH


def _is_dot(row: InkRow) -> bool:
    is_round = _is_round(row) and row.fill >= DOT_FILL
    return is_round and DOT_WIDTHS[0] <= row.width <= (LOW_WIDTH if row.share <= LOW else DOT_WIDTHS[1])


def _is_round(row: InkRow) -> bool:
    return DOT_ASPECTS[0] <= row.aspect <= DOT_ASPECTS[1]


def _is_asterisk(row: InkRow) -> bool:
    is_star = STAR_ASPECTS[0] <= row.aspect <= STAR_ASPECTS[1] and STAR_FILL[0] <= row.fill <= STAR_FILL[1]
    return is_star and STAR_WIDTHS[0] <= row.width <= STAR_WIDTHS[1]
