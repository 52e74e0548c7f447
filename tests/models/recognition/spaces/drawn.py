"""Lines drawn as frames of ink, one for each character."""

import numpy as np

from models.recognition.reading import Reading

EM = 40
ADVANCES = {"一": 1.0, "1": 0.56}
HEIGHTS = {"一": 36, "1": 29}
"""Rows of ink of an ideograph and of a digit at 40 pixels an em. Others are like one of them."""


def drawn(text: str, gap: float, places: tuple[int, ...] = (), *, hint: float = 0.0) -> Reading:
    """Returns the reading of a drawn text without spaces.

    `gap` ems more than usual are before the characters at `places`, and a space has the probability `hint`
    there.
    """
    like = ["1" if each.isascii() else "一" for each in text]
    extra = [gap * EM if i in places else 0.0 for i in range(len(text))]
    widths = [ADVANCES[each] * EM for each in like]
    starts = 10 + np.cumsum(extra) + np.concatenate([[0], np.cumsum(widths[:-1])])
    pixels = np.full((48, int(starts[-1] + widths[-1]) + 10, 3), 255, np.uint8)
    spaces = np.zeros(pixels.shape[1], np.float32)
    for each, start, width, more in zip(like, starts, widths, extra, strict=True):
        frame = pixels[6 : 6 + HEIGHTS[each], round(start + 2) : round(start + width - 2)]
        frame[:] = 0
        frame[3:-3, 3:-3] = 255
        spaces[round(start - more) : round(start)] = hint
    middles = starts + np.array(widths) / 2
    return Reading(
        characters=tuple(text),
        scores=np.linspace(0.8, 1, len(text), dtype=np.float32),
        spans=np.stack([middles - 4, middles + 4], axis=1),
        pixels=pixels,
        height=48.0,
        spaces=spaces,
    )
