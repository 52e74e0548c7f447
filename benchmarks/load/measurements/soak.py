"""Resident memory under long load: pictures of all available sets and of all classes, shuffled.

Some of them are sent in bodies as large as the service accepts, which the HTTP side must give back.
"""

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
from tests.harness.service import Service
from tests.harness.sets import available, pictures

CLIENTS = 4
SEED = 7

LARGE_EVERY, LARGE_BYTES = 20, 7_400_000
"""Every 20th picture is followed by zeros up to so many bytes. Its body has 9.9 MB."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The memory after a number of pictures: MB of 10^6 bytes, seconds since the start, failed requests.

    `http_megabytes` is the part of the HTTP side.
    """

    pictures: int
    megabytes: float
    http_megabytes: float
    seconds: float
    failed: int


def measure(plan: Plan) -> None:
    """Send pictures and measure the memory after every `soak_first` of them. Save and print the figures."""
    with started(Pythons()) as systems:
        start = perf_counter()
        readings = [_reading(systems.service, 0, 0.0, 0)]
        requests = cycle(_requests(systems.targets[0], plan))
        while readings[-1].pictures < plan.soak_last:
            count = min(plan.soak_first, plan.soak_last - readings[-1].pictures)
            answers = send_closed_loop(systems.targets[0], islice(requests, count), CLIENTS).answers
            failed = readings[-1].failed + sum(not answer.is_read for answer in answers)
            seconds = round(perf_counter() - start, 1)
            sent = readings[-1].pictures + count
            readings.append(_reading(systems.service, sent, seconds, failed))
    save(
        plan, "soak", {"sets": available(), "clients": CLIENTS, "growth": growth(readings), "marks": readings}
    )
    rows = [astuple(reading) for reading in readings]
    show("Resident memory", ("pictures", "MB", "MB of the HTTP side", "seconds", "failed"), rows)
    show("", ("from the first reading to the last", ""), [("growth", f"{growth(readings):+.1%}")])


def _reading(service: Service, sent: int, seconds: float, failed: int) -> Reading:
    return Reading(sent, service.resident_megabytes(), service.http_megabytes(), seconds, failed)


def growth(readings: list[Reading]) -> float:
    """Returns the relative growth from the first reading after pictures to the last."""
    return round(readings[-1].megabytes / readings[1].megabytes - 1, 4)


def _requests(target: Target, plan: Plan) -> list[PlannedRequest]:
    sets = [path.read_bytes() for name in available() for path, _ in pictures(name)]
    sized = [picture.data for picture in sized_pictures(1) if picture.size in plan.sizes]
    requests = [PlannedRequest(target.body(data), "mixed") for data in (*sets, *sized)]
    random.Random(SEED).shuffle(requests)
    large = [PlannedRequest(target.body(data.ljust(LARGE_BYTES, b"\0")), "large") for data in sets[:3]]
    requests[::LARGE_EVERY] = islice(cycle(large), len(requests[::LARGE_EVERY]))
    return requests
