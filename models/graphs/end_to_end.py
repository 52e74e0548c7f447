"""An ONNX graph with its edges moved inside: raw pixels in, only what Python needs out."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from models.catalog.catalog import Model, Task
from models.graphs.argmax import fill_classes, likeliest
from models.graphs.nodes import bypass_identities, replace_nodes
from models.graphs.quantize import Ranges, quantize
from models.graphs.subpixel import compute_at_a_quarter

PIXELS = "pixels"


def plain_graph(model: Model, weights: Path) -> onnx.ModelProto:
    """The model's network alone, floats in and floats out, in as few nodes as give the same."""
    proto = onnx.load(model.file(weights, ".onnx"))
    bypass_identities(proto.graph)
    compute_at_a_quarter(proto.graph)
    return proto


def closed_graph(model: Model, weights: Path, ranges: Ranges | None = None) -> bytes:
    """The model's ONNX graph, serialised, that takes uint8 (batch, height, width, 3) BGR pixels, or 1 grey.

    Normalisation and the task's last step (arg-max for a recognizer) become nodes of the graph, so every
    runtime that reads ONNX runs them in its own code and the class scores never leave it. What has a range
    is computed in integers where the runtime can.
    """
    proto = plain_graph(model, weights)
    graph = proto.graph
    if model.task == "recognize":
        fill_classes(graph)
    quantize(graph, ranges or {})
    head, tail = _normalise(model, graph.input[0].name), _TAILS[model.task](graph)
    replace_nodes(graph, [*head, *graph.node, *tail])
    del graph.input[:], graph.output[:], graph.value_info[:]
    graph.initializer.extend(_channel_constants(model))
    graph.input.append(_pixels_of(model))
    graph.output.extend(helper.make_empty_tensor_value_info(name) for name in _OUTPUTS[model.task])
    serialised: bytes = proto.SerializeToString()
    return serialised


def _normalise(model: Model, network_input: str) -> list[NodeProto]:
    # Channels first: along rows of three colours a CPU's wide instructions have nothing to do.
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


def _pixels_of(model: Model) -> onnx.ValueInfoProto:
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
    "recognize": likeliest,
    "embed": _embed_tail,
}
_OUTPUTS: Mapping[Task, tuple[str, ...]] = {
    "detect": ("text_probability",),
    "classify": ("direction_probability",),
    "recognize": ("class", "class_probability"),
    "embed": ("embedding",),
}
