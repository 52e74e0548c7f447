"""Waits for the results of a page's entries."""

from collections.abc import Sequence
from concurrent.futures import CancelledError, Future
from time import monotonic
from typing import TypeVar

from service.errors import CallerGone, DeadlineExceeded

T = TypeVar("T")


def results(futures: Sequence[Future[T]], deadline: float) -> list[T]:
    """The results of the futures, in order. If one fails, the others are cancelled and its error is raised.

    Raises CallerGone if the page was cancelled, and DeadlineExceeded at the deadline.
    """
    try:
        # The last entry mostly finishes last. Waiting for it first wakes this thread only once.
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
            raise  # the entry itself failed with a TimeoutError
        raise DeadlineExceeded from error
