"""Quantizes an ONNX graph's convolutions and dense layers to 8-bit integers."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from models.graphs.nodes import replace_nodes

Ranges = Mapping[str, tuple[float, float]]
"""Tensor name → the lowest and the highest value that 8 bits represent. Values outside are clipped."""

SUMMED_AXES: Mapping[str, tuple[int, ...]] = {"Conv": (1, 2, 3), "MatMul": (0,)}
"""Operator → the axes of its weights over which it sums. The remaining axis is the output channel."""


def load_ranges(path: Path) -> Ranges:
    """Reads the ranges of a network's tensors from a JSON file that `benchmarks.calibrate` wrote."""
    ranges = json.loads(path.read_text(encoding="utf-8"))["ranges"]
    return {name: (low, high) for name, (low, high) in ranges.items()}


def quantize(graph: GraphProto, ranges: Ranges) -> None:
    """Rounds the tensors that have a range, and the weights by which they are multiplied, in place.

    Inserts pairs of QuantizeLinear and DequantizeLinear after these tensors. Runtimes with integer kernels
    compute the operators between such pairs in integers. Tensors become uint8 with a zero point. Weights
    become int8 with one scale for each output channel (Jacob et al., arXiv:1712.05877).
    """
    weights = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[NodeProto] = []
    for node in graph.node:
        if node.op_type in SUMMED_AXES and node.input[0] in ranges:
            nodes += _rounded_weights(graph, weights[node.input[1]], SUMMED_AXES[node.op_type])
            node.input[1] = _rounded(node.input[1])
        # Every consumer uses the rounded tensor, so the runtime stores only the 8-bit version.
        node.input[:] = [_rounded(name) if name in ranges else name for name in node.input]
        nodes.append(node)
        for name in node.output:
            if name in ranges:
                nodes += _rounding(graph, name, *ranges[name])
    replace_nodes(graph, nodes)


def _rounded(name: str) -> str:
    """Returns the name of a tensor's rounded version."""
    return f"{name}/rounded"


def _rounding(graph: GraphProto, name: str, low: float, high: float) -> Iterator[NodeProto]:
    """Yields the nodes that round a tensor. The range is extended to contain 0, so that 0 stays exact."""
    low, high = min(low, 0.0), max(high, 0.0)
    scale = np.float32((high - low) / 255)
    scale_name, zero_name, integers = f"{name}/scale", f"{name}/zero", f"{name}/integers"
    graph.initializer.append(numpy_helper.from_array(np.asarray(scale), scale_name))
    zero_point = np.asarray(round(-low / scale), np.uint8)
    graph.initializer.append(numpy_helper.from_array(zero_point, zero_name))
    yield helper.make_node("QuantizeLinear", [name, scale_name, zero_name], [integers])
    yield helper.make_node("DequantizeLinear", [integers, scale_name, zero_name], [_rounded(name)])


def _rounded_weights(graph: GraphProto, tensor: TensorProto, axes: tuple[int, ...]) -> Iterator[NodeProto]:
    """Adds the weights as int8 and yields the nodes that convert them to floats. One scale applies to `axes`.

    Cast and Mul are used, because DequantizeLinear of opset 11 has only one scale per tensor.
    """
    name, array = tensor.name, numpy_helper.to_array(tensor)
    scales = np.abs(array).max(axis=axes, keepdims=True).astype(np.float32) / 127
    scales[scales == 0] = 1
    integers, scales_name, floats = f"{name}/integers", f"{name}/scales", f"{name}/floats"
    graph.initializer.append(numpy_helper.from_array(np.round(array / scales).astype(np.int8), integers))
    graph.initializer.append(numpy_helper.from_array(scales, scales_name))
    yield helper.make_node("Cast", [integers], [floats], to=TensorProto.FLOAT)
    yield helper.make_node("Mul", [floats, scales_name], [_rounded(name)])
