"""An engine with stages that do as a test says, for what is decided around them."""

import weakref
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from queue import Queue
from threading import Event, Semaphore
from time import monotonic
from typing import Any, NamedTuple

import numpy as np

from models.detection.view import View
from models.page import Image, Page, Quad, Region
from models.recognition.recognizer import Reading
from service.batching.admission import BUDGET, Admission
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.cost import CostTable, Measured
from service.batching.page_job import PageJob
from service.batching.policy import cpu
from service.batching.predictor import Predictor
from service.batching.workers import Workers
from service.engine.engine import Engine
from service.imaging.decoding import ImageLimits, decode
from service.reading.contacts import Finder, load_finder
from service.reading.fonts import OwnFonts
from service.reading.pipeline import Pipeline
from service.request import ReadOptions, ReadRequest
from tests.service.imaging.files import pillow, saved

LONG_ENOUGH = 10.0
"""Seconds after which a test gives up; nothing here waits for a time to pass."""

TABLE = CostTable(
    "a machine of round figures",
    (
        Measured("page", 1, 1, 1000, 10.0),
        Measured("decode", 2, 1, 1000, 20.0),
        Measured("detect", 2, 1, 1000, 20.0),
        Measured("classify", 2, 1, 1000, 20.0),
        Measured("recognize", 2, 1, 1000, 100.0),
        Measured("embed", 2, 1, 1000, 10.0),
    ),
)
"""A page is 10 ms of the machine for every thousand of its pixels, one of its lines 50."""


class Ran(NamedTuple):
    """One batch of one: its stage, into how many streams the device was cut, and its picture's width."""

    stage: str
    streams: int
    width: int


class FakeStages:
    """Reads the width of the picture in each of its lines, of which it has one if nothing else is said."""

    def __init__(self) -> None:
        self.ran: list[Ran] = []
        self.lines: dict[int, int] = defaultdict(lambda: 1)
        self.guilty: dict[tuple[str, int], type[Exception]] = {}
        self.scores: dict[int, float] = defaultdict(lambda: 1.0)
        self.gone: list[Event] = []
        """For every page that was decoded: whether its pixels are not held by anybody any more."""

        self.free: set[int] = set()
        """Widths of pictures that nothing holds up."""

        self.submitted: Queue[str] = Queue()
        self._entered: Queue[Ran] = Queue()
        self._held: dict[str, Semaphore] = {}

    def hold(self, stage: str) -> None:
        """Let no batch of the stage end but those that are let."""
        self._held[stage] = Semaphore(0)

    def let(self, stage: str, count: int = 1000) -> None:
        """Let so many batches of the stage end."""
        self._held[stage].release(count)

    def let_all(self) -> None:
        """Hold up nothing any more."""
        for stage in self._held:
            self.let(stage)

    def next_entered(self) -> Ran:
        """The next batch that began to run, in their order."""
        return self._entered.get(timeout=LONG_ENOUGH)

    def wait_submitted(self, stage: str) -> None:
        """Until a page has submitted what it has for a stage; every submission is waited for once."""
        while self.submitted.get(timeout=LONG_ENOUGH) != stage:
            pass

    def view(self, picture: Image) -> View:
        return View(picture, (100, 10))

    def closer(self, view: View, found: Sequence[Quad]) -> None:
        """Once is enough."""

    def bucket(self, stage: str, item: Any) -> Bucket:
        return Bucket(100, 10)

    def run(self, batch: Batch) -> Sequence[Any]:
        (item,) = batch.items
        ran = Ran(batch.stage, batch.streams, _width(batch.stage, item))
        self.ran.append(ran)
        self._entered.put(ran)
        if batch.stage in self._held and ran.width not in self.free:
            assert self._held[batch.stage].acquire(timeout=LONG_ENOUGH)
        if failure := self.guilty.get((ran.stage, ran.width)):
            raise failure
        return [self._answer(batch.stage, ran.width, item)]

    def _answer(self, stage: str, width: int, item: Any) -> Any:
        if stage == "decode":
            page = decode(item)
            self.gone.append(Event())
            weakref.finalize(page, self.gone[-1].set)
            return page
        if stage == "detect":
            return [Region(_quad(i), 1.0) for i in range(self.lines[width])]
        if stage == "embed":
            return np.full(128, 128**-0.5, np.float32)
        return stage == "classify" or Reading(str(width), self.scores[width])


def _width(stage: str, item: Any) -> int:
    if stage == "decode":
        return int(item.width)
    return int((item.picture if stage == "detect" else item.page).shape[1])


def _quad(row: int) -> Quad:
    return np.array([[0, row], [3, row], [3, row + 1], [0, row + 1]], np.float32)


class WatchedWorkers(Workers):
    """Says which stages pages were submitted for, once their entries wait."""

    submitted: "Queue[str]"

    def submit(self, job: PageJob, stage: str, orders: Sequence[tuple[Bucket, Any]]) -> list[Future[Any]]:
        futures = super().submit(job, stage, orders)
        self.submitted.put(stage)
        return futures

    def lines_known(self, job: PageJob) -> None:
        super().lines_known(job)
        self.submitted.put("no more lines")


def open_fake(
    stages: FakeStages, budget: int = BUDGET, load_finder: Callable[[], Finder] = load_finder
) -> Engine:
    """An engine of two cores on those stages, which run one item at a time."""
    stage_of = {name: replace(stage, counts=(1,)) for name, stage in cpu(2).stages.items()}
    policy, predictor = replace(cpu(2), stages=stage_of), Predictor(TABLE)
    admission = Admission(predictor, policy.fairness, budget)
    workers = WatchedWorkers(admission, Batcher(policy, predictor), [stages.run] * 2)
    workers.submitted = stages.submitted
    pipeline = Pipeline(stages, workers, OwnFonts(Path("no fonts of one's own")))  # type: ignore[arg-type]  # a fake is enough here
    return Engine(pipeline, workers, ImageLimits(), load_finder)


def file_of(width: int, height: int = 20) -> bytes:
    """A picture file."""
    return saved(pillow(np.zeros((height, width, 3), np.uint8)), "PNG")


def ask(engine: Engine, width: int, height: int = 20, within: float = 3600.0) -> Future[Page]:
    """The page to come of a picture of that size."""
    return engine.submit(ReadRequest(file_of(width, height), ReadOptions(), monotonic() + within))


def texts_of(future: Future[Page]) -> list[str]:
    """What stands on the page to come."""
    return [line.text for line in future.result(LONG_ENOUGH).lines]


def stages_of(stages: FakeStages, width: int) -> list[str]:
    """The stages that ran for the page of that width, in their order."""
    return [ran.stage for ran in stages.ran if ran.width == width]
