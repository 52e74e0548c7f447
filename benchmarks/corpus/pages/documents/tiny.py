"""Tiny print: text of 8, 9 or 10 pixels in large pages with pictures and a heading."""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document

SIZES = ((1280, 900), (1440, 900), (1200, 1200), (1600, 1000), (1000, 1400))

LANGUAGES: Mapping[Language, tuple[str, str]] = {
    "simplified": ("screen", "zh-CN"),
    "traditional": ("traditional", "zh-TW"),
    "english": ("latin", "en"),
}
"""Language → its role of fonts, and its HTML language code."""


def page(rng: Random, size: int) -> Sheet:
    """A large page with print of `size` pixels."""
    (width, height), language = rng.choice(SIZES), rng.choice(("simplified", "simplified", *LANGUAGES))
    role, code = LANGUAGES[language]
    body = render("tiny", "page", rng, Content(rng, language), size=size)
    html = document(body, style_sheet("tiny"), rng.choice(LIGHT), rng.choice(ROLES[role]), code)
    return Sheet(html, width, height)
