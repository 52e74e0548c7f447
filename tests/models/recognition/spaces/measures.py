"""Spacings of characters with given widths and gaps."""

import numpy as np

from models.recognition.spaces.glyphs import glyph
from models.recognition.spaces.spacing import Spacing

EM = 40.0


def measured(text: str, widths: list[float], gaps: list[float], hint: float = 0.0) -> Spacing:
    """Returns the spacing of visible characters of these widths with these gaps between them, both in ems.

    Spaces of the text count as read. A space has the probability `hint` in each gap.
    """
    places = [i for i, character in enumerate(text) if character != " "]
    rights = np.cumsum(widths) + np.cumsum([0.0, *gaps])
    return Spacing(
        indices=np.array(places),
        glyphs=tuple(glyph(text[i]) for i in places),
        edges=np.stack([rights - widths, rights], axis=1) * EM,
        em=EM,
        is_pitched=False,
        probabilities=np.full(len(gaps), hint),
    )
