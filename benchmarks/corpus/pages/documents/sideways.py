"""Upright pages with rotated labels: packages, charts, coupons, magazines, place cards."""

from collections.abc import Mapping
from random import Random

from benchmarks.corpus.content import Content, Language
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document

SIZES = ((900, 700), (1000, 800), (800, 1000), (1200, 800))

LAYOUTS = ("package", "package", "chart", "tickets", "book", "places")

LANGUAGES: Mapping[Language, tuple[str, str]] = {
    "simplified": ("screen", "zh-CN"),
    "traditional": ("traditional", "zh-TW"),
    "english": ("latin", "en"),
}
"""Language → its role of fonts, and its HTML language code."""

NAME_RULES: Mapping[Language, str] = {"simplified": "attribute", "traditional": "setting", "english": "label"}
"""Language → the grammar rule of short names."""

DETAIL_RULES: Mapping[Language, str] = {
    "simplified": "term",
    "traditional": "sentence",
    "english": "sentence",
}
"""Language → the grammar rule of longer texts."""


def page(rng: Random) -> Sheet:
    """An upright page with labels rotated by 90, 180 or 270 degrees."""
    (width, height), language = rng.choice(SIZES), rng.choice(tuple(LANGUAGES))
    role, code = LANGUAGES[language]
    palette = rng.choice(LIGHT)
    body = render(
        "sideways",
        rng.choice(LAYOUTS),
        rng,
        Content(rng, language),
        width=width,
        height=height,
        NAME_RULE=NAME_RULES[language],
        DETAIL_RULE=DETAIL_RULES[language],
    )
    css = f"{style_sheet('sideways')}body{{font-size:{rng.randint(14, 20)}px}}"
    return Sheet(document(body, css, palette, rng.choice(ROLES[role]), code), width, height)
