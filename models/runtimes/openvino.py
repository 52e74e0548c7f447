"""OpenVINO on the CPU: the default runtime."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Condition, local
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray

from models.catalog.catalog import Model, Task
from models.graphs.end_to_end import closed_graph
from models.graphs.quantize import load_ranges
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

ON_THE_CALLERS_THREAD = {"NUM_STREAMS": 0}
"""Without streams OpenVINO has no threads of its own."""


class OpenVinoSession:
    """A model compiled once for each stream, so that threads share nothing but its file.

    A thread gets the copy that it had last, whose memory its core is near to. A stream of one thread is its
    caller's own: a copy with threads to itself would have them woken for every batch, and until Linux spreads
    those over the cores again, one waits for another's core while its own is idle.

    Where the model has ranges, its convolutions run on integers of eight bits. The precision of all else is
    OpenVINO's own choice for the CPU: bf16 where its instructions exist, else f32.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        core = ov.Core()
        own_threads = {"NUM_STREAMS": 1, "INFERENCE_NUM_THREADS": threads}
        options: dict[str, Any] = {
            **(ON_THE_CALLERS_THREAD if threads == 1 else own_threads),
            "ENABLE_CPU_PINNING": False,
            "CPU_RUNTIME_CACHE_CAPACITY": str(PREPARED[model.task]),
        }
        ranges = load_ranges(model.ranges) if model.ranges else None
        graph = core.read_model(closed_graph(model, weights, ranges))
        # Side by side, for one takes a third of a second, and there may be as many as cores.
        with ThreadPoolExecutor(streams) as pool:
            copies = list(pool.map(lambda _: core.compile_model(graph, "CPU", options), range(streams)))
        self._largest_kept = LARGEST_KEPT[model.task]
        self._idle = [copy.create_infer_request() for copy in copies]
        self._own = local()
        self._changed = Condition()

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Run one batch; see `Session`."""
        request = self._take()
        try:
            # Where threads are its own, `infer` would still run on the caller's, and what it keeps for a
            # caller that has ended since is freed under the next one's feet.
            request.start_async([batch], share_inputs=True)
            request.wait()
            # The request owns its output tensors and the next call writes into them.
            return tuple(tensor.data.copy() for tensor in request.output_tensors)
        finally:
            if batch.size > self._largest_kept:
                request.get_compiled_model().release_memory()
            self._give_back(request)

    def _take(self) -> ov.InferRequest:
        with self._changed:
            self._changed.wait_for(lambda: self._idle)
            last = getattr(self._own, "request", None)
            request = self._idle.pop(self._idle.index(last) if last in self._idle else -1)
        self._own.request = request
        return request

    def _give_back(self, request: ov.InferRequest) -> None:
        with self._changed:
            self._idle.append(request)
            self._changed.notify()
