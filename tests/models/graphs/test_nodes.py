from onnx import GraphProto, TensorProto, helper

from models.graphs.nodes import bypass_identities, replace_nodes, wiring_of


def graph(*steps: tuple[str, str, str]) -> GraphProto:
    """Nodes of one input and one output each, from "x" to "y"."""
    return helper.make_graph(
        [helper.make_node(op_type, [given], [result]) for op_type, given, result in steps],
        "test",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["size"])],
        [helper.make_empty_tensor_value_info("y")],
    )


def operators(of: GraphProto) -> list[str]:
    return [node.op_type for node in of.node]


def test_identities_go_and_what_they_passed_on_is_taken_directly() -> None:
    changed = graph(("Relu", "x", "a"), ("Identity", "a", "b"), ("Identity", "b", "c"), ("Sqrt", "c", "y"))
    bypass_identities(changed)

    assert operators(changed) == ["Relu", "Sqrt"]
    assert list(changed.node[1].input) == ["a"]


def test_an_identity_that_gives_the_result_stays() -> None:
    changed = graph(("Relu", "x", "a"), ("Identity", "a", "y"))
    bypass_identities(changed)

    assert operators(changed) == ["Relu", "Identity"]


def test_the_next_node_is_the_only_one_of_that_kind_that_takes_the_result() -> None:
    wiring = wiring_of(graph(("Relu", "x", "a"), ("Sqrt", "a", "y")))
    relu = wiring.producers["a"]

    assert wiring.next(relu, "Sqrt") is wiring.producers["y"]
    assert wiring.next(relu, "Exp") is None
    assert wiring.next(None, "Sqrt") is None


def test_there_is_no_next_node_where_two_take_the_result() -> None:
    wiring = wiring_of(graph(("Relu", "x", "a"), ("Sqrt", "a", "b"), ("Sqrt", "a", "y")))

    assert wiring.next(wiring.producers["a"], "Sqrt") is None


def test_nodes_are_replaced_even_by_some_of_the_old_ones() -> None:
    changed = graph(("Relu", "x", "a"), ("Sqrt", "a", "y"))
    replace_nodes(changed, changed.node[:1])

    assert operators(changed) == ["Relu"]
