"""Shop pages: a product with its price, tags and reviews, a list of products, or details with coupons."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.screens.phone import SCREENS
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document

LAYOUTS = ("article", "article", "shelf", "details")


def page(rng: Random) -> Sheet:
    """A shop page on a phone."""
    width, height, scale = rng.choice(SCREENS)
    body = render("product", rng.choice(LAYOUTS), rng, Content(rng))
    html = document(body, style_sheet("product"), rng.choice(LIGHT), rng.choice(ROLES["screen"]))
    return Sheet(html, width, height, scale)
