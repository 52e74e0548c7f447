"""Throughput against the number of clients, ours and PaddleX over HTTP, and of the peers with one caller.

In each round every arm reads the same pictures of one set; a throughput is all pictures over all seconds. The
peers in process read one picture at a time, each with all the cores.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.rounds import rounds_within, turned
from benchmarks.load.systems import Arms, Pythons, started
from benchmarks.load.traffic.sender import Shot, closed
from benchmarks.load.traffic.targets import OURS, PADDLEX, Target
from benchmarks.peers.child import Child
from tests.harness.sets import pictures, available

CLIENTS = (1, 2, 4, 8)
COMPARED = 4
"""Clients of the figures that are compared."""

SEED = 7


@dataclass(frozen=True, slots=True)
class Pass:
    """Pictures that were read, those that were not, seconds, and the share of a core that sending took."""

    read: int
    failed: int
    seconds: float
    sender_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """One arm with so many clients, all rounds together."""

    arm: str
    clients: int
    pictures: int
    failed: int
    per_second: float
    sender_share: float


Course = tuple[tuple[str, int], Callable[[Sequence[Path]], Pass]]
"""Arm and clients, and how it reads pictures."""


def measure(plan: Plan, pythons: Pythons) -> None:
    """Measure within the plan's seconds, save and print."""
    name = "screens" if "screens" in available() else "committed"
    waiting = cycle(_shuffled(name))
    with started(pythons) as arms:
        courses = tuple(_courses(arms))
        taken: dict[tuple[str, int], list[Pass]] = {key: [] for key, _ in courses}
        warming = list(islice(waiting, plan.closed_pictures // 2))
        for (_, clients), read in courses:
            if clients in (1, COMPARED):
                read(warming)
        for count in rounds_within(plan.closed_seconds):
            paths = list(islice(waiting, plan.closed_pictures))
            for key, read in turned(courses, count):
                taken[key].append(read(paths))
    rows = [_row(*key, passes) for key, passes in taken.items()]
    ratios = ratios_to_peers(rows)
    save(plan, "closed", {"peers": pythons.versions(), "set": name, "rows": rows, "ratios": ratios})
    _show(name, rows, ratios)


def ratios_to_peers(rows: Sequence[Row]) -> Mapping[str, float]:
    """Our throughput at COMPARED clients over that of PaddleX there, and over the better peer in process."""
    found = {(row.arm, row.clients): row.per_second for row in rows}
    own = found[OURS, COMPARED]
    inside = [rate for (arm, _), rate in found.items() if arm not in (OURS, PADDLEX)]
    ratios = {"to the better peer in process": round(own / max(inside), 2)} if inside else {}
    if (PADDLEX, COMPARED) in found:
        ratios["to PaddleX serving"] = round(own / found[PADDLEX, COMPARED], 2)
    return ratios


def _shuffled(name: str) -> list[Path]:
    paths = [path for path, _ in pictures(name)]
    random.Random(SEED).shuffle(paths)
    return paths


def _courses(arms: Arms) -> list[Course]:
    over_http: list[Course] = [
        ((target.name, clients), partial(_send, target, clients))
        for target in arms.targets
        for clients in CLIENTS
    ]
    return [*over_http, *(((child.name, 1), partial(_read, child)) for child in arms.children)]


def _send(target: Target, clients: int, paths: Sequence[Path]) -> Pass:
    volley = closed(target, [Shot(target.body(path.read_bytes()), path.name) for path in paths], clients)
    read = sum(answer.is_read for answer in volley.answers)
    return Pass(read, len(paths) - read, volley.seconds, volley.sender_share)


def _read(child: Child, paths: Sequence[Path]) -> Pass:
    began = perf_counter()
    for path in paths:
        child.read(path)
    return Pass(len(paths), 0, perf_counter() - began)


def _row(arm: str, clients: int, passes: Sequence[Pass]) -> Row:
    seconds, read = sum(each.seconds for each in passes), sum(each.read for each in passes)
    busy = sum(each.sender_share * each.seconds for each in passes)
    failed = sum(each.failed for each in passes)
    return Row(arm, clients, read, failed, round(read / seconds, 2), round(busy / seconds, 3))


def _show(name: str, rows: Sequence[Row], ratios: Mapping[str, float]) -> None:
    columns = ("arm", "clients", "pictures", "failed", "pictures/s", "share of a core for sending")
    cells = [
        (row.arm, row.clients, row.pictures, row.failed, row.per_second, f"{row.sender_share:.1%}")
        for row in rows
    ]
    show(f"Throughput on {name}", columns, cells)
    show(f"Ours at {COMPARED} clients", ("over", "ratio"), ratios.items())
