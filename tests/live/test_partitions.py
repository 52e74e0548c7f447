"""The whole service with real models and two engines, each on half of the cores."""

import base64
import json
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import httpx
import pytest

from service.process.machine import divide, usable_cores, usable_nodes
from tests.harness.samples import sample
from tests.harness.service import CREDENTIALS, TOKEN, Service

pytestmark = pytest.mark.skipif(usable_cores() < 2, reason="needs two cores")

BODY = {"image": base64.b64encode(sample("phone").path.read_bytes()).decode()}
TICKS_PER_SECOND = os.sysconf("SC_CLK_TCK")


def _read(service: Service) -> httpx.Response:
    return httpx.post(service.path, json=BODY, headers={"X-Auth-Token": TOKEN}, timeout=60)


def _read_at_once(
    service: Service, count: int, after_the_first: Callable[[], None] = lambda: None
) -> list[httpx.Response]:
    """Send requests with four clients and call `after_the_first` when the first is answered."""
    with ThreadPoolExecutor(4) as clients:
        requests = [clients.submit(_read, service) for _ in range(count)]
        requests[0].result()
        after_the_first()
        return [request.result() for request in requests]


def _until(condition: Callable[[], bool]) -> None:
    """Poll the condition, which depends on other processes, until it holds. Fails after 60 s."""
    deadline = monotonic() + 60
    while not condition():
        assert monotonic() < deadline
        sleep(0.05)


def _addresses(service: Service) -> list[str]:
    """Returns the address of every engine start so far."""
    return [line["address"] for line in _logged(service, "engine ready")]


def _logged(service: Service, event: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in service.stderr_lines if f'"event": "{event}"' in line]


def _engines(addresses: Sequence[str]) -> list[int]:
    """Returns the processes that listen on the addresses, in their order."""
    commands = {path: _arguments(path) for path in Path("/proc").glob("[0-9]*/cmdline")}
    return [
        int(path.parent.name)
        for address in addresses
        for path, arguments in commands.items()
        if address in arguments
    ]


def _arguments(path: Path) -> list[str]:
    try:
        return path.read_text().split("\0")
    except OSError:  # the process has ended
        return []


def _processor_seconds(pid: int) -> float:
    """Returns the user and system time of a process: fields 14 and 15 of stat in proc(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def _until_both_have_read(service: Service, engines: Sequence[int]) -> None:
    """Send two requests at a time until both engines have used 0.1 s of processor time since the start.

    The HTTP worker may not have connected to the second engine yet.
    """
    before = [_processor_seconds(engine) for engine in engines]

    def have_read() -> bool:
        assert [answer.status_code for answer in _read_at_once(service, 2)] == [200, 200]
        now = [_processor_seconds(engine) for engine in engines]
        return all(late - early > 0.1 for early, late in zip(before, now, strict=True))

    _until(have_read)


@pytest.fixture(scope="module")
def partitioned() -> Iterator[Service]:
    """A service with two engines. Stopping it must end both."""
    settings = {"WANGTU_PARTITIONS": "2", "WANGTU_THREADS": "2"}
    with Service({**CREDENTIALS, **settings}) as running:
        _until(lambda: len(set(_addresses(running))) == 2)
        running.wait_until_ready()
        yield running
        addresses = _addresses(running)
        assert running.stop() == 0
        assert _engines(addresses) == []


@pytest.fixture
def addresses(partitioned: Service) -> list[str]:
    """The addresses of both engines."""
    return sorted(set(_addresses(partitioned)))


def test_each_engine_runs_on_its_own_half_of_the_processors(
    partitioned: Service, addresses: list[str]
) -> None:
    engines = _engines(addresses)
    processors = [set(partition.processors) for partition in divide(usable_nodes(), 2, 2)]

    assert sorted(partitioned.engine_pids) == sorted(engines)
    assert sorted(partitioned.engine_addresses) == addresses
    assert [os.sched_getaffinity(engine) for engine in engines] == processors
    assert {line["engine"] for line in _logged(partitioned, "models loaded")} == {0, 1}


def test_both_engines_read(partitioned: Service, addresses: list[str]) -> None:
    _until_both_have_read(partitioned, _engines(addresses))


def test_all_requests_are_answered_although_one_engine_is_killed(
    partitioned: Service, addresses: list[str]
) -> None:
    killed, other = _engines(addresses)
    _until_both_have_read(partitioned, [killed, other])
    answers = _read_at_once(partitioned, 8, after_the_first=lambda: os.kill(killed, signal.SIGKILL))

    assert [answer.status_code for answer in answers] == [200] * 8
    assert len({answer.text for answer in answers}) == 1

    _until(lambda: len(_engines(addresses)) == 2)
    started, unchanged = _engines(addresses)
    assert started != killed
    assert unchanged == other
