import numpy as np
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper
from onnx.onnx_cpp2py_export.checker import ValidationError

from models.fonts.training.network.onnx_writer import GraphWriter

TAKES = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 2])
GIVES = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 3])


def test_a_graph_computes_what_was_written() -> None:
    graph = GraphWriter()
    weight = graph.weight(np.array([[1, 2, 3], [4, 5, 6]], np.float32))
    graph.node("Relu", graph.node("MatMul", "x", weight), gives="y")
    session = ort.InferenceSession(
        graph.model("g", TAKES, GIVES).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    (result,) = session.run(None, {"x": np.array([[1, -1], [0, 2]], np.float32)})

    np.testing.assert_array_equal(result, [[0, 0, 0], [8, 10, 12]])


def test_weights_take_two_bytes_each() -> None:
    graph = GraphWriter()
    graph.node("MatMul", "x", graph.weight(np.zeros((2, 3), np.float32)), gives="y")
    (kept,) = graph.model("g", TAKES, GIVES).graph.initializer

    assert len(kept.raw_data) == 2 * 6


def test_a_graph_that_uses_what_is_not_there_is_refused() -> None:
    graph = GraphWriter()
    graph.node("Relu", "z", gives="y")

    with pytest.raises(ValidationError):
        graph.model("g", TAKES, GIVES)
