"""`python -m benchmarks.spaces`: trains the networks that decide on spaces and the width of marks.

`train` writes the modules mark_weights.py and space_weights.py of models/recognition/spaces/. `rate` counts
the lines of other pages with wrong spaces or widths. Only lines whose other characters are right are used.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated
from unittest.mock import patch

import numpy as np
import typer
from numpy.typing import NDArray

from benchmarks.space_training import Samples, fitted, module_of
from models.recognition import refinement
from models.recognition.punctuation_mark import half_width
from models.recognition.reading import Reading
from models.recognition.spaces import evidence as gaps
from models.recognition.spaces import mark_evidence as marks
from models.recognition.spaces import spaces, widths
from models.recognition.spaces.glyphs import KINDS, MARKS, glyph
from models.recognition.spaces.spacing import Spacing, space_probabilities, spacing_of, visible
from service.engine.opening import open_engine
from service.settings import Settings
from tests.harness.accuracy import lines_of_file
from tests.harness.lines import normalized
from tests.harness.sets import pictures

MARK_EPOCHS, MARK_BATCH = 200, 64
SPACE_EPOCHS, SPACE_BATCH = 60, 256

COST_OF_WIDER, COST_OF_NEW = 2.0, 1.5
"""The cost of taking a half-width mark for a full-width one, and of a space that is not printed. The reverse
costs 1."""

app = typer.Typer(help=__doc__, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """The reading of a line before spaces and widths are decided, and the text that is printed."""

    reading: Reading
    printed: str


@app.command()
def train(sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")]) -> None:
    """Train on labelled pages and write the weights."""
    write_weights([line for name in sets for line in lines_of_set(name)])


@app.command()
def rate(sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")]) -> None:
    """Count the lines of labelled pages with wrong spaces or widths, as recognized and as decided."""
    for name in sets:
        lines = list(lines_of_set(name))
        before = sum(line.reading.text != _spaced(line.printed) for line in lines)
        after = sum(spaces.with_printed_spaces(line.reading).text != _spaced(line.printed) for line in lines)
        typer.echo(f"{name}: {len(lines)} lines, {before} wrong as recognized, {after} as decided")


def lines_of_set(name: str) -> Iterator[Line]:
    """Yields the lines of a set that are read right but for their spaces and the width of their signs."""
    seen: list[Reading] = []

    def record(reading: Reading) -> Reading:
        seen.append(reading)
        return reading

    steps = tuple(record if each is spaces.with_printed_spaces else each for each in refinement.REFINEMENTS)
    engine = open_engine(Settings().engine())
    with patch.object(refinement, "REFINEMENTS", steps):
        for path, truth in pictures(name):
            lines_of_file(engine, path.read_bytes())
            printed = {normalized(line.text): line.text for line in truth.lines}
            for reading in seen:
                if text := printed.get(normalized(reading.text)):
                    yield Line(reading, text)
            seen.clear()
    engine.close()


def write_weights(lines: list[Line]) -> None:
    """Train both networks, one after the other, and write their modules."""
    known = [pair for line in lines if (pair := measured(line))]
    samples = Samples.joined([each for pair in known if (each := mark_samples(*pair))])
    costs = np.where(samples.answers, 1.0, COST_OF_WIDER)
    network = fitted(samples, 2 * len(KINDS) + len(MARKS), costs, MARK_EPOCHS, MARK_BATCH)
    title = "The network that decides on the width of marks; docs/decisions/0052."
    _write("mark_weights.py", module_of(network, "MARK_NETWORK", title))
    with patch.object(widths, "MARK_NETWORK", network):
        samples = Samples.joined([space_samples(*pair) for pair in known])
    costs = np.where(samples.answers, 1.0, COST_OF_NEW)
    network = fitted(samples, 2 * len(KINDS), costs, SPACE_EPOCHS, SPACE_BATCH)
    title = "The network that decides on spaces; docs/decisions/0048."
    _write("space_weights.py", module_of(network, "SPACE_NETWORK", title))


def _write(name: str, source: str) -> None:
    (Path(spaces.__file__).parent / name).write_text(source, encoding="utf-8")


def measured(line: Line) -> tuple[Spacing, str] | None:
    """The spacing of a line and its printed text with single spaces. None if they do not match."""
    indices = visible(line.reading)
    printed = _spaced(line.printed)
    if len(indices) < 2 or len(indices) != len(printed.replace(" ", "")):
        return None
    glyphs = tuple(glyph(line.reading.characters[i]) for i in indices.tolist())
    spacing = spacing_of(line.reading, indices, glyphs, space_probabilities(line.reading, indices))
    return (spacing, printed) if spacing else None


def mark_samples(spacing: Spacing, printed: str) -> Samples | None:
    """The evidence on the marks of a line, and whether each is printed full-width. None without marks."""
    places = widths.marks_of(spacing.glyphs)
    if not places:
        return None
    signs = printed.replace(" ", "")
    are_full = np.array([signs[i] != half_width(signs[i]) for i in places])
    return Samples(*marks.mark_evidence(spacing, places), are_full)


def space_samples(spacing: Spacing, printed: str) -> Samples:
    """The evidence on the gaps of a line, its marks as wide as decided, and whether each has a space."""
    if places := widths.marks_of(spacing.glyphs):
        spacing, _ = widths.with_measured_widths(spacing, places)
    are_spaces: NDArray[np.bool_] = np.zeros(len(spacing.glyphs) - 1, np.bool_)
    are_spaces[np.cumsum([len(word) for word in printed.split()])[:-1] - 1] = True
    return Samples(*gaps.evidence(spacing), are_spaces)


def _spaced(text: str) -> str:
    """The text with one space for each white space in it."""
    return " ".join(text.split())


if __name__ == "__main__":
    app()
