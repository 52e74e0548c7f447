"""Accuracy of contact extraction from the labelled texts, field by field."""

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
from models.contacts.extraction import ContactExtractor
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
"""Data sets in `shared/data/contacts`: file name → (field of a contact → key of its label in the file)."""

REGION_FIELDS = ("province", "city", "district")
LINE_HEIGHT = 40
"""Height of a line and width of an ideograph, in pixels."""

HALVES = ("first", "second")
"""The rules were developed on the first half of each set only. The second half is held out."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the labels of its fields; unlabelled fields are absent."""

    text: str
    truth: Mapping[str, str]

    @property
    def half(self) -> str:
        """The half of the set, by the SHA-256 of the text."""
        return HALVES[hashlib.sha256(self.text.encode()).digest()[0] % 2]


def stacked(text: str) -> Page:
    """Returns a page with the lines of a text below one another, each as wide as its characters."""
    rows = text.split("\n")
    lines = tuple(_line(row, index) for index, row in enumerate(rows))
    return Page(max(map(_width, rows)) + LINE_HEIGHT, len(rows) * LINE_HEIGHT * 2, lines)


def _line(text: str, index: int) -> TextLine:
    left, top = LINE_HEIGHT / 2, index * LINE_HEIGHT * 1.5
    right, bottom = left + _width(text), top + LINE_HEIGHT
    return TextLine(
        np.array([(left, top), (right, top), (right, bottom), (left, bottom)], np.float32), text, 1.0
    )


def _width(text: str) -> int:
    return sum(LINE_HEIGHT // 2 if character.isascii() else LINE_HEIGHT for character in text)


def examples(path: Path, fields: Mapping[str, str]) -> Iterator[Example]:
    """Yields the examples of a set."""
    with path.open(encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            yield Example(row["text"], _truth(row, fields))


def _truth(row: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, str]:
    return {name: row[label] for name, label in fields.items() if row[label]}


def is_right(field: str, truth: str, found: str) -> bool:
    """Whether a field is right. Regions are compared without their kind: labels have 广东 and 广东省."""
    if field not in REGION_FIELDS:
        return truth == found
    return bool(found) and _stem(truth) == _stem(found)


def _stem(name: str) -> str:
    return Division(name, Level.DISTRICT).stem


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of labels and of right values by field; the field "all" counts whole examples."""

    labelled: Counter[str]
    right: Counter[str]

    def add(self, truth: Mapping[str, str], contact: Contact) -> list[str]:
        """Counts one example and returns its wrong fields."""
        wrong = [field for field in truth if not is_right(field, truth[field], getattr(contact, field))]
        self.labelled.update([*truth, "all"])
        self.right.update([field for field in truth if field not in wrong] + ["all"] * (not wrong))
        return wrong


def main(
    errors: Annotated[bool, typer.Option(help="Print the wrong fields of the first halves.")] = False,
) -> None:
    """Extract the contacts of the labelled texts and print the share of right values by half and field."""
    extractor, console = ContactExtractor(), Console()
    table = Table("set", "half", "field", "labelled", "right", "share", "ms a text")
    for name, fields in SETS.items():
        path = REAL / "contacts" / f"{name}.jsonl"
        if not path.is_file():
            continue
        all_examples = list(examples(path, fields))
        for half in HALVES:
            tally, started = Tally(Counter(), Counter()), time.perf_counter()
            chosen = [example for example in all_examples if example.half == half]
            for example in chosen:
                contact = extractor.contact_of(stacked(example.text))
                wrong = tally.add(example.truth, contact)
                if errors and wrong and half == HALVES[0]:
                    console.print(example.text, {field: getattr(contact, field) for field in wrong})
            milliseconds = (time.perf_counter() - started) * 1000 / max(len(chosen), 1)
            for field, labelled in tally.labelled.items():
                right = tally.right[field]
                share = f"{right / labelled:.4f}"
                table.add_row(name, half, field, str(labelled), str(right), share, f"{milliseconds:.2f}")
    console.print(table)
