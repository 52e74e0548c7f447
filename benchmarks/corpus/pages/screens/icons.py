"""Labels beside drawn icons: check boxes, trees, menus, ratings, tab bars. Only the labels are text."""

from random import Random

from markupsafe import Markup

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.pictures.drawings import ICONS
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import DARK, LIGHT, Sheet, document

SIZES = ((375, 667, 2), (390, 844, 2), (360, 640, 3), (800, 640, 1), (1024, 640, 1), (640, 560, 1))
"""Width and height of the window in CSS pixels, and its scale."""

LAYOUTS = ("choices", "tree", "menu", "ratings", "tabs")

SIGNS = {
    "square": "M3 3h18v18H3z",
    "ticked": "M3 3h18v18H3zM7 12l4 4 7-8",
    "crossed": "M3 3h18v18H3zM8 8l8 8M16 8l-8 8",
    "circle": "M12 3a9 9 0 1 0 .01 0z",
    "chosen": "M12 3a9 9 0 1 0 .01 0zM12 8a4 4 0 1 0 .01 0z",
    "closed": "M8 4l9 8-9 8z",
    "open": "M4 8l8 9 8-9z",
    "chevron": "M8 4l9 8-9 8",
    "plus": "M3 3h18v18H3zM7 12h10M12 7v10",
    "minus": "M3 3h18v18H3zM7 12h10",
    "folder": "M2 5h7l3 3h10v12H2z",
    "file": "M5 2h9l5 5v15H5zM14 2v5h5",
    "glass": "M10 3a7 7 0 1 0 .01 0zM15 15l6 6",
    "dots": "M5 11h2v2H5zM11 11h2v2h-2zM17 11h2v2h-2z",
}
"""Name → SVG path on a grid of 24 by 24."""

STAR = "M12 2l3 7h7l-5.5 4.5L18.5 21 12 16.5 5.5 21l2-7.5L2 9h7z"


def page(rng: Random) -> Sheet:
    """A screen of labels with icons beside or below them."""
    width, height, scale = rng.choice(SIZES)
    values = {"sign": _sign, "icon": lambda side: _drawn(rng.choice(ICONS), side, rng.random() < 0.5)}
    values |= {"star": lambda filled: _drawn(STAR, 16, filled)}
    body = render("icons", rng.choice(LAYOUTS), rng, Content(rng), height=height, **values)
    css = f"{style_sheet('icons')}body{{font-size:{rng.choice((13, 14, 15, 16))}px}}"
    html = document(body, css, rng.choice((*LIGHT, rng.choice(DARK))), rng.choice(ROLES["screen"]))
    return Sheet(html, width, height, scale)


def _sign(name: str, side: int) -> Markup:
    return _drawn(SIGNS[name], side, filled=name in ("closed", "open"))


def _drawn(path: str, side: int, filled: bool) -> Markup:
    """Returns an icon of `side` CSS pixels, filled or in outline."""
    ink = (
        'fill="currentColor" fill-rule="evenodd"'
        if filled
        else 'fill="none" stroke="currentColor" stroke-width="1.8"'
    )
    shape = f'<path {ink} d="{path}"/>'
    return Markup(f'<svg class="fixed" viewBox="0 0 24 24" width="{side}" height="{side}">{shape}</svg>')  # noqa: S704
