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


def shuffled_hundred(weights: Mapping[str, int], seed: int) -> list[str]:
    """Each class as often as its weight says, in a random order."""
    every = [group for group, weight in weights.items() for _ in range(weight)]
    random.Random(seed).shuffle(every)
    return every
