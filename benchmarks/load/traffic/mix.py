"""What a busy service is sent: a mix of the size classes, and when each picture comes. Pure."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WEIGHTS: Mapping[str, int] = {
    "0.05 few": 6,
    "0.05 many": 4,
    "0.4 few": 15,
    "0.4 many": 15,
    "1 few": 15,
    "1 many": 15,
    "2 few": 10,
    "2 many": 10,
    "8 few": 4,
    "8 many": 2,
    "12 few": 3,
    "12 many": 1,
}
"""Of a hundred pictures, how many are of which class."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One picture of a class, and when it is to be sent, in seconds from the start."""

    at: float
    group: str


@dataclass(frozen=True, slots=True)
class Offer:
    """Arrivals, and for how many seconds they are offered."""

    arrivals: Sequence[Arrival]
    seconds: float


def groups(sizes: Sequence[str]) -> Mapping[str, int]:
    """The part of WEIGHTS that is of these sizes."""
    return {group: weight for group, weight in WEIGHTS.items() if group.split()[0] in sizes}


def poisson(rate: float, seconds: float, weights: Mapping[str, int], seed: int) -> list[Arrival]:
    """Arrivals as independent senders make them, `rate` a second: gaps are exponentially distributed."""
    dice = random.Random(seed)
    classes, chances = list(weights), list(weights.values())
    arrivals: list[Arrival] = []
    at = dice.expovariate(rate)
    while at < seconds:
        arrivals.append(Arrival(at, dice.choices(classes, chances)[0]))
        at += dice.expovariate(rate)
    return arrivals


def stretched(arrivals: Sequence[Arrival], costs: Mapping[str, float], work: float) -> Offer:
    """The same in as many seconds as make them `work` a second; a few large ones decide what a draw comes to.

    `costs` are the work of a picture of each class.
    """
    seconds = sum(costs[arrival.group] for arrival in arrivals) / work
    longer = seconds / arrivals[-1].at
    return Offer([Arrival(arrival.at * longer, arrival.group) for arrival in arrivals], seconds)


def shuffled_hundred(weights: Mapping[str, int], seed: int) -> list[str]:
    """Each class as often as its weight says, in a random order."""
    every = [group for group, weight in weights.items() for _ in range(weight)]
    random.Random(seed).shuffle(every)
    return every
