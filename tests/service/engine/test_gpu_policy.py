"""The GPU policy, run on a processor, gives the same texts as the CPU policy."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from models.catalog.catalog import model_sets
from models.catalog.model import ModelSet
from models.page import Page
from models.runtimes import cuda
from service.batching.batcher import Batch
from service.batching.policies.device_policies import DEVICE_POLICIES, gpu
from service.batching.policies.policy import Policy
from service.batching.prediction.cost import CostTable
from service.engine import opening
from service.engine.config import EngineConfig
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.imaging.decoding import ImageLimits
from service.reading.stages import Stages
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import ROOT
from tests.harness.sets import pictures
from tests.service.imaging.files import decoded, pillow, saved

MAX_COUNT = 2
"""The largest batch in these tests."""
SIZES: opening.Sizes = {
    "detect": ((736, 736), (480, 480)),
    "classify": ((192, 48),),
    "recognize": tuple(
        (width, 48)
        for width in model_sets()["ppocrv6-small"].recognizer.parameters.strip_widths
        if width <= 1024
    ),
}
"""The shapes that these pictures need, and a few more. A GPU is warmed up for hundreds of shapes."""


def _corner(path: Path) -> bytes:
    """The top left corner of a picture. Its lines have common widths, and no character is cut."""
    return saved(pillow(decoded(path.read_bytes(), ImageLimits())[:400, :390]), "PNG")


FILES = [_corner(path) for path, _ in pictures("committed")[::9]]


def _small_gpu(cores: int, costs: CostTable) -> Policy:
    whole = gpu(cores, costs)
    stages = {name: replace(stage, counts=stage.counts[:MAX_COUNT]) for name, stage in whole.stages.items()}
    return replace(whole, stages=stages)


def _sizes_of(device: opening.Device, chosen: ModelSet) -> opening.Sizes:
    return SIZES if device == "gpu" else {}


def _config(runtime: str) -> EngineConfig:
    return EngineConfig(
        runtime=runtime,
        models="ppocrv6-small",
        weights=ROOT / "weights",
        threads=2,
        max_side=8192,
        integers=False,
        fonts=ROOT / "fonts.npz",
    )


@pytest.fixture(scope="module")
def ran() -> list[Batch]:
    return []


@pytest.fixture(scope="module")
def engine(ran: list[Batch]) -> Iterator[Engine]:
    """An engine with the GPU policy, whose sessions run on ONNX Runtime's CPU provider."""
    run = Stages.run

    def watched(stages: Stages, batch: Batch) -> Sequence[object]:
        ran.append(batch)
        return run(stages, batch)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cuda, "PROVIDER", "CPUExecutionProvider")
        patch.setattr(cuda, "OPTIONS", {})
        patch.setattr(opening, "DEVICE_POLICIES", {**DEVICE_POLICIES, "gpu": _small_gpu})
        patch.setattr(opening, "sizes_of", _sizes_of)
        patch.setattr(Stages, "run", watched)
        opened = open_engine(_config("cuda"))
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def expected() -> list[Page]:
    """The pages that the CPU policy gives with the same library."""
    opened = open_engine(_config("onnxruntime"))
    pages = [_read(opened, [data])[0] for data in FILES]
    opened.close()
    return pages


def _read(engine: Engine, files: Sequence[bytes]) -> list[Page]:
    futures = [engine.submit(ReadRequest(data, ReadOptions(), NEVER)) for data in files]
    return [future.result(60) for future in futures]


def _texts(pages: Sequence[Page]) -> list[list[str]]:
    return [[line.text for line in page.lines] for page in pages]


def test_the_gpu_policy_gives_the_texts_of_the_cpu_policy(engine: Engine, expected: list[Page]) -> None:
    assert _texts([_read(engine, [data])[0] for data in FILES]) == _texts(expected)
    assert sum(len(page.lines) for page in expected) > 20


def test_pictures_read_under_load_have_the_texts_that_they_have_alone(
    engine: Engine, expected: list[Page], ran: list[Batch]
) -> None:
    ran.clear()

    assert _texts(_read(engine, FILES * 2)) == _texts(expected * 2)
    largest = {stage: _largest(stage, ran) for stage in ("decode", "detect", "recognize")}
    assert largest == {"decode": 1, "detect": MAX_COUNT, "recognize": MAX_COUNT}


def _largest(stage: str, ran: Sequence[Batch]) -> int:
    return max(len(batch.entries) for batch in ran if batch.stage == stage)
