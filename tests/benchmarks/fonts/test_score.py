from pathlib import Path

import numpy as np
import pytest

from benchmarks.fonts import score as scoring
from benchmarks.fonts.lines import FontLine, write_lines
from benchmarks.fonts.strips import write_strips
from models.fonts.embedder import FontEmbedder
from models.fonts.gallery import Gallery, Specimen
from models.page import Image
from tests.models.fonts.fake_embedder import embedder


def _shown(dark_until: int) -> Image:
    strip = np.full((48, 96, 3), 255, np.uint8)
    strip[:, :dark_until] = 0
    return strip


def _specimen(family: str, shown: Image) -> Specimen:
    return Specimen(family, "sans", 400, embedder().embed([shown]))


@pytest.fixture
def evaluation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Lines in `A`, which the gallery has, half of them drawn as `B`; and lines in `C`, which it learns."""
    gallery = Gallery((_specimen("A", _shown(20)), _specimen("B", _shown(70))), 30.0, 0.0)

    def opened(runtime: str, threads: int, streams: int) -> FontEmbedder:
        return embedder()

    monkeypatch.setattr(scoring, "open_embedder", opened)
    monkeypatch.setattr(Gallery, "load", lambda: gallery)
    monkeypatch.setattr(scoring, "specimens", lambda *_: [_specimen("C", _shown(45))])
    monkeypatch.setattr(scoring, "PAGE", 2)
    lines = [FontLine("", "four", "latin", "A", 400, False, 20, detected=True)] * 4
    lines += [FontLine("", "读书", "hans", "C", 400, True, 20)] * 4
    write_lines(tmp_path, lines)
    write_strips(tmp_path, [_shown(place) for place in (20, 20, 70, 70, 45, 45, 45, 45)])
    return tmp_path


def test_families_of_the_gallery_and_registered_ones_are_scored_apart(
    evaluation: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scoring.score(evaluation, evaluation)
    told = capsys.readouterr().out

    assert "8 lines; the service found 4" in told
    rows = [[cell.strip() for cell in row.split("│")[1:-1]] for row in told.splitlines() if row[:1] == "│"]
    assert ["in the gallery", "4 characters and more", "4", "50.0%", "100.0%"] in rows
    assert ["registered from files", "2 characters", "4", "100.0%", "100.0%"] in rows
    assert "2 A → B" in told
    assert "ms a line" in told


def test_a_plot_is_written_where_it_is_wanted(evaluation: Path) -> None:
    scoring.score(evaluation, evaluation, evaluation / "fonts.svg")

    drawn = (evaluation / "fonts.svg").read_text()
    assert "font not in the gallery" in drawn
    assert "score of the first font" in drawn
