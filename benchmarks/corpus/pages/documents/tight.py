"""Tables of short numbers with gaps of 8 pixels between the cells."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render
from benchmarks.corpus.pages.sheet import DARK, LIGHT, Sheet, document

SIZES = (13, 14, 16, 16, 18, 20)

CSS = "body{padding:20px} td{padding:4px;white-space:nowrap} table{margin-bottom:24px}"


def page(rng: Random) -> Sheet:
    """Two tables of short numbers. Every cell is a line of its own."""
    size = rng.choice(SIZES)
    body = render("tight", "page", rng, Content(rng, "sheets"))
    align = f"td{{text-align:{rng.choice(('left', 'left', 'right', 'center'))}}}"
    css = f"{CSS}{align}body{{font-size:{size}px;line-height:{rng.uniform(1.2, 1.6):.2f}}}"
    palette = rng.choice((*LIGHT, LIGHT[2], rng.choice(DARK)))
    font = rng.choice((*ROLES["number"], *ROLES["screen"]))
    return Sheet(document(body, css, palette, font), 34 * size, 40 * size)
