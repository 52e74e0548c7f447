"""Whose due it is: old pages first, and beyond a usual page everybody waits in proportion to their work."""

from dataclasses import dataclass

YIELDS = 0.4
"""The part of its time during which a page may yield; from then on whoever comes goes behind all of it."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """A page of up to `grace` milliseconds of the machine queues at its arrival time, so that pages of usual
    size are served in order, which keeps the mean wait short.

    Every further millisecond that is known of it queues all that it submits from then on `stretch`
    milliseconds later. So smaller pages pass a large one, which hardly notices, and nobody waits for much
    longer than their own work explains; those who come after its due do not pass it.

    These are due dates by total work content, and the earliest goes first (Baker, Sequencing rules and
    due-date assignments in a job shop, Management Science 30, 1984), with a free start.
    """

    grace: float
    stretch: float

    def due(self, arrived: float, deadline: float, work: float) -> float:
        """The time at which a page queues of which so many milliseconds are known; seconds."""
        late = self.stretch * max(0.0, work - self.grace) / 1000
        return arrived + min(late, YIELDS * (deadline - arrived))
