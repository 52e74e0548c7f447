"""Small ONNX graphs for tests, run by Paddle and by ONNX Runtime.

Their input is "x", float32 (batch, CHANNELS, height, width), and their output is "y".
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import onnxruntime as ort
import paddle
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from models.runtimes.paddle_import import OPSET, import_onnx
from models.runtimes.paddle_program import building

CHANNELS = 4
RNG = np.random.default_rng(11)


def floats(*shape: int) -> NDArray[np.float32]:
    """Returns random positive numbers, because roots and powers are defined for them."""
    return RNG.uniform(0.1, 1.0, shape).astype(np.float32)


def integers(*numbers: int) -> NDArray[np.int64]:
    """Returns an int64 tensor, the type of shapes and axes in ONNX graphs."""
    return np.array(numbers, np.int64)


def node(op_type: str, inputs: str, output: str = "y", **attributes: Any) -> NodeProto:
    """Returns a node. `inputs` are names separated by commas."""
    return helper.make_node(op_type, inputs.split(","), [output], **attributes)


def model_of(
    nodes: Sequence[NodeProto], constants: dict[str, NDArray[Any]], opset: int = OPSET
) -> ModelProto:
    """Returns a model of these nodes and constants."""
    shape: list[str | int | None] = ["batch", CHANNELS, "height", "width"]
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_empty_tensor_value_info("y")],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def run_in_paddle(model: ModelProto, batches: Sequence[NDArray[np.float32]]) -> list[NDArray[Any]]:
    """Returns the result of the imported graph for each batch, from Paddle's executor."""
    with building() as program:
        network_input = paddle.static.data("x", [None, CHANNELS, None, None], "float32")
        result = import_onnx(model, network_input)
        executor = paddle.static.Executor(paddle.CPUPlace())
        return [executor.run(program, feed={"x": batch}, fetch_list=[result])[0] for batch in batches]


def run_in_onnxruntime(model: ModelProto, batches: Sequence[NDArray[np.float32]]) -> list[NDArray[Any]]:
    """Returns ONNX Runtime's result for each batch."""
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return [session.run(None, {"x": batch})[0] for batch in batches]
