"""Converts the operands of an ONNX node to values of the Paddle program that is being built."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import paddle
from numpy.typing import NDArray
from paddle import Tensor

Operand: TypeAlias = Tensor | NDArray[Any] | None
"""An operand: a value of the program, a constant, or None if it is left out."""


def parameter(array: NDArray[Any]) -> Tensor:
    """Adds a constant to the program that is being built, and its values to the current scope."""
    empty = paddle.nn.initializer.Constant(0.0)
    value = paddle.static.create_parameter(list(array.shape), str(array.dtype), default_initializer=empty)
    paddle.static.global_scope().var(value.name).get_tensor().set(array, paddle.CPUPlace())
    return value


def _integers(array: NDArray[np.int64]) -> Tensor:
    # Built from operators, because Paddle can infer a shape from them, but not from a parameter.
    return paddle.concat([paddle.full([1], number, "int64") for number in array.reshape(-1).tolist()])


@dataclass(frozen=True, slots=True)
class Node:
    """One ONNX node: its attributes and its operands, in order."""

    attributes: Mapping[str, Any]
    operands: Sequence[Operand]

    def tensor(self, index: int) -> Tensor:
        """Returns an operand as a value of the program."""
        operand = self.operands[index]
        if not isinstance(operand, np.ndarray):
            return operand
        return _integers(operand) if operand.dtype == np.int64 else parameter(operand)

    def optional(self, index: int) -> Tensor | None:
        """Returns an operand as a value of the program, or None if it is left out."""
        return self.tensor(index) if index < len(self.operands) else None

    def constant(self, index: int) -> list[Any]:
        """Returns the values of a constant operand. Raises ValueError if the operand is no constant."""
        operand = self.operands[index]
        if not isinstance(operand, np.ndarray):
            raise ValueError(f"operand {index} must be a constant")
        return list(np.atleast_1d(operand).tolist())

    def term(self, index: int) -> Tensor | float:
        """Returns an operand of an arithmetic operator. Scalars become Python numbers, which are faster."""
        operand = self.operands[index]
        if isinstance(operand, np.ndarray) and operand.size == 1 and operand.ndim < 2:
            return float(operand.item()) if operand.dtype.kind == "f" else int(operand.item())
        return self.tensor(index)
