"""Fuses the five nodes that compute GELU in ONNX graphs of operator sets without a `Gelu` operator."""

from collections.abc import Mapping
from math import isclose, sqrt

from onnx import GraphProto, NodeProto, helper, numpy_helper

from models.graphs.nodes import Connections, bypass_identities, connections_of

Scalars = Mapping[str, float]


def fuse_gelu(graph: GraphProto) -> None:
    """Replaces each x·½·(1 + erf(x / √2)) by one `Gelu` node, in place.

    Finds the five nodes that Paddle's exporter writes: Div, Erf, Add, Mul, Mul. The formula is GELU's
    definition (Hendrycks and Gimpel, arXiv:1606.08415). Also removes Identity nodes that do not produce an
    output.
    """
    bypass_identities(graph)
    connections, scalars = connections_of(graph), _scalars(graph)
    for erf in [node for node in graph.node if node.op_type == "Erf"]:
        _fuse(graph, connections, scalars, erf)


def _scalars(graph: GraphProto) -> Scalars:
    """Returns the constants with exactly one element, by name."""
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    return {name: float(array.item()) for name, array in arrays.items() if array.size == 1}


def _has_operand(node: NodeProto | None, scalars: Scalars, scalar: float) -> bool:
    """Whether an operand of the node is a constant of this value."""
    return node is not None and any(
        isclose(scalars.get(name, 0.0), scalar, rel_tol=1e-6) for name in node.input
    )


def _fuse(graph: GraphProto, connections: Connections, scalars: Scalars, erf: NodeProto) -> None:
    """Fuses the five nodes around an Erf node if they compute GELU."""
    divide = connections.producers.get(erf.input[0])
    add = connections.only_consumer(erf, "Add")
    product = connections.only_consumer(add, "Mul")
    half = connections.only_consumer(product, "Mul")
    operands = ((divide, sqrt(2)), (add, 1.0), (half, 0.5))
    matches = all(_has_operand(node, scalars, scalar) for node, scalar in operands)
    if not (matches and divide and add and product and half and connections.only_consumer(divide, "Erf")):
        return
    if divide.op_type != "Div" or divide.input[0] not in product.input:
        return
    index = list(graph.node).index(half)
    graph.node.insert(index, helper.make_node("Gelu", [divide.input[0]], [half.output[0]]))
    for node in (divide, erf, add, product, half):
        graph.node.remove(node)
