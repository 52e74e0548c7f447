"""The width of punctuation marks, full or half, as printed; docs/decisions/0052.

A full-width mark takes a square like an ideograph, most of it white. Both widths have the same sign, so that
a recognizer often mistakes one for the other.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from models.ink import Mask
from models.recognition.punctuation_mark import (
    MOST_INK,
    Mark,
    full_width,
    half_width,
    ink_height,
    is_square,
    marks,
)
from models.recognition.reading import Reading

OPENING, CLOSING = "([{", ")]}"

LEAST_FULL: Mapping[str, float] = {**dict.fromkeys(",:;!()[]{}", 0.93), "?": 0.97, "~": 0.97}
"""Half-width mark → ems from the ink before it to the ink behind it. A full-width mark takes at least this:
0.9 to 1.3 on rendered sheets. A half-width one takes 0.3 to 0.6, and with a space 0.6 to 0.9."""

MOST_HALF, MOST_HALF_WITH_SPACE = 0.6, 0.89
"""Ems. A half-width mark takes at most so much. The second is for marks between ASCII characters, where
spaces are usual."""

TIGHT, LOOSE = 0.15, 0.27
"""Ems. The white on the inner side of a full-width bracket is at most TIGHT. In a monospaced font it is more
for a half-width one, which with a space takes as much as a full-width one. From LOOSE on there is a space, or
the bracket is drawn in the middle of its square."""

CENTRED_INK, MOST_UNEVEN = 0.3, 0.1
"""Ems. The ink of full-width brackets in the middle of their square is wider than the first: 0.31 to 0.38.
That of half-width ones is 0.17 to 0.27. Spaces on both sides of these differ by at most the second."""

PERCENT_WHITE, MOST_PERCENT_WHITE = 0.13, 0.3
"""Ems. A full-width percent sign has more white than the first on both sides, a half-width one on neither. It
has less than the second. More is a space."""

EXCLAMATION_WHITE = 0.21
"""Ems. A full-width exclamation mark at the end has more white than this before it, a half-width one less."""

WIDE_TILDE, NARROW_TILDE = 0.75, 0.55
"""Ems. The ink of most full-width tildes is at least WIDE_TILDE wide, that of half-width ones at most
NARROW_TILDE."""

TILDE_WHITE = 0.22
"""Ems. A narrow full-width tilde has more white than this beside an ideograph. A half-width one has less,
unless the recognizer reads a space there."""

RUN_MARKS, RUN_PITCH = "?!", 0.9
"""Marks that are full-width if two of them in a row have a distance of at least RUN_PITCH, in heights of the
ink. It is 1.1 to 1.4 for full-width ones, and 0.4 to 0.65 for half-width ones."""


def with_measured_widths(reading: Reading) -> Reading:
    """The reading, its punctuation as wide as printed. What cannot be measured keeps its width."""
    marked = [i for i, each in enumerate(reading.characters) if half_width(each) in MOST_INK]
    has_squares = bool(marked) and any(map(is_square, reading.characters))
    repeats = list(_repeats(reading, marked))
    if not has_squares and not repeats:
        return reading
    mask = reading.ink
    widths = _widths_of_repeats(reading, repeats, mask)
    if has_squares:
        widths |= _measured(reading, marks(reading, marked, mask))
    return _corrected(reading, widths)


def _repeats(reading: Reading, marked: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yields the first and the last index of each run of one of RUN_MARKS."""
    halves = {i: half_width(reading.characters[i]) for i in marked}
    for first, mark in halves.items():
        if mark in RUN_MARKS and halves.get(first - 1) != mark:
            last = first
            while halves.get(last + 1) == mark:
                last += 1
            if last > first:
                yield first, last


def _widths_of_repeats(reading: Reading, repeats: Sequence[tuple[int, int]], mask: Mask) -> dict[int, bool]:
    """Index → whether the mark is full-width."""
    widths: dict[int, bool] = {}
    middles, height = reading.middles, ink_height(reading, mask)
    for first, last in repeats:
        is_full = middles[last] - middles[first] >= RUN_PITCH * height * (last - first)
        widths |= dict.fromkeys(range(first, last + 1), bool(is_full))
    return widths


def _measured(reading: Reading, found: Sequence[Mark]) -> dict[int, bool]:
    """Index → whether the mark is full-width, for the marks of a line with ideographs."""
    widths = {mark.index: full for mark in found if (full := _is_full(reading, mark)) is not None}
    others = [mark for mark in found if mark.index not in widths]
    return widths | {mark.index: True for mark in others if _follows_full(reading, mark, widths)}


