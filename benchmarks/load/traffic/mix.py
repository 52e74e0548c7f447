"""The mix of picture classes that a busy service receives, and the arrival times. Pure functions."""

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
"""Picture class → its share in percent. A class is a size in megapixels and a density of lines."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """The arrival of one picture: seconds from the start, and its class."""

    at: float
    picture_class: str


@dataclass(frozen=True, slots=True)
class Offer:
    """The arrivals of one run, and its duration."""

    arrivals: Sequence[Arrival]
    seconds: float


def weights_of(sizes: Sequence[str]) -> Mapping[str, int]:
    """Returns the entries of WEIGHTS with these sizes."""
    return {name: weight for name, weight in WEIGHTS.items() if name.split()[0] in sizes}


def poisson(rate: float, seconds: float, weights: Mapping[str, int], seed: int) -> list[Arrival]:
    """Draw the arrivals of a Poisson process with `rate` pictures a second."""
    rng = random.Random(seed)
    classes, chances = list(weights), list(weights.values())
    arrivals: list[Arrival] = []
    at = rng.expovariate(rate)
    while at < seconds:
        arrivals.append(Arrival(at, rng.choices(classes, chances)[0]))
        at += rng.expovariate(rate)
    return arrivals


def stretched(arrivals: Sequence[Arrival], costs: Mapping[str, float], work: float) -> Offer:
    """Scale the arrival times so that the offered load is exactly `work` a second.

    `costs` is the work of one picture of each class. Without scaling, the load would depend on how many
    large pictures were drawn.
    """
    seconds = sum(costs[arrival.picture_class] for arrival in arrivals) / work
    factor = seconds / arrivals[-1].at
    return Offer([Arrival(arrival.at * factor, arrival.picture_class) for arrival in arrivals], seconds)


def shuffled_mix(weights: Mapping[str, int], seed: int) -> list[str]:
    """Returns each class as often as its weight says, in random order."""
    classes = [name for name, weight in weights.items() for _ in range(weight)]
    random.Random(seed).shuffle(classes)
    return classes
