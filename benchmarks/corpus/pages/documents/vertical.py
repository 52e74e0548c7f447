"""Text in upright columns from right to left: books, poems, couplets, menus, posters, tabs of web pages."""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Palette, Sheet, document

SIZES = ((750, 1000), (640, 960), (1000, 750), (900, 1200), (800, 800), (1080, 720))

LAYOUTS = ("book", "book", "poem", "couplet", "menu", "poster", "shop")

PAPERS = (
    Palette("#f6efdd", "#fffaf0", "#2b2118", "#8a7a62", "#a8201a"),
    Palette("#fff", "#f5f5f5", "#111", "#777", "#0b6e4f"),
    Palette("linear-gradient(160deg,#fdf6e3,#e6d3ae)", "#fff8e7", "#3a2a18", "#8b6f47", "#9c2a1b"),
    Palette("#b3131b", "#8f0e15", "#ffd98a", "#ffc04d", "#ffe9b8", "#8f0e15"),
    Palette("#16324f", "#1f4068", "#f4f1de", "#a9bcd0", "#e9c46a", "#16324f"),
    Palette("linear-gradient(200deg,#dfeee4,#a9cbb7)", "#eef7f1", "#17372a", "#4f7563", "#b5452c"),
)

LANGUAGES: Mapping[Language, tuple[str, str]] = {
    "simplified": ("column", "zh-CN"),
    "traditional": ("traditional column", "zh-TW"),
}
"""Language → its role of fonts, and its HTML language code."""


def page(rng: Random) -> Sheet:
    """A page with text in columns: the whole page, or a part of a page in rows."""
    (width, height), language = rng.choice(SIZES), rng.choice(tuple(LANGUAGES))
    role, code = LANGUAGES[language]
    layout = rng.choice(LAYOUTS)
    palette = rng.choice(LIGHT if layout == "shop" else PAPERS)
    body = render("vertical", layout, rng, Content(rng, language), english=Content(rng, "english"))
    html = document(body, style_sheet("vertical"), palette, rng.choice(ROLES[role]), code)
    return Sheet(html, width, height, flows=True)
