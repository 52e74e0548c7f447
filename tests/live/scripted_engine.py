"""An engine process whose behaviour is set by the width of each picture.

python -m tests.live.scripted_engine ADDRESS FOLDER
"""

import asyncio
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import numpy as np

from models.catalog.catalog import model_sets
from models.detection.search import Search
from models.detection.view import View
from models.page import Image, Page, Region
from service.batching.admission import Admission
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.policies.device_policies import cpu
from service.batching.prediction.cost import DEFAULT_TABLE, load_table
from service.batching.prediction.predictor import Predictor
from service.batching.workers import Workers
from service.engine.engine import Engine
from service.engine.progress import UNTOLD, Progress
from service.engine.server import serve
from service.errors import EngineBusy
from service.imaging.decoding import ImageLimits, decode
from service.reading.fonts import CustomFonts
from service.reading.pipeline import Pipeline
from service.request import ReadRequest
from tests.service.imaging.files import pillow, saved

PARAMETERS = model_sets()["ppocrv6-small"].recognizer.parameters

WORKERS = 8
"""The number of pictures that are decoded at the same time."""

PLAIN, BLOCKING, CRASHING, BUSY = 100, 200, 300, 400
"""Each behaviour has a hundred widths in pixels. These are the smallest.

A plain picture is read at once. A blocking picture is read when the file `go` exists in the folder. A
crashing picture kills the process. A busy picture is refused.
"""


def picture(width: int) -> bytes:
    """Returns a black PNG file of that width."""
    return saved(pillow(np.zeros((20, width, 3), np.uint8)), "PNG")


def width_of(png: bytes) -> int:
    """The width of a PNG file in pixels. PNG, third edition, section 11.2.1."""
    return int.from_bytes(png[16:20], "big")


class ScriptedStages:
    """Stages that find no lines. Each decoding is recorded in the folder."""

    has_drafter = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._behaviours: dict[int, Callable[[], None]] = {
            PLAIN: lambda: None,
            BLOCKING: self._block,
            CRASHING: lambda: os.kill(os.getpid(), signal.SIGKILL),
            BUSY: _refuse,
        }

    def first_search(self, picture: Image) -> Search:
        view = View.whole(picture, (100, 10))
        return Search.of(view, (view.part,))

    def second_search(self, first: Search, found: Sequence[Region]) -> None:
        """The first pass is always enough."""

    def bucket(self, stage: str, item: Any) -> Bucket:
        return Bucket(100, 10)

    def run(self, batch: Batch) -> Sequence[Any]:
        if batch.stage != "decode":
            return [[]]
        page = decode(batch.items[0])
        width = page.shape[1]
        record(self._folder, str(width))
        self._behaviours[width // 100 * 100]()
        return [page]

    def _block(self) -> None:
        while not (self._folder / "go").exists():
            time.sleep(0.01)


def _refuse() -> None:
    raise EngineBusy(7)


def record(folder: Path, event: str) -> None:
    """Create the file EVENT.PID in the folder."""
    (folder / f"{event}.{os.getpid()}").touch()


class RecordingEngine(Engine):
    """Records every request as shared or exclusive, and every cancellation."""

    folder: Path

    def submit(
        self,
        request: ReadRequest,
        *,
        exclusive: bool = False,
        progress: Progress = UNTOLD,
    ) -> Future[Page]:
        width = width_of(request.data)
        record(self.folder, f"{width}-exclusive" if exclusive else f"{width}-shared")

        def on_end(page: Future[Page]) -> None:
            if page.cancelled():
                record(self.folder, f"{width}-cancelled")

        page = super().submit(request, exclusive=exclusive, progress=progress)
        page.add_done_callback(on_end)
        return page


def open_scripted(folder: Path) -> Engine:
    costs, stages = load_table(DEFAULT_TABLE), ScriptedStages(folder)
    policy, predictor = cpu(WORKERS, costs), Predictor(costs)
    admission = Admission(predictor, policy.fairness)
    workers = Workers(admission, Batcher(policy, predictor), [stages.run] * WORKERS)
    fonts = CustomFonts(folder / "fonts.npz")
    pipeline = Pipeline(stages, workers, fonts, PARAMETERS)  # type: ignore[arg-type]  # a fake is enough here
    engine = RecordingEngine(pipeline, workers, ImageLimits())
    engine.folder = folder
    return engine


if __name__ == "__main__":
    asyncio.run(serve(open_scripted(Path(sys.argv[2])), sys.argv[1]))
