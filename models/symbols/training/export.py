"""Exports a trained network to ONNX: `python -m models.symbols.training.export STATE FILE`."""

import hashlib
from pathlib import Path
from typing import Annotated, Final

import numpy as np
import onnx
import torch
import typer
from numpy.typing import NDArray
from onnx import TensorProto, helper
from torch import Tensor, nn

from models.fonts.training.network.onnx_writer import GraphWriter
from models.symbols.classifier import HEIGHT, WIDTH
from models.symbols.training.network import CLASSES, Convolution, SymbolNetwork

PIECES: Final = "pieces"
PROBABILITIES: Final = "probabilities"


def exported(network: SymbolNetwork) -> onnx.ModelProto:
    """Converts the network: float32 (batch, 1, 32, 40) in, probabilities float32 (batch, classes) out.

    Batch normalisation is folded into the convolutions. Weights are stored as float16.
    """
    graph, maps = GraphWriter(), PIECES
    with torch.no_grad():
        for layer in network.body:
            maps = _convolved(graph, maps, layer)
        flat = graph.node("Reshape", maps, graph.constant(np.array([0, -1], np.int64)))
        hidden = graph.node("Relu", _dense(graph, flat, network.hidden))
        graph.node("Softmax", _dense(graph, hidden, network.output), output=PROBABILITIES, axis=1)
    graph_input = helper.make_tensor_value_info(PIECES, TensorProto.FLOAT, ["batch", 1, HEIGHT, WIDTH])
    graph_output = helper.make_tensor_value_info(PROBABILITIES, TensorProto.FLOAT, ["batch", CLASSES])
    return graph.model("symbols", graph_input, graph_output)


def _convolved(graph: GraphWriter, x: str, layer: Convolution) -> str:
    """Adds a convolution, with ((x * w) - m) s + b, s = g / sqrt(v + e), as x * (w s) + (b - m s)."""
    norm = layer.norm.state_dict()
    scale = norm["weight"] / (norm["running_var"] + layer.norm.eps).sqrt()
    weight = graph.weight(_array(layer.convolution.weight * scale[:, None, None, None]))
    bias = graph.weight(_array(norm["bias"] - norm["running_mean"] * scale))
    padding = [layer.convolution.kernel_size[0] // 2] * 4
    strides = [*layer.convolution.stride]
    return graph.node("Relu", graph.node("Conv", x, weight, bias, pads=padding, strides=strides))


def _dense(graph: GraphWriter, x: str, layer: nn.Linear) -> str:
    weight, bias = (graph.weight(_array(each.t())) for each in (layer.weight, layer.bias))
    return graph.node("Add", graph.node("MatMul", x, weight), bias)


def _array(tensor: Tensor) -> NDArray[np.float32]:
    array: NDArray[np.float32] = tensor.detach().float().contiguous().numpy()
    return array


def main(
    state: Annotated[Path, typer.Argument(help="The weights of `train`.")],
    file: Annotated[Path, typer.Argument(help="The ONNX file to write.")],
) -> None:
    """Write the network, and print its hash for models/catalog/catalog.toml."""
    network = SymbolNetwork()
    network.load_state_dict(torch.load(state, weights_only=True))
    onnx.save(exported(network.eval()), file)
    print(f"sha256 {hashlib.sha256(file.read_bytes()).hexdigest()}")


if __name__ == "__main__":
    typer.run(main)
