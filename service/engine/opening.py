"""The engine's composition root: from names and folders to an engine that reads."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Literal

from models.catalog.catalog import Model, ModelSet, Task, model_sets, models
from models.detection.detector import Detector
from models.fonts import embedder, strips
from models.fonts.embedder import FontEmbedder
from models.orientation.classifier import Classifier
from models.page import Size
from models.preprocess import canvas_at
from models.recognition.charset import load_charset
from models.recognition.recognizer import Recognizer
from models.runtimes import DEVICES, RUNTIMES, Session
from models.runtimes.fixed_shapes import FiniteSession
from service.batching.admission import Admission
from service.batching.batcher import Batcher
from service.batching.buckets import Bucket
from service.batching.forms import FORMS
from service.batching.policy import Policy, StagePolicy
from service.batching.predictor import Predictor
from service.batching.workers import Workers
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.imaging.decoding import ImageLimits
from service.process.allocator import return_large_blocks_to_system
from service.reading.fonts import CustomFonts
from service.reading.lazy import Lazy
from service.reading.pipeline import Pipeline
from service.reading.stages import Stages

CANVASES = tuple(canvas_at(level, aspect) for level, aspect in product(range(-1, 11), range(-6, 7)))
"""What the rule gives for all but the smallest pictures and the longest tiles, so that nothing is padded."""

Device = Literal["cpu", "gpu"]
Sizes = Mapping[Task, tuple[Size, ...]]


def sizes_of(device: Device, chosen: ModelSet) -> Sizes:
    """The widths and heights of all inputs of each task, where a device takes long to prepare for each."""
    if device == "cpu":
        return {}
    direction, lines = chosen.classifier.parameters, chosen.recognizer.parameters
    return {
        "detect": CANVASES,
        "classify": ((direction.width, direction.height),),
        "recognize": tuple((width, lines.strip_height) for width in lines.strip_widths),
        "embed": tuple((width, strips.HEIGHT) for width in strips.WIDTHS),
    }


def open_engine(config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """Load the models, ready to read once they are warm; for `on_defect` see `Workers`."""
    return engine_on(open_stages(config), config, on_defect)


def open_stages(config: EngineConfig) -> Stages:
    """Load the models, for every way into which the device may be cut. Raises DeviceMissing."""
    return_large_blocks_to_system()
    chosen, policy = model_sets()[config.models], _policy(config).stages
    charset = load_charset(chosen.recognizer, config.weights)
    detector, classifier = chosen.detector.parameters, chosen.classifier.parameters
    recognizer = chosen.recognizer.parameters
    canvases = _sizes(config).get("detect", ())
    crops = _warmed(policy["classify"], classifier.width, classifier.height)
    lines = partial(_warmed, policy["recognize"], height=recognizer.strip_height)
    return Stages(
        detectors={
            cut: Detector(session, detector, canvases) for cut, session in _sessions(chosen.detector, config)
        },
        classifiers={
            cut: Classifier(session, classifier, crops)
            for cut, session in _sessions(chosen.classifier, config)
        },
        recognizers={
            cut: Recognizer(session, charset, recognizer, lines)
            for cut, session in _sessions(chosen.recognizer, config)
        },
        embedder=Lazy(partial(_open_embedder, config)),
        models=chosen,
    )


def engine_on(stages: Stages, config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """An engine that reads with models which are loaded."""
    policy, predictor = _policy(config), Predictor(config.costs)
    admission = Admission(predictor, policy.fairness)
    workers = Workers(admission, Batcher(policy, predictor), [stages.run] * policy.workers, on_defect)
    parameters = model_sets()[config.models].recognizer.parameters
    pipeline = Pipeline(stages, workers, CustomFonts(config.fonts), parameters)
    return Engine(pipeline, workers, ImageLimits(max_side=config.max_side))


def _open_embedder(config: EngineConfig) -> FontEmbedder:
    ((_, session),) = _sessions(models()[embedder.MODEL], replace(config, weights=embedder.FOLDER))
    return FontEmbedder(session)


def _policy(config: EngineConfig) -> Policy:
    return FORMS[DEVICES[config.runtime]](config.threads, config.costs)


def _sizes(config: EngineConfig) -> Sizes:
    return sizes_of(DEVICES[config.runtime], model_sets()[config.models])


def _sessions(model: Model, config: EngineConfig) -> Iterator[tuple[int, Session]]:
    """A session for each number of streams into which the model's stage may cut the device."""
    policy = _policy(config)
    stage, sizes = policy.stages[model.task], _sizes(config).get(model.task)
    precise = model if config.integers else replace(model, ranges=None)
    for streams in stage.streams:
        threads = policy.slots // streams
        session = RUNTIMES[config.runtime](precise, config.weights, threads, streams)
        yield streams, _prepared(session, stage, sizes) if sizes else session


def _warmed(stage: StagePolicy, width: int, height: int) -> Sequence[int]:
    """How many inputs are in the batches to warm up with; where blanks fill them, all ran in `_prepared`."""
    return (1,) if stage.is_padded else stage.counts_of(Bucket(width, height))


def _prepared(session: Session, stage: StagePolicy, sizes: Sequence[Size]) -> Session:
    return FiniteSession(session, {size: stage.counts_of(Bucket(*size)) for size in sizes})
