"""A line as it is to be read: where it stands on its page, and how it is turned."""

from dataclasses import dataclass

import numpy as np

from models import geometry
from models.page import Image, Quad
from models.recognizer import HEIGHT, strip_width
from service.batching.buckets import Bucket


@dataclass(frozen=True, slots=True, eq=False)
class Crop:
    """A line that is cut out of its page when it is looked at, so that what waits holds no pixels of its own.

    `turn` counts quarters against the clock; `spelt` says whether its characters are wanted.
    """

    page: Image
    quad: Quad
    turn: int
    spelt: bool

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels, before it is turned."""
        height, width = self.page.shape[:2]
        return geometry.crop_size(self.quad, width, height)

    @property
    def bucket(self) -> Bucket:
        """The strip that it is read as."""
        width, height = self.size[:: -1 if self.turn % 2 else 1]
        return Bucket(strip_width(width, height), HEIGHT)

    @property
    def outline(self) -> Quad:
        """What it shows of the page, from its own first corner on."""
        height, width = self.page.shape[:2]
        return geometry.turned(geometry.outline(self.quad, width, height), self.turn)

    @property
    def pixels(self) -> Image:
        """What it shows, turned: uint8 (height, width, 3) BGR."""
        return np.rot90(geometry.crop(self.page, self.quad), self.turn)
