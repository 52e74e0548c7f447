"""Resident memory under long load: pictures of all available sets and of all classes, shuffled."""

import random
from dataclasses import astuple, dataclass
from itertools import cycle, islice
from time import perf_counter

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.systems import Pythons, started
from benchmarks.load.traffic.sender import PlannedRequest, send_closed_loop
from benchmarks.load.traffic.sized_pictures import sized_pictures
from benchmarks.load.traffic.targets import Target
from tests.harness.sets import available, pictures

CLIENTS = 4
SEED = 7


@dataclass(frozen=True, slots=True)
class Reading:
    """The memory after a number of pictures: MB of 10^6 bytes, seconds since the start, failed requests."""

    pictures: int
    megabytes: float
    seconds: float
    failed: int


def measure(plan: Plan) -> None:
    """Send pictures and measure the memory after every `soak_first` of them. Save and print the figures."""
    with started(Pythons()) as systems:
        start = perf_counter()
        readings = [Reading(0, systems.service.resident_megabytes(), 0.0, 0)]
        requests = cycle(_requests(systems.targets[0], plan))
        while readings[-1].pictures < plan.soak_last:
            count = min(plan.soak_first, plan.soak_last - readings[-1].pictures)
            answers = send_closed_loop(systems.targets[0], islice(requests, count), CLIENTS).answers
            failed = readings[-1].failed + sum(not answer.is_read for answer in answers)
            seconds = round(perf_counter() - start, 1)
            sent = readings[-1].pictures + count
            readings.append(Reading(sent, systems.service.resident_megabytes(), seconds, failed))
    save(
        plan, "soak", {"sets": available(), "clients": CLIENTS, "growth": growth(readings), "marks": readings}
    )
    rows = [astuple(reading) for reading in readings]
    show("Resident memory", ("pictures", "MB", "seconds", "failed"), rows)
    show("", ("from the first reading to the last", ""), [("growth", f"{growth(readings):+.1%}")])


def growth(readings: list[Reading]) -> float:
    """Returns the relative growth from the first reading after pictures to the last."""
    return round(readings[-1].megabytes / readings[1].megabytes - 1, 4)


def _requests(target: Target, plan: Plan) -> list[PlannedRequest]:
    sets = [path.read_bytes() for name in available() for path, _ in pictures(name)]
    sized = [picture.data for picture in sized_pictures(1) if picture.size in plan.sizes]
    requests = [PlannedRequest(target.body(data), "mixed") for data in (*sets, *sized)]
    random.Random(SEED).shuffle(requests)
    return requests
