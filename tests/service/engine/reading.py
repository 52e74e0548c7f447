"""Reads pictures of the committed corpus with an engine."""

from models.page import Image, Page
from service.engine.engine import Engine
from service.imaging.decoding import ImageLimits
from service.request import NEVER, ReadOptions, ReadRequest
from tests.harness.samples import sample
from tests.service.imaging.files import decoded, pillow, saved


def image_of(kind: str) -> Image:
    """The decoded sample picture of a kind."""
    return decoded(sample(kind).path.read_bytes(), ImageLimits())


def read(engine: Engine, image: Image, options: ReadOptions | None = None) -> Page:
    """The page that an engine reads from a picture."""
    data = saved(pillow(image), "BMP")
    return engine.submit(ReadRequest(data, options or ReadOptions(), NEVER)).result()
