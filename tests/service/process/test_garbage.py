import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from service.process.garbage import freeze_loaded_objects


class Cycle:
    """Refers to itself, so that only the garbage collector can free it."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def unfreeze_afterwards() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.collect()


@pytest.mark.usefixtures("unfreeze_afterwards")
def test_frozen_objects_are_not_collected_and_later_ones_are() -> None:
    before = Cycle()
    ref_before = ref(before)
    freeze_loaded_objects()
    later = Cycle()
    ref_later = ref(later)
    del before, later
    gc.collect()

    assert ref_before() is not None
    assert ref_later() is None


@pytest.mark.usefixtures("unfreeze_afterwards")
def test_garbage_is_collected_before_objects_are_frozen() -> None:
    garbage = Cycle()
    reference = ref(garbage)
    del garbage
    freeze_loaded_objects()

    assert reference() is None
