"""Lines to train on: one face, one text, and everything that happens to text until a recognizer sees it."""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from models.fonts.rendering.backgrounds import Ground, buttoned, colours, painted
from models.fonts.strips import HEIGHT
from models.fonts.typeface import Typeface
from models.page import Image

SMALLEST, LARGEST = 13, 72
"""Sizes of text in pixels; small ones are as frequent as large ones on a scale of logarithms."""

MASTERS: Final = (24, 48, 72)
"""Sizes at which letters are drawn to be made smaller, as screens without hinting show them."""

HINTED = 0.45
"""The share of lines that are drawn at one of these sizes, as screens with hinting show them."""

ROUGH = 0.2
"""The share of those whose edges are not smoothed, as older programs draw them."""

CRISP, HARDEST = 0.2, 5.0
"""The share of all lines whose edges are smoothed less, and how much steeper they are at most: designers like
small text so."""

SIZES: Final = np.array([13, 14, 15, 16, 18, 20, 22, 24, 28, 32, 36, 40, 48, 56, 64, 72])
"""Every size of every face that is drawn is kept open, which takes memory."""

ROOMS: Final = np.array([0.75, 0.55, 0.65, 0.55])
"""The detector's quads stand off the ink by up to such shares of its height: above, below, before, after."""

LOOSE: Final = (2.0, 3.0)
"""How those shares are distributed, by the parameters of a beta distribution: two fifths of them on average,
as measured on rendered pages."""

CUT = 0.08
"""The share of lines that are cut into at one side, by up to a tenth of their height."""

BUTTONS = 0.15
"""The share of lines that stand on something small, whose edges are seen."""

LONGEST = 8
"""A line is cut off after so many times its height, for no longer one is looked at."""

JPEG = 0.75
"""The share of lines that were saved as JPEG, with a quality of 40 to 95."""

Mask = NDArray[np.float32]


def sample(face: Typeface, text: str, rng: np.random.Generator) -> Image:
    """A line of text as the recognizer would get it: uint8 (48, width, 3) BGR."""
    mask = _bent(_crisp(_piece(_mask(face, text, rng), rng), rng), rng)
    picture = _saved(_composed(_framed(mask, rng), rng), rng)
    return _scaled(picture, rng)


def _mask(face: Typeface, text: str, rng: np.random.Generator) -> Mask:
    """How much of each pixel is ink, 0 to 1, no larger than the ink."""
    size = float(np.exp(rng.uniform(np.log(SMALLEST), np.log(LARGEST))))
    spaced = float(rng.uniform(-0.03, 0.2)) if rng.random() < 0.2 else 0.0
    if rng.random() < HINTED:
        hinted = int(SIZES[np.abs(SIZES - size).argmin()])
        return _share(face.draw(text, hinted, spaced * hinted, smooth=rng.random() >= ROUGH))
    master = next((master for master in MASTERS if master >= size), MASTERS[-1])
    drawn = face.draw(text, master, spaced * master)
    height, width = (max(1, round(side * size / master)) for side in drawn.shape)
    return _share(cv2.resize(drawn, (width, height), interpolation=cv2.INTER_AREA))


def _share(drawn: NDArray[Any]) -> Mask:
    return np.asarray(drawn, np.float32) / np.float32(255)


def _piece(mask: Mask, rng: np.random.Generator) -> Mask:
    longest = LONGEST * mask.shape[0]
    start = int(rng.integers(max(0, mask.shape[1] - longest) + 1))
    return mask[:, start : start + longest]


def _crisp(mask: Mask, rng: np.random.Generator) -> Mask:
    """With steeper edges, in some lines."""
    if rng.random() >= CRISP:
        return mask
    steep = float(rng.uniform(1.2, HARDEST))
    return ((mask - 0.5) * steep + 0.5).clip(0, 1).astype(np.float32)


def _bent(mask: Mask, rng: np.random.Generator) -> Mask:
    """Turned by up to 2°, sheared and stretched a little, in one line of four; harder or softer edges."""
    if rng.random() < 0.25:
        mask = _turned(mask, rng)
    if rng.random() < 0.25:
        reach = float(rng.uniform(0.3, 0.025 * mask.shape[0] + 0.4))
        mask = cv2.GaussianBlur(mask, (0, 0), reach).astype(np.float32)
    if rng.random() < 0.3:
        mask = np.power(mask, rng.uniform(0.75, 1.35), dtype=np.float32)
    return mask


