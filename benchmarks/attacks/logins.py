"""Attacks on credentials: floods of logins, locks from elsewhere, and parallel changes."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event
from time import monotonic
from uuid import uuid4

import httpx

from benchmarks.attacks.attack import Attack, require
from benchmarks.attacks.recovery import reading
from service.credentials import load_credentials
from tests.harness.service import ACCESS_KEY, PASSWORD, SECRET_KEY, USER, Service
from tests.service.api.auth.signing import signed

ELSEWHERE = "127.0.0.2"
BODY = b'{"image":"QUFB"}'
PATH = "/v2/p/ocr/web-image"


def login_flood(service: Service) -> str:
    """Sixty connections log in as invented users, while another client reads and a user elsewhere logs in."""
    alone = _reading_seconds(service)
    ended = Event()

    def flood() -> None:
        with httpx.Client(timeout=60) as client:
            while not ended.is_set():
                client.post(f"{service.url}/v3/auth/tokens", json=_login("wrong", uuid4().hex))

    with ThreadPoolExecutor(60) as callers:
        for _ in range(60):
            callers.submit(flood)
        beside = _reading_seconds(service)
        with httpx.Client(transport=httpx.HTTPTransport(local_address=ELSEWHERE), timeout=60) as user:
            status = user.post(f"{service.url}/v3/auth/tokens", json=_login(PASSWORD)).status_code
        ended.set()
    require(status == 201, f"the user elsewhere got {status}")
    require(beside < 2.5 * alone, f"pages take {beside / alone:.1f} times as long")
    return f"pages take {beside / alone:.1f} times as long; a user elsewhere got {status}"


def lock_from_elsewhere(service: Service) -> str:
    """Wrong signatures from another address must not lock the owner of a key."""
    wrong = [_signed(service, "wrong", ELSEWHERE) for _ in range(6)]
    right = _signed(service, SECRET_KEY, "127.0.0.1")
    require(right == 400, f"the owner got {right}")  # the picture is no picture, the signature is right
    return f"the stranger got {sorted(set(wrong))}, the owner's signature was accepted"


def parallel_changes(service: Service) -> str:
    """Eight processes create keys at the same time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "credentials.json"
        environment = {**os.environ, "WANGTU_CREDENTIALS": str(path)}
        create = [sys.executable, "-m", "service", "keys", "create"]
        processes = [subprocess.Popen(create, env=environment, stdout=subprocess.DEVNULL) for _ in range(8)]
        codes = [process.wait(60) for process in processes]
        kept = len(load_credentials(path).access_keys)
    require(codes == [0] * 8 and kept == 8, f"{kept} of 8 keys were kept")
    return f"{kept} of 8 keys were kept"


def _reading_seconds(service: Service) -> float:
    times = []
    for _ in range(8):
        started = monotonic()
        require(reading(service, 60.0) == "200", "a picture was not read")
        times.append(monotonic() - started)
    return median(times)


def _login(password: str, another: str = "") -> object:
    domain, name = USER.split("/")
    user = {"name": another or name, "password": password, "domain": {"name": domain}}
    return {"auth": {"identity": {"methods": ["password"], "password": {"user": user}}}}


def _signed(service: Service, secret: str, address: str) -> int:
    headers = signed("POST", f"{service.url}{PATH}", BODY, access_key=ACCESS_KEY, secret_key=secret)
    with httpx.Client(transport=httpx.HTTPTransport(local_address=address), timeout=60) as client:
        return client.post(f"{service.url}{PATH}", content=BODY, headers=headers).status_code


ATTACKS = (
    Attack("login flood", "others log in, and pages are read", login_flood),
    Attack("lock from elsewhere", "strangers lock nobody out", lock_from_elsewhere),
    Attack("parallel changes of keys", "no change is lost", parallel_changes),
)
