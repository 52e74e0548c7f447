"""`python -m benchmarks.acceptance`: the right and the wrong lines that each acceptance threshold rejects.

`read` recognizes labelled pictures without any threshold and writes the lines to a file. `rate` applies
thresholds, those of the catalog or others, to such files. Choose thresholds on some files and confirm them on
others.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated, Literal
from unittest.mock import patch

import cv2
import numpy as np
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from models.catalog.catalog import model_sets
from models.catalog.line_parameters import AcceptanceParameters
from models.page import Image, TextLine
from models.recognition.acceptance import is_accepted
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.imaging.decoding import ImageLimits, decode, open_picture
from service.reading import pipeline
from service.request import NEVER, ReadOptions, ReadRequest
from service.settings import Settings
from tests.harness.grouping import groups
from tests.harness.labels import LabelledImage
from tests.harness.scoring import score_group
from tests.harness.sets import pictures

Rule = Literal["words", "short", "single", "symbols", "doubtful"]

FIELDS: dict[Rule, str] = {
    "words": "min_score",
    "short": "min_score_short",
    "single": "min_score_single",
    "symbols": "min_score_symbols",
    "doubtful": "min_score_doubtful",
}
"""Rule → the threshold in `AcceptanceParameters` that it applies."""

app = typer.Typer(help=__doc__, pretty_exceptions_enable=False)


@dataclass(frozen=True, slots=True)
class JudgedLine:
    """A recognized line. It is right if at least half of its characters are in the labels."""

    kind: str
    text: str
    score: float
    detection_score: float
    is_right: bool

    @property
    def line(self) -> TextLine:
        """The line with a quad of zeros, which the thresholds do not use."""
        return TextLine(np.zeros((4, 2), np.float32), self.text, self.score)


@dataclass(frozen=True, slots=True)
class Rating:
    """Counts of the lines of one rule, which rejects `lost` right lines and `stopped` wrong lines."""

    right: int
    wrong: int
    lost: int
    stopped: int


def judged_lines(truth: LabelledImage, scored: Sequence[tuple[TextLine, float]]) -> Iterator[JudgedLine]:
    """Judge the lines of one picture. `scored` has each line and the detector's score of its region."""
    detection_scores = {id(line): score for line, score in scored}
    for true, found in groups(truth, [line for line, _ in scored]):
        for line in found:
            score = score_group(true, [line], truth.casefold)
            is_right = 0 < score.predicted <= 2 * score.matched
            yield JudgedLine(truth.kind, line.text, float(line.score), detection_scores[id(line)], is_right)


def rule_of(reading: JudgedLine, parameters: AcceptanceParameters) -> Rule:
    """The rule that applies to a line. A line without a letter or a digit is a line of symbols."""
    distinct, is_symbols = len(set(reading.text)), not any(map(str.isalnum, reading.text))
    if (distinct == 1 or is_symbols) and reading.detection_score < parameters.sure_detection:
        return "doubtful"
    if is_symbols:
        return "symbols"
    if distinct == 1:
        return "single"
    return "short" if distinct <= parameters.short_distinct else "words"


def rating(readings: Iterable[JudgedLine], parameters: AcceptanceParameters) -> Rating:
    """Count the lines that the thresholds accept and reject."""
    counts = {(is_right, accepted): 0 for is_right in (True, False) for accepted in (True, False)}
    for each in readings:
        counts[each.is_right, is_accepted(each.line, each.detection_score, parameters)] += 1
    return Rating(
        right=counts[True, True] + counts[True, False],
        wrong=counts[False, True] + counts[False, False],
        lost=counts[True, False],
        stopped=counts[False, False],
    )


@app.command()
def read(
    sets: Annotated[list[str], typer.Argument(help="Sets, or folders with labels.jsonl.")],
    out: Annotated[Path, typer.Option(help="The file to write: one JSON object for each line.")],
    scale: Annotated[
        float, typer.Option(min=0.1, max=1, help="Factor by which pictures are shrunk first.")
    ] = 1.0,
) -> None:
    """Recognize pictures without any threshold. Shrunk pictures are enlarged again, which blurs them."""
    engine = open_engine(Settings().engine())
    with out.open("w", encoding="utf-8") as file:
        for name in sets:
            for path, truth in track(pictures(name), name, console=Console(stderr=True), transient=True):
                scored = _unfiltered(engine, blurred(path.read_bytes(), scale))
                for reading in judged_lines(truth, scored):
                    file.write(json.dumps(asdict(reading), ensure_ascii=False) + "\n")
    engine.close()


def _unfiltered(engine: Engine, data: bytes) -> list[tuple[TextLine, float]]:
    """Every line of a picture and the detector's score of its region."""
    scored: list[tuple[TextLine, float]] = []

    def accept(line: TextLine, detection_score: float, _: AcceptanceParameters) -> bool:
        scored.append((line, detection_score))
        return True

    with patch.object(pipeline, "is_accepted", accept):
        engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result()
    return scored


def blurred(data: bytes, scale: float) -> bytes:
    """Shrink a picture, compress it as JPEG of quality 50, and enlarge it again. Scale 1 changes nothing."""
    if scale == 1:
        return data
    image = _decoded(data)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    compressed = cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 50])[1].tobytes()
    enlarged = cv2.resize(_decoded(compressed), image.shape[1::-1])
    return cv2.imencode(".png", enlarged)[1].tobytes()


def _decoded(data: bytes) -> Image:
    return decode(open_picture(data, ImageLimits()))


@app.command()
def rate(
    files: Annotated[list[Path], typer.Argument(help="Files that `read` wrote.")],
    override: Annotated[list[str] | None, typer.Option(help="A threshold, such as min_score=0.6.")] = None,
) -> None:
    """Print, for each rule, the right lines that it loses and the wrong lines that it stops."""
    catalogued = model_sets()[Settings().models].recognizer.parameters.acceptance
    changed = {name: float(value) for name, _, value in (each.partition("=") for each in override or ())}
    parameters = AcceptanceParameters.model_validate({**catalogued.model_dump(), **changed})
    found = [JudgedLine(**json.loads(row)) for file in files for row in file.read_text("utf-8").splitlines()]
    table = Table("rule", "threshold", "right", "lost", "wrong", "stopped")
    for rule, field in FIELDS.items():
        result = rating([each for each in found if rule_of(each, parameters) == rule], parameters)
        counts = (result.right, result.lost, result.wrong, result.stopped)
        table.add_row(rule, f"{getattr(parameters, field):g}", *map(str, counts))
    Console().print(table)


if __name__ == "__main__":
    app()
