"""The strips of the lines of pictures, cut as the service cuts them: along the quads that it finds itself."""

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

SAME = 0.4
"""A quad shows a line when the two share this part of what they cover together."""

LOOSE = 0.08
"""Where no quad shows a line, its box is made larger by so much of its height on every side."""

Box = NDArray[np.float32]


def cut(engine: Engine, picture: Path, truths: Sequence[Quad]) -> Iterator[tuple[Image, bool]]:
    """The strip of each true quad, uint8 (48, width, 3) BGR, and whether the service found its line."""
    data = picture.read_bytes()
    image = decode(open_picture(data, ImageLimits()))
    read = engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
    found = [line.quad for line in read.lines]
    for truth in truths:
        shares = [overlap(truth, quad) for quad in found]
        best = int(np.argmax(shares)) if shares else -1
        is_found = bool(shares) and shares[best] >= SAME
        yield strip(image, found[best] if is_found else loosened(truth)), is_found


def strip(image: Image, quad: Quad) -> Image:
    """What the recognizer gets of a quad, without the grey behind it: uint8 (48, width, 3) BGR."""
    return scaled(crop(image, quad))


def overlap(one: Quad, other: Quad) -> float:
    """What the upright boxes of two quads have in common, as a share of what they cover together."""
    (low, high), (start, end) = _corners(one), _corners(other)
    shared = float(np.prod(np.clip(np.minimum(high, end) - np.maximum(low, start), 0, None)))
    return shared / (float(np.prod(high - low)) + float(np.prod(end - start)) - shared)


def loosened(quad: Quad) -> Quad:
    """The quad's upright box, with as much room as a detector leaves."""
    low, high = _corners(quad)
    room = LOOSE * float(high[1] - low[1])
    (left, top), (right, bottom) = low - room, high + room
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def write_strips(folder: Path, strips: Sequence[Image]) -> None:
    """Keep strips beside the pictures that they come from."""
    widths = np.array([each.shape[1] for each in strips])
    np.savez(folder / FILE, widths=widths, pixels=np.concatenate(strips, axis=1))


def read_strips(folder: Path) -> list[Image]:
    """Read what `write_strips` wrote."""
    with np.load(folder / FILE) as kept:
        return np.split(kept["pixels"], np.cumsum(kept["widths"])[:-1], axis=1)


def _corners(quad: Quad) -> tuple[Box, Box]:
    return quad.min(axis=0), quad.max(axis=0)
