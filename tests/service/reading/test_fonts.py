"""Fonts of lines: only on request, with custom fonts as soon as their file changes."""

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
from models.fonts.embedder import Embeddings
from models.fonts.gallery import Gallery, GalleryFace
from models.page import Character, Page, TextLine
from service.engine.engine import Engine
from service.reading.crop import Crop, JoinedCrops
from service.reading.fonts import MAX_CHARACTERS, CustomFonts, with_fonts
from service.request import NEVER, ReadOptions, ReadRequest
from tests.service.engine.fakes import LONG_ENOUGH, FakeStages, picture_file, stages_run

PAGE = np.zeros((400, 400, 3), np.uint8)


def _unit_vector(number: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.asarray(np.eye(1, 128, number)[0], np.float32)


GALLERY = Gallery(
    tuple(GalleryFace(f"Font {i}", "sans", 400, _unit_vector(i)[np.newaxis]) for i in range(6)),
    sharpness=20,
    floor=0.3,
)


def _quad(left: float, top: float, right: float, bottom: float) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def _read(engine: Engine, options: ReadOptions) -> Page:
    return engine.submit(ReadRequest(picture_file(30), options, NEVER)).result(LONG_ENOUGH)


def test_a_request_without_fonts_runs_no_embeddings(engine: Engine, stages: FakeStages) -> None:
    (line,) = _read(engine, ReadOptions()).lines

    assert line.fonts == ()
    assert "embed" not in stages_run(stages, 30)


def test_every_line_has_five_fonts_on_request(engine: Engine, stages: FakeStages) -> None:
    stages.lines[30] = 3
    lines = _read(engine, ReadOptions(fonts=True)).lines

    assert [len(line.fonts) for line in lines] == [5, 5, 5]
    assert stages_run(stages, 30).count("embed") == 3


def test_a_line_has_the_fonts_with_the_most_similar_embeddings() -> None:
    lines = [TextLine(_quad(0, 40 * i, 200, 40 * i + 30), "双肩包特价", 1.0) for i in range(3)]

    def embed(crops: Sequence[Crop | JoinedCrops]) -> list[Embeddings]:
        return [_unit_vector(round(crop.quad[0, 1] / 40)) for crop in crops if isinstance(crop, Crop)]

    with_names = with_fonts(PAGE, lines, GALLERY, embed)

    assert [line.fonts[0].name for line in with_names] == ["Font 0", "Font 1", "Font 2"]
    assert [(line.text, line.score) for line in with_names] == [(line.text, line.score) for line in lines]


def test_a_page_without_lines_runs_no_embeddings() -> None:
    def embed(_: Sequence[Crop | JoinedCrops]) -> list[Embeddings]:
        pytest.fail("embedded without a line")

    assert with_fonts(PAGE, [], GALLERY, embed) == []


def _embedded_crop(line: TextLine) -> Crop | JoinedCrops:
    embedded: list[Crop | JoinedCrops] = []

    def embed(crops: Sequence[Crop | JoinedCrops]) -> list[Embeddings]:
        embedded.extend(crops)
        return [_unit_vector(0) for _ in crops]

    with_fonts(PAGE, [line], GALLERY, embed)
    return embedded[0]


def test_the_middle_of_a_long_line_is_embedded() -> None:
    crop = _embedded_crop(TextLine(_quad(0, 0, 400, 20), "双肩包特价" * 4, 1.0))

    assert isinstance(crop, Crop)
    assert (crop.quad[0, 0] + crop.quad[1, 0]) / 2 == pytest.approx(200)
    assert crop.length(48) == pytest.approx(320, abs=8)


def test_the_squares_of_a_column_are_embedded_side_by_side() -> None:
    text = "清蒸鲈鱼回锅肉片"
    squares = tuple(Character(each, _quad(0, 30 * i, 30, 30 * i + 30), 1.0) for i, each in enumerate(text))
    crop = _embedded_crop(TextLine(_quad(0, 0, 30, 30 * len(text)), text, 1.0, squares))

    assert isinstance(crop, JoinedCrops)
    assert len(crop.quads) == MAX_CHARACTERS
    assert crop.length(48) == pytest.approx(48 * MAX_CHARACTERS, abs=12)


def test_a_custom_font_is_used_as_soon_as_its_file_is_saved(tmp_path: Path) -> None:
    file = tmp_path / "fonts.npz"
    fonts = CustomFonts(file)
    before = fonts.gallery()
    save_custom_faces(file, [GalleryFace("微软雅黑", "custom", 400, _unit_vector(0)[np.newaxis])])
    after = fonts.gallery()

    assert "微软雅黑" not in before.families
    assert "微软雅黑" in after.families
    assert fonts.gallery() is after
    os.utime(file, (1, 1))
    assert fonts.gallery() is not after


@pytest.mark.parametrize("content", [b"", b"nothing", b"PK\x03\x04 half an archive"])
def test_a_damaged_file_of_custom_fonts_is_logged_and_left_out(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "fonts.npz").write_bytes(content)
    with capture_logs() as entries:
        gallery = CustomFonts(tmp_path / "fonts.npz").gallery()

    assert gallery.families == Gallery.load().families
    assert "cannot be read" in entries[0]["problem"]


def test_an_engine_does_not_import_the_registration_of_fonts() -> None:
    script = "import sys, service.engine.opening; print(*sys.modules, sep='\\n')"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()

    assert "service.reading.fonts" in loaded
    assert not [
        name for name in loaded if name.startswith(("fontTools", "models.fonts.registration", "torch"))
    ]
