"""What a style of writing is, and how senders join the pieces of an address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.corpus.contact_texts.parts import Parts
from models.page import Contact

GAPS = ("", "", "", " ")
"""Separators between the pieces of an address."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style of writing. `clear`: no separators, so names and numbers are plain."""

    write: Callable[[Random, Parts], str]
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """A text, the name of its style and its true contact."""

    style: str
    text: str
    truth: Contact


def region(rng: Random, said: Parts) -> str:
    """Returns the region, mostly without separators."""
    return rng.choice(("", "", "", "", " ", "-", "/", "，")).join(said.region)


def detail(rng: Random, said: Parts, gaps: Sequence[str] = GAPS) -> str:
    """Returns the address after the region, its pieces joined by one of the separators."""
    return rng.choice(gaps).join(said.detail)


def address(rng: Random, said: Parts, gaps: Sequence[str] = GAPS) -> str:
    """Returns region and detail in one string."""
    return region(rng, said) + rng.choice(("", "", "", " ")) + detail(rng, said, gaps)


def plain(said: Parts) -> str:
    """Returns region and detail without any separator."""
    return "".join((*said.region, *said.detail))


def shuffled(rng: Random, *fields: str) -> list[str]:
    """Returns the fields in a random order."""
    return rng.sample(fields, len(fields))
