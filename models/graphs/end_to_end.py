"""Builds end-to-end ONNX graphs, which contain a network with its pre- and post-processing.

Their input is raw pixels. Their output is only what Python needs.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from models.catalog.model import Model, Task
from models.graphs.argmax import argmax_nodes, pad_classes
from models.graphs.nodes import bypass_identities, replace_nodes
from models.graphs.quantize import Ranges, quantize
from models.graphs.subpixel import compute_at_quarter_resolution

PIXELS = "pixels"
"""Name of the input of an end-to-end graph."""


def network_graph(model: Model, weights: Path) -> onnx.ModelProto:
    """Loads a network without pre- and post-processing, and replaces nodes by faster equivalents."""
    proto = onnx.load(model.file(weights, ".onnx"))
    bypass_identities(proto.graph)
    compute_at_quarter_resolution(proto.graph)
    return proto


def end_to_end_graph(model: Model, weights: Path, ranges: Ranges | None = None) -> bytes:
    """Returns the serialized graph. Its input is uint8 (batch, height, width, 3), BGR, or 1 channel of grey.

    The normalization and the last step of the task, such as a recognizer's arg-max, become nodes of the
    graph. They then run in the runtime's native code, and class scores are never copied to Python. Tensors
    with a range are computed in 8-bit integers if the runtime supports it.
    """
    proto = network_graph(model, weights)
    graph = proto.graph
    if model.task == "recognize":
        pad_classes(graph)
    quantize(graph, ranges or {})
    first, last = _normalization(model, graph.input[0].name), _LAST_STEPS[model.task](graph)
    replace_nodes(graph, [*first, *graph.node, *last])
    del graph.input[:], graph.output[:], graph.value_info[:]
    graph.initializer.extend(_channel_constants(model))
    graph.input.append(_input_of(model))
    graph.output.extend(helper.make_empty_tensor_value_info(name) for name in _OUTPUTS[model.task])
    serialized: bytes = proto.SerializeToString()
    return serialized


def _normalization(model: Model, network_input: str) -> list[NodeProto]:
    """Returns the nodes that convert pixels to the network's input: (pixel - mean) / std, channels first."""
    # The transposition comes first, because SIMD instructions process long rows faster than three channels.
    return [
        helper.make_node("Transpose", [PIXELS], ["pixels_planes"], perm=[0, 3, 1, 2]),
        helper.make_node("Cast", ["pixels_planes"], ["pixels_float"], to=TensorProto.FLOAT),
        helper.make_node("Mul", ["pixels_float", "channel_scale"], ["pixels_scaled"]),
        helper.make_node("Add", ["pixels_scaled", "channel_shift"], [network_input]),
    ]


def _channel_constants(model: Model) -> list[TensorProto]:
    mean, std = (np.asarray(values, np.float32).reshape(-1, 1, 1) for values in (model.mean, model.std))
    return [
        numpy_helper.from_array(1 / std, "channel_scale"),
        numpy_helper.from_array(-mean / std, "channel_shift"),
    ]


def _input_of(model: Model) -> onnx.ValueInfoProto:
    height = model.input_height or "height"
    shape = ["batch", height, "width", len(model.mean)]
    return helper.make_tensor_value_info(PIXELS, TensorProto.UINT8, shape)


def _text_probability(graph: GraphProto) -> list[NodeProto]:
    # Not Squeeze, whose axes are an attribute up to operator set 12, and an input from 13 on.
    graph.initializer.append(numpy_helper.from_array(np.array(0), "text_channel"))
    return [helper.make_node("Gather", [graph.output[0].name, "text_channel"], ["text_probability"], axis=1)]


def _direction_probability(graph: GraphProto) -> list[NodeProto]:
    return [helper.make_node("Identity", [graph.output[0].name], ["direction_probability"])]


def _symbol_probability(graph: GraphProto) -> list[NodeProto]:
    return [helper.make_node("Identity", [graph.output[0].name], ["symbol_probability"])]


def _embedding(graph: GraphProto) -> list[NodeProto]:
    return [helper.make_node("Identity", [graph.output[0].name], ["embedding"])]


_LAST_STEPS: Mapping[Task, Callable[[GraphProto], list[NodeProto]]] = {
    "detect": _text_probability,
    "classify": _direction_probability,
    "recognize": argmax_nodes,
    "identify": _symbol_probability,
    "embed": _embedding,
}
"""Task → function that returns the nodes after the network. It may add constants to the graph."""

_OUTPUTS: Mapping[Task, tuple[str, ...]] = {
    "detect": ("text_probability",),
    "classify": ("direction_probability",),
    "recognize": ("class", "class_probability", "space_probability", "step_features"),
    "identify": ("symbol_probability",),
    "embed": ("embedding",),
}
