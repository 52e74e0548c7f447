"""The stages for one page: submit items of the page to a stage, and wait for the results."""

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol

from models.detection.view import View
from models.fonts.embedder import Embeddings
from models.page import Image, Region
from models.recognition.recognizer import RecognizedText
from service.batching.page_job import PageJob
from service.batching.stage import StageName
from service.batching.waiting import results
from service.batching.workers import Workers
from service.imaging.picture import Picture
from service.reading.crop import Crop, JoinedCrops
from service.reading.stages import Stages


class LineStages(Protocol):
    """The stages that work on lines. Results have the order of the items."""

    def classify(self, crops: Sequence[Crop]) -> list[bool]:
        """Whether each crop is upside-down."""

    def recognize(self, crops: Sequence[Crop | JoinedCrops]) -> list[RecognizedText]:
        """The text of each crop."""


@dataclass(frozen=True, slots=True, eq=False)
class PageStages:
    """The stages for the items of one page. Each method blocks until all items of the call are done.

    Raises DeadlineExceeded, CallerGone, EngineUnavailable, or the error of an item.
    """

    stages: Stages
    workers: Workers
    job: PageJob

    def decode(self, picture: Picture) -> Image:
        """The pixels of the page. Raises UnsupportedFormat, ImageSizeInvalid or UnreadableImage."""
        pages: list[Image] = self._results("decode", [picture])
        self.workers.record_decoded(self.job)
        return pages[0]

    def detect(self, views: Sequence[View]) -> list[list[Region]]:
        """The regions of each view."""
        return self._results("detect", views)

    def classify(self, crops: Sequence[Crop]) -> list[bool]:
        """Whether each crop is upside-down."""
        return self._results("classify", crops)

    def recognize(self, crops: Sequence[Crop | JoinedCrops]) -> list[RecognizedText]:
        """The text of each crop."""
        return self._results("recognize", crops)

    def recognize_all_lines(self, crops: Sequence[Crop]) -> list[RecognizedText]:
        """The text of each line of the page, by the drafter where its reading is trusted.

        Corrects the predicted work of the page by its lines.
        """
        drafts = self._drafts(crops)
        futures = self._submit(
            "recognize", [crop for crop, draft in zip(crops, drafts, strict=True) if not draft]
        )
        self.workers.record_lines_submitted(self.job)
        read = iter(results(futures, self.job.deadline))
        return [draft or next(read) for draft in drafts]

    def _drafts(self, crops: Sequence[Crop]) -> Sequence[RecognizedText | None]:
        """The trusted text of each crop, otherwise None."""
        return self._results("draft", crops) if self.stages.has_drafter else [None] * len(crops)

    def embed(self, crops: Sequence[Crop | JoinedCrops]) -> list[Embeddings]:
        """The font embedding of each crop: float32 (128,)."""
        return self._results("embed", crops)

    def _results(self, stage: StageName, items: Sequence[Any]) -> list[Any]:
        return results(self._submit(stage, items), self.job.deadline)

    def _submit(self, stage: StageName, items: Sequence[Any]) -> list[Future[Any]]:
        orders = [(self.stages.bucket(stage, item), item) for item in items]
        return self.workers.submit(self.job, stage, orders)
