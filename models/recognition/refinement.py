"""Refinement: the corrections of a reading that its pixels call for, one after another."""

from models.recognition.punctuation_width import with_measured_widths
from models.recognition.reading import Reading, Refinement

REFINEMENTS: tuple[Refinement, ...] = (with_measured_widths,)
"""In the order in which they are applied. Each gets the reading that the one before it returned."""


def refined(reading: Reading) -> Reading:
    """The reading after all corrections."""
    for refine in REFINEMENTS:
        reading = refine(reading)
    return reading
