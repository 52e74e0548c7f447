"""The seam to the vendors: a session is one loaded model on one runtime, arrays in, arrays out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.catalog.catalog import Model

Arrays = tuple[NDArray[Any], ...]


class DeviceMissing(Exception):
    """The device that a runtime computes on cannot be had; the message says why."""


class Session(Protocol):
    """One loaded model. Calls do not change it, and as many threads as it has streams may call it at once.

    In: uint8, (batch, height, width, 3), BGR, or 1 of grey, not normalised. Out, by the model's task:
    detect: float32 (batch, height, width), the probability that a pixel is text;
    classify: float32 (batch, 2), the probabilities of upright and upside-down;
    recognize: int32 (batch, steps), the likeliest class of each step, and float32 (batch, steps), how likely;
    embed: float32 (batch, 128), unit vectors.
    """

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Run one batch. The arrays that come back belong to the caller."""


def _openvino(model: Model, weights: Path, threads: int, streams: int) -> Session:
    from models.runtimes.openvino import OpenVinoSession

    return OpenVinoSession(model, weights, threads, streams)


def _onnxruntime(model: Model, weights: Path, threads: int, streams: int) -> Session:
    from models.runtimes.ort import OrtSession

    return OrtSession(model, weights, threads, streams)


def _paddle(model: Model, weights: Path, threads: int, streams: int) -> Session:
    from models.runtimes.paddle import PaddleSession

    return PaddleSession(model, weights, threads, streams)


def _cuda(model: Model, weights: Path, threads: int, streams: int) -> Session:
    from models.runtimes.cuda import CudaSession

    return CudaSession(model, weights, threads, streams)


RUNTIMES: Mapping[str, Callable[[Model, Path, int, int], Session]] = {
    "openvino": _openvino,
    "onnxruntime": _onnxruntime,
    "paddle": _paddle,
    "cuda": _cuda,
}
"""Runtime name → opener of (model, weights folder, threads of a stream, streams).

A vendor is imported when it is chosen.
"""

DEVICES: Mapping[str, Literal["cpu", "gpu"]] = {
    "openvino": "cpu",
    "onnxruntime": "cpu",
    "paddle": "cpu",
    "cuda": "gpu",
}
"""Runtime name → the kind of device that it computes on, which decides the form that batches have."""
