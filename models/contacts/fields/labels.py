"""The labels that forms print beside a value, such as 收件人, 联系电话 and Address."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import product
from pathlib import Path

LABELS_FILE = Path(__file__).with_name("labels.toml")


class Field(Enum):
    """The kind of value that a label announces."""

    NAME = auto()
    PHONE = auto()
    PROVINCE = auto()
    CITY = auto()
    DISTRICT = auto()
    REGION = auto()
    ADDRESS = auto()
    PARTY = auto()
    """No value: the label names the party of the fields that follow."""
    UNLISTED = auto()
    """Words before a colon that are not in labels.toml. They may themselves be a name, as in a chat."""
    OTHER = auto()
    """A value that is no part of a contact."""


ADDRESS_FIELDS = frozenset({Field.ADDRESS, Field.REGION, Field.PROVINCE, Field.CITY, Field.DISTRICT})


class Party(Enum):
    """The party of a shipment to which a field belongs."""

    RECIPIENT = auto()
    SENDER = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """The field that a label announces, and its party if the label names one."""

    field: Field
    party: Party | None = None


def _load() -> dict[str, Label]:
    listed = tomllib.loads(LABELS_FILE.read_text(encoding="utf-8"))
    labels = {
        word.lower(): Label(Field[name.upper()]) for name, words in listed["fields"].items() for word in words
    }
    for party in Party:
        words = listed[party.name.lower()]
        labels |= {
            word.lower(): Label(Field.PARTY, party) for word in (*words["parties"], *words["headings"])
        }
        labels |= {word: Label(Field.NAME, party) for word in words["persons"]}
        endings = ((field, ending) for field, names in listed["of_a_party"].items() for ending in names)
        for (field, ending), word in product(endings, (*words["persons"], *words["parties"])):
            labels[word + ending] = Label(Field[field.upper()], party)
    return labels


LABELS: Mapping[str, Label] = _load()
"""Words of a label → its meaning. Words are in lower case and simplified, Chinese ones without spaces."""
