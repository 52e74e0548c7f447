"""Batching, fairness and admission on two cores under random arrivals, with a manual clock."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import starmap
from random import Random
from statistics import mean

import pytest

from service.batching.buckets import Bucket
from service.batching.policies.device_policies import cpu
from service.batching.policies.fairness import Fairness
from service.batching.prediction.cost import DEFAULT_TABLE, load_table
from tests.service.batching.simulated.device import Simulation, Visit, p99, percentile

CPU_TABLE = load_table(DEFAULT_TABLE)
CPU = cpu(2, CPU_TABLE)
FIFO = Fairness(grace=0, stretch=0)
"""First in, first out."""


def seconds(visit: Visit) -> float:
    """The work of one page in seconds of two busy cores. Its lines of one width share batches."""
    detected = CPU_TABLE.milliseconds("detect", visit.canvas.pixels, 1, 2)
    alike = Counter(visit.lines)
    return (detected + sum(starmap(read_milliseconds, alike.items()))) / 2000


def read_milliseconds(line: Bucket, count: int) -> float:
    """The milliseconds on one stream for `count` lines of one page and one width."""
    taken = 0.0
    while count:
        together = CPU.count("recognize", line, count, 2 * count)
        taken += CPU_TABLE.milliseconds("recognize", line.pixels, together, 2)
        count -= together
    return taken


@cache
def mean_seconds() -> float:
    return mean(seconds(visit) for visit in small_pages(1.0, 500))


def small_pages(rate: float, count: int) -> list[Visit]:
    """Pages of 5 to 20 lines, with Poisson arrivals of `rate` pages a second."""
    dice, now, visits = Random(3), 0.0, []
    for _ in range(count):
        now += dice.expovariate(rate)
        widths = dice.choices((96, 160, 320, 480, 640), k=dice.randint(5, 20))
        visits.append(Visit(now, Bucket(1000, 700), [Bucket(width, 48) for width in widths]))
    return visits


def cpu_load(share: float, count: int = 400) -> list[Visit]:
    """Pages that keep two cores busy for that share of the time."""
    return small_pages(share / mean_seconds(), count)


def small_pages_beside_a_huge_one(fairness: Fairness, share: float) -> tuple[list[Visit], Visit]:
    """Small pages and a huge one, which has 900 long lines: 11 s of work for both cores."""
    visits = cpu_load(share)
    huge = Visit(visits[50].arrives, Bucket(2000, 2000), [Bucket(640, 48)] * 900)
    Simulation(replace(CPU, fairness=fairness), CPU_TABLE).run([*visits, huge])
    return visits, huge


@pytest.mark.parametrize("share", [0.5, 0.7])
def test_neither_a_huge_page_nor_small_pages_starve(share: float) -> None:
    without = cpu_load(share)
    Simulation(CPU, CPU_TABLE).run(without)
    small, huge = small_pages_beside_a_huge_one(CPU.fairness, share)

    assert p99(small) < 1.3 * p99(without)
    assert huge.took < 1.5 * seconds(huge) / (1 - share)


def test_first_in_first_out_makes_small_pages_wait_for_the_huge_one() -> None:
    """The test above fails without fairness."""
    small, _ = small_pages_beside_a_huge_one(FIFO, 0.7)

    assert p99(small) > 9


def test_among_usual_pages_fairness_costs_little() -> None:
    """Some usual pages exceed the grace, so pages that arrive later overtake them."""
    fair, fifo = cpu_load(0.7, 2000), cpu_load(0.7, 2000)
    Simulation(CPU, CPU_TABLE).run(fair)
    Simulation(replace(CPU, fairness=FIFO), CPU_TABLE).run(fifo)

    assert mean(v.took for v in fair) <= 1.05 * mean(v.took for v in fifo)
    assert p99(fair) <= 1.2 * p99(fifo)


LINES = {"few": 4, "some": 30, "many": 120}
"""Kind of page → its number of lines. The work is a fifth to four times that of a usual page."""


def page_of(kind: str, arrives: float = 0.0) -> Visit:
    return Visit(arrives, Bucket(1000, 700), [Bucket(320, 48)] * LINES[kind])


def mixed_ratios(fairness: Fairness) -> Mapping[str, float]:
    """Kind → 99th percentile over median of the times of its pages, at 70 % load."""
    dice, now, kinds = Random(11), 0.0, []
    weights = {"few": 0.6, "some": 0.3, "many": 0.1}
    rate = 0.7 / sum(weight * seconds(page_of(name)) for name, weight in weights.items())
    for _ in range(2000):
        now += dice.expovariate(rate)
        (name,) = dice.choices(list(weights), list(weights.values()))
        kinds.append((name, page_of(name, now)))
    Simulation(replace(CPU, fairness=fairness), CPU_TABLE).run([visit for _, visit in kinds])
    took = {name: [visit.took for kind, visit in kinds if kind == name] for name in LINES}
    return {name: percentile(each, 0.99) / percentile(each, 0.5) for name, each in took.items()}


def test_the_slowest_pages_of_each_size_stay_near_the_median_of_that_size() -> None:
    assert max(mixed_ratios(CPU.fairness).values()) < 3.2
    assert max(mixed_ratios(FIFO).values()) > 6


def test_a_single_page_is_detected_on_all_cores_and_its_lines_are_divided_between_them() -> None:
    simulation = Simulation(CPU, CPU_TABLE)
    simulation.run([Visit(0.0, Bucket(1000, 700), [Bucket(320, 48)] * 8), Visit(9.0, Bucket(1000, 700), [])])

    assert [(batch.streams, len(batch.entries)) for batch in simulation.batches] == [
        (1, 1),
        *[(2, 2), (2, 2), (2, 2), (2, 1), (2, 1)],
        (1, 1),
    ]


@pytest.mark.parametrize("slowness", [0.3, 1.0, 3.0])
@pytest.mark.parametrize("within", [10.0, 20.0])
def test_at_150_percent_load_goodput_reaches_capacity_and_no_admitted_page_is_late(
    slowness: float, within: float
) -> None:
    """This also holds if the machine is three times as fast or as slow as the table predicts."""
    visits = cpu_load(1.5 / slowness, 1600)
    Simulation(CPU, CPU_TABLE, within, slowness).run(visits)
    answered = [visit for visit in visits if visit.finished is not None]
    refused = [visit for visit in visits if visit.retry_after is not None]
    work = slowness * sum(map(seconds, answered))

    assert work / max(visit.finished or 0 for visit in answered) > 0.95
    assert max(visit.took for visit in answered) < within
    assert len(answered) + len(refused) == len(visits)
    assert refused
