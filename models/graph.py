"""An ONNX graph with its edges moved inside: raw pixels in, only what Python needs out."""

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
import onnx
from onnx import NodeProto, TensorProto, helper, numpy_helper

from models.catalog import Model, Task
from models.quantize import Ranges, quantize
from models.subpixel import compute_at_a_quarter
from models.wiring import bypass_identities, replace_nodes

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
    quantize(graph, ranges or {})
    network_input, network_output = graph.input[0].name, graph.output[0].name
    head, tail = _normalise(model, network_input), _TAILS[model.task](network_output)
    replace_nodes(graph, [*head, *graph.node, *tail])
    del graph.input[:], graph.output[:], graph.value_info[:]
    graph.initializer.extend(_channel_constants(model) + _CONSTANTS[model.task])
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
    height = 48 if model.task in ("recognize", "embed") else "height"
    shape = ["batch", height, "width", len(model.mean)]
    return helper.make_tensor_value_info(PIXELS, TensorProto.UINT8, shape)


def _detect_tail(probabilities: str) -> list[NodeProto]:
    return [helper.make_node("Squeeze", [probabilities], ["text_probability"], axes=[1])]


def _classify_tail(probabilities: str) -> list[NodeProto]:
    return [helper.make_node("Identity", [probabilities], ["direction_probability"])]


def _recognize_tail(probabilities: str) -> list[NodeProto]:
    """The arg-max as "the lowest index whose probability is the highest one".

    Both CPU runtimes reduce along the classes several times faster than they search with ArgMax.
    """
    return [
        helper.make_node("ReduceMax", [probabilities], ["highest"], axes=[2], keepdims=1),
        helper.make_node("Squeeze", ["highest"], ["class_probability"], axes=[2]),
        helper.make_node("Equal", [probabilities, "highest"], ["is_highest"]),
        helper.make_node("Shape", [probabilities], ["shape"]),
        helper.make_node("Gather", ["shape", "last_axis"], ["class_count"]),
        helper.make_node("Range", ["zero", "class_count", "one"], ["index_long"]),
        helper.make_node("Cast", ["index_long"], ["index"], to=TensorProto.FLOAT),
        helper.make_node("Where", ["is_highest", "index", "beyond"], ["index_or_beyond"]),
        helper.make_node("ReduceMin", ["index_or_beyond"], ["lowest_index"], axes=[2], keepdims=0),
        helper.make_node("Cast", ["lowest_index"], ["class"], to=TensorProto.INT32),
    ]


def _embed_tail(embeddings: str) -> list[NodeProto]:
    return [helper.make_node("Identity", [embeddings], ["embedding"])]


_TAILS: Mapping[Task, Callable[[str], list[NodeProto]]] = {
    "detect": _detect_tail,
    "classify": _classify_tail,
    "recognize": _recognize_tail,
    "embed": _embed_tail,
}
_OUTPUTS: Mapping[Task, tuple[str, ...]] = {
    "detect": ("text_probability",),
    "classify": ("direction_probability",),
    "recognize": ("class", "class_probability"),
    "embed": ("embedding",),
}
_CONSTANTS: Mapping[Task, list[TensorProto]] = {
    "detect": [],
    "classify": [],
    "recognize": [
        numpy_helper.from_array(np.asarray(value), name)
        for name, value in {
            "zero": np.int64(0),
            "one": np.int64(1),
            "last_axis": np.int64(2),
            "beyond": np.float32(2**24),
        }.items()
    ],
    "embed": [],
}
