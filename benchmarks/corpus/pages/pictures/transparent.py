"""Layers without a background: cards, panels and text of both tones, and text beside them.

These pages are not templates, because their HTML is mostly computed CSS values.
"""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.sheet import Palette, Sheet, document, join

SIZES = ((640, 480, 1), (750, 560, 1), (390, 420, 2), (900, 520, 1))
"""Width and height of the window in CSS pixels, and its scale."""

DARK = ("#000", "#222", "#1d2b53", "#5a1414", "rgb(0 0 0 / 60%)")
LIGHT = ("#fff", "#f2f2f2", "#ffe9b8", "#d5f0ff", "rgb(255 255 255 / 70%)")
"""Colours of text and of cards."""

TEXTS = ("headline", "slogan", "notice", "date", "city", "price")

CSS = """
body{background:none;padding:16px;line-height:1.4;gap:16px}
.part{flex:1;min-width:0;justify-content:space-around;padding:10px 16px;overflow:hidden}
.wide{flex:2} .panel{border-radius:12px}
"""


def page(rng: Random) -> Sheet:
    """Two rows of parts. Each is a card with text on it, or text alone, in dark or in light colours."""
    width, height, scale = rng.choice(SIZES)
    content = Content(rng)
    rows = (join(_part(rng, content) for _ in range(rng.choice((2, 2, 3)))) for _ in range(2))
    body = join(f'<div class="row grow" style="align-items:stretch;gap:16px">{row}</div>' for row in rows)
    css = f"{CSS}body{{display:flex;flex-direction:column;font-size:{rng.choice((14, 16, 18))}px}}"
    palette = Palette("none", "none", "#000", "#000", "#000")
    html = document(body, css, palette, rng.choice(ROLES["screen"]))
    return Sheet(html, width, height, scale, transparent=True)


def _part(rng: Random, content: Content) -> str:
    """Returns a card with its text, or text alone."""
    is_dark = rng.random() < 0.5
    paper, ink = (LIGHT, DARK) if is_dark else (DARK, LIGHT)
    ground = f"background:{rng.choice(paper)};" if rng.random() < 0.4 else ""
    lines = join(_line(rng, content) for _ in range(rng.randint(2, 4)))
    style = f"{ground}color:{rng.choice(ink)}"
    return f'<div class="part panel column {rng.choice(("", "wide"))}" style="{style}">{lines}</div>'


def _line(rng: Random, content: Content) -> str:
    size = rng.choice((0.85, 1, 1, 1.3, 1.7))
    return f'<div class="line cut" style="font-size:{size}em">{content.say(rng.choice(TEXTS))}</div>'
