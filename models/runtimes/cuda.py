"""ONNX Runtime on an NVIDIA GPU."""

from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from models.catalog.catalog import Model
from models.graphs.end_to_end import PIXELS, closed_graph
from models.runtimes import Arrays, DeviceMissing

PROVIDER = "CUDAExecutionProvider"

OPTIONS = {
    # An exhaustive search, the default, took 634 ms for a new shape of six convolutions, and found nothing
    # faster than the heuristic did in 2 ms (PaddleX, pull request 5057).
    "cudnn_conv_algo_search": "HEURISTIC",
    # Products of ten bits would make more of the differences between the kernels for small and large batches.
    "use_tf32": "0",
}

ERRORS_AND_WORSE = 3
"""A warning says at every start that the computing of shapes stays on the processor, where it belongs."""


class CudaSession:
    """A model in floats in one `InferenceSession`, which any number of threads may call at once.

    Raises DeviceMissing where ONNX Runtime would quietly compute on the processor instead.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        del streams  # an InferenceSession has no fixed number of them
        if PROVIDER not in ort.get_available_providers():
            raise DeviceMissing("the installed onnxruntime knows no CUDA: onnxruntime-gpu takes its place")
        ort.preload_dlls()  # CUDA and cuDNN where pip has put them, which is not where they are looked for
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = ERRORS_AND_WORSE
        graph = closed_graph(model, weights)
        self._session = ort.InferenceSession(graph, options, [(PROVIDER, OPTIONS)], enable_fallback=0)
        # Without a driver or one of CUDA's libraries it is logged, and the session made without the provider.
        if PROVIDER not in self._session.get_providers():
            raise DeviceMissing("ONNX Runtime finds no NVIDIA GPU, or not its driver, CUDA or cuDNN")

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Run one batch; see `Session`."""
        return tuple(self._session.run(None, {PIXELS: batch}))
