"""Sends requests to a target in a closed loop (a fixed number at a time) or an open loop (at given times)."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter, process_time

from benchmarks.load.traffic.connection import Connections, http_request
from benchmarks.load.traffic.targets import Target


@dataclass(frozen=True, slots=True)
class PlannedRequest:
    """A request body, the class of its picture (`kind`), and its send time in seconds from the start."""

    body: bytes
    kind: str
    due: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """The result of a request. Times are seconds from the start. Status 0 is a broken connection."""

    kind: str
    due: float
    sent: float
    done: float
    status: int
    has_retry_after: bool

    @property
    def is_read(self) -> bool:
        """Whether the picture was read."""
        return self.status == HTTPStatus.OK

    @property
    def is_refused(self) -> bool:
        """Whether the service refused the request as overloaded."""
        return self.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)

    @property
    def milliseconds(self) -> float:
        """The latency from the planned send time, so that a late sender does not hide waiting."""
        return 1000 * (self.done - self.due)

    @property
    def milliseconds_since_sent(self) -> float:
        """The latency from the actual send time."""
        return 1000 * (self.done - self.sent)


@dataclass(frozen=True, slots=True)
class Run:
    """All answers of one run, its duration, and the share of one core that the sender used."""

    answers: Sequence[Answer]
    seconds: float
    sender_share: float


def send_closed_loop(target: Target, requests: Iterable[PlannedRequest], clients: int) -> Run:
    """Send with a number of clients. Each sends its next request when it has its answer."""
    return asyncio.run(_run(target, lambda sender: _clients(sender, iter(requests), clients)))


def send_open_loop(target: Target, requests: Sequence[PlannedRequest]) -> Run:
    """Send every request at its planned time and wait for all answers."""
    return asyncio.run(_run(target, lambda sender: _on_time(sender, requests)))


@dataclass(slots=True)
class _Sender:
    connections: Connections
    started: float
    answers: list[Answer]

    def now(self) -> float:
        return perf_counter() - self.started

    async def send(self, planned: PlannedRequest, due: float) -> None:
        sent, status, has_retry_after = self.now(), 0, False
        try:
            reply = await self.connections.send(http_request(self.connections.target, planned.body))
            status, has_retry_after = reply.status, reply.has_retry_after
        except OSError:
            pass  # a broken connection or a timeout has status 0
        self.answers.append(
            Answer(
                kind=planned.kind,
                due=due,
                sent=sent,
                done=self.now(),
                status=status,
                has_retry_after=has_retry_after,
            )
        )


Schedule = Callable[[_Sender], Awaitable[None]]


async def _run(target: Target, schedule: Schedule) -> Run:
    async with Connections(target) as connections:
        processor_start = process_time()
        sender = _Sender(connections, perf_counter(), [])
        await schedule(sender)
        seconds = sender.now()
        return Run(sender.answers, seconds, round((process_time() - processor_start) / seconds, 3))


async def _clients(sender: _Sender, requests: Iterator[PlannedRequest], clients: int) -> None:
    async def send_next() -> None:
        for planned in requests:
            await sender.send(planned, sender.now())

    await asyncio.gather(*(send_next() for _ in range(clients)))


async def _on_time(sender: _Sender, requests: Sequence[PlannedRequest]) -> None:
    in_flight = []
    for planned in requests:
        await asyncio.sleep(max(0.0, planned.due - sender.now()))
        in_flight.append(asyncio.create_task(sender.send(planned, planned.due)))
    await asyncio.gather(*in_flight)
