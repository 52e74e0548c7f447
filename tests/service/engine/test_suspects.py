from service.engine.suspects import MOST_REMEMBERED, Suspects


def test_a_picture_is_guilty_once_it_was_convicted_and_no_other_is() -> None:
    suspects = Suspects()
    assert not suspects.is_guilty(b"a")
    suspects.convict(b"a")

    assert suspects.is_guilty(b"a")
    assert not suspects.is_guilty(b"b")


def test_the_oldest_is_forgotten_first() -> None:
    suspects = Suspects()
    for number in range(MOST_REMEMBERED + 1):
        suspects.convict(str(number).encode())

    assert not suspects.is_guilty(b"0")
    assert suspects.is_guilty(b"1")
