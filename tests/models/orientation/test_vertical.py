import numpy as np
import pytest

from models.orientation.vertical import MAX_PROBES, are_upright, as_column, is_square, probes
from models.page import Character, TextLine

UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)


def _characters(text: str, *scores: float) -> tuple[Character, ...]:
    given = scores or (0.9,) * len(text)
    return tuple(
        Character(each, UNIT + np.float32(i), score)
        for i, (each, score) in enumerate(zip(text, given, strict=True))
    )


def _text(characters: list[Character]) -> str:
    return "".join(each.text for each in characters)


def test_ideographs_and_syllables_are_square() -> None:
    assert [each for each in "字あ가A1１，（ 　" if is_square(each)] == ["字", "あ", "가"]


def test_the_surest_square_characters_are_probes_in_their_order() -> None:
    line = _characters("A清，蒸鲈鱼一汤1", 1, 0.7, 1, 0.9, 0.6, 0.9, 1, 0.8, 1)

    assert _text(probes(line)) == "清蒸鱼汤"
    assert len(probes(line)) == MAX_PROBES


def test_letters_digits_and_strokes_are_no_probes() -> None:
    assert probes(_characters("SALE 2024 一")) == []


@pytest.mark.parametrize(
    ("probed", "text", "expected"),
    [
        ("清蒸鲈鱼", "清蒸鲈鱼", True),
        ("清蒸鲈鱼", "清鱼口", True),
        ("清蒸鲈鱼", "鱼", False),
        ("清蒸鲈鱼", "", False),
        ("净重", "重", False),
        ("重", "重", True),
        ("人人", "人", False),
    ],
)
def test_probes_are_upright_where_enough_of_them_are_recognized_again(
    probed: str, text: str, expected: bool
) -> None:
    assert are_upright(_characters(probed), text) == expected


def test_a_column_starts_at_the_top_left_corner_of_its_first_character() -> None:
    """The quad of the rotated line starts at the top right."""
    quad = np.array([[20, 0], [20, 60], [0, 60], [0, 0]], np.float32)
    column = as_column(TextLine(quad, "字", 0.9, (Character("字", quad, 0.9),)))

    np.testing.assert_array_equal(column.quad, [[0, 0], [20, 0], [20, 60], [0, 60]])
    np.testing.assert_array_equal(column.characters[0].quad, column.quad)
    assert column.score == 0.9


def test_punctuation_after_a_square_character_is_corrected_in_a_column() -> None:
    characters = _characters("他说’好°5°’")
    column = as_column(TextLine(UNIT, "他说’好°5°’", 0.9, characters))

    assert column.text == "他说，好。5°’"
    assert _text(list(column.characters)) == column.text
