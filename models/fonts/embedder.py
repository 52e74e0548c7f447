"""Strip to embedding: where a line lies among all fonts."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.catalog.catalog import models
from models.fonts.strips import HEIGHT, WIDTHS, prepared
from models.page import Image
from models.runtimes import RUNTIMES, Session

MODEL: Final = "font-embedder"
FOLDER: Final = Path(__file__).parent
"""What it is called in the catalog of models, and where its weights lie."""

DIMENSIONS: Final = 128
TOGETHER: Final = 16
"""Strips of one width that go through the network together."""

Embeddings = NDArray[np.float32]


class FontEmbedder:
    """A session of the font network."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def warm(self) -> None:
        """Run once on every width."""
        for width in WIDTHS:
            self.embed([np.zeros((HEIGHT, width, 3), np.uint8)])

    def embed(self, strips: Sequence[Image]) -> Embeddings:
        """Unit vectors, float32 (strips, 128), of lines: uint8 (48, width, 3) BGR, text from edge to edge."""
        greys = [prepared(strip) for strip in strips]
        embeddings = np.empty((len(greys), DIMENSIONS), np.float32)
        for width in WIDTHS:
            alike = [i for i, grey in enumerate(greys) if grey.shape[1] == width]
            for first in range(0, len(alike), TOGETHER):
                some = alike[first : first + TOGETHER]
                (embeddings[some],) = self._session(np.stack([greys[i] for i in some])[..., np.newaxis])
        return embeddings


def open_embedder(runtime: str, threads: int, streams: int) -> FontEmbedder:
    """The shipped network in a session of its own; see `RUNTIMES`."""
    return FontEmbedder(RUNTIMES[runtime](models()[MODEL], FOLDER, threads, streams))
