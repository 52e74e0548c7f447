"""`python -m benchmarks.spaces`: trains the network that puts spaces back, and counts what it changes.

`train` prints the module models/recognition/spaces/weights.py. `rate` counts the spaces of other pages. Only
lines whose other characters are all right are used.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated
from unittest.mock import patch

import numpy as np
import typer
from numpy.typing import NDArray

from models.recognition import refinement
from models.recognition.reading import Reading
from models.recognition.spaces import spaces as step
from models.recognition.spaces.evidence import evidence, space_probabilities
from models.recognition.spaces.glyphs import KINDS
from models.recognition.spaces.spacing import Numbers, spacing_of
from service.engine.opening import open_engine
from service.settings import Settings
from tests.harness.accuracy import pages_of_set
from tests.harness.lines import normalized

UNITS, EPOCHS, BATCH = 8, 40, 256
RATES = 1e-2, 2e-4
"""The first and the last learning rate of Adam (Kingma and Ba, 2014)."""

DECAY = 3e-4
"""The weight decay."""

COST_OF_WRONG = 2.0
"""The weight of a gap without a space: a wrong space costs as much as two lost ones."""

INPUTS = (
    *("excess", "gap", "pitch", "excess before", "excess after", "width", "width of the next", "full-width"),
    *("next is full-width", "usual excess", "usual pitch", "has a usual one", "usual excess of the line"),
    *("probability", *KINDS, *(f"next is {kind}" for kind in KINDS)),
)

app = typer.Typer(help=__doc__, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The evidence on the gaps of a line, whether a space is printed in each, and whether one was read."""

    inputs: Numbers
    is_printed: NDArray[np.bool_]
    is_read: NDArray[np.bool_]


@app.command()
def train(sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")]) -> None:
    """Train on labelled pages and print the weights."""
    lines = [line for name in sets for line in lines_of_set(name)]
    inputs = np.concatenate([line.inputs for line in lines])
    is_printed = np.concatenate([line.is_printed for line in lines])
    typer.echo(module_of(fitted(inputs, is_printed)))


@app.command()
def rate(sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")]) -> None:
    """Count the lines of labelled pages with wrong spaces, without and with the network."""
    for name in sets:
        lines = list(lines_of_set(name))
        new = [line.is_read | (step.confidence(line.inputs) > step.MIN_CONFIDENCE) for line in lines]
        wrong = sum((line.is_read != line.is_printed).any() for line in lines)
        left = sum((each != line.is_printed).any() for each, line in zip(new, lines, strict=True))
        typer.echo(f"{name}: {len(lines)} lines, {wrong} with wrong spaces, {left} with the network")


def lines_of_set(name: str) -> Iterator[Line]:
    """Yields the lines of a set that are read right but for their spaces."""
    seen: list[Reading] = []

    def record(reading: Reading) -> Reading:
        seen.append(reading)
        return reading

    steps = tuple(record if each is step.with_printed_spaces else each for each in refinement.REFINEMENTS)
    engine = open_engine(Settings().engine())
    with patch.object(refinement, "REFINEMENTS", steps):
        for truth, _ in pages_of_set(engine, name):
            printed = {_joined(line.text): line.text for line in truth.lines}
            for reading in seen:
                if (text := printed.get(_joined(reading.text))) and (line := line_of(reading, text)):
                    yield line
            seen.clear()
    engine.close()


def line_of(reading: Reading, printed: str) -> Line | None:
    """The evidence on a line. None if it has no gaps, or not as many characters as are printed."""
    spacing = spacing_of(reading)
    words = printed.split()
    ends = np.cumsum([len(word) for word in words])[:-1]
    if spacing is None or len(spacing.indices) != sum(map(len, words)):
        return None
    is_printed = np.zeros(len(spacing.indices) - 1, bool)
    is_printed[ends - 1] = True
    inputs = evidence(spacing, space_probabilities(reading, spacing.indices))
    return Line(inputs, is_printed, np.diff(spacing.indices) > 1)


def _joined(text: str) -> str:
    """The text without spaces and without the width of its signs."""
    return "".join(normalized(text).split())


def fitted(inputs: Numbers, is_printed: NDArray[np.bool_]) -> list[Numbers]:
    """Returns the weights and biases of the hidden units, and those of the output."""
    rng = np.random.default_rng(0)
    weights = [
        rng.normal(0, 0.3, (inputs.shape[1], UNITS)),
        np.zeros(UNITS),
        rng.normal(0, 0.3, UNITS),
        np.zeros(1),
    ]
    costs = np.where(is_printed, 1.0, COST_OF_WRONG)
    means, squares = ([np.zeros_like(each) for each in weights] for _ in range(2))
    count = 0
    for rate in np.linspace(*RATES, EPOCHS):
        for chosen in _batches(rng.permutation(len(inputs))):
            count += 1
            slopes = _slopes(weights, inputs[chosen], is_printed[chosen], costs[chosen])
            for i, slope in enumerate(slopes):
                means[i] = 0.9 * means[i] + 0.1 * slope
                squares[i] = 0.999 * squares[i] + 0.001 * slope**2
                move = means[i] / (1 - 0.9**count) / (np.sqrt(squares[i] / (1 - 0.999**count)) + 1e-8)
                weights[i] -= rate * move
    return weights


def _batches(order: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    return (order[start : start + BATCH] for start in range(0, len(order), BATCH))


def _slopes(
    weights: Sequence[Numbers], inputs: Numbers, is_printed: NDArray[np.bool_], costs: Numbers
) -> tuple[Numbers, ...]:
    """The gradient of the weighted cross-entropy with decay."""
    hidden = np.tanh(inputs @ weights[0] + weights[1])
    confidence = 1 / (1 + np.exp(-(hidden @ weights[2] + weights[3])))
    error = costs * (confidence - is_printed) / len(inputs)
    back = np.outer(error, weights[2]) * (1 - hidden**2)
    return (
        inputs.T @ back + DECAY * weights[0],
        back.sum(axis=0),
        hidden.T @ error + DECAY * weights[2],
        error.sum(keepdims=True),
    )


def module_of(weights: Sequence[Numbers]) -> str:
    """Returns the source of the module with these weights."""
    rows = "\n".join(f"        {_row(row)},  # {name}" for row, name in zip(weights[0], INPUTS, strict=True))
    return f'''"""The weights of the network that decides on spaces; docs/decisions/0048."""

import numpy as np

HIDDEN = np.array(
    (
{rows}
    )
)
"""The weights of each input of `evidence`, its rows, on the hidden units."""

HIDDEN_BIAS = np.array({_row(weights[1])})

OUTPUT = np.array({_row(weights[2])})

OUTPUT_BIAS = {weights[3].item():.2f}'''


def _row(numbers: Numbers) -> str:
    return f"({', '.join(f'{number:.2f}' for number in numbers.tolist())})"


if __name__ == "__main__":
    app()
