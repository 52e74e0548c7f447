"""`python -m benchmarks.same_answers CHECKOUT`: whether two checkouts give byte-identical answers.

Run it in one checkout and name another one. Each needs its own `.venv` and weights. Both services answer
every request for every picture, one request at a time. Exits with 1 if any answer differs.
"""

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path
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
"""PYTHONSAFEPATH makes a command import the package of its own checkout, not of the working directory."""

HEADERS = {"X-Auth-Token": TOKEN}
TIMEOUT_SECONDS = 120.0


def compare(
    checkout: Annotated[Path, typer.Argument(help="The other checkout.", exists=True, file_okay=False)],
    sets: Annotated[list[str] | None, typer.Option("--set", help="A set of pictures, or its folder.")] = None,
) -> None:
    """Compare the answers of this checkout with those of another one."""
    files = [file for name in sets or ("committed", "harder") for file, _ in pictures(name)]
    commands = [(str(folder / ".venv/bin/wangtu"),) for folder in (Path.cwd(), checkout.resolve())]
    ours, theirs = (dict(_answers(command, files)) for command in commands)
    different = [name for name, answer in ours.items() if answer != theirs[name]]
    for name in different:
        typer.echo(f"differs: {name}")
    typer.echo(f"{len(ours)} answers, {len(different)} different")
    raise typer.Exit(bool(different))


def _answers(command: tuple[str, ...], files: list[Path]) -> Iterator[tuple[str, tuple[int, bytes]]]:
    """Yields each answer of a service: its name, and its status and body."""
    with Service(ENVIRONMENT, command=command) as service, httpx.Client(timeout=TIMEOUT_SECONDS) as client:
        service.wait_until_ready()
        for file in files:
            image = base64.b64encode(file.read_bytes()).decode()
            for number, (endpoint, options) in enumerate(REQUESTS, 1):
                url = f"{service.url}/v2/{PROJECT}/ocr/{endpoint}"
                answer = client.post(url, json={"image": image, **options}, headers=HEADERS)
                yield f"{file.name}, request {number}", (answer.status_code, answer.content)


if __name__ == "__main__":
    typer.run(compare)
