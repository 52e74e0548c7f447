"""The seam to the vendors: a session is one loaded model on one runtime, arrays in, arrays out."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from models.catalog import Model

Arrays = tuple[NDArray[Any], ...]


class Session(Protocol):
    """One loaded model. Calls do not change it; one thread at a time may call it.

    In: uint8, (batch, height, width, 3), BGR, not normalised. Out, by the model's task:
    detect: float32 (batch, height, width), the probability that a pixel is text;
    classify: float32 (batch, 2), the probabilities of upright and upside-down;
    recognize: int32 (batch, steps), the likeliest class of each step, and float32 (batch, steps), its probability.
    """

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays: ...


def _openvino(model: Model, weights: Path, threads: int) -> Session:
    from models.runtimes.openvino import OpenVinoSession

    return OpenVinoSession(model, weights, threads)


def _onnxruntime(model: Model, weights: Path, threads: int) -> Session:
    from models.runtimes.ort import OrtSession

    return OrtSession(model, weights, threads)


def _paddle(model: Model, weights: Path, threads: int) -> Session:
    from models.runtimes.paddle import PaddleSession

    return PaddleSession(model, weights, threads)


RUNTIMES: Mapping[str, Callable[[Model, Path, int], Session]] = {
    "openvino": _openvino,
    "onnxruntime": _onnxruntime,
    "paddle": _paddle,
}
"""Runtime name → opener of (model, weights folder, threads). A vendor is imported when it is chosen."""
