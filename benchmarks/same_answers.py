"""`python -m benchmarks.same_answers CHECKOUT`: compares the answers of two checkouts, and their times.

Run it in one checkout and name another one. Each needs its own `.venv` and weights. Both services answer
every request for every picture, one request at a time. Exits with 1 if two answers are not byte-identical.
"""

import base64
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated, Any

import httpx
import typer

from tests.harness.service import CREDENTIALS, PROJECT, TOKEN, Service
from tests.harness.sets import pictures

REQUESTS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("web-image", {}),
    ("web-image", {"detect_direction": True, "extract_type": ["contact_info", "image_size"]}),
    ("web-image", {"detect_font": True, "detect_text_direction": False}),
    ("general-text", {"detect_direction": True, "character_mode": True}),
)
"""Endpoint and options. Together they switch on every option that changes an answer."""

ENVIRONMENT = {**CREDENTIALS, "PYTHONSAFEPATH": "1"}
"""PYTHONSAFEPATH: a command imports the package of its own checkout, not that of the working directory."""

HEADERS = {"X-Auth-Token": TOKEN}
TIMEOUT_SECONDS = 120.0


@dataclass(frozen=True)
class Answer:
    """One answer of a service, and the seconds until it was complete."""

    status: int
    body: bytes
    seconds: float


def compare(
    checkout: Annotated[Path, typer.Argument(help="The other checkout.", exists=True, file_okay=False)],
    sets: Annotated[list[str] | None, typer.Option("--set", help="A set of pictures, or its folder.")] = None,
) -> None:
    """Compare the answers of this checkout with those of another one."""
    files = [file for name in sets or ("committed", "harder") for file, _ in pictures(name)]
    folders = (Path.cwd(), checkout.resolve())
    commands = [(str(folder / ".venv/bin/wangtu"),) for folder in folders]
    different, ratios = 0, []
    for name, ours, theirs in _answers(commands, files):
        if (ours.status, ours.body) != (theirs.status, theirs.body):
            different += 1
            typer.echo(f"differs: {name}")
        ratios.append(ours.seconds / theirs.seconds)
    typer.echo(f"{len(ratios)} answers, {different} different")
    typer.echo(f"time of this checkout over that of the other one: {median(ratios):.3f} in the median")
    raise typer.Exit(bool(different))


def _answers(commands: list[tuple[str]], files: list[Path]) -> Iterator[tuple[str, Answer, Answer]]:
    """Yields the name of every request and its answers. The services take turns in going first."""
    with ExitStack() as stack:
        services = [stack.enter_context(Service(ENVIRONMENT, command=command)) for command in commands]
        client = stack.enter_context(httpx.Client(timeout=TIMEOUT_SECONDS))
        for service in services:
            service.wait_until_ready()
        for file in files:
            image = base64.b64encode(file.read_bytes()).decode()
            for number, (endpoint, options) in enumerate(REQUESTS, 1):
                body = {"image": image, **options}
                order = services if number % 2 else services[::-1]
                answers = [_answer(client, service, endpoint, body) for service in order]
                ours, theirs = answers if number % 2 else answers[::-1]
                yield f"{file.name}, request {number}", ours, theirs


def _answer(client: httpx.Client, service: Service, endpoint: str, body: Mapping[str, Any]) -> Answer:
    url = f"{service.url}/v2/{PROJECT}/ocr/{endpoint}"
    start = perf_counter()
    response = client.post(url, json=body, headers=HEADERS)
    return Answer(response.status_code, response.content, perf_counter() - start)


if __name__ == "__main__":
    typer.run(compare)
