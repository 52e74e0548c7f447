"""Pictures without any text: surfaces that look like photos, icons, and charts without labels."""

from random import Random

from benchmarks.corpus.pages.pictures.drawings import bars, chart, icons, pie, skyline
from benchmarks.corpus.pages.pictures.surfaces import (
    bokeh,
    bricks,
    clouds,
    fabric,
    ferns,
    grain,
    hills,
    mosaic,
    planks,
    shades,
    tiles,
)
from benchmarks.corpus.pages.sheet import Palette, Sheet, document

SIZES = ((640, 480), (800, 800), (750, 1000), (512, 512), (1080, 720), (300, 300))

CSS = "body{position:relative} svg,canvas,.ground{position:absolute;inset:0;width:100%;height:100%}"

MAKERS = (
    bokeh,
    bricks,
    clouds,
    fabric,
    ferns,
    grain,
    hills,
    mosaic,
    planks,
    shades,
    tiles,
    icons,
    icons,
    bars,
    chart,
    pie,
    skyline,
)


def page(rng: Random) -> Sheet:
    """A picture without text."""
    width, height = rng.choice(SIZES)
    background = f"hsl({rng.randrange(360)} 20% {rng.choice((12, 92, 97))}%)"
    body = rng.choice(MAKERS)(rng)
    return Sheet(
        document(body, CSS, Palette(background, "#fff", "#222", "#888", "#07a35a"), "sans-serif"),
        width,
        height,
    )
