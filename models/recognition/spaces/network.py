"""A small network: two layers over numbers and kinds of characters."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Kinds = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """The weights of one layer of tanh units and of one output.

    numbers: (inputs, units). kinds: (kinds, units), for inputs that are 1 for a kind and 0 for all others.
    bias: (units,). output: (units,), with `output_bias`.
    """

    numbers: Numbers
    kinds: Numbers
    bias: Numbers
    output: Numbers
    output_bias: float

    def __call__(self, numbers: Numbers, kinds: Kinds) -> Numbers:
        """The log odds of each row: float64 (rows,).

        numbers: float64 (rows, inputs). kinds: int64 (rows, any), the rows of `self.kinds` that are 1.
        """
        hidden = numbers @ self.numbers + self.bias
        for column in kinds.T:
            hidden += self.kinds.take(column, axis=0)
        np.tanh(hidden, out=hidden)
        odds: Numbers = hidden @ self.output + self.output_bias
        return odds
