"""Spaces and the width of marks, as printed; docs/decisions/0048 and 0052.

The recognizer often leaves out spaces beside Chinese characters, digits and single letters, and takes the
white of full-width marks for spaces. Both are decided together, by the ink and its probabilities.
"""

import numpy as np
from numpy.typing import NDArray

from models.recognition.punctuation_mark import full_width
from models.recognition.reading import Reading
from models.recognition.spaces.evidence import evidence
from models.recognition.spaces.glyphs import MARKS, glyph
from models.recognition.spaces.limits import limited
from models.recognition.spaces.network import Numbers
from models.recognition.spaces.space_weights import SPACE_NETWORK
from models.recognition.spaces.spacing import Spacing, space_probabilities, spacing_of, visible
from models.recognition.spaces.widths import marks_of, may_differ, with_measured_widths

SPACE = " "

SIGNS_OF_TWO_WIDTHS = frozenset(MARKS + "".join(map(full_width, MARKS)))

DOUBT = 1e-4
"""A line is only measured for spaces if the probability of one is at least this in a gap without. 96 % of the
spaces that are lost on rendered lines are in such lines."""

LEAST_KEPT = -1.4
"""Log odds. A space that was read is removed below this, which is a confidence of 0.2. New ones need 0.5."""


def with_printed_spaces(reading: Reading) -> Reading:
    """The reading with its spaces and the widths of its marks as printed.

    A new space has the mean score of the reading.
    """
    is_marked = not SIGNS_OF_TWO_WIDTHS.isdisjoint(reading.characters)
    if not is_marked and reading.spaces.max(initial=0) < DOUBT:
        return reading
    indices = visible(reading)
    if len(indices) < 2:
        return reading
    glyphs = tuple(glyph(reading.characters[i]) for i in indices.tolist())
    places = marks_of(glyphs) if is_marked else []
    probabilities = space_probabilities(reading, indices)
    if not (is_marked and may_differ(glyphs, places)) and not _is_doubtful(probabilities, indices):
        return reading
    spacing = spacing_of(reading, indices, glyphs, probabilities)
    return reading if spacing is None else _printed(reading, spacing, places)


def are_spaces(spacing: Spacing, characters: tuple[str, ...]) -> NDArray[np.bool_]:
    """Whether each gap has a space: boolean (characters - 1,).

    characters: those of the reading that are no spaces.
    """
    numbers, kinds = evidence(spacing)
    odds = limited(SPACE_NETWORK(numbers, kinds), spacing, numbers, characters)
    least = np.where(spacing.has_space, LEAST_KEPT, 0.0)
    are_spaces: NDArray[np.bool_] = np.array(odds) > least
    return are_spaces


def _is_doubtful(probabilities: Numbers, indices: NDArray[np.int64]) -> bool:
    return bool((probabilities[indices[1:] - indices[:-1] == 1] >= DOUBT).any())


def _printed(reading: Reading, spacing: Spacing, places: list[int]) -> Reading:
    """The reading with the marks at these visible places and all spaces as printed."""
    changed = dict[int, str]()
    if places:
        spacing, changed = with_measured_widths(spacing, places)
    indices = spacing.indices.tolist()
    is_space = are_spaces(spacing, tuple(reading.characters[i] for i in indices))
    if changed:
        characters = list(reading.characters)
        for i, mark in changed.items():
            characters[indices[i]] = mark
        reading = reading.revised(characters=tuple(characters))
    if (is_space == spacing.has_space).all():
        return reading
    return _with_spaces(reading, spacing, is_space)


def _with_spaces(reading: Reading, spacing: Spacing, is_space: NDArray[np.bool_]) -> Reading:
    """The reading with spaces in these gaps and in no others."""
    found = np.flatnonzero(is_space & ~spacing.has_space)
    places, edges = spacing.indices[found + 1], spacing.edges
    is_kept = np.ones(len(reading.characters), np.bool_)
    for i in np.flatnonzero(spacing.has_space & ~is_space).tolist():
        is_kept[spacing.indices[i] + 1 : spacing.indices[i + 1]] = False
    kept = np.insert(is_kept, places, True)
    spans = np.stack([edges[found, 1], edges[found + 1, 0]], axis=1)
    return reading.revised(
        characters=tuple(np.insert(np.array(reading.characters, object), places, SPACE)[kept].tolist()),
        scores=np.insert(reading.scores, places, reading.score)[kept],
        spans=np.insert(reading.spans, places, spans, axis=0)[kept],
    )
