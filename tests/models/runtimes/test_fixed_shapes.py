import numpy as np
import pytest
from numpy.typing import NDArray

from models.runtimes import Arrays
from models.runtimes.fixed_shapes import FixedShapeSession

BATCH_SIZES = {(20, 10): (1, 2, 4), (30, 10): (1,)}


class FakeSession:
    """Returns the first value of each input, and records the shapes of its batches."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.shapes.append(batch.shape)
        return batch[:, 0, 0, 0], batch[:, 0, 0, 1:]


def _batch(count: int, width: int = 20) -> NDArray[np.uint8]:
    batch = np.zeros((count, 10, width, 3), np.uint8)
    batch[:, 0, 0, 0] = range(1, count + 1)
    return batch


def test_the_constructor_runs_every_shape() -> None:
    session = FakeSession()
    FixedShapeSession(session, BATCH_SIZES)

    assert session.shapes == [(1, 10, 20, 3), (2, 10, 20, 3), (4, 10, 20, 3), (1, 10, 30, 3)]


@pytest.mark.parametrize(("count", "padded"), [(1, 1), (2, 2), (3, 4), (4, 4)])
def test_a_batch_is_padded_and_the_outputs_of_the_padding_are_removed(count: int, padded: int) -> None:
    session = FakeSession()
    fixed = FixedShapeSession(session, BATCH_SIZES)
    firsts, others = fixed(_batch(count))

    assert session.shapes[-1] == (padded, 10, 20, 3)
    assert firsts.tolist() == [*range(1, count + 1)]
    assert others.shape == (count, 2)


def test_a_batch_of_another_width_or_height_is_refused() -> None:
    with pytest.raises(KeyError):
        FixedShapeSession(FakeSession(), BATCH_SIZES)(_batch(1, width=40))


def test_a_batch_above_the_largest_size_is_refused() -> None:
    with pytest.raises(IndexError):
        FixedShapeSession(FakeSession(), BATCH_SIZES)(_batch(2, width=30))
