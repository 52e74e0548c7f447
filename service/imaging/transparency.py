"""Removes transparency: each shape gets the background that shows it, black or white; docs/decisions/0045."""

from typing import Any, Final

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image
from service.imaging.picture import Pixels
from service.imaging.pixels import row_slices

MAX_PIXELS: Final = 4_000_000
"""The backgrounds of a larger picture are chosen on a copy of about this size."""

SOLID: Final = 128
"""Alpha. A shape is a connected area of at least this alpha. Fainter pixels around it may be its shadow."""

FAINT: Final = 24
"""Alpha. A connected area of at least this alpha and without a SOLID pixel is a shape too: faded text."""

CLEAR: Final = 96
"""Levels. A difference between neighbouring pixels counts up to this value: more is not more legible."""

VANISHING: Final = 0.6
"""A shape vanishes on a background if its edges there add up to less than this share of those on the other.

Drawn pages, 352 lines each: 0.3, 0.6 and 0.75 read all lines. Below 0.6 some shapes stay faint: dark blue of
level 37 is left on black.
"""

_NEIGHBOURS = np.ones((3, 3), np.uint8)

Mask = NDArray[np.bool_]


def to_bgr(pixels: Pixels, *, alpha_is_optional: bool) -> Image:
    """Convert (h, w), (h, w, 3) or (h, w, 4) to (h, w, 3) BGR, C-contiguous.

    Transparent pixels are composited over black or white. The picture has the background on which more edges
    are visible. A shape that vanishes on it has the other one around it, up to the middle between that shape
    and the nearest ones. With `alpha_is_optional`, an alpha channel of zeros counts as no alpha channel.
    """
    if pixels.ndim == 2:
        return _image(cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR))
    if pixels.shape[2] == 3:
        return np.ascontiguousarray(pixels)
    alpha = pixels[:, :, 3]
    if alpha.min() == 255 or (alpha_is_optional and not alpha.any()):
        return _image(cv2.cvtColor(pixels, cv2.COLOR_BGRA2BGR))
    return _composited(pixels, _white_areas(pixels))


def _composited(pixels: Pixels, white: Mask) -> Image:
    """The picture over white where the mask, (h, w), is set, and over black elsewhere."""
    out = np.empty((*pixels.shape[:2], 3), np.uint8)
    for rows in row_slices(*pixels.shape[:2]):
        alpha = np.ascontiguousarray(pixels[rows, :, 3])
        colours = cv2.cvtColor(pixels[rows], cv2.COLOR_BGRA2BGR)
        on_black = cv2.multiply(colours, cv2.cvtColor(alpha, cv2.COLOR_GRAY2BGR), scale=1 / 255)
        background = cv2.cvtColor((255 - alpha) * white[rows], cv2.COLOR_GRAY2BGR)
        cv2.add(on_black, background, dst=out[rows])
    return out


def _white_areas(pixels: Pixels) -> Mask:
    """Where the picture is composited over white: (h, w)."""
    height, width = pixels.shape[:2]
    alpha, on_black = np.ascontiguousarray(pixels[:, :, 3]), np.empty((height, width), np.uint8)
    for rows in row_slices(height, width):
        grey = cv2.cvtColor(pixels[rows], cv2.COLOR_BGRA2GRAY)
        cv2.multiply(grey, alpha[rows], dst=on_black[rows], scale=1 / 255)
    scale = (MAX_PIXELS / alpha.size) ** 0.5
    if scale >= 1:
        return _chosen_white(on_black, alpha)
    size = max(1, int(width * scale)), max(1, int(height * scale))
    small = (_image(cv2.resize(each, size, interpolation=cv2.INTER_AREA)) for each in (on_black, alpha))
    white = _chosen_white(*small).astype(np.uint8)
    return _image(cv2.resize(white, (width, height), interpolation=cv2.INTER_NEAREST)).astype(np.bool_)


def _chosen_white(on_black: Pixels, alpha: Pixels) -> Mask:
    """Where white is the better background, from the grey picture over black and its alpha, each (h, w)."""
    shapes = _shapes(alpha)
    black_edges = _edges(on_black, shapes)
    white_edges = _edges(on_black + (255 - alpha), shapes)
    black, white = black_edges.sum(), white_edges.sum()
    is_dark = 2 * on_black.sum(dtype=float) <= alpha.sum(dtype=float)
    is_white = bool(white > black or (white == black and is_dark))
    seen, unseen = (white_edges, black_edges) if is_white else (black_edges, white_edges)
    vanish = seen < VANISHING * unseen
    if not vanish.any():
        return np.full(alpha.shape, is_white)
    return np.logical_xor(_nearest(vanish, shapes), is_white)


def _shapes(alpha: Pixels) -> NDArray[np.int32]:
    """The number of the shape at each pixel, (h, w), or 0 where there is none."""
    solid = alpha >= SOLID
    areas = _connected(alpha >= FAINT)
    has_solid = np.zeros(areas.max() + 1, np.bool_)
    has_solid[areas[solid]] = True
    return _connected(solid | ((areas > 0) & ~has_solid[areas]))


def _connected(mask: Mask) -> NDArray[np.int32]:
    return np.asarray(cv2.connectedComponents(mask.astype(np.uint8))[1], np.int32)


def _edges(grey: Pixels, shapes: NDArray[np.int32]) -> NDArray[np.float64]:
    """The sum of the edges of each shape, in levels. Number 0, which is no shape, has none."""
    strength = np.minimum(cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, _NEIGHBOURS), CLEAR)
    sums = np.bincount(shapes.ravel(), strength.ravel()).astype(np.float64)
    sums[0] = 0
    return sums


def _nearest(flags: Mask, shapes: NDArray[np.int32]) -> Mask:
    """The flag of the nearest shape at each pixel, (h, w). `flags` has one value for each shape."""
    drawn = shapes > 0
    # A cell has the pixels that are nearest to one shape. OpenCV does not number cells like shapes.
    _, cells = cv2.distanceTransformWithLabels(
        (~drawn).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5, labelType=cv2.DIST_LABEL_CCOMP
    )
    flags_of_cells = np.zeros(cells.max() + 1, np.bool_)
    flags_of_cells[cells[drawn]] = flags[shapes[drawn]]
    nearest: Mask = flags_of_cells[cells]
    return nearest


def _image(matrix: Any) -> Image:
    """The same array, typed as uint8."""
    return np.asarray(matrix, np.uint8)
