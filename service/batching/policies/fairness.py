"""Due times: the entry with the earliest due time runs first, and large pages are due later."""

from dataclasses import dataclass

from service.batching.page_job import PageJob
from service.batching.prediction.cost import CostTable
from service.batching.stage import PAGE

TYPICAL_PIXELS = 1_000_000
"""Pixels of a typical page: 1000 x 1000 with 15 lines, one of the pages that `wangtu tune` measures."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """Due time = turn + `stretch` x known work beyond `grace`, capped at `delay_share` of the deadline.

    The turn of a page is its arrival, or later if its caller has other pages, or earlier if the engine lags
    behind. Its delay is multiplied by its
    caller's share of the work: it is meant for the other pages of the same caller. docs/decisions/0074. Pages
    within the grace are served in order of their turns, which keeps the mean wait short. A larger page is
    overtaken by smaller ones, so that every page waits in proportion to its work. Pages that arrive after
    its due time do not overtake it, so it never starves.

    This is earliest due date first with due dates by total work content (Baker, Sequencing Rules and Due-Date
    Assignments in a Job Shop, Management Science 30, 1984). The grace is added to it. Chosen by simulation,
    docs/decisions/0027.
    """

    grace: float
    """Milliseconds of the whole machine. A page with less work is not delayed."""

    stretch: float = 12.0
    """Milliseconds of delay for every millisecond of work beyond the grace."""

    delay_share: float = 0.4
    """The longest delay, as a share of the time from arrival to deadline."""

    largest_lag: float = 10.0
    """Seconds. A turn counts from so much before the arrival at most, however late the engine is. Callers
    with one page each hold up a caller with many no longer than that. docs/decisions/0078."""

    def due(self, job: PageJob, work: float) -> float:
        """The due time, in seconds, of a page whose known work is `work` milliseconds."""
        delay = job.share * self.stretch * max(0.0, work - self.grace) / 1000
        return job.turn + min(delay, self.delay_share * (job.deadline - job.arrived))


def fairness_on(costs: CostTable) -> Fairness:
    """The rule for the machine of a cost table. Its grace is the work of a typical page in that table.

    With the shipped table that is 104 ms. A machine half as fast has twice the grace. docs/decisions/0040.
    """
    return Fairness(grace=costs.milliseconds(PAGE, TYPICAL_PIXELS, 1, 1))
