"""Runs one batch and sets the results of its entries."""

from collections.abc import Callable, Sequence
from traceback import clear_frames
from typing import Any

from service.batching.batcher import Batch

Run = Callable[[Batch], Sequence[Any]]
"""Runs a batch and returns one result for each item, in order. Its exception fails the whole batch."""


def execute(batch: Batch, run: Run, clock: Callable[[], float]) -> float | None:
    """Run a batch and set the results of its entries. Returns its milliseconds, or None if it failed.

    The entries of a failed batch run once more, one by one, so that only the failing entry fails.
    """
    started = clock()
    failure = _attempt(batch, run)
    if failure is None:
        return 1000 * (clock() - started)
    if len(batch.entries) == 1:
        (entry,) = batch.entries
        # The exception refers to its frames, these to the entry, and the entry to the exception. Without the
        # item this cycle holds no pixels until the next garbage collection.
        entry.item = None
        entry.future.set_exception(failure)
    else:
        for entry in batch.entries:
            execute(batch.only(entry), run, clock)
    return None


def _attempt(batch: Batch, run: Run) -> Exception | None:
    try:
        results = run(batch)
        pairs = list(zip(batch.entries, results, strict=True))
    except Exception as error:  # any failure of native code is the batch's own: the worker goes on
        clear_frames(error.__traceback__)
        return error
    for entry, result in pairs:
        entry.future.set_result(result)
    return None