def _turned(mask: Mask, rng: np.random.Generator) -> Mask:
    height, width = mask.shape
    slant, shear, stretch = rng.normal(0, 0.012), rng.normal(0, 0.03), rng.uniform(0.95, 1.05)
    room = abs(slant) * width, abs(shear) * height
    turn = np.array(
        [[stretch, shear, max(0.0, -shear) * height], [slant, 1, max(0.0, -slant) * width]], np.float32
    )
    size = round(stretch * width + room[1]) + 1, round(height + room[0]) + 1
    return cv2.warpAffine(mask, turn, size, flags=cv2.INTER_LINEAR).astype(np.float32, copy=False)


def _framed(mask: Mask, rng: np.random.Generator) -> Mask:
    """The mask with the room around it that a detector leaves; sometimes one side is cut into."""
    height = mask.shape[0]
    sides = ROOMS * rng.beta(*LOOSE, 4)
    if rng.random() < CUT:
        sides[rng.integers(4)] = -rng.uniform(0, 0.1)
    top, bottom, left, right = (round(side * height) for side in sides)
    inside = mask[max(0, -top) : height - max(0, -bottom), max(0, -left) : mask.shape[1] - max(0, -right)]
    above, below, before, after = (max(0, side) for side in (top, bottom, left, right))
    return np.pad(inside, ((above, below), (before, after)))


def _composed(mask: Mask, rng: np.random.Generator) -> Image:
    """Ink on its ground, sometimes with an outline or a shadow: uint8 (height, width, 3) BGR."""
    height, width = mask.shape
    ink, below = colours(rng)
    picture: Ground = painted(rng, below, height, width)
    if rng.random() < BUTTONS:
        picture = buttoned(rng, picture, height, width)
    dice = rng.random()
    if dice < 0.06:
        reach = max(1, round(rng.uniform(0.02, 0.07) * height))
        around = cv2.dilate(mask, np.ones((2 * reach + 1,) * 2, np.uint8)).astype(np.float32, copy=False)
        picture = _laid(picture, around, _unlike(ink, rng))
    elif dice < 0.14:
        picture = _laid(picture, rng.uniform(0.3, 0.8) * _shadow(mask, rng), _unlike(ink, rng))
    filling = painted(rng, ink, height, width) if rng.random() < 0.12 else ink
    return _laid(picture, mask, filling).clip(0, 255).astype(np.uint8)


def _laid(picture: Ground, mask: Mask, colour: Ground) -> Ground:
    return picture + mask[..., None] * (colour - picture)


def _shadow(mask: Mask, rng: np.random.Generator) -> Mask:
    reach = max(1.0, 0.06 * mask.shape[0])
    right, down = rng.uniform(-reach, reach, 2)
    turn = np.array([[1, 0, right], [0, 1, down]], np.float32)
    moved = cv2.warpAffine(mask, turn, mask.shape[::-1])
    return cv2.GaussianBlur(moved, (0, 0), float(rng.uniform(0.3, reach))).astype(np.float32)


def _unlike(ink: Ground, rng: np.random.Generator) -> Ground:
    """Black under bright ink and white under dark ink, more or less."""
    return np.full(3, rng.uniform(0, 60) if ink.mean() > 127 else rng.uniform(195, 255), np.float32)


def _saved(picture: Image, rng: np.random.Generator) -> Image:
    """Sometimes scaled once more, as pictures are that were taken from pictures; mostly saved as JPEG."""
    if rng.random() < 0.15:
        scale = float(rng.uniform(0.75, 1.5))
        size = round(scale * picture.shape[1]) + 1, round(scale * picture.shape[0]) + 1
        picture = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR).astype(np.uint8)
    if rng.random() < JPEG:
        quality = int(rng.integers(40, 96))
        _, saved = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
        picture = np.asarray(cv2.imdecode(saved, cv2.IMREAD_COLOR), np.uint8)
    return picture


def _scaled(picture: Image, rng: np.random.Generator) -> Image:
    """To the height of a strip, mostly as `models.preprocess.resized` does it."""
    height, width = picture.shape[:2]
    method = cv2.INTER_AREA if height >= 2 * HEIGHT else cv2.INTER_LINEAR
    if rng.random() < 0.2:
        method = cv2.INTER_CUBIC
    size = max(1, round(width * HEIGHT / height)), HEIGHT
    return cv2.resize(picture, size, interpolation=method).astype(np.uint8, copy=False)
