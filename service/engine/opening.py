"""The engine's composition root: from names and folders to an engine that reads."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from models.catalog import Model, model_sets
from models.charset import load_charset
from models.classifier import Classifier
from models.dbnet import DbParameters
from models.detector import Detector, DetectorParameters
from models.preprocess import CanvasRule
from models.recognizer import Recognizer
from models.runtimes import RUNTIMES, Session
from service.batching.admission import Admission
from service.batching.batcher import Batcher
from service.batching.policy import FORMS, Policy
from service.batching.predictor import Predictor
from service.batching.workers import Workers
from service.engine.allocator import give_large_blocks_back
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.engine.image import ImageLimits
from service.engine.pipeline import Pipeline
from service.engine.stages import Stages

DETECTOR = DetectorParameters(
    # 0.7 megapixels read screens, receipts and the corpus no worse than full size does, in half the time; a
    # larger page keeps its small print when it shrinks by no more than the square root of 3.
    canvas=CanvasRule(side=640, pixels=700_000, reduction=3, most=4_000_000),
    db=DbParameters(pixel_threshold=0.2, region_threshold=0.45, unclip_ratio=1.4),
)
"""What was measured to suit PP-OCRv6 small, see docs/benchmarks.md; the thresholds are PaddleOCR's own."""


def open_engine(config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """Load the models, ready to read once they are warm; for `on_defect` see `Workers`."""
    return engine_on(open_stages(config), config, on_defect)


def open_stages(config: EngineConfig) -> Stages:
    """Load the models, for every way into which the cores may be cut."""
    give_large_blocks_back()
    chosen, policy = model_sets()[config.models], FORMS["cpu"](config.threads)
    charset = load_charset(chosen.recognizer, config.weights)
    return Stages(
        {cut: Detector(session, DETECTOR) for cut, session in _sessions(chosen.detector, config, policy)},
        {cut: Classifier(session) for cut, session in _sessions(chosen.classifier, config, policy)},
        {cut: Recognizer(session, charset) for cut, session in _sessions(chosen.recognizer, config, policy)},
    )


def engine_on(stages: Stages, config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """An engine that reads with models which are loaded."""
    policy, predictor = FORMS["cpu"](config.threads), Predictor(config.costs)
    admission = Admission(predictor, policy.fairness)
    workers = Workers(admission, Batcher(policy, predictor), [stages.run] * policy.slots, on_defect)
    return Engine(Pipeline(stages, workers), workers, ImageLimits(max_side=config.max_side))


def _sessions(model: Model, config: EngineConfig, policy: Policy) -> Iterator[tuple[int, Session]]:
    """A session for each number of streams into which the model's stage may cut the cores."""
    precise = model if config.integers else replace(model, ranges=None)
    for streams in policy.stages[model.task].streams:
        threads = policy.slots // streams
        yield streams, RUNTIMES[config.runtime](precise, config.weights, threads, streams)
