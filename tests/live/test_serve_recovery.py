"""The whole service with real models while one of its processes is killed or stopped."""

import base64
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from time import monotonic

import httpx
import pytest

from tests.harness.samples import sample
from tests.harness.service import CREDENTIALS, TOKEN, Service

PHONE = sample("phone")
BODY = {"image": base64.b64encode(PHONE.path.read_bytes()).decode()}


def _read(service: Service) -> httpx.Response:
    return httpx.post(service.path, json=BODY, headers={"X-Auth-Token": TOKEN}, timeout=60)


def _assert_recovery(service: Service, pid: int, number: signal.Signals, failures: int) -> None:
    """Send a signal to a process under load. All but `failures` requests are answered, also later ones."""
    with ThreadPoolExecutor(4) as clients:
        requests = [clients.submit(_read, service) for _ in range(8)]
        requests[0].result()  # the engine has the next requests now
        os.kill(pid, number)
        requests += [clients.submit(_read, service) for _ in range(4)]
        answers = [request.result() for request in requests if not request.exception()]

    assert len(answers) >= len(requests) - failures
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_all_requests_are_answered_although_the_engine_is_killed_or_stopped_under_load(
    number: signal.Signals,
) -> None:
    with Service(CREDENTIALS) as service:
        service.wait_until_ready()
        (lost,) = service.engine_pids
        _assert_recovery(service, lost, number, failures=0)

        (started,) = service.engine_pids
        assert started != lost
        assert service.stop() == 0


def test_the_http_side_comes_back_whichever_of_its_processes_is_killed(service: Service) -> None:
    """Connections to a killed worker break, and the port refuses them until the next one listens."""
    with Service({**CREDENTIALS, **service.shared_engines}) as running:
        running.wait_until_ready()
        for _ in range(2):
            master, worker = _http_pids(running)
            for killed in (worker, master):
                os.kill(killed, signal.SIGKILL)
                _until_read(running)
                assert killed not in running.http_pids
            assert not {master, worker} & set(running.http_pids)
        assert running.stop() == 0


def _http_pids(service: Service) -> list[int]:
    """The ids of gunicorn and its worker, once both run. Fails after 30 s."""
    deadline = monotonic() + 30
    while len(pids := service.http_pids) < 2:
        assert monotonic() < deadline, pids
    return pids


def _until_read(service: Service) -> None:
    """Try to read a picture until it works. Fails after 30 s."""
    deadline = monotonic() + 30
    while monotonic() < deadline:
        with suppress(httpx.TransportError):
            if _read(service).status_code == 200:
                return
    pytest.fail("the service does not come back")


def test_nothing_is_left_of_a_killed_supervisor(service: Service) -> None:
    with Service({**CREDENTIALS, **service.shared_engines}) as running:
        running.wait_until_ready()
        left = running.pids[1:]
        running.kill()
        deadline = monotonic() + 30
        while any(Path(f"/proc/{pid}").exists() for pid in left) and monotonic() < deadline:
            pass
        assert not [pid for pid in left if Path(f"/proc/{pid}").exists()]
        socket.create_server(("127.0.0.1", running.port)).close()
