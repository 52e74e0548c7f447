from collections.abc import Sequence
from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from models.graphs.subpixel import compute_at_quarter_resolution

CHANNELS, INNER = 5, 3
RNG = np.random.default_rng(3)
CONSTANTS = {
    "first": RNG.normal(size=(CHANNELS, INNER, 2, 2)),
    "first_bias": RNG.normal(size=(1, INNER, 1, 1)),
    "second": RNG.normal(size=(INNER, 1, 2, 2)),
    "second_bias": RNG.normal(size=(1, 1, 1, 1)),
}


def upsampling(x: str, weights: str, result: str, strides: Sequence[int] = (2, 2)) -> NodeProto:
    return helper.make_node("ConvTranspose", [x, weights], [result], strides=strides)


def head(last: str = "Sigmoid", strides: Sequence[int] = (2, 2)) -> list[NodeProto]:
    return [
        upsampling("x", "first", "a", strides),
        helper.make_node("Add", ["a", "first_bias"], ["b"]),
        helper.make_node("Relu", ["b"], ["c"]),
        upsampling("c", "second", "d"),
        helper.make_node("Add", ["d", "second_bias"], ["e"]),
        helper.make_node(last, ["e"], ["y"]),
    ]


def model_of(nodes: Sequence[NodeProto]) -> ModelProto:
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, CHANNELS, "height", "width"])],
        [helper.make_empty_tensor_value_info("y")],
        [numpy_helper.from_array(array.astype(np.float32), name) for name, array in CONSTANTS.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)


def run(model: ModelProto, x: NDArray[np.float32]) -> NDArray[Any]:
    options = ort.SessionOptions()
    options.log_severity_level = 3
    session = ort.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    result: NDArray[Any] = session.run(None, {"x": x})[0]
    return result


def operators(model: ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node]


def test_the_replaced_head_gives_the_same_map() -> None:
    before, after = model_of(head()), model_of(head())
    compute_at_quarter_resolution(after.graph)
    x = RNG.normal(size=(1, CHANNELS, 4, 6)).astype(np.float32)

    assert operators(after) == ["Conv", "Relu", "Conv", "Sigmoid", "DepthToSpace"]
    assert run(after, x).shape == (1, 1, 16, 24)
    np.testing.assert_allclose(run(after, x), run(before, x), atol=1e-6)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(head(last="Tanh"), id="another last layer"),
        pytest.param(head(strides=(1, 1)), id="overlapping blocks"),
        pytest.param(head()[:3], id="one upsampling"),
        pytest.param([helper.make_node("Relu", ["x"], ["y"])], id="no upsampling"),
    ],
)
def test_a_head_of_another_form_stays_unchanged(other: list[NodeProto]) -> None:
    model = model_of(other)
    before = operators(model)
    compute_at_quarter_resolution(model.graph)

    assert operators(model) == before
