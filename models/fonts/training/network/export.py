"""Exports a trained network to ONNX: `python -m models.fonts.training.network.export STATE SHARDS FILE`."""

import argparse
import hashlib
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper
from torch import Tensor, nn

from models.fonts.embedder import DIMENSIONS
from models.fonts.strips import HEIGHT
from models.fonts.training.data.shards import ShardFolder
from models.fonts.training.network.architecture import (
    MIN_VARIANCE,
    Convolution,
    FontNetwork,
    Halving,
    Residual,
)
from models.fonts.training.network.onnx_writer import GraphWriter
from models.fonts.training.network.whitening import whiten

STRIPS: Final = "strips"
EMBEDDINGS: Final = "embeddings"


def exported(network: FontNetwork) -> onnx.ModelProto:
    """Converts the network to ONNX: float32 (batch, 1, 48, width) in, unit vectors float32 (batch, 128) out.

    Batch normalisation is folded into the convolutions. Weights are stored as float16.
    """
    graph = GraphWriter()
    with torch.no_grad():
        maps = STRIPS
        for layer in network.body:
            maps = _layer(graph, maps, layer)
        points = _projected(graph, _pooled(graph, maps, network.attention), network.projection)
    squares = graph.node("Mul", points, points)
    length = graph.node("Sqrt", graph.node("ReduceSum", squares, axes=[1], keepdims=1))
    graph.node("Div", points, length, output=EMBEDDINGS)
    graph_input = helper.make_tensor_value_info(STRIPS, TensorProto.FLOAT, ["batch", 1, HEIGHT, "width"])
    graph_output = helper.make_tensor_value_info(EMBEDDINGS, TensorProto.FLOAT, ["batch", DIMENSIONS])
    return graph.model("fonts", graph_input, graph_output)


def _layer(graph: GraphWriter, x: str, layer: Halving | Residual) -> str:
    if isinstance(layer, Halving):
        return graph.node("Relu", _convolved(graph, x, layer.convolution))
    inner = graph.node("Relu", _convolved(graph, x, layer.first))
    return graph.node("Relu", graph.node("Add", x, _convolved(graph, inner, layer.second)))


def _convolved(graph: GraphWriter, x: str, layer: Convolution) -> str:
    """Adds a convolution with the batch normalisation folded in.

    ((x * w) - m) s + b, where s = g / sqrt(v + e), equals x * (w s) + (b - m s).
    """
    norm = layer.norm.state_dict()
    scale = norm["weight"] / (norm["running_var"] + layer.norm.eps).sqrt()
    weight = graph.weight(_array(layer.convolution.weight * scale[:, None, None, None]))
    bias = graph.weight(_array(norm["bias"] - norm["running_mean"] * scale))
    return graph.node("Conv", x, weight, bias, pads=[1, 1, 1, 1], strides=[*layer.convolution.stride])


def _pooled(graph: GraphWriter, maps: str, attention: nn.Conv2d) -> str:
    """Adds attentive statistics pooling: (batch, channels, height, width) to (batch, 2 channels)."""
    kernel, bias = (graph.weight(_array(each)) for each in attention.parameters())
    flat = graph.constant(np.array([0, 0, -1], np.int64))
    scores = graph.node("Reshape", graph.node("Conv", maps, kernel, bias), flat)
    shares, values = graph.node("Softmax", scores, axis=2), graph.node("Reshape", maps, flat)
    mean = graph.node("ReduceSum", graph.node("Mul", shares, values), axes=[2], keepdims=1)
    deviations = graph.node("Sub", values, mean)
    squares = graph.node("Mul", shares, graph.node("Mul", deviations, deviations))
    variance = graph.node("ReduceSum", squares, axes=[2], keepdims=0)
    minimum = graph.constant(np.array(MIN_VARIANCE, np.float32))
    deviation = graph.node("Sqrt", graph.node("Add", variance, minimum))
    return graph.node("Concat", graph.node("Squeeze", mean, axes=[2]), deviation, axis=1)


def _projected(graph: GraphWriter, x: str, layer: nn.Linear) -> str:
    weight, bias = (graph.weight(_array(each.t())) for each in (layer.weight, layer.bias))
    return graph.node("Add", graph.node("MatMul", x, weight), bias)


def _array(tensor: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = tensor.detach().float().contiguous().numpy()
    return array


def main() -> None:
    """Parses the command line, whitens the network, and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=Path)
    parser.add_argument("shards", type=Path)
    parser.add_argument("file", type=Path)
    arguments = parser.parse_args()
    network = FontNetwork()
    network.load_state_dict(torch.load(arguments.state, weights_only=True)["network"])
    whiten(network.eval(), ShardFolder(arguments.shards))
    onnx.save(exported(network), arguments.file)
    print(f"sha256 {hashlib.sha256(arguments.file.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    main()
