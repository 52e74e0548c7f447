"""Running text in two columns that are one character apart."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.pages.rendering import render
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document

FONTS = ("'LXGW WenKai'", "'Noto Serif CJK SC'", "'AR PL UMing CN'")

SIZES = ((16, 1), (18, 1), (21, 1), (24, 1), (28, 1), (14, 2))
"""Pixels of the font, and the scale."""

CSS = "body{padding:1.5em;overflow:hidden} .text{text-align:justify;overflow:hidden;white-space:normal}"


def page(rng: Random) -> Sheet:
    """Two columns of running text. Their lines are in reading order."""
    size, scale = rng.choice(SIZES)
    ems, lines = rng.randint(10, 18), rng.randint(10, 16)
    body = render("gutter", "page", rng, Content(rng), ems=ems, lines=lines)
    css = f"{CSS}body{{font-size:{size}px;line-height:1.5}}"
    html = document(body, css, rng.choice(LIGHT), rng.choice(FONTS))
    return Sheet(html, (2 * ems + 4) * size, round((1.5 * lines + 3) * size), scale, flows=True)
