"""Whether the service reads pictures again after an attack."""

import base64
from time import monotonic, sleep

import httpx

from benchmarks.attacks.attack import require
from tests.harness.samples import sample
from tests.harness.service import TOKEN, Service

RECOVERY_SECONDS = 10.0
"""The longest time after an attack until the service reads a picture again."""


def require_recovery(service: Service) -> None:
    """Raise Broken unless the service reads a picture within RECOVERY_SECONDS."""
    started, seen = monotonic(), "nothing"
    while monotonic() - started < RECOVERY_SECONDS:
        seen = reading(service)
        if seen == "200":
            return
        sleep(0.2)
    require(False, f"no picture is read after the attack: {seen}")


def reading(service: Service, timeout: float = RECOVERY_SECONDS) -> str:
    """The status of reading a small picture, or the name of the connection's error."""
    body = {"image": base64.b64encode(sample("phone").path.read_bytes()).decode()}
    try:
        answer = httpx.post(service.path, json=body, headers={"X-Auth-Token": TOKEN}, timeout=timeout)
    except httpx.HTTPError as error:
        return type(error).__name__
    return str(answer.status_code)
