"""The last layer of a recognizer: it maps the features of a step to the scores of all classes."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from models.catalog.model import Model

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class LastLayer:
    """weights: float32 (classes, features). bias: float32 (classes,)."""

    weights: Floats
    bias: Floats


def load_last_layer(model: Model, weights: Path) -> LastLayer | None:
    """The last layer of a recognizer. None for a model in Paddle's format."""
    if model.format != "onnx":
        return None
    graph = onnx.load(model.file(weights, ".onnx")).graph
    product = [node for node in graph.node if node.op_type == "MatMul"][-1]
    bias = next(node for node in graph.node if node.op_type == "Add" and product.output[0] in node.input)
    arrays = {tensor.name: tensor for tensor in graph.initializer}
    matrix, vector = (numpy_helper.to_array(arrays[node.input[1]]) for node in (product, bias))
    return LastLayer(np.ascontiguousarray(matrix.T), vector)
