"""The whole service with real models and two engines, each on half of the cores."""

import base64
import json
import os
import signal
from collections.abc import Callable, Sequence
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


def _until(condition: Callable[[], bool]) -> None:
    """Poll the condition, which depends on other processes, until it holds. Fails after 60 s."""
    deadline = monotonic() + 60
    while not condition():
        assert monotonic() < deadline
        sleep(0.05)


def _addresses(service: Service) -> list[str]:
    """Return the address of every engine start so far."""
    return [line["address"] for line in _logged(service, "engine ready")]


def _logged(service: Service, event: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in service.stderr_lines if f'"event": "{event}"' in line]


def _engines(addresses: Sequence[str]) -> list[int]:
    """Return the processes that listen on the addresses, in their order."""
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
    """Return the user and system time of a process: fields 14 and 15 of stat in proc(5)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS_PER_SECOND


def test_two_engines_share_the_requests_and_answer_all_although_one_is_killed() -> None:
    settings = {"WANGTU_PARTITIONS": "2", "WANGTU_THREADS": "2"}
    with Service({**CREDENTIALS, **settings}) as service, ThreadPoolExecutor(4) as clients:
        _until(lambda: len(set(_addresses(service))) == 2)
        service.wait_until_ready()
        addresses = sorted(_addresses(service))
        engines = _engines(addresses)
        assert (sorted(service.engine_pids), sorted(service.engine_addresses)) == (sorted(engines), addresses)
        processors = [set(partition.processors) for partition in divide(usable_nodes(), 2, 2)]

        assert [os.sched_getaffinity(engine) for engine in engines] == processors

        before = [_processor_seconds(engine) for engine in engines]

        def both_have_read() -> bool:
            """Send two requests at a time: the HTTP worker may not have found the second engine yet."""
            for reading in [clients.submit(_read, service) for _ in range(2)]:
                assert reading.result().status_code == 200
            now = [_processor_seconds(engine) for engine in engines]
            return all(late - early > 0.1 for early, late in zip(before, now, strict=True))

        _until(both_have_read)
        requests = [clients.submit(_read, service) for _ in range(8)]
        requests[0].result()
        os.kill(engines[0], signal.SIGKILL)
        answers = [request.result() for request in requests]

        assert [answer.status_code for answer in answers] == [200] * 8
        assert len({answer.text for answer in answers}) == 1

        _until(lambda: len(_engines(addresses)) == 2)
        assert {line["engine"] for line in _logged(service, "models loaded")} == {0, 1}
        started = _engines(addresses)
        assert started[0] != engines[0]
        assert started[1] == engines[1]
        assert service.stop() == 0
        assert _engines(addresses) == []
