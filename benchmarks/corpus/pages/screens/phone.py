"""Screens of phone apps: settings, orders, bills, a start page, parcel tracking, notices."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import LIGHT, Palette, Sheet, document

SCREENS = ((360, 640, 3), (375, 667, 2), (360, 780, 3), (390, 844, 2), (414, 736, 2), (393, 852, 2.75))
"""Windows of common phones: width and height in CSS pixels, and pixels for each CSS pixel."""

LAYOUTS = ("settings", "orders", "bills", "start", "parcel", "notices")


def page(rng: Random) -> Sheet:
    """A phone screen in light colours."""
    return screen(rng, rng.choice(LIGHT))


def screen(rng: Random, palette: Palette) -> Sheet:
    """A phone screen in the given colours."""
    width, height, scale = rng.choice(SCREENS)
    body = render("phone", rng.choice(LAYOUTS), rng, Content(rng))
    html = document(body, style_sheet("phone"), palette, rng.choice(ROLES["screen"]))
    return Sheet(html, width, height, scale)
