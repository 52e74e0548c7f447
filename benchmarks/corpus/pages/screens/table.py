"""Dense tables of administration pages in print of 10 to 14 pixels, on screens of 1280 to 3840 pixels."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import DARK, LIGHT, Palette, Sheet, document

SCREENS = ((1280, 720), (1366, 768), (1600, 900), (1920, 1080), (2560, 1440), (3840, 2160))
"""Width and height of the window in pixels, at scale 1."""

PADDINGS = ((2, 4), (4, 8), (6, 8), (8, 12), (13, 16))
"""Padding of a cell in pixels: above and below, left and right."""

FONTS = tuple(font for font in ROLES["screen"] if "WenKai" not in font)
"""Fonts of screens without handwriting."""

WHITE = Palette("#fff", "#fafafa", "#303133", "#909399", "#409eff")

RULES = (
    "name",
    "department",
    "mobile",
    "moment",
    "amount",
    "code",
    "table_json",
    "percent",
    "ip",
    "integer",
    "file",
    "table_service",
    "table_word",
    "table_word",
    "masked",
    "sheet_urls",
    "order",
    "menu",
    "date",
)
"""The grammar rules of the columns of a table."""


def page(rng: Random, size: int) -> Sheet:
    """An administration page with a table in print of `size` pixels. Every cell is a line of its own."""
    width, height = rng.choice(SCREENS)
    columns = rng.sample(RULES, rng.randint(6, 8) if width < 1600 else rng.randint(7, 11))
    padding = rng.choice(PADDINGS)
    rows = min(rng.randint(12, 18), (height - 140) // (2 * padding[0] + 3 * size))
    values = {"columns": columns, "rows": rows, "broken": rng.random() < 0.5}
    body = render("table", "page", rng, Content(rng, "sheets"), **values)
    css = f"body{{font-size:{size}px}}td,th{{padding:{padding[0]}px {padding[1]}px}}"
    palette = rng.choice((WHITE, WHITE, *LIGHT, *DARK, *DARK))
    html = document(body, style_sheet("table") + css, palette, rng.choice(FONTS))
    return Sheet(html, width, height)
