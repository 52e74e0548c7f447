"""What HTTP and IPC add: the same picture over HTTP, over the engine's socket, and in an engine right here.

The picture is blank and padded to 300 KB, so that little but its way counts. The three take turns; what a way
adds is the median of the differences within a turn.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import monotonic, perf_counter

import cv2
import numpy as np

from benchmarks.load.plan import Plan
from benchmarks.load.report import save, show
from benchmarks.load.statistics import Spread, spread
from benchmarks.load.systems import Pythons, started
from benchmarks.load.traffic.connection import Connections, request
from benchmarks.load.traffic.targets import ours
from service.engine.engine import Engine
from service.engine.opening import open_engine
from service.request import ReadOptions, ReadRequest
from service.rpc.client import EngineClient
from service.settings import Settings
from tests.harness.service import Service

SIDE = 64
BYTES = 300_000
COMMENT = 60_000
"""Bytes of padding in one segment of a JPEG, which may hold up to 65,533."""

WARMING = 5

Way = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Added:
    """Milliseconds of the three ways, and of what HTTP, the socket, and both add."""

    http: Spread
    socket: Spread
    in_process: Spread
    by_http: float
    by_socket: float
    by_both: float


def blank_picture() -> bytes:
    """A white JPEG of SIDE x SIDE pixels, with comments (T.81, B.2.4.5) that make it larger than BYTES."""
    _, file = cv2.imencode(".jpg", np.full((SIDE, SIDE, 3), 255, np.uint8))
    data = file.tobytes()
    comment = b"\xff\xfe" + (COMMENT + 2).to_bytes(2, "big") + bytes(COMMENT)
    return data[:2] + comment * (BYTES // COMMENT) + data[2:]


def measure(plan: Plan) -> None:
    """Measure so many rounds, save and print."""
    with started(Pythons()) as arms:
        engine = open_engine(Settings().engine())
        engine.warm()
        times = asyncio.run(_times(arms.service, engine, plan.overhead_rounds))
        engine.close()
    figures = added(times)
    save(plan, "overhead", {"picture_bytes": len(blank_picture()), "milliseconds": figures})
    spreads = [("HTTP", figures.http), ("socket", figures.socket), ("in process", figures.in_process)]
    rows = [(name, each.p50, each.p95, each.p99) for name, each in spreads]
    show(f"A blank picture of {BYTES // 1000} KB", ("way", "p50 ms", "p95 ms", "p99 ms"), rows)
    differences = [("HTTP", figures.by_http), ("the socket", figures.by_socket), ("both", figures.by_both)]
    show("Added, median", ("by", "ms"), differences)


def added(times: Mapping[str, Sequence[float]]) -> Added:
    """What the ways add, out of the milliseconds of each, turn by turn."""
    spreads = {way: spread(taken) for way, taken in times.items()}
    http, socket, inside = (times[way] for way in ("http", "socket", "in_process"))
    return Added(
        **spreads,
        by_http=_median_difference(http, socket),
        by_socket=_median_difference(socket, inside),
        by_both=_median_difference(http, inside),
    )


def _median_difference(longer: Sequence[float], shorter: Sequence[float]) -> float:
    return round(median(a - b for a, b in zip(longer, shorter, strict=True)), 2)


async def _times(service: Service, engine: Engine, rounds: int) -> dict[str, list[float]]:
    data = blank_picture()
    client = EngineClient(service.engine_addresses)
    await client.open()
    target = ours(service)
    whole = request(target, target.body(data))
    async with Connections(target) as connections, asyncio.timeout(60 + rounds):
        while not client.is_ready:  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # the client tells nobody when it becomes so
        ways: dict[str, Way] = {
            "http": lambda: connections.read(whole),
            "socket": lambda: client.read(_entry(data)),
            "in_process": lambda: asyncio.wrap_future(engine.submit(_entry(data))),
        }
        times: dict[str, list[float]] = {way: [] for way in ways}
        for count in range(WARMING + rounds):
            for name, way in ways.items():
                began = perf_counter()
                await way()
                if count >= WARMING:
                    times[name].append(1000 * (perf_counter() - began))
    await client.close()
    return times


def _entry(data: bytes) -> ReadRequest:
    return ReadRequest(data, ReadOptions(), monotonic() + 60)
