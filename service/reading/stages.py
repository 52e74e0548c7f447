"""What is done to a page, stage by stage: the size that an item is padded to, and how a batch is run."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

from models.catalog.catalog import ModelSet
from models.detection.detector import Detector
from models.detection.search import Search
from models.fonts import strips
from models.fonts.embedder import Embeddings, FontEmbedder
from models.orientation.classifier import Classifier
from models.page import Image, Region
from models.recognition.recognizer import RecognizedText, Recognizer
from service.batching.batcher import Batch
from service.batching.buckets import Bucket
from service.imaging.decoding import decode
from service.imaging.picture import Picture
from service.reading.crop import Crop, Pieces
from service.reading.lazy import Lazy


@dataclass(frozen=True, slots=True)
class Stage:
    """One of them: item to bucket, batch to one result for each item."""

    bucket: Callable[[Any], Bucket]
    run: Callable[[Batch], Sequence[Any]]


class Stages:
    """The models, each opened once for every number of streams into which its stage may cut the device."""

    def __init__(
        self,
        detectors: Mapping[int, Detector],
        classifiers: Mapping[int, Classifier],
        recognizers: Mapping[int, Recognizer],
        embedder: Lazy[FontEmbedder],
        models: ModelSet,
    ) -> None:
        direction, lines = models.classifier.parameters, models.recognizer.parameters
        self._detectors = detectors
        self._detector = next(iter(detectors.values()))
        self._classifiers = classifiers
        self._recognizers = recognizers
        self._embedder = embedder
        self._stages = {
            "decode": Stage(_size, _decode),
            "detect": Stage(lambda view: Bucket(*self._detector.canvas(view)), self._detect),
            "classify": Stage(lambda _: Bucket(direction.width, direction.height), self._classify),
            "recognize": Stage(lambda crop: crop.bucket(lines), self._recognize),
            "embed": Stage(_embedded_size, self._embed),
        }

    def first_search(self, picture: Image) -> Search:
        """The first pass of the detector over a page or a tile; see `models.detection.search`."""
        return self._detector.first_search(picture)

    def second_search(self, first: Search, found: Sequence[Region]) -> Search | None:
        """The second pass, given the regions of the first one. None where the first one was enough."""
        return self._detector.second_search(first, found)

    def bucket(self, stage: str, item: Any) -> Bucket:
        """The size that a picture, view or crop is padded to for a stage: a function of the item alone."""
        return self._stages[stage].bucket(item)

    def run(self, batch: Batch) -> Sequence[Any]:
        """A result for each item: a page, regions, whether a crop is upside-down, a reading, an embedding."""
        return self._stages[batch.stage].run(batch)

    def warm(self) -> None:
        """Run every model on its common shapes, on all streams at once, for each prepares them for itself."""
        for opened in (self._detectors, self._classifiers, self._recognizers):
            for streams, model in opened.items():
                _side_by_side(streams, model.warm)

    def _detect(self, batch: Batch) -> list[list[Region]]:
        return self._detectors[batch.streams].regions(batch.items)

    def _classify(self, batch: Batch) -> list[bool]:
        return self._classifiers[batch.streams].are_upside_down([crop.pixels for crop in batch.items])

    def _recognize(self, batch: Batch) -> list[RecognizedText]:
        crops = batch.items
        read = self._recognizers[batch.streams].read
        return read([crop.pixels for crop in crops], [crop.spelt for crop in crops])

    def _embed(self, batch: Batch) -> list[Embeddings]:
        shown = [strips.scaled(each.pixels) for each in batch.items]
        return list(self._embedder.get().embed(shown))


def _size(picture: Picture) -> Bucket:
    return Bucket(picture.width, picture.height)


def _embedded_size(line: Crop | Pieces) -> Bucket:
    return Bucket(strips.bucket(line.length(strips.HEIGHT)), strips.HEIGHT)


def _decode(batch: Batch) -> list[Image]:
    return [decode(picture) for picture in batch.items]


def _side_by_side(count: int, call: Callable[[], None]) -> None:
    together = Barrier(count)

    def meet_and_call() -> None:
        together.wait()
        call()

    with ThreadPoolExecutor(count) as threads:
        for done in [threads.submit(meet_and_call) for _ in range(count)]:
            done.result()
