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
from models.graphs.end_to_end import closed_graph, plain_graph
from models.graphs.quantize import SUMMED, Ranges, load_ranges, quantize
from service.settings import ROOT

WEIGHTS = ROOT / "weights"
CHANNELS = 16
DICE = np.random.default_rng(5)
KERNEL = DICE.normal(size=(CHANNELS, CHANNELS, 1, 1)).astype(np.float32)
RANGES = {"a": (0.0, 4.0)}

with_ranges = pytest.mark.parametrize("name", [name for name, model in models().items() if model.ranges])


def network() -> ModelProto:
    """Relu, a convolution of it, and the sum of both."""
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


def run(model: ModelProto, given: NDArray[np.float32]) -> NDArray[Any]:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    result: NDArray[Any] = session.run(None, {"x": given})[0]
    return result


def is_rounded(node: NodeProto, ranges: Ranges) -> bool:
    return node.op_type in SUMMED and node.input[0] in ranges


def noise() -> NDArray[np.float32]:
    return DICE.uniform(-4, 4, (1, CHANNELS, 6, 6)).astype(np.float32)


def test_a_rounded_network_answers_nearly_the_same() -> None:
    given = noise()
    exact, near = run(network(), given), run(rounded_network(RANGES), given)

    assert not np.array_equal(exact, near)
    np.testing.assert_allclose(near, exact, atol=0.02 * np.abs(exact).max())


def test_a_layer_is_rounded_along_what_comes_out_of_it() -> None:
    """One class with weights a thousand times smaller than the others' keeps as many digits as they."""
    weights = DICE.normal(size=(CHANNELS, 3)).astype(np.float32) * np.array([1, 1e-3, 1], np.float32)
    graph = helper.make_graph(
        [helper.make_node("Relu", ["x"], ["a"]), helper.make_node("MatMul", ["a", "weights"], ["y"])],
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["steps", CHANNELS])],
        [helper.make_empty_tensor_value_info("y")],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)
    given = DICE.uniform(-4, 4, (50, CHANNELS)).astype(np.float32)
    exact = run(model, given)
    quantize(model.graph, RANGES)
    near = run(model, given)

    assert not np.array_equal(exact, near)
    assert (np.abs(near - exact).max(axis=0) <= 0.03 * np.abs(exact).max(axis=0)).all()


def test_what_lies_beyond_the_range_is_clipped() -> None:
    given = np.full((1, CHANNELS, 1, 1), 9.0, np.float32)
    at_the_end = np.full((1, CHANNELS, 1, 1), 4.0, np.float32)

    np.testing.assert_array_equal(
        run(rounded_network(RANGES), given), run(rounded_network(RANGES), at_the_end)
    )


def test_all_who_take_a_rounded_tensor_take_it_rounded() -> None:
    *_, add = rounded_network(RANGES).graph.node

    assert list(add.input) == ["a/rounded", "b"]


def test_without_ranges_nothing_changes() -> None:
    assert rounded_network({}) == network()


def test_zero_is_kept_exactly_where_values_fall_on_both_sides() -> None:
    """Else the zeros around a picture would become something else."""
    model = rounded_network({"a": (-0.1, 3.7)})
    zeros = np.zeros((1, CHANNELS, 2, 2), np.float32)

    np.testing.assert_array_equal(run(model, zeros), zeros)


@with_ranges
def test_every_range_names_a_tensor_that_is_multiplied(name: str) -> None:
    """So the file belongs to these weights."""
    model = models()[name]
    assert model.ranges
    taken = {node.input[0] for node in plain_graph(model, WEIGHTS).graph.node if node.op_type in SUMMED}

    assert load_ranges(model.ranges).keys() <= taken


@with_ranges
def test_openvino_computes_what_is_rounded_in_integers(name: str) -> None:
    """That is what the rounding is for, and a runtime that does not recognise it says nothing."""
    model = models()[name]
    assert model.ranges
    ranges, core = load_ranges(model.ranges), ov.Core()
    rounded = [node for node in plain_graph(model, WEIGHTS).graph.node if is_rounded(node, ranges)]
    compiled = core.compile_model(core.read_model(closed_graph(model, WEIGHTS, ranges)), "CPU")
    kinds = [
        str(operation.get_rt_info()["primitiveType"].value)
        for operation in compiled.get_runtime_model().get_ops()
        if operation.get_rt_info()["layerType"].value in ("Convolution", "FullyConnected")
    ]

    assert sum(kind.endswith("_I8") for kind in kinds) == len(rounded) > 20


def test_ranges_are_read_as_they_were_written(tmp_path: Path) -> None:
    file = tmp_path / "ranges.json"
    file.write_text(json.dumps({"taken_on": "nothing", "ranges": {"a": [-1.5, 2.5]}}))

    assert load_ranges(file) == {"a": (-1.5, 2.5)}
