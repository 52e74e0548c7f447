"""Messenger screens: message bubbles on both sides, times between them, an input field."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.screens.phone import SCREENS
from benchmarks.corpus.pages.sheet import LIGHT, Palette, Sheet, document

OWN_COLOURS = (
    ("#95ec69", "#111"),
    ("#1677ff", "#fff"),
    ("#d9f2e3", "#123"),
    ("#7a5cff", "#fff"),
    ("#ffd9a0", "#332200"),
)
"""Background and text colour of the user's own bubbles."""


def page(rng: Random) -> Sheet:
    """A messenger screen in light colours."""
    return screen(rng, rng.choice(LIGHT))


def screen(rng: Random, palette: Palette) -> Sheet:
    """A messenger screen in the given colours."""
    width, height, scale = rng.choice(SCREENS)
    background, colour = rng.choice(OWN_COLOURS)
    body = render("chat", "talk", rng, Content(rng))
    css = f"{style_sheet('chat')}:root{{--mine:{background};--mine-ink:{colour}}}"
    return Sheet(document(body, css, palette, rng.choice(ROLES["screen"])), width, height, scale)
