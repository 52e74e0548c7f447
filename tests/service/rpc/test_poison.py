import pytest

from service.errors import DeadlyImage
from service.rpc.poison import MOST_REMEMBERED, Suspects


def test_a_picture_that_an_engine_died_over_is_suspected_and_no_other_is() -> None:
    suspects = Suspects()
    assert not suspects.is_suspected(b"a")
    suspects.blame(b"a", alone=False)

    assert suspects.is_suspected(b"a")
    assert not suspects.is_suspected(b"b")


def test_a_picture_that_takes_an_engine_down_alone_is_guilty_for_good() -> None:
    suspects = Suspects()
    suspects.blame(b"a", alone=False)
    suspects.blame(b"a", alone=True)
    suspects.blame(b"a", alone=False)

    with pytest.raises(DeadlyImage):
        suspects.is_suspected(b"a")


def test_in_company_nobody_is_found_guilty_however_often() -> None:
    suspects = Suspects()
    for _ in range(9):
        suspects.blame(b"a", alone=False)

    assert suspects.is_suspected(b"a")


def test_who_is_cleared_is_not_suspected_any_more() -> None:
    suspects = Suspects()
    suspects.blame(b"a", alone=False)
    suspects.clear(b"a")
    suspects.clear(b"b")

    assert not suspects.is_suspected(b"a")


def test_the_oldest_is_forgotten_first() -> None:
    suspects = Suspects()
    for number in range(MOST_REMEMBERED + 1):
        suspects.blame(str(number).encode(), alone=False)

    assert not suspects.is_suspected(b"0")
    assert suspects.is_suspected(b"1")
