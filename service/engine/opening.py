"""The engine's composition root: from names and folders to an engine that reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Literal

from models import classifier, recognizer
from models.catalog import Model, Task, model_sets
from models.charset import load_charset
from models.classifier import Classifier
from models.dbnet import DbParameters
from models.detector import Detector, DetectorParameters
from models.page import Size
from models.preprocess import CanvasRule
from models.recognizer import Recognizer
from models.runtimes import DEVICES, RUNTIMES, Session
from models.runtimes.finite import FiniteSession
from models.view import LookRule
from service.batching.admission import Admission
from service.batching.batcher import Batcher
from service.batching.buckets import Bucket
from service.batching.policy import FORMS, Policy, StagePolicy
from service.batching.predictor import Predictor
from service.batching.workers import Workers
from service.engine.allocator import give_large_blocks_back
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.engine.image import ImageLimits
from service.engine.pipeline import Pipeline
from service.engine.stages import Stages

DETECTOR = DetectorParameters(
    # 0.4 megapixels show where the lines of most screens stand, as well as their full size does, and how high
    # they are; a line of 16 pixels is found as it would be at any larger size.
    look=LookRule(CanvasRule(side=480, pixels=400_000, reduction=6, most=4_000_000), low=12, clear=16),
    db=DbParameters(pixel_threshold=0.2, region_threshold=0.45, unclip_ratio=1.4),
)
"""What was measured to suit PP-OCRv6 small, see docs/benchmarks.md; the thresholds are PaddleOCR's own."""


SIDES = (320, 480, 544, 640, 736, 832, 960, 1120, 1216, 1472, 1632, 1856, 2304, 2944)
CANVASES = tuple(canvas for canvas in product(SIDES, SIDES) if 230_000 <= canvas[0] * canvas[1] <= 4_200_000)
"""About what the rule gives for screens, photographs and printed pages, so that little of them is padding."""

SIZES: Mapping[Literal["cpu", "gpu"], Mapping[Task, tuple[Size, ...]]] = {
    "cpu": {},
    "gpu": {
        "detect": CANVASES,
        "classify": ((classifier.WIDTH, classifier.HEIGHT),),
        "recognize": tuple((width, recognizer.HEIGHT) for width in recognizer.WIDTHS),
    },
}
"""Kind of device → the widths and heights of all inputs, where it prepares a shape when that first comes."""


def open_engine(config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """Load the models, ready to read once they are warm; for `on_defect` see `Workers`."""
    return engine_on(open_stages(config), config, on_defect)


def open_stages(config: EngineConfig) -> Stages:
    """Load the models, for every way into which the device may be cut. Raises DeviceMissing."""
    give_large_blocks_back()
    chosen = model_sets()[config.models]
    charset = load_charset(chosen.recognizer, config.weights)
    parameters = replace(DETECTOR, canvases=SIZES[DEVICES[config.runtime]].get("detect", ()))
    return Stages(
        {cut: Detector(session, parameters) for cut, session in _sessions(chosen.detector, config)},
        {cut: Classifier(session) for cut, session in _sessions(chosen.classifier, config)},
        {cut: Recognizer(session, charset) for cut, session in _sessions(chosen.recognizer, config)},
    )


def engine_on(stages: Stages, config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """An engine that reads with models which are loaded."""
    policy, predictor = _policy(config), Predictor(config.costs)
    admission = Admission(predictor, policy.fairness)
    workers = Workers(admission, Batcher(policy, predictor), [stages.run] * policy.workers, on_defect)
    return Engine(Pipeline(stages, workers), workers, ImageLimits(max_side=config.max_side))


def _policy(config: EngineConfig) -> Policy:
    return FORMS[DEVICES[config.runtime]](config.threads)


def _sessions(model: Model, config: EngineConfig) -> Iterator[tuple[int, Session]]:
    """A session for each number of streams into which the model's stage may cut the device."""
    policy = _policy(config)
    stage, sizes = policy.stages[model.task], SIZES[DEVICES[config.runtime]].get(model.task)
    precise = model if config.integers else replace(model, ranges=None)
    for streams in stage.streams:
        threads = policy.slots // streams
        session = RUNTIMES[config.runtime](precise, config.weights, threads, streams)
        yield streams, _prepared(session, stage, sizes) if sizes else session


def _prepared(session: Session, stage: StagePolicy, sizes: Sequence[Size]) -> Session:
    return FiniteSession(session, {size: stage.counts_of(Bucket(*size)) for size in sizes})
