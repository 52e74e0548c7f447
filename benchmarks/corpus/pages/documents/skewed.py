"""Pages that were photographed or scanned slightly askew."""

from dataclasses import replace
from random import Random

from benchmarks.corpus.pages.documents import columns, digits, english, small
from benchmarks.corpus.pages.sheet import Sheet

SOURCES = (columns.page, digits.page, english.page, small.page)


def page(rng: Random) -> Sheet:
    """A page of another kind, turned by up to three degrees either way, sheared a little and set back."""
    sheet = rng.choice(SOURCES)(rng)
    turn = rng.choice((-1, 1)) * rng.uniform(0.4, 3)
    form = f"rotate({turn:.2f}deg) skewX({rng.uniform(-1, 1):.2f}deg) scale({rng.uniform(0.88, 0.93):.3f})"
    html = sheet.html.replace("</style>", f"body{{transform:{form}}}</style>", 1)
    return replace(sheet, html=html, flows=True)
