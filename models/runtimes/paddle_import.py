"""Imports an ONNX graph by appending its operators to the Paddle program that is being built."""

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, helper, numpy_helper
from paddle import Tensor

from models.graphs.gelu import fuse_gelu
from models.runtimes.paddle_node import Node, Operand, parameter
from models.runtimes.paddle_ops import OPERATORS

OPSET = 11
"""The ONNX operator set that can be imported."""


def import_onnx(model: ModelProto, network_input: Tensor) -> Tensor:
    """Appends the graph of `model`, whose only input is `network_input`. Returns the graph's first output.

    Raises ValueError for an unsupported operator or attribute. The message names the node.
    """
    opset = next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
    if opset != OPSET:
        raise ValueError(f"the ONNX graph has opset {opset}, but only opset {OPSET} is supported")
    graph = GraphProto()
    graph.CopyFrom(model.graph)
    fuse_gelu(graph)
    values: dict[str, Operand] = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    values |= {"": None, graph.input[0].name: network_input}
    for node in graph.node:
        values[node.output[0]] = _append(node, values)
    result = values[graph.output[0].name]
    return parameter(result) if isinstance(result, np.ndarray) else result


def _append(node: NodeProto, values: dict[str, Operand]) -> Operand:
    attributes = {entry.name: helper.get_attribute_value(entry) for entry in node.attribute}
    if node.op_type == "Constant":
        return numpy_helper.to_array(attributes["value"])
    if node.op_type not in OPERATORS:
        raise ValueError(f"the ONNX operator {node.op_type} of {node.output[0]} is not supported")
    try:
        return OPERATORS[node.op_type](Node(attributes, [values[name] for name in node.input]))
    except ValueError as error:
        raise ValueError(f"the ONNX operator {node.op_type} of {node.output[0]}: {error}") from error
