from collections.abc import Sequence
from math import sqrt
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from models.graphs.gelu import fuse_gelu

SPELLED_OUT = (
    ("Div", ["x", "root"], "scaled"),
    ("Identity", ["scaled"], "same"),
    ("Erf", ["same"], "erf"),
    ("Add", ["erf", "one"], "sum"),
    ("Mul", ["x", "sum"], "product"),
    ("Mul", ["product", "half"], "gelu"),
    ("Relu", ["gelu"], "y"),
)


def nodes(steps: Sequence[tuple[str, list[str], str]]) -> list[NodeProto]:
    return [helper.make_node(op_type, inputs, [output]) for op_type, inputs, output in steps]


def model_of(steps: Sequence[NodeProto], opset: int) -> ModelProto:
    constants = {"root": sqrt(2), "one": 1.0, "half": 0.5}
    graph = helper.make_graph(
        steps,
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["size"])],
        [helper.make_empty_tensor_value_info("y")],
        [numpy_helper.from_array(np.array(number, np.float32), name) for name, number in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)


def run(model: ModelProto, values: NDArray[np.float32]) -> NDArray[Any]:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    result: NDArray[Any] = session.run(None, {"x": values})[0]
    return result


def operators(model: ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node]


def test_five_nodes_are_fused_to_one_with_the_same_result() -> None:
    spelled_out, fused = model_of(nodes(SPELLED_OUT), 11), model_of(nodes(SPELLED_OUT), 20)
    fuse_gelu(fused.graph)
    assert operators(fused) == ["Gelu", "Relu"]
    values = np.linspace(-4, 4, 101, dtype=np.float32)
    np.testing.assert_allclose(run(fused, values), run(spelled_out, values), atol=1e-6)


@pytest.mark.parametrize(
    ("index", "step"),
    [
        (0, ("Div", ["x", "one"], "scaled")),
        (3, ("Add", ["erf", "half"], "sum")),
        (4, ("Mul", ["sum", "sum"], "product")),
        (5, ("Mul", ["product", "one"], "gelu")),
        (6, ("Add", ["gelu", "sum"], "y")),
        (6, ("Add", ["gelu", "scaled"], "y")),
    ],
    ids=[
        "other divisor",
        "other summand",
        "other factor",
        "other half",
        "sum used twice",
        "quotient used twice",
    ],
)
def test_nodes_that_do_not_compute_gelu_are_not_fused(index: int, step: tuple[str, list[str], str]) -> None:
    steps = list(SPELLED_OUT)
    steps[index] = step
    model = model_of(nodes(steps), 11)
    fuse_gelu(model.graph)
    assert "Gelu" not in operators(model)
    assert "Erf" in operators(model)


def test_an_identity_that_produces_an_output_stays() -> None:
    model = model_of(nodes([("Relu", ["x"], "r"), ("Identity", ["r"], "y")]), 11)
    fuse_gelu(model.graph)
    assert operators(model) == ["Relu", "Identity"]
