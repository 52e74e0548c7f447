from onnx import GraphProto, TensorProto, helper

from models.graphs.nodes import bypass_identities, connections_of, replace_nodes


def graph(*steps: tuple[str, str, str]) -> GraphProto:
    """Returns a graph from "x" to "y". Each step is (operator, input, output) of one node."""
    return helper.make_graph(
        [helper.make_node(op_type, [x], [y]) for op_type, x, y in steps],
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["size"])],
        [helper.make_empty_tensor_value_info("y")],
    )


def operators(graph: GraphProto) -> list[str]:
    return [node.op_type for node in graph.node]


def test_identities_are_removed_and_their_inputs_used_directly() -> None:
    changed = graph(("Relu", "x", "a"), ("Identity", "a", "b"), ("Identity", "b", "c"), ("Sqrt", "c", "y"))
    bypass_identities(changed)

    assert operators(changed) == ["Relu", "Sqrt"]
    assert list(changed.node[1].input) == ["a"]


def test_an_identity_that_produces_an_output_stays() -> None:
    changed = graph(("Relu", "x", "a"), ("Identity", "a", "y"))
    bypass_identities(changed)

    assert operators(changed) == ["Relu", "Identity"]


def test_the_only_consumer_is_found_by_its_type() -> None:
    connections = connections_of(graph(("Relu", "x", "a"), ("Sqrt", "a", "y")))
    relu = connections.producers["a"]

    assert connections.only_consumer(relu, "Sqrt") is connections.producers["y"]
    assert connections.only_consumer(relu, "Exp") is None
    assert connections.only_consumer(None, "Sqrt") is None


def test_two_consumers_are_not_an_only_consumer() -> None:
    connections = connections_of(graph(("Relu", "x", "a"), ("Sqrt", "a", "b"), ("Sqrt", "a", "y")))

    assert connections.only_consumer(connections.producers["a"], "Sqrt") is None


def test_nodes_can_be_replaced_by_nodes_of_the_same_graph() -> None:
    changed = graph(("Relu", "x", "a"), ("Sqrt", "a", "y"))
    replace_nodes(changed, changed.node[:1])

    assert operators(changed) == ["Relu"]
