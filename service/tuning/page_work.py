"""Predicts the work of a whole page from the measured costs of its stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.batching.buckets import Bucket
from service.batching.policies.policy import Policy
from service.batching.prediction.cost import CostRow, CostTable
from service.batching.stage import PAGE, StageName

LINES_BY_WIDTH: Mapping[int, float] = {160: 0.56, 320: 0.25, 640: 0.13, 1280: 0.06}
"""Width of a strip in pixels → the share of a page's lines with this width. The mean width equals that of the
committed corpus."""


UNTRUSTED = 0.6
"""The share of the work of recognition that is left where a drafter reads every line first. On screens and
rendered pages it reads 33 to 49 % of the width of the lines for good; docs/decisions/0076."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """The pixels of a page, the pixels of its canvas (the detector's input), and its number of lines."""

    pixels: int
    canvas: int
    lines: int


def page_work(
    costs: CostTable, page: PageSize, policy: Policy, strip_height: int, *, drafts: bool = False
) -> float:
    """The work of decoding, detecting and recognizing a page, in milliseconds of the whole machine.

    `drafts`: whether a drafter reads every line first.

    It is computed for a machine under load: all streams are busy, and the lines share batches.
    """
    streams = policy.slots
    line = sum(
        share * _line_work(costs, Bucket(width, strip_height), policy, drafts=drafts)
        for width, share in LINES_BY_WIDTH.items()
    )
    decoding = costs.milliseconds("decode", page.pixels, 1, streams)
    detection = costs.milliseconds("detect", page.canvas, 1, streams)
    return (decoding + detection + page.lines * line) / streams


def page_rows(
    costs: CostTable, pages: Sequence[PageSize], policy: Policy, strip_height: int, *, drafts: bool = False
) -> list[CostRow]:
    """One row of the cost table for each page, to three significant digits."""
    return [
        CostRow(
            stage=PAGE,
            streams=1,
            count=1,
            pixels=page.pixels,
            milliseconds=float(f"{page_work(costs, page, policy, strip_height, drafts=drafts):.3g}"),
        )
        for page in pages
    ]


def _line_work(costs: CostTable, bucket: Bucket, policy: Policy, *, drafts: bool) -> float:
    """Milliseconds of one stream for one line."""
    recognition = _least(costs, "recognize", bucket, policy)
    return _least(costs, "draft", bucket, policy) + UNTRUSTED * recognition if drafts else recognition


def _least(costs: CostTable, stage: StageName, bucket: Bucket, policy: Policy) -> float:
    """Milliseconds of one stream for one line, with the batch size at which a line takes least."""
    counts = policy.stages[stage].counts_of(bucket)
    return min(costs.milliseconds(stage, bucket.pixels, count, policy.slots) / count for count in counts)
