from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.fonts import score as scoring
from benchmarks.fonts.lines import FontLine, write_lines
from benchmarks.fonts.strips import write_strips
from models.fonts.embedder import FontEmbedder
from models.fonts.gallery import Gallery, GalleryFace
from models.page import Image
from tests.models.fonts.fake_embedder import fake_embedder


def _strip(dark_columns: int) -> Image:
    """Returns a white strip whose left columns are black."""
    strip = np.full((48, 96, 3), 255, np.uint8)
    strip[:, :dark_columns] = 0
    return strip


def _face(family: str, strip: Image) -> GalleryFace:
    return GalleryFace(family, "sans", 400, fake_embedder().embed([strip]))


@pytest.fixture
def evaluation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lines in `A` and `C`. The gallery has `A`, `C` is registered. Half the lines in `A` look like `B`."""
    gallery = Gallery((_face("A", _strip(20)), _face("B", _strip(70))), 30.0, 0.0)

    def open_fake(runtime: str, threads: int, streams: int) -> FontEmbedder:
        return fake_embedder()

    monkeypatch.setattr(scoring, "open_embedder", open_fake)
    monkeypatch.setattr(Gallery, "load", lambda: gallery)
    monkeypatch.setattr(scoring, "gallery_faces", lambda *_: [_face("C", _strip(45))])
    monkeypatch.setattr(scoring, "LINES_PER_PAGE", 2)
    known = FontLine(
        picture="",
        text="four",
        script="latin",
        family="A",
        weight=400,
        held_out=False,
        size=20,
        detected=True,
    )
    unknown = replace(known, text="读书", script="hans", family="C", held_out=True, detected=False)
    lines = [known] * 4 + [unknown] * 4
    write_lines(tmp_path, lines)
    write_strips(tmp_path, [_strip(columns) for columns in (20, 20, 70, 70, 45, 45, 45, 45)])
    return tmp_path


def test_gallery_families_and_registered_families_are_scored_separately(
    evaluation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scoring.score(evaluation, evaluation)
    printed = capsys.readouterr().out

    assert "8 lines; 4 cropped as detected" in printed
    rows = [[cell.strip() for cell in row.split("│")[1:-1]] for row in printed.splitlines() if row[:1] == "│"]
    assert ["in the gallery", "4 characters and more", "4", "50.0%", "100.0%"] in rows
    assert ["registered from files", "2 characters", "4", "100.0%", "100.0%"] in rows
    assert "2 A → B" in printed
    assert "ms a line" in printed


def test_a_plot_is_written_if_requested(evaluation: Path) -> None:
    scoring.score(evaluation, evaluation, evaluation / "fonts.svg")

    svg = (evaluation / "fonts.svg").read_text()
    assert "font not in the gallery" in svg
    assert "score of the first font" in svg
