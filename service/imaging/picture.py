"""A picture whose header is read and whose pixels are not decoded yet."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.imaging.exif import UPRIGHT
from service.imaging.memory import DecodingMemory

Pixels = NDArray[np.uint8]
"""uint8: (height, width) grey, (height, width, 3) BGR, or (height, width, 4) BGR with straight alpha."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The header of a picture, and a function that decodes the pixels.

    `width` and `height` are in pixels as stored, before the EXIF `orientation`, 1 to 8, is applied. `load`
    may be called once. `memory` is what decoding takes. `alpha_is_optional` is set for formats whose unused
    alpha channel may be all zeros.
    """

    width: int
    height: int
    load: Callable[[], Pixels]
    memory: DecodingMemory
    orientation: int = UPRIGHT
    alpha_is_optional: bool = False

    @property
    def peak_bytes(self) -> int:
        """The most bytes that decoding takes, besides the file."""
        return self.memory.peak(self.width * self.height, is_rotated=self.orientation != UPRIGHT)
