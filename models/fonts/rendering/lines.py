"""Renders one line of text as it looks when it is cropped from a web picture.

Colours, backgrounds, blur, distortion, JPEG artefacts and the detector's padding vary at random. A share
refers to all lines unless its description names other lines.
"""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from models.fonts.rendering.backgrounds import (
    Surface,
    contrasting_colours,
    random_surface,
    with_button,
)
from models.fonts.strips import HEIGHT
from models.fonts.typeface import Typeface
from models.page import Image

MIN_SIZE, MAX_SIZE = 13, 72
"""Range of the font sizes in pixels. Sizes are uniform on a logarithmic scale."""

MASTER_SIZES: Final = (24, 48, 72)
"""Sizes in pixels at which letters are drawn before they are scaled down, as on screens without hinting."""

HINTED_SHARE = 0.45
"""Share of the lines that are drawn directly at one of `SIZES`, as on screens with hinting."""

ALIASED_SHARE = 0.2
"""Share of the hinted lines that have no anti-aliasing, as in older programs."""

SHARPENED_SHARE, MAX_SHARPENING = 0.2, 5.0
"""Share of the lines with steeper edges, as in design programs, and the maximum factor of the slope."""

SIZES: Final = np.array([13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 36, 40, 48, 56, 64, 72])
"""Font sizes of hinted lines in pixels. There are few, because a face keeps a font open for each."""

MAX_PADDING: Final = np.array([0.75, 0.55, 0.65, 0.55])
"""Maximum padding of a detector's quad above, below, left and right, in heights of the ink."""

PADDING_BETA: Final = (2.0, 3.0)
"""Parameters of the beta distribution of the padding as a share of `MAX_PADDING`.

Its mean of 0.4 was measured on rendered pages.
"""

CUT_SHARE = 0.08
"""Share of the lines that lose up to a tenth of the ink's height at one side."""

BUTTON_SHARE = 0.15
"""Share of the lines on a button with visible edges."""

MAX_ASPECT = 8
"""Maximum length of a line in heights of the ink. The network's widest input shows about as much."""

JPEG_SHARE = 0.75
"""Share of the lines that are saved as JPEG, at a quality of 40 to 95."""

Mask = NDArray[np.float32]
"""Ink coverage of each pixel, 0 to 1: (height, width)."""


def render_line(face: Typeface, text: str, rng: np.random.Generator) -> Image:
    """Renders the text as a strip, uint8 (48, width, 3), BGR."""
    mask = _distorted(_sharpened(_random_part(_ink(face, text, rng), rng), rng), rng)
    picture = _compressed(_coloured(_padded(mask, rng), rng), rng)
    return _strip(picture, rng)


def _ink(face: Typeface, text: str, rng: np.random.Generator) -> Mask:
    """Draws the text at a random size and spacing, cropped to its ink."""
    size = float(np.exp(rng.uniform(np.log(MIN_SIZE), np.log(MAX_SIZE))))
    spacing = float(rng.uniform(-0.03, 0.2)) if rng.random() < 0.2 else 0.0
    if rng.random() < HINTED_SHARE:
        hinted = int(SIZES[np.abs(SIZES - size).argmin()])
        return _coverage(face.draw(text, hinted, spacing * hinted, smooth=rng.random() >= ALIASED_SHARE))
    master = next((master for master in MASTER_SIZES if master >= size), MASTER_SIZES[-1])
    drawn = face.draw(text, master, spacing * master)
    height, width = (max(1, round(side * size / master)) for side in drawn.shape)
    return _coverage(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_AREA))


def _coverage(drawn: NDArray[Any]) -> Mask:
    return np.asarray(drawn, np.float32) / np.float32(255)


def _random_part(mask: Mask, rng: np.random.Generator) -> Mask:
    """Crops a long line to a random part of the maximum length."""
    max_width = MAX_ASPECT * mask.shape[0]
    start = int(rng.integers(max(0, mask.shape[1] - max_width) + 1))
    return mask[:, start : start + max_width]


def _sharpened(mask: Mask, rng: np.random.Generator) -> Mask:
    """Makes the edges steeper in some lines."""
    if rng.random() >= SHARPENED_SHARE:
        return mask
    factor = float(rng.uniform(1.2, MAX_SHARPENING))
    return ((mask - 0.5) * factor + 0.5).clip(0, 1).astype(np.float32)


def _distorted(mask: Mask, rng: np.random.Generator) -> Mask:
    """Applies an affine distortion, blur and gamma, each to some of the lines."""
    if rng.random() < 0.25:
        mask = _affine(mask, rng)
    if rng.random() < 0.25:
        sigma = float(rng.uniform(0.3, 0.025 * mask.shape[0] + 0.4))
        mask = cv2.GaussianBlur(mask, (0, 0), sigma).astype(np.float32)
    if rng.random() < 0.3:
        mask = np.power(mask, rng.uniform(0.75, 1.35), dtype=np.float32)
    return mask


