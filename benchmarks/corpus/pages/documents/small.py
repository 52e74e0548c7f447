"""Small print: terms, footers and labels of 11 to 13 pixels, at scale 1."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document

SIZES = ((800, 600), (640, 800), (960, 640), (1024, 700))

LAYOUTS = ("terms", "footer", "label")


def page(rng: Random) -> Sheet:
    """A page in small print."""
    (width, height), size = rng.choice(SIZES), rng.choice((11, 12, 12, 13))
    body = render("small", rng.choice(LAYOUTS), rng, Content(rng))
    css = f"{style_sheet('small')}body{{font-size:{size}px}}"
    return Sheet(document(body, css, rng.choice(LIGHT), rng.choice(ROLES["screen"])), width, height)
