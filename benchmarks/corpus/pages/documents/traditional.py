"""Pages in traditional Chinese: a newspaper article, a shop, settings, an order."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document

SIZES = ((390, 780, 2), (414, 736, 2), (800, 900, 1), (1024, 768, 1), (768, 1024, 1.25))


def page(rng: Random) -> Sheet:
    """A page in traditional Chinese."""
    width, height, scale = rng.choice(SIZES)
    body = render("traditional", "page", rng, Content(rng, "traditional"))
    font = rng.choice(ROLES["traditional"])
    html = document(body, style_sheet("traditional"), rng.choice(LIGHT), font, "zh-TW")
    return Sheet(html, width, height, scale)
