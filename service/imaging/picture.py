"""A picture whose header was read and whose pixels were not yet."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from service.imaging.exif import UPRIGHT

Pixels = NDArray[np.uint8]
"""uint8: (height, width) grey, (height, width, 3) BGR, or (height, width, 4) BGR and straight alpha."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What the header says, and how to get the pixels.

    `width` and `height` are pixels as stored, before `orientation` (EXIF, 1 to 8) turns them. `load`
    decodes, once. `alpha_is_optional` marks formats whose writers leave an unused alpha at zero.
    """

    width: int
    height: int
    load: Callable[[], Pixels]
    orientation: int = UPRIGHT
    alpha_is_optional: bool = False
