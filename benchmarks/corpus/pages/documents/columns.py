"""Running text in two or three columns below a title that spans them, as in newspapers."""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import Palette, Sheet, document

SIZES = ((900, 1200, 1), (1000, 1300, 1), (1200, 900, 1), (800, 1100, 1.25), (1280, 960, 1))

PAPERS = (
    Palette("#fff", "#f2f2f2", "#111", "#666", "#8b0000"),
    Palette("#faf8f1", "#f0ead8", "#26221a", "#7a705c", "#0b4f6c"),
    Palette("#f3f5f7", "#fff", "#1d2129", "#6c7683", "#b5452c"),
)

LANGUAGES: Mapping[Language, tuple[str, str, str]] = {
    "simplified": ("text", "zh-CN", ""),
    "traditional": ("traditional", "zh-TW", ""),
    "english": ("latin", "en", " "),
}
"""Language → its role of fonts, its HTML language code, and the separator of its sentences."""


def page(rng: Random) -> Sheet:
    """A page of running text. Its lines are in reading order, column by column."""
    (width, height, scale), language = rng.choice(SIZES), rng.choice(tuple(LANGUAGES))
    role, code, space = LANGUAGES[language]
    content, size = Content(rng, language), rng.randint(14, 19)
    body = render("columns", "page", rng, content, size=size, width=width, space=space)
    html = document(body, style_sheet("columns"), rng.choice(PAPERS), rng.choice(ROLES[role]), code)
    return Sheet(html, width, height, scale, flows=True)
