"""Attacks by load: callers that come again at once, a heavy caller, and callers that give up."""

import base64
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from threading import Event
from time import monotonic

import httpx

from benchmarks.attacks.attack import Attack, require
from tests.harness.samples import sample
from tests.harness.service import TOKEN, Service

BODY = {"image": base64.b64encode(sample("phone").path.read_bytes()).decode()}
LIGHT = "a-light-caller"
SECONDS = 8.0
"""The length of each load."""

Answer = tuple[str, float]
"""A status, or the name of the connection's error, and the seconds until it came."""


def callers_that_come_again(service: Service) -> str:
    """300 connections come again 50 ms after each refusal."""
    polite = _load(service, TOKEN, 4, pause=0.0)
    rude = _load(service, TOKEN, 300, pause=0.05)
    kept = _good(rude) / _good(polite)
    require(kept > 0.7, f"{kept:.2f} of the good answers of 4 callers; {_statuses(rude)}")
    return f"{kept:.2f} of the good answers of 4 callers, {len(rude)} answers"


def heavy_caller(service: Service) -> str:
    """One caller has 100 connections. Another one sends a picture after the other."""
    alone = median(seconds for _, seconds in _load(service, LIGHT, 1, pause=0.2))
    with ThreadPoolExecutor(1) as other:
        heavy = other.submit(_load, service, TOKEN, 100, 0.2)
        answers = _load(service, LIGHT, 1, pause=0.2)
        heavy.result()
    beside = median(seconds for _, seconds in answers)
    good = sum(status == "200" for status, _ in answers)
    require(good == len(answers), f"the light caller got {_statuses(answers)}")
    require(beside < 6 * alone, f"{beside:.2f} s beside a heavy caller, {alone:.2f} s alone")
    return f"median {beside:.2f} s beside a heavy caller, {alone:.2f} s alone"


def callers_that_give_up(service: Service) -> str:
    """300 connections give up after five seconds."""
    polite = _load(service, TOKEN, 4, pause=0.0)
    patient = _load(service, TOKEN, 300, pause=0.5, timeout=5.0)
    kept = _good(patient) / _good(polite)
    require(kept > 0.7, f"{kept:.2f} of the good answers of 4 callers; {_statuses(patient)}")
    return f"{kept:.2f} of the good answers of 4 callers"


def _load(
    service: Service, token: str, connections: int, pause: float, timeout: float = 60.0
) -> list[Answer]:
    """The answers to a closed loop of some connections, each with a pause after every answer."""
    stop = Event()
    until = monotonic() + SECONDS

    def ask() -> list[Answer]:
        answers = []
        with httpx.Client(headers={"X-Auth-Token": token}, timeout=timeout) as client:
            while monotonic() < until:
                answers.append(_timed(lambda: client.post(service.path, json=BODY)))
                stop.wait(pause)
        return answers

    with ThreadPoolExecutor(connections) as callers:
        loops = [callers.submit(ask) for _ in range(connections)]
        return [answer for loop in loops for answer in loop.result()]


def _timed(send: Callable[[], httpx.Response]) -> Answer:
    started = monotonic()
    try:
        status = str(send().status_code)
    except httpx.HTTPError as error:
        status = type(error).__name__
    return status, monotonic() - started


def _good(answers: list[Answer]) -> int:
    return sum(status == "200" for status, _ in answers)


def _statuses(answers: list[Answer]) -> dict[str, int]:
    statuses = [status for status, _ in answers]
    return {status: statuses.count(status) for status in sorted(set(statuses))}


TOKENS = {"WANGTU_TOKENS": f"{TOKEN},{LIGHT}"}

ATTACKS = (
    Attack("callers that come again", "refusals leave the work alone", callers_that_come_again, TOKENS),
    Attack("heavy caller", "callers share the engine", heavy_caller, TOKENS),
    Attack("callers that give up", "answers come while somebody waits", callers_that_give_up, TOKENS),
)