def _is_full(reading: Reading, mark: Mark) -> bool | None:
    """Whether a mark is full-width. None if it cannot be measured."""
    before, behind = mark.before, mark.behind
    if mark.half == "~" and not NARROW_TILDE < mark.ink < WIDE_TILDE:
        return mark.ink >= WIDE_TILDE or _has_white_beside_square(reading, mark)
    if before is None or behind is None:
        return True if mark.half == "!" and (before or 0) > EXCLAMATION_WHITE else None
    if mark.half == "%":
        return (
            True if min(before, behind) > PERCENT_WHITE and max(before, behind) < MOST_PERCENT_WHITE else None
        )
    if mark.half in OPENING + CLOSING and (behind if mark.half in OPENING else before) >= LOOSE:
        return _is_full_with_room(mark.ink, before, behind)
    return _is_full_by_extent(mark, before + mark.ink + behind, _neighbours(reading, mark.index))


def _has_white_beside_square(reading: Reading, mark: Mark) -> bool:
    """Whether a mark has white and no space between itself and an ideograph."""
    characters, i = reading.characters, mark.index
    before, behind = "".join(characters[max(i - 1, 0) : i]), "".join(characters[i + 1 : i + 2])
    sides = ((before, mark.before or 0.0), (behind, mark.behind or 0.0))
    return any(bool(each) and is_square(each) and white > TILDE_WHITE for each, white in sides)


def _is_full_with_room(width: float, before: float, behind: float) -> bool | None:
    """Whether a bracket with white on both sides is full-width."""
    if width > CENTRED_INK:
        return True
    return False if abs(before - behind) <= MOST_UNEVEN else None


def _is_full_by_extent(mark: Mark, extent: float, neighbours: Sequence[str]) -> bool | None:
    are_ascii = [each.isascii() for each in neighbours]
    if extent <= (MOST_HALF_WITH_SPACE if all(are_ascii) else MOST_HALF):
        return False if any(are_ascii) else None
    return True if extent >= LEAST_FULL[mark.half] and _owns_its_white(mark, are_ascii) else None


def _neighbours(reading: Reading, index: int) -> list[str]:
    """The characters before and behind a mark, without spaces."""
    before = "".join(reading.characters[:index]).rstrip()
    behind = "".join(reading.characters[index + 1 :]).lstrip()
    return [*before[-1:], *behind[:1]]


def _owns_its_white(mark: Mark, are_ascii: Sequence[bool]) -> bool:
    """Whether the white beside a mark is its own, and not a space of a monospaced font."""
    if mark.half not in OPENING + CLOSING:
        return not are_ascii[0]
    inner = mark.behind if mark.half in OPENING else mark.before
    return not all(are_ascii) or (inner or 0.0) <= TIGHT


def _follows_full(reading: Reading, mark: Mark, widths: Mapping[int, bool]) -> bool:
    """Whether a mark that cannot be measured is full-width, because the others are.

    A bracket is as wide as its partner. Other marks are full-width if all measured ones are.
    """
    if mark.half in OPENING + CLOSING:
        return widths.get(_partner(reading, mark), False)
    others = [full for i, full in widths.items() if half_width(reading.characters[i]) in ",:;?!"]
    return mark.half in ",:;?!" and bool(others) and all(others)


def _partner(reading: Reading, mark: Mark) -> int:
    """The index of the other bracket of a pair, or -1."""
    is_opening = mark.half in OPENING
    other = CLOSING[OPENING.index(mark.half)] if is_opening else OPENING[CLOSING.index(mark.half)]
    places = range(mark.index, len(reading.characters)) if is_opening else range(mark.index, -1, -1)
    return next((i for i in places if half_width(reading.characters[i]) == other), -1)


def _corrected(reading: Reading, widths: Mapping[int, bool]) -> Reading:
    """The reading with these marks at these widths, without spaces beside marks that become full-width."""
    characters = list(reading.characters)
    for i, is_full in widths.items():
        characters[i] = (full_width if is_full else half_width)(characters[i])
    wider = {i for i, is_full in widths.items() if is_full and characters[i] != reading.characters[i]}
    beside = {i + step for i in wider for step in (-1, 1)}
    kept = [i for i, each in enumerate(characters) if each != " " or i not in beside]
    return replace(
        reading,
        characters=tuple(characters[i] for i in kept),
        scores=reading.scores[kept],
        spans=reading.spans[kept],
    )
