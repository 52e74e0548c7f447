"""What stands behind a line of text, and what fills its letters: colours, gradients, noise, stripes."""

from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray

Colour = NDArray[np.float32]
"""BGR, 0 to 255."""

Ground = NDArray[np.float32]
"""(height, width, 3) or a shape that broadcasts to it, BGR, 0 to 255."""

BGR_TO_LUMA = np.array([0.114, 0.587, 0.299], np.float32)
"""ITU-R BT.601."""

LEAST_CONTRAST = 60.0
"""Levels of luma between text and ground; fainter text is rarely read."""

PILLS = 0.4
"""The share of buttons whose ends are half circles."""


def colours(rng: np.random.Generator) -> tuple[Colour, Colour]:
    """Ink and ground that can be told apart; often grey ones, often dark on bright."""
    while True:
        ink, ground = _colour(rng), _colour(rng)
        dice = rng.random()
        if dice < 0.35:
            ground[:] = rng.integers(235, 256)
        elif dice < 0.5:
            ink[:] = rng.integers(235, 256)
        if abs(float((ink - ground) @ BGR_TO_LUMA)) >= LEAST_CONTRAST:
            return ink, ground


def _colour(rng: np.random.Generator) -> Colour:
    if rng.random() < 0.4:
        return np.full(3, rng.integers(256), np.float32)
    return rng.integers(0, 256, 3).astype(np.float32)


def painted(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Ground:
    """A surface of about that colour."""
    return SURFACES[rng.integers(len(SURFACES))](rng, colour, height, width)


def buttoned(rng: np.random.Generator, surface: Ground, height: int, width: int) -> Ground:
    """The surface as a button's, which may end inside the picture: beyond its edges stands another colour."""
    left, top, right, bottom = (round(side * height) for side in rng.uniform(-0.1, 0.12, 4))
    inside = np.zeros((height, width), np.uint8)
    ends = max(left, 0), max(top, 0), width - 1 - max(right, 0), height - 1 - max(bottom, 0)
    most = max(0, min(ends[2] - ends[0], ends[3] - ends[1]) // 2)
    radius = most if rng.random() < PILLS else int(rng.integers(most + 1))
    cv2.rectangle(inside, (ends[0] + radius, ends[1]), (ends[2] - radius, ends[3]), 1, cv2.FILLED)
    cv2.rectangle(inside, (ends[0], ends[1] + radius), (ends[2], ends[3] - radius), 1, cv2.FILLED)
    for x in (ends[0] + radius, ends[2] - radius):
        for y in (ends[1] + radius, ends[3] - radius):
            cv2.circle(inside, (x, y), radius, 1, cv2.FILLED)
    return np.where(inside[..., None], surface, _colour(rng))


def _flat(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Ground:
    return np.broadcast_to(colour, (height, width, 3))


def _gradient(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Ground:
    """From the colour to another, straight across, in any direction."""
    angle = rng.random() * 2 * np.pi
    across = np.cos(angle) * np.linspace(0, 1, width, dtype=np.float32)
    down = np.sin(angle) * np.linspace(0, 1, height, dtype=np.float32)
    share = across + down[:, None]
    share = (share - share.min()) / max(1e-3, float(np.ptp(share)))
    other = colour + rng.uniform(-70, 70, 3).astype(np.float32)
    return np.asarray(colour + share[..., None] * (other - colour), np.float32)


def _clouds(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Ground:
    """Noise of one coarse scale and one finer one."""
    strength = rng.uniform(4, 22)
    surface = np.zeros((height, width, 3), np.float32)
    for cells, share in ((rng.integers(2, 6), 1.0), (rng.integers(6, 24), 0.5)):
        columns = max(2, int(cells * width / height))
        noise = rng.standard_normal((int(cells), columns, 3), np.float32)
        surface += share * cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC)
    return colour + strength * surface


def _grain(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Ground:
    """A sensor's noise, pixel by pixel."""
    return colour + rng.uniform(3, 14) * rng.standard_normal((height, width, 1), np.float32)


def _stripes(rng: np.random.Generator, colour: Colour, height: int, width: int) -> Ground:
    """Slanted bars of two close colours, with edges as sharp as those of letters."""
    other = colour + rng.uniform(-40, 40, 3).astype(np.float32)
    slope, period = rng.uniform(-2, 2), rng.uniform(0.4, 3) * height
    phase = np.arange(width, dtype=np.float32) + slope * np.arange(height, dtype=np.float32)[:, None]
    return np.where((phase % period < period / 2)[..., None], colour, other)


Surface = Callable[[np.random.Generator, Colour, int, int], Ground]

SURFACES: tuple[Surface, ...] = (*5 * (_flat,), _gradient, _gradient, _clouds, _grain, _stripes)
"""Drawn from with equal chances: half of all grounds are flat."""