def _affine(mask: Mask, rng: np.random.Generator) -> Mask:
    """Rotates by up to about 2°, shears, and stretches by up to 5 %."""
    height, width = mask.shape
    slant, shear, stretch = rng.normal(0, 0.012), rng.normal(0, 0.03), rng.uniform(0.95, 1.05)
    extra_height, extra_width = abs(slant) * width, abs(shear) * height
    matrix = np.array(
        [[stretch, shear, max(0.0, -shear) * height], [slant, 1, max(0.0, -slant) * width]], np.float32
    )
    size = round(stretch * width + extra_width) + 1, round(height + extra_height) + 1
    return cv2.warpAffine(mask, matrix, size, flags=cv2.INTER_LINEAR).astype(np.float32, copy=False)


def _padded(mask: Mask, rng: np.random.Generator) -> Mask:
    """Adds the padding of a detector's quad. In some lines one side is cut off instead."""
    height = mask.shape[0]
    sides = MAX_PADDING * rng.beta(*PADDING_BETA, 4)
    if rng.random() < CUT_SHARE:
        sides[rng.integers(4)] = -rng.uniform(0, 0.1)
    top, bottom, left, right = (round(side * height) for side in sides)
    inside = mask[max(0, -top) : height - max(0, -bottom), max(0, -left) : mask.shape[1] - max(0, -right)]
    above, below, before, after = (max(0, side) for side in (top, bottom, left, right))
    return np.pad(inside, ((above, below), (before, after)))


def _coloured(mask: Mask, rng: np.random.Generator) -> Image:
    """Paints the ink on a background, with a random outline or shadow: uint8 (height, width, 3), BGR."""
    height, width = mask.shape
    ink, background = contrasting_colours(rng)
    picture: Surface = random_surface(rng, background, height, width)
    if rng.random() < BUTTON_SHARE:
        picture = with_button(rng, picture, height, width)
    draw = rng.random()
    if draw < 0.06:
        thickness = max(1, round(rng.uniform(0.02, 0.07) * height))
        kernel = np.ones((2 * thickness + 1,) * 2, np.uint8)
        outline = cv2.dilate(mask, kernel).astype(np.float32, copy=False)
        picture = _blended(picture, outline, _opposite(ink, rng))
    elif draw < 0.14:
        picture = _blended(picture, rng.uniform(0.3, 0.8) * _shadow(mask, rng), _opposite(ink, rng))
    filling = random_surface(rng, ink, height, width) if rng.random() < 0.12 else ink
    return _blended(picture, mask, filling).clip(0, 255).astype(np.uint8)


def _blended(picture: Surface, mask: Mask, colour: Surface) -> Surface:
    return picture + mask[..., None] * (colour - picture)


def _shadow(mask: Mask, rng: np.random.Generator) -> Mask:
    """Returns the mask, shifted and blurred."""
    distance = max(1.0, 0.06 * mask.shape[0])
    right, down = rng.uniform(-distance, distance, 2)
    matrix = np.array([[1, 0, right], [0, 1, down]], np.float32)
    shifted = cv2.warpAffine(mask, matrix, mask.shape[::-1])
    return cv2.GaussianBlur(shifted, (0, 0), float(rng.uniform(0.3, distance))).astype(np.float32)


def _opposite(ink: Surface, rng: np.random.Generator) -> Surface:
    """Returns a dark grey for bright ink and a bright grey for dark ink."""
    return np.full(3, rng.uniform(0, 60) if ink.mean() > 127 else rng.uniform(195, 255), np.float32)


def _compressed(picture: Image, rng: np.random.Generator) -> Image:
    """Rescales some pictures, as when they are copied, and saves most of them as JPEG."""
    if rng.random() < 0.15:
        scale = float(rng.uniform(0.75, 1.5))
        size = round(scale * picture.shape[1]) + 1, round(scale * picture.shape[0]) + 1
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR).astype(np.uint8)
    if rng.random() < JPEG_SHARE:
        quality = int(rng.integers(40, 96))
        _, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
        picture = np.asarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR), np.uint8)
    return picture


def _strip(picture: Image, rng: np.random.Generator) -> Image:
    """Scales a picture to the height of a strip, mostly with the method of `models.preprocess.resized`."""
    height, width = picture.shape[:2]
    method = cv2.INTER_AREA if height >= 2 * HEIGHT else cv2.INTER_LINEAR
    if rng.random() < 0.2:
        method = cv2.INTER_CUBIC
    size = max(1, round(width * HEIGHT / height)), HEIGHT
    return cv2.resize(picture, size, interpolation=method).astype(np.uint8, copy=False)
