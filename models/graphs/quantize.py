"""Eight bits instead of floats: an ONNX graph's convolutions and layers, ready for integer arithmetic."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from models.graphs.nodes import replace_nodes

Ranges = Mapping[str, tuple[float, float]]
"""Tensor name → the lowest and the highest value that is told apart in it; what lies beyond is clipped."""

SUMMED: Mapping[str, tuple[int, ...]] = {"Conv": (1, 2, 3), "MatMul": (0,)}
"""What multiplies by weights → the axes of these that it sums over; along the other one channels come out."""


def load_ranges(path: Path) -> Ranges:
    """Read the ranges of a network's tensors from JSON; `benchmarks.calibrate` writes them."""
    ranges = json.loads(path.read_text(encoding="utf-8"))["ranges"]
    return {name: (low, high) for name, (low, high) in ranges.items()}


def quantize(graph: GraphProto, ranges: Ranges) -> None:
    """Round, in place, the tensors that have a range, and the weights of what multiplies them.

    Runtimes with integer kernels recognise the pairs of QuantizeLinear and DequantizeLinear and compute in
    integers what lies between. Tensors are uint8 with a zero point, weights int8 with a scale for each
    channel that comes out, as in Jacob et al. (arXiv:1712.05877).
    """
    weights = {tensor.name: tensor for tensor in graph.initializer}
    nodes: list[NodeProto] = []
    for node in graph.node:
        if node.op_type in SUMMED and node.input[0] in ranges:
            nodes += _rounded_weights(graph, weights[node.input[1]], SUMMED[node.op_type])
            node.input[1] = _rounded(node.input[1])
        # All who take a tensor take it rounded: then it is kept in eight bits alone.
        node.input[:] = [_rounded(name) if name in ranges else name for name in node.input]
        nodes.append(node)
        for name in node.output:
            if name in ranges:
                nodes += _rounding(graph, name, *ranges[name])
    replace_nodes(graph, nodes)


def _rounded(name: str) -> str:
    return f"{name}/rounded"


def _rounding(graph: GraphProto, name: str, low: float, high: float) -> Iterator[NodeProto]:
    low, high = min(low, 0.0), max(high, 0.0)
    scale = np.float32((high - low) / 255)
    by, zero, integers = f"{name}/scale", f"{name}/zero", f"{name}/integers"
    graph.initializer.append(numpy_helper.from_array(np.asarray(scale), by))
    graph.initializer.append(numpy_helper.from_array(np.asarray(round(-low / scale), np.uint8), zero))
    yield helper.make_node("QuantizeLinear", [name, by, zero], [integers])
    yield helper.make_node("DequantizeLinear", [integers, by, zero], [_rounded(name)])


def _rounded_weights(graph: GraphProto, tensor: TensorProto, summed: tuple[int, ...]) -> Iterator[NodeProto]:
    """In the operators of opset 11, which has no scale for each channel in DequantizeLinear."""
    name, array = tensor.name, numpy_helper.to_array(tensor)
    scales = np.abs(array).max(axis=summed, keepdims=True).astype(np.float32) / 127
    scales[scales == 0] = 1
    integers, by, floats = f"{name}/integers", f"{name}/scales", f"{name}/floats"
    graph.initializer.append(numpy_helper.from_array(np.round(array / scales).astype(np.int8), integers))
    graph.initializer.append(numpy_helper.from_array(scales, by))
    yield helper.make_node("Cast", [integers], [floats], to=TensorProto.FLOAT)
    yield helper.make_node("Mul", [floats, by], [_rounded(name)])
