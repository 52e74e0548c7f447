"""Sends pictures to a target: so many at a time, or at given moments whatever became of those before."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from time import perf_counter, process_time

from benchmarks.load.traffic.connection import Connections, request
from benchmarks.load.traffic.targets import Target


@dataclass(frozen=True, slots=True)
class Shot:
    """One request to send: its body, what kind of picture it is, and when it is due, in seconds."""

    body: bytes
    kind: str
    due: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of a shot. Moments are seconds from the start; status 0 where the connection broke."""

    kind: str
    due: float
    sent: float
    done: float
    status: int
    says_when: bool

    @property
    def is_read(self) -> bool:
        """Whether the picture was read."""
        return self.status == HTTPStatus.OK

    @property
    def is_refused(self) -> bool:
        """Whether the service said that it has too much to do."""
        return self.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE)

    @property
    def milliseconds(self) -> float:
        """From the moment it was due to its answer, so that a late sender hides nothing."""
        return 1000 * (self.done - self.due)

    @property
    def milliseconds_since_sent(self) -> float:
        """From the moment it was sent; what the service took, without what the sender was late."""
        return 1000 * (self.done - self.sent)


@dataclass(frozen=True, slots=True)
class Volley:
    """All the answers of one run, its seconds, and the share of one core that the sender took itself."""

    answers: Sequence[Answer]
    seconds: float
    sender_share: float


def closed(target: Target, shots: Iterable[Shot], clients: int) -> Volley:
    """Send with so many clients; each sends its next shot when it has its answer, and is due then."""
    return asyncio.run(_volley(target, lambda gun: _clients(gun, iter(shots), clients)))


def open_loop(target: Target, shots: Sequence[Shot]) -> Volley:
    """Send every shot when it is due, and wait for all the answers."""
    return asyncio.run(_volley(target, lambda gun: _on_time(gun, shots)))


@dataclass(slots=True)
class _Gun:
    connections: Connections
    started: float
    answers: list[Answer]

    def now(self) -> float:
        return perf_counter() - self.started

    async def fire(self, shot: Shot, due: float) -> None:
        sent, status, says_when = self.now(), 0, False
        try:
            reply = await self.connections.send(request(self.connections.target, shot.body))
            status, says_when = reply.status, reply.says_when
        except OSError:
            pass  # status 0 says it, also where the patience ends
        self.answers.append(Answer(shot.kind, due, sent, self.now(), status, says_when))


Fire = Callable[[_Gun], Awaitable[None]]


async def _volley(target: Target, fire: Fire) -> Volley:
    async with Connections(target) as connections:
        used = process_time()
        gun = _Gun(connections, perf_counter(), [])
        await fire(gun)
        seconds = gun.now()
        return Volley(gun.answers, seconds, round((process_time() - used) / seconds, 3))


async def _clients(gun: _Gun, shots: Iterator[Shot], clients: int) -> None:
    async def send() -> None:
        for shot in shots:
            await gun.fire(shot, gun.now())

    await asyncio.gather(*(send() for _ in range(clients)))


async def _on_time(gun: _Gun, shots: Sequence[Shot]) -> None:
    under_way = []
    for shot in shots:
        await asyncio.sleep(max(0.0, shot.due - gun.now()))
        under_way.append(asyncio.create_task(gun.fire(shot, shot.due)))
    await asyncio.gather(*under_way)
