import numpy as np
import pytest
from numpy.typing import NDArray

from models.runtimes import Arrays
from models.runtimes.fixed_shapes import FiniteSession

COUNTS = {(20, 10): (1, 2, 4), (30, 10): (1,)}


class FakeSession:
    """Answers with each input's first value, and remembers the shapes that it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.seen.append(batch.shape)
        return batch[:, 0, 0, 0], batch[:, 0, 0, 1:]


def _batch(count: int, width: int = 20) -> NDArray[np.uint8]:
    batch = np.zeros((count, 10, width, 3), np.uint8)
    batch[:, 0, 0, 0] = range(1, count + 1)
    return batch


def test_every_shape_has_come_before_the_session_is_used() -> None:
    session = FakeSession()
    FiniteSession(session, COUNTS)

    assert session.seen == [(1, 10, 20, 3), (2, 10, 20, 3), (4, 10, 20, 3), (1, 10, 30, 3)]


@pytest.mark.parametrize(("count", "seen"), [(1, 1), (2, 2), (3, 4), (4, 4)])
def test_a_batch_is_padded_to_the_next_count_and_answered_without_the_padding(count: int, seen: int) -> None:
    session = FakeSession()
    finite = FiniteSession(session, COUNTS)
    firsts, others = finite(_batch(count))

    assert session.seen[-1] == (seen, 10, 20, 3)
    assert firsts.tolist() == [*range(1, count + 1)]
    assert others.shape == (count, 2)


def test_a_size_that_was_not_prepared_is_refused() -> None:
    with pytest.raises(KeyError):
        FiniteSession(FakeSession(), COUNTS)(_batch(1, width=40))


def test_more_inputs_than_were_prepared_are_refused() -> None:
    with pytest.raises(IndexError):
        FiniteSession(FakeSession(), COUNTS)(_batch(2, width=30))
