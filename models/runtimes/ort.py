"""ONNX Runtime on the CPU."""

from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from models.catalog.model import Model
from models.graphs.end_to_end import PIXELS, end_to_end_graph
from models.runtimes import Arrays

WARNINGS = 2
"""ONNX Runtime's log level for warnings and errors."""


def open_small(graph: Path) -> ort.InferenceSession:
    """Opens a small network without pre- and post-processing, on one thread and without growing caches."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    options.add_session_config_entry("session.disable_prepacking", "1")
    return ort.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])


class OrtSession:
    """A model in one `InferenceSession`. Any number of threads may call it at once.

    Each call computes on the caller's thread and on a pool of `threads` - 1 threads that all callers share.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        del streams  # any number of threads may call one InferenceSession
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = WARNINGS
        # Shapes vary from picture to picture. An arena and the memory patterns of all shapes would only grow.
        options.enable_cpu_mem_arena = False
        options.enable_mem_pattern = False
        # Without this, threads spin after a call and occupy cores that other sessions need.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        graph = end_to_end_graph(model, weights)
        self._session = ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Runs one batch. See `Session`."""
        return tuple(self._session.run(None, {PIXELS: batch}))
