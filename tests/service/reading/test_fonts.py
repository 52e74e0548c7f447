"""Fonts in the engine: named for those who ask, those of one's own from the moment they are learnt."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from structlog.testing import capture_logs

from models.fonts.custom import save_custom_faces
from models.fonts.gallery import Gallery, GalleryFace
from models.page import Character, Page, TextLine
from service.engine.engine import Engine
from service.reading.crop import Crop, Pieces
from service.reading.fonts import CHARACTERS, OwnFonts, with_fonts
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, picture_file, stages_run

PAGE = np.zeros((400, 400, 3), np.uint8)


def _axis(number: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.asarray(np.eye(1, 128, number)[0], np.float32)


GALLERY = Gallery(
    tuple(GalleryFace(f"Font {i}", "sans", 400, _axis(i)[np.newaxis]) for i in range(6)),
    sharpness=20,
    floor=0.3,
)


def _box(left: float, top: float, right: float, bottom: float) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _ask(engine: Engine, options: ReadOptions) -> Page:
    return engine.submit(ReadRequest(picture_file(30), options, NEVER)).result(LONG_ENOUGH)


def test_a_page_of_which_they_are_not_asked_names_no_fonts_and_looks_at_none(
    engine: Engine, stages: FakeStages
) -> None:
    (line,) = _ask(engine, ReadOptions()).lines

    assert line.fonts == ()
    assert "embed" not in stages_run(stages, 30)


def test_every_line_names_five_fonts_where_that_is_asked(engine: Engine, stages: FakeStages) -> None:
    stages.lines[30] = 3
    lines = _ask(engine, ReadOptions(fonts=True)).lines

    assert [len(line.fonts) for line in lines] == [5, 5, 5]
    assert stages_run(stages, 30).count("embed") == 3


def test_a_line_has_the_fonts_that_lie_nearest_to_what_it_shows() -> None:
    lines = [TextLine(_box(0, 40 * i, 200, 40 * i + 30), "双肩包特价", 1.0) for i in range(3)]

    def ask(stage: str, items: Sequence[Any]) -> list[Any]:
        assert stage == "embed"
        return [_axis(round(item.quad[0, 1] / 40)) for item in items]

    known = with_fonts(PAGE, lines, GALLERY, ask)

    assert [line.fonts[0].name for line in known] == ["Font 0", "Font 1", "Font 2"]
    assert [(line.text, line.score) for line in known] == [(line.text, line.score) for line in lines]


def test_where_there_is_no_text_nothing_is_looked_at() -> None:
    def ask(stage: str, _: Sequence[Any]) -> list[Any]:
        raise AssertionError(stage)

    assert with_fonts(PAGE, [], GALLERY, ask) == []


def _looked_at(line: TextLine) -> Any:
    seen: list[Any] = []

    def ask(_: str, items: Sequence[Any]) -> list[Any]:
        seen.extend(items)
        return [_axis(0) for _ in items]

    with_fonts(PAGE, [line], GALLERY, ask)
    return seen[0]


def test_of_a_long_line_its_middle_is_looked_at() -> None:
    shown = _looked_at(TextLine(_box(0, 0, 400, 20), "双肩包特价" * 4, 1.0))

    assert isinstance(shown, Crop)
    assert (shown.quad[0, 0] + shown.quad[1, 0]) / 2 == pytest.approx(200)
    assert shown.length(48) == pytest.approx(320, abs=8)


def test_the_squares_of_a_column_are_looked_at_side_by_side() -> None:
    text = "清蒸鲈鱼回锅肉片"
    squares = tuple(Character(each, _box(0, 30 * i, 30, 30 * i + 30), 1.0) for i, each in enumerate(text))
    shown = _looked_at(TextLine(_box(0, 0, 30, 30 * len(text)), text, 1.0, squares))

    assert isinstance(shown, Pieces)
    assert len(shown.quads) == CHARACTERS
    assert shown.length(48) == pytest.approx(48 * CHARACTERS, abs=12)


def test_a_font_that_is_learnt_while_pages_are_read_is_known_at_once(tmp_path: Path) -> None:
    file = tmp_path / "fonts.npz"
    fonts = OwnFonts(file)
    before = fonts.gallery()
    save_custom_faces(file, [GalleryFace("微软雅黑", "custom", 400, _axis(0)[np.newaxis])])
    after = fonts.gallery()

    assert "微软雅黑" not in before.families
    assert "微软雅黑" in after.families
    assert fonts.gallery() is after
    os.utime(file, (1, 1))
    assert fonts.gallery() is not after


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04 half an archive"])
def test_a_damaged_file_of_ones_own_is_left_aside_and_said_to_be(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "fonts.npz").write_bytes(content)
    with capture_logs() as said:
        gallery = OwnFonts(tmp_path / "fonts.npz").gallery()

    assert gallery.families == Gallery.load().families
    assert "cannot be read" in said[0]["problem"]


def test_an_engine_has_not_even_imported_what_learns_fonts() -> None:
    script = "import sys, service.engine.opening; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()

    assert "service.reading.fonts" in loaded
    assert not [
        name for name in loaded if name.startswith(("fontTools", "models.fonts.registration", "torch"))
    ]
