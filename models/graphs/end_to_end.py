"""Builds end-to-end ONNX graphs: a network with its pre- and post-processing inside.

The input is raw pixels. The output is only what Python needs.
"""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from models.catalog.catalog import Model, Task
from models.graphs.argmax import argmax_nodes, pad_classes
from models.graphs.nodes import bypass_identities, replace_nodes
from models.graphs.quantize import Ranges, quantize
from models.graphs.subpixel import compute_at_quarter_resolution

PIXELS = "pixels"
"""Name of the graph's input."""


def network_graph(model: Model, weights: Path) -> onnx.ModelProto:
    """Loads the network alone, floats in and floats out, with equivalent but faster nodes."""
    proto = onnx.load(model.file(weights, ".onnx"))
    bypass_identities(proto.graph)
    compute_at_quarter_resolution(proto.graph)
    return proto


def end_to_end_graph(model: Model, weights: Path, ranges: Ranges | None = None) -> bytes:
    """Returns the serialised graph. Its input is uint8 (batch, height, width, 3), BGR, or 1 channel of grey.

    Normalisation and the task's last step, such as a recognizer's arg-max, become nodes of the graph. They
    run in the runtime's native code, and class scores are never copied to Python. Tensors with a range are
    computed in 8-bit integers if the runtime supports it.
    """
    proto = network_graph(model, weights)
    graph = proto.graph
    if model.task == "recognize":
        pad_classes(graph)
    quantize(graph, ranges or {})
    head, tail = _normalization(model, graph.input[0].name), _TAILS[model.task](graph)
    replace_nodes(graph, [*head, *graph.node, *tail])
    del graph.input[:], graph.output[:], graph.value_info[:]
    graph.initializer.extend(_channel_constants(model))
    graph.input.append(_input_of(model))
    graph.output.extend(helper.make_empty_tensor_value_info(name) for name in _OUTPUTS[model.task])
    serialised: bytes = proto.SerializeToString()
    return serialised


def _normalization(model: Model, network_input: str) -> list[NodeProto]:
    """Returns the nodes that convert pixels to the network's input: (pixel - mean) / std, channels first."""
    # The transposition comes first, because SIMD instructions are of little use on rows of three values.
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


def _detect_tail(graph: GraphProto) -> list[NodeProto]:
    return [helper.make_node("Squeeze", [graph.output[0].name], ["text_probability"], axes=[1])]


def _classify_tail(graph: GraphProto) -> list[NodeProto]:
    return [helper.make_node("Identity", [graph.output[0].name], ["direction_probability"])]


def _embed_tail(graph: GraphProto) -> list[NodeProto]:
    return [helper.make_node("Identity", [graph.output[0].name], ["embedding"])]


_TAILS: Mapping[Task, Callable[[GraphProto], list[NodeProto]]] = {
    "detect": _detect_tail,
    "classify": _classify_tail,
    "recognize": argmax_nodes,
    "embed": _embed_tail,
}
_OUTPUTS: Mapping[Task, tuple[str, ...]] = {
    "detect": ("text_probability",),
    "classify": ("direction_probability",),
    "recognize": ("class", "class_probability"),
    "embed": ("embedding",),
}
