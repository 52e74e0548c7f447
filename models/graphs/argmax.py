"""A recognizer's last layer: which of thousands of classes is the likeliest at each step, and how likely."""

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from models.graphs.nodes import replace_nodes

BLOCK = 64
"""The classes are searched in blocks of so many: for the likeliest block, and then in that one alone."""

NEVER = -1e4
"""The score of what only fills the last block up: far below those of networks, in reach of half precision."""

BEYOND = 2.0**24
"""More than any class; every smaller whole number is exact as a float."""

LAST = ("MatMul", "Add", "Softmax")


def fill_classes(graph: GraphProto) -> None:
    """Fill the classes up to whole blocks and leave the softmax out, in place: scores come out instead.

    Raises ValueError where the graph ends otherwise than in a layer of all classes and its softmax.
    """
    product, bias, softmax = list(graph.node)[-3:]
    if (product.op_type, bias.op_type, softmax.op_type) != LAST:
        raise ValueError(f"A recognizer has to end in {', '.join(LAST)}.")
    for name, filling in ((product.input[1], 0.0), (bias.input[1], NEVER)):
        tensor = next(each for each in graph.initializer if each.name == name)
        array = numpy_helper.to_array(tensor)
        widths = [(0, 0)] * (array.ndim - 1) + [(0, -array.shape[-1] % BLOCK)]
        filled = np.pad(array, widths, constant_values=array.dtype.type(filling))
        tensor.CopyFrom(numpy_helper.from_array(filled, name))
    replace_nodes(graph, list(graph.node)[:-1])
    graph.output[0].name = bias.output[0]


def likeliest(graph: GraphProto) -> list[NodeProto]:
    """Nodes that make `class` and `class_probability` of the graph's scores, float32 (batch, steps, classes).

    The lowest of equals is chosen. The probability is that of the softmax: 1 over the sum of the exponentials
    of what all scores differ from the highest by. Runtimes reduce several times faster than they search with
    ArgMax, and so once over all classes is enough. Adds its constants to the graph.
    """
    scores = graph.output[0].name
    bias = next(node for node in graph.node if node.output[0] == scores).input[1]
    count = next(each for each in graph.initializer if each.name == bias).dims[-1]
    constants = {
        "in_blocks": np.array([0, 0, -1, BLOCK], np.int64),
        "blocks": np.arange(count // BLOCK, dtype=np.float32),
        "within": np.arange(BLOCK, dtype=np.float32),
        "block_size": np.float32(BLOCK),
        "beyond": np.float32(BEYOND),
        "one": np.float32(1),
    }
    graph.initializer.extend(
        numpy_helper.from_array(np.asarray(each), name) for name, each in constants.items()
    )
    return [
        helper.make_node("Reshape", [scores, "in_blocks"], ["by_block"]),
        helper.make_node("ReduceMax", ["by_block"], ["highest_of_block"], axes=[3], keepdims=0),
        helper.make_node("ReduceMax", ["highest_of_block"], ["highest"], axes=[2], keepdims=1),
        *_lowest_index("highest_of_block", "highest", "blocks", "block", keepdims=1),
        helper.make_node("Mul", ["block", "block_size"], ["first"]),
        helper.make_node("Add", ["first", "within"], ["candidate"]),
        helper.make_node("Cast", ["candidate"], ["candidate_index"], to=TensorProto.INT64),
        helper.make_node("GatherElements", [scores, "candidate_index"], ["candidate_score"], axis=2),
        *_lowest_index("candidate_score", "highest", "candidate", "class_float", keepdims=0),
        helper.make_node("Cast", ["class_float"], ["class"], to=TensorProto.INT32),
        helper.make_node("Sub", [scores, "highest"], ["below"]),
        helper.make_node("Exp", ["below"], ["odds"]),
        helper.make_node("ReduceSum", ["odds"], ["all_odds"], axes=[2], keepdims=0),
        helper.make_node("Div", ["one", "all_odds"], ["class_probability"]),
    ]


def _lowest_index(values: str, highest: str, indices: str, result: str, keepdims: int) -> list[NodeProto]:
    """The lowest of the indices at which a value is the highest."""
    return [
        helper.make_node("Equal", [values, highest], [f"{result}/is_highest"]),
        helper.make_node("Where", [f"{result}/is_highest", indices, "beyond"], [f"{result}/or_beyond"]),
        helper.make_node("ReduceMin", [f"{result}/or_beyond"], [result], axes=[2], keepdims=keepdims),
    ]
