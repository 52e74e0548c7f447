"""Paints the surfaces behind a line and inside its letters: plain colours, gradients, noise and stripes."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Colour = NDArray[np.float32]
"""BGR, 0 to 255: (3)."""

Surface = NDArray[np.float32]
"""BGR, 0 to 255: (height, width, 3), or a shape that broadcasts to it."""

BGR_TO_LUMA = np.array([0.114, 0.587, 0.299], np.float32)
"""Weights of blue, green and red (ITU-R BT.601)."""

MIN_CONTRAST = 60.0
"""Minimum difference in luma between text and background, in levels of 255. Fainter text is rarely read."""

ROUND_BUTTON_SHARE = 0.4
"""Share of the buttons with half circles at their ends. Other buttons have a random corner radius."""


def contrasting_colours(rng: np.random.Generator) -> tuple[Colour, Colour]:
    """Returns a text colour and a background colour with enough contrast.

    Grey colours and dark text on a bright background are more frequent than others.
    """
    while True:
        ink, background = _colour(rng), _colour(rng)
        draw = rng.random()
        if draw < 0.35:
            background[:] = rng.integers(235, 256)
        elif draw < 0.5:
            ink[:] = rng.integers(235, 256)
        if abs(float((ink - background) @ BGR_TO_LUMA)) >= MIN_CONTRAST:
            return ink, background


def _colour(rng: np.random.Generator) -> Colour:
    if rng.random() < 0.4:
        return np.full(3, rng.integers(256), np.float32)
    return rng.integers(0, 256, 3).astype(np.float32)


def random_surface(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Surface:
    """Paints a surface whose mean colour is about `colour`, in a random pattern."""
    return PAINTERS[rng.integers(len(PAINTERS))](rng, colour, height, width)


def with_button(rng: np.random.Generator, surface: Surface, height: int, width: int) -> Surface:
    """Shapes the surface into a button: a rounded rectangle on another colour.

    Some edges of the button lie outside the picture.
    """
    left, top, right, bottom = (round(side * height) for side in rng.uniform(-0.1, 0.12, 4))
    inside = np.zeros((height, width), np.uint8)
    box = max(left, 0), max(top, 0), width - 1 - max(right, 0), height - 1 - max(bottom, 0)
    max_radius = max(0, min(box[2] - box[0], box[3] - box[1]) // 2)
    radius = max_radius if rng.random() < ROUND_BUTTON_SHARE else int(rng.integers(max_radius + 1))
    cv2.rectangle(inside, (box[0] + radius, box[1]), (box[2] - radius, box[3]), 1, cv2.FILLED)
    cv2.rectangle(inside, (box[0], box[1] + radius), (box[2], box[3] - radius), 1, cv2.FILLED)
    for x in (box[0] + radius, box[2] - radius):
        for y in (box[1] + radius, box[3] - radius):
            cv2.circle(inside, (x, y), radius, 1, cv2.FILLED)
    return np.where(inside[..., None], surface, _colour(rng))


def _flat(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Surface:
    return np.broadcast_to(colour, (height, width, 3))


def _gradient(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Surface:
    """A linear gradient to another colour, in a random direction."""
    angle = rng.random() * 2 * np.pi
    across = np.cos(angle) * np.linspace(0, 1, width, dtype=np.float32)
    down = np.sin(angle) * np.linspace(0, 1, height, dtype=np.float32)
    share = across + down[:, None]
    share = (share - share.min()) / max(1e-3, float(np.ptp(share)))
    other = colour + rng.uniform(-70, 70, 3).astype(np.float32)
    return np.asarray(colour + share[..., None] * (other - colour), np.float32)


def _clouds(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Surface:
    """Smooth noise at two scales."""
    strength = rng.uniform(4, 22)
    surface = np.zeros((height, width, 3), np.float32)
    for cells, share in ((rng.integers(2, 6), 1.0), (rng.integers(6, 24), 0.5)):
        columns = max(2, int(cells * width / height))
        noise = rng.standard_normal((int(cells), columns, 3), np.float32)
        surface += share * cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return colour + strength * surface


def _grain(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Surface:
    """The noise of a camera sensor, independent for each pixel."""
    return colour + rng.uniform(3, 14) * rng.standard_normal((height, width, 1), np.float32)


def _stripes(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Surface:
    """Slanted stripes of two similar colours, with edges as sharp as those of letters."""
    other = colour + rng.uniform(-40, 40, 3).astype(np.float32)
    slope, period = rng.uniform(-2, 2), rng.uniform(0.4, 3) * height
    phase = np.arange(width, dtype=np.float32) + slope * np.arange(height, dtype=np.float32)[:, None]
    return np.where((phase % period < period / 2)[..., None], colour, other)


Painter = Callable[[np.random.Generator, Colour, int, int], Surface]

PAINTERS: tuple[Painter, ...] = (*5 * (_flat,), _gradient, _gradient, _clouds, _grain, _stripes)
"""All entries are equally likely. Five of ten are flat."""
