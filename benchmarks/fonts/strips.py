"""Crops the lines of pictures to strips as the service does, along the quads that it detects."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.fonts.strips import scaled
from models.geometry import crop
from models.page import Image, Quad
from service.engine.engine import Engine
from service.imaging.decoding import ImageLimits, decode, open_picture
from service.request import NEVER, ReadOptions, ReadRequest

FILE = "strips.npz"

MIN_OVERLAP = 0.4
"""Minimum intersection over union of a detected quad and a true line."""

PADDING = 0.08
"""Padding of an undetected line's box on every side, in heights of the box."""

Corner = NDArray[np.float32]


def crop_lines(engine: Engine, picture: Path, truths: Sequence[Quad]) -> Iterator[tuple[Image, bool]]:
    """Yields the strip of each true quad, uint8 (48, width, 3), BGR, and whether the line was detected."""
    data = picture.read_bytes()
    image = decode(open_picture(data, ImageLimits()))
    page = engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
    detected = [line.quad for line in page.lines]
    for truth in truths:
        overlaps = [overlap(truth, quad) for quad in detected]
        best = int(np.argmax(overlaps)) if overlaps else -1
        is_detected = bool(overlaps) and overlaps[best] >= MIN_OVERLAP
        yield strip(image, detected[best] if is_detected else padded(truth)), is_detected


def strip(image: Image, quad: Quad) -> Image:
    """Crops a quad to a strip, without the recognizer's grey padding: uint8 (48, width, 3), BGR."""
    return scaled(crop(image, quad))


def overlap(one: Quad, other: Quad) -> float:
    """Returns the intersection over union of the bounding boxes of two quads."""
    (low, high), (start, end) = _corners(one), _corners(other)
    shared = float(np.prod(np.clip(np.minimum(high, end) - np.maximum(low, start), 0, None)))
    return shared / (float(np.prod(high - low)) + float(np.prod(end - start)) - shared)


def padded(quad: Quad) -> Quad:
    """Returns the quad's bounding box, with about a detector's padding."""
    low, high = _corners(quad)
    padding = PADDING * float(high[1] - low[1])
    (left, top), (right, bottom) = low - padding, high + padding
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def write_strips(folder: Path, strips: Sequence[Image]) -> None:
    """Writes the strips into the folder of their pictures."""
    widths = np.array([each.shape[1] for each in strips])
    np.savez(folder / FILE, widths=widths, pixels=np.concatenate(strips, axis=1))


def read_strips(folder: Path) -> list[Image]:
    """Reads the file that `write_strips` wrote."""
    with np.load(folder / FILE) as arrays:
        return np.split(arrays["pixels"], np.cumsum(arrays["widths"])[:-1], axis=1)


def _corners(quad: Quad) -> tuple[Corner, Corner]:
    """Returns the upper left and lower right corner of the bounding box."""
    return quad.min(axis=0), quad.max(axis=0)
