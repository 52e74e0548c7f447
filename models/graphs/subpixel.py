"""Changes a detector's last layers so that they compute the same map at a quarter of its resolution."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import GraphProto, NodeProto, helper, numpy_helper

from models.graphs.nodes import connections_of, replace_nodes

Arrays = Mapping[str, NDArray[Any]]

HEAD = ("ConvTranspose", "Add", "Relu", "ConvTranspose", "Add", "Sigmoid")
"""DBNet's probability head without its first convolution: two upsamplings by 2, then a sigmoid."""


def compute_at_quarter_resolution(graph: GraphProto) -> None:
    """Replaces DBNet's head by 1 x 1 convolutions and a pixel shuffle, in place. Other heads stay unchanged.

    A 2 x 2 transposed convolution with stride 2 turns each pixel into four independent ones. A 1 x 1
    convolution with four times the channels and a pixel shuffle give the same result (Shi et al.,
    arXiv:1609.05158). Runtimes have faster kernels for these (docs/decisions/0011).
    """
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    head = _head(graph)
    if not head or not all(_is_block_upsampling(head[i], arrays) for i in (0, 3)):
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
    others = [node for node in graph.node if node not in head]
    replace_nodes(graph, others + _nodes(head[0].input[0], head[-1].output[0]))


def _head(graph: GraphProto) -> list[NodeProto]:
    """Returns the nodes of the head in order, or an empty list if the graph has another head."""
    connections = connections_of(graph)
    node = next((node for node in graph.node if node.op_type == HEAD[0]), None)
    nodes = [node]
    for op_type in HEAD[1:]:
        node = connections.only_consumer(node, op_type)
        nodes.append(node)
    return [node for node in nodes if node is not None] if node is not None else []


def _is_block_upsampling(node: NodeProto, arrays: Arrays) -> bool:
    """Whether the transposed convolution turns each pixel into its own block of 2 x 2 pixels."""
    attributes = {entry.name: helper.get_attribute_value(entry) for entry in node.attribute}
    is_plain = attributes.get("group", 1) == 1 and not any(attributes.get("pads", ()))
    return is_plain and attributes.get("strides") == [2, 2] and arrays[node.input[1]].shape[2:] == (2, 2)


def _bias(add: NodeProto, arrays: Arrays) -> NDArray[Any]:
    return next(arrays[name].ravel() for name in add.input if name in arrays)


def _first_weights(weights: NDArray[Any]) -> NDArray[Any]:
    """Rearranges (in, out, 2, 2) to (4 x out, in, 1, 1): `out` channels for each of the 2 x 2 pixels."""
    inputs = weights.shape[0]
    return np.ascontiguousarray(weights.transpose(2, 3, 1, 0).reshape(-1, inputs, 1, 1))


def _second_weights(weights: NDArray[Any]) -> NDArray[Any]:
    """Rearranges (in, 1, 2, 2) to (16, 4 x in, 1, 1): one channel for each of the 4 x 4 pixels.

    Each of these pixels comes from one of the 2 x 2 pixels. It has weights only for the channels of that one.
    """
    inputs = weights.shape[0]
    # Axes: the row of 4 in two steps, the column of 4 in two steps, the row and column of 2, the input.
    blocks = np.zeros((2, 2, 2, 2, 2, 2, inputs), np.float32)
    for row in range(2):
        for column in range(2):
            blocks[row, :, column, :, row, column] = weights[:, 0].transpose(1, 2, 0)
    return blocks.reshape(16, 4 * inputs, 1, 1)


def _nodes(features: str, probability: str) -> list[NodeProto]:
    """Returns the nodes of the new head. `features` and `probability` are its input and its output."""
    return [
        helper.make_node("Conv", [features, "quarter/first", "quarter/first_bias"], ["quarter/blocks"]),
        helper.make_node("Relu", ["quarter/blocks"], ["quarter/active"]),
        helper.make_node(
            "Conv", ["quarter/active", "quarter/second", "quarter/second_bias"], ["quarter/score"]
        ),
        helper.make_node("Sigmoid", ["quarter/score"], ["quarter/probability"]),
        helper.make_node("DepthToSpace", ["quarter/probability"], [probability], blocksize=4, mode="DCR"),
    ]
