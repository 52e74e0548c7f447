"""An ONNX graph, appended operator by operator to the Paddle program that is being built."""

import numpy as np
from onnx import GraphProto, ModelProto, NodeProto, helper, numpy_helper
from paddle import Tensor

from models.graphs.gelu import fuse_gelu
from models.runtimes.paddle_node import Node, Operand, parameter
from models.runtimes.paddle_ops import OPERATORS

OPSET = 11


def import_onnx(model: ModelProto, network_input: Tensor) -> Tensor:
    """Append the graph of `model`, whose one input is `network_input`, and return its first output.

    Raises ValueError, naming the node, for an operator or a use of one that has no counterpart here.
    """
    opset = next(entry.version for entry in model.opset_import if entry.domain in ("", "ai.onnx"))
    if opset != OPSET:
        raise ValueError(f"an ONNX graph of opset {opset}, but the operators here are those of {OPSET}")
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
        raise ValueError(f"the ONNX operator {node.op_type} of {node.output[0]} has no counterpart in Paddle")
    try:
        return OPERATORS[node.op_type](Node(attributes, [values[name] for name in node.input]))
    except ValueError as error:
        raise ValueError(f"the ONNX operator {node.op_type} of {node.output[0]}: {error}") from error
