"""ONNX Runtime on an NVIDIA GPU."""

from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from models.catalog.model import Model
from models.graphs.end_to_end import PIXELS, end_to_end_graph
from models.runtimes import Arrays, DeviceMissing

PROVIDER = "CUDAExecutionProvider"

OPTIONS = {
    # The default, an exhaustive search, takes 634 ms for six convolutions at a new shape. The heuristic takes
    # 2 ms and finds equally fast kernels (PaddleX, pull request 5057; docs/decisions/0018).
    "cudnn_conv_algo_search": "HEURISTIC",
    # TF32 has mantissas of 10 bits. They would enlarge the differences between batch sizes.
    "use_tf32": "0",
}

ERRORS = 3
"""ONNX Runtime's log level for errors. It hides the warning that the CPU computes the shapes, as intended."""


class CudaSession:
    """A model that one `InferenceSession` computes in floats. Any number of threads may call it at once.

    Raises DeviceMissing if ONNX Runtime would silently compute on the CPU.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        del streams  # any number of threads may call one InferenceSession
        if PROVIDER not in ort.get_available_providers():
            raise DeviceMissing("the installed onnxruntime has no CUDA: install onnxruntime-gpu instead")
        ort.preload_dlls()  # loads CUDA and cuDNN from pip packages, outside the linker's search path
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = ERRORS
        graph = end_to_end_graph(model, weights)
        self._session = ort.InferenceSession(graph, options, [(PROVIDER, OPTIONS)], enable_fallback=0)
        # If a driver or a CUDA library is missing, ONNX Runtime logs an error and leaves out the provider.
        if PROVIDER not in self._session.get_providers():
            raise DeviceMissing("ONNX Runtime finds no NVIDIA GPU, or its driver, CUDA or cuDNN is missing")

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Runs one batch. See `Session`."""
        return tuple(self._session.run(None, {PIXELS: batch}))
