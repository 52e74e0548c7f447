"""The composition root of the engine process: loads the models and builds an engine on them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Literal, TypeVar

from models.catalog.catalog import embedder_model, model_sets, models
from models.catalog.model import ModelSet, StageModel, Task
from models.detection.detector import Detector
from models.fonts import embedder, strips
from models.fonts.embedder import FontEmbedder
from models.orientation.classifier import Classifier
from models.page import Size
from models.preprocess import canvas_at
from models.recognition.charset import load_charset
from models.recognition.doubt.alternatives import Candidates
from models.recognition.doubt.decision import usable
from models.recognition.doubt.last_layer import load_last_layer
from models.recognition.drafter import Drafter
from models.recognition.recognizer import Checks, Recognizer
from models.runtimes import DEVICES, RUNTIMES, Session
from models.runtimes.fixed_shapes import FixedShapeSession
from models.symbols import classifier as symbol_classifier
from models.symbols.classifier import SymbolClassifier
from service.batching.admission import Admission
from service.batching.batcher import Batcher
from service.batching.buckets import Bucket
from service.batching.policies.device_policies import DEVICE_POLICIES
from service.batching.policies.policy import Policy, StagePolicy
from service.batching.prediction.predictor import Predictor
from service.batching.stage import StageName
from service.batching.workers import Workers
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.imaging.decoding import ImageLimits
from service.process.allocator import return_large_blocks_to_system
from service.process.linear_algebra import multiply_on_calling_thread
from service.reading.fonts import CustomFonts
from service.reading.lazy import Lazy
from service.reading.pipeline import Pipeline
from service.reading.stages import LoadedModels, Stages

CANVASES = tuple(canvas_at(level, aspect) for level, aspect in product(range(-1, 11), range(-6, 7)))
"""The canvas sizes on a GPU. They suit all pictures except the smallest ones and the longest tiles."""

Device = Literal["cpu", "gpu"]
Sizes = Mapping[Task, tuple[Size, ...]]

Opened = TypeVar("Opened")


def sizes_of(device: Device, chosen: ModelSet) -> Sizes:
    """Task → width and height in pixels of each of its inputs on a GPU.

    A GPU takes long to prepare a new size. On a CPU inputs may have any size, and the result is empty.
    """
    if device == "cpu":
        return {}
    classifier, recognizer = chosen.classifier.parameters, chosen.recognizer.parameters
    return {
        "detect": CANVASES,
        "classify": ((classifier.width, classifier.height),),
        "recognize": tuple((width, recognizer.strip_height) for width in recognizer.strip_widths),
        "embed": tuple((width, strips.HEIGHT) for width in strips.WIDTHS),
    }


def open_engine(config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """Load the models and build an engine, without warming it up. For `on_defect` see `Workers`."""
    return engine_on(open_stages(config), config, on_defect)


def open_stages(config: EngineConfig) -> Stages:
    """Load the models, one copy for each number of streams of their stage. Raises DeviceMissing."""
    return_large_blocks_to_system()
    multiply_on_calling_thread()
    chosen, stages = model_sets()[config.models], _policy(config).stages
    charset = load_charset(chosen.recognizer, config.weights)
    canvases = _sizes(config).get("detect", ())
    classifier, recognizer = chosen.classifier.parameters, chosen.recognizer.parameters
    classified = _warm_counts(stages["classify"], classifier.width, classifier.height)
    recognized = partial(_warm_counts, stages["recognize"], height=recognizer.strip_height)
    layer = load_last_layer(chosen.recognizer, config.weights)
    checks = Checks(
        symbols=_open_symbols(max(stages["recognize"].streams)),
        candidates=Candidates(charset, layer, usable()) if layer else None,
    )
    loaded = LoadedModels(
        detectors=_opened(
            chosen.detector, config, lambda session: Detector(session, chosen.detector.parameters, canvases)
        ),
        classifiers=_opened(
            chosen.classifier, config, lambda session: Classifier(session, classifier, classified)
        ),
        recognizers=_opened(
            chosen.recognizer,
            config,
            lambda session: Recognizer(session, charset, recognizer, recognized, checks=checks),
        ),
        drafters=_open_drafters(config, checks.symbols),
    )
    return Stages(loaded, Lazy(partial(_open_embedder, config)), chosen)


def engine_on(stages: Stages, config: EngineConfig, on_defect: Callable[[], None] = lambda: None) -> Engine:
    """Build an engine on loaded models."""
    policy, predictor = _policy(config), Predictor(config.costs)
    admission = Admission(predictor, policy.fairness)
    workers = Workers(admission, Batcher(policy, predictor), [stages.run] * policy.workers, on_defect)
    parameters = model_sets()[config.models].recognizer.parameters
    pipeline = Pipeline(stages, workers, CustomFonts(config.fonts), parameters)
    return Engine(pipeline, workers, ImageLimits(max_side=config.max_side))


def _open_drafters(config: EngineConfig, symbols: SymbolClassifier | None) -> dict[int, Drafter]:
    """The drafter of the set, for each number of its streams.

    Empty if there is none, it is turned off, or the device has no stage for it.
    """
    model, stage = model_sets()[config.models].drafter, _policy(config).stages.get("draft")
    if not (config.drafts and model and model.parameters.trust and stage):
        return {}
    charset, parameters, trust = load_charset(model, config.weights), model.parameters, model.parameters.trust
    counts = partial(_warm_counts, stage, height=parameters.strip_height)
    checks = Checks(symbols=symbols)

    def drafter_on(session: Session) -> Drafter:
        return Drafter(Recognizer(session, charset, parameters, counts, checks=checks), trust)

    return _opened(model, config, drafter_on, "draft")


def _open_symbols(streams: int) -> SymbolClassifier:
    """The classifier that all streams of the recognizer share. It runs on the thread that recognizes."""
    model = models()[symbol_classifier.MODEL]
    return SymbolClassifier(RUNTIMES[symbol_classifier.RUNTIME](model, symbol_classifier.FOLDER, 1, streams))


def _open_embedder(config: EngineConfig) -> FontEmbedder:
    config = replace(config, weights=embedder.FOLDER)
    (opened,) = _opened(embedder_model(), config, FontEmbedder).values()
    return opened


def _policy(config: EngineConfig) -> Policy:
    return DEVICE_POLICIES[DEVICES[config.runtime]](config.threads, config.costs)


def _sizes(config: EngineConfig) -> Sizes:
    return sizes_of(DEVICES[config.runtime], model_sets()[config.models])


def _opened(
    model: StageModel,
    config: EngineConfig,
    on: Callable[[Session], Opened],
    stage_name: StageName | None = None,
) -> dict[int, Opened]:
    """Open a model once for each number of streams of its stage. Returns this number → the opened model.

    By default the stage has the name of the model's task.
    """
    policy = _policy(config)
    stage, sizes = policy.stages[stage_name or model.task], _sizes(config).get(model.task)
    model = model if config.integers else replace(model, ranges=None)
    opened = {}
    for streams in stage.streams:
        session = RUNTIMES[config.runtime](model, config.weights, policy.slots // streams, streams)
        opened[streams] = on(_with_fixed_shapes(session, stage, sizes) if sizes else session)
    return opened


def _warm_counts(stage: StagePolicy, width: int, height: int) -> Sequence[int]:
    """The batch sizes to warm up with. For padded batches, `_with_fixed_shapes` has run all sizes already."""
    return (1,) if stage.is_padded else stage.counts_of(Bucket(width, height))


def _with_fixed_shapes(session: Session, stage: StagePolicy, sizes: Sequence[Size]) -> Session:
    return FixedShapeSession(session, {size: stage.counts_of(Bucket(*size)) for size in sizes})
