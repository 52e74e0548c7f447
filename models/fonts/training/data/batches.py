"""Batches out of the stock: random strips, random windows of them."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import cv2
import numpy as np
import torch
from torch import Tensor

from models.fonts.strips import HEIGHT
from models.fonts.training.data.shards import CHUNK, Records, Stock, opened

WINDOWS: Final = (96, 96, 128, 176)
"""Widths that batches have, each as likely as any other. Windows of 96 show two Chinese characters."""

USES: Final = 8
"""A chunk is thrown away after each of its strips was drawn so often on average, where enough is left."""

ENOUGH: Final = 40
"""Chunks that are never thrown away."""

GAIN: Final = 0.3
"""Strips are made up to so much fainter."""

NOISE: Final = 8.0
"""Levels of 255 by which pixels are off, at most, in the mean square."""

ZOOM, ASPECT, LIFT = 0.1, 0.03, 2.0
"""How far a strip is made larger or smaller, wider than high, and moved up or down, in pixels: so each use of
it shows another picture, for far less than it takes to render one."""


@dataclass(slots=True)
class Batches:
    """Endless batches; each looks for new chunks now and then and throws worn ones away."""

    stock: Stock
    rng: np.random.Generator
    _opened: dict[Path, Records] = field(default_factory=dict)
    _drawn: Counter[Path] = field(default_factory=Counter)

    def refresh(self) -> int:
        """Open what is new, drop what is worn; returns how many chunks are at hand."""
        there = self.stock.chunks()
        for chunk in there[: max(0, len(there) - ENOUGH)]:
            if self._drawn[chunk] >= USES * CHUNK:
                chunk.unlink()
                there.remove(chunk)
        self._opened = {
            chunk: self._opened[chunk] if chunk in self._opened else opened(chunk) for chunk in there
        }
        return len(there)

    def draw(self, size: int) -> tuple[Tensor, Tensor]:
        """Float strips (size, 1, 48, window), 0 to 1, and the numbers of their classes, int64 (size)."""
        window = int(self.rng.choice(WINDOWS))
        chunks = list(self._opened)
        picked = [chunks[i] for i in self.rng.integers(len(chunks), size=size)]
        self._drawn.update(picked)
        places = self.rng.integers(CHUNK, size=size)
        records = [self._opened[chunk][i] for chunk, i in zip(picked, places, strict=True)]
        strips = np.stack([self._window(record["strip"], int(record["width"]), window) for record in records])
        labels = np.array([record["label"] for record in records], np.int64)
        gains = 1 - GAIN * self.rng.random((size, 1, 1), np.float32)
        noise = self.rng.standard_normal(strips.shape, np.float32) * self.rng.random((size, 1, 1), np.float32)
        shown = (strips * gains + NOISE * noise).clip(0, 255).astype(np.float32) / 255
        return torch.from_numpy(shown)[:, None], torch.from_numpy(labels)

    def _window(self, strip: Records, width: int, window: int) -> Records:
        """A part of a strip, a little larger or smaller, higher or lower than it was: uint8 (48, window)."""
        zoom, aspect, lift = self.rng.uniform(-1, 1, 3) * (ZOOM, ASPECT, LIFT)
        across, down = (1 + zoom) * (1 + aspect), 1 + zoom
        left = self.rng.random() * max(0.0, width - window / across)
        middle = HEIGHT / 2
        placing = np.array(
            [[across, 0, -across * left], [0, down, middle - down * middle + lift]], np.float32
        )
        shown = cv2.warpAffine(strip, placing, (window, HEIGHT), borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(shown)
