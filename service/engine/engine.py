"""The engine: it owns the models and the threads on which pages are read."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic

from models.page import Page
from service.engine.entry import Entry
from service.engine.image import ImageLimits
from service.engine.pipeline import Pipeline
from service.errors import DeadlineExceeded, EngineBusy, EngineUnavailable

MOST_WAITING = 64
"""Pages that may wait for a thread; what comes beyond is refused at the door."""


class Engine:
    """Reads pages side by side, refuses what it could not finish, and drops what nobody waits for."""

    def __init__(self, pipeline: Pipeline, limits: ImageLimits, threads: int) -> None:
        self._pipeline = pipeline
        self._limits = limits
        self._pages = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._free = threading.BoundedSemaphore(threads + MOST_WAITING)
        self._closed = False

    def submit(self, entry: Entry) -> Future[Page]:
        """The page to come; cancel it and it costs nothing more. Raises EngineBusy or EngineUnavailable."""
        if self._closed:
            raise EngineUnavailable
        if not self._free.acquire(blocking=False):
            raise EngineBusy
        try:
            future = self._pages.submit(self._read, entry)
        except RuntimeError as error:  # closed in between
            self._free.release()
            raise EngineUnavailable from error
        future.add_done_callback(lambda _: self._free.release())
        return future

    def close(self) -> None:
        """Finish what was accepted, then stop."""
        self._closed = True
        self._pages.shutdown(wait=True)
        self._pipeline.close()

    def _read(self, entry: Entry) -> Page:
        if monotonic() > entry.deadline:
            raise DeadlineExceeded
        return self._pipeline.read(entry.data, entry.options, self._limits)
