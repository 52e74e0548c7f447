"""Builds end-to-end Paddle programs, which contain a network with its pre- and post-processing.

Their input is raw pixels. Their output is only what Python needs.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

import numpy as np
import onnx
import paddle
from paddle import Tensor
from paddle.base.core import ProgramDesc

from models.catalog.model import Model, Task
from models.runtimes.paddle_import import import_onnx
from models.runtimes.paddle_node import parameter
from models.runtimes.paddle_ops import upsample_nearest

_BUILDING = Lock()
"""Held while a program is built, because Paddle stores that program in global variables."""


@contextmanager
def building() -> Iterator[paddle.static.Program]:
    """Opens a new program with its own scope. Paddle calls of this thread append to it."""
    program, scope = paddle.static.Program(), paddle.static.Scope()
    with _BUILDING:
        paddle.enable_static()
        with (
            paddle.static.program_guard(program, paddle.static.Program()),
            paddle.static.scope_guard(scope),
        ):
            yield program


def save_program(model: Model, weights: Path, prefix: Path) -> None:
    """Writes the model as `prefix`.json and `prefix`.pdiparams, in Paddle's current format.

    The input is uint8 (batch, height, width, 3), BGR, or 1 channel of grey. `Session` describes the output.
    Raises FileNotFoundError if a file of weights is missing.
    """
    with building() as program:
        pixels = paddle.static.data("pixels", [None, None, None, len(model.mean)], "uint8")
        network = _FORMATS[model.format](model, weights, _normalized(model, pixels))
        results = _LAST_STEPS[model.task](network)
        executor = paddle.static.Executor(paddle.CPUPlace())
        paddle.static.save_inference_model(str(prefix), [pixels], results, executor, program=program)


def _normalized(model: Model, pixels: Tensor) -> Tensor:
    mean, std = np.asarray(model.mean, np.float32), np.asarray(model.std, np.float32)
    scaled = paddle.cast(pixels, "float32") * parameter(1 / std) + parameter(-mean / std)
    return paddle.transpose(scaled, [0, 3, 1, 2])


def _onnx_network(model: Model, weights: Path, network_input: Tensor) -> Tensor:
    return import_onnx(onnx.load(model.file(weights, ".onnx")), network_input)


def _paddle_network(model: Model, weights: Path, network_input: Tensor) -> Tensor:
    structure, content = model.file(weights, ".pdmodel"), model.file(weights, ".pdiparams")
    if not content.is_file():
        raise FileNotFoundError(content)
    network = paddle.pir.translate_to_pir(ProgramDesc(structure.read_bytes()))
    paddle.static.io.load_vars(
        paddle.static.Executor(paddle.CPUPlace()), str(content.parent), network, filename=content.name
    )
    return _append(network, network_input)


def _append(network: paddle.static.Program, network_input: Tensor) -> Tensor:
    """Appends a network to the program that is being built, and returns its output."""
    block, mapping = network.global_block(), paddle.pir.IrMapping()
    for operation in list(block.ops):
        match operation.name():
            case "pd_op.feed":
                mapping.add(operation.result(0), network_input)
            case "pd_op.fetch":
                result = operation.operand_source(0)
                block.remove_op(operation)
            case "pd_op.nearest_interp":
                _replace_nearest(network, operation)
    network.copy_to_block(mapping, paddle.static.default_main_program().global_block())
    return mapping.look_up(result)


def _replace_nearest(network: paddle.static.Program, operation: paddle.pir.Operation) -> None:
    """Replaces an upsampling that oneDNN cannot run by `upsample_nearest`."""
    with paddle.static.program_guard(network):
        paddle.pir.set_insertion_point(operation)
        repeated = upsample_nearest(operation.operand_source(0), operation.attrs()["scale"])
    operation.result(0).replace_all_uses_with(repeated)
    network.global_block().remove_op(operation)


def _best_classes(probabilities: Tensor) -> list[Tensor]:
    """The best class of each step, its probability, and that of the space, which is the last class.

    Then the input of the last layer.
    """
    best = paddle.argmax(probabilities, 2, dtype="int32")
    return [best, paddle.max(probabilities, 2), probabilities[:, :, -1], _features(probabilities)]


def _features(probabilities: Tensor) -> Tensor:
    """The input of the last matrix product."""
    operation = probabilities.get_defining_op()
    while operation.name() != "pd_op.matmul":
        operation = operation.operand_source(0).get_defining_op()
    return operation.operand_source(0)


_FORMATS: Mapping[str, Callable[[Model, Path, Tensor], Tensor]] = {
    "onnx": _onnx_network,
    "paddle": _paddle_network,
}
_LAST_STEPS: Mapping[Task, Callable[[Tensor], list[Tensor]]] = {
    "detect": lambda probabilities: [paddle.squeeze(probabilities, 1)],
    "classify": lambda probabilities: [probabilities],
    "recognize": _best_classes,
    "identify": lambda probabilities: [probabilities],
    "embed": lambda embeddings: [embeddings],
}
