"""Waiting for the results of a page's entries."""

from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from time import monotonic
from typing import TypeVar

from service.errors import CallerGone, DeadlineExceeded

T = TypeVar("T")


def results(futures: Sequence[Future[T]], deadline: float) -> list[T]:
    """What the entries came to, in their order, or the failure of one of them; then the others are cancelled.

    Raises CallerGone where they were cancelled, and DeadlineExceeded as soon as the deadline is over.
    """
    try:
        # The last comes last, mostly: whoever waits for it wakes once and finds all the others done.
        return [_result(future, deadline - monotonic()) for future in reversed(futures)][::-1]
    except BaseException:
        for future in futures:
            future.cancel()
        raise


def _result(future: Future[T], seconds: float) -> T:
    try:
        return future.result(max(0.0, seconds))
    except CancelledError as error:
        raise CallerGone from error
    except TimeoutError as error:
        if future.done() and not future.cancelled() and future.exception() is error:
            raise
        raise DeadlineExceeded from error
