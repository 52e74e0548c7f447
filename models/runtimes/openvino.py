"""OpenVINO on the CPU, the default runtime."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Condition, local
from typing import Any

import numpy as np
import openvino as ov
from numpy.typing import NDArray

from models.catalog.model import Model, Task
from models.graphs.end_to_end import end_to_end_graph
from models.graphs.quantize import load_ranges
from models.runtimes import Arrays

MAX_KEPT_BYTES: Mapping[Task, int] = {
    "detect": 3 * 1_000_000,
    "classify": 3 * 48 * 192,
    "recognize": 3 * 48 * 1280,
    "identify": 4 * 32 * 40,
    "embed": 16 * 48 * 320,
}
"""Largest batch, in bytes, after which OpenVINO keeps its working memory (docs/decisions/0004).

These are a page of 1 megapixel, a colour strip of 48 x 192 pixels, one of 48 x 1,280, 4 grey pieces of
32 x 40, and 16 grey strips of 48 x 320. A page of 4 megapixels takes 460 MB of working memory.
"""

OPERATOR_CACHE: Mapping[Task, int] = {
    "detect": 1500,
    "classify": 5000,
    "recognize": 5000,
    "identify": 5000,
    "embed": 5000,
}
"""Capacity of OpenVINO's cache of operators prepared for a shape (docs/decisions/0026).

OpenVINO's default is 5000. Each new canvas size of a detector adds 60 operators and 8 MB, and takes 40 ms.
"""

CALLERS_THREAD = {"NUM_STREAMS": 0}
"""OpenVINO's option to compute on the caller's thread and have no own threads (docs/decisions/0031)."""


class OpenVinoSession:
    """A model that is compiled once for each stream, so that concurrent calls share no memory.

    A thread gets the copy that it used last, because the memory of that copy is near to its core. With one
    thread per stream, OpenVINO computes on the caller's thread. Its own threads would be woken for every
    batch, and could wait for a busy core while another core is idle.

    If the model has ranges, convolutions are computed in 8-bit integers. OpenVINO chooses the precision of
    the other layers: bf16 if the CPU has instructions for it, else f32.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        core = ov.Core()
        own_threads = {"NUM_STREAMS": 1, "INFERENCE_NUM_THREADS": threads}
        options: dict[str, Any] = {
            **(CALLERS_THREAD if threads == 1 else own_threads),
            "ENABLE_CPU_PINNING": False,
            "CPU_RUNTIME_CACHE_CAPACITY": str(OPERATOR_CACHE[model.task]),
        }
        ranges = load_ranges(model.ranges) if model.ranges else None
        graph = core.read_model(end_to_end_graph(model, weights, ranges))
        # Compiled in parallel. One copy takes 0.3 s, and there can be as many copies as cores.
        with ThreadPoolExecutor(streams) as pool:
            copies = list(pool.map(lambda _: core.compile_model(graph, "CPU", options), range(streams)))
        self._max_kept_bytes = MAX_KEPT_BYTES[model.task]
        self._idle = [copy.create_infer_request() for copy in copies]
        self._thread_local = local()
        self._returned = Condition()

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Runs one batch. See `Session`."""
        request = self._acquire()
        try:
            # `infer` is not used. It keeps memory for the calling thread even if OpenVINO has own threads.
            # OpenVINO frees that memory when the thread ends, although the next caller still uses it.
            request.start_async([batch], share_inputs=True)
            request.wait()
            # Copied, because the next call of the request overwrites its output tensors.
            return tuple(tensor.data.copy() for tensor in request.output_tensors)
        finally:
            if batch.size > self._max_kept_bytes:
                request.get_compiled_model().release_memory()
            self._release(request)

    def _acquire(self) -> ov.InferRequest:
        """Waits for an idle request. Prefers the one that this thread used last."""
        with self._returned:
            self._returned.wait_for(lambda: self._idle)
            last = getattr(self._thread_local, "request", None)
            request = self._idle.pop(self._idle.index(last) if last in self._idle else -1)
        self._thread_local.request = request
        return request

    def _release(self, request: ov.InferRequest) -> None:
        with self._returned:
            self._idle.append(request)
            self._returned.notify()
