"""Pages that are drawn right here, to measure a machine with and to see that it reads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import cv2
import numpy as np

from models.catalog.catalog import ModelSet
from models.detection.view import View
from models.fonts import strips
from models.page import Image, Size
from service.batching.buckets import Bucket
from service.batching.policy import Policy
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
"""Nothing that looks alike, as I and l do in WIFI: on that, precisions may differ and be right both."""

LINE_WIDTHS = (96, 160, 224, 320, 448, 640, 1280, 3200)
"""Of the strips that lines are read as, in pixels, from the narrowest to the widest that there is; among them
the widest that share batches of two and of four."""

FONT, FACE = cv2.FONT_HERSHEY_DUPLEX, 22
"""One of OpenCV's own, and about how high its capitals are at scale 1, in pixels."""


@dataclass(frozen=True, slots=True)
class PageForm:
    """Width and height in pixels, and how many lines stand on the page."""

    width: int
    height: int
    lines: int

    @property
    def pixels(self) -> int:
        """How many it has."""
        return self.width * self.height


CANVASES = ((640, 640), (960, 736), (1408, 1408), (2048, 1920))
"""Widths and heights that pages are seen at."""

TYPICAL = PageForm(1000, 1000, 15)
PAGES = (PageForm(640, 480, 8), TYPICAL, PageForm(2000, 2000, 30), PageForm(4000, 3000, 60))


def page(form: PageForm, ink: int = 0, paper: int = 255, scale: float = 1.0) -> Image:
    """Lines of text in grey, ink on paper from 0 to 255, with capitals of some 22 pixels times the scale."""
    drawn = np.full((form.height, form.width, 3), paper, np.uint8)
    for i in range(form.lines):
        foot = round((i + 0.5) * form.height / form.lines + FACE * scale / 2)
        text = TEXTS[i % len(TEXTS)]
        cv2.putText(drawn, text, (round(20 * scale), foot), FONT, scale, (ink,) * 3, 1, cv2.LINE_AA)
    return drawn


def samples() -> list[bytes]:
    """Files of pages that precisions are compared by: large and small, dark on light and light on dark."""
    form = PageForm(800, 480, len(TEXTS))
    drawn = (page(form), page(form, ink=235, paper=40), page(form, scale=0.7), page(form, ink=90, scale=1.2))
    return [_file(each, ".png") for each in drawn]


def probes(policy: Policy, models: ModelSet) -> Iterator[Probe]:
    """All that is measured for a cost table, in the cuts that the policy knows.

    The largest canvas is searched by all cores together alone: its networks take half a gigabyte a stream.
    """
    direction, lines = models.classifier.parameters, models.recognizer.parameters
    for streams in policy.stages["decode"].streams:
        yield from (_decode(streams, form) for form in PAGES)
    for streams in policy.stages["detect"].streams:
        yield from (_detect(streams, canvas) for canvas in (CANVASES if streams == 1 else CANVASES[:-1]))
    for streams in policy.stages["classify"].streams:
        yield from (
            Probe("classify", streams, partial(_line, direction.width, direction.height), n)
            for n in policy.stages["classify"].counts
        )
    for streams in policy.stages["recognize"].streams:
        for width in LINE_WIDTHS:
            strip = Bucket(width, lines.strip_height)
            yield from (_recognize(streams, strip, count) for count in _counts(policy, strip))
    for streams in policy.stages["embed"].streams:
        yield from (Probe("embed", streams, partial(_line, width, strips.HEIGHT)) for width in strips.WIDTHS)


def typical_probes(policy: Policy, models: ModelSet) -> Iterator[Probe]:
    """What a typical page needs under load."""
    yield _decode(policy.slots, TYPICAL)
    yield from (_detect(policy.slots, canvas) for canvas in CANVASES[:2])
    lines = [Bucket(width, models.recognizer.parameters.strip_height) for width in LINES_BY_WIDTH]
    yield from (_recognize(policy.slots, strip, _counts(policy, strip)[-1]) for strip in lines)


def _decode(streams: int, form: PageForm) -> Probe:
    return Probe("decode", streams, partial(_picture, _file(page(form), ".jpg")))


def _picture(data: bytes) -> Picture:
    return open_picture(data, ImageLimits())


def _detect(streams: int, canvas: Size) -> Probe:
    view = View(page(TYPICAL), canvas)
    return Probe("detect", streams, lambda: view)


def _recognize(streams: int, strip: Bucket, count: int) -> Probe:
    line = round(1.1 * strip.width)  # squeezed a little, as most are
    return Probe("recognize", streams, partial(_line, line, strip.height), count)


def _counts(policy: Policy, strip: Bucket) -> Sequence[int]:
    return policy.stages["recognize"].counts_of(strip)


def _line(length: int, strip_height: int) -> Crop:
    """A line of 32 pixels in height. Scaled to `strip_height`, it has the width `length`."""
    width, height = length * 32 // strip_height, 32
    drawn = page(PageForm(width, height, 1))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Crop(drawn, corners, 0, False)


def _file(image: Image, suffix: str) -> bytes:
    return cv2.imencode(suffix, image)[1].tobytes()
