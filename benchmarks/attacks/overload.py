"""Attacks by load: callers that come again at once, a heavy caller, and callers that give up.

Each load is sent by a process of its own, so that it does not delay the measurement of another one.
"""

import asyncio
import base64
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from time import monotonic

import orjson

from benchmarks.attacks.attack import Attack, require
from benchmarks.load.traffic.connection import Connections, http_request
from benchmarks.load.traffic.targets import Target
from tests.harness.samples import sample
from tests.harness.service import TOKEN, Service

BODY = orjson.dumps({"image": base64.b64encode(sample("phone").path.read_bytes()).decode()})
LIGHT = "a-light-caller"
SECONDS = 12.0
"""The length of each load."""

Answer = tuple[int, float]
"""A status, or 0 without an answer, and the seconds until it came."""


@dataclass(frozen=True, slots=True)
class Load:
    """A closed loop: each connection asks again `pause` seconds after an answer, or gives up."""

    url: str
    token: str
    connections: int
    pause: float
    patience: float = 60.0

    def send(self) -> list[Answer]:
        """All answers that come within SECONDS."""
        return asyncio.run(self._send())

    async def _send(self) -> list[Answer]:
        target = Target("service", self.url, "image", headers={"X-Auth-Token": self.token})
        request = http_request(target, BODY)
        until, answers = monotonic() + SECONDS, list[Answer]()
        async with Connections(target) as connections:
            loops = (self._ask(connections, request, until, answers) for _ in range(self.connections))
            await asyncio.gather(*loops)
        return answers

    async def _ask(
        self, connections: Connections, request: bytes, until: float, answers: list[Answer]
    ) -> None:
        while (started := monotonic()) < until:
            status = 0
            try:
                async with asyncio.timeout(self.patience):
                    status = (await connections.send(request)).status
            except OSError:  # a broken connection, or the patience is at its end
                pass
            if monotonic() < until:
                answers.append((status, monotonic() - started))
            await asyncio.sleep(self.pause)


def callers_that_come_again(service: Service) -> str:
    """300 connections come again 50 ms after each refusal."""
    (polite,), (rude,) = _sent(_load(service, 4)), _sent(_load(service, 300, pause=0.05, patience=10.0))
    kept = _good(rude) / _good(polite)
    require(kept > 0.7, f"{kept:.2f} of the good answers of 4 callers; {_statuses(rude)}")
    return f"{kept:.2f} of the good answers of 4 callers; {_statuses(rude)}"


def callers_that_give_up(service: Service) -> str:
    """300 connections give up after five seconds."""
    (polite,), (hasty,) = _sent(_load(service, 4)), _sent(_load(service, 300, pause=0.5, patience=5.0))
    kept = _good(hasty) / _good(polite)
    require(kept > 0.7, f"{kept:.2f} of the good answers of 4 callers; {_statuses(hasty)}")
    return f"{kept:.2f} of the good answers of 4 callers; {_statuses(hasty)}"


def heavy_caller(service: Service) -> str:
    """One caller has 100 connections. Another one sends a picture after the other."""
    light = Load(service.path, LIGHT, 1, pause=0.2)
    (alone,), (beside, _) = _sent(light), _sent(light, _load(service, 100, pause=0.2))
    times = [median(seconds for _, seconds in answers) for answers in (alone, beside)]
    require(_good(beside) == len(beside), f"the light caller got {_statuses(beside)}")
    require(times[1] < 3 * times[0], f"{times[1]:.2f} s beside a heavy caller, {times[0]:.2f} s alone")
    return f"median {times[1]:.2f} s beside a heavy caller, {times[0]:.2f} s alone"


def _load(service: Service, connections: int, pause: float = 0.0, patience: float = 60.0) -> Load:
    return Load(service.path, TOKEN, connections, pause, patience)


def _sent(*loads: Load) -> list[list[Answer]]:
    """The answers to loads that run at the same time."""
    with ProcessPoolExecutor(len(loads), mp_context=get_context("spawn")) as senders:
        return list(senders.map(Load.send, loads))


def _good(answers: Sequence[Answer]) -> int:
    return sum(status == 200 for status, _ in answers)


def _statuses(answers: Sequence[Answer]) -> dict[int, int]:
    statuses = [status for status, _ in answers]
    return {status: statuses.count(status) for status in sorted(set(statuses))}


TOKENS = {"WANGTU_TOKENS": f"{TOKEN},{LIGHT}"}

ATTACKS = (
    Attack("heavy caller", "callers share the engine", heavy_caller, TOKENS),
    Attack("callers that give up", "answers come while somebody waits", callers_that_give_up, TOKENS),
    Attack("callers that come again", "refusals leave the work alone", callers_that_come_again, TOKENS),
)
