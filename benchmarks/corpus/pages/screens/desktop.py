"""Desktop windows: a table with a side bar, a dashboard, a news site, a file list with a menu."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Palette, Sheet, document

SIZES = ((1280, 720, 1), (1366, 768, 1), (1440, 900, 1), (1100, 700, 1.25), (1200, 800, 1.5))

LAYOUTS = ("console", "news", "files", "board")


def page(rng: Random) -> Sheet:
    """A desktop window in light colours."""
    return screen(rng, rng.choice(LIGHT))


def screen(rng: Random, palette: Palette) -> Sheet:
    """A desktop window in the given colours."""
    width, height, scale = rng.choice(SIZES)
    body = render("desktop", rng.choice(LAYOUTS), rng, Content(rng))
    html = document(body, style_sheet("desktop"), palette, rng.choice(ROLES["screen"]))
    return Sheet(html, width, height, scale)
