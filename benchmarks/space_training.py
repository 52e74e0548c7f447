"""Trains the networks of models/recognition/spaces/, and writes them as Python."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.recognition.spaces.network import Kinds, Network, Numbers

UNITS = 12

RATES = 1e-2, 2e-4
"""The first and the last learning rate of Adam (Kingma and Ba, 2014)."""

DECAY = 3e-5
"""The weight decay."""


@dataclass(frozen=True, slots=True, eq=False)
class Samples:
    """The inputs of a network and the answers: float64 (rows, inputs), int64 (rows, any), boolean (rows,)."""

    numbers: Numbers
    kinds: Kinds
    answers: NDArray[np.bool_]

    @classmethod
    def joined(cls, parts: Sequence["Samples"]) -> "Samples":
        """All samples."""
        return cls(
            np.concatenate([each.numbers for each in parts]),
            np.concatenate([each.kinds for each in parts]),
            np.concatenate([each.answers for each in parts]),
        )


def fitted(samples: Samples, kinds: int, costs: Numbers, epochs: int, batch: int) -> Network:
    """Returns a network with that number of kinds. costs: (rows,), of a wrong answer."""
    rng = np.random.default_rng(0)
    count = samples.numbers.shape[1]
    inputs = np.zeros((len(samples.answers), count + kinds))
    inputs[:, :count] = samples.numbers
    np.put_along_axis(inputs, samples.kinds + count, 1.0, axis=1)
    weights = [
        rng.normal(0, 0.3, (count + kinds, UNITS)),
        np.zeros(UNITS),
        rng.normal(0, 0.3, UNITS),
        np.zeros(1),
    ]
    means, squares = ([np.zeros_like(each) for each in weights] for _ in range(2))
    steps = 0
    for rate in np.geomspace(*RATES, epochs):
        for chosen in _batches(rng.permutation(len(inputs)), batch):
            steps += 1
            slopes = _slopes(weights, inputs[chosen], samples.answers[chosen], costs[chosen])
            for i, slope in enumerate(slopes):
                means[i] = 0.9 * means[i] + 0.1 * slope
                squares[i] = 0.999 * squares[i] + 0.001 * slope**2
                move = means[i] / (1 - 0.9**steps) / (np.sqrt(squares[i] / (1 - 0.999**steps)) + 1e-8)
                weights[i] -= rate * move
    hidden, bias, output, output_bias = (each.round(2) for each in weights)
    return Network(hidden[:count], hidden[count:], bias, output, output_bias.item())


def _batches(order: NDArray[np.int64], batch: int) -> Iterator[NDArray[np.int64]]:
    return (order[start : start + batch] for start in range(0, len(order), batch))


def _slopes(
    weights: Sequence[Numbers], inputs: Numbers, answers: NDArray[np.bool_], costs: Numbers
) -> tuple[Numbers, ...]:
    """The gradient of the weighted cross-entropy with decay."""
    hidden = np.tanh(inputs @ weights[0] + weights[1])
    confidence = 1 / (1 + np.exp(-(hidden @ weights[2] + weights[3])))
    error = costs * (confidence - answers) / len(inputs)
    back = np.outer(error, weights[2]) * (1 - hidden**2)
    return (
        inputs.T @ back + DECAY * weights[0],
        back.sum(axis=0),
        hidden.T @ error + DECAY * weights[2],
        error.sum(keepdims=True),
    )


def module_of(network: Network, name: str, title: str) -> str:
    """Returns the source of the module with a network of that name."""
    return f'''"""{title}"""

import numpy as np

from models.recognition.spaces.network import Network

{name} = Network(
    numbers=np.array(
        (
{_rows(network.numbers)}
        )
    ),
    kinds=np.array(
        (
{_rows(network.kinds)}
        )
    ),
    bias=np.array({_row(network.bias)}),
    output=np.array({_row(network.output)}),
    output_bias={network.output_bias:.2f},
)
'''


def _rows(weights: Numbers) -> str:
    return "\n".join(f"            {_row(row)}," for row in weights)


def _row(numbers: Numbers) -> str:
    return f"({', '.join(f'{number:.2f}' for number in numbers.tolist())})"
