from collections.abc import Sequence
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
import paddle
import pytest
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from models.runtimes.paddle_import import OPSET, import_onnx
from models.runtimes.paddle_ops import OPERATORS
from models.runtimes.paddle_program import building

CHANNELS = 4
SHAPES = [(1, CHANNELS, 8, 6), (3, CHANNELS, 5, 7)]
RNG = np.random.default_rng(11)


def floats(*shape: int) -> NDArray[np.float32]:
    """Positive, so that roots and powers are defined."""
    return RNG.uniform(0.1, 1.0, shape).astype(np.float32)


def integers(*numbers: int) -> NDArray[np.int64]:
    return np.array(numbers, np.int64)


def node(op_type: str, inputs: str, output: str = "y", **attributes: Any) -> NodeProto:
    return helper.make_node(op_type, inputs.split(","), [output], **attributes)


def model_of(
    nodes: Sequence[NodeProto], constants: dict[str, NDArray[Any]], opset: int = OPSET
) -> ModelProto:
    shape = ["batch", CHANNELS, "height", "width"]
    graph = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_empty_tensor_value_info("y")],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)


def run_in_paddle(model: ModelProto, batches: Sequence[NDArray[np.float32]]) -> list[NDArray[Any]]:
    with building() as program:
        network_input = paddle.static.data("x", [None, CHANNELS, None, None], "float32")
        result = import_onnx(model, network_input)
        executor = paddle.static.Executor(paddle.CPUPlace())
        return [executor.run(program, feed={"x": batch}, fetch_list=[result])[0] for batch in batches]


def run_in_onnxruntime(model: ModelProto, batches: Sequence[NDArray[np.float32]]) -> list[NDArray[Any]]:
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return [session.run(None, {"x": batch})[0] for batch in batches]


PER_CHANNEL = {name: floats(CHANNELS) for name in ("scale", "shift", "mean", "variance")}
UPSAMPLING = {"roi": np.array([], np.float32), "scales": np.array([1, 1, 2, 3], np.float32)}
NEAREST = {"mode": "nearest", "coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}
BOUNDS = {"low": np.array(0.3, np.float32), "high": np.array(0.6, np.float32)}
WINDOW = {"kernel_shape": [3, 2], "strides": [2, 1], "pads": [1, 0, 1, 1]}

CASES: dict[str, tuple[list[NodeProto], dict[str, NDArray[Any]]]] = {
    "Add": ([node("Add", "x,c")], {"c": floats(1, CHANNELS, 1, 1)}),
    "Add of a number": ([node("Add", "x,c")], {"c": np.array(1.5, np.float32)}),
    "AveragePool": ([node("AveragePool", "x", **WINDOW)], {}),
    "AveragePool that counts the padding": ([node("AveragePool", "x", count_include_pad=1, **WINDOW)], {}),
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
    "a constant first": ([node("Sub", "c,x")], {"c": floats(1, CHANNELS, 1, 1)}),
    "a Constant node": (
        [
            helper.make_node("Constant", [], ["c"], value=numpy_helper.from_array(floats(CHANNELS, 1, 1))),
            node("Add", "x,c"),
        ],
        {},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_an_operator_gives_what_onnxruntime_gives(case: str) -> None:
    model = model_of(*CASES[case])
    batches = [floats(*shape) for shape in SHAPES]
    results = run_in_paddle(model, batches)
    for ours, theirs in zip(results, run_in_onnxruntime(model, batches), strict=True):
        assert ours.dtype == theirs.dtype
        np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-6)


def test_every_operator_of_the_table_has_a_case() -> None:
    """Gelu, which opset 11 lacks, is tested where it is made, in test_onnx_gelu."""
    assert {operator for operator in OPERATORS if operator not in CASES} == {"Gelu"}


def test_the_mean_of_a_large_map_keeps_its_precision() -> None:
    model = model_of([node("GlobalAveragePool", "x")], {})
    batch = floats(1, CHANNELS, 500, 700)
    (mean,) = run_in_paddle(model, [batch])
    np.testing.assert_allclose(mean, batch.mean(axis=(2, 3), keepdims=True, dtype=np.float64), rtol=1e-6)


REFUSED: dict[str, tuple[list[NodeProto], dict[str, NDArray[Any]]]] = {
    "LSTM of y": ([node("LSTM", "x")], {}),
    "Conv of y: auto_pad SAME_LOWER": (
        [node("Conv", "x,w", auto_pad="SAME_LOWER")],
        {"w": floats(6, CHANNELS, 2, 2)},
    ),
    "Softmax of y: only the last axis": ([node("Softmax", "x", axis=1)], {}),
    "Resize of y: only whole factors": (
        [node("Resize", "x,roi,scales", **NEAREST)],
        UPSAMPLING | {"scales": np.array([1, 1, 1.5, 2], np.float32)},
    ),
    "Resize of y: only nearest": (
        [node("Resize", "x,roi,scales", **{**NEAREST, "mode": "linear"})],
        UPSAMPLING,
    ),
    "Slice of y: only steps of 1": (
        [node("Slice", "x,start,end,axis,step")],
        {"start": integers(0), "end": integers(4), "axis": integers(1), "step": integers(2)},
    ),
    "Pad of y": ([node("Pad", "x,pads")], {"pads": integers(0, 0, 1, 1, 0, 0, 1, 1)}),
    "Resize of y: operand 2 has to be a constant": ([node("Resize", "x,roi,x", **NEAREST)], UPSAMPLING),
}


@pytest.mark.parametrize("complaint", REFUSED)
def test_what_has_no_counterpart_is_named(complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        run_in_paddle(model_of(*REFUSED[complaint]), [])


def test_a_graph_of_another_opset_is_refused() -> None:
    with pytest.raises(ValueError, match="opset 17"):
        run_in_paddle(model_of([node("Relu", "x")], {}, opset=17), [])


def test_the_graph_that_was_given_stays_as_it_was() -> None:
    model = model_of([node("Identity", "x", "i"), node("Relu", "i")], {})
    before = onnx.ModelProto()
    before.CopyFrom(model)
    run_in_paddle(model, [])
    assert model == before
