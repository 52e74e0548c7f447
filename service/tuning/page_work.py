"""The work of a whole page, foretold from what its stages cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.batching.buckets import Bucket
from service.batching.cost import CostRow, CostTable
from service.batching.policy import Policy
from service.batching.stage import PAGE

LINES_BY_WIDTH: Mapping[int, float] = {160: 0.56, 320: 0.25, 640: 0.13, 1280: 0.06}
"""Width of a strip → the part of a page's lines that are so wide; the mean is the committed corpus's."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page as they come: its pixels, those of its canvas, and how many lines are on it."""

    pixels: int
    canvas: int
    lines: int


def page_work(costs: CostTable, page: PageSize, policy: Policy, strip_height: int) -> float:
    """The work of all stages of a page whose lines are read at once, in milliseconds of the machine.

    The device is cut into streams and the lines share batches as they do under load.
    """
    streams = policy.slots
    line = sum(
        share * _line_work(costs, Bucket(width, strip_height), policy)
        for width, share in LINES_BY_WIDTH.items()
    )
    decoded = costs.milliseconds("decode", page.pixels, 1, streams)
    detected = costs.milliseconds("detect", page.canvas, 1, streams)
    return (decoded + detected + page.lines * line) / streams


def page_rows(
    costs: CostTable, pages: Sequence[PageSize], policy: Policy, strip_height: int
) -> list[CostRow]:
    """The rows that foretell the work of a page from its pixels."""
    return [
        CostRow(PAGE, 1, 1, page.pixels, float(f"{page_work(costs, page, policy, strip_height):.3g}"))
        for page in pages
    ]


def _line_work(costs: CostTable, bucket: Bucket, policy: Policy) -> float:
    """Milliseconds of one stream for a line among many."""
    together = policy.stages["recognize"].largest(bucket)
    return costs.milliseconds("recognize", bucket.pixels, together, policy.slots) / together
