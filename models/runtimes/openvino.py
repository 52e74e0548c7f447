"""OpenVINO on the CPU: the default runtime."""

from collections.abc import Mapping
from pathlib import Path
from threading import Condition
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray

from models.catalog import Model, Task
from models.graph import closed_graph
from models.quantize import load_ranges
from models.runtimes import Arrays

LARGEST_KEPT: Mapping[Task, int] = {
    "detect": 3 * 1_000_000,
    "classify": 3 * 48 * 192,
    "recognize": 3 * 48 * 1280,
    "embed": 16 * 48 * 320,
}
"""Largest batch, in bytes, whose working memory is kept for the next: a page of 4 megapixels takes 460 MB."""


PREPARED: Mapping[Task, int] = {"detect": 1500, "classify": 5000, "recognize": 5000, "embed": 5000}
"""How many operators stay prepared for the shapes that they met; 5000 is OpenVINO's own number. A detector
has some 60 for a canvas, and takes 8 MB and 40 ms when it meets one first."""


class OpenVinoSession:
    """A model compiled once, with one infer request for each thread that may call at a time.

    Where the model has ranges, its convolutions run on integers of eight bits. The precision of all else is
    OpenVINO's own choice for the CPU: bf16 where its instructions exist, else f32.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        core = ov.Core()
        options: dict[str, Any] = {
            "NUM_STREAMS": streams,
            "INFERENCE_NUM_THREADS": threads * streams,
            "ENABLE_CPU_PINNING": False,
            "CPU_RUNTIME_CACHE_CAPACITY": str(PREPARED[model.task]),
        }
        graph = closed_graph(model, weights, load_ranges(model.ranges) if model.ranges else None)
        self._compiled = core.compile_model(core.read_model(graph), "CPU", options)
        self._outputs = range(len(self._compiled.outputs))
        self._largest_kept = LARGEST_KEPT[model.task]
        self._streams = streams
        self._idle = [self._compiled.create_infer_request() for _ in range(streams)]
        self._has_grown = False
        self._changed = Condition()

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Run one batch; see `Session`."""
        request = self._take()
        try:
            # On the session's own threads: `infer` would run on the caller's, and what it keeps for a caller
            # that has ended since is freed under the next one's feet.
            request.start_async([batch], share_inputs=True)
            request.wait()
            # The request owns its output tensors and the next call writes into them.
            return tuple(request.get_output_tensor(i).data.copy() for i in self._outputs)
        finally:
            self._give_back(request, grown=batch.size > self._largest_kept)

    def _take(self) -> ov.InferRequest:
        with self._changed:
            self._changed.wait_for(lambda: self._idle)
            return self._idle.pop()

    def _give_back(self, request: ov.InferRequest, *, grown: bool) -> None:
        """Put the request back; the last one to come back after a large batch frees what that one took."""
        with self._changed:
            self._idle.append(request)
            self._has_grown |= grown
            if self._has_grown and len(self._idle) == self._streams:
                self._compiled.release_memory()
                self._has_grown = False
            self._changed.notify()
