import numpy as np
import onnx
import pytest
from onnx import helper, numpy_helper

from tests.models.runtimes.small_graph import (
    CHANNELS,
    floats,
    model_of,
    node,
    run_in_onnxruntime,
    run_in_paddle,
)


def test_a_graph_gives_the_result_of_onnxruntime_at_any_size() -> None:
    """The graph has a constant operand, a Constant node, an Identity of a constant, and a reused value."""
    constant = helper.make_node("Constant", [], ["c"], value=numpy_helper.from_array(floats(CHANNELS, 1, 1)))
    nodes = [
        constant,
        node("Identity", "weights", "same"),
        node("Conv", "x,same", "conv", pads=[1, 1, 1, 1]),
        node("Sub", "one,conv", "rest"),
        node("Mul", "rest,c", "scaled"),
        node("Add", "scaled,conv"),
    ]
    constants = {"weights": floats(CHANNELS, CHANNELS, 3, 3), "one": floats(1, CHANNELS, 1, 1)}
    model = model_of(nodes, constants)
    batches = [floats(1, CHANNELS, 8, 6), floats(3, CHANNELS, 5, 9)]
    for ours, theirs in zip(run_in_paddle(model, batches), run_in_onnxruntime(model, batches), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)


def test_a_spelled_out_gelu_gives_the_result_of_onnxruntime() -> None:
    nodes = [
        node("Div", "x,root", "scaled"),
        node("Erf", "scaled", "erf"),
        node("Add", "erf,one", "sum"),
        node("Mul", "x,sum", "product"),
        node("Mul", "product,half"),
    ]
    numbers = {"root": 2**0.5, "one": 1.0, "half": 0.5}
    model = model_of(nodes, {name: np.array(number, np.float32) for name, number in numbers.items()})
    batch = floats(2, CHANNELS, 9, 9) * 8 - 4
    ((ours,), (theirs,)) = run_in_paddle(model, [batch]), run_in_onnxruntime(model, [batch])
    np.testing.assert_allclose(ours, theirs, atol=1e-6)


def test_an_unsupported_operator_is_named() -> None:
    with pytest.raises(ValueError, match="operator LSTM of y is not supported"):
        run_in_paddle(model_of([node("LSTM", "x")], {}), [])


def test_a_graph_of_another_opset_is_refused() -> None:
    with pytest.raises(ValueError, match="opset 17"):
        run_in_paddle(model_of([node("Relu", "x")], {}, opset=17), [])


def test_the_imported_model_is_not_changed() -> None:
    model = model_of([node("Identity", "x", "i"), node("Relu", "i")], {})
    before = onnx.ModelProto()
    before.CopyFrom(model)
    run_in_paddle(model, [])
    assert model == before
