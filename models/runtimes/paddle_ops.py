"""Appends ONNX operators to the Paddle program that is being built, with one function for each operator."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import paddle
import paddle.nn.functional as F
from onnx import TensorProto
from paddle import Tensor

from models.runtimes.paddle_node import Node


def upsample_nearest(value: Tensor, factors: Sequence[float]) -> Tensor:
    """Repeats each pixel of an NCHW value. `factors` are the factors of height and width.

    Replaces `interpolate(mode="nearest")`, which oneDNN in Paddle 3.3 cannot run. Raises ValueError for a
    factor that is not a whole number.
    """
    height, width = (int(factor) for factor in factors)
    if [height, width] != list(factors):
        raise ValueError(f"the factors {factors} are not whole numbers")
    wide = paddle.flatten(paddle.tile(paddle.unsqueeze(value, 4), [1, 1, 1, 1, width]), 3, 4)
    return paddle.flatten(paddle.tile(paddle.unsqueeze(wide, 3), [1, 1, 1, height, 1]), 2, 3)


def _padding(node: Node) -> str | list[int]:
    mode = node.attributes.get("auto_pad", b"NOTSET")
    if mode == b"SAME_UPPER":
        return "SAME"
    if mode != b"NOTSET":
        raise ValueError(f"auto_pad {mode.decode()} is not supported")
    top, left, bottom, right = node.attributes.get("pads", (0, 0, 0, 0))
    return [top, bottom, left, right]


def _convolution(node: Node, convolve: Callable[..., Tensor]) -> Tensor:
    return convolve(
        node.tensor(0),
        node.tensor(1),
        node.optional(2),
        stride=node.attributes.get("strides", [1, 1]),
        padding=_padding(node),
        dilation=node.attributes.get("dilations", [1, 1]),
        groups=node.attributes.get("group", 1),
    )


def _pool(node: Node, pool: Callable[..., Tensor], **options: bool) -> Tensor:
    return pool(
        node.tensor(0),
        node.attributes["kernel_shape"],
        stride=node.attributes.get("strides", [1, 1]),
        padding=_padding(node),
        ceil_mode=bool(node.attributes.get("ceil_mode", 0)),
        **options,
    )


def _average_pool(node: Node) -> Tensor:
    if node.attributes.get("count_include_pad", 0):
        # If the padding differs between sides, Paddle divides by another number of pixels than ONNX.
        raise ValueError("count_include_pad is not supported")
    return _pool(node, F.avg_pool2d, exclusive=True)


def _batch_normalization(node: Node) -> Tensor:
    value, scale, shift, mean, variance = (node.tensor(index) for index in range(5))
    epsilon = node.attributes.get("epsilon", 1e-5)
    return F.batch_norm(value, mean, variance, scale, shift, training=False, epsilon=epsilon)


def _hard_sigmoid(node: Node) -> Tensor:
    slope, offset = node.attributes.get("alpha", 0.2), node.attributes.get("beta", 0.5)
    return F.hardsigmoid(node.tensor(0), slope, offset)


def _softmax(node: Node) -> Tensor:
    value, axis = node.tensor(0), node.attributes.get("axis", 1)
    # Before opset 13, Softmax is computed over all axes from `axis` to the last.
    if axis not in (-1, value.ndim - 1):
        raise ValueError(f"axis {axis} of {value.ndim} is not supported, only the last one")
    return F.softmax(value)


def _mean(value: Tensor, axes: Sequence[int], keepdim: bool = True) -> Tensor:
    # Sums over one axis at a time. Paddle's sum over both axes of a large map is so inexact that a detector's
    # probabilities change by 1e-3. paddle.mean is not used, because with oneDNN it prints to standard output.
    axes = sorted(axis % value.ndim for axis in axes)
    for axis in axes:
        size = value.shape[axis] if value.shape[axis] > 0 else _size(value, axis)
        value = paddle.sum(value, axis=axis, keepdim=True) / size
    return value if keepdim else paddle.squeeze(value, axes)


def _size(value: Tensor, axis: int) -> Tensor:
    return paddle.cast(paddle.slice(paddle.shape(value), [0], [axis], [axis + 1]), "float32")


def _resize(node: Node) -> Tensor:
    attributes = node.attributes
    method = tuple(attributes[name] for name in ("mode", "coordinate_transformation_mode", "nearest_mode"))
    if method != (b"nearest", b"asymmetric", b"floor"):
        raise ValueError(f"the method {method} is not supported, only nearest, asymmetric, floor")
    return upsample_nearest(node.tensor(0), node.constant(2)[2:])


def _slice(node: Node) -> Tensor:
    starts, ends, axes = (node.constant(index) for index in (1, 2, 3))
    if len(node.operands) > 4 and set(node.constant(4)) != {1}:
        raise ValueError(f"the steps {node.constant(4)} are not supported, only steps of 1")
    return paddle.slice(node.tensor(0), axes, starts, ends)


def _reshape(node: Node) -> Tensor:
    is_constant = isinstance(node.operands[1], np.ndarray)
    return paddle.reshape(node.tensor(0), node.constant(1) if is_constant else node.tensor(1))


_TYPES = {TensorProto.FLOAT: "float32", TensorProto.INT32: "int32", TensorProto.INT64: "int64"}

OPERATORS: Mapping[str, Callable[[Node], Tensor]] = {
    "Add": lambda node: node.tensor(0) + node.term(1),
    "AveragePool": _average_pool,
    "BatchNormalization": _batch_normalization,
    "Cast": lambda node: paddle.cast(node.tensor(0), _TYPES[node.attributes["to"]]),
    "Clip": lambda node: paddle.clip(node.tensor(0), node.constant(1)[0], node.constant(2)[0]),
    "Concat": lambda node: paddle.concat(
        [node.tensor(index) for index in range(len(node.operands))], node.attributes["axis"]
    ),
    "Conv": lambda node: _convolution(node, F.conv2d),
    "ConvTranspose": lambda node: _convolution(node, F.conv2d_transpose),
    "Div": lambda node: node.tensor(0) / node.term(1),
    "Erf": lambda node: paddle.erf(node.tensor(0)),
    "Gelu": lambda node: F.gelu(node.tensor(0)),
    "GlobalAveragePool": lambda node: _mean(node.tensor(0), (2, 3)),
    "HardSigmoid": _hard_sigmoid,
    "Identity": lambda node: node.tensor(0),
    "MatMul": lambda node: paddle.matmul(node.tensor(0), node.tensor(1)),
    "MaxPool": lambda node: _pool(node, F.max_pool2d),
    "Mul": lambda node: node.tensor(0) * node.term(1),
    "Pow": lambda node: paddle.pow(node.tensor(0), node.term(1)),
    "ReduceMean": lambda node: _mean(
        node.tensor(0), node.attributes["axes"], bool(node.attributes.get("keepdims", 1))
    ),
    "ReduceSum": lambda node: paddle.sum(
        node.tensor(0), node.attributes["axes"], keepdim=bool(node.attributes.get("keepdims", 1))
    ),
    "Relu": lambda node: F.relu(node.tensor(0)),
    "Reshape": _reshape,
    "Resize": _resize,
    "Shape": lambda node: paddle.cast(paddle.shape(node.tensor(0)), "int64"),
    "Sigmoid": lambda node: F.sigmoid(node.tensor(0)),
    "Slice": _slice,
    "Softmax": _softmax,
    "Sqrt": lambda node: paddle.sqrt(node.tensor(0)),
    "Squeeze": lambda node: paddle.squeeze(node.tensor(0), node.attributes["axes"]),
    "Sub": lambda node: node.tensor(0) - node.term(1),
    "Transpose": lambda node: paddle.transpose(node.tensor(0), node.attributes["perm"]),
    "Unsqueeze": lambda node: paddle.unsqueeze(node.tensor(0), node.attributes["axes"]),
}
"""ONNX operator of opset 11, or Gelu of opset 20 → the function that appends it."""
