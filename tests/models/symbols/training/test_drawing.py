from pathlib import Path

import numpy as np

from models.symbols.classifier import HEIGHT, WIDTH
from models.symbols.training.drawing import baseline_of_picture, drawn_text, part_of, sample
from models.symbols.training.faces import Face
from tests.models.fonts.tiny_font import write_font


def test_a_sample_has_the_glyph_in_the_middle_of_its_columns(tmp_path: Path) -> None:
    face, rng = Face(write_font(tmp_path / "Alpha.ttf")), np.random.default_rng(1)
    for _ in range(20):
        drawn = sample(drawn_text("a", face, 32), 32, 80, rng)
        assert drawn is not None
        weights = drawn.astype(float).sum(axis=0)
        assert drawn.shape == (HEIGHT, WIDTH)
        assert abs(np.average(np.arange(WIDTH), weights=weights) - WIDTH / 2) < 4


def test_a_drawing_without_ink_or_of_a_whole_word_is_no_sample(tmp_path: Path) -> None:
    face, rng = Face(write_font(tmp_path / "Alpha.ttf")), np.random.default_rng(1)

    assert sample(np.zeros((128, 128), np.uint8), 32, 80, rng) is None
    assert sample(drawn_text("abcdef", face, 32), 32, 80, rng) is None


def test_a_part_is_cut_in_a_gap() -> None:
    drawing = np.zeros((80, 80), np.uint8)
    drawing[20:60, 10:30] = drawing[20:60, 40:70] = 255
    parts = [part_of(drawing, np.random.default_rng(seed)) for seed in range(20)]

    assert {int((part > 0).any(axis=0).sum()) for part in parts} == {20, 30}


def test_a_picture_stands_in_the_middle_of_its_line() -> None:
    drawing = np.zeros((100, 100), np.uint8)
    drawing[20:41, 30:60] = 255

    assert baseline_of_picture(drawing, 100) == 30 + 36
