"""Draws the result of a page: the picture with the quads of its lines, and next to it the recognized text."""

from pathlib import Path

import cv2
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from models.geometry import side_lengths
from models.page import Image, Page, TextLine

FRAME_COLOUR = (214, 40, 57)
CORNER_COLOUR = (29, 120, 116)
TEXT_COLOUR = (20, 20, 20)
"""RGB, 0 to 255."""

FONTS = (
    "NotoSansCJK-Regular.ttc",
    "wqy-zenhei.ttc",
    "wqy-microhei.ttc",
    "PingFang.ttc",
    "msyh.ttc",
    "DejaVuSans.ttf",
)
"""Names of font files. The first one that is installed is used."""

FONT_SHARE, MIN_FONT_SIZE = 0.75, 8
"""Font size as a share of the height of the line, and the minimum font size in pixels."""


def draw(image: Image, page: Page, target: Path) -> None:
    """Writes a picture. Its left half is the page with its quads, its right half the recognized text.

    `image` is uint8 (height, width, 3), BGR. A dot marks the first corner of each line. Raises OSError or
    ValueError if `target` cannot be written.
    """
    picture = Pillow.fromarray(cv2.cvtColor(image, cv2.COLOR_BGR2RGB))
    sheet = Pillow.new("RGB", (2 * page.width, page.height), "white")
    sheet.paste(picture, (0, 0))
    pen = ImageDraw.Draw(sheet)
    for line in page.lines:
        _draw_frame(pen, line, page)
        _draw_text(pen, line, page.width)
    sheet.save(target)


def _draw_frame(pen: ImageDraw.ImageDraw, line: TextLine, page: Page) -> None:
    thickness = max(1, round(max(page.width, page.height) / 800))
    corners = [(float(x), float(y)) for x, y in line.quad]
    pen.line([*corners, corners[0]], fill=FRAME_COLOUR, width=thickness)
    (x, y), radius = corners[0], 2 * thickness
    pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=CORNER_COLOUR)


def _draw_text(pen: ImageDraw.ImageDraw, line: TextLine, offset: int) -> None:
    """Draws the text of a line `offset` pixels to the right of the line. Long text is shrunk to its width."""
    width, height = side_lengths(line.quad)
    font = _font(max(MIN_FONT_SIZE, FONT_SHARE * height))
    shrink = width / max(1.0, pen.textlength(line.text, font))
    if shrink < 1:
        font = _font(max(MIN_FONT_SIZE, FONT_SHARE * height * shrink))
    x, y = line.quad.min(axis=0)
    pen.text((offset + float(x), float(y)), line.text, fill=TEXT_COLOUR, font=font)


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    for name in FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)
