"""`python -m benchmarks.contacts.served`: accuracy of contacts read from pictures over HTTP.

Starts the service on the loopback address and sends it the pages of `python -m benchmarks.corpus.contacts`.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
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

NO_CONTACT = Contact()


@dataclass(frozen=True, slots=True)
class Picture:
    """A rendered page: its file, its kind and its true contact, with six empty strings for none."""

    path: Path
    kind: str
    truth: Contact


@dataclass(frozen=True, slots=True)
class Answer:
    """The contact that the service returned for a picture, and the time of the request in milliseconds."""

    picture: Picture
    found: Contact
    milliseconds: float

    @property
    def wrong(self) -> dict[str, tuple[str, str]]:
        """The fields that differ from the truth: name → (returned value, true value)."""
        found, truth = asdict(self.found), asdict(self.picture.truth)
        return {field: (found[field], truth[field]) for field in truth if found[field] != truth[field]}


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of pictures with and without a contact and of right answers, and the median time.

    `all_six` and `phone` count right answers for pictures with a contact. `not_empty` counts the pictures
    without a contact for which the service returned one.
    """

    with_contact: int
    all_six: int
    phone: int
    without_contact: int
    not_empty: int
    milliseconds: float


def pictures(folder: Path) -> Iterator[Picture]:
    """Yields the rows of the folder's labels.jsonl."""
    with (folder / "labels.jsonl").open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            yield Picture(folder / row["image"], row["kind"], Contact(**row["contact"]))


def tally(answers: Sequence[Answer]) -> Tally:
    """Counts the answers. For a picture without a contact, six empty strings are right."""
    with_contact = [answer for answer in answers if answer.picture.truth != NO_CONTACT]
    without_contact = [answer for answer in answers if answer.picture.truth == NO_CONTACT]
    return Tally(
        with_contact=len(with_contact),
        all_six=sum(not answer.wrong for answer in with_contact),
        phone=sum("phone" not in answer.wrong for answer in with_contact),
        without_contact=len(without_contact),
        not_empty=sum(answer.found != NO_CONTACT for answer in without_contact),
        milliseconds=median(answer.milliseconds for answer in answers),
    )


def main(
    folder: Annotated[Path, typer.Option(help="Folder with rendered pages and labels.jsonl.")] = OUT,
    errors: Annotated[bool, typer.Option(help="Print the wrong fields.")] = False,
) -> None:
    """Send each picture once and print the share of right answers by kind."""
    all_pictures = list(pictures(folder))
    with Service(CREDENTIALS) as service, httpx.Client(timeout=120) as client:
        service.wait_until_ready()
        sending = track(all_pictures, "reading", console=Console(stderr=True), transient=True)
        answers = [_ask(client, service, picture) for picture in sending]
    console = Console()
    for answer in answers:
        if errors and answer.wrong:
            console.print(answer.picture.path.name, answer.wrong)
    console.print(_table(answers))


def _ask(client: httpx.Client, service: Service, picture: Picture) -> Answer:
    image = base64.b64encode(picture.path.read_bytes()).decode()
    body = {"image": image, "extract_type": ["contact_info"]}
    started = perf_counter()
    response = client.post(service.path, json=body, headers={"X-Auth-Token": TOKEN}).raise_for_status()
    milliseconds = 1000 * (perf_counter() - started)
    contact = response.json()["result"]["extracted_data"]["contact_info"]
    return Answer(picture, Contact(**contact), milliseconds)


def _table(answers: Sequence[Answer]) -> Table:
    table = Table("kind", "with", "all six", "phone", "without", "not empty", "median ms")
    for kind in sorted({answer.picture.kind for answer in answers}):
        _add_row(table, kind, [answer for answer in answers if answer.picture.kind == kind])
    _add_row(table, "all", answers)
    return table


def _add_row(table: Table, kind: str, answers: Sequence[Answer]) -> None:
    counts = tally(answers)
    table.add_row(
        kind,
        str(counts.with_contact),
        _share(counts.all_six, counts.with_contact),
        _share(counts.phone, counts.with_contact),
        str(counts.without_contact),
        _share(counts.not_empty, counts.without_contact),
        f"{counts.milliseconds:.0f}",
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


if __name__ == "__main__":
    typer.run(main)
