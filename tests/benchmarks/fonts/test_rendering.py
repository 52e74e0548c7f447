"""Rendering of the evaluation pictures, with a small catalog."""

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

TINY = Family(
    name="Tiny",
    style="mono",
    scripts=("latin",),
    packages=(),
    licence="OFL-1.1",
    faces=(Face(400, ("400.ttf",)), Face(700, ("700.ttf",))),
)
INCOMPLETE = Family(
    name="Incomplete",
    style="sans",
    scripts=("hans",),
    packages=(),
    licence="OFL-1.1",
    faces=(Face(400, ("incomplete.ttf",)),),
    held_out=True,
)


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two families: a Latin one with two weights, and one without most of its script."""
    for weight in (400, 700):
        write_font(tmp_path / f"{weight}.ttf", LATIN + "';,?!&°", weight=weight)
    write_font(tmp_path / "incomplete.ttf", "中国")
    monkeypatch.setattr(rendering, "load", lambda: (TINY, INCOMPLETE))
    monkeypatch.setattr("benchmarks.fonts.texts.MAX_TRIES", 300)
    return tmp_path


@needs_chromium
def test_every_family_is_rendered_in_its_faces_and_scripts(fonts: Path, tmp_path: Path) -> None:
    problems = render(tmp_path / "out", fonts, seed=0)
    lines = read_lines(tmp_path / "out")

    assert problems == ["Incomplete: no hans line", "Incomplete: no hans pair"]
    assert Counter(line.is_pair for line in lines) == {False: COUNTS["line"], True: COUNTS["pair"]}
    assert {line.weight for line in lines} == {400, 700}
    assert {(line.family, line.held_out) for line in lines} == {("Tiny", False)}
    for line in lines:
        with Image.open(tmp_path / "out" / line.picture) as picture:
            assert picture.format == "JPEG"
            left, top, right, bottom = line.box
            assert 0 <= left < right <= picture.width
            assert 0 <= top < bottom <= picture.height


def test_a_line_that_is_too_long_gets_a_smaller_size(fonts: Path) -> None:
    typeface = rendering.open_typeface(fonts, ("400.ttf",), 0)
    lines = [
        planned.line
        for seed in range(50)
        for planned in rendering._lines(TINY, fonts, Random(seed), [])
        if len(planned.line.text) > 20
    ]

    assert lines
    assert all(typeface.draw(line.text, int(line.size)).shape[1] < WIDTH for line in lines)
