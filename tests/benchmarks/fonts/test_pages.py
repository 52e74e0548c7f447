"""Pages of lines, rendered by Chromium."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from benchmarks.corpus.browser import Tab, browser, find_chromium
from benchmarks.fonts.appearance import random_appearance
from benchmarks.fonts.lines import FontLine
from benchmarks.fonts.pages import BOXES_SCRIPT, FONTS_LOADED_SCRIPT, WIDTH, page_of, picture_boxes
from benchmarks.fonts.webfonts import font_rules
from models.fonts.typeface import Typeface
from tests.models.fonts.tiny_font import write_font

needs_chromium = pytest.mark.skipif(find_chromium() is None, reason="Chromium is not installed")

LINES = [
    FontLine(
        picture="",
        text=text,
        script="latin",
        family="Tiny",
        weight=400,
        held_out=False,
        size=size,
    )
    for text, size in (("abc", 20), ("ca中", 60))
]


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with browser() as opened:
        yield opened


@pytest.fixture
def rules(tmp_path: Path) -> dict[str, str]:
    files = [write_font(tmp_path / "latin.ttf", "abc"), write_font(tmp_path / "han.ttf", "中国")]
    return {"tiny": "".join(font_rules("tiny", Typeface.of(files), "abc中"))}


def test_a_font_has_one_rule_for_each_file(rules: dict[str, str]) -> None:
    assert rules["tiny"].count("@font-face") == 2
    assert "unicode-range:U+61,U+62,U+63;" in rules["tiny"]
    assert "unicode-range:U+4E2D;" in rules["tiny"]


def test_appearances_vary_and_are_reproducible() -> None:
    assert random_appearance(Random(3)) == random_appearance(Random(3))
    assert len({random_appearance(Random(seed)).background for seed in range(50)}) > 20


@needs_chromium
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_boxes_of_a_page_contain_its_lines_in_order(tab: Tab, rules: dict[str, str], seed: int) -> None:
    page = page_of(Random(seed), LINES, ["tiny", "tiny"], rules)
    tab.show(page.html, page.width, page.height, page.scale)
    fonts_loaded = tab.evaluate(FONTS_LOADED_SCRIPT)
    first, second = picture_boxes(tab.evaluate(BOXES_SCRIPT), page.scale)

    assert fonts_loaded
    assert page.width * page.scale == WIDTH
    assert first[3] - first[1] == pytest.approx(1.2 * 20, abs=1)
    assert second[3] - second[1] == pytest.approx(1.2 * 60, abs=1)
    assert second[2] - second[0] == pytest.approx(3 * 0.7 * 60, rel=0.2)
    assert first[3] < second[1] < second[3] < page.height * page.scale


@needs_chromium
def test_a_page_is_drawn_in_the_requested_font(tab: Tab, rules: dict[str, str]) -> None:
    """Letters of the tiny font are 0.7 em wide."""
    html = f"<style>{rules['tiny']}*{{margin:0}}</style><p style='font:100px tiny'>abc</p>"
    tab.show(html, 400, 200, 1)
    assert tab.evaluate(FONTS_LOADED_SCRIPT)
    tab.evaluate("new Promise(requestAnimationFrame)")
    with Image.open(BytesIO(tab.screenshot())) as picture:
        ink = np.asarray(picture.convert("L")) < 128

    columns = np.flatnonzero(ink.any(axis=0))
    assert columns[0] == pytest.approx(5, abs=2)
    assert columns[-1] == pytest.approx(2 * 70 + 60, abs=3)


@needs_chromium
def test_a_broken_font_is_detected(tab: Tab) -> None:
    tab.show("<style>@font-face{font-family:x;src:url(data:font/ttf;base64,AAAA)}</style>x", 100, 100, 1)

    assert not tab.evaluate(f"({FONTS_LOADED_SCRIPT}).catch(() => false)")
