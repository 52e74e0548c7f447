"""How well an engine reads a labelled set."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console
from rich.progress import track

from service.engine.engine import Engine
from service.request import NEVER, ReadOptions, ReadRequest
from tests.harness.labels import LabelledImage
from tests.harness.scoring import Score, score_image
from tests.harness.sets import pictures

IN_FLIGHT = 2
"""The number of pictures that are read at the same time. The answers do not depend on it."""


def scores_by_kind(engine: Engine, name: str) -> dict[str, list[Score]]:
    """Read all pictures of a set and return their scores by kind of page. The kind may be ""."""

    def score(row: tuple[Path, LabelledImage]) -> tuple[str, Score]:
        path, truth = row
        page = engine.submit(ReadRequest(path.read_bytes(), ReadOptions(), NEVER)).result()
        return truth.kind, score_image(truth, page.lines)

    rows, kinds = pictures(name), dict[str, list[Score]]()
    with ThreadPoolExecutor(IN_FLIGHT) as readers:
        scored = readers.map(score, rows)
        progress = track(scored, name, len(rows), console=Console(stderr=True), transient=True)
        for kind, picture_score in progress:
            kinds.setdefault(kind, []).append(picture_score)
    return kinds
