"""Running one batch, and answering those who wait for its entries."""

from collections.abc import Callable, Sequence
from traceback import clear_frames
from typing import Any

from service.batching.batcher import Batch

Run = Callable[[Batch], Sequence[Any]]
"""Runs a batch: one result for each item, in order. What it raises is the failure of every entry."""


def execute(batch: Batch, run: Run, clock: Callable[[], float]) -> float | None:
    """Run a batch and answer its entries: the milliseconds that it took, or None where it failed.

    A failing batch is run again entry by entry, once, so that only the guilty one fails.
    """
    started = clock()
    failure = _attempt(batch, run)
    if failure is None:
        return 1000 * (clock() - started)
    if len(batch.entries) == 1:
        (entry,) = batch.entries
        entry.item = None  # the failure holds its frames, these the entry, that the failure: without pixels
        entry.future.set_exception(failure)
    else:
        for entry in batch.entries:
            execute(batch.alone(entry), run, clock)
    return None


def _attempt(batch: Batch, run: Run) -> Exception | None:
    try:
        results = run(batch)
        pairs = list(zip(batch.entries, results, strict=True))
    except Exception as error:  # whatever it is: the waiters are told, and the worker goes on
        clear_frames(error.__traceback__)
        return error
    for entry, result in pairs:
        entry.future.set_result(result)
    return None
