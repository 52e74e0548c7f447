"""Draws batches for training: random windows of random strips from the shards."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import torch
from torch import Tensor

from models.fonts.strips import HEIGHT
from models.fonts.training.data.shards import SHARD_SIZE, Records, ShardFolder, open_shard

WINDOWS: Final = (96, 96, 128, 176)
"""Widths of a batch in pixels. All entries are equally likely. 96 pixels show two Chinese characters."""

USES: Final = 8
"""Number of uses of an average strip after which its shard is deleted."""

MIN_SHARDS: Final = 40
"""Number of newest shards that are never deleted."""

MAX_FADING: Final = 0.3
"""Maximum share by which a strip's brightness is reduced."""

MAX_NOISE: Final = 8.0
"""Maximum standard deviation of the added noise, in levels of 255."""

ZOOM, ASPECT, SHIFT = 0.1, 0.03, 2.0
"""Maximum changes of a strip: share of the size, share of the aspect ratio, and vertical shift in pixels.

With them every use of a strip is a different picture, at much less cost than rendering a new one.
"""


@dataclass(slots=True)
class Batches:
    """An endless source of batches. `refresh` opens new shards and deletes used ones."""

    folder: ShardFolder
    rng: np.random.Generator
    _opened: dict[Path, Records] = field(default_factory=dict)
    _uses: Counter[Path] = field(default_factory=Counter)
    """Number of strips that were drawn from each shard."""

    def refresh(self) -> int:
        """Opens new shards, deletes used ones, and returns the number of open shards."""
        shards = self.folder.shards()
        for shard in shards[: max(0, len(shards) - MIN_SHARDS)]:
            if self._uses[shard] >= USES * SHARD_SIZE:
                shard.unlink()
                shards.remove(shard)
        self._opened = {
            shard: self._opened[shard] if shard in self._opened else open_shard(shard) for shard in shards
        }
        return len(shards)

    def draw(self, size: int) -> tuple[Tensor, Tensor]:
        """Returns strips, float (size, 1, 48, window), 0 to 1, and their classes, int64 (size)."""
        window = int(self.rng.choice(WINDOWS))
        shards = list(self._opened)
        picked = [shards[i] for i in self.rng.integers(len(shards), size=size)]
        self._uses.update(picked)
        indices = self.rng.integers(SHARD_SIZE, size=size)
        records = [self._opened[shard][i] for shard, i in zip(picked, indices, strict=True)]
        strips = np.stack([self._window(record["strip"], int(record["width"]), window) for record in records])
        labels = np.array([record["label"] for record in records], np.int64)
        gains = 1 - MAX_FADING * self.rng.random((size, 1, 1), np.float32)
        noise = self.rng.standard_normal(strips.shape, np.float32) * self.rng.random((size, 1, 1), np.float32)
        augmented = (strips * gains + MAX_NOISE * noise).clip(0, 255).astype(np.float32) / 255
        return torch.from_numpy(augmented)[:, None], torch.from_numpy(labels)

    def _window(self, strip: Records, width: int, window: int) -> Records:
        """Returns a part of a strip, slightly scaled and shifted: uint8 (48, window)."""
        zoom, aspect, shift = self.rng.uniform(-1, 1, 3) * (ZOOM, ASPECT, SHIFT)
        scale_x, scale_y = (1 + zoom) * (1 + aspect), 1 + zoom
        left = self.rng.random() * max(0.0, width - window / scale_x)
        middle = HEIGHT / 2
        matrix = np.array(
            [[scale_x, 0, -scale_x * left], [0, scale_y, middle - scale_y * middle + shift]], np.float32
        )
        part = cv2.warpAffine(strip, matrix, (window, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(part)
