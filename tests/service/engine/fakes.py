"""An engine on fake stages that a test can block, for tests of everything except the models."""

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

from models.catalog.catalog import model_sets
from models.detection.search import Search
from models.detection.view import View
from models.page import Image, Page, Quad, Region
from models.recognition.recognizer import RecognizedText
from service.batching.admission import DEFAULT_LIMITS, Admission, AdmissionLimits
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.policies.device_policies import cpu
from service.batching.policies.fairness import Fairness
from service.batching.prediction.cost import table_of
from service.batching.prediction.predictor import Predictor
from service.engine.engine import Engine
from service.imaging.decoding import ImageLimits, decode
from service.reading.contacts import ContactFinder, load_contact_finder
from service.reading.fonts import CustomFonts
from service.reading.pipeline import Pipeline
from service.request import ReadOptions, ReadRequest
from tests.service.engine.watched_workers import WatchedWorkers
from tests.service.imaging.files import pillow, saved

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters

LONG_ENOUGH = 10.0
"""Seconds after which a test fails. No test waits for this time to pass."""

TABLE = table_of(
    "a machine of round figures",
    (
        ("page", 1, 1, 1000, 10.0),
        ("decode", 2, 1, 1000, 20.0),
        ("detect", 2, 1, 1000, 20.0),
        ("classify", 2, 1, 1000, 20.0),
        ("draft", 2, 1, 1000, 10.0),
        ("recognize", 2, 1, 1000, 100.0),
        ("embed", 2, 1, 1000, 10.0),
    ),
)
"""The work of a page is 10 ms of the machine for every thousand pixels, and 50 ms for each of its lines."""


class Ran(NamedTuple):
    """One batch of one item: its stage, the number of streams, and the width of its picture."""

    stage: str
    streams: int
    width: int


class FakeStages:
    """Stages that read the picture's width as the text of every line. A picture has one line by default.

    With a drafter the drafts have the text "draft". Those in `untrusted` are not trusted.
    """

    has_drafter = False

    def __init__(self) -> None:
        self.ran: list[Ran] = []
        self.lines: dict[int, int] = defaultdict(lambda: 1)
        self.failures: dict[tuple[str, int], type[Exception]] = {}
        self.scores: dict[int, float] = defaultdict(lambda: 1.0)
        self.untrusted: set[int] = set()
        """Rows of lines, see `_quad`."""

        self.freed: list[Event] = []
        """One event for each decoded page, set when its pixels are freed."""

        self.unblocked_widths: set[int] = set()
        """Widths of pictures that blocked stages still read."""

        self.submitted: Queue[str] = Queue()
        self._started: Queue[Ran] = Queue()
        self._blocked: dict[str, Semaphore] = {}

    def block(self, stage: str) -> None:
        """Keep every batch of the stage running until `release`."""
        self._blocked[stage] = Semaphore(0)

    def release(self, stage: str, count: int = 1000) -> None:
        """Release the next `count` batches of the stage."""
        self._blocked[stage].release(count)

    def release_all(self) -> None:
        """Release every stage."""
        for stage in self._blocked:
            self.release(stage)

    def next_started(self) -> Ran:
        """The next batch that started to run, in order."""
        return self._started.get(timeout=LONG_ENOUGH)

    def wait_submitted(self, stage: str) -> None:
        """Wait until a page has submitted its entries for a stage. Each submission ends one wait."""
        while self.submitted.get(timeout=LONG_ENOUGH) != stage:
            pass

    def first_search(self, picture: Image) -> Search:
        view = View.whole(picture, (100, 10))
        return Search.of(view, (view.part,))

    def second_search(self, first: Search, found: Sequence[Region]) -> None:
        """The first pass is always enough."""

    def bucket(self, stage: str, item: Any) -> Bucket:
        return Bucket(100, 10)

    def run(self, batch: Batch) -> Sequence[Any]:
        (item,) = batch.items
        ran = Ran(batch.stage, batch.streams, _width(batch.stage, item))
        self.ran.append(ran)
        self._started.put(ran)
        if batch.stage in self._blocked and ran.width not in self.unblocked_widths:
            assert self._blocked[batch.stage].acquire(timeout=LONG_ENOUGH)
        if failure := self.failures.get((ran.stage, ran.width)):
            raise failure
        return [self._result(batch.stage, ran.width, item)]

    def _result(self, stage: str, width: int, item: Any) -> Any:
        if stage == "decode":
            page = decode(item)
            self.freed.append(Event())
            weakref.finalize(page, self.freed[-1].set)
            return page
        if stage == "detect":
            return [Region(_quad(i), 1.0) for i in range(self.lines[width])]
        if stage == "draft":
            is_trusted = round(float(item.quad[0, 1])) not in self.untrusted
            return RecognizedText("draft", 1.0) if is_trusted else None
        if stage == "embed":
            return np.full(128, 128**-0.5, np.float32)
        return stage == "classify" or RecognizedText(str(width), self.scores[width])


def _width(stage: str, item: Any) -> int:
    if stage == "decode":
        return int(item.width)
    return int((item.picture if stage == "detect" else item.page).shape[1])


def _quad(row: int) -> Quad:
    return np.array([[0, row], [3, row], [3, row + 1], [0, row + 1]], np.float32)


def fake_engine(
    stages: FakeStages,
    memory: int = DEFAULT_LIMITS.memory,
    load_contact_finder: Callable[[], ContactFinder] = load_contact_finder,
) -> Engine:
    """An engine of two cores on fake stages, which run one item at a time."""
    policy, predictor = cpu(2, TABLE), Predictor(TABLE)
    stage_policies = {name: replace(stage, counts=(1,)) for name, stage in policy.stages.items()}
    policy = replace(policy, stages=stage_policies, fairness=Fairness(grace=100))
    admission = Admission(predictor, policy.fairness, AdmissionLimits(memory=memory))
    workers = WatchedWorkers(admission, Batcher(policy, predictor), [stages.run] * 2)
    workers.submitted = stages.submitted
    pipeline = Pipeline(stages, workers, CustomFonts(Path("no custom fonts")), PARAMETERS)  # type: ignore[arg-type]  # a fake
    return Engine(pipeline, workers, ImageLimits(), load_contact_finder)


def picture_file(width: int, height: int = 20) -> bytes:
    """A black PNG of that size."""
    return saved(pillow(np.zeros((height, width, 3), np.uint8)), "PNG")


def submit(engine: Engine, width: int, height: int = 20, within: float = 3600.0) -> Future[Page]:
    """Submit a picture of that size with a deadline in `within` seconds."""
    return engine.submit(ReadRequest(picture_file(width, height), ReadOptions(), monotonic() + within))


def texts(page: Future[Page]) -> list[str]:
    """The texts of the lines of a page, once it is read."""
    return [line.text for line in page.result(LONG_ENOUGH).lines]


def stages_run(stages: FakeStages, width: int) -> list[str]:
    """The stages that ran for the page of that width, in order."""
    return [ran.stage for ran in stages.ran if ran.width == width]
