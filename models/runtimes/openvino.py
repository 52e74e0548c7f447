"""OpenVINO on the CPU: the default runtime."""

from pathlib import Path
from queue import SimpleQueue
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray

from models.catalog import Model
from models.graph import closed_graph
from models.runtimes import Arrays

LARGEST_KEPT = 3 * 1_000_000
"""Largest batch, in bytes, whose working memory is kept for the next: a page of 4 megapixels needs 460 MB."""


class OpenVinoSession:
    """A model compiled once, with one infer request for each thread that may call at a time.

    The precision is OpenVINO's own choice for the CPU: bf16 where its instructions exist, else f32.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        core = ov.Core()
        options: dict[str, Any] = {
            "NUM_STREAMS": streams,
            "INFERENCE_NUM_THREADS": threads * streams,
            "ENABLE_CPU_PINNING": False,
        }
        self._compiled = core.compile_model(core.read_model(closed_graph(model, weights)), "CPU", options)
        self._outputs = range(len(self._compiled.outputs))
        self._alone = streams == 1
        self._idle: SimpleQueue[ov.InferRequest] = SimpleQueue()
        for _ in range(streams):
            self._idle.put(self._compiled.create_infer_request())

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Run one batch; see `Session`."""
        request = self._idle.get()
        try:
            # On the session's own threads: `infer` would run on the caller's, and what it keeps for a caller
            # that has ended since is freed under the next one's feet.
            request.start_async([batch], share_inputs=True)
            request.wait()
            # The request owns its output tensors and the next call writes into them.
            arrays = tuple(request.get_output_tensor(i).data.copy() for i in self._outputs)
            if self._alone and batch.size > LARGEST_KEPT:
                self._compiled.release_memory()
            return arrays
        finally:
            self._idle.put(request)
