"""A font network for tests: a strip's embedding is its own picture, made very small."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.fonts.embedder import FontEmbedder
from models.runtimes import Arrays


class SmallPictures:
    """Says of a strip how bright it is in each of 128 fields."""

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        fields = [cv2.resize(strip[..., 0], (16, 8), interpolation=cv2.INTER_AREA).ravel() for strip in batch]
        embeddings = np.stack(fields).astype(np.float32) + 1
        return (embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True),)


def embedder() -> FontEmbedder:
    """What looks through such a network."""
    return FontEmbedder(SmallPictures())
