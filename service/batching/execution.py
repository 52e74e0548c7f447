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
        # Exception, frames and entry refer to each other in a cycle, which only the garbage collector frees.
        # The item holds pixels, so it is taken out of the cycle.
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
    except Exception as error:  # a failure of native code fails this batch only, and the worker continues
        clear_frames(error.__traceback__)
        return error
    for entry, result in pairs:
        entry.future.set_result(result)
    return None
