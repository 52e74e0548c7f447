"""A request to an engine: a picture file, the options for reading it, and a deadline."""

import threading
from dataclasses import dataclass

NEVER = threading.TIMEOUT_MAX
"""A deadline in seconds that never passes: the longest time that a thread can wait, about 292 years."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """The options of one request. They are passed with it and do not change a loaded model."""

    any_direction: bool = True
    """Whether lines may be upside down or vertical. If not, every line is read as an upright one."""

    any_angle: bool = False
    """Whether the whole picture may be rotated by any angle. If so, it is made upright before it is read."""

    characters: bool = False
    """Whether every line also gives the position of each character."""

    fonts: bool = False
    """Whether every line also gives the fonts that it resembles."""

    contact: bool = False
    """Whether the page also gives contact details: name, phone and address."""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """One picture file to be read. `deadline` is in seconds on the monotonic clock.

    Callers with different names share the engine fairly.
    """

    data: bytes
    options: ReadOptions
    deadline: float
    caller: str = ""
