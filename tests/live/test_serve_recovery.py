"""The whole service with real models while its engine is killed."""

import base64
import os
import signal
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.harness.samples import sample
from tests.harness.service import CREDENTIALS, TOKEN, Service

PHONE = sample("phone")
BODY = {"image": base64.b64encode(PHONE.path.read_bytes()).decode()}


def _read(service: Service) -> httpx.Response:
    return httpx.post(service.path, json=BODY, headers={"X-Auth-Token": TOKEN}, timeout=60)


def test_all_requests_are_answered_although_the_engine_is_killed_under_load() -> None:
    with Service(CREDENTIALS) as service, ThreadPoolExecutor(4) as clients:
        service.wait_until_ready()
        requests = [clients.submit(_read, service) for _ in range(8)]
        requests[0].result()  # the engine has the next requests now
        (killed,) = service.engine_pids
        os.kill(killed, signal.SIGKILL)
        answers = [request.result() for request in requests]

        assert [answer.status_code for answer in answers] == [200] * 8
        assert len({answer.text for answer in answers}) == 1
        (started,) = service.engine_pids
        assert started != killed
        assert service.stop() == 0
