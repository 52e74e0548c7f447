"""A recognizer's last layer: the most probable of thousands of classes at each step, and its probability."""

import numpy as np
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper

from models.graphs.nodes import replace_nodes

BLOCK = 64
"""Classes in a block. The search finds the block with the highest score, then the class in the block."""

PADDING_SCORE = -1e4
"""The score of padding classes: far below the scores of networks, and within the range of float16."""

ABOVE_ALL_CLASSES = 2.0**24
"""Higher than any class. All smaller whole numbers are exact in float32."""

LAST_LAYERS = ("MatMul", "Add", "Softmax")


def pad_classes(graph: GraphProto) -> None:
    """Pads the classes to whole blocks and removes the softmax, in place. The graph then returns scores.

    Raises ValueError if the graph does not end in a layer of all classes and its softmax.
    """
    product, bias, softmax = list(graph.node)[-3:]
    if (product.op_type, bias.op_type, softmax.op_type) != LAST_LAYERS:
        raise ValueError(f"A recognizer must end in {', '.join(LAST_LAYERS)}.")
    for name, padding in ((product.input[1], 0.0), (bias.input[1], PADDING_SCORE)):
        tensor = next(each for each in graph.initializer if each.name == name)
        array = numpy_helper.to_array(tensor)
        widths = [(0, 0)] * (array.ndim - 1) + [(0, -array.shape[-1] % BLOCK)]
        padded = np.pad(array, widths, constant_values=array.dtype.type(padding))
        tensor.CopyFrom(numpy_helper.from_array(padded, name))
    replace_nodes(graph, list(graph.node)[:-1])
    graph.output[0].name = bias.output[0]


def argmax_nodes(graph: GraphProto) -> list[NodeProto]:
    """Returns nodes that compute `class` and `class_probability` from the graph's scores.

    The scores are float32 (batch, steps, classes). Of several equal scores the lowest class is chosen. The
    probability is the softmax of the class: 1 / sum(exp(score - highest score)). Runtimes execute ReduceMax
    several times faster than ArgMax, so the index is found with reductions. Adds constants to the graph.
    """
    scores = graph.output[0].name
    bias = next(node for node in graph.node if node.output[0] == scores).input[1]
    count = next(each for each in graph.initializer if each.name == bias).dims[-1]
    constants = {
        "in_blocks": np.array([0, 0, -1, BLOCK], np.int64),
        "blocks": np.arange(count // BLOCK, dtype=np.float32),
        "within": np.arange(BLOCK, dtype=np.float32),
        "block_size": np.float32(BLOCK),
        "beyond": np.float32(ABOVE_ALL_CLASSES),
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
    """Returns nodes that compute the lowest of the indices at which a value equals the highest."""
    return [
        helper.make_node("Equal", [values, highest], [f"{result}/is_highest"]),
        helper.make_node("Where", [f"{result}/is_highest", indices, "beyond"], [f"{result}/or_beyond"]),
        helper.make_node("ReduceMin", [f"{result}/or_beyond"], [result], axes=[2], keepdims=keepdims),
    ]
