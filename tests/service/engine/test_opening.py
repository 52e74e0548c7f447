from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from models.catalog import Model
from models.runtimes import Arrays
from service.engine import opening
from service.engine.config import EngineConfig
from service.engine.opening import open_engine
from service.settings import ROOT


class FakeSession:
    """Sees no text anywhere."""

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        return (np.zeros(batch.shape[:3], np.float32),)


@pytest.mark.parametrize(
    ("threads", "sessions"),
    [
        (1, [("detect", 1, 1), ("classify", 1, 1), ("recognize", 1, 1)]),
        (4, [("detect", 4, 1), ("detect", 1, 4), ("classify", 1, 4), ("recognize", 1, 4)]),
    ],
)
def test_every_model_has_as_many_streams_as_threads_and_the_detector_one_of_all_threads_too(
    monkeypatch: pytest.MonkeyPatch, threads: int, sessions: list[tuple[str, int, int]]
) -> None:
    opened: list[tuple[str, int, int]] = []

    def open_session(model: Model, weights: Path, threads: int, streams: int) -> FakeSession:
        opened.append((model.task, threads, streams))
        return FakeSession()

    monkeypatch.setattr(opening, "RUNTIMES", {"fake": open_session})
    open_engine(EngineConfig("fake", "ppocrv6-small", ROOT / "weights", threads, 8192, False)).close()

    assert opened == sessions
