"""Slightly rotated and sheared pages, as from a photo or a scan."""

from dataclasses import replace
from random import Random

from benchmarks.corpus.pages.documents import columns, digits, english, small
from benchmarks.corpus.pages.sheet import Sheet

SOURCES = (columns.page, digits.page, english.page, small.page)


def page(rng: Random) -> Sheet:
    """A page of another kind, rotated by up to 3 degrees, sheared by up to 1 degree, and scaled down."""
    sheet = rng.choice(SOURCES)(rng)
    angle = rng.choice((-1, 1)) * rng.uniform(0.4, 3)
    shear, scale = rng.uniform(-1, 1), rng.uniform(0.88, 0.93)
    transform = f"rotate({angle:.2f}deg) skewX({shear:.2f}deg) scale({scale:.3f})"
    html = sheet.html.replace("</style>", f"body{{transform:{transform}}}</style>", 1)
    return replace(sheet, html=html, flows=True)
