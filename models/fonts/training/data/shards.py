"""Reads and writes the training data: a folder of shards. Renderers write it while the trainer reads it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.fonts.strips import HEIGHT, WIDTHS

MAX_WIDTH: Final = WIDTHS[-1]
RECORD: Final = np.dtype(
    [("strip", np.uint8, (HEIGHT, MAX_WIDTH)), ("width", np.uint16), ("label", np.uint16)]
)
"""One sample: the strip as `strips.normalized` returns it, the width of its text, and its class."""

SHARD_SIZE: Final = 512
"""Number of records in a shard."""

FULL: Final = 160
"""Number of shards at which rendering pauses: 80,000 records, 1.3 GB."""

Records = NDArray[Any]


@dataclass(frozen=True, slots=True)
class ShardFolder:
    """A folder of shards, files of `SHARD_SIZE` records each. The names of older shards sort first."""

    folder: Path

    def shards(self) -> list[Path]:
        """Returns the files of the shards, oldest first."""
        return sorted(self.folder.glob("*.npy"))

    @property
    def is_full(self) -> bool:
        """Whether the folder has so many shards that rendering pauses."""
        return len(self.shards()) >= FULL

    def add(self, records: Records, name: str) -> None:
        """Writes a shard. The file appears under its name only when it is complete."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self.folder / f"{name}.draft"
        with draft.open("wb") as file:
            np.save(file, records)
        draft.rename(self.folder / f"{name}.npy")


def open_shard(shard: Path) -> Records:
    """Opens the records of a shard as a memory map."""
    records: Records = np.load(shard, mmap_mode="r")
    return records
