"""Resident memory while the service reads on: every set that is here and every class of size, mixed."""

import random
from dataclasses import dataclass
from itertools import cycle, islice
from time import perf_counter

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.systems import Pythons, started
from benchmarks.load.traffic.sender import Shot, closed
from benchmarks.load.traffic.sized_pictures import sized_pictures
from benchmarks.load.traffic.targets import Target
from tests.harness.sets import pictures, available

CLIENTS = 4
SEED = 7


@dataclass(frozen=True, slots=True)
class Mark:
    """After so many pictures: MB of 10^6 bytes, seconds since the start, and answers that were no page."""

    pictures: int
    megabytes: float
    seconds: float
    failed: int


def measure(plan: Plan) -> None:
    """Send pictures and read the memory each time after `soak_first` more; save and print."""
    with started(Pythons()) as arms:
        began = perf_counter()
        marks = [Mark(0, arms.service.resident_megabytes(), 0.0, 0)]
        shots = cycle(_shots(arms.targets[0], plan))
        while marks[-1].pictures < plan.soak_last:
            count = min(plan.soak_first, plan.soak_last - marks[-1].pictures)
            answers = closed(arms.targets[0], islice(shots, count), CLIENTS).answers
            failed = marks[-1].failed + sum(not answer.is_read for answer in answers)
            seconds = round(perf_counter() - began, 1)
            sent = marks[-1].pictures + count
            marks.append(Mark(sent, arms.service.resident_megabytes(), seconds, failed))
    save(plan, "soak", {"sets": available(), "clients": CLIENTS, "growth": growth(marks), "marks": marks})
    rows = [(mark.pictures, mark.megabytes, mark.seconds, mark.failed) for mark in marks]
    show("Resident memory", ("pictures", "MB", "seconds", "failed"), rows)
    show("", ("from the first mark to the last", ""), [("growth", f"{growth(marks):+.1%}")])


def growth(marks: list[Mark]) -> float:
    """How much more there is at the last mark than at the first after pictures, as a part of that."""
    return round(marks[-1].megabytes / marks[1].megabytes - 1, 4)


def _shots(target: Target, plan: Plan) -> list[Shot]:
    sets = [path.read_bytes() for name in available() for path, _ in pictures(name)]
    sized = [each.data for each in sized_pictures(1) if each.size in plan.sizes]
    shots = [Shot(target.body(data), "mixed") for data in (*sets, *sized)]
    random.Random(SEED).shuffle(shots)
    return shots
