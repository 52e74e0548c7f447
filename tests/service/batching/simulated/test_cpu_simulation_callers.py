"""Several callers, and callers that give up, on two cores with a manual clock."""

from dataclasses import replace
from random import Random
from statistics import median

import pytest

from service.batching.buckets import Bucket
from tests.service.batching.simulated.device import Simulation, Visit
from tests.service.batching.simulated.test_cpu_simulation import CPU, CPU_TABLE, cpu_load, page_of, seconds


def _light(until: float) -> list[Visit]:
    """A page every two seconds."""
    return [replace(page_of("some", 2.0 * number), caller="light") for number in range(1, int(until / 2))]


def _heavy(share: float, count: int) -> list[Visit]:
    return [replace(visit, caller="heavy") for visit in cpu_load(share, count)]


@pytest.mark.parametrize("share", [0.9, 1.5, 4.0])
@pytest.mark.parametrize("slowness", [1.0, 1.5])
def test_a_light_caller_waits_little_longer_beside_a_heavy_one(share: float, slowness: float) -> None:
    alone, heavy = _light(120.0), _heavy(share / slowness, 1500)
    until = min(120.0, heavy[-1].arrives)
    beside = [visit for visit in _light(120.0) if visit.arrives < until]
    learnt = 10.0  # seconds until the predictions suit the slower machine
    Simulation(CPU, CPU_TABLE, 60.0, slowness).run(alone)
    Simulation(CPU, CPU_TABLE, 60.0, slowness).run(sorted([*heavy, *beside], key=lambda visit: visit.arrives))

    one_page = slowness * seconds(page_of("some"))
    assert median(visit.took for visit in beside) < 2 * median(visit.took for visit in alone) + one_page
    assert all(visit.finished is not None for visit in beside if visit.arrives > learnt)


def test_the_heavy_caller_uses_what_the_light_one_leaves() -> None:
    heavy = _heavy(1.5, 1500)
    Simulation(CPU, CPU_TABLE, 60.0).run(sorted([*heavy, *_light(100.0)], key=lambda visit: visit.arrives))
    answered = [visit for visit in heavy if visit.finished is not None]

    assert sum(map(seconds, answered)) / max(visit.took + visit.arrives for visit in answered) > 0.85


@pytest.mark.parametrize("patience", [10.0, 5.0, 2.5])
def test_at_three_times_the_load_most_answers_come_before_callers_give_up(patience: float) -> None:
    """The share of the capacity that goes into answers that somebody still waits for."""
    visits = cpu_load(3.0, 3000)
    Simulation(CPU, CPU_TABLE, 60.0).run(visits)
    in_time = [visit for visit in visits if visit.took <= patience]
    end = max(visit.finished or 0 for visit in visits)

    assert sum(map(seconds, in_time)) / end > 0.9


def test_a_burst_after_a_rest_is_admitted_completely() -> None:
    dice = Random(7)
    burst = [Visit(dice.random(), Bucket(1000, 700), [Bucket(320, 48)] * 20) for _ in range(60)]
    Simulation(CPU, CPU_TABLE, 60.0).run(sorted(burst, key=lambda visit: visit.arrives))

    assert all(visit.finished is not None for visit in burst)
