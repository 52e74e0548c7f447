"""Throughput by number of clients for our service and PaddleX, and of the peers with one caller.

In each round every system reads the same pictures of one set. A throughput is all pictures divided by all
seconds. The peers in child processes read one picture at a time on all cores.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.rounds import rotated, rounds_within
from benchmarks.load.systems import Pythons, Systems, started
from benchmarks.load.traffic.sender import PlannedRequest, send_closed_loop
from benchmarks.load.traffic.sets import shuffled_set
from benchmarks.load.traffic.targets import OURS, PADDLEX, Target
from benchmarks.peers.child import Child

CLIENTS = (1, 2, 4, 8)
COMPARED = 4
"""The number of clients at which our throughput is compared with others."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Pictures read and failed, duration, and the share of one core that sending used."""

    read: int
    failed: int
    seconds: float
    sender_share: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """The sum of all rounds of one system with one number of clients."""

    system: str
    clients: int
    pictures: int
    failed: int
    per_second: float
    sender_share: float


Course = tuple[tuple[str, int], Callable[[Sequence[Path]], Pass]]
"""(system, clients), and the function that reads pictures with them."""


def measure(plan: Plan, pythons: Pythons) -> None:
    """Measure within the seconds of the plan. Save and print the figures."""
    name, shuffled = shuffled_set()
    endless = cycle(shuffled)
    with started(pythons) as systems:
        courses = tuple(_courses(systems))
        passes: dict[tuple[str, int], list[Pass]] = {key: [] for key, _ in courses}
        warm_up = list(islice(endless, plan.closed_pictures // 2))
        for (_, clients), read in courses:
            if clients in (1, COMPARED):
                read(warm_up)
        for count in rounds_within(plan.closed_seconds):
            paths = list(islice(endless, plan.closed_pictures))
            for key, read in rotated(courses, count):
                passes[key].append(read(paths))
    rows = [_row(*key, of_key) for key, of_key in passes.items()]
    ratios = ratios_to_peers(rows)
    save(plan, "closed", {"peers": pythons.versions(), "set": name, "rows": rows, "ratios": ratios})
    _show(name, rows, ratios)


def ratios_to_peers(rows: Sequence[Row]) -> Mapping[str, float]:
    """Returns our throughput at COMPARED clients over that of PaddleX and over that of the better peer."""
    rates = {(row.system, row.clients): row.per_second for row in rows}
    own = rates[OURS, COMPARED]
    peers = [rate for (system, _), rate in rates.items() if system not in (OURS, PADDLEX)]
    ratios = {"to the better peer in process": round(own / max(peers), 2)} if peers else {}
    if (PADDLEX, COMPARED) in rates:
        ratios["to PaddleX serving"] = round(own / rates[PADDLEX, COMPARED], 2)
    return ratios


def _courses(systems: Systems) -> list[Course]:
    over_http: list[Course] = [
        ((target.name, clients), partial(_send, target, clients))
        for target in systems.targets
        for clients in CLIENTS
    ]
    return [*over_http, *(((child.name, 1), partial(_read, child)) for child in systems.children)]


def _send(target: Target, clients: int, paths: Sequence[Path]) -> Pass:
    requests = [PlannedRequest(target.body(path.read_bytes()), path.name) for path in paths]
    run = send_closed_loop(target, requests, clients)
    read = sum(answer.is_read for answer in run.answers)
    return Pass(read, len(paths) - read, run.seconds, run.sender_share)


def _read(child: Child, paths: Sequence[Path]) -> Pass:
    start = perf_counter()
    for path in paths:
        child.read(path)
    return Pass(len(paths), 0, perf_counter() - start)


def _row(system: str, clients: int, passes: Sequence[Pass]) -> Row:
    seconds, read = sum(each.seconds for each in passes), sum(each.read for each in passes)
    busy = sum(each.sender_share * each.seconds for each in passes)
    failed = sum(each.failed for each in passes)
    return Row(
        system=system,
        clients=clients,
        pictures=read,
        failed=failed,
        per_second=round(read / seconds, 2),
        sender_share=round(busy / seconds, 3),
    )


def _show(name: str, rows: Sequence[Row], ratios: Mapping[str, float]) -> None:
    columns = ("system", "clients", "pictures", "failed", "pictures/s", "share of a core for sending")
    cells = [
        (row.system, row.clients, row.pictures, row.failed, row.per_second, f"{row.sender_share:.1%}")
        for row in rows
    ]
    show(f"Throughput on {name}", columns, cells)
    show(f"Ours at {COMPARED} clients", ("compared with", "ratio"), ratios.items())
