from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from onnx import NodeProto, TensorProto

from models.runtimes.paddle_ops import OPERATORS
from tests.models.runtimes.small_graph import (
    CHANNELS,
    floats,
    integers,
    model_of,
    node,
    run_in_onnxruntime,
    run_in_paddle,
)

SHAPES = [(1, CHANNELS, 8, 6), (3, CHANNELS, 5, 7)]
PER_CHANNEL = {name: floats(CHANNELS) for name in ("scale", "shift", "mean", "variance")}
UPSAMPLING = {"roi": np.array([], np.float32), "scales": np.array([1, 1, 2, 3], np.float32)}
NEAREST: dict[str, Any] = {
    "mode": "nearest",
    "coordinate_transformation_mode": "asymmetric",
    "nearest_mode": "floor",
}
BOUNDS = {"low": np.array(0.3, np.float32), "high": np.array(0.6, np.float32)}
WINDOW: dict[str, Any] = {"kernel_shape": [3, 2], "strides": [2, 1], "pads": [1, 0, 1, 1]}

CASES: dict[str, tuple[list[NodeProto], dict[str, NDArray[Any]]]] = {
    "Add": ([node("Add", "x,c")], {"c": floats(1, CHANNELS, 1, 1)}),
    "Add of a number": ([node("Add", "x,c")], {"c": np.array(1.5, np.float32)}),
    "AveragePool": ([node("AveragePool", "x", **WINDOW)], {}),
    "BatchNormalization": (
        [node("BatchNormalization", "x,scale,shift,mean,variance", epsilon=0.01)],
        PER_CHANNEL,
    ),
    "Cast": ([node("Cast", "x", "i", to=TensorProto.INT32), node("Cast", "i", to=TensorProto.FLOAT)], {}),
    "Clip": ([node("Clip", "x,low,high")], BOUNDS),
    "Concat": ([node("Relu", "x", "r"), node("Concat", "x,r", axis=3)], {}),
    "Conv": (
        [node("Conv", "x,w,b", dilations=[1, 2], strides=[2, 1], pads=[1, 2, 0, 1])],
        {"w": floats(6, CHANNELS, 3, 2), "b": floats(6)},
    ),
    "Conv in groups": ([node("Conv", "x,w", group=2, pads=[1, 1, 1, 1])], {"w": floats(6, 2, 3, 3)}),
    "Conv padded by SAME_UPPER": (
        [node("Conv", "x,w", auto_pad="SAME_UPPER")],
        {"w": floats(6, CHANNELS, 2, 2)},
    ),
    "ConvTranspose": (
        [node("ConvTranspose", "x,w,b", strides=[2, 2], pads=[1, 0, 0, 0])],
        {"w": floats(CHANNELS, 6, 2, 3), "b": floats(6)},
    ),
    "Div": ([node("Div", "x,c")], {"c": floats(CHANNELS, 1, 1)}),
    "Erf": ([node("Erf", "x")], {}),
    "GlobalAveragePool": ([node("GlobalAveragePool", "x")], {}),
    "HardSigmoid": ([node("HardSigmoid", "x", alpha=0.9, beta=0.3)], {}),
    "Identity": ([node("Identity", "x")], {}),
    "MatMul": (
        [node("Transpose", "x", "t", perm=[0, 2, 3, 1]), node("MatMul", "t,w")],
        {"w": floats(CHANNELS, 5)},
    ),
    "MaxPool": ([node("MaxPool", "x", **WINDOW)], {}),
    "MaxPool padded by SAME_UPPER": (
        [node("MaxPool", "x", kernel_shape=[2, 2], auto_pad="SAME_UPPER")],
        {},
    ),
    "Mul": ([node("Sigmoid", "x", "s"), node("Mul", "x,s")], {}),
    "Pow": ([node("Pow", "x,c")], {"c": np.array(2.5, np.float32)}),
    "ReduceMean": ([node("ReduceMean", "x", axes=[2, 3])], {}),
    "ReduceMean without the axis": ([node("ReduceMean", "x", axes=[-1], keepdims=0)], {}),
    "ReduceSum": ([node("ReduceSum", "x", axes=[1])], {}),
    "ReduceSum without the axis": ([node("ReduceSum", "x", axes=[2], keepdims=0)], {}),
    "Relu": ([node("Sub", "x,c", "s"), node("Relu", "s")], {"c": np.array(0.5, np.float32)}),
    "Reshape": ([node("Reshape", "x,to")], {"to": integers(0, 2, 2, -1)}),
    "Resize": ([node("Resize", "x,roi,scales", **NEAREST)], UPSAMPLING),
    "Shape": (
        [
            node("Shape", "x", "shape"),
            node("Slice", "shape,start,end,axis", "batch"),
            node("Concat", "batch,rest", "to", axis=0),
            node("Reshape", "x,to"),
        ],
        {"start": integers(0), "end": integers(1), "axis": integers(0), "rest": integers(-1)},
    ),
    "Sigmoid": ([node("Sigmoid", "x")], {}),
    "Slice": (
        [node("Slice", "x,start,end,axis,step")],
        {
            "start": integers(1, -4),
            "end": integers(3, 2**63 - 1),
            "axis": integers(1, 3),
            "step": integers(1, 1),
        },
    ),
    "Softmax": ([node("Softmax", "x", axis=3)], {}),
    "Sqrt": ([node("Sqrt", "x")], {}),
    "Squeeze": ([node("GlobalAveragePool", "x", "g"), node("Squeeze", "g", axes=[2, 3])], {}),
    "Sub": ([node("Sub", "x,c")], {"c": floats(CHANNELS, 1, 1)}),
    "Transpose": ([node("Transpose", "x", perm=[0, 3, 1, 2])], {}),
    "Unsqueeze": ([node("Unsqueeze", "x", axes=[0])], {}),
}


