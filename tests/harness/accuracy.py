"""How well an engine reads a labelled set."""

from rich.console import Console
from rich.progress import track

from service.engine.engine import Engine
from service.request import NEVER, ReadOptions, ReadRequest
from tests.harness.scoring import Score, score_image
from tests.harness.sets import pictures


def scores_by_kind(engine: Engine, name: str) -> dict[str, list[Score]]:
    """Read all pictures of a set and return their scores by kind of page; the kind may be ""."""
    kinds: dict[str, list[Score]] = {}
    for path, truth in track(pictures(name), name, console=Console(stderr=True), transient=True):
        page = engine.submit(ReadRequest(path.read_bytes(), ReadOptions(), NEVER)).result()
        kinds.setdefault(truth.kind, []).append(score_image(truth, page.lines))
    return kinds
