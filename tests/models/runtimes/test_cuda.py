"""Tests the session for a GPU on the CPU. tests/contracts tests it with CUDA."""

from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

from models.catalog.catalog import models
from models.runtimes import DeviceMissing, cuda
from models.runtimes.cuda import CudaSession
from models.runtimes.ort import OrtSession

WEIGHTS = Path(__file__).resolve().parents[3] / "weights"
CLASSIFIER = models()["ppocr-mobile-cls"]


def test_without_onnxruntime_gpu_no_session_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ort, "get_available_providers", lambda: ["CPUExecutionProvider"])
    with pytest.raises(DeviceMissing, match="install onnxruntime-gpu instead"):
        CudaSession(CLASSIFIER, WEIGHTS, 1, 2)


def test_a_session_that_fell_back_to_the_cpu_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """ONNX Runtime 1.31 falls back if a driver or a library is missing, even with `enable_fallback=0`."""
    monkeypatch.setattr(ort, "get_available_providers", lambda: [cuda.PROVIDER, "CPUExecutionProvider"])
    requested: list[object] = []

    class CpuSession:
        def __init__(self, graph: bytes, options: object, providers: object, **more: object) -> None:
            requested.append(providers)

        def get_providers(self) -> list[str]:
            return ["CPUExecutionProvider"]

    monkeypatch.setattr(ort, "InferenceSession", CpuSession)
    with pytest.raises(DeviceMissing, match="finds no NVIDIA GPU"):
        CudaSession(CLASSIFIER, WEIGHTS, 1, 2)
    assert requested == [[("CUDAExecutionProvider", cuda.OPTIONS)]]


def test_the_gpu_session_gives_the_results_of_the_cpu_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cuda, "PROVIDER", "CPUExecutionProvider")
    monkeypatch.setattr(cuda, "OPTIONS", {})
    batch = np.random.default_rng(3).integers(0, 256, (4, 48, 192, 3), np.uint8)
    (expected,) = OrtSession(CLASSIFIER, WEIGHTS, 1, 1)(batch)
    (probabilities,) = CudaSession(CLASSIFIER, WEIGHTS, 1, 2)(batch)

    np.testing.assert_allclose(probabilities, expected, atol=1e-5)