@pytest.mark.parametrize("case", CASES)
def test_an_operator_gives_the_result_of_onnxruntime(case: str) -> None:
    model = model_of(*CASES[case])
    batches = [floats(*shape) for shape in SHAPES]
    results = run_in_paddle(model, batches)
    for ours, theirs in zip(results, run_in_onnxruntime(model, batches), strict=True):
        assert ours.dtype == theirs.dtype
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_every_supported_operator_is_tested() -> None:
    """Gelu is not in opset 11. tests/models/graphs/test_gelu.py tests it."""
    assert {operator for operator in OPERATORS if operator not in CASES} == {"Gelu"}


def test_the_mean_of_a_large_map_is_precise() -> None:
    model = model_of([node("GlobalAveragePool", "x")], {})
    batch = floats(1, CHANNELS, 500, 700)
    (mean,) = run_in_paddle(model, [batch])
    np.testing.assert_allclose(mean, batch.mean(axis=(2, 3), keepdims=True, dtype=np.float64), rtol=5e-6)


REFUSED: dict[str, tuple[list[NodeProto], dict[str, NDArray[Any]]]] = {
    "AveragePool of y: count_include_pad": (
        [node("AveragePool", "x", count_include_pad=1, **WINDOW)],
        {},
    ),
    "Conv of y: auto_pad SAME_LOWER": (
        [node("Conv", "x,w", auto_pad="SAME_LOWER")],
        {"w": floats(6, CHANNELS, 2, 2)},
    ),
    "Softmax of y: axis 1 of 4 is not supported": ([node("Softmax", "x", axis=1)], {}),
    "Resize of y: .* are not whole numbers": (
        [node("Resize", "x,roi,scales", **NEAREST)],
        UPSAMPLING | {"scales": np.array([1, 1, 1.5, 2], np.float32)},
    ),
    "Resize of y: .* only nearest": (
        [node("Resize", "x,roi,scales", **{**NEAREST, "mode": "linear"})],
        UPSAMPLING,
    ),
    "Slice of y: .* only steps of 1": (
        [node("Slice", "x,start,end,axis,step")],
        {"start": integers(0), "end": integers(4), "axis": integers(1), "step": integers(2)},
    ),
    "Resize of y: operand 2 must be a constant": ([node("Resize", "x,roi,x", **NEAREST)], UPSAMPLING),
}


@pytest.mark.parametrize("message", REFUSED)
def test_an_unsupported_attribute_is_named(message: str) -> None:
    with pytest.raises(ValueError, match=message):
        run_in_paddle(model_of(*REFUSED[message]), [])
