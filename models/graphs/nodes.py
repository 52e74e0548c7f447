"""How the nodes of an ONNX graph hang together, for those who change it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onnx import GraphProto, NodeProto


@dataclass(frozen=True, slots=True)
class Wiring:
    """Which node gives each tensor, and which nodes take it; as it was when the wiring was looked at."""

    producers: Mapping[str, NodeProto]
    consumers: Mapping[str, Sequence[NodeProto]]

    def next(self, node: NodeProto | None, op_type: str) -> NodeProto | None:
        """The one node that takes what `node` gives, if there is just one and it is an `op_type`."""
        takers = self.consumers[node.output[0]] if node else ()
        return takers[0] if len(takers) == 1 and takers[0].op_type == op_type else None


def wiring_of(graph: GraphProto) -> Wiring:
    """The wiring of a graph."""
    consumers: defaultdict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            consumers[name].append(node)
    return Wiring({name: node for node in graph.node for name in node.output}, consumers)


def bypass_identities(graph: GraphProto) -> None:
    """Take all Identity nodes out, in place, but for one that gives a result of the graph."""
    results = {result.name for result in graph.output}
    source: dict[str, str] = {}
    kept = []
    for node in graph.node:
        node.input[:] = [source.get(name, name) for name in node.input]
        if node.op_type == "Identity" and node.output[0] not in results:
            source[node.output[0]] = node.input[0]
        else:
            kept.append(node)
    replace_nodes(graph, kept)


def replace_nodes(graph: GraphProto, nodes: Sequence[NodeProto]) -> None:
    """Give a graph other nodes, in place."""
    kept = list(nodes)
    del graph.node[:]
    graph.node.extend(kept)
