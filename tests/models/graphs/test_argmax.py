"""The classes that the last layer's nodes choose are those that numpy chooses."""

from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from models.graphs.argmax import BLOCK, fill_classes, likeliest
from models.graphs.nodes import replace_nodes

FEATURES = 6


def network(classes: int, last: str = "Softmax", seed: int = 1) -> ModelProto:
    """One layer of so many classes."""
    dice = np.random.default_rng(seed)
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["features", "weights"], ["product"]),
            helper.make_node("Add", ["product", "bias"], ["scores"]),
            helper.make_node(last, ["scores"], ["answer"], axis=2),
        ],
        "test",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["batch", "steps", FEATURES])],
        [helper.make_empty_tensor_value_info("answer")],
        [
            numpy_helper.from_array(dice.normal(size=(FEATURES, classes)).astype(np.float32), "weights"),
            numpy_helper.from_array(dice.normal(size=classes).astype(np.float32), "bias"),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)


def closed(model: ModelProto) -> ModelProto:
    fill_classes(model.graph)
    replace_nodes(model.graph, [*model.graph.node, *likeliest(model.graph)])
    del model.graph.output[:]
    model.graph.output.extend(map(helper.make_empty_tensor_value_info, ("class", "class_probability")))
    return model


def run(model: ModelProto, features: NDArray[np.float32]) -> list[NDArray[Any]]:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    answers: list[NDArray[Any]] = session.run(None, {"features": features})
    return answers


@given(
    classes=st.one_of(st.integers(1, 3 * BLOCK), st.sampled_from([BLOCK, 2 * BLOCK, 18710])),
    batch=st.integers(1, 3),
    steps=st.integers(1, 9),
    seed=st.integers(0, 99),
)
def test_the_likeliest_class_and_its_probability_are_those_of_the_softmax(
    classes: int, batch: int, steps: int, seed: int
) -> None:
    features = np.random.default_rng(seed).normal(0, 3, (batch, steps, FEATURES)).astype(np.float32)
    (probabilities,) = run(network(classes, seed=seed), features)
    found, likely = run(closed(network(classes, seed=seed)), features)

    np.testing.assert_array_equal(found, probabilities.argmax(axis=2))
    np.testing.assert_allclose(likely, probabilities.max(axis=2), rtol=1e-4)
    assert found.dtype == np.int32
    assert found.shape == (batch, steps)


@pytest.mark.parametrize("equals", [(0, 1), (3, BLOCK + 3), (BLOCK, 5 * BLOCK), (70, 71, 300)])
def test_of_equals_the_lowest_is_chosen(equals: tuple[int, ...]) -> None:
    model = network(6 * BLOCK)
    bias = np.zeros(6 * BLOCK, np.float32)
    bias[list(equals)] = 5
    model.graph.initializer[1].CopyFrom(numpy_helper.from_array(bias, "bias"))
    found, likely = run(closed(model), np.zeros((1, 1, FEATURES), np.float32))

    assert found.item() == equals[0]
    assert likely.item() == pytest.approx(1 / (len(equals) + (6 * BLOCK - len(equals)) * np.exp(-5)))


def test_what_fills_the_last_block_never_wins() -> None:
    """Not even where all scores are very low."""
    model = network(BLOCK + 1)
    bias = np.full(BLOCK + 1, -900, np.float32)
    model.graph.initializer[1].CopyFrom(numpy_helper.from_array(bias, "bias"))
    found, likely = run(closed(model), np.zeros((1, 1, FEATURES), np.float32))

    assert found.item() == 0
    assert likely.item() == pytest.approx(1 / (BLOCK + 1))


def test_a_network_that_ends_otherwise_is_refused() -> None:
    with pytest.raises(ValueError, match="has to end in MatMul, Add, Softmax"):
        fill_classes(network(9, last="LogSoftmax").graph)
