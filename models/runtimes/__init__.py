"""The common interface of the inference runtimes. A session is one model that is loaded into a runtime."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from models.catalog.model import Model

Arrays = tuple[NDArray[Any], ...]


class DeviceMissing(Exception):
    """The device of the runtime is not available. The message states the reason."""


class Session(Protocol):
    """One loaded model. Calls have no side effects. Threads may call it concurrently, up to its streams.

    The input is uint8 (batch, height, width, 3), BGR, or 1 channel of grey, not normalized. The output is:

    - detect: float32 (batch, height, width), the probability that a pixel is text
    - classify: float32 (batch, 2), the probabilities of upright and upside-down
    - recognize: int32 (batch, steps), the most probable class of each step, float32 (batch, steps), its
      probability, float32 (batch, steps), the probability of the last class, which is the space, and float32
      (batch, steps, features), the input of the last layer
    - identify: float32 (batch, classes), the probability of each symbol
    - embed: float32 (batch, 128), unit vectors
    """

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Runs one batch. Later calls do not change the returned arrays."""


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
"""Runtime name → function that opens a session: (model, weights folder, threads per stream, streams).

Each function imports the package of its runtime itself, so that other runtimes need not be installed.
"""

DEVICES: Mapping[str, Literal["cpu", "gpu"]] = {
    "openvino": "cpu",
    "onnxruntime": "cpu",
    "paddle": "cpu",
    "cuda": "gpu",
}
"""Runtime name → the kind of its device, which decides the shapes of batches."""
