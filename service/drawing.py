"""A picture of what was read: the quads on the page, the text beside it."""

from pathlib import Path

import cv2
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from models.geometry import side_lengths
from models.page import Image, Page, TextLine

FRAME = (214, 40, 57)
FIRST_CORNER = (29, 120, 116)
INK = (20, 20, 20)
FONTS = (
    "NotoSansCJK-Regular.ttc",
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
    "PingFang.ttc",
    "msyh.ttc",
    "DejaVuSans.ttf",
)
"""Tried in this order; the first that the system has draws the text."""


def draw(image: Image, page: Page, target: Path) -> None:
    """Write a picture: on the left the page with its quads, on the right each line's text in its place.

    image: uint8 (height, width, 3) BGR. A dot marks each line's first corner.
    Raises OSError or ValueError where the target cannot be written.
    """
    shown = Pillow.fromarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
    sheet = Pillow.new("RGB", (2 * page.width, page.height), "white")
    sheet.paste(shown, (0, 0))
    pen = ImageDraw.Draw(sheet)
    for line in page.lines:
        _frame(pen, line, page)
        _text(pen, line, page.width)
    sheet.save(target)


def _frame(pen: ImageDraw.ImageDraw, line: TextLine, page: Page) -> None:
    thickness = max(1, round(max(page.width, page.height) / 800))
    corners = [(float(x), float(y)) for x, y in line.quad]
    pen.line([*corners, corners[0]], fill=FRAME, width=thickness)
    (x, y), reach = corners[0], 2 * thickness
    pen.ellipse([x - reach, y - reach, x + reach, y + reach], fill=FIRST_CORNER)


def _text(pen: ImageDraw.ImageDraw, line: TextLine, offset: int) -> None:
    width, height = side_lengths(line.quad)
    font = _font(max(8, 0.75 * height))
    shrink = width / max(1.0, pen.textlength(line.text, font))
    if shrink < 1:
        font = _font(max(8, 0.75 * height * shrink))
    x, y = line.quad.min(axis=0)
    pen.text((offset + float(x), float(y)), line.text, fill=INK, font=font)


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
