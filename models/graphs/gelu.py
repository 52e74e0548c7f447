"""GELU in an ONNX graph that is older than the operator, and so spells it out in five nodes."""

from collections.abc import Mapping
from math import isclose, sqrt

from onnx import GraphProto, NodeProto, helper, numpy_helper

from models.graphs.nodes import Wiring, bypass_identities, wiring_of

Scalars = Mapping[str, float]


def fuse_gelu(graph: GraphProto) -> None:
    """Replace each x·½·(1 + erf(x / √2)) of `graph`, in place, by the one `Gelu` node that means it.

    The five nodes are those of Paddle's own exporter: Div, Erf, Add, Mul, Mul. The formula is that of
    Hendrycks and Gimpel (2016). Identity nodes go as well, but for one that gives a result of the graph.
    """
    bypass_identities(graph)
    wiring, scalars = wiring_of(graph), _scalars(graph)
    for erf in [node for node in graph.node if node.op_type == "Erf"]:
        _fuse(graph, wiring, scalars, erf)


def _scalars(graph: GraphProto) -> Scalars:
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    return {name: float(array.item()) for name, array in arrays.items() if array.size == 1}


def _is_with(node: NodeProto | None, scalars: Scalars, scalar: float) -> bool:
    return node is not None and any(
        isclose(scalars.get(name, 0.0), scalar, rel_tol=1e-6) for name in node.input
    )


def _fuse(graph: GraphProto, wiring: Wiring, scalars: Scalars, erf: NodeProto) -> None:
    divide = wiring.producers.get(erf.input[0])
    add = wiring.next(erf, "Add")
    product = wiring.next(add, "Mul")
    half = wiring.next(product, "Mul")
    whole = (
        _is_with(divide, scalars, sqrt(2)) and _is_with(add, scalars, 1.0) and _is_with(half, scalars, 0.5)
    )
    if not (whole and divide and add and product and half and wiring.next(divide, "Erf")):
        return
    if divide.op_type != "Div" or divide.input[0] not in product.input:
        return
    at = list(graph.node).index(half)
    graph.node.insert(at, helper.make_node("Gelu", [divide.input[0]], [half.output[0]]))
    for node in (divide, erf, add, product, half):
        graph.node.remove(node)
