"""What forms write beside a value: 收件人, 联系电话, Address."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from itertools import product
from pathlib import Path

LISTED = Path(__file__).with_name("labels.toml")


class Field(Enum):
    """What a label announces."""

    NAME = auto()
    PHONE = auto()
    PROVINCE = auto()
    CITY = auto()
    DISTRICT = auto()
    REGION = auto()
    ADDRESS = auto()
    PARTY = auto()
    """Nothing but whose the fields that follow are."""
    SAID = auto()
    """Any words before a colon; they may be a name themselves."""
    OTHER = auto()
    """Something that is no part of a contact."""


class Party(Enum):
    """Whose a field is."""

    RECIPIENT = auto()
    SENDER = auto()


@dataclass(frozen=True, slots=True)
class Label:
    """What a label announces, and whose it is where it says so."""

    field: Field
    party: Party | None = None


def _table() -> dict[str, Label]:
    listed = tomllib.loads(LISTED.read_text(encoding="utf-8"))
    table = {
        word.lower(): Label(Field[name.upper()]) for name, words in listed["fields"].items() for word in words
    }
    for party in Party:
        names = listed[party.name.lower()]
        table |= {word.lower(): Label(Field.PARTY, party) for word in (*names["parties"], *names["headings"])}
        table |= {word: Label(Field.NAME, party) for word in names["persons"]}
        of_party = ((field, ending) for field, endings in listed["of_a_party"].items() for ending in endings)
        for (field, ending), word in product(of_party, (*names["persons"], *names["parties"])):
            table[word + ending] = Label(Field[field.upper()], party)
    return table


TABLE: Mapping[str, Label] = _table()
"""Every label in lower case and simplified characters, without the gaps that forms set into it."""
