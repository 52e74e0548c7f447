import pytest

from models.recognition.letters.extents import extents
from tests.models.recognition.letters.drawn import drawn


def test_the_extents_are_those_of_the_ink() -> None:
    found = extents(drawn("xO", "xO"))

    assert found
    assert (found.left.tolist(), found.right.tolist()) == ([6, 28], [22, 50])
    assert (found.top.tolist(), found.bottom.tolist()) == ([20, 14], [38, 38])
    assert found.is_alone.all()


@pytest.mark.parametrize(
    ("read", "is_own", "is_alike"), [("ss", True, True), ("sS", False, True), ("sv", False, False)]
)
def test_letters_that_touch_are_measured_if_they_are_equal(read: str, is_own: bool, is_alike: bool) -> None:
    reading = drawn("ss", read)
    reading.pixels[30:33, 20:30] = 0

    found = extents(reading)

    assert found
    assert not found.is_alone.any()
    assert found.is_own.tolist() == [is_own] * 2
    assert found.is_alike.tolist() == [is_alike] * 2


def test_a_character_far_from_all_ink_has_none() -> None:
    reading = drawn("sss", "sss")
    reading.pixels[:, 28:] = 255

    found = extents(reading)

    assert found
    assert found.is_own.tolist()[2] is False
