"""The stock of rendered strips that lies between those who render and the one who trains."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.fonts.strips import HEIGHT, WIDTHS

WIDEST: Final = WIDTHS[-1]
RECORD: Final = np.dtype([("strip", np.uint8, (HEIGHT, WIDEST)), ("width", np.uint16), ("label", np.uint16)])
"""One strip as `strips.prepared` gives it, how much of it shows text, and the number of its class."""

CHUNK: Final = 512
FULL: Final = 160
"""Chunks that are kept ready: 80,000 strips, or 1.3 GB."""

Records = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Stock:
    """A folder of chunks, each a file of `CHUNK` records; oldest first by name."""

    folder: Path

    def chunks(self) -> list[Path]:
        """The chunks that are there."""
        return sorted(self.folder.glob("*.npy"))

    @property
    def is_full(self) -> bool:
        """Whether enough is there for now."""
        return len(self.chunks()) >= FULL

    def add(self, records: Records, name: str) -> None:
        """Put a chunk there; it appears whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{name}.draft"
        with draft.open("wb") as file:
            np.save(file, records)
        draft.rename(self.folder / f"{name}.npy")


def opened(chunk: Path) -> Records:
    """The records of a chunk, read from the disk as they are looked at."""
    records: Records = np.load(chunk, mmap_mode="r")
    return records
