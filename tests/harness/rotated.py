"""Pictures that are rotated as a whole by any angle."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.page import Image

Matrix = NDArray[np.float64]
"""An affine map of pixel coordinates, shape (2, 3)."""


def rotation_matrix(width: int, height: int, degrees: float) -> Matrix:
    """Returns the map from a picture of that size to the picture rotated clockwise by `degrees`.

    The map moves the rotated picture so that its bounding box starts at (0, 0).
    """
    matrix = cv2.getRotationMatrix2D((0, 0), -degrees, 1.0).astype(np.float64)
    matrix[:, 2] = -_rotated_corners(width, height, matrix).min(axis=0)
    return matrix


def rotated_picture(image: Image, matrix: Matrix) -> Image:
    """Rotate a whole picture and fill the uncovered area with white."""
    height, width = image.shape[:2]
    corners = _rotated_corners(width, height, matrix)
    new_width, new_height = np.round(np.ptp(corners, axis=0)).astype(int).tolist()
    of_centres = np.column_stack([matrix[:, :2], matrix[:, 2] + matrix[:, :2] @ (0.5, 0.5) - 0.5])
    return cv2.warpAffine(
        image, of_centres, (new_width, new_height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
    ).astype(np.uint8, copy=False)


def _rotated_corners(width: int, height: int, matrix: Matrix) -> Matrix:
    return np.array([[0, 0], [width, 0], [width, height], [0, height]]) @ matrix[:, :2].T
