"""The stages of a page: the bucket of each item, and the function that runs a batch."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

from models.catalog.model import ModelSet
from models.detection.detector import Detector
from models.detection.search import Search
from models.fonts import strips
from models.fonts.embedder import Embeddings, FontEmbedder
from models.orientation.classifier import Classifier
from models.page import Image, Region
from models.recognition.drafter import Drafter
from models.recognition.recognizer import RecognizedText, Recognizer
from service.batching.batcher import Batch
from service.batching.buckets import Bucket
from service.batching.stage import StageName
from service.imaging.decoding import decode
from service.imaging.picture import Picture
from service.reading.crop import Crop, JoinedCrops
from service.reading.lazy import Lazy


@dataclass(frozen=True, slots=True)
class StageHandler:
    """One stage: maps an item to its bucket, and a batch to one result for each item."""

    bucket: Callable[[Any], Bucket]
    run: Callable[[Batch], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class LoadedModels:
    """The models of a page, one copy for each number of streams. Without a drafter `drafters` is empty."""

    detectors: Mapping[int, Detector]
    classifiers: Mapping[int, Classifier]
    recognizers: Mapping[int, Recognizer]
    drafters: Mapping[int, Drafter]


class Stages:
    """The models of all stages."""

    def __init__(self, loaded: LoadedModels, embedder: Lazy[FontEmbedder], models: ModelSet) -> None:
        direction, lines = models.classifier.parameters, models.recognizer.parameters
        drafts = (models.drafter or models.recognizer).parameters
        self._loaded = loaded
        self._detector = next(iter(loaded.detectors.values()))
        self._embedder = embedder
        self._handlers: Mapping[StageName, StageHandler] = {
            "decode": StageHandler(_picture_bucket, _decode),
            "detect": StageHandler(lambda view: Bucket(*self._detector.canvas(view)), self._detect),
            "classify": StageHandler(lambda _: Bucket(direction.width, direction.height), self._classify),
            "draft": StageHandler(lambda crop: crop.bucket(drafts), self._draft),
            "recognize": StageHandler(lambda crop: crop.bucket(lines), self._recognize),
            "embed": StageHandler(_embedder_bucket, self._embed),
        }

    @property
    def has_drafter(self) -> bool:
        """Whether there is a stage `draft`."""
        return bool(self._loaded.drafters)

    def first_search(self, picture: Image) -> Search:
        """The first pass of the detector over a page or a tile, see `models.detection.search`."""
        return self._detector.first_search(picture)

    def second_search(self, first: Search, found: Sequence[Region]) -> Search | None:
        """The second pass, given the regions of the first one. None if the first one was enough."""
        return self._detector.second_search(first, found)

    def bucket(self, stage: StageName, item: Any) -> Bucket:
        """The padded input size of a picture, view or crop. It depends on the stage and the item alone."""
        return self._handlers[stage].bucket(item)

    def run(self, batch: Batch) -> Sequence[Any]:
        """Run a batch. Returns one result for each item; `PageStages` has the types of each stage."""
        return self._handlers[batch.stage].run(batch)

    def warm(self) -> None:
        """Run every model at its common shapes, on all streams at once: each stream prepares its own."""
        loaded = self._loaded
        for copies in (loaded.detectors, loaded.classifiers, loaded.recognizers, loaded.drafters):
            for streams, model in copies.items():
                _run_concurrently(streams, model.warm)

    def _detect(self, batch: Batch) -> list[list[Region]]:
        return self._loaded.detectors[batch.streams].regions(batch.items)

    def _classify(self, batch: Batch) -> list[bool]:
        return self._loaded.classifiers[batch.streams].are_upside_down([crop.pixels for crop in batch.items])

    def _recognize(self, batch: Batch) -> list[RecognizedText]:
        with_cells = [crop.with_characters for crop in batch.items]
        return self._loaded.recognizers[batch.streams].read([crop.pixels for crop in batch.items], with_cells)

    def _draft(self, batch: Batch) -> list[RecognizedText | None]:
        with_cells = [crop.with_characters for crop in batch.items]
        return self._loaded.drafters[batch.streams].read([crop.pixels for crop in batch.items], with_cells)

    def _embed(self, batch: Batch) -> list[Embeddings]:
        lines = [strips.scaled(crop.pixels) for crop in batch.items]
        return list(self._embedder.get().embed(lines))


def _picture_bucket(picture: Picture) -> Bucket:
    return Bucket(picture.width, picture.height)


def _embedder_bucket(crop: Crop | JoinedCrops) -> Bucket:
    return Bucket(strips.bucket(crop.length(strips.HEIGHT)), strips.HEIGHT)


def _decode(batch: Batch) -> list[Image]:
    return [decode(picture) for picture in batch.items]


def _run_concurrently(count: int, call: Callable[[], None]) -> None:
    """Call a function on `count` threads. None of the calls starts before all threads run."""
    barrier = Barrier(count)

    def wait_and_call() -> None:
        barrier.wait()
        call()

    with ThreadPoolExecutor(count) as threads:
        for call_result in [threads.submit(wait_and_call) for _ in range(count)]:
            call_result.result()
