"""`python -m benchmarks.contacts_served`: how many contacts are read rightly from pictures, over HTTP.

Starts the service on the loopback address and sends it what `python -m benchmarks.corpus.contacts` rendered.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Annotated

import httpx
import typer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from benchmarks.corpus.contacts import OUT
from models.page import Contact
from tests.harness.service import CREDENTIALS, TOKEN, Service

NONE = Contact()


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered page: its file, its kind and the contact that is to be read; six times "" for none."""

    path: Path
    kind: str
    truth: Contact


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service found in a picture, and the milliseconds that it took."""

    picture: Picture
    found: Contact
    milliseconds: float

    @property
    def wrong(self) -> dict[str, tuple[str, str]]:
        """The fields that are not exactly right: what was found, and the truth."""
        found, truth = asdict(self.found), asdict(self.picture.truth)
        return {field: (found[field], truth[field]) for field in truth if found[field] != truth[field]}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pictures there are, with a contact and without, and of how many the answer is right."""

    contacts: int
    all_six: int
    phone: int
    without: int
    given_something: int
    milliseconds: float


def pictures(folder: Path) -> Iterator[Picture]:
    """The rows of a folder's labels.jsonl."""
    with (folder / "labels.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            yield Picture(folder / row["image"], row["kind"], Contact(**row["contact"]))


def tally(answers: Sequence[Answer]) -> Tally:
    """Count the answers; a picture without a contact is right where six empty strings were answered."""
    shown = [answer for answer in answers if answer.picture.truth != NONE]
    without = [answer for answer in answers if answer.picture.truth == NONE]
    return Tally(
        len(shown),
        sum(not answer.wrong for answer in shown),
        sum("phone" not in answer.wrong for answer in shown),
        len(without),
        sum(answer.found != NONE for answer in without),
        median(answer.milliseconds for answer in answers),
    )


def main(
    folder: Annotated[Path, typer.Option(help="What was rendered, with its labels.jsonl.")] = OUT,
    errors: Annotated[bool, typer.Option(help="Print what went wrong.")] = False,
) -> None:
    """Send every picture once and print what is right by kind."""
    held = list(pictures(folder))
    with Service(CREDENTIALS) as service, httpx.Client(timeout=120) as client:
        service.wait_until_ready()
        sending = track(held, "reading", console=Console(stderr=True), transient=True)
        answers = [_ask(client, service, picture) for picture in sending]
    console = Console()
    for answer in answers:
        if errors and answer.wrong:
            console.print(answer.picture.path.name, answer.wrong)
    console.print(_table(answers))


def _ask(client: httpx.Client, service: Service, picture: Picture) -> Answer:
    image = base64.b64encode(picture.path.read_bytes()).decode()
    body = {"image": image, "extract_type": ["contact_info"]}
    begun = perf_counter()
    response = client.post(service.path, json=body, headers={"X-Auth-Token": TOKEN}).raise_for_status()
    spent = 1000 * (perf_counter() - begun)
    return Answer(picture, Contact(**response.json()["result"]["extracted_data"]["contact_info"]), spent)


def _table(answers: Sequence[Answer]) -> Table:
    table = Table("kind", "with", "all six", "phone", "without", "not empty", "median ms")
    for kind in sorted({answer.picture.kind for answer in answers}):
        _add_row(table, kind, [answer for answer in answers if answer.picture.kind == kind])
    _add_row(table, "all", answers)
    return table


def _add_row(table: Table, kind: str, answers: Sequence[Answer]) -> None:
    *counts, milliseconds = astuple(tally(answers))
    contacts, all_six, phone, without, something = counts
    of_contacts = (_share(all_six, contacts), _share(phone, contacts))
    table.add_row(
        kind, str(contacts), *of_contacts, str(without), _share(something, without), f"{milliseconds:.0f}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    typer.run(main)
