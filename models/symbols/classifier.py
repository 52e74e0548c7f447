"""The network of symbols at run time: tells which symbol a piece of a line is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from models.runtimes import Session
from models.symbols.symbols import FAMILIES, SYMBOLS

MODEL: Final = "symbol-classifier"
"""Name of the network in the model catalog."""

FOLDER: Final = Path(__file__).parent
"""Folder of the network's weights."""

HEIGHT, WIDTH = 32, 40
"""Pixels of the network's input."""

RUNTIME: Final = "onnxruntime"
"""The runtime of the network, whichever one the recognizer has. A call takes half as long as OpenVINO's, and
prepares nothing for a batch size (docs/decisions/0051)."""

BRIGHTEST: Final = 0.01
"""The share of the brightest pixels whose level becomes white."""

ALIKE: Final[tuple[list[int], ...]] = tuple(
    next(([*map(SYMBOLS.index, family)] for family in FAMILIES if symbol in family), [i])
    for i, symbol in enumerate((*SYMBOLS, "text", "picture"))
)
"""For each class, the classes of the symbols that look alike."""

Grey = NDArray[np.uint8]
"""uint8 (rows, columns): how far each pixel is from the ground, 0 on the ground."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """The most probable symbol of a piece. `text` is "" for ordinary text and for pictures.

    probability: of the symbol and those that look alike. share: the part of it that is of the symbol itself.
    """

    text: str
    is_picture: bool
    probability: float
    share: float = 1.0


class SymbolClassifier:
    """Classifies pieces of lines with one session of the network."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def warm(self) -> None:
        """Run one piece."""
        self.classify([np.zeros((HEIGHT, WIDTH), np.uint8)])

    def classify(self, pieces: Sequence[Grey]) -> list[Symbol]:
        """The symbol of each piece. A piece has the height of its line and nothing but the symbol."""
        if not pieces:
            return []
        inputs = np.stack([network_input(piece) for piece in pieces])[..., np.newaxis]
        return [_symbol(each) for each in self._session(inputs)[0]]


def network_input(piece: Grey) -> Grey:
    """The piece in full contrast, HEIGHT rows high, amid WIDTH columns. A wide one is squeezed."""
    rows, columns = piece.shape
    count = max(1, int(piece.size * BRIGHTEST))
    white = max(float(np.partition(piece.ravel(), -count)[-count]), 1.0)
    contrasted = np.minimum(piece * np.float32(255 / white), np.float32(255))
    width = min(WIDTH, max(1, round(columns * HEIGHT / rows)))
    scaled = cv2.resize(contrasted, (width, HEIGHT), interpolation=cv2.INTER_AREA)
    target = np.zeros((HEIGHT, WIDTH), np.uint8)
    left = (WIDTH - width) // 2
    target[:, left : left + width] = scaled
    return target


def _symbol(probabilities: NDArray[np.float32]) -> Symbol:
    best = int(probabilities.argmax())
    text = SYMBOLS[best] if best < len(SYMBOLS) else ""
    own = float(probabilities[best])
    alike = float(probabilities[ALIKE[best]].sum()) if len(ALIKE[best]) > 1 else own
    return Symbol(text, is_picture=best == len(SYMBOLS) + 1, probability=alike, share=own / alike)
