import numpy as np
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper
from onnx.onnx_cpp2py_export.checker import ValidationError

from models.fonts.training.network.onnx_writer import GraphWriter

INPUT = helper.make_tensor_value_info("x", TensorProto.FLOAT, ["n", 2])
OUTPUT = helper.make_tensor_value_info("y", TensorProto.FLOAT, ["n", 3])


def test_a_graph_computes_the_nodes_that_were_added() -> None:
    graph = GraphWriter()
    weight = graph.weight(np.array([[1, 2, 3], [4, 5, 6]], np.float32))
    graph.node("Relu", graph.node("MatMul", "x", weight), output="y")
    session = ort.InferenceSession(
        graph.model("g", INPUT, OUTPUT).SerializeToString(), providers=["CPUExecutionProvider"]
    )
    (result,) = session.run(None, {"x": np.array([[1, -1], [0, 2]], np.float32)})

    np.testing.assert_array_equal(result, [[0, 0, 0], [8, 10, 12]])


def test_weights_are_stored_in_two_bytes() -> None:
    graph = GraphWriter()
    graph.node("MatMul", "x", graph.weight(np.zeros((2, 3), np.float32)), output="y")
    (constant,) = graph.model("g", INPUT, OUTPUT).graph.initializer

    assert len(constant.raw_data) == 2 * 6


def test_a_graph_with_an_unknown_input_is_refused() -> None:
    graph = GraphWriter()
    graph.node("Relu", "z", output="y")

    with pytest.raises(ValidationError):
        graph.model("g", INPUT, OUTPUT)
