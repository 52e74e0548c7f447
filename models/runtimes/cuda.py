"""ONNX Runtime on an NVIDIA GPU."""

from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from models.catalog.catalog import Model
from models.graphs.end_to_end import PIXELS, end_to_end_graph
from models.runtimes import Arrays, DeviceMissing

PROVIDER = "CUDAExecutionProvider"

OPTIONS = {
    # The default, an exhaustive search, takes 634 ms for a new shape of six convolutions. The heuristic takes
    # 2 ms and finds equally fast kernels (PaddleX, pull request 5057).
    "cudnn_conv_algo_search": "HEURISTIC",
    # The 10-bit mantissas of TF32 would enlarge the differences between kernels of different batch sizes.
    "use_tf32": "0",
}

ERRORS = 3
"""ONNX Runtime's log level for errors. Hides the warning that shapes are computed on the CPU, as intended."""


class CudaSession:
    """A model in floats in one `InferenceSession`. Any number of threads may call it at once.

    Raises DeviceMissing if ONNX Runtime would silently compute on the CPU.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        del streams  # an InferenceSession accepts any number of concurrent calls
        if PROVIDER not in ort.get_available_providers():
            raise DeviceMissing("the installed onnxruntime has no CUDA: install onnxruntime-gpu instead")
        ort.preload_dlls()  # loads CUDA and cuDNN from pip packages, outside the linker's search path
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = ERRORS
        graph = end_to_end_graph(model, weights)
        self._session = ort.InferenceSession(graph, options, [(PROVIDER, OPTIONS)], enable_fallback=0)
        # Without a driver or a CUDA library, ONNX Runtime logs it and opens the session without the provider.
        if PROVIDER not in self._session.get_providers():
            raise DeviceMissing("ONNX Runtime finds no NVIDIA GPU, or its driver, CUDA or cuDNN is missing")

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Runs one batch. See `Session`."""
        return tuple(self._session.run(None, {PIXELS: batch}))
