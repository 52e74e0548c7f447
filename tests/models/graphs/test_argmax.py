"""The arg-max nodes return the same classes and probabilities as NumPy."""

from typing import Any

import numpy as np
import onnxruntime as ort
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper, numpy_helper

from models.graphs.argmax import BLOCK, TOP_BLOCKS, argmax_nodes, pad_classes
from models.graphs.nodes import replace_nodes

FEATURES = 6


def network(classes: int, last: str = "Softmax", seed: int = 1) -> ModelProto:
    """Returns a model of one layer with this number of classes."""
    rng = np.random.default_rng(seed)
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
            numpy_helper.from_array(rng.normal(size=(FEATURES, classes)).astype(np.float32), "weights"),
            numpy_helper.from_array(rng.normal(size=classes).astype(np.float32), "bias"),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=8)


def with_argmax(model: ModelProto) -> ModelProto:
    pad_classes(model.graph)
    replace_nodes(model.graph, [*model.graph.node, *argmax_nodes(model.graph)])
    del model.graph.output[:]
    names = ("class", "class_probability", "space_probability", "step_features")
    model.graph.output.extend(map(helper.make_empty_tensor_value_info, names))
    return model


def run(model: ModelProto, features: NDArray[np.float32]) -> list[NDArray[Any]]:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    answers: list[NDArray[Any]] = session.run(None, {"features": features})
    return answers


def summed(probabilities: NDArray[np.float32]) -> NDArray[np.float32]:
    """Returns the sum of the probabilities that the graph counts. It is 1 if all blocks are top blocks."""
    padding = ((0, 0), (0, 0), (0, -probabilities.shape[2] % BLOCK))
    blocks = np.pad(probabilities, padding).reshape(*probabilities.shape[:2], -1, BLOCK)
    sums, highest = blocks.sum(axis=3), blocks.max(axis=3)
    order = np.argsort(-highest, axis=2)
    top, others = order[:, :, :TOP_BLOCKS], order[:, :, TOP_BLOCKS:]
    of_top = np.take_along_axis(sums, top, axis=2).sum(axis=2)
    return np.asarray(of_top + np.take_along_axis(highest, others, axis=2).sum(axis=2))


@settings(deadline=None)  # the time of a case depends on the load of the machine
@given(
    classes=st.one_of(st.integers(1, 3 * BLOCK), st.sampled_from([BLOCK, 2 * BLOCK, 18710])),
    batch=st.integers(1, 3),
    steps=st.integers(1, 9),
    seed=st.integers(0, 99),
)
def test_the_class_is_that_of_the_softmax_and_probabilities_count_the_likeliest_blocks(
    classes: int, batch: int, steps: int, seed: int
) -> None:
    features = np.random.default_rng(seed).normal(0, 3, (batch, steps, FEATURES)).astype(np.float32)
    (probabilities,) = run(network(classes, seed=seed), features)
    found, probability, space, passed = run(with_argmax(network(classes, seed=seed)), features)

    total = summed(probabilities)
    np.testing.assert_array_equal(found, probabilities.argmax(axis=2))
    np.testing.assert_allclose(probability, probabilities.max(axis=2) / total, rtol=1e-4)
    np.testing.assert_allclose(space, probabilities[:, :, -1] / total, rtol=1e-4)
    np.testing.assert_array_equal(passed, features)
    assert found.dtype == np.int32
    assert found.shape == (batch, steps)


@pytest.mark.parametrize("equals", [(0, 1), (3, BLOCK + 3), (BLOCK, 5 * BLOCK), (70, 71, 300)])
def test_the_lowest_class_of_equal_scores_is_chosen(equals: tuple[int, ...]) -> None:
    model = network(6 * BLOCK)
    bias = np.zeros(6 * BLOCK, np.float32)
    bias[list(equals)] = 5
    model.graph.initializer[1].CopyFrom(numpy_helper.from_array(bias, "bias"))
    found, probability, *_ = run(with_argmax(model), np.zeros((1, 1, FEATURES), np.float32))

    assert found.item() == equals[0]
    assert probability.item() == pytest.approx(1 / (len(equals) + (6 * BLOCK - len(equals)) * np.exp(-5)))


def test_probabilities_are_exact_where_all_likely_classes_are_in_a_few_blocks() -> None:
    classes = 3 * TOP_BLOCKS * BLOCK
    model = network(classes)
    bias = np.full(classes, -30, np.float32)
    bias[: TOP_BLOCKS * BLOCK] = np.random.default_rng(3).normal(size=TOP_BLOCKS * BLOCK)
    model.graph.initializer[1].CopyFrom(numpy_helper.from_array(bias, "bias"))
    _, probability, *_ = run(with_argmax(model), np.zeros((1, 1, FEATURES), np.float32))

    assert probability.item() == pytest.approx(np.exp(bias.max()) / np.exp(bias).sum(), rel=1e-5)


def test_a_padding_class_is_never_chosen() -> None:
    """All real classes have scores of -900 here."""
    model = network(BLOCK + 1)
    bias = np.full(BLOCK + 1, -900, np.float32)
    model.graph.initializer[1].CopyFrom(numpy_helper.from_array(bias, "bias"))
    found, probability, *_ = run(with_argmax(model), np.zeros((1, 1, FEATURES), np.float32))

    assert found.item() == 0
    assert probability.item() == pytest.approx(1 / (BLOCK + 1))


def test_a_network_with_other_last_layers_is_refused() -> None:
    with pytest.raises(ValueError, match="must end in MatMul, Add, Softmax"):
        pad_classes(network(9, last="LogSoftmax").graph)
