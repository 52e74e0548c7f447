"""Spaces that the recognizer has left out although the ink leaves room for them; docs/decisions/0048."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.recognition.reading import Reading
from models.recognition.spaces.evidence import evidence, space_probabilities
from models.recognition.spaces.limits import can_have_space
from models.recognition.spaces.spacing import Numbers, Spacing, spacing_of
from models.recognition.spaces.weights import HIDDEN, HIDDEN_BIAS, OUTPUT, OUTPUT_BIAS

SPACE = " "

DOUBT = 1e-4
"""A line is only measured if the probability of a space is at least this in one of its gaps. 96 % of the
spaces that are lost on rendered lines are in such lines."""

MIN_CONFIDENCE = 0.5
"""The least output of the network for a new space."""


def with_printed_spaces(reading: Reading) -> Reading:
    """The reading with the spaces that were left out. A new space has the mean score of the reading."""
    if reading.spaces.max(initial=0) < DOUBT:
        return reading
    indices = np.flatnonzero([character != SPACE for character in reading.characters])
    if len(indices) < 2:
        return reading
    probabilities = space_probabilities(reading, indices)
    is_unspaced = np.diff(indices) == 1
    if not (probabilities[is_unspaced] >= DOUBT).any():
        return reading
    spacing = spacing_of(reading)
    if spacing is None:
        return reading
    is_space = confidence(evidence(spacing, probabilities)) > MIN_CONFIDENCE
    visible = tuple(reading.characters[i] for i in spacing.indices.tolist())
    return _with_spaces(
        reading, spacing, np.flatnonzero(is_space & is_unspaced & can_have_space(spacing, visible))
    )


def confidence(inputs: Numbers) -> Numbers:
    """The confidence of the network in each space, 0 to 1: float64 (gaps,)."""
    hidden = np.tanh(inputs @ HIDDEN + HIDDEN_BIAS)
    confidence: Numbers = 1 / (1 + np.exp(-(hidden @ OUTPUT + OUTPUT_BIAS)))
    return confidence


def _with_spaces(reading: Reading, spacing: Spacing, found: NDArray[np.intp]) -> Reading:
    if not found.size:
        return reading
    places = spacing.indices[found + 1]
    characters = np.insert(np.array(reading.characters, object), places, SPACE)
    spans = np.stack([spacing.starts[found], spacing.ends[found]], axis=1)
    return replace(
        reading,
        characters=tuple(characters.tolist()),
        scores=np.insert(reading.scores, places, reading.score),
        spans=np.insert(reading.spans, places, spans, axis=0),
    )
