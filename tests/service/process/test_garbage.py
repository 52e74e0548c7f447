import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from service.process.garbage import keep_what_is_here


class Cycle:
    """It holds itself, so that the collector alone can free it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.collect()


@pytest.mark.usefixtures("thawed")
def test_what_was_there_is_not_looked_at_again_and_what_comes_later_is() -> None:
    before = Cycle()
    seen_before = ref(before)
    keep_what_is_here()
    later = Cycle()
    seen_later = ref(later)
    del before, later
    gc.collect()

    assert seen_before() is not None
    assert seen_later() is None


@pytest.mark.usefixtures("thawed")
def test_what_is_garbage_already_is_not_kept() -> None:
    garbage = Cycle()
    seen = ref(garbage)
    del garbage
    keep_what_is_here()

    assert seen() is None
