from random import Random

import pytest

from benchmarks.fonts.texts import LONGEST, MOST, Author, Length, NothingToSay, is_trained
from models.fonts.catalog import Script
from models.fonts.rendering.texts import words

EVERYTHING = frozenset(
    chr(code) for code in (*range(0x20, 0x250), *range(0x2010, 0x2050), *range(0x4E00, 0xA000))
)


def _pieces(script: Script, length: Length, characters: frozenset[str] = EVERYTHING) -> list[str]:
    author = Author(Random(0), characters)
    return [author.piece(script, length) for _ in range(60)]


@pytest.mark.parametrize("script", ["hans", "hant", "latin"])
def test_a_line_has_four_characters_and_more_and_a_pair_has_two(script: Script) -> None:
    most = LONGEST if script == "latin" else MOST

    assert all(4 <= len(piece) <= most for piece in _pieces(script, "line"))
    assert {len(piece) for piece in _pieces(script, "pair")} == {2}


@pytest.mark.parametrize("script", ["hans", "hant", "latin"])
def test_no_piece_is_what_training_says(script: Script) -> None:
    assert not set(_pieces(script, "line")) & set(words(script))
    assert not any(is_trained(piece, script) for piece in _pieces(script, "pair"))


def test_a_piece_that_holds_a_long_phrase_of_training_counts_as_trained() -> None:
    assert is_trained("立即购买", "hans")
    assert is_trained("请立即购买它", "hans")
    assert is_trained("购物", "hans")
    assert not is_trained("水獭刺猬", "hans")


def test_only_characters_that_the_face_has_are_used() -> None:
    few = frozenset("的一是了我不人在他有这上们来到时大地为子中你说生国年着就那和要她出也得里后自以会")

    assert few.issuperset("".join(_pieces("hans", "pair", few)))


def test_a_face_that_lacks_the_script_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.fonts.texts.ENOUGH", 50)

    with pytest.raises(NothingToSay):
        Author(Random(0), frozenset("abc")).piece("hans", "line")
