import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.recognizer import WIDTHS, Recognizer, strip_width
from models.runtimes import Arrays


@given(st.integers(1, 30000), st.integers(1, 3000))
def test_a_strip_has_the_narrowest_width_that_holds_its_crop(width: int, height: int) -> None:
    padded, scaled = strip_width(width, height), round(width * 48 / height)

    assert padded == min((known for known in WIDTHS if known >= scaled), default=WIDTHS[-1])


class FakeSession:
    """Says that it saw the characters 2, 1, 2, and remembers what it was given."""

    def __init__(self) -> None:
        self.seen: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.seen.append(batch.shape)
        return np.array([[2, 1, 2]], np.int32), np.array([[0.5, 0.5, 0.5]], np.float32)


def test_a_crop_is_read_as_one_strip_of_its_own_width_and_its_text_has_no_outer_spaces() -> None:
    session = FakeSession()
    read = Recognizer(session, ("", "字", " ")).read(np.zeros((24, 100, 3), np.uint8))

    assert read == ("字", 0.5)
    assert session.seen == [(1, 48, 224, 3)]
