"""Certainty: probabilities on a scale on which differences near 1 count."""

from math import log10

LEAST_ERROR = 1e-4
"""Probabilities nearer to 1 are not told apart."""


def certainty(probability: float) -> float:
    """The negative decimal logarithm of the error: 1 for 0.9, 2 for 0.99, at most 4."""
    return -log10(min(max(1 + LEAST_ERROR - probability, LEAST_ERROR), 1.0))
