"""The time that HTTP and IPC add: one picture over HTTP, over the engine's socket, and in process.

The picture is blank and padded to 300 KB, so that transport dominates. Each round uses all three
transports. An overhead is the median over all rounds of the difference between two transports.
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
from benchmarks.load.traffic.connection import Connections, http_request
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
"""Bytes of padding in each comment segment of the JPEG. A segment can hold 65,533."""

WARM_UP_ROUNDS = 5

Transport = Callable[[], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Overheads:
    """The times of the three transports, and the milliseconds that HTTP, the socket, and both add."""

    http: Spread
    socket: Spread
    in_process: Spread
    by_http: float
    by_socket: float
    by_both: float


def blank_picture() -> bytes:
    """Returns a white JPEG of SIDE x SIDE pixels, padded to more than BYTES by comments (T.81, B.2.4.5)."""
    _, file = cv2.imencode(".jpg", np.full((SIDE, SIDE, 3), 255, np.uint8))
    data = file.tobytes()
    comment = b"\xff\xfe" + (COMMENT + 2).to_bytes(2, "big") + bytes(COMMENT)
    return data[:2] + comment * (BYTES // COMMENT) + data[2:]


def measure(plan: Plan) -> None:
    """Measure the rounds of the plan. Save and print the figures."""
    with started(Pythons()) as systems:
        engine = open_engine(Settings().engine())
        engine.warm()
        times = asyncio.run(_times(systems.service, engine, plan.overhead_rounds))
        engine.close()
    figures = overheads(times)
    save(plan, "overhead", {"picture_bytes": len(blank_picture()), "milliseconds": figures})
    spreads = [("HTTP", figures.http), ("socket", figures.socket), ("in process", figures.in_process)]
    rows = [(name, times.p50, times.p95, times.p99) for name, times in spreads]
    show(f"A blank picture of {BYTES // 1000} KB", ("transport", "p50 ms", "p95 ms", "p99 ms"), rows)
    differences = [("HTTP", figures.by_http), ("the socket", figures.by_socket), ("both", figures.by_both)]
    show("Added, median", ("by", "ms"), differences)


def overheads(times: Mapping[str, Sequence[float]]) -> Overheads:
    """Compute the overheads from the milliseconds of each transport, round by round."""
    spreads = {name: spread(milliseconds) for name, milliseconds in times.items()}
    http, socket, in_process = (times[name] for name in ("http", "socket", "in_process"))
    return Overheads(
        **spreads,
        by_http=_median_difference(http, socket),
        by_socket=_median_difference(socket, in_process),
        by_both=_median_difference(http, in_process),
    )


def _median_difference(longer: Sequence[float], shorter: Sequence[float]) -> float:
    return round(median(a - b for a, b in zip(longer, shorter, strict=True)), 2)


async def _times(service: Service, engine: Engine, rounds: int) -> dict[str, list[float]]:
    data = blank_picture()
    client = EngineClient(service.engine_addresses)
    await client.open()
    target = ours(service)
    request_bytes = http_request(target, target.body(data))
    async with Connections(target) as connections, asyncio.timeout(60 + rounds):
        while not client.is_ready:  # noqa: ASYNC110
            await asyncio.sleep(0.1)  # the client has no event for this
        transports: dict[str, Transport] = {
            "http": lambda: connections.read(request_bytes),
            "socket": lambda: client.read(_read_request(data)),
            "in_process": lambda: asyncio.wrap_future(engine.submit(_read_request(data))),
        }
        times: dict[str, list[float]] = {name: [] for name in transports}
        for count in range(WARM_UP_ROUNDS + rounds):
            for name, send in transports.items():
                start = perf_counter()
                await send()
                if count >= WARM_UP_ROUNDS:
                    times[name].append(1000 * (perf_counter() - start))
    await client.close()
    return times


def _read_request(data: bytes) -> ReadRequest:
    return ReadRequest(data, ReadOptions(), monotonic() + 60)
