import pytest

from models.recognition.letters.extents import extents
from models.recognition.letters.scale import ASCENDER, HYPHEN, SMALL, SQUARE, scale_of
from tests.models.recognition.letters import drawn as lines
from tests.models.recognition.letters.drawn import drawn


@pytest.mark.parametrize(
    ("text", "capital", "small"),
    [
        ("5x", lines.CAPITAL, SMALL * lines.CAPITAL),
        ("dx", lines.CAPITAL / ASCENDER, SMALL * lines.CAPITAL / ASCENDER),
        ("mx", lines.SMALL / SMALL, lines.SMALL),
        ("Tm", lines.CAPITAL, lines.SMALL),
        ("订单x", SQUARE * lines.SQUARE, SMALL * SQUARE * lines.SQUARE),
        ("x-x", lines.HYPHEN / HYPHEN, SMALL * lines.HYPHEN / HYPHEN),
    ],
    ids=["digits", "ascenders", "small letters", "both", "ideographs", "a hyphen"],
)
def test_the_scale_comes_from_characters_of_known_height(text: str, capital: float, small: float) -> None:
    found = extents(drawn(text, text))

    assert found
    scale = scale_of(text, found)
    assert scale
    assert (scale.capital, scale.small) == pytest.approx((capital, small))


@pytest.mark.parametrize("text", ["x", "xX", "单x", "x。"])
def test_letters_that_look_alike_tell_no_scale(text: str) -> None:
    found = extents(drawn(text, text))

    assert found
    assert scale_of(text, found) is None


def test_small_letters_as_high_as_capitals_tell_no_scale() -> None:
    found = extents(drawn("TT", "TT"))

    assert found
    assert scale_of("Tm", found) is None
