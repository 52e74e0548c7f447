"""What Chromium shows of a page of lines; needs Chromium."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image

from benchmarks.corpus.browser import Tab, browser, find_chromium
from benchmarks.fonts.appearance import EFFECTS, GROUNDS, SIZES, look
from benchmarks.fonts.lines import FontLine
from benchmarks.fonts.pages import BOXES, FONTS, WIDTH, boxes, page
from benchmarks.fonts.webfonts import font_rules
from models.fonts.typeface import Typeface
from tests.models.fonts.tiny_font import write_font

needs_chromium = pytest.mark.skipif(find_chromium() is None, reason="Chromium is not installed")

LINES = [FontLine("", text, "latin", "Tiny", 400, False, size) for text, size in (("abc", 20), ("ca中", 60))]


@pytest.fixture(scope="module")
def tab() -> Iterator[Tab]:
    with browser() as opened:
        yield opened


@pytest.fixture
def rules(tmp_path: Path) -> dict[str, str]:
    files = [write_font(tmp_path / "latin.ttf", "abc"), write_font(tmp_path / "han.ttf", "中国")]
    return {"tiny": "".join(font_rules("tiny", Typeface.of(files), "abc中"))}


def test_a_font_comes_in_parts_that_share_its_characters(rules: dict[str, str]) -> None:
    assert rules["tiny"].count("@font-face") == 2
    assert "unicode-range:U+61,U+62,U+63;" in rules["tiny"]
    assert "unicode-range:U+4E2D;" in rules["tiny"]


def test_looks_are_many_and_the_same_dice_give_the_same_look() -> None:
    assert look(Random(3)) == look(Random(3))
    assert len({look(Random(seed)).ground for seed in range(50)}) > 20
    assert min(SIZES) == 14
    assert max(SIZES) == 64
    assert len(set(GROUNDS)) >= 6
    assert len(set(EFFECTS)) >= 5


@needs_chromium
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_the_boxes_of_a_page_hold_its_lines_one_below_the_other(
    tab: Tab, rules: dict[str, str], seed: int
) -> None:
    sheet = page(Random(seed), LINES, ["tiny", "tiny"], rules)
    tab.show(sheet.html, sheet.width, sheet.height, sheet.scale)
    fonts_came = tab.evaluate(FONTS)
    first, second = boxes(tab.evaluate(BOXES), sheet.scale)

    assert fonts_came
    assert sheet.width * sheet.scale == WIDTH
    assert first[3] - first[1] == pytest.approx(1.2 * 20, abs=1)
    assert second[3] - second[1] == pytest.approx(1.2 * 60, abs=1)
    assert second[2] - second[0] == pytest.approx(3 * 0.7 * 60, rel=0.2)
    assert first[3] < second[1] < second[3] < sheet.height * sheet.scale


@needs_chromium
def test_a_page_is_drawn_in_the_font_that_is_meant(tab: Tab, rules: dict[str, str]) -> None:
    """The tiny font's letters are 0.7 em wide each, and their ink stands on the base line."""
    html = f"<style>{rules['tiny']}*{{margin:0}}</style><p style='font:100px tiny'>abc</p>"
    tab.show(html, 400, 200, 1)
    assert tab.evaluate(FONTS)
    tab.evaluate("new Promise(requestAnimationFrame)")
    with Image.open(BytesIO(tab.screenshot())) as picture:
        ink = np.asarray(picture.convert("L")) < 128

    columns = np.flatnonzero(ink.any(axis=0))
    assert columns[0] == pytest.approx(5, abs=2)
    assert columns[-1] == pytest.approx(2 * 70 + 60, abs=3)


@needs_chromium
def test_a_broken_font_is_noticed(tab: Tab) -> None:
    tab.show("<style>@font-face{font-family:x;src:url(data:font/ttf;base64,AAAA)}</style>x", 100, 100, 1)

    assert not tab.evaluate(f"({FONTS}).catch(() => false)")
