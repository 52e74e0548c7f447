"""Rendered pages of some kinds. Needs Chromium."""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from benchmarks.corpus.browser import Tab, browser, find_chromium
from benchmarks.corpus.fonts import missing_packages
from benchmarks.corpus.pages import KINDS
from benchmarks.corpus.pages.pictures import blank
from benchmarks.corpus.pages.sheet import LIGHT, Sheet, document
from benchmarks.corpus.truth import true_lines
from tests.harness.labels import Label

pytestmark = [
    pytest.mark.skipif(find_chromium() is None, reason="Chromium is not installed"),
    pytest.mark.skipif(bool(missing_packages()), reason="fonts are missing"),
]


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with browser() as opened:
        yield opened


def lines(tab: Tab, sheet: Sheet) -> list[Label]:
    tab.show(sheet.html, sheet.width, sheet.height, sheet.scale)
    return [line for line in true_lines(tab, sheet) if not line.ignore]


def page(tab: Tab, kind: str, seed: int = 0) -> list[Label]:
    return lines(tab, KINDS[kind](Random(seed)))


def rotation(line: Label) -> float:
    """Returns the reading direction in degrees clockwise from the right."""
    direction = line.quad[1] - line.quad[0]
    return float(np.degrees(np.arctan2(direction[1], direction[0])) % 360)


@pytest.mark.parametrize("maker", sorted({maker.__name__ for maker in blank.MAKERS}))
def test_a_blank_picture_has_no_text(tab: Tab, maker: str) -> None:
    body = vars(blank)[maker](Random(0))
    assert lines(tab, Sheet(document(body, blank.CSS, LIGHT[0], "sans-serif"), 400, 400)) == []


def test_most_lines_of_a_vertical_page_are_columns(tab: Tab) -> None:
    found = [line for seed in range(3) for line in page(tab, "vertical", seed)]
    assert sum(line.direction == "column" for line in found) > len(found) / 2


def test_labels_of_sideways_pages_have_all_four_rotations(tab: Tab) -> None:
    rotations = {round(rotation(line)) % 360 for seed in range(6) for line in page(tab, "sideways", seed)}
    assert rotations == {0, 90, 180, 270}


@pytest.mark.parametrize("size", [8, 9, 10])
def test_tiny_text_has_the_size_of_its_kind(tab: Tab, size: int) -> None:
    """A line is about one em high, and all lines but the heading have one size."""
    heights = [np.ptp(line.quad[:, 1]) for line in page(tab, f"tiny{size}")]
    assert np.median(heights) == pytest.approx(size, rel=0.35)


def test_the_labels_of_columns_are_in_reading_order(tab: Tab) -> None:
    """Between two consecutive lines, the reading order jumps up only where a new column starts."""
    found = page(tab, "columns")
    tops = np.array([line.quad[0, 1] for line in found])
    assert 1 <= int((np.diff(tops) < -100).sum()) <= 2


def test_a_skewed_page_is_rotated_by_up_to_four_degrees(tab: Tab) -> None:
    rotations = [min(rotation(line), 360 - rotation(line)) for line in page(tab, "skewed")]
    assert 0.3 < np.median(rotations) < 4


@pytest.mark.parametrize("seed", range(6))
def test_most_lines_of_a_page_of_signs_have_at_most_four_different_characters(tab: Tab, seed: int) -> None:
    texts = [line.text for line in page(tab, "signs", seed)]

    assert len(texts) >= 12
    assert sum(len(set(text)) <= 4 for text in texts) > 0.6 * len(texts)
