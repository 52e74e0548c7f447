"""English pages: an article with comments, an invoice, or price plans."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document

SIZES = ((800, 1000, 1), (1024, 768, 1), (900, 1100, 1.25), (390, 780, 2), (1280, 800, 1))


def page(rng: Random) -> Sheet:
    """A page in English."""
    width, height, scale = rng.choice(SIZES)
    body = render("english", "page", rng, Content(rng, "english"), width=width)
    html = document(body, style_sheet("english"), rng.choice(LIGHT), rng.choice(ROLES["latin"]), "en")
    return Sheet(html, width, height, scale)
