"""The evaluation's pictures, of a tiny catalog; the pictures themselves need Chromium."""

from collections import Counter
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from benchmarks.corpus.browser import find_chromium
from benchmarks.fonts import rendering
from benchmarks.fonts.lines import read_lines
from benchmarks.fonts.pages import WIDTH
from benchmarks.fonts.rendering import COUNTS, render
from models.fonts.catalog import Face, Family
from tests.models.fonts.tiny_font import LATIN, write_font

needs_chromium = pytest.mark.skipif(find_chromium() is None, reason="Chromium is not installed")

TINY = Family("Tiny", "mono", ("latin",), (), "OFL-1.1", (Face(400, ("400.ttf",)), Face(700, ("700.ttf",))))
POOR = Family("Poor", "sans", ("hans",), (), "OFL-1.1", (Face(400, ("poor.ttf",)),), held_out=True)


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two families: Latin letters in two weights, and one that lacks what it claims to have."""
    for weight in (400, 700):
        write_font(tmp_path / f"{weight}.ttf", LATIN + "';,?!&°", weight=weight)
    write_font(tmp_path / "poor.ttf", "中国")
    monkeypatch.setattr(rendering, "load", lambda: (TINY, POOR))
    monkeypatch.setattr("benchmarks.fonts.texts.ENOUGH", 300)
    return tmp_path


@needs_chromium
def test_every_family_is_shown_in_its_faces_and_its_script(fonts: Path, tmp_path: Path) -> None:
    faults = render(tmp_path / "out", fonts, seed=0)
    lines = read_lines(tmp_path / "out")

    assert faults == ["Poor: no hans line", "Poor: no hans pair"]
    assert Counter(line.is_pair for line in lines) == {False: COUNTS["line"], True: COUNTS["pair"]}
    assert {line.weight for line in lines} == {400, 700}
    assert {(line.family, line.held_out) for line in lines} == {("Tiny", False)}
    for line in lines:
        with Image.open(tmp_path / "out" / line.picture) as picture:
            assert picture.format == "JPEG"
            left, top, right, bottom = line.box
            assert 0 <= left < right <= picture.width
            assert 0 <= top < bottom <= picture.height


def test_a_line_that_is_too_long_for_the_page_is_set_smaller(fonts: Path) -> None:
    typeface = rendering.opened(fonts, ("400.ttf",), 0)
    (line, *_) = (
        wanted.line
        for seed in range(200)
        for wanted in rendering._lines(TINY, fonts, Random(seed), [])
        if len(wanted.line.text) > 20
    )

    assert typeface.draw(line.text, int(line.size)).shape[1] < WIDTH
