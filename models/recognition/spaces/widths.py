"""The width of marks, full or half, as printed; docs/decisions/0052.

A full-width mark takes a square like an ideograph, most of it white. Both widths have the same sign, so that
a recognizer often mistakes one for the other.
"""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.recognition.punctuation_mark import full_width, half_width
from models.recognition.spaces.glyphs import KINDS, MARKS, Glyph, glyph
from models.recognition.spaces.mark_evidence import mark_evidence
from models.recognition.spaces.mark_weights import MARK_NETWORK
from models.recognition.spaces.network import Numbers
from models.recognition.spaces.spacing import IDEOGRAPH, Spacing

OPENING, CLOSING = "([{", ")]}"
PARTNERS = {
    MARKS.index(closing): MARKS.index(opening) for opening, closing in zip(OPENING, CLOSING, strict=True)
}
"""Closing bracket → opening bracket, indices into MARKS."""

GROUPS = "#@&", "=+*", "/|", ",:;!?", "%", "~", "-", "$"
"""Marks that mostly have one width in a line."""

GROUP = np.array([next((i for i, group in enumerate(GROUPS) if mark in group), -1) for mark in MARKS])
"""By mark: its group, -1 for brackets."""

SHARE, MOST_ODDS = 0.5, 6.0
"""The mean log odds of the other marks of a group, at most MOST_ODDS each, count by SHARE."""

CLEAR, CLEAR_AT_ENDS = 0.5, 1.5
"""Log odds. The width that was read stays if they are smaller. At the ends of a line, the white on one side
is unknown."""

SQUARE = 1.0
"""Ems. The least distance of the ink of two ideographs with a full-width mark between them. A half-width one
and a space take less than 0.95."""

OF_SENTENCES = frozenset(map(KINDS.index, ("opening", "closing", "comma", "colon", "exclamation")))
"""Kinds of marks that have at most one space beside them."""

UNLIKELY = 3.0
"""Log odds. Single full-width marks are rare in lines without ideographs."""


def marks_of(glyphs: tuple[Glyph, ...]) -> list[int]:
    """The places of the marks that have two widths."""
    return [i for i, each in enumerate(glyphs) if each.mark >= 0]


def may_differ(glyphs: tuple[Glyph, ...], places: list[int]) -> bool:
    """Whether marks at these places may have been read in the wrong width.

    It is usual beside ideographs, and in rows of a mark. In a line of letters full-width marks are suspect.
    """
    return (
        any(each.kind == IDEOGRAPH for each in glyphs)
        or any(glyphs[i].shape[0] for i in places)
        or any(j == i + 1 and glyphs[i].mark == glyphs[j].mark for i, j in pairwise(places))
    )


def with_measured_widths(spacing: Spacing, places: list[int]) -> tuple[Spacing, dict[int, str]]:
    """The spacing with the glyphs of the marks as they are printed.

    Returns it with the marks that change: place among the visible characters → the mark.
    """
    odds = width_odds(spacing, places)
    glyphs, changed = list(spacing.glyphs), dict[int, str]()
    for i, each in zip(places, odds.tolist(), strict=True):
        is_full, is_inner = each > 0, 0 < i < len(glyphs) - 1
        if abs(each) > (CLEAR if is_inner else CLEAR_AT_ENDS) and is_full != bool(glyphs[i].shape[0]):
            mark = MARKS[glyphs[i].mark]
            changed[i] = full_width(mark) if is_full else half_width(mark)
            glyphs[i] = glyph(changed[i])
    return (replace(spacing, glyphs=tuple(glyphs)) if changed else spacing), changed


def width_odds(spacing: Spacing, places: list[int]) -> Numbers:
    """The log odds that marks are full-width: float64 (marks,)."""
    odds = MARK_NETWORK(*mark_evidence(spacing, places))
    odds = np.where([_is_square(spacing, i) for i in places], np.maximum(odds, 0), odds)
    if len(places) > 1:
        odds = _agreed(odds, [spacing.glyphs[i].mark for i in places])
    return odds - UNLIKELY * _unlikely(spacing, places)


def _is_square(spacing: Spacing, place: int) -> bool:
    """Whether a mark that was read as full-width takes a square between two ideographs."""
    kinds, glyphs = spacing.kinds, spacing.glyphs
    if not (spacing.is_pitched and glyphs[place].shape[0] and 0 < place < len(glyphs) - 1):
        return False
    if glyphs[place].kind not in OF_SENTENCES or not (kinds[place - 1 : place + 2 : 2] == IDEOGRAPH).all():
        return False
    taken = spacing.edges[place + 1, 0] - spacing.edges[place - 1, 1]
    return bool(taken >= SQUARE * spacing.em)


def _unlikely(spacing: Spacing, places: list[int]) -> NDArray[np.bool_]:
    """Whether each mark stands alone in a line without ideographs, and was read as half-width: (marks,)."""
    glyphs = spacing.glyphs
    if any(each.kind == IDEOGRAPH for each in glyphs):
        return np.zeros(len(places), np.bool_)
    marks = [-1, *(each.mark for each in glyphs), -1]
    return np.array([not glyphs[i].shape[0] and marks[i + 1] not in (marks[i], marks[i + 2]) for i in places])


def _agreed(odds: Numbers, marks: list[int]) -> Numbers:
    """The log odds with those of the partner of each bracket, and with those of like marks."""
    groups = GROUP[marks]
    is_like = (groups[:, np.newaxis] == groups) & (groups >= 0)
    np.fill_diagonal(is_like, False)
    others = is_like @ odds.clip(-MOST_ODDS, MOST_ODDS) / np.maximum(is_like.sum(axis=1), 1)
    agreed: Numbers = odds + SHARE * others
    opened: list[int] = []
    for j, mark in enumerate(marks):
        if GROUP[mark] < 0 and mark not in PARTNERS:
            opened.append(j)
        elif opened and PARTNERS.get(mark) == marks[opened[-1]]:
            i = opened.pop()
            agreed[i] = agreed[j] = odds[i] + odds[j]
    return agreed
