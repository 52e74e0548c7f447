from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray

from models.catalog.catalog import model_sets
from models.catalog.model import Model
from models.page import Size
from models.preprocess import canvas_size
from models.runtimes import DEVICES, RUNTIMES, Arrays
from service.batching.policies.device_policies import DEVICE_POLICIES
from service.engine import opening
from service.engine.config import EngineConfig
from service.engine.opening import CANVASES, Device, open_engine, sizes_of
from service.settings import ROOT, Settings

MODELS = model_sets()["ppocrv6-small"]

COMMON = ((1920, 1080), (1366, 768), (750, 1334), (1170, 2532), (640, 480), (3000, 4000), (1654, 2339))
"""Widths and heights of screens, photographs and printed pages."""


class FakeSession:
    """Finds no text, and records the shapes of its batches."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        self.shapes.append(batch.shape)
        return (np.zeros(batch.shape[:3], np.float32),)


@pytest.mark.parametrize(
    ("threads", "sessions"),
    [
        (1, [("identify", 1, 1), ("detect", 1, 1), ("classify", 1, 1), *2 * [("recognize", 1, 1)]]),
        (
            4,
            [
                *(("identify", 1, 4), ("detect", 4, 1), ("detect", 1, 4), ("classify", 1, 4)),
                *2 * [("recognize", 1, 4)],
            ],
        ),
    ],
)
def test_every_model_has_a_stream_for_each_thread_and_the_detector_also_one_for_all(
    monkeypatch: pytest.MonkeyPatch, threads: int, sessions: list[tuple[str, int, int]]
) -> None:
    opened: list[tuple[str, int, int]] = []

    def open_session(model: Model, weights: Path, threads: int, streams: int) -> FakeSession:
        opened.append((model.task, threads, streams))
        return FakeSession()

    monkeypatch.setattr(opening, "RUNTIMES", dict.fromkeys(("openvino", "onnxruntime"), open_session))
    open_engine(_config("openvino", threads)).close()

    assert opened == sessions


@pytest.mark.parametrize(
    ("runtime", "drafts", "recognizers"),
    [
        ("openvino", True, ["ppocrv6-small-rec", "ppocrv6-tiny-rec"]),
        ("openvino", False, ["ppocrv6-small-rec"]),
        ("cuda", True, ["ppocrv6-small-rec"]),
    ],
)
def test_a_drafter_is_opened_on_a_processor_unless_it_is_turned_off(
    monkeypatch: pytest.MonkeyPatch, runtime: str, drafts: bool, recognizers: list[str]
) -> None:
    opened: list[str] = []

    def open_session(model: Model, weights: Path, threads: int, streams: int) -> FakeSession:
        opened.append(model.name)
        return FakeSession()

    monkeypatch.setattr(opening, "RUNTIMES", dict.fromkeys((runtime, "onnxruntime"), open_session))
    open_engine(replace(_config(runtime, 2), drafts=drafts)).close()

    assert [name for name in opened if name.endswith("-rec")] == recognizers


def test_on_a_gpu_every_shape_runs_before_the_engine_is_open(monkeypatch: pytest.MonkeyPatch) -> None:
    sessions: dict[str, FakeSession] = {}

    def open_session(model: Model, weights: Path, threads: int, streams: int) -> FakeSession:
        return sessions.setdefault(model.task, FakeSession())

    monkeypatch.setattr(opening, "RUNTIMES", dict.fromkeys(("cuda", "onnxruntime"), open_session))
    open_engine(_config("cuda", threads=8)).close()
    shapes = {task: {shape[:3] for shape in session.shapes} for task, session in sessions.items()}

    assert {(width, height) for _, height, width in shapes["detect"]} == {*CANVASES}
    assert {width for _, _, width in shapes["recognize"]} == {*MODELS.recognizer.parameters.strip_widths}
    assert shapes["classify"] == {(count, 48, 192) for count in (1, 2, 4, 8, 16, 32, 64)}
    assert {count for count, _, width in shapes["recognize"] if width == 640} == {1, 2, 4, 8, 16, 32}
    assert {count for count, _, width in shapes["recognize"] if width == 1280} == {1, 2, 4, 8, 16}


def test_every_runtime_of_the_settings_has_a_device_and_a_policy() -> None:
    chosen = set(get_args(Settings.model_fields["runtime"].annotation))

    assert chosen == RUNTIMES.keys() == DEVICES.keys()
    assert {*DEVICES.values()} == DEVICE_POLICIES.keys() == {*get_args(Device)}


def test_inputs_have_fixed_sizes_on_a_gpu_only() -> None:
    assert sizes_of("cpu", MODELS) == {}
    assert sizes_of("gpu", MODELS).keys() == {"detect", "classify", "recognize", "embed"}


@pytest.mark.parametrize("size", COMMON)
def test_the_canvases_of_common_pages_are_prepared_on_a_gpu(size: Size) -> None:
    assert canvas_size(*size, MODELS.detector.parameters.canvas) in CANVASES


def _config(runtime: str, threads: int) -> EngineConfig:
    return EngineConfig(
        runtime=runtime,
        models="ppocrv6-small",
        weights=ROOT / "weights",
        threads=threads,
        max_side=8192,
        integers=False,
        fonts=ROOT / "fonts.npz",
    )
