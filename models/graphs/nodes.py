"""Reads and replaces the nodes of an ONNX graph."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onnx import GraphProto, NodeProto


@dataclass(frozen=True, slots=True)
class Connections:
    """The producer and the consumers of each tensor, by name. Later changes of the graph are not included."""

    producers: Mapping[str, NodeProto]
    consumers: Mapping[str, Sequence[NodeProto]]

    def only_consumer(self, node: NodeProto | None, op_type: str) -> NodeProto | None:
        """Returns the only consumer of the node's output if it has this type, else None."""
        consumers = self.consumers[node.output[0]] if node else ()
        return consumers[0] if len(consumers) == 1 and consumers[0].op_type == op_type else None


def connections_of(graph: GraphProto) -> Connections:
    """Returns the connections of a graph."""
    consumers: defaultdict[str, list[NodeProto]] = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            consumers[name].append(node)
    return Connections({name: node for node in graph.node for name in node.output}, consumers)


def bypass_identities(graph: GraphProto) -> None:
    """Removes all Identity nodes in place. Those that produce an output of the graph stay."""
    outputs = {output.name for output in graph.output}
    source: dict[str, str] = {}
    remaining = []
    for node in graph.node:
        node.input[:] = [source.get(name, name) for name in node.input]
        if node.op_type == "Identity" and node.output[0] not in outputs:
            source[node.output[0]] = node.input[0]
        else:
            remaining.append(node)
    replace_nodes(graph, remaining)


def replace_nodes(graph: GraphProto, nodes: Sequence[NodeProto]) -> None:
    """Replaces all nodes of a graph by `nodes`, in place. They may be nodes of the same graph."""
    replacement = list(nodes)
    del graph.node[:]
    graph.node.extend(replacement)
