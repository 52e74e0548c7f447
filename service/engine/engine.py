"""The engine: admits pictures and reads them side by side."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from functools import partial
from traceback import clear_frames
from typing import Any

from models.detection.tiles import tiles
from models.page import Page
from service.batching.admission import DEFAULT_LIMITS
from service.batching.page_job import PageJob
from service.batching.workers import Workers
from service.engine.exclusive import PageLock
from service.errors import EngineUnavailable
from service.imaging.decoding import ImageLimits, open_picture
from service.imaging.picture import Picture, Pixels
from service.reading.contacts import ContactFinder, load_contact_finder
from service.reading.lazy import Lazy
from service.reading.pipeline import Pipeline
from service.request import ReadOptions, ReadRequest

HEADER_THREADS = 2
"""Threads that read headers and admit pages. A header takes well under a millisecond. The second thread keeps
one slow file from delaying all others."""

PAGE_BYTES = 1 << 20
"""Bytes counted for a page besides its file and its pixels. They cover its waiting thread and its lines."""

FILE_COPIES = 2
"""Copies of a file that may exist at once: the gRPC message, and what a decoder cuts out of it (PNG does)."""

MOST_PAGES = DEFAULT_LIMITS.memory // PAGE_BYTES
"""The most pages that the memory limit admits at once. Each has a thread, so no page waits for a thread."""


class Engine:
    """Reads pages side by side. Refuses pages that cannot be finished in time, and drops cancelled ones."""

    def __init__(
        self,
        pipeline: Pipeline,
        workers: Workers,
        limits: ImageLimits,
        load_contact_finder: Callable[[], ContactFinder] = load_contact_finder,
    ) -> None:
        self._pipeline = pipeline
        self._workers = workers
        self._limits = limits
        self._contacts = Lazy(load_contact_finder)
        self._page_lock = PageLock()
        self._header_threads = ThreadPoolExecutor(HEADER_THREADS, thread_name_prefix="header")
        self._page_threads = ThreadPoolExecutor(MOST_PAGES, thread_name_prefix="page")

    def warm(self) -> None:
        """Warm up the models, so that the first picture is not slower than others; see `Stages.warm`."""
        self._pipeline.warm()

    def submit(
        self,
        request: ReadRequest,
        *,
        exclusive: bool = False,
        before_decoding: Callable[[], None] = lambda: None,
    ) -> Future[Page]:
        """The future of the page. It may fail with an OcrError. Cancelling it stops all work on the page.

        While an exclusive page is read, no other page is. `before_decoding` is called on a worker thread just
        before native code touches the picture. If it raises, the page fails with its exception. Raises
        EngineUnavailable when the engine is closed.
        """
        answer: Future[Page] = Future()
        try:
            admission = self._header_threads.submit(self._admit, request, exclusive, before_decoding, answer)
        except RuntimeError as error:
            raise EngineUnavailable from error
        admission.add_done_callback(partial(_forward_failure, answer))
        return answer

    def close(self) -> None:
        """Finish the accepted pages, then stop all threads."""
        self._header_threads.shutdown(wait=True)
        self._page_threads.shutdown(wait=True)
        self._workers.close()

    def _admit(
        self,
        request: ReadRequest,
        exclusive: bool,
        before_decoding: Callable[[], None],
        answer: Future[Page],
    ) -> None:
        """Admit a picture by the size in its header and start to read it. Raises OcrError to refuse it."""
        if answer.cancelled():
            return
        picture = open_picture(request.data, self._limits)
        pixels = picture.width * picture.height
        memory = PAGE_BYTES + FILE_COPIES * len(request.data) + 3 * pixels
        parts = len(tiles(picture.width, picture.height))
        job = self._workers.admit(pixels=pixels, tiles=parts, memory=memory, deadline=request.deadline)
        answer.add_done_callback(lambda _: self._cancel(job))
        announced = replace(picture, load=partial(_announce_and_load, before_decoding, picture))
        reading = self._page_threads.submit(self._read, announced, request.options, job, exclusive)
        reading.add_done_callback(partial(_forward, answer))

    def _read(self, picture: Picture, options: ReadOptions, job: PageJob, exclusive: bool) -> Page:
        try:
            with self._page_lock.held(job, exclusive=exclusive):
                return self._page(picture, options, job)
        finally:
            self._workers.release(job)

    def _page(self, picture: Picture, options: ReadOptions, job: PageJob) -> Page:
        try:
            page = self._pipeline.read(picture, options, job)
            return replace(page, contact=self._contacts.get().contact_of(page)) if options.contact else page
        finally:
            # Running batches of a cancelled page still hold its pixels and can still crash the engine.
            wait([future for future in job.futures if future.running()])

    def _cancel(self, job: PageJob) -> None:
        self._workers.cancel(job)
        self._page_lock.recheck()


def _announce_and_load(before_decoding: Callable[[], None], picture: Picture) -> Pixels:
    before_decoding()
    return picture.load()


def _forward(answer: Future[Page], reading: Future[Page]) -> None:
    """Set the result or the failure of the reading as the answer's own."""
    if reading.exception():
        _forward_failure(answer, reading)
    elif answer.set_running_or_notify_cancel():
        answer.set_result(reading.result())


def _forward_failure(answer: Future[Page], done: Future[Any]) -> None:
    if failure := done.exception():
        # The failure, its frames and its future form a reference cycle, and the frames hold pixels.
        clear_frames(failure.__traceback__)
        if answer.set_running_or_notify_cancel():
            answer.set_exception(failure)
