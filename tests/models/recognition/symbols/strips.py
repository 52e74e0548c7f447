"""Drawn strips with their readings."""

import numpy as np

from models.recognition.reading import Reading

EM, HEIGHT = 36, 48

Drawn = tuple[str, float, float]
"""A character as it is read, "" for ink that is not read; its ink and the white behind it, in ems.

A space has no ink."""


def drawn(*glyphs: Drawn, scores: dict[str, float] | None = None) -> Reading:
    """Returns the reading of a strip in which each glyph is a dark bar on a light ground."""
    left, spans, characters = float(EM), [], []
    pixels = np.full(
        (HEIGHT, round(2 * EM + sum(each[1] + each[2] for each in glyphs) * EM), 3), 230, np.uint8
    )
    for character, width, behind in glyphs:
        right = left + width * EM
        if character != " ":
            pixels[7:41, round(left) : round(right)] = 20
        if character:
            characters.append(character)
            spans.append(((left + right) / 2 - 4, (left + right) / 2 + 4))
        left = right + behind * EM
    known = scores or {}
    return Reading(
        characters=tuple(characters),
        scores=np.array([known.get(each, 0.99) for each in characters], np.float32),
        spans=np.array(spans).reshape(-1, 2),
        pixels=pixels,
        height=float(HEIGHT),
    )
