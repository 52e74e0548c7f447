"""PaddlePaddle on the CPU, with oneDNN."""

from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock

import numpy as np
from numpy.typing import NDArray
from paddle.inference import Config, create_predictor

from models.catalog.model import Model
from models.runtimes import Arrays
from models.runtimes.paddle_program import save_program

CACHED_SHAPES = 16
"""Maximum number of input shapes for which oneDNN keeps its primitives. Widths vary between pictures."""


class PaddleSession:
    """A model in one predictor. A model in ONNX format is converted to a Paddle program first.

    Calls run one after the other, each with the threads of all streams. Paddle 3.3 holds Python's global
    interpreter lock while a predictor runs, so a second predictor would only wait.
    """

    def __init__(self, model: Model, weights: Path, threads: int, streams: int) -> None:
        with TemporaryDirectory() as folder:
            prefix = Path(folder, model.name)
            save_program(model, weights, prefix)
            self._predictor = create_predictor(_config(prefix, threads * streams))
        self._lock = Lock()

    def __call__(self, batch: NDArray[np.uint8]) -> Arrays:
        """Runs one batch. See `Session`."""
        predictor = self._predictor
        with self._lock:
            (pixels,) = predictor.get_input_names()
            predictor.get_input_handle(pixels).copy_from_cpu(np.ascontiguousarray(batch))
            predictor.run()
            names = predictor.get_output_names()
            return tuple(predictor.get_output_handle(name).copy_to_cpu() for name in names)


def _config(prefix: Path, threads: int) -> Config:
    config = Config(f"{prefix}.json", f"{prefix}.pdiparams")
    config.disable_gpu()
    config.disable_glog_info()
    # memory_optim needs a pass that runs only with the new representation and the new executor.
    config.enable_new_ir(True)
    config.enable_new_executor(True)
    config.enable_memory_optim()
    config.enable_mkldnn()
    config.set_mkldnn_cache_capacity(CACHED_SHAPES)
    config.set_cpu_math_library_num_threads(threads)
    return config
