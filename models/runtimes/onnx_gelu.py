"""GELU in an ONNX graph that is older than the operator, and so spells it out in five nodes."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isclose, sqrt

from onnx import GraphProto, NodeProto, helper, numpy_helper


@dataclass(frozen=True, slots=True)
class _Wiring:
    producers: Mapping[str, NodeProto]
    consumers: Mapping[str, Sequence[NodeProto]]
    scalars: Mapping[str, float]

    def next(self, node: NodeProto | None, op_type: str) -> NodeProto | None:
        """The one node that takes what `node` gives, if there is just one and it is an `op_type`."""
        takers = self.consumers[node.output[0]] if node else ()
        return takers[0] if len(takers) == 1 and takers[0].op_type == op_type else None

    def is_with(self, node: NodeProto | None, scalar: float) -> bool:
        """Whether an operand of `node` is the constant `scalar`."""
        return node is not None and any(
            isclose(self.scalars.get(name, 0.0), scalar, rel_tol=1e-6) for name in node.input
        )


def fuse_gelu(graph: GraphProto) -> None:
    """Replace each x·½·(1 + erf(x / √2)) of `graph`, in place, by the one `Gelu` node that means it.

    The five nodes are those of Paddle's own exporter: Div, Erf, Add, Mul, Mul. The formula is that of
    Hendrycks and Gimpel (2016). Identity nodes go as well, but for one that gives a result of the graph.
    """
    _bypass_identities(graph)
    wiring = _wiring(graph)
    for erf in [node for node in graph.node if node.op_type == "Erf"]:
        _fuse(graph, wiring, erf)


def _bypass_identities(graph: GraphProto) -> None:
    results = {result.name for result in graph.output}
    source: dict[str, str] = {}
    kept = []
    for node in graph.node:
        node.input[:] = [source.get(name, name) for name in node.input]
        if node.op_type == "Identity" and node.output[0] not in results:
            source[node.output[0]] = node.input[0]
        else:
            kept.append(node)
    del graph.node[:]
    graph.node.extend(kept)


def _wiring(graph: GraphProto) -> _Wiring:
    consumers: defaultdict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            consumers[name].append(node)
    arrays = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    scalars = {name: float(array.item()) for name, array in arrays.items() if array.size == 1}
    return _Wiring({name: node for node in graph.node for name in node.output}, consumers, scalars)


def _fuse(graph: GraphProto, wiring: _Wiring, erf: NodeProto) -> None:
    divide = wiring.producers.get(erf.input[0])
    add = wiring.next(erf, "Add")
    product = wiring.next(add, "Mul")
    half = wiring.next(product, "Mul")
    whole = wiring.is_with(divide, sqrt(2)) and wiring.is_with(add, 1.0) and wiring.is_with(half, 0.5)
    if not (whole and divide and add and product and half and wiring.next(divide, "Erf")):
        return
    if divide.op_type != "Div" or divide.input[0] not in product.input:
        return
    at = list(graph.node).index(half)
    graph.node.insert(at, helper.make_node("Gelu", [divide.input[0]], [half.output[0]]))
    for node in (divide, erf, add, product, half):
        graph.node.remove(node)
