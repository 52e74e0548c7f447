"""Draws the pages on which a machine is measured and its precisions are compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from models.catalog.model import ModelSet
from models.detection.view import View
from models.fonts import strips
from models.page import Image, Size
from service.batching.buckets import Bucket
from service.batching.policies.policy import Policy
from service.batching.stage import StageName
from service.imaging.decoding import ImageLimits, open_picture
from service.imaging.picture import Picture
from service.reading.crop import Crop
from service.tuning.measurement import Probe
from service.tuning.page_work import LINES_BY_WIDTH

TEXTS = (
    "Order 20417 shipped on 2024-06-18",
    "Total 1,386.50 paid by card 4409",
    "The quick brown fox jumps over",
    "password: Kx7-Rm2-Pq9",
    "Room 305, gate B12, seat 47F",
    "call +86 10 5827 6391 before 18:30",
)
"""Texts without characters that can be confused, such as I and l. Precisions may differ on those."""

STRIP_WIDTHS = (96, 160, 224, 320, 448, 640, 1280, 3200)
"""Widths in pixels of the measured strips, from the narrowest to the widest. 224 and 448 are the widest that
share batches of four and of two."""

FONT = cv2.FONT_HERSHEY_DUPLEX
CAPITAL_HEIGHT = 22
"""The height of the font's capitals at scale 1, in pixels."""


@dataclass(frozen=True, slots=True)
class PageForm:
    """The width and height of a page in pixels, and its number of lines."""

    width: int
    height: int
    lines: int

    @property
    def pixels(self) -> int:
        """The area."""
        return self.width * self.height


CANVASES = ((640, 640), (960, 736), (1408, 1408), (2048, 1920))
"""Widths and heights in pixels of the measured canvases of the detector."""

TYPICAL = PageForm(1000, 1000, 15)
"""A typical page. `service.batching.policies.fairness` uses its work as the grace."""

PAGES = (PageForm(640, 480, 8), TYPICAL, PageForm(2000, 2000, 30), PageForm(4000, 3000, 60))


def draw_page(form: PageForm, ink: int = 0, paper: int = 255, scale: float = 1.0) -> Image:
    """Draw lines of grey text, with `ink` and `paper` from 0 to 255 and capitals of 22 pixels times `scale`.

    Returns an array of height x width x 3, uint8.
    """
    image = np.full((form.height, form.width, 3), paper, np.uint8)
    for i in range(form.lines):
        baseline = round((i + 0.5) * form.height / form.lines + CAPITAL_HEIGHT * scale / 2)
        text = TEXTS[i % len(TEXTS)]
        cv2.putText(image, text, (round(20 * scale), baseline), FONT, scale, (ink,) * 3, 1, cv2.LINE_AA)
    return image


def sample_files() -> list[bytes]:
    """The built-in pages as PNG files: large and small text, dark on light and light on dark."""
    form = PageForm(800, 480, len(TEXTS))
    pages = (
        draw_page(form),
        draw_page(form, ink=235, paper=40),
        draw_page(form, scale=0.7),
        draw_page(form, ink=90, scale=1.2),
    )
    return [_encode(page, ".png") for page in pages]


def probes(policy: Policy, models: ModelSet) -> Iterator[Probe]:
    """All batches of a cost table, for every number of streams of the policy.

    The largest canvas is measured with one stream only, because each stream needs half a gigabyte for it.
    """
    direction, lines = models.classifier.parameters, models.recognizer.parameters
    for streams in policy.stages["decode"].streams:
        yield from (_decode(streams, form) for form in PAGES)
    for streams in policy.stages["detect"].streams:
        yield from (_detect(streams, canvas) for canvas in (CANVASES if streams == 1 else CANVASES[:-1]))
    for streams in policy.stages["classify"].streams:
        yield from (
            Probe("classify", streams, partial(_line, direction.width, direction.height), count)
            for count in policy.stages["classify"].counts
        )
    for stage in _line_stages(models):
        for streams in policy.stages[stage].streams:
            for width in STRIP_WIDTHS:
                strip = Bucket(width, lines.strip_height)
                counts = policy.stages[stage].counts_of(strip)
                yield from (_strip(stage, streams, strip, count) for count in counts)
    for streams in policy.stages["embed"].streams:
        yield from (Probe("embed", streams, partial(_line, width, strips.HEIGHT)) for width in strips.WIDTHS)


def typical_probes(policy: Policy, models: ModelSet) -> Iterator[Probe]:
    """The batches that a typical page needs under load."""
    yield _decode(policy.slots, TYPICAL)
    yield from (_detect(policy.slots, canvas) for canvas in CANVASES[:2])
    lines = [Bucket(width, models.recognizer.parameters.strip_height) for width in LINES_BY_WIDTH]
    for stage in _line_stages(models):
        rule = policy.stages[stage]
        yield from (_strip(stage, policy.slots, strip, rule.largest(strip)) for strip in lines)


def _line_stages(models: ModelSet) -> tuple[StageName, ...]:
    return ("draft", "recognize") if models.drafter else ("recognize",)


def _decode(streams: int, form: PageForm) -> Probe:
    return Probe("decode", streams, partial(_picture, _encode(draw_page(form), ".jpg")))


def _picture(data: bytes) -> Picture:
    return open_picture(data, ImageLimits())


def _detect(streams: int, canvas: Size) -> Probe:
    view = View.whole(draw_page(TYPICAL), canvas)
    return Probe("detect", streams, lambda: view)


def _strip(stage: StageName, streams: int, strip: Bucket, count: int) -> Probe:
    length = round(1.1 * strip.width)  # lines are squeezed by up to 15 %, docs/decisions/0030
    return Probe(stage, streams, partial(_line, length, strip.height), count)


def _line(length: int, strip_height: int) -> Crop:
    """A line that is 32 pixels high. Scaled to `strip_height`, it is `length` pixels wide."""
    width, height = length * 32 // strip_height, 32
    image = draw_page(PageForm(width, height, 1))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Crop(image, corners, 0, False)


def _encode(image: Image, suffix: str) -> bytes:
    return cv2.imencode(suffix, image)[1].tobytes()
