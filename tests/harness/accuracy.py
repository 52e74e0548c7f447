"""How well an engine reads a labelled set."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

from rich.console import Console
from rich.progress import track

from models.page import TextLine
from service.engine.engine import Engine
from service.request import NEVER, ReadOptions, ReadRequest
from tests.harness.labels import LabelledImage
from tests.harness.scoring import Score, score_image
from tests.harness.sets import pictures

IN_FLIGHT = 2
"""The number of pictures that are read at the same time. The answers do not depend on it."""


ReadPage = tuple[LabelledImage, Sequence[TextLine]]
"""The labels of a picture, and the lines that were read."""


def scores_by_kind(pages: Iterable[ReadPage]) -> dict[str, list[Score]]:
    """Returns the scores of pages by kind of page. The kind may be ""."""
    kinds = dict[str, list[Score]]()
    for truth, lines in pages:
        kinds.setdefault(truth.kind, []).append(score_image(truth, lines))
    return kinds


def pages_of_set(engine: Engine, name: str) -> Iterator[ReadPage]:
    """Read all pictures of a set and yield the labels and the lines of each, in the order of the set."""
    rows = pictures(name)
    with ThreadPoolExecutor(IN_FLIGHT) as readers:
        read = readers.map(lambda row: lines_of_file(engine, row[0].read_bytes()), rows)
        progress = track(read, name, len(rows), console=Console(stderr=True), transient=True)
        for (_, truth), lines in zip(rows, progress, strict=True):
            yield truth, lines


def lines_of_file(engine: Engine, data: bytes) -> Sequence[TextLine]:
    """Returns the lines of a picture file."""
    return engine.submit(ReadRequest(data, ReadOptions(), NEVER)).result().lines
