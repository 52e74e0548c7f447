import numpy as np
import pytest

from models.fonts.catalog import Script
from models.fonts.rendering.texts import LONGEST, MOST, Kind, Writer, words
from tests.models.fonts.tiny_font import HAN, LATIN

EVERYTHING = frozenset(chr(code) for code in (*range(0x20, 0x7F), *range(0x4E00, 0xA000)))
SCRIPTS: tuple[Script, ...] = ("hans", "hant", "latin")


def _written(writer: Writer, kind: Kind, count: int = 200) -> list[str]:
    rng = np.random.default_rng(0)
    return [writer.write(rng, kind) for _ in range(count)]


def test_a_face_with_everything_is_written_in_every_kind() -> None:
    assert Writer.of(SCRIPTS, EVERYTHING).kinds == ("han", "latin", "digits", "mixed")


def test_a_script_that_is_not_the_faces_own_is_not_written() -> None:
    assert Writer.of(("latin",), EVERYTHING).kinds == ("latin", "digits")
    assert Writer.of(("hans",), EVERYTHING).kinds == ("han",)


def test_a_face_that_lacks_letters_is_not_written_in_latin() -> None:
    assert Writer.of(SCRIPTS, frozenset(HAN)).kinds == ("han",)


def test_only_characters_that_the_face_has_are_written() -> None:
    writer = Writer.of(SCRIPTS, frozenset(HAN + LATIN))

    for kind in writer.kinds:
        assert frozenset(HAN + LATIN).issuperset("".join(_written(writer, kind)))


def test_chinese_lines_have_one_to_nine_characters_and_are_common_ones() -> None:
    written = _written(Writer.of(SCRIPTS, EVERYTHING), "han")

    assert {len(text) for text in written} == {*range(1, MOST + 1)}
    assert not set("".join(written)) & set("龘靐齉")


def test_simplified_and_traditional_are_written_apart() -> None:
    assert "购物车" in words("hans")
    assert "購物車" in words("hant")
    assert "购" not in Writer.of(("hant",), EVERYTHING).han
    assert "購" not in Writer.of(("hans",), EVERYTHING).han


@pytest.mark.parametrize("kind", ["latin", "digits", "mixed"])
def test_other_lines_are_short_and_have_no_space_at_their_ends(kind: Kind) -> None:
    written = _written(Writer.of(SCRIPTS, EVERYTHING), kind)

    assert all(0 < len(text) <= LONGEST and text == text.strip() for text in written)
    assert len(set(written)) > 100


def test_a_mixed_line_has_chinese_beside_letters_or_digits() -> None:
    for text in _written(Writer.of(SCRIPTS, EVERYTHING), "mixed"):
        assert any(character > "一" for character in text)
        assert any(character.isascii() for character in text)
