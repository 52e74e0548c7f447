"""Refinement: the corrections of a reading that its pixels call for, one after another."""

from models.recognition.expanders import without_expander
from models.recognition.icons import without_icons
from models.recognition.letters.printed_letters import with_printed_letters
from models.recognition.marks.equal_glyphs import with_equal_glyphs
from models.recognition.marks.mark_rows import with_mark_rows
from models.recognition.reading import Reading, Refinement
from models.recognition.repeats import with_all_repeats
from models.recognition.spaces.spaces import with_printed_spaces
from models.recognition.thin_marks import with_thin_marks

REFINEMENTS: tuple[Refinement, ...] = (
    with_mark_rows,
    with_equal_glyphs,
    with_thin_marks,
    without_expander,
    without_icons,
    with_printed_letters,
    with_all_repeats,
    with_printed_spaces,
)
"""In the order in which they are applied. Each gets the reading that the one before it returned."""


def refined(reading: Reading) -> Reading:
    """The reading after all corrections."""
    for refine in REFINEMENTS:
        reading = refine(reading)
    return reading
