"""A screen of 1920 x 1080 with a table in 12 px, searched by the real network."""

from collections.abc import Sequence
from random import Random

import numpy as np
import pytest
from PIL import Image as PillowImage
from PIL import ImageDraw, ImageFont

from models.catalog.catalog import model_sets
from models.detection.detector import Detector
from models.detection.search import Search
from models.geometry import side_lengths
from models.page import Image, Region
from models.runtimes import RUNTIMES
from service.settings import Settings

WIDTH, HEIGHT, FONT_SIZE = 1920, 1080, 12
COLUMN, ROW = 120, 31
"""The width and the height of a cell in pixels."""

GROUNDS = {"light": ("#ffffff", "#606266"), "dark": ("#1d1e1f", "#cfd3dc")}

Point = tuple[float, float]


@pytest.fixture(scope="module")
def detector() -> Detector:
    settings, chosen = Settings(), model_sets()["ppocrv6-small"].detector
    return Detector(RUNTIMES[settings.runtime](chosen, settings.weights, 1, 1), chosen.parameters)


def _table(ground: str, ink: str) -> tuple[Image, list[Point]]:
    """A table of dates and numbers, and the centre of each cell's text."""
    rng, font = Random(43), ImageFont.load_default(FONT_SIZE)
    page = PillowImage.new("RGB", (WIDTH, HEIGHT), ground)
    pen, centres = ImageDraw.Draw(page), list[Point]()
    for top in range(20, HEIGHT - ROW, ROW):
        for left in range(30, WIDTH - COLUMN, COLUMN):
            text = rng.choice(
                [f"2026-{rng.randint(10, 12)}-{rng.randint(10, 28)}", str(rng.randint(10**5, 10**9))]
            )
            pen.text((left, top), text, ink, font)
            x0, y0, x1, y1 = pen.textbbox((left, top), text, font)
            centres.append(((x0 + x1) / 2, (y0 + y1) / 2))
    return np.asarray(page)[:, :, ::-1].copy(), centres


def _searched(detector: Detector, search: Search) -> list[Region]:
    return search.merged([detector.regions([view])[0] for view in search.views])


def _found(centres: Sequence[Point], regions: Sequence[Region]) -> int:
    """The number of cells with a region of their own, at most 2.2 times as high as the font."""
    quads = np.stack([region.quad for region in regions])
    low, high = quads.min(axis=1), quads.max(axis=1)
    inside = ((low <= np.array(centres)[:, np.newaxis]) & (high >= np.array(centres)[:, np.newaxis])).all(
        axis=2
    )
    heights = np.array([min(side_lengths(region.quad)) for region in regions])
    is_own = (inside.sum(axis=0) == 1) & (heights <= 2.2 * FONT_SIZE)
    return int((inside & is_own).any(axis=1).sum())


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_dense_table_is_searched_twice_and_every_cell_is_found(detector: Detector, ground: str) -> None:
    page, centres = _table(*GROUNDS[ground])
    first = detector.first_search(page)
    regions = _searched(detector, first)
    second = detector.second_search(first, regions)

    assert _found(centres, regions) < 0.5 * len(centres)
    assert second is not None
    assert _found(centres, _searched(detector, second)) == len(centres)
