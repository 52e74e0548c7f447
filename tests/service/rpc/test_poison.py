import pytest

from service.errors import DeadlyImage
from service.rpc.poison import MOST_REMEMBERED, PoisonList


def test_only_a_picture_with_a_recorded_crash_is_a_suspect() -> None:
    poison = PoisonList()
    assert not poison.is_suspect(b"a")
    poison.record_crash(b"a", exclusive=False)

    assert poison.is_suspect(b"a")
    assert not poison.is_suspect(b"b")


def test_a_picture_that_crashes_an_engine_in_an_exclusive_read_stays_poison() -> None:
    poison = PoisonList()
    poison.record_crash(b"a", exclusive=False)
    poison.record_crash(b"a", exclusive=True)
    poison.record_crash(b"a", exclusive=False)

    with pytest.raises(DeadlyImage):
        poison.is_suspect(b"a")


def test_crashes_without_an_exclusive_read_never_make_a_picture_poison() -> None:
    poison = PoisonList()
    for _ in range(9):
        poison.record_crash(b"a", exclusive=False)

    assert poison.is_suspect(b"a")


def test_a_cleared_picture_is_no_suspect() -> None:
    poison = PoisonList()
    poison.record_crash(b"a", exclusive=False)
    poison.clear(b"a")
    poison.clear(b"b")

    assert not poison.is_suspect(b"a")


def test_the_suspect_recorded_first_is_forgotten_first() -> None:
    poison = PoisonList()
    for number in range(MOST_REMEMBERED + 1):
        poison.record_crash(str(number).encode(), exclusive=False)

    assert not poison.is_suspect(b"0")
    assert poison.is_suspect(b"1")
