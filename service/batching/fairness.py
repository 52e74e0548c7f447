"""Whose turn it is: old pages first, but a page that takes much of the machine yields to younger ones."""

from dataclasses import dataclass, replace
from math import inf

YIELDS = 0.25
"""The part of its time during which a page may yield; from then on whoever comes goes behind all of it."""


@dataclass(frozen=True, slots=True)
class Fairness:
    """A page's entries queue at its arrival time until they add up to `grace` milliseconds of the machine.

    Every further millisecond queues `stretch` milliseconds later, as if the page had come later. So pages of
    usual size are served in the order of their arrival, which keeps the mean wait short. A page beyond its
    grace goes before nobody who came before its turn, and where others always wait it still has one part in
    `stretch` of the machine: its turns advance with its own work alone, and time overtakes them.

    A page in parts has no grace: it is known from the start to be no usual one, and whoever came next would
    wait for all of it.

    The idea is that of start times in fair queueing (Goyal, Vin and Cheng, 1996), with a free start.
    """

    grace: float
    stretch: float

    def of(self, parts: int) -> "Fairness":
        """The rule for a page in so many parts."""
        return self if parts == 1 else replace(self, grace=0.0)

    def turn(self, arrived: float, deadline: float, before: float) -> float:
        """The time at which a page's entry queues after `before` milliseconds of its work; seconds."""
        late = self.stretch * max(0.0, before - self.grace) / 1000
        return arrived + min(late, YIELDS * (deadline - arrived))

    def work_until(self, turn: float, arrived: float, deadline: float) -> float:
        """How many milliseconds of a page's work have their turn at `turn` or before."""
        late = turn - arrived
        if late >= YIELDS * (deadline - arrived):
            return inf
        return 0.0 if late < 0 else self.grace + late * 1000 / self.stretch
