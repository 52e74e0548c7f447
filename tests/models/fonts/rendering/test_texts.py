import numpy as np
import pytest

from models.fonts.catalog import Script
from models.fonts.rendering.texts import MAX_HAN, MAX_LATIN, Kind, TextGenerator, words
from tests.models.fonts.tiny_font import HAN, LATIN

ALL_CHARACTERS = frozenset(chr(code) for code in (*range(0x20, 0x7F), *range(0x4E00, 0xA000)))
SCRIPTS: tuple[Script, ...] = ("hans", "hant", "latin")


def _lines(generator: TextGenerator, kind: Kind, count: int = 200) -> list[str]:
    rng = np.random.default_rng(0)
    return [generator.generate(rng, kind) for _ in range(count)]


def test_a_face_with_all_characters_has_every_kind_of_text() -> None:
    assert TextGenerator.of(SCRIPTS, ALL_CHARACTERS).kinds == ("han", "latin", "digits", "mixed")


def test_only_the_scripts_of_the_face_are_generated() -> None:
    assert TextGenerator.of(("latin",), ALL_CHARACTERS).kinds == ("latin", "digits")
    assert TextGenerator.of(("hans",), ALL_CHARACTERS).kinds == ("han",)


def test_a_face_without_letters_has_no_latin_text() -> None:
    assert TextGenerator.of(SCRIPTS, frozenset(HAN)).kinds == ("han",)


def test_only_characters_of_the_face_are_generated() -> None:
    generator = TextGenerator.of(SCRIPTS, frozenset(HAN + LATIN))

    for kind in generator.kinds:
        assert frozenset(HAN + LATIN).issuperset("".join(_lines(generator, kind)))


def test_chinese_lines_have_one_to_nine_common_characters() -> None:
    lines = _lines(TextGenerator.of(SCRIPTS, ALL_CHARACTERS), "han")

    assert {len(text) for text in lines} == {*range(1, MAX_HAN + 1)}
    assert not set("".join(lines)) & set("龘靐齉")


def test_simplified_and_traditional_text_are_separate() -> None:
    assert "购物车" in words("hans")
    assert "購物車" in words("hant")
    assert "购" not in TextGenerator.of(("hant",), ALL_CHARACTERS).han
    assert "購" not in TextGenerator.of(("hans",), ALL_CHARACTERS).han


@pytest.mark.parametrize("kind", ["latin", "digits", "mixed"])
def test_other_lines_are_short_and_have_no_spaces_at_their_ends(kind: Kind) -> None:
    lines = _lines(TextGenerator.of(SCRIPTS, ALL_CHARACTERS), kind)

    assert all(0 < len(text) <= MAX_LATIN and text == text.strip() for text in lines)
    assert len(set(lines)) > 100


def test_a_mixed_line_has_chinese_and_letters_or_digits() -> None:
    for text in _lines(TextGenerator.of(SCRIPTS, ALL_CHARACTERS), "mixed"):
        assert any(character > "一" for character in text)
        assert any(character.isascii() for character in text)
