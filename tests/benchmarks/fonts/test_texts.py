from random import Random

import pytest

from benchmarks.fonts.texts import MAX_HAN, MAX_LATIN, Length, NoTextFound, TextPicker, is_trained
from models.fonts.catalog import Script
from models.fonts.rendering.texts import words

ALL_CHARACTERS = frozenset(
    chr(code) for code in (*range(0x20, 0x250), *range(0x2010, 0x2050), *range(0x4E00, 0xA000))
)


def _texts(script: Script, length: Length, characters: frozenset[str] = ALL_CHARACTERS) -> list[str]:
    picker = TextPicker(Random(0), characters)
    return [picker.pick(script, length) for _ in range(60)]


@pytest.mark.parametrize("script", ["hans", "hant", "latin"])
def test_a_line_has_at_least_four_characters_and_a_pair_has_two(script: Script) -> None:
    maximum = MAX_LATIN if script == "latin" else MAX_HAN

    assert all(4 <= len(text) <= maximum for text in _texts(script, "line"))
    assert {len(text) for text in _texts(script, "pair")} == {2}


@pytest.mark.parametrize("script", ["hans", "hant", "latin"])
def test_no_text_is_in_the_training_data(script: Script) -> None:
    assert not set(_texts(script, "line")) & set(words(script))
    assert not any(is_trained(text, script) for text in _texts(script, "pair"))


def test_a_text_that_contains_a_trained_phrase_counts_as_trained() -> None:
    assert is_trained("立即购买", "hans")
    assert is_trained("请立即购买它", "hans")
    assert is_trained("购物", "hans")
    assert not is_trained("水獭刺猬", "hans")


def test_only_characters_of_the_face_are_used() -> None:
    few = frozenset("的一是了我不人在他有这上们来到时大地为子中你说生国年着就那和要她出也得里后自以会")

    assert few.issuperset("".join(_texts("hans", "pair", few)))


def test_a_face_without_the_script_has_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benchmarks.fonts.texts.MAX_TRIES", 50)

    with pytest.raises(NoTextFound):
        TextPicker(Random(0), frozenset("abc")).pick("hans", "line")
