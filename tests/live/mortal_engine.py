"""An engine process that reads, waits for a file, refuses, or dies over a picture, as its width says.

python -m tests.live.mortal_engine ADDRESS FOLDER
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

from models.detection.view import View
from models.page import Image, Page, Quad
from service.batching.admission import Admission
from service.batching.batcher import Batch, Batcher
from service.batching.buckets import Bucket
from service.batching.cost import DEFAULT_TABLE, load_table
from service.batching.policy import cpu
from service.batching.predictor import Predictor
from service.batching.workers import Workers
from service.engine.engine import Engine
from service.engine.server import serve
from service.errors import EngineBusy
from service.imaging.decoding import ImageLimits, decode
from service.reading.fonts import OwnFonts
from service.reading.pipeline import Pipeline
from service.request import ReadRequest
from tests.service.imaging.files import pillow, saved

WORKERS = 8
"""So many pictures are decoded side by side."""

PLAIN, SLOW, DEADLY, BUSY = 100, 200, 300, 400
"""The kinds of pictures, by the first of the hundred widths of each."""


def picture(width: int) -> bytes:
    """The file."""
    return saved(pillow(np.zeros((20, width, 3), np.uint8)), "PNG")


class MortalStages:
    """Finds no lines; notes in the folder what it has taken up, one file a picture and process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._deeds: dict[int, Callable[[], None]] = {
            PLAIN: lambda: None,
            SLOW: self._wait,
            DEADLY: lambda: os.kill(os.getpid(), signal.SIGKILL),
            BUSY: _refuse,
        }

    def view(self, picture: Image) -> View:
        return View(picture, (100, 10))

    def closer(self, view: View, found: Sequence[Quad]) -> None:
        """Once is enough."""

    def bucket(self, stage: str, item: Any) -> Bucket:
        return Bucket(100, 10)

    def run(self, batch: Batch) -> Sequence[Any]:
        if batch.stage != "decode":
            return [[]]
        page = decode(batch.items[0])
        width = page.shape[1]
        note(self._folder, str(width))
        self._deeds[width // 100 * 100]()
        return [page]

    def _wait(self) -> None:
        while not (self._folder / "go").exists():
            time.sleep(0.01)


def _refuse() -> None:
    raise EngineBusy(7)


def note(folder: Path, what: str) -> None:
    """Leave word of this process."""
    (folder / f"{what}.{os.getpid()}").touch()


class NotingEngine(Engine):
    """Notes what it is asked for, what of that alone, and of what it is told that nobody waits for it."""

    folder: Path

    def submit(
        self,
        request: ReadRequest,
        *,
        exclusive: bool = False,
        before_decoding: Callable[[], None] = lambda: None,
    ) -> Future[Page]:
        width = int.from_bytes(request.data[16:20], "big")  # PNG, third edition, section 11.2.1
        note(self.folder, f"{width}-alone" if exclusive else f"{width}-beside-others")

        def ended(page: Future[Page]) -> None:
            if page.cancelled():
                note(self.folder, f"{width}-given-up")

        page = super().submit(request, exclusive=exclusive, before_decoding=before_decoding)
        page.add_done_callback(ended)
        return page


def open_mortal(folder: Path) -> Engine:
    policy, predictor, stages = cpu(WORKERS), Predictor(load_table(DEFAULT_TABLE)), MortalStages(folder)
    admission = Admission(predictor, policy.fairness)
    workers = Workers(admission, Batcher(policy, predictor), [stages.run] * WORKERS)
    fonts = OwnFonts(folder / "fonts.npz")
    pipeline = Pipeline(stages, workers, fonts)  # type: ignore[arg-type]  # a fake is enough here
    engine = NotingEngine(pipeline, workers, ImageLimits())
    engine.folder = folder
    return engine


if __name__ == "__main__":
    asyncio.run(serve(open_mortal(Path(sys.argv[2])), sys.argv[1]))
