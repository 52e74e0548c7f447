"""Batching, fairness and admission under random arrivals, with a simulated device and a manual clock."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import starmap
from random import Random
from statistics import mean

import pytest

from service.batching.buckets import Bucket
from service.batching.cost import DEFAULT_TABLE, Row, load_table, table_of
from service.batching.device_policies import cpu, gpu
from service.batching.fairness import Fairness
from service.batching.policy import Policy, StagePolicy
from tests.service.batching.simulated.device import Simulation, Visit, percentile

CPU_TABLE = load_table(DEFAULT_TABLE)

GPU_ROWS: tuple[Row, ...] = (
    *(
        ("recognize", 2, count, pixels, 2 + 0.08 * count * pixels / 15_360)
        for count in (1, 32)
        for pixels in (4608, 153_600)
    ),
    *(
        ("detect", 2, count, pixels, 4 + 2 * count * pixels / 700_000)
        for count in (1, 4)
        for pixels in (250_000, 4_000_000)
    ),
    ("page", 1, 1, 700_000, 3.0),
)
GPU_TABLE = table_of("a device with a high cost for each batch and a low one for each input", GPU_ROWS)
CANVASES = (Bucket(960, 704), Bucket(704, 960), Bucket(1024, 640), Bucket(640, 1024))
WIDTHS = (*range(96, 640, 32), 704, 832, 960, 1280)
CPU, GPU = cpu(2, CPU_TABLE), gpu(2, GPU_TABLE)
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


def p99(visits: Sequence[Visit]) -> float:
    return percentile([visit.took for visit in visits], 0.99)


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


def gpu_load(rate: float, count: int) -> list[Visit]:
    dice, now, visits = Random(5), 0.0, []
    for _ in range(count):
        now += dice.expovariate(rate)
        lines = [Bucket(dice.choice(WIDTHS), 48) for _ in range(dice.randint(4, 25))]
        visits.append(Visit(now, dice.choice(CANVASES), lines))
    return visits


def gpu_run(policy: Policy, rate: float, count: int = 800) -> tuple[float, list[Visit]]:
    """Simulate pages that arrive at that rate. Returns the finished pages per second, and the pages."""
    visits = gpu_load(rate, count)
    simulation = Simulation(policy, GPU_TABLE)
    simulation.run(visits)
    return len(visits) / simulation.now, visits


BATCHES_OF_ONE = replace(GPU, stages={name: StagePolicy((2,)) for name in GPU.stages})


def test_batches_across_requests_have_five_times_the_throughput_of_batches_of_one() -> None:
    one, _ = gpu_run(BATCHES_OF_ONE, 1000)
    many, _ = gpu_run(GPU, 1000)

    assert many > 5 * one


def test_at_low_load_batches_do_not_delay_answers() -> None:
    """No entry is held back to fill a batch."""
    _, one = gpu_run(BATCHES_OF_ONE, 20)
    _, many = gpu_run(GPU, 20)

    assert p99(many) <= p99(one)


@pytest.mark.parametrize(("rate", "longest"), [(40, 0.06), (150, 0.12), (260, 0.2)])
def test_the_99th_percentile_on_a_gpu_stays_low(rate: float, longest: float) -> None:
    """The device has a capacity of about 350 pages a second."""
    _, visits = gpu_run(GPU, rate)

    assert p99(visits) < longest


def test_a_gpu_that_falls_behind_catches_up() -> None:
    """If overdue entries always ran first, batches would be smallest at the highest load."""
    overdue_first, _ = gpu_run(replace(GPU, earliest_due_every=1), 400)
    every_fourth, _ = gpu_run(GPU, 400)

    assert every_fourth > 1.6 * overdue_first


def test_a_rare_bucket_does_not_starve_beside_a_frequent_one() -> None:
    frequent = [Visit(0.001 * i, CANVASES[0], [Bucket(320, 48)] * 32) for i in range(1000)]
    rare = Visit(0.5, CANVASES[0], [Bucket(1280, 48)])
    Simulation(GPU, GPU_TABLE).run([*frequent, rare])

    assert rare.took < 1.1 * frequent[500].took


def test_decoding_beside_a_gpu_does_not_reduce_its_throughput() -> None:
    """Eight cores decode 400 pages a second, a little more than the device can read."""
    decoding = table_of("with decoding", (*GPU_ROWS, ("decode", 2, 1, 700_000, 20.0)))
    without, _ = gpu_run(gpu(8, GPU_TABLE), 1000)
    visits = gpu_load(1000, 800)
    simulation = Simulation(gpu(8, decoding), decoding, first="decode")
    simulation.run(visits)

    assert len(visits) / simulation.now > 0.9 * without


def test_a_gpu_predicted_by_the_table_of_a_cpu_stays_at_capacity_at_150_percent_load() -> None:
    """Corrections divide the predictions by 16 at most, so a GPU is still predicted as too slow."""
    visits = gpu_load(500, 2500)
    Simulation(gpu(2, CPU_TABLE), GPU_TABLE, within=10.0, assumed=CPU_TABLE).run(visits)
    answered = [visit for visit in visits if visit.finished is not None]

    assert len(answered) < len(visits)
    assert len(answered) / max(visit.finished or 0 for visit in answered) > 0.9 * gpu_run(GPU, 1000)[0]
    assert max(visit.took for visit in answered) < 10.0
