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
from service.engine.progress import UNTOLD, Progress
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

IMAGE_BYTES = 3
"""Bytes of a decoded pixel."""

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
        self, request: ReadRequest, *, exclusive: bool = False, progress: Progress = UNTOLD
    ) -> Future[Page]:
        """The future of the page. It may fail with an OcrError. Cancelling it stops all work on the page.

        No other picture is touched while an exclusive one is. Raises EngineUnavailable when the engine is
        closed.
        """
        answer: Future[Page] = Future()
        answer.add_done_callback(lambda _: self._page_lock.recheck())
        try:
            if exclusive:
                reading = self._page_threads.submit(self._read_alone, request, progress, answer)
                reading.add_done_callback(partial(_forward, answer))
            else:
                admission = self._header_threads.submit(self._admit, request, progress, answer)
                admission.add_done_callback(partial(_forward_failure, answer))
        except RuntimeError as error:
            raise EngineUnavailable from error
        return answer

    def close(self) -> None:
        """Finish the accepted pages, then stop all threads."""
        self._header_threads.shutdown(wait=True)
        self._page_threads.shutdown(wait=True)
        self._workers.close()

    def _admit(self, request: ReadRequest, progress: Progress, answer: Future[Page]) -> None:
        """Admit a picture by the size in its header and start to read it. Raises OcrError to refuse it."""
        with self._page_lock.held(request.deadline, answer.cancelled, exclusive=False):
            picture, job = self._opened(request, progress, answer)
        progress.safe()
        reading = self._page_threads.submit(self._read, picture, request, job, answer)
        reading.add_done_callback(partial(_forward, answer))

    def _read(self, picture: Picture, request: ReadRequest, job: PageJob, answer: Future[Page]) -> Page:
        try:
            with self._page_lock.held(request.deadline, answer.cancelled, exclusive=False):
                return self._page(picture, request.options, job)
        finally:
            self._workers.release(job)

    def _read_alone(self, request: ReadRequest, progress: Progress, answer: Future[Page]) -> Page:
        with self._page_lock.held(request.deadline, answer.cancelled, exclusive=True):
            picture, job = self._opened(request, progress, answer)
            try:
                return self._page(picture, request.options, job)
            finally:
                self._workers.release(job)

    def _opened(
        self, request: ReadRequest, progress: Progress, answer: Future[Page]
    ) -> tuple[Picture, PageJob]:
        """Read the header and admit the page. The caller must release the job."""
        progress.at_risk()
        picture = open_picture(request.data, self._limits)
        pixels = picture.width * picture.height
        decoding = max(0, picture.peak_bytes - IMAGE_BYTES * pixels)
        memory = PAGE_BYTES + FILE_COPIES * len(request.data) + IMAGE_BYTES * pixels + decoding
        parts = len(tiles(picture.width, picture.height))
        job = self._workers.admit(
            pixels=pixels, tiles=parts, memory=memory, deadline=request.deadline, caller=request.caller
        )
        job.decoding = decoding
        answer.add_done_callback(lambda _: self._workers.cancel(job))
        return replace(picture, load=partial(_tell_and_load, progress, picture)), job

    def _page(self, picture: Picture, options: ReadOptions, job: PageJob) -> Page:
        try:
            page = self._pipeline.read(picture, options, job)
            return replace(page, contact=self._contacts.get().contact_of(page)) if options.contact else page
        finally:
            # Running batches of a cancelled page still hold its pixels and can still crash the engine.
            wait([future for future in job.futures if future.running()])


def _tell_and_load(progress: Progress, picture: Picture) -> Pixels:
    progress.at_risk()
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
