"""Draws single symbols as they look in the strip of a line: scaled, shifted, blurred, with noise."""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from models.symbols.classifier import Grey, network_input
from models.symbols.training.faces import EMOJI_SIZE, Face

STRIP_HEIGHT: Final = 48
"""Pixels. The height of the recognizer's strips."""

SIZES: Final = (16, 20, 24, 28, 32, 40, 56)
"""Pixels. The sizes in which glyphs are drawn before they are scaled to a strip."""

EM: Final = (25.0, 44.0)
"""Pixels of a strip. The smallest and the largest size of the font."""

SQUEEZE: Final = (0.84, 1.06)
"""The smallest and the largest width of a strip, relative to an unsqueezed one."""

MIDDLE, SHIFT = 0.36, 0.055
"""Ems. The middle of a strip above the baseline, and the standard deviation of its distance from there."""

WIDEST: Final = 2.3
"""Ems. Wider drawings are left out."""

INKED: Final = 60
"""The level (0 to 255) from which on a pixel is ink."""

Drawing = NDArray[np.uint8]
"""Ink coverage of each pixel of a picture that is four ems high, the baseline 2.5 ems below its top."""


def drawn_text(text: str, face: Face, size: int) -> Drawing:
    """A text in a font."""
    font = face.at(size)
    picture = Image.new("L", (int(font.getlength(text)) + 4 * size, 4 * size))
    ImageDraw.Draw(picture).text((2 * size, int(2.5 * size)), text, font=font, fill=255, anchor="ls")
    return np.asarray(picture)


def drawn_emoji(text: str, face: Face, rng: np.random.Generator) -> Drawing:
    """An emoji on white, by its luma or by the colour that differs most."""
    picture = Image.new("RGB", (160, 160), "white")
    ImageDraw.Draw(picture).text((10, 10), text, font=face.at(EMOJI_SIZE), embedded_color=True)
    levels = 255 - np.asarray(picture.convert("L"))
    return levels if rng.random() < 0.5 else 255 - np.asarray(picture).min(axis=2)


def part_of(drawing: Drawing, rng: np.random.Generator) -> Drawing:
    """The left or the right part of a drawing, cut in a gap if there is one."""
    inked = np.asarray((drawing > INKED).any(axis=0))
    first, last = np.flatnonzero(inked)[[0, -1]]
    inner = np.flatnonzero(~inked[first:last]) + first
    near_middle = rng.uniform(first + 0.25 * (last - first), first + 0.75 * (last - first))
    cut = int(rng.choice(inner)) if len(inner) else int(near_middle)
    kept = drawing.copy()
    kept[:, slice(cut) if rng.random() < 0.5 else slice(cut, None)] = 0
    return kept


def baseline_of_picture(drawing: Drawing, size: int) -> float:
    """The baseline at which a picture stands in the middle of its line."""
    rows = np.flatnonzero((drawing > INKED).any(axis=1))
    return float((rows[0] + rows[-1]) / 2 + MIDDLE * size)


def sample(drawing: Drawing, size: int, baseline: float, rng: np.random.Generator) -> Grey | None:
    """The network's input for a drawing, at random as in a strip. None if it has no ink or is too wide."""
    columns = np.flatnonzero((drawing > INKED).any(axis=0))
    if not len(columns) or columns[-1] + 1 - columns[0] > WIDEST * size:
        return None
    left, right = columns[0] - rng.uniform(0, 0.06) * size, columns[-1] + 1 + rng.uniform(0, 0.06) * size
    scale = rng.uniform(*EM) / size
    middle = baseline - MIDDLE * size + rng.normal(0, SHIFT) * size
    across = scale * rng.uniform(*SQUEEZE)
    source = drawing.astype(np.float32)
    if scale < 0.7:
        source = cv2.GaussianBlur(source, (0, 0), 0.4 / scale).astype(np.float32, copy=False)
    top = STRIP_HEIGHT / 2 - middle * scale
    transform = np.array([[across, 0, -left * across], [0, scale, top]], np.float32)
    strip = cv2.warpAffine(source, transform, (max(2, round((right - left) * across)), STRIP_HEIGHT))
    return network_input(_degraded(strip.astype(np.float32), rng))


def _degraded(strip: NDArray[Any], rng: np.random.Generator) -> Grey:
    """A strip of a picture with fewer pixels, blurred, too dark, with noise, or saved as JPEG."""
    height, width = strip.shape
    chance = rng.random()
    if chance < 0.55:
        share = rng.uniform(0.28, 0.95)
        small = (max(2, round(width * share)), max(8, round(height * share)))
        strip = cv2.resize(cv2.resize(strip, small, interpolation=cv2.INTER_AREA), (width, height))
    elif chance < 0.75:
        strip = cv2.GaussianBlur(strip, (0, 0), rng.uniform(0.4, 1.3))
    if rng.random() < 0.25:
        strip = strip * rng.uniform(1, 1.6)
    if rng.random() < 0.5:
        strip = strip + rng.normal(0, rng.uniform(1, 12), strip.shape)
    levels: Grey = np.clip(strip, 0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        _, file = cv2.imencode(".jpg", levels, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 90))])
        levels = np.asarray(cv2.imdecode(file, cv2.IMREAD_GRAYSCALE), np.uint8)
    return levels
