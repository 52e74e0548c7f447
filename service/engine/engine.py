"""The engine: pictures come in at its door, and pages come out."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from traceback import clear_frames
from typing import Any

from models.detection.tiles import tiles
from models.page import Page
from service.batching.admission import BUDGET
from service.batching.page_job import PageJob
from service.batching.workers import Workers
from service.engine.exclusive import Solitude
from service.errors import EngineUnavailable
from service.imaging.decoding import ImageLimits, open_picture
from service.imaging.picture import Picture, Pixels
from service.reading.contacts import Finder, load_finder
from service.reading.lazy import Lazy
from service.reading.pipeline import Pipeline
from service.request import ReadOptions, ReadRequest

DOORS = 2
"""Threads that open pictures, most of them in well under a millisecond: one may meet an odd one."""

PAGE_BYTES = 1 << 20
"""What a page is counted for beside its file and its pixels, generously: a thread that waits, its lines."""

FILE_COPIES = 2
"""Of a page's file: the message that gRPC holds until it is answered, which is the file itself, and what an
opener cuts out of that, as the one of PNG does."""

MOST_PAGES = BUDGET // PAGE_BYTES
"""So many are let in at most, so each has a thread that waits for it, and none waits for a thread."""


class Engine:
    """Reads pages side by side, refuses what it could not finish, and drops what nobody waits for."""

    def __init__(
        self,
        pipeline: Pipeline,
        workers: Workers,
        limits: ImageLimits,
        load_finder: Callable[[], Finder] = load_finder,
    ) -> None:
        self._pipeline = pipeline
        self._workers = workers
        self._limits = limits
        self._contacts = Lazy(load_finder)
        self._solitude = Solitude()
        self._door = ThreadPoolExecutor(DOORS, thread_name_prefix="door")
        self._pages = ThreadPoolExecutor(MOST_PAGES, thread_name_prefix="page")

    def warm(self) -> None:
        """Let no picture pay for being the first; see `Stages.warm`."""
        self._pipeline.warm()

    def submit(
        self, entry: ReadRequest, *, alone: bool = False, begin: Callable[[], None] = lambda: None
    ) -> Future[Page]:
        """The page to come, or the OcrError in its place; cancel it and it costs nothing more.

        `alone` asks that nothing else be read meanwhile. `begin` is called on a worker's thread just before
        native code touches the picture; what it raises is the page's failure. Raises EngineUnavailable where
        the engine is closed.
        """
        answer: Future[Page] = Future()
        try:
            entering = self._door.submit(self._enter, entry, alone, begin, answer)
        except RuntimeError as error:
            raise EngineUnavailable from error
        entering.add_done_callback(partial(_tell_failure, answer))
        return answer

    def close(self) -> None:
        """Finish what was accepted, then stop."""
        self._door.shutdown(wait=True)
        self._pages.shutdown(wait=True)
        self._workers.close()

    def _enter(
        self, entry: ReadRequest, alone: bool, begin: Callable[[], None], answer: Future[Page]
    ) -> None:
        """Let a picture in by what its header says, or refuse it."""
        if answer.cancelled():
            return
        picture = open_picture(entry.data, self._limits)
        pixels = picture.width * picture.height
        size = PAGE_BYTES + FILE_COPIES * len(entry.data) + 3 * pixels
        parts = len(tiles(picture.width, picture.height))
        job = self._workers.admit(pixels, parts, size, entry.deadline)
        answer.add_done_callback(lambda _: self._cancel(job))
        told = replace(picture, load=partial(_load, begin, picture))
        reading = self._pages.submit(self._read, told, entry.options, job, alone)
        reading.add_done_callback(partial(_tell, answer))

    def _read(self, picture: Picture, options: ReadOptions, job: PageJob, alone: bool) -> Page:
        try:
            with self._solitude.entered(job, alone=alone):
                return self._page(picture, options, job)
        finally:
            self._workers.release(job)

    def _page(self, picture: Picture, options: ReadOptions, job: PageJob) -> Page:
        try:
            page = self._pipeline.read(picture, options, job)
            return replace(page, contact=self._contacts.get().contact_of(page)) if options.contact else page
        finally:
            # What runs of a page that was given up holds its pixels, and may still take the engine down.
            wait([future for future in job.futures if future.running()])

    def _cancel(self, job: PageJob) -> None:
        self._workers.cancel(job)
        self._solitude.look_again()


def _load(begin: Callable[[], None], picture: Picture) -> Pixels:
    begin()
    return picture.load()


def _tell(answer: Future[Page], done: Future[Page]) -> None:
    if done.exception():
        _tell_failure(answer, done)
    elif answer.set_running_or_notify_cancel():
        answer.set_result(done.result())


def _tell_failure(answer: Future[Page], done: Future[Any]) -> None:
    if failure := done.exception():
        # The frames in its traceback hold the pixels, and the future that holds the failure itself.
        clear_frames(failure.__traceback__)
        if answer.set_running_or_notify_cancel():
            answer.set_exception(failure)
