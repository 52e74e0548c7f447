"""What the engine is asked: one picture, how to read it, and until when."""

import threading
from dataclasses import dataclass

NEVER = threading.TIMEOUT_MAX
"""A deadline that does not pass: the longest for which a thread can wait, three centuries."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What a request asks for; it travels with the request and changes nothing that is loaded."""

    any_direction: bool = True
    """Whether a line may stand on its head or run downwards; else all are taken as upright."""

    any_angle: bool = False
    """Whether the whole picture may be turned, by any angle; it is then held upright to be read."""

    characters: bool = False
    """Whether every line also tells where each of its characters stands."""

    fonts: bool = False
    """Whether every line also says which fonts it resembles."""

    contact: bool = False
    """Whether the page also says whom it tells how to reach."""


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """One picture file that waits to be read; `deadline` is absolute, on the monotonic clock."""

    data: bytes
    options: ReadOptions
    deadline: float
