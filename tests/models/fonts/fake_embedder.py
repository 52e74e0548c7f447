"""A font embedder for tests. The embedding of a strip is the strip itself, scaled down to 128 pixels."""

import cv2
import numpy as np
from numpy.typing import NDArray

from models.fonts.embedder import FontEmbedder
from models.runtimes import Arrays


class ThumbnailSession:
    """A session that returns the mean brightness of each of 128 cells of a strip, as a unit vector."""

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        cells = [cv2.resize(strip[..., 0], (16, 8), interpolation=cv2.INTER_AREA).ravel() for strip in batch]
        embeddings = np.stack(cells).astype(np.float32) + 1
        return (embeddings / np.linalg.norm(embeddings, axis=1, keepdims=True),)


def fake_embedder() -> FontEmbedder:
    """Returns an embedder with a `ThumbnailSession`."""
    return FontEmbedder(ThumbnailSession())
