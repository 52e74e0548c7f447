from pathlib import Path

import numpy as np
import pytest

from models.fonts.typeface import Typeface
from tests.models.fonts.tiny_font import LATIN, write_font


@pytest.fixture
def face(tmp_path: Path) -> Typeface:
    return Typeface.of([write_font(tmp_path / "latin.ttf"), write_font(tmp_path / "han.ttf", "a中国")])


def test_a_face_has_the_characters_of_all_its_files(face: Typeface) -> None:
    assert face.characters == frozenset(LATIN + "中国")
    assert face.covers("a中")
    assert not face.covers("a日")


def test_a_drawn_line_is_cropped_to_its_ink(face: Typeface) -> None:
    mask = face.draw("ab中", 40)

    assert mask.dtype == np.uint8
    assert all(edge.any() for edge in (mask[0], mask[-1], mask[:, 0], mask[:, -1]))


def test_a_drawn_line_grows_with_its_font_size_and_its_length(face: Typeface) -> None:
    height, width = face.draw("aa", 20).shape

    assert face.draw("aa", 40).shape[0] == pytest.approx(2 * height, abs=2)
    assert face.draw("aaaa", 20).shape[1] == pytest.approx(2 * width, abs=6)


def test_spacing_is_added_between_characters(face: Typeface) -> None:
    assert face.draw("aaa", 40, 10).shape[1] == pytest.approx(face.draw("aaa", 40).shape[1] + 20, abs=1)


def test_a_character_is_drawn_from_the_first_file_that_has_it(tmp_path: Path) -> None:
    thin = write_font(tmp_path / "thin.ttf", "a", weight=100)
    thick = write_font(tmp_path / "thick.ttf", "ab", weight=900)
    ink = {text: Typeface.of([thin, thick]).draw(text, 60).mean() for text in "ab"}

    assert ink["a"] == Typeface.of([thin]).draw("a", 60).mean()
    assert ink["b"] == Typeface.of([thick]).draw("b", 60).mean()


def test_a_line_without_ink_is_one_empty_pixel(face: Typeface) -> None:
    assert face.draw(" ", 40).tolist() == [[0]]
