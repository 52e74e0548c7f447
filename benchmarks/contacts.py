"""`python -m benchmarks.contacts`: how many contacts are read rightly from given lines, field by field."""

import hashlib
import json
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from models.contacts.address.gazetteer import Division, Level
from models.contacts.extraction import Contacts
from models.page import Contact, Page, TextLine
from tests.harness.sets import REAL

SETS: Mapping[str, Mapping[str, str]] = {
    "contacts": {
        "name": "name",
        "phone": "phone",
        "province": "province",
        "city": "city",
        "district": "district",
        "detail_address": "detail",
    },
    "addresses": {"province": "province", "city": "city", "district": "district"},
}
"""A set's file in `shared/data/contacts`, and the fields that it labels, under their names there."""

REGION = ("province", "city", "district")
LINE = 40
"""Height of a line in pixels, and what an ideograph is wide."""

HALVES = ("first", "second")
"""Rules are made by looking at the first half of a set alone."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled text; a field whose label is null is left out."""

    text: str
    truth: Mapping[str, str]

    @property
    def half(self) -> str:
        """Which half of its set it is in, by the SHA-256 of its text."""
        return HALVES[hashlib.sha256(self.text.encode()).digest()[0] % 2]


def stacked(text: str) -> Page:
    """A page whose lines stand below one another, as wide as their text is long."""
    rows = text.split("\n")
    lines = tuple(_line(row, index) for index, row in enumerate(rows))
    return Page(max(map(_width, rows)) + LINE, len(rows) * LINE * 2, lines)


def _line(text: str, index: int) -> TextLine:
    left, top = LINE / 2, index * LINE * 1.5
    right, bottom = left + _width(text), top + LINE
    return TextLine(
        np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32), text, 1.0
    )


def _width(text: str) -> int:
    return sum(LINE // 2 if character.isascii() else LINE for character in text)


def examples(path: Path, fields: Mapping[str, str]) -> Iterator[Example]:
    """The rows of a set."""
    with path.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            yield Example(row["text"], _truth(row, fields))


def _truth(row: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, str]:
    return {name: row[label] for name, label in fields.items() if row[label]}


def is_right(field: str, truth: str, found: str) -> bool:
    """Whether a field is right. Regions are labelled as they were sent, so 广东 and 广东省 are the same."""
    if field not in REGION:
        return truth == found
    return bool(found) and _stem(truth) == _stem(found)


def _stem(name: str) -> str:
    return Division(name, Level.DISTRICT).stem


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each field was labelled, and how often it was right; "all" counts whole examples."""

    labelled: Counter[str]
    right: Counter[str]

    def add(self, truth: Mapping[str, str], contact: Contact) -> list[str]:
        """Count one example, and say which fields were wrong."""
        wrong = [field for field in truth if not is_right(field, truth[field], getattr(contact, field))]
        self.labelled.update([*truth, "all"])
        self.right.update([field for field in truth if field not in wrong] + ["all"] * (not wrong))
        return wrong


def main(
    errors: Annotated[bool, typer.Option(help="Print what went wrong in the first halves.")] = False,
) -> None:
    """Read the labelled texts and print the share of right answers by half and field."""
    contacts, console = Contacts(), Console()
    table = Table("set", "half", "field", "labelled", "right", "share", "ms a text")
    for name, fields in SETS.items():
        path = REAL / "contacts" / f"{name}.jsonl"
        if not path.is_file():
            continue
        held = list(examples(path, fields))
        for half in HALVES:
            tally, begun = Tally(Counter(), Counter()), time.perf_counter()
            chosen = [example for example in held if example.half == half]
            for example in chosen:
                contact = contacts.contact_of(stacked(example.text))
                wrong = tally.add(example.truth, contact)
                if errors and wrong and half == HALVES[0]:
                    console.print(example.text, {field: getattr(contact, field) for field in wrong})
            spent = (time.perf_counter() - begun) * 1000 / max(len(chosen), 1)
            for field, labelled in tally.labelled.items():
                right = tally.right[field]
                share = f"{right / labelled:.4f}"
                table.add_row(name, half, field, str(labelled), str(right), share, f"{spent:.2f}")
    console.print(table)


if __name__ == "__main__":
    typer.run(main)
