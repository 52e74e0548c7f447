"""The font network at run time: maps line strips to embeddings."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.catalog.catalog import models
from models.fonts.strips import HEIGHT, WIDTHS, network_input
from models.page import Image
from models.runtimes import RUNTIMES, Session

MODEL: Final = "font-embedder"
"""Name of the font network in the model catalog."""

FOLDER: Final = Path(__file__).parent
"""Folder of the network's weights."""

DIMENSIONS: Final = 128
"""Length of an embedding."""

MAX_BATCH: Final = 16
"""Maximum strips of one inference. All strips of a batch have the same input width."""

Embeddings = NDArray[np.float32]


class FontEmbedder:
    """Computes embeddings with one session of the font network."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def warm(self) -> None:
        """Runs one inference at every input width."""
        for width in WIDTHS:
            self.embed([np.zeros((HEIGHT, width, 3), np.uint8)])

    def embed(self, strips: Sequence[Image]) -> Embeddings:
        """Returns one unit vector for each strip: float32 (strips, 128), in the order of the input.

        Each strip is uint8 (48, width, 3), BGR, with the text from the left edge to the right.
        """
        inputs = [network_input(strip) for strip in strips]
        embeddings = np.empty((len(inputs), DIMENSIONS), np.float32)
        for width in WIDTHS:
            same_width = [i for i, grey in enumerate(inputs) if grey.shape[1] == width]
            for first in range(0, len(same_width), MAX_BATCH):
                batch = same_width[first : first + MAX_BATCH]
                (embeddings[batch],) = self._session(np.stack([inputs[i] for i in batch])[..., np.newaxis])
        return embeddings


def open_embedder(runtime: str, threads: int, streams: int) -> FontEmbedder:
    """Opens the shipped network in a new session. `runtime` is a key of `RUNTIMES`."""
    return FontEmbedder(RUNTIMES[runtime](models()[MODEL], FOLDER, threads, streams))
