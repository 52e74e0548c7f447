"""What the rules come to where pages come at random: a fake device under a manual clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import starmap
from random import Random
from statistics import mean

import pytest

from service.batching.buckets import Bucket
from service.batching.cost import DEFAULT_TABLE, CostTable, Measured, load_table
from service.batching.fairness import Fairness
from service.batching.policy import FAIRNESS, Policy, StagePolicy, cpu, gpu
from tests.service.batching.simulation import Simulation, Visit, percentile

CPU_TABLE = load_table(DEFAULT_TABLE)

GPU_TABLE = CostTable(
    "a device that pays for every launch and little for what is in it",
    (
        *(
            Measured("recognize", 2, count, pixels, 2 + 0.08 * count * pixels / 15_360)
            for count in (1, 32)
            for pixels in (4608, 153_600)
        ),
        *(
            Measured("detect", 2, count, pixels, 4 + 2 * count * pixels / 700_000)
            for count in (1, 4)
            for pixels in (250_000, 4_000_000)
        ),
        Measured("page", 1, 1, 700_000, 3.0),
    ),
)
CANVASES = (Bucket(960, 704), Bucket(704, 960), Bucket(1024, 640), Bucket(640, 1024))
WIDTHS = (*range(96, 640, 32), 704, 832, 960, 1280)
FIFO = Fairness(grace=0, stretch=0)


def seconds(visit: Visit) -> float:
    """The work of one page on two busy cores; lines of one width are read together."""
    detected = CPU_TABLE.milliseconds("detect", visit.canvas.pixels, 1, 2)
    alike = Counter(visit.lines)
    return (detected + sum(starmap(read_milliseconds, alike.items()))) / 2000


def read_milliseconds(line: Bucket, count: int) -> float:
    """Of so many lines of one page."""
    taken = 0.0
    while count:
        together = cpu(2).count("recognize", line, count, 2 * count)
        taken += CPU_TABLE.milliseconds("recognize", line.pixels, together, 2)
        count -= together
    return taken


@cache
def mean_seconds() -> float:
    return mean(seconds(visit) for visit in small_pages(1.0, 500))


def small_pages(rate: float, count: int) -> list[Visit]:
    """Pages of 5 to 20 lines that come at random, `rate` a second."""
    dice, now, visits = Random(3), 0.0, []
    for _ in range(count):
        now += dice.expovariate(rate)
        widths = dice.choices((96, 160, 320, 480, 640), k=dice.randint(5, 20))
        visits.append(Visit(now, Bucket(1000, 700), [Bucket(width, 48) for width in widths]))
    return visits


def cpu_load(share: float, count: int = 400) -> list[Visit]:
    """Pages that would keep two cores busy for that share of the time."""
    return small_pages(share / mean_seconds(), count)


def beside_a_huge_one(fairness: Fairness, share: float) -> tuple[list[Visit], Visit]:
    """Small pages and one of 900 long lines in their midst: 11 s of work for both cores."""
    visits = cpu_load(share)
    huge = Visit(visits[50].arrives, Bucket(2000, 2000), [Bucket(640, 48)] * 900)
    Simulation(replace(cpu(2), fairness=fairness), CPU_TABLE).run([*visits, huge])
    return visits, huge


def p99(visits: Sequence[Visit]) -> float:
    return percentile([visit.took for visit in visits], 0.99)


@pytest.mark.parametrize("share", [0.5, 0.7])
def test_a_huge_page_does_not_starve_small_ones_and_is_not_starved(share: float) -> None:
    alone = cpu_load(share)
    Simulation(cpu(2), CPU_TABLE).run(alone)
    beside, huge = beside_a_huge_one(FAIRNESS, share)

    assert p99(beside) < 1.3 * p99(alone)
    assert huge.took < 1.5 * seconds(huge) / (1 - share)


def test_without_the_rule_small_pages_wait_for_the_huge_one() -> None:
    """So the test above can fail."""
    beside, _ = beside_a_huge_one(FIFO, 0.7)

    assert p99(beside) > 9


def test_among_usual_pages_the_rule_costs_little() -> None:
    """Some of them have more than the grace, and are passed by those who come while they are read."""
    fair, first_come = cpu_load(0.7, 2000), cpu_load(0.7, 2000)
    Simulation(cpu(2), CPU_TABLE).run(fair)
    Simulation(replace(cpu(2), fairness=FIFO), CPU_TABLE).run(first_come)

    assert mean(v.took for v in fair) <= 1.05 * mean(v.took for v in first_come)
    assert p99(fair) <= 1.2 * p99(first_come)


LINES = {"few": 4, "some": 30, "many": 120}
"""Kinds of pages, from a fifth of the work of a usual one to four times as much."""


def page_of(kind: str, arrives: float = 0.0) -> Visit:
    return Visit(arrives, Bucket(1000, 700), [Bucket(320, 48)] * LINES[kind])


def mixed_ratios(fairness: Fairness) -> Mapping[str, float]:
    """How many times longer than the median the slowest percent of each kind takes; load is 70 %."""
    dice, now, kinds = Random(11), 0.0, []
    weights = {"few": 0.6, "some": 0.3, "many": 0.1}
    rate = 0.7 / sum(weight * seconds(page_of(name)) for name, weight in weights.items())
    for _ in range(2000):
        now += dice.expovariate(rate)
        (name,) = dice.choices(list(weights), list(weights.values()))
        kinds.append((name, page_of(name, now)))
    Simulation(replace(cpu(2), fairness=fairness), CPU_TABLE).run([visit for _, visit in kinds])
    took = {name: [visit.took for kind, visit in kinds if kind == name] for name in LINES}
    return {name: percentile(each, 0.99) / percentile(each, 0.5) for name, each in took.items()}


def test_pages_of_every_size_are_answered_in_times_like_those_of_their_own_size() -> None:
    assert max(mixed_ratios(FAIRNESS).values()) < 3.2
    assert max(mixed_ratios(FIFO).values()) > 6


def test_one_client_has_all_cores_for_the_detector_and_each_for_its_part_of_the_lines() -> None:
    simulation = Simulation(cpu(2), CPU_TABLE)
    simulation.run([Visit(0.0, Bucket(1000, 700), [Bucket(320, 48)] * 8), Visit(9.0, Bucket(1000, 700), [])])

    assert [(batch.streams, len(batch.entries)) for batch in simulation.batches] == [
        (1, 1),
        *[(2, 2), (2, 2), (2, 2), (2, 1), (2, 1)],
        (1, 1),
    ]


@pytest.mark.parametrize("slowness", [0.3, 1.0, 3.0])
@pytest.mark.parametrize("within", [10.0, 20.0])
def test_at_150_percent_load_goodput_stays_at_capacity_and_nobody_admitted_is_late(
    slowness: float, within: float
) -> None:
    """Also where the machine is three times as fast, or as slow, as the table says."""
    visits = cpu_load(1.5 / slowness, 1600)
    Simulation(cpu(2), CPU_TABLE, within, slowness).run(visits)
    answered = [visit for visit in visits if visit.finished is not None]
    refused = [visit for visit in visits if visit.retry_after is not None]
    work = slowness * sum(map(seconds, answered))

    assert work / max(visit.finished or 0 for visit in answered) > 0.95
    assert max(visit.took for visit in answered) < within
    assert len(answered) + len(refused) == len(visits)
    assert refused


def gpu_load(rate: float, count: int) -> list[Visit]:
    dice, now, visits = Random(5), 0.0, []
    for _ in range(count):
        now += dice.expovariate(rate)
        lines = [Bucket(dice.choice(WIDTHS), 48) for _ in range(dice.randint(4, 25))]
        visits.append(Visit(now, dice.choice(CANVASES), lines))
    return visits


def gpu_run(policy: Policy, rate: float, count: int = 800) -> tuple[float, list[Visit]]:
    """Pages a second, and the pages."""
    visits = gpu_load(rate, count)
    simulation = Simulation(policy, GPU_TABLE)
    simulation.run(visits)
    return len(visits) / simulation.now, visits


BATCHES_OF_ONE = replace(gpu(2), stages={name: StagePolicy((2,)) for name in gpu(2).stages})


def test_batches_across_requests_do_five_times_what_batches_of_one_do() -> None:
    one, _ = gpu_run(BATCHES_OF_ONE, 1000)
    many, _ = gpu_run(gpu(2), 1000)

    assert many > 5 * one


def test_a_gpu_with_little_to_do_answers_no_later_than_with_batches_of_one() -> None:
    """Nothing is held back to fill a batch."""
    _, one = gpu_run(BATCHES_OF_ONE, 20)
    _, many = gpu_run(gpu(2), 20)

    assert p99(many) <= p99(one)


@pytest.mark.parametrize(("rate", "longest"), [(40, 0.06), (150, 0.12), (260, 0.2)])
def test_the_slowest_percent_on_a_gpu_stays_near_the_rest(rate: float, longest: float) -> None:
    """The device does about 350 pages a second."""
    _, visits = gpu_run(gpu(2), rate)

    assert p99(visits) < longest


def test_a_gpu_that_fell_behind_does_not_stay_behind() -> None:
    """Were the oldest always first, batches would be small just when there is most to do."""
    oldest_first, _ = gpu_run(replace(gpu(2), oldest_every=1), 400)
    in_rounds, _ = gpu_run(gpu(2), 400)

    assert in_rounds > 1.6 * oldest_first


def test_a_rare_bucket_is_served_in_a_flood_of_another() -> None:
    flood = [Visit(0.001 * i, CANVASES[0], [Bucket(320, 48)] * 32) for i in range(1000)]
    rare = Visit(0.5, CANVASES[0], [Bucket(1280, 48)])
    Simulation(gpu(2), GPU_TABLE).run([*flood, rare])

    assert rare.took < 1.1 * flood[500].took


def test_pictures_that_are_decoded_beside_a_gpu_cost_it_nothing() -> None:
    """Eight cores decode 400 pages a second, a little more than the device reads."""
    decoding = replace(GPU_TABLE, rows=(*GPU_TABLE.rows, Measured("decode", 2, 1, 700_000, 20.0)))
    without, _ = gpu_run(gpu(8), 1000)
    visits = gpu_load(1000, 800)
    simulation = Simulation(gpu(8), decoding, first="decode")
    simulation.run(visits)

    assert len(visits) / simulation.now > 0.9 * without


def test_a_gpu_that_is_foretold_by_a_cpus_table_stays_at_capacity_under_150_percent_load() -> None:
    """There is no table of a GPU; what is learnt brings predictions down to a sixteenth, still too high."""
    visits = gpu_load(500, 2500)
    Simulation(gpu(2), GPU_TABLE, within=10.0, foretold=CPU_TABLE).run(visits)
    answered = [visit for visit in visits if visit.finished is not None]

    assert len(answered) < len(visits)
    assert len(answered) / max(visit.finished or 0 for visit in answered) > 0.9 * gpu_run(gpu(2), 1000)[0]
    assert max(visit.took for visit in answered) < 10.0
