from models.recognition.reading import Reading
from models.recognition.symbols.ink_runs import ink_runs
from models.recognition.symbols.pieces import MOST_PIECES, greys, pieces
from tests.models.recognition.symbols.strips import EM, drawn


def _found(reading: Reading) -> list[tuple[int, ...]]:
    return [each.characters for each in pieces(reading, ink_runs(reading))]


def test_sure_letters_and_ideographs_are_not_looked_at() -> None:
    reading = drawn(("网", 0.9, 0.1), ("1", 0.4, 0.1), ("图", 0.9, 0.1))

    assert _found(reading) == []


def test_thin_ink_is_looked_at_only_beside_a_mark_that_may_lack_its_partner() -> None:
    thin = drawn(("网", 0.9, 0.9), ("", 0.1, 0.9), ("图", 0.9, 0.1))
    beside = drawn(("「", 0.3, 0.9), ("", 0.1, 0.9), ("图", 0.9, 0.1))

    assert _found(thin) == []
    assert () in _found(beside)


def test_unexplained_ink_is_looked_at_alone_and_with_its_neighbours() -> None:
    reading = drawn(("图", 0.9, 0.5), ("N", 0.5, 0.1), ("", 0.4, 0.1))

    assert _found(reading) == [(1,), ()]


def test_a_piece_never_contains_a_sure_ideograph() -> None:
    reading = drawn(("口", 0.6, 0.25), ("", 0.35, 0.1))

    assert _found(reading) == [()]


def test_a_piece_is_not_wider_than_a_symbol() -> None:
    reading = drawn(("x", 0.7, 0.1), ("", 0.7, 0.1))

    assert _found(reading) == [()]


def test_two_digits_in_one_run_may_be_a_number_in_a_circle() -> None:
    reading = drawn(("1", 0.4, -0.05), ("0", 0.45, 0.4), ("5", 0.4, 0.1))

    assert _found(reading) == [(0, 1)]


def test_the_pixels_of_a_piece_have_no_ink_beside_it() -> None:
    reading = drawn(("5", 0.4, 0.05), ("", 0.8, 0.05), ("6", 0.4, 0.1))
    runs = ink_runs(reading)
    (piece,) = [each for each in pieces(reading, runs) if not each.characters]
    (grey,) = greys(reading, runs, [piece])

    assert grey.shape[0] == reading.pixels.shape[0]
    assert abs(grey.shape[1] - 0.8 * EM) <= 4
    assert grey[20].min() >= 0
    assert grey[20, 3:-3].min() > 200


def test_a_line_has_a_largest_number_of_pieces() -> None:
    reading = drawn(*[("①", 0.5, 0.6)] * (MOST_PIECES + 9))

    assert len(pieces(reading, ink_runs(reading))) == MOST_PIECES
