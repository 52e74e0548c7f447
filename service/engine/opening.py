"""The engine's composition root: from names and folders to an engine that reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Literal

from models.catalog.catalog import Model, Task, model_sets, models
from models.detection.dbnet import DbParameters
from models.detection.detector import Detector, DetectorParameters
from models.detection.view import LookRule
from models.fonts import embedder, strips
from models.fonts.embedder import FontEmbedder
from models.orientation import classifier
from models.orientation.classifier import Classifier
from models.page import Size
from models.preprocess import CanvasRule, canvas_of
from models.recognition import recognizer
from models.recognition.charset import load_charset
from models.recognition.recognizer import Recognizer
from models.runtimes import DEVICES, RUNTIMES, Session
from models.runtimes.fixed_shapes import FiniteSession
from service.batching.admission import Admission
from service.batching.batcher import Batcher
from service.batching.buckets import Bucket
from service.batching.policy import FORMS, Policy, StagePolicy
from service.batching.predictor import Predictor
from service.batching.workers import Workers
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.imaging.decoding import ImageLimits
from service.process.allocator import give_large_blocks_back
from service.reading.fonts import OwnFonts
from service.reading.lazy import Lazy
from service.reading.pipeline import Pipeline
from service.reading.stages import Stages

DETECTOR = DetectorParameters(
    # 0.4 megapixels show where the lines of most screens stand, as well as their full size does, and how high
    # they are; a line of 14 pixels is found as well as at any larger size.
    look=LookRule(CanvasRule(side=480, pixels=400_000, reduction=6, most=4_000_000), low=12, clear=14),
    db=DbParameters(pixel_threshold=0.2, region_threshold=0.45, unclip_ratio=1.4),
)
"""What was measured to suit PP-OCRv6 small, see docs/benchmarks.md; the thresholds are PaddleOCR's own."""


CANVASES = tuple(canvas_of(level, shape) for level, shape in product(range(-1, 11), range(-6, 7)))
"""What the rule gives for all but the smallest pictures and the longest tiles, so that nothing is padded."""

SIZES: Mapping[Literal["cpu", "gpu"], Mapping[Task, tuple[Size, ...]]] = {
    "cpu": {},
    "gpu": {
        "detect": CANVASES,
        "classify": ((classifier.WIDTH, classifier.HEIGHT),),
        "recognize": tuple((width, recognizer.HEIGHT) for width in recognizer.WIDTHS),
        "embed": tuple((width, strips.HEIGHT) for width in strips.WIDTHS),
    },
}
"""Kind of device → the widths and heights of all inputs, where it prepares a shape when that first comes."""


def open_engine(config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """Load the models, ready to read once they are warm; for `on_defect` see `Workers`."""
    return engine_on(open_stages(config), config, on_defect)


def open_stages(config: EngineConfig) -> Stages:
    """Load the models, for every way into which the device may be cut. Raises DeviceMissing."""
    give_large_blocks_back()
    chosen, stages = model_sets()[config.models], _policy(config).stages
    charset = load_charset(chosen.recognizer, config.weights)
    parameters = replace(DETECTOR, canvases=SIZES[DEVICES[config.runtime]].get("detect", ()))
    direction = _unseen(stages["classify"], classifier.WIDTH, classifier.HEIGHT)
    lines = partial(_unseen, stages["recognize"], height=recognizer.HEIGHT)
    return Stages(
        {cut: Detector(session, parameters) for cut, session in _sessions(chosen.detector, config)},
        {cut: Classifier(session, direction) for cut, session in _sessions(chosen.classifier, config)},
        {cut: Recognizer(session, charset, lines) for cut, session in _sessions(chosen.recognizer, config)},
        Lazy(partial(_open_embedder, config)),
    )


def engine_on(stages: Stages, config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """An engine that reads with models which are loaded."""
    policy, predictor = _policy(config), Predictor(config.costs)
    admission = Admission(predictor, policy.fairness)
    workers = Workers(admission, Batcher(policy, predictor), [stages.run] * policy.workers, on_defect)
    pipeline = Pipeline(stages, workers, OwnFonts(config.fonts))
    return Engine(pipeline, workers, ImageLimits(max_side=config.max_side))


def _open_embedder(config: EngineConfig) -> FontEmbedder:
    ((_, session),) = _sessions(models()[embedder.MODEL], replace(config, weights=embedder.FOLDER))
    return FontEmbedder(session)


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


def _unseen(stage: StagePolicy, width: int, height: int) -> Sequence[int]:
    """How many inputs are in the batches to warm up with; where blanks fill them, all ran in `_prepared`."""
    return (1,) if stage.is_padded else stage.counts_of(Bucket(width, height))


def _prepared(session: Session, stage: StagePolicy, sizes: Sequence[Size]) -> Session:
    return FiniteSession(session, {size: stage.counts_of(Bucket(*size)) for size in sizes})
