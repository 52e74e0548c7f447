"""Attacks on processes: each is killed or stopped while four clients read pictures."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from time import monotonic, sleep

from benchmarks.attacks.attack import Attack, require
from benchmarks.attacks.recovery import reading
from tests.harness.service import Service

LONGEST_RECOVERY = 10.0
"""Seconds until pictures are read again."""


def _attack(
    victim: Callable[[Service], int], number: signal.Signals, *, may_lose: bool
) -> Callable[[Service], str]:
    def run(service: Service) -> str:
        failed, recovered = _under_load(service, lambda: os.kill(victim(service), number))
        require(may_lose or not failed, f"failed requests: {failed}")
        require(recovered < LONGEST_RECOVERY, f"pictures are read again after {recovered:.1f} s")
        return f"read again after {recovered:.1f} s, {len(failed)} failed requests"

    return run


def _under_load(service: Service, attack: Callable[[], None]) -> tuple[list[str], float]:
    """The failed requests of four clients, and the seconds from the attack to the next new answer."""
    ended = Event()

    def ask() -> list[str]:
        statuses = []
        while not ended.is_set():
            statuses.append(reading(service, timeout=60.0))
        return statuses

    with ThreadPoolExecutor(4) as clients:
        loops = [clients.submit(ask) for _ in range(4)]
        sleep(1.0)
        attack()
        started = monotonic()
        sleep(0.2)  # the next picture is sent after the attack
        while reading(service, timeout=60.0) != "200" and monotonic() - started < 30:
            sleep(0.1)
        recovered = monotonic() - started
        ended.set()
        return [status for loop in loops for status in loop.result() if status != "200"], recovered


def _engine(service: Service) -> int:
    return service.engine_pids[0]


def _master(service: Service) -> int:
    return service.http_pids[0]


def _worker(service: Service) -> int:
    return service.http_pids[1]


def stopped_master(service: Service) -> str:
    """gunicorn's master is stopped: its worker goes on. It must end with the service."""
    master = _master(service)
    try:
        return _attack(lambda _: master, signal.SIGSTOP, may_lose=False)(service)
    finally:
        with suppress(ProcessLookupError):
            os.kill(master, signal.SIGCONT)


READS = "no other request fails; ready again within 10 s"

ATTACKS = (
    Attack("engine killed", READS, _attack(_engine, signal.SIGKILL, may_lose=False)),
    Attack("engine stopped", READS, _attack(_engine, signal.SIGSTOP, may_lose=False)),
    Attack("HTTP worker killed", READS, _attack(_worker, signal.SIGKILL, may_lose=True)),
    Attack("HTTP worker stopped", READS, _attack(_worker, signal.SIGSTOP, may_lose=True)),
    Attack("gunicorn killed", READS, _attack(_master, signal.SIGKILL, may_lose=True)),
    Attack("gunicorn stopped", READS, stopped_master),
)
