"""The work of a whole page, foretold from what its stages cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.recognizer import HEIGHT
from service.batching.cost import PAGE, CostTable, Measured

LINES_BY_WIDTH: Mapping[int, float] = {160: 0.5, 320: 0.25, 640: 0.15, 1280: 0.1}
"""Width of a strip → the part of a page's lines that are so wide; the mean is the committed corpus's."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page as they come: its pixels, those of its canvas, and how many lines are on it."""

    pixels: int
    canvas: int
    lines: int


def page_work(costs: CostTable, page: PageSize, streams: int) -> float:
    """The work of all stages of a page whose lines are read at once, in milliseconds of the machine.

    The device is cut into so many streams, as it is under load.
    """
    line = sum(
        share * costs.milliseconds("recognize", width * HEIGHT, 1, streams)
        for width, share in LINES_BY_WIDTH.items()
    )
    decoded = costs.milliseconds("decode", page.pixels, 1, streams)
    detected = costs.milliseconds("detect", page.canvas, 1, streams)
    return (decoded + detected + page.lines * line) / streams


def page_rows(costs: CostTable, pages: Sequence[PageSize], streams: int) -> list[Measured]:
    """The rows that foretell the work of a page from its pixels."""
    return [
        Measured(PAGE, 1, 1, page.pixels, float(f"{page_work(costs, page, streams):.3g}")) for page in pages
    ]
