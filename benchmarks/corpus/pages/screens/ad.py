"""Advertising designs: large titles, coloured backgrounds, outlines, shadows, rotated stickers."""

from random import Random

from benchmarks.corpus.content import Content
from benchmarks.corpus.fonts import ROLES
from benchmarks.corpus.pages.rendering import render, style_sheet
from benchmarks.corpus.pages.sheet import Palette, Sheet, document

SIZES = ((750, 1000), (750, 400), (800, 800), (1080, 608), (640, 960), (790, 1100))

PALETTES = (
    Palette("linear-gradient(160deg,#ff512f,#dd2476)", "#fff", "#fff", "#ffe3d8", "#ffe14d", "#b3001b"),
    Palette("linear-gradient(120deg,#2193b0,#6dd5ed)", "#fff", "#fff", "#08304a", "#fff34d", "#0b4f6c"),
    Palette("#fff5e6", "#ffffff", "#a1260d", "#8a5a44", "#d7263d"),
    Palette("#ffd400", "#ffffff", "#1b1b1b", "#5a4500", "#e4002b"),
    Palette("linear-gradient(180deg,#d8f3dc,#95d5b2)", "#fff", "#1b4332", "#40705a", "#e85d04"),
    Palette(
        "radial-gradient(circle at 30% 20%,#5b2a86,#1e0b36)", "#fff", "#fff", "#dccbf0", "#ffb703", "#3c096c"
    ),
)

STICKERS = (("#e4002b", "#fff"), ("#111", "#ffd400"), ("#fff", "#c1121f"), ("#0a7d4f", "#fff"))
"""Background and text colour of a sticker."""

EFFECTS = (
    "",
    "text-shadow:3px 3px 0 rgba(0,0,0,.35)",
    "text-shadow:0 4px 12px rgba(0,0,0,.45)",
    "-webkit-text-stroke:2px rgba(0,0,0,.55);paint-order:stroke fill",
    "letter-spacing:.12em",
    "font-style:italic",
)


def page(rng: Random) -> Sheet:
    """A design on a coloured background."""
    return poster(rng, rng.choice(PALETTES))


def poster(rng: Random, palette: Palette) -> Sheet:
    """A design in the given colours."""
    width, height = rng.choice(SIZES)
    values = {"width": width, "height": height, "STICKERS": STICKERS, "EFFECTS": EFFECTS}
    body = render("ad", "poster", rng, Content(rng), **values)
    return Sheet(document(body, style_sheet("ad"), palette, rng.choice(ROLES["title"])), width, height)
