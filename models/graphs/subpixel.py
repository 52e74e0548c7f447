"""A detector's last layers computed at a quarter of the map's resolution, which gives the same map."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import GraphProto, NodeProto, helper, numpy_helper

from models.graphs.nodes import replace_nodes, wiring_of

Arrays = Mapping[str, NDArray[Any]]

HEAD = ("ConvTranspose", "Add", "Relu", "ConvTranspose", "Add", "Sigmoid")
"""DBNet's probability head after its first convolution: enlarge twice by two, then squash."""


def compute_at_a_quarter(graph: GraphProto) -> None:
    """Replace, in place, DBNet's head by convolutions of one pixel and a rearrangement; leave any other head.

    A transposed convolution of 2 x 2 with stride 2 makes four pixels out of each, independently, and so is
    a convolution of one pixel with four times the channels (Shi et al., arXiv:1609.05158). Vendors compute
    that in their fast kernels, and the squashing on few wide pixels instead of many narrow ones.
    """
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    head = _head(graph)
    if not head or not all(_is_of_blocks(head[i], arrays) for i in (0, 3)):
        return
    first, second = (arrays[head[i].input[1]] for i in (0, 3))
    biases = [_bias(head[i], arrays) for i in (1, 4)]
    graph.initializer.extend(
        numpy_helper.from_array(array, name)
        for name, array in {
            "quarter/first": _first_weights(first),
            "quarter/first_bias": np.tile(biases[0], 4),
            "quarter/second": _second_weights(second),
            "quarter/second_bias": np.repeat(biases[1], 16),
        }.items()
    )
    kept = [node for node in graph.node if node not in head]
    replace_nodes(graph, kept + _nodes(head[0].input[0], head[-1].output[0]))


def _head(graph: GraphProto) -> list[NodeProto]:
    """The nodes of the head in their order, none where this is no such head."""
    wiring = wiring_of(graph)
    node = next((node for node in graph.node if node.op_type == HEAD[0]), None)
    found = [node]
    for op_type in HEAD[1:]:
        node = wiring.next(node, op_type)
        found.append(node)
    return [node for node in found if node is not None] if node is not None else []


def _is_of_blocks(node: NodeProto, arrays: Arrays) -> bool:
    attributes = {entry.name: helper.get_attribute_value(entry) for entry in node.attribute}
    plain = attributes.get("group", 1) == 1 and not any(attributes.get("pads", ()))
    return plain and attributes.get("strides") == [2, 2] and arrays[node.input[1]].shape[2:] == (2, 2)


def _bias(add: NodeProto, arrays: Arrays) -> NDArray[Any]:
    return next(arrays[name].ravel() for name in add.input if name in arrays)


def _first_weights(weights: NDArray[Any]) -> NDArray[Any]:
    """(in, out, 2, 2) to (4 x out, in, 1, 1); the four blocks of channels are the four pixels, row by row."""
    given = weights.shape[0]
    return np.ascontiguousarray(weights.transpose(2, 3, 1, 0).reshape(-1, given, 1, 1))


def _second_weights(weights: NDArray[Any]) -> NDArray[Any]:
    """(in, 1, 2, 2) to (16, 4 x in, 1, 1), the pixels row by row; each sees the block it is made of alone."""
    given = weights.shape[0]
    spread = np.zeros((2, 2, 2, 2, 2, 2, given), np.float32)
    for row in range(2):
        for column in range(2):
            spread[row, :, column, :, row, column] = weights[:, 0].transpose(1, 2, 0)
    return spread.reshape(16, 4 * given, 1, 1)


def _nodes(given: str, probability: str) -> list[NodeProto]:
    return [
        helper.make_node("Conv", [given, "quarter/first", "quarter/first_bias"], ["quarter/blocks"]),
        helper.make_node("Relu", ["quarter/blocks"], ["quarter/active"]),
        helper.make_node(
            "Conv", ["quarter/active", "quarter/second", "quarter/second_bias"], ["quarter/raw"]
        ),
        helper.make_node("Sigmoid", ["quarter/raw"], ["quarter/squashed"]),
        helper.make_node("DepthToSpace", ["quarter/squashed"], [probability], blocksize=4, mode="DCR"),
    ]
