"""`python -m benchmarks.micro`: the time of each step of the HTTP side, without network or models.

The steps are authentication, JSON, base64 and the answer. The answer has 30 lines for a picture of 300 KB and
300 lines for one of 7 MB. Each picture is measured with a signature and with a token.
"""

import base64
import hashlib
import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from benchmarks.reporting.machine import machine
from benchmarks.reporting.results import RESULTS
from models.page import Page, TextLine
from service.api.auth.credential_store import CredentialStore
from service.api.auth.principal import Principal
from service.api.auth.schemes import authenticate, credential_checks
from service.api.auth.signature import ALGORITHM, DATE_FORMAT, RequestHead, digest
from service.api.bodies.json_body import parse
from service.api.bodies.recognition import decode_base64
from service.api.bodies.web_image import WebImageRequest, render
from service.credentials import Credentials
from tests.harness.service import ACCESS_KEY, PROJECT, SECRET_KEY, TOKEN

SIZES = {"300 KB": (300_000, 30), "7 MB": (7_000_000, 300)}
"""Picture → its size in bytes, and the number of lines of its answer."""

SIGNED = ("content-type", "host", "user-agent", "x-project-id", "x-sdk-date")
PATH = f"/v2/{PROJECT}/ocr/web-image".encode()


@dataclass(frozen=True, slots=True)
class Cost:
    """The median milliseconds of each step."""

    picture: str
    credential: str
    authenticate: float
    parse: float
    decode: float
    render: float
    together: float


def main(
    rounds: Annotated[int, typer.Option(min=1, help="Number of runs of each step.")] = 50,
    out: Annotated[Path, typer.Option(help="The file to write.")] = RESULTS / "micro.json",
) -> None:
    """Measure, save and print."""
    costs = [_cost(picture, credential, rounds) for picture in SIZES for credential in ("signature", "token")]
    context = {"taken": datetime.now(UTC).isoformat(timespec="seconds"), "machine": machine()}
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({**context, "costs": [asdict(cost) for cost in costs]}, indent=2) + "\n")
    _print(costs)


def _cost(picture: str, credential: str, rounds: int) -> Cost:
    size, lines = SIZES[picture]
    body = json.dumps({"image": base64.b64encode(random.Random(7).randbytes(size)).decode()}).encode()
    store = CredentialStore(
        Credentials(signing_key="k" * 32, tokens=(TOKEN,), access_keys={ACCESS_KEY: SECRET_KEY})
    )
    head = _signed(body) if credential == "signature" else _head({"x-auth-token": TOKEN})
    request, page = parse(body, WebImageRequest), _page(lines)
    steps: dict[str, Callable[[], object]] = {
        "authenticate": lambda: _authenticated(head, store, body),
        "parse": lambda: parse(body, WebImageRequest),
        "decode": lambda: decode_base64(request.image or ""),
        "render": lambda: render(page, request),
    }
    times = {name: median(_milliseconds(step) for _ in range(rounds)) for name, step in steps.items()}
    rounded = {name: round(time, 2) for name, time in times.items()}
    return Cost(picture=picture, credential=credential, together=round(sum(times.values()), 2), **rounded)


def _authenticated(head: RequestHead, store: CredentialStore, body: bytes) -> Principal:
    checks = credential_checks(head, store, datetime.now(UTC))
    proven = checks[0].principal
    return proven or authenticate(checks, hashlib.sha256(body).hexdigest())


def _milliseconds(step: Callable[[], object]) -> float:
    start = perf_counter()
    step()
    return 1000 * (perf_counter() - start)


def _head(headers: dict[str, str]) -> RequestHead:
    return RequestHead("POST", PATH, b"", headers)


def _signed(body: bytes) -> RequestHead:
    headers = {
        "content-type": "application/json;charset=utf-8",
        "host": "127.0.0.1:8000",
        "user-agent": "benchmark",
        "x-project-id": PROJECT,
        "x-sdk-date": datetime.now(UTC).strftime(DATE_FORMAT),
    }
    signature = digest(_head(headers), hashlib.sha256(body).hexdigest(), SIGNED, SECRET_KEY)
    value = f"{ALGORITHM} Access={ACCESS_KEY}, SignedHeaders={';'.join(SIGNED)}, Signature={signature}"
    return _head({**headers, "authorization": value})


def _page(lines: int) -> Page:
    quad = np.array([[10, 20], [410, 21], [410, 52], [10, 51]], np.float32)
    return Page(1080, 1920, tuple(TextLine(quad, "网络图片识别 web image", 0.98765) for _ in range(lines)))


def _print(costs: list[Cost]) -> None:
    table = Table("picture", "credential", "authenticate", "parse", "decode", "render", "together, ms")
    for cost in costs:
        table.add_row(*(str(value) for value in asdict(cost).values()))
    Console().print(table)


if __name__ == "__main__":
    typer.run(main)
