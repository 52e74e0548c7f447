"""The whole service with real models on cores that are cut into two: an engine on each."""

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

from service.process.machine import cut, usable_cores, usable_nodes
from tests.harness.samples import sample
from tests.harness.service import CREDENTIALS, TOKEN, Service

pytestmark = pytest.mark.skipif(usable_cores() < 2, reason="needs two cores")

BODY = {"image": base64.b64encode(sample("phone").path.read_bytes()).decode()}
TICKS = os.sysconf("SC_CLK_TCK")


def _read(service: Service) -> httpx.Response:
    return httpx.post(service.path, json=BODY, headers={"X-Auth-Token": TOKEN}, timeout=60)


def _until(true: Callable[[], bool]) -> None:
    """Other processes can only be looked at again and again."""
    latest = monotonic() + 60
    while not true():
        assert monotonic() < latest
        sleep(0.05)


def _addresses(service: Service) -> list[str]:
    """Where engines listen, as often as one began to."""
    return [line["address"] for line in _said(service, "engine ready")]


def _said(service: Service, event: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in service.stderr_lines if f'"event": "{event}"' in line]


def _engines(addresses: Sequence[str]) -> list[int]:
    """The processes that were told to listen there, in that order."""
    told = {path: _arguments(path) for path in Path("/proc").glob("[0-9]*/cmdline")}
    return [int(path.parent.name) for address in addresses for path, said in told.items() if address in said]


def _arguments(path: Path) -> list[str]:
    try:
        return path.read_text().split("\0")
    except OSError:  # it has ended meanwhile
        return []


def _worked(pid: int) -> float:
    """Seconds of processor time, user's and system's: fields 14 and 15 of proc(5)'s stat."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def test_two_engines_read_side_by_side_and_one_that_is_killed_costs_no_client_an_error() -> None:
    settings = {"WANGTU_PARTITIONS": "2", "WANGTU_THREADS": "2"}
    with Service({**CREDENTIALS, **settings}) as service, ThreadPoolExecutor(4) as clients:
        _until(lambda: len(set(_addresses(service))) == 2)
        service.wait_until_ready()
        addresses = sorted(_addresses(service))
        engines = _engines(addresses)
        assert (sorted(service.engine_pids), sorted(service.engine_addresses)) == (sorted(engines), addresses)
        parts = [set(partition.processors) for partition in cut(usable_nodes(), 2, 2)]

        assert [os.sched_getaffinity(engine) for engine in engines] == parts

        before = [_worked(engine) for engine in engines]

        def both_have_read() -> bool:
            """An engine may listen for a moment before the HTTP worker has found it."""
            for reading in [clients.submit(_read, service) for _ in range(2)]:
                assert reading.result().status_code == 200
            now = [_worked(engine) for engine in engines]
            return all(late - early > 0.1 for early, late in zip(before, now, strict=True))

        _until(both_have_read)
        asked = [clients.submit(_read, service) for _ in range(8)]
        asked[0].result()
        os.kill(engines[0], signal.SIGKILL)
        answers = [asking.result() for asking in asked]

        assert [answer.status_code for answer in answers] == [200] * 8
        assert len({answer.text for answer in answers}) == 1

        _until(lambda: len(_engines(addresses)) == 2)
        assert {line["engine"] for line in _said(service, "models loaded")} == {0, 1}
        started = _engines(addresses)
        assert started[0] != engines[0]
        assert started[1] == engines[1]
        assert service.stop() == 0
        assert _engines(addresses) == []
