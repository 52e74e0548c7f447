"""Builds ONNX nodes that compute a recognizer's most probable class at each step, and two probabilities.

The features from which the scores are computed are an output too.
"""

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from models.graphs.nodes import replace_nodes

BLOCK = 64
"""Classes per block. The nodes find the blocks with the highest scores first, then the class in them."""

TOP_BLOCKS = 8
"""How many blocks are examined class by class; docs/decisions/0077."""

PADDING_SCORE = -1e4
"""The score of padding classes: far below the scores of networks, and within the range of float16."""

ABOVE_ALL_CLASSES = 2.0**24
"""A number above all class numbers. All smaller whole numbers are exact in float32."""

LAST_LAYERS = ("MatMul", "Add", "Softmax")
"""The operators in which a recognizer's graph ends."""


def pad_classes(graph: GraphProto) -> None:
    """Pads the classes to whole blocks and removes the softmax, in place. The graph then returns scores.

    Raises ValueError if the graph does not end in `LAST_LAYERS`.
    """
    product, bias, softmax = list(graph.node)[-3:]
    if (product.op_type, bias.op_type, softmax.op_type) != LAST_LAYERS:
        raise ValueError(f"the graph of a recognizer must end in {', '.join(LAST_LAYERS)}")
    for name, padding in ((product.input[1], 0.0), (bias.input[1], PADDING_SCORE)):
        tensor = next(each for each in graph.initializer if each.name == name)
        array = numpy_helper.to_array(tensor)
        widths = [(0, 0)] * (array.ndim - 1) + [(0, -array.shape[-1] % BLOCK)]
        padded = np.pad(array, widths, constant_values=array.dtype.type(padding))
        tensor.CopyFrom(numpy_helper.from_array(padded, name))
    replace_nodes(graph, list(graph.node)[:-1])
    graph.output[0].name = bias.output[0]


def argmax_nodes(graph: GraphProto) -> list[NodeProto]:
    """Returns nodes that compute `class`, `class_probability`, `space_probability` and `step_features`.

    The scores are the output of a padded graph, float32 (batch, steps, classes). Adds the constants of the
    nodes to the graph.
    """
    scores = graph.output[0].name
    _add_constants(graph, scores)
    features = helper.make_node("Identity", [_features(graph, scores)], ["step_features"])
    return [*_class_nodes(scores), *_probability_nodes(scores), features]


def _features(graph: GraphProto, scores: str) -> str:
    """Returns the name of the input of the last layer."""
    producers = {name: node for node in graph.node for name in node.output}
    name: str = producers[producers[scores].input[0]].input[0]
    return name


def _add_constants(graph: GraphProto, scores: str) -> None:
    name = next(node for node in graph.node if node.output[0] == scores).input[1]
    bias = numpy_helper.to_array(next(each for each in graph.initializer if each.name == name))
    blocks = bias.shape[-1] // BLOCK
    top = min(TOP_BLOCKS, blocks)
    constants = {
        "in_blocks": np.array([0, 0, -1, BLOCK], np.int64),
        "top_count": np.array([top], np.int64),
        "top_numbers": np.array([0, 0, top, 1], np.int64),
        "all_candidates": np.array([0, 0, top * BLOCK], np.int64),
        "index_in_block": np.arange(BLOCK, dtype=np.float32),
        "block_size": np.float32(BLOCK),
        "above_all": np.float32(ABOVE_ALL_CLASSES),
        "space": np.flatnonzero(bias > PADDING_SCORE)[-1:],
        "one": np.float32(1),
    }
    graph.initializer.extend(
        numpy_helper.from_array(np.asarray(each), name) for name, each in constants.items()
    )


def _class_nodes(scores: str) -> list[NodeProto]:
    """Returns nodes that compute the class with the highest score, of equal scores the lowest class.

    They use reductions, because runtimes execute ReduceMax several times faster than ArgMax.
    """
    return [
        helper.make_node("Reshape", [scores, "in_blocks"], ["by_block"]),
        helper.make_node("ReduceMax", ["by_block"], ["highest_of_block"], axes=[3], keepdims=0),
        helper.make_node("ReduceMax", ["highest_of_block"], ["highest"], axes=[2], keepdims=1),
        *_candidate_nodes(scores),
        helper.make_node("Equal", ["candidate_score", "highest"], ["is_highest"]),
        helper.make_node("Where", ["is_highest", "candidate", "above_all"], ["highest_candidate"]),
        helper.make_node("ReduceMin", ["highest_candidate"], ["class_float"], axes=[2], keepdims=0),
        helper.make_node("Cast", ["class_float"], ["class"], to=TensorProto.INT32),
    ]


def _candidate_nodes(scores: str) -> list[NodeProto]:
    """Returns nodes that compute numbers and scores of all classes in the blocks with the highest scores."""
    return [
        helper.make_node("TopK", ["highest_of_block", "top_count"], ["highest_of_top", "top"], axis=2),
        helper.make_node("Cast", ["top"], ["top_float"], to=TensorProto.FLOAT),
        helper.make_node("Reshape", ["top_float", "top_numbers"], ["top_block"]),
        helper.make_node("Mul", ["top_block", "block_size"], ["first_of_block"]),
        helper.make_node("Add", ["first_of_block", "index_in_block"], ["candidate_by_block"]),
        helper.make_node("Reshape", ["candidate_by_block", "all_candidates"], ["candidate"]),
        helper.make_node("Cast", ["candidate"], ["candidate_index"], to=TensorProto.INT64),
        helper.make_node("GatherElements", [scores, "candidate_index"], ["candidate_score"], axis=2),
    ]


def _probability_nodes(scores: str) -> list[NodeProto]:
    """Returns nodes that compute the softmax of the best class, and that of the space, the last class.

    The softmax is exp(score - highest score) / sum(exp(score - highest score)). The sum has all classes of
    the top blocks, but only the highest class of every other block.
    """
    return [
        *_exponential_sum("candidate_score", "sum_of_candidates"),
        *_exponential_sum("highest_of_block", "sum_of_blocks"),
        *_exponential_sum("highest_of_top", "sum_of_top"),
        helper.make_node("Sub", ["sum_of_blocks", "sum_of_top"], ["sum_of_others"]),
        helper.make_node("Add", ["sum_of_candidates", "sum_of_others"], ["exponential_sum"]),
        helper.make_node("Div", ["one", "exponential_sum"], ["class_probability_by_step"]),
        helper.make_node("Gather", [scores, "space"], ["space_score"], axis=2),
        helper.make_node("Sub", ["space_score", "highest"], ["space_difference"]),
        helper.make_node("Exp", ["space_difference"], ["exponential_of_space"]),
        helper.make_node("Div", ["exponential_of_space", "exponential_sum"], ["space_probability_by_step"]),
        _without_last_axis("class_probability"),
        _without_last_axis("space_probability"),
    ]


def _exponential_sum(scores: str, result: str) -> list[NodeProto]:
    """Returns nodes that compute sum(exp(score - highest score)) of each step."""
    return [
        helper.make_node("Sub", [scores, "highest"], [f"{result}/difference"]),
        helper.make_node("Exp", [f"{result}/difference"], [f"{result}/exponential"]),
        helper.make_node("ReduceSum", [f"{result}/exponential"], [result], axes=[2], keepdims=1),
    ]


def _without_last_axis(name: str) -> NodeProto:
    """Returns a node that removes the last axis, of length 1."""
    return helper.make_node("ReduceMax", [f"{name}_by_step"], [name], axes=[2], keepdims=0)
