import json
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
import openvino as ov
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from models.catalog.catalog import models
from models.graphs.end_to_end import end_to_end_graph, network_graph
from models.graphs.quantize import SUMMED_AXES, Ranges, load_ranges, quantize
from service.settings import ROOT

WEIGHTS = ROOT / "weights"
CHANNELS = 16
RNG = np.random.default_rng(5)
KERNEL = RNG.normal(size=(CHANNELS, CHANNELS, 1, 1)).astype(np.float32)
RANGES = {"a": (0.0, 4.0)}

with_ranges = pytest.mark.parametrize("name", [name for name, model in models().items() if model.ranges])


def network() -> ModelProto:
    """Returns a model that computes a = relu(x) and y = a + convolution(a)."""
    graph = helper.make_graph(
        [
            helper.make_node("Relu", ["x"], ["a"]),
            helper.make_node("Conv", ["a", "kernel"], ["b"]),
            helper.make_node("Add", ["a", "b"], ["y"]),
        ],
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, [1, CHANNELS, "height", "width"])],
        [helper.make_empty_tensor_value_info("y")],
        [numpy_helper.from_array(KERNEL, "kernel")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)


def rounded_network(ranges: dict[str, tuple[float, float]]) -> ModelProto:
    model = network()
    quantize(model.graph, ranges)
    return model


def run(model: ModelProto, x: NDArray[np.float32]) -> NDArray[Any]:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    result: NDArray[Any] = session.run(None, {"x": x})[0]
    return result


def is_rounded(node: NodeProto, ranges: Ranges) -> bool:
    return node.op_type in SUMMED_AXES and node.input[0] in ranges


def noise() -> NDArray[np.float32]:
    return RNG.uniform(-4, 4, (1, CHANNELS, 6, 6)).astype(np.float32)


def test_a_rounded_network_gives_nearly_the_same_result() -> None:
    x = noise()
    exact, rounded = run(network(), x), run(rounded_network(RANGES), x)

    assert not np.array_equal(exact, rounded)
    np.testing.assert_allclose(rounded, exact, atol=0.02 * np.abs(exact).max())


def test_weights_have_one_scale_for_each_output_channel() -> None:
    """A channel with weights a thousand times smaller is then as exact as the others."""
    weights = RNG.normal(size=(CHANNELS, 3)).astype(np.float32) * np.array([1, 1e-3, 1], np.float32)
    graph = helper.make_graph(
        [helper.make_node("Relu", ["x"], ["a"]), helper.make_node("MatMul", ["a", "weights"], ["y"])],
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["steps", CHANNELS])],
        [helper.make_empty_tensor_value_info("y")],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
    x = RNG.uniform(-4, 4, (50, CHANNELS)).astype(np.float32)
    exact = run(model, x)
    quantize(model.graph, RANGES)
    rounded = run(model, x)

    assert not np.array_equal(exact, rounded)
    assert (np.abs(rounded - exact).max(axis=0) <= 0.03 * np.abs(exact).max(axis=0)).all()


def test_values_outside_the_range_are_clipped() -> None:
    outside = np.full((1, CHANNELS, 1, 1), 9.0, np.float32)
    limit = np.full((1, CHANNELS, 1, 1), 4.0, np.float32)

    np.testing.assert_array_equal(run(rounded_network(RANGES), outside), run(rounded_network(RANGES), limit))


def test_every_consumer_uses_the_rounded_tensor() -> None:
    *_, add = rounded_network(RANGES).graph.node

    assert list(add.input) == ["a/rounded", "b"]


def test_without_ranges_the_graph_is_unchanged() -> None:
    assert rounded_network({}) == network()


def test_zero_stays_exact() -> None:
    """If 0 changed, the zero padding of convolutions would change."""
    model = rounded_network({"a": (-0.1, 3.7)})
    zeros = np.zeros((1, CHANNELS, 2, 2), np.float32)

    np.testing.assert_array_equal(run(model, zeros), zeros)


@with_ranges
def test_every_range_belongs_to_an_input_of_a_multiplication(name: str) -> None:
    """A file of ranges for other weights fails this test."""
    model = models()[name]
    assert model.ranges
    multiplied = {
        node.input[0] for node in network_graph(model, WEIGHTS).graph.node if node.op_type in SUMMED_AXES
    }

    assert load_ranges(model.ranges).keys() <= multiplied


@with_ranges
def test_openvino_computes_rounded_operators_in_integers(name: str) -> None:
    """A runtime that does not recognize the inserted nodes computes in floats without an error."""
    model = models()[name]
    assert model.ranges
    ranges, core = load_ranges(model.ranges), ov.Core()
    rounded = [node for node in network_graph(model, WEIGHTS).graph.node if is_rounded(node, ranges)]
    compiled = core.compile_model(core.read_model(end_to_end_graph(model, WEIGHTS, ranges)), "CPU")
    kinds = [
        str(operation.get_rt_info()["primitiveType"].value)
        for operation in compiled.get_runtime_model().get_ops()
        if operation.get_rt_info()["layerType"].value in ("Convolution", "FullyConnected")
    ]

    assert sum(kind.endswith("_I8") for kind in kinds) == len(rounded) >= 20


def test_ranges_are_read_from_json(tmp_path: Path) -> None:
    file = tmp_path / "ranges.json"
    file.write_text(json.dumps({"taken_on": "nothing", "ranges": {"a": [-1.5, 2.5]}}))

    assert load_ranges(file) == {"a": (-1.5, 2.5)}
