"""What is asked of an engine: a picture file, how to read it, and a deadline."""

import threading
from dataclasses import dataclass

NEVER = threading.TIMEOUT_MAX
"""A deadline that never passes: the longest time that a thread can wait, about 292 years."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The options of one request. They travel with it and change no loaded object."""

    any_direction: bool = True
    """Whether a line may be upside down or vertical. If not, every line is read as upright."""

    any_angle: bool = False
    """Whether the whole picture may be rotated, by any angle. It is rotated upright before it is read."""

    characters: bool = False
    """Whether every line also gives the position of each character."""

    fonts: bool = False
    """Whether every line also gives the fonts that it resembles."""

    contact: bool = False
    """Whether the page also gives contact details: name, phone and address."""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """One picture file to be read. `deadline` is in seconds on the monotonic clock."""

    data: bytes
    options: ReadOptions
    deadline: float
