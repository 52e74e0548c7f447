"""The engine's composition root: from names and folders to loaded, warmed models."""

from models.catalog import model_sets
from models.charset import load_charset
from models.classifier import Classifier
from models.dbnet import DbParameters
from models.detector import Detector, DetectorParameters
from models.preprocess import CanvasRule
from models.recognizer import Recognizer
from models.runtimes import RUNTIMES
from service.engine.allocator import give_large_blocks_back
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.engine.image import ImageLimits
from service.engine.pipeline import Pipeline

DETECTOR = DetectorParameters(
    # 0.7 megapixels read screens, receipts and the corpus no worse than full size does, in half the time; a
    # larger page keeps its small print when it shrinks by no more than the square root of 3.
    canvas=CanvasRule(side=640, pixels=700_000, reduction=3, most=4_000_000),
    db=DbParameters(pixel_threshold=0.2, region_threshold=0.45, unclip_ratio=1.4),
)
"""What was measured to suit PP-OCRv6 small, see docs/benchmarks.md; the thresholds are PaddleOCR's own."""


def open_pipeline(config: EngineConfig) -> Pipeline:
    """Load the models. A page alone is detected on all threads; crops are read on one thread each."""
    chosen, open_session = model_sets()[config.models], RUNTIMES[config.runtime]
    detector = open_session(chosen.detector, config.weights, config.threads, 1)
    classifier = open_session(chosen.classifier, config.weights, 1, config.threads)
    recognizer = open_session(chosen.recognizer, config.weights, 1, config.threads)
    return Pipeline(
        Detector(detector, DETECTOR),
        Classifier(classifier),
        Recognizer(recognizer, load_charset(chosen.recognizer, config.weights)),
        config.threads,
    )


def open_engine(config: EngineConfig) -> Engine:
    """Load and warm the models, ready to read."""
    give_large_blocks_back()
    pipeline = open_pipeline(config)
    pipeline.warm()
    return Engine(pipeline, ImageLimits(max_side=config.max_side), config.threads)
